"""Only for `alembic revision --autogenerate`: today's records against the newest script; never run by the program."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, create_engine

from cpconf.all_records import METADATA
from cpconf.store.records import Instant, LocalTime


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write plain types: a migration must mean the same when today's records have moved on."""
    if kind == "type":
        if isinstance(item, Instant | LocalTime):
            return "sa.DateTime()"
        if type(item).__name__ == "Enum":
            return f"sa.String(length={item.length})"
    return False


def migrated(connection: Connection) -> None:
    """Bring an empty database to the newest script, so that only what is new since then is written."""
    steps = MigrationContext.configure(
        connection, opts={"fn": lambda revision, _context: context.script._upgrade_revs("heads", revision)}
    )
    with Operations.context(steps):
        steps.run_migrations()


with create_engine("sqlite://").connect() as connection:
    migrated(connection)
    context.configure(connection=connection, target_metadata=METADATA, render_item=render_item, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
