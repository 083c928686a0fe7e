"""What a conference could be given at its own time: the free ones first, each other with the reason."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from cpconf.bookings.actions import change_request
from cpconf.bookings.queries import conference_sheet
from cpconf.bookings.rules import ConferenceId
from cpconf.bookings.seats import SeatChoices, seat_choices
from cpconf.diary.actions import add_leave, close_room
from cpconf.diary.kinds import LeaveKind
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.worlds import World, another_family, small_world, with_booking, with_request


def choices(store: Store, by: Actor, conference_id: ConferenceId) -> SeatChoices:
    found: SeatChoices = store.ask(by, seat_choices, conference_id=conference_id)
    return found


def day_of(store: Store, by: Actor, world: World) -> tuple[datetime, datetime]:
    on = store.ask(by, conference_sheet, conference_id=world.conference_id).line.starts_at.date()
    return datetime.combine(on, time()), datetime.combine(on, time(23))


def test_what_the_conference_has_itself_is_free_for_it(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    found = choices(store, anyone, world.conference_id)
    assert [(one.name, one.is_free) for one in found.rooms] == [("Ash", True), ("Oak", True)]
    assert [one.name for one in found.chairs] == ["Cass Chair", "Chris Chair"]
    assert [one.id for one in found.minute_takers] == [world.minute_taker_ids[1], world.minute_taker_ids[0]]
    assert found.rooms[1].details == "Toybrook House · 14 seats"


def test_what_cannot_be_had_stands_last_with_its_reason(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    begins, ends = day_of(store, anyone, world)
    store.change(anyone, close_room, room_id=world.room_ids[1], starts_at=begins, ends_at=ends, reason="new carpet")
    store.change(
        anyone, add_leave, staff_id=world.chair_ids[0], starts_at=begins, ends_at=ends, kind=LeaveKind.TRAINING
    )
    found = choices(store, anyone, world.conference_id)
    assert [(one.name, one.is_free) for one in found.rooms] == [("Oak", True), ("Ash", False)]
    assert "new carpet" in found.rooms[1].why
    assert [(one.name, "training" in one.why) for one in found.chairs] == [("Chris Chair", False), ("Cass Chair", True)]


def test_another_conference_at_the_time_keeps_its_room_and_people(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    family_id, children = another_family(store, anyone, world, "Other")
    asked = with_request(store, anyone, world, family_id=family_id, child_ids=children)
    store.change(anyone, change_request, request_id=asked.request_id, social_worker_id=None)
    other = with_booking(store, anyone, asked, room=1, chair=1, minute_taker=1)
    found = choices(store, anyone, world.conference_id)
    assert other.conference_id != world.conference_id
    assert [one.name for one in (*found.rooms, *found.chairs, *found.minute_takers) if not one.is_free] == [
        "Ash",
        "Chris Chair",
        "Mel Taker",
    ]


def test_a_conference_that_is_not_there_is_refused(store: Store, anyone: Actor) -> None:
    with pytest.raises(Refusal) as refused:
        choices(store, anyone, ConferenceId(99))
    assert refused.value.field == "conference"
