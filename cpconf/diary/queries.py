"""The diary as it is shown: a week of rooms and people, rooms, sites; names families by their initials only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import DateTime, Integer, Row, String, and_, column, or_, select, table

from cpconf.access.records import Staff
from cpconf.access.rules import StaffId
from cpconf.diary.free import days, open_spans
from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.records import Resource, Room, RoomOpening, Site
from cpconf.diary.rules import ResourceId, RoomId, SiteId, Span
from cpconf.diary.window import load_calendar, load_window, moments
from cpconf.diary.wishes import Absence, DiaryWindow, Occupied, RoomTime, StaffTime
from cpconf.diary.working_days import WorkingCalendar
from cpconf.people.records import Family
from cpconf.people.rules import family_initials
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

__all__ = [
    "ResourceLine",
    "ResourceWeek",
    "RoomLine",
    "SiteLine",
    "WeekDay",
    "WeekEntry",
    "WeekSheet",
    "load_calendar",
    "load_window",
    "resources",
    "rooms",
    "sites",
    "week",
    "working_calendar",
]

WORKING_WEEK = 5  # conferences are never held at a weekend (census 8875)

# Conferences stand below the diary: their table is named by its words, so that no import points downwards.
_CONFERENCE = table(
    "conference",
    column("id", Integer),
    column("reference", String),
    column("kind", String),
    column("family_id", Integer),
    column("starts_at", DateTime),
    column("ends_at", DateTime),
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDay:
    """One day of the week's head: `closed` says why it is no working day, empty on a working day."""

    on: date
    closed: str
    in_term: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekEntry:
    """One occupancy: `starts_at`..`ends_at` with its margins, `meets_at`..`rises_at` the conference itself.

    Local wall time. `words`: the reference and the family's initials, never a name.
    """

    starts_at: datetime
    ends_at: datetime
    meets_at: datetime
    rises_at: datetime
    purpose: Purpose
    hold: Hold
    conference_id: int | None
    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceWeek:
    """One row: a room, a chair or a minute-taker, when open or at work, when closed or away, what is in it."""

    id: ResourceId
    purpose: Purpose
    name: str
    site_id: SiteId | None
    site: str
    capacity: int
    open: tuple[Span, ...]
    absences: tuple[Absence, ...]
    entries: tuple[WeekEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSheet:
    """Monday to Friday: the days, and the rows in the order rooms, chairs, minute-takers."""

    monday: date
    days: tuple[WeekDay, ...]
    rooms: tuple[ResourceWeek, ...]
    chairs: tuple[ResourceWeek, ...]
    minute_takers: tuple[ResourceWeek, ...]


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


@query(Permission.READ)
def week(reading: Reading, *, monday: date, site_id: SiteId | None = None) -> WeekSheet:
    """The week of `monday` (any day of it will do): rooms of one site or of all, every chair and minute-taker."""
    first = monday - timedelta(days=monday.weekday())
    shown = days(first, first + timedelta(days=WORKING_WEEK - 1))
    window = load_window(reading, from_on=shown[0], until_on=shown[-1])
    entries = _entries(reading, window, shown)
    calendar = window.calendar
    return WeekSheet(
        monday=first,
        days=tuple(
            WeekDay(on=day, closed=calendar.why_closed(day) or "", in_term=calendar.in_term(day)) for day in shown
        ),
        rooms=tuple(
            _row(Purpose.ROOM, room, shown, entries)
            for room in window.rooms
            if site_id is None or room.site_id == site_id
        ),
        chairs=tuple(_row(Purpose.CHAIR, chair, shown, entries) for chair in window.chairs),
        minute_takers=tuple(_row(Purpose.MINUTE_TAKER, taker, shown, entries) for taker in window.minute_takers),
    )


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


def _entries(reading: Reading, window: DiaryWindow, shown: tuple[date, ...]) -> dict[ResourceId, tuple[WeekEntry, ...]]:
    begins, ends = moments((shown[0], shown[-1]))
    rows = reading.rows(
        select(
            _CONFERENCE.c.id,
            _CONFERENCE.c.reference,
            _CONFERENCE.c.kind,
            _CONFERENCE.c.starts_at,
            _CONFERENCE.c.ends_at,
            Family.name,
        )
        .join(Family, Family.id == _CONFERENCE.c.family_id)
        .where(and_(_CONFERENCE.c.starts_at >= begins, _CONFERENCE.c.starts_at < ends))
    )
    conferences = {row.id: row for row in rows}
    entries: defaultdict[ResourceId, list[WeekEntry]] = defaultdict(list)
    for occupied in window.occupied:
        entries[occupied.resource_id].append(_entry(occupied, conferences.get(occupied.conference_id)))
    return {resource_id: tuple(found) for resource_id, found in entries.items()}


def _entry(occupied: Occupied, conference: Row[Any] | None) -> WeekEntry:
    return WeekEntry(
        starts_at=occupied.starts_at,
        ends_at=occupied.ends_at,
        meets_at=occupied.starts_at if conference is None else conference.starts_at,
        rises_at=occupied.ends_at if conference is None else conference.ends_at,
        purpose=occupied.purpose,
        hold=occupied.hold,
        conference_id=occupied.conference_id,
        kind="" if conference is None else conference.kind,
        words="Held" if conference is None else f"{conference.reference} {family_initials(conference.name)}",
    )


def _row(
    purpose: Purpose,
    resource: RoomTime | StaffTime,
    shown: tuple[date, ...],
    entries: dict[ResourceId, tuple[WeekEntry, ...]],
) -> ResourceWeek:
    room = resource if isinstance(resource, RoomTime) else None
    return ResourceWeek(
        id=resource.id,
        purpose=purpose,
        name=resource.name,
        site_id=None if room is None else room.site_id,
        site="" if room is None else room.site_name,
        capacity=0 if room is None else room.capacity,
        open=tuple(span for day in shown for span in open_spans(resource.hours, day, None)),
        absences=resource.closures if isinstance(resource, RoomTime) else resource.leave,
        entries=entries.get(resource.id, ()),
    )
