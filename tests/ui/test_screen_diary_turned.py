"""The timeline turned: rooms and people side by side, time running down; everything works as the other way round."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.bookings.rules import LateReason
from cpconf.diary.kinds import Purpose
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from tests.conftest import HandClock
from tests.ui.diary_desk import AT, Desk, Idle, Room, small_week
from tests.ui.keys import CTRL, PLAIN, SHIFT
from ui.diary.grid import TimelineGrid
from ui.diary.scale import ACROSS, DOWN
from ui.kit.deeds import undo_deed
from ui.kit.frame import Frame
from ui.kit.style import Look

K = Qt.Key
REASON = {"reason": LateReason.ROOM, "note": ""}
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def room(
    file_place: Place, clock: HandClock, anyone: Actor, frame: Frame, ground: QWidget, qtbot: QtBot, idle: Idle,
    answers: Any,
) -> Room:  # fmt: skip
    return Room(
        place=file_place, clock=clock, by=anyone, frame=frame, ground=ground, qtbot=qtbot, idle=idle, answers=answers
    )


@pytest.fixture
def desk(room: Room) -> Desk:
    room.frame.memory.keep("diary_time", "down")
    return room.sit_down(small_week(room.place, room.clock, room.by))


def rect(grid: TimelineGrid, row: int, hour: int, day: int = 10) -> tuple[int, int]:
    """Where an hour of a row begins, in the viewport."""
    at = datetime(2026, 3, day, hour)
    return grid.overlay.rect_of(row, at, at + timedelta(hours=1)).topLeft().toTuple()


# --- turning ------------------------------------------------------------------------------------------------------


def test_r_turns_the_timeline_on_its_booking_and_the_person_finds_it_turned_again(room: Room) -> None:
    desk = room.sit_down(small_week(room.place, room.clock, room.by))
    grid, button = desk.screen.grid, desk.screen.bar.turned
    assert (grid.axes, button.isChecked()) == (ACROSS, False)
    desk.choose(row="Cass Chair")
    desk.key(K.Key_R)
    assert (grid.axes, button.isChecked(), desk.under) == (DOWN, True, "CP-2026-0001")
    assert grid.timeline.rows[grid.place[0]].name == "Cass Chair"
    assert grid.hasFocus()
    assert desk.screen.grid.days.notes[AT.date()] == "day 6"
    later = room.sit_down(desk.world)
    assert later.screen.grid.axes == DOWN
    later.screen.bar.turned.click()
    assert room.frame.memory.text("diary_time") == "across"
    assert (later.screen.grid.axes, later.screen.bar.turned.isChecked()) == (ACROSS, False)


def test_turning_is_a_command_with_its_key(desk: Desk) -> None:
    (command,) = [each for each in desk.screen.commands() if each.shortcut == "R"]
    command.run()
    assert desk.screen.grid.axes == ACROSS


# --- where things are ---------------------------------------------------------------------------------------------


def test_hours_run_down_days_lie_under_each_other_and_rows_stand_side_by_side(desk: Desk) -> None:
    grid = desk.screen.grid
    (left, top), (_, later), (beside, level) = rect(grid, 0, 10), rect(grid, 0, 14), rect(grid, 1, 10)
    tomorrow = rect(grid, 0, 10, day=11)
    assert later > top
    assert (tomorrow[0], tomorrow[1] > later) == (left, True)
    assert (level, beside > left) == (top, True)


def test_columns_of_the_groups_never_overlap_and_stand_apart(desk: Desk) -> None:
    names, rows = desk.screen.grid.names, desk.screen.grid.timeline.rows
    ends = 0
    for row, line in enumerate(rows):
        begins = desk.screen.grid.row_begins(row)
        opens = row > 0 and rows[row - 1].purpose is not line.purpose
        assert begins - ends == (names.gap(row) if opens else 0)
        assert (names.gap(row) > 0) is opens
        ends = begins + names.sectionSize(row) - names.gap(row)


def test_columns_scroll_sideways_while_the_days_stay_in_sight(desk: Desk) -> None:
    grid = desk.screen.grid
    grid.resize(420, 300)
    QCoreApplication.processEvents()
    assert grid.horizontalScrollBar().maximum() > 0
    assert grid.verticalScrollBar().maximum() > 0
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    grid.verticalScrollBar().setValue(90)
    assert grid.days.isVisible()
    assert grid.days.geometry().left() < grid.viewport().geometry().left()
    assert grid.days.sectionViewportPosition(0) == -90
    assert grid.names.sectionViewportPosition(len(grid.timeline.rows) - 1) > 0


@pytest.mark.parametrize(("theme", "scale"), [("dark", 100), ("contrast", 200)])
def test_every_part_is_drawn_in_every_theme_and_at_the_largest_text(
    desk: Desk, look: Look, theme: str, scale: int
) -> None:
    look.choose(theme, scale)
    grid = desk.screen.grid
    grid.fit()
    desk.choose()
    assert not grid.grab().isNull()
    here = grid.overlay.rect_of(grid.place[0], AT, AT + timedelta(hours=2)).center()
    picture = grid.viewport().grab().toImage()
    colours = {picture.pixelColor(here.x() + x, here.y() + y).name() for x in range(-20, 20) for y in range(-8, 8)}
    assert len(colours) > 1, "a block with words on it"


# --- reading ------------------------------------------------------------------------------------------------------


def test_a_screen_reader_reads_the_table_turned(desk: Desk) -> None:
    table = QAccessible.queryAccessibleInterface(desk.screen.grid)
    every = [table.child(at) for at in range(table.childCount())]

    def told(role: QAccessible.Role) -> list[str]:
        return [each.text(QAccessible.Text.Name) for each in every if each.role() == role]

    cells = told(QAccessible.Role.Cell)
    assert len(cells) == 6 * 5
    assert sum("10:00–12:00 ICPC T, CP-2026-0001" in words for words in cells) == 3
    assert told(QAccessible.Role.RowHeader)[1] == "Tuesday 10/03/2026"
    resources = told(QAccessible.Role.ColumnHeader)
    assert (resources[0], resources[-1]) == ("Room Ash, Toybrook House, 8 seats", "Minute-taker Min Taker")
    tip = desk.screen.grid.timeline.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Room Ash, Toybrook House, 8 seats"


def test_down_walks_the_bookings_and_days_and_right_the_rows(desk: Desk) -> None:
    grid = desk.screen.grid
    desk.choose()
    desk.key(K.Key_Down)
    assert desk.under == "CP-2026-0002"
    desk.key(K.Key_Down)
    assert (grid.place[1], desk.under) == (2, "")
    desk.key(K.Key_N, SHIFT)
    assert (grid.place[1], desk.under) == (1, "CP-2026-0002")
    desk.key(K.Key_Up)
    desk.key(K.Key_Right)
    assert (grid.timeline.rows[grid.place[0]].name, desk.under) == ("Cass Chair", "CP-2026-0001")
    desk.key(K.Key_PageDown)
    assert grid.place[1] == 2
    desk.key(K.Key_End)
    assert grid.place[1] == 4
    desk.key(K.Key_Home)
    desk.key(K.Key_Left)
    assert (grid.timeline.rows[grid.place[0]].name, grid.place[1]) == ("Oak", 0)


def test_the_limit_lies_under_the_last_day_in_time(desk: Desk) -> None:
    desk.key(K.Key_F)
    desk.settled()
    screen = desk.screen
    screen.arrive(request_id=desk.world.request_id)
    screen.go(1)
    desk.settled()
    assert screen.grid.overlay.limit_on == date(2026, 3, 23)
    assert screen.grid.days.notes[date(2026, 3, 23)] == "limit, day 15"
    assert screen.grid.timeline.rowCount() == 10
    desk.screen.bar.kinds.set_value(Purpose.CHAIR)
    desk.screen.bar.kinds.edited.emit()
    desk.settled()
    assert {row.purpose for row in screen.grid.timeline.rows} == {Purpose.CHAIR}
    assert screen.grid.timeline.columnCount() == len(screen.grid.timeline.rows)


# --- moving -------------------------------------------------------------------------------------------------------


def test_a_key_lifts_arrows_carry_along_the_time_that_runs_down(desk: Desk) -> None:
    desk.choose()
    desk.key(K.Key_M)
    for key, modifiers in ((K.Key_Up, CTRL), (K.Key_Up, SHIFT), (K.Key_PageDown, PLAIN)):
        desk.key(key, modifiers)
    desk.known()
    assert desk.screen.detail.move_part.mark.accessibleName() == "Fits"
    desk.answers.ready.append(REASON)
    desk.key(K.Key_Return)
    desk.until(lambda: "CP-2026-0003" in desk.coming())
    desk.settled()
    assert desk.coming()["CP-2026-0003"] == (datetime(2026, 3, 11, 9, 20), "Oak", "Cass Chair", "Min Taker")
    assert desk.under == "CP-2026-0003"


def test_the_column_beside_changes_the_seat_and_is_undone(desk: Desk) -> None:
    desk.choose(row="Cass Chair")
    desk.key(K.Key_Right, CTRL)
    desk.known()
    desk.answers.ready.append({"reason": LateReason.CHAIR_SICK, "note": ""})
    desk.key(K.Key_Return)
    desk.until(lambda: desk.coming()["CP-2026-0001"][2] == "Chris Chair")
    desk.idle()
    undo_deed(desk.screen.frame)
    desk.until(lambda: desk.coming()["CP-2026-0001"][2] == "Cass Chair")


def test_a_conflict_is_shown_at_once_and_what_is_carried_stays_in_sight(desk: Desk) -> None:
    grid = desk.screen.grid
    desk.choose()
    desk.key(K.Key_X, CTRL)
    grid.setFixedHeight(260)
    QCoreApplication.processEvents()
    for _ in range(6):
        desk.key(K.Key_Down)
    assert desk.screen.carry.glanced == ("Oak is taken by CP-2026-0002, 13:30 to 16:10.",)
    assert desk.seat.starts_at == AT + timedelta(hours=3)
    row = next(n for n, line in enumerate(grid.timeline.rows) if line.name == "Oak")
    ghost = grid.overlay.rect_of(row, desk.seat.starts_at, desk.screen.carry.ends_at)
    assert grid.viewport().rect().contains(ghost)
    desk.key(K.Key_Escape)
    assert desk.coming()["CP-2026-0001"][0] == AT


def test_cut_choose_a_place_and_paste(desk: Desk) -> None:
    desk.choose()
    desk.key(K.Key_X, CTRL)
    QTest.mouseClick(desk.screen.grid.viewport(), LEFT, pos=desk.place("Ash", 2, AT.replace(hour=9)))
    desk.known()
    assert desk.seat.starts_at == datetime(2026, 3, 11, 9)
    desk.answers.ready.append(REASON)
    desk.key(K.Key_V, CTRL)
    desk.until(lambda: "CP-2026-0003" in desk.coming())
    assert desk.coming()["CP-2026-0003"][:2] == (datetime(2026, 3, 11, 9), "Ash")


def test_a_booking_is_dragged_with_the_mouse_by_the_place_where_it_was_gripped(desk: Desk) -> None:
    desk.choose()
    viewport = desk.screen.grid.viewport()
    grip, to = desk.place("Oak", 1, AT.replace(hour=11)), desk.place("Ash", 1, AT.replace(hour=12))
    QTest.mousePress(viewport, LEFT, pos=grip)
    QTest.mouseMove(viewport, grip + QPoint(0, 30))
    QTest.mouseMove(viewport, to)
    assert desk.screen.carry.active
    desk.known()
    desk.answers.ready.append(REASON)
    QTest.mouseRelease(viewport, LEFT, pos=to)
    desk.until(lambda: "CP-2026-0003" in desk.coming())
    assert desk.coming()["CP-2026-0003"][:2] == (AT + timedelta(hours=1), "Ash")
