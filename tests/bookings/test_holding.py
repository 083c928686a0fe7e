"""A slot is held, confirmed, let go and lapses; nobody is told of a hold, and one that is over stops nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cpconf.bookings.actions import (
    book_conference,
    cancel_conference,
    confirm_conference,
    hold_conference,
    invite,
    lapse_holds,
    let_go,
    record_request,
    reschedule,
    reseat,
    return_request,
    withdraw_request,
)
from cpconf.bookings.queries import conference_list, conference_sheet, request_queue, request_sheet, slots_for
from cpconf.bookings.rules import ConferenceKind, ConferenceState, LateReason, RequestState
from cpconf.practice.actions import change_setting
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.watching import refused
from tests.worlds import World, another_family, small_world, with_request

AT = datetime(2026, 3, 10, 10)
LATE = datetime(2026, 3, 24, 10)


def slot(world: World, **more: Any) -> dict[str, Any]:
    return {
        "request_id": world.request_id,
        "starts_at": AT,
        "room_id": world.room_ids[0],
        "chair_id": world.chair_ids[0],
        "minute_taker_id": world.minute_taker_ids[0],
    } | more


def held_world(store: Store, by: Actor, **more: Any) -> World:
    world = with_request(store, by, small_world(store, by))
    conference_id = store.change(by, hold_conference, **slot(world, **more)).value
    return replace(world, conference_id=conference_id)


def other_request(store: Store, by: Actor, world: World) -> World:
    """Of another family and with no social worker yet."""
    family_id, children = another_family(store, by, world, "Otherly")
    request_id = store.change(
        by, record_request, family_id=family_id, child_ids=children, kind=ConferenceKind.INITIAL,
        strategy_discussion_on=date(2026, 3, 2), seats=8,
    ).value  # fmt: skip
    return replace(world, request_id=request_id)


def test_a_held_slot_keeps_others_out_and_tells_nobody(store: Store, anyone: Actor, clock: HandClock) -> None:
    world = held_world(store, anyone)
    sheet = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    assert (sheet.line.state, sheet.people) == (ConferenceState.PROVISIONAL, ())
    assert sheet.line.held_until == clock.at + timedelta(hours=24)
    (line,) = store.ask(anyone, request_queue)
    assert line.state is RequestState.REQUESTED
    assert line.held == sheet.line
    refused(
        store, anyone, book_conference, "room", "is held from 09:30 to 12:10",
        **slot(other_request(store, anyone, world)),
    )  # fmt: skip


def test_a_hold_lasts_as_long_as_the_practice_says(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    file_store.change(anyone, change_setting, key="hold_hours", value=2, why="Holds were forgotten")
    world = held_world(file_store, anyone)
    sheet = file_store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    assert sheet.line.held_until == clock.at + timedelta(hours=2)


def test_a_held_slot_is_confirmed_under_the_same_reference_and_then_everybody_is_invited(
    store: Store, anyone: Actor
) -> None:
    world = held_world(store, anyone)
    which: dict[str, Any] = {"conference_id": world.conference_id}
    store.change(anyone, confirm_conference, **which)
    sheet = store.ask(anyone, conference_sheet, **which)
    assert (sheet.line.reference, sheet.line.state, sheet.line.held_until) == (
        "CP-2026-0001",
        ConferenceState.CONFIRMED,
        None,
    )
    assert [person.name for person in sheet.people][:3] == ["Mo Testling", "Fin Testling", "Sol Worker"]
    request = store.ask(anyone, request_sheet, request_id=world.request_id)
    assert (request.line.state, request.held) == (RequestState.BOOKED, None)
    refused(store, anyone, confirm_conference, "conference", "not held", **which)
    store.change(anyone, cancel_conference, **which, reason=LateReason.SAFETY)
    assert len(store.ask(anyone, request_queue)) == 1


def test_a_hold_needs_no_reason_when_late_but_its_confirmation_does(store: Store, anyone: Actor) -> None:
    world = held_world(store, anyone, starts_at=LATE)
    which: dict[str, Any] = {"conference_id": world.conference_id}
    refused(store, anyone, confirm_conference, "late_reason", "after the target 23/03/2026", **which)
    store.change(anyone, confirm_conference, **which, late_reason=LateReason.URGENT_FAMILY, late_note="funeral")
    sheet = store.ask(anyone, conference_sheet, **which)
    assert (sheet.late_reason, sheet.late_note) == (LateReason.URGENT_FAMILY, "funeral")
    assert sheet.earliest_possible_at == datetime(2026, 3, 3, 8, 30)


def test_booking_takes_over_the_hold_of_its_request(store: Store, anyone: Actor) -> None:
    world = held_world(store, anyone)
    booked = store.change(anyone, book_conference, **slot(world, room_id=world.room_ids[1])).value
    assert booked == world.conference_id
    (line,) = store.ask(anyone, conference_list, from_on=AT.date(), until_on=AT.date())
    assert (line.state, line.room) == (ConferenceState.CONFIRMED, "Ash")


def test_booking_another_time_lets_the_hold_go(store: Store, anyone: Actor) -> None:
    world = held_world(store, anyone)
    booked = store.change(anyone, book_conference, **slot(world, starts_at=AT + timedelta(days=1))).value
    assert booked != world.conference_id
    states = [
        store.ask(anyone, conference_sheet, conference_id=one).line.state for one in (world.conference_id, booked)
    ]
    assert states == [ConferenceState.LAPSED, ConferenceState.CONFIRMED]
    store.change(anyone, book_conference, **slot(other_request(store, anyone, world)))


def test_holding_another_slot_lets_the_first_go_but_not_if_it_cannot_be_had(file_store: Store, anyone: Actor) -> None:
    world = held_world(file_store, anyone)
    other = other_request(file_store, anyone, world)
    next_day = AT + timedelta(days=1)
    file_store.change(anyone, hold_conference, **slot(other, starts_at=next_day))
    refused(file_store, anyone, hold_conference, "room", "is held", **slot(world, starts_at=next_day))
    file_store.change(anyone, hold_conference, **slot(world, starts_at=AT + timedelta(days=2)))
    line = file_store.ask(anyone, request_sheet, request_id=world.request_id).held
    assert line is not None
    assert line.starts_at == AT + timedelta(days=2)


def test_a_hold_that_is_let_go_frees_its_slot(store: Store, anyone: Actor) -> None:
    world = held_world(store, anyone)
    which: dict[str, Any] = {"conference_id": world.conference_id}
    store.change(anyone, let_go, **which)
    assert store.ask(anyone, request_queue)[0].held is None
    assert store.ask(anyone, conference_list, from_on=AT.date(), until_on=AT.date()) == ()
    refused(store, anyone, let_go, "conference", "has ended", **which)
    refused(store, anyone, confirm_conference, "conference", "has ended", **which)
    store.change(anyone, hold_conference, **slot(world))


def test_a_lapsed_hold_stops_nobody_and_cannot_be_confirmed(store: Store, anyone: Actor, clock: HandClock) -> None:
    world = held_world(store, anyone)
    other = other_request(store, anyone, world)
    clock.move(hours=24)
    which: dict[str, Any] = {"conference_id": world.conference_id}
    assert store.ask(anyone, conference_sheet, **which).line.state is ConferenceState.LAPSED
    assert store.ask(anyone, request_queue)[0].held is None
    offered = store.ask(anyone, slots_for, request_id=other.request_id, count=400).slots
    assert any(one.starts_at == AT for one in offered)
    refused(store, anyone, confirm_conference, "conference", "has ended", **which)
    store.change(anyone, book_conference, **slot(other))
    lines = store.ask(anyone, conference_list, from_on=AT.date(), until_on=AT.date())
    assert [line.reference for line in lines] == ["CP-2026-0002"]


def test_holds_past_their_time_are_ended_together(store: Store, anyone: Actor, clock: HandClock) -> None:
    world = held_world(store, anyone)
    assert store.change(anyone, lapse_holds).value == 0
    clock.move(hours=25)
    assert store.change(anyone, lapse_holds).value == 1
    assert store.change(anyone, lapse_holds).value == 0
    assert store.ask(anyone, conference_sheet, conference_id=world.conference_id).line.state is ConferenceState.LAPSED


@pytest.mark.parametrize(
    ("field", "words", "wrong"),
    [
        ("slot", "passed", {"starts_at": datetime(2026, 2, 27, 10)}),
        ("slot", "weekend", {"starts_at": datetime(2026, 3, 7, 10)}),
        ("room", "not open", {"starts_at": AT.replace(hour=8)}),
        (None, "no longer there", {"request_id": 99}),
    ],
)
def test_wrong_holds_are_refused(
    file_store: Store, anyone: Actor, field: str | None, words: str, wrong: dict[str, Any]
) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    refused(file_store, anyone, hold_conference, field, words, **slot(world, **wrong))


def test_only_a_waiting_request_holds_and_confirms(file_store: Store, anyone: Actor) -> None:
    world = held_world(file_store, anyone)
    which: dict[str, Any] = {"conference_id": world.conference_id}
    refused(file_store, anyone, withdraw_request, "request", "holds a slot", request_id=world.request_id, why="x")
    file_store.change(anyone, return_request, request_id=world.request_id, why="Who is the father?")
    refused(file_store, anyone, confirm_conference, "request", "returned", **which)
    refused(file_store, anyone, hold_conference, "request", "returned", **slot(world))
    file_store.change(anyone, let_go, **which)
    file_store.change(anyone, withdraw_request, request_id=world.request_id, why="Not needed")


def test_a_hold_is_not_cancelled_and_nobody_is_invited_to_it(file_store: Store, anyone: Actor) -> None:
    world = held_world(file_store, anyone)
    which: dict[str, Any] = {"conference_id": world.conference_id}
    refused(file_store, anyone, cancel_conference, "conference", "only held", **which, reason=LateReason.SAFETY)
    refused(file_store, anyone, invite, "conference", "only held", **which, child_id=world.child_ids[0])


def test_a_hold_moves_with_the_time_that_it_has_left(store: Store, anyone: Actor, clock: HandClock) -> None:
    world = held_world(store, anyone)
    until = clock.at + timedelta(hours=24)
    clock.move(hours=5)
    seats = {key: value for key, value in slot(world, starts_at=LATE).items() if key != "request_id"}
    moved = store.change(anyone, reschedule, conference_id=world.conference_id, **seats, reason=LateReason.ROOM).value
    line = store.ask(anyone, conference_sheet, conference_id=moved).line
    assert (line.state, line.held_until, line.late_reason) == (ConferenceState.PROVISIONAL, until, None)
    assert store.ask(anyone, request_queue)[0].held == line
    people = {key: seats[key] for key in ("chair_id", "minute_taker_id")}
    store.change(anyone, reseat, conference_id=moved, room_id=world.room_ids[1], **people, reason=LateReason.ROOM)
    line = store.ask(anyone, conference_sheet, conference_id=moved).line
    assert (line.state, line.room, line.held_until) == (ConferenceState.PROVISIONAL, "Ash", until)


def test_a_held_slot_does_not_stand_in_the_way_of_its_own_request(file_store: Store, anyone: Actor) -> None:
    world = held_world(file_store, anyone)
    offered = file_store.ask(anyone, slots_for, request_id=world.request_id, count=400, chair_id=world.chair_ids[0])
    assert any(abs(slot.starts_at - AT) < timedelta(hours=1) for slot in offered.slots)
