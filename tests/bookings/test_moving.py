"""Conferences move, are seated anew and stand again as they were; the target and the first lateness stay for ever."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from cpconf.bookings.actions import (
    cancel_conference,
    invite,
    reschedule,
    reseat,
    take_back_move,
    withdraw_invitation,
)
from cpconf.bookings.queries import conference_list, conference_sheet, request_queue, slots_for_move
from cpconf.bookings.rules import ConferenceId, ConferenceState, LateCause, LateReason
from cpconf.conferences.actions import finish_conference, mark_report
from cpconf.diary.actions import close_room
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.bookings.taken import taken_on
from tests.conftest import HandClock
from tests.watching import refused
from tests.worlds import World, another_family, small_world, with_booking, with_request

AT = datetime(2026, 3, 10, 10)
LATE = datetime(2026, 3, 25, 10)
ILL = LateReason.CHAIR_SICK


def seat(world: World, room: int = 0, chair: int = 0, taker: int = 0) -> dict[str, Any]:
    return {
        "room_id": world.room_ids[room],
        "chair_id": world.chair_ids[chair],
        "minute_taker_id": world.minute_taker_ids[taker],
    }


def booked(store: Store, by: Actor, **more: Any) -> World:
    return with_booking(store, by, small_world(store, by), **more)


def move(store: Store, by: Actor, world: World, at: datetime, **more: Any) -> ConferenceId:
    values: dict[str, Any] = {"conference_id": world.conference_id, "starts_at": at, "reason": ILL}
    return store.change(by, reschedule, **(values | seat(world) | more)).value


def state_of(store: Store, by: Actor, conference_id: ConferenceId) -> ConferenceState:
    return store.ask(by, conference_sheet, conference_id=conference_id).line.state


def adjourned(store: Store, by: Actor, clock: HandClock) -> World:
    world = booked(store, by)
    clock.move(days=8, hours=3)
    store.change(by, finish_conference, conference_id=world.conference_id, state=ConferenceState.ADJOURNED)
    return world


def test_a_reseated_conference_is_the_same_one_with_its_invitations(store: Store, anyone: Actor) -> None:
    world = booked(store, anyone)
    before = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    which: dict[str, Any] = {"conference_id": world.conference_id, "reason": ILL}
    store.change(anyone, reseat, **which, **seat(world, 1, 1), note="flu")
    after = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    assert (after.line.room, after.line.chair, after.line.minute_taker) == ("Ash", "Chris Chair", "Min Taker")
    assert (after.line.reference, after.people, after.change_reason) == (before.line.reference, before.people, None)
    taken = {one.name for one in store.ask(anyone, taken_on, on=AT.date())}
    assert taken == {"Ash", "Chris Chair", "Min Taker", "Sol Worker"}
    store.change(anyone, reseat, **which, **seat(world))
    assert store.ask(anyone, conference_sheet, conference_id=world.conference_id) == before


def test_wrong_seats_are_refused(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world = booked(file_store, anyone)
    which: dict[str, Any] = {"conference_id": world.conference_id, "reason": ILL}
    refused(file_store, anyone, reseat, "slot", "already", **which, **seat(world))
    closed: dict[str, Any] = {"starts_at": AT, "ends_at": AT + timedelta(hours=1), "reason": "paint"}
    file_store.change(anyone, close_room, room_id=world.room_ids[1], **closed)
    refused(file_store, anyone, reseat, "room", "Ash is closed", **which, **seat(world, room=1))
    clock.move(days=9)
    refused(file_store, anyone, reseat, "slot", "passed", **which, **seat(world, chair=1))
    file_store.change(anyone, finish_conference, conference_id=world.conference_id, state=ConferenceState.NOT_HELD)
    refused(file_store, anyone, reseat, "conference", "still to come", **which, **seat(world, chair=1))


def test_a_move_is_taken_back_and_the_original_stands_as_it_was(store: Store, anyone: Actor) -> None:
    world = booked(store, anyone)
    before = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    taken = store.ask(anyone, taken_on, on=AT.date())
    successor_id = move(store, anyone, world, AT + timedelta(days=2), **seat(world, 1, 1, 1))
    assert store.change(anyone, take_back_move, conference_id=successor_id).value == world.conference_id
    assert store.ask(anyone, conference_sheet, conference_id=world.conference_id) == before
    assert store.ask(anyone, taken_on, on=AT.date()) == taken
    assert store.ask(anyone, taken_on, on=AT.date() + timedelta(days=2)) == []
    assert state_of(store, anyone, successor_id) is ConferenceState.TAKEN_BACK
    (line,) = store.ask(anyone, conference_list, from_on=AT.date(), until_on=LATE.date())
    assert line.id == world.conference_id
    assert store.ask(anyone, request_queue) == ()
    again = move(store, anyone, world, AT + timedelta(days=2))
    assert state_of(store, anyone, again) is ConferenceState.CONFIRMED
    refused(store, anyone, take_back_move, "conference", "not moved here", conference_id=successor_id)


def test_a_move_is_not_taken_back_when_the_old_seat_is_gone(store: Store, anyone: Actor) -> None:
    world = booked(store, anyone)
    successor_id = move(store, anyone, world, AT + timedelta(days=1))
    family_id, children = another_family(store, anyone, world, "Otherly")
    with_booking(store, anyone, with_request(store, anyone, world, family_id=family_id, child_ids=children))
    refused(store, anyone, take_back_move, "room", "taken", conference_id=successor_id)


def test_a_move_is_not_taken_back_once_something_has_happened(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = booked(file_store, anyone)
    refused(file_store, anyone, take_back_move, "conference", "not moved here", conference_id=world.conference_id)
    successor_id = move(file_store, anyone, world, AT + timedelta(days=1))
    which: dict[str, Any] = {"conference_id": successor_id}
    people = file_store.ask(anyone, conference_sheet, **which).people
    file_store.change(anyone, withdraw_invitation, invitation_id=people[0].invitation_id)
    refused(file_store, anyone, take_back_move, "conference", "invited or withdrawn", **which)
    file_store.change(anyone, invite, **which, adult_id=people[0].adult_id)
    third = file_store.change(anyone, invite, **which, child_id=world.child_ids[0]).value
    refused(file_store, anyone, take_back_move, "conference", "invited or withdrawn", **which)
    file_store.change(anyone, withdraw_invitation, invitation_id=third)
    reported: dict[str, Any] = {"invitation_id": people[2].invitation_id, "received_on": date(2026, 3, 2)}
    file_store.change(anyone, mark_report, **reported)
    refused(file_store, anyone, take_back_move, "conference", "recorded since", **which)
    move(file_store, anyone, world, AT + timedelta(days=3), conference_id=successor_id)
    refused(file_store, anyone, take_back_move, "conference", "moved on", **which)


def test_a_move_is_not_taken_back_to_a_time_that_has_passed(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world = booked(file_store, anyone)
    successor_id = move(file_store, anyone, world, AT + timedelta(days=3))
    clock.move(days=9)
    refused(file_store, anyone, take_back_move, "slot", "passed", conference_id=successor_id)


def test_what_was_adjourned_is_reconvened_and_the_target_never_moves(
    store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = adjourned(store, anyone, clock)
    first = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    assert first.reconvene_by == date(2026, 3, 24)
    offered = store.ask(anyone, slots_for_move, conference_id=world.conference_id).slots
    assert (offered[0].starts_at.date(), offered[0].day_number, offered[0].of_days) == (date(2026, 3, 11), 1, 10)
    successor_id = move(store, anyone, world, datetime(2026, 3, 24, 10), reason=LateReason.INQUORATE)
    second = store.ask(anyone, conference_sheet, conference_id=successor_id)
    assert (second.due_on, second.reconvene_by) == (first.due_on, first.reconvene_by)
    assert second.late_reason is LateReason.INQUORATE
    assert state_of(store, anyone, world.conference_id) is ConferenceState.ADJOURNED
    assert [one.name for one in store.ask(anyone, taken_on, on=AT.date())].count("Oak") == 1, "it took place there"
    store.change(anyone, take_back_move, conference_id=successor_id)
    again = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    assert (again.line.state, again.successor_id) == (ConferenceState.ADJOURNED, None)


def test_one_that_was_held_or_cancelled_does_not_move(file_store: Store, anyone: Actor) -> None:
    world = booked(file_store, anyone)
    file_store.change(anyone, cancel_conference, conference_id=world.conference_id, reason=ILL)
    values = {"conference_id": world.conference_id, "starts_at": AT, "reason": ILL} | seat(world)
    refused(file_store, anyone, reschedule, "conference", "held or cancelled", **values)


def test_why_it_was_late_in_the_first_place_stays_on_its_successors(store: Store, anyone: Actor) -> None:
    world = booked(store, anyone, starts_at=LATE, late_reason=LateReason.URGENT_FAMILY)
    first = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    assert first.late_cause is LateCause.FREE_IN_TIME
    successor_id = move(store, anyone, world, LATE + timedelta(days=1))
    second = store.ask(anyone, conference_sheet, conference_id=successor_id)
    kept = [(one.late_reason, one.late_cause, one.earliest_possible_at) for one in (first, second)]
    assert kept[0] == kept[1] == (LateReason.URGENT_FAMILY, LateCause.FREE_IN_TIME, datetime(2026, 3, 3, 8, 30))
    back = move(store, anyone, world, AT, conference_id=successor_id)
    assert store.ask(anyone, conference_sheet, conference_id=back).late_cause is None


def test_slots_for_a_move_may_overlap_what_it_has_and_prefer_its_chair(file_store: Store, anyone: Actor) -> None:
    world = booked(file_store, anyone, chair=1)
    asked: dict[str, Any] = {"conference_id": world.conference_id, "count": 400}
    search = file_store.ask(anyone, slots_for_move, **asked)
    assert any(abs(slot.starts_at - AT) < timedelta(minutes=60) for slot in search.slots)
    assert all(not slot.is_late for slot in search.slots[:10])
    chairs = {slot.chair for slot in search.slots[:5]}
    only = file_store.ask(anyone, slots_for_move, **asked, chair_id=world.chair_ids[0], room_id=world.room_ids[1])
    assert len(chairs) == 1
    assert {slot.chair for slot in only.slots}.isdisjoint(chairs)
    assert len({slot.room for slot in only.slots}) == 1


def test_a_refused_move_leaves_everything_as_it_was(store: Store, anyone: Actor) -> None:
    world = booked(store, anyone)
    values = {"conference_id": world.conference_id, "starts_at": datetime(2026, 3, 14, 10), "reason": ILL}
    refused(store, anyone, reschedule, "slot", "weekend", **values, **seat(world))
    closed: dict[str, Any] = {"starts_at": LATE, "ends_at": LATE + timedelta(hours=1), "reason": "paint"}
    store.change(anyone, close_room, room_id=world.room_ids[0], **closed)
    refused(store, anyone, reschedule, "room", "is closed", **(values | {"starts_at": LATE}), **seat(world))
    assert len(store.ask(anyone, taken_on, on=AT.date())) == 4
