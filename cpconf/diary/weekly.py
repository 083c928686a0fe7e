"""The weekly hours of rooms and people as they are kept, protected time left out; knows no absence and no booking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import or_, select

from cpconf.diary.records import RoomOpening, WorkPattern
from cpconf.diary.rules import SiteId
from cpconf.diary.wishes import WeeklyHours
from cpconf.store.store import Reading

Days = tuple[date, date]
"""The first and the last day, both included."""

Hours = Mapping[int, tuple[WeeklyHours, ...]]
"""By room or member of staff."""


def room_hours(reading: Reading, days: Days, ended: Mapping[int, date | None]) -> Hours:
    """When rooms are open in these days; `ended`: the last day of each room that is wanted. One statement."""
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


def staff_hours(reading: Reading, days: Days, ended: Mapping[int, date | None]) -> tuple[Hours, Hours]:
    """When people are at work and may be booked in these days, and when their time is protected. One statement."""
    rows = reading.rows(
        select(
            WorkPattern.staff_id,
            WorkPattern.weekday,
            WorkPattern.starts,
            WorkPattern.ends,
            WorkPattern.site_id,
            WorkPattern.from_on,
            WorkPattern.until_on,
            WorkPattern.protected,
        )
        .where(WorkPattern.staff_id.in_(list(ended)))
        .where(or_(WorkPattern.from_on.is_(None), WorkPattern.from_on <= days[1]))
        .where(or_(WorkPattern.until_on.is_(None), WorkPattern.until_on >= days[0]))
        .order_by(WorkPattern.weekday, WorkPattern.starts)
    )
    at_work: defaultdict[int, list[WeeklyHours]] = defaultdict(list)
    protected: defaultdict[int, list[WeeklyHours]] = defaultdict(list)
    for staff_id, weekday, starts, ends, site_id, first, last, is_protected in rows:
        (protected if is_protected else at_work)[staff_id].append(
            WeeklyHours(
                weekday=weekday,
                starts=starts,
                ends=ends,
                site_id=None if site_id is None else SiteId(site_id),
                from_on=first,
                until_on=_sooner(last, ended[staff_id]),
            )
        )
    bookable = {staff_id: without(periods, protected.get(staff_id, ())) for staff_id, periods in at_work.items()}
    return bookable, {staff_id: tuple(periods) for staff_id, periods in protected.items()}


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
