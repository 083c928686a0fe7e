"""Families and children are recorded, corrected, born and joined; each refusal names its field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cpconf.people.actions import add_child, add_family, change_child, change_family, join_family, record_birth
from cpconf.people.queries import child_sheet, family_sheet
from cpconf.people.rules import ChildId, Ethnicity, FamilyId, Sex
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.watching import refused
from tests.worlds import small_world


def test_families_are_numbered_one_after_another(store: Store, anyone: Actor) -> None:
    ids = [store.change(anyone, add_family, name=name).value for name in ("Alpha", "Beta")]
    ids.append(store.change(anyone, add_family, name="Gamma", reference=" F-000041 ").value)
    ids.append(store.change(anyone, add_family, name="Delta").value)
    sheets = [store.ask(anyone, family_sheet, family_id=family_id) for family_id in ids]
    assert [sheet.reference for sheet in sheets] == ["F-000001", "F-000002", "F-000041", "F-000042"]


def test_wrong_families_are_refused(store: Store, anyone: Actor) -> None:
    family_id = store.change(anyone, add_family, name="Alpha").value
    refused(store, anyone, add_family, "name", "a name", name=" ")
    refused(store, anyone, add_family, "reference", "already a family", name="Beta", reference="F-000001")
    refused(store, anyone, change_family, "name", "a name", family_id=family_id, name="")
    store.change(anyone, change_family, family_id=family_id, name="Alpha and Beta")
    assert store.ask(anyone, family_sheet, family_id=family_id).name == "Alpha and Beta"


WREN: dict[str, Any] = {
    "la_child_id": "X1",
    "given_name": "Wren",
    "family_name": "Testling",
    "born_on": date(2020, 1, 2),
}


def test_a_child_is_recorded_with_what_is_said(store: Store, anyone: Actor) -> None:
    child_id = store.change(
        anyone,
        add_child,
        **(WREN | {"given_name": " Wren "}),
        sex=Sex.MALE,
        ethnicity=Ethnicity.AIND,
        disabilities=["MOB"],
        school="Toybrook School",
        nhs_number="9434765919",
    ).value
    sheet = store.ask(anyone, child_sheet, child_id=child_id)
    assert (sheet.child.name, sheet.age, sheet.ethnicity) == ("Wren Testling", "6 years", Ethnicity.AIND)
    assert (sheet.disabilities, sheet.school, sheet.siblings) == (("MOB",), "Toybrook School", ())


@pytest.mark.parametrize(
    ("field", "words", "wrong"),
    [
        ("la_child_id", "number", {"la_child_id": " "}),
        ("la_child_id", "20 characters", {"la_child_id": "X" * 21}),
        ("born_on", "expected date", {"born_on": None}),
        ("born_on", "expected date", {"expected_on": date(2026, 5, 1)}),
        ("born_on", "in the future", {"born_on": date(2026, 3, 3)}),
        ("given_name", "name", {"given_name": "", "family_name": None}),
        ("disabilities", "NONE", {"disabilities": ["NONE", "MOB"]}),
        ("nhs_number", "ten digits", {"nhs_number": "1"}),
        ("died_on", "death", {"died_on": date(2026, 3, 3)}),
        (None, "no longer there", {"family_id": FamilyId(7)}),
    ],
)
def test_wrong_children_are_refused(
    file_store: Store, anyone: Actor, field: str | None, words: str, wrong: dict[str, Any]
) -> None:
    refused(file_store, anyone, add_child, field, words, **(WREN | wrong))


def test_a_number_is_never_given_twice(store: Store, anyone: Actor) -> None:
    first = store.change(anyone, add_child, **WREN).value
    refused(store, anyone, add_child, "la_child_id", "already a child", **WREN)
    other = store.change(anyone, add_child, **(WREN | {"la_child_id": "X2"})).value
    refused(store, anyone, change_child, "la_child_id", "already a child", child_id=other, la_child_id="X1")
    assert first != other


def test_a_child_is_corrected_in_what_is_named_only(file_store: Store, anyone: Actor) -> None:
    child_id = file_store.change(anyone, add_child, **WREN, school="Old School").value
    done = file_store.change(anyone, change_child, child_id=child_id, given_name="Wrenna", sex=Sex.FEMALE)
    assert dict(done.changes) == {"child": frozenset({child_id})}
    sheet = file_store.ask(anyone, child_sheet, child_id=child_id)
    assert (sheet.child.name, sheet.child.sex, sheet.school) == ("Wrenna Testling", Sex.FEMALE, "Old School")
    refused(file_store, anyone, change_child, "born_on", "either", child_id=child_id, born_on=None)
    refused(file_store, anyone, change_child, None, "no longer there", child_id=ChildId(99), school="x")


def test_a_birth_replaces_the_expected_date_on_the_same_record(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    unborn = world.unborn_id
    assert store.ask(anyone, child_sheet, child_id=unborn).age == "unborn, expected 30/06/2026"
    values: dict[str, Any] = {"child_id": unborn, "born_on": date(2026, 3, 1)}
    refused(store, anyone, record_birth, "sex", "girl or a boy", **values, sex=Sex.UNKNOWN)
    refused(store, anyone, record_birth, "born_on", "future", child_id=unborn, born_on=date(2026, 3, 3), sex=Sex.MALE)
    store.change(anyone, record_birth, **values, given_name="Jay", sex=Sex.MALE)
    sheet = store.ask(anyone, child_sheet, child_id=unborn)
    assert (sheet.child.name, sheet.child.born_on, sheet.child.expected_on) == ("Jay Testling", date(2026, 3, 1), None)
    refused(store, anyone, record_birth, "born_on", "already recorded", **values, sex=Sex.MALE)


def test_a_child_joins_a_family_and_has_siblings(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    child_id = file_store.change(anyone, add_child, **WREN).value
    file_store.change(anyone, join_family, child_id=child_id, family_id=world.family_id)
    sheet = file_store.ask(anyone, child_sheet, child_id=child_id)
    assert [line.id for line in sheet.siblings] == [*world.child_ids, world.unborn_id]
    values: dict[str, Any] = {"child_id": child_id, "family_id": world.family_id}
    refused(file_store, anyone, join_family, "family", "already belongs", **values)
