"""What is done to plans: start, change, end, take back, open again; knows neither conference day nor papers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from cpconf.bookings.history import considered_as
from cpconf.bookings.records import Conference, Request
from cpconf.bookings.rules import ConferenceId, ConferenceKind
from cpconf.diary.window import load_calendar
from cpconf.people.actions import record_birth
from cpconf.people.records import Child
from cpconf.people.rules import ChildId, Sex
from cpconf.plans import rules
from cpconf.plans.records import Plan, PlanVersion
from cpconf.plans.rows import (
    conference_of,
    issue_version,
    open_plan,
    open_version,
    remove_row,
    set_plan_dates,
    write_action,
    write_contingency,
    write_core_member,
    write_danger,
    write_outcome,
)
from cpconf.plans.rules import Category, EndReason, PlanId
from cpconf.practice.limits import LimitKey
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

__all__ = [
    "change_category",
    "complete_birth",
    "end_plan",
    "issue_version",
    "next_review_due",
    "open_plan",
    "open_version",
    "record_review",
    "recount_after_birth",
    "remove_row",
    "reopen_plan",
    "set_plan_dates",
    "start_plan",
    "take_back_review",
    "withdraw_plan",
    "write_action",
    "write_contingency",
    "write_core_member",
    "write_danger",
    "write_outcome",
]


@action(Permission.DECIDE)
def start_plan(
    writing: Writing, *, conference_id: ConferenceId, child_id: ChildId, category: Category | None
) -> PlanId:
    """Put a child on a plan from the day of the conference (census 2885); a second open or overlapping one is refused.

    Earlier plans are counted from this store, which is this authority's. The opposite act is `withdraw_plan`.
    """
    conference = conference_of(writing, conference_id, child_id)
    settings, calendar = load_settings(writing), load_calendar(writing)
    on = conference.starts_at.date()
    chosen = rules.check_start(on, category, several=settings.several_categories)
    if open_plan(writing, child_id) is not None:
        raise Refusal("This child already has an open plan: it needs a review, not a new plan.", "outcome")
    child = writing.get(Child, child_id)
    kind, request_id = considered_as(writing, conference_id, child_id)
    pre_birth = kind is ConferenceKind.PRE_BIRTH
    request = writing.find(Request, request_id) if request_id else None
    plan = writing.add(
        Plan(
            child_id=child_id,
            started_on=on,
            initial_category=chosen,
            latest_category=chosen,
            previous_plans=rules.count_previous(_earlier(writing, child_id, on)),
            start_conference_id=conference_id,
            lead_worker_id=request.social_worker_id if request else None,
            chair_id=conference.chair_id,
            team=child.team,
            worker=child.worker,
            next_review_due_on=rules.first_review_due_on(
                on, calendar, settings, birth_on=(child.born_on or child.expected_on) if pre_birth else None
            ),
        )
    )
    drafts = select(PlanVersion).where(PlanVersion.conference_id == conference_id, PlanVersion.child_id == child_id)
    for version in writing.records(drafts):
        version.plan_id = plan.id
        version.next_review_on = version.next_review_on or plan.next_review_due_on
    return PlanId(plan.id)


@action(Permission.DECIDE)
def withdraw_plan(writing: Writing, *, plan_id: PlanId) -> None:
    """Take back a plan that was recorded by mistake: in force on no day, counted nowhere; its typed words stay.

    Refused once something hangs on it: a review, an issued plan, an end. Opposite of `start_plan`.
    """
    plan = writing.get(Plan, plan_id)
    issued = select(PlanVersion.id).where(PlanVersion.plan_id == plan_id, PlanVersion.issued_at.is_not(None))
    if plan.ended_on is not None or plan.latest_review_on is not None or writing.scalars(issued):
        raise Refusal(
            "This plan was already issued, reviewed or ended, so it cannot be taken back: end it at a review.",
            "outcome",
        )
    plan.ended_on, plan.end_reason = plan.started_on, EndReason.MADE_IN_ERROR
    plan.next_review_due_on = None
    for version in writing.records(select(PlanVersion).where(PlanVersion.plan_id == plan_id)):
        version.plan_id = None
    writing.flush()


@action(Permission.DECIDE)
def end_plan(
    writing: Writing,
    *,
    plan_id: PlanId,
    ended_on: date,
    reason: EndReason,
    conference_id: ConferenceId | None = None,
    authorised_by: str = "",
) -> None:
    """End a plan at a review, or without one for an administrative reason with the head of service's authority.

    Refused on its start day (8840), before its latest review, in the future. The opposite act is `reopen_plan`.
    """
    plan = writing.get(Plan, plan_id)
    if plan.ended_on is not None:
        raise Refusal("This plan has already ended.", "ended_on")
    rules.check_end(plan.started_on, ended_on, latest_review_on=plan.latest_review_on, on=writing.on)
    if conference_id is None:
        if reason not in rules.ADMINISTRATIVE:
            raise Refusal("Only a review conference ends a plan for this reason.", "reason")
        if not authorised_by.strip():
            raise Refusal("A plan that ends without a review needs the head of service's authority: name them.", "by")
        writing.because(f"Authorised by {authorised_by.strip()}")
    elif writing.get(Conference, conference_id).kind is not ConferenceKind.REVIEW:
        raise Refusal("Only a review conference ends a plan.", "outcome")
    plan.ended_on, plan.end_reason, plan.end_conference_id = ended_on, reason, conference_id
    plan.next_review_due_on = None
    writing.flush()


@action(Permission.DECIDE)
def reopen_plan(writing: Writing, *, plan_id: PlanId) -> None:
    """Undo the end of a plan; refused where a later plan has started. Opposite of `end_plan`."""
    plan = writing.get(Plan, plan_id)
    if plan.ended_on is None or plan.end_reason is EndReason.MADE_IN_ERROR:
        raise Refusal("This plan has not ended, so it cannot be opened again.", "outcome")
    plan.ended_on = plan.end_reason = plan.end_conference_id = None
    plan.next_review_due_on = next_review_due(writing, plan)
    writing.flush()


@action(Permission.DECIDE)
def change_category(writing: Writing, *, plan_id: PlanId, category: Category, initial: bool = False) -> None:
    """Record another latest category; with `initial`, correct the one that the plan started with as well."""
    plan = writing.get(Plan, plan_id)
    rules.check_start(plan.started_on, category, several=load_settings(writing).several_categories)
    plan.latest_category = category
    if initial:
        plan.initial_category = category


@action(Permission.DECIDE)
def record_review(writing: Writing, *, plan_id: PlanId, held_on: date) -> None:
    """Note that a review was held, strictly after the plan's start (8841); the next is due within 6 months."""
    plan = writing.get(Plan, plan_id)
    if held_on <= plan.started_on:
        raise Refusal("A review is held after the day on which the plan started.", "held_on")
    plan.latest_review_on = max(held_on, plan.latest_review_on or held_on)
    plan.next_review_due_on = next_review_due(writing, plan)


@action(Permission.DECIDE)
def take_back_review(writing: Writing, *, plan_id: PlanId, earlier_on: date | None) -> None:
    """Undo `record_review`: the latest review is the one held `earlier_on`, or none, and the next is due from that."""
    plan = writing.get(Plan, plan_id)
    plan.latest_review_on = earlier_on
    plan.next_review_due_on = next_review_due(writing, plan)


def recount_after_birth(writing: Writing, child_id: ChildId) -> None:
    """Count the first review again once a child is born: the sooner of 3 months and 20 working days from the birth."""
    plan = open_plan(writing, child_id)
    if plan is not None and plan.latest_review_on is None:
        plan.next_review_due_on = next_review_due(writing, plan)


@action(Permission.DIRECTORY)
def complete_birth(
    writing: Writing,
    *,
    child_id: ChildId,
    born_on: date,
    sex: Sex,
    given_name: str | None = None,
    family_name: str | None = None,
) -> None:
    """An unborn child is born: the same record is completed and the first review counted again, in one act.

    Refuses as `people.actions.record_birth`.
    """
    names = {"given_name": given_name, "family_name": family_name}
    record_birth(writing, child_id=child_id, born_on=born_on, sex=sex, **names)
    recount_after_birth(writing, child_id)


def _earlier(writing: Writing, child_id: int, on: date) -> list[int]:
    earlier = select(Plan.previous_plans).where(Plan.child_id == child_id, Plan.started_on < on)
    real = earlier.where(Plan.ended_on.is_(None) | (Plan.ended_on > Plan.started_on))
    return list(writing.scalars(real))


def next_review_due(writing: Writing, plan: Plan) -> date:
    """When the next review of an open plan is due, by its latest review or its start and the child's birth."""
    settings, calendar = load_settings(writing), load_calendar(writing)
    if plan.latest_review_on is not None:
        return calendar.due_on(settings.limit(LimitKey.LATER_REVIEW), plan.latest_review_on)
    child = writing.get(Child, plan.child_id)
    started = plan.start_conference_id
    kind = None if started is None else considered_as(writing, started, plan.child_id)[0]
    pre_birth = kind is ConferenceKind.PRE_BIRTH
    birth_on = (child.born_on or child.expected_on) if pre_birth else None
    return rules.first_review_due_on(plan.started_on, calendar, settings, birth_on=birth_on)
