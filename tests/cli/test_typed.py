"""Dates, times, hours and names as they are typed: what is understood, and what is refused with how to write it."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.access.rules import Role
from cpconf.commands.answers import facts, in_words, plain, table
from cpconf.commands.minuting import paragraphs
from cpconf.commands.names import code, pick
from cpconf.commands.typed import Typed, checked_words, clock, hours
from cpconf.commands.who import default_store
from cpconf.refusals import Refusal

TYPED = Typed(date(2026, 3, 2))  # a Monday


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("24/03/2026", date(2026, 3, 24)),
        ("4.3.2026", date(2026, 3, 4)),
        ("2026-03-24", date(2026, 3, 24)),
        (" today ", date(2026, 3, 2)),
        ("+2d", date(2026, 3, 4)),
        ("+3w", date(2026, 3, 5)),
        ("+5w", date(2026, 3, 9)),
        ("+25w", date(2026, 4, 8)),  # over Easter: Good Friday 3 April, Easter Monday 6 April
        ("+1m", date(2026, 4, 2)),
    ],
)
def test_a_date_is_read_in_every_form(text: str, meant: date) -> None:
    assert TYPED.day(text) == meant


@pytest.mark.parametrize(
    "text", ["", "31/02/2026", "03/24/2026", "24-03-2026", "tomorrow week", "2026-13-01", "+w", "+999w"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        TYPED.day(text)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_as_it_is_shown(day: date) -> None:
    assert TYPED.day(in_words(day)) == day == TYPED.day(day.isoformat())


def test_a_moment_is_a_date_and_a_time() -> None:
    assert TYPED.moment("24/03/2026 9:30") == TYPED.moment("2026-03-24T09:30") == datetime(2026, 3, 24, 9, 30)
    for text in ("24/03/2026", "9:30", "24/03/2026 25:00"):
        with pytest.raises(ArgumentTypeError):
            TYPED.moment(text)


def test_hours_hold_for_each_weekday_named() -> None:
    assert hours("mon-wed 08:30-17:00") == tuple((weekday, time(8, 30), time(17)) for weekday in range(3))
    assert hours("Friday 9.00-12.00") == ((4, time(9), time(12)),)
    for text in ("mon-fri", "mon-fri 17:00-08:30", "fri-mon 9:00-10:00", "xyz 9:00-10:00", "mon 9:00-24:30"):
        with pytest.raises(ArgumentTypeError):
            hours(text)


def test_a_time_needs_hours_and_minutes() -> None:
    assert clock("9:05") == time(9, 5)
    with pytest.raises(ArgumentTypeError):
        clock("9")


STAFF = ("Ann Admin", "Anna Adder", "Cora Chair")


def named(one: str) -> tuple[str, ...]:
    return (one,)


def test_a_name_is_found_whole_by_its_beginning_or_by_a_part() -> None:
    for typed in ("Cora Chair", "cora", "CHAIR", "  cora   chair ", "hai"):
        assert pick(STAFF, typed, what="member of staff", named=named) == "Cora Chair"
    assert pick(STAFF, "ann admin", what="member of staff", named=named) == "Ann Admin"


def test_a_whole_name_wins_over_the_beginning_of_another() -> None:
    assert pick(("Ann", "Anna"), "ann", what="person", named=named) == "Ann"


def test_what_could_be_several_is_refused_with_a_list() -> None:
    with pytest.raises(Refusal, match=r"That could be 2 entries. Say which member of staff: Ann Admin; Anna Adder."):
        pick(STAFF, "ann", what="member of staff", named=named)


@pytest.mark.parametrize("typed", ["", "  ", "Zebedee"])
def test_what_is_nobody_is_refused_with_a_hint(typed: str) -> None:
    with pytest.raises(Refusal, match=r"There is no such member of staff. cpconf staff lists them."):
        pick(STAFF, typed, what="member of staff", named=named, hint="cpconf staff lists them.")


def test_a_code_may_be_typed_with_hyphens_or_blanks() -> None:
    for typed in ("booking_assistant", "booking-assistant", "Booking assistant"):
        assert code(Role, typed, what="role") is Role.BOOKING_ASSISTANT
    with pytest.raises(Refusal, match="Choose one of: booking-assistant, specialist"):
        code(Role, "janitor", what="role")


def test_an_empty_line_starts_a_paragraph_and_a_line_end_stays() -> None:
    assert paragraphs("One\ntwo\n\n \n\nthree\n") == ("One\ntwo", "three")
    assert paragraphs("\n\n") == ()


def test_text_loses_nothing_but_what_no_store_can_keep() -> None:
    assert checked_words("a\r\nb\x00 \u0142") == "a\nb \u0142"
    with pytest.raises(Refusal):
        checked_words("\udce9")


def test_answers_are_plain_for_programs_and_aligned_for_people() -> None:
    assert plain({"on": date(2026, 3, 2), "at": time(9), "who": frozenset({2, 1}), "role": Role.CHAIR}) == {
        "on": "2026-03-02", "at": "09:00:00", "who": [1, 2], "role": "chair",
    }  # fmt: skip
    with pytest.raises(TypeError):
        plain(b"%PDF")
    assert table(("A", "B"), [("long name", True), ("x", None)], none="") == ("A          B", "long name  yes", "x")
    assert table(("A",), [], none="Nothing.") == ("Nothing.",)
    assert facts([("Due", date(2026, 3, 2)), ("Note", ""), ("Children", ["a", "b"])]) == (
        "Due       02/03/2026", "Children  a, b",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "platform", "ending"),
    [
        ({"CPCONF_STORE": "postgresql://desk@db/cp"}, "linux", "postgresql://desk@db/cp"),
        ({"XDG_DATA_HOME": "/data"}, "linux", "/data/cpconf/conferences.cpconf"),
        ({}, "linux", "/.local/share/cpconf/conferences.cpconf"),
        ({}, "darwin", "/Library/Application Support/cpconf/conferences.cpconf"),
        ({"LOCALAPPDATA": "/local"}, "win32", "/local/cpconf/conferences.cpconf"),
    ],
)
def test_the_store_lies_in_a_persons_own_data_folder(environment: dict[str, str], platform: str, ending: str) -> None:
    assert default_store(environment, platform).endswith(ending)
