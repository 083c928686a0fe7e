"""The words, codes and numbers of people."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.people.rules import (
    age_on,
    age_words,
    check_birth,
    check_dates_of_birth,
    check_disabilities,
    check_nhs_number,
    child_name,
    family_initials,
    name_alikeness,
    next_reference,
)
from cpconf.refusals import Refusal

ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("born_on", "expected_on", "words"),
    [
        (date(2019, 3, 3), None, "6 years"),
        (date(2019, 3, 2), None, "7 years"),
        (date(2024, 3, 3), None, "23 months"),
        (date(2026, 2, 2), None, "1 month"),
        (date(2026, 2, 3), None, "3 weeks"),
        (date(2026, 2, 23), None, "1 week"),
        (None, date(2026, 7, 4), "unborn, expected 04/07/2026"),
        (date(2026, 3, 9), None, "unborn"),
    ],
)
def test_ages_are_said_as_people_say_them(born_on: date | None, expected_on: date | None, words: str) -> None:
    assert age_words(born_on, expected_on, ON) == words


def test_a_child_of_29_february_has_its_birthday_on_1_march() -> None:
    assert age_on(date(2020, 2, 29), date(2026, 2, 28)) == 5
    assert age_on(date(2020, 2, 29), date(2026, 3, 1)) == 6


@pytest.mark.parametrize(
    ("name", "initials"),
    [("The Okafor-Bell family", "O-B"), ("Testling", "T"), ("Testling and Joinwell", "T J"), ("", "?")],
)
def test_the_diary_names_a_family_by_initials_only(name: str, initials: str) -> None:
    assert family_initials(name) == initials


@pytest.mark.parametrize(
    ("born_on", "expected_on", "field"),
    [
        (None, None, "born_on"),
        (ON, ON, "born_on"),
        (date(2026, 3, 3), None, "born_on"),
        (None, date(2026, 12, 22), "expected_on"),
        (None, date(2025, 12, 1), "expected_on"),
    ],
)
def test_impossible_births_are_refused(born_on: date | None, expected_on: date | None, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_dates_of_birth(born_on, expected_on, ON)
    assert caught.value.field == field


def test_exactly_one_of_birth_and_expected_date() -> None:
    check_birth(ON, None)
    check_birth(None, ON)
    with pytest.raises(Refusal):
        check_birth(None, None)


@pytest.mark.parametrize("codes", [["NONE", "MOB"], ["WING"]])
def test_wrong_disability_codes_are_refused(codes: list[str]) -> None:
    with pytest.raises(Refusal):
        check_disabilities(codes)
    check_disabilities(["MOB", "AUT"])
    check_disabilities(["NONE"])


def test_an_nhs_number_is_checked_by_its_last_digit() -> None:
    check_nhs_number("9434765919")
    check_nhs_number(None)
    for wrong in ("9434765918", "943476591", "943476591x", "٩434765919"):
        with pytest.raises(Refusal):
            check_nhs_number(wrong)


@given(st.integers(0, 999_999_998), st.integers(1, 6))
def test_references_count_on_by_one(number: int, digits: int) -> None:
    following = next_reference("F-", f"F-{number:0{digits}d}", digits)
    assert int(following.removeprefix("F-")) == number + 1
    assert len(following) >= 2 + digits
    assert next_reference("F-", None, 6) == "F-000001"


@given(st.text(max_size=20), st.text(max_size=20))
def test_alikeness_is_a_share_and_the_same_name_is_wholly_alike(one: str, other: str) -> None:
    assert 0.0 <= name_alikeness(one, other) <= 1.0
    if any(map(str.isalpha, one)):
        assert name_alikeness(one, one) == 1.0


def test_a_child_without_a_name_is_called_by_its_number() -> None:
    assert child_name(None, None, "X1", unborn=False) == "Child X1"
    assert child_name(None, "Testling", "X1", unborn=True) == "Unborn baby Testling"
    assert child_name("Robin", "Testling", "X1", unborn=False) == "Robin Testling"
