"""However many processes race for a slot, one gets it, the others are told why, and the store stays whole."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, time, timedelta

from sqlalchemy import func, select, text

from cpconf.bookings.records import Conference, ConferenceChild, Invitation, Request
from cpconf.bookings.rules import RequestId, RequestState
from cpconf.diary.records import Occupancy
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, query
from cpconf.store.records import Act, TrailRow
from cpconf.store.store import Reading, Store
from tests.bookings.racing import Entry, line_up, race
from tests.worlds import World, another_family, small_world, usual_start, with_request

RACERS = 40


def run(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Every entry in a process of its own, all let go at once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.bookings.racing"])
    barrier = context.Barrier(len(entries))
    with ProcessPoolExecutor(len(entries), mp_context=context, initializer=line_up, initargs=(barrier,)) as processes:
        return list(processes.map(race, entries, timeout=120))


def requests(store: Store, by: Actor, world: World, count: int) -> list[RequestId]:
    """As many open requests, each for one child."""
    family_id, children = another_family(store, by, world, "Racely", count)
    return [
        with_request(store, by, world, family_id=family_id, child_ids=[child_id]).request_id for child_id in children
    ]


@query(Permission.READ)
def counts(reading: Reading) -> dict[str, int]:
    def count(record: type) -> int:
        return reading.scalar(select(func.count()).select_from(record)) or 0

    booked = reading.scalar(select(func.count()).where(Request.state == RequestState.BOOKED))
    acts = reading.scalar(select(func.count()).where(Act.action.endswith(".book_conference")))
    trail = reading.scalars(
        select(TrailRow.record)
        .join(Act, Act.id == TrailRow.act_id)
        .where(Act.action.endswith(".book_conference"), TrailRow.verb == "added")
    )
    kept = {
        name: count(record)
        for name, record in (
            ("conference", Conference),
            ("conference_child", ConferenceChild),
            ("occupancy", Occupancy),
            ("invitation", Invitation),
        )
    }
    assert Counter(trail) == Counter(kept), "the trail tells of exactly the rows that are there"
    return {**kept, "booked": booked or 0, "acts": acts or 0}


@query(Permission.READ)
def damage(reading: Reading) -> list[object]:
    """What SQLite's own checks find, and occupancies that overlap."""
    mine, other = Occupancy.__table__.alias(), Occupancy.__table__.alias()
    found: list[object] = list(
        reading.rows(
            select(mine.c.id)
            .join(other, (mine.c.resource_id == other.c.resource_id) & (mine.c.id < other.c.id))
            .where(mine.c.released_at.is_(None), other.c.released_at.is_(None))
            .where(mine.c.starts_at < other.c.ends_at, other.c.starts_at < mine.c.ends_at)
        )
    )
    return found


def sqlite_damage(store: Store) -> list[str]:
    if store.place.file is None:
        return []
    with store._read.connect() as connection:
        found = [row[0] for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        return found + [str(row) for row in connection.execute(text("PRAGMA foreign_key_check"))]


def test_forty_processes_race_for_one_slot_and_one_wins(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    entries = [
        Entry(
            place=store.place,
            request_id=request_id,
            starts_at=usual_start(store),
            room_id=world.room_ids[0],
            chair_id=world.chair_ids[0],
            minute_taker_id=world.minute_taker_ids[0],
        )
        for request_id in requests(store, anyone, world, RACERS)
    ]
    answers = run(entries)
    assert [kind for kind, _ in answers].count("won") == 1
    refused = [(kind, words) for kind, words in answers if kind != "won"]
    assert len(refused) == RACERS - 1
    assert {kind for kind, _ in refused} <= {"refused room", "refused chair", "refused minute_taker", "refused slot"}
    assert all("taken" in words and "hoose another" in words for _, words in refused)
    assert store.ask(anyone, counts) == {
        "conference": 1,
        "conference_child": 1,
        "occupancy": 3,
        "invitation": 1,  # the social worker; nobody else is known to the family
        "booked": 1,
        "acts": 1,
    }
    assert store.ask(anyone, damage) == []
    assert sqlite_damage(store) == []


def test_racers_for_different_slots_all_get_theirs_under_references_of_their_own(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    first = usual_start(store)
    entries = [
        Entry(
            place=store.place,
            request_id=request_id,
            starts_at=datetime.combine(first + timedelta(days=n // 2), time(9 if n % 2 else 14)),
            room_id=world.room_ids[n % 2],
            chair_id=world.chair_ids[n % 2],
            minute_taker_id=world.minute_taker_ids[n % 2],
        )
        for n, request_id in enumerate(requests(store, anyone, world, 8))
    ]
    assert run(entries) == [("won", "")] * len(entries)
    assert store.ask(anyone, references) == [f"CP-2026-{n:04d}" for n in range(1, 9)]
    assert store.ask(anyone, counts)["occupancy"] == 3 * len(entries)
    assert store.ask(anyone, damage) == []


@query(Permission.READ)
def references(reading: Reading) -> list[str]:
    return list(reading.scalars(select(Conference.reference).order_by(Conference.reference)))
