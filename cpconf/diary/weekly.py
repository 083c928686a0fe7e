"""The weekly hours of rooms and people as they are kept, protected time left out; knows no absence and no booking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    cast,
    false,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from cpconf.diary.records import RoomOpening, WorkPattern
from cpconf.diary.rules import SiteId
from cpconf.diary.wishes import WeeklyHours
from cpconf.store.store import Reading

Days = tuple[date, date]
"""The first and the last day, both included."""

Rows = tuple[tuple[Any, ...], ...]

Hours = Mapping[int, tuple[WeeklyHours, ...]]
"""By room or member of staff."""

_OPENING, _PATTERN = RoomOpening.__table__, WorkPattern.__table__


def _in_force(table: FromClause, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    first, last = table.c.from_on, table.c.until_on
    return and_(
        or_(first.is_(None), first <= bindparam("last_on")), or_(last.is_(None), last >= bindparam("first_on")), *where
    )


def _hours(rooms: tuple[ColumnElement[bool], ...] = (), staff: tuple[ColumnElement[bool], ...] = ()) -> Select[Any]:
    """Whether of a room, of which, weekday, from, until, only site, first and last day, whether protected."""
    opening, pattern = _OPENING.c, _PATTERN.c
    both = union_all(
        select(
            literal_column("1", Integer).label("is_room"),
            opening.room_id.label("owner"),
            opening.weekday,
            opening.opens,
            opening.closes,
            cast(null(), Integer).label("site_id"),
            opening.from_on,
            opening.until_on,
            false().label("protected"),
        ).where(_in_force(_OPENING, *rooms)),
        select(
            literal_column("0", Integer),
            pattern.staff_id,
            pattern.weekday,
            pattern.starts,
            pattern.ends,
            pattern.site_id,
            pattern.from_on,
            pattern.until_on,
            pattern.protected,
        ).where(_in_force(_PATTERN, *staff)),
    )
    return select(both.subquery())


_HOURS = _hours()
_SOME_HOURS = _hours(
    (_OPENING.c.room_id.in_(bindparam("rooms", expanding=True)),),
    (_PATTERN.c.staff_id.in_(bindparam("staff", expanding=True)),),
)


def load_hours(reading: Reading, days: Days, *, only: tuple[Collection[int], Collection[int]] | None = None) -> Rows:
    """When rooms are open and people at work in these days, or `only` these rooms and staff; one statement."""
    bounds = {"first_on": days[0], "last_on": days[1]}
    if only is None:
        rows = reading.rows(_HOURS, **bounds)
    else:
        rows = reading.rows(_SOME_HOURS, **bounds, rooms=only[0], staff=only[1])
    return tuple(map(tuple, rows))


def hours_of(
    rows: Rows, rooms: Mapping[int, date | None], staff: Mapping[int, date | None]
) -> tuple[Hours, Hours, Hours]:
    """The hours of rooms, those in which staff may be booked, those in which their time is protected.

    `rooms`, `staff`: the last day of each that is wanted.
    """
    opening: defaultdict[int, list[WeeklyHours]] = defaultdict(list)
    at_work: defaultdict[int, list[WeeklyHours]] = defaultdict(list)
    protected: defaultdict[int, list[WeeklyHours]] = defaultdict(list)
    for is_room, owner, weekday, starts, ends, site_id, first, last, is_protected in sorted(rows, key=itemgetter(2, 3)):
        ended = rooms if is_room else staff
        if owner in ended:
            (opening if is_room else protected if is_protected else at_work)[owner].append(
                WeeklyHours(
                    weekday=weekday,
                    starts=starts,
                    ends=ends,
                    site_id=None if site_id is None else SiteId(site_id),
                    from_on=first,
                    until_on=_sooner(last, ended[owner]),
                )
            )
    bookable = {staff_id: without(periods, protected.get(staff_id, ())) for staff_id, periods in at_work.items()}
    return _tuples(opening), bookable, _tuples(protected)


def _tuples(hours: Mapping[int, list[WeeklyHours]]) -> Hours:
    return {owner: tuple(periods) for owner, periods in hours.items()}


def without(hours: Iterable[WeeklyHours], protected: Iterable[WeeklyHours]) -> tuple[WeeklyHours, ...]:
    """The hours with the protected periods cut out of them, wherever weekday, weeks and times meet."""
    left = list(hours)
    for period in protected:
        left = [piece for former in left for piece in _cut(former, period)]
    return tuple(sorted(left, key=lambda piece: (piece.weekday, piece.starts)))


def _cut(hours: WeeklyHours, away: WeeklyHours) -> Iterator[WeeklyHours]:
    first = max(hours.from_on or date.min, away.from_on or date.min)
    last = min(hours.until_on or date.max, away.until_on or date.max)
    meet = hours.weekday == away.weekday and first <= last
    if not meet or away.ends <= hours.starts or hours.ends <= away.starts:
        yield hours
        return
    if first > (hours.from_on or date.min):
        yield replace(hours, until_on=first - timedelta(days=1))
    if last < (hours.until_on or date.max):
        yield replace(hours, from_on=last + timedelta(days=1))
    within = replace(
        hours,
        from_on=None if first == date.min else first,
        until_on=None if last == date.max else last,
    )
    if hours.starts < away.starts:
        yield replace(within, ends=away.starts)
    if away.ends < hours.ends:
        yield replace(within, starts=away.ends)


def _sooner(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
