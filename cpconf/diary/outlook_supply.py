"""How many conferences rooms, chairs and minute-takers can still hold on each day; knows no demand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cpconf.diary.free import days as every_day
from cpconf.diary.free import open_spans
from cpconf.diary.kinds import Purpose
from cpconf.diary.rules import Margin, ResourceId, Span
from cpconf.diary.wishes import Absence, DiaryWindow, Occupied, RoomTime, StaffTime

ANY = 99  # a room has no most for a day but its hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What the resources of one purpose have: `days` resource-days, on which `booked` are held and `free` could be.

    `days`: resource-days on which at least one conference is booked or could be. Counted in conferences of one
    length; `slots` is what the days hold as they are booked now.
    """

    days: int = 0
    booked: int = 0
    free: int = 0

    @property
    def slots(self) -> int:
        """Booked and free."""
        return self.booked + self.free

    def __add__(self, other: Supply) -> Supply:
        return Supply(days=self.days + other.days, booked=self.booked + other.booked, free=self.free + other.free)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySupply:
    """One working day: what rooms, chairs and minute-takers have."""

    on: date
    rooms: Supply = Supply()
    chairs: Supply = Supply()
    minute_takers: Supply = Supply()

    def of(self, purpose: Purpose) -> Supply:
        """The supply of one of the three."""
        named = {Purpose.ROOM: self.rooms, Purpose.CHAIR: self.chairs, Purpose.MINUTE_TAKER: self.minute_takers}
        return named[purpose]

    @property
    def free(self) -> int:
        """Conferences that could still be booked: no more than the scarcest of the three has free.

        An upper bound: that the three are free at the same hour and at one site is the slot search's to say.
        """
        return min(self.rooms.free, self.chairs.free, self.minute_takers.free)

    def with_more(self, purpose: Purpose, slots: int) -> DaySupply:
        """The day with so many further slots of one purpose."""
        more = Supply(days=1, free=slots)
        if purpose is Purpose.ROOM:
            return replace(self, rooms=self.rooms + more)
        if purpose is Purpose.CHAIR:
            return replace(self, chairs=self.chairs + more)
        return replace(self, minute_takers=self.minute_takers + more)


def fitting(length: int, minutes: int, margin: Margin, *, ends_with_hours: bool) -> int:
    """How many conferences of `minutes` fit one after another into a gap of `length` minutes.

    Each takes its margins before and after; the last may run its margin after past the hours, not into a booking:
    k x (before + minutes + after) <= length (+ after where the hours end the gap).
    """
    whole = margin.before + minutes + margin.after
    return max(0, (length + (margin.after if ends_with_hours else 0)) // whole)


def supply_of(window: DiaryWindow, *, minutes: int, typing_minutes: int) -> tuple[DaySupply, ...]:
    """Every working day of the window with what each purpose has, for conferences of `minutes`.

    A person holds no more than `a_day`, and no more than fit into the hours left by leave and bookings. A minute-taker
    also needs, within the week, the length, the writing-up and `typing_minutes` for each conference: where the
    week's working time is too short for that, its later days have fewer free.
    """
    taken = _by_resource(window.occupied)
    calendar, rules = window.calendar, window.rules
    working = [day for day in every_day(window.from_on, window.until_on) if calendar.is_working_day(day)]
    rooms = {day: Supply() for day in working}
    chairs, takers = dict(rooms), dict(rooms)
    for room in window.rooms:
        margin = rules.margin(Purpose.ROOM)
        for day in working:
            rooms[day] += _of_day(room, day, taken[room.id].get(day, ()), minutes, margin, ANY)
    for chair in window.chairs:
        margin = rules.margin(Purpose.CHAIR)
        for day in working:
            chairs[day] += _of_day(chair, day, taken[chair.id].get(day, ()), minutes, margin, chair.a_day)
    for taker in window.minute_takers:
        margin = rules.margin(Purpose.MINUTE_TAKER)
        days = {day: _of_day(taker, day, taken[taker.id].get(day, ()), minutes, margin, taker.a_day) for day in working}
        each = minutes + margin.after + typing_minutes
        for day, supply in _within_the_week(days, {day: _at_work(taker, day) for day in working}, each).items():
            takers[day] += supply
    return tuple(DaySupply(on=day, rooms=rooms[day], chairs=chairs[day], minute_takers=takers[day]) for day in working)


def _of_day(
    resource: RoomTime | StaffTime, day: date, taken: Iterable[Occupied], minutes: int, margin: Margin, most: int
) -> Supply:
    rows = [row for row in taken if row.purpose is not Purpose.TYPING]
    booked = len({row.conference_id for row in rows})
    free = 0
    for span in _open(resource, day):
        free += _in_gaps(span, sorted((row.starts_at, row.ends_at) for row in rows), minutes, margin)
    free = max(0, min(most - booked, free))
    return Supply(days=1 if booked or free else 0, booked=booked, free=free)


def _in_gaps(span: Span, taken: list[tuple[datetime, datetime]], minutes: int, margin: Margin) -> int:
    count, begins = 0, span.starts_at
    for starts_at, ends_at in taken:
        if ends_at <= begins or starts_at >= span.ends_at:
            continue
        count += fitting(_minutes(begins, starts_at), minutes, margin, ends_with_hours=False)
        begins = max(begins, ends_at)
    return count + fitting(_minutes(begins, span.ends_at), minutes, margin, ends_with_hours=True)


def _minutes(begins: datetime, ends: datetime) -> int:
    return int((ends - begins).total_seconds()) // 60


def _open(resource: RoomTime | StaffTime, day: date) -> list[Span]:
    absences = resource.closures if isinstance(resource, RoomTime) else resource.leave
    spans = list(open_spans(resource.hours, day, None))
    for absence in absences:
        spans = [rest for span in spans for rest in _without(span, absence)]
    return spans


def _without(span: Span, absence: Absence) -> list[Span]:
    away = absence.span
    if not span.overlaps(away):
        return [span]
    ends = [(span.starts_at, min(span.ends_at, away.starts_at)), (max(span.starts_at, away.ends_at), span.ends_at)]
    return [Span(starts_at=begins, ends_at=ended) for begins, ended in ends if begins < ended]


def _at_work(taker: StaffTime, day: date) -> int:
    return sum(span.minutes for span in _open(taker, day))


def _within_the_week(days: Mapping[date, Supply], at_work: Mapping[date, int], each: int) -> dict[date, Supply]:
    weeks: defaultdict[date, list[date]] = defaultdict(list)
    for day in days:
        weeks[day - timedelta(days=day.weekday())].append(day)
    found: dict[date, Supply] = {}
    for week in weeks.values():
        left = sum(at_work[day] for day in week) // each if each else ANY
        left = max(0, left - sum(days[day].booked for day in week))
        for day in week:
            free = min(left, days[day].free)
            left -= free
            found[day] = replace(days[day], free=free, days=1 if days[day].booked or free else 0)
    return found


def _by_resource(occupied: Iterable[Occupied]) -> defaultdict[ResourceId, defaultdict[date, list[Occupied]]]:
    found: defaultdict[ResourceId, defaultdict[date, list[Occupied]]] = defaultdict(lambda: defaultdict(list))
    for row in occupied:
        found[row.resource_id][row.starts_at.date()].append(row)
    return found
