"""The outlook: chart and table are one, a week leads to its diary and its reviews; calendar files and day sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from icalendar import Calendar
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cpconf.diary.actions import add_leave
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.bookings.busy_diary import TUESDAY, busy, hold
from tests.conftest import HandClock
from tests.ui.conftest import Answers
from tests.ui.keys import press
from tests.ui.test_kit_accessible import nameless
from tests.worlds import World, small_world, with_booking, with_request
from ui.finding import acts, places
from ui.kit.frame import Frame
from ui.kit.screen import Screen
from ui.kit.style import Look
from ui.kit.table import SnapshotTable
from ui.outlook.day_sheets import DOORS, DaySheetsScreen
from ui.outlook.files import save_my_calendar
from ui.outlook.screen import OutlookScreen
from ui.screens import SCREENS
from ui.shell.registry import Registry
from ui.work import Work

S = TypeVar("S", bound=Screen)
Idle = Callable[[Work], None]
MONDAY = date(2026, 3, 2)


@pytest.fixture
def world(file_place: Place, clock: HandClock, anyone: Actor) -> World:
    """A booked conference, and a request for which nobody is there to chair after March."""
    store = Store.open(file_place, clock=clock)
    made = with_booking(store, anyone, small_world(store, anyone))
    asked = with_request(store, anyone, made, child_ids=(made.unborn_id,))
    for staff_id in made.chair_ids:
        store.change(
            anyone, add_leave, staff_id=staff_id, starts_at=datetime(2026, 3, 11), ends_at=datetime(2026, 9, 1)
        )
    store.close()
    return asked


@pytest.fixture
def shown(ground: QWidget, shown: Callable[..., Any]) -> Callable[..., Any]:
    """As all screens are shown, on a wide ground."""
    ground.resize(1300, 800)
    return shown


def test_the_first_week_that_fails_is_named(world: World, shown: Callable[..., OutlookScreen]) -> None:
    screen = shown(OutlookScreen)
    assert screen.first.text().startswith("The week of 23/03/2026 is the first that fails: chairs are short.")
    assert "saves 1 late conference" in screen.rest.text()
    assert screen.table.model.total == 12
    assert [screen.table.model.cell(row, 2).word for row in range(4)] == ["In time", "In time", "In time", "1 late"]


def test_chart_and_table_choose_the_same_week(
    world: World, shown: Callable[..., OutlookScreen], frame: Frame, qtbot: QtBot
) -> None:
    screen = shown(OutlookScreen)
    screen.chart.setFocus()
    press(screen.chart, Qt.Key.Key_Right)
    chosen = screen.table.current()
    assert chosen is not None and chosen.monday == MONDAY + timedelta(days=7)
    assert "1 booked" in screen.chart.accessibleDescription()
    press(screen.chart, Qt.Key.Key_End)
    assert screen.chart.at == 11
    press(screen.chart, Qt.Key.Key_Right)
    assert screen.chart.at == 11
    screen.table.view.go_to(3)
    assert screen.chart.at == 3
    press(screen.chart, Qt.Key.Key_Home)
    assert screen.chart.at == 0


def test_enter_opens_the_diary_of_the_week(
    world: World, shown: Callable[..., OutlookScreen], opened: list[tuple[str, dict[str, Any]]]
) -> None:
    screen = shown(OutlookScreen)
    screen.chart.setFocus()
    press(screen.chart, Qt.Key.Key_Right)
    press(screen.chart, Qt.Key.Key_Return)
    press(screen.table.view, Qt.Key.Key_Return)
    assert opened == [("diary", {"on": MONDAY + timedelta(days=7)})] * 2


def test_a_click_chooses_a_week(world: World, shown: Callable[..., OutlookScreen]) -> None:
    screen = shown(OutlookScreen)
    place = screen.chart._slot(5).center().toPoint()
    QTest.mouseClick(screen.chart, Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))
    assert screen.chart.at == 5


def test_the_reviews_of_a_week_stand_at_the_side(
    world: World, shown: Callable[..., OutlookScreen], frame: Frame, idle: Idle,
    opened: list[tuple[str, dict[str, Any]]],
) -> None:  # fmt: skip
    screen = shown(OutlookScreen)
    screen.show_reviews()
    idle(frame.work)
    assert screen.side.isVisible()
    assert screen.side.accessibleName() == "Reviews due, week of 02/03/2026"
    press(screen.side, Qt.Key.Key_Escape)
    assert not screen.side.isVisible()


def test_a_review_due_opens_its_child_and_its_month(
    file_place: Place, shown: Callable[..., OutlookScreen], frame: Frame, idle: Idle, clock: HandClock, anyone: Actor,
    opened: list[tuple[str, dict[str, Any]]],
) -> None:  # fmt: skip
    store = Store.open(file_place, clock=clock)
    _world, booked = busy(store, anyone, [(TUESDAY, 0, 0, 0)])
    hold(store, anyone, clock, booked[0])
    store.close()
    clock.at = datetime(2026, 4, 13, 9, tzinfo=UTC)
    screen = shown(OutlookScreen)
    screen.chart.choose(8)
    screen.show_reviews()
    idle(frame.work)
    (table,) = screen.side.findChildren(SnapshotTable)
    assert [line.due_on for line in table.model.shown()] == [date(2026, 6, 10)]
    press(table.view, Qt.Key.Key_Return)
    (plan,) = [each for each in screen.side.findChildren(QPushButton) if "Plan" in each.text()]
    plan.click()
    assert opened == [
        ("child", {"child_id": int(booked[0].child_ids[0])}),
        ("reviews", {"on": date(2026, 6, 8)}),
    ]


def test_how_far_is_looked_is_kept(world: World, shown: Callable[..., OutlookScreen], frame: Frame, idle: Idle) -> None:
    screen = shown(OutlookScreen)
    screen.look_ahead(6)
    idle(frame.work)
    assert screen.table.model.total == 6
    assert frame.memory.number("outlook/weeks", 12) == 6
    assert shown(OutlookScreen).weeks.value() == 6


def test_what_it_rests_on_is_told(world: World, shown: Callable[..., OutlookScreen]) -> None:
    screen = shown(OutlookScreen)
    screen.show_basis()
    assert screen.side.accessibleName() == "How this is counted"


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("scale", [100, 200])
def test_the_chart_draws_its_columns_in_every_look(
    world: World, shown: Callable[..., OutlookScreen], look: Look, theme: str, scale: int
) -> None:
    look.choose(theme, scale)
    screen = shown(OutlookScreen)
    picture = screen.chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert picture.width() >= screen.chart.minimumSizeHint().width()
    slot = screen.chart._slot(1)
    column = {picture.pixelColor(round(slot.center().x()), y).name() for y in range(picture.height())}
    assert look.theme.accent in column


def test_every_control_has_a_name(world: World, shown: Callable[..., Screen]) -> None:
    assert nameless(shown(OutlookScreen)) == []
    assert nameless(shown(DaySheetsScreen)) == []


def test_the_screens_are_registered_and_found() -> None:
    registry = Registry(SCREENS)
    assert registry.kind("outlook") is OutlookScreen
    assert registry.kind("day_sheets") is DaySheetsScreen


def test_the_palette_finds_calendar_file_and_day_sheets(
    world: World, frame: Frame, opened: list[tuple[str, dict[str, Any]]]
) -> None:
    (hit,) = places(frame, "day sheet")
    hit.run()
    assert opened == [("day_sheets", {})]
    assert [hit.title for hit in acts(frame, "calendar")] == ["Save my calendar file …"]
    assert acts(frame, "somebody") == []


# --- calendar file


def test_ones_own_diary_is_saved_where_one_says(
    world: World, frame: Frame, answers: Answers, idle: Idle, tmp_path: Path, anyone: Actor
) -> None:
    frame.work.by = Actor(staff_id=world.chair_ids[0], name="Cass Chair", permissions=anyone.permissions)
    place = tmp_path / "mine.ics"
    answers.ready = [place, None]
    save_my_calendar(frame)
    idle(frame.work)
    events = Calendar.from_ical(place.read_text("utf-8")).walk("VEVENT")
    assert len(events) == 4  # pre-meet, conference, notes, leave
    assert answers.asked[0].name == "conferences-cass-chair.ics"
    save_my_calendar(frame)
    idle(frame.work)
    assert answers.asked[1].name == str(place)


def test_who_is_not_in_the_diary_is_told_so(
    file_place: Place, frame: Frame, answers: Answers, idle: Idle, clock: HandClock, anyone: Actor
) -> None:
    save_my_calendar(frame)
    idle(frame.work)
    assert answers.asked == []


# --- day sheets


def test_a_day_sheet_is_drawn_and_another_kind_at_once(
    world: World, shown: Callable[..., DaySheetsScreen], frame: Frame, qtbot: QtBot
) -> None:
    screen = shown(DaySheetsScreen, on=date(2026, 3, 10))
    qtbot.waitUntil(lambda: len(screen.view._pages) == 1 and not frame.work.is_busy, timeout=10_000)
    assert screen.site.currentText() == "Toybrook House"
    screen.kind.set_value(DOORS)
    screen.refresh_sheet()
    qtbot.waitUntil(lambda: len(screen.view._pages) == 2 and not frame.work.is_busy, timeout=10_000)
    screen.hide()


def test_going_on_passes_the_weekend(
    world: World, shown: Callable[..., DaySheetsScreen], frame: Frame, qtbot: QtBot
) -> None:
    screen = shown(DaySheetsScreen, on=date(2026, 3, 6))
    screen.go(1)
    assert screen.on.value() == date(2026, 3, 9)
    screen.go(-1)
    assert screen.on.value() == date(2026, 3, 6)
    qtbot.waitUntil(lambda: bool(screen.view._pages) and not frame.work.is_busy, timeout=10_000)
    screen.hide()
