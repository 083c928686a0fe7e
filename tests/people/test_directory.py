"""Adults, addresses, agencies and professionals: what is kept, shown, withheld and refused."""

from __future__ import annotations

from datetime import date
from typing import Any

from cpconf.people.actions import (
    add_address,
    add_adult,
    add_agency,
    add_child,
    add_family,
    add_professional,
    change_adult,
    end_address,
    end_involvement,
    end_professional,
    involve,
    lift_restriction,
    relate,
    restrict_address,
    withhold_address,
)
from cpconf.people.queries import agencies, child_sheet, family_sheet, professionals
from cpconf.people.rules import AdultId, AgencyKind
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.watching import refused
from tests.worlds import small_world


def test_an_adult_is_what_was_said_last_to_each_child(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    robin = world.child_ids[0]
    store.change(
        anyone, relate, adult_id=world.father_id, child_id=robin, kind="step-father", parental_responsibility=False
    )
    father = store.ask(anyone, family_sheet, family_id=world.family_id).adults[1]
    assert father.relations[0] == (robin, "step-father", False)
    assert father.relations[1] == (world.child_ids[1], "father", True)


def test_wrong_adults_are_refused(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    other = file_store.change(anyone, add_family, name="Other").value
    stranger = file_store.change(anyone, add_adult, family_id=other, name="A Stranger").value
    refused(file_store, anyone, add_adult, "name", "name", family_id=other, name=" ")
    refused(file_store, anyone, add_adult, "born_on", "future", family_id=other, name="X", born_on=date(2026, 3, 3))
    values: dict[str, Any] = {"adult_id": stranger, "child_id": world.child_ids[0], "parental_responsibility": True}
    refused(file_store, anyone, relate, "child", "different families", kind="uncle", **values)
    own: dict[str, Any] = {"adult_id": world.mother_id, "child_id": world.child_ids[0], "parental_responsibility": True}
    refused(file_store, anyone, relate, "kind", "what the adult is", kind="", **own)
    changed: dict[str, Any] = {"adult_id": world.mother_id, "born_on": None, "in_household": True}
    refused(file_store, anyone, change_adult, "died_on", "future", name="Mo", died_on=date(2026, 4, 1), **changed)
    file_store.change(anyone, change_adult, name="Mo Testling", interpreter_language="Urdu", **changed)
    mother = file_store.ask(anyone, family_sheet, family_id=world.family_id).adults[0]
    assert (mother.interpreter_language, mother.in_household) == ("Urdu", True)


def test_a_withheld_address_shows_only_that_it_is_withheld(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    robin = world.child_ids[0]
    store.change(anyone, add_address, child_id=robin, lines=" 1 Toy Lane \n\n Toybrook ", postcode="TB1 1AA")
    (hidden,) = store.ask(anyone, child_sheet, child_id=robin).addresses
    assert (hidden.words, hidden.lines, hidden.postcode) == ("Withheld", "", "")
    (shown,) = store.ask(anyone, child_sheet, child_id=robin, show_withheld=True).addresses
    assert (shown.words, shown.lines) == ("1 Toy Lane, Toybrook, TB1 1AA", "1 Toy Lane\nToybrook")
    assert "Toy Lane" not in repr(store.ask(anyone, child_sheet, child_id=robin))
    refused(store, anyone, withhold_address, "reason", "reason", address_id=shown.id, withheld=False, reason=" ")
    store.change(anyone, withhold_address, address_id=shown.id, withheld=False, reason="both parents live there")
    assert store.ask(anyone, child_sheet, child_id=robin).addresses[0].words.startswith("1 Toy Lane")


def test_a_move_ends_the_former_address(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    robin = world.child_ids[0]
    for lines, day in (("Old Road", date(2025, 1, 1)), ("New Road", date(2026, 2, 1))):
        file_store.change(anyone, add_address, child_id=robin, lines=lines, from_on=day, withheld=False)
    new, old = file_store.ask(anyone, child_sheet, child_id=robin).addresses
    assert (old.words, old.until_on, new.words, new.until_on) == ("Old Road", date(2026, 2, 1), "New Road", None)
    before = {"child_id": robin, "lines": "X", "from_on": date(2026, 1, 1)}
    refused(file_store, anyone, add_address, "from_on", "later address", **before)
    refused(file_store, anyone, add_address, "lines", "address", child_id=robin, lines=" \n ")
    refused(file_store, anyone, add_address, "whose", "one child", lines="X")
    refused(file_store, anyone, add_address, "whose", "one child", lines="X", child_id=robin, adult_id=AdultId(1))
    refused(
        file_store, anyone, end_address, "until_on", "before moving in", address_id=new.id, until_on=date(2026, 1, 1)
    )
    file_store.change(anyone, end_address, address_id=new.id, until_on=date(2026, 3, 1))
    refused(file_store, anyone, end_address, "until_on", "already ended", address_id=new.id, until_on=date(2026, 3, 1))


def test_one_adult_is_kept_from_one_address(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    robin = world.child_ids[0]
    address_id = file_store.change(
        anyone, add_address, adult_id=world.mother_id, lines="Safe Street", withheld=False
    ).value
    wanted: dict[str, Any] = {"address_id": address_id, "adult_id": world.father_id}
    refused(file_store, anyone, restrict_address, "reason", "reason", **wanted, reason=" ", authorised_by="A Manager")
    refused(file_store, anyone, restrict_address, "authorised_by", "who", **wanted, reason="risk", authorised_by="")
    own: dict[str, Any] = {"address_id": address_id, "adult_id": world.mother_id}
    refused(file_store, anyone, restrict_address, "adult", "own address", **own, reason="risk", authorised_by="M")
    file_store.change(anyone, restrict_address, **wanted, reason="risk", authorised_by="A Manager")
    (line,) = file_store.ask(anyone, child_sheet, child_id=robin).addresses
    assert (line.kept_from, line.words) == ((world.father_id,), "Withheld")
    refused(file_store, anyone, restrict_address, "adult", "already", **wanted, reason="risk", authorised_by="M")
    refused(file_store, anyone, lift_restriction, "why", "why", **wanted, why="")
    file_store.change(anyone, lift_restriction, **wanted, why="order expired")
    refused(file_store, anyone, lift_restriction, "adult", "not withheld", **wanted, why="again")
    file_store.change(anyone, restrict_address, **wanted, reason="new risk", authorised_by="A Manager")
    assert file_store.ask(anyone, child_sheet, child_id=robin).addresses[0].kept_from == (world.father_id,)


def test_the_directory_finds_professionals_by_name_job_and_agency(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    assert [line.name for line in store.ask(anyone, agencies)] == [
        "North Assessment Team",
        "Safeguarding Unit",
        "Toybrook Clinic",
        "Toybrook School",
    ]
    assert [line.name for line in store.ask(anyone, professionals, words="toybrook VISITOR")] == ["Harper Visitwell"]
    store.change(anyone, end_professional, professional_id=world.professional_ids["health_visitor"])
    assert store.ask(anyone, professionals, words="visitor") == ()
    assert len(store.ask(anyone, professionals)) == 3


def test_wrong_professionals_are_refused(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    school = world.agency_ids[AgencyKind.EDUCATION]
    teacher = world.professional_ids["teacher"]
    refused(file_store, anyone, add_agency, "name", "name", name="", kind=AgencyKind.GP)
    refused(
        file_store, anyone, add_agency, "name", "already an agency", name="Toybrook School", kind=AgencyKind.EDUCATION
    )
    refused(file_store, anyone, add_professional, "name", "name", name=" ", agency_id=school)
    file_store.change(anyone, end_professional, professional_id=teacher)
    refused(file_store, anyone, end_professional, "professional", "already left", professional_id=teacher)
    wanted: dict[str, Any] = {"family_id": world.family_id, "professional_id": teacher}
    refused(file_store, anyone, involve, "professional", "has left", **wanted)
    file_store.change(anyone, end_involvement, **wanted)
    refused(file_store, anyone, end_involvement, "professional", "does not work", **wanted)


def test_who_works_with_a_family_stands_on_the_childs_sheet(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    police: dict[str, Any] = {"family_id": world.family_id, "professional_id": world.professional_ids["police"]}
    file_store.change(anyone, end_involvement, **police)
    sheet = file_store.ask(anyone, child_sheet, child_id=world.child_ids[0])
    assert [line.name for line in sheet.professionals] == ["Harper Visitwell", "Sol Worker", "Terry Teachwell"]
    file_store.change(anyone, involve, **police, role="Officer in the case")
    sheet = file_store.ask(anyone, child_sheet, child_id=world.child_ids[0])
    assert {line.name: line.role for line in sheet.professionals}["Pat Constable"] == "Officer in the case"
    other = file_store.change(anyone, add_child, la_child_id="Z", given_name="Z", born_on=date(2020, 1, 1)).value
    assert file_store.ask(anyone, child_sheet, child_id=other).professionals == ()
