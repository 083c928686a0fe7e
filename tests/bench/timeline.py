"""Prints what a frame of the timeline costs beside painting it plainly; asserts nothing, changes nothing.

Run `python -m tests.bench.timeline [--pictures FOLDER] [--days 5]`. Days are invented for 3, 20 and 45 resources, four
conferences a day for each room, with time across and time down; each frame paints the whole viewport at 1660 x 900.
"kept" paints from the kept strips, "first" draws what one frame may draw of them, "ghost" carries a booking over it,
"plain" draws every row anew.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import time as clock
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.rules import OccupancyRules, ResourceId, RoomId, SiteId, Span
from cpconf.diary.sheet import (
    Seat,
    TimelineAway,
    TimelineBooking,
    TimelineDay,
    TimelineEntry,
    TimelineRow,
    TimelineSheet,
)
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings
from ui.diary.carry import Carry
from ui.diary.grid import TimelineGrid
from ui.diary.scale import ACROSS, DOWN, Axes
from ui.diary.strips import draw_row
from ui.kit.style import Look

MONDAY = date(2026, 11, 23)
STARTS = (time(9), time(11), time(13, 10), time(15, 20))
SETTINGS = PracticeSettings.of({})
RULES, CALENDAR = OccupancyRules.of(SETTINGS), WorkingCalendar.of(SETTINGS)
KINDS = ("initial", "review", "review", "pre_birth", "review", "transfer_in")
STATES = ("confirmed", "confirmed", "confirmed", "provisional", "confirmed", "held", "adjourned")
SHARES = {3: (1, 1, 1), 20: (4, 6, 10), 45: (9, 14, 22)}


def booking(number: int, at: datetime, room: int, chair: int, taker: int) -> TimelineBooking:
    """An invented conference of an hour and a half."""
    state = STATES[number % len(STATES)]
    return TimelineBooking(
        conference_id=number,
        request_id=number,
        reference=f"CP-2026-{number:04}",
        initials=("T", "A-M", "S", "W", "N", "Ll")[number % 6],
        kind=KINDS[number % len(KINDS)],
        state=state,
        mode="in_person",
        starts_at=at,
        ends_at=at + timedelta(minutes=90),
        counted_from_on=MONDAY - timedelta(days=14),
        due_on=at.date() + timedelta(days=-1 if number % 9 == 8 else 5),
        held_until=None,
        is_lapsed=False,
        has_successor=False,
        second_sitting_at=None,
        room_id=RoomId(room),
        room=f"Room {room}",
        site="Toybrook House",
        chair_id=chair,
        chair=f"Chair {chair}",
        minute_taker_id=taker,
        minute_taker=f"Taker {taker}",
    )


def invented(resources: int, days: int = 5) -> TimelineSheet:
    """So many rooms, chairs and minute-takers, full of conferences."""
    counts = dict(zip((Purpose.ROOM, Purpose.CHAIR, Purpose.MINUTE_TAKER), SHARES[resources], strict=True))
    taken: dict[tuple[Purpose, int], list[TimelineEntry]] = {}
    number = 0
    for day in range(days):
        for start in STARTS:
            at = datetime.combine(MONDAY + timedelta(days=day + 2 * (day // 5)), start)
            for room in range(1, counts[Purpose.ROOM] + 1):
                number += 1
                owners = {
                    Purpose.ROOM: room,
                    Purpose.CHAIR: (room + number // 7) % counts[Purpose.CHAIR] + 1,
                    Purpose.MINUTE_TAKER: (room + number // 5) % counts[Purpose.MINUTE_TAKER] + 1,
                }
                made = booking(number, at, room, owners[Purpose.CHAIR], owners[Purpose.MINUTE_TAKER])
                for purpose, owner in owners.items():
                    span = RULES.occupied(purpose, made.span)
                    entry = TimelineEntry(
                        purpose=purpose, hold=Hold.BOOKED, starts_at=span.starts_at, ends_at=span.ends_at, booking=made
                    )
                    taken.setdefault((purpose, owner), []).append(entry)
    shown = [MONDAY + timedelta(days=day + 2 * (day // 5)) for day in range(days)]
    return TimelineSheet(
        days=tuple(TimelineDay(on=on, closed="", holiday=on.weekday() == 4) for on in shown),
        rows=tuple(
            row(purpose, owner, shown, tuple(taken.get((purpose, owner), ())))
            for purpose, count in counts.items()
            for owner in range(1, count + 1)
        ),
        calendar=CALENDAR,
        rules=RULES,
        now=datetime.combine(MONDAY, time(10, 20)),
    )


def row(purpose: Purpose, owner: int, shown: list[date], entries: tuple[TimelineEntry, ...]) -> TimelineRow:
    """One row, open from half past eight to half past five; every fifth is away on Wednesday."""
    word = {Purpose.ROOM: "Room", Purpose.CHAIR: "Chair", Purpose.MINUTE_TAKER: "Taker"}[purpose]
    wednesday = datetime.combine(shown[min(2, len(shown) - 1)], time())
    away = (TimelineAway(starts_at=wednesday, ends_at=wednesday + timedelta(days=1), words="annual leave"),)
    return TimelineRow(
        id=ResourceId(owner),
        purpose=purpose,
        owner_id=owner,
        name=f"{word} {owner}",
        site_id=SiteId(1),
        site="Toybrook House",
        capacity=12 if purpose is Purpose.ROOM else 0,
        open=tuple(
            Span(starts_at=datetime.combine(on, time(8, 30)), ends_at=datetime.combine(on, time(17, 30)))
            for on in shown
        ),
        away=away if owner % 5 == 4 else (),
        entries=entries if owner % 5 != 4 else tuple(e for e in entries if e.starts_at.date() != wednesday.date()),
    )


def took(act: Callable[[], object], times: int = 40) -> tuple[float, float]:
    """Median and longest milliseconds of an act."""
    found = []
    for _ in range(times):
        began = clock.perf_counter()
        act()
        found.append((clock.perf_counter() - began) * 1000)
    return statistics.median(found), max(found)


def measure(resources: int, axes: Axes, days: int, pictures: Path | None, theme: str) -> None:
    """One line of the table; with `pictures` the timeline itself as well, and with a booking lifted over it."""
    sheet = invented(resources, days)
    keeper = QObject()
    carry = Carry(lambda *_asked: None, lambda: sheet.now, keeper)
    grid = TimelineGrid(carry)
    grid.resize(1660, 900)
    grid.turn(axes)
    grid.overlay.now = sheet.now
    grid.overlay.limit_on = grid.days.limit_on = sheet.days[len(sheet.days) // 2].on
    grid.days.today = MONDAY
    grid.show()
    grid.show_sheet(sheet, frozenset())
    QCoreApplication.processEvents()
    image = QImage(grid.viewport().size(), QImage.Format.Format_ARGB32_Premultiplied)

    def frame() -> None:
        grid.viewport().render(image)

    def first() -> None:
        grid.fit()
        frame()

    def plain() -> None:
        strips = grid.strips
        if strips is None:
            return
        painter = QPainter(image)
        for line in grid.timeline.rows:
            draw_row(painter, sheet, line, strips.scale, strips.breadth)
            painter.translate(*strips.scale.axes.pair(0, strips.breadth))
        painter.end()

    firsts = took(first)
    for _ in range(len(sheet.rows)):  # until every strip is kept
        frame()
    gc.collect()
    frames = [took(frame), firsts, took(plain, times=10)]
    made = sheet.booking(1)
    if made is not None:
        carry.lift(sheet, made, Purpose.ROOM)
        carry.put(Seat.of(made).starts_at + timedelta(minutes=30))
        frames.insert(2, took(frame))
        carry.leave()
    way = "down" if axes.down else "across"
    print(f"{resources:>9} {way:>6}  " + "  ".join(f"{middle:6.1f} /{longest:6.1f}" for middle, longest in frames))
    if pictures is not None:
        for _ in range(12):
            grid.grab()
        name = f"timeline-{resources}-{days}-{way}"
        grid.grab().save(str(pictures / f"{name}-{theme}.png"))
        if made is not None:
            carry.lift(sheet, made, Purpose.ROOM)
            carry.put(Seat.of(made).starts_at + timedelta(minutes=90))
            grid.grab().save(str(pictures / f"{name}-lifted-{theme}.png"))
            carry.leave()
    grid.close()
    grid.deleteLater()
    keeper.deleteLater()


def main() -> int:
    """The table, once for each number of resources."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pictures", type=Path, help="a folder that takes the timelines as pictures")
    arguments.add_argument("--theme", default="light")
    arguments.add_argument("--days", type=int, default=5)
    given = arguments.parse_args()
    app = QApplication(sys.argv[:1])
    look = Look(app, given.theme, 100)
    print("ms per frame, median / longest\nresources   time    kept           first          ghost          plain")
    for axes in (ACROSS, DOWN):
        for resources in SHARES:
            measure(resources, axes, given.days, given.pictures, look.theme.key)
    return 0


if __name__ == "__main__":
    sys.exit(main())
