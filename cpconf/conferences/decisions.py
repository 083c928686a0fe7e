"""Which decision may be made for a child, and how a conference ends; knows no record, the chair chooses."""

from __future__ import annotations

from cpconf.bookings.rules import ConferenceKind, ConferenceState
from cpconf.conferences.rules import DecisionOutcome
from cpconf.plans.rules import Category, EndReason
from cpconf.refusals import Refusal

NO_PLAN = frozenset(
    {
        DecisionOutcome.NO_PLAN_CIN,
        DecisionOutcome.NO_PLAN_EARLY_HELP,
        DecisionOutcome.NO_PLAN_REFERRAL,
        DecisionOutcome.NO_PLAN_NFA,
    }
)
END_REASON = {
    DecisionOutcome.PLAN_ENDS_CIN: EndReason.RISK_REDUCED,
    DecisionOutcome.PLAN_ENDS_LOOKED_AFTER: EndReason.LOOKED_AFTER,
    DecisionOutcome.PLAN_ENDS_OTHER: EndReason.OTHER,
}
_OF_AN_OPEN_PLAN = frozenset({DecisionOutcome.PLAN_CONTINUES, *END_REASON})
WITH_CATEGORY = frozenset({DecisionOutcome.PLAN_MADE, DecisionOutcome.PLAN_CONTINUES})
FINISHES = frozenset(
    {ConferenceState.HELD, ConferenceState.HELD_INQUORATE, ConferenceState.ADJOURNED, ConferenceState.NOT_HELD}
)


def outcomes_for(kind: ConferenceKind, *, has_plan: bool) -> tuple[DecisionOutcome, ...]:
    """What a conference may decide for a child, in the order of domain.md section 4.

    A child without an open plan has the outcomes of an initial conference, also where it joins its siblings'
    review. Only a review continues or ends a plan.
    """
    if not has_plan:
        return tuple(outcome for outcome in DecisionOutcome if outcome not in _OF_AN_OPEN_PLAN)
    if kind is ConferenceKind.REVIEW:
        return tuple(o for o in DecisionOutcome if o in _OF_AN_OPEN_PLAN or o is DecisionOutcome.ADJOURNED)
    return (DecisionOutcome.ADJOURNED,)


def check_outcome(kind: ConferenceKind, outcome: DecisionOutcome, *, has_plan: bool) -> None:
    """Refuse an outcome that this child at this conference cannot have, and say what to do."""
    if outcome in outcomes_for(kind, has_plan=has_plan):
        return
    if not has_plan:
        raise Refusal("This child has no open plan: choose whether a plan is made.", "outcome")
    if kind is ConferenceKind.REVIEW:
        raise Refusal("This child already has an open plan: choose whether it continues or ends.", "outcome")
    if outcome in _OF_AN_OPEN_PLAN:
        raise Refusal("Only a review conference continues or ends a plan: book a review for this child.", "outcome")
    raise Refusal("This child already has an open plan: it needs a review, not a new plan.", "outcome")


def check_category(outcome: DecisionOutcome, category: Category | None, *, several: bool) -> None:
    """Refuse a new plan without a category, a category without a plan, and MUL where the practice has one primary."""
    if outcome is DecisionOutcome.PLAN_MADE and category is None:
        raise Refusal("A plan needs a category: choose the main one.", "category")
    if outcome not in WITH_CATEGORY and category is not None:
        raise Refusal("Only a plan has a category: clear it, or choose an outcome with a plan.", "category")
    if category is Category.MULTIPLE and not several:
        raise Refusal("This authority records one main category: choose it.", "category")


def check_threshold(outcome: DecisionOutcome, threshold_met: bool | None) -> None:
    """Refuse a plan for a child who does not meet the threshold of significant harm."""
    if outcome in WITH_CATEGORY and threshold_met is False:
        raise Refusal("A plan needs the threshold to be met: change the threshold or the outcome.", "threshold_met")


def check_end(*, quorate: bool, chair_went_on: bool, needed: bool) -> None:
    """Refuse to end a plan at an inquorate conference unless the chair decided to go on (Lincolnshire)."""
    if needed and not quorate and not chair_went_on:
        raise Refusal(
            "A plan ends only at a quorate conference: the chair first records the decision to go on, with the reason.",
            "outcome",
        )


def review_counts_as_held(rule: str, *, quorate: bool) -> bool:
    """Whether a review with a recorded decision sets the next one's clock, by `inquorate_review_held`."""
    return quorate or rule != "never"


def check_finish(
    state: ConferenceState, *, quorate: bool, chair_went_on: bool, outcomes: frozenset[DecisionOutcome]
) -> None:
    """Refuse an end of the conference that contradicts what was recorded at it."""
    if state not in FINISHES:
        raise Refusal("Say whether the conference was held, adjourned or not held.", "state")
    decided = outcomes - {DecisionOutcome.ADJOURNED}
    if state in {ConferenceState.ADJOURNED, ConferenceState.NOT_HELD} and decided:
        raise Refusal("Decisions are recorded for this conference, so it was held.", "state")
    if state is ConferenceState.HELD and not quorate:
        raise Refusal("The conference is not quorate: finish it as held, not quorate, or adjourn it.", "state")
    if state is ConferenceState.HELD_INQUORATE and quorate:
        raise Refusal("The conference is quorate: finish it as held.", "state")
    if state is ConferenceState.HELD_INQUORATE and not chair_went_on:
        raise Refusal("The chair records the decision to go on without a quorum, with the reason, first.", "state")
