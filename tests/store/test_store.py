"""The one door: questions cannot write, changes are whole, witnessed and permitted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from cpconf.access.records import Staff
from cpconf.access.rules import Role
from cpconf.people.records import Family
from cpconf.refusals import Refusal, Trouble
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, action, query
from cpconf.store.records import Act, TrailRow
from cpconf.store.store import ATTEMPTS, GONE, NOT_PERMITTED, Reading, Store, Writing
from cpconf.store.troubles import Again


@action(Permission.DIRECTORY)
def add_family(writing: Writing, *, name: str, why: str | None = None) -> int:
    family = writing.add(Family(reference=f"F-{name}", name=name))
    if why:
        writing.because(why)
    return family.id


@action(Permission.DIRECTORY)
def rename(writing: Writing, *, family_id: int, name: str) -> None:
    writing.get(Family, family_id).name = name


@query(Permission.READ)
def family_names(reading: Reading) -> list[str]:
    return list(reading.scalars(select(Family.name).order_by(Family.id)))


@query(Permission.READ)
def trail(reading: Reading) -> list[tuple[object, ...]]:
    columns = (Act.action, Act.staff_name, Act.why, TrailRow.record, TrailRow.verb, TrailRow.changes)
    return [tuple(row) for row in reading.rows(select(*columns).join(TrailRow, TrailRow.act_id == Act.id))]


def test_a_change_returns_its_value_and_what_it_touched(store: Store, anyone: Actor) -> None:
    done = store.change(anyone, add_family, name="Oak")
    assert done.changes == {"family": frozenset({done.value})}
    assert store.ask(anyone, family_names) == ["Oak"]


def test_the_trail_tells_who_changed_what_from_what_to_what_and_why(store: Store, anyone: Actor) -> None:
    family_id = store.change(anyone, add_family, name="Oak", why="asked by the manager").value
    store.change(anyone, rename, family_id=family_id, name="Ash")
    added, changed = store.ask(anyone, trail)
    assert added[1:5] == ("Tess Tester", "asked by the manager", "family", "added")
    assert changed[3:] == ("family", "changed", {"name": ["Oak", "Ash"]})
    assert str(changed[0]).endswith("rename")


def test_a_change_that_changes_nothing_leaves_no_trail(store: Store, anyone: Actor) -> None:
    family_id = store.change(anyone, add_family, name="Oak").value
    assert store.change(anyone, rename, family_id=family_id, name="Oak").changes == {}
    assert len(store.ask(anyone, trail)) == 1


def test_a_failed_action_leaves_rows_and_trail_as_they_were(store: Store, anyone: Actor) -> None:
    @action(Permission.DIRECTORY)
    def add_two(writing: Writing) -> None:
        writing.add(Family(reference="1", name="One"))
        writing.add(Family(reference="1", name="Again"))

    with pytest.raises(Refusal, match="already a family with this reference") as caught:
        store.change(anyone, add_two)
    assert caught.value.field == "reference"
    assert store.ask(anyone, family_names) == []
    assert store.ask(anyone, trail) == []


def test_an_act_without_its_permission_is_refused(store: Store) -> None:
    reader = Actor(staff_id=None, name="Rita Reader", permissions=frozenset({Permission.READ}))
    with pytest.raises(Refusal, match=NOT_PERMITTED[:20]):
        store.change(reader, add_family, name="Oak")
    nobody = Actor(staff_id=None, name="Nobody", permissions=frozenset())
    with pytest.raises(Refusal, match=NOT_PERMITTED[:20]):
        store.ask(nobody, family_names)


def test_what_names_no_permission_cannot_run(file_store: Store, anyone: Actor) -> None:
    def unmarked(reading: Reading) -> int:
        return 1

    with pytest.raises(TypeError, match="not marked as query"):
        file_store.ask(anyone, unmarked)
    with pytest.raises(TypeError, match="not marked as action"):
        file_store.change(anyone, family_names)


def test_the_database_refuses_a_query_that_writes(store: Store, anyone: Actor) -> None:
    @query(Permission.READ)
    def sly(reading: Reading) -> None:
        reading._session.execute(update(Family).values(name="x"))

    with pytest.raises(Trouble):
        store.ask(anyone, sly)


def test_an_action_cannot_commit_or_roll_back(file_store: Store, anyone: Actor) -> None:
    @action(Permission.DIRECTORY)
    def commits(writing: Writing) -> None:
        writing._session.commit()

    @action(Permission.DIRECTORY)
    def rolls_back(writing: Writing) -> None:
        writing._session.rollback()

    with pytest.raises(TypeError, match="only the store may commit"):
        file_store.change(anyone, commits)
    with pytest.raises(TypeError, match="only the store may roll back"):
        file_store.change(anyone, rolls_back)


def test_an_action_runs_nothing_but_selects(file_store: Store, anyone: Actor) -> None:
    @action(Permission.DIRECTORY)
    def goes_round(writing: Writing) -> None:
        writing.scalar(text("COMMIT"))  # type: ignore[arg-type]

    with pytest.raises(TypeError, match="only select statements"):
        file_store.change(anyone, goes_round)


def test_filling_a_store_needs_the_administrators_permission(file_store: Store) -> None:
    reader = Actor(staff_id=None, name="Rita Reader", permissions=frozenset({Permission.READ}))
    with pytest.raises(Refusal, match=NOT_PERMITTED[:20]):
        file_store.fill(reader, [])


def test_an_action_cannot_hide_a_bulk_statement_from_the_trail(file_store: Store, anyone: Actor) -> None:
    @action(Permission.DIRECTORY)
    def hides(writing: Writing) -> None:
        writing._session.execute(update(Family).values(name="x"))

    with pytest.raises(TypeError, match="hides from the trail"):
        file_store.change(anyone, hides)


def test_nothing_is_ever_deleted(file_store: Store, anyone: Actor) -> None:
    family_id = file_store.change(anyone, add_family, name="Oak").value

    @action(Permission.DIRECTORY)
    def deletes(writing: Writing) -> None:
        writing._session.delete(writing.get(Family, family_id))

    with pytest.raises(TypeError, match="must end instead"):
        file_store.change(anyone, deletes)
    assert file_store.ask(anyone, family_names) == ["Oak"]


def test_a_missing_record_is_a_refusal(file_store: Store, anyone: Actor) -> None:
    with pytest.raises(Refusal, match=GONE[:20]):
        file_store.change(anyone, rename, family_id=404, name="x")


def test_records_can_be_found_one_and_many(file_store: Store, anyone: Actor) -> None:
    @action(Permission.DIRECTORY)
    def look(writing: Writing) -> tuple[object, ...]:
        writing.add_all([Family(reference="1", name="One"), Family(reference="2", name="Two")])
        one = writing.record(select(Family).where(Family.reference == "1"))
        none = writing.record(select(Family).where(Family.reference == "9"))
        two = writing.records(select(Family).order_by(Family.reference))
        row = writing.one(select(Family.name).where(Family.reference == "2"))
        return one and one.name, none, [f.name for f in two], row and row[0], writing.find(Family, 999)

    assert file_store.change(anyone, look).value == ("One", None, ["One", "Two"], "Two", None)
    assert file_store.ask(anyone, first_name) == "One"


@query(Permission.READ)
def first_name(reading: Reading) -> str | None:
    return reading.scalar(select(Family.name).order_by(Family.id).limit(1))


def test_today_is_the_date_in_london(file_store: Store, anyone: Actor) -> None:
    file_store.clock = lambda: datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    @query(Permission.READ)
    def today(reading: Reading) -> tuple[str, str]:
        return reading.on.isoformat(), reading.local.isoformat()

    assert file_store.ask(anyone, today) == ("2026-07-01", "2026-07-01T00:30:00")


def test_an_act_that_the_engine_undid_runs_again_from_its_start(file_store: Store, anyone: Actor) -> None:
    tries: list[int] = []

    @action(Permission.DIRECTORY)
    def third_time_lucky(writing: Writing) -> int:
        writing.add(Family(reference="1", name="One"))
        tries.append(1)
        if len(tries) < 3:
            raise Again
        return len(tries)

    assert file_store.change(anyone, third_time_lucky).value == 3
    assert file_store.ask(anyone, family_names) == ["One"]


def test_an_act_that_never_gets_through_is_a_trouble(file_store: Store, anyone: Actor) -> None:
    tries: list[int] = []

    @action(Permission.DIRECTORY)
    def never(writing: Writing) -> None:
        tries.append(1)
        raise Again

    with pytest.raises(Trouble, match="Too many people"):
        file_store.change(anyone, never)
    assert len(tries) == ATTEMPTS


def test_a_new_store_is_filled_in_bulk_with_one_witness(store: Store, anyone: Actor) -> None:
    staff = [{"id": n, "name": f"Staff {n}", "role": Role.CHAIR, "fte_percent": 100} for n in (1, 2, 3)]
    changes = store.fill(anyone, [(Staff, staff), (Family, [])])
    assert changes == {"staff": frozenset({1, 2, 3})}
    assert store.ask(anyone, trail)[0][3:] == ("staff", "filled", {"rows": [0, 3]})
    assert store.change(anyone, hire).value == 4


@action(Permission.ADMINISTER)
def hire(writing: Writing) -> int:
    return writing.add(Staff(name="New", role=Role.CHAIR, email=None)).id


def test_a_used_store_cannot_be_filled(store: Store, anyone: Actor) -> None:
    store.change(anyone, add_family, name="Oak")
    with pytest.raises(Refusal, match="Only a new store"):
        store.fill(anyone, [(Family, [{"id": 9, "reference": "9", "name": "Nine", "notes": ""}])])
    assert store.ask(anyone, family_names) == ["Oak"]


def test_a_session_of_the_store_is_gone_after_it_closes(file_store: Store, anyone: Actor) -> None:
    kept: list[Session] = []

    @query(Permission.READ)
    def keep(reading: Reading) -> None:
        kept.append(reading._session)

    file_store.ask(anyone, keep)
    assert not kept[0].in_transaction()
