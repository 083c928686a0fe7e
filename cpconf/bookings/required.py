"""Who must be at a conference besides room, chair and minute-taker; knows nothing of who is invited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select, union

from cpconf.bookings.records import Request, RequestPerson
from cpconf.people.records import Child, Professional
from cpconf.people.rules import ProfessionalId
from cpconf.store.store import Reading


def required_people(reading: Reading, request_ids: Sequence[int]) -> tuple[ProfessionalId, ...]:
    """The social workers of these requests and the people named besides, each once; one statement."""
    workers = select(Request.social_worker_id.label("id")).where(
        Request.id.in_(list(request_ids)), Request.social_worker_id.is_not(None)
    )
    named = select(RequestPerson.professional_id.label("id")).where(
        RequestPerson.request_id.in_(list(request_ids)), RequestPerson.ended_at.is_(None)
    )
    both = union(workers, named).subquery()
    return tuple(ProfessionalId(person) for person in reading.scalars(select(both.c.id).order_by(both.c.id)))


def named_people(reading: Reading, request_ids: Sequence[int]) -> dict[int, tuple[tuple[ProfessionalId, str], ...]]:
    """By request: the people named besides its social worker, with their names, in the order of naming."""
    rows = reading.rows(
        select(RequestPerson.request_id, Professional.id, Professional.name)
        .join(Professional, Professional.id == RequestPerson.professional_id)
        .where(RequestPerson.request_id.in_(list(request_ids)), RequestPerson.ended_at.is_(None))
        .order_by(RequestPerson.id)
    )
    found: defaultdict[int, list[tuple[ProfessionalId, str]]] = defaultdict(list)
    for request_id, professional_id, name in rows:
        found[request_id].append((ProfessionalId(professional_id), name))
    return {request_id: tuple(people) for request_id, people in found.items()}


def expected_days(reading: Reading, child_ids: Iterable[int]) -> list[date]:
    """When those of these children who are not born yet are expected."""
    days = reading.scalars(
        select(Child.expected_on).where(Child.id.in_(list(child_ids)), Child.born_on.is_(None)).order_by(Child.id)
    )
    return [day for day in days if day is not None]
