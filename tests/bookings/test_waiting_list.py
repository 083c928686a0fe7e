"""Who waits for a slot or an earlier one is listed with the best; a freed slot is offered to the most overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cpconf.bookings.actions import cancel_conference, change_request, hold_conference, record_request
from cpconf.bookings.queries import freed_for, request_queue, waiting_list
from cpconf.bookings.rules import ConferenceKind, LateReason
from cpconf.diary.actions import add_leave
from cpconf.diary.kinds import LeaveKind
from cpconf.diary.queries import resources
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.watching import cost
from tests.worlds import World, another_family, small_world, with_booking, with_request

AT = datetime(2026, 3, 10, 10)


def another(store: Store, by: Actor, world: World, name: str, strategy_on: date, **more: Any) -> World:
    """A request of one more family, in due order by its strategy discussion; without a social worker."""
    family_id, children = another_family(store, by, world, name)
    values: dict[str, Any] = {"kind": ConferenceKind.INITIAL, "strategy_discussion_on": strategy_on, "seats": 8}
    request_id = store.change(by, record_request, family_id=family_id, child_ids=children, **(values | more)).value
    return replace(world, request_id=request_id)


def test_the_most_overdue_comes_first_and_an_urgent_one_before_all(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    assert store.ask(anyone, waiting_list) == ()
    soon = another(store, anyone, world, "Soonly", date(2026, 2, 12))
    later = another(store, anyone, world, "Lately", date(2026, 2, 26))
    over = another(store, anyone, world, "Overly", date(2026, 2, 5))
    lines = store.ask(anyone, waiting_list)
    assert [line.request_id for line in lines] == [over.request_id, soon.request_id, later.request_id]
    assert [line.days_over for line in lines] == [2, -3, -13]
    assert [line.best.starts_at for line in lines if line.best] == [datetime(2026, 3, 3, 8, 30)] * 3
    store.change(anyone, change_request, request_id=later.request_id, urgent="Discharge on Friday")
    assert store.ask(anyone, waiting_list)[0].request_id == later.request_id
    assert store.ask(anyone, request_queue)[0].id == later.request_id


def test_a_late_booking_waits_for_an_earlier_day_and_a_held_or_timely_one_does_not(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    late = with_booking(
        store, anyone, another(store, anyone, world, "Lately", date(2026, 3, 2)),
        starts_at=datetime(2026, 3, 25, 10), late_reason=LateReason.ROOM,
    )  # fmt: skip
    with_booking(store, anyone, another(store, anyone, world, "Timely", date(2026, 3, 2)))
    held = another(store, anyone, world, "Heldly", date(2026, 3, 2))
    seat = {"room_id": world.room_ids[1], "chair_id": world.chair_ids[1], "minute_taker_id": world.minute_taker_ids[1]}
    store.change(anyone, hold_conference, request_id=held.request_id, starts_at=AT, **seat)  # type: ignore[arg-type]
    (line,) = store.ask(anyone, waiting_list)
    assert (line.conference_id, line.days_over) == (late.conference_id, 2)
    assert line.best is not None
    assert line.best.starts_at.date() < date(2026, 3, 25)


def test_a_freed_slot_is_offered_to_those_who_could_take_it(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    over = another(store, anyone, world, "Overly", date(2026, 2, 5))
    large = another(store, anyone, world, "Largely", date(2026, 2, 6), seats=14)
    remote = another(store, anyone, world, "Hugely", date(2026, 2, 6), seats=40)
    store.change(anyone, cancel_conference, conference_id=world.conference_id, reason=LateReason.SAFETY)
    asked: dict[str, Any] = {"starts_at": AT, "ends_at": AT + timedelta(hours=2), "room_id": world.room_ids[0]}
    lines = store.ask(anyone, freed_for, **asked)
    assert [line.request_id for line in lines] == [over.request_id, large.request_id, world.request_id]
    assert remote.request_id not in {line.request_id for line in lines}
    oak = next(line.id for line in store.ask(anyone, resources) if line.name == "Oak")
    assert {line.best.room for line in lines if line.best} == {oak}
    best = lines[0].best
    assert best is not None
    assert (best.starts_at, best.day_number, best.of_days, best.is_late) == (AT, 23, 15, True)
    small = store.ask(anyone, freed_for, **(asked | {"room_id": world.room_ids[1]}))
    assert large.request_id not in {line.request_id for line in small}


def test_nobody_is_offered_what_has_passed_or_where_nobody_can_chair(file_store: Store, anyone: Actor) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    asked: dict[str, Any] = {"starts_at": AT, "ends_at": AT + timedelta(hours=2), "room_id": None}
    assert len(file_store.ask(anyone, freed_for, **asked)) == 1
    past = {"starts_at": datetime(2026, 3, 2, 14), "ends_at": datetime(2026, 3, 2, 16)}
    assert file_store.ask(anyone, freed_for, **(asked | past)) == ()
    for staff_id in world.chair_ids:
        file_store.change(
            anyone, add_leave, staff_id=staff_id, kind=LeaveKind.ANNUAL, starts_at=AT.replace(hour=8),
            ends_at=AT.replace(hour=18),
        )  # fmt: skip
    assert file_store.ask(anyone, freed_for, **asked) == ()


def test_a_pre_birth_conference_waits_for_its_own_days(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world = small_world(file_store, anyone)  # the baby is expected on 30 June
    clock.at = datetime(2026, 2, 2, 9, tzinfo=UTC)
    request_id = file_store.change(
        anyone, record_request, family_id=world.family_id, child_ids=[world.unborn_id], kind=ConferenceKind.PRE_BIRTH
    ).value
    (line,) = file_store.ask(anyone, waiting_list)
    assert (line.request_id, line.due_on) == (request_id, date(2026, 5, 19))
    assert line.best is not None
    assert line.best.starts_at.date() == date(2026, 3, 30)  # three months before
    early: dict[str, Any] = {"starts_at": datetime(2026, 3, 9, 10), "ends_at": datetime(2026, 3, 9, 12)}
    assert file_store.ask(anyone, freed_for, **early, room_id=None) == ()


def test_the_waiting_list_costs_the_same_for_one_and_for_three(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    another(file_store, anyone, world, "Soonly", date(2026, 2, 12))
    asked: dict[str, Any] = {"starts_at": AT, "ends_at": AT + timedelta(hours=2), "room_id": world.room_ids[0]}
    before = cost(file_store, anyone, waiting_list), cost(file_store, anyone, freed_for, **asked)
    another(file_store, anyone, world, "Lately", date(2026, 2, 26))
    another(file_store, anyone, world, "Overly", date(2026, 2, 5))
    assert (cost(file_store, anyone, waiting_list), cost(file_store, anyone, freed_for, **asked)) == before
