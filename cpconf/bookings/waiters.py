"""The requests that wait and the conferences that are booked late, with what each wishes; judges nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, union

from cpconf.bookings.clocks import before_birth
from cpconf.bookings.records import Conference, Request, RequestChild, RequestPerson
from cpconf.bookings.rules import (
    HELD_STATES,
    ConferenceId,
    ConferenceKind,
    ConferenceState,
    RequestId,
    RequestState,
)
from cpconf.bookings.wishing import Wanted, wanted_of
from cpconf.diary.records import Resource
from cpconf.diary.rules import ResourceId
from cpconf.diary.window import load_calendar
from cpconf.people.records import Child, Family
from cpconf.practice.queries import load_settings
from cpconf.store.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """One who waits: `wanted` with everybody who must be there; `booked_on` the day of a conference booked late."""

    request_id: RequestId
    conference_id: ConferenceId | None
    family: str
    family_reference: str
    urgent: str | None
    wanted: Wanted
    chair: ResourceId | None
    earliest_on: date | None
    booked_on: date | None

    def would_take(self, day: date) -> bool:
        """Whether a slot on this day is better than what it has, and not too early before a birth."""
        soon_enough = self.booked_on is None or day < self.booked_on
        return soon_enough and (self.earliest_on is None or day >= self.earliest_on)


def load_waiters(reading: Reading) -> tuple[Waiter, ...]:
    """Requests that wait without a held slot, and those whose coming conference lies past their target.

    A constant number of statements.
    """
    rows = _requests(reading)
    ids = [row.id for row in rows]
    people, expected = _people(reading, ids), _expected(reading, ids)
    counts = dict(
        reading.rows(
            select(RequestChild.request_id, func.count())
            .where(RequestChild.request_id.in_(ids))
            .group_by(RequestChild.request_id)
        )
    )
    chairs = _chairs(reading, rows)
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    waiters = []
    for row in rows:
        wanted = replace(
            wanted_of(row, conference_id=row.conference_id),
            people=people.get(row.id, frozenset()),
            child_count=counts.get(row.id, 1),
        )
        earliest_on = None
        if row.kind is ConferenceKind.PRE_BIRTH and expected.get(row.id):
            days = before_birth(expected[row.id], calendar, settings)
            earliest_on, wanted = days.earliest_on, replace(wanted, aim_on=min(days.aim_on, wanted.due_on))
        waiters.append(_waiter(row, wanted, chairs.get(row.preferred_chair_id or row.last_chair_id), earliest_on))
    return tuple(waiters)


def _waiter(row: Row[Any], wanted: Wanted, chair: ResourceId | None, earliest_on: date | None) -> Waiter:
    return Waiter(
        request_id=RequestId(row.id),
        conference_id=None if row.conference_id is None else ConferenceId(row.conference_id),
        family=row.family,
        family_reference=row.family_reference,
        urgent=row.urgent,
        wanted=wanted,
        chair=chair,
        earliest_on=earliest_on,
        booked_on=None if row.conference_id is None else row.starts_at.date(),
    )


def _requests(reading: Reading) -> Sequence[Row[Any]]:
    held = select(Conference.request_id).where(
        Conference.state == ConferenceState.PROVISIONAL,
        Conference.held_until > reading.at,
        Conference.request_id.is_not(None),
    )
    last_chair = (
        select(Conference.chair_id)
        .where(Conference.family_id == Request.family_id, Conference.state.in_(sorted(HELD_STATES)))
        .order_by(Conference.starts_at.desc(), Conference.id.desc())
        .limit(1)
        .correlate(Request)
        .scalar_subquery()
    )
    booked = (
        select(Conference.id, Conference.request_id, Conference.starts_at)
        .where(Conference.state == ConferenceState.CONFIRMED, Conference.starts_at > reading.local)
        .subquery()
    )
    rows = reading.rows(
        select(
            Request.__table__,
            Family.name.label("family"),
            Family.reference.label("family_reference"),
            booked.c.id.label("conference_id"),
            booked.c.starts_at,
            last_chair.label("last_chair_id"),
        )
        .join(Family, Family.id == Request.family_id)
        .outerjoin(booked, (booked.c.request_id == Request.id) & (Request.state == RequestState.BOOKED))
        .where(
            ((Request.state == RequestState.REQUESTED) & Request.id.not_in(held))
            | ((Request.state == RequestState.BOOKED) & booked.c.id.is_not(None))
        )
        .order_by(Request.due_on, Request.id)
    )
    return [row for row in rows if row.starts_at is None or row.starts_at.date() > row.due_on]


def _people(reading: Reading, request_ids: Sequence[int]) -> dict[int, frozenset[ResourceId]]:
    workers = select(Request.id.label("request_id"), Request.social_worker_id.label("person_id")).where(
        Request.id.in_(list(request_ids)), Request.social_worker_id.is_not(None)
    )
    named = select(RequestPerson.request_id, RequestPerson.professional_id).where(
        RequestPerson.request_id.in_(list(request_ids)), RequestPerson.ended_at.is_(None)
    )
    both = union(workers, named).subquery()
    rows = reading.rows(
        select(both.c.request_id, Resource.id).join(Resource, Resource.professional_id == both.c.person_id)
    )
    found: defaultdict[int, set[ResourceId]] = defaultdict(set)
    for request_id, resource_id in rows:
        found[request_id].add(ResourceId(resource_id))
    return {request_id: frozenset(people) for request_id, people in found.items()}


def _expected(reading: Reading, request_ids: Sequence[int]) -> dict[int, list[date]]:
    rows = reading.rows(
        select(RequestChild.request_id, Child.expected_on)
        .join(Child, Child.id == RequestChild.child_id)
        .where(RequestChild.request_id.in_(list(request_ids)), Child.born_on.is_(None))
    )
    found: defaultdict[int, list[date]] = defaultdict(list)
    for request_id, expected_on in rows:
        if expected_on is not None:
            found[request_id].append(expected_on)
    return dict(found)


def _chairs(reading: Reading, rows: Sequence[Row[Any]]) -> dict[int | None, ResourceId]:
    wanted = {row.preferred_chair_id or row.last_chair_id for row in rows} - {None}
    found = reading.rows(select(Resource.staff_id, Resource.id).where(Resource.staff_id.in_(sorted(wanted))))
    return {staff_id: ResourceId(resource_id) for staff_id, resource_id in found}
