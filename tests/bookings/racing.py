"""One of the processes that race for a slot: opens the store by itself, waits for the others, books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier

from sqlalchemy import make_url
from sqlalchemy.orm import configure_mappers

import cpconf.all_records  # noqa: F401  (relations between subjects need every record)
from cpconf.access.rules import StaffId
from cpconf.bookings.actions import book_conference
from cpconf.bookings.rules import RequestId
from cpconf.diary.rules import RoomId
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
    """What one racer books."""

    place: Place
    request_id: RequestId
    starts_at: datetime
    room_id: RoomId
    chair_id: StaffId
    minute_taker_id: StaffId


def line_up(barrier: Barrier) -> None:
    """Called once in each racer."""
    _start.append(barrier)


def race(entry: Entry) -> tuple[str, str]:
    """("won", reference-free) or ("refused", the sentence); anything else is raised."""
    by = Actor(staff_id=None, name=f"Racer {entry.request_id}", permissions=EVERYTHING)
    store = Store(entry.place, clock=lambda: AT, busy_seconds=PATIENCE_SECONDS)
    try:
        _start[0].wait(PATIENCE_SECONDS)
        store.change(
            by,
            book_conference,
            request_id=entry.request_id,
            starts_at=entry.starts_at,
            room_id=entry.room_id,
            chair_id=entry.chair_id,
            minute_taker_id=entry.minute_taker_id,
        )
    except Refusal as refusal:
        return f"refused {refusal.field}", refusal.message
    finally:
        store.close()
    return "won", ""
