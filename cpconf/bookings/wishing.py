"""What a request wishes of the slot search, and what that search answers; decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, select

from cpconf.bookings.records import Conference, Request
from cpconf.bookings.rules import HELD_STATES, ConferenceKind
from cpconf.diary.records import Resource
from cpconf.diary.rules import ResourceId, SiteId
from cpconf.diary.slots import find_slots
from cpconf.diary.window import load_window
from cpconf.diary.wishes import SlotSearch, SlotWish
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings
from cpconf.store.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a request or of a conference to be moved counts for its slot."""

    family_id: int
    kind: ConferenceKind
    counted_from_on: date
    due_on: date
    minutes: int
    seats: int
    site_id: int | None
    chair_id: int | None
    second_waiting_room: bool
    step_free: bool


def wanted_of(request: Request | Row[Any]) -> Wanted:
    """The wishes of a request that is being booked."""
    return Wanted(
        family_id=request.family_id,
        kind=request.kind,
        counted_from_on=request.counted_from_on,
        due_on=request.due_on,
        minutes=request.length_minutes,
        seats=request.seats,
        site_id=request.site_wanted_id,
        chair_id=request.preferred_chair_id,
        second_waiting_room=request.separate_arrival,
        step_free=bool(request.access_needs.strip()),
    )


def search(
    reading: Reading,
    wanted: Wanted,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
    *,
    count: int = 10,
    widen_days: int = 0,
) -> SlotSearch:
    """The best slots from tomorrow on; the chair preferred is the one asked for, or who chaired before."""
    wish = SlotWish(
        earliest_on=reading.on + timedelta(days=1),
        clock_from=wanted.counted_from_on,
        due_on=max(wanted.due_on, wanted.counted_from_on),
        minutes=-(-wanted.minutes // 10) * 10,
        seats=wanted.seats,
        aim_on=_aim(wanted, settings, calendar, reading.on),
        late_days=10 + widen_days,
        site_id=None if wanted.site_id is None else SiteId(wanted.site_id),
        preferred_chair=_chair(reading, wanted),
        second_waiting_room=wanted.second_waiting_room,
        step_free=wanted.step_free,
        count=count,
    )
    until_on = wish.last_on(calendar)
    window = load_window(reading, from_on=wish.earliest_on, until_on=until_on, settings=settings, calendar=calendar)
    return find_slots(wish, window)


def _aim(wanted: Wanted, settings: PracticeSettings, calendar: WorkingCalendar, on: date) -> date | None:
    """Reviews are proposed a margin inside their limit; others as early as may be."""
    if wanted.kind is not ConferenceKind.REVIEW:
        return None
    aim_on = calendar.add(wanted.due_on, -settings.review_margin_working_days)
    return max(aim_on, on + timedelta(days=1))


def _chair(reading: Reading, wanted: Wanted) -> ResourceId | None:
    last = (
        select(Conference.chair_id)
        .where(Conference.family_id == wanted.family_id, Conference.state.in_(sorted(HELD_STATES)))
        .order_by(Conference.starts_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    chair = wanted.chair_id if wanted.chair_id is not None else last
    found = reading.scalar(select(Resource.id).where(Resource.staff_id == chair))
    return None if found is None else ResourceId(found)
