"""The diary as the slot search needs it, loaded from what is kept; searches nothing itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, or_, select

from cpconf.access.queries import CHAIRING, TAKING_MINUTES
from cpconf.access.records import Staff
from cpconf.access.rules import Role
from cpconf.diary.kinds import ClosureKind, LeaveKind, Purpose
from cpconf.diary.records import (
    CalendarException,
    Leave,
    Occupancy,
    Resource,
    Room,
    RoomClosure,
    SchoolTermRow,
    Site,
    SiteTravel,
)
from cpconf.diary.rules import OccupancyRules, ResourceId, SiteId, Span
from cpconf.diary.weekly import room_hours, staff_hours
from cpconf.diary.wishes import Absence, DiaryWindow, Occupied, RoomTime, StaffTime
from cpconf.diary.working_days import SchoolTerm, WorkingCalendar
from cpconf.people.records import Professional
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.store.store import LONDON, Reading

LEAVE_WORDS = {
    LeaveKind.ANNUAL: "annual leave",
    LeaveKind.SICK: "",
    LeaveKind.TRAINING: "training",
    LeaveKind.PROTECTED: "protected time",
    LeaveKind.OTHER: "",
}
"""What others read of an absence: an illness is nobody's business."""

Absences = dict[int, tuple[Absence, ...]]

_ROOMS = (
    select(
        Resource.id,
        Resource.room_id,
        Room.name,
        Room.site_id,
        Site.name.label("site_name"),
        Room.capacity,
        Room.second_waiting_room,
        Room.step_free,
        Room.equipment,
        Room.ended_on,
    )
    .join(Room, Room.id == Resource.room_id)
    .join(Site, Site.id == Room.site_id)
    .order_by(Site.name, Room.name)
)


def load_calendar(reading: Reading, settings: PracticeSettings | None = None) -> WorkingCalendar:
    """The authority's working days: bank holidays, its one-off days, school terms. At most three statements."""
    exceptions = reading.rows(
        select(CalendarException.day, CalendarException.kind, CalendarException.reason)
        .where(CalendarException.withdrawn_at.is_(None))
        .order_by(CalendarException.day)
    )
    terms = reading.rows(
        select(SchoolTermRow.name, SchoolTermRow.from_on, SchoolTermRow.until_on)
        .where(SchoolTermRow.withdrawn_at.is_(None))
        .order_by(SchoolTermRow.from_on)
    )
    counting = settings or load_settings(reading)
    return _calendar(
        counting.bank_holidays_known_until,
        counting.event_day_counts_as,
        tuple((row.day, row.reason) for row in exceptions if row.kind is ClosureKind.CLOSED),
        tuple(row.day for row in exceptions if row.kind is ClosureKind.WORKING),
        tuple((row.name, row.from_on, row.until_on) for row in terms),
    )


@lru_cache(maxsize=4)
def _calendar(
    known_until: date,
    event_day_counts_as: int,
    closures: tuple[tuple[date, str], ...],
    working: tuple[date, ...],
    terms: tuple[tuple[str, date, date], ...],
) -> WorkingCalendar:
    """Laying out thirty years of days takes milliseconds, and they change once a year."""
    settings = PracticeSettings.of(
        {"bank_holidays_known_until": known_until.isoformat(), "event_day_counts_as": event_day_counts_as}
    )
    return WorkingCalendar.of(
        settings,
        closures=dict(closures),
        working=working,
        terms=tuple(SchoolTerm(name=name, from_on=first, until_on=last) for name, first, last in terms),
    )


def load_window(
    reading: Reading,
    *,
    from_on: date,
    until_on: date,
    settings: PracticeSettings | None = None,
    calendar: WorkingCalendar | None = None,
    people: frozenset[ResourceId] = frozenset(),
    only: frozenset[ResourceId] | None = None,
) -> DiaryWindow:
    """The diary of these days, both included: who and what can be booked, their hours, absences, occupancies.

    `people`: professionals who must be there, to be named. `only`: these resources and no others, for a check that
    needs no more; then the occupancies of other rooms are those of the first day (they say where everybody is), and
    typing blocks are read too. `settings` and `calendar` where they are loaded already. A constant number of
    statements. Holds that have lapsed are not in it.
    Rooms are in the order of site and name, people in the order of their names. Those who have left, and rooms
    that have ended, by `from_on` are not in it.
    """
    practice = settings or load_settings(reading)
    days = (from_on, until_on)
    wanted = None if only is None else only | people
    rooms, other_rooms = _rooms(reading, days, only)
    chairs, minute_takers = _people(reading, days, practice, only)
    rows = _occupied(reading, days, wanted)
    return DiaryWindow(
        from_on=from_on,
        until_on=until_on,
        rooms=rooms,
        chairs=chairs,
        minute_takers=minute_takers,
        occupied=tuple(row for row in rows if row.purpose is not Purpose.TYPING),
        typing=tuple(row for row in rows if row.purpose is Purpose.TYPING),
        calendar=calendar or load_calendar(reading, practice),
        rules=OccupancyRules.of(practice),
        travel=_travel(reading, practice, {room.site_id for room in rooms} | set(other_rooms.values())),
        other_rooms=other_rooms,
        people=_named(reading, people),
        now=reading.local,
    )


def moments(days: tuple[date, date]) -> tuple[datetime, datetime]:
    """From the first moment of the first day to the first moment after the last."""
    return datetime.combine(days[0], time()), datetime.combine(days[1] + timedelta(days=1), time())


def words_of(equipment: str) -> frozenset[str]:
    """What is asked for or stands in a room, as typed with commas between: "Hearing loop, screen"."""
    return frozenset(word for part in equipment.split(",") if (word := " ".join(part.lower().split())))


def _rooms(
    reading: Reading, days: tuple[date, date], only: frozenset[ResourceId] | None
) -> tuple[tuple[RoomTime, ...], dict[ResourceId, SiteId]]:
    """The rooms that are wanted, and the sites of all others."""
    every = reading.rows(_ROOMS)
    rows = [
        row for row in every if (row.ended_on is None or row.ended_on >= days[0]) and (only is None or row.id in only)
    ]
    hours = room_hours(reading, days, {row.room_id: row.ended_on for row in rows})
    closures = room_closures(reading, days)
    rooms = tuple(
        RoomTime(
            id=ResourceId(row.id),
            name=row.name,
            site_id=SiteId(row.site_id),
            site_name=row.site_name,
            capacity=row.capacity,
            hours=hours.get(row.room_id, ()),
            closures=closures.get(row.room_id, ()),
            second_waiting_room=row.second_waiting_room,
            step_free=row.step_free,
            equipment=words_of(row.equipment),
        )
        for row in rows
    )
    known = {room.id for room in rooms}
    return rooms, {ResourceId(row.id): SiteId(row.site_id) for row in every if row.id not in known}


def _people(
    reading: Reading, days: tuple[date, date], practice: PracticeSettings, only: frozenset[ResourceId] | None
) -> tuple[tuple[StaffTime, ...], tuple[StaffTime, ...]]:
    statement = (
        select(
            Resource.id,
            Resource.staff_id,
            Staff.name,
            Staff.role,
            Staff.fte_percent,
            Staff.conferences_a_day,
            Staff.ended_on,
        )
        .join(Staff, Staff.id == Resource.staff_id)
        .where(or_(Staff.ended_on.is_(None), Staff.ended_on >= days[0]))
        .where(Staff.role.in_(sorted(CHAIRING | TAKING_MINUTES)))
        .order_by(Staff.name, Staff.id)
    )
    rows = reading.rows(statement if only is None else statement.where(Resource.id.in_(sorted(only))))
    hours, protected = staff_hours(reading, days, {row.staff_id: row.ended_on for row in rows})
    leave = staff_leave(reading, days)

    def those(roles: frozenset[Role], a_day: int) -> tuple[StaffTime, ...]:
        return tuple(
            StaffTime(
                id=ResourceId(row.id),
                name=row.name,
                hours=hours.get(row.staff_id, ()),
                leave=leave.get(row.staff_id, ()),
                a_day=a_day if row.conferences_a_day is None else row.conferences_a_day,
                fte=row.fte_percent / 100,
                protected=protected.get(row.staff_id, ()),
            )
            for row in rows
            if row.role in roles
        )

    takers = those(TAKING_MINUTES, practice.minute_taker_conferences_a_day)
    return those(CHAIRING, practice.chair_conferences_a_day), takers


def _travel(
    reading: Reading, practice: PracticeSettings, sites: Collection[SiteId]
) -> dict[tuple[SiteId, SiteId], int]:
    """The minutes between every two of these sites, both ways; nothing is asked where there is only one."""
    if len(sites) < 2:
        return {}
    rows = reading.rows(select(SiteTravel.from_site_id, SiteTravel.to_site_id, SiteTravel.minutes))
    kept = {frozenset((row.from_site_id, row.to_site_id)): row.minutes for row in rows}
    return {
        (one, other): kept.get(frozenset((one, other)), practice.travel_minutes)
        for one in sites
        for other in sites
        if one != other
    }


def _named(reading: Reading, people: frozenset[ResourceId]) -> dict[ResourceId, str]:
    if not people:
        return {}
    rows = reading.rows(
        select(Resource.id, Professional.name)
        .join(Professional, Professional.id == Resource.professional_id)
        .where(Resource.id.in_(sorted(people)))
    )
    return {ResourceId(row.id): row.name for row in rows}


def room_closures(reading: Reading, days: tuple[date, date]) -> Absences:
    """The closures of every room that touch these days, by room."""
    begins, ends = moments(days)
    rows = reading.rows(
        select(RoomClosure.room_id, RoomClosure.starts_at, RoomClosure.ends_at, RoomClosure.reason)
        .where(RoomClosure.withdrawn_at.is_(None), RoomClosure.starts_at < ends, RoomClosure.ends_at > begins)
        .order_by(RoomClosure.starts_at)
    )
    return _absences([(row.room_id, row.starts_at, row.ends_at, row.reason) for row in rows])


def staff_leave(reading: Reading, days: tuple[date, date]) -> Absences:
    """The leave of everybody that touches these days, by member of staff."""
    begins, ends = moments(days)
    rows = reading.rows(
        select(Leave.staff_id, Leave.starts_at, Leave.ends_at, Leave.kind)
        .where(Leave.withdrawn_at.is_(None), Leave.starts_at < ends, Leave.ends_at > begins)
        .order_by(Leave.starts_at)
    )
    return _absences([(row.staff_id, row.starts_at, row.ends_at, LEAVE_WORDS[row.kind]) for row in rows])


def _absences(rows: Sequence[tuple[int, datetime, datetime, str]]) -> Absences:
    found: defaultdict[int, list[Absence]] = defaultdict(list)
    for owner, starts_at, ends_at, words in rows:
        found[owner].append(Absence(span=Span(starts_at=starts_at, ends_at=ends_at), words=words))
    return {owner: tuple(absences) for owner, absences in found.items()}


def still_held(at: datetime) -> ColumnElement[bool]:
    """Whether an occupancy counts at this instant: not released, and no hold that has lapsed."""
    return and_(Occupancy.released_at.is_(None), or_(Occupancy.held_until.is_(None), Occupancy.held_until > at))


def _occupied(reading: Reading, days: tuple[date, date], only: frozenset[ResourceId] | None) -> list[Occupied]:
    begins, ends = moments(days)
    # An occupancy is shorter than a day: the lower bound lets the index on the start do the work.
    statement = (
        select(
            Occupancy.resource_id,
            Occupancy.starts_at,
            Occupancy.ends_at,
            Occupancy.purpose,
            Occupancy.conference_id,
            Occupancy.hold,
            Occupancy.held_until,
        )
        .where(still_held(reading.at))
        .where(Occupancy.starts_at >= begins - timedelta(days=1), Occupancy.starts_at < ends)
        .where(Occupancy.ends_at > begins)
        .order_by(Occupancy.starts_at, Occupancy.resource_id)
    )
    if only is None:
        statement = statement.where(Occupancy.purpose != Purpose.TYPING)
    else:
        there = and_(Occupancy.purpose == Purpose.ROOM, Occupancy.starts_at < begins + timedelta(days=1))
        statement = statement.where(or_(Occupancy.resource_id.in_(sorted(only)), there))
    rows = reading.rows(statement)
    return Occupied.each((*row[:6], None if row[6] is None else _local(row[6])) for row in rows)


def _local(at: datetime) -> datetime:
    return at.astimezone(LONDON).replace(tzinfo=None)
