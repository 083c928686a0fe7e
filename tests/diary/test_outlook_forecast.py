"""What is likely: rates by term and season, a range that holds eight of ten, whole numbers that add up."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.diary.outlook_forecast import HIGH, LOW, NOTHING_KNOWN, learn, likely_path, path_at, quantile
from cpconf.diary.working_days import SchoolTerm
from tests.diary.small_diaries import england

FROM, UNTIL = date(2024, 3, 4), date(2026, 3, 2)
TERMS = tuple(
    SchoolTerm(name=f"{year} {half}", from_on=date(year, first, 8), until_on=date(year, last, 20))
    for year in (2024, 2025, 2026)
    for half, first, last in (("spring", 1, 3), ("summer", 4, 7), ("autumn", 9, 12))
)
PLAIN, SCHOOL = england(), england(TERMS)

means = st.lists(st.floats(0, 12), max_size=26)


def drawn(rate_of: dict[bool, float], seed: int = 1) -> list[date]:
    """Days of an invented history: a Poisson number on each working day, by term (True) and holiday."""
    chance = random.Random(seed)
    found: list[date] = []
    for day in SCHOOL.days(FROM, UNTIL):
        mean, product, count = rate_of[not SCHOOL.in_school_holidays(day)], 1.0, -1
        while product > math.exp(-mean) or count < 0:
            product *= chance.random()
            count += 1
        found += [day] * count
    return found


def test_nothing_is_learnt_from_nothing() -> None:
    assert learn((), FROM, UNTIL, PLAIN) is NOTHING_KNOWN
    assert learn([FROM], FROM, FROM, PLAIN) is NOTHING_KNOWN
    assert NOTHING_KNOWN.of_day(date(2026, 3, 3), PLAIN) == 0.0
    assert NOTHING_KNOWN.spread_over(12) == 1.0


def test_term_and_holidays_are_told_apart() -> None:
    rate = learn(drawn({True: 2.0, False: 0.5}), FROM, UNTIL, SCHOOL)
    assert rate.term == pytest.approx(2.0, rel=0.15)
    assert 0.4 < rate.holiday < 0.75  # drawn a little to the common rate
    assert rate.term > 2.5 * rate.holiday
    assert rate.spread < 1.4


def test_without_terms_every_day_is_term() -> None:
    rate = learn(PLAIN.days(FROM, UNTIL), FROM, UNTIL, PLAIN)
    assert rate.term == pytest.approx(1.0)
    assert rate.of_day(date(2026, 8, 4), PLAIN) == pytest.approx(1.0, rel=0.02)
    assert rate.level == pytest.approx(1.0)


def test_a_month_that_is_always_busy_is_expected_to_be_busy() -> None:
    began = [day for day in PLAIN.days(FROM, UNTIL) for _ in range(4 if day.month == 11 else 1)]
    rate = learn(began, FROM, UNTIL, PLAIN)
    assert rate.season[10] > 1.8
    assert rate.season[5] < 1.0


def test_a_rise_in_the_last_half_year_counts() -> None:
    later = UNTIL - timedelta(weeks=26)
    began = [day for day in PLAIN.days(FROM, UNTIL) for _ in range(3 if day > later else 1)]
    assert learn(began, FROM, UNTIL, PLAIN).level > 1.2


def test_weeks_that_come_in_lumps_spread_wider() -> None:
    days = PLAIN.days(FROM, UNTIL)
    lumpy = [day for n, day in enumerate(days) for _ in range(10 if n % 40 < 5 else 0)]
    assert learn(lumpy, FROM, UNTIL, PLAIN).spread > 3.0


def test_years_that_differ_leave_the_level_less_certain() -> None:
    steady = learn(drawn({True: 1.5, False: 1.5}), FROM, UNTIL, SCHOOL)
    turning = FROM + timedelta(weeks=52)
    changed = [day for day in PLAIN.days(FROM, UNTIL) for _ in range(2 if day < turning else 1)]
    assert steady.drift < 0.03
    assert learn(changed, FROM, UNTIL, PLAIN).drift > 0.05


def test_a_level_that_may_drift_widens_what_may_have_come_by_then() -> None:
    means = [5.0] * 12
    certain, drifting = (path_at(means, 1.0, HIGH, drift) for drift in (0.0, 0.05))
    assert sum(drifting) > sum(certain) > 60
    assert all(number >= 0 for number in drifting)


def test_an_event_at_a_weekend_counts_for_the_days_before_it() -> None:
    saturday = date(2025, 3, 8)
    rate = learn([saturday], FROM, UNTIL, PLAIN)
    assert rate.events == 1
    assert rate.term > 0


def test_a_short_history_widens_the_range() -> None:
    long_known = learn(PLAIN.days(FROM, UNTIL), FROM, UNTIL, PLAIN)
    short_known = learn(PLAIN.days(UNTIL - timedelta(weeks=10), UNTIL), UNTIL - timedelta(weeks=10), UNTIL, PLAIN)
    assert short_known.spread_over(12) > long_known.spread_over(12) > long_known.spread


@pytest.mark.parametrize(
    ("mean", "spread", "share", "n"),
    # Poisson: tables of the distribution function; negative binomial of size 5, chance 1/2 (mean 5, variance 10)
    [
        (5.0, 1.0, HIGH, 8),
        (5.0, 1.0, LOW, 2),
        (5.0, 1.0, 0.5, 5),
        (1.0, 1.0, HIGH, 2),
        (5.0, 2.0, HIGH, 9),
        (0.0, 2.0, HIGH, 0),
    ],
)
def test_the_quantile_is_that_of_the_tables(mean: float, spread: float, share: float, n: int) -> None:
    assert quantile(mean, spread, share) == n


@given(mean=st.floats(0.1, 200), spread=st.floats(1, 6), more=st.floats(0, 50))
def test_more_expected_never_means_fewer_at_the_same_chance(mean: float, spread: float, more: float) -> None:
    assert quantile(mean + more, spread, HIGH) >= quantile(mean, spread, HIGH)
    assert quantile(mean, spread, LOW) <= quantile(mean, spread, HIGH)


@given(means=means)
def test_likely_numbers_keep_to_the_running_mean(means: list[float]) -> None:
    path = likely_path(means)
    total = 0
    for n, number in enumerate(path, 1):
        total += number
        assert number >= 0
        assert abs(total - sum(means[:n])) <= 0.5 + 1e-6
    assert len(path) == len(means)


@given(means=means, spread=st.floats(1, 4))
def test_the_busy_path_is_never_below_the_likely_one(means: list[float], spread: float) -> None:
    high, likely = path_at(means, spread, HIGH), likely_path(means)
    assert all(number >= 0 for number in high)
    assert all(sum(high[:n]) >= sum(likely[:n]) for n in range(1, len(means) + 1))


def test_the_range_holds_about_eight_of_ten() -> None:
    rate = {True: 1.2, False: 1.2}
    within = total = 0
    for seed in range(8):
        began = drawn(rate, seed)
        cut = UNTIL - timedelta(weeks=20)
        known = learn([day for day in began if day <= cut], FROM, cut, SCHOOL)
        for week in range(20):
            days = SCHOOL.days(cut + timedelta(days=7 * week + 1), cut + timedelta(days=7 * week + 7))
            mean = sum(known.of_day(day, SCHOOL) for day in days)
            came = sum(day in days for day in began)
            within += quantile(mean, known.spread, LOW) <= came <= quantile(mean, known.spread, HIGH)
            total += 1
    assert 0.72 <= within / total <= 0.95
