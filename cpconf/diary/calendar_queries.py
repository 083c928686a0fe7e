"""One-off days and school terms as they are listed; counts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cpconf.diary.kinds import ClosureKind
from cpconf.diary.records import CalendarException, SchoolTermRow
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOffDay:
    """A day on which the authority is closed, or a bank holiday on which it works."""

    id: int
    day: date
    kind: ClosureKind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A stretch of term time, both days included."""

    id: int
    name: str
    from_on: date
    until_on: date


@query(Permission.READ)
def one_off_days(reading: Reading) -> tuple[OneOffDay, ...]:
    """The exceptions to the bank holidays as published, by day; withdrawn ones are left out."""
    rows = reading.rows(
        select(CalendarException.id, CalendarException.day, CalendarException.kind, CalendarException.reason)
        .where(CalendarException.withdrawn_at.is_(None))
        .order_by(CalendarException.day)
    )
    return tuple(OneOffDay(id=row.id, day=row.day, kind=row.kind, reason=row.reason) for row in rows)


@query(Permission.READ)
def school_terms(reading: Reading) -> tuple[TermLine, ...]:
    """The stretches of term time in order; withdrawn ones are left out."""
    rows = reading.rows(
        select(SchoolTermRow.id, SchoolTermRow.name, SchoolTermRow.from_on, SchoolTermRow.until_on)
        .where(SchoolTermRow.withdrawn_at.is_(None))
        .order_by(SchoolTermRow.from_on)
    )
    return tuple(TermLine(id=row.id, name=row.name, from_on=row.from_on, until_on=row.until_on) for row in rows)
