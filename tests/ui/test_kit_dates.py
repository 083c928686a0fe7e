"""Dates and times as people type them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.refusals import Refusal
from ui.kit.dates import read_date, read_time, say_date, show_date, show_time, weekdays_only

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09/03/2026", date(2026, 3, 9)),
        ("9/3/26", date(2026, 3, 9)),
        ("9.3.2026", date(2026, 3, 9)),
        ("9-3-2026", date(2026, 3, 9)),
        ("09032026", date(2026, 3, 9)),
        ("2026-03-09", date(2026, 3, 9)),
        ("9 March 2026", date(2026, 3, 9)),
        ("9th mar", date(2026, 3, 9)),
        ("9/3", date(2026, 3, 9)),
        ("1/3", date(2027, 3, 1)),
        ("29/2", date(2028, 2, 29)),
        ("today", MONDAY),
        ("Tomorrow", date(2026, 3, 3)),
        ("yesterday", date(2026, 3, 1)),
        ("mon", date(2026, 3, 9)),
        ("fri", date(2026, 3, 6)),
        ("Mon wk", date(2026, 3, 16)),
        ("+2d", date(2026, 3, 4)),
        ("-2d", date(2026, 2, 28)),
        ("+3w", date(2026, 3, 5)),
        ("+5w", date(2026, 3, 9)),
        ("+10w", date(2026, 3, 16)),
        ("-1w", date(2026, 2, 27)),
        ("+1m", date(2026, 4, 2)),
        ("+1y", date(2027, 3, 2)),
        ("+3", date(2026, 3, 5)),
    ],
)
def test_a_typed_date_is_understood(typed: str, meant: date) -> None:
    assert read_date(typed, today=MONDAY) == meant


@pytest.mark.parametrize("typed", ["", "31/02/2026", "12/13/2026", "soon", "99/99", "ma", "1/2/3/4", "+w", "+9999y"])
def test_what_is_no_date_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_date(typed, today=MONDAY)
    assert refusal.value.message.endswith(".")


def test_a_birthday_is_taken_from_the_past() -> None:
    assert read_date("5/6", today=MONDAY, past=True) == date(2025, 6, 5)
    assert read_date("5/6/89", today=MONDAY, past=True) == date(1989, 6, 5)


def test_working_days_are_counted_by_the_calendar_that_is_given() -> None:
    asked: list[tuple[date, int]] = []

    def add(start: date, count: int) -> date:
        asked.append((start, count))
        return date(2026, 4, 1)

    assert read_date("+15w", today=MONDAY, add_working_days=add) == date(2026, 4, 1)
    assert asked == [(MONDAY, 15)]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_every_date_is_read_back_as_it_is_shown(on: date) -> None:
    assert read_date(show_date(on), today=MONDAY) == on
    assert read_date(say_date(on).split(" ", 1)[1], today=MONDAY) == on


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)), st.integers(1, 60))
def test_monday_to_friday_counting_passes_exactly_that_many_weekdays(start: date, count: int) -> None:
    end = weekdays_only(start, count)
    passed = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(day.weekday() < 5 for day in passed) == count
    assert end.weekday() < 5


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", time(9)),
        ("930", time(9, 30)),
        ("9:30", time(9, 30)),
        ("09.30", time(9, 30)),
        ("2pm", time(14)),
        ("2:15 PM", time(14, 15)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("1430", time(14, 30)),
        ("2:30", time(14, 30)),
        ("02:30", time(2, 30)),
    ],
)
def test_a_typed_time_is_understood(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "25", "9:75", "noon", "13pm", "0am"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_time(typed)


@given(st.times())
def test_every_time_is_read_back_to_the_minute(at: time) -> None:
    assert read_time(show_time(at)) == at.replace(second=0, microsecond=0)
