"""A proposal is accepted in one act, whole or in part, and taken back in one; a refusal leaves everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from cpconf.access.rules import StaffId
from cpconf.bookings.actions import book_conference, cancel_conference
from cpconf.bookings.moving import reschedule
from cpconf.bookings.queries import ConferenceLine, conference_list, conference_sheet
from cpconf.bookings.records import Conference, Invitation
from cpconf.bookings.replanning.actions import accept_replan, take_back_replan
from cpconf.bookings.replanning.queries import replans
from cpconf.bookings.replanning.scope import AcceptedMove, ReplanScope
from cpconf.bookings.rules import ConferenceId, ConferenceState, LateCause, LateReason
from cpconf.diary.actions import add_leave, close_room
from cpconf.diary.kinds import LeaveKind
from cpconf.practice.actions import change_setting
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, query
from cpconf.store.records import Act
from cpconf.store.store import Reading, Store
from tests.bookings.busy_diary import TUESDAY, Booked, busy, proposed, standing, the_line
from tests.conftest import HandClock
from tests.watching import refused
from tests.worlds import World, another_family, with_request

DAY = timedelta(days=1)
AFTERNOON = timedelta(hours=4)
WEEK = ReplanScope(from_on=date(2026, 3, 2), until_on=date(2026, 3, 20))
MORE = {"cause": "Oak is closed"}


def three(store: Store, by: Actor) -> tuple[World, list[Booked]]:
    """Tuesday, Wednesday and Thursday at ten in Oak with Cass Chair and Min Taker."""
    return busy(store, by, [(TUESDAY + n * DAY, 0, 0, 0) for n in range(3)])


def shut(store: Store, by: Actor, world: World, days: int = 3) -> int:
    """Oak is closed from Tuesday on."""
    first = TUESDAY.replace(hour=0)
    closed: dict[str, Any] = {"starts_at": first, "ends_at": first + days * DAY, "reason": "new floor"}
    return store.change(by, close_room, room_id=world.room_ids[0], **closed).value


def move_to(world: World, booked: Booked, starts_at: datetime, seat: tuple[int, int, int]) -> AcceptedMove:
    room, chair, taker = seat
    return AcceptedMove(
        conference_id=booked.conference_id,
        family_id=booked.family_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        room_id=world.room_ids[room],
        chair_id=world.chair_ids[chair],
        minute_taker_id=world.minute_taker_ids[taker],
    )


def seats(store: Store, by: Actor) -> dict[int, tuple[Any, ...]]:
    """The bookings that are to come: id -> start, room, chair, minute-taker."""
    rows = store.ask(by, standing)["conference"]
    return {row[0]: row[2:6] for row in rows if row[1] is ConferenceState.CONFIRMED}


@query(Permission.READ)
def acts(reading: Reading) -> list[tuple[str, str | None]]:
    return [tuple(row) for row in reading.rows(select(Act.action, Act.why).order_by(Act.id))]


@query(Permission.READ)
def invited(reading: Reading) -> int:
    return reading.scalar(select(func.count()).select_from(Invitation)) or 0


@query(Permission.READ)
def of_replan(reading: Reading, *, replan_id: int) -> list[int]:
    return list(reading.scalars(select(Conference.id).where(Conference.replan_id == replan_id)))


def test_a_closed_room_is_replanned_in_one_act_of_the_trail(store: Store, anyone: Actor) -> None:
    world, booked = three(store, anyone)
    shut(store, anyone, world)
    task, sheet = proposed(store, anyone, WEEK)
    assert {item.reference for item in task.broken} == {"CP-2026-0001", "CP-2026-0002", "CP-2026-0003"}
    assert [row.why for row in sheet.rows] == ["Oak is closed (new floor)"] * 3
    assert not sheet.unplaced
    told = store.ask(anyone, invited)
    assert store.ask(anyone, acts)[-1][0].endswith("close_room"), "nobody is told before it is accepted"
    before = len(store.ask(anyone, acts))
    replan_id = store.change(anyone, accept_replan, moves=[row.accepted() for row in sheet.rows], **MORE).value
    after = store.ask(anyone, acts)
    assert after[before:] == [("bookings.replanning.actions.accept_replan", "Oak is closed")]
    assert {seat[1] for seat in seats(store, anyone).values()} == {world.room_ids[1]}
    assert len(store.ask(anyone, of_replan, replan_id=replan_id)) == 3
    # At the same time in the other room the same conference stands and nobody need be invited again.
    assert set(seats(store, anyone)) == {one.conference_id for one in booked}
    assert store.ask(anyone, invited) == told


def test_another_day_makes_a_successor_with_the_target_unchanged_and_invites_again(store: Store, anyone: Actor) -> None:
    world, booked = three(store, anyone)
    move = move_to(world, booked[0], TUESDAY + 3 * DAY, (1, 0, 0))
    told = store.ask(anyone, invited)
    replan_id = store.change(anyone, accept_replan, moves=[move], **MORE).value
    former = store.ask(anyone, conference_sheet, conference_id=booked[0].conference_id)
    assert former.line.state is ConferenceState.RESCHEDULED
    assert former.successor_id is not None
    successor = store.ask(anyone, conference_sheet, conference_id=former.successor_id)
    assert (successor.line.starts_at, successor.line.due_on) == (TUESDAY + 3 * DAY, former.line.due_on)
    assert (former.change_reason, former.change_note) == (LateReason.ROOM, "Oak is closed")
    assert store.ask(anyone, of_replan, replan_id=replan_id) == [successor.line.id]
    assert store.ask(anyone, invited) == told + len(successor.people)


def test_three_conferences_change_seats_in_a_ring(store: Store, anyone: Actor) -> None:
    world, booked = three(store, anyone)
    days = [TUESDAY + n * DAY for n in range(3)]
    ring = [move_to(world, one, days[(n + 1) % 3], (0, 0, 0)) for n, one in enumerate(booked)]
    before = store.ask(anyone, standing)
    replan_id = store.change(anyone, accept_replan, moves=ring, **MORE).value
    times = {seat[0] for seat in seats(store, anyone).values()}
    assert times == set(days)
    store.change(anyone, take_back_replan, replan_id=replan_id)
    assert store.ask(anyone, standing) == before


def test_two_conferences_swap_their_rooms_and_chairs(store: Store, anyone: Actor) -> None:
    world, booked = busy(store, anyone, [(TUESDAY, 0, 0, 0), (TUESDAY + AFTERNOON, 1, 1, 1)])
    swap = [
        move_to(world, booked[0], TUESDAY + AFTERNOON, (1, 1, 1)),
        move_to(world, booked[1], TUESDAY, (0, 0, 0)),
    ]
    before = store.ask(anyone, standing)
    replan_id = store.change(anyone, accept_replan, moves=swap, **MORE).value
    assert sorted(seat[0] for seat in seats(store, anyone).values()) == [TUESDAY, TUESDAY + AFTERNOON]
    store.change(anyone, take_back_replan, replan_id=replan_id)
    assert store.ask(anyone, standing) == before


def test_part_of_a_proposal_is_accepted_and_the_rest_stays(store: Store, anyone: Actor) -> None:
    world, _ = three(store, anyone)
    shut(store, anyone, world)
    _, sheet = proposed(store, anyone, WEEK)
    store.change(anyone, accept_replan, moves=[sheet.rows[1].accepted()], **MORE)
    task, again = proposed(store, anyone, WEEK)
    assert {item.reference for item in task.broken} == {"CP-2026-0001", "CP-2026-0003"}
    assert len(again.rows) == 2


def test_a_part_that_needs_a_seat_which_stays_taken_is_refused_as_a_whole(store: Store, anyone: Actor) -> None:
    world, booked = three(store, anyone)
    moves = [
        move_to(world, booked[0], TUESDAY + 3 * DAY, (0, 0, 0)),
        move_to(world, booked[1], TUESDAY + 2 * DAY, (0, 0, 0)),
    ]
    refused(
        store, anyone, accept_replan, "moves", "CP-2026-0002 no longer fits: The room Oak is taken", moves=moves, **MORE
    )


def test_a_seat_taken_meanwhile_refuses_the_whole_and_names_it(store: Store, anyone: Actor) -> None:
    world, _ = three(store, anyone)
    shut(store, anyone, world)
    _, sheet = proposed(store, anyone, WEEK)
    late = another_family(store, anyone, world, "Quickly")
    asked = with_request(store, anyone, world, family_id=late[0], child_ids=late[1], seats=4)
    taken = next(row for row in sheet.rows if row.before is not None and row.before.starts_at == TUESDAY)
    seat = taken.after
    other = next(one for one in world.chair_ids if one != seat.chair_id)
    taker = next(one for one in world.minute_taker_ids if one != seat.minute_taker_id)
    at = seat.starts_at + timedelta(hours=2, minutes=40)
    store.change(
        anyone,
        book_conference,
        request_id=asked.request_id,
        starts_at=at - timedelta(minutes=30),
        room_id=seat.room_id,
        chair_id=other,
        minute_taker_id=taker,
    )
    moves = [row.accepted() for row in sheet.rows]
    refused(store, anyone, accept_replan, "moves", "CP-2026-0001 no longer fits", moves=moves, **MORE)


def test_every_line_that_no_longer_fits_is_named_up_to_five(store: Store, anyone: Actor) -> None:
    times = [TUESDAY + timedelta(days=days) for days in (0, 1, 2, 3, 6, 7, 8)]
    world, booked = busy(store, anyone, [(at, 0, 0, 0) for at in times])
    store.change(anyone, close_room, room_id=world.room_ids[1], starts_at=TUESDAY - 5 * DAY, ends_at=TUESDAY + 20 * DAY,
                 reason="flood")  # fmt: skip
    into_the_flood = [move_to(world, one, at, (1, 0, 0)) for one, at in zip(booked, times, strict=True)]
    good = move_to(world, booked[1], TUESDAY + AFTERNOON, (0, 1, 1))
    with pytest.raises(Refusal) as two:
        store.change(anyone, accept_replan, moves=[into_the_flood[0], good, into_the_flood[2]], **MORE)
    head, first, second = two.value.message.split("\n")
    assert head.startswith("2 lines cannot be accepted as proposed, so nothing was changed")
    assert first.startswith("CP-2026-0001 no longer fits: The room Ash is closed")
    assert second.startswith("CP-2026-0003 no longer fits: The room Ash is closed")
    before = store.ask(anyone, standing)
    with pytest.raises(Refusal) as seven:
        store.change(anyone, accept_replan, moves=into_the_flood, **MORE)
    _, *named, more = seven.value.message.split("\n")
    assert [line[:12] for line in named] == [f"CP-2026-000{n}" for n in range(1, 6)]
    assert more == "And 2 more."
    assert store.ask(anyone, standing) == before


def test_a_line_that_changed_since_is_named_beside_one_whose_seat_is_taken(store: Store, anyone: Actor) -> None:
    world, booked = three(store, anyone)
    gone = move_to(world, booked[2], TUESDAY + 6 * DAY, (0, 0, 0))
    taken = move_to(world, booked[0], TUESDAY + DAY, (0, 1, 1))
    store.change(
        anyone, cancel_conference, conference_id=booked[2].conference_id, reason=LateReason.URGENT_FAMILY, note="x"
    )
    with pytest.raises(Refusal) as both:
        store.change(anyone, accept_replan, moves=[taken, gone], **MORE)
    _, one, other = both.value.message.split("\n")
    assert one == "CP-2026-0003 is not to come any more."
    assert other.startswith("CP-2026-0001 no longer fits: The room Oak is taken")


def test_a_booking_that_moved_since_refuses_the_whole(store: Store, anyone: Actor) -> None:
    world, booked = three(store, anyone)
    shut(store, anyone, world)
    _, sheet = proposed(store, anyone, WEEK)
    moves = [row.accepted() for row in sheet.rows]
    store.change(
        anyone,
        reschedule,
        conference_id=booked[2].conference_id,
        starts_at=TUESDAY + 6 * DAY,
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[0],
        minute_taker_id=world.minute_taker_ids[0],
        reason=LateReason.ROOM,
    )
    refused(store, anyone, accept_replan, "moves", "CP-2026-0003 is not to come any more", moves=moves, **MORE)
    stale = [replace(move, was=replace(move.was, room_id=None)) for move in moves[:1] if move.was is not None]
    refused(store, anyone, accept_replan, "moves", "was moved since the proposal", moves=stale, **MORE)


def test_wrong_acceptances_are_refused(file_store: Store, anyone: Actor) -> None:
    world, booked = three(file_store, anyone)
    move = move_to(world, booked[0], TUESDAY + 3 * DAY, (0, 0, 0))
    refused(file_store, anyone, accept_replan, "moves", "at least one line", moves=[], **MORE)
    refused(file_store, anyone, accept_replan, "cause", "Say why", moves=[move], cause=" ")
    refused(file_store, anyone, accept_replan, "moves", "two lines", moves=[move, move], **MORE)
    thought_of = replace(move, chair_id=StaffId(0))
    refused(file_store, anyone, accept_replan, "moves", "CP-2026-0001 no longer fits", moves=[thought_of], **MORE)
    unknown = replace(move, conference_id=ConferenceId(99))
    refused(file_store, anyone, accept_replan, None, "no longer there", moves=[unknown], **MORE)


def test_taking_back_puts_bookings_into_the_closed_room_again_as_they_were(store: Store, anyone: Actor) -> None:
    world, _ = three(store, anyone)
    shut(store, anyone, world)
    _, sheet = proposed(store, anyone, WEEK)
    before = store.ask(anyone, standing)
    replan_id = store.change(anyone, accept_replan, moves=[row.accepted() for row in sheet.rows], **MORE).value
    assert store.ask(anyone, standing) != before
    store.change(anyone, take_back_replan, replan_id=replan_id)
    assert store.ask(anyone, standing) == before
    line = store.ask(anyone, replans)[0]
    assert (line.id, line.cause, line.by, line.conferences) == (replan_id, "Oak is closed", anyone.name, 0)
    assert line.taken_back_at == store.clock()
    refused(store, anyone, take_back_replan, "replan", "taken back already", replan_id=replan_id)
    again = store.change(anyone, accept_replan, moves=[row.accepted() for row in sheet.rows], **MORE).value
    assert again != replan_id


def test_taking_back_is_refused_when_a_former_seat_is_taken(store: Store, anyone: Actor) -> None:
    world, booked = three(store, anyone)
    moves = [move_to(world, booked[0], TUESDAY + 3 * DAY, (0, 0, 0))]
    replan_id = store.change(anyone, accept_replan, moves=moves, **MORE).value
    late = another_family(store, anyone, world, "Quickly")
    asked = with_request(store, anyone, world, family_id=late[0], child_ids=late[1], seats=4)
    store.change(
        anyone,
        book_conference,
        request_id=asked.request_id,
        starts_at=TUESDAY,
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[1],
        minute_taker_id=world.minute_taker_ids[1],
    )
    refused(store, anyone, take_back_replan, "replan", "CP-2026-0001 cannot stand as before", replan_id=replan_id)


def test_taking_back_is_refused_when_something_happened_since(store: Store, anyone: Actor, clock: HandClock) -> None:
    world, booked = three(store, anyone)
    moves = [
        move_to(world, booked[0], TUESDAY + 3 * DAY, (0, 0, 0)),
        move_to(world, booked[1], TUESDAY + DAY, (1, 0, 0)),
    ]
    replan_id = store.change(anyone, accept_replan, moves=moves, **MORE).value
    clock.at += 9 * DAY
    refused(store, anyone, take_back_replan, "replan", "time of CP-2026-0001 has passed", replan_id=replan_id)
    clock.at -= 9 * DAY
    store.change(
        anyone, cancel_conference, conference_id=booked[1].conference_id, reason=LateReason.URGENT_FAMILY, note="x"
    )
    refused(store, anyone, take_back_replan, "replan", "CP-2026-0002 was moved, held", replan_id=replan_id)


def test_a_chair_on_leave_is_replaced_and_the_reason_says_chair(store: Store, anyone: Actor) -> None:
    world, booked = three(store, anyone)
    first = TUESDAY.replace(hour=0)
    away: dict[str, Any] = {"starts_at": first, "ends_at": first + 2 * DAY, "kind": LeaveKind.ANNUAL}
    store.change(anyone, add_leave, staff_id=world.chair_ids[0], **away)
    _, sheet = proposed(store, anyone, WEEK)
    assert [(row.reference, row.why, row.reason) for row in sheet.rows] == [
        ("CP-2026-0001", "Cass Chair is away (annual leave)", LateReason.CHAIR),
        ("CP-2026-0002", "Cass Chair is away (annual leave)", LateReason.CHAIR),
    ]
    store.change(anyone, accept_replan, moves=[row.accepted() for row in sheet.rows], cause="Leave")
    assert the_line(store, anyone, booked[2].conference_id).chair == "Cass Chair"
    assert not proposed_again(store, anyone)


def proposed_again(store: Store, by: Actor) -> bool:
    try:
        proposed(store, by, WEEK)
    except Refusal as refusal:
        assert "there is nothing to seat anew" in refusal.message
        return False
    return True


def test_why_a_line_is_late_is_judged_when_the_others_are_seated(file_store: Store, anyone: Actor) -> None:
    """Both leave Oak on the only day in time on which it is open; who stays in time takes it, the other finds none."""
    for setting, value in (("minute_taker_conferences_a_day", 4), ("chair_conferences_a_day", 4)):
        file_store.change(anyone, change_setting, key=setting, value=value, why="Busy")
    last = datetime(2026, 3, 23, 14)
    world, booked = busy(file_store, anyone, [(last - timedelta(hours=4), 0, 0, 0), (last, 0, 1, 1)], people=10)
    file_store.change(
        anyone,
        close_room,
        room_id=world.room_ids[0],
        starts_at=datetime(2026, 3, 3),
        ends_at=datetime(2026, 3, 23, 13, 20),
        reason="new floor",
    )
    moves = [move_to(world, booked[0], last, (0, 0, 0)), move_to(world, booked[1], last + DAY, (0, 1, 1))]
    file_store.change(anyone, accept_replan, moves=moves[::-1], cause="New floor")
    late = next(line for line in coming(file_store, anyone) if line.starts_at == last + DAY)
    assert (late.late_reason, late.late_cause) == (LateReason.ROOM, LateCause.NO_ROOM)


def coming(store: Store, by: Actor) -> tuple[ConferenceLine, ...]:
    days = {"from_on": date(2026, 3, 1), "until_on": date(2026, 4, 1)}
    return store.ask(by, conference_list, **days, states=[ConferenceState.CONFIRMED])
