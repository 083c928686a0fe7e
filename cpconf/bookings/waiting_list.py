"""Who waits for a slot, or for an earlier one, the most overdue first, and who could take one that is freed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from cpconf.bookings.caseloads import Caseload, chair_caseloads, points_for
from cpconf.bookings.rules import ConferenceId, ConferenceKind, RequestId
from cpconf.bookings.waiters import Waiter, load_waiters
from cpconf.bookings.wishing import LATE_DAYS, wish_for
from cpconf.diary.records import Resource
from cpconf.diary.rules import ResourceId, RoomId, Span
from cpconf.diary.slots import find_slots
from cpconf.diary.window import load_calendar, load_window
from cpconf.diary.wishes import Absence, DiaryWindow, Scoring, Slot, SlotWish
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

_STARTS = 24
"""How many starts of a freed day are looked at before it is said that none suits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A request that waits (`conference_id` None), or a conference booked past its target that would like to be sooner.

    `days_over`: working days past the target, negative while there are some left; of a conference on its booked day.
    `best`: the best slot now; of a conference one on an earlier day than it has, or None.
    """

    request_id: RequestId | None
    conference_id: ConferenceId | None
    family: str
    family_reference: str
    kind: ConferenceKind
    urgent: str | None
    due_on: date
    days_over: int
    best: Slot | None


@query(Permission.READ)
def waiting_list(reading: Reading) -> tuple[WaitingLine, ...]:
    """Urgent ones, then the most overdue first; a request that holds a slot does not wait. Constant statements."""
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    waiters = load_waiters(reading)
    if not waiters:
        return ()
    tomorrow = reading.on + timedelta(days=1)
    wishes = [_wish(waiter, settings, calendar, tomorrow) for waiter in waiters]
    window = _window(reading, wishes, tomorrow, max(wish.last_on(calendar) for wish in wishes), settings, calendar)
    scoring, loads = Scoring.of(settings), chair_caseloads(reading)
    lines = [
        _line(waiter, reading.on, calendar, _best(waiter, wish, _seen_by(waiter, window, loads, settings), scoring))
        for waiter, wish in zip(waiters, wishes, strict=True)
    ]
    return tuple(sorted(lines, key=_order))


@query(Permission.READ)
def freed_for(
    reading: Reading, *, starts_at: datetime, ends_at: datetime, room_id: RoomId | None
) -> tuple[WaitingLine, ...]:
    """Who of the waiting list could begin in this time in this room (None: in any), the most overdue first.

    `best` is that slot. Nobody for a time that has passed, or of today. A constant number of statements.
    """
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    day = starts_at.date()
    waiters = [waiter for waiter in load_waiters(reading) if waiter.would_take(day)]
    room = reading.scalar(select(Resource.id).where(Resource.room_id == room_id)) if room_id is not None else None
    if not waiters or day <= reading.on or not calendar.is_working_day(day):
        return ()
    wishes = [_on_that_day(_wish(waiter, settings, calendar, day), starts_at) for waiter in waiters]
    whole = _window(reading, wishes, day, day, settings, calendar)
    others = frozenset(one.id for one in whole.rooms if room is not None and one.id != room)
    scoring, loads = Scoring.of(settings), chair_caseloads(reading)
    lines = []
    for waiter, wish in zip(waiters, wishes, strict=True):
        window = _seen_by(waiter, whole, loads, settings)
        slots = find_slots(replace(wish, excluded=others), window, scoring).slots
        best = next((slot for slot in slots if slot.starts_at < ends_at), None)
        if best is not None:
            of_days = calendar.count_between(waiter.wanted.counted_from_on, waiter.wanted.due_on)
            lines.append(_line(waiter, reading.on, calendar, replace(best, of_days=of_days)))
    return tuple(sorted(lines, key=_order))


def _order(line: WaitingLine) -> tuple[bool, int, date, int]:
    return line.urgent is None, -line.days_over, line.due_on, line.request_id or 0


def _wish(waiter: Waiter, settings: PracticeSettings, calendar: WorkingCalendar, earliest_on: date) -> SlotWish:
    first = max(earliest_on, waiter.earliest_on or earliest_on)
    wish = wish_for(
        waiter.wanted, settings, calendar, earliest_on=first, late_days=LATE_DAYS, count=1, chair=waiter.chair
    )
    return replace(wish, blocked_count=0)


def _on_that_day(wish: SlotWish, starts_at: datetime) -> SlotWish:
    """The same, on that day from that time on only."""
    day = starts_at.date()
    midnight = datetime.combine(day, time())
    before = (Absence(span=Span(starts_at=midnight, ends_at=starts_at), words=""),) if starts_at > midnight else ()
    due_on = max(min(wish.due_on, day), wish.clock_from)
    return replace(wish, earliest_on=day, due_on=due_on, late_days=0, unavailable=before, count=_STARTS)


def _window(
    reading: Reading,
    wishes: Sequence[SlotWish],
    from_on: date,
    until_on: date,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
) -> DiaryWindow:
    people = frozenset(person for wish in wishes for person in wish.people)
    return load_window(reading, from_on=from_on, until_on=until_on, settings=settings, calendar=calendar, people=people)


def _seen_by(
    waiter: Waiter, window: DiaryWindow, loads: dict[ResourceId, Caseload], settings: PracticeSettings
) -> DiaryWindow:
    """Without what the conference itself occupies, and with what each chair's caseload makes them cost."""
    own = waiter.wanted.conference_id
    occupied = window.occupied
    if own is not None:
        occupied = tuple(row for row in occupied if row.conference_id != own)
    chairs = []
    for chair in window.chairs:
        load = loads.get(chair.id, Caseload(children=0))
        points, words = points_for(load, waiter.wanted.child_count, chair.fte, settings)
        chairs.append(replace(chair, points=points, points_words=words) if points else chair)
    return replace(window, occupied=occupied, chairs=tuple(chairs))


def _best(waiter: Waiter, wish: SlotWish, window: DiaryWindow, scoring: Scoring) -> Slot | None:
    slots = find_slots(wish, window, scoring).slots
    return next((slot for slot in slots if waiter.would_take(slot.starts_at.date())), None)


def _line(waiter: Waiter, on: date, calendar: WorkingCalendar, best: Slot | None) -> WaitingLine:
    judged_on = on if waiter.booked_on is None else waiter.booked_on
    return WaitingLine(
        request_id=waiter.request_id,
        conference_id=waiter.conference_id,
        family=waiter.family,
        family_reference=waiter.family_reference,
        kind=waiter.wanted.kind,
        urgent=waiter.urgent,
        due_on=waiter.wanted.due_on,
        days_over=calendar.count_between(waiter.wanted.due_on, judged_on),
        best=best,
    )
