"""Who works here and what each may do, as snapshots; knows nothing of passwords or patterns of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from cpconf.access.records import Staff
from cpconf.access.rules import MAY, Role, StaffId
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

CHAIRING = frozenset({Role.CHAIR})
"""Who may be booked as the chair of a conference."""

TAKING_MINUTES = frozenset({Role.SPECIALIST, Role.BOOKING_ASSISTANT, Role.COORDINATOR})
"""Who may be booked to take the minutes (product.md section 1: business support)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine:
    """One member of staff; `fte_percent` is 100 for full time."""

    id: StaffId
    name: str
    role: Role
    fte_percent: int
    email: str | None
    ended_on: date | None


@query(Permission.READ)
def staff_list(reading: Reading, *, on_date: date | None = None) -> tuple[StaffLine, ...]:
    """Everybody who works here on `on_date` (default: today), by name."""
    return _lines(reading, on_date, frozenset(Role))


@query(Permission.READ)
def chairs(reading: Reading, *, on_date: date | None = None) -> tuple[StaffLine, ...]:
    """Those who may chair on `on_date` (default: today), by name."""
    return _lines(reading, on_date, CHAIRING)


@query(Permission.READ)
def minute_takers(reading: Reading, *, on_date: date | None = None) -> tuple[StaffLine, ...]:
    """Those who may take minutes on `on_date` (default: today), by name."""
    return _lines(reading, on_date, TAKING_MINUTES)


@query(Permission.READ)
def actor_for(reading: Reading, *, staff_id: StaffId) -> Actor:
    """The member of staff as the one who acts, with what the role allows; refuses who is unknown or has left."""
    row = reading.one(select(Staff.name, Staff.role, Staff.ended_on).where(Staff.id == staff_id))
    if row is None or (row.ended_on is not None and row.ended_on < reading.on):
        raise Refusal("There is no such member of staff, or they no longer work here.", "staff")
    return Actor(staff_id=staff_id, name=row.name, permissions=MAY[row.role])


def _lines(reading: Reading, on_date: date | None, roles: frozenset[Role]) -> tuple[StaffLine, ...]:
    day = on_date or reading.on
    rows = reading.rows(
        select(Staff.id, Staff.name, Staff.role, Staff.fte_percent, Staff.email, Staff.ended_on)
        .where(Staff.role.in_(sorted(roles)))
        .where(or_(Staff.ended_on.is_(None), Staff.ended_on >= day))
        .where(or_(Staff.started_on.is_(None), Staff.started_on <= day))
        .order_by(Staff.name, Staff.id)
    )
    return tuple(
        StaffLine(
            id=StaffId(row.id),
            name=row.name,
            role=row.role,
            fte_percent=row.fte_percent,
            email=row.email,
            ended_on=row.ended_on,
        )
        for row in rows
    )
