"""Prints what the slot search costs against a raw read of the window's rows; asserts nothing, changes nothing.

Run `python -m tests.bench.slots`. Authorities are invented with their bookings of one, ten and 26 years in a plain
SQLite file; floor and search are measured in turn in one run, medians of the processor's time. "search" reads the
window's occupancies and leave and searches, with rooms and patterns kept from before; "all from rows" builds those
from rows too; "travel" is "search" where everybody needs half an hour between any two of the three sites. "whole
ask" is `slots_for` through a store with the same bookings, families and plans; "statements raw" sends its statements
with nothing but the driver, and its floor reads the ten days past the limit too that the question searches.
"""

from __future__ import annotations

import argparse
import gc
import random
import sqlite3
import statistics
import tempfile
import time as clock
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from cpconf.bookings.wishing import LATE_DAYS
from cpconf.diary.kinds import THE_THREE, Hold, Purpose
from cpconf.diary.rules import OccupancyRules, ResourceId, SiteId, Span
from cpconf.diary.slots import SlotSearch, SlotWish, find_slots
from cpconf.diary.wishes import Absence, DiaryWindow, Occupied, RoomTime, StaffTime, WeeklyHours
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings

LAST_DAY = date(2026, 12, 31)
EARLIEST = date(2026, 9, 1)
SCHEMA = """
CREATE TABLE occupancy (id INTEGER PRIMARY KEY, resource_id INTEGER, starts_at TEXT, ends_at TEXT, purpose TEXT,
                        conference_id INTEGER, hold TEXT);
CREATE TABLE leave (id INTEGER PRIMARY KEY, resource_id INTEGER, starts_at TEXT, ends_at TEXT, words TEXT);
CREATE TABLE resource (id INTEGER PRIMARY KEY, purpose TEXT, name TEXT, site_id INTEGER, capacity INTEGER);
CREATE TABLE pattern (id INTEGER PRIMARY KEY, resource_id INTEGER, weekday INTEGER, starts TEXT, ends TEXT);
"""
INDEXES = """
CREATE INDEX occupancy_starts ON occupancy (starts_at, ends_at, resource_id, purpose, conference_id, hold);
CREATE INDEX leave_starts ON leave (starts_at);
"""
OCCUPIED = """SELECT resource_id, starts_at, ends_at, purpose, conference_id, hold FROM occupancy
              WHERE starts_at >= ? AND starts_at < ?"""
ON_LEAVE = "SELECT resource_id, starts_at, ends_at, words FROM leave WHERE starts_at >= ? AND starts_at < ?"
RESOURCES = "SELECT id, purpose, name, site_id, capacity FROM resource"
PATTERNS = "SELECT resource_id, weekday, starts, ends FROM pattern"

SETTINGS = PracticeSettings.of({})
CALENDAR = WorkingCalendar.of(SETTINGS)
RULES = OccupancyRules.of(SETTINGS)
PURPOSES, HOLDS = {p.value: p for p in Purpose}, {h.value: h for h in Hold}


def make(place: Path, times: int, years: int, seed: int = 1) -> sqlite3.Connection:
    """A store of `times` x (3 rooms, 6 chairs, 10 minute-takers), four conferences a working day for each."""
    rnd = random.Random(seed)
    store = sqlite3.connect(place)
    store.executescript(SCHEMA)
    rooms, chairs, takers = (range(base, base + n * times) for base, n in ((1, 3), (100_001, 6), (200_001, 10)))
    for purpose, ids in zip(THE_THREE, (rooms, chairs, takers), strict=True):
        for n in ids:
            row = (n, purpose.value, f"{purpose.value} {n}", n % 3 + 1, (12, 14, 16, 20)[n % 4])
            store.execute("INSERT INTO resource VALUES (?,?,?,?,?)", row)
            for weekday in range(5) if purpose is Purpose.ROOM else rnd.sample(range(5), rnd.choice((4, 5))):
                hours = (n, weekday, "08:30", "17:30") if purpose is Purpose.ROOM else (n, weekday, "09:00", "17:00")
                store.execute("INSERT INTO pattern (resource_id, weekday, starts, ends) VALUES (?,?,?,?)", hours)
    book(store, rnd, (rooms, chairs, takers), times, years)
    store.executescript(INDEXES)
    store.commit()
    return store


def book(store: sqlite3.Connection, rnd: random.Random, ids: Sequence[range], times: int, years: int) -> None:
    """Fill the years before `LAST_DAY` with conferences that never clash, and with leave."""
    day, number = LAST_DAY - timedelta(days=365 * years), 0
    while day <= LAST_DAY:
        if CALENDAR.is_working_day(day):
            busy: dict[int, list[Span]] = defaultdict(list)
            for _ in range(4 * times):
                spans = RULES.spans(_conference(day, rnd))
                who = [_free(rnd, pool, busy, spans[p]) for pool, p in zip(ids, THE_THREE, strict=True)]
                if None in who:
                    continue
                number += 1
                for resource, purpose in zip(who, THE_THREE, strict=True):
                    assert resource is not None
                    busy[resource].append(spans[purpose])
                    span = spans[purpose]
                    kept = (resource, str(span.starts_at), str(span.ends_at), purpose.value, number, "booked")
                    store.execute(
                        "INSERT INTO occupancy (resource_id, starts_at, ends_at, purpose, conference_id, hold) "
                        "VALUES (?,?,?,?,?,?)", kept)  # fmt: skip
            for n in (*ids[1], *ids[2]):
                if rnd.random() < 0.02:
                    away = (n, f"{day} 00:00:00", f"{day + timedelta(days=rnd.choice((1, 7)))} 00:00:00", "leave")
                    store.execute("INSERT INTO leave (resource_id, starts_at, ends_at, words) VALUES (?,?,?,?)", away)
        day += timedelta(days=1)


def _conference(day: date, rnd: random.Random) -> Span:
    starts_at = datetime.combine(day, time(9, 30)) + timedelta(minutes=rnd.choice((0, 0, 30, 180, 240, 270)))
    return Span(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=rnd.choice((90, 120))))


def _free(rnd: random.Random, pool: range, busy: dict[int, list[Span]], span: Span) -> int | None:
    tried = rnd.sample(pool, min(len(pool), 8))
    return next((n for n in tried if not any(span.overlaps(other) for other in busy[n])), None)


def floor(store: sqlite3.Connection, bounds: tuple[str, str]) -> int:
    """The least that any search must do: read the window's rows."""
    return len(store.execute(OCCUPIED, bounds).fetchall()) + len(store.execute(ON_LEAVE, bounds).fetchall())


Travel = Mapping[tuple[SiteId, SiteId], int]
NO_TRAVEL: Travel = {}
HALF_AN_HOUR: Travel = {(SiteId(a), SiteId(b)): 30 for a in (1, 2, 3) for b in (1, 2, 3) if a < b}

Static = tuple[tuple[RoomTime, ...], tuple[StaffTime, ...], tuple[StaffTime, ...]]


def static(store: sqlite3.Connection) -> Static:
    """Rooms and people with their weekly hours: what seldom changes."""
    hours: dict[int, list[WeeklyHours]] = defaultdict(list)
    for resource, weekday, starts, ends in store.execute(PATTERNS):
        period = WeeklyHours(weekday=weekday, starts=time.fromisoformat(starts), ends=time.fromisoformat(ends))
        hours[resource].append(period)
    rooms, people = [], {Purpose.CHAIR: [], Purpose.MINUTE_TAKER: []}  # type: ignore[var-annotated]
    for n, purpose, name, site, capacity in store.execute(RESOURCES):
        at_work = tuple(hours[n])
        if purpose == Purpose.ROOM:
            rooms.append(RoomTime(id=ResourceId(n), name=name, site_id=SiteId(site), site_name=f"Site {site}",
                                  capacity=capacity, hours=at_work))  # fmt: skip
        else:
            people[PURPOSES[purpose]].append(StaffTime(id=ResourceId(n), name=name, hours=at_work))
    return tuple(rooms), tuple(people[Purpose.CHAIR]), tuple(people[Purpose.MINUTE_TAKER])


def search(
    store: sqlite3.Connection, wish: SlotWish, kept: Static, bounds: tuple[str, str], travel: Travel = NO_TRAVEL
) -> SlotSearch:
    """Read the window's rows, build the window, search."""
    read = datetime.fromisoformat
    occupied = Occupied.each(
        [
            (resource, read(starts), read(ends), PURPOSES[purpose], conference, HOLDS[hold], None)
            for resource, starts, ends, purpose, conference, hold in store.execute(OCCUPIED, bounds)
        ]
    )
    leave: dict[int, list[Absence]] = defaultdict(list)
    for resource, starts, ends, words in store.execute(ON_LEAVE, bounds):
        leave[resource].append(Absence(span=Span(starts_at=read(starts), ends_at=read(ends)), words=words))
    rooms, chairs, takers = kept
    window = DiaryWindow(
        from_on=wish.earliest_on, until_on=wish.last_on(CALENDAR), rooms=rooms, chairs=_away(chairs, leave),
        minute_takers=_away(takers, leave), occupied=occupied, calendar=CALENDAR, rules=RULES,
        travel=travel,
    )  # fmt: skip
    return find_slots(wish, window)


def _away(people: tuple[StaffTime, ...], leave: dict[int, list[Absence]]) -> tuple[StaffTime, ...]:
    return tuple(replace(person, leave=tuple(leave[person.id])) if person.id in leave else person for person in people)


def timed(*jobs: Callable[[], object], rounds: int) -> list[float]:
    """The median milliseconds of each job, the jobs in turn."""
    taken: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, times in zip(jobs, taken, strict=True):
            gc.collect()
            started = clock.process_time()  # not the wall: other work on the machine is not ours
            job()
            times.append((clock.process_time() - started) * 1000)
    return [statistics.median(times) for times in taken]


def whole_ask(folder: Path, made: sqlite3.Connection, times: int, rounds: int) -> str:
    """One line: the floor for the days that the question searches, its statements raw, and the question itself."""
    from tests.bench.slots_store import ask, make_store, raw_statements

    store = make_store(folder / "bench.cpconf", folder / "bench.sqlite", times)
    last_on = CALENDAR.add(EARLIEST, 15 + LATE_DAYS)
    bounds = (str(EARLIEST), str(last_on + timedelta(days=1)))
    raw, found = raw_statements(store, folder / "bench.cpconf"), ask(store)
    least, bare, whole = timed(lambda: floor(made, bounds), raw, lambda: ask(store), rounds=rounds)
    store.close()
    return (
        f"       whole ask: {floor(made, bounds):>6} rows | floor {least:.2f} | statements raw {bare:.2f}"
        f" {bare / least:.1f} | ask {whole:.2f} {whole / least:.1f} | {len(found.slots)} {len(found.blocked)}"
    )


def parse_sizes(words: str) -> list[tuple[int, int]]:
    """ "1x10 150x1": pairs of authorities and years."""
    return [(int(times), int(years)) for times, years in (word.split("x") for word in words.split())]


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--engine-only", action="store_true", help="without the question through the store")
    parser.add_argument("--sizes", default="1x1 1x10 1x26 10x1 10x10 150x1", help="authorities x years")
    options = parser.parse_args()
    rounds = options.rounds
    print("size  years  rows | floor ms | search ms ratio | all from rows ms ratio | travel ms ratio | slots blocked")
    for times, years in parse_sizes(options.sizes):
        with tempfile.TemporaryDirectory() as folder:
            store = make(Path(folder) / "bench.sqlite", times, years)
            wish = SlotWish(
                earliest_on=EARLIEST, clock_from=EARLIEST, due_on=CALENDAR.add(EARLIEST, 15), minutes=120, seats=12,
                late_days=0, site_id=SiteId(2), preferred_chair=ResourceId(100_001),
            )  # fmt: skip
            bounds = (str(EARLIEST), str(wish.last_on(CALENDAR) + timedelta(days=1)))
            kept = static(store)
            found = search(store, wish, kept, bounds)
            rows = floor(store, bounds)
            least, cached, whole, far = timed(
                lambda: floor(store, bounds),  # noqa: B023
                lambda: search(store, wish, kept, bounds),  # noqa: B023
                lambda: search(store, wish, static(store), bounds),  # noqa: B023
                lambda: search(store, wish, kept, bounds, HALF_AN_HOUR),  # noqa: B023
                rounds=rounds,
            )
            print(
                f"x{times:<4} {years:>4} {rows:>6} | {least:8.2f} | {cached:8.2f} {cached / least:6.1f} |"
                f" {whole:15.2f} {whole / least:6.1f} | {far:8.2f} {far / least:6.1f} |"
                f" {len(found.slots)} {len(found.blocked)}"
            )
            if not options.engine_only:
                print(whole_ask(Path(folder), store, times, rounds))
            store.close()


if __name__ == "__main__":
    main()
