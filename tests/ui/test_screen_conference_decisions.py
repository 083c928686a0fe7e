"""Decisions and plans: views stored as typed, refusals beside their field, a decision makes a plan, rows are marked."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.conferences.actions import record_agency_view, record_decision
from cpconf.conferences.rules import DecisionOutcome, Participation
from cpconf.plans.actions import open_version, write_outcome
from cpconf.plans.draft import PlanDraft
from cpconf.plans.queries import plan_editor, plans_of
from cpconf.plans.rules import Category
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from tests.conftest import HandClock
from tests.ui.conference_desk import Desk, conference_desk
from tests.ui.keys import CTRL, SHIFT, press, type_in
from tests.ui.test_kit_accessible import nameless
from ui.conferences.decision_form import DecisionForm
from ui.conferences.row_editor import RowEditor
from ui.kit.frame import Frame
from ui.kit.words import Mark
from ui.plans.editor import PlanEditor

WITHIN = 5_000  # milliseconds, on a busy machine; SAVE_AFTER itself is 700


@pytest.fixture
def desk(frame: Frame, ground: QWidget, qtbot: QtBot, file_place: Place, clock: HandClock, anyone: Actor) -> Desk:
    return conference_desk(frame, ground, qtbot, file_place, clock, anyone)


@pytest.fixture
def form(desk: Desk) -> DecisionForm:
    """The decision form of Robin."""
    desk.page.turn_to(desk.page.decisions)
    desk.wait()
    return desk.page.decisions.forms[int(desk.world.child_ids[0])]


@pytest.fixture
def plan(desk: Desk) -> PlanEditor:
    """Robin's plan, begun."""
    desk.page.turn_to(desk.page.plan)
    desk.wait()
    editor = desk.page.plan.editor
    assert editor is not None
    editor.begin()
    desk.wait(until=lambda: editor.version_id is not None)
    return editor


def draft(desk: Desk) -> PlanDraft:
    made: PlanDraft = desk.ask(plan_editor, conference_id=desk.world.conference_id, child_id=desk.world.child_ids[0])
    return made


def marks_of(row: QWidget) -> list[str]:
    return [mark.accessibleName() for mark in row.findChildren(Mark) if mark.isVisible()]


# --- decisions --------------------------------------------------------------------------------------------------


def test_a_plan_without_a_category_is_refused_beside_the_category(desk: Desk, form: DecisionForm) -> None:
    form.form.fill(outcome=DecisionOutcome.PLAN_MADE)
    form.record()
    desk.wait()
    assert form.form.error("category") == "A plan needs a category: choose the main one."
    assert desk.day.decisions == ()


def test_a_decision_needs_its_outcome(desk: Desk, form: DecisionForm) -> None:
    form.record()
    assert form.form.error("outcome") == "Outcome is needed."


def test_a_decision_makes_a_plan_from_the_day_of_the_conference(desk: Desk, form: DecisionForm) -> None:
    form.form.fill(
        outcome=DecisionOutcome.PLAN_MADE,
        category=Category.NEGLECT,
        reasons="Alone three evenings.",
        child_views="I want somebody at home.",
        participation=Participation.PN1,
    )
    press(form.form.field("outcome"), Qt.Key.Key_Return, CTRL)
    desk.wait(until=lambda: form.mark.accessibleName() == "Child Protection Plan made")
    plans = desk.ask(plans_of, child_id=desk.world.child_ids[0])
    assert [(line.started_on, line.latest_category) for line in plans] == [(date(2026, 3, 10), Category.NEGLECT)]
    decided = desk.day.decisions[0]
    assert (decided.participation, decided.child_views) == (Participation.PN1, "I want somebody at home.")
    assert form.facts.text().startswith("On a plan since 10/03/2026 (Neglect).")
    assert form.form.value("outcome") is DecisionOutcome.PLAN_MADE


def test_only_a_plan_has_a_category_and_its_threshold_is_met(desk: Desk, form: DecisionForm) -> None:
    category, threshold = form.form.field("category"), form.form.field("threshold_met")
    form.form.fill(outcome=DecisionOutcome.PLAN_MADE)
    form.form.field("outcome").edited.emit()
    assert category.isEnabled()
    assert not threshold.isEnabled()
    assert threshold.value() is True
    form.form.fill(outcome=DecisionOutcome.NO_PLAN_CIN)
    form.form.field("outcome").edited.emit()
    assert not category.isEnabled()


def test_words_of_a_decision_that_is_not_recorded_yet_are_kept_and_count_as_unsaved(
    desk: Desk, form: DecisionForm
) -> None:
    type_in(form.form.field("reasons"), "Because")
    assert desk.screen.unsaved
    page = desk.page
    desk.screen.arrive(conference_id=4711)
    desk.screen.arrive(conference_id=int(desk.world.conference_id))
    desk.wait()
    assert desk.page is page
    assert form.form.value("reasons") == "Because"


def test_the_view_of_an_agency_is_stored_within_a_second(desk: Desk, form: DecisionForm) -> None:
    child_id = int(desk.world.child_ids[0])
    row = desk.page.decisions.agencies[child_id].rows[int(desk.invitation("Terry Teachwell"))]
    row.field("threshold_met").set_value(True)
    type_in(row.field("reason"), "Hungry at school")
    type_in(row.field("scale"), "3")
    desk.qtbot.waitUntil(lambda: not row.unsaved, timeout=WITHIN)
    desk.wait()
    view = desk.day.agency_views[0]
    assert (view.threshold_met, view.scale, view.reason) == (True, 3, "Hungry at school")


def test_a_number_outside_the_scale_waits_beside_its_field(desk: Desk, form: DecisionForm) -> None:
    row = desk.page.decisions.agencies[int(desk.world.child_ids[0])].rows[int(desk.invitation("Terry Teachwell"))]
    type_in(row.field("scale"), "11")
    row.field("reason").setFocus()
    assert row.error("scale") == "Write a whole number from 0 to 10."
    assert row.unsaved
    row.field("scale").clear()
    type_in(row.field("scale"), "10")
    row.field("reason").setFocus()
    desk.qtbot.waitUntil(lambda: not row.unsaved, timeout=WITHIN)
    assert row.error("scale") == ""


def test_dissent_opens_a_place_for_its_words(desk: Desk, form: DecisionForm) -> None:
    row = desk.page.decisions.agencies[int(desk.world.child_ids[0])].rows[int(desk.invitation("Pat Constable"))]
    assert not row.field("dissent_text").isVisible()
    row.field("dissents").click()
    assert row.field("dissent_text").isVisible()
    type_in(row.field("dissent_text"), "A plan is needed.")
    desk.qtbot.waitUntil(lambda: not row.unsaved, timeout=WITHIN)
    desk.wait()
    assert [(view.dissents, view.dissent_text) for view in desk.day.agency_views] == [(True, "A plan is needed.")]


def test_somebody_elses_view_comes_in_field_by_field_around_what_is_being_typed(desk: Desk, form: DecisionForm) -> None:
    child_id, invitation_id = desk.world.child_ids[0], desk.invitation("Terry Teachwell")
    row = desk.page.decisions.agencies[int(child_id)].rows[int(invitation_id)]
    row.save_with(lambda _values: None)  # nothing leaves this desk: its words are being typed for ever
    type_in(row.field("reason"), "Being typed")
    desk.change(record_agency_view, invitation_id=invitation_id, child_id=child_id, scale=4, reason="From elsewhere")
    desk.wait(until=lambda: row.field("scale").value() == 4)
    assert row.field("reason").value() == "Being typed"


def test_parents_views_are_stored_for_the_whole_conference(desk: Desk, form: DecisionForm) -> None:
    decisions = desk.page.decisions
    decisions.tabs.setCurrentIndex(decisions.tabs.count() - 1)
    row = decisions.parents.rows[int(desk.world.mother_id)]
    type_in(row.field("views"), "I need help after four.")
    desk.qtbot.waitUntil(lambda: not row.unsaved, timeout=WITHIN)
    desk.wait()
    assert [(view.name, view.views) for view in desk.day.parent_views] == [("Mo Testling", "I need help after four.")]


# --- plans ------------------------------------------------------------------------------------------------------


def test_a_plan_is_begun_once_and_shows_its_dates(desk: Desk, plan: PlanEditor) -> None:
    made = draft(desk)
    assert made.plan_version_id == plan.version_id
    assert plan.dates is not None
    assert plan.dates.field("core_group_first_on").value() == made.core_group_first_on


def test_a_row_is_added_by_keyboard_typed_into_and_stored_within_a_second(desk: Desk, plan: PlanEditor) -> None:
    press(plan.lists["danger"].add_button, Qt.Key.Key_Space)
    desk.wait(until=lambda: bool(plan.lists["danger"].rows))
    row = next(iter(plan.lists["danger"].rows.values()))
    statement = row.editor.field("statement")
    desk.qtbot.waitUntil(statement.hasFocus, timeout=WITHIN)
    type_in(statement, "Robin is alone.")
    desk.qtbot.waitUntil(lambda: not row.editor.unsaved, timeout=WITHIN)
    desk.wait()
    assert [line.statement for line in draft(desk).dangers] == ["Robin is alone."]
    desk.wait(until=lambda: marks_of(row) == ["No safety goal"])


def test_a_row_says_what_keeps_it_from_being_smart_and_stops_saying_it(desk: Desk, plan: PlanEditor) -> None:
    plan.lists["outcome"].add()
    desk.wait(until=lambda: bool(plan.lists["outcome"].rows))
    row = next(iter(plan.lists["outcome"].rows.values()))
    desk.wait(until=lambda: {"No outcome for the child", "No action"} <= set(marks_of(row)))
    for name, text in {"need": "Alone", "outcome": "Somebody is home", "measure": "12 weeks", "baseline": "3"}.items():
        type_in(row.editor.field(name), text)
    assert row.steps is not None
    row.steps.add()
    desk.wait(until=lambda: row.steps is not None and bool(row.steps.rows))
    action = next(iter(row.steps.rows.values())).editor
    type_in(action.field("what"), "Agree a rota")
    type_in(action.field("who"), "Mo Testling")
    type_in(action.field("by_on"), "20/03/2026")
    desk.screen.flush()
    desk.wait(until=lambda: marks_of(row) == ["SMART"])
    assert draft(desk).outcomes[0].actions[0].by_on == date(2026, 3, 20)


def test_half_a_date_is_neither_stored_nor_lost(desk: Desk, plan: PlanEditor) -> None:
    assert plan.dates is not None
    before = draft(desk).next_review_on
    day = plan.dates.field("next_review_on")
    day.setFocus()
    day.clear()
    type_in(day, "31/2")
    assert plan.dates.unsaved
    plan.dates.field("core_group_place").setFocus()
    desk.wait()
    assert plan.dates.error("next_review_on") == "February has no day 31."
    assert draft(desk).next_review_on == before
    assert day.text() == "31/2"


def test_a_date_before_the_conference_is_refused_beside_its_field(desk: Desk, plan: PlanEditor) -> None:
    assert plan.dates is not None
    day = plan.dates.field("core_group_first_on")
    day.setFocus()
    day.clear()
    type_in(day, "09/03/2026")
    plan.dates.field("core_group_place").setFocus()
    dates: RowEditor = plan.dates
    desk.wait(until=lambda: bool(dates.error("core_group_first_on")))
    assert dates.error("core_group_first_on") == "This comes after the conference: give a later day."


def test_a_row_is_taken_out_by_keyboard_and_undo_puts_its_words_back(desk: Desk, plan: PlanEditor) -> None:
    desk.change(write_outcome, plan_version_id=plan.version_id, need="Alone", outcome="Somebody is home")
    desk.wait(until=lambda: bool(plan.lists["outcome"].rows))
    row = next(iter(plan.lists["outcome"].rows.values()))
    row.editor.field("need").setFocus()
    press(row.editor.field("need"), Qt.Key.Key_Backspace, CTRL | SHIFT)
    desk.wait(until=lambda: not plan.lists["outcome"].rows)
    assert draft(desk).outcomes == ()
    from ui.kit.notices import Notices

    board = desk.ground.findChild(Notices)
    assert board is not None
    assert board.act_on_newest()
    desk.wait(until=lambda: bool(plan.lists["outcome"].rows))
    assert [line.need for line in draft(desk).outcomes] == ["Alone"]


def test_a_core_group_is_chosen_from_the_people_at_the_table(desk: Desk, plan: PlanEditor) -> None:
    plan._person.set_value(next(p for p in desk.page.people.day.people if p.name == "Sol Worker"))  # type: ignore[union-attr]
    plan._add_member()
    desk.wait(until=lambda: bool(plan.lists["core_member"].rows))
    assert [(member.name, member.role) for member in draft(desk).core_group] == [("Sol Worker", "Social worker")]


def test_words_typed_in_a_plan_are_stored_when_the_next_child_is_looked_at(desk: Desk, plan: PlanEditor) -> None:
    plan.lists["danger"].add()
    desk.wait(until=lambda: bool(plan.lists["danger"].rows))
    row = next(iter(plan.lists["danger"].rows.values()))
    desk.wait(until=row.editor.isVisible)
    type_in(row.editor.field("statement"), "Typed and gone")
    desk.page.plan.tabs.setCurrentIndex(1)
    desk.wait()
    assert [line.statement for line in draft(desk).dangers] == ["Typed and gone"]


def test_a_written_plan_names_all_its_controls(desk: Desk, plan: PlanEditor) -> None:
    for key in ("danger", "outcome", "contingency"):
        plan.lists[key].add()
        desk.wait(until=lambda key=key: bool(plan.lists[key].rows))  # type: ignore[misc]
    assert nameless(desk.screen) == []


def test_a_plan_begun_elsewhere_appears_by_itself(desk: Desk) -> None:
    desk.page.turn_to(desk.page.plan)
    desk.wait()
    editor = desk.page.plan.editor
    assert editor is not None
    assert editor.version_id is None
    made = desk.change(open_version, conference_id=desk.world.conference_id, child_id=desk.world.child_ids[0])
    desk.wait(until=lambda: editor.version_id == made)


def test_a_plan_that_is_given_out_is_no_draft_and_does_not_change_any_more(desk: Desk) -> None:
    child_id = desk.world.child_ids[0]
    desk.change(
        record_decision,
        conference_id=desk.world.conference_id,
        child_id=child_id,
        outcome=DecisionOutcome.PLAN_MADE,
        category=Category.NEGLECT,
        reasons="Alone three evenings.",
    )
    made = desk.change(open_version, conference_id=desk.world.conference_id, child_id=child_id)
    desk.page.turn_to(desk.page.plan)
    desk.wait(until=lambda: desk.page.plan.editor is not None and desk.page.plan.editor.version_id == made)
    editor = desk.page.plan.editor
    assert editor is not None
    desk.wait(until=lambda: editor.give_out.isVisible())
    editor.give_out.click()
    desk.wait(until=lambda: not editor.give_out.isVisible())
    draft = desk.ask(plan_editor, conference_id=desk.world.conference_id, child_id=child_id)
    assert draft.issued_at is not None
