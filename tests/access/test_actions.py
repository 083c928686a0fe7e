"""Staff come and leave; the actor is what the role allows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cpconf.access.actions import add_staff, change_staff, end_staff, reinstate_staff
from cpconf.access.queries import actor_for, chairs, minute_takers, staff_list
from cpconf.access.rules import MAY, Role, StaffId
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.watching import cost, refused


def test_staff_are_listed_by_name_and_role(store: Store, anyone: Actor) -> None:
    for name, role in (("  Zoe  Chairwell ", Role.CHAIR), ("Abe Typewell", Role.SPECIALIST), ("Una Run", Role.MANAGER)):
        store.change(anyone, add_staff, name=name, role=role)
    assert [line.name for line in store.ask(anyone, staff_list)] == ["Abe Typewell", "Una Run", "Zoe Chairwell"]
    assert [line.name for line in store.ask(anyone, chairs)] == ["Zoe Chairwell"]
    assert [line.name for line in store.ask(anyone, minute_takers)] == ["Abe Typewell"]


def test_an_actor_may_do_what_the_role_allows(file_store: Store, anyone: Actor) -> None:
    staff_id = file_store.change(anyone, add_staff, name="Zoe Chairwell", role=Role.CHAIR).value
    actor = file_store.ask(anyone, actor_for, staff_id=staff_id)
    assert (actor.staff_id, actor.name, actor.permissions) == (staff_id, "Zoe Chairwell", MAY[Role.CHAIR])
    refused(file_store, actor, add_staff, None, "role does not allow", name="Another", role=Role.CHAIR)


def test_who_has_left_is_neither_listed_nor_an_actor_from_the_day_after(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    staff_id = file_store.change(anyone, add_staff, name="Zoe Chairwell", role=Role.CHAIR).value
    file_store.change(anyone, end_staff, staff_id=staff_id)
    assert [line.id for line in file_store.ask(anyone, staff_list)] == [staff_id]
    refused(file_store, anyone, end_staff, "staff", "already left", staff_id=staff_id)
    clock.move(days=1)
    assert file_store.ask(anyone, staff_list) == ()
    assert [line.id for line in file_store.ask(anyone, staff_list, on_date=date(2026, 3, 2))] == [staff_id]
    with pytest.raises(Refusal, match="no longer work here"):
        file_store.ask(anyone, actor_for, staff_id=staff_id)
    file_store.change(anyone, reinstate_staff, staff_id=staff_id)
    assert file_store.ask(anyone, actor_for, staff_id=staff_id).name == "Zoe Chairwell"
    refused(file_store, anyone, reinstate_staff, "staff", "has not left", staff_id=staff_id)


@pytest.mark.parametrize(
    ("field", "words", "values"),
    [
        ("name", "a name", {"name": "  ", "role": Role.CHAIR}),
        ("fte_percent", "from 0 to 100", {"name": "A", "role": Role.CHAIR, "fte_percent": 101}),
        ("fte_percent", "from 0 to 100", {"name": "A", "role": Role.CHAIR, "fte_percent": -1}),
    ],
)
def test_wrong_staff_are_refused(
    file_store: Store, anyone: Actor, field: str, words: str, values: dict[str, object]
) -> None:
    refused(file_store, anyone, add_staff, field, words, **values)


def test_nobody_ends_their_own_work_or_before_they_began(file_store: Store, anyone: Actor) -> None:
    staff_id = file_store.change(
        anyone, add_staff, name="Ada Min", role=Role.ADMINISTRATOR, started_on=date(2026, 2, 1)
    ).value
    herself = Actor(staff_id=staff_id, name="Ada Min", permissions=frozenset(Permission))
    refused(file_store, herself, end_staff, "staff", "another administrator", staff_id=staff_id)
    refused(
        file_store, anyone, end_staff, "ended_on", "before the first", staff_id=staff_id, ended_on=date(2026, 1, 31)
    )
    refused(file_store, anyone, end_staff, None, "no longer there", staff_id=StaffId(99))


def test_staff_are_corrected(file_store: Store, anyone: Actor) -> None:
    staff_id = file_store.change(anyone, add_staff, name="Zoe", role=Role.CHAIR).value
    values: dict[str, Any] = {"staff_id": staff_id, "role": Role.SPECIALIST, "fte_percent": 60}
    refused(file_store, anyone, change_staff, "name", "a name", name="", **values)
    file_store.change(anyone, change_staff, name="Zoe Minutewell", email=" z@example.org ", **values)
    (line,) = file_store.ask(anyone, staff_list)
    assert (line.name, line.role, line.fte_percent, line.email) == (
        "Zoe Minutewell",
        Role.SPECIALIST,
        60,
        "z@example.org",
    )


def test_lists_cost_the_same_for_one_and_for_three(file_store: Store, anyone: Actor) -> None:
    file_store.change(anyone, add_staff, name="One", role=Role.CHAIR)
    before = [cost(file_store, anyone, asked) for asked in (staff_list, chairs, minute_takers)]
    for name in ("Two", "Three"):
        file_store.change(anyone, add_staff, name=name, role=Role.CHAIR)
    assert [cost(file_store, anyone, asked) for asked in (staff_list, chairs, minute_takers)] == before
