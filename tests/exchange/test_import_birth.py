"""A birth that comes in with a file counts the first review of a plan that was made here again."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select

from cpconf.bookings.rules import ConferenceKind
from cpconf.conferences.actions import record_decision
from cpconf.conferences.rules import DecisionOutcome
from cpconf.exchange.actions import apply_import
from cpconf.exchange.steps import ChangeChild, ChangePlan, FieldChange
from cpconf.people.rules import Sex
from cpconf.plans.records import Plan
from cpconf.plans.rules import Category, PlanId
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading, Store
from tests.conftest import HandClock
from tests.worlds import World, small_world, with_booking, with_request

HELD_AT = datetime(2026, 3, 10, 10, 0)
EXPECTED_ON = date(2026, 6, 30)
BORN_ON = date(2026, 5, 5)


@query(Permission.READ)
def open_plan(reading: Reading) -> tuple[int, date | None]:
    row = reading.one(select(Plan.id, Plan.next_review_due_on))
    assert row is not None
    return row.id, row.next_review_due_on


def unborn_on_a_plan(store: Store, by: Actor, clock: HandClock) -> World:
    world = small_world(store, by)
    asked = with_request(store, by, world, kind=ConferenceKind.PRE_BIRTH, child_ids=(world.unborn_id,))
    booked = with_booking(store, by, asked, starts_at=HELD_AT)
    clock.at = HELD_AT.replace(tzinfo=UTC)
    store.change(
        by,
        record_decision,
        conference_id=booked.conference_id,
        child_id=world.unborn_id,
        outcome=DecisionOutcome.PLAN_MADE,
        category=Category.NEGLECT,
    )
    return booked


def birth(world: World) -> ChangeChild:
    changes = (
        FieldChange(name="expected_on", old=EXPECTED_ON, new=None),
        FieldChange(name="born_on", old=None, new=BORN_ON),
        FieldChange(name="sex", old=Sex.UNKNOWN, new=Sex.FEMALE),
    )
    return ChangeChild(child_id=world.unborn_id, changes=changes)


def test_the_first_review_moves_to_20_working_days_after_the_birth(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = unborn_on_a_plan(file_store, anyone, clock)
    assert file_store.ask(anyone, open_plan)[1] == date(2026, 6, 10)
    clock.at = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
    file_store.change(anyone, apply_import, steps=(birth(world),))
    assert file_store.ask(anyone, open_plan)[1] == date(2026, 6, 3)


def test_another_change_of_that_plan_does_not_forget_the_birth(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = unborn_on_a_plan(file_store, anyone, clock)
    clock.at = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
    file_store.change(anyone, apply_import, steps=(birth(world),))
    plan_id = PlanId(file_store.ask(anyone, open_plan)[0])
    visited = FieldChange(name="last_visit_on", old=None, new=date(2026, 5, 5))
    file_store.change(anyone, apply_import, steps=(ChangePlan(plan_id=plan_id, changes=(visited,)),))
    assert file_store.ask(anyone, open_plan) == (plan_id, date(2026, 6, 3))
