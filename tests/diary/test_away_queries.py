"""Leave and closures as they are listed: what holds from a day on, by time, with the id by which each is withdrawn."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cpconf.diary.actions import add_leave, close_room, reopen_room, withdraw_leave
from cpconf.diary.away_queries import away_list
from cpconf.diary.kinds import LeaveKind
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.worlds import small_world

NOON = datetime(2026, 4, 6, 12)
WEEK = timedelta(days=7)


def test_leave_and_closures_stand_in_one_list_by_time(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    closure_id = store.change(
        anyone, close_room, room_id=world.room_ids[0], starts_at=NOON + WEEK, ends_at=NOON + 2 * WEEK, reason="Paint"
    ).value
    leave_id = store.change(
        anyone,
        add_leave,
        staff_id=world.chair_ids[0],
        starts_at=NOON,
        ends_at=NOON + WEEK,
        kind=LeaveKind.TRAINING,
        note="Supervision",
    ).value
    first, second = store.ask(anyone, away_list, from_on=date(2026, 4, 1))
    assert (first.id, first.name, first.kind, first.why) == (leave_id, "Cass Chair", LeaveKind.TRAINING, "Supervision")
    assert (first.staff_id, first.room_id, first.is_closure) == (world.chair_ids[0], None, False)
    assert (second.id, second.name, second.kind, second.why) == (closure_id, "Oak", None, "Paint")
    assert (second.staff_id, second.room_id, second.is_closure) == (None, world.room_ids[0], True)
    assert (second.starts_at, second.ends_at) == (NOON + WEEK, NOON + 2 * WEEK)


def test_what_has_ended_before_the_day_or_was_withdrawn_is_left_out(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    room_id, chair_id, until = world.room_ids[0], world.chair_ids[0], NOON + WEEK
    closure_id = store.change(anyone, close_room, room_id=room_id, reason="Paint", starts_at=NOON, ends_at=until).value
    leave_id = store.change(anyone, add_leave, staff_id=chair_id, starts_at=NOON, ends_at=until).value
    ends_on = until.date()
    assert len(store.ask(anyone, away_list, from_on=ends_on)) == 2
    assert store.ask(anyone, away_list, from_on=ends_on + timedelta(days=1)) == ()
    store.change(anyone, reopen_room, closure_id=closure_id)
    store.change(anyone, withdraw_leave, leave_id=leave_id)
    assert store.ask(anyone, away_list, from_on=ends_on) == ()
