"""The diary of some days as it is drawn, read aloud and printed, and what can be told from it; knows no store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.rules import OccupancyRules, ResourceId, RoomId, SiteId, Span
from cpconf.diary.working_days import WorkingCalendar
from cpconf.refusals import Refusal

MOVABLE = frozenset({"provisional", "confirmed", "held_inquorate", "adjourned", "not_held"})
COMING = frozenset({"provisional", "confirmed"})
PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineDay:
    """One day of the head: `closed` says why it is no working day; `holiday`: schools are closed as far as known."""

    on: date
    closed: str
    holiday: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBooking:
    """One conference. Local wall time; `held_until` a UTC instant; the family by its initials only, never a name.

    `state`, `kind` and `mode` are the words of the bookings. `is_lapsed`: a hold whose time is over.
    """

    conference_id: int
    request_id: int | None
    reference: str
    initials: str
    kind: str
    state: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    counted_from_on: date
    due_on: date
    held_until: datetime | None
    is_lapsed: bool
    has_successor: bool
    second_sitting_at: datetime | None
    room_id: RoomId | None
    room: str
    site: str
    chair_id: int
    chair: str
    minute_taker_id: int
    minute_taker: str

    @property
    def is_movable(self) -> bool:
        """Whether it still stands where it could be moved from."""
        return self.state in MOVABLE and not self.has_successor

    @property
    def is_coming(self) -> bool:
        """Whether it is still to come: it can be called off."""
        return self.state in COMING

    @property
    def is_held_back(self) -> bool:
        """Whether it is a hold that nobody has confirmed."""
        return self.state == PROVISIONAL

    @property
    def is_late(self) -> bool:
        """Whether it lies past its limit."""
        return self.starts_at.date() > self.due_on

    @property
    def span(self) -> Span:
        """The conference itself, without margins."""
        return Span(starts_at=self.starts_at, ends_at=self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One occupancy of a row, `starts_at`..`ends_at` with its margins; without a booking where none is known."""

    purpose: Purpose
    hold: Hold
    starts_at: datetime
    ends_at: datetime
    booking: TimelineBooking | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineAway:
    """A closure, leave or protected time; `words` say which, an illness is "away"."""

    starts_at: datetime
    ends_at: datetime
    words: str
    is_protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A room, a chair or a minute-taker: when open or at work, when closed or away, what occupies it.

    `owner_id` is the room's or the person's own id, `id` that of the resource. `capacity` is 0 for people.
    """

    id: ResourceId
    purpose: Purpose
    owner_id: int
    name: str
    site_id: SiteId | None
    site: str
    capacity: int
    open: tuple[Span, ...]
    away: tuple[TimelineAway, ...]
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLimit:
    """The clock of a request that the diary was opened with: "day n" counts from `counted_from_on`."""

    request_id: int
    initials: str
    kind: str
    counted_from_on: date
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineSheet:
    """Some days and every row, rooms first, then chairs, then minute-takers.

    `asked`: the conference that was asked for, on whatever day it is; `request`: the clock of the request asked for.
    """

    days: tuple[TimelineDay, ...]
    rows: tuple[TimelineRow, ...]
    calendar: WorkingCalendar
    rules: OccupancyRules
    now: datetime
    asked: TimelineBooking | None = None
    request: TimelineLimit | None = None

    def booking(self, conference_id: int) -> TimelineBooking | None:
        """A conference of these days, or the one that was asked for."""
        if self.asked is not None and self.asked.conference_id == conference_id:
            return self.asked
        found = (e.booking for row in self.rows for e in row.entries if e.booking is not None)
        return next((booking for booking in found if booking.conference_id == conference_id), None)

    def row_of(self, purpose: Purpose, owner_id: int | None) -> TimelineRow | None:
        """The row of a room or a person."""
        return next((row for row in self.rows if row.purpose is purpose and row.owner_id == owner_id), None)

    def day_number(self, counted_from_on: date, on: date) -> int | None:
        """Which working day after the event `on` is; None where the calendar does not reach or nothing counts."""
        try:
            number = self.calendar.count_between(counted_from_on, on)
        except Refusal:
            return None
        return number if number >= 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where a booking would go: its start and the three that it needs."""

    starts_at: datetime
    room_id: RoomId | None
    chair_id: int
    minute_taker_id: int

    @classmethod
    def of(cls, booking: TimelineBooking) -> Seat:
        """Where it is now."""
        return cls(
            starts_at=booking.starts_at,
            room_id=booking.room_id,
            chair_id=booking.chair_id,
            minute_taker_id=booking.minute_taker_id,
        )

    def owners(self) -> Mapping[Purpose, int | None]:
        """Which room or person serves each purpose."""
        return {
            Purpose.ROOM: self.room_id,
            Purpose.CHAIR: self.chair_id,
            Purpose.MINUTE_TAKER: self.minute_taker_id,
        }


def glance(sheet: TimelineSheet, booking: TimelineBooking, seat: Seat, now: datetime) -> tuple[str, ...]:
    """What plainly stands in the way, from what is shown alone; the store has the last word. `now`: local time.

    Empty also where a row or a day is not shown: then nothing can be told.
    """
    conference = Span(starts_at=seat.starts_at, ends_at=seat.starts_at + (booking.ends_at - booking.starts_at))
    found = [*_of_the_day(sheet, conference, now)]
    shown = {day.on for day in sheet.days}
    if not found and conference.starts_at.date() in shown:
        for purpose, owner_id in seat.owners().items():
            row = sheet.row_of(purpose, owner_id)
            if row is not None:
                needed = sheet.rules.needed(purpose, conference)
                found += _of_the_row(row, needed, sheet.rules.occupied(purpose, conference), booking.conference_id)
    return tuple(found)


def _of_the_day(sheet: TimelineSheet, conference: Span, now: datetime) -> Iterable[str]:
    on = conference.starts_at.date()
    if conference.ends_at.date() != on:
        yield "It would end on another day."
    if conference.starts_at < now:
        yield "That time has passed."
    if on.weekday() >= 5:
        yield "A conference is never held at a weekend."
    closed = next((day.closed for day in sheet.days if day.on == on and day.closed), "")
    if closed and on.weekday() < 5:
        yield f"Not a working day here: {closed}."


def _of_the_row(row: TimelineRow, needed: Span, occupied: Span, conference_id: int) -> Iterable[str]:
    is_room = row.purpose is Purpose.ROOM
    for away in row.away:
        if away.starts_at < needed.ends_at and needed.starts_at < away.ends_at:
            yield f"{row.name} is {'closed' if is_room else 'away'}: {away.words}."
            return
    if not any(span.holds(needed) for span in row.open):
        yield f"{row.name} is not {'open' if is_room else 'at work'} from {needed.starts_at:%H:%M}."
        return
    for entry in row.entries:
        own = entry.booking is not None and entry.booking.conference_id == conference_id
        lapsed = entry.booking is not None and entry.booking.is_lapsed
        if own or lapsed or entry.purpose is Purpose.TYPING:
            continue
        if entry.starts_at < occupied.ends_at and occupied.starts_at < entry.ends_at:
            whose = entry.booking.reference if entry.booking is not None else "another booking"
            yield f"{row.name} is taken by {whose}, {entry.starts_at:%H:%M} to {entry.ends_at:%H:%M}."
            return


def shown_days(from_on: date, days: int) -> tuple[date, ...]:
    """The weekdays of so many days from `from_on`; a weekend day that is asked for alone is shown."""
    every = [from_on + timedelta(days=n) for n in range(days)]
    return tuple(day for day in every if day.weekday() < 5) or (from_on,)
