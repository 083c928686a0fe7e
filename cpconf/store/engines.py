"""Engines for both kinds of store: how each connects, begins, reads only and waits; knows no record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from cpconf.store.places import Place

APPLICATION_ID = 0x63704346  # "cpCF": tells a store from any other SQLite file
BUSY_SECONDS = 15.0


def write_engine(place: Place, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine whose transactions take the write lock at once, so that a check and its write cannot be parted."""
    if place.file is not None:
        return _sqlite(place.file, begin="BEGIN IMMEDIATE", query_only=False, busy_seconds=busy_seconds)
    return _postgres(place, {"isolation_level": "READ COMMITTED"})


def read_engine(place: Place, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine that cannot write: the database itself refuses."""
    if place.file is not None:
        return _sqlite(place.file, begin="BEGIN", query_only=True, busy_seconds=busy_seconds)
    return _postgres(place, {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})


def migration_engine(place: Place, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """As `write_engine`, but SQLite's foreign keys rest: rebuilding a table would delete the rows that point at it."""
    if place.file is not None:
        return _sqlite(
            place.file,
            begin="BEGIN IMMEDIATE",
            query_only=False,
            busy_seconds=busy_seconds,
            foreign_keys=False,
        )
    return _postgres(place, {"isolation_level": "READ COMMITTED"}, poolclass=NullPool)


def connect_file(file: Path, *, busy_seconds: float, must_exist: bool = True) -> sqlite.Connection:
    """A bare connection to a store's file; the key of an encrypted store is given here and nowhere else."""
    mode = "rw" if must_exist else "rwc"
    return sqlite.connect(
        f"{file.as_uri()}?mode={mode}",
        uri=True,
        timeout=busy_seconds,
        check_same_thread=False,
        isolation_level=None,
    )


def _sqlite(file: Path, *, begin: str, query_only: bool, busy_seconds: float, foreign_keys: bool = True) -> Engine:
    def connect() -> sqlite.Connection:
        connection = connect_file(file, busy_seconds=busy_seconds)
        for pragma in (
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
            "synchronous=FULL",
            "trusted_schema=OFF",
            f"query_only={'ON' if query_only else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlite,
        creator=connect,
        poolclass=QueuePool,
        pool_size=2,
        hide_parameters=True,
    )

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", on_begin)
    return engine


def _postgres(place: Place, options: dict[str, Any], **engine_options: Any) -> Engine:
    assert place.server is not None
    return create_engine(
        place.server,
        hide_parameters=True,
        execution_options=options,
        connect_args={"connect_timeout": 10, "application_name": "cpconf"},
        **(engine_options or {"pool_size": 2, "pool_pre_ping": True}),
    )
