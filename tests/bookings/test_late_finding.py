"""What the diary finds before a late booking is what that booking then keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from cpconf.bookings.late_finding import late_finding
from cpconf.bookings.queries import conference_sheet, request_sheet
from cpconf.bookings.rules import LateCause, LateReason, RequestId
from cpconf.diary.actions import add_leave, close_room
from cpconf.diary.kinds import LeaveKind
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.worlds import World, small_world, today, with_booking, with_request

BEGINS, ENDS = datetime(2026, 3, 2), datetime(2026, 3, 24)
LATE = datetime(2026, 3, 25, 10)


def nothing(store: Store, by: Actor, world: World) -> None:
    """Everything is free."""


def no_room(store: Store, by: Actor, world: World) -> None:
    for room_id in world.room_ids:
        store.change(by, close_room, room_id=room_id, starts_at=BEGINS, ends_at=ENDS, reason="works")


def no_chair(store: Store, by: Actor, world: World) -> None:
    for staff_id in world.chair_ids:
        store.change(by, add_leave, staff_id=staff_id, starts_at=BEGINS, ends_at=ENDS, kind=LeaveKind.ANNUAL)


@pytest.mark.parametrize(
    ("closed", "cause"),
    [(nothing, LateCause.FREE_IN_TIME), (no_room, LateCause.NO_ROOM), (no_chair, LateCause.NO_CHAIR)],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_it_is_found_before_and_kept_after(
    file_store: Store, anyone: Actor, closed: Callable[[Store, Actor, World], None], cause: LateCause
) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    closed(file_store, anyone, world)
    assert file_store.ask(anyone, late_finding, request_id=world.request_id) is cause
    booked = with_booking(file_store, anyone, world, starts_at=LATE, late_reason=LateReason.ROOM)
    assert file_store.ask(anyone, conference_sheet, conference_id=booked.conference_id).late_cause is cause


def test_a_request_that_came_after_its_limit_was_late_itself(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    asked = with_request(file_store, anyone, world, strategy_discussion_on=today(file_store) - timedelta(days=40))
    assert file_store.ask(anyone, late_finding, request_id=asked.request_id) is LateCause.LATE_REQUEST


def test_nothing_is_judged_where_the_limit_has_passed_meanwhile(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    clock.move(days=60)
    assert file_store.ask(anyone, request_sheet, request_id=world.request_id).line.days_left < 0
    assert file_store.ask(anyone, late_finding, request_id=world.request_id) is None


def test_an_unknown_request_is_refused(file_store: Store, anyone: Actor) -> None:
    with pytest.raises(Refusal) as refused:
        file_store.ask(anyone, late_finding, request_id=RequestId(99))
    assert refused.value.field == "request"
