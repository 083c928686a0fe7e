"""Only for `alembic revision --autogenerate`: today's records against an empty store; never run by the program."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import create_engine

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


engine = create_engine("sqlite://")
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=METADATA, render_item=render_item, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
