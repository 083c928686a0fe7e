"""What must never be false is in the schema itself, on both engines, whoever writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from cpconf.access.records import Staff
from cpconf.access.rules import Role
from cpconf.circulation.records import Document
from cpconf.circulation.rules import PaperKind
from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.records import Occupancy, Resource
from cpconf.people.records import Child
from cpconf.people.rules import Sex
from cpconf.plans.records import Plan
from cpconf.plans.rules import Category
from cpconf.refusals import Refusal
from cpconf.store.constraints import refusal_for
from cpconf.store.engines import write_engine
from cpconf.store.places import Place

NINE = datetime(2026, 3, 2, 9)
TEN = datetime(2026, 3, 2, 10)
ELEVEN = datetime(2026, 3, 2, 11)
RELEASED = datetime.fromisoformat("2026-03-01T09:00+00:00")


@pytest.fixture
def bare(place: Place) -> Iterator[Connection]:
    """A connection that goes round every rule of the program."""
    engine = write_engine(place)
    with engine.begin() as connection:
        connection.execute(insert(Staff), {"id": 1, "name": "Chair", "role": Role.CHAIR, "fte_percent": 100})
        connection.execute(insert(Resource), {"id": 1, "staff_id": 1})
        child = {"id": 1, "la_child_id": "1", "born_on": date(2020, 1, 1), "sex": Sex.MALE}
        connection.execute(insert(Child), child)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def occupy(connection: Connection, starts: datetime, ends: datetime, **more: Any) -> None:
    row = {"resource_id": 1, "purpose": Purpose.CHAIR, "hold": Hold.BOOKED, "starts_at": starts, "ends_at": ends}
    connection.execute(insert(Occupancy), {**row, **more})


def refused(connection: Connection, act: Callable[[], object], words: str) -> None:
    with pytest.raises((IntegrityError, DBAPIError)) as caught:
        act()
    connection.rollback()
    refusal = refusal_for(str(caught.value))
    assert isinstance(refusal, Refusal)
    assert words in refusal.message


def test_a_resource_is_never_occupied_twice(bare: Connection) -> None:
    occupy(bare, NINE, ELEVEN)
    bare.commit()
    refused(bare, lambda: occupy(bare, TEN, ELEVEN), "already taken")


def test_one_may_start_when_another_ends(bare: Connection) -> None:
    occupy(bare, NINE, TEN)
    occupy(bare, TEN, ELEVEN)
    bare.commit()
    assert bare.execute(text("SELECT count(*) FROM occupancy")).scalar() == 2


def test_a_released_occupancy_keeps_nobody_out_and_cannot_come_back(bare: Connection) -> None:
    occupy(bare, NINE, ELEVEN, id=1, released_at=RELEASED)
    occupy(bare, NINE, ELEVEN, id=2)
    bare.commit()
    again = update(Occupancy).where(Occupancy.id == 1).values(released_at=None)
    refused(bare, lambda: bare.execute(again), "already taken")


def test_an_occupancy_cannot_be_moved_onto_another(bare: Connection) -> None:
    occupy(bare, NINE, TEN, id=1)
    occupy(bare, TEN, ELEVEN, id=2)
    bare.commit()
    moved = update(Occupancy).where(Occupancy.id == 2).values(starts_at=NINE)
    refused(bare, lambda: bare.execute(moved), "already taken")


def plan(connection: Connection, started: date, ended: date | None) -> None:
    row = {"child_id": 1, "started_on": started, "ended_on": ended, "previous_plans": 0, "imported": False}
    categories = {"initial_category": Category.NEGLECT, "latest_category": Category.NEGLECT}
    connection.execute(insert(Plan), row | categories)


def test_a_child_has_at_most_one_open_plan(bare: Connection) -> None:
    plan(bare, date(2026, 1, 5), None)
    bare.commit()
    refused(bare, lambda: plan(bare, date(2026, 2, 5), None), "plan")


def test_no_plan_starts_inside_another(bare: Connection) -> None:
    plan(bare, date(2025, 1, 6), date(2025, 7, 1))
    bare.commit()
    refused(bare, lambda: plan(bare, date(2025, 3, 3), date(2025, 9, 1)), "overlap")


def test_a_plan_may_start_on_the_day_another_ended(bare: Connection) -> None:
    plan(bare, date(2025, 1, 6), date(2025, 7, 1))
    plan(bare, date(2025, 7, 1), None)
    bare.commit()
    assert bare.execute(text("SELECT count(*) FROM plan")).scalar() == 2


def test_a_plan_does_not_end_on_its_start_day(bare: Connection) -> None:
    refused(bare, lambda: plan(bare, date(2025, 1, 6), date(2025, 1, 6)), "cannot end")


@pytest.mark.parametrize("statement", ["UPDATE document SET title = 'x'", "DELETE FROM document"])
def test_a_paper_that_was_made_never_changes(bare: Connection, statement: str) -> None:
    paper = {"kind": PaperKind.MINUTES, "title": "t", "version": "1", "snapshot": b"{}", "sha256": "0" * 64}
    bare.execute(insert(Document), paper | {"pdf": b"%PDF", "pages": 1, "made_at": RELEASED})
    bare.commit()
    with pytest.raises(DBAPIError, match="never changes"):
        bare.execute(text(statement))


@pytest.mark.parametrize("statement", ["UPDATE {0} SET id = 99", "DELETE FROM {0}"])
@pytest.mark.parametrize("table", ["act", "trail", "minutes_version"])
def test_the_trail_and_approved_versions_never_change(bare: Connection, table: str, statement: str) -> None:
    now = "'2026-01-01 00:00:00'"
    bare.execute(text(f"INSERT INTO act (id, at, staff_name, action) VALUES (1, {now}, 'x', 'x')"))
    bare.execute(
        text("INSERT INTO trail (id, act_id, record, record_id, verb, changes) VALUES (1, 1, 'x', 1, 'added', '{}')")
    )
    bare.execute(text("INSERT INTO family (id, reference, name, notes) VALUES (1, 'F', 'F', '')"))
    bare.execute(
        text(
            "INSERT INTO conference (id, reference, family_id, kind, state, starts_at, ends_at, chair_id,"
            " minute_taker_id, mode, counted_from_on, due_on, booked_at) VALUES (1, 'C', 1, 'initial', 'held',"
            f" {now}, '2026-01-01 01:00:00', 1, 1, 'in_person', '2026-01-01', '2026-01-01', {now})"
        )
    )
    bare.execute(text(f"INSERT INTO minutes (id, conference_id, state, started_at) VALUES (1, 1, 'draft', {now})"))
    bare.execute(
        text(
            "INSERT INTO minutes_version (id, minutes_id, number, approved_at, snapshot, sha256)"
            f" VALUES (1, 1, 1, {now}, '', '0')"
        )
    )
    bare.commit()
    with pytest.raises(DBAPIError, match="never changes"):
        bare.execute(text(statement.format(table)))
