"""How plans start, change and end, on a real store."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cpconf.bookings.actions import cancel_conference
from cpconf.bookings.rules import ConferenceKind, LateReason
from cpconf.conferences.rules import DecisionOutcome
from cpconf.people.rules import Sex
from cpconf.plans.actions import (
    change_category,
    complete_birth,
    end_plan,
    record_review,
    reopen_plan,
    start_plan,
    take_back_review,
    withdraw_plan,
)
from cpconf.plans.draft import PlanLine
from cpconf.plans.queries import plans_of
from cpconf.plans.records import Plan
from cpconf.plans.rules import Category, EndReason, PlanId
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import GONE, Writing
from tests.conferences.days import HELD_ON, Day, later_conference

NEGLECT = Category.NEGLECT


def plans(day: Day) -> tuple[PlanLine, ...]:
    answer: tuple[PlanLine, ...] = day.ask(plans_of, child_id=day.robin)
    return answer


def started(day: Day) -> PlanId:
    plan_id: PlanId = day.change(
        start_plan, conference_id=day.conference_id, child_id=day.robin, category=Category.NEGLECT
    )
    return plan_id


@action(Permission.IMPORT)
def take_over(writing: Writing, *, child_id: int, started_on: date, ended_on: date | None, previous: int = 0) -> None:
    """A plan as an import writes it."""
    writing.add(
        Plan(
            child_id=child_id,
            started_on=started_on,
            ended_on=ended_on,
            end_reason=EndReason.IMPORTED if ended_on else None,
            initial_category=Category.PHYSICAL,
            latest_category=Category.PHYSICAL,
            previous_plans=previous,
            imported=True,
        )
    )


def test_a_plan_starts_on_the_day_of_its_conference(either_day: Day) -> None:
    started(either_day)
    (plan,) = plans(either_day)
    assert (plan.started_on, plan.latest_category, plan.next_review_due_on) == (HELD_ON, NEGLECT, date(2026, 6, 10))


def test_a_second_open_plan_is_refused_by_the_rule_and_by_the_database(either_day: Day) -> None:
    day = either_day
    started(day)
    ids = {"conference_id": day.conference_id, "child_id": day.robin}
    assert "already has an open plan" in day.refused(start_plan, "outcome", category=NEGLECT, **ids)
    words = day.refused(take_over, "started_on", child_id=day.robin, started_on=date(2026, 3, 11), ended_on=None)
    assert words == "This child already has an open plan: end that one first, or record this as a review of it."


def test_a_plan_that_would_overlap_an_earlier_one_is_refused(either_day: Day) -> None:
    day = either_day
    day.change(take_over, child_id=day.robin, started_on=date(2025, 1, 6), ended_on=date(2026, 4, 1))
    ids = {"conference_id": day.conference_id, "child_id": day.robin}
    assert "overlap" in day.refused(start_plan, "started_on", category=NEGLECT, **ids)


def test_a_plan_may_start_on_the_day_on_which_the_last_one_ended(either_day: Day) -> None:
    day = either_day
    day.change(take_over, child_id=day.robin, started_on=date(2025, 1, 6), ended_on=HELD_ON)
    started(day)
    assert plans(day)[0].previous_plans == 1


def test_earlier_plans_are_counted_and_remembered_ones_too(day: Day) -> None:
    day.change(take_over, child_id=day.robin, started_on=date(2020, 1, 6), ended_on=date(2020, 9, 1), previous=2)
    day.change(take_over, child_id=day.robin, started_on=date(2023, 1, 9), ended_on=date(2023, 9, 1))
    day.change(take_over, child_id=day.wren, started_on=date(2023, 1, 9), ended_on=date(2023, 9, 1))
    started(day)
    assert plans(day)[0].previous_plans == 3


@pytest.mark.parametrize(("category", "field"), [(None, "category"), (Category.MULTIPLE, "category")])
def test_a_plan_without_one_category_is_refused(day: Day, category: Category | None, field: str) -> None:
    day.refused(start_plan, field, conference_id=day.conference_id, child_id=day.robin, category=category)


def test_no_plan_starts_at_a_conference_about_others_or_called_off(day: Day) -> None:
    unborn = day.world.unborn_id
    day.refused(start_plan, "child_id", conference_id=day.conference_id, child_id=unborn, category=NEGLECT)
    day.change(cancel_conference, conference_id=day.conference_id, reason=LateReason.SAFETY, note="Not safe")
    day.refused(start_plan, "state", conference_id=day.conference_id, child_id=day.robin, category=NEGLECT)


def test_an_administrative_end_needs_a_reason_of_that_kind_and_an_authority(day: Day) -> None:
    plan_id = started(day)
    day.clock.move(days=20)
    end = {"plan_id": plan_id, "ended_on": date(2026, 3, 20)}
    day.refused(end_plan, "reason", reason=EndReason.RISK_REDUCED, authorised_by="Hed Service", **end)
    day.refused(end_plan, "by", reason=EndReason.TRANSFERRED, authorised_by=" ", **end)
    day.change(end_plan, reason=EndReason.TRANSFERRED, authorised_by="Hed Service", **end)
    (plan,) = plans(day)
    assert (plan.ended_on, plan.end_reason) == (date(2026, 3, 20), EndReason.TRANSFERRED)
    day.refused(end_plan, "ended_on", reason=EndReason.TRANSFERRED, authorised_by="Hed Service", **end)


@pytest.mark.parametrize("ended_on", [HELD_ON, date(2026, 3, 9), date(2026, 3, 21)])
def test_a_plan_ends_after_its_start_and_not_in_the_future(day: Day, ended_on: date) -> None:
    plan_id = started(day)
    day.clock.move(days=10)
    end = {"plan_id": plan_id, "reason": EndReason.LEFT_UK, "authorised_by": "Hed Service"}
    day.refused(end_plan, "ended_on", ended_on=ended_on, **end)


def test_only_a_review_ends_a_plan_at_a_conference(day: Day) -> None:
    plan_id = started(day)
    second = later_conference(day, datetime(2026, 3, 24, 10, 0), kind=ConferenceKind.INITIAL)
    end = {"plan_id": plan_id, "ended_on": date(2026, 3, 24), "reason": EndReason.RISK_REDUCED}
    second.refused(end_plan, "outcome", conference_id=second.conference_id, **end)


def test_an_ended_plan_may_be_opened_again_but_not_over_a_later_one(either_day: Day) -> None:
    day = either_day
    plan_id = started(day)
    day.refused(reopen_plan, "outcome", plan_id=plan_id)
    day.clock.move(days=20)
    end = {"ended_on": date(2026, 3, 20), "reason": EndReason.LEFT_UK, "authorised_by": "Hed Service"}
    day.change(end_plan, plan_id=plan_id, **end)
    day.change(reopen_plan, plan_id=plan_id)
    assert (plans(day)[0].ended_on, plans(day)[0].next_review_due_on) == (None, date(2026, 6, 10))
    day.change(end_plan, plan_id=plan_id, **end)
    day.change(take_over, child_id=day.robin, started_on=date(2026, 3, 25), ended_on=None)
    assert "open plan" in day.refused(reopen_plan, "started_on", plan_id=plan_id)


def test_a_plan_taken_back_is_in_force_on_no_day_and_in_nobodys_way(either_day: Day) -> None:
    day = either_day
    day.change(withdraw_plan, plan_id=started(day))
    (mistake,) = plans(day)
    assert mistake.in_error
    assert mistake.started_on == mistake.ended_on
    day.refused(reopen_plan, "outcome", plan_id=mistake.id)
    day.refused(withdraw_plan, "outcome", plan_id=mistake.id)
    day.change(take_over, child_id=day.robin, started_on=date(2026, 1, 6), ended_on=None)
    assert len(plans(day)) == 2


def test_no_other_plan_ends_on_its_start_day_even_if_no_action_is_asked(either_day: Day) -> None:
    @action(Permission.DECIDE)
    def end_at_once(writing: Writing, *, plan_id: PlanId) -> None:
        plan = writing.get(Plan, plan_id)
        plan.ended_on, plan.end_reason = plan.started_on, None
        writing.flush()

    words = either_day.refused(end_at_once, "ended_on", plan_id=started(either_day))
    assert words == "A plan cannot end on or before the day it started."


def test_a_category_changes_with_the_first_one_only_when_corrected(day: Day) -> None:
    plan_id = started(day)
    day.change(change_category, plan_id=plan_id, category=Category.SEXUAL)
    assert (plans(day)[0].initial_category, plans(day)[0].latest_category) == (NEGLECT, Category.SEXUAL)
    day.change(change_category, plan_id=plan_id, category=Category.PHYSICAL, initial=True)
    assert plans(day)[0].initial_category is Category.PHYSICAL
    day.refused(change_category, "category", plan_id=plan_id, category=Category.MULTIPLE)
    assert day.refused(change_category, plan_id=PlanId(99), category=NEGLECT) == GONE


def test_reviews_move_the_next_one_and_can_be_taken_back(day: Day) -> None:
    plan_id = started(day)
    day.refused(record_review, "held_on", plan_id=plan_id, held_on=HELD_ON)
    day.change(record_review, plan_id=plan_id, held_on=date(2026, 6, 2))
    assert plans(day)[0].next_review_due_on == date(2026, 12, 2)
    day.change(record_review, plan_id=plan_id, held_on=date(2026, 9, 2))
    assert (plans(day)[0].latest_review_on, plans(day)[0].next_review_due_on) == (date(2026, 9, 2), date(2027, 3, 2))
    day.change(take_back_review, plan_id=plan_id, earlier_on=None)
    assert plans(day)[0].next_review_due_on == date(2026, 6, 10)


def test_the_first_review_after_a_pre_birth_conference_follows_the_birth(day: Day) -> None:
    from cpconf.conferences.actions import record_decision
    from tests.worlds import with_booking, with_request

    asked = with_request(
        day.store, day.by, day.world, kind=ConferenceKind.PRE_BIRTH, child_ids=[day.world.unborn_id],
        strategy_discussion_on=HELD_ON,
    )  # fmt: skip
    world = with_booking(day.store, day.by, asked, starts_at=datetime(2026, 4, 8, 10, 0))
    day.clock.at = day.clock.at.replace(month=4, day=8)
    unborn = world.unborn_id
    day.change(
        record_decision,
        conference_id=world.conference_id,
        child_id=unborn,
        outcome=DecisionOutcome.PLAN_MADE,
        category=NEGLECT,
    )
    assert day.ask(plans_of, child_id=unborn)[0].next_review_due_on == date(2026, 7, 8)
    day.clock.at = day.clock.at.replace(month=6, day=2)
    day.change(complete_birth, child_id=unborn, born_on=date(2026, 6, 1), given_name="Linnet", sex=Sex.FEMALE)
    assert day.ask(plans_of, child_id=unborn)[0].next_review_due_on == date(2026, 6, 29)


def test_who_may_only_record_does_not_decide_about_plans(day: Day) -> None:
    from dataclasses import replace

    typist = replace(day.by, permissions=frozenset({Permission.READ, Permission.RECORD}))
    with pytest.raises(Refusal, match="role does not allow"):
        day.store.change(typist, start_plan, conference_id=day.conference_id, child_id=day.robin, category=NEGLECT)
