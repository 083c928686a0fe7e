"""Whatever the replanner proposes for a diary of chance, the diary takes: chains, swaps, sites, people and all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from cpconf.access.rules import Role
from cpconf.bookings.actions import book_conference
from cpconf.bookings.replanning.actions import accept_replan, take_back_replan
from cpconf.bookings.replanning.scope import ReplanScope
from cpconf.diary.actions import add_leave, add_room, add_site, close_room, set_pattern
from cpconf.people.actions import add_professional
from cpconf.people.rules import AgencyKind, ProfessionalId
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.bookings.busy_diary import proposed, standing
from tests.worlds import WEEK, World, add_person, another_family, small_world, with_request

FAMILIES = 14
FIRST = datetime(2026, 3, 9)
SCOPE = ReplanScope(from_on=date(2026, 3, 9), until_on=date(2026, 3, 23), may_move_others=True)


def crowded(store: Store, by: Actor, random: Random) -> World:
    """Two sites, three rooms, three chairs (one bound to a site), chance bookings."""
    world = small_world(store, by)
    far = store.change(by, add_site, name="Farbrook").value
    yew = store.change(by, add_room, site_id=far, name="Yew", capacity=10, opening=WEEK).value
    bound = add_person(store, by, "Bobbie Bound", Role.CHAIR)
    store.change(by, set_pattern, staff_id=bound, periods=WEEK, site_id=far, from_on=date(2026, 3, 3))
    rooms, chairs = (*world.room_ids, yew), (*world.chair_ids, bound)
    workers = [
        store.change(by, add_professional, name=f"Worker {n}", agency_id=world.agency_ids[AgencyKind.SOCIAL_CARE]).value
        for n in range(5)
    ]
    for number in range(FAMILIES):
        family_id, children = another_family(store, by, world, f"Chance{number}")
        asked = with_request(
            store,
            by,
            replace_worker(world, random.choice(workers)),
            family_id=family_id,
            child_ids=children,
            seats=random.choice((4, 8, 10, 12)),
        )
        for _ in range(6):
            at = FIRST + timedelta(days=random.randrange(11), minutes=30 * random.randrange(17, 32))
            try:
                store.change(
                    by,
                    book_conference,
                    request_id=asked.request_id,
                    starts_at=at,
                    room_id=random.choice(rooms),
                    chair_id=random.choice(chairs),
                    minute_taker_id=random.choice(world.minute_taker_ids),
                )
            except Refusal:
                continue
            break
    return world


def replace_worker(world: World, worker: ProfessionalId) -> World:
    return replace(world, professional_ids=world.professional_ids | {"social_worker": worker})


@pytest.mark.parametrize("seed", range(2))
def test_a_proposal_for_a_diary_of_chance_is_taken_whole_and_taken_back(
    file_store: Store, anyone: Actor, seed: int
) -> None:
    random = Random(seed)
    world = crowded(file_store, anyone, random)
    closed_on = FIRST + timedelta(days=random.randrange(3))
    span: dict[str, Any] = {"starts_at": closed_on, "ends_at": closed_on + timedelta(days=random.randrange(2, 8))}
    file_store.change(anyone, close_room, room_id=world.room_ids[0], reason="new floor", **span)
    file_store.change(anyone, add_leave, staff_id=world.chair_ids[seed % 2], **span)
    task, sheet = proposed(file_store, anyone, SCOPE, rounds=4)
    assert task.broken
    before = file_store.ask(anyone, standing)
    moves = [row.accepted() for row in sheet.rows]
    replan_id = file_store.change(anyone, accept_replan, moves=moves, cause="New floor").value
    left = {one.reference for one in sheet.unplaced}
    try:
        again, _ = proposed(file_store, anyone, SCOPE)
        assert {item.reference for item in again.broken} == left
    except Refusal:
        assert not left
    file_store.change(anyone, take_back_replan, replan_id=replan_id)
    assert file_store.ask(anyone, standing) == before
