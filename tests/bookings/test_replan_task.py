"""The real diary as the engine sees it: margins, hours, sites, people, caseloads, notice; and what is only supposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from cpconf.access.actions import end_staff
from cpconf.bookings.holding import hold_conference
from cpconf.bookings.replanning.actions import accept_replan
from cpconf.bookings.replanning.queries import replan_task
from cpconf.bookings.replanning.scope import Closed, Item, ReplanScope, ReplanTask, WhatIf
from cpconf.bookings.rules import ConferenceId
from cpconf.diary.actions import (
    add_calendar_exception,
    add_leave,
    add_room,
    add_site,
    close_room,
    end_room,
    set_pattern,
)
from cpconf.diary.kinds import ClosureKind, LeaveKind
from cpconf.diary.replan import ConferencePlan
from cpconf.diary.replanning.model import Margin, Seat
from cpconf.practice.actions import change_setting
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.bookings.busy_diary import TUESDAY, busy, hold, proposed
from tests.conftest import HandClock
from tests.watching import cost
from tests.worlds import WEEK, World, add_a_room, another_family, with_request

DAY = timedelta(days=1)
WEEKS = ReplanScope(from_on=date(2026, 3, 2), until_on=date(2026, 3, 27))


def shut(store: Store, by: Actor, world: World, *, room: int = 0, days: int = 1, first: datetime = TUESDAY) -> None:
    starts_at = first.replace(hour=0)
    closed: dict[str, Any] = {"starts_at": starts_at, "ends_at": starts_at + days * DAY, "reason": "new floor"}
    store.change(by, close_room, room_id=world.room_ids[room], **closed)


def of(task: ReplanTask, reference: str) -> tuple[Item, ConferencePlan]:
    place = next(place for place, item in enumerate(task.items) if item.reference == reference)
    return task.items[place], task.problem.conferences[place]


def day(task: ReplanTask, on: date) -> int:
    return task.days.index(on)


def test_a_task_has_the_margins_the_hours_and_what_stays_beside_it(store: Store, anyone: Actor) -> None:
    world, _ = busy(store, anyone, [(TUESDAY, 0, 0, 0), (TUESDAY + DAY, 0, 0, 0)])
    shut(store, anyone, world)
    task = store.ask(anyone, replan_task, scope=WEEKS)
    problem = task.problem
    assert (task.opens, problem.cells) == (time(8), 60)
    assert (problem.room_margin, problem.chair_margin) == (Margin(before=3, after=1), Margin(before=3, after=3))
    assert problem.taker_margin == Margin(before=0, after=6)
    assert [bin(problem.starts).count("1"), problem.starts & 0b1111] == [20, 0b1001]
    broken, plan = of(task, "CP-2026-0001")
    assert (broken.movable, broken.faults) == (True, ("Oak is closed (new floor)",))
    assert plan.now == Seat(day(task, date(2026, 3, 10)), 12, 0 if task.rooms[0].name == "Oak" else 1, 0, 1)
    assert (plan.dur, plan.seats, plan.pinned, len(plan.people)) == (12, 4, False, 1)
    assert task.days[plan.due] == date(2026, 3, 23)
    stays, other = of(task, "CP-2026-0002")
    assert (stays.movable, other.pinned) == (False, True)
    oak = next(place for place, room in enumerate(task.rooms) if room.name == "Oak")
    assert problem.rooms[oak].open[day(task, date(2026, 3, 10))] == 0
    # Wednesday 09:30 to 12:10 is taken by what stays.
    assert problem.rooms[oak].taken[day(task, date(2026, 3, 11))] == ((1 << 16) - 1) << 9


def test_nothing_is_offered_before_tomorrow_and_without_notice(store: Store, anyone: Actor, clock: HandClock) -> None:
    world, _ = busy(store, anyone, [(TUESDAY, 0, 0, 0), (datetime(2026, 3, 19, 10), 0, 0, 0)])
    shut(store, anyone, world, days=14)
    task = store.ask(anyone, replan_task, scope=WEEKS)
    assert task.days[0] == date(2026, 3, 3)
    assert task.days[of(task, "CP-2026-0001")[1].first] == date(2026, 3, 9), "five working days' notice"
    clock.at += 7 * DAY
    task = store.ask(anyone, replan_task, scope=WEEKS)
    assert task.days[of(task, "CP-2026-0001")[1].first] == date(2026, 3, 10), "its own day is nearer"
    assert task.days[of(task, "CP-2026-0002")[1].first] == date(2026, 3, 16)


def test_disturbing_costs_more_where_letters_are_out_and_for_what_need_not_move(store: Store, anyone: Actor) -> None:
    times = [datetime(2026, 3, 9, 10), TUESDAY, datetime(2026, 3, 16, 10), datetime(2026, 3, 17, 10)]
    world, _ = busy(store, anyone, [(at, 0, 0, 0) for at in times])
    shut(store, anyone, world, days=7)
    task = store.ask(anyone, replan_task, scope=replace(WEEKS, may_move_others=True))
    moves = [of(task, f"CP-2026-000{n}")[1].move for n in (1, 2, 3, 4)]
    assert moves == [6, 2, 2, 2], "3 x 2 that need not move; 2 broken; 2 broken; 1 x 2"


@pytest.mark.parametrize("what", ["leave", "left", "closed day", "ended room", "hours"])
def test_whatever_no_longer_holds_is_found_and_named(file_store: Store, anyone: Actor, what: str) -> None:
    world, _ = busy(file_store, anyone, [(TUESDAY, 0, 0, 0)])
    change = file_store.change
    words = {
        "leave": "Cass Chair is away",
        "left": "Min Taker is not at work there then",
        "closed day": "10/03/2026 is no working day: Flood",
        "ended room": "Oak is not open then",
        "hours": "Cass Chair is not at work there then",
    }[what]
    if what == "leave":
        span: dict[str, Any] = {"starts_at": TUESDAY.replace(hour=9), "ends_at": TUESDAY}
        change(anyone, add_leave, staff_id=world.chair_ids[0], kind=LeaveKind.SICK, **span)
    elif what == "left":
        change(anyone, end_staff, staff_id=world.minute_taker_ids[0], ended_on=date(2026, 3, 9))
    elif what == "closed day":
        change(anyone, add_calendar_exception, day=TUESDAY.date(), kind=ClosureKind.CLOSED, reason="Flood")
    elif what == "ended room":
        change(anyone, end_room, room_id=world.room_ids[0], ended_on=date(2026, 3, 9))
    else:
        change(anyone, set_pattern, staff_id=world.chair_ids[0], periods=[(1, time(10), time(18))])
    task, sheet = proposed(file_store, anyone, WEEKS)
    assert task.items[0].faults == (words,)
    assert [row.reference for row in sheet.rows] == ["CP-2026-0001"]
    file_store.change(anyone, accept_replan, moves=[sheet.rows[0].accepted()], cause=what)
    with pytest.raises(Refusal, match="there is nothing to seat anew"):
        file_store.ask(anyone, replan_task, scope=WEEKS)


def test_a_conference_of_this_afternoon_finds_a_seat_from_tomorrow_on(
    store: Store, anyone: Actor, clock: HandClock
) -> None:
    world, _ = busy(store, anyone, [(TUESDAY, 0, 0, 0)])
    clock.at = clock.at.replace(day=10, hour=8)
    shut(store, anyone, world)
    _, sheet = proposed(store, anyone, replace(WEEKS, from_on=date(2026, 3, 10)))
    assert sheet.rows[0].after.starts_at.date() > TUESDAY.date()
    assert "Everybody is invited again" in sheet.rows[0].effects
    store.change(anyone, accept_replan, moves=[sheet.rows[0].accepted()], cause="Flood")


def test_what_is_held_today_never_makes_room_for_others(store: Store, anyone: Actor, clock: HandClock) -> None:
    world, booked = busy(store, anyone, [(TUESDAY, 0, 0, 0), (TUESDAY + DAY, 1, 0, 0), (TUESDAY + 2 * DAY, 0, 1, 1)])
    shut(store, anyone, world, room=1, first=TUESDAY + DAY)
    clock.at = clock.at.replace(day=10, hour=8)
    today = replace(WEEKS, from_on=date(2026, 3, 10), may_move_others=True)
    task = store.ask(anyone, replan_task, scope=today)
    assert [item.reference for item in task.movable] == ["CP-2026-0002", "CP-2026-0003"]
    named = replace(today, conference_ids=(booked[0].conference_id,), may_move_others=False)
    with pytest.raises(Refusal, match="there is nothing to seat anew"):
        store.ask(anyone, replan_task, scope=named)


def test_the_notice_and_how_early_a_review_may_be_are_the_practices_own(store: Store, anyone: Actor) -> None:
    world, _ = busy(store, anyone, [(datetime(2026, 3, 19, 10), 0, 0, 0)])
    shut(store, anyone, world, days=14)
    for key, value in (("replan_notice_working_days", 2), ("replan_early_working_days", 0)):
        store.change(anyone, change_setting, key=key, value=value, why="Agreed by the board")
    task = store.ask(anyone, replan_task, scope=WEEKS)
    assert task.days[of(task, "CP-2026-0001")[1].first] == date(2026, 3, 4)


def test_holds_stay_and_named_conferences_must_be_to_come(store: Store, anyone: Actor) -> None:
    world, (one,) = busy(store, anyone, [(TUESDAY, 0, 0, 0)])
    family_id, children = another_family(store, anyone, world, "Heldly")
    asked = with_request(store, anyone, world, family_id=family_id, child_ids=children, seats=4)
    seat: dict[str, Any] = {
        "room_id": world.room_ids[1],
        "chair_id": world.chair_ids[1],
        "minute_taker_id": world.minute_taker_ids[1],
    }
    at = TUESDAY + timedelta(hours=4)
    held = store.change(anyone, hold_conference, request_id=asked.request_id, starts_at=at, **seat).value
    shut(store, anyone, world)
    shut(store, anyone, world, room=1)
    task = store.ask(anyone, replan_task, scope=replace(WEEKS, may_move_others=True))
    assert [item.movable for item in task.items] == [True, False]
    for wrong in (ConferenceId(99), held):
        with pytest.raises(Refusal, match="not to come any more, or is only held"):
            store.ask(anyone, replan_task, scope=replace(WEEKS, conference_ids=(wrong,)))
    named = store.ask(anyone, replan_task, scope=replace(WEEKS, conference_ids=(one.conference_id,)))
    assert [item.conference_id for item in named.movable] == [one.conference_id]


def test_a_person_who_must_be_there_is_never_in_two_places(store: Store, anyone: Actor) -> None:
    """The same social worker is asked for by every request of the tests."""
    world, _ = busy(store, anyone, [(TUESDAY, 0, 0, 0), (TUESDAY + timedelta(hours=2), 1, 1, 1)])
    shut(store, anyone, world)
    add_a_room(store, anyone, world.site_id, "Elm", 12)
    _, sheet = proposed(store, anyone, WEEKS, rounds=1)
    stays = (TUESDAY + timedelta(hours=2), TUESDAY + timedelta(hours=4))
    after = sheet.rows[0].after
    assert after.ends_at <= stays[0] or after.starts_at >= stays[1]
    store.change(anyone, accept_replan, moves=[sheet.rows[0].accepted()], cause="x")


def test_people_bound_to_a_site_and_the_way_between_sites_are_heeded(store: Store, anyone: Actor) -> None:
    world, _ = busy(store, anyone, [(TUESDAY, 0, 0, 0), (TUESDAY + timedelta(hours=4), 1, 0, 0)])
    far = store.change(anyone, add_site, name="Farbrook").value
    store.change(anyone, add_room, site_id=far, name="Yew", capacity=14, opening=WEEK)
    # Chris is at Farbrook only; Cass and both minute-takers go anywhere.
    store.change(anyone, set_pattern, staff_id=world.chair_ids[1], periods=WEEK, site_id=far, from_on=date(2026, 3, 3))
    for room in (0, 1):
        shut(store, anyone, world, room=room)
    task, sheet = proposed(store, anyone, WEEKS)
    assert task.problem.travel is not None
    sites = {room.site_id: place for place, room in enumerate(task.rooms)}
    assert len(sites) == 2
    chris = next(place for place, chair in enumerate(task.chairs) if chair.name == "Chris Chair")
    assert task.problem.chairs[chris].elsewhere
    for row in sheet.rows:
        assert row.after.site == "Farbrook" or row.after.chair == "Cass Chair"
    store.change(anyone, accept_replan, moves=[row.accepted() for row in sheet.rows], cause="both rooms")


def test_weights_come_from_the_practice(file_store: Store, anyone: Actor) -> None:
    world, _ = busy(file_store, anyone, [(TUESDAY, 0, 0, 0)])
    shut(file_store, anyone, world)
    for key, value in (("replan_other_day", 70), ("score_other_chair", 90), ("caseload_target", 80)):
        file_store.change(anyone, change_setting, key=key, value=value, why="Agreed")
    weights = file_store.ask(anyone, replan_task, scope=WEEKS).problem.weights
    assert (weights.other_day, weights.other_time, weights.caseload_bounds) == (70, 25, (80, 91, 104))
    assert (weights.caseload, weights.area, weights.holiday) == ((3, 6, 12), (0, 20, 40), 30)


def test_children_on_plans_count_for_the_chair_who_had_them_last(store: Store, anyone: Actor, clock: HandClock) -> None:
    world, booked = busy(store, anyone, [(TUESDAY, 0, 0, 0), (TUESDAY + DAY, 0, 0, 0), (TUESDAY + 3 * DAY, 1, 1, 1)])
    hold(store, anyone, clock, booked[0])
    hold(store, anyone, clock, booked[1])
    shut(store, anyone, world, room=1, days=7)
    task = store.ask(anyone, replan_task, scope=WEEKS)
    base = {chair.name: plan.base for chair, plan in zip(task.chairs, task.problem.chairs, strict=True)}
    assert base == {"Cass Chair": 2, "Chris Chair": 0}
    assert of(task, "CP-2026-0003")[1].load == 1
    reviews = store.ask(
        anyone,
        replan_task,
        scope=ReplanScope(from_on=date(2026, 6, 1), until_on=date(2026, 6, 30), family_ids=(booked[0].family_id,)),
    )
    bases = {chair.name: plan.base for chair, plan in zip(reviews.chairs, reviews.problem.chairs, strict=True)}
    assert bases["Cass Chair"] == 1, "the other child joins with its review"
    place = next(place for place, item in enumerate(reviews.items) if item.movable)
    plan = reviews.problem.conferences[place]
    assert (plan.load, plan.continuity, reviews.chairs[plan.preferred_chair or 0].name) == (1, 60, "Cass Chair")
    assert reviews.days[plan.first] == date(2026, 5, 12), "ten working days before the day aimed at"


def test_what_if_is_compared_and_never_accepted(store: Store, anyone: Actor) -> None:
    world, _ = busy(store, anyone, [(TUESDAY, 0, 0, 0), (TUESDAY + DAY, 0, 1, 1)])
    family_id, children = another_family(store, anyone, world, "Waitly")
    with_request(store, anyone, world, family_id=family_id, child_ids=children, seats=4)
    closed = Closed(site_id=world.site_id, from_on=date(2026, 3, 9), until_on=date(2026, 4, 30))
    task, sheet = proposed(store, anyone, replace(WEEKS, what_if=WhatIf(closed=(closed,))))
    assert not sheet.can_accept
    assert [item.faults for item in task.broken] == [("Oak is closed (if it were, until 30/04/2026)",)] * 2
    assert {one.why for one in sheet.unplaced} == {"No room that will do is free on any of its days"}
    assert [one.due_on for one in sheet.unplaced if one.conference_id is None] == [date(2026, 3, 23)]
    more = WhatIf(extra_rooms=1, extra_chair_fte=0.5, extra_takers=1, closed=(closed,))
    task, better = proposed(store, anyone, replace(WEEKS, what_if=more))
    assert [room.name for room in task.rooms if room.id is None] == ["One more room 1"]
    assert better.totals.unplaced == 0
    assert "Waits, due by 23/03/2026" in [row.why for row in better.rows]
    assert better.totals.cost_after < sheet.totals.cost_after
    with pytest.raises(Refusal):
        store.change(anyone, accept_replan, moves=[row.accepted() for row in better.rows], cause="x")


@pytest.mark.parametrize(
    "wrong",
    [
        {"extra_rooms": -1},
        {"extra_chair_fte": 21.0},
        {"closed": ({"from_on": date(2026, 3, 9), "until_on": date(2026, 3, 8)},)},
        {"closed": ({"from_on": date(2026, 3, 9), "until_on": date(2026, 3, 9), "room_id": 1, "site_id": 1},)},
    ],
)
def test_thoughts_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        closed = tuple(Closed(**({"room_id": 1} | one)) for one in wrong.pop("closed", ()))
        WhatIf(**wrong, closed=closed)


def test_scopes_that_make_no_sense_are_refused() -> None:
    with pytest.raises(Refusal):
        ReplanScope(from_on=date(2026, 3, 2), until_on=date(2026, 3, 1))
    with pytest.raises(Refusal):
        replace(WEEKS, late_days=61)


def test_the_same_diary_gives_the_same_task_and_the_same_proposal(store: Store, anyone: Actor) -> None:
    world, _ = busy(store, anyone, [(TUESDAY + n * DAY, 0, n % 2, n % 2) for n in range(3)])
    shut(store, anyone, world, days=5)
    one, other = proposed(store, anyone, WEEKS), proposed(store, anyone, WEEKS)
    assert one == other


def test_a_task_takes_as_many_statements_for_three_bookings_as_for_one(file_store: Store, anyone: Actor) -> None:
    world, _ = busy(file_store, anyone, [(TUESDAY + n * DAY, 0, 0, 0) for n in range(3)])
    shut(file_store, anyone, world)
    one = cost(file_store, anyone, replan_task, scope=WEEKS)
    shut(file_store, anyone, world, first=TUESDAY + DAY, days=3)
    assert cost(file_store, anyone, replan_task, scope=WEEKS) == one


def test_a_named_conference_far_beyond_the_scope_keeps_its_own_day_in_reach(store: Store, anyone: Actor) -> None:
    _, (one,) = busy(store, anyone, [(datetime(2026, 3, 20, 10), 0, 0, 0)])
    scope = ReplanScope(from_on=date(2026, 3, 2), until_on=date(2026, 3, 3), conference_ids=(one.conference_id,))
    task, sheet = proposed(store, anyone, scope)
    assert task.days[-1] == date(2026, 4, 8), "ten working days past its limit, Easter between"
    assert sheet.rows == (), "where it is is best"
