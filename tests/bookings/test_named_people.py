"""Whoever must be there is booked like a room: nobody is in two places, and a change of people follows the booking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from cpconf.bookings.actions import (
    book_conference,
    change_request,
    confirm_conference,
    hold_conference,
    record_request,
    set_request_people,
    withdraw_request,
)
from cpconf.bookings.queries import request_sheet, slots_for
from cpconf.bookings.rules import ConferenceKind
from cpconf.people.actions import end_professional
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.bookings.taken import taken_on
from tests.watching import refused
from tests.worlds import World, another_family, small_world, with_booking, with_request

AT = datetime(2026, 3, 10, 10)


def other_request(store: Store, by: Actor, world: World, **more: Any) -> World:
    """Of another family, without a social worker unless one is given."""
    family_id, children = another_family(store, by, world, "Otherly")
    values: dict[str, Any] = {"strategy_discussion_on": date(2026, 3, 2), "seats": 8}
    request_id = store.change(
        by, record_request, family_id=family_id, child_ids=children, kind=ConferenceKind.INITIAL, **(values | more)
    ).value
    return replace(world, request_id=request_id)


def beside(world: World, **more: Any) -> dict[str, Any]:
    """The other room and the other people, at the same time."""
    return {
        "request_id": world.request_id,
        "starts_at": AT,
        "room_id": world.room_ids[1],
        "chair_id": world.chair_ids[1],
        "minute_taker_id": world.minute_taker_ids[1],
    } | more


def test_a_social_worker_is_not_in_two_places(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    other = other_request(store, anyone, world, social_worker_id=world.professional_ids["social_worker"])
    refused(store, anyone, book_conference, "slot", "Sol Worker", **beside(other))
    offered = store.ask(anyone, slots_for, request_id=other.request_id, count=400).slots
    spans = [(slot.starts_at, slot.ends_at) for slot in offered if slot.starts_at.date() == AT.date()]
    assert all(ends_at <= AT or starts_at >= AT + timedelta(hours=2) for starts_at, ends_at in spans)
    store.change(anyone, book_conference, **beside(other, starts_at=AT + timedelta(hours=2)))


def test_an_interpreter_is_asked_for_by_name_and_booked_with_a_hold(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    teacher = world.professional_ids["teacher"]
    first = other_request(store, anyone, world, professional_ids=[teacher, teacher])
    assert store.ask(anyone, request_sheet, request_id=first.request_id).people == ((teacher, "Terry Teachwell"),)
    held = store.change(anyone, hold_conference, **beside(first)).value
    second = with_request(store, anyone, world)
    store.change(anyone, set_request_people, request_id=second.request_id, professional_ids=[teacher])
    wanted = beside(second, room_id=world.room_ids[0], chair_id=world.chair_ids[0])
    wanted |= {"minute_taker_id": world.minute_taker_ids[0]}
    refused(store, anyone, book_conference, "slot", "Terry Teachwell", **wanted)
    store.change(anyone, confirm_conference, conference_id=held)
    store.change(anyone, set_request_people, request_id=first.request_id, professional_ids=[])
    store.change(anyone, book_conference, **wanted)
    assert store.ask(anyone, request_sheet, request_id=first.request_id).people == ()


def test_a_booked_conference_follows_a_change_of_its_people(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    police = world.professional_ids["police"]
    which: dict[str, Any] = {"request_id": world.request_id}
    store.change(anyone, set_request_people, **which, professional_ids=[police])
    store.change(anyone, change_request, **which, social_worker_id=world.professional_ids["teacher"])
    people = {one.name for one in store.ask(anyone, taken_on, on=AT.date())} - {"Oak", "Cass Chair", "Min Taker"}
    assert people == {"Pat Constable", "Terry Teachwell"}
    other = other_request(store, anyone, world, social_worker_id=world.professional_ids["health_visitor"])
    store.change(anyone, book_conference, **beside(other))
    busy = {"social_worker_id": world.professional_ids["health_visitor"]}
    refused(store, anyone, change_request, "slot", "Harper Visitwell", **which, **busy)
    refused(
        store, anyone, set_request_people, "slot", "Harper Visitwell", **which, professional_ids=[busy.popitem()[1]]
    )


def test_who_cannot_be_named_is_refused(file_store: Store, anyone: Actor) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    police, teacher = world.professional_ids["police"], world.professional_ids["teacher"]
    which: dict[str, Any] = {"request_id": world.request_id}
    file_store.change(anyone, set_request_people, **which, professional_ids=[teacher])
    file_store.change(anyone, end_professional, professional_id=police)
    file_store.change(anyone, end_professional, professional_id=teacher)
    refused(file_store, anyone, set_request_people, "people", "has left", **which, professional_ids=[police])
    refused(file_store, anyone, set_request_people, None, "no longer there", **which, professional_ids=[999])
    file_store.change(anyone, set_request_people, **which, professional_ids=[teacher])  # was there before
    file_store.change(anyone, set_request_people, **which, professional_ids=[])
    refused(file_store, anyone, set_request_people, "people", "has left", **which, professional_ids=[teacher])
    file_store.change(anyone, withdraw_request, **which, why="x")
    refused(file_store, anyone, set_request_people, "request", "withdrawn", **which, professional_ids=[])


def test_what_is_asked_of_room_and_family_is_kept_and_shown(file_store: Store, anyone: Actor) -> None:
    world = other_request(
        file_store, anyone, small_world(file_store, anyone), split_attendance=True, urgent=" Discharge on Friday ",
        equipment_needed=" Hearing  loop,screen, Screen",
    )  # fmt: skip
    sheet = file_store.ask(anyone, request_sheet, request_id=world.request_id)
    assert (sheet.urgent, sheet.split_attendance, sheet.equipment_needed) == (
        "Discharge on Friday",
        True,
        "hearing loop, screen",
    )
    assert sheet.line.needs[:2] == ("Urgent: Discharge on Friday", "Two sittings")
    file_store.change(anyone, change_request, request_id=world.request_id, urgent="", equipment_needed="")
    booked = file_store.change(anyone, hold_conference, **beside(world)).value
    held = file_store.ask(anyone, request_sheet, request_id=world.request_id).held
    assert held is not None
    assert (held.id, held.ends_at - held.starts_at) == (booked, timedelta(minutes=160))
    assert held.second_sitting_at == AT + timedelta(minutes=120)
