"""The diary of a day, a week or a fortnight, row by row; names families by their initials, and nobody's illness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Integer, Row, Select, String, column, or_, select, table
from sqlalchemy.orm import aliased

from cpconf.access.records import Staff
from cpconf.diary.free import open_spans
from cpconf.diary.kinds import Purpose
from cpconf.diary.records import Occupancy, Resource, Room, Site, WorkPattern
from cpconf.diary.rules import ResourceId, RoomId, SiteId
from cpconf.diary.sheet import (
    PROVISIONAL,
    TimelineAway,
    TimelineBooking,
    TimelineDay,
    TimelineEntry,
    TimelineLimit,
    TimelineRow,
    TimelineSheet,
    shown_days,
)
from cpconf.diary.window import load_calendar, load_window, moments
from cpconf.diary.wishes import Absence, DiaryWindow, RoomTime, StaffTime, WeeklyHours
from cpconf.diary.working_days import WorkingCalendar
from cpconf.people.records import Family
from cpconf.people.rules import family_initials
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

MOST_DAYS = 31
AWAY, PROTECTED = "away", "protected time"

# Bookings stand below the diary: their tables are named by their words, so that no import points downwards.
_CONFERENCE = table(
    "conference",
    *(column(name, Integer) for name in ("id", "family_id", "request_id", "successor_id")),
    *(column(name, Integer) for name in ("room_id", "chair_id", "minute_taker_id")),
    *(column(name, String) for name in ("reference", "kind", "state", "mode")),
    *(column(name, DateTime) for name in ("starts_at", "ends_at", "second_sitting_at")),
    *(column(name, Date) for name in ("counted_from_on", "due_on")),
)
_REQUEST = table(
    "request",
    *(column(name, Integer) for name in ("id", "family_id")),
    column("kind", String),
    *(column(name, Date) for name in ("counted_from_on", "due_on")),
)
_CHAIR, _TAKER = aliased(Staff), aliased(Staff)

Entries = dict[int, tuple[TimelineEntry, ...]]
Owners = dict[int, tuple[int, tuple[TimelineAway, ...]]]


@query(Permission.READ)
def timeline(
    reading: Reading,
    *,
    from_on: date,
    days: int,
    site_id: SiteId | None = None,
    request_id: int | None = None,
    conference_id: int | None = None,
) -> TimelineSheet:
    """The weekdays of `days` days from `from_on`: rooms, chairs and minute-takers with all that occupies them.

    `site_id`: its rooms, and the people who are there on one of these days or sit in a conference there. `request_id`
    and `conference_id` add what the screen was opened with, on whatever day that is. A constant number of statements.
    Refuses more than a month, and ids that are not in the store.
    """
    if not 1 <= days <= MOST_DAYS:
        raise Refusal(f"Show 1 to {MOST_DAYS} days.", "days")
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    shown = shown_days(from_on, days)
    window = load_window(reading, from_on=shown[0], until_on=shown[-1], settings=settings, calendar=calendar)
    rows = _rows(window, shown, _entries(reading, shown), _owners(reading, shown))
    return TimelineSheet(
        days=tuple(_day(calendar, on) for on in shown),
        rows=rows if site_id is None else tuple(row for row in rows if _is_at(row, site_id, window, rows)),
        calendar=calendar,
        rules=window.rules,
        now=reading.local,
        asked=None if conference_id is None else _asked(reading, conference_id),
        request=None if request_id is None else _request(reading, request_id),
    )


def _day(calendar: WorkingCalendar, on: date) -> TimelineDay:
    try:
        closed = calendar.why_closed(on) or ""
    except Refusal:  # beyond the bank holidays that are known the days can be looked at, though not counted
        closed = ""
    return TimelineDay(on=on, closed=closed, holiday=calendar.in_school_holidays(on))


def _bookings() -> Select[*tuple[Any, ...]]:
    return (
        select(
            _CONFERENCE,
            Family.name.label("family"),
            Room.name.label("room"),
            Site.name.label("site"),
            _CHAIR.name.label("chair"),
            _TAKER.name.label("minute_taker"),
        )
        .join(Family, Family.id == _CONFERENCE.c.family_id)
        .join(_CHAIR, _CHAIR.id == _CONFERENCE.c.chair_id)
        .join(_TAKER, _TAKER.id == _CONFERENCE.c.minute_taker_id)
        .outerjoin(Room, Room.id == _CONFERENCE.c.room_id)
        .outerjoin(Site, Site.id == Room.site_id)
    )


def _booking(row: Row[Any], held_until: datetime | None, at: datetime) -> TimelineBooking:
    return TimelineBooking(
        conference_id=row.id,
        request_id=row.request_id,
        reference=row.reference,
        initials=family_initials(row.family),
        kind=row.kind,
        state=row.state,
        mode=row.mode,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        counted_from_on=row.counted_from_on,
        due_on=row.due_on,
        held_until=held_until,
        is_lapsed=row.state == PROVISIONAL and held_until is not None and held_until <= at,
        has_successor=row.successor_id is not None,
        second_sitting_at=row.second_sitting_at,
        room_id=None if row.room_id is None else RoomId(row.room_id),
        room=row.room or "",
        site=row.site or "",
        chair_id=row.chair_id,
        chair=row.chair,
        minute_taker_id=row.minute_taker_id,
        minute_taker=row.minute_taker,
    )


def _asked(reading: Reading, conference_id: int) -> TimelineBooking:
    row = reading.one(_bookings().where(_CONFERENCE.c.id == conference_id))
    if row is None:
        raise Refusal("This conference is not in the store.", "conference")
    held_until = reading.scalar(
        select(Occupancy.held_until)
        .where(Occupancy.conference_id == conference_id, Occupancy.released_at.is_(None))
        .order_by(Occupancy.id)
        .limit(1)
    )
    return _booking(row, held_until, reading.at)


def _request(reading: Reading, request_id: int) -> TimelineLimit:
    row = reading.one(
        select(_REQUEST, Family.name.label("family"))
        .join(Family, Family.id == _REQUEST.c.family_id)
        .where(_REQUEST.c.id == request_id)
    )
    if row is None:
        raise Refusal("This request is not in the store.", "request")
    return TimelineLimit(
        request_id=row.id,
        initials=family_initials(row.family),
        kind=row.kind,
        counted_from_on=row.counted_from_on,
        due_on=row.due_on,
    )


def _entries(reading: Reading, shown: Sequence[date]) -> Entries:
    begins, ends = moments((shown[0], shown[-1]))
    taken = reading.rows(
        select(
            Occupancy.resource_id,
            Occupancy.conference_id,
            Occupancy.purpose,
            Occupancy.hold,
            Occupancy.starts_at,
            Occupancy.ends_at,
            Occupancy.held_until,
        )
        .where(Occupancy.released_at.is_(None), Occupancy.purpose != Purpose.PERSON)
        .where(Occupancy.starts_at < ends, Occupancy.ends_at > begins)
        .order_by(Occupancy.starts_at, Occupancy.id)
    )
    # A subquery, not a list of ids: a month of a county has more of them than a statement may name.
    wanted = select(Occupancy.conference_id).where(
        Occupancy.released_at.is_(None), Occupancy.starts_at < ends, Occupancy.ends_at > begins
    )
    held = {row.conference_id: row.held_until for row in taken if row.purpose is not Purpose.TYPING}
    booked = {
        row.id: _booking(row, held.get(row.id), reading.at)
        for row in reading.rows(_bookings().where(_CONFERENCE.c.id.in_(wanted)))
    }
    entries: defaultdict[int, list[TimelineEntry]] = defaultdict(list)
    for row in taken:
        entries[row.resource_id].append(
            TimelineEntry(
                purpose=row.purpose,
                hold=row.hold,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                booking=booked.get(row.conference_id),
            )
        )
    return {resource_id: tuple(found) for resource_id, found in entries.items()}


def _owners(reading: Reading, shown: Sequence[date]) -> Owners:
    """Of every resource the room or person behind it, and that person's protected time."""
    periods = reading.rows(
        select(
            WorkPattern.staff_id,
            WorkPattern.weekday,
            WorkPattern.starts,
            WorkPattern.ends,
            WorkPattern.from_on,
            WorkPattern.until_on,
        )
        .where(WorkPattern.protected)
        .where(or_(WorkPattern.from_on.is_(None), WorkPattern.from_on <= shown[-1]))
        .where(or_(WorkPattern.until_on.is_(None), WorkPattern.until_on >= shown[0]))
    )
    protected: defaultdict[int, list[WeeklyHours]] = defaultdict(list)
    for staff_id, weekday, starts, ends, first, last in periods:
        protected[staff_id].append(WeeklyHours(weekday=weekday, starts=starts, ends=ends, from_on=first, until_on=last))
    rows = reading.rows(select(Resource.id, Resource.room_id, Resource.staff_id))
    return {
        row.id: (row.room_id or row.staff_id or 0, _protected(protected.get(row.staff_id, ()), shown)) for row in rows
    }


def _protected(hours: Sequence[WeeklyHours], shown: Sequence[date]) -> tuple[TimelineAway, ...]:
    return tuple(
        TimelineAway(starts_at=span.starts_at, ends_at=span.ends_at, words=PROTECTED, is_protected=True)
        for day in shown
        for span in open_spans(hours, day, None)
    )


def _rows(window: DiaryWindow, shown: Sequence[date], entries: Entries, owners: Owners) -> tuple[TimelineRow, ...]:
    groups: tuple[tuple[Purpose, Sequence[RoomTime | StaffTime]], ...] = (
        (Purpose.ROOM, window.rooms),
        (Purpose.CHAIR, window.chairs),
        (Purpose.MINUTE_TAKER, window.minute_takers),
    )
    return tuple(
        _row(purpose, each, shown, entries.get(each.id, ()), owners.get(each.id, (0, ())))
        for purpose, those in groups
        for each in those
    )


def _row(
    purpose: Purpose,
    each: RoomTime | StaffTime,
    shown: Sequence[date],
    entries: tuple[TimelineEntry, ...],
    owner: tuple[int, tuple[TimelineAway, ...]],
) -> TimelineRow:
    room = each if isinstance(each, RoomTime) else None
    absences: Sequence[Absence] = each.closures if isinstance(each, RoomTime) else each.leave
    away = [
        TimelineAway(starts_at=one.span.starts_at, ends_at=one.span.ends_at, words=one.words or AWAY)
        for one in absences
    ]
    return TimelineRow(
        id=ResourceId(each.id),
        purpose=purpose,
        owner_id=owner[0],
        name=each.name,
        site_id=None if room is None else room.site_id,
        site="" if room is None else room.site_name,
        capacity=0 if room is None else room.capacity,
        open=tuple(span for day in shown for span in open_spans(each.hours, day, None)),
        away=tuple(sorted((*away, *owner[1]), key=lambda one: (one.starts_at, one.ends_at))),
        entries=entries,
    )


def _is_at(row: TimelineRow, site_id: SiteId, window: DiaryWindow, rows: Sequence[TimelineRow]) -> bool:
    """A room of the site, or a person who works there (or anywhere) in these days, or sits there in a conference."""
    if row.purpose is Purpose.ROOM:
        return row.site_id == site_id
    people = window.chairs if row.purpose is Purpose.CHAIR else window.minute_takers
    hours = next((person.hours for person in people if person.id == row.id), ())
    if any(period.site_id in {None, site_id} for period in hours):
        return True
    its_rooms = {room.owner_id for room in rows if room.purpose is Purpose.ROOM and room.site_id == site_id}
    return any(entry.booking is not None and entry.booking.room_id in its_rooms for entry in row.entries)
