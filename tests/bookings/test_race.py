"""However many processes race for a seat, by whatever path, one gets it, the others are told why, and all is whole."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select, text

from cpconf.bookings.actions import (
    book_conference,
    cancel_conference,
    record_request,
    reinstate_conference,
    reschedule,
    reseat,
    take_back_move,
)
from cpconf.bookings.records import Conference
from cpconf.bookings.replanning.actions import accept_replan
from cpconf.bookings.replanning.scope import AcceptedMove
from cpconf.bookings.rules import ConferenceId, ConferenceKind, LateReason, RequestId
from cpconf.people.rules import ChildId, FamilyId
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, query
from cpconf.store.records import Act, TrailRow
from cpconf.store.store import Reading, Store
from tests.bookings.racing import Entry, hold_and_confirm, line_up, race
from tests.bookings.standing import what_is_wrong
from tests.bookings.taken import taken_on
from tests.worlds import World, another_family, small_world, usual_start

RACERS = 40
SHARED = datetime(2026, 3, 12, 10)
"""When everybody wants the same social worker, some in one seat and some in the other."""


def run(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Every entry in a process of its own, all let go at once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.bookings.racing"])
    barrier = context.Barrier(len(entries))
    with ProcessPoolExecutor(len(entries), mp_context=context, initializer=line_up, initargs=(barrier,)) as processes:
        return list(processes.map(race, entries, timeout=120))


class Field:
    """The small authority, a large family to race for, and entries that want its seats."""

    def __init__(self, store: Store, by: Actor, children: int) -> None:
        self.store, self.by = store, by
        self.world: World = small_world(store, by)
        self.family_id: FamilyId
        self.family_id, self.children = another_family(store, by, self.world, "Racely", children)
        self._left: list[ChildId] = list(self.children)

    def request(self, **more: Any) -> RequestId:
        """An open request for one more child; with no social worker, unless one is given."""
        values: dict[str, Any] = {
            "family_id": self.family_id,
            "child_ids": (self._left.pop(),),
            "kind": ConferenceKind.INITIAL,
            "strategy_discussion_on": date(2026, 3, 2),
            "seats": 8,
        }
        return self.store.change(self.by, record_request, **(values | more)).value

    def seat(self, number: int) -> dict[str, Any]:
        """Room, chair and minute-taker of one number."""
        return {
            "room_id": self.world.room_ids[number],
            "chair_id": self.world.chair_ids[number],
            "minute_taker_id": self.world.minute_taker_ids[number],
        }

    def book(self, at: datetime, number: int) -> ConferenceId:
        """A conference of a new request."""
        values: dict[str, Any] = {"request_id": self.request(), "starts_at": at} | self.seat(number)
        return self.store.change(self.by, book_conference, **values).value

    def entry(self, act: Callable[..., Any], **values: Any) -> Entry:
        """What one racer does."""
        return Entry(place=self.store.place, act=act, values=values)


def by_every_path(field: Field, at: datetime) -> list[Entry]:
    """28 racers who want the first seat at one time: requests, holds, moves, swaps, and whoever had it before."""
    why: dict[str, Any] = {"reason": LateReason.ROOM}
    first = field.book(at, 0)
    moved = field.store.change(
        field.by, reschedule, conference_id=first, starts_at=at + timedelta(days=7), **why, **field.seat(0)
    ).value
    called_off = field.book(at, 0)
    field.store.change(field.by, cancel_conference, conference_id=called_off, **why)
    beside = field.book(at, 1)
    elsewhere = [
        field.book(datetime.combine(at.date() + timedelta(days=day), time(hour)), 1)
        for day, hour in ((1, 9), (1, 14), (3, 9), (3, 14), (6, 9), (6, 14))
    ]
    seat: dict[str, Any] = {"starts_at": at} | field.seat(0)
    proposed = [
        AcceptedMove(
            conference_id=one, family_id=field.family_id, ends_at=at + timedelta(hours=2), reason=LateReason.ROOM,
            **seat,
        )
        for one in elsewhere[3:]
    ]  # fmt: skip
    return [
        *(field.entry(book_conference, request_id=field.request(), **seat) for _ in range(8)),
        *(field.entry(hold_and_confirm, request_id=field.request(), **seat) for _ in range(6)),
        *(field.entry(reschedule, conference_id=one, **why, **seat) for one in elsewhere[:3]),
        *(field.entry(accept_replan, moves=(one,), cause="Room closed") for one in proposed),
        *(field.entry(reseat, conference_id=beside, **why, **field.seat(0)) for _ in range(3)),
        *(field.entry(take_back_move, conference_id=moved) for _ in range(3)),
        *(field.entry(reinstate_conference, conference_id=called_off) for _ in range(2)),
    ]


def for_one_person(field: Field) -> list[Entry]:
    """12 racers who want the same social worker at one time, in two seats."""
    worker = field.world.professional_ids["social_worker"]
    return [
        field.entry(
            (book_conference, hold_and_confirm)[n // 2 % 2],
            request_id=field.request(social_worker_id=worker),
            starts_at=SHARED,
            **field.seat(n % 2),
        )
        for n in range(12)
    ]


def test_forty_processes_race_by_every_path_and_nobody_is_in_two_places(store: Store, anyone: Actor) -> None:
    field = Field(store, anyone, 50)
    at = usual_start(store)
    here, shared = by_every_path(field, at), for_one_person(field)
    entries = [*here, *shared]
    assert len(entries) == RACERS
    answers = run(entries)
    assert [kind for kind, _ in answers[: len(here)]].count("won") == 1
    assert [kind for kind, _ in answers[len(here) :]].count("won") == 1
    refused = [words for kind, words in answers if kind != "won"]
    assert len(refused) == RACERS - 2
    assert all(words.endswith(".") for words in refused)
    assert store.ask(anyone, what_is_wrong) == []
    assert sqlite_damage(store) == []
    room = [one for one in store.ask(anyone, taken_on, on=at.date()) if one.name == "Oak"]
    assert len(room) == 1
    worker = [one for one in store.ask(anyone, taken_on, on=SHARED.date()) if one.name == "Sol Worker"]
    assert len(worker) == 1


def test_racers_for_different_slots_all_get_theirs_under_references_of_their_own(store: Store, anyone: Actor) -> None:
    field = Field(store, anyone, 8)
    first = usual_start(store)
    entries = [
        field.entry(
            book_conference,
            request_id=field.request(),
            starts_at=datetime.combine(first + timedelta(days=n // 2), time(9 if n % 2 else 14)),
            **field.seat(n % 2),
        )
        for n in range(8)
    ]
    assert run(entries) == [("won", "")] * len(entries)
    assert store.ask(anyone, references) == [f"CP-2026-{n:04d}" for n in range(1, 9)]
    assert store.ask(anyone, what_is_wrong) == []
    assert store.ask(anyone, told_of)["occupancy"] == 4 * len(entries), "three seats and the typing of each"


def sqlite_damage(store: Store) -> list[str]:
    """What SQLite's own checks find."""
    if store.place.file is None:
        return []
    with store._read.connect() as connection:
        found = [row[0] for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        return found + [str(row) for row in connection.execute(text("PRAGMA foreign_key_check"))]


@query(Permission.READ)
def references(reading: Reading) -> list[str]:
    return list(reading.scalars(select(Conference.reference).order_by(Conference.reference)))


@query(Permission.READ)
def told_of(reading: Reading) -> Counter[str]:
    """How many rows of each kind the trail says that bookings added."""
    return Counter(
        reading.scalars(
            select(TrailRow.record)
            .join(Act, Act.id == TrailRow.act_id)
            .where(Act.action.endswith(".book_conference"), TrailRow.verb == "added")
        )
    )
