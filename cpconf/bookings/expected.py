"""The outlook of the weeks ahead, asked of the store: what is due or expected, and what can be held; books nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Final

from sqlalchemy import or_, select

from cpconf.bookings.due_reviews import reviews_due
from cpconf.bookings.expecting import HISTORY, Ahead, Known, Waiting, all_needs, typical_minutes
from cpconf.bookings.records import Conference, Request
from cpconf.bookings.rules import COMING_STATES, ConferenceKind, ConferenceState, RequestState
from cpconf.diary.kinds import THE_THREE, Purpose
from cpconf.diary.outlook import Outlook, look_ahead
from cpconf.diary.outlook_supply import supply_of
from cpconf.diary.window import load_calendar, load_window
from cpconf.diary.wishes import DiaryWindow
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import LONDON, Reading

FEWEST_WEEKS: Final = 1
MOST_WEEKS: Final = 26


@query(Permission.READ)
def outlook(reading: Reading, *, weeks: int = 12) -> Outlook:
    """Supply against demand from tomorrow to the Friday of the last of `weeks` weeks, this one included if it has days.

    Refuses fewer than 1 and more than 26 weeks. A constant number of statements.
    """
    if not FEWEST_WEEKS <= weeks <= MOST_WEEKS:
        raise Refusal(f"Look {FEWEST_WEEKS} to {MOST_WEEKS} weeks ahead.", "weeks")
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    ahead = Ahead.of(reading.on, weeks, calendar, settings)
    known = _known(reading)
    due = reviews_due(reading, from_on=ahead.on - HISTORY, until_on=ahead.until_on)
    waiting = _waiting(reading, known, {line.family_id for line in due})
    cases, basis = all_needs([line.due_on for line in due], waiting, known, ahead)
    minutes = typical_minutes(known, settings)
    window = load_window(reading, from_on=ahead.first_on, until_on=ahead.until_on, settings=settings, calendar=calendar)
    days = supply_of(window, minutes=minutes, typing_minutes=settings.typing_minutes)
    return look_ahead(
        days,
        cases,
        minutes=minutes,
        slots_a_day=_a_day(window, minutes, settings.typing_minutes),
        in_term=frozenset(day.on for day in days if not calendar.in_school_holidays(day.on)),
        later=ahead.later(),
        basis=basis,
    )


def _known(reading: Reading) -> tuple[Known, ...]:
    """Every conference of the last two years and to come; a hold past its time is none."""
    since = datetime.combine(reading.on - HISTORY, time())
    rows = reading.rows(
        select(
            Conference.family_id,
            Conference.kind,
            Conference.state,
            Conference.counted_from_on,
            Conference.starts_at,
            Conference.ends_at,
            Conference.request_id,
        )
        .where(Conference.starts_at >= since)
        .where(or_(Conference.state != ConferenceState.PROVISIONAL, Conference.held_until > reading.at))
        .order_by(Conference.starts_at, Conference.id)
    )
    return tuple(Known(*row) for row in rows)


def _waiting(reading: Reading, known: Sequence[Known], families_due: set[int]) -> tuple[Waiting, ...]:
    """Requests without a coming conference; a review that is due is counted once, by its plan."""
    seated = {one.request_id for one in known if one.state in COMING_STATES}
    rows = reading.rows(
        select(Request.id, Request.family_id, Request.kind, Request.received_at, Request.due_on)
        .where(Request.state.in_([RequestState.REQUESTED, RequestState.RETURNED]))
        .order_by(Request.id)
    )
    return tuple(
        Waiting(row.kind, row.received_at.astimezone(LONDON).date(), row.due_on)
        for row in rows
        if row.id not in seated
        if row.kind is not ConferenceKind.REVIEW or row.family_id not in families_due
    )


def _a_day(window: DiaryWindow, minutes: int, typing_minutes: int) -> dict[Purpose, int]:
    """How many conferences an empty resource-day holds here, as the mean of all, rounded; at least one."""
    empty = supply_of(replace(window, occupied=()), minutes=minutes, typing_minutes=typing_minutes)
    found: dict[Purpose, int] = {}
    for purpose in THE_THREE:
        days, slots = (sum(getattr(day.of(purpose), name) for day in empty) for name in ("days", "slots"))
        found[purpose] = max(1, round(slots / days)) if days else 1
    return found
