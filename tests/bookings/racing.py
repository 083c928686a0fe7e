"""One of the processes that race for a seat: opens the store by itself, waits for the others, acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.orm import configure_mappers

import cpconf.all_records  # noqa: F401  (relations between subjects need every record)
from cpconf.bookings.actions import confirm_conference, hold_conference
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.permissions import EVERYTHING
from cpconf.store.places import Place
from cpconf.store.store import Store

# Once in the process from which the racers are forked, so that they race and do not import.
configure_mappers()
WorkingCalendar.of(PracticeSettings.of({}))
for engine in ("sqlite+pysqlite", "postgresql+psycopg"):
    make_url(f"{engine}://").get_dialect().import_dbapi()
PATIENCE_SECONDS = 60.0
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_start: list[Barrier] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one racer does."""

    place: Place
    act: Callable[..., Any]
    values: dict[str, Any]


def line_up(barrier: Barrier) -> None:
    """Called once in each racer."""
    _start.append(barrier)


def hold_and_confirm(store: Store, by: Actor, **values: Any) -> None:
    """Two acts one after the other: a racer of its own may come between them."""
    held = store.change(by, hold_conference, **values).value
    store.change(by, confirm_conference, conference_id=held)


def race(entry: Entry) -> tuple[str, str]:
    """("won", "") or ("refused" and the field, the sentence); anything else is raised."""
    by = Actor(staff_id=None, name="Rae Racer", permissions=EVERYTHING)
    store = Store(entry.place, clock=lambda: AT, busy_seconds=PATIENCE_SECONDS)
    try:
        _start[0].wait(PATIENCE_SECONDS)
        if entry.act is hold_and_confirm:
            hold_and_confirm(store, by, **entry.values)
        else:
            store.change(by, entry.act, **entry.values)
    except Refusal as refusal:
        return f"refused {refusal.field}", refusal.message
    finally:
        store.close()
    return "won", ""
