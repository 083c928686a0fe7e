"""The list of conferences: today first, then what comes, then what was; Enter opens one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.ui.conference_desk import MORNING
from tests.ui.keys import press
from tests.ui.test_kit_accessible import nameless
from tests.worlds import another_family, small_world, usual_start, with_booking, with_request
from ui.conferences import ENTRIES
from ui.conferences.list_screen import ConferencesScreen
from ui.kit.frame import Frame
from ui.kit.screen import Screen
from ui.shell.registry import Entry, Registry


@pytest.fixture
def screen(
    frame: Frame, ground: QWidget, qtbot: QtBot, file_place: Place, clock: HandClock, anyone: Actor
) -> ConferencesScreen:
    """Three families: Testling today, Comingham two days on, Pastley four days ago."""
    store = Store.open(file_place, clock=clock)
    world = with_booking(store, anyone, small_world(store, anyone))
    start = usual_start(store)
    for name, days in (("Comingham", 2), ("Pastley", -4)):
        family_id, child_ids = another_family(store, anyone, world, name)
        asked = with_request(store, anyone, world, family_id=family_id, child_ids=child_ids)
        with_booking(store, anyone, asked, starts_at=start + timedelta(days=days))
    store.close()
    clock.at = MORNING
    ground.resize(1300, 800)
    made = ConferencesScreen(frame)
    made.setParent(ground)
    made.resize(ground.size())
    made.build_keys()
    made.show()
    qtbot.waitUntil(lambda: made.table.model.total == 3 and not frame.work.is_busy, timeout=10_000)
    return made


def families(screen: ConferencesScreen) -> list[str]:
    return [line.family for line in screen.table.model.shown()]


def test_today_stands_first_then_what_comes_then_what_was(screen: ConferencesScreen) -> None:
    assert families(screen) == ["Testling", "Comingham", "Pastley"]
    words = [screen.table.model.cell(row, 0).word for row in range(3)]
    assert words == ["Today", "Confirmed", "Not finished"]


@pytest.mark.parametrize(("tab", "family"), [(1, "Testling"), (2, "Comingham"), (3, "Pastley")])
def test_the_tabs_narrow_the_list(screen: ConferencesScreen, tab: int, family: str) -> None:
    screen.tabs.setCurrentIndex(tab)
    assert families(screen) == [family]


def test_enter_opens_the_conference(screen: ConferencesScreen, frame: Frame) -> None:
    told: list[tuple[str, dict[str, Any]]] = []
    frame.open_screen = lambda key, /, **args: told.append((key, args))
    line = screen.table.current()
    assert line is not None
    press(screen.table.view, Qt.Key.Key_Return)
    assert told == [("conference", {"conference_id": int(line.id)})]


def test_words_find_a_conference_and_emptying_them_brings_the_list_back(
    screen: ConferencesScreen, frame: Frame, qtbot: QtBot
) -> None:
    screen.finder.setText("pastl")
    qtbot.waitUntil(lambda: families(screen) == ["Pastley"], timeout=10_000)
    screen.finder.clear()
    qtbot.waitUntil(lambda: len(families(screen)) == 3, timeout=10_000)


def test_every_control_has_a_name(screen: ConferencesScreen, idle: Callable[[Any], None], frame: Frame) -> None:
    idle(frame.work)
    assert nameless(screen) == []


def test_the_entries_name_screens_that_exist() -> None:
    entries = [
        Entry(key=key, title=title, picture=picture, where=where, in_rail=in_rail)
        for key, title, picture, where, in_rail in ENTRIES
    ]
    registry = Registry(entries)
    assert all(issubclass(registry.kind(entry.key), Screen) for entry in entries)
    assert {registry.kind(entry.key).title for entry in entries} == {entry.title for entry in entries}
