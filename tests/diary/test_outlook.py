"""The outlook: fewest late by deadline, the first week that fails, what is short and what more would save."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.diary.kinds import THE_THREE, Purpose
from cpconf.diary.outlook import Case, Demand, Need, Outlook, look_ahead, monday_of, place, spread
from cpconf.diary.outlook_supply import DaySupply, Supply
from cpconf.diary.outlook_words import headline, overdue_words, saving_words, savings_words, second_line, week_words

MONDAY = date(2026, 3, 2)
WORKDAYS = [MONDAY + timedelta(days=7 * week + day) for week in range(3) for day in range(5)]
ONE_MORE = dict.fromkeys(THE_THREE, 1)

days_of_weeks = st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=3, max_size=15).map(
    lambda free: [supply(on, *three) for on, three in zip(WORKDAYS, free, strict=False)]
)
a_need = st.builds(
    lambda first, length, demand: Need(WORKDAYS[first], WORKDAYS[min(14, first + length)], demand),
    st.integers(0, 14),
    st.integers(0, 6),
    st.sampled_from(Demand),
)
needs_of_weeks = st.lists(a_need, max_size=12)


def supply(on: date, rooms: int = 2, chairs: int = 2, takers: int = 2, booked: int = 0) -> DaySupply:
    each = [Supply(days=1, booked=booked, free=free) for free in (rooms, chairs, takers)]
    return DaySupply(on=on, rooms=each[0], chairs=each[1], minute_takers=each[2])


def need(first: int, last: int, demand: Demand = Demand.REVIEW) -> Need:
    return Need(WORKDAYS[first], WORKDAYS[last], demand)


def ahead(days: list[DaySupply], likely: list[Need], high: list[Need] | None = None) -> Outlook:
    cases = {Case.LIKELY: likely, Case.HIGH: likely if high is None else high}
    return look_ahead(days, cases, minutes=100, slots_a_day=ONE_MORE, in_term=frozenset(WORKDAYS[:5]))


def fewest_late(needs: list[Need], capacity: list[tuple[date, int]]) -> int:
    """By trying every day for every need: slow, and written to be plainly right."""
    best = len(needs)
    choices = [[None, *(on for on, _ in capacity if one.earliest_on <= on <= one.due_on)] for one in needs]
    for chosen in product(*choices):
        if all(chosen.count(on) <= most for on, most in capacity):
            best = min(best, chosen.count(None))
    return best


@given(
    needs=st.lists(a_need, max_size=5),
    free=st.lists(st.integers(0, 2), min_size=15, max_size=15),
)
def test_no_other_way_of_booking_has_fewer_late(needs: list[Need], free: list[int]) -> None:
    capacity = list(zip(WORKDAYS, free, strict=True))
    placing = place(needs, capacity)
    assert len(placing.late) == fewest_late(needs, capacity)
    assert sum(placing.placed.values()) + len(placing.late) == len(needs)
    assert all(placing.placed[on] <= most for on, most in capacity)


@given(days=days_of_weeks, needs=needs_of_weeks, purpose=st.sampled_from(THE_THREE), data=st.data())
def test_more_supply_never_makes_it_worse(
    days: list[DaySupply], needs: list[Need], purpose: Purpose, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(days) - 1))
    more = [day.with_more(purpose, 1) if n == at else day for n, day in enumerate(days)]
    before, after = ahead(days, needs), ahead(more, needs)
    assert after.late <= before.late
    if after.failing is not None:
        assert before.failing is not None
        assert after.failing.monday >= before.failing.monday


@given(days=days_of_weeks)
def test_without_demand_nothing_fails(days: list[DaySupply]) -> None:
    found = ahead(days, [])
    assert (found.failing, found.failing_high, found.late, found.overdue) == (None, None, 0, 0)
    assert all(saving.saved == saving.saved_high == 0 for saving in found.savings)


@given(days=days_of_weeks, needs=needs_of_weeks)
def test_the_weeks_add_up(days: list[DaySupply], needs: list[Need]) -> None:
    found = ahead(days, needs)
    shown = [day.on for day in days]
    spread_over = sum(sum(week.wanted.values()) for week in found.weeks)
    assert spread_over == pytest.approx(sum(any(n.earliest_on <= on <= n.due_on for on in shown) for n in needs))
    assert sum(week.late for week in found.weeks) == found.late
    assert sum(week.can_hold - week.booked for week in found.weeks) == sum(day.free for day in days)
    for purpose in THE_THREE:
        assert sum(week.of(purpose).free for week in found.weeks) == sum(day.of(purpose).free for day in days)
    for week in found.weeks:
        assert week.wanted_low <= sum(week.wanted.values()) + 1e-9
        assert week.wanted_high >= sum(week.wanted.values()) - 1e-9


@given(days=days_of_weeks, needs=needs_of_weeks, more=needs_of_weeks)
def test_more_demand_never_has_fewer_late(days: list[DaySupply], needs: list[Need], more: list[Need]) -> None:
    found = ahead(days, needs, [*needs, *more])
    assert found.late_high >= found.late
    assert found.failing is None or found.failing_high is not None


@given(days=days_of_weeks, needs=needs_of_weeks)
def test_what_a_day_more_saves_is_what_booking_again_says(days: list[DaySupply], needs: list[Need]) -> None:
    found = ahead(days, needs)
    for saving in found.savings:
        more = [day.with_more(saving.purpose, 1) if day.on.weekday() == saving.weekday else day for day in days]
        assert ahead(more, needs).late == found.late - saving.saved if saving.saved else True


def test_the_first_week_that_fails_is_named_with_what_is_short() -> None:
    days = [supply(on, rooms=3, chairs=0 if on >= WORKDAYS[5] else 1, takers=3) for on in WORKDAYS]
    found = ahead(days, [need(0, 4), need(6, 9), need(7, 8), need(10, 14)])
    assert found.failing is not None
    assert (found.failing.monday, found.failing.purpose, found.failing.late) == (WORKDAYS[5], Purpose.CHAIR, 3)
    assert headline(found) == (
        "The week of 09/03/2026 is the first that fails: chairs are short. 3 conferences cannot be held in time."
    )
    chairs = next(saving for saving in found.savings if saving.purpose is Purpose.CHAIR)
    # A Tuesday, Wednesday or Thursday can serve one of the second week's two, and one of the third's.
    assert (chairs.saved, chairs.weekday) == (2, 1)
    assert saving_words(chairs) == "One more chair-day a week, on Tuesdays, saves 2 late conferences."
    assert savings_words(found)[0] == "One more room-day a week saves none: it is not what is short."


def test_where_two_are_short_no_one_alone_is_named() -> None:
    found = ahead([supply(on, rooms=0, chairs=0, takers=3) for on in WORKDAYS], [need(0, 4)])
    assert found.failing is not None
    assert found.failing.purpose is None
    assert "more than one of rooms, chairs and minute-takers" in headline(found)


def test_a_busy_spell_is_told_apart_from_what_is_likely() -> None:
    days = [supply(on, rooms=1, chairs=1, takers=1) for on in WORKDAYS[:5]]
    likely = [need(0, 0)]
    found = ahead(days, likely, [*likely, need(0, 0, Demand.INITIAL)])
    assert (found.failing, found.late, found.late_high) == (None, 0, 1)
    assert headline(found) == "In the likely case all can be held in time in these 1 weeks."
    assert second_line(found).startswith("In a busy spell (one in ten) the week of 02/03/2026 is the first that fails")
    assert week_words(found.weeks[0]).endswith("5 can be held, 1 late in a busy spell")


def test_what_is_past_its_limit_is_counted_apart() -> None:
    past = Need(MONDAY - timedelta(days=9), MONDAY - timedelta(days=3), Demand.REVIEW)
    found = ahead([supply(on) for on in WORKDAYS], [past, need(0, 3)])
    assert (found.overdue, found.late) == (1, 0)
    assert (
        overdue_words(found) == "1 conference that is not booked is past the limit already; no figure here counts them."
    )


def test_a_conference_is_spread_over_the_days_on_which_it_may_be_held() -> None:
    found = spread([need(3, 6)], WORKDAYS[:10])
    assert found == {(MONDAY, Demand.REVIEW): 0.5, (WORKDAYS[5], Demand.REVIEW): 0.5}


def test_what_may_be_held_later_is_only_partly_wanted_now() -> None:
    found = spread([need(3, 6)], WORKDAYS[:5], WORKDAYS[5:])
    assert found == {(MONDAY, Demand.REVIEW): 0.5}


def test_a_limit_past_the_last_day_never_fails_here() -> None:
    found = ahead([supply(WORKDAYS[0], rooms=0)], [need(0, 5)])
    assert (found.late, found.failing) == (0, None)


def test_no_working_day_is_no_outlook() -> None:
    found = ahead([], [])
    assert found.weeks == ()
    assert headline(found) == "There is no working day to look at."


def test_monday_of_a_sunday_is_the_one_before() -> None:
    assert monday_of(date(2026, 3, 8)) == MONDAY
