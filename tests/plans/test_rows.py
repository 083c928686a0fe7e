"""The words and dates of a plan, row by row, and its sheet, on a real store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cpconf.bookings.actions import cancel_conference
from cpconf.bookings.rules import ConferenceId, LateReason
from cpconf.conferences.actions import record_decision
from cpconf.conferences.rules import DecisionOutcome
from cpconf.paper.imprint import Status
from cpconf.plans import sheet
from cpconf.plans.actions import (
    issue_version,
    open_version,
    remove_row,
    set_plan_dates,
    write_action,
    write_contingency,
    write_core_member,
    write_danger,
    write_outcome,
)
from cpconf.plans.draft import PlanDraft
from cpconf.plans.queries import plan_editor, plan_sheet
from cpconf.plans.rules import Category, PlanKind, PlanVersionId, Progress
from cpconf.practice.actions import change_setting
from cpconf.refusals import Refusal
from cpconf.store.store import GONE
from tests.conferences.days import Day, counted_statements, later_conference


def opened(day: Day) -> PlanVersionId:
    version: PlanVersionId = day.change(open_version, conference_id=day.conference_id, child_id=day.robin)
    return version


def draft(day: Day) -> PlanDraft:
    answer: PlanDraft = day.ask(plan_editor, conference_id=day.conference_id, child_id=day.robin)
    return answer


def fill(day: Day, version: PlanVersionId, rows: int = 1) -> None:
    for number in range(1, rows + 1):
        day.change(write_danger, plan_version_id=version, statement=f"Hunger {number}", safety_goal="Robin eats")
        outcome_id = day.change(
            write_outcome,
            plan_version_id=version,
            need=f"Robin is hungry {number}",
            outcome="Robin eats",
            measure="No hunger seen for a month",
            baseline="Hungry daily",
        )
        day.change(write_action, outcome_id=outcome_id, what="Breakfast", who="Mo", by_on=date(2026, 4, 1))
        day.change(
            write_contingency,
            plan_version_id=version,
            trigger="Two missed meals",
            action="Early review",
            owner="Sol Worker",
            deadline_on=date(2026, 4, 15),
            step="Early review",
        )
        worker = day.world.professional_ids["social_worker"]
        day.change(write_core_member, plan_version_id=version, professional_id=worker, role="Lead worker")


def test_a_version_is_opened_once_with_its_dates(either_day: Day) -> None:
    day = either_day
    assert draft(day).plan_version_id is None
    version = opened(day)
    assert opened(day) == version
    now = draft(day)
    assert (now.plan_version_id, now.number, now.kind, now.plan_id) == (version, 1, PlanKind.OUTLINE, None)
    assert now.child == "Robin Testling"
    assert now.core_group_first_on == date(2026, 3, 24)
    assert now.next_review_on == date(2026, 6, 10)
    assert now.visit_every_days == 10


def test_a_plan_drafted_before_the_decision_becomes_the_plans(day: Day) -> None:
    opened(day)
    day.put_on_plan(day.robin)
    assert draft(day).plan_id is not None
    assert draft(day).category is Category.NEGLECT
    day.change(
        record_decision, conference_id=day.conference_id, child_id=day.robin, outcome=DecisionOutcome.NO_PLAN_CIN
    )
    assert draft(day).plan_id is None


def test_no_version_is_opened_for_others_or_at_a_cancelled_conference(day: Day) -> None:
    day.refused(open_version, "child_id", conference_id=day.conference_id, child_id=day.world.unborn_id)
    assert day.refused(open_version, conference_id=ConferenceId(99), child_id=day.robin) == GONE
    day.change(cancel_conference, conference_id=day.conference_id, reason=LateReason.SAFETY, note="Not safe")
    day.refused(open_version, "state", conference_id=day.conference_id, child_id=day.robin)


def test_rows_keep_their_ids_and_order_while_they_are_rewritten(either_day: Day) -> None:
    day = either_day
    version = opened(day)
    fill(day, version, rows=2)
    before = draft(day)
    first, second = before.outcomes
    day.change(
        write_outcome, plan_version_id=version, row_id=first.id, need="Robin is hungry", outcome="Robin eats well"
    )
    day.change(write_danger, plan_version_id=version, row_id=before.dangers[1].id, statement="Worse", safety_goal="")
    after = draft(day)
    assert [row.id for row in after.outcomes] == [first.id, second.id]
    assert after.outcomes[0].outcome == "Robin eats well"
    assert after.outcomes[1] == second
    assert [row.statement for row in after.dangers] == ["Hunger 1", "Worse"]
    assert (after.contingency, after.core_group) == (before.contingency, before.core_group)


def test_the_same_row_again_writes_nothing(day: Day) -> None:
    version = opened(day)
    row_id = day.change(write_danger, plan_version_id=version, statement="Hunger", safety_goal="Eats")
    again = day.store.change(
        day.by, write_danger, plan_version_id=version, row_id=row_id, statement="Hunger", safety_goal="Eats"
    )
    assert again.value == row_id
    assert dict(again.changes) == {}


def test_what_is_incomplete_is_marked_and_kept(day: Day) -> None:
    version = opened(day)
    outcome_id = day.change(write_outcome, plan_version_id=version, need="", outcome="Robin eats")
    day.change(write_action, outcome_id=outcome_id, what="Breakfast", who="", by_on=date(2026, 7, 1))
    (row,) = draft(day).outcomes
    assert row.marks == (
        "No measure",
        "No baseline",
        "No need",
        "Who does it is missing",
        "By when is after the next review",
    )


def test_an_achieved_row_is_dated(day: Day) -> None:
    version = opened(day)
    row = {"plan_version_id": version, "need": "a", "outcome": "b"}
    row_id = day.change(write_outcome, progress=Progress.ACHIEVED, **row)
    assert draft(day).outcomes[0].achieved_on == date(2026, 3, 10)
    day.change(write_outcome, row_id=row_id, progress=Progress.PARTLY, **row)
    assert draft(day).outcomes[0].achieved_on is None


@pytest.mark.parametrize(
    ("kind", "rows"),
    [("danger", "dangers"), ("outcome", "outcomes"), ("contingency", "contingency"), ("core_member", "core_group")],
)
def test_a_row_taken_out_is_gone_from_the_plan_and_kept_in_the_trail(day: Day, kind: str, rows: str) -> None:
    version = opened(day)
    fill(day, version, rows=2)
    first, second = getattr(draft(day), rows)
    day.change(remove_row, kind=kind, row_id=first.id)
    assert getattr(draft(day), rows) == (second,)
    day.change(remove_row, kind=kind, row_id=first.id)


def test_an_action_taken_out_leaves_its_row(day: Day) -> None:
    fill(day, opened(day))
    (row,) = draft(day).outcomes
    day.change(remove_row, kind="action", row_id=row.actions[0].id)
    (left,) = draft(day).outcomes
    assert left.actions == ()
    assert left.marks == ("No action",)
    words = {"what": "Breakfast", "who": "Mo", "by_on": None}
    assert "taken out" in day.refused(write_action, outcome_id=row.id, row_id=row.actions[0].id, **words)


def test_what_is_not_there_is_refused(day: Day) -> None:
    version = opened(day)
    day.refused(remove_row, "kind", kind="plan", row_id=1)
    assert day.refused(remove_row, kind="danger", row_id=99) == GONE
    words = {"statement": "a", "safety_goal": "b"}
    assert day.refused(write_danger, plan_version_id=PlanVersionId(99), **words) == GONE
    other = day.change(open_version, conference_id=day.conference_id, child_id=day.wren)
    row_id = day.change(write_danger, plan_version_id=other, **words)
    assert "taken out" in day.refused(write_danger, plan_version_id=version, row_id=row_id, **words)


def test_the_core_group_is_people_who_are_known_or_named(day: Day) -> None:
    version = opened(day)
    day.change(write_core_member, plan_version_id=version, adult_id=day.world.mother_id, role="Mother")
    day.change(write_core_member, plan_version_id=version, name=" Gran Testling ", role="Grandmother")
    assert [row.name for row in draft(day).core_group] == ["Mo Testling", "Gran Testling"]
    day.refused(write_core_member, "name", plan_version_id=version, name=" ")


def test_an_adult_of_another_family_is_in_no_core_group(day: Day) -> None:
    from cpconf.people.actions import add_adult, add_family

    family_id = day.change(add_family, name="Otherby")
    stranger = day.change(add_adult, family_id=family_id, name="Ola Otherby")
    day.refused(write_core_member, "adult_id", plan_version_id=opened(day), adult_id=stranger)


def test_dates_are_set_together(day: Day) -> None:
    version = opened(day)
    dates = {"core_group_first_on": date(2026, 3, 19), "visit_every_days": 5, "next_review_on": date(2026, 6, 2)}
    day.change(set_plan_dates, plan_version_id=version, core_group_place=" Toybrook School ", **dates)
    now = draft(day)
    assert (now.core_group_first_on, now.visit_every_days, now.next_review_on) == tuple(dates.values())
    assert now.core_group_place == "Toybrook School"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"core_group_first_on": date(2026, 3, 10)}, "core_group_first_on"),
        ({"next_review_on": date(2026, 3, 9)}, "next_review_on"),
        ({"visit_every_days": 0}, "visit_every_days"),
        ({"visit_every_days": 91}, "visit_every_days"),
    ],
)
def test_impossible_dates_are_refused(day: Day, values: dict[str, Any], field: str) -> None:
    dates: dict[str, Any] = {"core_group_first_on": None, "visit_every_days": None, "next_review_on": None}
    day.refused(set_plan_dates, field, plan_version_id=opened(day), **(dates | values))


def test_what_was_given_out_does_not_change(day: Day) -> None:
    version = opened(day)
    fill(day, version)
    rows = draft(day)
    day.change(issue_version, plan_version_id=version)
    field = "plan_version_id"
    day.refused(write_danger, field, plan_version_id=version, statement="x", safety_goal="y")
    day.refused(write_action, field, outcome_id=rows.outcomes[0].id, what="x", who="y", by_on=None)
    day.refused(remove_row, field, kind="outcome", row_id=rows.outcomes[0].id)
    day.refused(issue_version, field, plan_version_id=version)


def test_after_the_outline_comes_the_full_plan_with_the_same_words(either_day: Day) -> None:
    day = either_day
    day.put_on_plan(day.robin)
    outline = opened(day)
    fill(day, outline, rows=2)
    day.change(issue_version, plan_version_id=outline)
    full = opened(day)
    now = draft(day)
    assert (full != outline, now.number, now.kind) == (True, 2, PlanKind.FULL)
    assert [row.need for row in now.outcomes] == ["Robin is hungry 1", "Robin is hungry 2"]
    assert [action.what for row in now.outcomes for action in row.actions] == ["Breakfast", "Breakfast"]
    assert len(now.dangers) == len(now.contingency) == len(now.core_group) == 2
    assert day.ask(plan_sheet, plan_version_id=outline).imprint.version == 1


def test_a_review_carries_forward_what_is_neither_done_nor_achieved(day: Day) -> None:
    day.put_on_plan(day.robin)
    version = opened(day)
    fill(day, version, rows=2)
    first, second = draft(day).outcomes
    done = {"what": "Breakfast", "who": "Mo", "by_on": date(2026, 4, 1), "done_on": date(2026, 3, 10)}
    day.change(write_action, outcome_id=second.id, row_id=second.actions[0].id, **done)
    day.change(
        write_outcome, plan_version_id=version, row_id=first.id, need="a", outcome="b", progress=Progress.ACHIEVED
    )
    review = later_conference(day, datetime(2026, 6, 2, 10, 0))
    opened(review)
    now = draft(review)
    assert [row.need for row in now.outcomes] == ["Robin is hungry 2"]
    assert now.outcomes[0].actions == ()
    assert now.core_group_first_on == date(2026, 7, 14)
    assert now.next_review_on == date(2026, 12, 2)


def test_the_sheet_of_a_draft_says_so_and_one_given_out_does_not(either_day: Day) -> None:
    day = either_day
    day.change(change_setting, key="authority_name", value="Toyshire Council", why="It is ours")
    day.put_on_plan(day.robin)
    version = opened(day)
    fill(day, version)
    paper: sheet.PlanSheet = day.ask(plan_sheet, plan_version_id=version)
    assert (paper.imprint.status, paper.imprint.version, paper.imprint.authority) == (
        Status.DRAFT,
        1,
        "Toyshire Council",
    )
    assert paper.child_line.startswith("Robin Testling, born ")
    assert (paper.category, paper.started_on) == ("Neglect", date(2026, 3, 10))
    assert (paper.lead_social_worker, paper.chair) == ("Sol Worker, Social worker", "Cass Chair")
    assert paper.visit_frequency == "At least every 10 working days"
    assert paper.dangers_and_goals == (sheet.DangerAndGoal(danger="Hunger 1", goal="Robin eats"),)
    assert paper.outcomes[0].actions[0].by_on == date(2026, 4, 1)
    assert paper.contingency[0].deadline == "15/04/2026"
    assert paper.core_group[0].agency == "North Assessment Team"
    assert [planned.what for planned in paper.dates] == ["First core group", "Review"]
    day.clock.at = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
    day.change(issue_version, plan_version_id=version)
    issued: sheet.PlanSheet = day.ask(plan_sheet, plan_version_id=version)
    assert (issued.imprint.status, issued.imprint.issued_on) == (Status.APPROVED, date(2026, 3, 11))


def test_a_sheet_that_is_not_there_is_refused(day: Day) -> None:
    with pytest.raises(Refusal, match="no longer there"):
        day.ask(plan_sheet, plan_version_id=PlanVersionId(99))


def test_sheet_and_editor_take_as_many_statements_for_one_row_as_for_three(day: Day) -> None:
    version = opened(day)
    fill(day, version)
    ids = {"conference_id": day.conference_id, "child_id": day.robin}
    with counted_statements(day.store) as one:
        day.ask(plan_sheet, plan_version_id=version)
        day.ask(plan_editor, **ids)
    fill(day, version, rows=2)
    with counted_statements(day.store) as three:
        day.ask(plan_sheet, plan_version_id=version)
        day.ask(plan_editor, **ids)
    assert len(three) == len(one)
