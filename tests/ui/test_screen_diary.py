"""The timeline on a real store: read aloud, filtered, moved by keys, mouse and clipboard, undone, redone, printed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cpconf.bookings.actions import cancel_conference
from cpconf.bookings.queries import conference_sheet
from cpconf.bookings.rules import ConferenceId, ConferenceState, LateReason
from cpconf.diary.actions import add_site
from cpconf.diary.kinds import Purpose
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.ui.diary_desk import AT, Desk, Idle, Room, small_week
from tests.ui.keys import CTRL, SHIFT, press
from tests.worlds import add_a_room, another_family, with_booking, with_request
from ui.kit.deeds import redo_deed, undo_deed
from ui.kit.frame import Frame

K = Qt.Key
REASON = {"reason": LateReason.ROOM, "note": ""}


@pytest.fixture
def desk(
    file_place: Place, clock: HandClock, anyone: Actor, frame: Frame, ground: QWidget, qtbot: QtBot, idle: Idle,
    answers: Any,
) -> Desk:  # fmt: skip
    room = Room(
        place=file_place, clock=clock, by=anyone, frame=frame, ground=ground, qtbot=qtbot, idle=idle, answers=answers
    )
    return room.sit_down(small_week(file_place, clock, anyone))


# --- looking and reading ------------------------------------------------------------------------------------------


def test_every_booking_is_read_in_the_cell_of_each_of_its_three(desk: Desk) -> None:
    table = QAccessible.queryAccessibleInterface(desk.screen.grid)
    every = [table.child(at) for at in range(table.childCount())]
    told = [each.text(QAccessible.Text.Name) for each in every if each.role() == QAccessible.Role.Cell]
    assert len(told) == 6 * 5
    first = [words for words in told if "10:00–12:00 ICPC T, CP-2026-0001" in words]
    assert len(first) == 3
    assert not any("Testling" in words or "Further" in words for words in told)
    assert sum("Free, " in words for words in told) > 10
    rows = [each.text(QAccessible.Text.Name) for each in every if each.role() == QAccessible.Role.RowHeader]
    assert (rows[0], rows[-1]) == ("Room Ash, Toybrook House, 8 seats", "Minute-taker Min Taker")
    days = [each.text(QAccessible.Text.Name) for each in every if each.role() == QAccessible.Role.ColumnHeader]
    assert days[1] == "Tuesday 10/03/2026"


def test_every_control_of_the_diary_has_a_name(desk: Desk) -> None:
    desk.choose()
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    found = [each for kind in kinds for each in desk.screen.findChildren(kind) if each.isVisibleTo(desk.screen)]
    nameless = [
        type(each).__name__
        for each in found
        if not isinstance(each.parent(), QComboBox | QLineEdit)
        and not QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_arrows_walk_bookings_days_and_rows_and_enter_opens(desk: Desk) -> None:
    grid = desk.screen.grid
    desk.choose()
    desk.key(K.Key_Right)
    assert desk.under == "CP-2026-0002"
    desk.key(K.Key_Right)
    assert (grid.place[1], desk.under) == (2, "")
    desk.key(K.Key_N, SHIFT)
    assert (grid.place[1], desk.under) == (1, "CP-2026-0002")
    desk.key(K.Key_Left)
    desk.key(K.Key_Down)
    assert grid.timeline.rows[grid.place[0]].name == "Cass Chair"
    desk.key(K.Key_Return)
    assert desk.opened == [("conference", {"conference_id": desk.world.conference_id})]


def test_the_panel_tells_limit_days_in_hand_and_people(desk: Desk) -> None:
    desk.choose()
    part = desk.screen.detail.booking
    told = [each.accessibleName() for each in part.facts.findChildren(QWidget) if ": " in each.accessibleName()]
    assert part.title.text() == "CP-2026-0001 · T"
    assert {"Limit: Mon 23 Mar 2026", "Days in hand: Day 6 of 15, 9 working days in hand"} <= set(told)
    assert {"Room: Oak, Toybrook House", "Chair: Cass Chair", "Minute-taker: Min Taker"} <= set(told)
    assert desk.screen.grid.days.notes[AT.date()] == "day 6"


def test_day_week_and_fortnight_by_key_with_the_limit_line_of_a_request(desk: Desk) -> None:
    screen = desk.screen
    desk.key(K.Key_F)
    desk.settled()
    assert len(desk.sheet.days) == 10
    screen.arrive(request_id=desk.world.request_id)
    desk.settled()
    desk.until(lambda: screen.about.isVisible())
    assert screen.about_words.text() == "Request of T: ICPC, to be held by Mon 23 Mar 2026, day 15"
    screen.go(1)
    desk.settled()
    assert screen.grid.overlay.limit_on == date(2026, 3, 23)
    assert screen.grid.days.notes[date(2026, 3, 23)] == "limit, day 15"
    desk.key(K.Key_1)
    desk.settled()
    assert len(desk.sheet.days) == 1


def test_the_diary_goes_to_the_day_of_the_conference_it_is_opened_with(desk: Desk) -> None:
    desk.screen.arrive(on=date(2026, 6, 1), conference_id=desk.world.conference_id)
    desk.settled()
    desk.until(lambda: desk.screen.grid.entry is not None)
    assert desk.under == "CP-2026-0001"
    assert AT.date() in [day.on for day in desk.sheet.days]


def test_the_filters_leave_the_rows_of_one_site_and_one_kind(
    desk: Desk, file_place: Place, clock: HandClock, anyone: Actor
) -> None:
    store = Store.open(file_place, clock=clock)
    other = store.change(anyone, add_site, name="Elsewhere").value
    add_a_room(store, anyone, other, "Far", 8)
    store.close()
    desk.screen.go_stale()
    desk.settled()
    desk.screen.bar.sites.set_value(other)
    desk.screen.bar.sites.edited.emit()
    desk.settled()
    assert [row.name for row in desk.screen.grid.timeline.rows if row.purpose is Purpose.ROOM] == ["Far"]
    desk.screen.bar.kinds.set_value(Purpose.ROOM)
    desk.screen.bar.kinds.edited.emit()
    desk.settled()
    assert [row.name for row in desk.screen.grid.timeline.rows] == ["Far"]


# --- moving -------------------------------------------------------------------------------------------------------


def test_a_key_lifts_arrows_carry_and_enter_reschedules_with_the_reason(desk: Desk) -> None:
    desk.choose()
    desk.key(K.Key_M)
    for key, modifiers in ((K.Key_Left, CTRL), (K.Key_Left, SHIFT), (K.Key_PageDown, Qt.KeyboardModifier.NoModifier)):
        desk.key(key, modifiers)
    desk.known()
    part = desk.screen.detail.move_part
    assert part.mark.accessibleName() == "Fits"
    assert "invited again" in part.told.text()
    desk.answers.ready.append({**REASON, "note": "flood"})
    desk.key(K.Key_Return)
    desk.until(lambda: "CP-2026-0003" in desk.coming())
    desk.settled()
    assert desk.coming()["CP-2026-0003"] == (datetime(2026, 3, 11, 9, 20), "Oak", "Cass Chair", "Min Taker")
    assert not desk.screen.carry.active
    assert desk.under == "CP-2026-0003"
    assert any("moved to Wed 11 Mar 09:20" in words for words in desk.notices())


def test_the_last_reason_is_proposed_for_the_next_move(desk: Desk) -> None:
    for start in ("CP-2026-0001", "CP-2026-0003"):
        desk.choose(start)
        desk.key(K.Key_Left, CTRL)
        desk.known()
        desk.answers.ready.append(REASON)
        desk.key(K.Key_Return)
        desk.until(lambda: not desk.screen.carry.active)
        desk.idle()
        desk.settled()
    assert [question.values for question in desk.answers.asked] == [{}, {"reason": LateReason.ROOM}]


def test_another_row_at_the_same_time_changes_the_seat_and_not_the_conference(desk: Desk) -> None:
    desk.choose(row="Cass Chair")
    desk.key(K.Key_Down, CTRL)
    desk.known()
    desk.answers.ready.append({"reason": LateReason.CHAIR_SICK, "note": ""})
    desk.key(K.Key_Return)
    desk.until(lambda: desk.coming()["CP-2026-0001"][2] == "Chris Chair")
    assert "CP-2026-0003" not in desk.coming()
    desk.idle()
    undo_deed(desk.screen.frame)
    desk.until(lambda: desk.coming()["CP-2026-0001"][2] == "Cass Chair")
    desk.idle()
    redo_deed(desk.screen.frame)
    desk.until(lambda: desk.coming()["CP-2026-0001"][2] == "Chris Chair")


def test_a_conflict_is_shown_at_once_and_the_drop_refused(desk: Desk) -> None:
    desk.choose()
    desk.key(K.Key_X, CTRL)
    for _ in range(6):
        desk.key(K.Key_Right)
    assert desk.screen.carry.glanced == ("Oak is taken by CP-2026-0002, 13:30 to 16:10.",)
    assert desk.screen.detail.move_part.mark.accessibleName() == "Does not fit"
    desk.key(K.Key_V, CTRL)
    assert any("taken by CP-2026-0002" in words for words in desk.notices())
    assert desk.seat.starts_at == AT + timedelta(hours=3)
    desk.key(K.Key_Escape)
    assert desk.screen.carry.seat is None
    assert desk.coming()["CP-2026-0001"][0] == AT


def test_what_only_the_store_knows_is_told_before_the_drop(
    desk: Desk, file_place: Place, clock: HandClock, anyone: Actor
) -> None:
    """Somebody else books the room meanwhile: the shown days do not have it yet."""
    store = Store.open(file_place, clock=clock)
    family_id, children = another_family(store, anyone, desk.world, "Newer")
    asked = with_request(store, anyone, desk.world, family_id=family_id, child_ids=children)
    with_booking(store, anyone, asked, starts_at=AT + timedelta(days=1), chair=1, minute_taker=1)
    store.close()
    desk.choose()
    desk.screen.acts.lift()
    desk.screen.carry.step_days(1)
    assert desk.screen.carry.glanced == ()
    desk.screen.carry.drop()
    desk.until(lambda: bool(desk.notices()))
    assert any("CP-2026-0003" in words for words in desk.notices())
    assert desk.coming()["CP-2026-0001"][0] == AT


def test_cut_choose_a_place_and_paste(desk: Desk) -> None:
    desk.choose()
    desk.key(K.Key_X, CTRL)
    QTest.mouseClick(
        desk.screen.grid.viewport(), Qt.MouseButton.LeftButton, pos=desk.place("Ash", 3, AT.replace(hour=9))
    )
    desk.known()
    assert desk.seat.starts_at == datetime(2026, 3, 12, 9)
    desk.answers.ready.append(REASON)
    desk.key(K.Key_V, CTRL)
    desk.until(lambda: "CP-2026-0003" in desk.coming())
    assert desk.coming()["CP-2026-0003"][:2] == (datetime(2026, 3, 12, 9), "Ash")


def test_a_booking_is_dragged_with_the_mouse(desk: Desk) -> None:
    desk.choose()
    viewport, grid = desk.screen.grid.viewport(), desk.screen.grid
    grip = desk.place("Oak", 1, AT.replace(hour=11))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=grip)
    QTest.mouseMove(viewport, grip + QPoint(30, 0))
    QTest.mouseMove(viewport, desk.place("Oak", 3, AT.replace(hour=11)))
    assert desk.screen.carry.active
    desk.known()
    desk.answers.ready.append(REASON)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=desk.place("Oak", 3, AT.replace(hour=11)))
    desk.until(lambda: "CP-2026-0003" in desk.coming())
    assert desk.coming()["CP-2026-0003"][:2] == (AT + timedelta(days=2), "Oak")
    assert grid.carry.seat is None


def test_a_drag_onto_a_taken_place_goes_back(desk: Desk) -> None:
    desk.choose()
    viewport = desk.screen.grid.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=desk.place("Oak", 1, AT))
    QTest.mouseMove(viewport, desk.place("Oak", 1, AT.replace(hour=12)))
    QTest.mouseMove(viewport, desk.place("Oak", 1, AT.replace(hour=14)))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=desk.place("Oak", 1, AT.replace(hour=14)))
    assert not desk.screen.carry.active
    assert any(words.startswith("Not moved. ") for words in desk.notices())


def test_a_move_is_undone_and_done_again_by_its_opposite_acts(desk: Desk) -> None:
    desk.choose()
    desk.key(K.Key_PageDown)
    desk.choose()
    desk.screen.acts.lift()
    desk.screen.carry.step_days(1)
    desk.known()
    desk.answers.ready.append(REASON)
    desk.screen.carry.drop()
    desk.until(lambda: "CP-2026-0003" in desk.coming())
    desk.settled()
    deeds = desk.screen.frame.deeds
    assert [deed.words for deed in deeds.done] == ["move of CP-2026-0001"]
    undo_deed(desk.screen.frame)
    desk.until(lambda: "CP-2026-0001" in desk.coming() and bool(deeds.undone))
    assert "CP-2026-0003" not in desk.coming()
    redo_deed(desk.screen.frame)
    desk.until(lambda: "CP-2026-0001" not in desk.coming() and bool(deeds.done))
    assert desk.coming()["CP-2026-0004"][0] == AT + timedelta(days=1)
    undo_deed(desk.screen.frame)
    desk.until(lambda: bool(deeds.undone))
    first = desk.ask(conference_sheet, conference_id=desk.world.conference_id)
    assert (first.line.state, first.successor_id) == (ConferenceState.CONFIRMED, None)


def test_going_back_from_the_reason_leaves_it_lifted(desk: Desk) -> None:
    desk.choose()
    desk.screen.acts.lift()
    desk.screen.carry.step_days(1)
    desk.known()
    desk.answers.ready.append(None)
    desk.screen.carry.drop()
    assert desk.screen.carry.active
    desk.screen.carry.leave()
    assert desk.coming()["CP-2026-0001"][0] == AT


def test_carried_past_the_shown_days_the_timeline_goes_along(desk: Desk) -> None:
    desk.choose()
    desk.key(K.Key_M)
    for _ in range(4):
        desk.key(K.Key_PageDown)
    desk.settled()
    desk.known()
    assert desk.seat.starts_at == datetime(2026, 3, 16, 10)
    assert [day.on.day for day in desk.sheet.days] == [16, 17, 18, 19, 20]
    desk.key(K.Key_Tab)
    assert desk.screen.carry.purpose is Purpose.CHAIR
    desk.key(K.Key_Escape)


# --- the other acts -----------------------------------------------------------------------------------------------


def test_a_booking_is_called_off_and_brought_back(desk: Desk) -> None:
    desk.choose()
    desk.answers.ready.append({"reason": LateReason.SAFETY, "note": ""})
    desk.key(K.Key_Delete)
    desk.until(lambda: "CP-2026-0001" not in desk.coming())
    desk.idle()
    undo_deed(desk.screen.frame)
    desk.until(lambda: "CP-2026-0001" in desk.coming())


def test_slots_for_the_booking_under_the_cursor_are_found_elsewhere(desk: Desk) -> None:
    desk.choose()
    desk.key(K.Key_F3)
    assert desk.opened == [("slots", {"conference_id": desk.world.conference_id})]


def test_what_was_held_or_called_off_elsewhere_is_not_lifted(
    desk: Desk, file_place: Place, clock: HandClock, anyone: Actor
) -> None:
    store = Store.open(file_place, clock=clock)
    store.change(anyone, cancel_conference, conference_id=ConferenceId(2), reason=LateReason.SAFETY)
    store.close()
    desk.choose("CP-2026-0002")
    desk.screen.acts.lift()
    desk.screen.carry.step_minutes(30)
    desk.known()
    assert desk.screen.carry.conflicts != ()
    desk.screen.carry.leave()


def test_leave_or_a_closure_is_entered_from_the_row_under_the_cursor(desk: Desk) -> None:
    desk.choose()
    desk.key(K.Key_L)
    assert desk.screen.side.isVisible()
    assert "Oak" in desk.screen.side.accessibleName()
    desk.screen.side.leave()
    assert desk.screen.grid.hasFocus()


def test_the_shown_days_are_drawn_on_paper_with_initials_only(desk: Desk) -> None:
    desk.screen.print_days()
    view = desk.screen.printed.view
    desk.until(lambda: view.page_count == 1 and bool(view.text_of(1)))
    text = " ".join(view.text_of(1).split())
    assert "Diary, Monday 9 March 2026 to Friday 13 March 2026" in text
    assert text.count("CP-2026-0001") + text.count("ICPC") >= 6
    assert "Testling" not in text
    assert "OFFICIAL-SENSITIVE" in text
    press(desk.screen.printed, K.Key_Escape)
    assert desk.screen.grid.isVisible()
