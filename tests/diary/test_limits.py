"""Due dates of every kind of limit: both directions, months, hours, and last days that are not worked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.limits import DEFAULT_LIMITS, Bound, Direction, LimitKey, TimeLimit, Unit
from cpconf.practice.rules import PracticeSettings

K = LimitKey


@cache
def england() -> WorkingCalendar:
    return WorkingCalendar.of(PracticeSettings.of({}))


def limit(amount: int, unit: Unit, direction: Direction = Direction.AFTER, bound: Bound = Bound.LATEST) -> TimeLimit:
    return replace(DEFAULT_LIMITS[K.MINUTES], amount=amount, unit=unit, direction=direction, bound=bound, at_time=None)


@pytest.mark.parametrize(
    ("key", "event_on", "due_on"),
    [
        (K.ICPC, date(2026, 3, 23), date(2026, 4, 15)),
        (K.FIRST_CORE_GROUP, date(2026, 4, 15), date(2026, 4, 29)),
        (K.FIRST_REVIEW, date(2026, 4, 15), date(2026, 7, 15)),
        (K.FIRST_REVIEW, date(2026, 11, 30), date(2027, 2, 26)),  # 28 February is a Sunday: earlier
        (K.LATER_REVIEW, date(2026, 6, 25), date(2026, 12, 24)),  # Christmas Day: earlier
        (K.CORE_GROUP, date(2026, 2, 20), date(2026, 4, 2)),  # Good Friday: earlier
        (K.REPORT_TO_PARENTS_INITIAL, date(2026, 4, 8), date(2026, 4, 1)),
        (K.REPORT_TO_PARENTS_REVIEW, date(2026, 3, 23), date(2026, 3, 16)),
        (K.POLICE_CHECKS, date(2026, 3, 23), date(2026, 3, 12)),
        (K.REVIEW_INVITATIONS, date(2026, 4, 15), date(2026, 3, 16)),
        (K.COMPLAINT, date(2026, 3, 6), date(2026, 4, 2)),  # the 28th day is Good Friday
        (K.DISSENT, date(2026, 3, 26), date(2026, 3, 29)),  # hours run through the weekend
        (K.PRE_BIRTH_AIM, date(2026, 8, 15), date(2026, 5, 15)),
        (K.PRE_BIRTH_LATEST, date(2026, 5, 18), date(2026, 4, 2)),  # 6 weeks before is Easter Monday: earlier
        (K.PRE_BIRTH_EARLIEST, date(2026, 7, 27), date(2026, 4, 7)),  # 16 weeks before is Easter Monday: later
        (K.CHAIR_AUDIT, date(2026, 12, 31), date(2027, 2, 26)),
        (K.MINUTES, date(2026, 12, 14), date(2027, 1, 7)),
        (K.BOOKING_REQUEST, date(2026, 4, 2), date(2026, 4, 7)),
    ],
)
def test_each_limit_falls_due_on_the_day_a_person_would_name(key: LimitKey, event_on: date, due_on: date) -> None:
    assert england().due_on(DEFAULT_LIMITS[key], event_on) == due_on


def test_a_last_day_never_moves_to_before_the_event_it_follows() -> None:
    saturday = date(2026, 3, 28)
    assert england().due_on(limit(1, Unit.CALENDAR_DAYS), saturday) == saturday


def test_the_first_review_after_a_birth_is_due_at_the_sooner_of_its_two_clocks() -> None:
    first, birth = DEFAULT_LIMITS[K.FIRST_REVIEW], DEFAULT_LIMITS[K.POST_BIRTH_REVIEW]
    conference_on = date(2026, 4, 15)
    assert england().soonest((first, conference_on), (birth, date(2026, 5, 1))) == date(2026, 6, 2)
    assert england().soonest((first, conference_on), (birth, date(2026, 7, 1))) == date(2026, 7, 15)


@pytest.mark.parametrize(
    ("hours", "direction", "due_on"),
    [
        (72, Direction.AFTER, date(2026, 3, 29)),
        (36, Direction.AFTER, date(2026, 3, 27)),
        (48, Direction.BEFORE, date(2026, 3, 24)),
        (36, Direction.BEFORE, date(2026, 3, 24)),
    ],
)
def test_hours_without_an_hour_count_as_days_on_the_safe_side(hours: int, direction: Direction, due_on: date) -> None:
    assert england().due_on(limit(hours, Unit.HOURS, direction), date(2026, 3, 26)) == due_on


def test_hours_count_on_the_clock_on_the_wall_over_a_clock_change() -> None:
    friday = datetime(2026, 3, 27, 14, 30)
    assert england().due_at(limit(72, Unit.HOURS), friday) == datetime(2026, 3, 30, 14, 30)
    assert england().due_at(limit(48, Unit.HOURS, Direction.BEFORE), friday) == datetime(2026, 3, 25, 14, 30)


def test_a_limit_in_days_ends_with_its_last_day_or_at_its_own_hour() -> None:
    conference_at = datetime(2026, 3, 23, 10, 0)
    assert england().due_at(DEFAULT_LIMITS[K.DECISION_LETTER], conference_at) == datetime(2026, 3, 24, 23, 59)
    assert england().due_at(DEFAULT_LIMITS[K.REPORT_BUNDLE], conference_at) == datetime(2026, 3, 20, 10, 0)
    midnight = replace(DEFAULT_LIMITS[K.REPORT_BUNDLE], at_time=time(0, 0))
    assert england().due_at(midnight, conference_at) == datetime(2026, 3, 20, 0, 0)


DAYS = st.dates(date(2016, 6, 1), date(2026, 6, 30))


@given(DAYS, st.integers(1, 24), st.sampled_from(list(Unit)), st.sampled_from(list(Direction)))
def test_a_due_day_is_worked_and_on_the_right_side(
    event_on: date, amount: int, unit: Unit, direction: Direction
) -> None:
    due_on = england().due_on(limit(amount, unit, direction), event_on)
    assert due_on >= event_on if direction is Direction.AFTER else due_on <= event_on
    if unit is not Unit.HOURS and due_on != event_on:
        assert england().is_working_day(due_on)


@given(DAYS, st.integers(1, 24), st.sampled_from(list(Direction)))
def test_months_agree_with_dateutil_but_for_days_not_worked(event_on: date, months: int, direction: Direction) -> None:
    sign = 1 if direction is Direction.AFTER else -1
    named = event_on + relativedelta(months=sign * months)
    due_on = england().due_on(limit(months, Unit.MONTHS, direction), event_on)
    assert due_on == england().on_or_before(named)
    assert timedelta(0) <= named - due_on <= timedelta(days=4)


@given(DAYS, st.integers(1, 24), st.sampled_from([Unit.WEEKS, Unit.MONTHS, Unit.CALENDAR_DAYS]))
def test_a_first_day_allowed_is_never_before_the_named_day(event_on: date, amount: int, unit: Unit) -> None:
    first = england().due_on(limit(amount, unit, Direction.BEFORE, Bound.EARLIEST), event_on)
    last = england().due_on(limit(amount, unit, Direction.BEFORE, Bound.LATEST), event_on)
    assert last <= first
    assert england().is_working_day(first)
