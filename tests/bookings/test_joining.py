"""A sibling joins a review with kind and clocks of its own, and leaves it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cpconf.bookings.actions import (
    cancel_conference,
    hold_conference,
    join_review,
    leave_review,
    let_go,
    record_request,
    reinstate_conference,
    reschedule,
    withdraw_request,
)
from cpconf.bookings.queries import conference_sheet, request_queue, request_sheet, reviews_to_join, same_children
from cpconf.bookings.rules import ConferenceKind, ConferenceState, LateReason, RequestId, RequestState
from cpconf.conferences.actions import mark_report
from cpconf.people.actions import add_professional
from cpconf.people.rules import AgencyKind
from cpconf.plans.actions import start_plan
from cpconf.plans.queries import plans_of
from cpconf.plans.rules import Category
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.bookings.reviews import REVIEW_AT, REVIEW_DUE_ON, after_an_initial, with_review
from tests.bookings.taken import taken_on
from tests.conftest import HandClock
from tests.watching import cost, refused
from tests.worlds import World, another_family


def sibling_request(store: Store, by: Actor, world: World, **more: Any) -> World:
    """Wren's request, whose strategy discussion was on 18 May; its target is 9 June."""
    values: dict[str, Any] = {
        "family_id": world.family_id,
        "child_ids": world.child_ids[1:],
        "kind": ConferenceKind.INITIAL,
        "strategy_discussion_on": date(2026, 5, 18),
        "seats": 8,
    }
    return replace(world, request_id=store.change(by, record_request, **(values | more)).value)


def reviewed(store: Store, by: Actor, clock: HandClock) -> World:
    """Robin's review is booked; it is 19 May."""
    world = with_review(store, by, after_an_initial(store, by, clock))
    clock.at = datetime(2026, 5, 19, 8, tzinfo=UTC)
    return world


def test_a_sibling_joins_with_kind_and_clocks_of_its_own(store: Store, anyone: Actor, clock: HandClock) -> None:
    world = reviewed(store, anyone, clock)
    worker = store.change(
        anyone, add_professional, name="Sam Secondworker", agency_id=world.agency_ids[AgencyKind.SOCIAL_CARE]
    ).value
    world = sibling_request(store, anyone, world, social_worker_id=worker)
    which: dict[str, Any] = {"request_id": world.request_id, "conference_id": world.conference_id}
    before = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    assert [line.id for line in store.ask(anyone, reviews_to_join, request_id=world.request_id)] == [before.line.id]
    store.change(anyone, join_review, **which)
    sheet = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    robin, wren = sheet.line.children
    assert (robin.kind, robin.due_on) == (None, None)
    assert (wren.kind, wren.due_on) == (ConferenceKind.INITIAL, date(2026, 6, 9))
    assert (sheet.line.kind, sheet.due_on, sheet.line.limit_on) == (
        ConferenceKind.REVIEW, REVIEW_DUE_ON, date(2026, 6, 9),
    )  # fmt: skip
    assert [person.name for person in sheet.people[len(before.people) :]] == ["Sam Secondworker"]
    assert {one.name for one in store.ask(anyone, taken_on, on=REVIEW_AT.date())} == {
        "Oak", "Cass Chair", "Min Taker", "Sol Worker", "Sam Secondworker",
    }  # fmt: skip
    request = store.ask(anyone, request_sheet, request_id=world.request_id)
    assert (request.line.state, request.conferences[0].id) == (RequestState.BOOKED, world.conference_id)
    assert store.ask(anyone, reviews_to_join, request_id=world.request_id) == ()


def test_a_sibling_who_leaves_waits_again_and_the_review_stays_as_it_was(
    store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = sibling_request(store, anyone, reviewed(store, anyone, clock))
    before = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    which: dict[str, Any] = {"request_id": world.request_id}
    store.change(anyone, join_review, **which, conference_id=world.conference_id)
    left_id = store.change(anyone, leave_review, **which).value
    after = store.ask(anyone, conference_sheet, conference_id=left_id)
    assert [child.la_child_id for child in after.line.children] == ["T1001"]
    assert (after.line.starts_at, after.line.room, after.due_on) == (REVIEW_AT, "Oak", before.due_on)
    assert [one.name for one in after.people] == [one.name for one in before.people]
    former = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    assert (former.line.state, former.successor_id) == (ConferenceState.TAKEN_BACK, left_id)
    assert [line.id for line in store.ask(anyone, request_queue)] == [world.request_id]
    refused(store, anyone, leave_review, "request", "did not join", **which)
    store.change(anyone, join_review, **which, conference_id=left_id)


def test_a_review_with_a_sibling_moves_is_called_off_and_takes_place_after_all_with_it(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = sibling_request(file_store, anyone, reviewed(file_store, anyone, clock))
    file_store.change(anyone, join_review, request_id=world.request_id, conference_id=world.conference_id)
    seat: dict[str, Any] = {
        "room_id": world.room_ids[1],
        "chair_id": world.chair_ids[0],
        "minute_taker_id": world.minute_taker_ids[0],
    }
    moved = file_store.change(
        anyone, reschedule, conference_id=world.conference_id, starts_at=datetime(2026, 6, 10, 10), **seat,
        reason=LateReason.ROOM, late_agreed_by="Hana Head",
    ).value  # fmt: skip
    sheet = file_store.ask(anyone, conference_sheet, conference_id=moved)
    assert [child.kind for child in sheet.line.children] == [None, ConferenceKind.INITIAL]
    assert (sheet.line.is_late, sheet.late_reason) == (True, LateReason.ROOM), "for Wren it is late by a day"
    file_store.change(anyone, cancel_conference, conference_id=moved, reason=LateReason.ROOM)
    assert len(file_store.ask(anyone, request_queue)) == 2
    file_store.change(anyone, reinstate_conference, conference_id=moved)
    assert file_store.ask(anyone, request_queue) == ()
    file_store.change(anyone, cancel_conference, conference_id=moved, reason=LateReason.ROOM)
    file_store.change(anyone, withdraw_request, request_id=world.request_id, why="No longer")
    refused(file_store, anyone, reinstate_conference, "request", "no longer waits", conference_id=moved)


def test_who_cannot_join_is_told_why(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world = reviewed(file_store, anyone, clock)
    review_request = world.request_id
    which: dict[str, Any] = {"conference_id": world.conference_id}
    refused(file_store, anyone, join_review, "request", "already booked", **which, request_id=review_request)
    early = sibling_request(file_store, anyone, world, strategy_discussion_on=date(2026, 5, 6))
    refused(
        file_store, anyone, join_review, "conference", "after the target of these children, 28/05/2026", **which,
        request_id=early.request_id,
    )  # fmt: skip
    assert file_store.ask(anyone, reviews_to_join, request_id=early.request_id) == ()
    file_store.change(anyone, withdraw_request, request_id=early.request_id, why="x")
    family_id, children = another_family(file_store, anyone, world, "Otherly")
    other = sibling_request(file_store, anyone, world, family_id=family_id, child_ids=children)
    refused(file_store, anyone, join_review, "conference", "another family", **which, request_id=other.request_id)
    robin = sibling_request(file_store, anyone, world, child_ids=world.child_ids[:1])
    refused(file_store, anyone, join_review, "children", "already", **which, request_id=robin.request_id)
    wren = sibling_request(file_store, anyone, world)
    seat: dict[str, Any] = {
        "starts_at": REVIEW_AT.replace(hour=14),
        "room_id": world.room_ids[1],
        "chair_id": world.chair_ids[1],
    }
    held = file_store.change(
        anyone, hold_conference, request_id=wren.request_id, minute_taker_id=world.minute_taker_ids[1], **seat
    ).value
    refused(file_store, anyone, join_review, "request", "holds a slot", **which, request_id=wren.request_id)
    refused(file_store, anyone, join_review, "conference", "review that is booked", conference_id=held,
            request_id=robin.request_id)  # fmt: skip
    file_store.change(anyone, let_go, conference_id=held)
    file_store.change(anyone, join_review, **which, request_id=wren.request_id)
    person = file_store.ask(anyone, conference_sheet, **which).people[1]
    file_store.change(anyone, mark_report, invitation_id=person.invitation_id, received_on=date(2026, 5, 19))
    refused(file_store, anyone, leave_review, "conference", "recorded at this review", request_id=wren.request_id)


def test_a_plan_made_for_a_sibling_at_a_review_has_its_first_review_in_three_months(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = sibling_request(file_store, anyone, reviewed(file_store, anyone, clock))
    file_store.change(anyone, join_review, request_id=world.request_id, conference_id=world.conference_id)
    clock.at = datetime(2026, 6, 2, 11, tzinfo=UTC)
    wren = world.child_ids[1]
    file_store.change(anyone, start_plan, conference_id=world.conference_id, child_id=wren, category=Category.NEGLECT)
    (plan,) = file_store.ask(anyone, plans_of, child_id=wren)
    assert plan.next_review_due_on == date(2026, 9, 2)


def test_likely_duplicates_are_told_in_words_and_name_no_child(store: Store, anyone: Actor, clock: HandClock) -> None:
    world = reviewed(store, anyone, clock)
    asked: dict[str, Any] = {"family_id": world.family_id, "kind": ConferenceKind.INITIAL}
    found = store.ask(anyone, same_children, **asked, child_ids=world.child_ids[:1])
    assert [(one.conference_id, one.request_id, one.same_kind) for one in found] == [
        (world.conference_id, world.request_id, False)
    ]
    assert found[0].words == (
        "CP-2026-0002, Review Child Protection Conference, is booked for Tuesday 02/06/2026 10:00, for child T1001."
    )
    assert store.ask(anyone, same_children, **asked, child_ids=world.child_ids[1:]) == ()
    wren = sibling_request(store, anyone, world)
    (likely, _) = store.ask(anyone, same_children, **asked, child_ids=world.child_ids)
    assert (likely.request_id, likely.same_kind, likely.conference_id) == (wren.request_id, True, None)
    assert "Robin" not in likely.words


def test_a_request_lists_the_siblings_that_it_leaves_out(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world = sibling_request(file_store, anyone, reviewed(file_store, anyone, clock))
    sheet = file_store.ask(anyone, request_sheet, request_id=world.request_id)
    assert [child.la_child_id for child in sheet.siblings_left_out] == ["T1003", "T1001"]


def test_an_unknown_request_has_no_reviews_to_join(file_store: Store, anyone: Actor) -> None:
    with pytest.raises(Refusal, match="not in the store"):
        file_store.ask(anyone, reviews_to_join, request_id=RequestId(99))


def test_looking_for_duplicates_costs_the_same_for_one_and_for_three(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = reviewed(file_store, anyone, clock)
    asked: dict[str, Any] = {"family_id": world.family_id, "kind": ConferenceKind.INITIAL}
    asked["child_ids"] = [*world.child_ids, world.unborn_id]
    first = cost(file_store, anyone, same_children, **asked)
    sheet = cost(file_store, anyone, request_sheet, request_id=world.request_id)
    sibling_request(file_store, anyone, world)
    unborn: dict[str, Any] = {"kind": ConferenceKind.PRE_BIRTH, "child_ids": [world.unborn_id]}
    sibling_request(file_store, anyone, world, **unborn)
    assert len(file_store.ask(anyone, same_children, **asked)) == 3
    assert cost(file_store, anyone, same_children, **asked) == first
    assert cost(file_store, anyone, request_sheet, request_id=world.request_id) == sheet
