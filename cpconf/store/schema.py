"""Which schema a store has and how it becomes today's: backup first, then migrations; imports no record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from cpconf.refusals import Refusal, Trouble
from cpconf.store import backup
from cpconf.store.engines import APPLICATION_ID, connect_file, migration_engine, read_engine
from cpconf.store.places import Place

REVISIONS = ("0001", "0002")  # oldest first; a test holds this against the migration scripts
SCRIPTS = Path(__file__).parent / "migrations"

NEWER = (
    "This store was made by a newer version of cpconf than the one you are using. "
    "Install the newer version to open it; nothing was changed."
)
NOT_OURS = "This file is not a cpconf store. Choose another file, or make a new store with: cpconf init"


def create(place: Place) -> None:
    """Make an empty store of today's schema; refuses a place that already holds something.

    A file gets its name only when it is finished, so that a creation that is cut off leaves no half store.
    """
    if place.file is None:
        _create_schema(place)
        return
    if place.file.exists():
        raise Refusal("There is already a file with this name: choose another name for the new store.", "store")
    making = place.file.with_name(f"{place.file.name}.making")
    _create_file(making)
    _create_schema(replace(place, file=making))
    making.rename(place.file)


def _create_schema(place: Place) -> None:
    engine = migration_engine(place)
    try:
        with engine.connect() as connection:
            if inspect(connection).get_table_names():
                raise Refusal("There is already something at this place: choose an empty one.", "store")
        _migrate(engine)
    finally:
        engine.dispose()


def bring_up_to_date(place: Place, at_words: str) -> None:
    """Migrate an older store after a verified backup whose name carries `at_words`; refuse a newer or foreign one."""
    reader = read_engine(place)
    try:
        with reader.connect() as connection:
            _check_ours(place, connection)
            revision = revision_of(connection)
    finally:
        reader.dispose()
    if revision == REVISIONS[-1]:
        return
    if revision not in REVISIONS:
        raise Refusal(NEWER, "store")
    engine = migration_engine(place)
    try:
        backup.take(place, engine, name=f"before-{REVISIONS[-1]}-{at_words}")
        _migrate(engine)
    finally:
        engine.dispose()


def revision_of(connection: Connection) -> str | None:
    """The schema's revision, or None where there is no mark of one."""
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if revision is None else str(revision)


def _check_ours(place: Place, connection: Connection) -> None:
    if place.file is not None:
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
            raise Refusal(NOT_OURS, "store")
    elif revision_of(connection) is None:
        raise Refusal("There is no cpconf store in this database. Make one with: cpconf init", "store")


def _create_file(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for left in file.parent.glob(f"{file.name}*"):  # by a creation that was cut off
            left.unlink()
        file.touch(mode=0o600)
    except OSError as error:
        raise Trouble("The folder for the new store cannot be made: check its name and your rights.") from error
    connection = connect_file(file, busy_seconds=5.0)
    try:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode=WAL").fetchall()
    finally:
        connection.close()


def _migrate(engine: Engine) -> None:
    """Run the missing migrations in one transaction; a failure leaves the store as it was."""
    # Imported here: alembic costs 0.3 s and today's stores need no migration.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    script = ScriptDirectory.from_config(config)
    steps: Callable[..., object] = lambda revision, _context: script._upgrade_revs("head", revision)  # noqa: E731
    with EnvironmentContext(config, script, fn=steps) as environment, engine.begin() as connection:
        before, guards = _counts(connection), _triggers(connection)
        environment.configure(connection=connection, target_metadata=None, transactional_ddl=False)
        environment.run_migrations()
        _check_whole(connection, before, guards)


def _check_whole(connection: Connection, before: dict[str, int], guards: set[str]) -> None:
    after = _counts(connection)
    lost = [name for name, count in before.items() if after.get(name, 0) < count and name != "alembic_version"]
    if lost or guards - _triggers(connection):
        raise Trouble("The store could not be brought up to date without losing something, so it was left as it was.")
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise Trouble("The store could not be brought up to date without breaking links, so it was left as it was.")


def _counts(connection: Connection) -> dict[str, int]:
    quote = connection.dialect.identifier_preparer.quote
    return {
        name: connection.exec_driver_sql(f"SELECT count(*) FROM {quote(name)}").scalar_one()
        for name in inspect(connection).get_table_names()
    }


def _triggers(connection: Connection) -> set[str]:
    """Names of SQLite's triggers: rebuilding a table drops them silently."""
    if connection.dialect.name != "sqlite":
        return set()
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
