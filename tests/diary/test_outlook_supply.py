"""How many conferences a day still holds: hours, leave, closures, bookings, most a day, writing-up, typing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.diary.kinds import THE_THREE, Purpose
from cpconf.diary.outlook_supply import DaySupply, Supply, fitting, supply_of
from cpconf.diary.rules import Margin, OccupancyRules, Span
from cpconf.diary.wishes import Absence, DiaryWindow, Occupied
from tests.diary.small_diaries import CHAIR, MONDAY, OTHER_CHAIR, ROOM, TAKER, at, person, room, taken, week, window

PLAIN = OccupancyRules(
    room=Margin(before=30, after=10), chair=Margin(before=30, after=30), minute_taker=Margin(before=0, after=60)
)


def one_week(**changed: object) -> DiaryWindow:
    return window(until_on=MONDAY + timedelta(days=6), rules=PLAIN, **changed)


def first_day(minutes: int = 90, typing: int = 0, **changed: object) -> DaySupply:
    return supply_of(one_week(**changed), minutes=minutes, typing_minutes=typing)[0]


@pytest.mark.parametrize(
    ("length", "ends_with_hours", "count"),
    [
        (119, True, 0),
        (120, True, 1),  # 30 + 90, and the clearing runs past the hours
        (120, False, 0),
        (130, False, 1),
        (249, True, 1),
        (250, True, 2),
        (480, True, 3),
    ],
)
def test_conferences_fit_one_after_another(length: int, ends_with_hours: bool, count: int) -> None:
    assert fitting(length, 90, Margin(before=30, after=10), ends_with_hours=ends_with_hours) == count


def test_an_empty_day_holds_what_its_hours_hold() -> None:
    # nine to five: the room 3 x (30 + 90 + 10) and no fourth; chair and minute-taker no more than two a day
    assert first_day() == DaySupply(
        on=MONDAY,
        rooms=Supply(days=1, free=3),
        chairs=Supply(days=1, free=2),
        minute_takers=Supply(days=1, free=2),
    )


def test_the_day_holds_no_more_than_its_scarcest() -> None:
    assert first_day().free == 2
    assert first_day(minute_takers=()).free == 0


def test_a_booking_takes_its_gap_and_counts_for_the_day() -> None:
    booked = [
        taken(ROOM, at(0, 9, 30), at(0, 12, 10)),
        taken(CHAIR, at(0, 9, 30), at(0, 12, 30)),
        taken(TAKER, at(0, 10), at(0, 13)),
    ]
    found = first_day(occupied=tuple(booked))
    assert found.chairs == Supply(days=1, booked=1, free=1)
    assert found.rooms == Supply(days=1, booked=1, free=2)
    assert found.minute_takers == Supply(days=1, booked=1, free=1)


def test_leave_and_closures_take_hours_away() -> None:
    away = Absence(span=Span(starts_at=at(0, 0), ends_at=at(1, 0)), words="")
    found = first_day(chairs=(person(CHAIR, leave=(away,)), person(OTHER_CHAIR)), rooms=(room(closures=(away,)),))
    assert found.chairs == Supply(days=1, free=2)
    assert found.rooms == Supply()


def test_half_a_day_of_leave_leaves_half_a_day() -> None:
    morning = Absence(span=Span(starts_at=at(0, 9), ends_at=at(0, 13)), words="")
    assert first_day(chairs=(person(CHAIR, leave=(morning,)),)).chairs.free == 1


def test_a_bank_holiday_holds_nothing() -> None:
    easter = window(from_on=date(2026, 4, 3), until_on=date(2026, 4, 7), rules=PLAIN)
    assert [day.on for day in supply_of(easter, minutes=90, typing_minutes=0)] == [date(2026, 4, 7)]


def test_typing_must_be_done_within_the_week() -> None:
    # 40 hours hold 2400 / (90 + 60 + 330) = 5 conferences with their typing, so the end of the week has none free
    days = supply_of(one_week(), minutes=90, typing_minutes=330)
    assert [day.minute_takers.free for day in days] == [2, 2, 1, 0, 0]
    assert [day.minute_takers.days for day in days] == [1, 1, 1, 0, 0]


def test_what_is_booked_uses_up_the_week_of_typing() -> None:
    booked = tuple(taken(TAKER, at(day, 10), at(day, 13), conference=day) for day in (3, 4))
    days = supply_of(one_week(occupied=booked), minutes=90, typing_minutes=330)
    assert [day.minute_takers.free for day in days] == [2, 1, 0, 0, 0]
    assert [day.minute_takers.booked for day in days] == [0, 0, 0, 1, 1]


def test_a_typing_block_gives_way() -> None:
    block = Occupied(TAKER, at(0, 9), at(0, 17), Purpose.TYPING, 1)
    assert first_day(occupied=(block,)).minute_takers == Supply(days=1, free=2)


@given(count=st.integers(1, 4), minutes=st.sampled_from([60, 90, 120, 180]), day=st.integers(0, 4))
def test_a_further_resource_never_takes_supply_away(count: int, minutes: int, day: int) -> None:
    rooms = tuple(room(id=ROOM) for _ in range(count))
    fewer = supply_of(one_week(rooms=rooms), minutes=minutes, typing_minutes=0)
    more = supply_of(one_week(rooms=(*rooms, room(hours=week(9, 12)))), minutes=minutes, typing_minutes=0)
    assert more[day].rooms.free >= fewer[day].rooms.free
    assert more[day].free >= fewer[day].free


def test_one_more_of_each_is_added_where_it_belongs() -> None:
    day = first_day()
    for purpose in THE_THREE:
        more = day.with_more(purpose, 4)
        assert more.of(purpose) == day.of(purpose) + Supply(days=1, free=4)
        assert [other for other in THE_THREE if more.of(other) != day.of(other)] == [purpose]
