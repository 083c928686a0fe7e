"""Who must be at a conference besides room, chair and minute-taker; knows nothing of who is invited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import BindParameter, bindparam, select, union

from cpconf.bookings.records import Request, RequestPerson
from cpconf.diary.records import Resource
from cpconf.diary.rules import ResourceId
from cpconf.people.records import Child, Professional
from cpconf.people.rules import ProfessionalId
from cpconf.store.store import Reading

_REQUEST, _PERSON = Request.__table__.c, RequestPerson.__table__.c
_RESOURCE, _CHILD = Resource.__table__.c, Child.__table__.c

_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
_NEEDED = union(
    select(_REQUEST.social_worker_id.label("id")).where(_REQUEST.id.in_(_IDS), _REQUEST.social_worker_id.is_not(None)),
    select(_PERSON.professional_id.label("id")).where(_PERSON.request_id.in_(_IDS), _PERSON.ended_at.is_(None)),
).subquery()
_REQUIRED = select(_NEEDED.c.id).order_by(_NEEDED.c.id)
_DIARIES = select(_RESOURCE.id).where(_RESOURCE.professional_id.in_(select(_NEEDED.c.id)))

_EXPECTED = select(_CHILD.expected_on).where(_CHILD.id.in_(_IDS), _CHILD.born_on.is_(None)).order_by(_CHILD.id)


def required_people(reading: Reading, request_ids: Sequence[int]) -> tuple[ProfessionalId, ...]:
    """The social workers of these requests and the people named besides, each once; one statement."""
    return tuple(map(ProfessionalId, reading.scalars(_REQUIRED, ids=list(request_ids))))


def required_diaries(reading: Reading, request_ids: Sequence[int]) -> frozenset[ResourceId]:
    """The diaries of the same people; whoever was never booked has none. One statement."""
    return frozenset(map(ResourceId, reading.scalars(_DIARIES, ids=list(request_ids))))


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
    return [day for day in reading.scalars(_EXPECTED, ids=list(child_ids)) if day is not None]
