"""The slot search against brute force: the same free triples, the same points, the same best and earliest."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given, settings

from cpconf.diary.kinds import Purpose
from cpconf.diary.shortage import scarce
from cpconf.diary.slots import find_slots, free_triples
from cpconf.diary.wishes import RoomTime, Slot
from tests.diary.slot_oracle import Found, Oracle, scarce_by_hand, searched
from tests.diary.slot_worlds import SlotWorld, slot_worlds

KINDS = (Purpose.ROOM, Purpose.CHAIR, Purpose.MINUTE_TAKER, Purpose.PERSON)


def key(slot: Slot) -> tuple[datetime, int, int, int]:
    return slot.starts_at, slot.room, slot.chair, slot.minute_taker


def check_every_triple(world: SlotWorld, oracle: Found) -> None:
    """What is free, and what it costs, are as brute force says."""
    found = {(*key(slot), slot.score) for slot in free_triples(world.wish, world.window, world.scoring)}
    expected = {(*triple, points) for triple, points in oracle.items()}
    assert sorted(found ^ expected) == []


def check_best(world: SlotWorld, oracle: Found) -> None:
    """The slots offered are free, cost what they cost, are as many as can be and led by the cheapest of all."""
    search = find_slots(world.wish, world.window, world.scoring)
    assert all(oracle[key(slot)] == slot.score for slot in search.slots)
    assert len(search.slots) == min(world.wish.count, len({triple[:3] for triple in oracle}))
    starts = {triple[0] for triple in oracle}
    assert len({slot.starts_at for slot in search.slots}) == min(world.wish.count, len(starts))
    assert (search.earliest.starts_at if search.earliest else None) == min(starts, default=None)
    if oracle:
        assert search.slots[0].score == min(oracle.values())
        first_of_each = {slot.starts_at: slot.score for slot in reversed(search.slots)}
        for at, score in first_of_each.items():
            assert score == min(points for triple, points in oracle.items() if triple[0] == at)


def check_blocked(world: SlotWorld, oracle: Found) -> None:
    """What is said to be in the way is in the way there, and another who is proposed is free with somebody."""
    cheapest = cheapest_rooms(world)
    for blocked in find_slots(world.wish, world.window, world.scoring).blocked:
        part = {Purpose.ROOM: 1, Purpose.CHAIR: 2, Purpose.MINUTE_TAKER: 3}.get(blocked.purpose or Purpose.PERSON)
        then = [triple for triple in oracle if triple[0] == blocked.starts_at]
        if part is not None:
            assert not any(triple[part] == blocked.resource and triple[1] in cheapest for triple in then)
        if blocked.fix is not None and blocked.fix.use is not None:
            assert any(blocked.fix.use in triple[1:] for triple in then)


def cheapest_rooms(world: SlotWorld) -> set[int]:
    """The rooms that cost least, of one site: those whose blocks are told."""
    wish, scoring = world.wish, world.scoring

    def cost(room: RoomTime) -> tuple[int, int]:
        elsewhere = wish.site_id is not None and room.site_id != wish.site_id
        spare = (room.capacity - wish.seats) // scoring.spare_seats_step
        return scoring.other_site * elsewhere + scoring.spare_seats * spare, room.site_id

    suitable = [room for room in world.window.rooms if Oracle(wish, world.window, scoring).suits(room)]
    least = min(map(cost, suitable), default=None)
    return {room.id for room in suitable if cost(room) == least}


def check_scarce(world: SlotWorld) -> None:
    """What alone stands in the way of a slot in time is what brute force says."""
    in_time = [day for day in searched(world.wish, world.window.calendar) if day <= world.wish.due_on]
    rooms = any(Oracle(world.wish, world.window, world.scoring).suits(room) for room in world.window.rooms)
    expected = scarce_by_hand(world.wish, world.window, KINDS) if in_time else frozenset()
    found = scarce(world.wish, world.window)
    if rooms or found is None or expected is None:
        assert found == expected
    else:  # no room suits at all: whether people could meet in one that did is not this oracle's to say
        assert found <= {Purpose.ROOM}


def check(world: SlotWorld) -> None:
    """All of it for one world."""
    oracle = Oracle(world.wish, world.window, world.scoring).found
    check_every_triple(world, oracle)
    check_best(world, oracle)
    check_blocked(world, oracle)
    check_scarce(world)


@settings(deadline=None, max_examples=150)
@given(slot_worlds())
def test_the_slot_search_agrees_with_brute_force(world: SlotWorld) -> None:
    check(world)
