"""Children are found, listed and compared; no list costs more statements because it is longer."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from cpconf.people.actions import add_child, change_child
from cpconf.people.queries import (
    agencies,
    child_list,
    child_sheet,
    family_sheet,
    find_children,
    likely_duplicates,
    professionals,
)
from cpconf.people.rules import ChildId
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.watching import cost
from tests.worlds import another_family, small_world


def names(store: Store, by: Actor, words: str) -> list[str]:
    return [line.name for line in store.ask(by, find_children, words=words)]


def test_children_are_found_by_name_number_and_family_best_first(store: Store, anyone: Actor) -> None:
    small_world(store, anyone)
    store.change(
        anyone, add_child, la_child_id="T9", given_name="Astrobin", family_name="Zed", born_on=date(2020, 1, 1)
    )
    store.change(anyone, add_child, la_child_id="T8", given_name="Łucja", family_name="Żur", born_on=date(2020, 1, 1))
    assert names(store, anyone, "robin") == ["Robin Testling", "Astrobin Zed"]
    assert names(store, anyone, "TESTLING wre") == ["Wren Testling"]
    assert names(store, anyone, "T1002") == ["Wren Testling"]
    assert set(names(store, anyone, "f-000001")) == {"Robin Testling", "Wren Testling", "Unborn baby Testling"}
    assert names(store, anyone, "łucja") == ["Łucja Żur"]
    assert names(store, anyone, "100%") == []
    assert names(store, anyone, "robin nobody") == []


def test_without_words_the_children_changed_last_come_first(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    assert names(store, anyone, "")[0] == "Unborn baby Testling"
    store.change(anyone, change_child, child_id=world.child_ids[0], school="Toybrook School")
    assert names(store, anyone, " ")[0] == "Robin Testling"
    assert len(store.ask(anyone, find_children, words="", limit=2)) == 2


def test_a_child_on_a_plan_is_marked_with_its_category(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    with file_store._write.begin() as connection:
        for child, ended_on, category in ((0, "2025-05-05", "PHY"), (0, None, "NEG"), (1, "2025-06-06", "EMO")):
            connection.execute(
                text(
                    "INSERT INTO plan (child_id, started_on, ended_on, initial_category, latest_category,"
                    " previous_plans, imported) VALUES (:child, :start, :end, :category, :category, 0, 0)"
                ),
                {
                    "child": world.child_ids[child],
                    "start": "2025-01-01" if ended_on else "2025-10-01",
                    "end": ended_on,
                    "category": category,
                },
            )
    marks = {line.name: (line.on_plan, line.category) for line in file_store.ask(anyone, child_list)}
    assert marks["Robin Testling"] == (True, "NEG")
    assert marks["Wren Testling"] == (False, None)
    assert [line.name for line in file_store.ask(anyone, child_list, only_on_plan=True)] == ["Robin Testling"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"given_name": "Robyn", "family_name": "Testlin", "born_on": date(2018, 11, 24)}, ["Robin Testling"]),
        ({"given_name": "Testling", "family_name": "Robin", "born_on": date(2018, 11, 24)}, ["Robin Testling"]),
        ({"given_name": "Wren", "family_name": "Testling", "born_on": date(2011, 1, 1)}, ["Wren Testling"]),
        ({"family_name": "Testling", "expected_on": date(2026, 6, 20)}, ["Unborn baby Testling"]),
        ({"la_child_id": "T1001", "given_name": "X", "family_name": "Y"}, ["Robin Testling"]),
        ({"given_name": "Nobody", "family_name": "Elsewise", "born_on": date(2018, 11, 24)}, []),
        ({}, []),
    ],
)
def test_likely_duplicates_are_those_a_person_would_doubt(
    file_store: Store, anyone: Actor, asked: dict[str, object], found: list[str]
) -> None:
    small_world(file_store, anyone)
    lines = file_store.ask(anyone, likely_duplicates, **asked)  # type: ignore[arg-type]
    assert [line.name for line in lines] == found


def test_unknown_ids_are_refused(file_store: Store, anyone: Actor) -> None:
    for asked, values in ((child_sheet, {"child_id": ChildId(9)}), (family_sheet, {"family_id": 9})):
        with pytest.raises(Refusal, match="not in the store"):
            file_store.ask(anyone, asked, **values)  # type: ignore[arg-type]


def test_every_query_costs_the_same_for_one_and_for_three(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    one_family, (one_child,) = another_family(file_store, anyone, world, "Onely", 1)
    three_family, three = another_family(file_store, anyone, world, "Threely", 3)

    def costs(family_id: object, child_id: object, words: str) -> list[int]:
        return [
            cost(file_store, anyone, family_sheet, family_id=family_id),
            cost(file_store, anyone, child_sheet, child_id=child_id),
            cost(file_store, anyone, find_children, words=words),
        ]

    assert costs(one_family, one_child, "onely") == costs(three_family, three[0], "threely") == [5, 7, 1]
    assert costs(world.family_id, world.child_ids[0], "testling") == [5, 7, 1]
    assert [cost(file_store, anyone, asked) for asked in (child_list, agencies, professionals)] == [1, 1, 1]
