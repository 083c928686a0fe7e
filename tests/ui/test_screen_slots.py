"""The slot finder: booking, holding, wishing, what is in the way, and moving, on a real store."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.bookings.actions import cancel_conference
from cpconf.bookings.queries import conference_list, conference_sheet, request_queue, request_sheet
from cpconf.bookings.rules import ConferenceState, LateCause, LateReason
from cpconf.diary.actions import add_leave, close_room
from cpconf.diary.kinds import LeaveKind
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from tests.conftest import HandClock
from tests.ui.booking_desk import BookingDesk, booking_desk, press_button, words_of
from tests.ui.keys import press
from tests.ui.test_kit_accessible import nameless
from tests.worlds import with_booking, with_request
from ui.bookings.slots import SlotsScreen
from ui.kit.asking import Reason
from ui.kit.frame import Frame

WHOLE = {"from_on": date(2026, 3, 1), "until_on": date(2026, 12, 1)}


@pytest.fixture
def desk(
    frame: Frame, ground: QWidget, qtbot: QtBot, file_place: Place, clock: HandClock, anyone: Actor
) -> BookingDesk:
    made = booking_desk(frame, ground, qtbot, file_place, clock, anyone, (1250, 760))
    made.make(with_request)
    return made


def finder(desk: BookingDesk, **args: Any) -> SlotsScreen:
    screen = desk.show(SlotsScreen, **(args or {"request_id": desk.world.request_id}))
    desk.wait(lambda: screen.sought is not None and screen.table.model.rowCount())
    desk.wait()
    return screen


def current(screen: SlotsScreen) -> Any:
    return screen.table.current()


def length(screen: SlotsScreen) -> timedelta:
    slot = screen.table.model.row_at(0).slot
    return slot.ends_at - slot.starts_at


def test_the_line_says_the_day_of_the_limit_the_chair_and_why(desk: BookingDesk) -> None:
    screen = finder(desk)
    titles = [column.title for column in screen.table.model.columns]
    first = dict(zip(titles, (screen.table.model.cell(0, n) for n in range(len(titles))), strict=True))
    slot = screen.table.model.row_at(0).slot
    assert first["Limit"].word == f"Day {slot.day_number} of 15"
    assert first["Chair, and why"].startswith(("Cass Chair", "Chris Chair"))
    assert all("chair asked for" not in line for line in slot.reasons)
    desk.wait(lambda: "8 seats" in words_of_marks(screen))
    assert nameless(screen) == []


def words_of_marks(screen: QWidget) -> list[str]:
    from ui.kit.words import Mark

    return [mark.accessibleName() for mark in screen.findChildren(Mark) if mark.isVisibleTo(screen)]


def test_enter_books_all_three_and_opens_the_conference(desk: BookingDesk) -> None:
    screen = finder(desk)
    press(screen.table.view, "3")
    wanted = screen.table.current()
    assert wanted is not None
    assert wanted.number == 3
    press(screen.table.view, Qt.Key.Key_Return)
    desk.wait(lambda: bool(desk.went))
    (line,) = desk.ask(conference_list, **WHOLE)
    assert (line.starts_at, line.chair, line.state) == (
        wanted.slot.starts_at,
        wanted.chair.name,
        ConferenceState.CONFIRMED,
    )
    assert desk.went == [("conference", {"conference_id": line.id})]


def test_space_holds_a_slot_and_undo_lets_it_go(desk: BookingDesk) -> None:
    screen = finder(desk)
    press(screen.table.view, Qt.Key.Key_Space)
    desk.wait(lambda: "Held until Tue 09:00" in words_of_marks(screen))
    assert desk.ask(request_queue)[0].held.starts_at
    desk.undo()
    desk.wait(lambda: desk.ask(request_queue)[0].held is None)
    desk.wait(lambda: "Held until Tue 09:00" not in words_of_marks(screen))


def test_what_was_undone_is_done_again(desk: BookingDesk) -> None:
    screen = finder(desk)
    press(screen.table.view, Qt.Key.Key_Space)
    desk.wait(lambda: desk.ask(request_queue)[0].held is not None)
    desk.undo()
    desk.wait(lambda: desk.ask(request_queue)[0].held is None)
    desk.undo()  # the newest message offers to do it again
    desk.wait(lambda: desk.ask(request_queue)[0].held is not None)


def test_a_booking_is_undone_with_its_reason(desk: BookingDesk, answers: Any) -> None:
    screen = finder(desk)
    screen.book()
    desk.wait(lambda: bool(desk.went))
    answers.ready.append(Reason(code=LateReason.PARENT_ABSENT, words=""))
    desk.undo()
    desk.wait(lambda: desk.went[-1] == ("slots", {"request_id": desk.world.request_id}))
    assert [line.id for line in desk.ask(request_queue)] == [desk.world.request_id]


def test_arriving_with_a_time_stands_on_that_slot(desk: BookingDesk) -> None:
    wanted = finder(desk).table.model.row_at(4).slot.starts_at
    screen = finder(desk, request_id=desk.world.request_id, starts_at=wanted)
    assert screen.table.current() is not None
    assert current(screen).slot.starts_at == wanted


def test_a_wished_chair_narrows_the_search_and_widening_gives_it_up(desk: BookingDesk) -> None:
    screen = finder(desk)
    screen.wish.narrow(chair_id=desk.world.chair_ids[1])
    desk.wait(lambda: {line.chair.name for line in screen.table.model.shown()} == {"Chris Chair"})
    screen.widen()
    desk.wait(lambda: screen.table.model.rowCount() and screen.wish.chosen() == {})


def test_the_length_belongs_to_the_request_and_is_changed_there(desk: BookingDesk) -> None:
    screen = finder(desk)
    field = screen.wish.form.field("length_minutes")
    field.setFocus()
    field.selectAll()
    press(field, "90")
    screen.table.view.setFocus()
    desk.wait(
        lambda: (
            screen.table.model.row_at(0).slot.ends_at - screen.table.model.row_at(0).slot.starts_at
            == timedelta(minutes=90)
        )
    )
    assert desk.ask(request_sheet, request_id=desk.world.request_id).length_minutes == 90


def test_a_block_stands_beside_with_its_fix_as_a_button(desk: BookingDesk) -> None:
    for room_id in desk.world.room_ids:
        desk.change(
            close_room,
            room_id=room_id,
            starts_at=datetime(2026, 3, 3),
            ends_at=datetime(2026, 3, 5),
            reason="new carpet",
        )
    screen = finder(desk)
    desk.wait(lambda: "new carpet" in words_of(screen.beside))


def test_a_key_shows_the_slot_in_the_diary(desk: BookingDesk) -> None:
    screen = finder(desk)
    line = screen.table.current()
    assert line is not None
    press(screen.table.view, "d")
    assert desk.went == [("diary", {"request_id": desk.world.request_id, "on": line.slot.starts_at.date()})]


def test_past_the_limit_the_reason_is_asked_and_what_the_diary_said_is_kept(desk: BookingDesk, answers: Any) -> None:
    desk.clock.move(days=42)
    screen = finder(desk)
    assert screen.table.current() is not None
    assert current(screen).slot.is_late
    answers.ready.append({"late_reason": LateReason.LATE_REQUEST, "late_note": "came on day 20"})
    screen.book()
    desk.wait(lambda: bool(desk.went))
    (line,) = desk.ask(conference_list, **WHOLE)
    assert line.late_reason is LateReason.LATE_REQUEST


def test_what_the_diary_finds_stands_beside_the_question(desk: BookingDesk, answers: Any) -> None:
    for chair_id in desk.world.chair_ids:
        begins, ends = datetime(2026, 3, 2), datetime(2026, 3, 24)
        desk.change(add_leave, staff_id=chair_id, starts_at=begins, ends_at=ends, kind=LeaveKind.ANNUAL)
    screen = finder(desk)
    assert current(screen).slot.is_late
    answers.ready.append({"late_reason": LateReason.CHAIR, "late_note": ""})
    screen.book()
    desk.wait(lambda: bool(desk.went))
    (asked,) = answers.asked
    assert "no chair was free in time" in asked.text
    (line,) = desk.ask(conference_list, **WHOLE)
    assert line.late_cause is LateCause.NO_CHAIR


def test_nobody_is_asked_twice_who_goes_back(desk: BookingDesk, answers: Any) -> None:
    desk.clock.move(days=42)
    screen = finder(desk)
    answers.ready.append(None)
    screen.book()
    desk.wait()
    assert desk.ask(conference_list, **WHOLE) == ()
    assert desk.went == []


def test_a_conference_moves_with_its_reason_and_is_put_back_by_undo(desk: BookingDesk, answers: Any) -> None:
    desk.make(with_booking)
    screen = finder(desk, conference_id=desk.world.conference_id)
    assert screen.head_title.text() == "Move: Testling"
    assert not screen.hold_button.isVisibleTo(screen)
    desk.wait(lambda: bool(screen.beside.effects.text()))
    wanted = screen.table.current()
    assert wanted is not None
    answers.ready.append({"reason": LateReason.PARENT_ABSENT, "note": ""})
    press(screen.table.view, Qt.Key.Key_Return)
    desk.wait(lambda: bool(desk.went))
    key, args = desk.went[-1]
    moved = desk.ask(conference_sheet, conference_id=args["conference_id"])
    assert (key, moved.line.starts_at) == ("conference", wanted.slot.starts_at)
    assert moved.predecessor_id == desk.world.conference_id
    desk.undo()
    desk.wait(lambda: desk.went[-1] == ("conference", {"conference_id": desk.world.conference_id}))
    stands = desk.ask(conference_sheet, conference_id=desk.world.conference_id)
    assert stands.line.state is ConferenceState.CONFIRMED


def test_whoever_waits_is_told_of_a_freed_slot_without_losing_the_keyboard(desk: BookingDesk, answers: Any) -> None:
    from tests.ui.test_screen_requests import other_request

    desk.make(with_booking)
    waiting = other_request(desk, "Waitling")
    screen = finder(desk, conference_id=desk.world.conference_id)
    answers.ready.append({"reason": LateReason.CHAIR_SICK, "note": ""})
    screen.book()
    desk.wait(lambda: any("Waitling" in notice.text for notice in desk.notices()))
    assert not any(notice.isAncestorOf(screen.window().focusWidget()) for notice in desk.notices())
    (told,) = (notice for notice in desk.notices() if "Waitling" in notice.text)
    assert told.act is not None
    told.act()
    key, args = desk.went[-1]
    assert (key, args["request_id"]) == ("slots", waiting)


def test_a_cancelled_conference_waits_again_in_the_finder(desk: BookingDesk) -> None:
    desk.make(with_booking)
    desk.change(cancel_conference, conference_id=desk.world.conference_id, reason=LateReason.CHAIR)
    screen = finder(desk)
    press_button(screen, "Hold")
    desk.wait(lambda: desk.ask(request_queue)[0].held is not None)
