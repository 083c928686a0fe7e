"""Requests, the request form, the slot finder, children, the diary and the import, on a real store."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cpconf.bookings.queries import conference_list, request_queue
from cpconf.bookings.rules import LateReason, RequestState
from cpconf.people.queries import child_list
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.ui.keys import press
from tests.worlds import World, small_world, with_request
from ui.bookings.request_form import RequestScreen
from ui.bookings.requests import RequestsScreen
from ui.bookings.slots import SlotsScreen
from ui.diary.diary import DiaryScreen
from ui.diary.grid import PARTS
from ui.exchange.importing import ImportScreen
from ui.kit.asking import Reason
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


@pytest.fixture
def opened(frame: Frame) -> list[tuple[str, dict[str, Any]]]:
    """Where screens have sent the person."""
    told: list[tuple[str, dict[str, Any]]] = []
    frame.open_screen = lambda key, /, **args: told.append((key, args))
    return told


@pytest.fixture
def shown(frame: Frame, ground: QWidget, qtbot: QtBot, idle: Idle) -> Callable[..., Any]:
    """Builds a screen on the ground, lets it arrive and waits until it has its answers."""

    def show(kind: type[S], **args: Any) -> S:
        screen = kind(frame)
        screen.setParent(ground)
        screen.resize(ground.size())
        screen.arrive(**args)
        screen.build_keys()
        screen.show()
        qtbot.waitUntil(lambda: not screen.stale, timeout=10_000)
        idle(frame.work)
        return screen

    return show


def asked(place: Place, clock: HandClock, by: Actor, query: Callable[..., Any], **named: Any) -> Any:
    store = Store.open(place, clock=clock)
    try:
        return store.ask(by, query, **named)
    finally:
        store.close()


def nameless(screen: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    found = [each for kind in kinds for each in screen.findChildren(kind) if each.isVisibleTo(screen)]
    names = [(each, QAccessible.queryAccessibleInterface(each)) for each in found]
    return [
        type(each).__name__
        for each, spoken in names
        if not isinstance(each.parent(), QComboBox | QLineEdit) and not spoken.text(QAccessible.Text.Name)
    ]


def test_the_queue_shows_days_left_and_what_is_missing(world: World, shown: Callable[..., Any]) -> None:
    screen = shown(RequestsScreen)
    line = screen.table.current()
    assert line.family == "Testling"
    states = [screen.table.model.cell(0, column) for column in (0, 4)]
    assert states[0].word.endswith("left")
    assert (states[1].word == "Complete") == (not line.missing)
    assert nameless(screen) == []


def test_the_message_for_what_is_missing_names_the_case_and_no_child(world: World, shown: Callable[..., Any]) -> None:
    screen = shown(RequestsScreen)
    screen.copy_message()
    text = QGuiApplication.clipboard().text()
    assert screen.table.current().family_reference in text
    assert "Robin" not in text
    assert "Testling" not in text


def test_a_returned_request_is_taken_up_again(
    world: World, shown: Callable[..., Any], answers: Any, qtbot: QtBot
) -> None:
    screen = shown(RequestsScreen)
    answers.ready.append(Reason(code=None, words="No school report"))
    press_button(screen, "Return")
    qtbot.waitUntil(lambda: screen.table.current().state is RequestState.RETURNED, timeout=10_000)
    press_button(screen, "Take up again")
    qtbot.waitUntil(lambda: screen.table.current().state is RequestState.REQUESTED, timeout=10_000)


def press_button(screen: QWidget, words: str) -> None:
    """Press the button in sight whose words begin so."""
    named = [one for one in screen.findChildren(QPushButton) if one.isVisibleTo(screen)]
    next(one for one in named if one.text().replace("&", "").startswith(words)).click()


def test_enter_on_a_request_goes_on_to_its_slots(
    world: World, shown: Callable[..., Any], qtbot: QtBot, opened: list[tuple[str, dict[str, Any]]]
) -> None:
    screen = shown(RequestsScreen)
    press(screen.table.view, Qt.Key.Key_Return)
    assert opened == [("slots", {"request_id": world.request_id})]


def test_a_key_chooses_a_slot_and_booking_takes_all_three(
    world: World,
    shown: Callable[..., Any],
    qtbot: QtBot,
    idle: Idle,
    frame: Frame,
    opened: list[tuple[str, dict[str, Any]]],
    file_place: Place,
    clock: HandClock,
    anyone: Actor,
) -> None:
    screen = shown(SlotsScreen, request_id=world.request_id)
    screen.choose(2)
    wanted = screen.table.current()
    assert wanted.number == 2
    assert nameless(screen) == []
    screen.book()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    idle(frame.work)
    (line,) = asked(file_place, clock, anyone, conference_list, from_on=date(2026, 3, 1), until_on=date(2026, 12, 1))
    assert (line.starts_at, line.chair, line.room) == (wanted.slot.starts_at, wanted.chair.name, wanted.room.name)
    assert opened[-1] == ("conference", {"conference_id": line.id})


def test_booking_past_the_limit_asks_for_the_reason_and_keeps_it(
    world: World,
    shown: Callable[..., Any],
    qtbot: QtBot,
    answers: Any,
    idle: Idle,
    frame: Frame,
    file_place: Place,
    clock: HandClock,
    anyone: Actor,
    opened: list[tuple[str, dict[str, Any]]],
) -> None:
    clock.move(days=42)
    answers.ready.append(Reason(code=LateReason.LATE_REQUEST, words="came on day 20"))
    screen = shown(SlotsScreen, request_id=world.request_id)
    assert screen.table.current().slot.is_late
    screen.book()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    idle(frame.work)
    (line,) = asked(file_place, clock, anyone, conference_list, from_on=date(2026, 3, 1), until_on=date(2026, 12, 1))
    assert line.late_reason is LateReason.LATE_REQUEST


def test_a_request_is_recorded_for_the_child_and_its_siblings(
    file_place: Place,
    clock: HandClock,
    anyone: Actor,
    shown: Callable[..., Any],
    qtbot: QtBot,
    opened: list[tuple[str, dict[str, Any]]],
) -> None:
    store = Store.open(file_place, clock=clock)
    world = small_world(store, anyone)
    store.close()
    screen = shown(RequestScreen, child_id=world.child_ids[0])
    qtbot.waitUntil(lambda: screen.considered is not None, timeout=10_000)
    assert screen.considered.value() == (*world.child_ids, world.unborn_id)
    screen.considered.set_value(world.child_ids)
    screen.form.fill(strategy_discussion_on=date(2026, 2, 27), needs=("advocate",))
    assert nameless(screen) == []
    screen.record()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    (line,) = asked(file_place, clock, anyone, request_queue)
    assert [child.id for child in line.children] == list(world.child_ids)
    assert line.due_on == date(2026, 3, 20)


def test_what_a_rule_refuses_shows_beside_its_field(
    file_place: Place, clock: HandClock, anyone: Actor, shown: Callable[..., Any], qtbot: QtBot
) -> None:
    store = Store.open(file_place, clock=clock)
    world = small_world(store, anyone)
    store.close()
    screen = shown(RequestScreen, child_id=world.child_ids[0])
    qtbot.waitUntil(lambda: screen.considered is not None, timeout=10_000)
    screen.record()
    qtbot.waitUntil(lambda: bool(screen.form.error("strategy_discussion_on")), timeout=10_000)
    assert asked(file_place, clock, anyone, request_queue) == ()


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


def test_the_diary_speaks_every_cell_and_opens_its_conference(
    file_place: Place,
    clock: HandClock,
    anyone: Actor,
    shown: Callable[..., Any],
    qtbot: QtBot,
    opened: list[tuple[str, dict[str, Any]]],
) -> None:
    from tests.worlds import with_booking

    store = Store.open(file_place, clock=clock)
    world = with_booking(store, anyone, with_request(store, anyone, small_world(store, anyone)))
    (line,) = store.ask(anyone, conference_list, from_on=date(2026, 3, 1), until_on=date(2026, 12, 1))
    store.close()
    screen = shown(DiaryScreen, on=line.starts_at.date())
    model = screen.grid.week_model
    spoken = [str(model.data(model.index(row, line.starts_at.weekday()))) for row in range(model.rowCount())]
    taken = [words for words in spoken if line.reference in words]
    assert len(taken) == 3
    assert all("Testling" not in words for words in spoken)
    row = next(row for row, words in enumerate(spoken) if line.reference in words)
    screen.grid.setCurrentIndex(model.index(row, line.starts_at.weekday()))
    assert screen.grid.currentIndex().data(PARTS)
    press(screen.grid, Qt.Key.Key_Return)
    assert opened == [("conference", {"conference_id": world.conference_id})]
    assert nameless(screen) == []


def test_a_room_is_closed_from_its_cell(world: World, shown: Callable[..., Any], answers: Any, qtbot: QtBot) -> None:
    screen = shown(DiaryScreen)
    model = screen.grid.week_model
    screen.grid.setCurrentIndex(model.index(0, 2))
    day = screen.week.days[2].on
    answers.ready.append({"from_on": day, "from_at": None, "until_on": day, "until_at": None, "reason": "New carpet"})
    screen.mark_away()
    qtbot.waitUntil(lambda: "New carpet" in str(model.data(model.index(0, 2))), timeout=10_000)


def test_weeks_go_by_with_the_arrows_and_back_to_today(world: World, shown: Callable[..., Any], idle: Idle) -> None:
    screen = shown(DiaryScreen)
    first = screen.monday
    screen.go(7)
    idle(screen.frame.work)
    assert (screen.monday - first).days == 7
    screen.go_today()
    assert screen.monday == first


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
