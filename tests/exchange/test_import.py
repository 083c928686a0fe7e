"""An import takes all steps of its preview or none, with its trail; the same file a second time changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from cpconf.exchange.actions import apply_import
from cpconf.exchange.annex_a import read_annex_a
from cpconf.exchange.annex_rows import AnnexA, ChildFacts, EnquiryRow, PlanRow
from cpconf.exchange.comparison import compare
from cpconf.exchange.preview import ImportPreview, Result, Subject
from cpconf.exchange.queries import known_store
from cpconf.exchange.steps import KnownStore
from cpconf.people.records import Child
from cpconf.people.rules import Ethnicity, Sex
from cpconf.plans.records import Plan
from cpconf.plans.rules import Category, EndReason
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.permissions import EVERYTHING, Permission, query
from cpconf.store.store import Reading, Store

SAMPLE = Path(__file__).parent.parent / "reference" / "annex_a" / "Annex_A_2024_Jan.xlsx"
ADA = ChildFacts(
    la_child_id="900001", sex=Sex.FEMALE, ethnicity=Ethnicity.WBRI, born_on=date(2018, 3, 5), disabled=False
)
BABY = ChildFacts(la_child_id="900002", expected_on=date(2026, 5, 1))
ENQUIRY = EnquiryRow(
    sheet="List 5", row=2, child=ADA, strategy_discussion_on=date(2026, 1, 5), icpc_on=date(2026, 1, 23),
    resulted_in_plan=True, team="Invented Team", worker="Tess Ting",
)  # fmt: skip
PLAN = PlanRow(
    sheet="List 7", row=2, child=ADA, started_on=date(2026, 1, 23), initial_category=Category.NEGLECT,
    latest_category=Category.NEGLECT, previous_plans=1, team="Invented Team", worker="Tess Ting",
)  # fmt: skip
BABY_PLAN = replace(PLAN, row=3, child=BABY, previous_plans=None)
ANNEX = AnnexA(enquiries=(ENQUIRY,), plans=(PLAN, BABY_PLAN), listed_on_plans=frozenset({"900001", "900002"}))


@query(Permission.READ)
def plans_kept(reading: Reading) -> dict[str, tuple[object, ...]]:
    rows = reading.rows(
        select(
            Child.la_child_id, Plan.started_on, Plan.ended_on, Plan.end_reason, Plan.next_review_due_on,
            Plan.previous_plans, Plan.imported, Plan.latest_category,
        ).join(Plan, Plan.child_id == Child.id)
    )  # fmt: skip
    return {row[0]: tuple(row)[1:] for row in rows}


@query(Permission.READ)
def children_kept(reading: Reading) -> dict[str, tuple[object, ...]]:
    rows = reading.rows(
        select(
            Child.la_child_id,
            Child.given_name,
            Child.sex,
            Child.ethnicity,
            Child.born_on,
            Child.expected_on,
            Child.team,
        )
    )
    return {row[0]: tuple(row)[1:] for row in rows}


def preview(store: Store, by: Actor, annex: AnnexA = ANNEX) -> ImportPreview:
    return compare(annex, store.ask(by, known_store))


def contents(store: Store) -> list[object]:
    """Every row of everything that an import may touch, and the whole trail."""
    with store._read.connect() as connection:
        return [
            connection.execute(text(f"SELECT * FROM {name} ORDER BY id")).fetchall()
            for name in ("child", "enquiry", "plan", "act", "trail")
        ]


def test_an_import_keeps_children_enquiries_and_plans_in_one_witnessed_act(store: Store, anyone: Actor) -> None:
    done = store.change(anyone, apply_import, steps=preview(store, anyone).to_apply, source="annex.xlsx")
    assert done.value == 5
    assert {name: len(ids) for name, ids in done.changes.items()} == {"child": 2, "enquiry": 1, "plan": 2}
    assert store.ask(anyone, children_kept) == {
        "900001": (None, Sex.FEMALE, Ethnicity.WBRI, date(2018, 3, 5), None, "Invented Team"),
        "900002": (None, Sex.UNKNOWN, Ethnicity.NOBT, None, date(2026, 5, 1), "Invented Team"),
    }
    with store._read.connect() as connection:
        acts = connection.execute(text("SELECT staff_name, action, why FROM act")).fetchall()
        witnessed = connection.execute(text("SELECT record, count(*) FROM trail GROUP BY record")).fetchall()
    assert [tuple(act) for act in acts] == [
        ("Tess Tester", "exchange.actions.apply_import", "Imported from annex.xlsx")
    ]
    assert {record: count for record, count in witnessed} == {"child": 2, "enquiry": 1, "plan": 2}


def test_an_open_plan_gets_the_due_date_of_its_next_review(store: Store, anyone: Actor) -> None:
    reviewed = replace(BABY_PLAN, started_on=date(2025, 11, 3), latest_review_on=date(2026, 1, 30))
    steps = preview(store, anyone, replace(ANNEX, plans=(PLAN, reviewed))).to_apply
    store.change(anyone, apply_import, steps=steps)
    plans = store.ask(anyone, plans_kept)
    # 3 months from 23 January; 6 months from 30 January. Both are working days.
    assert plans["900001"][3] == date(2026, 4, 23)
    assert plans["900002"][3] == date(2026, 7, 30)
    assert (plans["900001"][4], plans["900002"][4]) == (1, 0)


def test_a_plan_that_ended_in_the_file_is_not_due_for_review(store: Store, anyone: Actor) -> None:
    store.change(anyone, apply_import, steps=preview(store, anyone).to_apply)
    ended = replace(ANNEX, plans=(replace(PLAN, ended_on=date(2026, 2, 20)), BABY_PLAN))
    done = store.change(anyone, apply_import, steps=preview(store, anyone, ended).to_apply)
    assert {name: len(ids) for name, ids in done.changes.items()} == {"plan": 1}
    assert store.ask(anyone, plans_kept)["900001"][1:4] == (date(2026, 2, 20), EndReason.IMPORTED, None)


def test_the_same_file_a_second_time_changes_nothing(store: Store, anyone: Actor) -> None:
    annex = read_annex_a(SAMPLE)
    first = store.change(anyone, apply_import, steps=preview(store, anyone, annex).to_apply)
    assert {name: len(ids) for name, ids in first.changes.items()} == {"child": 11, "enquiry": 5, "plan": 6}
    before = contents(store)
    again = preview(store, anyone, annex)
    assert again.to_apply == ()
    assert (again.count(Subject.CHILD, Result.UNCHANGED), again.count(Subject.CHILD, Result.ADDED)) == (11, 0)
    done = store.change(anyone, apply_import, steps=again.to_apply, source="annex.xlsx")
    assert (done.value, dict(done.changes)) == (0, {})
    assert contents(store) == before


def test_a_refused_step_leaves_rows_and_trail_as_they_were(store: Store, anyone: Actor) -> None:
    """The overlap is only met at the last step: everything before it goes back."""
    store.change(anyone, apply_import, steps=preview(store, anyone).to_apply)
    before = contents(store)
    other = ChildFacts(la_child_id="900009", born_on=date(2020, 1, 1))
    late = replace(PLAN, child=other), replace(PLAN, child=other, started_on=date(2026, 2, 2))
    steps = preview(store, anyone, AnnexA(enquiries=(), plans=late)).to_apply
    with pytest.raises(Refusal, match="plan"):
        store.change(anyone, apply_import, steps=steps)
    assert contents(store) == before


def test_a_preview_that_has_grown_stale_is_refused(store: Store, anyone: Actor) -> None:
    store.change(anyone, apply_import, steps=preview(store, anyone).to_apply)
    newer = replace(ANNEX, plans=(replace(PLAN, latest_category=Category.EMOTIONAL), BABY_PLAN))
    stale = preview(store, anyone, newer).to_apply
    newest = replace(ANNEX, plans=(replace(PLAN, latest_category=Category.PHYSICAL), BABY_PLAN))
    store.change(anyone, apply_import, steps=preview(store, anyone, newest).to_apply)
    before = contents(store)
    with pytest.raises(Refusal, match="changed after this preview"):
        store.change(anyone, apply_import, steps=stale)
    assert contents(store) == before


def test_a_birth_takes_the_place_of_the_expected_date(store: Store, anyone: Actor) -> None:
    store.change(anyone, apply_import, steps=preview(store, anyone).to_apply)
    born = replace(BABY_PLAN, child=ChildFacts(la_child_id="900002", sex=Sex.MALE, born_on=date(2026, 4, 28)))
    store.change(anyone, apply_import, steps=preview(store, anyone, replace(ANNEX, plans=(PLAN, born))).to_apply)
    assert store.ask(anyone, children_kept)["900002"][1:5] == (Sex.MALE, Ethnicity.NOBT, date(2026, 4, 28), None)


def test_importing_needs_the_permission(store: Store) -> None:
    chair = Actor(staff_id=None, name="Cora Chair", permissions=EVERYTHING - {Permission.IMPORT})
    with pytest.raises(Refusal, match="role"):
        store.change(chair, apply_import, steps=compare(ANNEX, KnownStore()).to_apply)
    with pytest.raises(Refusal, match="role"):
        store.ask(chair, known_store)


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_known_takes_three_statements_for_any_number_of_children(
    count: int, file_store: Store, anyone: Actor
) -> None:
    from sqlalchemy import event

    plans = tuple(
        replace(PLAN, child=replace(ADA, la_child_id=f"91000{number}"), row=number) for number in range(count)
    )
    steps = preview(file_store, anyone, AnnexA(enquiries=(), plans=plans)).to_apply
    file_store.change(anyone, apply_import, steps=steps)
    seen: list[str] = []
    event.listen(file_store._read, "before_cursor_execute", lambda *told: seen.append(told[2]))
    known = file_store.ask(anyone, known_store)
    assert len(known.children) == count
    assert len([statement for statement in seen if statement.startswith("SELECT")]) == 3
