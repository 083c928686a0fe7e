"""The outlook asked of a store: what is known stands in it once, what is likely is learnt, supply follows the diary."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.bookings.actions import cancel_conference
from cpconf.bookings.expected import outlook
from cpconf.bookings.expecting import (
    Ahead,
    Known,
    Waiting,
    all_needs,
    follow_shares,
    rate_of_initials,
    review_need,
    typical_minutes,
    waiting_need,
)
from cpconf.bookings.holding import hold_conference
from cpconf.bookings.rules import ConferenceKind, ConferenceState, LateReason
from cpconf.diary.actions import add_leave, close_room
from cpconf.diary.kinds import Purpose
from cpconf.diary.outlook import Case, Demand, Outlook
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.bookings.busy_diary import TUESDAY, busy, hold
from tests.conftest import HandClock
from tests.diary.small_diaries import england
from tests.watching import cost
from tests.worlds import another_family, small_world, usual_start, with_booking, with_request

SETTINGS = PracticeSettings.of({})
MONDAY = date(2026, 3, 2)
AHEAD = Ahead.of(MONDAY, 12, england(), SETTINGS)


def known(on: date, kind: ConferenceKind = ConferenceKind.INITIAL, **changed: Any) -> Known:
    starts = datetime.combine(on, time(10))
    values: dict[str, Any] = {
        "family_id": 1,
        "kind": kind,
        "state": ConferenceState.CLOSED,
        "counted_from_on": on - timedelta(days=14),
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=100),
        "request_id": None,
    }
    return Known(**{**values, **changed})


def ask(store: Store, by: Actor, weeks: int = 12) -> Outlook:
    return store.ask(by, outlook, weeks=weeks)


def test_an_empty_diary_has_its_supply_and_no_demand(store: Store, anyone: Actor) -> None:
    small_world(store, anyone)
    found = ask(store, anyone, 2)
    assert [(week.monday, week.from_on, week.working_days) for week in found.weeks] == [
        (MONDAY, MONDAY + timedelta(days=1), 4),
        (MONDAY + timedelta(days=7), MONDAY + timedelta(days=7), 5),
    ]
    second = found.weeks[1]
    # two of each, eight to six: chairs and minute-takers two a day, rooms 600 // (30 + 110 + 10) = 4
    assert found.minutes == 110
    assert {
        purpose: (second.of(purpose).days, second.of(purpose).free)
        for purpose in Purpose
        if purpose in (Purpose.ROOM, Purpose.CHAIR, Purpose.MINUTE_TAKER)
    } == {
        Purpose.ROOM: (10, 40),
        Purpose.CHAIR: (10, 20),
        Purpose.MINUTE_TAKER: (10, 20),
    }
    assert (second.can_hold, second.booked, sum(second.wanted.values())) == (20, 0, 0)
    assert (found.failing, found.failing_high, found.overdue) == (None, None, 0)
    assert [saving.slots for saving in found.savings] == [4, 2, 2]


def test_a_request_that_waits_is_wanted_until_it_is_booked(store: Store, anyone: Actor) -> None:
    world = with_request(store, anyone, small_world(store, anyone))
    waiting = sum(week.wanted[Demand.WAITING] for week in ask(store, anyone).weeks)
    assert waiting == pytest.approx(1.0)
    with_booking(store, anyone, world)
    after = ask(store, anyone)
    assert sum(week.wanted[Demand.WAITING] for week in after.weeks) == 0
    assert [week.booked for week in after.weeks][:3] == [0, 1, 0]


def test_a_request_waits_again_when_its_hold_has_lapsed(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    file_store.change(
        anyone,
        hold_conference,
        request_id=world.request_id,
        starts_at=usual_start(file_store),
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[0],
        minute_taker_id=world.minute_taker_ids[0],
    )
    held = ask(file_store, anyone)
    assert (held.weeks[1].booked, sum(week.wanted[Demand.WAITING] for week in held.weeks)) == (1, 0)
    clock.move(days=2)
    lapsed = ask(file_store, anyone)
    assert lapsed.weeks[1].booked == 0
    assert sum(week.wanted[Demand.WAITING] for week in lapsed.weeks) == pytest.approx(1.0)


def test_a_conference_that_was_called_off_is_free_again(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    before = ask(store, anyone)
    store.change(anyone, cancel_conference, conference_id=world.conference_id, reason=LateReason.SAFETY)
    after = ask(store, anyone)
    assert after.weeks[1].booked == 0
    assert after.weeks[1].of(Purpose.CHAIR).free == before.weeks[1].of(Purpose.CHAIR).free + 1


def test_leave_and_closures_are_felt_in_their_week(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    next_monday = datetime.combine(MONDAY + timedelta(days=7), time())
    week: dict[str, Any] = {"starts_at": next_monday, "ends_at": next_monday + timedelta(days=7)}
    store.change(anyone, add_leave, staff_id=world.chair_ids[0], **week)
    store.change(anyone, close_room, room_id=world.room_ids[0], reason="Repair", **week)
    second = ask(store, anyone, 3).weeks[1]
    assert second.of(Purpose.CHAIR).days == second.of(Purpose.ROOM).days == 5
    assert second.can_hold == 10


def test_a_week_without_a_chair_fails_and_names_the_chairs(store: Store, anyone: Actor) -> None:
    world = with_request(store, anyone, small_world(store, anyone))
    long_leave: dict[str, Any] = {"starts_at": datetime(2026, 3, 2), "ends_at": datetime(2026, 6, 1)}
    for staff_id in world.chair_ids:
        store.change(anyone, add_leave, staff_id=staff_id, **long_leave)
    found = ask(store, anyone)
    assert found.failing is not None
    assert (found.failing.purpose, found.failing.monday, found.late) == (Purpose.CHAIR, date(2026, 3, 23), 1)
    chairs = next(saving for saving in found.savings if saving.purpose is Purpose.CHAIR)
    assert chairs.saved == 1


def test_reviews_of_open_plans_are_wanted_before_their_limits(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    _world, booked = busy(file_store, anyone, [(TUESDAY + timedelta(days=n), 0, 0, 0) for n in range(3)])
    for one in booked:
        hold(file_store, anyone, clock, one)
    clock.at = datetime(2026, 4, 13, 9, tzinfo=UTC)
    found = ask(file_store, anyone)
    # held on 10, 11 and 12 March: due on 10, 11 and 12 June, to be held in the 20 working days before
    assert [(week.monday, week.reviews_due) for week in found.weeks if week.reviews_due] == [(date(2026, 6, 8), 3)]
    wanted = [(week.monday, week.wanted[Demand.REVIEW]) for week in found.weeks if week.wanted[Demand.REVIEW]]
    assert next(monday for monday, _ in wanted) == date(2026, 5, 11)
    assert sum(many for _, many in wanted) == pytest.approx(3)
    assert found.basis is not None and found.basis.events == 3


@pytest.mark.parametrize("weeks", [0, 27])
def test_only_so_far_is_looked(file_store: Store, anyone: Actor, weeks: int) -> None:
    with pytest.raises(Refusal, match="1 to 26 weeks"):
        ask(file_store, anyone, weeks)


def test_an_outlook_costs_the_same_for_one_conference_and_for_three(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    first = cost(file_store, anyone, outlook)
    for n, name in enumerate(("Fableton", "Mockford"), 1):
        family_id, child_ids = another_family(file_store, anyone, world, name)
        asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=child_ids)
        with_booking(file_store, anyone, asked, starts_at=usual_start(file_store) + timedelta(days=n))
    assert cost(file_store, anyone, outlook) == first


# --- what must be held -----------------------------------------------------------------------------------------------


def test_a_review_may_be_held_in_its_last_weeks() -> None:
    due_on = date(2026, 5, 14)
    assert review_need(due_on, Demand.REVIEW, AHEAD).earliest_on == england().add(due_on, -20)
    soon = review_need(date(2026, 3, 6), Demand.REVIEW, AHEAD)
    assert soon.earliest_on == AHEAD.first_on == date(2026, 3, 3)


def test_a_request_may_be_held_after_the_notice_of_the_police() -> None:
    need = waiting_need(Waiting(ConferenceKind.INITIAL, MONDAY, date(2026, 3, 23)), AHEAD)
    assert (need.earliest_on, need.due_on) == (date(2026, 3, 11), date(2026, 3, 23))
    late = waiting_need(Waiting(ConferenceKind.INITIAL, MONDAY, date(2026, 3, 6)), AHEAD)
    assert late.earliest_on == late.due_on == date(2026, 3, 6)


def test_a_conference_that_was_moved_counts_once() -> None:
    one = known(date(2025, 9, 1))
    moved = one._replace(state=ConferenceState.RESCHEDULED)
    rate, from_on, _ = rate_of_initials([moved, one, one], AHEAD)
    assert (rate.events, from_on) == (1, one.counted_from_on)
    assert rate_of_initials([moved], AHEAD)[0].events == 0


def test_reviews_and_recent_ones_do_not_count_as_initials() -> None:
    recent = known(date(2026, 3, 1), counted_from_on=date(2026, 2, 20))
    review = known(date(2025, 9, 1), ConferenceKind.REVIEW)
    assert rate_of_initials([recent, review], AHEAD)[0].events == 0


def test_how_many_go_on_is_learnt_from_families() -> None:
    lone = [known(date(2025, 6, 2), family_id=n) for n in range(40)]
    followed = [known(date(2025, 6, 2), family_id=100 + n) for n in range(40)]
    reviews = [known(date(2025, 8, 20), ConferenceKind.REVIEW, family_id=100 + n) for n in range(40)]
    first, later = follow_shares([*lone, *followed, *reviews], date(2026, 6, 1))
    assert first == pytest.approx(47 / 90)
    assert later == pytest.approx(5 / 50)
    assert follow_shares([], MONDAY) == (0.7, 0.5)


def test_the_length_is_that_of_what_was_held() -> None:
    assert typical_minutes([known(MONDAY)], SETTINGS) == 100
    assert typical_minutes([known(MONDAY, state=ConferenceState.CANCELLED)], SETTINGS) == 110
    assert typical_minutes([], SETTINGS) == 110


def test_a_booked_initial_brings_a_review_three_months_later() -> None:
    booked = [
        known(date(2026, 3, 9) + timedelta(days=n % 5), family_id=n, state=ConferenceState.CONFIRMED) for n in range(20)
    ]
    ahead = Ahead.of(MONDAY, 20, england(), SETTINGS)
    cases, _ = all_needs([], [], booked, ahead)
    due = [need.due_on for need in cases[Case.LIKELY] if need.demand is Demand.FOLLOWING]
    assert len(due) == 14  # seven of ten
    assert all(date(2026, 6, 1) <= day <= date(2026, 6, 19) for day in due)


@given(
    reviews=st.lists(st.dates(date(2026, 3, 3), date(2026, 6, 30)), max_size=8),
    days=st.lists(st.dates(date(2024, 6, 3), date(2026, 1, 30)), max_size=60),
)
def test_what_is_known_is_in_both_cases_and_the_busy_one_has_no_less(reviews: list[date], days: list[date]) -> None:
    history = [known(on, family_id=n, counted_from_on=on) for n, on in enumerate(days)]
    cases, basis = all_needs(reviews, [], history, AHEAD)
    certain = [[need for need in needs if need.demand is Demand.REVIEW] for needs in cases.values()]
    assert certain[0] == certain[1]
    assert sorted(need.due_on for need in certain[0]) == sorted(reviews)
    assert len(cases[Case.HIGH]) >= len(cases[Case.LIKELY])
    assert all(need.earliest_on <= need.due_on for needs in cases.values() for need in needs)
    assert basis.events == len(days)
