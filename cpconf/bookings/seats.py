"""Which rooms and people a conference could have at its own time, the free ones first; changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from cpconf.bookings.records import Conference, Request
from cpconf.bookings.rules import ConferenceId
from cpconf.diary.free import Conflict, person_conflicts, room_conflicts
from cpconf.diary.kinds import Purpose
from cpconf.diary.records import Resource
from cpconf.diary.rules import Span
from cpconf.diary.window import load_window
from cpconf.diary.wishes import DiaryWindow, StaffTime
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

_SOMEBODY = "another booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatChoice:
    """A room (its room id) or a person (their staff id). `why`: what stands in the way, empty where it is free.

    `details`: site and seats of a room.
    """

    id: int
    name: str
    details: str
    why: str

    @property
    def is_free(self) -> bool:
        return not self.why


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatChoices:
    """What can be chosen for a conference, the free ones first, then by name."""

    rooms: tuple[SeatChoice, ...]
    chairs: tuple[SeatChoice, ...]
    minute_takers: tuple[SeatChoice, ...]


@query(Permission.READ)
def seat_choices(reading: Reading, *, conference_id: ConferenceId) -> SeatChoices:
    """The choices at the conference's own time; what it occupies itself does not count. People are asked for its site.

    Refuses an unknown conference. A constant number of statements.
    """
    row = reading.one(
        select(Conference.starts_at, Conference.ends_at, Conference.room_id, Request.seats)
        .outerjoin(Request, Request.id == Conference.request_id)
        .where(Conference.id == conference_id)
    )
    if row is None:
        raise Refusal("This conference is not in the store.", "conference")
    day = row.starts_at.date()
    whole = load_window(reading, from_on=day, until_on=day)
    window = replace(whole, occupied=[one for one in whole.occupied if one.conference_id != conference_id])
    return _choices(reading, window, Span(starts_at=row.starts_at, ends_at=row.ends_at), row.room_id, row.seats or 0)


def _choices(reading: Reading, window: DiaryWindow, span: Span, room_id: int | None, seats: int) -> SeatChoices:
    ids = {row.id: row for row in reading.rows(select(Resource.id, Resource.room_id, Resource.staff_id))}
    references: defaultdict[int | None, str] = defaultdict(lambda: _SOMEBODY)
    site_id = next((room.site_id for room in window.rooms if ids[room.id].room_id == room_id), None)

    def people(purpose: Purpose, found: Iterable[StaffTime]) -> tuple[SeatChoice, ...]:
        return _sorted(
            SeatChoice(
                id=ids[person.id].staff_id,
                name=person.name,
                details="",
                why=_first(person_conflicts(window, purpose, person, span, site_id, references)),
            )
            for person in found
        )

    return SeatChoices(
        rooms=_sorted(
            SeatChoice(
                id=ids[room.id].room_id,
                name=room.name,
                details=f"{room.site_name} · {room.capacity} seats",
                why=_first(room_conflicts(window, room, span, seats, references)),
            )
            for room in window.rooms
        ),
        chairs=people(Purpose.CHAIR, window.chairs),
        minute_takers=people(Purpose.MINUTE_TAKER, window.minute_takers),
    )


def _first(conflicts: Iterable[Conflict]) -> str:
    return next((conflict.words for conflict in conflicts), "")


def _sorted(choices: Iterable[SeatChoice]) -> tuple[SeatChoice, ...]:
    return tuple(sorted(choices, key=lambda choice: (not choice.is_free, choice.name, choice.id)))
