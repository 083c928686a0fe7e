"""Conferences are listed and found, slots are offered and hold what they promise; no list costs by its length."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cpconf.bookings.actions import book_conference, cancel_conference, change_request
from cpconf.bookings.queries import conference_list, conference_sheet, find_conferences, slots_for
from cpconf.bookings.rules import ConferenceId, ConferenceState, LateReason, RequestId
from cpconf.diary.actions import add_leave
from cpconf.diary.queries import resources
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.watching import cost
from tests.worlds import another_family, small_world, usual_start, with_booking, with_request

MARCH: dict[str, Any] = {"from_on": date(2026, 3, 1), "until_on": date(2026, 3, 31)}


def test_conferences_are_listed_by_time_and_state(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    (line,) = store.ask(anyone, conference_list, **MARCH)
    assert (line.reference, line.room, line.chair, line.minute_taker) == (
        "CP-2026-0001",
        "Oak",
        "Cass Chair",
        "Min Taker",
    )
    assert [(child.name, child.age) for child in line.children] == [
        ("Robin Testling", "7 years"),
        ("Wren Testling", "3 years"),
    ]
    assert not line.is_late
    day: dict[str, Any] = {"from_on": date(2026, 3, 10), "until_on": date(2026, 3, 10)}
    assert store.ask(anyone, conference_list, **day) == (line,)
    assert store.ask(anyone, conference_list, from_on=date(2026, 3, 11), until_on=date(2026, 3, 31)) == ()
    store.change(anyone, cancel_conference, conference_id=world.conference_id, reason=LateReason.SAFETY)
    assert store.ask(anyone, conference_list, **MARCH, states=[ConferenceState.CONFIRMED]) == ()
    assert len(store.ask(anyone, conference_list, **MARCH)) == 1


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("cp-2026-0001", 1),
        ("testling", 1),
        ("f-000001", 1),
        ("wren cp-2026", 1),
        ("T1002", 1),
        ("wren nobody", 0),
        ("", 0),
    ],
)
def test_conferences_are_found_by_reference_family_and_child(
    file_store: Store, anyone: Actor, words: str, count: int
) -> None:
    with_booking(file_store, anyone, small_world(file_store, anyone))
    assert len(file_store.ask(anyone, find_conferences, words=words)) == count


def test_the_best_slot_can_be_booked_as_it_is_offered(store: Store, anyone: Actor) -> None:
    world = with_request(store, anyone, small_world(store, anyone))
    store.change(
        anyone,
        add_leave,
        staff_id=world.chair_ids[0],
        starts_at=datetime(2026, 3, 3),
        ends_at=datetime(2026, 3, 31),
    )
    store.change(anyone, change_request, request_id=world.request_id, seats=12, preferred_chair_id=world.chair_ids[1])
    search = store.ask(anyone, slots_for, request_id=world.request_id)
    assert len(search.slots) == 10
    named = {line.id: line for line in store.ask(anyone, resources)}
    for slot in search.slots:
        assert (named[slot.room].name, named[slot.chair].name) == ("Oak", "Chris Chair")
        assert slot.starts_at.date() > date(2026, 3, 2)
    best = search.slots[0]
    chair_id, minute_taker_id = named[best.chair].staff_id, named[best.minute_taker].staff_id
    assert chair_id is not None and minute_taker_id is not None
    store.change(
        anyone,
        book_conference,
        request_id=world.request_id,
        starts_at=best.starts_at,
        room_id=named[best.room].room_id,
        chair_id=chair_id,
        minute_taker_id=minute_taker_id,
    )
    (line,) = store.ask(anyone, conference_list, **MARCH)
    assert (line.starts_at, line.ends_at) == (best.starts_at, best.ends_at)


def test_unknown_ids_are_refused(file_store: Store, anyone: Actor) -> None:
    with pytest.raises(Refusal, match="not in the store"):
        file_store.ask(anyone, conference_sheet, conference_id=ConferenceId(9))
    with pytest.raises(Refusal, match="not in the store"):
        file_store.ask(anyone, slots_for, request_id=RequestId(9))


def test_queries_cost_the_same_for_one_and_for_three(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    family_id, children = another_family(file_store, anyone, world, "Further", 3)
    waiting = with_request(file_store, anyone, world, family_id=family_id, child_ids=children[:1])

    def costs() -> list[int]:
        return [
            cost(file_store, anyone, conference_list, **MARCH),
            cost(file_store, anyone, find_conferences, words="cp-2026"),
            cost(file_store, anyone, conference_sheet, conference_id=world.conference_id),
            cost(file_store, anyone, slots_for, request_id=waiting.request_id),
        ]

    before = costs()
    for n, child_id in enumerate(children[1:], start=1):
        asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=[child_id])
        with_booking(file_store, anyone, asked, starts_at=usual_start(file_store) + timedelta(days=n))
    assert len(file_store.ask(anyone, conference_list, **MARCH)) == 3
    assert costs() == before
