"""When the surroundings fail: one clear sentence, and the store as it was."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from cpconf.people.records import Family
from cpconf.refusals import Refusal, Trouble
from cpconf.store import engines
from cpconf.store.actors import Actor
from cpconf.store.engines import connect_file
from cpconf.store.permissions import Permission, action, query
from cpconf.store.places import Place
from cpconf.store.store import Reading, Store, Writing
from cpconf.store.troubles import AWAY, Again, in_plain_words
from tests.conftest import HandClock


@action(Permission.DIRECTORY)
def add_many(writing: Writing, *, number: int) -> None:
    writing.add_all(Family(reference=f"F-{n}", name="x" * 500) for n in range(number))


@query(Permission.READ)
def count(reading: Reading) -> int:
    return len(reading.scalars(select(Family.id)))


def test_a_full_disk_is_told_and_nothing_is_half_written(file_store: Store, anyone: Actor) -> None:
    file_store.change(anyone, add_many, number=1)
    with file_store._write.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(Trouble, match="disk is full"):
        file_store.change(anyone, _add_more)
    assert file_store.ask(anyone, count) == 1


@action(Permission.DIRECTORY)
def _add_more(writing: Writing) -> None:
    writing.add_all(Family(reference=f"G-{n}", name="x" * 500) for n in range(500))


def test_a_store_in_use_is_told(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    assert file_store.place.file is not None
    other = connect_file(file_store.place.file, busy_seconds=0)
    other.execute("BEGIN IMMEDIATE")
    hurried = Store.open(file_store.place, clock=clock, busy_seconds=0.05)
    with pytest.raises(Trouble, match="in use by another program"):
        hurried.change(anyone, add_many, number=1)
    other.execute("ROLLBACK")
    other.close()
    hurried.change(anyone, add_many, number=1)
    hurried.close()


def as_somebody_else(act: Callable[[], str]) -> str:
    """Run `act` in a child process that is not root, for whom read-only means read-only; what it returned."""
    reading_end, writing_end = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setuid(65534)
        os.write(writing_end, act().encode())
        os._exit(0)
    os.close(writing_end)
    with os.fdopen(reading_end) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a second user, which only Unix gives to a test")
def test_a_read_only_store_is_told(empty_file: Path, clock: HandClock, anyone: Actor) -> None:
    with tempfile.TemporaryDirectory(prefix="cpconf-read-only-") as folder:
        file = Path(shutil.copy(empty_file, folder))
        file.chmod(0o444)
        Path(folder).chmod(0o555)

        def try_to_write() -> str:
            try:
                store = Store.open(Place.parse(str(file)), clock=clock)
                store.change(anyone, add_many, number=1)
            except Trouble as trouble:
                return trouble.message
            return "written"

        said = as_somebody_else(try_to_write)
        Path(folder).chmod(0o755)
        file.chmod(0o644)
        store = Store.open(Place.parse(str(file)), clock=clock)
        assert store.ask(anyone, count) == 0
        store.close()
    assert "read-only" in said


def test_a_server_that_is_away_is_told(clock: HandClock) -> None:
    with pytest.raises(Trouble, match="cannot be reached"):
        Store.open(Place.parse("postgresql://nobody@127.0.0.1:1/none"), clock=clock)


def test_a_server_that_goes_away_is_told(new_place: Callable[[str], Place], clock: HandClock, anyone: Actor) -> None:
    import psycopg

    place = new_place("postgres")
    store = Store.open(place, clock=clock)

    @action(Permission.DIRECTORY)
    def cut_off(writing: Writing) -> None:
        pid = writing._session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        assert place.server is not None
        address = place.server.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (pid,))
        writing.add(Family(reference="1", name="One"))

    with pytest.raises(Trouble) as caught:
        store.change(anyone, cut_off)
    assert caught.value.message == AWAY
    assert store.ask(anyone, count) == 0
    store.close()


class Undone(Exception):
    sqlstate = "40P01"


def test_what_the_engine_undid_may_run_again() -> None:
    with pytest.raises(Again), in_plain_words():
        raise OperationalError("s", {}, Undone("deadlock"))


def test_an_error_that_nobody_claims_stays_what_it_is() -> None:
    with pytest.raises(IntegrityError), in_plain_words():
        raise IntegrityError("s", {}, Exception("ck_something"))
    with pytest.raises(DBAPIError), in_plain_words():
        raise DBAPIError("s", {}, Exception("no such table: nowhere"))
    with pytest.raises(sqlite.Error), in_plain_words():
        raise sqlite.OperationalError("no such table")


def test_a_bare_error_of_the_file_engine_is_told_too() -> None:
    with pytest.raises(Trouble, match="not a cpconf store"), in_plain_words():
        raise sqlite.DatabaseError("file is not a database")


def test_the_write_engine_keeps_every_write_on_disk(file_store: Store) -> None:
    with file_store._write.connect() as connection:
        facts = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert facts == ["wal", 2, 1]


@pytest.mark.parametrize("words", ["mysql://a@b/c", "postgres//:::", "://"])
def test_a_place_that_is_none_is_refused(words: str) -> None:
    if "://" not in words:
        assert Place.parse(words).file is not None
        return
    with pytest.raises(Refusal):
        Place.parse(words)


def test_the_name_of_a_place_tells_neither_folder_nor_password(tmp_path: Path) -> None:
    assert Place.parse(str(tmp_path / "our.cpconf")).name == "our.cpconf"
    assert Place.parse("postgresql://me:secret@db.example.org/conferences").name == "conferences on db.example.org"
    assert Place.parse("postgresql:///conferences").name == "conferences on this computer"
    assert engines.BUSY_SECONDS > 1
