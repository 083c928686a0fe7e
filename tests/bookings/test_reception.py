"""Who arrives when and where: parts of a family that must not meet are never told to come together."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.bookings.reception import (
    ASIDE,
    MAIN,
    SECOND,
    STAGGER,
    Arrival,
    Needs,
    Relative,
    divided,
    family_arrivals,
    instructions,
)

START = datetime(2026, 3, 10, 9, 30)
PRE_MEET = timedelta(minutes=30)
MOTHER, FATHER = Relative("M T", "Mother", True), Relative("F T", "father", False)
PARTNER = Relative("P X", "mother's partner", True)
YOUNG = Relative("R T", "", True, True)
APART = Needs(separate_arrival=True, non_contact=True, second_waiting_room=True)
SITTINGS = Needs(second_sitting_at=datetime(2026, 3, 10, 10, 40), second_waiting_room=True)

relatives = st.lists(
    st.builds(Relative, st.sampled_from(["A B", "C D", "E F"]), st.just(""), st.booleans(), st.booleans()), max_size=5
)


def test_a_family_comes_together_for_the_meeting_with_the_chair() -> None:
    assert family_arrivals(START, PRE_MEET, [MOTHER, FATHER, YOUNG], Needs()) == [
        Arrival(at=time(9, 0), who=("M T (mother)", "F T (father)", "R T"), where=MAIN)
    ]
    assert instructions(START, [MOTHER, FATHER], Needs()) == []


def test_those_who_must_not_meet_arrive_staggered_in_two_waiting_rooms() -> None:
    assert family_arrivals(START, PRE_MEET, [FATHER, MOTHER, PARTNER, YOUNG], APART) == [
        Arrival(at=time(9, 0), who=("M T (mother)", "P X (mother's partner)", "R T"), where=MAIN),
        Arrival(at=time(9, 15), who=("F T (father)",), where=SECOND),
    ]
    said = instructions(START, [MOTHER, FATHER], APART)
    assert any("must not meet" in line for line in said)
    assert any("leave apart" in line for line in said)
    assert not any("second waiting room" in line for line in said)


def test_without_a_second_waiting_room_the_chair_is_asked() -> None:
    needs = Needs(separate_arrival=True)
    assert family_arrivals(START, PRE_MEET, [MOTHER, FATHER], needs)[1].where == ASIDE
    assert "There is no second waiting room here" in instructions(START, [MOTHER, FATHER], needs)[-1]


def test_two_sittings_name_who_sits_when_and_ask_the_chair() -> None:
    assert family_arrivals(START, PRE_MEET, [MOTHER, FATHER], SITTINGS)[1] == Arrival(
        at=time(10, 25), who=("F T (father)",), where=SECOND
    )
    assert instructions(START, [MOTHER, FATHER], SITTINGS)[0] == (
        "Two sittings: 09:30 with M T (mother); 10:40 with F T (father). Ask the chair before anybody else is let in."
    )


def test_two_parents_in_one_household_are_told_apart_by_the_order_of_invitation() -> None:
    assert divided([MOTHER, PARTNER]) == ([MOTHER], [PARTNER])
    elsewhere = [Relative("A A", "", False), Relative("B B", "", False)]
    assert divided([YOUNG, *elsewhere]) == ([elsewhere[0], YOUNG], [elsewhere[1]])


def test_one_adult_alone_is_not_sent_to_another_room() -> None:
    assert [arrival.where for arrival in family_arrivals(START, PRE_MEET, [MOTHER, YOUNG], APART)] == [MAIN]
    assert family_arrivals(START, PRE_MEET, [], APART) == []


def test_sittings_of_nobody_known_are_for_the_chair_to_fill() -> None:
    assert "09:30 with those whom the chair names" in instructions(START, [], SITTINGS)[0]


@given(family=relatives, needs=st.sampled_from([APART, SITTINGS, Needs(non_contact=True)]))
def test_parts_that_must_not_meet_share_neither_time_nor_room(family: list[Relative], needs: Needs) -> None:
    found = family_arrivals(START, PRE_MEET, family, needs)
    assert sum(len(arrival.who) for arrival in found) == len(family)
    first, rest = divided(family)
    assert not any(one.is_child for one in rest)
    assert sorted([*first, *rest]) == sorted(family)
    if len(found) == 2:
        assert found[0].where != found[1].where
        early, late = (datetime.combine(START.date(), arrival.at) for arrival in found)
        assert late - early >= STAGGER


@pytest.mark.parametrize("needs", [APART, SITTINGS])
def test_no_instruction_says_why(needs: Needs) -> None:
    said = " ".join(instructions(START, [MOTHER, FATHER], needs)).lower()
    assert not any(word in said for word in ("abuse", "violence", "risk", "harm", "police"))
