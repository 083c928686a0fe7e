"""From which day each kind of conference counts, as tables and for any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.bookings.clocks import Facts, Held, before_birth, clock_for, earliest_pre_birth
from cpconf.bookings.rules import ConferenceKind
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal

PRACTICE = PracticeSettings.of({})
CALENDAR = WorkingCalendar.of(PRACTICE)
INITIAL, REVIEW = ConferenceKind.INITIAL, ConferenceKind.REVIEW
PRE_BIRTH, TRANSFER_IN = ConferenceKind.PRE_BIRTH, ConferenceKind.TRANSFER_IN
days = st.dates(date(2024, 1, 1), date(2027, 6, 30))


def due(kind: ConferenceKind, facts: Facts) -> date:
    return clock_for(kind, facts, CALENDAR, PRACTICE).due_on


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        (date(2026, 3, 2), date(2026, 3, 23)),
        (date(2026, 3, 23), date(2026, 4, 15)),
        (date(2026, 3, 28), date(2026, 4, 21)),
        (date(2026, 12, 14), date(2027, 1, 7)),
    ],
)
def test_an_initial_conference_is_due_fifteen_working_days_after_the_strategy_discussion(
    strategy: date, expected: date
) -> None:
    assert due(INITIAL, Facts(received_on=strategy, strategy_discussion_on=strategy)) == expected


def test_the_review_of_several_children_is_due_by_the_soonest_of_their_clocks() -> None:
    sooner = Held(on=date(2026, 3, 10), was_review=False)
    later = Held(on=date(2026, 3, 12), was_review=True)
    facts = Facts(received_on=date(2026, 4, 1), held=(later, sooner))
    assert due(REVIEW, facts) == date(2026, 6, 10)
    assert due(REVIEW, Facts(received_on=date(2026, 4, 1), held=(later,))) == date(2026, 9, 11)


def test_after_a_birth_the_first_review_is_due_by_the_sooner_of_two_limits() -> None:
    soon = Held(on=date(2026, 3, 10), was_review=False, born_on=date(2026, 4, 20))
    late = Held(on=date(2026, 3, 10), was_review=False, born_on=date(2026, 6, 1))
    assert due(REVIEW, Facts(received_on=date(2026, 6, 1), held=(soon,))) == date(2026, 5, 19)
    assert due(REVIEW, Facts(received_on=date(2026, 6, 1), held=(late,))) == date(2026, 6, 10)


@given(days, st.integers(0, 300))
def test_a_pre_birth_target_is_a_working_day_after_the_request(received_on: date, ahead: int) -> None:
    facts = Facts(received_on=received_on, expected_on=(received_on + timedelta(days=ahead),))
    clock = clock_for(PRE_BIRTH, facts, CALENDAR, PRACTICE)
    assert clock.due_on > received_on
    assert clock.counted_from_on == received_on
    assert CALENDAR.is_working_day(clock.due_on)


@given(days)
def test_initial_and_transfer_in_count_alike_from_their_own_events(day: date) -> None:
    from_strategy = due(INITIAL, Facts(received_on=day, strategy_discussion_on=day))
    from_notice = due(TRANSFER_IN, Facts(received_on=day, notice_on=day))
    assert from_strategy == from_notice
    assert CALENDAR.count_between(day, from_strategy) == 15


@pytest.mark.parametrize(
    ("kind", "facts", "field"),
    [
        (INITIAL, Facts(received_on=date(2026, 3, 2)), "strategy_discussion_on"),
        (TRANSFER_IN, Facts(received_on=date(2026, 3, 2)), "notice_on"),
        (PRE_BIRTH, Facts(received_on=date(2026, 3, 2)), "children"),
        (REVIEW, Facts(received_on=date(2026, 3, 2)), "kind"),
        (REVIEW, Facts(received_on=date(2026, 3, 2), s47_started_on=date(2026, 3, 3)), "s47_started_on"),
    ],
)
def test_a_clock_without_its_day_is_refused(kind: ConferenceKind, facts: Facts, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        clock_for(kind, facts, CALENDAR, PRACTICE)
    assert caught.value.field == field


def test_a_pre_birth_conference_is_aimed_at_three_months_before_by_34_weeks_and_never_before_24() -> None:
    days_of = before_birth([date(2026, 6, 30)], CALENDAR, PRACTICE)
    assert (days_of.earliest_on, days_of.aim_on, days_of.latest_on) == (
        date(2026, 3, 10),
        date(2026, 3, 30),
        date(2026, 5, 19),
    )
    assert earliest_pre_birth([], CALENDAR, PRACTICE) is None
    with pytest.raises(Refusal, match="unborn child"):
        before_birth([], CALENDAR, PRACTICE)


@given(st.lists(days, min_size=1, max_size=3))
def test_the_days_before_a_birth_are_in_order(expected_on: list[date]) -> None:
    found = before_birth(expected_on, CALENDAR, PRACTICE)
    assert found.earliest_on <= found.aim_on <= found.latest_on < min(expected_on)
