"""What a diary has taken on one day, as the tests look at it: names, conferences, times."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from cpconf.access.records import Staff
from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.records import Occupancy, Resource, Room
from cpconf.people.records import Professional
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading


class Taken(NamedTuple):
    """One occupancy that is not released."""

    name: str
    purpose: Purpose
    conference_id: int | None
    starts_at: datetime
    ends_at: datetime
    hold: Hold


@query(Permission.READ)
def taken_on(reading: Reading, *, on: date) -> list[Taken]:
    """Whatever is taken on a day, typing left out, by time and name."""
    midnight = datetime.combine(on, time())
    rows = reading.rows(
        select(
            func.coalesce(Room.name, Staff.name, Professional.name),
            Occupancy.purpose,
            Occupancy.conference_id,
            Occupancy.starts_at,
            Occupancy.ends_at,
            Occupancy.hold,
        )
        .join(Resource, Resource.id == Occupancy.resource_id)
        .outerjoin(Room, Room.id == Resource.room_id)
        .outerjoin(Staff, Staff.id == Resource.staff_id)
        .outerjoin(Professional, Professional.id == Resource.professional_id)
        .where(Occupancy.released_at.is_(None), Occupancy.purpose != Purpose.TYPING)
        .where(Occupancy.starts_at >= midnight, Occupancy.starts_at < midnight + timedelta(days=1))
    )
    return sorted((Taken(*row) for row in rows), key=lambda one: (one.starts_at, one.name))
