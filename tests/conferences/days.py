"""A booked conference on its morning, made once by the program's own actions and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, make_url, select

from cpconf.bookings.rules import ConferenceId, ConferenceKind, InvitationId
from cpconf.conferences.actions import decide_quoracy, mark_attendance, mark_report, record_decision
from cpconf.conferences.queries import day_sheet
from cpconf.conferences.rules import AttendanceStatus, DecisionOutcome
from cpconf.people.rules import ChildId
from cpconf.plans.rules import Category
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.records import Record
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.worlds import World, small_world, with_booking, with_request

MORNING = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
HELD_ON = date(2026, 3, 10)
NAMES = {
    "Mo Testling": "mother",
    "Fin Testling": "father",
    "Sol Worker": "social_worker",
    "Terry Teachwell": "teacher",
    "Harper Visitwell": "health_visitor",
    "Pat Constable": "police",
}
_numbers = count(1)


@dataclass(frozen=True, kw_only=True)
class Day:
    """An initial conference for Robin and Wren on Tuesday 10 March 2026, 10:00; the clock stands at its start."""

    store: Store
    by: Actor
    clock: HandClock
    world: World
    invitations: dict[str, InvitationId]

    @property
    def conference_id(self) -> ConferenceId:
        return self.world.conference_id

    @property
    def robin(self) -> ChildId:
        return self.world.child_ids[0]

    @property
    def wren(self) -> ChildId:
        return self.world.child_ids[1]

    def change(self, action: Callable[..., Any], /, **arguments: Any) -> Any:
        return self.store.change(self.by, action, **arguments).value

    def ask(self, query: Callable[..., Any], /, **arguments: Any) -> Any:
        return self.store.ask(self.by, query, **arguments)

    def refused(self, action: Callable[..., Any], field: str | None = None, /, **arguments: Any) -> str:
        """The sentence of a refusal that names this field and leaves rows and trail as they were."""
        before = everything(self.store)
        with pytest.raises(Refusal) as refusal:
            self.store.change(self.by, action, **arguments)
        assert everything(self.store) == before
        assert refusal.value.field == field
        return refusal.value.message

    def come(self, *who: str, status: AttendanceStatus = AttendanceStatus.IN_PERSON) -> None:
        for name in who:
            self.change(mark_attendance, invitation_id=self.invitations[name], status=status)

    def become_quorate(self) -> None:
        self.come("social_worker", "teacher", "health_visitor", "mother")
        worker = self.invitations["social_worker"]
        self.change(mark_report, invitation_id=worker, received_on=date(2026, 3, 5))

    def go_on_without_quorum(self) -> None:
        self.change(decide_quoracy, conference_id=self.conference_id, go_ahead=True, reason="Delay would harm.")

    def put_on_plan(self, *children: ChildId, category: Category = Category.NEGLECT) -> None:
        for child_id in children or self.world.child_ids:
            self.change(
                record_decision,
                conference_id=self.conference_id,
                child_id=child_id,
                outcome=DecisionOutcome.PLAN_MADE,
                category=category,
                reasons="Likely significant harm.",
            )


def everything(store: Store) -> dict[str, list[Any]]:
    """Every row of every table, the trail included."""
    with store._write.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]
            for table in Record.metadata.sorted_tables
        }


@contextmanager
def counted_statements(store: Store) -> Iterator[list[str]]:
    """The statements that queries send meanwhile."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(store._read, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(store._read, "before_cursor_execute", note)


def invitations_of(store: Store, by: Actor, conference_id: ConferenceId) -> dict[str, InvitationId]:
    """Who is invited, by the short names of the world."""
    people = store.ask(by, day_sheet, conference_id=conference_id).people
    return {NAMES.get(person.name, person.name): person.invitation_id for person in people}


def later_conference(day: Day, starts_at: datetime, *, kind: ConferenceKind = ConferenceKind.REVIEW) -> Day:
    """The same family at a further conference, the clock at its start (given as London wall time)."""
    day.clock.at = starts_at.replace(tzinfo=UTC) - timedelta(days=7)
    asked = with_request(day.store, day.by, day.world, kind=kind)
    world = with_booking(day.store, day.by, asked, starts_at=starts_at)
    day.clock.at = starts_at.replace(hour=9, tzinfo=UTC)
    invitations = invitations_of(day.store, day.by, world.conference_id)
    return Day(store=day.store, by=day.by, clock=day.clock, world=world, invitations=invitations)


@dataclass(frozen=True, kw_only=True)
class _Made:
    place: str
    world: World
    invitations: dict[str, InvitationId]


def _make(place: Place, by: Actor) -> _Made:
    store = Store.open(place, clock=HandClock())
    try:
        world = with_booking(store, by, small_world(store, by))
        invitations = invitations_of(store, by, world.conference_id)
    finally:
        store.close()
    return _Made(place=str(place.file or ""), world=world, invitations=invitations)


# Four folders' conftests name these fixtures, and each would make its own: what is made is kept per place instead.
_made_before: dict[str, _Made] = {}


@pytest.fixture(scope="session")
def made_in_file(tmp_path_factory: pytest.TempPathFactory, empty_file: Path, anyone: Actor) -> _Made:
    if str(empty_file) not in _made_before:
        file = tmp_path_factory.mktemp("day") / "day.cpconf"
        shutil.copy(empty_file, file)
        _made_before[str(empty_file)] = _make(Place.parse(str(file)), anyone)
    return _made_before[str(empty_file)]


@pytest.fixture(scope="session")
def made_on_server(postgres_server: str, anyone: Actor, tmp_path_factory: pytest.TempPathFactory) -> _Made:
    if postgres_server not in _made_before:
        place = _database(postgres_server, "template_day", "template_cpconf", tmp_path_factory.mktemp("backups"))
        _made_before[postgres_server] = _make(place, anyone)
    return _made_before[postgres_server]


def _database(server: str, name: str, template: str, backups: Path) -> Place:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    url = make_url(server).set(database=name)
    return Place.parse(url.render_as_string(hide_password=False), backups=backups)


def _opened(made: _Made, place: Place, by: Actor, clock: HandClock) -> Iterator[Day]:
    clock.at = MORNING
    store = Store.open(place, clock=clock)
    yield Day(store=store, by=by, clock=clock, world=made.world, invitations=made.invitations)
    store.close()


@pytest.fixture
def day(made_in_file: _Made, tmp_path: Path, anyone: Actor, clock: HandClock) -> Iterator[Day]:
    """The morning of a conference, in a file."""
    file = tmp_path / "day.cpconf"
    shutil.copy(made_in_file.place, file)
    yield from _opened(made_in_file, Place.parse(str(file)), anyone, clock)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_day(request: pytest.FixtureRequest, tmp_path: Path, anyone: Actor, clock: HandClock) -> Iterator[Day]:
    """The morning of a conference, once in a file and once on the server."""
    if request.param == "sqlite":
        made: _Made = request.getfixturevalue("made_in_file")
        file = tmp_path / "day.cpconf"
        shutil.copy(made.place, file)
        place = Place.parse(str(file))
    else:
        made = request.getfixturevalue("made_on_server")
        server: str = request.getfixturevalue("postgres_server")
        place = _database(server, f"day{next(_numbers)}", "template_day", tmp_path / "backups")
    yield from _opened(made, place, anyone, clock)
