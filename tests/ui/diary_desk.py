"""A person at the timeline, on a real store with two conferences in one week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.bookings.queries import conference_list
from cpconf.bookings.rules import ConferenceState
from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import Seat, TimelineBooking, TimelineSheet
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.ui.keys import PLAIN, press
from tests.worlds import World, another_family, small_world, with_booking, with_request
from ui.diary.diary import DiaryScreen
from ui.kit.frame import Frame
from ui.kit.notices import Notice
from ui.work import Work

Idle = Callable[[Work], None]
AT = datetime(2026, 3, 10, 10)


@dataclass(slots=True)
class Desk:
    """The timeline of the week with two conferences: CP-2026-0001 on Tuesday at ten, CP-2026-0002 at two."""

    screen: DiaryScreen
    world: World
    answers: Any
    opened: list[tuple[str, dict[str, Any]]]
    qtbot: QtBot
    ask: Callable[..., Any]
    idle: Callable[[], None]

    @property
    def sheet(self) -> TimelineSheet:
        assert self.screen.sheet is not None
        return self.screen.sheet

    @property
    def seat(self) -> Seat:
        """Where the ghost is."""
        assert self.screen.carry.seat is not None
        return self.screen.carry.seat

    @property
    def under(self) -> str:
        """The reference of the booking under the cursor; empty for none."""
        booking = self.screen.acts.booking
        return "" if booking is None else booking.reference

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=10_000)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        press(self.screen.grid, key, modifiers)

    def choose(self, reference: str = "CP-2026-0001", row: str = "Oak") -> TimelineBooking:
        """Put the cursor onto a booking in the row of that name."""
        grid = self.screen.grid
        at = next(n for n, line in enumerate(grid.timeline.rows) if line.name == row)
        for day in range(grid.timeline.day_count):
            for number, entry in enumerate(grid.timeline.entries(at, day)):
                booking = entry.booking
                if booking is not None and booking.reference == reference and entry.purpose is not Purpose.TYPING:
                    grid.go_to(at, day, number)
                    return booking
        raise AssertionError(f"{reference} is not in {row}")

    def known(self) -> None:
        """Wait until the store has said what it thinks of the ghost."""
        self.until(lambda: self.screen.carry.is_known)

    def settled(self) -> None:
        """Wait until the screen shows what the store holds."""
        QCoreApplication.processEvents()
        self.until(lambda: not self.screen.stale)
        self.idle()

    def coming(self) -> dict[str, tuple[datetime, str, str, str]]:
        """What stands on the calendar: reference -> start, room, chair, minute-taker."""
        lines = self.ask(
            conference_list,
            from_on=date(2026, 3, 1),
            until_on=date(2026, 12, 1),
            states=[ConferenceState.CONFIRMED],
        )
        return {line.reference: (line.starts_at, line.room, line.chair, line.minute_taker) for line in lines}

    def notices(self) -> list[str]:
        return [notice.text for notice in self.screen.window().findChildren(Notice) if notice.isVisible()]

    def place(self, row: str, day: int, at: datetime) -> QPoint:
        """The middle of a row across the time, at a time of a day."""
        grid = self.screen.grid
        number = next(n for n, line in enumerate(grid.timeline.rows) if line.name == row)
        then = datetime.combine(self.sheet.days[day].on, at.time())
        here = grid.overlay.rect_of(number, then, then)
        return QPoint(here.center().x(), here.top()) if grid.axes.down else QPoint(here.left(), here.center().y())


def small_week(place: Place, clock: HandClock, by: Actor) -> World:
    """CP-2026-0001 on Tuesday at ten, CP-2026-0002 at two."""
    store = Store.open(place, clock=clock)
    try:
        world = with_booking(store, by, with_request(store, by, small_world(store, by)))
        family_id, children = another_family(store, by, world, "Further")
        asked = with_request(store, by, world, family_id=family_id, child_ids=children)
        with_booking(store, by, asked, starts_at=AT + timedelta(hours=4), chair=1, minute_taker=1)
        return world
    finally:
        store.close()


@dataclass(slots=True, kw_only=True)
class Room:
    """What a desk stands in: the store, the person, the window."""

    place: Place
    clock: HandClock
    by: Actor
    frame: Frame
    ground: QWidget
    qtbot: QtBot
    idle: Idle
    answers: Any

    def ask(self, query: Callable[..., Any], **named: Any) -> Any:
        """Ask the store by another door."""
        again = Store.open(self.place, clock=self.clock)
        try:
            return again.ask(self.by, query, **named)
        finally:
            again.close()

    def sit_down(self, world: World) -> Desk:
        """Open the diary on the week of the two conferences."""
        opened: list[tuple[str, dict[str, Any]]] = []
        self.frame.open_screen = lambda key, /, **args: opened.append((key, args))
        self.ground.resize(1100, 700)
        screen = DiaryScreen(self.frame)
        screen.setParent(self.ground)
        screen.resize(self.ground.size())
        screen.build_keys()
        screen.arrive(on=AT.date())
        screen.show()
        self.qtbot.waitUntil(lambda: not screen.stale, timeout=10_000)
        self.idle(self.frame.work)
        screen.grid.setFocus()
        return Desk(screen, world, self.answers, opened, self.qtbot, self.ask, lambda: self.idle(self.frame.work))
