"""Leave and closures on a real store: what they break while they are typed, saving, taking back, the way on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cpconf.diary.away_queries import AwayLine, away_list
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.ui.keys import CTRL, press, type_in
from tests.worlds import World, small_world, with_booking
from ui.diary.away_part import AwayPart
from ui.diary.away_screen import AwayScreen
from ui.kit.fields import ChoiceField
from ui.kit.frame import Frame
from ui.kit.notices import Notice
from ui.work import Work

Idle = Callable[[Work], None]
Opened = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def world(file_place: Place, clock: HandClock, anyone: Actor) -> World:
    """A conference on Tuesday in a week in the first room."""
    store = Store.open(file_place, clock=clock)
    made = with_booking(store, anyone, small_world(store, anyone))
    store.close()
    return made


@pytest.fixture
def opened(frame: Frame) -> Opened:
    told: Opened = []
    frame.open_screen = lambda key, /, **args: told.append((key, args))
    return told


@pytest.fixture
def screen(world: World, frame: Frame, ground: QWidget, qtbot: QtBot, idle: Idle, opened: Opened) -> AwayScreen:
    made = AwayScreen(frame)
    made.setParent(ground)
    made.resize(ground.size())
    made.build_keys()
    made.show()
    qtbot.waitUntil(lambda: not made.stale, timeout=10_000)
    idle(frame.work)
    return made


def booked_on(clock: HandClock) -> date:
    in_a_week = clock().date() + timedelta(days=7)
    return in_a_week + timedelta(days=(1 - in_a_week.weekday()) % 7)


def entered(place: Place, clock: HandClock, by: Actor) -> tuple[AwayLine, ...]:
    store = Store.open(place, clock=clock)
    try:
        return store.ask(by, away_list, from_on=clock().date())
    finally:
        store.close()


def part_of(screen: AwayScreen, idle: Idle, **args: Any) -> AwayPart:
    screen.arrive(**args)
    screen.refresh()
    idle(screen.frame.work)
    part = screen.side.findChild(AwayPart)
    assert part is not None
    idle(screen.frame.work)
    return part


def test_what_a_closure_breaks_stands_there_as_the_days_are_typed(
    screen: AwayScreen, world: World, idle: Idle, clock: HandClock
) -> None:
    part = part_of(screen, idle, room_id=world.room_ids[0], staff_id=None, on=clock().date())
    assert part.summary.text() == "Nothing is booked in this time."
    until = part.form.field("until_on")
    until.setFocus()
    until.clear()
    type_in(until, booked_on(clock).strftime("%d/%m/%Y"))
    idle(screen.frame.work)
    assert part.summary.text() == "1 conference no longer holds."
    (line,) = part.breaks
    assert (line.conference_id, line.starts_at.date()) == (world.conference_id, booked_on(clock))
    assert part.list.model.data(part.list.model.index(0, 1)) == f"{line.reference} T"


def test_a_closure_is_entered_by_keys_and_the_replan_of_what_it_breaks_is_offered(
    screen: AwayScreen,
    world: World,
    idle: Idle,
    clock: HandClock,
    file_place: Place,
    anyone: Actor,
    opened: Opened,
    qtbot: QtBot,
    ground: QWidget,
) -> None:
    part = part_of(screen, idle, room_id=world.room_ids[0], staff_id=None, on=clock().date(), until_on=booked_on(clock))
    reason = part.form.field("reason")
    reason.setFocus()
    type_in(reason, "Refurbishment")
    press(reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not part.replan_button.isHidden(), timeout=10_000)
    idle(screen.frame.work)
    (line,) = entered(file_place, clock, anyone)
    assert (line.room_id, line.why) == (world.room_ids[0], "Refurbishment")
    assert line.starts_at == datetime.combine(clock().date(), datetime.min.time())
    assert line.ends_at == datetime.combine(booked_on(clock) + timedelta(days=1), datetime.min.time())
    part.replan_button.click()
    scope = {"room_id": world.room_ids[0], "staff_id": None, "from_on": clock().date(), "until_on": booked_on(clock)}
    assert opened == [("replan", scope)]
    assert [each.text for each in ground.findChildren(Notice) if not each.isHidden()] == [
        f"Oak is closed from {clock():%d/%m/%Y}."
    ]


def test_leave_that_breaks_nothing_is_saved_and_its_form_goes(
    screen: AwayScreen, world: World, idle: Idle, clock: HandClock, file_place: Place, anyone: Actor, qtbot: QtBot
) -> None:
    part = part_of(screen, idle, room_id=None, staff_id=world.chair_ids[1], on=clock().date())
    part.save()
    qtbot.waitUntil(screen.side.isHidden, timeout=10_000)
    idle(screen.frame.work)
    (line,) = entered(file_place, clock, anyone)
    assert (line.staff_id, line.name) == (world.chair_ids[1], "Chris Chair")
    assert screen.table.model.rowCount() == 1
    assert QApplication.focusWidget() is screen.table.view


def test_leave_over_other_leave_is_refused_beside_its_day(
    screen: AwayScreen, world: World, idle: Idle, clock: HandClock, qtbot: QtBot
) -> None:
    for _ in range(2):
        part = part_of(screen, idle, room_id=None, staff_id=world.chair_ids[1], on=clock().date())
        part.save()
        idle(screen.frame.work)
    assert "already away" in part.form.error("from_on")


def test_a_line_says_what_it_breaks_and_del_opens_the_room_again_and_undo_closes_it(
    screen: AwayScreen,
    world: World,
    idle: Idle,
    clock: HandClock,
    file_place: Place,
    anyone: Actor,
    ground: QWidget,
    qtbot: QtBot,
) -> None:
    part = part_of(screen, idle, room_id=world.room_ids[0], staff_id=None, on=clock().date(), until_on=booked_on(clock))
    part.form.fill(reason="Refurbishment")
    part.save()
    idle(screen.frame.work)
    screen.side.leave()
    screen.table.view.go_to(0)
    press(screen.table.view, Qt.Key.Key_Return)
    idle(screen.frame.work)
    texts = [each.text() for each in screen.side.findChildren(QPushButton) if each.isVisibleTo(screen)]
    assert texts == ["&Replan these", "Re&open"]
    screen.table.view.setFocus()
    press(screen.table.view, Qt.Key.Key_Delete)
    idle(screen.frame.work)
    assert entered(file_place, clock, anyone) == ()
    undo = [each for each in ground.findChildren(QPushButton) if each.text().startswith("&Undo")]
    undo[-1].click()
    idle(screen.frame.work)
    (line,) = entered(file_place, clock, anyone)
    assert line.why == "Refurbishment"


def test_adding_asks_first_who_or_which_room(screen: AwayScreen, idle: Idle, qtbot: QtBot) -> None:
    press(screen.table.view, "n", CTRL)
    who = QApplication.focusWidget()
    assert isinstance(who, ChoiceField)
    type_in(who, "Cass Chair")
    press(who, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.side.findChild(AwayPart) is not None, timeout=10_000)
    part = screen.side.findChild(AwayPart)
    assert part is not None
    idle(screen.frame.work)
    assert part.title == "Leave for Cass Chair"
