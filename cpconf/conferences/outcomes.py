"""The chair's decision for one child, and what it does to the child's plan; knows nothing of attendance."""

from __future__ import annotations

from sqlalchemy import select

from cpconf.bookings.records import Conference
from cpconf.bookings.rules import ConferenceId
from cpconf.conferences import decisions
from cpconf.conferences.recording import check_child, check_day, keep, quoracy_now, recordable
from cpconf.conferences.records import Decision
from cpconf.conferences.rules import DecisionId, DecisionOutcome, Participation
from cpconf.people.rules import ChildId
from cpconf.plans import actions as plans
from cpconf.plans.records import Plan
from cpconf.plans.rules import Category, PlanId
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing


@action(Permission.DECIDE)
def record_decision(
    writing: Writing,
    *,
    conference_id: ConferenceId,
    child_id: ChildId,
    outcome: DecisionOutcome,
    category: Category | None = None,
    threshold_met: bool | None = None,
    reasons: str = "",
    child_views: str = "",
    participation: Participation | None = None,
    legal_advice: bool | None = None,
    fgc_offered: bool | None = None,
) -> DecisionId:
    """Record the chair's decision for one child, and start, continue or end the plan with it.

    Until the minutes are approved another decision replaces it: what it did to the plan is undone first, and
    where that cannot be (a plan already given out or reviewed) it is refused with what to do instead.
    """
    conference = recordable(writing, conference_id)
    check_child(writing, conference_id, child_id)
    check_day(writing, conference, "outcome")
    decisions.check_category(outcome, category, several=load_settings(writing).several_categories)
    decisions.check_threshold(outcome, threshold_met)
    kept = writing.record(
        select(Decision).where(Decision.conference_id == conference_id, Decision.child_id == child_id)
    )
    if kept is None or kept.outcome is not outcome or category not in (None, kept.category):
        plan_id, category = _do_to_plan(writing, conference, child_id, kept, outcome, category)
    else:
        plan_id, category = None if kept.plan_id is None else PlanId(kept.plan_id), kept.category
    if outcome in decisions.WITH_CATEGORY:
        threshold_met = True
    kept = kept or Decision(conference_id=conference_id, child_id=child_id)
    values = {"participation": participation, "legal_advice": legal_advice, "fgc_offered": fgc_offered}
    words = {"reasons": reasons, "child_views": child_views}
    state = {"outcome": outcome, "category": category, "threshold_met": threshold_met, "plan_id": plan_id}
    keep(writing, kept, **state, **words, **values)
    return DecisionId(kept.id)


def _do_to_plan(
    writing: Writing,
    conference: Conference,
    child_id: ChildId,
    before: Decision | None,
    outcome: DecisionOutcome,
    category: Category | None,
) -> tuple[PlanId | None, Category | None]:
    """Undo what the decision before did, do what this one does: the plan it concerns and its category."""
    _refuse_later(writing, conference, child_id)
    if before is not None and before.outcome is outcome and category is not None and before.plan_id is not None:
        made_here = outcome is DecisionOutcome.PLAN_MADE
        plans.change_category(writing, plan_id=PlanId(before.plan_id), category=category, initial=made_here)
        return PlanId(before.plan_id), category
    if before is not None:
        _undo(writing, conference, before)
    plan = plans.open_plan(writing, child_id)
    decisions.check_outcome(conference.kind, outcome, has_plan=plan is not None)
    conference_id, held_on = ConferenceId(conference.id), conference.starts_at.date()
    if outcome is DecisionOutcome.PLAN_MADE:
        started = plans.start_plan(writing, conference_id=conference_id, child_id=child_id, category=category)
        return started, category
    if plan is None or outcome is DecisionOutcome.ADJOURNED:
        return None, None
    plan_id, settings = PlanId(plan.id), load_settings(writing)
    computed, went_on = quoracy_now(writing, conference_id)
    if decisions.review_counts_as_held(settings.inquorate_review_held, quorate=computed.quorate):
        plans.record_review(writing, plan_id=plan_id, held_on=held_on)
    if outcome is DecisionOutcome.PLAN_CONTINUES:
        if category is not None and category is not plan.latest_category:
            plans.change_category(writing, plan_id=plan_id, category=category)
        return plan_id, plan.latest_category
    decisions.check_end(quorate=computed.quorate, chair_went_on=went_on, needed=settings.quorum_to_end_plan)
    reason = decisions.END_REASON[outcome]
    plans.end_plan(writing, plan_id=plan_id, ended_on=held_on, reason=reason, conference_id=conference_id)
    return plan_id, None


def _undo(writing: Writing, conference: Conference, before: Decision) -> None:
    """Leave the child's plan as it was before this conference decided."""
    if before.plan_id is None:
        return
    plan_id = PlanId(before.plan_id)
    if before.outcome is DecisionOutcome.PLAN_MADE:
        plans.withdraw_plan(writing, plan_id=plan_id)
        return
    if before.outcome in decisions.END_REASON:
        plans.reopen_plan(writing, plan_id=plan_id)
    plan = writing.get(Plan, plan_id)
    earlier = (
        select(Conference.starts_at, Decision.category)
        .join(Decision, Decision.conference_id == Conference.id)
        .where(Decision.plan_id == plan_id, Conference.starts_at < conference.starts_at)
        .order_by(Conference.starts_at)
    )
    rows = writing.rows(earlier)
    plan.latest_category = next((row.category for row in reversed(rows) if row.category), plan.initial_category)
    reviews = [row.starts_at.date() for row in rows if row.starts_at.date() > plan.started_on]
    plans.take_back_review(writing, plan_id=plan_id, earlier_on=reviews[-1] if reviews else None)


def _refuse_later(writing: Writing, conference: Conference, child_id: int) -> None:
    later = (
        select(Conference.reference)
        .join(Decision, Decision.conference_id == Conference.id)
        .where(Decision.child_id == child_id, Decision.outcome != DecisionOutcome.ADJOURNED)
        .where(Conference.starts_at > conference.starts_at)
    )
    reference = writing.scalar(later)
    if reference is not None:
        raise Refusal(f"Conference {reference} has decided about this child since: correct it there.", "outcome")
