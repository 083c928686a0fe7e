"""Reviews fall due three months after the first conference, then six after the one held; a month is booked at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cpconf.bookings.actions import (
    book_conference,
    cancel_conference,
    record_request,
    return_request,
)
from cpconf.bookings.due_reviews import ReviewDue, propose_review, reviews_due
from cpconf.bookings.holding import hold_conference
from cpconf.bookings.queries import request_queue, request_sheet
from cpconf.bookings.replanning.actions import accept_reviews, take_back_replan
from cpconf.bookings.replanning.scope import ReplanScope
from cpconf.bookings.rules import ConferenceId, ConferenceKind, ConferenceState, LateReason, RequestState
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.bookings.busy_diary import TUESDAY, Booked, busy, hold, proposed, standing, the_line
from tests.conftest import HandClock
from tests.watching import cost, refused
from tests.worlds import World, another_family, with_booking, with_request

JUNE: dict[str, Any] = {"from_on": date(2026, 6, 1), "until_on": date(2026, 6, 30)}
EVER: dict[str, Any] = {"from_on": date(2026, 1, 1), "until_on": date(2027, 12, 31)}
DAY = timedelta(days=1)


def held(store: Store, by: Actor, clock: HandClock, count: int = 1) -> tuple[World, list[Booked]]:
    """Families whose initial conferences were on Tuesday 10 March 2026 and the days after, all chaired by Cass."""
    world, booked = busy(store, by, [(TUESDAY + n * DAY, 0, 0, 0) for n in range(count)])
    for one in booked:
        hold(store, by, clock, one)
    return world, booked


def due(store: Store, by: Actor, **days: Any) -> tuple[ReviewDue, ...]:
    return store.ask(by, reviews_due, **(days or EVER))


def review(store: Store, by: Actor, world: World, booked: Booked, at: datetime, **more: Any) -> ConferenceId:
    """A review of the family, requested and booked."""
    request_id = store.change(
        by,
        record_request,
        family_id=booked.family_id,
        child_ids=booked.child_ids,
        kind=ConferenceKind.REVIEW,
        seats=4,
    ).value
    seat: dict[str, Any] = {
        "room_id": world.room_ids[0],
        "chair_id": world.chair_ids[0],
        "minute_taker_id": world.minute_taker_ids[0],
    }
    return store.change(by, book_conference, request_id=request_id, starts_at=at, **(seat | more)).value


def test_the_first_review_is_due_three_months_after_the_conference(
    store: Store, anyone: Actor, clock: HandClock
) -> None:
    _, (one,) = held(store, anyone, clock)
    (line,) = due(store, anyone, **JUNE)
    assert (line.family_id, line.counted_from_on, line.due_on) == (one.family_id, date(2026, 3, 10), date(2026, 6, 10))
    assert line.aim_on == date(2026, 5, 27), "ten working days inside the limit"
    assert (line.chair, line.chaired, line.minutes, line.seats) == ("Cass Chair", 1, 90, 4)
    assert [child.id for child in line.children] == list(one.child_ids)
    assert line.days_left == 61
    assert due(store, anyone, from_on=date(2026, 6, 11), until_on=date(2026, 12, 31)) == ()


def test_a_later_review_is_due_six_months_after_the_review_actually_held(
    store: Store, anyone: Actor, clock: HandClock
) -> None:
    world, (one,) = held(store, anyone, clock)
    clock.at += timedelta(days=60)
    conference_id = review(store, anyone, world, one, datetime(2026, 6, 2, 10))
    assert due(store, anyone) == (), "it is booked"
    hold(store, anyone, clock, Booked(conference_id, one.family_id, one.child_ids))
    (line,) = due(store, anyone)
    assert (line.counted_from_on, line.due_on, line.chaired) == (date(2026, 6, 2), date(2026, 12, 2), 2)


def test_brothers_and_sisters_are_reviewed_together_by_the_soonest_of_their_clocks(
    store: Store, anyone: Actor, clock: HandClock
) -> None:
    world, _ = busy(store, anyone, [])
    family_id, children = another_family(store, anyone, world, "Several", 2)
    for number, child_id in enumerate(children):
        asked = with_request(store, anyone, world, family_id=family_id, child_ids=(child_id,), seats=4)
        at = TUESDAY + number * timedelta(days=28)
        with_this = with_booking(store, anyone, asked, starts_at=at, late_reason=LateReason.ROOM if number else None)
        hold(store, anyone, clock, Booked(with_this.conference_id, family_id, (child_id,)))
    (line,) = due(store, anyone)
    assert [child.id for child in line.children] == list(children)
    assert [child.due_on for child in line.children] == [date(2026, 6, 10), date(2026, 7, 7)]
    assert (line.counted_from_on, line.due_on) == (date(2026, 3, 10), date(2026, 6, 10))


def test_a_cancelled_or_lapsed_review_is_due_again_and_a_held_slot_is_not(
    store: Store, anyone: Actor, clock: HandClock
) -> None:
    world, (one,) = held(store, anyone, clock)
    conference_id = review(store, anyone, world, one, datetime(2026, 5, 26, 10))
    store.change(anyone, cancel_conference, conference_id=conference_id, reason=LateReason.CHAIR_SICK)
    (line,) = due(store, anyone)
    assert line.request_id is not None
    store.change(
        anyone,
        hold_conference,
        request_id=line.request_id,
        starts_at=datetime(2026, 5, 26, 10),
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[0],
        minute_taker_id=world.minute_taker_ids[0],
    )
    assert due(store, anyone) == ()
    clock.at += timedelta(days=2)
    assert [one.request_id for one in due(store, anyone)] == [line.request_id]


def test_it_takes_as_many_statements_for_three_families_as_for_one(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    _, booked = busy(file_store, anyone, [(TUESDAY + n * DAY, 0, 0, 0) for n in range(3)])
    hold(file_store, anyone, clock, booked[0])
    once = cost(file_store, anyone, reviews_due, **EVER)
    for one in booked[1:]:
        hold(file_store, anyone, clock, one)
    assert len(due(file_store, anyone)) == 3
    assert cost(file_store, anyone, reviews_due, **EVER) == once


def test_the_next_review_is_proposed_from_the_conference_that_was_held(
    store: Store, anyone: Actor, clock: HandClock
) -> None:
    _, (one,) = held(store, anyone, clock)
    proposal = store.ask(anyone, propose_review, conference_id=one.conference_id, count=5)
    best = proposal.search.slots[0]
    assert proposal.due.due_on == date(2026, 6, 10)
    assert best.starts_at.date() == date(2026, 5, 27)
    assert best.ends_at - best.starts_at == timedelta(minutes=90)
    assert "same chair as March" in " ".join(best.reasons)
    assert len(proposal.search.slots) == 5


def test_no_review_is_proposed_where_none_follows(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world, booked = busy(file_store, anyone, [(TUESDAY, 0, 0, 0)])

    def why(conference_id: ConferenceId) -> str:
        with pytest.raises(Refusal) as refusal:
            file_store.ask(anyone, propose_review, conference_id=conference_id)
        return refusal.value.message

    assert "CP-2026-0001 was not held yet" in why(booked[0].conference_id)
    assert "not in the store" in why(ConferenceId(99))
    hold(file_store, anyone, clock, booked[0])
    review(file_store, anyone, world, booked[0], datetime(2026, 5, 26, 10))
    assert "none is due" in why(booked[0].conference_id)


def test_a_month_of_reviews_is_booked_in_one_act_and_taken_back(store: Store, anyone: Actor, clock: HandClock) -> None:
    world, booked = held(store, anyone, clock, 4)
    scope = ReplanScope(**JUNE, reviews=True)
    task, sheet = proposed(store, anyone, scope)
    assert len(task.movable) == len(sheet.rows) == 4
    for row in sheet.rows:
        assert row.after.chair == "Cass Chair"
        assert row.effects == ("Same chair as before",)
        assert row.before is None
        assert date(2026, 5, 13) <= row.after.starts_at.date() <= row.due_on
        assert row.why == f"Review due by {row.due_on:%d/%m/%Y}"
    before = store.ask(anyone, standing)
    replan_id = store.change(anyone, accept_reviews, moves=[row.accepted() for row in sheet.rows]).value
    assert due(store, anyone, **JUNE) == ()
    lines = [line for line in store.ask(anyone, request_queue, booked=True) if line.kind is ConferenceKind.REVIEW]
    assert {line.family_id for line in lines} == {one.family_id for one in booked}
    sheet_of = store.ask(anyone, request_sheet, request_id=lines[0].id)
    assert (sheet_of.social_worker_id, sheet_of.seats) == (world.professional_ids["social_worker"], 4)
    store.change(anyone, take_back_replan, replan_id=replan_id)
    assert store.ask(anyone, standing) == before
    assert len(due(store, anyone, **JUNE)) == 4
    assert all(line.kind is not ConferenceKind.REVIEW for line in store.ask(anyone, request_queue, booked=True))


def test_a_request_that_waits_already_is_booked_and_waits_again_when_taken_back(
    store: Store, anyone: Actor, clock: HandClock
) -> None:
    _, (one,) = held(store, anyone, clock)
    request_id = store.change(
        anyone, record_request, family_id=one.family_id, child_ids=one.child_ids, kind=ConferenceKind.REVIEW, seats=6
    ).value
    _, sheet = proposed(store, anyone, ReplanScope(**JUNE, family_ids=(one.family_id,)))
    replan_id = store.change(anyone, accept_reviews, moves=[sheet.rows[0].accepted()]).value
    assert store.ask(anyone, request_sheet, request_id=request_id).line.state is RequestState.BOOKED
    store.change(anyone, take_back_replan, replan_id=replan_id)
    assert store.ask(anyone, request_sheet, request_id=request_id).line.state is RequestState.REQUESTED


def test_a_review_that_is_booked_meanwhile_refuses_the_month(store: Store, anyone: Actor, clock: HandClock) -> None:
    world, booked = held(store, anyone, clock, 2)
    _, sheet = proposed(store, anyone, ReplanScope(**JUNE, reviews=True))
    moves = [row.accepted() for row in sheet.rows]
    refused(store, anyone, accept_reviews, "moves", "two lines", moves=[*moves, moves[0]])
    review(store, anyone, world, booked[0], datetime(2026, 5, 14, 14))
    refused(store, anyone, accept_reviews, "moves", "booked by now", moves=moves)


def test_a_returned_request_refuses_the_month_and_names_the_family(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    _, (one,) = held(file_store, anyone, clock)
    request_id = file_store.change(
        anyone, record_request, family_id=one.family_id, child_ids=one.child_ids, kind=ConferenceKind.REVIEW
    ).value
    file_store.change(anyone, return_request, request_id=request_id, why="No category")
    _, sheet = proposed(file_store, anyone, ReplanScope(**JUNE, reviews=True))
    moves = [sheet.rows[0].accepted()]
    refused(file_store, anyone, accept_reviews, "moves", "already an open request", moves=moves)


def test_a_review_past_its_limit_needs_the_name_of_who_agreed(store: Store, anyone: Actor, clock: HandClock) -> None:
    _, (one,) = held(store, anyone, clock)
    clock.at += timedelta(days=93)
    _, sheet = proposed(store, anyone, ReplanScope(**JUNE, reviews=True))
    (row,) = sheet.rows
    assert row.needs_agreement
    assert (row.is_late, row.days_in_hand, sheet.totals.late, sheet.totals.in_time) == (True, -3, 1, 0)
    assert row.effects[0] == "3 working days past the limit 10/06/2026"
    moves = [row.accepted()]
    agreed: dict[str, Any] = {"late_agreed_by": "Tess Headley"}
    refused(store, anyone, accept_reviews, "late_reason", "choose the reason for lateness", moves=moves, **agreed)
    moves = [replace(moves[0], reason=LateReason.WORKER_ABSENT)]
    refused(store, anyone, accept_reviews, "late_agreed_by", "name the person who agreed", moves=moves)
    store.change(anyone, accept_reviews, moves=moves, **agreed)
    line = store.ask(anyone, request_queue, booked=True)[-1]
    (made,) = store.ask(anyone, request_sheet, request_id=line.id).conferences
    assert (made.state, made.is_late, made.late_reason) == (ConferenceState.CONFIRMED, True, LateReason.WORKER_ABSENT)
    assert the_line(store, anyone, one.conference_id).state is ConferenceState.HELD


def test_children_who_are_on_no_plan_are_not_reviewed(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world, _ = busy(file_store, anyone, [])
    asked = with_request(file_store, anyone, world, seats=6)
    made = with_booking(file_store, anyone, asked, starts_at=TUESDAY)
    both = Booked(made.conference_id, world.family_id, world.child_ids)
    hold(file_store, anyone, clock, both, chosen=world.child_ids[:1])
    (line,) = due(file_store, anyone)
    assert [child.id for child in line.children] == [world.child_ids[0]]
