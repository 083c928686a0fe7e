"""The limits as values: what they say, what they refuse, and that every one of the domain is there."""

from __future__ import annotations

from datetime import time

import pytest

from cpconf.practice.limits import DEFAULT_LIMITS, Bound, Direction, Event, LimitKey, TimeLimit, Unit
from cpconf.refusals import Refusal

K, U, E = LimitKey, Unit, Event
AFTER, BEFORE = Direction.AFTER, Direction.BEFORE

# The table of the domain's section 2, copied by hand: amount, unit, side, event.
DOMAIN: dict[LimitKey, tuple[int, Unit, Direction, Event]] = {
    K.ICPC: (15, U.WORKING_DAYS, AFTER, E.STRATEGY_DISCUSSION),
    K.ICPC_FROM_SECTION_47: (15, U.WORKING_DAYS, AFTER, E.SECTION_47_START),
    K.FIRST_REVIEW: (3, U.MONTHS, AFTER, E.INITIAL_CONFERENCE),
    K.LATER_REVIEW: (6, U.MONTHS, AFTER, E.PREVIOUS_REVIEW),
    K.POST_BIRTH_REVIEW: (20, U.WORKING_DAYS, AFTER, E.BIRTH),
    K.FIRST_CORE_GROUP: (10, U.WORKING_DAYS, AFTER, E.INITIAL_CONFERENCE),
    K.CORE_GROUP: (6, U.WEEKS, AFTER, E.PREVIOUS_CORE_GROUP),
    K.VISIT: (10, U.WORKING_DAYS, AFTER, E.PREVIOUS_VISIT),
    K.BOOKING_REQUEST: (1, U.WORKING_DAYS, AFTER, E.STRATEGY_DISCUSSION),
    K.ADVOCATE_REFERRAL: (1, U.WORKING_DAYS, AFTER, E.REQUEST),
    K.POLICE_CHECKS: (7, U.WORKING_DAYS, BEFORE, E.INITIAL_CONFERENCE),
    K.REPORT_TO_PARENTS_INITIAL: (3, U.WORKING_DAYS, BEFORE, E.INITIAL_CONFERENCE),
    K.REPORT_TO_PARENTS_REVIEW: (5, U.WORKING_DAYS, BEFORE, E.REVIEW_CONFERENCE),
    K.REPORT_TO_CHAIR_INITIAL: (2, U.WORKING_DAYS, BEFORE, E.INITIAL_CONFERENCE),
    K.REPORT_TO_CHAIR_REVIEW: (5, U.WORKING_DAYS, BEFORE, E.REVIEW_CONFERENCE),
    K.REPORT_BUNDLE: (1, U.WORKING_DAYS, BEFORE, E.CONFERENCE),
    K.REVIEW_INVITATIONS: (20, U.WORKING_DAYS, BEFORE, E.REVIEW_CONFERENCE),
    K.EXCLUSION_REQUEST: (3, U.WORKING_DAYS, BEFORE, E.CONFERENCE),
    K.DECISION_LETTER: (1, U.WORKING_DAYS, AFTER, E.CONFERENCE),
    K.OUTLINE_PLAN: (1, U.WORKING_DAYS, AFTER, E.CONFERENCE),
    K.MINUTES: (15, U.WORKING_DAYS, AFTER, E.CONFERENCE),
    K.DISSENT: (72, U.HOURS, AFTER, E.CONFERENCE),
    K.COMPLAINT: (28, U.CALENDAR_DAYS, AFTER, E.CONFERENCE),
    K.RECONVENE_INQUORATE: (10, U.WORKING_DAYS, AFTER, E.INQUORATE_CONFERENCE),
    K.TRANSFER_IN: (15, U.WORKING_DAYS, AFTER, E.TRANSFER_NOTICE),
    K.PRE_BIRTH_AIM: (3, U.MONTHS, BEFORE, E.EXPECTED_BIRTH),
    K.PRE_BIRTH_LATEST: (6, U.WEEKS, BEFORE, E.EXPECTED_BIRTH),
    K.PRE_BIRTH_EARLIEST: (16, U.WEEKS, BEFORE, E.EXPECTED_BIRTH),
    K.CHAIR_AUDIT: (2, U.MONTHS, AFTER, E.PLAN_START_OR_AUDIT),
}
NATIONAL = {K.ICPC, K.ICPC_FROM_SECTION_47, K.FIRST_REVIEW, K.LATER_REVIEW, K.FIRST_CORE_GROUP}


def limit(**changed: object) -> TimeLimit:
    values: dict[str, object] = dict(
        key=K.MINUTES, label="Minutes", amount=15, unit=U.WORKING_DAYS, event=E.CONFERENCE, source="here"
    )
    return TimeLimit(**{**values, **changed})  # type: ignore[arg-type]


def test_every_limit_has_the_default_of_the_domain() -> None:
    assert {k: (x.amount, x.unit, x.direction, x.event) for k, x in DEFAULT_LIMITS.items()} == DOMAIN
    assert set(DEFAULT_LIMITS) == set(LimitKey)
    assert all(key is x.key for key, x in DEFAULT_LIMITS.items())


def test_every_limit_names_its_source_and_whether_it_is_national() -> None:
    assert {key for key, x in DEFAULT_LIMITS.items() if x.national} == NATIONAL
    assert all(x.source and x.label for x in DEFAULT_LIMITS.values())
    assert len({x.label for x in DEFAULT_LIMITS.values()}) == len(DEFAULT_LIMITS)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (limit(), "within 15 working days after the conference"),
        (limit(amount=1), "within 1 working day after the conference"),
        (limit(amount=1, unit=U.MONTHS), "within 1 calendar month after the conference"),
        (
            limit(direction=BEFORE, at_time=time(10)),
            "at least 15 working days before the conference, by 10:00",
        ),
        (limit(bound=Bound.EARLIEST), "not before 15 working days after the conference"),
        (
            DEFAULT_LIMITS[K.PRE_BIRTH_EARLIEST],
            "not earlier than 16 weeks before the expected date of birth",
        ),
    ],
)
def test_a_limit_says_its_whole_rule_in_words(given: TimeLimit, words: str) -> None:
    assert given.in_words == words


@pytest.mark.parametrize("amount", [0, -1, 261])
def test_a_limit_of_no_length_or_past_two_years_is_refused_naming_it(amount: int) -> None:
    with pytest.raises(Refusal, match="Minutes: the limit must be between 1 and 260 working days") as refused:
        limit(amount=amount)
    assert refused.value.field == "limit.minutes"
