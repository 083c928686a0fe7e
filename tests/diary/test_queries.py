"""What the diary has is listed with names, at the same cost whatever is booked."""

from __future__ import annotations

from datetime import timedelta

from cpconf.diary.queries import resources, rooms, sites
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.watching import cost
from tests.worlds import another_family, small_world, usual_start, with_booking, with_request


def test_every_resource_of_the_search_has_a_name(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    lines = file_store.ask(anyone, resources)
    assert [line.name for line in lines] == ["Ash", "Oak", "Cass Chair", "Chris Chair", "Mel Taker", "Min Taker"]
    assert {line.room_id for line in lines} == {None, *world.room_ids}


def test_queries_cost_the_same_for_one_and_for_three(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    before = costs(file_store, anyone)
    family_id, children = another_family(file_store, anyone, world, "Further", 2)
    for n, child_id in enumerate(children, start=1):
        asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=[child_id])
        with_booking(file_store, anyone, asked, starts_at=usual_start(file_store) + timedelta(days=n))
    assert costs(file_store, anyone) == before


def costs(store: Store, by: Actor) -> list[int]:
    return [cost(store, by, asked) for asked in (rooms, sites, resources)]
