"""Counting working days: England's bank holidays, the values of the domain, and agreement with counting by hand."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.diary.working_days import KNOWN_FROM, SchoolTerm, WorkingCalendar, add_months, bank_holidays
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal

# GOV.UK, division england-and-wales, copied by hand; substitute days where the day itself fell on a weekend.
PUBLISHED = """
2016: 1/1 25/3 28/3 2/5 30/5 29/8 26/12 27/12
2017: 2/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12
2018: 1/1 30/3 2/4 7/5 28/5 27/8 25/12 26/12
2019: 1/1 19/4 22/4 6/5 27/5 26/8 25/12 26/12
2020: 1/1 10/4 13/4 8/5 25/5 31/8 25/12 28/12
2021: 1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12
2022: 3/1 15/4 18/4 2/5 2/6 3/6 29/8 19/9 26/12 27/12
2023: 2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12
2024: 1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12
2025: 1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12
2026: 1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12
2027: 1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12
2028: 3/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12
"""
HOLIDAYS = {
    date(int(year), int(month), int(day))
    for year, days in (line.split(":") for line in PUBLISHED.split("\n") if line)
    for day, month in (pair.split("/") for pair in days.split())
}
DAYS = st.dates(date(2016, 1, 1), date(2028, 6, 30))


@cache
def england(event_day_counts_as: int = 0) -> WorkingCalendar:
    return WorkingCalendar.of(PracticeSettings.of({"event_day_counts_as": event_day_counts_as}))


def is_open_by_hand(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def calendar(**changed: object) -> WorkingCalendar:
    """May 2026 alone, with the one bank holiday on the 4th and another on the 25th."""
    values: dict[str, object] = dict(
        bank_holidays={date(2026, 5, 4): "May Day", date(2026, 5, 25): "Spring Bank Holiday"},
        known_from=date(2026, 5, 1),
        known_until=date(2026, 5, 31),
    )
    return WorkingCalendar(**{**values, **changed})  # type: ignore[arg-type]


def test_the_bank_holidays_of_2016_to_2028_are_those_published() -> None:
    assert set(bank_holidays(2016, 2028)) == HOLIDAYS


def test_the_proclaimed_days_are_known_and_the_days_they_replaced_are_worked() -> None:
    worked = [date(2020, 5, 4), date(2022, 5, 30)]
    closed = [date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)]
    assert all(england().is_working_day(day) for day in worked)
    assert not any(england().is_working_day(day) for day in closed)
    assert england().why_closed(date(2023, 5, 8)) == "Coronation of Charles III"


@pytest.mark.parametrize(
    ("event_on", "due_on"),
    [
        (date(2026, 3, 2), date(2026, 3, 23)),
        (date(2026, 3, 23), date(2026, 4, 15)),  # over Easter
        (date(2026, 3, 28), date(2026, 4, 21)),  # a Saturday
        (date(2026, 12, 14), date(2027, 1, 7)),  # over Christmas
        (date(2025, 5, 6), date(2025, 5, 28)),
    ],
)
def test_day_15_is_the_day_that_the_domain_and_numpy_give(event_on: date, due_on: date) -> None:
    assert england().add(event_on, 15) == due_on
    assert england().count_between(event_on, due_on) == 15


def test_the_event_is_day_nought_or_day_one_as_the_authority_sets_it() -> None:
    monday, saturday = date(2026, 3, 2), date(2026, 3, 28)
    assert england(0).count_between(monday, monday) == 0
    assert england(1).count_between(monday, monday) == 1
    assert england(1).add(monday, 15) == date(2026, 3, 20)
    assert england(1).add(monday, 1) == monday
    assert england(1).add(saturday, 15) == england(0).add(saturday, 15)
    assert england(1).add(monday, -3) == england(0).add(monday, -3) == date(2026, 2, 25)


def test_day_nought_is_the_event_itself_even_at_a_weekend() -> None:
    assert england().add(date(2026, 3, 28), 0) == date(2026, 3, 28)


def test_days_before_an_event_are_counted_backwards_over_weekends_and_holidays() -> None:
    assert england().add(date(2026, 4, 7), -1) == date(2026, 4, 2)
    assert england().add(date(2026, 3, 28), -1) == date(2026, 3, 27)
    assert england().count_between(date(2026, 4, 7), date(2026, 4, 2)) == -1


def test_the_nearest_working_days_on_either_side() -> None:
    good_friday = date(2026, 4, 3)
    assert england().on_or_before(good_friday) == date(2026, 4, 2)
    assert england().on_or_after(good_friday) == date(2026, 4, 7)
    assert england().on_or_before(date(2026, 4, 2)) == england().on_or_after(date(2026, 4, 2))


def test_the_working_days_of_a_stretch_are_listed_both_ends_included() -> None:
    easter = england().days(date(2026, 4, 2), date(2026, 4, 8))
    assert easter == [date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 8)]
    assert england().days(date(2026, 4, 4), date(2026, 4, 5)) == []


def test_one_off_closures_and_working_days_change_the_count() -> None:
    changed = calendar(closures={date(2026, 5, 6): "Power failure"}, working=frozenset({date(2026, 5, 9)}))
    assert calendar().add(date(2026, 5, 5), 3) == date(2026, 5, 8)
    assert changed.add(date(2026, 5, 5), 3) == date(2026, 5, 9)
    assert changed.why_closed(date(2026, 5, 6)) == "Power failure"
    assert changed.why_closed(date(2026, 5, 9)) is None
    assert changed.why_closed(date(2026, 5, 10)) == "Sunday"
    assert changed.why_closed(date(2026, 5, 16)) == "Saturday"


def test_a_bank_holiday_that_is_worked_here_counts() -> None:
    assert calendar(working=frozenset({date(2026, 5, 4)})).is_working_day(date(2026, 5, 4))


def test_one_off_days_outside_the_horizon_change_nothing() -> None:
    far = calendar(closures={date(2026, 6, 1): "x"}, working=frozenset({date(2026, 4, 30)}))
    assert far.count_between(date(2026, 5, 1), date(2026, 5, 31)) == 18


def test_nothing_past_the_known_bank_holidays_is_counted() -> None:
    words = "Bank holidays are known until 31 December 2028, so no day after it can be counted"
    for ask in (
        lambda: england().is_working_day(date(2029, 1, 1)),
        lambda: england().add(date(2028, 12, 20), 15),
        lambda: england().add(date(2029, 1, 5), -10),
        lambda: england().count_between(date(2028, 12, 1), date(2029, 1, 1)),
        lambda: calendar(known_until=date(2026, 5, 3)).on_or_after(date(2026, 5, 2)),
    ):
        with pytest.raises(Refusal, match="Bank holidays are known until") as refused:
            ask()
        assert refused.value.field == "bank_holidays_known_until"
    with pytest.raises(Refusal, match=words):
        england().count_between(date(2028, 12, 1), date(2029, 1, 1))


def test_a_later_horizon_is_a_setting() -> None:
    later = WorkingCalendar.of(PracticeSettings.of({"bank_holidays_known_until": "2030-12-31"}))
    assert later.add(date(2028, 12, 20), 15) == date(2029, 1, 15)


def test_nothing_before_the_first_known_year_is_counted() -> None:
    for ask in (
        lambda: england().is_working_day(KNOWN_FROM - timedelta(days=1)),
        lambda: england().add(KNOWN_FROM, -1),
        lambda: england().on_or_before(KNOWN_FROM),
    ):
        with pytest.raises(Refusal, match="Working days are counted from 1 January 2000 on"):
            ask()


def test_a_calendar_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refusal, match="at least one day"):
        calendar(known_until=date(2026, 4, 30))


def test_school_terms_are_rows_and_a_year_without_rows_has_no_holidays() -> None:
    terms = (
        SchoolTerm(name="Spring 2", from_on=date(2026, 2, 23), until_on=date(2026, 3, 27)),
        SchoolTerm(name="Summer 1", from_on=date(2026, 4, 13), until_on=date(2026, 5, 22)),
    )
    schools = WorkingCalendar.of(PracticeSettings.of({}), terms=reversed(terms))
    assert schools.terms == terms
    assert schools.in_term(date(2026, 3, 27)) and schools.in_term(date(2026, 4, 13))
    assert not schools.in_term(date(2026, 4, 1))
    assert schools.in_school_holidays(date(2026, 4, 1))
    assert not schools.in_school_holidays(date(2026, 3, 27))
    assert not schools.in_school_holidays(date(2026, 8, 3))
    assert not england().in_school_holidays(date(2026, 8, 3))


def test_school_holidays_are_working_days() -> None:
    assert england().is_working_day(date(2026, 8, 3))


def test_a_term_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refusal, match="Summer: the term ends before it begins"):
        SchoolTerm(name="Summer", from_on=date(2026, 4, 13), until_on=date(2026, 4, 12))


@pytest.mark.parametrize(
    ("day", "months", "same_day"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2026, 3, 15), -3, date(2025, 12, 15)),
    ],
)
def test_months_are_calendar_months_clamped_to_the_last_day(day: date, months: int, same_day: date) -> None:
    assert add_months(day, months) == same_day


@given(DAYS, st.integers(-60, 60), st.sampled_from([0, 1]))
def test_counting_undoes_adding(event_on: date, days: int, event_day: int) -> None:
    counting = england(event_day)
    if days or (event_day == 0 and counting.is_working_day(event_on)):
        assert counting.count_between(event_on, counting.add(event_on, days)) == days


@given(DAYS, DAYS, DAYS)
def test_later_days_never_have_a_lower_number(event_on: date, one: date, other: date) -> None:
    first, second = sorted((one, other))
    assert england().count_between(event_on, first) <= england().count_between(event_on, second)


@given(DAYS, st.integers(1, 60))
def test_a_longer_limit_never_ends_earlier(event_on: date, days: int) -> None:
    assert england().add(event_on, days) < england().add(event_on, days + 1)
    assert england().add(event_on, -days - 1) < england().add(event_on, -days)


@given(DAYS, st.integers(0, 120), st.sampled_from([0, 1]))
def test_the_count_is_that_of_a_person_with_a_calendar(event_on: date, later: int, event_day: int) -> None:
    day = event_on + timedelta(days=later)
    first = 1 - event_day
    by_hand = sum(is_open_by_hand(event_on + timedelta(days=n)) for n in range(first, later + 1))
    assert england(event_day).count_between(event_on, day) == by_hand


@given(st.dates(date(2016, 4, 1), date(2028, 6, 30)), st.integers(1, 40))  # those by hand begin with 2016
def test_the_day_before_is_that_of_a_person_with_a_calendar(event_on: date, days: int) -> None:
    day, left = event_on, days
    while left:
        day -= timedelta(days=1)
        left -= is_open_by_hand(day)
    assert england().add(event_on, -days) == day


@given(DAYS)
def test_a_day_is_closed_for_a_reason_or_open_for_none(day: date) -> None:
    assert (england().why_closed(day) is None) == england().is_working_day(day) == is_open_by_hand(day)
