"""What a closure or an absence breaks is listed before it is entered, and only what it really breaks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cpconf.bookings.actions import cancel_conference
from cpconf.bookings.affected import AffectedLine, affected
from cpconf.bookings.holding import hold_conference
from cpconf.bookings.rules import LateReason
from cpconf.diary.actions import close_room
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.bookings.busy_diary import TUESDAY, busy
from tests.conftest import HandClock
from tests.watching import cost
from tests.worlds import World, another_family, with_request

DAY = timedelta(days=1)
WHOLE: dict[str, Any] = {"starts_at": TUESDAY.replace(hour=0), "ends_at": TUESDAY.replace(hour=0) + 7 * DAY}


def lines(store: Store, by: Actor, **asked: Any) -> list[str]:
    return [line.reference for line in store.ask(by, affected, **asked)]


def two(store: Store, by: Actor) -> World:
    """Tuesday at ten in Oak with Cass and Min, Wednesday at two in Ash with Chris and Min."""
    world, _ = busy(store, by, [(TUESDAY, 0, 0, 0), (TUESDAY + DAY + timedelta(hours=4), 1, 1, 0)])
    return world


def test_a_closure_lists_what_it_breaks_before_and_after_it_is_entered(store: Store, anyone: Actor) -> None:
    world = two(store, anyone)
    found = store.ask(anyone, affected, room_id=world.room_ids[0], **WHOLE)
    assert len(found) == 1
    line: AffectedLine = found[0]
    assert (line.reference, line.family, line.starts_at, line.breaks) == ("CP-2026-0001", "A", TUESDAY, "the room Oak")
    assert (line.due_on, line.days_left, line.is_hold) == (date(2026, 3, 23), 15, False)
    store.change(anyone, close_room, room_id=world.room_ids[0], reason="new floor", **WHOLE)
    assert store.ask(anyone, affected, room_id=world.room_ids[0], **WHOLE) == found


def test_leave_breaks_what_the_person_chairs_and_takes_minutes_of(store: Store, anyone: Actor) -> None:
    world = two(store, anyone)
    assert lines(store, anyone, staff_id=world.chair_ids[0], **WHOLE) == ["CP-2026-0001"]
    minutes = store.ask(anyone, affected, staff_id=world.minute_taker_ids[0], **WHOLE)
    assert [line.breaks for line in minutes] == ["the minute-taker Min Taker"] * 2
    assert lines(store, anyone, staff_id=world.minute_taker_ids[1], **WHOLE) == []


@pytest.mark.parametrize(
    ("starts", "ends", "breaks"),
    [
        ("08:00", "09:30", False),  # over when the family is met
        ("08:00", "09:31", True),
        ("12:00", "18:00", False),  # the conference is over; clearing the room does not count
        ("11:59", "18:00", True),
    ],
)
def test_only_the_time_in_which_the_room_is_needed_counts(
    file_store: Store, anyone: Actor, starts: str, ends: str, breaks: bool
) -> None:
    world = two(file_store, anyone)
    span: dict[str, Any] = {
        "starts_at": datetime.fromisoformat(f"2026-03-10T{starts}"),
        "ends_at": datetime.fromisoformat(f"2026-03-10T{ends}"),
    }
    assert bool(lines(file_store, anyone, room_id=world.room_ids[0], **span)) is breaks


def test_a_minute_taker_is_not_needed_before_the_start(file_store: Store, anyone: Actor) -> None:
    world = two(file_store, anyone)
    span: dict[str, Any] = {"starts_at": TUESDAY - timedelta(hours=2), "ends_at": TUESDAY}
    assert lines(file_store, anyone, staff_id=world.minute_taker_ids[0], **span) == []
    assert lines(file_store, anyone, staff_id=world.chair_ids[0], **span) == ["CP-2026-0001"]


def test_what_is_off_or_over_is_not_listed_and_a_held_slot_is_marked(
    store: Store, anyone: Actor, clock: HandClock
) -> None:
    world, booked = busy(store, anyone, [(TUESDAY, 0, 0, 0), (TUESDAY + DAY, 0, 0, 0)])
    family_id, children = another_family(store, anyone, world, "Heldly")
    asked = with_request(store, anyone, world, family_id=family_id, child_ids=children, seats=4)
    seat: dict[str, Any] = {
        "room_id": world.room_ids[0],
        "chair_id": world.chair_ids[0],
        "minute_taker_id": world.minute_taker_ids[0],
    }
    at = TUESDAY + 2 * DAY
    store.change(anyone, hold_conference, request_id=asked.request_id, starts_at=at, **seat)
    found = store.ask(anyone, affected, room_id=world.room_ids[0], **WHOLE)
    assert [line.is_hold for line in found] == [False, False, True]
    store.change(anyone, cancel_conference, conference_id=booked[0].conference_id, reason=LateReason.SAFETY)
    assert len(lines(store, anyone, room_id=world.room_ids[0], **WHOLE)) == 2
    clock.at += 2 * DAY
    assert lines(store, anyone, room_id=world.room_ids[0], **WHOLE) == ["CP-2026-0002"], "the hold has lapsed"
    clock.at += 8 * DAY
    assert lines(store, anyone, room_id=world.room_ids[0], **WHOLE) == []


def test_one_room_or_one_person_is_named(file_store: Store, anyone: Actor) -> None:
    world = two(file_store, anyone)
    both: tuple[dict[str, Any], ...] = ({}, {"room_id": world.room_ids[0], "staff_id": world.chair_ids[0]})
    for named in both:
        with pytest.raises(Refusal, match="one room or one member of staff"):
            file_store.ask(anyone, affected, **WHOLE, **named)


def test_it_takes_as_many_statements_for_two_as_for_one(file_store: Store, anyone: Actor) -> None:
    world = two(file_store, anyone)
    one = cost(file_store, anyone, affected, staff_id=world.chair_ids[0], **WHOLE)
    assert cost(file_store, anyone, affected, staff_id=world.minute_taker_ids[0], **WHOLE) == one
