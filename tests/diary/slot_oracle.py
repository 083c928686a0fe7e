"""The slot search by brute force, minute by minute, from the window alone; shares nothing with the search itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import product

from cpconf.diary.kinds import Purpose
from cpconf.diary.rules import Margin, ResourceId
from cpconf.diary.wishes import DiaryWindow, Occupied, RoomTime, Scoring, SlotWish, StaffTime
from cpconf.diary.working_days import WorkingCalendar

Found = dict[tuple[datetime, int, int, int], int]
"""By start, room, chair and minute-taker: the points."""

MINUTES = 24 * 60
ANOTHER = StaffTime(id=ResourceId(-1), name="Another", hours=())
"""Somebody who is always free."""


def is_worked(calendar: WorkingCalendar, day: date) -> bool:
    """By the lists of the calendar, not by its counting."""
    if day in calendar.working:
        return True
    return day.weekday() < 5 and day not in calendar.bank_holidays and day not in calendar.closures


def days_from(first: date, last: date) -> Iterator[date]:
    """Every day from one to the other."""
    while first <= last:
        yield first
        first += timedelta(days=1)


def day_number(calendar: WorkingCalendar, event_on: date, day: date) -> int:
    """Which working day after the event a day is, negative before it."""
    if day < event_on:
        return -sum(is_worked(calendar, each) for each in days_from(day, event_on - timedelta(days=1)))
    first = event_on + timedelta(days=1 - calendar.event_day_counts_as)
    return sum(is_worked(calendar, each) for each in days_from(first, day))


def searched(wish: SlotWish, calendar: WorkingCalendar) -> list[date]:
    """The working days up to the limit, and so many after it."""
    found = [day for day in days_from(wish.earliest_on, wish.due_on) if is_worked(calendar, day)]
    late, day = 0, max(wish.due_on + timedelta(days=1), wish.earliest_on)
    if is_worked(calendar, wish.earliest_on) and wish.earliest_on > wish.due_on:
        found.append(wish.earliest_on)  # the first day there is, whatever the limit
        day += timedelta(days=1)
    while late < wish.late_days and day <= calendar.known_until:
        if is_worked(calendar, day):
            found.append(day)
            late += 1
        day += timedelta(days=1)
    return found


class Oracle:
    """One wish in one window; `relieved`: what is to be taken for granted."""

    def __init__(self, wish: SlotWish, window: DiaryWindow, scoring: Scoring, relieved: Purpose | None = None) -> None:
        self.wish, self.window, self.scoring, self.relieved = wish, window, scoring, relieved
        self.days = searched(wish, window.calendar)
        self.known: dict[tuple[object, ...], bytearray] = {}

    @cached_property
    def found(self) -> Found:
        """Every free start with every free room, chair and minute-taker, and what it costs."""
        return {
            (self.at(day, minute), room.id, chair.id, taker.id): self.points(day, room, chair, taker)
            for day, minute, room, chair, taker in self.free()
        }

    def free(self) -> Iterator[tuple[date, int, RoomTime, StaffTime, StaffTime]]:
        """Each free triple by day and minute."""
        rooms = [room for room in self.window.rooms if self.suits(room)]
        chairs = [chair for chair in self.window.chairs if chair.id not in self.wish.excluded]
        takers = [taker for taker in self.window.minute_takers if taker.id not in self.wish.excluded]
        if self.relieved is Purpose.CHAIR:
            chairs = [ANOTHER]
        if self.relieved is Purpose.MINUTE_TAKER:
            takers = [ANOTHER]
        for day, minute in product(self.days, range(0, MINUTES - self.wish.minutes, 10)):
            if not self.people_can(day, minute):
                continue
            for room in rooms:
                if self.has(day, minute, room, Purpose.ROOM, room.site_id):
                    yield from (
                        (day, minute, room, chair, taker)
                        for chair in chairs
                        if self.has(day, minute, chair, Purpose.CHAIR, room.site_id)
                        for taker in takers
                        if taker.id != chair.id and self.has(day, minute, taker, Purpose.MINUTE_TAKER, room.site_id)
                    )

    def suits(self, room: RoomTime) -> bool:
        """Whether a room would do if it were free."""
        wish = self.wish
        return not (
            room.id in wish.excluded
            or room.capacity < wish.seats
            or (wish.step_free and not room.step_free)
            or (wish.second_waiting_room and not room.second_waiting_room)
            or any(word not in room.equipment for word in wish.equipment)
        )

    def people_can(self, day: date, minute: int) -> bool:
        """Whether everybody who must be there is free for the conference itself."""
        if self.relieved is Purpose.PERSON:
            return True
        taken = self.minutes(day, "people", lambda: self.people_taken(day))
        return 1 not in taken[minute : minute + self.wish.minutes]

    def people_taken(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """When somebody who must be there is elsewhere."""
        for row in self.window.occupied:
            if row.resource_id in self.wish.people:
                yield row.starts_at, row.ends_at
        for absence in self.wish.unavailable:
            yield absence.span.starts_at, absence.span.ends_at

    def has(self, day: date, minute: int, choice: RoomTime | StaffTime, purpose: Purpose, site: int) -> bool:
        """Whether a resource is free for a conference that starts at a minute of a day."""
        if self.relieved is purpose:
            return True
        margin = self.margin(purpose)
        first, end, last = minute - margin.before, minute + self.wish.minutes, minute + self.wish.minutes + margin.after
        is_room = isinstance(choice, RoomTime)
        opened = self.minutes(day, ("open", choice.id, 0 if is_room else site), lambda: self.hours(day, choice, site))
        absences = choice.closures if isinstance(choice, RoomTime) else choice.leave
        away = self.minutes(day, ("away", choice.id), lambda: ((a.span.starts_at, a.span.ends_at) for a in absences))
        taken = self.minutes(
            day, ("taken", choice.id, 0 if is_room else site), lambda: self.taken(choice, 0 if is_room else site)
        )
        if first < 0 or 0 in opened[first:end] or 1 in away[first:end] or 1 in taken[first:last]:
            return False
        return is_room or self.load(day, choice.id) < choice.a_day  # type: ignore[union-attr]

    def margin(self, purpose: Purpose) -> Margin:
        """The minutes before and after."""
        rules = self.window.rules
        margins = {Purpose.ROOM: rules.room, Purpose.CHAIR: rules.chair, Purpose.MINUTE_TAKER: rules.minute_taker}
        return margins[purpose]

    def hours(self, day: date, choice: RoomTime | StaffTime, site: int) -> Iterator[tuple[datetime, datetime]]:
        """When a resource is open or at work on a day, at a site."""
        for period in choice.hours:
            if period.weekday != day.weekday() or (period.from_on or day) > day or (period.until_on or day) < day:
                continue
            if isinstance(choice, RoomTime) or period.site_id is None or period.site_id == site:
                yield datetime.combine(day, period.starts), datetime.combine(day, period.ends)

    def taken(self, choice: RoomTime | StaffTime, site: int) -> Iterator[tuple[datetime, datetime]]:
        """What occupies a resource, as the whole ten minutes that it touches, the way from another site included."""
        for row in self.window.occupied:
            if row.resource_id == choice.id:
                way = 0 if isinstance(choice, RoomTime) else self.way(row, site)
                yield (
                    self.ten(row.starts_at, 0) - timedelta(minutes=way),
                    self.ten(row.ends_at, 9) + timedelta(minutes=way),
                )

    def way(self, row: Occupied, site: int) -> int:
        """Whole ten minutes of travel between the site of an occupancy, if it has one, and another."""
        if row.conference_id is None:
            return 0
        sites = {room.id: room.site_id for room in self.window.rooms} | dict(self.window.other_rooms)
        for other in self.window.occupied:
            if other.conference_id == row.conference_id and other.resource_id in sites:
                there = sites[other.resource_id]
                pairs = self.window.travel
                minutes = max((m for (a, b), m in pairs.items() if {a, b} == {there, site}), default=0)
                return (minutes + 9) // 10 * 10
        return 0

    def ten(self, at: datetime, up: int) -> datetime:
        """A time to the ten minutes, down or up."""
        minute = (at.minute + up + (1 if up and (at.second or at.microsecond) else 0)) // 10 * 10
        return at.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=minute)

    def load(self, day: date, person: int) -> int:
        """The conferences that a person has on a day."""
        return sum(row.resource_id == person and row.starts_at.date() == day for row in self.window.occupied)

    def minutes(self, day: date, what: object, spans: object) -> bytearray:
        """The minutes of a day that some spans cover."""
        key = (day, what)
        if key not in self.known:
            covered = bytearray(MINUTES)
            midnight = datetime.combine(day, time())
            for starts_at, ends_at in spans():  # type: ignore[operator]
                first = -((midnight - starts_at) // timedelta(minutes=1))
                end = -((midnight - ends_at) // timedelta(minutes=1))
                for minute in range(max(0, first), min(MINUTES, end)):
                    covered[minute] = 1
            self.known[key] = covered
        return self.known[key]

    def at(self, day: date, minute: int) -> datetime:
        """The local time."""
        return datetime.combine(day, time(minute // 60, minute % 60))

    def points(self, day: date, room: RoomTime, chair: StaffTime, taker: StaffTime) -> int:
        """What a triple costs, term by term."""
        wish, scoring, calendar = self.wish, self.scoring, self.window.calendar
        number, limit = day_number(calendar, wish.clock_from, day), day_number(calendar, wish.clock_from, wish.due_on)
        points = chair.points + taker.points + scoring.busy_day * self.load(day, chair.id)
        if number > limit:
            points += scoring.late + scoring.late_day * (number - limit)
        else:
            aim = day_number(calendar, wish.clock_from, wish.aim_on or wish.earliest_on)
            points += scoring.day_from_aim * abs(number - aim)
        if wish.prefer_term and self.is_holiday(day):
            points += scoring.school_holiday
        if wish.preferred_chair is not None and chair.id != wish.preferred_chair:
            points += scoring.other_chair
        if wish.site_id is not None and room.site_id != wish.site_id:
            points += scoring.other_site
        return points + scoring.spare_seats * ((room.capacity - wish.seats) // scoring.spare_seats_step)

    def is_holiday(self, day: date) -> bool:
        """Whether a day lies between two terms and in none."""
        terms = self.window.calendar.terms
        if not terms or any(term.from_on <= day <= term.until_on for term in terms):
            return False
        return min(term.from_on for term in terms) < day < max(term.until_on for term in terms)


def scarce_by_hand(wish: SlotWish, window: DiaryWindow, kinds: Iterable[Purpose]) -> frozenset[Purpose] | None:
    """What alone would have to be had for a slot in time."""

    def in_time(relieved: Purpose | None) -> bool:
        oracle = Oracle(wish, window, Scoring(), relieved)
        return any(day <= wish.due_on for day, *_ in oracle.free())

    return None if in_time(None) else frozenset(kind for kind in kinds if in_time(kind))
