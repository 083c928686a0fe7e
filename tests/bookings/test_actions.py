"""Conferences are booked, moved, cancelled and reinstated; each refusal is precise and leaves nothing behind."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cpconf.access.actions import end_staff
from cpconf.access.rules import StaffId
from cpconf.bookings.actions import (
    book_conference,
    cancel_conference,
    invite,
    record_request,
    reinstate_conference,
    reschedule,
    return_request,
    withdraw_invitation,
    withdraw_request,
)
from cpconf.bookings.queries import conference_sheet, request_queue, request_sheet
from cpconf.bookings.rules import ConferenceKind, ConferenceState, LateReason, Mode, RequestState
from cpconf.diary.actions import add_calendar_exception, add_leave, close_room, end_room
from cpconf.diary.kinds import ClosureKind
from cpconf.people.actions import add_adult, add_family, add_professional, change_adult, end_professional, involve
from cpconf.people.rules import AgencyKind
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.bookings.taken import taken_on
from tests.conftest import HandClock
from tests.watching import refused
from tests.worlds import World, add_a_room, another_family, small_world, with_booking, with_request

AT = datetime(2026, 3, 10, 10)


def booking(world: World, **more: Any) -> dict[str, Any]:
    return {
        "request_id": world.request_id,
        "starts_at": AT,
        "room_id": world.room_ids[0],
        "chair_id": world.chair_ids[0],
        "minute_taker_id": world.minute_taker_ids[0],
    } | more


def moved(world: World, **more: Any) -> dict[str, Any]:
    values = booking(world, **({"reason": LateReason.CHAIR_SICK} | more))
    del values["request_id"]
    return {"conference_id": world.conference_id} | values


def second_request(store: Store, by: Actor, world: World) -> World:
    family_id, children = another_family(store, by, world, "Otherly")
    return with_request(store, by, world, family_id=family_id, child_ids=children)


def test_a_booking_carries_the_clocks_the_people_and_its_changes(store: Store, anyone: Actor) -> None:
    world = with_request(store, anyone, small_world(store, anyone))
    done = store.change(anyone, book_conference, **booking(world))
    touched = {"conference", "occupancy", "invitation", "request", "conference_child"}
    assert set(done.changes) == touched | {"resource"}, "the social worker is in the diary from now on"
    sheet = store.ask(anyone, conference_sheet, conference_id=done.value)
    assert (sheet.day_by_strategy, sheet.of_days, sheet.day_by_s47, sheet.of_days_s47) == (6, 15, 6, 15)
    assert (sheet.due_on, sheet.late_reason, sheet.earliest_possible_at) == (date(2026, 3, 23), None, None)
    assert (sheet.line.room, sheet.line.site, sheet.line.chair) == ("Oak", "Toybrook House", "Cass Chair")
    assert [(person.name, person.group) for person in sheet.people] == [
        ("Mo Testling", "family"),
        ("Fin Testling", "family"),
        ("Sol Worker", "professional"),
        ("Terry Teachwell", "professional"),
        ("Harper Visitwell", "professional"),
        ("Pat Constable", "professional"),
    ]
    assert store.ask(anyone, request_sheet, request_id=world.request_id).line.state is RequestState.BOOKED


@pytest.mark.parametrize(
    ("field", "words", "wrong"),
    [
        ("slot", "weekend", {"starts_at": datetime(2026, 3, 7, 10)}),
        ("slot", "passed", {"starts_at": datetime(2026, 2, 27, 10)}),
        ("slot", "same day", {"ends_at": datetime(2026, 3, 11, 10)}),
        ("ends_at", "after the start", {"ends_at": AT}),
        ("room", "Oak is not open from 07:30 to 10:00", {"starts_at": AT.replace(hour=8)}),
        ("room", "Oak is not open", {"starts_at": AT.replace(hour=16, minute=10)}),
        ("room", "Choose a room", {"room_id": None}),
        ("minute_taker", "two people", {"minute_taker_id": StaffId(1)}),
        ("chair", "does not chair", {"chair_id": StaffId(4)}),
        ("minute_taker", "does not take minutes", {"minute_taker_id": StaffId(2)}),
        (None, "no longer there", {"chair_id": StaffId(99)}),
        (None, "no longer there", {"room_id": 99}),
        (None, "no longer there", {"request_id": 99}),
        ("late_reason", "after the target 23/03/2026", {"starts_at": datetime(2026, 3, 24, 10)}),
    ],
)
def test_wrong_bookings_are_refused(
    file_store: Store, anyone: Actor, field: str | None, words: str, wrong: dict[str, Any]
) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    refused(file_store, anyone, book_conference, field, words, **booking(world, **wrong))


def test_bank_holidays_and_closed_days_are_refused_by_name(file_store: Store, anyone: Actor) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    good_friday = datetime(2026, 4, 3, 10)
    refused(file_store, anyone, book_conference, "slot", "Good Friday", **booking(world, starts_at=good_friday))
    file_store.change(anyone, add_calendar_exception, day=AT.date(), kind=ClosureKind.CLOSED, reason="Flood")
    refused(
        file_store, anyone, book_conference, "slot", "10/03/2026 is not a working day here: Flood", **booking(world)
    )


def test_closures_leave_and_departures_are_refused_by_name(store: Store, anyone: Actor) -> None:
    world = with_request(store, anyone, small_world(store, anyone))
    span: dict[str, Any] = {"starts_at": AT.replace(hour=9), "ends_at": AT.replace(hour=9, minute=40)}
    closure = store.change(anyone, close_room, room_id=world.room_ids[0], reason="new floor", **span)
    refused(store, anyone, book_conference, "room", "Oak is closed from 10/03/2026 09:00", **booking(world))
    other_room = booking(world, room_id=world.room_ids[1])
    store.change(anyone, add_leave, staff_id=world.chair_ids[0], **span)
    refused(store, anyone, book_conference, "chair", "Cass Chair is away", **other_room)
    store.change(anyone, end_staff, staff_id=world.minute_taker_ids[0], ended_on=date(2026, 3, 9))
    other_chair = other_room | {"chair_id": world.chair_ids[1]}
    refused(store, anyone, book_conference, "minute_taker", "has left", **other_chair)
    store.change(anyone, end_room, room_id=world.room_ids[1])
    refused(
        store, anyone, book_conference, "room", "no longer used",
        **(other_chair | {"minute_taker_id": world.minute_taker_ids[1]}),
    )  # fmt: skip
    assert closure.value


def test_a_room_that_is_too_small_is_refused(file_store: Store, anyone: Actor) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone), seats=9)
    refused(
        file_store, anyone, book_conference, "room", "Ash has 8 seats and this conference needs 9",
        **booking(world, room_id=world.room_ids[1]),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "words", "other"),
    [
        ("room", "The room Oak is taken from 09:30 to 12:10", {"chair": 1, "taker": 1}),
        ("chair", "The chair Cass Chair is taken from 09:30 to 12:30", {"room": 1, "taker": 1}),
        ("minute_taker", "The minute-taker Min Taker is taken from 10:00 to 13:00", {"room": 1, "chair": 1}),
    ],
)
def test_whatever_is_taken_is_refused_precisely(
    store: Store, anyone: Actor, field: str, words: str, other: dict[str, int]
) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    second = second_request(store, anyone, world)
    wanted = booking(
        second,
        starts_at=AT + timedelta(hours=1),
        room_id=world.room_ids[other.get("room", 0)],
        chair_id=world.chair_ids[other.get("chair", 0)],
        minute_taker_id=world.minute_taker_ids[other.get("taker", 0)],
    )
    refusal = refused(store, anyone, book_conference, field, words, **wanted)
    assert "CP-2026-0001" in refusal.message
    assert "Testling" not in refusal.message


def test_one_conference_may_start_when_the_others_margins_end(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    second = second_request(file_store, anyone, world)
    # The room is free again at 12:10, the chair at 12:30 (and meets the family then), the minute-taker at 13:00.
    wanted = booking(second, starts_at=AT.replace(hour=12, minute=50))
    refused(file_store, anyone, book_conference, "chair", "taken", **wanted)
    wanted |= {"chair_id": world.chair_ids[1]}
    refused(file_store, anyone, book_conference, "minute_taker", "taken", **wanted)
    file_store.change(anyone, book_conference, **booking(second, starts_at=AT.replace(hour=13)))


def test_only_a_waiting_request_is_booked(file_store: Store, anyone: Actor) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    file_store.change(anyone, return_request, request_id=world.request_id, why="x")
    refused(file_store, anyone, book_conference, "request", "returned", **booking(world))
    file_store.change(anyone, withdraw_request, request_id=world.request_id, why="x")
    refused(file_store, anyone, book_conference, "request", "withdrawn", **booking(world))
    second = with_booking(file_store, anyone, second_request(file_store, anyone, world))
    refused(file_store, anyone, book_conference, "request", "already booked", **booking(second))


def test_a_late_booking_keeps_its_reason_and_the_earliest_slot_that_was_possible(store: Store, anyone: Actor) -> None:
    world = with_request(store, anyone, small_world(store, anyone))
    late = booking(
        world, starts_at=datetime(2026, 3, 24, 10), late_reason=LateReason.URGENT_FAMILY, late_note=" funeral "
    )
    conference_id = store.change(anyone, book_conference, **late).value
    sheet = store.ask(anyone, conference_sheet, conference_id=conference_id)
    assert (sheet.late_reason, sheet.late_note, sheet.day_by_strategy) == (LateReason.URGENT_FAMILY, "funeral", 16)
    assert sheet.earliest_possible_at == datetime(2026, 3, 3, 8, 30)
    assert sheet.line.is_late


def test_references_count_by_the_year_of_the_conference(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    second = second_request(file_store, anyone, world)
    next_year = with_booking(
        file_store, anyone, second, starts_at=datetime(2027, 1, 5, 10), late_reason=LateReason.ROOM
    )
    sheet = file_store.ask(anyone, conference_sheet, conference_id=next_year.conference_id)
    assert sheet.line.reference == "CP-2027-0001"


def test_a_remote_conference_needs_no_room(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    request_id = file_store.change(
        anyone, record_request, family_id=world.family_id, child_ids=world.child_ids, kind=ConferenceKind.INITIAL,
        strategy_discussion_on=date(2026, 3, 2), mode=Mode.REMOTE,
    ).value  # fmt: skip
    file_store.change(anyone, book_conference, **booking(world, request_id=request_id, room_id=None))
    assert [one.name for one in file_store.ask(anyone, taken_on, on=AT.date())] == ["Cass Chair", "Min Taker"]


def test_a_move_keeps_the_original_links_its_successor_and_leaves_the_target(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    first = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    withdrawn = first.people[-1]
    store.change(anyone, withdraw_invitation, invitation_id=withdrawn.invitation_id)
    successor_id = store.change(anyone, reschedule, **moved(world, starts_at=AT + timedelta(hours=1), note="flu")).value
    old = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    new = store.ask(anyone, conference_sheet, conference_id=successor_id)
    assert (old.line.state, old.successor_id, old.line.starts_at) == (ConferenceState.RESCHEDULED, successor_id, AT)
    assert (old.change_reason, old.change_note, old.due_on) == (LateReason.CHAIR_SICK, "flu", first.due_on)
    assert (new.line.reference, new.line.state, new.predecessor_id) == (
        "CP-2026-0002",
        ConferenceState.CONFIRMED,
        world.conference_id,
    )
    assert (new.due_on, new.counted_from_on, new.late_reason) == (first.due_on, first.counted_from_on, None)
    assert [child.id for child in new.line.children] == list(world.child_ids)
    assert [person.name for person in new.people] == [person.name for person in first.people[:-1]]
    room = next(one for one in store.ask(anyone, taken_on, on=AT.date()) if one.name == "Oak")
    assert (room.conference_id, room.starts_at) == (successor_id, AT + timedelta(minutes=30))
    refused(store, anyone, reschedule, "conference", "already moved", **moved(world))


def test_a_move_past_the_target_takes_its_reason_for_lateness(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    values = moved(world, starts_at=datetime(2026, 3, 25, 10))
    successor_id = file_store.change(anyone, reschedule, **values).value
    new = file_store.ask(anyone, conference_sheet, conference_id=successor_id)
    assert (new.late_reason, new.due_on) == (LateReason.CHAIR_SICK, date(2026, 3, 23))
    assert new.earliest_possible_at == datetime(2026, 3, 3, 8, 30)


def test_wrong_moves_are_refused_and_the_booking_stays(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    other = with_booking(store, anyone, second_request(store, anyone, world), starts_at=AT + timedelta(days=1))
    values = moved(world, starts_at=AT + timedelta(days=1))
    refused(store, anyone, reschedule, "room", "Oak is taken", **values)
    refused(store, anyone, reschedule, "slot", "weekend", **(values | {"starts_at": datetime(2026, 3, 14, 10)}))
    store.change(anyone, cancel_conference, conference_id=other.conference_id, reason=LateReason.SAFETY)
    refused(store, anyone, reschedule, "conference", "held or cancelled", **moved(other))
    store.change(anyone, reschedule, **values)


def test_a_cancelled_conference_frees_its_slot_and_its_request_waits_again(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    values: dict[str, Any] = {"conference_id": world.conference_id, "reason": LateReason.WORKER_ABSENT, "note": "ill"}
    store.change(anyone, cancel_conference, **values)
    sheet = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    assert (sheet.line.state, sheet.change_reason, sheet.change_note) == (
        ConferenceState.CANCELLED,
        LateReason.WORKER_ABSENT,
        "ill",
    )
    (line,) = store.ask(anyone, request_queue)
    assert (line.id, line.due_on) == (world.request_id, date(2026, 3, 23))
    refused(store, anyone, cancel_conference, "conference", "still to come", **values)
    second = second_request(store, anyone, world)
    store.change(anyone, book_conference, **booking(second))
    refused(store, anyone, reinstate_conference, "room", "taken", conference_id=world.conference_id)


def test_a_cancellation_is_undone(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    which: dict[str, Any] = {"conference_id": world.conference_id}
    refused(file_store, anyone, reinstate_conference, "conference", "Only a cancelled", **which)
    file_store.change(anyone, cancel_conference, **which, reason=LateReason.SAFETY)
    file_store.change(anyone, reinstate_conference, **which)
    sheet = file_store.ask(anyone, conference_sheet, **which)
    assert (sheet.line.state, sheet.change_reason) == (ConferenceState.CONFIRMED, None)
    assert file_store.ask(anyone, request_queue) == ()
    assert [one.name for one in file_store.ask(anyone, taken_on, on=AT.date())].count("Oak") == 1
    file_store.change(anyone, cancel_conference, **which, reason=LateReason.SAFETY)
    again = with_booking(file_store, anyone, world, starts_at=AT + timedelta(days=1))
    refused(file_store, anyone, reinstate_conference, "request", "booked anew", **which)
    file_store.change(anyone, cancel_conference, conference_id=again.conference_id, reason=LateReason.SAFETY)
    clock.move(days=10)
    refused(file_store, anyone, reinstate_conference, "slot", "passed", **which)


def test_people_are_invited_withdrawn_and_invited_again(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    which: dict[str, Any] = {"conference_id": world.conference_id}
    gp = store.change(
        anyone, add_professional, name="Gil Doctorly", agency_id=world.agency_ids[AgencyKind.HEALTH_VISITING]
    ).value
    store.change(anyone, invite, **which, professional_id=gp, capacity="GP")
    robin = store.change(anyone, invite, **which, child_id=world.child_ids[0]).value
    people = store.ask(anyone, conference_sheet, **which).people
    assert [(p.name, p.capacity, p.report_due_on) for p in people[-2:]] == [
        ("Gil Doctorly", "GP", date(2026, 3, 6)),
        ("Robin Testling", "", None),
    ]
    refused(store, anyone, invite, "person", "already invited", **which, professional_id=gp)
    store.change(anyone, withdraw_invitation, invitation_id=robin)
    refused(store, anyone, withdraw_invitation, "person", "already withdrawn", invitation_id=robin)
    assert len(store.ask(anyone, conference_sheet, **which).people) == len(people) - 1
    assert store.change(anyone, invite, **which, child_id=world.child_ids[0]).value == robin
    assert store.ask(anyone, conference_sheet, **which).people == people


def test_wrong_invitations_are_refused(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    which: dict[str, Any] = {"conference_id": world.conference_id}
    refused(file_store, anyone, invite, "person", "one person at a time", **which)
    refused(
        file_store, anyone, invite, "person", "one person at a time", **which,
        adult_id=world.mother_id, child_id=world.child_ids[0],
    )  # fmt: skip
    refused(file_store, anyone, invite, "person", "not one of those", **which, child_id=world.unborn_id)
    other = file_store.change(anyone, add_family, name="Other").value
    stranger = file_store.change(anyone, add_adult, family_id=other, name="A Stranger").value
    refused(file_store, anyone, invite, "person", "another family", **which, adult_id=stranger)
    agency_id = world.agency_ids[AgencyKind.POLICE]
    gone = file_store.change(anyone, add_professional, name="Gone Away", agency_id=agency_id).value
    file_store.change(anyone, end_professional, professional_id=gone)
    refused(file_store, anyone, invite, "person", "has left", **which, professional_id=gone)
    file_store.change(anyone, cancel_conference, **which, reason=LateReason.SAFETY)
    refused(file_store, anyone, invite, "conference", "over or off", **which, child_id=world.child_ids[0])


def test_neither_the_dead_nor_those_without_responsibility_nor_those_who_left_are_invited(
    file_store: Store, anyone: Actor
) -> None:
    world = small_world(file_store, anyone)
    file_store.change(
        anyone, change_adult, adult_id=world.father_id, name="Fin", born_on=None, in_household=False,
        died_on=date(2026, 1, 1),
    )  # fmt: skip
    file_store.change(anyone, add_adult, family_id=world.family_id, name="An Aunt")
    file_store.change(anyone, end_professional, professional_id=world.professional_ids["police"])
    file_store.change(
        anyone, involve, family_id=world.family_id, professional_id=world.professional_ids["teacher"], role="Lead"
    )
    booked = with_booking(file_store, anyone, world)
    people = file_store.ask(anyone, conference_sheet, conference_id=booked.conference_id).people
    assert [(person.name, person.capacity) for person in people] == [
        ("Mo Testling", "mother"),
        ("Sol Worker", "Social worker"),
        ("Terry Teachwell", "Lead"),
        ("Harper Visitwell", "Health visitor"),
    ]


def test_a_report_is_never_due_before_the_invitation(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone), starts_at=datetime(2026, 3, 3, 10))
    people = file_store.ask(anyone, conference_sheet, conference_id=world.conference_id).people
    assert {person.report_due_on for person in people if person.professional_id} == {date(2026, 3, 2)}


def test_a_chair_bound_to_one_site_is_not_at_work_at_another(file_store: Store, anyone: Actor) -> None:
    from cpconf.diary.actions import add_site, set_pattern
    from tests.worlds import WEEK

    world = with_request(file_store, anyone, small_world(file_store, anyone))
    elsewhere = file_store.change(anyone, add_site, name="Farbrook House").value
    room_id = add_a_room(file_store, anyone, elsewhere, "Elm", 12)
    file_store.change(
        anyone, set_pattern, staff_id=world.chair_ids[0], periods=WEEK, site_id=world.site_id, from_on=date(2026, 3, 9)
    )
    wanted = booking(world, room_id=room_id)
    refused(file_store, anyone, book_conference, "chair", "Cass Chair is not at work there", **wanted)
    file_store.change(anyone, book_conference, **booking(world))
