"""The diary as the slot search needs it, loaded from what is kept; searches nothing itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sqlalchemy import or_, select

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
    RoomOpening,
    SchoolTermRow,
    Site,
    WorkPattern,
)
from cpconf.diary.rules import OccupancyRules, ResourceId, SiteId, Span
from cpconf.diary.wishes import Absence, DiaryWindow, Occupied, RoomTime, StaffTime, WeeklyHours
from cpconf.diary.working_days import SchoolTerm, WorkingCalendar
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.store.store import Reading

LEAVE_WORDS = {
    LeaveKind.ANNUAL: "annual leave",
    LeaveKind.SICK: "",
    LeaveKind.TRAINING: "training",
    LeaveKind.PROTECTED: "protected time",
    LeaveKind.OTHER: "",
}
"""What others read of an absence: an illness is nobody's business."""

Hours = dict[int, tuple[WeeklyHours, ...]]
Absences = dict[int, tuple[Absence, ...]]


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
    only: frozenset[ResourceId] | None = None,
) -> DiaryWindow:
    """The diary of these days, both included: who and what can be booked, their hours, absences, occupancies.

    `only`: these resources and no others, for a check that needs no more; `settings` and `calendar` where they are
    loaded already. A constant number of statements.
    Rooms are in the order of site and name, people in the order of their names. Those who have left, and rooms
    that have ended, by `from_on` are not in it.
    """
    practice = settings or load_settings(reading)
    days = (from_on, until_on)
    chairs, minute_takers = _people(reading, days, only)
    return DiaryWindow(
        from_on=from_on,
        until_on=until_on,
        rooms=_rooms(reading, days, only),
        chairs=chairs,
        minute_takers=minute_takers,
        occupied=_occupied(reading, days, only),
        calendar=calendar or load_calendar(reading, practice),
        rules=OccupancyRules.of(practice),
    )


def moments(days: tuple[date, date]) -> tuple[datetime, datetime]:
    """From the first moment of the first day to the first moment after the last."""
    return datetime.combine(days[0], time()), datetime.combine(days[1] + timedelta(days=1), time())


def _rooms(reading: Reading, days: tuple[date, date], only: frozenset[ResourceId] | None) -> tuple[RoomTime, ...]:
    statement = (
        select(
            Resource.id,
            Resource.room_id,
            Room.name,
            Room.site_id,
            Site.name.label("site_name"),
            Room.capacity,
            Room.second_waiting_room,
            Room.step_free,
            Room.ended_on,
        )
        .join(Room, Room.id == Resource.room_id)
        .join(Site, Site.id == Room.site_id)
        .where(or_(Room.ended_on.is_(None), Room.ended_on >= days[0]))
        .order_by(Site.name, Room.name)
    )
    rows = reading.rows(statement if only is None else statement.where(Resource.id.in_(sorted(only))))
    ended = {row.room_id: row.ended_on for row in rows}
    hours = _openings(reading, days, ended)
    closures = room_closures(reading, days)
    return tuple(
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
        )
        for row in rows
    )


def _people(
    reading: Reading, days: tuple[date, date], only: frozenset[ResourceId] | None
) -> tuple[tuple[StaffTime, ...], tuple[StaffTime, ...]]:
    statement = (
        select(Resource.id, Resource.staff_id, Staff.name, Staff.role, Staff.ended_on)
        .join(Staff, Staff.id == Resource.staff_id)
        .where(or_(Staff.ended_on.is_(None), Staff.ended_on >= days[0]))
        .where(Staff.role.in_(sorted(CHAIRING | TAKING_MINUTES)))
        .order_by(Staff.name, Staff.id)
    )
    rows = reading.rows(statement if only is None else statement.where(Resource.id.in_(sorted(only))))
    hours = _patterns(reading, days, {row.staff_id: row.ended_on for row in rows})
    leave = staff_leave(reading, days)

    def those(roles: frozenset[Role]) -> tuple[StaffTime, ...]:
        return tuple(
            StaffTime(
                id=ResourceId(row.id),
                name=row.name,
                hours=hours.get(row.staff_id, ()),
                leave=leave.get(row.staff_id, ()),
            )
            for row in rows
            if row.role in roles
        )

    return those(CHAIRING), those(TAKING_MINUTES)


def _openings(reading: Reading, days: tuple[date, date], ended: dict[int, date | None]) -> Hours:
    rows = reading.rows(
        select(
            RoomOpening.room_id,
            RoomOpening.weekday,
            RoomOpening.opens,
            RoomOpening.closes,
            RoomOpening.from_on,
            RoomOpening.until_on,
        )
        .where(RoomOpening.room_id.in_(list(ended)))
        .where(or_(RoomOpening.from_on.is_(None), RoomOpening.from_on <= days[1]))
        .where(or_(RoomOpening.until_on.is_(None), RoomOpening.until_on >= days[0]))
        .order_by(RoomOpening.weekday, RoomOpening.opens)
    )
    hours: defaultdict[int, list[WeeklyHours]] = defaultdict(list)
    for room_id, weekday, opens, closes, first, last in rows:
        last = _sooner(last, ended[room_id])
        hours[room_id].append(WeeklyHours(weekday=weekday, starts=opens, ends=closes, from_on=first, until_on=last))
    return {room_id: tuple(periods) for room_id, periods in hours.items()}


def _patterns(reading: Reading, days: tuple[date, date], ended: dict[int, date | None]) -> Hours:
    rows = reading.rows(
        select(
            WorkPattern.staff_id,
            WorkPattern.weekday,
            WorkPattern.starts,
            WorkPattern.ends,
            WorkPattern.site_id,
            WorkPattern.from_on,
            WorkPattern.until_on,
        )
        .where(WorkPattern.staff_id.in_(list(ended)))
        .where(or_(WorkPattern.from_on.is_(None), WorkPattern.from_on <= days[1]))
        .where(or_(WorkPattern.until_on.is_(None), WorkPattern.until_on >= days[0]))
        .order_by(WorkPattern.weekday, WorkPattern.starts)
    )
    hours: defaultdict[int, list[WeeklyHours]] = defaultdict(list)
    for staff_id, weekday, starts, ends, site_id, first, last in rows:
        hours[staff_id].append(
            WeeklyHours(
                weekday=weekday,
                starts=starts,
                ends=ends,
                site_id=None if site_id is None else SiteId(site_id),
                from_on=first,
                until_on=_sooner(last, ended[staff_id]),
            )
        )
    return {staff_id: tuple(periods) for staff_id, periods in hours.items()}


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


def _occupied(reading: Reading, days: tuple[date, date], only: frozenset[ResourceId] | None) -> tuple[Occupied, ...]:
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
        )
        .where(Occupancy.released_at.is_(None), Occupancy.purpose != Purpose.TYPING)
        .where(Occupancy.starts_at >= begins - timedelta(days=1), Occupancy.starts_at < ends)
        .where(Occupancy.ends_at > begins)
        .order_by(Occupancy.starts_at, Occupancy.resource_id)
    )
    rows = reading.rows(statement if only is None else statement.where(Occupancy.resource_id.in_(sorted(only))))
    return tuple(Occupied(ResourceId(row[0]), *row[1:]) for row in rows)


def _sooner(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
