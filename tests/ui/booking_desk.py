"""A person at one of the booking screens, on a real store with the small authority in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.worlds import World, small_world
from ui.kit.frame import Frame
from ui.kit.notices import Notice, Notices
from ui.kit.screen import Screen
from ui.kit.words import Mark

S = TypeVar("S", bound=Screen)


@dataclass(kw_only=True)
class BookingDesk:
    """`make` fills the store before any screen is opened; `went` is where screens have sent the person."""

    qtbot: QtBot
    frame: Frame
    ground: QWidget
    place: Place
    clock: HandClock
    by: Actor
    world: World
    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def make(self, made: Callable[..., World], **named: Any) -> World:
        """One step further: a request, a booking."""
        store = Store.open(self.place, clock=self.clock)
        try:
            self.world = made(store, self.by, self.world, **named)
        finally:
            store.close()
        return self.world

    def show(self, kind: type[S], **args: Any) -> S:
        """Build a screen, let it arrive and wait for its answers."""
        screen = kind(self.frame)
        screen.setParent(self.ground)
        screen.resize(self.ground.size())
        screen.arrive(**args)
        screen.build_keys()
        screen.show()
        self.wait(lambda: not screen.stale)
        return screen

    def wait(self, until: Callable[[], object] | None = None) -> None:
        """Until nothing is under way, and this holds."""
        work = self.frame.work
        self.qtbot.waitUntil(lambda: not work.is_busy and (until is None or bool(until())), timeout=10_000)

    def ask(self, query: Callable[..., Any], **named: Any) -> Any:
        """What the store says, by another door."""
        store = Store.open(self.place, clock=self.clock)
        try:
            return store.ask(self.by, query, **named)
        finally:
            store.close()

    def change(self, action: Callable[..., Any], **named: Any) -> Any:
        """An act of somebody else."""
        store = Store.open(self.place, clock=self.clock)
        try:
            return store.change(self.by, action, **named).value
        finally:
            store.close()

    def notices(self) -> list[Notice]:
        board = self.ground.findChild(Notices)
        return board.all() if board is not None else []

    def undo(self) -> None:
        """Press the act of the newest notice that has one."""
        board = self.ground.findChild(Notices)
        assert board is not None
        assert board.act_on_newest()


def booking_desk(
    frame: Frame, ground: QWidget, qtbot: QtBot, place: Place, clock: HandClock, by: Actor, size: tuple[int, int]
) -> BookingDesk:
    """The small authority in the file that the frame's work will open."""
    store = Store.open(place, clock=clock)
    world = small_world(store, by)
    store.close()
    ground.resize(*size)
    desk = BookingDesk(qtbot=qtbot, frame=frame, ground=ground, place=place, clock=clock, by=by, world=world)
    frame.open_screen = lambda key, /, **args: desk.went.append((key, args))
    return desk


def press_button(inside: QWidget, text: str) -> None:
    """Press the enabled button in sight whose words begin so."""
    named = [one for one in inside.findChildren(QPushButton) if one.isVisibleTo(inside) and one.isEnabled()]
    next(one for one in named if one.text().replace("&", "").startswith(text)).click()


def words_of(inside: QWidget) -> str:
    """Everything that labels and marks in sight say."""
    labels = [one.text() for one in inside.findChildren(QLabel) if one.isVisibleTo(inside)]
    return "\n".join(
        [*labels, *(mark.accessibleName() for mark in inside.findChildren(Mark) if mark.isVisibleTo(inside))]
    )
