"""Families and children are recorded, corrected, born and joined; knows nothing of conferences."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from sqlalchemy import func, select

from cpconf.access.typed import needed, trimmed
from cpconf.people.adults import (
    add_address,
    add_adult,
    change_adult,
    end_address,
    lift_restriction,
    relate,
    restrict_address,
    withhold_address,
)
from cpconf.people.directory import (
    add_agency,
    add_professional,
    change_professional,
    end_involvement,
    end_professional,
    involve,
)
from cpconf.people.records import Child, Family
from cpconf.people.rules import (
    ChildId,
    Ethnicity,
    FamilyId,
    Sex,
    check_dates_of_birth,
    check_disabilities,
    check_nhs_number,
    next_reference,
)
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing
from cpconf.store.troubles import Again

__all__ = [
    "add_address",
    "add_adult",
    "add_agency",
    "add_child",
    "add_family",
    "add_professional",
    "change_adult",
    "change_child",
    "change_family",
    "change_professional",
    "end_address",
    "end_involvement",
    "end_professional",
    "involve",
    "join_family",
    "lift_restriction",
    "record_birth",
    "relate",
    "restrict_address",
    "withhold_address",
]

PREFIX = "F-"


class ChildFacts(TypedDict, total=False):
    """What may be said of a child besides number, names, birth, sex and ethnicity."""

    known_as: str | None
    name_in_script: str | None
    died_on: date | None
    disabled: bool | None
    disabilities: list[str]
    first_language: str | None
    religion: str | None
    nhs_number: str | None
    upn: str | None
    school: str | None
    gp: str | None
    legal_status: str | None
    team: str | None
    worker: str | None


class ChildChanges(ChildFacts, total=False):
    """What may be corrected of a child; what is not named stays as it is."""

    la_child_id: str
    given_name: str | None
    family_name: str | None
    born_on: date | None
    expected_on: date | None
    sex: Sex
    ethnicity: Ethnicity


@action(Permission.DIRECTORY)
def add_family(writing: Writing, *, name: str, reference: str | None = None, notes: str = "") -> FamilyId:
    """A new family; its case reference is F-000001, F-000002, … unless one is given.

    Refuses an empty name and a reference that is taken.
    """
    kept = needed(name, "name", "Give the family a name, as it stands in the case file.")
    given = trimmed(reference)
    try:
        family = writing.add(Family(reference=given or _next_family_reference(writing), name=kept, notes=notes))
    except Refusal as refusal:
        if given is None and refusal.field == "reference":
            raise Again from refusal  # the very first two families, on a server, at once
        raise
    return FamilyId(family.id)


@action(Permission.DIRECTORY)
def change_family(writing: Writing, *, family_id: FamilyId, name: str, notes: str | None = None) -> None:
    """Correct a family's name and notes; its reference stays. Undone by changing back."""
    family = writing.get(Family, family_id)
    family.name = needed(name, "name", "Give the family a name, as it stands in the case file.")
    family.notes = family.notes if notes is None else notes


@action(Permission.DIRECTORY)
def add_child(
    writing: Writing,
    *,
    family_id: FamilyId | None = None,
    la_child_id: str,
    given_name: str | None = None,
    family_name: str | None = None,
    born_on: date | None = None,
    expected_on: date | None = None,
    sex: Sex = Sex.UNKNOWN,
    ethnicity: Ethnicity = Ethnicity.NOBT,
    **facts: Unpack[ChildFacts],
) -> ChildId:
    """A new child, born or not, under the case system's number.

    Refuses a number that is missing, longer than 20 characters or taken; not exactly one of birth date and expected
    date (8525Q); a birth in the future; a born child without a name; wrong disability codes or NHS number.
    """
    if family_id is not None:
        writing.get(Family, family_id)
    child = Child(
        la_child_id=needed(la_child_id, "la_child_id", "Give the child's number in the case system."),
        family_id=family_id,
        given_name=trimmed(given_name),
        family_name=trimmed(family_name),
        born_on=born_on,
        expected_on=expected_on,
        sex=Sex(sex),
        ethnicity=Ethnicity(ethnicity),
        disabilities=[],
    )
    for name, value in facts.items():
        setattr(child, name, trimmed(value) if isinstance(value, str) else value)
    _check(child, writing.on)
    return ChildId(writing.add(child).id)


@action(Permission.DIRECTORY)
def change_child(writing: Writing, *, child_id: ChildId, **changed: Unpack[ChildChanges]) -> None:
    """Correct what is named; refuses as `add_child`. A birth is `record_birth`. Undone by changing back."""
    child = writing.get(Child, child_id)
    for name, value in changed.items():
        setattr(child, name, trimmed(value) if isinstance(value, str) and not isinstance(value, Sex) else value)
    needed(child.la_child_id, "la_child_id", "Give the child's number in the case system.")
    _check(child, writing.on)
    writing.flush()


@action(Permission.DIRECTORY)
def record_birth(
    writing: Writing,
    *,
    child_id: ChildId,
    born_on: date,
    given_name: str | None = None,
    sex: Sex,
    family_name: str | None = None,
) -> None:
    """An unborn child is born: the same record, the expected date kept in the trail (domain.md section 6).

    Refuses a child who is born already, a birth in the future, and sex "U". Undone by `change_child`.
    """
    child = writing.get(Child, child_id)
    if child.born_on is not None:
        raise Refusal("The birth of this child is already recorded.", "born_on")
    if Sex(sex) is Sex.UNKNOWN:
        raise Refusal("Say whether the child is a girl or a boy: “unknown” is for a child not yet born.", "sex")
    child.born_on, child.expected_on = born_on, None
    child.given_name = trimmed(given_name) or child.given_name
    child.family_name = trimmed(family_name) or child.family_name
    child.sex = Sex(sex)
    _check(child, writing.on)


@action(Permission.DIRECTORY)
def join_family(writing: Writing, *, child_id: ChildId, family_id: FamilyId) -> None:
    """Put a child into a family, so that siblings are considered together. Undone by joining the former one."""
    child = writing.get(Child, child_id)
    writing.get(Family, family_id)
    if child.family_id == family_id:
        raise Refusal("This child already belongs to that family.", "family")
    child.family_id = family_id


def _check(child: Child, on: date) -> None:
    if len(child.la_child_id) > 20:
        raise Refusal("The child's number in the case system has at most 20 characters.", "la_child_id")
    check_dates_of_birth(child.born_on, child.expected_on, on)
    if child.born_on is not None and not (child.given_name or child.family_name):
        raise Refusal("Give the child's name: only an unborn child may be without one.", "given_name")
    if child.died_on is not None and (child.died_on > on or (child.born_on or child.died_on) > child.died_on):
        raise Refusal("The date of death lies in the future or before the birth.", "died_on")
    check_disabilities(child.disabilities)
    check_nhs_number(child.nhs_number)


def _next_family_reference(writing: Writing) -> str:
    """Holding the oldest family's row lets only one at a time count on, on a server; a file needs no holding."""
    writing.scalar(select(Family.id).order_by(Family.id).limit(1).with_for_update(key_share=True))
    latest = writing.scalar(
        select(Family.reference)
        .where(Family.reference.startswith(PREFIX))
        .order_by(func.length(Family.reference).desc(), Family.reference.desc())
        .limit(1)
    )
    return next_reference(PREFIX, latest, 6)
