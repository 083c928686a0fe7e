"""Rooms and people that can be booked, with their weekly hours, as they are kept; knows no absence and no booking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, or_, select, type_coerce

from cpconf.access.queries import CHAIRING, TAKING_MINUTES
from cpconf.access.records import Staff
from cpconf.access.rules import Role
from cpconf.diary.records import Resource, Room, Site
from cpconf.diary.rules import ResourceId, SiteId
from cpconf.diary.weekly import Days, Hours, Rows, hours_of, load_hours
from cpconf.diary.wishes import RoomTime, StaffTime
from cpconf.practice.rules import PracticeSettings
from cpconf.store.records import MemberOf
from cpconf.store.store import Reading

_RESOURCE, _ROOM, _SITE, _STAFF = Resource.__table__.c, Room.__table__.c, Site.__table__.c, Staff.__table__.c

_ROOMS = (
    select(
        _RESOURCE.id,
        _RESOURCE.room_id,
        _ROOM.name,
        _ROOM.site_id,
        _SITE.name.label("site_name"),
        _ROOM.capacity,
        _ROOM.second_waiting_room,
        _ROOM.step_free,
        _ROOM.equipment,
        _ROOM.ended_on,
    )
    .join_from(Resource.__table__, Room.__table__, _ROOM.id == _RESOURCE.room_id)
    .join(Site.__table__, _SITE.id == _ROOM.site_id)
    .order_by(_SITE.name, _ROOM.name)
)

_PEOPLE = (
    select(
        _RESOURCE.id,
        _RESOURCE.staff_id,
        _STAFF.name,
        type_coerce(_STAFF.role, MemberOf(Role)).label("role"),
        _STAFF.fte_percent,
        _STAFF.conferences_a_day,
        _STAFF.ended_on,
    )
    .join_from(Resource.__table__, Staff.__table__, _STAFF.id == _RESOURCE.staff_id)
    .where(or_(_STAFF.ended_on.is_(None), _STAFF.ended_on >= bindparam("from_on")))
    .where(or_(*(_STAFF.role == role for role in sorted(CHAIRING | TAKING_MINUTES))))
    .order_by(_STAFF.name, _STAFF.id)
)
_SOME_PEOPLE = _PEOPLE.where(_RESOURCE.id.in_(bindparam("only", expanding=True)))

Rooms = tuple[tuple[int, RoomTime], ...]
"""With their room ids."""

People = tuple[tuple[int, StaffTime], ...]
"""With their staff ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookable:
    """What can be booked, before leave and closures; the sites of all other rooms by their resource."""

    rooms: Rooms
    other_rooms: Mapping[ResourceId, SiteId]
    chairs: People
    minute_takers: People


def load_bookable(
    reading: Reading, days: Days, practice: PracticeSettings, only: frozenset[ResourceId] | None
) -> Bookable:
    """Everything that can be booked in these days, or of it `only` these; three statements.

    The rows are read with every question. What is made of them is kept while they are the same: laying out the hours
    of a county costs more than reading them, and they change a few times a month.
    """
    every = _tuples(reading.rows(_ROOMS))
    rooms = tuple(row for row in every if (row[9] is None or row[9] >= days[0]) and (only is None or row[0] in only))
    if only is None:
        people = _tuples(reading.rows(_PEOPLE, from_on=days[0]))
        hours = load_hours(reading, days)
    else:
        people = _tuples(reading.rows(_SOME_PEOPLE, from_on=days[0], only=sorted(only)))
        hours = load_hours(reading, days, only=([row[1] for row in rooms], [row[1] for row in people]))
    most = (practice.chair_conferences_a_day, practice.minute_taker_conferences_a_day)
    found = (_kept if only is None else _built)(rooms, people, hours, most)
    wanted = {row[0] for row in rooms}
    return Bookable(
        rooms=found[0],
        other_rooms={ResourceId(row[0]): SiteId(row[3]) for row in every if row[0] not in wanted},
        chairs=found[1],
        minute_takers=found[2],
    )


def words_of(equipment: str) -> frozenset[str]:
    """What is asked for or stands in a room, as typed with commas between: "Hearing loop, screen"."""
    return frozenset(word for part in equipment.split(",") if (word := " ".join(part.lower().split())))


def _tuples(rows: Iterable[Iterable[Any]]) -> Rows:
    return tuple(map(tuple, rows))


def _built(rooms: Rows, people: Rows, hours: Rows, most: tuple[int, int]) -> tuple[Rooms, People, People]:
    """Of rows alone, so that the same rows give the same; `most`: conferences a day of a chair, of a minute-taker."""
    opening, at_work, protected = hours_of(hours, {row[1]: row[9] for row in rooms}, {row[1]: row[6] for row in people})
    chairs = (_staff_time(row, at_work, protected, most[0]) for row in people if row[3] in CHAIRING)
    takers = (_staff_time(row, at_work, protected, most[1]) for row in people if row[3] in TAKING_MINUTES)
    return tuple(_room_time(row, opening) for row in rooms), tuple(chairs), tuple(takers)


_kept = lru_cache(maxsize=4)(_built)


def _room_time(row: tuple[Any, ...], opening: Hours) -> tuple[int, RoomTime]:
    resource_id, room_id, name, site_id, site_name, capacity, second_waiting_room, step_free, equipment, _ = row
    room = RoomTime(
        id=ResourceId(resource_id),
        name=name,
        site_id=SiteId(site_id),
        site_name=site_name,
        capacity=capacity,
        hours=opening.get(room_id, ()),
        second_waiting_room=second_waiting_room,
        step_free=step_free,
        equipment=words_of(equipment),
    )
    return room_id, room


def _staff_time(row: tuple[Any, ...], at_work: Hours, protected: Hours, most: int) -> tuple[int, StaffTime]:
    resource_id, staff_id, name, _, fte_percent, a_day, _ = row
    person = StaffTime(
        id=ResourceId(resource_id),
        name=name,
        hours=at_work.get(staff_id, ()),
        a_day=most if a_day is None else a_day,
        fte=fte_percent / 100,
        protected=protected.get(staff_id, ()),
    )
    return staff_id, person
