"""What a move brings about, sentence by sentence; knows not what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from cpconf.access.records import Staff
from cpconf.bookings.inviting import report_due_on
from cpconf.bookings.lists import ConferenceLine
from cpconf.bookings.records import Conference, Invitation
from cpconf.bookings.rules import HELD_STATES, ConferenceKind, ConferenceState
from cpconf.bookings.sheets import RECONVENED, reconvene_by
from cpconf.diary.kinds import Purpose
from cpconf.diary.records import Occupancy, Resource, Room, Site
from cpconf.diary.rules import OccupancyRules, Span
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings
from cpconf.store.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A conference and where it would be."""

    line: ConferenceLine
    starts_at: datetime
    ends_at: datetime
    room_id: int | None
    chair_id: int
    minute_taker_id: int

    @property
    def is_move(self) -> bool:
        """Whether the time changes."""
        return (self.starts_at, self.ends_at) != (self.line.starts_at, self.line.ends_at)

    @property
    def is_late(self) -> bool:
        """Whether the day lies past the target."""
        return self.starts_at.date() > self.line.limit_on


def effects_of(reading: Reading, move: Move, settings: PracticeSettings, calendar: WorkingCalendar) -> tuple[str, ...]:
    """The sentences, the gravest first; said of a hold too, of which nobody has been told. Constant statements."""
    return _Effects(reading, move, settings, calendar).words()


class _Effects:
    """Works out the sentences."""

    def __init__(self, reading: Reading, move: Move, settings: PracticeSettings, calendar: WorkingCalendar) -> None:
        self.reading, self.move, self.line = reading, move, move.line
        self.settings, self.calendar = settings, calendar

    def words(self) -> tuple[str, ...]:
        found = [*self._time(), *self._people(), *self._place(), *self._told(), *self._typing()]
        return tuple(found) or ("Nothing changes.",)

    def _time(self) -> Iterator[str]:
        day, line = self.move.starts_at.date(), self.line
        if self.calendar.known_from <= day <= self.calendar.known_until and self.move.is_move:
            counted = self.reading.scalar(select(Conference.counted_from_on).where(Conference.id == line.id))
            assert counted is not None
            number = self.calendar.count_between(counted, day)
            of = self.calendar.count_between(counted, line.limit_on)
            yield f"Day {number} of {of}." if not self.move.is_late else self._late(number, of)
            if line.state in RECONVENED:
                by = reconvene_by(line.starts_at.date(), self.settings, self.calendar)
                kept = "within" if day <= by else "past"
                yield f"This is {kept} the limit for reconvening, {by:%d/%m/%Y}."
            if self.calendar.in_school_holidays(day):
                yield f"{day:%d/%m/%Y} lies in the school holidays."

    def _late(self, number: int, of: int) -> str:
        asked = " and the name of who agreed" if self.line.kind is ConferenceKind.REVIEW else ""
        was = "It was late before" if self.line.is_late else "It was in time before"
        return (
            f"Day {number} of {of}: past the target {self.line.limit_on:%d/%m/%Y}, which stays. "
            f"{was}; a late day needs a reason{asked}."
        )

    def _people(self) -> Iterator[str]:
        names = self._names()
        if self.move.chair_id != self.line.chair_id:
            before = self.reading.scalar(
                select(func.count())
                .select_from(Conference)
                .where(Conference.family_id == self.line.family_id, Conference.chair_id == self.move.chair_id)
                .where(Conference.state.in_(sorted(HELD_STATES)))
            )
            known = "has chaired for this family before" if before else "has not chaired for this family before"
            name = names.get(self.move.chair_id, "")
            yield f"Another chair: {name} instead of {self.line.chair}; {name} {known}."
        if self.move.minute_taker_id != self.line.minute_taker_id:
            name = names.get(self.move.minute_taker_id, "")
            yield f"Another minute-taker: {name} instead of {self.line.minute_taker}."

    def _names(self) -> dict[int, str]:
        asked = [self.move.chair_id, self.move.minute_taker_id]
        return dict(self.reading.rows(select(Staff.id, Staff.name).where(Staff.id.in_(asked))))

    def _place(self) -> Iterator[str]:
        if self.move.room_id == self.line.room_id:
            return
        row = self.reading.one(
            select(Room.name, Site.name.label("site"))
            .join(Site, Site.id == Room.site_id)
            .where(Room.id == self.move.room_id)
        )
        if row is None:
            yield "No room: everybody is remote."
        elif row.site == self.line.site:
            yield f"Another room: {row.name} instead of {self.line.room or 'none'}."
        else:
            yield f"Another site: {row.name}, {row.site}, instead of {self.line.room}, {self.line.site}."

    def _told(self) -> Iterator[str]:
        if self.line.state is ConferenceState.PROVISIONAL:
            yield "The slot is only held: nobody has been told."
            return
        if not self.move.is_move:
            return
        stands = (Invitation.conference_id == self.line.id, Invitation.withdrawn_at.is_(None))
        row = self.reading.one(
            select(func.count(Invitation.id).label("all"), func.count(Invitation.report_due_on).label("owing")).where(
                *stands
            )
        )
        assert row is not None
        if row.all:
            yield "1 person is invited again." if row.all == 1 else f"{row.all} people are invited again."
        if row.owing and self.calendar.known_from <= self.move.starts_at.date() <= self.calendar.known_until:
            day = self.move.starts_at.date()
            due_on = report_due_on(self.line.kind, day, self.reading.on, self.settings, self.calendar)
            yield f"Reports fall due anew, by {due_on:%d/%m/%Y}."

    def _typing(self) -> Iterator[str]:
        """Whose typing has to give way."""
        rules = OccupancyRules.of(self.settings)
        span = Span(starts_at=self.move.starts_at, ends_at=self.move.ends_at)
        needed = {
            self.move.chair_id: rules.occupied(Purpose.CHAIR, span),
            self.move.minute_taker_id: rules.occupied(Purpose.MINUTE_TAKER, span),
        }
        rows = self.reading.rows(
            select(Resource.staff_id, Staff.name, Occupancy.starts_at, Occupancy.ends_at, Conference.reference)
            .join(Resource, Resource.id == Occupancy.resource_id)
            .join(Staff, Staff.id == Resource.staff_id)
            .join(Conference, Conference.id == Occupancy.conference_id)
            .where(Occupancy.purpose == Purpose.TYPING, Occupancy.released_at.is_(None))
            .where(Resource.staff_id.in_(sorted(needed)), Occupancy.conference_id != self.line.id)
            .where(Occupancy.ends_at > min(one.starts_at for one in needed.values()))
            .where(Occupancy.starts_at < max(one.ends_at for one in needed.values()))
            .order_by(Occupancy.starts_at)
        )
        for row in rows:
            if Span(starts_at=row.starts_at, ends_at=row.ends_at).overlaps(needed[row.staff_id]):
                yield f"{row.name} types the minutes of {row.reference} at another time."
