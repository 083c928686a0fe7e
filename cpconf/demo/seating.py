"""Seats invented conferences so that no room, chair or minute-taker is ever taken twice; knows no family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from cpconf.demo.county import County
from cpconf.demo.invented import CHAIR, SPECIALIST, Conference
from cpconf.diary.kinds import Purpose
from cpconf.diary.rules import OccupancyRules, Span
from cpconf.diary.working_days import WorkingCalendar

_MORNING: Final = (time(9, 30), time(10, 0))
_AFTERNOON: Final = (time(13, 30), time(14, 0))
_LONG: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Half a day of a room and a chair, and a minute-taker's day."""

    starts_at: datetime
    ends_at: datetime
    half: int
    room_id: int
    chair_id: int
    minute_taker_id: int

    @property
    def day(self) -> date:
        return self.starts_at.date()


class SlotBook:
    """Who is taken when. A room and a chair take one conference each half day, a minute-taker one each day."""

    def __init__(self, source: Random, calendar: WorkingCalendar, county: County) -> None:
        self._source = source
        self._calendar = calendar
        self._rooms = county.rooms
        self._chairs = [member for member in county.staff if member.role == CHAIR]
        self._takers = [member for member in county.staff if member.role == SPECIALIST]
        self._weekdays = {member.id: member.weekdays for member in county.staff}
        self._away = {
            (absence.staff_id, absence.from_on + timedelta(days=number))
            for absence in county.absences
            for number in range((absence.until_on - absence.from_on).days + 1)
        }
        self._shut = {
            (shut.room_id, shut.from_on + timedelta(days=number))
            for shut in county.shut
            for number in range((shut.until_on - shut.from_on).days + 1)
        }
        self._taken: set[tuple[Purpose, int, date, int]] = set()
        self._site_of_day: dict[tuple[int, date], int] = {}
        self._load: dict[int, list[tuple[date, date | None, int]]] = {member.id: [] for member in self._chairs}

    def days(self, first: date, last: date, wished: date) -> list[date]:
        """Working days from first to last, those in term and nearest to the wished one first."""
        spread = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        working = [day for day in spread if self._calendar.is_working_day(day)]
        return sorted(working, key=lambda day: (not self._calendar.in_term(day), abs((day - wished).days), day))

    def seat(self, days: Sequence[date], *, site_id: int, chair_id: int | None, minutes: int) -> Seat | None:
        """The first free seat on these days: with this chair at this site, else elsewhere, else with any chair."""
        own = [chair_id] if chair_id is not None else None
        for elsewhere, other_chair in ((False, False), (True, False), (True, True)):
            if other_chair and own is None:
                break
            for day in days:
                chairs = own if own is not None and not other_chair else self._by_load(day)
                for half in (0, 1) if self._source.random() < 0.55 else (1, 0):
                    seat = self._try(day, half, site_id, elsewhere, chairs, minutes)
                    if seat is not None:
                        return seat
        return None

    def release(self, seat: Seat) -> None:
        """Give a seat back: its conference was moved."""
        for key in self._keys(seat.room_id, seat.chair_id, seat.minute_taker_id, seat.day, seat.half):
            self._taken.discard(key)

    def allocate(self, chair_id: int, from_on: date, until_on: date | None, children: int) -> None:
        """Note that a chair has these children, so that the next family goes to the one with the fewest."""
        self._load[chair_id].append((from_on, until_on, children))

    def _by_load(self, on: date) -> list[int]:
        def load(chair_id: int, fte: int) -> float:
            spells = self._load[chair_id]
            return sum(n for first, last, n in spells if first <= on and (last is None or last > on)) / fte

        return [member.id for member in sorted(self._chairs, key=lambda each: load(each.id, each.fte_percent))]

    def _try(
        self, day: date, half: int, site_id: int, elsewhere: bool, chairs: Iterable[int], minutes: int
    ) -> Seat | None:
        rooms = [room for room in self._rooms if elsewhere or room.site_id == site_id]
        rooms.sort(key=lambda room: room.site_id != site_id)
        free_rooms = [
            room
            for room in rooms
            if (Purpose.ROOM, room.id, day, half) not in self._taken and (room.id, day) not in self._shut
        ]
        if not free_rooms:
            return None
        takers = [member.id for member in self._takers if self._works(member.id, day)]
        takers = [each for each in takers if (Purpose.MINUTE_TAKER, each, day, 0) not in self._taken]
        if not takers:
            return None
        for chair_id in chairs:
            if not self._works(chair_id, day) or (Purpose.CHAIR, chair_id, day, half) in self._taken:
                continue
            for room in free_rooms:
                if self._site_of_day.get((chair_id, day), room.site_id) == room.site_id:
                    self._site_of_day[chair_id, day] = room.site_id
                    return self._take(day, half, room.id, chair_id, self._source.choice(takers), minutes)
        return None

    def _take(self, day: date, half: int, room_id: int, chair_id: int, taker_id: int, minutes: int) -> Seat:
        self._taken.update(self._keys(room_id, chair_id, taker_id, day, half))
        starts = (_MORNING, _AFTERNOON)[half]
        starts_at = datetime.combine(day, starts[0] if minutes > _LONG else self._source.choice(starts))
        ends_at = starts_at + timedelta(minutes=minutes)
        return Seat(
            starts_at=starts_at,
            ends_at=ends_at,
            half=half,
            room_id=room_id,
            chair_id=chair_id,
            minute_taker_id=taker_id,
        )

    def _works(self, staff_id: int, day: date) -> bool:
        return day.weekday() in self._weekdays[staff_id] and (staff_id, day) not in self._away

    @staticmethod
    def _keys(
        room_id: int, chair_id: int, taker_id: int, day: date, half: int
    ) -> tuple[tuple[Purpose, int, date, int], ...]:
        return (
            (Purpose.ROOM, room_id, day, half),
            (Purpose.CHAIR, chair_id, day, half),
            (Purpose.MINUTE_TAKER, taker_id, day, 0),
        )


def taken_times(conference: Conference, rules: OccupancyRules) -> tuple[tuple[Purpose, int, datetime, datetime], ...]:
    """Who is taken from when to when: pre-meet, turnaround, the chair's gap and writing-up included."""
    spans = rules.spans(Span(starts_at=conference.starts_at, ends_at=conference.ends_at))
    whose = {
        Purpose.ROOM: conference.room_id,
        Purpose.CHAIR: conference.chair_id,
        Purpose.MINUTE_TAKER: conference.minute_taker_id,
    }
    return tuple((purpose, whose[purpose], span.starts_at, span.ends_at) for purpose, span in spans.items())
