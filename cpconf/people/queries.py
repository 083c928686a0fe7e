"""Children and families as snapshots; knows plans only as a mark on a child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from cpconf.people.contacts import (
    AddressLine,
    AgencyLine,
    ProfessionalLine,
    addresses_of,
    agencies,
    involved,
    professionals,
)
from cpconf.people.lists import BY_AGE, ChildLine, child_lines, child_list, find_children, found, likely_duplicates
from cpconf.people.records import Adult, Child, Family, Relationship
from cpconf.people.rules import AdultId, ChildId, Ethnicity, FamilyId, age_words
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

__all__ = [
    "AddressLine",
    "AdultLine",
    "AgencyLine",
    "ChildLine",
    "ChildSheet",
    "FamilySheet",
    "ProfessionalLine",
    "agencies",
    "child_list",
    "child_sheet",
    "family_sheet",
    "find_children",
    "likely_duplicates",
    "professionals",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultLine:
    """An adult of a family; `relations`: (child, what they are to it, with parental responsibility)."""

    id: AdultId
    name: str
    name_in_script: str | None
    born_on: date | None
    in_household: bool
    interpreter_language: str | None
    phone: str | None
    email: str | None
    died_on: date | None
    relations: tuple[tuple[ChildId, str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildSheet:
    """All that is known of one child; addresses that are withheld have no lines unless they were asked for."""

    child: ChildLine
    given_name: str | None
    family_name: str | None
    known_as: str | None
    name_in_script: str | None
    age: str
    died_on: date | None
    ethnicity: Ethnicity
    disabled: bool | None
    disabilities: tuple[str, ...]
    first_language: str | None
    religion: str | None
    nhs_number: str | None
    upn: str | None
    school: str | None
    gp: str | None
    legal_status: str | None
    family_name_of_case: str | None
    siblings: tuple[ChildLine, ...]
    adults: tuple[AdultLine, ...]
    addresses: tuple[AddressLine, ...]
    professionals: tuple[ProfessionalLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilySheet:
    """A family: its children (oldest first, unborn last), its adults and who works with it."""

    id: FamilyId
    reference: str
    name: str
    notes: str
    children: tuple[ChildLine, ...]
    adults: tuple[AdultLine, ...]
    professionals: tuple[ProfessionalLine, ...]


@query(Permission.READ)
def child_sheet(reading: Reading, *, child_id: ChildId, show_withheld: bool = False) -> ChildSheet:
    """The child with family, siblings, adults, addresses and professionals; refuses an unknown child."""
    row = reading.one(select(Child.__table__, Family.name).outerjoin(Family).where(Child.id == child_id))
    if row is None:
        raise Refusal("This child is not in the store.", "child")
    family = Child.family_id == row.family_id if row.family_id is not None else Child.id == child_id
    lines = found(reading, child_lines().where(family).order_by(*BY_AGE))
    return ChildSheet(
        child=next(line for line in lines if line.id == child_id),
        given_name=row.given_name,
        family_name=row.family_name,
        known_as=row.known_as,
        name_in_script=row.name_in_script,
        age=age_words(row.born_on, row.expected_on, reading.on),
        died_on=row.died_on,
        ethnicity=row.ethnicity,
        disabled=row.disabled,
        disabilities=tuple(row.disabilities),
        first_language=row.first_language,
        religion=row.religion,
        nhs_number=row.nhs_number,
        upn=row.upn,
        school=row.school,
        gp=row.gp,
        legal_status=row.legal_status,
        family_name_of_case=row.name,
        siblings=tuple(line for line in lines if line.id != child_id),
        adults=_adults(reading, row.family_id),
        addresses=addresses_of(reading, row.family_id, child_id, show_withheld=show_withheld),
        professionals=involved(reading, row.family_id),
    )


@query(Permission.READ)
def family_sheet(reading: Reading, *, family_id: FamilyId) -> FamilySheet:
    """The family with children, adults and professionals; refuses an unknown one."""
    row = reading.one(select(Family.id, Family.reference, Family.name, Family.notes).where(Family.id == family_id))
    if row is None:
        raise Refusal("This family is not in the store.", "family")
    return FamilySheet(
        id=FamilyId(row.id),
        reference=row.reference,
        name=row.name,
        notes=row.notes,
        children=found(reading, child_lines().where(Child.family_id == family_id).order_by(*BY_AGE)),
        adults=_adults(reading, family_id),
        professionals=involved(reading, family_id),
    )


def _adults(reading: Reading, family_id: int | None) -> tuple[AdultLine, ...]:
    rows = reading.rows(
        select(
            Adult.id,
            Adult.name,
            Adult.name_in_script,
            Adult.born_on,
            Adult.in_household,
            Adult.interpreter_language,
            Adult.phone,
            Adult.email,
            Adult.died_on,
        )
        .where(Adult.family_id == (family_id or 0))
        .order_by(Adult.id)
    )
    relations = reading.rows(
        select(Relationship.adult_id, Relationship.child_id, Relationship.kind, Relationship.parental_responsibility)
        .join(Adult, Adult.id == Relationship.adult_id)
        .where(Adult.family_id == (family_id or 0))
        .order_by(Relationship.child_id)
    )
    by_adult: defaultdict[int, list[tuple[ChildId, str, bool]]] = defaultdict(list)
    for adult_id, child_id, kind, responsible in relations:
        by_adult[adult_id].append((ChildId(child_id), kind, responsible))
    return tuple(_adult(row, by_adult[row.id]) for row in rows)


def _adult(row: Row[Any], relations: Sequence[tuple[ChildId, str, bool]]) -> AdultLine:
    return AdultLine(
        id=AdultId(row.id),
        name=row.name,
        name_in_script=row.name_in_script,
        born_on=row.born_on,
        in_household=row.in_household,
        interpreter_language=row.interpreter_language,
        phone=row.phone,
        email=row.email,
        died_on=row.died_on,
        relations=tuple(relations),
    )
