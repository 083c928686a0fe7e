"""Leave and closures as they are listed, with the id by which each is withdrawn; knows nothing of what they break."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from cpconf.access.records import Staff
from cpconf.access.rules import StaffId
from cpconf.diary.kinds import LeaveKind
from cpconf.diary.records import Leave, Room, RoomClosure, Site
from cpconf.diary.rules import RoomId
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayLine:
    """One leave (with `staff_id` and `kind`) or one closure (with `room_id`); local time, half-open.

    `id` is that of the leave or of the closure; `why` the reason or the note as it was typed.
    """

    id: int
    room_id: RoomId | None
    staff_id: StaffId | None
    name: str
    site: str
    starts_at: datetime
    ends_at: datetime
    kind: LeaveKind | None
    why: str

    @property
    def is_closure(self) -> bool:
        """Whether a room is closed; else a person is away."""
        return self.room_id is not None


@query(Permission.READ)
def away_list(reading: Reading, *, from_on: date) -> tuple[AwayLine, ...]:
    """Every leave and closure that holds on `from_on` or later, by time; withdrawn ones are left out."""
    begins = datetime.combine(from_on, time())
    lines = _closures(reading, begins) + _leaves(reading, begins)
    return tuple(sorted(lines, key=lambda line: (line.starts_at, line.name, line.is_closure, line.id)))


def _closures(reading: Reading, begins: datetime) -> list[AwayLine]:
    rows = reading.rows(
        select(
            RoomClosure.id,
            RoomClosure.room_id,
            Room.name,
            Site.name.label("site"),
            RoomClosure.starts_at,
            RoomClosure.ends_at,
            RoomClosure.reason,
        )
        .join(Room, Room.id == RoomClosure.room_id)
        .join(Site, Site.id == Room.site_id)
        .where(RoomClosure.withdrawn_at.is_(None), RoomClosure.ends_at > begins)
    )
    return [
        AwayLine(
            id=row.id,
            room_id=RoomId(row.room_id),
            staff_id=None,
            name=row.name,
            site=row.site,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            kind=None,
            why=row.reason,
        )
        for row in rows
    ]


def _leaves(reading: Reading, begins: datetime) -> list[AwayLine]:
    rows = reading.rows(
        select(Leave.id, Leave.staff_id, Staff.name, Leave.starts_at, Leave.ends_at, Leave.kind, Leave.note)
        .join(Staff, Staff.id == Leave.staff_id)
        .where(Leave.withdrawn_at.is_(None), Leave.ends_at > begins)
    )
    return [
        AwayLine(
            id=row.id,
            room_id=None,
            staff_id=StaffId(row.staff_id),
            name=row.name,
            site="",
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            kind=row.kind,
            why=row.note,
        )
        for row in rows
    ]
