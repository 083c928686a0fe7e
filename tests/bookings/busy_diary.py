"""A diary with several families booked in it, and families whose conference was held, for the tests of replanning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select

from cpconf.bookings.queries import ConferenceLine, conference_list
from cpconf.bookings.records import Conference
from cpconf.bookings.replanning.queries import replan_task
from cpconf.bookings.replanning.scope import ReplanScope, ReplanTask
from cpconf.bookings.replanning.sheet import ProposalSheet, proposal_sheet
from cpconf.bookings.rules import ConferenceId, ConferenceKind, ConferenceState
from cpconf.diary.records import Occupancy
from cpconf.diary.replan import broken, improvements
from cpconf.people.rules import ChildId, FamilyId
from cpconf.plans.actions import start_plan
from cpconf.plans.rules import Category
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, action, query
from cpconf.store.store import Reading, Store, Writing
from tests.conftest import HandClock
from tests.worlds import World, another_family, small_world, with_booking, with_request

TUESDAY = datetime(2026, 3, 10, 10)
NAMES = ("Alderly", "Birchly", "Cedarly", "Elmly", "Firly", "Hazelly", "Ivyly", "Larchly")


@dataclass(frozen=True, slots=True)
class Booked:
    """One booking of the diary."""

    conference_id: ConferenceId
    family_id: FamilyId
    child_ids: tuple[ChildId, ...]


def busy(
    store: Store,
    by: Actor,
    seats: Sequence[tuple[datetime, int, int, int]],
    *,
    people: int = 4,
    world: World | None = None,
) -> tuple[World, list[Booked]]:
    """A world with one initial conference for a family of its own at each (start, room, chair, minute-taker)."""
    made = world or small_world(store, by)
    found = []
    for name, (starts_at, room, chair, taker) in zip(NAMES, seats, strict=False):
        family_id, child_ids = another_family(store, by, made, name)
        asked = with_request(store, by, made, family_id=family_id, child_ids=child_ids, seats=people)
        one = with_booking(store, by, asked, starts_at=starts_at, room=room, chair=chair, minute_taker=taker)
        found.append(Booked(one.conference_id, family_id, child_ids))
    return made, found


@action(Permission.ADMINISTER)
def was_held(writing: Writing, *, conference_id: ConferenceId) -> None:
    """As the record of its day leaves it."""
    writing.get(Conference, conference_id).state = ConferenceState.HELD


def hold(store: Store, by: Actor, clock: HandClock, booked: Booked, *, chosen: Sequence[ChildId] = ()) -> date:
    """The conference is held on its day, and its children (or those chosen) come onto plans; the day."""
    line = the_line(store, by, booked.conference_id)
    clock.at = line.starts_at.replace(tzinfo=UTC) + timedelta(hours=4)
    store.change(by, was_held, conference_id=booked.conference_id)
    if line.kind is not ConferenceKind.REVIEW:
        for child_id in chosen or booked.child_ids:
            store.change(
                by, start_plan, conference_id=booked.conference_id, child_id=child_id, category=Category.NEGLECT
            )
    clock.at = (line.starts_at + timedelta(days=1)).replace(hour=9, minute=0, tzinfo=UTC)
    return line.starts_at.date()


def the_line(store: Store, by: Actor, conference_id: ConferenceId) -> ConferenceLine:
    """The conference in a list."""
    lines = store.ask(by, conference_list, from_on=date(2025, 1, 1), until_on=date(2027, 12, 31))
    return next(line for line in lines if line.id == conference_id)


def proposed(store: Store, by: Actor, scope: ReplanScope, *, rounds: int = 1) -> tuple[ReplanTask, ProposalSheet]:
    """The task of a scope and a proposal for it, which breaks no rule of the engine."""
    task = store.ask(by, replan_task, scope=scope)
    *_, proposal = islice(improvements(task.problem), rounds)
    assert broken(task.problem, proposal.seats) == ()
    return task, proposal_sheet(task, proposal)


@query(Permission.READ)
def standing(reading: Reading) -> dict[str, list[tuple[Any, ...]]]:
    """What stands in the diary now: the bookings with their seats, and what is occupied."""
    conferences = reading.rows(
        select(
            Conference.id,
            Conference.state,
            Conference.starts_at,
            Conference.room_id,
            Conference.chair_id,
            Conference.minute_taker_id,
            Conference.successor_id,
            Conference.change_reason,
            Conference.change_note,
        )
        .where(Conference.state != ConferenceState.TAKEN_BACK)
        .order_by(Conference.id)
    )
    occupied = reading.rows(
        select(
            Occupancy.resource_id,
            Occupancy.purpose,
            Occupancy.conference_id,
            Occupancy.starts_at,
            Occupancy.ends_at,
            Occupancy.hold,
        )
        .where(Occupancy.released_at.is_(None))
        .order_by(Occupancy.resource_id, Occupancy.starts_at)
    )
    return {"conference": [tuple(row) for row in conferences], "occupancy": [tuple(row) for row in occupied]}
