"""What is known around each waiting request, so that it can say what it lacks; decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, distinct, func, select

from cpconf.bookings.lists import ConferenceChildLine, ConferenceLine, child_line, conference_lines, found
from cpconf.bookings.records import Conference, RequestChild
from cpconf.bookings.required import named_people
from cpconf.bookings.rules import Completeness, ConferenceState, Mode
from cpconf.people.records import Adult, Child, Involvement, Professional, Relationship
from cpconf.people.rules import ProfessionalId, age_on
from cpconf.store.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Per request id: its children, whether one has somebody with parental responsibility, who must be there, the
    slot that it holds; per family id: how many agencies work with it, which interpreters its adults need."""

    children: dict[int, tuple[ConferenceChildLine, ...]]
    with_responsible_adult: frozenset[int]
    agencies: dict[int, int]
    interpreters: dict[int, tuple[str, ...]]
    people: dict[int, tuple[tuple[ProfessionalId, str], ...]]
    held: dict[int, ConferenceLine]


def around(reading: Reading, request_ids: list[int], family_ids: list[int]) -> Around:
    """What surrounds these requests; seven statements."""
    responsible = reading.scalars(
        select(RequestChild.request_id)
        .distinct()
        .join(Relationship, Relationship.child_id == RequestChild.child_id)
        .where(RequestChild.request_id.in_(request_ids), Relationship.parental_responsibility)
    )
    agencies = reading.rows(
        select(Involvement.family_id, func.count(distinct(Professional.agency_id)))
        .join(Professional, Professional.id == Involvement.professional_id)
        .where(Involvement.family_id.in_(family_ids), Involvement.ended_on.is_(None))
        .group_by(Involvement.family_id)
    )
    spoken = reading.rows(
        select(Adult.family_id, Adult.interpreter_language)
        .where(Adult.family_id.in_(family_ids), Adult.interpreter_language.is_not(None))
        .order_by(Adult.id)
    )
    interpreters: defaultdict[int, list[str]] = defaultdict(list)
    for family_id, language in spoken:
        interpreters[family_id].append(language)
    return Around(
        children=_children(reading, request_ids),
        with_responsible_adult=frozenset(responsible),
        agencies={family_id: count for family_id, count in agencies},
        interpreters={family_id: tuple(languages) for family_id, languages in interpreters.items()},
        people=named_people(reading, request_ids),
        held=_held(reading, request_ids),
    )


def _held(reading: Reading, request_ids: list[int]) -> dict[int, ConferenceLine]:
    """The slots that these requests hold, by request; those past their time are not held any more."""
    held = (
        Conference.request_id.in_(request_ids),
        Conference.state == ConferenceState.PROVISIONAL,
        Conference.held_until > reading.at,
    )
    rows = reading.rows(select(Conference.request_id, Conference.id).where(*held).order_by(Conference.id))
    lines = {line.id: line for line in found(reading, conference_lines().where(*held))}
    return {request_id: lines[conference_id] for request_id, conference_id in rows}


def completeness(row: Row[Any], known: Around, on: date, advocate_from_age: int) -> Completeness:
    """The checklist of one request; `row` has the request's columns."""
    ages = (age_on(child.born_on, on) for child in known.children.get(row.id, ()))
    return Completeness(
        kind=row.kind,
        has_social_worker=row.social_worker_id is not None,
        has_responsible_adult=row.id in known.with_responsible_adult,
        agencies_involved=known.agencies.get(row.family_id, 0),
        category_sought=row.category_sought,
        s47_started_on=row.s47_started_on,
        children_for_advocate=sum(1 for age in ages if age is not None and age >= advocate_from_age),
        advocate=row.advocate,
        interpreter_spoken=known.interpreters.get(row.family_id, ()),
        interpreter_language=row.interpreter_language,
        danger=row.non_contact or row.domestic_abuse or row.separate_arrival,
        risks=row.risks,
    )


def needs_of(row: Row[Any]) -> tuple[str, ...]:
    """What the booking must heed, in words."""
    asked: Iterable[tuple[object, str]] = (
        (row.urgent, f"Urgent: {row.urgent}"),
        (row.split_attendance, "Two sittings"),
        (row.separate_arrival, "Separate arrival"),
        (row.non_contact, "No contact between the parents"),
        (row.address_withheld, "Address withheld"),
        (row.domestic_abuse, "Domestic abuse"),
        (row.interpreter_language, f"Interpreter: {row.interpreter_language}"),
        (row.advocate, "Advocate"),
        (row.access_needs, f"Access: {row.access_needs}"),
        (row.equipment_needed, f"Equipment: {row.equipment_needed}"),
        (row.mode is Mode.HYBRID, "Hybrid"),
        (row.mode is Mode.REMOTE, "Remote"),
    )
    return tuple(words for needed, words in asked if needed)


def _children(reading: Reading, request_ids: list[int]) -> dict[int, tuple[ConferenceChildLine, ...]]:
    rows = reading.rows(
        select(
            RequestChild.request_id,
            Child.id,
            Child.la_child_id,
            Child.given_name,
            Child.family_name,
            Child.born_on,
            Child.expected_on,
            Child.sex,
        )
        .join(Child, Child.id == RequestChild.child_id)
        .where(RequestChild.request_id.in_(request_ids))
        .order_by(RequestChild.id)
    )
    lines: defaultdict[int, list[ConferenceChildLine]] = defaultdict(list)
    for row in rows:
        lines[row.request_id].append(child_line(row, reading.on))
    return {request_id: tuple(children) for request_id, children in lines.items()}
