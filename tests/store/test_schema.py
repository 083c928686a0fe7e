"""A store is made, brought up to date after a verified copy, or refused in a sentence."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from cpconf.all_records import METADATA
from cpconf.bookings.queries import request_queue, request_sheet
from cpconf.diary.records import Room, Site
from cpconf.refusals import Refusal, Trouble
from cpconf.store import backup, schema
from cpconf.store.actors import Actor
from cpconf.store.engines import APPLICATION_ID, connect_file, migration_engine
from cpconf.store.permissions import Permission, action, query
from cpconf.store.places import Place
from cpconf.store.store import Reading, Store, Writing
from tests.conftest import HandClock

FORMER = Path(__file__).parent.parent / "reference" / "stores"

NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "0002"
def upgrade() -> None:
    with op.batch_alter_table("site") as site:
        site.add_column(sa.Column("colour", sa.Text()))
        site.alter_column("address", existing_type=sa.Text(), nullable=True)
"""
FAILS = NEXT + '    op.execute("SELECT * FROM nowhere")\n'
LOSES_GUARDS = NEXT.replace('"site"', '"occupancy"').replace(
    '        site.alter_column("address",', '        site.alter_column("purpose",'
)
BREAKS_LINKS = NEXT + '    op.execute("UPDATE room SET site_id = 99")\n'
LOSES_ROWS = NEXT + '    op.execute("DELETE FROM room")\n'


@action(Permission.ADMINISTER)
def add_site_and_room(writing: Writing) -> None:
    site = writing.add(Site(name="Aylmere"))
    writing.add(Room(site_id=site.id, name="Oak", capacity=12))


@query(Permission.READ)
def rooms(reading: Reading) -> list[str]:
    return list(reading.scalars(select(Room.name)))


@pytest.fixture
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Pretend that a program with one more migration is running."""

    def release(migration: str) -> None:
        scripts = tmp_path / "scripts"
        shutil.copytree(schema.SCRIPTS, scripts)
        (scripts / "versions" / "9999_next.py").write_text(migration)
        monkeypatch.setattr(schema, "SCRIPTS", scripts)
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))

    return release


@pytest.fixture
def used(place: Place, clock: HandClock, anyone: Actor) -> Place:
    store = Store.open(place, clock=clock)
    store.change(anyone, add_site_and_room)
    store.close()
    return place


def reopened(place: Place, clock: HandClock, anyone: Actor) -> list[str]:
    store = Store.open(place, clock=clock)
    try:
        return store.ask(anyone, rooms)
    finally:
        store.close()


def test_the_migrations_make_exactly_the_records(place: Place) -> None:
    engine = migration_engine(place)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_known_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == schema.REVISIONS


def test_no_migration_imports_todays_program() -> None:
    for script in (schema.SCRIPTS / "versions").glob("*.py"):
        assert "cpconf" not in {
            line.split()[1].split(".")[0]
            for line in script.read_text().splitlines()
            if line.startswith(("import ", "from "))
        }


def test_an_older_store_is_brought_up_to_date_after_a_verified_copy(
    used: Place, clock: HandClock, anyone: Actor, next_release: Callable[[str], None]
) -> None:
    next_release(NEXT)
    assert reopened(used, clock, anyone) == ["Oak"]
    (copy,) = used.backups.iterdir()
    assert copy.name.startswith("before-9999-20260302-090000")
    if used.file:
        with sqlite3.connect(copy) as old:
            assert old.execute("SELECT name FROM room").fetchall() == [("Oak",)]
        old.close()
    else:
        with zipfile.ZipFile(copy) as archive:
            assert json.loads(archive.read("manifest.json"))["room"]["rows"] == 1
            assert b"Oak" in archive.read("room.copy")
    assert reopened(used, clock, anyone) == ["Oak"]
    assert len(list(used.backups.iterdir())) == 1


@pytest.mark.parametrize("revision", schema.REVISIONS[:-1])
def test_a_store_of_every_former_release_opens_with_all_that_was_in_it(
    revision: str, tmp_path: Path, clock: HandClock, anyone: Actor
) -> None:
    file = tmp_path / "former.cpconf"
    connection = connect_file(file, busy_seconds=1, must_exist=False)
    connection.executescript((FORMER / f"{revision}.sql").read_text(encoding="utf-8"))
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.close()
    store = Store.open(Place(file=file, server=None, backups=tmp_path / "backups"), clock=clock)
    try:
        (line,) = store.ask(anyone, request_queue, booked=True)
        sheet = store.ask(anyone, request_sheet, request_id=line.id)
    finally:
        store.close()
    assert [child.name for child in line.children] == ["Robin Testling", "Wren Testling"]
    assert [conference.reference for conference in sheet.conferences] == ["CP-2026-0001"]
    assert sheet.conferences[0].minute_taker == "Min Taker"


@pytest.mark.parametrize("migration", [FAILS, BREAKS_LINKS, LOSES_ROWS])
def test_a_migration_that_fails_leaves_the_store_as_it_was(
    used: Place,
    clock: HandClock,
    anyone: Actor,
    next_release: Callable[[str], None],
    migration: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    next_release(migration)
    with pytest.raises(Exception):  # noqa: B017  (each fault has its own; what matters is what is left)
        Store.open(used, clock=clock)
    monkeypatch.undo()
    assert reopened(used, clock, anyone) == ["Oak"]
    engine = migration_engine(used)
    with engine.connect() as connection:
        columns = {column["name"] for column in __import__("sqlalchemy").inspect(connection).get_columns("site")}
    engine.dispose()
    assert "colour" not in columns


def test_a_migration_that_would_drop_the_guards_is_undone(
    new_place: Callable[[str], Place], clock: HandClock, next_release: Callable[[str], None]
) -> None:
    place = new_place("sqlite")
    next_release(
        LOSES_GUARDS.replace("existing_type=sa.Text(), nullable=True", "existing_type=sa.String(40), nullable=True")
    )
    with pytest.raises(Trouble, match="left as it was"):
        Store.open(place, clock=clock)


def test_a_store_newer_than_the_program_is_refused(used: Place, clock: HandClock) -> None:
    engine = migration_engine(used)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    engine.dispose()
    with pytest.raises(Refusal, match="newer version of cpconf"):
        Store.open(used, clock=clock)


def test_a_place_with_something_in_it_is_not_made_into_a_store(used: Place, clock: HandClock) -> None:
    with pytest.raises(Refusal, match="already"):
        Store.create(used, clock=clock)


def test_a_missing_store_is_refused(tmp_path: Path, clock: HandClock) -> None:
    with pytest.raises(Refusal, match="no store at this place"):
        Store.open(Place.parse(str(tmp_path / "none.cpconf")), clock=clock)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_kind_is_refused(tmp_path: Path, clock: HandClock) -> None:
    words = tmp_path / "words.cpconf"
    words.write_text("not a database, but long enough to be looked at as one" * 40)
    with pytest.raises(Trouble, match="not a cpconf store"):
        Store.open(Place.parse(str(words)), clock=clock)
    foreign = tmp_path / "foreign.cpconf"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(Refusal, match="not a cpconf store"):
        Store.open(Place.parse(str(foreign)), clock=clock)


def test_an_empty_database_on_the_server_is_refused(postgres_server: str, clock: HandClock) -> None:
    with pytest.raises(Refusal, match="no cpconf store in this database"):
        Store.open(Place.parse(postgres_server), clock=clock)


def test_a_folder_that_cannot_be_made_is_a_trouble(tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="folder for the new store"):
        Store.create(Place.parse(str(tmp_path / "file" / "deeper" / "s.cpconf")), clock=clock)


def test_two_copies_of_the_same_name_both_stay(used: Place) -> None:
    engine = migration_engine(used)
    first, second = (backup.take(used, engine, name="now") for _ in range(2))
    engine.dispose()
    assert first != second
    assert first.exists() and second.exists()


def test_a_copy_that_cannot_be_made_stops_everything(used: Place, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    elsewhere = Place(file=used.file, server=used.server, backups=tmp_path / "taken" / "deeper")
    engine = migration_engine(used)
    with pytest.raises(Trouble, match="safety copy"):
        backup.take(elsewhere, engine, name="now")
    engine.dispose()


def test_a_damaged_store_is_never_taken_for_a_good_copy(tmp_path: Path, empty_file: Path) -> None:
    file = tmp_path / "damaged.cpconf"
    shutil.copy(empty_file, file)
    place = Place.parse(str(file))
    connection = connect_file(file, busy_seconds=1)
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("INSERT INTO site (name, address) VALUES ('a', 'b')")
    connection.execute("DELETE FROM sqlite_master WHERE name = 'ix_occupancy_window'")
    connection.close()
    engine = migration_engine(place)
    with pytest.raises(Trouble, match="safety copy"):
        backup.take(place, engine, name="now")
    engine.dispose()


def test_a_tampered_copy_of_the_servers_tables_is_found(tmp_path: Path) -> None:
    copy = tmp_path / "copy.zip"
    with zipfile.ZipFile(copy, "w") as archive:
        archive.writestr("room.copy", b"1\tOak\n")
        archive.writestr("manifest.json", json.dumps({"room": {"rows": 1, "sha256": "0" * 64}}))
    with pytest.raises(Trouble, match="safety copy"):
        backup.verify_tables(copy)


def test_a_creation_that_was_cut_off_leaves_the_name_free(tmp_path: Path, clock: HandClock) -> None:
    left = tmp_path / "new.cpconf.making"
    left.write_text("half")
    place = Place.parse(str(tmp_path / "new.cpconf"))
    Store.create(place, clock=clock).close()
    assert place.file is not None
    assert place.file.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    assert not left.exists()
