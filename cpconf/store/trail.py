"""Who changed what from what to what, written in the same transaction as the change; knows no subject."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import InstanceState, ORMExecuteState, Session, UOWTransaction

from cpconf.store.changes import Changes
from cpconf.store.records import Act, Record, TrailRow

TYPED = {"typed": True}  # mapped_column(info=TYPED): text typed live; its trail keeps only what was cut and put in


class Witness:
    """Listens to one session's flushes: collects what was touched and writes the trail of one act."""

    def __init__(self, session: Session, act: Act) -> None:
        self._session = session
        self._act = act
        self._rows: list[dict[str, Any]] = []
        self._touched: dict[str, set[int]] = defaultdict(set)
        event.listen(session, "before_flush", self._refuse_deletion)
        event.listen(session, "after_flush", self._collect)
        event.listen(session, "do_orm_execute", _refuse_bulk)

    def changes(self) -> Changes:
        """What the flushes so far have touched."""
        return Changes({name: frozenset(ids) for name, ids in self._touched.items()})

    def _refuse_deletion(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        for record in session.deleted:
            raise TypeError(f"nothing is ever deleted: {type(record).__name__} must end instead")

    def _collect(self, session: Session, _context: UOWTransaction) -> None:
        rows = [self._row(record, "added") for record in session.new]
        rows += [self._row(record, "changed") for record in session.dirty if session.is_modified(record)]
        self._rows += [row for row in rows if row["changes"]]

    def seal(self) -> None:
        """Write the act and its rows; called once, as the last thing before the commit."""
        if not self._rows:
            return
        connection = self._session.connection()
        act = self._act
        values = {"at": act.at, "staff_id": act.staff_id, "staff_name": act.staff_name}
        values |= {"action": act.action, "why": act.why}
        act_id = connection.execute(insert(Act).returning(Act.id), values).scalar_one()
        connection.execute(insert(TrailRow), [{**row, "act_id": act_id} for row in self._rows])

    def _row(self, record: Record, verb: str) -> dict[str, Any]:
        state: InstanceState[Record] = inspect(record)
        self._touched[record.__tablename__].add(record.id)
        changes: dict[str, Any] = {}
        for attribute in state.mapper.column_attrs:
            history = state.attrs[attribute.key].history
            if not history.has_changes():
                continue
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
            if old == new:
                continue
            typed = bool(attribute.columns[0].info.get("typed"))
            changes[attribute.key] = text_change(old or "", new or "") if typed else [_plain(old), _plain(new)]
        return {"record": record.__tablename__, "record_id": record.id, "verb": verb, "changes": changes}


def text_change(old: str, new: str) -> dict[str, Any]:
    """The smallest single cut and insertion that turns `old` into `new`: {at, out, in}; nothing typed is lost."""
    start = 0
    shortest = min(len(old), len(new))
    while start < shortest and old[start] == new[start]:
        start += 1
    end = 0
    while end < shortest - start and old[len(old) - 1 - end] == new[len(new) - 1 - end]:
        end += 1
    return {"at": start, "out": old[start : len(old) - end], "in": new[start : len(new) - end]}


def apply_text_change(old: str, change: dict[str, Any]) -> str:
    """The text after a recorded cut and insertion; the way back through a paragraph's history."""
    start: int = change["at"]
    return f"{old[:start]}{change['in']}{old[start + len(change['out']) :]}"


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return {"sha256": sha256(value).hexdigest(), "bytes": len(value)}
    return value


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise TypeError("a bulk statement hides from the trail: change records one by one")
