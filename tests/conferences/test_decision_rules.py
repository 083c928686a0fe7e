"""Which decisions a conference may make and how it may end, without a store."""

from __future__ import annotations

import pytest

from cpconf.bookings.rules import ConferenceKind, ConferenceState
from cpconf.conferences import decisions
from cpconf.conferences.rules import (
    ATTENDANCE_WORDS,
    OUTCOME_WORDS,
    PARTICIPATION_WORDS,
    REPORT_WORDS,
    AttendanceStatus,
    DecisionOutcome,
    Participation,
    ReportStatus,
)
from cpconf.plans.rules import Category
from cpconf.refusals import Refusal

MADE, CONTINUES, ENDS = DecisionOutcome.PLAN_MADE, DecisionOutcome.PLAN_CONTINUES, DecisionOutcome.PLAN_ENDS_CIN
INITIAL, REVIEW = ConferenceKind.INITIAL, ConferenceKind.REVIEW


@pytest.mark.parametrize("kind", ConferenceKind)
def test_a_child_without_a_plan_has_the_outcomes_of_an_initial_conference(kind: ConferenceKind) -> None:
    assert decisions.outcomes_for(kind, has_plan=False) == (
        MADE,
        DecisionOutcome.NO_PLAN_CIN,
        DecisionOutcome.NO_PLAN_EARLY_HELP,
        DecisionOutcome.NO_PLAN_REFERRAL,
        DecisionOutcome.NO_PLAN_NFA,
        DecisionOutcome.ADJOURNED,
    )


def test_only_a_review_continues_or_ends_a_plan() -> None:
    assert decisions.outcomes_for(REVIEW, has_plan=True) == (
        CONTINUES,
        ENDS,
        DecisionOutcome.PLAN_ENDS_LOOKED_AFTER,
        DecisionOutcome.PLAN_ENDS_OTHER,
        DecisionOutcome.ADJOURNED,
    )
    assert decisions.outcomes_for(INITIAL, has_plan=True) == (DecisionOutcome.ADJOURNED,)


@pytest.mark.parametrize(
    ("kind", "outcome", "has_plan", "words"),
    [
        (INITIAL, MADE, True, "needs a review, not a new plan"),
        (REVIEW, MADE, True, "continues or ends"),
        (INITIAL, CONTINUES, False, "no open plan"),
        (INITIAL, ENDS, True, "Only a review conference"),
        (REVIEW, ENDS, False, "no open plan"),
    ],
)
def test_an_outcome_that_cannot_be_is_refused_with_what_to_do(
    kind: ConferenceKind, outcome: DecisionOutcome, has_plan: bool, words: str
) -> None:
    with pytest.raises(Refusal, match=words) as refusal:
        decisions.check_outcome(kind, outcome, has_plan=has_plan)
    assert refusal.value.field == "outcome"


@pytest.mark.parametrize(
    ("outcome", "category", "several", "refused"),
    [
        (MADE, None, False, True),
        (MADE, Category.NEGLECT, False, False),
        (MADE, Category.MULTIPLE, False, True),
        (MADE, Category.MULTIPLE, True, False),
        (CONTINUES, None, False, False),
        (CONTINUES, Category.SEXUAL, False, False),
        (ENDS, Category.SEXUAL, False, True),
        (DecisionOutcome.NO_PLAN_CIN, Category.NEGLECT, False, True),
        (DecisionOutcome.NO_PLAN_CIN, None, False, False),
    ],
)
def test_a_plan_has_a_category_and_nothing_else_has(
    outcome: DecisionOutcome, category: Category | None, several: bool, refused: bool
) -> None:
    if not refused:
        decisions.check_category(outcome, category, several=several)
        return
    with pytest.raises(Refusal) as refusal:
        decisions.check_category(outcome, category, several=several)
    assert refusal.value.field == "category"


def test_a_plan_needs_the_threshold_to_be_met() -> None:
    decisions.check_threshold(DecisionOutcome.NO_PLAN_NFA, False)
    decisions.check_threshold(MADE, None)
    with pytest.raises(Refusal, match="threshold"):
        decisions.check_threshold(MADE, False)


@pytest.mark.parametrize(
    ("quorate", "went_on", "needed", "refused"),
    [(True, False, True, False), (False, True, True, False), (False, False, False, False), (False, False, True, True)],
)
def test_a_plan_ends_at_a_quorate_conference_or_by_the_chairs_decision(
    quorate: bool, went_on: bool, needed: bool, refused: bool
) -> None:
    if not refused:
        decisions.check_end(quorate=quorate, chair_went_on=went_on, needed=needed)
        return
    with pytest.raises(Refusal, match="quorate"):
        decisions.check_end(quorate=quorate, chair_went_on=went_on, needed=needed)


@pytest.mark.parametrize(
    ("rule", "quorate", "held"),
    [("if_decision", False, True), ("always", False, True), ("never", False, False), ("never", True, True)],
)
def test_an_inquorate_review_counts_as_held_as_the_practice_says(rule: str, quorate: bool, held: bool) -> None:
    assert decisions.review_counts_as_held(rule, quorate=quorate) is held


@pytest.mark.parametrize(
    ("state", "quorate", "went_on", "outcomes", "words"),
    [
        (ConferenceState.CANCELLED, True, False, (), "Say whether"),
        (ConferenceState.ADJOURNED, True, False, (MADE,), "it was held"),
        (ConferenceState.NOT_HELD, True, False, (MADE,), "it was held"),
        (ConferenceState.HELD, False, True, (), "not quorate"),
        (ConferenceState.HELD_INQUORATE, True, False, (), "is quorate"),
        (ConferenceState.HELD_INQUORATE, False, False, (), "go on without a quorum"),
    ],
)
def test_an_end_that_contradicts_the_day_is_refused(
    state: ConferenceState, quorate: bool, went_on: bool, outcomes: tuple[DecisionOutcome, ...], words: str
) -> None:
    with pytest.raises(Refusal, match=words) as refusal:
        decisions.check_finish(state, quorate=quorate, chair_went_on=went_on, outcomes=frozenset(outcomes))
    assert refusal.value.field == "state"


@pytest.mark.parametrize(
    ("state", "quorate", "went_on", "outcomes"),
    [
        (ConferenceState.HELD, True, False, (MADE,)),
        (ConferenceState.HELD_INQUORATE, False, True, (MADE,)),
        (ConferenceState.ADJOURNED, False, False, (DecisionOutcome.ADJOURNED,)),
        (ConferenceState.NOT_HELD, False, False, ()),
    ],
)
def test_an_end_that_fits_the_day_is_accepted(
    state: ConferenceState, quorate: bool, went_on: bool, outcomes: tuple[DecisionOutcome, ...]
) -> None:
    decisions.check_finish(state, quorate=quorate, chair_went_on=went_on, outcomes=frozenset(outcomes))


def test_every_status_and_outcome_has_its_words() -> None:
    assert set(ATTENDANCE_WORDS) == set(AttendanceStatus)
    assert set(REPORT_WORDS) == set(ReportStatus)
    assert set(OUTCOME_WORDS) == set(DecisionOutcome)
    assert set(PARTICIPATION_WORDS) == set(Participation)
