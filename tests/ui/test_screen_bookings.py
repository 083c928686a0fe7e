"""Children, the diary and the import, on a real store."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cpconf.people.queries import child_list
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.ui.keys import press
from tests.ui.test_kit_accessible import nameless
from tests.worlds import World, small_world, with_request
from ui.exchange.importing import ImportScreen
from ui.kit.frame import Frame
from ui.kit.screen import Screen
from ui.people.child import ChildScreen
from ui.people.children import ChildrenScreen
from ui.work import Work

S = TypeVar("S", bound=Screen)
Idle = Callable[[Work], None]
SAMPLES = Path(__file__).parent.parent / "reference" / "annex_a"


@pytest.fixture
def world(file_place: Place, clock: HandClock, anyone: Actor) -> World:
    """The small authority in the file that `work` will open."""
    store = Store.open(file_place, clock=clock)
    made = with_request(store, anyone, small_world(store, anyone))
    store.close()
    return made


def asked(place: Place, clock: HandClock, by: Actor, query: Callable[..., Any], **named: Any) -> Any:
    store = Store.open(place, clock=clock)
    try:
        return store.ask(by, query, **named)
    finally:
        store.close()


def test_the_list_of_children_narrows_and_opens(
    world: World, shown: Callable[..., Any], qtbot: QtBot, opened: list[tuple[str, dict[str, Any]]]
) -> None:
    screen = shown(ChildrenScreen)
    assert screen.table.model.rowCount() == 3
    screen.table.finder.setText("robin")
    assert screen.table.model.rowCount() == 1
    screen.table.view.go_to(0)
    press(screen.table.view, Qt.Key.Key_Return)
    assert opened == [("child", {"child_id": world.child_ids[0]})]
    screen.only_on_plan.setChecked(True)
    assert screen.table.model.rowCount() == 0
    assert nameless(screen) == []


def test_a_childs_page_shows_family_and_changes_names(
    world: World, shown: Callable[..., Any], answers: Any, idle: Idle, frame: Frame, qtbot: QtBot
) -> None:
    screen = shown(ChildScreen, child_id=world.child_ids[0])
    assert screen.head_title.text() == "Robin Testling"
    assert nameless(screen) == []
    answers.ready.append({"given_name": "Robyn", "family_name": "Testling", "known_as": "", "name_in_script": "ਰੌਬਿਨ"})
    screen.commands()[1].run()
    qtbot.waitUntil(lambda: screen.head_title.text() == "Robyn Testling", timeout=10_000)
    assert "ਰੌਬਿਨ" in screen.line.text()


def test_an_import_is_looked_at_and_then_done_at_once(
    file_place: Place,
    clock: HandClock,
    anyone: Actor,
    shown: Callable[..., Any],
    qtbot: QtBot,
    tmp_path: Path,
    answers: Any,
) -> None:
    workbook = tmp_path / "annex.xlsx"
    shutil.copy(SAMPLES / "Annex_A_2024_Jan.xlsx", workbook)
    screen = shown(ImportScreen)
    answers.ready.append(workbook)
    screen.choose()
    qtbot.waitUntil(screen.import_button.isEnabled, timeout=20_000)
    assert asked(file_place, clock, anyone, child_list) == ()
    assert nameless(screen) == []
    screen.apply()
    qtbot.waitUntil(lambda: screen.preview is not None and screen.preview.to_apply == (), timeout=20_000)
    assert len(asked(file_place, clock, anyone, child_list)) == 11


def test_a_file_that_is_no_workbook_is_told_and_nothing_is_written(
    file_place: Place, clock: HandClock, anyone: Actor, shown: Callable[..., Any], qtbot: QtBot, tmp_path: Path
) -> None:
    words = tmp_path / "words.xlsx"
    words.write_text("only words")
    screen = shown(ImportScreen)
    screen.look_at(words)
    qtbot.waitUntil(lambda: "Reading" not in screen.summary.text(), timeout=20_000)
    assert len(screen.summary.text()) > 20
    assert not screen.import_button.isEnabled()
    assert asked(file_place, clock, anyone, child_list) == ()
