"""A copy of a whole store that has been read back and compared before anyone relies on it; imports no record."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from cpconf.refusals import Trouble
from cpconf.store.engines import connect_file
from cpconf.store.places import Place

FAILED = "The safety copy of the store could not be made or did not match, so nothing was changed. Check the disk."


def take(place: Place, engine: Engine, *, name: str) -> Path:
    """Copy the store to `place.backups/name…`, verify the copy, return its path; raises Trouble otherwise."""
    try:
        place.backups.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(FAILED) from error
    if place.file is not None:
        return _copy_file(place.file, _free(place.backups, name, place.file.suffix or ".cpconf"))
    return _copy_tables(engine, _free(place.backups, name, ".zip"))


def _free(folder: Path, name: str, ending: str) -> Path:
    path, number = folder / f"{name}{ending}", 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}{ending}"
    return path


def _copy_file(file: Path, copy: Path) -> Path:
    source = connect_file(file, busy_seconds=15.0)
    target = connect_file(copy, busy_seconds=15.0, must_exist=False)
    try:
        source.backup(target)
        whole = target.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if not whole or _file_counts(source) != _file_counts(target):
            raise Trouble(FAILED)
    finally:
        source.close()
        target.close()
    return copy


def _file_counts(connection: object) -> dict[str, int]:
    run = connection.execute  # type: ignore[attr-defined]
    names = [row[0] for row in run("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")]
    return {name: run(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _copy_tables(engine: Engine, copy: Path) -> Path:
    """One file per table by COPY, from one snapshot, with a manifest of rows and hashes."""
    with engine.connect() as connection:
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            manifest: dict[str, dict[str, object]] = {}
            with zipfile.ZipFile(copy, "x", zipfile.ZIP_DEFLATED) as archive:
                for table in sorted(inspect(connection).get_table_names()):
                    content = b"".join(_copied(connection, table))
                    archive.writestr(f"{table}.copy", content)
                    count = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()
                    manifest[table] = {"rows": count, "sha256": sha256(content).hexdigest()}
                archive.writestr("manifest.json", json.dumps(manifest, indent=1, sort_keys=True))
    verify_tables(copy)
    return copy


def verify_tables(copy: Path) -> None:
    """Read a copy of a server's tables back and hold it against its own manifest; raises Trouble otherwise."""
    with zipfile.ZipFile(copy) as archive:
        for table, facts in json.loads(archive.read("manifest.json")).items():
            content = archive.read(f"{table}.copy")
            if sha256(content).hexdigest() != facts["sha256"] or content.count(b"\n") != facts["rows"]:
                raise Trouble(FAILED)


def _copied(connection: Connection, table: str) -> Iterator[bytes]:
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
        for block in rows:
            yield bytes(block)
