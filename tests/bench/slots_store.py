"""The bench's invented authorities as a store, so that the whole question can be measured; judges nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

import cpconf.all_records  # noqa: F401  (relations between subjects need every record)
from cpconf.bookings.queries import slots_for
from cpconf.bookings.rules import RequestId
from cpconf.diary.wishes import SlotSearch
from cpconf.store.actors import SETTING_UP
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.bench.slots import CALENDAR, EARLIEST

REQUEST = RequestId(1)
CHILDREN_ON_PLANS = 400
"""Of one authority; two of a family, and five conferences to a family."""

FILL = """
INSERT INTO site (id, name, address) SELECT DISTINCT site_id, 'Site ' || site_id, '' FROM made.resource;
INSERT INTO room (id, site_id, name, capacity, second_waiting_room, step_free, equipment)
    SELECT id, site_id, name, capacity, 1, 1, '' FROM made.resource WHERE purpose = 'room';
INSERT INTO staff (id, name, role, fte_percent)
    SELECT id, name, iif(purpose = 'chair', 'chair', 'specialist'), 100 FROM made.resource WHERE purpose <> 'room';
INSERT INTO resource (id, room_id, staff_id)
    SELECT id, iif(purpose = 'room', id, NULL), iif(purpose = 'room', NULL, id) FROM made.resource;
INSERT INTO room_opening (room_id, weekday, opens, closes)
    SELECT resource_id, weekday, starts || ':00.000000', ends || ':00.000000' FROM made.pattern
    JOIN made.resource ON made.resource.id = resource_id WHERE purpose = 'room';
INSERT INTO work_pattern (staff_id, weekday, starts, ends)
    SELECT resource_id, weekday, starts || ':00.000000', ends || ':00.000000' FROM made.pattern
    JOIN made.resource ON made.resource.id = resource_id WHERE purpose <> 'room';
INSERT INTO leave (staff_id, starts_at, ends_at, kind, note)
    SELECT resource_id, starts_at || '.000000', ends_at || '.000000', 'annual', '' FROM made.leave ORDER BY starts_at;
INSERT INTO family (id, reference, name, notes)
    SELECT DISTINCT conference_id / 5 + 1, 'F' || (conference_id / 5 + 1), 'Invented', '' FROM made.occupancy;
INSERT INTO child (id, la_child_id, family_id, born_on, sex, ethnicity, disabilities)
    SELECT id, 'C' || id, id, '2018-01-01', 'M', 'NOBT', '[]' FROM family;
INSERT INTO child (la_child_id, family_id, born_on, sex, ethnicity, disabilities)
    SELECT 'D' || id, id, '2020-01-01', 'F', 'NOBT', '[]' FROM family;
INSERT INTO conference (id, reference, family_id, kind, state, starts_at, ends_at, room_id, chair_id, minute_taker_id,
                        mode, counted_from_on, due_on, booked_at)
    SELECT conference_id, 'CP-' || conference_id, conference_id / 5 + 1, 'review',
           iif(min(starts_at) < :today, 'held', 'confirmed'), min(starts_at) || '.000000', max(ends_at) || '.000000',
           min(iif(purpose = 'room', resource_id, NULL)), min(iif(purpose = 'chair', resource_id, NULL)),
           min(iif(purpose = 'minute_taker', resource_id, NULL)), 'in_person', date(min(starts_at)),
           date(min(starts_at)), '2016-01-01 00:00:00.000000'
    FROM made.occupancy GROUP BY conference_id;
INSERT INTO occupancy (resource_id, conference_id, purpose, hold, starts_at, ends_at)
    SELECT resource_id, conference_id, purpose, hold, starts_at || '.000000', ends_at || '.000000'
    FROM made.occupancy ORDER BY conference_id, id;
INSERT INTO plan (child_id, started_on, ended_on, initial_category, latest_category, previous_plans, imported)
    SELECT child.id, :long_ago, iif(family_id > (SELECT max(id) FROM family) - :families, NULL, :today),
           'NEG', 'NEG', 0, 0 FROM child;
INSERT INTO request (id, family_id, kind, state, received_at, counted_from_on, due_on, length_minutes, seats, mode,
                     separate_arrival, non_contact, address_withheld, domestic_abuse, advocate, access_needs, risks,
                     site_wanted_id, preferred_chair_id, notes)
    SELECT :request, max(id), 'initial', 'requested', :today || ' 08:00:00.000000', :today, :due_on, 120, 12,
           'in_person', 0, 0, 0, 0, 0, '', '', 2, 100001, '' FROM family;
INSERT INTO request_child (request_id, child_id)
    SELECT :request, id FROM child WHERE family_id = (SELECT max(id) FROM family);
"""
"""Plain inserts out of the bench's own tables; times are written as the store writes them."""


def make_store(place: Path, made: Path, times: int) -> Store:
    """A store with what `made` holds, and one request of the day before `EARLIEST`; its clock stands on that day."""
    at = datetime.combine(EARLIEST - timedelta(days=1), time(8), tzinfo=UTC)
    Store.create(Place.parse(str(place)), clock=lambda: at).close()
    values = {
        "today": str(at.date()),
        "long_ago": "2000-01-01",
        "families": CHILDREN_ON_PLANS // 2 * times,
        "request": REQUEST,
        "due_on": str(CALENDAR.add(EARLIEST, 15)),
    }
    with sqlite3.connect(place) as store:
        store.execute("ATTACH ? AS made", (str(made),))
        for statement in FILL.split(";"):
            store.execute(statement, values)
    store.close()
    return Store.open(Place.parse(str(place)), clock=lambda: at)


def raw_statements(store: Store, place: Path) -> Callable[[], int]:
    """What the question sends to the database, sent once more by nothing but the driver."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        sent.append((statement, values))

    event.listen(store._read, "before_cursor_execute", note)
    ask(store)
    event.remove(store._read, "before_cursor_execute", note)
    bare = sqlite3.connect(place, isolation_level=None)
    selects = [(statement, values) for statement, values in sent if statement.startswith("SELECT")]
    return lambda: sum(len(bare.execute(statement, values).fetchall()) for statement, values in selects)


def ask(store: Store) -> SlotSearch:
    """The whole question, from the store to ranked slots with their reasons and what blocks better ones."""
    return store.ask(SETTING_UP, slots_for, request_id=REQUEST)
