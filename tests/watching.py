"""Watching a store from outside: what a refused act left behind, and how many statements a query costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select

from cpconf.all_records import METADATA
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading, Store


@query(Permission.READ)
def everything(reading: Reading) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, the trail included."""
    return {
        table.name: sorted((tuple(row) for row in reading.rows(select(table))), key=lambda row: str(row[-1]))
        for table in METADATA.sorted_tables
    }


def refused(
    store: Store, by: Actor, action: Callable[..., Any], field: str | None, words: str, /, **values: Any
) -> Refusal:
    """Run an action that must be refused for this field in these words, and leave rows and trail as they were."""
    before = store.ask(by, everything)
    with pytest.raises(Refusal) as caught:
        store.change(by, action, **values)
    assert caught.value.field == field, caught.value.message
    assert words in caught.value.message
    assert store.ask(by, everything) == before
    return caught.value


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """The statements that reach the database in the block, as text."""
    seen: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(store._read, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(store._read, "before_cursor_execute", count)


def cost(store: Store, by: Actor, asked: Callable[..., Any], /, **values: Any) -> int:
    """How many statements a query sends."""
    with statements(store) as seen:
        store.ask(by, asked, **values)
    return len(seen)
