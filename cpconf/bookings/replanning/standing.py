"""Whether a booking still stands in the diary as it is now, and if not, why; moves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from cpconf.bookings.replanning.cells import Cut, open_cells
from cpconf.bookings.replanning.known import Booked, Resources
from cpconf.bookings.rules import LateReason
from cpconf.diary.kinds import Purpose
from cpconf.diary.replanning.model import span
from cpconf.diary.rules import GRAIN_MINUTES, SiteId, Span
from cpconf.diary.wishes import DiaryWindow, RoomTime, StaffTime

_GRAINS_A_DAY = 24 * 60 // GRAIN_MINUTES
_REASONS = {
    Purpose.ROOM: LateReason.ROOM,
    Purpose.CHAIR: LateReason.CHAIR,
    Purpose.MINUTE_TAKER: LateReason.MINUTE_TAKER,
}


class Fault(NamedTuple):
    """Why a booking no longer holds, in words, and the code under which it is moved."""

    words: str
    reason: LateReason


class Standing:
    """The diary as it is now, to hold bookings against; rooms and people by their own ids."""

    def __init__(self, window: DiaryWindow, resources: Resources) -> None:
        self._window = window
        self._rooms = {resources.rooms[room.id]: room for room in window.rooms}
        self._chairs = {resources.staff[chair.id]: chair for chair in window.chairs}
        self._takers = {resources.staff[taker.id]: taker for taker in window.minute_takers}

    def faults(self, booked: Booked) -> tuple[Fault, ...]:
        """Why the booking no longer holds: its day, its room, its chair, its minute-taker; empty while it holds."""
        return tuple(self._faults(booked))

    def _faults(self, booked: Booked) -> Iterator[Fault]:
        day = booked.starts_at.date()
        closed = self._window.calendar.why_closed(day)
        if closed is not None:
            yield Fault(f"{day:%d/%m/%Y} is no working day: {closed}", LateReason.ROOM)
        if booked.room_id is not None:
            yield from self._of(Purpose.ROOM, self._rooms.get(booked.room_id), booked.room, booked)
        yield from self._of(Purpose.CHAIR, self._chairs.get(booked.chair_id), booked.chair, booked)
        yield from self._of(Purpose.MINUTE_TAKER, self._takers.get(booked.minute_taker_id), booked.minute_taker, booked)

    def _of(self, purpose: Purpose, known: RoomTime | StaffTime | None, name: str, booked: Booked) -> Iterator[Fault]:
        room = purpose is Purpose.ROOM
        if known is None:
            yield Fault(f"{name} is no longer used" if room else f"{name} has left", _REASONS[purpose])
            return
        conference = Span(starts_at=booked.starts_at, ends_at=booked.ends_at)
        needed = self._window.rules.needed(purpose, conference)
        absences = known.closures if isinstance(known, RoomTime) else known.leave
        away = next((absence for absence in absences if absence.span.overlaps(needed)), None)
        if away is not None:
            words = f" ({away.words})" if away.words else ""
            yield Fault(f"{name} is {'closed' if room else 'away'}{words}", _REASONS[purpose])
            return
        site = None if room or booked.site_id is None else SiteId(booked.site_id)
        if not at_hand(known, needed, site):
            yield Fault(f"{name} is not {'open' if room else 'at work there'} then", _REASONS[purpose])


def at_hand(known: RoomTime | StaffTime, needed: Span, site: SiteId | None) -> bool:
    """Whether a room is open, or a person at work at the site, for the whole of a span; absences aside."""
    day = needed.starts_at.date()
    opened = open_cells(Cut(days=(day,), first=0, count=_GRAINS_A_DAY), known.grains, (), site)[0]
    whole = span(_grain(needed.starts_at, day), -(-_minutes(needed.ends_at, day) // GRAIN_MINUTES))
    return opened & whole == whole


def _grain(at: datetime, day: date) -> int:
    return _minutes(at, day) // GRAIN_MINUTES


def _minutes(at: datetime, day: date) -> int:
    return (at.date() - day).days * 24 * 60 + at.hour * 60 + at.minute
