"""The diary as the slot search needs it, loaded from what is kept; searches nothing itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    DateTime,
    Integer,
    String,
    and_,
    bindparam,
    cast,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from cpconf.diary.bookable import People, Rooms, load_bookable, words_of
from cpconf.diary.kinds import ClosureKind, Hold, LeaveKind, Purpose
from cpconf.diary.records import (
    CalendarException,
    Leave,
    Occupancy,
    Resource,
    RoomClosure,
    SchoolTermRow,
    SiteTravel,
)
from cpconf.diary.rules import OccupancyRules, ResourceId, SiteId, Span
from cpconf.diary.wishes import Absence, DiaryWindow, Occupied, RoomTime, StaffTime
from cpconf.diary.working_days import SchoolTerm, WorkingCalendar
from cpconf.people.records import Professional
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.store.records import Instant, MemberOf
from cpconf.store.store import LONDON, Reading

__all__ = ["load_calendar", "load_window", "moments", "still_held", "words_of"]

LEAVE_WORDS = {
    LeaveKind.ANNUAL: "annual leave",
    LeaveKind.SICK: "",
    LeaveKind.TRAINING: "training",
    LeaveKind.PROTECTED: "protected time",
    LeaveKind.OTHER: "",
}
"""What others read of an absence: an illness is nobody's business."""

Absences = Mapping[int, tuple[Absence, ...]]
"""By room or member of staff."""

_EXCEPTION, _TERM = CalendarException.__table__.c, SchoolTermRow.__table__.c
_DAYS_OFF = select(
    union_all(
        select(
            type_coerce(_EXCEPTION.kind, String).label("kind"),
            _EXCEPTION.day.label("from_on"),
            _EXCEPTION.day.label("until_on"),
            _EXCEPTION.reason.label("words"),
        ).where(_EXCEPTION.withdrawn_at.is_(None)),
        select(literal_column("'term'", String), _TERM.from_on, _TERM.until_on, _TERM.name).where(
            _TERM.withdrawn_at.is_(None)
        ),
    ).subquery()
)
"""Exceptions to the calendar by their kind, and school terms."""

_LEAVE, _CLOSURE = Leave.__table__.c, RoomClosure.__table__.c
_AWAY = union_all(
    select(
        _LEAVE.staff_id.label("staff_id"),
        cast(null(), Integer).label("room_id"),
        _LEAVE.starts_at.label("starts_at"),
        _LEAVE.ends_at.label("ends_at"),
        type_coerce(_LEAVE.kind, String).label("words"),
    ).where(_LEAVE.withdrawn_at.is_(None), _LEAVE.starts_at < bindparam("ends"), _LEAVE.ends_at > bindparam("begins")),
    select(cast(null(), Integer), _CLOSURE.room_id, _CLOSURE.starts_at, _CLOSURE.ends_at, _CLOSURE.reason).where(
        _CLOSURE.withdrawn_at.is_(None),
        _CLOSURE.starts_at < bindparam("ends"),
        _CLOSURE.ends_at > bindparam("begins"),
    ),
).subquery()
_AWAY_BY_TIME = select(_AWAY).order_by(_AWAY.c.starts_at)

_TRAVEL = select(*(SiteTravel.__table__.c[name] for name in ("from_site_id", "to_site_id", "minutes")))

_NAMED = (
    select(Resource.__table__.c.id, Professional.__table__.c.name)
    .join_from(
        Resource.__table__,
        Professional.__table__,
        Professional.__table__.c.id == Resource.__table__.c.professional_id,
    )
    .where(Resource.__table__.c.id.in_(bindparam("people", expanding=True)))
)


_TAKEN = Occupancy.__table__.c


def still_held(at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Whether an occupancy counts at this instant: not released, and no hold that has lapsed."""
    return and_(_TAKEN.released_at.is_(None), or_(_TAKEN.held_until.is_(None), _TAKEN.held_until > at))


# An occupancy is shorter than a day: the lower bound lets the index on the start do the work.
_OCCUPIED = (
    select(
        _TAKEN.resource_id,
        _TAKEN.starts_at,
        _TAKEN.ends_at,
        type_coerce(_TAKEN.purpose, MemberOf(Purpose)).label("purpose"),
        _TAKEN.conference_id,
        type_coerce(_TAKEN.hold, MemberOf(Hold)).label("hold"),
        type_coerce(_TAKEN.held_until, DateTime()).label("held_until"),
    )
    .where(still_held(bindparam("at", type_=Instant())))
    .where(_TAKEN.starts_at >= bindparam("day_before"), _TAKEN.starts_at < bindparam("ends"))
    .where(_TAKEN.ends_at > bindparam("begins"))
    .order_by(_TAKEN.starts_at, _TAKEN.resource_id)
)
_NO_TYPING = _OCCUPIED.where(_TAKEN.purpose != Purpose.TYPING)
_OF_SOME = _OCCUPIED.where(
    or_(
        _TAKEN.resource_id.in_(bindparam("only", expanding=True)),
        and_(_TAKEN.purpose == Purpose.ROOM, _TAKEN.starts_at < bindparam("day_after")),
    )
)


def load_calendar(reading: Reading, settings: PracticeSettings | None = None) -> WorkingCalendar:
    """The authority's working days: bank holidays, its one-off days, school terms. At most two statements."""
    counting = settings or load_settings(reading)
    return _calendar(
        counting.bank_holidays_known_until,
        counting.event_day_counts_as,
        tuple(map(tuple, reading.rows(_DAYS_OFF))),
    )


@lru_cache(maxsize=4)
def _calendar(known_until: date, event_day_counts_as: int, rows: tuple[tuple[Any, ...], ...]) -> WorkingCalendar:
    """Laying out thirty years of days takes milliseconds, and they change once a year."""
    settings = PracticeSettings.of(
        {"bank_holidays_known_until": known_until.isoformat(), "event_day_counts_as": event_day_counts_as}
    )
    by_day = sorted(rows, key=lambda row: row[1])
    return WorkingCalendar.of(
        settings,
        closures={day: words for kind, day, _, words in by_day if kind == ClosureKind.CLOSED},
        working=[day for kind, day, _, _ in by_day if kind == ClosureKind.WORKING],
        terms=tuple(
            SchoolTerm(name=name, from_on=first, until_on=last) for kind, first, last, name in by_day if kind == "term"
        ),
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
    found = load_bookable(reading, days, practice, only)
    closures, leave = _absences(reading, days)
    rows = _occupied(reading, days, None if only is None else only | people)
    sites = {room.site_id for _, room in found.rooms} | set(found.other_rooms.values())
    return DiaryWindow(
        from_on=from_on,
        until_on=until_on,
        rooms=_closed(found.rooms, closures),
        chairs=_away(found.chairs, leave),
        minute_takers=_away(found.minute_takers, leave),
        occupied=rows if only is None else [row for row in rows if row.purpose is not Purpose.TYPING],
        typing=() if only is None else [row for row in rows if row.purpose is Purpose.TYPING],
        calendar=calendar or load_calendar(reading, practice),
        rules=OccupancyRules.of(practice),
        travel=_travel(reading, practice, sites),
        other_rooms=found.other_rooms,
        people=_named(reading, people),
        now=reading.local,
    )


def moments(days: tuple[date, date]) -> tuple[datetime, datetime]:
    """From the first moment of the first day to the first moment after the last."""
    return datetime.combine(days[0], time()), datetime.combine(days[1] + timedelta(days=1), time())


def _closed(rooms: Rooms, closures: Absences) -> tuple[RoomTime, ...]:
    return tuple(replace(room, closures=closures[number]) if number in closures else room for number, room in rooms)


def _away(people: People, leave: Absences) -> tuple[StaffTime, ...]:
    return tuple(replace(person, leave=leave[number]) if number in leave else person for number, person in people)


def _absences(reading: Reading, days: tuple[date, date]) -> tuple[Absences, Absences]:
    """The closures of every room and the leave of everybody that touch these days, each by time."""
    begins, ends = moments(days)
    closures: defaultdict[int, tuple[Absence, ...]] = defaultdict(tuple)
    leave: defaultdict[int, tuple[Absence, ...]] = defaultdict(tuple)
    for staff_id, room_id, starts_at, ends_at, words in reading.rows(_AWAY_BY_TIME, begins=begins, ends=ends):
        span = Span(starts_at=starts_at, ends_at=ends_at)
        if room_id is None:
            leave[staff_id] += (Absence(span=span, words=LEAVE_WORDS[LeaveKind(words)]),)
        else:
            closures[room_id] += (Absence(span=span, words=words),)
    return closures, leave


def _travel(
    reading: Reading, practice: PracticeSettings, sites: Collection[SiteId]
) -> Mapping[tuple[SiteId, SiteId], int]:
    """The minutes between every two of these sites, both ways; nothing is asked where there is only one."""
    if len(sites) < 2:
        return {}
    return _every_way(tuple(map(tuple, reading.rows(_TRAVEL))), practice.travel_minutes, frozenset(sites))


@lru_cache(maxsize=4)
def _every_way(
    rows: tuple[tuple[int, int, int], ...], otherwise: int, sites: frozenset[SiteId]
) -> Mapping[tuple[SiteId, SiteId], int]:
    kept = {frozenset((one, other)): minutes for one, other, minutes in rows}
    ways = {
        (one, other): kept.get(frozenset((one, other)), otherwise) for one in sites for other in sites if one != other
    }
    return MappingProxyType(ways)


def _named(reading: Reading, people: frozenset[ResourceId]) -> dict[ResourceId, str]:
    if not people:
        return {}
    return {ResourceId(row[0]): row[1] for row in reading.rows(_NAMED, people=sorted(people))}


def _occupied(reading: Reading, days: tuple[date, date], only: frozenset[ResourceId] | None) -> list[Occupied]:
    begins, ends = moments(days)
    bounds = {"at": reading.at, "day_before": begins - timedelta(days=1), "begins": begins, "ends": ends}
    if only is None:
        rows = reading.rows(_NO_TYPING, **bounds)
    else:
        rows = reading.rows(_OF_SOME, **bounds, day_after=begins + timedelta(days=1), only=sorted(only))
    found = Occupied.each(rows)
    for n, row in enumerate(found):
        if row[6] is not None:
            found[n] = row._replace(held_until=_local(row[6]))
    return found


def _local(utc: datetime) -> datetime:
    return utc.replace(tzinfo=UTC).astimezone(LONDON).replace(tzinfo=None)
