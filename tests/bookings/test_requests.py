"""Requests: both clocks, the target fixed at recording, completeness, and every refusal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from cpconf.bookings.actions import (
    change_request,
    record_request,
    reopen_request,
    return_request,
    withdraw_request,
)
from cpconf.bookings.queries import request_queue, request_sheet
from cpconf.bookings.rules import ConferenceKind, ConferenceState, Mode, RequestId, RequestState
from cpconf.people.actions import add_child, change_adult, change_child
from cpconf.people.rules import ChildId
from cpconf.practice.actions import change_setting
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.watching import cost, refused
from tests.worlds import World, another_family, small_world, with_booking, with_request

TODAY = date(2026, 3, 2)


def initial(world: World, **more: Any) -> dict[str, Any]:
    return {
        "family_id": world.family_id,
        "child_ids": world.child_ids,
        "kind": ConferenceKind.INITIAL,
        "strategy_discussion_on": TODAY,
    } | more


def hold_conference(store: Store, conference_id: int, state: ConferenceState = ConferenceState.HELD) -> None:
    with store._write.begin() as connection:
        connection.execute(
            text("UPDATE conference SET state = :state WHERE id = :id"), {"state": state, "id": conference_id}
        )


def test_an_initial_request_counts_fifteen_working_days_and_keeps_both_clocks(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    request_id = store.change(
        anyone,
        record_request,
        **initial(world, s47_started_on=date(2026, 2, 27)),
        social_worker_id=world.professional_ids["social_worker"],
        notes="  second referral ",
    ).value
    sheet = store.ask(anyone, request_sheet, request_id=request_id)
    assert (sheet.strategy_discussion_on, sheet.s47_started_on) == (TODAY, date(2026, 2, 27))
    assert (sheet.line.due_on, sheet.line.days_left, sheet.counted_from_on) == (date(2026, 3, 23), 15, TODAY)
    assert (sheet.length_minutes, sheet.notes, sheet.line.state) == (120, "second referral", RequestState.REQUESTED)
    assert [child.name for child in sheet.line.children] == ["Robin Testling", "Wren Testling"]


def test_a_target_never_moves(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    limit: dict[str, Any] = {"amount": 5, "unit": "working days"}
    file_store.change(anyone, change_setting, key="limit.icpc", value=limit, why="x")
    file_store.change(anyone, change_request, request_id=world.request_id, seats=9)
    clock.move(days=30)
    (line,) = file_store.ask(anyone, request_queue)
    assert (line.due_on, line.days_left) == (date(2026, 3, 23), -7)


@pytest.mark.parametrize(
    ("field", "words", "wrong"),
    [
        ("strategy_discussion_on", "after the request", {"strategy_discussion_on": date(2026, 3, 3)}),
        ("strategy_discussion_on", "counts from it", {"strategy_discussion_on": None}),
        ("s47_started_on", "after the request", {"s47_started_on": date(2026, 3, 3)}),
        (
            "strategy_discussion_on",
            "after the request",
            {"received_at": datetime(2026, 2, 27, 12, tzinfo=UTC)},
        ),
        ("received_at", "future", {"received_at": datetime(2026, 3, 2, 9, 1, tzinfo=UTC)}),
        ("children", "at least one", {"child_ids": ()}),
        ("children", "twice", {"child_ids": (ChildId(1), ChildId(1))}),
        (None, "no longer there", {"child_ids": (ChildId(99),)}),
        ("notice_on", "written notice", {"kind": ConferenceKind.TRANSFER_IN}),
        ("notice_on", "after the request", {"kind": ConferenceKind.TRANSFER_IN, "notice_on": date(2026, 3, 3)}),
        ("children", "unborn", {"kind": ConferenceKind.PRE_BIRTH}),
        ("kind", "nothing to review", {"kind": ConferenceKind.REVIEW}),
        ("length_minutes", "ten minutes", {"length_minutes": 125}),
        ("seats", "one seat", {"seats": 0}),
        ("category_sought", "category", {"category_sought": "XXX"}),
        (None, "no longer there", {"social_worker_id": 99}),
        (None, "no longer there", {"site_wanted_id": 99}),
        (None, "no longer there", {"preferred_chair_id": 99}),
    ],
)
def test_wrong_requests_are_refused(
    file_store: Store, anyone: Actor, field: str | None, words: str, wrong: dict[str, Any]
) -> None:
    refused(file_store, anyone, record_request, field, words, **(initial(small_world(file_store, anyone)) | wrong))


def test_children_of_different_families_are_refused(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    _, (other,) = another_family(store, anyone, world, "Other")
    refused(
        store, anyone, record_request, "children", "join them", **initial(world, child_ids=(world.child_ids[0], other))
    )


def test_a_child_who_died_is_left_out(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    file_store.change(anyone, change_child, child_id=world.child_ids[0], died_on=date(2026, 3, 1))
    refused(file_store, anyone, record_request, "children", "has died", **initial(world))


def test_a_child_has_one_open_request(store: Store, anyone: Actor) -> None:
    world = with_request(store, anyone, small_world(store, anyone))
    refused(
        store,
        anyone,
        record_request,
        "children",
        f"already an open request for one of these children (request {world.request_id})",
        **initial(world, child_ids=world.child_ids[:1]),
    )
    store.change(anyone, withdraw_request, request_id=world.request_id, why="stepped down")
    again = store.change(anyone, record_request, **initial(world)).value
    refused(store, anyone, reopen_request, "children", f"(request {again})", request_id=world.request_id)


def test_transfer_in_counts_from_the_notice(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    values = initial(world, kind=ConferenceKind.TRANSFER_IN, notice_on=date(2026, 2, 27), strategy_discussion_on=None)
    request_id = file_store.change(anyone, record_request, **values).value
    assert file_store.ask(anyone, request_sheet, request_id=request_id).line.due_on == date(2026, 3, 20)


def test_pre_birth_counts_back_from_the_expected_date_or_as_an_initial_one_when_that_is_past(
    file_store: Store, anyone: Actor
) -> None:
    world = small_world(file_store, anyone)
    values = initial(world, kind=ConferenceKind.PRE_BIRTH, child_ids=(world.unborn_id,), strategy_discussion_on=None)
    request_id = file_store.change(anyone, record_request, **values).value
    line = file_store.ask(anyone, request_sheet, request_id=request_id).line
    assert line.due_on == date(2026, 5, 19)  # six weeks before 30 June
    soon = file_store.change(
        anyone, add_child, family_id=world.family_id, la_child_id="S1", expected_on=date(2026, 4, 1)
    ).value
    hidden = file_store.change(anyone, record_request, **(values | {"child_ids": (soon,)})).value
    assert file_store.ask(anyone, request_sheet, request_id=hidden).line.due_on == date(2026, 3, 23)


def test_a_review_counts_from_the_conference_actually_held_last(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    values = initial(world, kind=ConferenceKind.REVIEW, strategy_discussion_on=None)
    refused(file_store, anyone, record_request, "kind", "nothing to review", **values)
    hold_conference(file_store, world.conference_id)
    first = file_store.change(anyone, record_request, **values).value
    sheet = file_store.ask(anyone, request_sheet, request_id=first)
    assert (sheet.counted_from_on, sheet.line.due_on) == (date(2026, 3, 10), date(2026, 6, 10))
    assert sheet.length_minutes == 90
    clock.move(days=60)
    review = with_booking(
        file_store,
        anyone,
        World(**{name: getattr(world, name) for name in World.__slots__} | {"request_id": first, "conference_id": 0}),
        starts_at=datetime(2026, 6, 2, 10),
    )
    hold_conference(file_store, review.conference_id)
    second = file_store.change(anyone, record_request, **values).value
    assert file_store.ask(anyone, request_sheet, request_id=second).line.due_on == date(2026, 12, 2)


@pytest.mark.parametrize(("rule", "counts"), [("never", False), ("if_decision", False), ("always", True)])
def test_whether_an_inquorate_review_counts_is_the_practices_to_say(
    file_store: Store, anyone: Actor, clock: HandClock, rule: str, counts: bool
) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    hold_conference(file_store, world.conference_id)
    with file_store._write.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO conference (reference, family_id, kind, state, starts_at, ends_at, chair_id,"
                " minute_taker_id, mode, counted_from_on, due_on, booked_at) SELECT 'CP-X', family_id, 'review',"
                " 'held_inquorate', '2026-06-01 10:00:00', '2026-06-01 11:00:00', chair_id, minute_taker_id, mode,"
                " counted_from_on, due_on, booked_at FROM conference"
            )
        )
        connection.execute(
            text("INSERT INTO conference_child (conference_id, child_id) VALUES (2, :child)"),
            {"child": world.child_ids[0]},
        )
    file_store.change(anyone, change_setting, key="inquorate_review_held", value=rule, why="x")
    clock.move(days=100)
    values = initial(world, kind=ConferenceKind.REVIEW, child_ids=world.child_ids[:1], strategy_discussion_on=None)
    request_id = file_store.change(anyone, record_request, **values).value
    counted_on = file_store.ask(anyone, request_sheet, request_id=request_id).counted_from_on
    assert counted_on == (date(2026, 6, 1) if counts else date(2026, 3, 10))


def test_the_queue_says_what_is_missing_and_what_to_heed(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    file_store.change(
        anyone, change_adult, adult_id=world.mother_id, name="Mo", born_on=None, in_household=True,
        interpreter_language="Urdu",
    )  # fmt: skip
    request_id = file_store.change(
        anyone, record_request, **initial(world), separate_arrival=True, mode=Mode.HYBRID
    ).value
    (line,) = file_store.ask(anyone, request_queue)
    assert line.missing == (
        "the social worker",
        "the category sought",
        "the start of the s47 enquiry",
        "whether the child has an advocate",
        "which interpreter is needed",
        "the risks at the conference",
    )
    assert line.needs == ("Separate arrival", "Hybrid")
    file_store.change(
        anyone,
        change_request,
        request_id=request_id,
        social_worker_id=world.professional_ids["social_worker"],
        category_sought="NEG",
        advocate=True,
        interpreter_language="Urdu",
        risks="Father may come to the building.",
    )
    (line,) = file_store.ask(anyone, request_queue)
    assert line.missing == ("the start of the s47 enquiry",)
    assert line.social_worker == "Sol Worker"


def test_the_queue_is_ordered_by_target_and_booked_ones_leave_it(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    family_id, (child_id,) = another_family(store, anyone, world, "Sooner")
    later = with_request(store, anyone, world)
    sooner = with_request(
        store,
        anyone,
        world,
        family_id=family_id,
        child_ids=[child_id],
        strategy_discussion_on=date(2026, 2, 25),
    )
    assert [line.id for line in store.ask(anyone, request_queue)] == [sooner.request_id, later.request_id]
    with_booking(store, anyone, sooner)
    assert [line.id for line in store.ask(anyone, request_queue)] == [later.request_id]
    assert len(store.ask(anyone, request_queue, booked=True)) == 2


def test_a_request_is_returned_withdrawn_and_taken_up_again(file_store: Store, anyone: Actor) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    asked: dict[str, Any] = {"request_id": world.request_id}
    refused(file_store, anyone, return_request, "why", "missing", **asked, why=" ")
    refused(file_store, anyone, reopen_request, "request", "open or booked", **asked)
    file_store.change(anyone, return_request, **asked, why="no invitees")
    refused(file_store, anyone, return_request, "request", "waits to be booked", **asked, why="x")
    file_store.change(anyone, reopen_request, **asked)
    refused(file_store, anyone, withdraw_request, "why", "why", **asked, why="")
    file_store.change(anyone, withdraw_request, **asked, why="stepped down")
    refused(file_store, anyone, withdraw_request, "request", "already withdrawn", **asked, why="x")
    refused(file_store, anyone, change_request, "request", "withdrawn", **asked, seats=3)
    file_store.change(anyone, reopen_request, **asked)
    with_booking(file_store, anyone, world)
    refused(file_store, anyone, withdraw_request, "request", "cancel its conference", **asked, why="x")


def test_an_unknown_request_is_refused(file_store: Store, anyone: Actor) -> None:
    with pytest.raises(Refusal, match="not in the store"):
        file_store.ask(anyone, request_sheet, request_id=RequestId(9))


def test_the_queue_costs_the_same_for_one_and_for_three(file_store: Store, anyone: Actor) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    asked = [
        cost(file_store, anyone, request_queue),
        cost(file_store, anyone, request_sheet, request_id=world.request_id),
    ]
    family_id, children = another_family(file_store, anyone, world, "Further", 2)
    for child_id in children:
        with_request(file_store, anyone, world, family_id=family_id, child_ids=[child_id])
    assert len(file_store.ask(anyone, request_queue)) == 3
    assert [
        cost(file_store, anyone, request_queue),
        cost(file_store, anyone, request_sheet, request_id=world.request_id),
    ] == asked
