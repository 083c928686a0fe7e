"""The conference screen on a real store, on the morning of the Testlings' conference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.bookings.rules import InvitationId
from cpconf.conferences.day import DayPerson, DaySheet
from cpconf.conferences.queries import day_sheet
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.worlds import World, small_world, with_booking
from ui.conferences.page import ConferencePage
from ui.conferences.screen import ConferenceScreen
from ui.kit.frame import Frame
from ui.kit.notices import Notices

MORNING = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)


@dataclass(kw_only=True)
class Desk:
    """A person at the conference screen. `ask` and `change` go to the same store by another door."""

    qtbot: QtBot
    frame: Frame
    ground: QWidget
    place: Place
    clock: HandClock
    by: Actor
    world: World
    screen: ConferenceScreen

    @property
    def page(self) -> ConferencePage:
        page = self.screen.page
        assert page is not None
        return page

    @property
    def day(self) -> DaySheet:
        """The day as the store has it."""
        sheet: DaySheet = self.ask(day_sheet, conference_id=self.world.conference_id)
        return sheet

    def person(self, name: str) -> DayPerson:
        """Somebody of the day, as the store has them."""
        return next(person for person in self.day.people if person.name == name)

    def invitation(self, name: str) -> InvitationId:
        return self.person(name).invitation_id

    def wait(self, *, until: Callable[[], bool] | None = None) -> None:
        """Until nothing is under way, and this holds."""
        self.qtbot.waitUntil(
            lambda: not self.frame.work.is_busy and not self.screen.stale and (until is None or until()), timeout=10_000
        )

    def ask(self, query: Callable[..., Any], **named: Any) -> Any:
        store = Store.open(self.place, clock=self.clock)
        try:
            return store.ask(self.by, query, **named)
        finally:
            store.close()

    def change(self, action: Callable[..., Any], **named: Any) -> Any:
        """Somebody else's act, on the store's own thread."""
        told: list[Any] = []
        self.frame.work.change(action, then=told.append, **named)
        self.wait(until=lambda: bool(told))
        return told[0]

    def notices(self) -> list[str]:
        """What is said at the foot of the window, oldest first."""
        board = self.ground.findChild(Notices)
        return [notice.text for notice in board.all()] if board is not None else []

    def grid_at(self, name: str) -> QWidget:
        """The grid of people with the cursor on this person."""
        table = self.page.people.table
        assert table is not None
        assert table.choose(self.invitation(name))
        table.view.setFocus()
        view: QWidget = table.view
        return view


_made: list[tuple[bytes, World]] = []


def put_world(place: Place, clock: HandClock, by: Actor) -> World:
    """The booked world in the store's file: made by the program's own acts once, then copied."""
    assert place.file is not None
    if not _made:
        store = Store.open(place, clock=clock)
        world = with_booking(store, by, small_world(store, by))
        store.close()
        _made.append((place.file.read_bytes(), world))
    else:
        place.file.write_bytes(_made[0][0])
    return _made[0][1]


def conference_desk(frame: Frame, ground: QWidget, qtbot: QtBot, place: Place, clock: HandClock, by: Actor) -> Desk:
    """Make the world, come to its morning, open the screen and wait for its first answers."""
    world = put_world(place, clock, by)
    clock.at = MORNING
    ground.resize(1300, 800)
    screen = ConferenceScreen(frame)
    screen.setParent(ground)
    screen.resize(ground.size())
    desk = Desk(qtbot=qtbot, frame=frame, ground=ground, place=place, clock=clock, by=by, world=world, screen=screen)
    screen.arrive(conference_id=int(world.conference_id))
    screen.build_keys()
    screen.show()
    desk.wait(until=lambda: desk.page.head.day is not None and bool(desk.page.head.quoracy_words.text()))
    return desk
