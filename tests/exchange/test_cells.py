"""One cell to one value."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.exchange import cells
from cpconf.exchange.cells import FIRST_DAY, LAST_DAY, Unreadable

WINDOWS = datetime(1899, 12, 30)
MAC = datetime(1904, 1, 1)
days = st.dates(FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (None, ""),
        ("  Duty\u00a0Team \u200b", "Duty Team"),
        ("\ufeffTeam\r\n  4\t", "Team 4"),
        ("#N/A", ""),
        ("n/a", ""),
        ("NULL", ""),
        ("\u00a0", ""),
        (1e7, "10000000"),
        (3, "3"),
        (2.5, "2.5"),
        ("Zoe\u0308", "Zoë"),
    ],
)
def test_text_is_cleaned_and_words_for_nothing_are_empty(cell: object, told: str) -> None:
    assert cells.text(cell) == told


@pytest.mark.parametrize("cell", ["#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#num!", "#SPILL!"])
def test_an_excel_error_is_not_taken_for_text_or_for_nothing(cell: str) -> None:
    with pytest.raises(Unreadable, match="Excel error"):
        cells.text(cell)
    assert not cells.is_nothing(cell)


@pytest.mark.parametrize("cell", [None, "", " \u00a0", "#N/A", 0, 0.0, time(0, 0)])
def test_empty_cells_and_zeros_of_formulas_say_nothing(cell: object) -> None:
    assert cells.is_nothing(cell)
    assert cells.day(cell, WINDOWS) is None


@pytest.mark.parametrize("cell", ["x", 1, False, time(8, 30), date(2026, 1, 1)])
def test_other_cells_say_something(cell: object) -> None:
    assert not cells.is_nothing(cell)


def test_a_text_longer_than_a_name_can_be_is_refused() -> None:
    assert cells.short_text("T" * 200) == "T" * 200
    with pytest.raises(Unreadable, match="longer than 200"):
        cells.short_text("T" * 201)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (11641472, "11641472"),
        (11641472.0, "11641472"),
        (1e7, "10000000"),
        ("11641472.0", "11641472"),
        ("0012345", "0012345"),
        (" 12345\u00a0", "12345"),
        ("BX/2201-7", "BX/2201-7"),
        (None, ""),
        ("#N/A", ""),
    ],
)
def test_a_child_id_is_text_without_a_decimal_point_and_with_its_leading_zeros(cell: object, told: str) -> None:
    assert cells.child_id(cell) == told


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1.16E+07", "shortened"),
        ("1e7", "shortened"),
        (1.5, "rounded"),
        (1e16, "rounded"),
        (-4.0, "rounded"),
        (True, "not an id"),
        (date(2026, 1, 1), "not an id"),
        (datetime(2026, 1, 1), "not an id"),
        ("9" * 21, "up to 20"),
        ("=cmd|' /c calc'!A1", "up to 20"),
        ("id;drop", "up to 20"),
        ("12 34", "no blanks"),
        ("Total", "up to 20"),
        ("000", "up to 20"),
        (0, "up to 20"),
    ],
)
def test_an_id_that_excel_has_spoiled_is_refused(cell: object, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        cells.child_id(cell)


@given(days)
def test_a_day_is_the_same_however_it_is_written(day: date) -> None:
    midnight = datetime(day.year, day.month, day.day)
    written: list[object] = [
        day,
        midnight + timedelta(hours=23, minutes=59),
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%d/%m/%Y} 00:00:00",
        day.isoformat(),
        f"{day.isoformat()}T00:00:00.000",
        f"\u00a0{day:%d %B %Y}",
        f"{day:%d-%b-%Y}",
        (midnight - WINDOWS).days,
        (midnight - WINDOWS).days + 0.75,
        str((midnight - WINDOWS).days),
    ]
    assert {cells.day(cell, WINDOWS) for cell in written} == {day}
    assert cells.day((midnight - MAC).days, MAC) == day


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("09/16/2020", "does not exist"),
        ("31/02/2020", "does not exist"),
        ("2020-13-01", "does not exist"),
        ("4 Brumaire 2020", "does not exist"),
        ("01/02/20", "not a date"),
        ("tomorrow", "not a date"),
        (True, "not a date"),
        (time(8, 30), "not a date"),
        (timedelta(days=3), "not a date"),
        (1e300, "not a date"),
        (-1e6, "not a date"),
        (float("nan"), "not a date"),
        (date(1900, 1, 1), "between 1980 and 2099"),
        (datetime(9999, 12, 31), "between 1980 and 2099"),
        ("01/01/1900", "between 1980 and 2099"),
        (12, "between 1980 and 2099"),
        ("#VALUE!", "Excel error"),
    ],
)
def test_what_is_no_day_or_an_absurd_day_is_refused(cell: object, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        cells.day(cell, WINDOWS)


@pytest.mark.parametrize(("cell", "told"), [(None, None), (0, 0), (2.0, 2), ("3", 3), (" 4.0 ", 4), ("#N/A", None)])
def test_a_whole_number_is_read_from_numbers_and_texts(cell: object, told: int | None) -> None:
    assert cells.whole(cell) == told


@pytest.mark.parametrize("cell", [1.5, "two", "1 or 2", True, date(2026, 1, 1), "1e5"])
def test_fractions_and_words_are_no_whole_numbers(cell: object) -> None:
    with pytest.raises(Unreadable, match="whole number"):
        cells.whole(cell)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (None, None),
        (-1, -1.0),
        ("-1", -1.0),
        ("Unborn", -1.0),
        (10.499657768651609, 10.499657768651609),
        (-0.13, -0.13),
    ],
)
def test_an_age_may_have_decimals_and_is_negative_before_birth(cell: object, told: float | None) -> None:
    assert cells.years(cell) == told


@pytest.mark.parametrize("cell", ["ten", 131, -3, "-nan"])
def test_what_no_child_can_be_old_is_refused(cell: object) -> None:
    with pytest.raises(Unreadable, match="age"):
        cells.years(cell)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.datetimes(), st.times(), st.none()))
def test_no_cell_ends_in_anything_but_a_value_or_unreadable_and_is_never_quoted(cell: object) -> None:
    readers = (cells.short_text, cells.child_id, lambda it: cells.day(it, WINDOWS), cells.whole, cells.years)
    for reader in readers:
        try:
            reader(cell)
        except Unreadable as fault:
            assert str(fault) == fault.words
            assert len(str(cell)) < 6 or str(cell) not in fault.words
