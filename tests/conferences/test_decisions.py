"""Decisions per child and what they do to plans, on a real store."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from cpconf.bookings.rules import ConferenceKind
from cpconf.conferences.actions import decide_quoracy, record_decision
from cpconf.conferences.day import ChildDecision
from cpconf.conferences.queries import day_sheet
from cpconf.conferences.rules import DecisionOutcome, Participation
from cpconf.people.rules import ChildId
from cpconf.plans.actions import issue_version, open_version
from cpconf.plans.draft import PlanLine
from cpconf.plans.queries import plans_of
from cpconf.plans.rules import Category, EndReason
from cpconf.practice.actions import change_setting
from tests.conferences.days import HELD_ON, Day, everything, later_conference

MADE, CONTINUES, ENDS = DecisionOutcome.PLAN_MADE, DecisionOutcome.PLAN_CONTINUES, DecisionOutcome.PLAN_ENDS_CIN
NO_PLAN, ADJOURNED = DecisionOutcome.NO_PLAN_CIN, DecisionOutcome.ADJOURNED
REVIEW_AT = datetime(2026, 6, 2, 10, 0)
REVIEW_ON = REVIEW_AT.date()


def decide(day: Day, outcome: DecisionOutcome, child_id: ChildId | None = None, **values: Any) -> Any:
    return day.change(
        record_decision,
        conference_id=day.conference_id,
        child_id=child_id or day.robin,
        outcome=outcome,
        **values,
    )


def refuse(day: Day, field: str, outcome: DecisionOutcome, **values: Any) -> str:
    ids = {"conference_id": day.conference_id, "child_id": day.robin}
    return day.refused(record_decision, field, outcome=outcome, **(ids | values))


def decisions(day: Day) -> dict[int, ChildDecision]:
    return {d.child_id: d for d in day.ask(day_sheet, conference_id=day.conference_id).decisions}


def plans(day: Day, child_id: ChildId | None = None) -> tuple[PlanLine, ...]:
    answer: tuple[PlanLine, ...] = day.ask(plans_of, child_id=child_id or day.robin)
    return answer


def test_a_plan_made_starts_on_the_day_of_the_conference_for_that_child_only(either_day: Day) -> None:
    day = either_day
    decide(day, MADE, category=Category.NEGLECT, reasons="Hungry.", participation=Participation.PN6)
    (plan,) = plans(day)
    assert (plan.started_on, plan.ended_on, plan.initial_category) == (HELD_ON, None, Category.NEGLECT)
    assert (plan.previous_plans, plan.next_review_due_on) == (0, date(2026, 6, 10))
    assert plans(day, day.wren) == ()
    made = decisions(day)[day.robin]
    assert (made.outcome, made.threshold_met, made.plan_id) == (MADE, True, plan.id)


def test_children_of_one_conference_may_have_different_decisions(day: Day) -> None:
    decide(day, MADE, category=Category.PHYSICAL)
    decide(day, NO_PLAN, day.wren)
    assert [decisions(day)[c].outcome for c in (day.robin, day.wren)] == [MADE, NO_PLAN]


def test_the_same_decision_again_writes_nothing(day: Day) -> None:
    decide(day, MADE, category=Category.NEGLECT, reasons="Hungry.")
    before = everything(day.store)
    decide(day, MADE, category=Category.NEGLECT, reasons="Hungry.")
    decide(day, MADE, category=Category.NEGLECT, reasons="Hungry.")
    assert everything(day.store) == before


@pytest.mark.parametrize(
    ("outcome", "values", "field"),
    [
        (MADE, {}, "category"),
        (MADE, {"category": Category.MULTIPLE}, "category"),
        (NO_PLAN, {"category": Category.NEGLECT}, "category"),
        (MADE, {"category": Category.NEGLECT, "threshold_met": False}, "threshold_met"),
        (CONTINUES, {}, "outcome"),
        (ENDS, {}, "outcome"),
    ],
)
def test_a_decision_against_the_rules_is_refused(
    day: Day, outcome: DecisionOutcome, values: dict[str, Any], field: str
) -> None:
    refuse(day, field, outcome, **values)


def test_several_categories_are_recorded_where_the_practice_allows_it(day: Day) -> None:
    day.change(change_setting, key="several_categories", value=True, why="Local rule")
    decide(day, MADE, category=Category.MULTIPLE)
    assert plans(day)[0].latest_category is Category.MULTIPLE


def test_nothing_is_decided_for_a_child_whom_the_conference_does_not_concern(day: Day) -> None:
    refuse(day, "child_id", NO_PLAN, child_id=day.world.unborn_id)


def test_nothing_is_decided_before_the_day(day: Day) -> None:
    day.clock.move(days=-1)
    refuse(day, "outcome", NO_PLAN)


def test_a_corrected_category_is_the_plans_first_category(day: Day) -> None:
    decide(day, MADE, category=Category.NEGLECT)
    decide(day, MADE, category=Category.EMOTIONAL)
    (plan,) = plans(day)
    assert (plan.initial_category, plan.latest_category) == (Category.EMOTIONAL, Category.EMOTIONAL)


def test_a_plan_made_by_mistake_is_taken_back_and_counted_nowhere(either_day: Day) -> None:
    day = either_day
    decide(day, MADE, category=Category.NEGLECT)
    decide(day, NO_PLAN)
    (plan,) = plans(day)
    assert (plan.in_error, plan.ended_on, plan.next_review_due_on) == (True, HELD_ON, None)
    assert decisions(day)[day.robin].plan_id is None
    decide(day, MADE, category=Category.PHYSICAL)
    assert sorted(p.in_error for p in plans(day)) == [False, True]
    assert next(p for p in plans(day) if not p.in_error).previous_plans == 0


def test_a_plan_that_was_given_out_is_not_taken_back(day: Day) -> None:
    decide(day, MADE, category=Category.NEGLECT)
    version = day.change(open_version, conference_id=day.conference_id, child_id=day.robin)
    day.change(issue_version, plan_version_id=version)
    assert "end it at a review" in refuse(day, "outcome", NO_PLAN)


def test_an_open_plan_needs_a_review_not_another_plan(day: Day) -> None:
    day.put_on_plan()
    second = later_conference(day, datetime(2026, 3, 24, 10, 0), kind=ConferenceKind.INITIAL)
    assert "needs a review" in refuse(second, "outcome", MADE, category=Category.NEGLECT)
    assert "Only a review conference" in refuse(second, "outcome", CONTINUES)


@pytest.fixture
def review(day: Day) -> Day:
    """A quorate review of Robin's and Wren's plans for neglect on 2 June 2026."""
    day.put_on_plan()
    review = later_conference(day, REVIEW_AT)
    review.become_quorate()
    return review


def test_a_plan_continues_in_the_same_category(review: Day) -> None:
    decide(review, CONTINUES)
    (plan,) = plans(review)
    assert (plan.latest_category, plan.latest_review_on) == (Category.NEGLECT, REVIEW_ON)
    assert plan.next_review_due_on == date(2026, 12, 2)
    assert decisions(review)[review.robin].category is Category.NEGLECT


def test_a_plan_continues_in_another_category_and_keeps_the_first(review: Day) -> None:
    decide(review, CONTINUES, category=Category.SEXUAL)
    (plan,) = plans(review)
    assert (plan.initial_category, plan.latest_category) == (Category.NEGLECT, Category.SEXUAL)


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (DecisionOutcome.PLAN_ENDS_CIN, EndReason.RISK_REDUCED),
        (DecisionOutcome.PLAN_ENDS_LOOKED_AFTER, EndReason.LOOKED_AFTER),
        (DecisionOutcome.PLAN_ENDS_OTHER, EndReason.OTHER),
    ],
)
def test_a_review_ends_a_plan_with_its_reason(review: Day, outcome: DecisionOutcome, reason: EndReason) -> None:
    decide(review, outcome)
    (plan,) = plans(review)
    assert (plan.ended_on, plan.end_reason, plan.next_review_due_on) == (REVIEW_ON, reason, None)


def test_a_plan_that_ended_by_mistake_goes_on(review: Day) -> None:
    before = plans(review)
    decide(review, ENDS)
    decide(review, CONTINUES, category=Category.SEXUAL)
    (plan,) = plans(review)
    assert (plan.ended_on, plan.end_reason, plan.latest_category) == (None, None, Category.SEXUAL)
    decide(review, ADJOURNED)
    assert plans(review) == before


def test_a_decision_cannot_undo_what_a_later_conference_built_on(review: Day) -> None:
    decide(review, ENDS)
    later = later_conference(review, datetime(2026, 6, 16, 10, 0), kind=ConferenceKind.INITIAL)
    decide(later, MADE, category=Category.PHYSICAL)
    assert plans(later)[0].previous_plans == 1
    assert "CP-2026-0003" in refuse(review, "outcome", CONTINUES)


def test_a_child_without_a_plan_may_join_the_siblings_review(day: Day) -> None:
    day.put_on_plan(day.robin)
    decide(day, NO_PLAN, day.wren)
    review = later_conference(day, REVIEW_AT)
    decide(review, CONTINUES)
    decide(review, MADE, review.wren, category=Category.NEGLECT)
    (plan,) = plans(review, review.wren)
    assert (plan.started_on, plan.next_review_due_on) == (REVIEW_ON, date(2026, 9, 2))


def test_an_inquorate_review_ends_no_plan_unless_the_chair_went_on(day: Day) -> None:
    day.put_on_plan()
    review = later_conference(day, REVIEW_AT)
    assert "quorate" in refuse(review, "outcome", ENDS)
    review.change(decide_quoracy, conference_id=review.conference_id, go_ahead=False, reason="Too few.")
    refuse(review, "outcome", ENDS)
    review.go_on_without_quorum()
    decide(review, ENDS)
    assert plans(review)[0].ended_on == REVIEW_ON


def test_an_inquorate_review_sets_no_clock_where_the_practice_says_never(day: Day) -> None:
    day.put_on_plan()
    review = later_conference(day, REVIEW_AT)
    review.change(change_setting, key="inquorate_review_held", value="never", why="Local rule")
    decide(review, CONTINUES)
    (plan,) = plans(review)
    assert (plan.latest_review_on, plan.next_review_due_on) == (None, date(2026, 6, 10))


def test_an_adjourned_review_leaves_the_plan_alone(review: Day) -> None:
    before = plans(review)
    decide(review, ADJOURNED)
    assert plans(review) == before
