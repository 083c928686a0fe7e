"""Settings change with a reason and the rules see the new value."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cpconf.practice.actions import change_setting
from cpconf.practice.queries import practice_settings
from cpconf.practice.rules import LimitKey
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, query
from cpconf.store.records import Act
from cpconf.store.store import Reading, Store
from tests.watching import cost, refused


@query(Permission.READ)
def reasons(reading: Reading) -> list[str | None]:
    return list(reading.scalars(select(Act.why).order_by(Act.id)))


def test_a_changed_setting_holds_and_its_reason_is_kept(store: Store, anyone: Actor) -> None:
    store.change(anyone, change_setting, key="caseload_target", value=70, why=" agreed in March ")
    store.change(
        anyone,
        change_setting,
        key="limit.minutes",
        value={"amount": 10, "unit": "working days"},
        why="ten is enough",
    )
    store.change(anyone, change_setting, key="caseload_target", value=75, why="compromise")
    settings = store.ask(anyone, practice_settings)
    assert (settings.caseload_target, settings.limit(LimitKey.MINUTES).amount) == (75, 10)
    assert settings.initial_minutes == 120
    assert store.ask(anyone, reasons) == ["agreed in March", "ten is enough", "compromise"]


@pytest.mark.parametrize(
    ("field", "words", "values"),
    [
        ("why", "Say why", {"key": "caseload_target", "value": 70, "why": " "}),
        ("caseload_target", "whole number", {"key": "caseload_target", "value": "many", "why": "x"}),
        ("caseload_target", "whole number", {"key": "caseload_target", "value": 0, "why": "x"}),
        ("no_such", "no setting", {"key": "no_such", "value": 1, "why": "x"}),
        ("limit.minutes", "unit", {"key": "limit.minutes", "value": {"amount": 1, "unit": "moons"}, "why": "x"}),
    ],
)
def test_a_wrong_setting_is_refused(
    file_store: Store, anyone: Actor, field: str, words: str, values: dict[str, object]
) -> None:
    refused(file_store, anyone, change_setting, field, words, **values)


def test_only_an_administrator_changes_settings(file_store: Store) -> None:
    clerk = Actor(staff_id=1, name="A Clerk", permissions=frozenset({Permission.READ, Permission.BOOK}))
    refused(file_store, clerk, change_setting, None, "role does not allow", key="caseload_target", value=70, why="x")


def test_settings_cost_one_statement_however_many_are_changed(file_store: Store, anyone: Actor) -> None:
    assert cost(file_store, anyone, practice_settings) == 1
    for value in (70, 71, 72):
        file_store.change(anyone, change_setting, key="caseload_target", value=value, why="x")
    file_store.change(anyone, change_setting, key="advocate_from_age", value=6, why="x")
    assert cost(file_store, anyone, practice_settings) == 1
