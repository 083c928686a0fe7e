"""Past its limit a conference keeps for ever what a person said, what the diary showed, and who agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.bookings.actions import book_conference, record_request, reschedule, reseat
from cpconf.bookings.lateness import cause_of
from cpconf.bookings.queries import conference_sheet
from cpconf.bookings.rules import ConferenceKind, LateCause, LateReason
from cpconf.diary.actions import add_leave, close_room
from cpconf.diary.kinds import LeaveKind, Purpose
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.bookings.reviews import after_an_initial, review_request, with_review
from tests.conftest import HandClock
from tests.watching import refused
from tests.worlds import World, another_family, small_world, with_request

LATE = datetime(2026, 3, 24, 10)
MONTH: dict[str, Any] = {"starts_at": datetime(2026, 3, 2, 8), "ends_at": datetime(2026, 3, 23, 18)}


def late_booking(world: World, **more: Any) -> dict[str, Any]:
    return {
        "request_id": world.request_id,
        "starts_at": LATE,
        "room_id": world.room_ids[0],
        "chair_id": world.chair_ids[0],
        "minute_taker_id": world.minute_taker_ids[0],
        "late_reason": LateReason.URGENT_FAMILY,
    } | more


def away(store: Store, by: Actor, staff_ids: Any) -> None:
    for staff_id in staff_ids:
        store.change(by, add_leave, staff_id=staff_id, kind=LeaveKind.ANNUAL, **MONTH)


def close(store: Store, by: Actor, world: World) -> None:
    for room_id in world.room_ids:
        store.change(by, close_room, room_id=room_id, reason="flood", **MONTH)


@pytest.mark.parametrize(
    ("missing", "cause"),
    [
        ((), LateCause.FREE_IN_TIME),
        (("room",), LateCause.NO_ROOM),
        (("chair",), LateCause.NO_CHAIR),
        (("taker",), LateCause.NO_MINUTE_TAKER),
        (("room", "taker"), LateCause.SEVERAL),
    ],
)
def test_the_diary_says_what_stood_in_the_way_of_a_day_in_time(
    file_store: Store, anyone: Actor, missing: tuple[str, ...], cause: LateCause
) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    if "room" in missing:
        close(file_store, anyone, world)
    if "chair" in missing:
        away(file_store, anyone, world.chair_ids)
    if "taker" in missing:
        away(file_store, anyone, world.minute_taker_ids)
    booked = file_store.change(anyone, book_conference, **late_booking(world)).value
    sheet = file_store.ask(anyone, conference_sheet, conference_id=booked)
    assert (sheet.late_reason, sheet.late_cause) == (LateReason.URGENT_FAMILY, cause)
    first = datetime(2026, 3, 3, 8, 30) if not missing else datetime(2026, 3, 24, 8, 30)
    assert sheet.earliest_possible_at == first


def test_somebody_who_must_be_there_can_be_what_was_missing(store: Store, anyone: Actor) -> None:
    """The social worker is at another conference on the only day in time that is left."""
    world = small_world(store, anyone)
    family_id, children = another_family(store, anyone, world, "Otherly")
    other = with_request(store, anyone, world, family_id=family_id, child_ids=children)
    seat = {"room_id": world.room_ids[1], "chair_id": world.chair_ids[1], "minute_taker_id": world.minute_taker_ids[1]}
    long = late_booking(other, starts_at=datetime(2026, 3, 3, 8, 30), ends_at=datetime(2026, 3, 3, 16, 30), **seat)
    store.change(anyone, book_conference, **(long | {"late_reason": None}))
    asked = with_request(store, anyone, world, strategy_discussion_on=date(2026, 2, 10))  # in time until 3 March
    booked = store.change(anyone, book_conference, **late_booking(asked)).value
    assert store.ask(anyone, conference_sheet, conference_id=booked).late_cause is LateCause.NO_PERSON


def test_a_request_that_came_when_no_day_was_left_is_told_apart(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    asked = with_request(store, anyone, world, strategy_discussion_on=date(2026, 2, 9))  # due today
    booked = store.change(anyone, book_conference, **late_booking(asked)).value
    assert store.ask(anyone, conference_sheet, conference_id=booked).late_cause is LateCause.LATE_REQUEST


def test_nothing_is_said_of_the_diary_once_no_day_in_time_is_left(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    clock.at = datetime(2026, 3, 23, 9, tzinfo=UTC)
    booked = file_store.change(anyone, book_conference, **late_booking(world)).value
    sheet = file_store.ask(anyone, conference_sheet, conference_id=booked)
    assert (sheet.late_reason, sheet.late_cause) == (LateReason.URGENT_FAMILY, None)


def test_a_review_past_its_limit_needs_the_name_of_who_agreed(store: Store, anyone: Actor, clock: HandClock) -> None:
    world = review_request(store, anyone, after_an_initial(store, anyone, clock))
    late = late_booking(world, starts_at=datetime(2026, 6, 11, 10))
    refused(store, anyone, book_conference, "late_agreed_by", "name the person who agreed", **late)
    refused(store, anyone, book_conference, "late_agreed_by", "who agreed", **late, late_agreed_by="  ")
    refused(
        store, anyone, book_conference, "late_reason", "choose the reason",
        **(late | {"late_reason": None}), late_agreed_by="Hana Head",
    )  # fmt: skip
    booked = store.change(anyone, book_conference, **late, late_agreed_by=" Hana Head ").value
    assert store.ask(anyone, conference_sheet, conference_id=booked).late_agreed_by == "Hana Head"


def test_who_agreed_stays_when_a_late_review_moves_on(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world = with_review(file_store, anyone, after_an_initial(file_store, anyone, clock))
    seat = {key: late_booking(world)[key] for key in ("room_id", "chair_id", "minute_taker_id")}
    values: dict[str, Any] = {"reason": LateReason.ROOM, **seat}
    first: dict[str, Any] = {"conference_id": world.conference_id, "starts_at": datetime(2026, 6, 11, 10)}
    refused(file_store, anyone, reschedule, "late_agreed_by", "who agreed", **first, **values)
    moved = file_store.change(anyone, reschedule, **first, **values, late_agreed_by="Hana Head").value
    again = file_store.change(
        anyone, reschedule, conference_id=moved, starts_at=datetime(2026, 6, 12, 10),
        **(values | {"reason": LateReason.CHAIR}),
    ).value  # fmt: skip
    sheet = file_store.ask(anyone, conference_sheet, conference_id=again)
    assert (sheet.late_reason, sheet.late_agreed_by) == (LateReason.ROOM, "Hana Head")
    file_store.change(
        anyone, reseat, conference_id=again, **(seat | {"room_id": world.room_ids[1]}), reason=LateReason.ROOM
    )
    assert file_store.ask(anyone, conference_sheet, conference_id=again).late_agreed_by == "Hana Head"


def test_no_pre_birth_conference_is_held_before_a_plan_may_begin(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = small_world(file_store, anyone)  # the baby is expected on 30 June
    clock.move(days=-20)
    request_id = file_store.change(
        anyone, record_request, family_id=world.family_id, child_ids=[world.unborn_id], kind=ConferenceKind.PRE_BIRTH,
        seats=8,
    ).value  # fmt: skip
    early = late_booking(replace(world, request_id=request_id), starts_at=datetime(2026, 3, 9, 10))
    refused(file_store, anyone, book_conference, "slot", "from 10/03/2026 on", **early)
    file_store.change(anyone, book_conference, **(early | {"starts_at": datetime(2026, 3, 10, 10)}))


@given(st.frozensets(st.sampled_from([Purpose.ROOM, Purpose.CHAIR, Purpose.MINUTE_TAKER, Purpose.PERSON])))
def test_one_missing_resource_is_named_and_several_are_not(scarce: frozenset[Purpose]) -> None:
    cause = cause_of(scarce)
    assert (cause is LateCause.SEVERAL) == (len(scarce) != 1)
    assert cause is not LateCause.FREE_IN_TIME
    assert cause_of(None) is LateCause.FREE_IN_TIME
