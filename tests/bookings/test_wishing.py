"""What a request asks of the slot search: people, sittings, equipment, the chair of before, caseloads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from cpconf.bookings.caseloads import Caseload, caseload_cost, points_for
from cpconf.bookings.records import Conference, Request
from cpconf.bookings.rules import ConferenceKind, ConferenceState
from cpconf.bookings.wishing import scarce_for, search, wanted_of
from cpconf.diary.actions import add_leave
from cpconf.diary.kinds import Purpose
from cpconf.diary.records import Occupancy, Resource
from cpconf.diary.window import load_calendar
from cpconf.diary.wishes import SlotSearch
from cpconf.plans.records import Plan
from cpconf.plans.rules import Category
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, action, query
from cpconf.store.store import Reading, Store, Writing
from tests.watching import cost
from tests.worlds import World, small_world, with_request

DAY = date(2026, 3, 3)
DEFAULTS = PracticeSettings.of({})


@query(Permission.READ)
def slots(reading: Reading, /, *, request_id: int, earliest_on: date | None = None, **changed: Any) -> SlotSearch:
    request = reading.one(select(Request.__table__).where(Request.id == request_id))
    assert request is not None
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    return search(reading, replace(wanted_of(request), **changed), settings, calendar, earliest_on=earliest_on)


@query(Permission.READ)
def shortage(reading: Reading, *, request_id: int) -> frozenset[Purpose] | None:
    request = reading.one(select(Request.__table__).where(Request.id == request_id))
    assert request is not None
    settings = load_settings(reading)
    return scarce_for(reading, wanted_of(request), settings, load_calendar(reading, settings))


@action(Permission.BOOK)
def keep_busy(writing: Writing, *, professional_id: int, days: int) -> None:
    """Somebody who must be there is elsewhere on so many days from tomorrow on."""
    resource = writing.add(Resource(professional_id=professional_id))
    for n in range(days):
        starts_at = datetime.combine(DAY, time(7)) + timedelta(days=n)
        writing.add(
            Occupancy(
                resource_id=resource.id,
                purpose=Purpose.PERSON,
                hold="booked",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=12),
            )
        )


@action(Permission.BOOK)
def hold_once(writing: Writing, *, world: World, chair: int, plans: int) -> None:
    """A conference that was held in January under a chair, and children of the family on plans since."""
    at = datetime(2026, 1, 13, 10)
    writing.add(
        Conference(
            reference="CP-2026-0900",
            family_id=world.family_id,
            kind=ConferenceKind.INITIAL,
            state=ConferenceState.HELD,
            starts_at=at,
            ends_at=at + timedelta(hours=2),
            chair_id=world.chair_ids[chair],
            minute_taker_id=world.minute_taker_ids[0],
            counted_from_on=at.date(),
            due_on=at.date(),
            booked_at=writing.at,
        )
    )
    for child_id in world.child_ids[:plans]:
        writing.add(
            Plan(
                child_id=child_id,
                started_on=at.date(),
                initial_category=Category("NEG"),
                latest_category=Category("NEG"),
            )
        )


@pytest.fixture
def world(file_store: Store, anyone: Actor) -> World:
    return with_request(file_store, anyone, small_world(file_store, anyone))


def test_the_social_worker_cannot_be_in_two_places(file_store: Store, anyone: Actor, world: World) -> None:
    best = file_store.ask(anyone, slots, request_id=world.request_id).slots[0]
    assert best.starts_at.date() == DAY
    file_store.change(anyone, keep_busy, professional_id=world.professional_ids["social_worker"], days=2)
    found = file_store.ask(anyone, slots, request_id=world.request_id)
    assert found.slots[0].starts_at.date() == DAY + timedelta(days=2)
    blocked = found.blocked[0]
    assert (blocked.purpose, blocked.words) == (
        Purpose.PERSON,
        "Sol Worker is at another conference 07:00 to 19:00.",
    )


def test_what_keeps_a_request_from_a_day_in_time_is_named(file_store: Store, anyone: Actor, world: World) -> None:
    assert file_store.ask(anyone, shortage, request_id=world.request_id) is None
    file_store.change(anyone, keep_busy, professional_id=world.professional_ids["social_worker"], days=30)
    assert file_store.ask(anyone, shortage, request_id=world.request_id) == frozenset({Purpose.PERSON})
    for taker in world.minute_taker_ids:
        away: dict[str, Any] = {"starts_at": datetime(2026, 3, 2), "ends_at": datetime(2026, 5, 1)}
        file_store.change(anyone, add_leave, staff_id=taker, **away)
    assert file_store.ask(anyone, shortage, request_id=world.request_id) == frozenset()


def test_a_second_sitting_lengthens_the_conference(file_store: Store, anyone: Actor, world: World) -> None:
    one, two = (
        file_store.ask(anyone, slots, request_id=world.request_id, split_attendance=split).slots[0]
        for split in (False, True)
    )
    assert (two.ends_at - two.starts_at) - (one.ends_at - one.starts_at) == timedelta(minutes=40)


def test_equipment_that_no_room_has_is_said(file_store: Store, anyone: Actor, world: World) -> None:
    found = file_store.ask(anyone, slots, request_id=world.request_id, equipment=frozenset({"hearing loop"}))
    assert found.slots == ()
    assert found.blocked[0].words.endswith("step-free access, hearing loop.")


def test_the_chair_of_before_is_preferred_and_named_by_the_month(
    file_store: Store, anyone: Actor, world: World
) -> None:
    file_store.change(anyone, hold_once, world=world, chair=1, plans=0)
    best = file_store.ask(anyone, slots, request_id=world.request_id).slots[0]
    assert best.why == "Day 1 of 15 · same chair as January"
    asked = file_store.ask(anyone, slots, request_id=world.request_id, chair_id=world.chair_ids[0]).slots[0]
    assert asked.why == "Day 1 of 15 · the chair asked for"


def test_a_full_caseload_counts_and_is_said(file_store: Store, anyone: Actor, world: World) -> None:
    file_store.change(anyone, hold_once, world=world, chair=0, plans=2)
    before = file_store.ask(anyone, slots, request_id=world.request_id).slots[0]
    assert before.why == "Day 1 of 15 · same chair as January"
    file_store.change(anyone, full_at, children=1)
    after = file_store.ask(anyone, slots, request_id=world.request_id).slots[0]
    assert after.why == "Day 1 of 15 · same chair as January · caseload 2 of 1"
    assert after.score > before.score


@action(Permission.ADMINISTER)
def full_at(writing: Writing, *, children: int) -> None:
    from cpconf.practice.actions import change_setting

    change_setting(writing, key="caseload_target", value=children, why="test")


def test_a_search_from_a_later_day_offers_nothing_before_it(file_store: Store, anyone: Actor, world: World) -> None:
    found = file_store.ask(anyone, slots, request_id=world.request_id, earliest_on=DAY + timedelta(days=6))
    assert min(slot.starts_at.date() for slot in found.slots) == DAY + timedelta(days=6)


def test_a_search_takes_the_same_statements_however_full_the_diary_is(
    file_store: Store, anyone: Actor, world: World
) -> None:
    file_store.change(anyone, hold_once, world=world, chair=0, plans=0)
    file_store.change(anyone, keep_busy, professional_id=world.professional_ids["social_worker"], days=1)
    few = cost(file_store, anyone, slots, request_id=world.request_id)
    for name in ("teacher", "police"):
        file_store.change(anyone, keep_busy, professional_id=world.professional_ids[name], days=30)
    assert cost(file_store, anyone, slots, request_id=world.request_id) == few < 20


@pytest.mark.parametrize(
    ("children", "fte", "points"),
    [(85, 1.0, 0), (92, 1.0, 21), (100, 1.0, 45 + 18), (112, 1.0, 81 + 90 + 24), (52, 0.6, 3), (51, 0.6, 0)],
)
def test_each_child_over_the_target_costs_and_more_over_97_and_110(children: int, fte: float, points: int) -> None:
    assert caseload_cost(children, fte, DEFAULTS) == points


def test_children_a_chair_has_already_do_not_make_that_chair_dearer_than_another() -> None:
    mine, other = Caseload(children=90, own=3), Caseload(children=87)
    assert points_for(mine, 3, 1.0, DEFAULTS)[0] == points_for(other, 3, 1.0, DEFAULTS)[0]
    assert points_for(mine, 3, 1.0, DEFAULTS)[1] == "caseload 90 of 85"
    assert points_for(Caseload(children=10), 3, 1.0, DEFAULTS) == (0, "")
