"""What the diary has: sites, rooms, what can be booked, working days; the timeline stands beside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import Row, or_, select

from cpconf.access.records import Staff
from cpconf.access.rules import StaffId
from cpconf.diary.records import Resource, Room, RoomOpening, Site
from cpconf.diary.rules import ResourceId, RoomId, SiteId
from cpconf.diary.window import load_calendar, load_window
from cpconf.diary.working_days import WorkingCalendar
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

__all__ = [
    "ResourceLine",
    "RoomLine",
    "SiteLine",
    "load_calendar",
    "load_window",
    "resources",
    "rooms",
    "sites",
    "working_calendar",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """One building."""

    id: SiteId
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLine:
    """One room; `opening`: weekday (Monday 0), from, until, as it holds today."""

    id: RoomId
    resource_id: ResourceId
    name: str
    site_id: SiteId
    site: str
    capacity: int
    second_waiting_room: bool
    step_free: bool
    equipment: str
    opening: tuple[tuple[int, time, time], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLine:
    """What a `ResourceId` of the slot search stands for: a room with its site, or a person; one of the two ids."""

    id: ResourceId
    name: str
    site: str
    room_id: RoomId | None
    staff_id: StaffId | None


@query(Permission.READ)
def working_calendar(reading: Reading) -> WorkingCalendar:
    """The authority's working days, for counting away from the store (dates as people type them)."""
    return load_calendar(reading)


@query(Permission.READ)
def sites(reading: Reading) -> tuple[SiteLine, ...]:
    """The sites in use, by name."""
    rows = reading.rows(select(Site.id, Site.name, Site.address).where(Site.ended_on.is_(None)).order_by(Site.name))
    return tuple(SiteLine(id=SiteId(row.id), name=row.name, address=row.address) for row in rows)


@query(Permission.READ)
def rooms(reading: Reading, *, site_id: SiteId | None = None) -> tuple[RoomLine, ...]:
    """The rooms in use, by site and name; of one site, or of all."""
    statement = (
        select(
            Room.id,
            Resource.id.label("resource_id"),
            Room.name,
            Room.site_id,
            Site.name.label("site"),
            Room.capacity,
            Room.second_waiting_room,
            Room.step_free,
            Room.equipment,
        )
        .join(Resource, Resource.room_id == Room.id)
        .join(Site, Site.id == Room.site_id)
        .where(or_(Room.ended_on.is_(None), Room.ended_on >= reading.on))
        .order_by(Site.name, Room.name)
    )
    rows = reading.rows(statement if site_id is None else statement.where(Room.site_id == site_id))
    periods = reading.rows(
        select(RoomOpening.room_id, RoomOpening.weekday, RoomOpening.opens, RoomOpening.closes)
        .where(or_(RoomOpening.from_on.is_(None), RoomOpening.from_on <= reading.on))
        .where(or_(RoomOpening.until_on.is_(None), RoomOpening.until_on >= reading.on))
        .order_by(RoomOpening.weekday, RoomOpening.opens)
    )
    opening: defaultdict[int, list[tuple[int, time, time]]] = defaultdict(list)
    for room_id, weekday, opens, closes in periods:
        opening[room_id].append((weekday, opens, closes))
    return tuple(_room_line(row, tuple(opening[row.id])) for row in rows)


@query(Permission.READ)
def resources(reading: Reading) -> tuple[ResourceLine, ...]:
    """Everything that can be booked, ended or not, so that an id can always be named; rooms first, by name."""
    rows = reading.rows(
        select(
            Resource.id,
            Resource.room_id,
            Resource.staff_id,
            Room.name.label("room"),
            Site.name.label("site"),
            Staff.name.label("staff"),
        )
        .outerjoin(Room, Room.id == Resource.room_id)
        .outerjoin(Site, Site.id == Room.site_id)
        .outerjoin(Staff, Staff.id == Resource.staff_id)
        .where(Resource.professional_id.is_(None))  # somebody who must be there is no room and no staff
    )
    lines = [
        ResourceLine(
            id=ResourceId(row.id),
            name=row.room or row.staff,
            site=row.site or "",
            room_id=None if row.room_id is None else RoomId(row.room_id),
            staff_id=None if row.staff_id is None else StaffId(row.staff_id),
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: (line.room_id is None, line.site, line.name, line.id)))


def _room_line(row: Row[Any], opening: tuple[tuple[int, time, time], ...]) -> RoomLine:
    return RoomLine(
        id=RoomId(row.id),
        resource_id=ResourceId(row.resource_id),
        name=row.name,
        site_id=SiteId(row.site_id),
        site=row.site,
        capacity=row.capacity,
        second_waiting_room=row.second_waiting_room,
        step_free=row.step_free,
        equipment=row.equipment,
        opening=opening,
    )
