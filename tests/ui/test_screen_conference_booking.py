"""The booking on the page of a conference: cancel, reinstate, reseat, hold, invite, next review, on a real store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from cpconf.bookings.actions import cancel_conference, hold_conference, reschedule
from cpconf.bookings.queries import conference_list, conference_sheet
from cpconf.bookings.rules import ConferenceState, LateReason
from cpconf.conferences.actions import (
    decide_quoracy,
    finish_conference,
    mark_attendance,
    mark_report,
    start_conference,
)
from cpconf.conferences.rules import AttendanceStatus, ReportStatus
from cpconf.diary.actions import close_room
from cpconf.plans.actions import start_plan
from cpconf.plans.rules import Category
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from tests.conftest import HandClock
from tests.ui.booking_desk import BookingDesk, booking_desk, press_button, words_of
from tests.ui.keys import press
from tests.ui.test_kit_accessible import nameless
from tests.worlds import with_booking, with_request
from ui.conferences.booking import BookingSection
from ui.conferences.page import ConferencePage
from ui.conferences.screen import ConferenceScreen
from ui.kit.frame import Frame


@pytest.fixture
def desk(
    frame: Frame, ground: QWidget, qtbot: QtBot, file_place: Place, clock: HandClock, anyone: Actor
) -> BookingDesk:
    return booking_desk(frame, ground, qtbot, file_place, clock, anyone, (1250, 760))


@pytest.fixture
def open_page(desk: BookingDesk) -> Callable[..., ConferencePage]:
    """Opens the page of the world's conference, or of another, with its first answers."""

    def opened(conference_id: Any = None) -> ConferencePage:
        screen = desk.show(ConferenceScreen, conference_id=int(conference_id or desk.world.conference_id))
        page = screen.page
        assert page is not None
        desk.wait(lambda: page.booking.sheet is not None and page.head.day is not None)
        desk.wait()
        assert nameless(screen) == []
        return page

    return opened


def state(desk: BookingDesk, conference_id: Any = None) -> ConferenceState:
    found: ConferenceState = sheet(desk, conference_id).line.state
    return found


def sheet(desk: BookingDesk, conference_id: Any = None) -> Any:
    return desk.ask(conference_sheet, conference_id=conference_id or desk.world.conference_id)


def titles(booking: BookingSection) -> list[str]:
    return [title.replace("&", "") for title, _run in booking.acts()]


def test_the_menu_offers_what_can_be_done_as_the_booking_stands(
    desk: BookingDesk, open_page: Callable[..., ConferencePage]
) -> None:
    desk.make(with_booking)
    page = open_page()
    assert titles(page.booking) == ["Move …", "Change room or people …", "Cancel …", "Show in the diary"]
    page.booking.open_menu()
    menu = page.booking.findChild(QMenu)
    assert menu is not None
    press(menu, Qt.Key.Key_M)
    assert desk.went == [("slots", {"conference_id": desk.world.conference_id})]


def test_it_is_cancelled_with_its_reason_and_comes_back_by_undo(
    desk: BookingDesk, open_page: Callable[..., ConferencePage]
) -> None:
    desk.make(with_booking)
    page = open_page()
    page.booking.ask_cancel()
    form = page.booking.inline.form
    assert form is not None
    press_button(page.booking.inline, "Cancel it")
    assert form.error("reason")
    form.fill(reason=LateReason.CHAIR_SICK, note="flu")
    press_button(page.booking.inline, "Cancel it")
    desk.wait(lambda: "Chair ill: flu." in words_of(page.booking))
    assert state(desk) is ConferenceState.CANCELLED
    desk.undo()
    desk.wait(lambda: state(desk) is ConferenceState.CONFIRMED)
    desk.wait(lambda: "flu" not in words_of(page.booking))


def test_a_cancelled_conference_is_reinstated_from_its_line(
    desk: BookingDesk, open_page: Callable[..., ConferencePage]
) -> None:
    desk.make(with_booking)
    desk.change(cancel_conference, conference_id=desk.world.conference_id, reason=LateReason.CHAIR)
    page = open_page()
    press_button(page.booking, "Reinstate")
    desk.wait(lambda: state(desk) is ConferenceState.CONFIRMED)


def test_another_room_is_offered_free_ones_first_and_what_it_brings_is_said(
    desk: BookingDesk, open_page: Callable[..., ConferencePage]
) -> None:
    desk.make(with_booking)
    page = open_page()
    page.booking.ask_seat()
    desk.wait(lambda: page.booking.inline.form is not None)
    form = page.booking.inline.form
    assert form is not None
    assert form.field("room").currentText() == "Oak · Toybrook House · 14 seats · free"
    form.field("room").set_value(desk.world.room_ids[1])
    form.edited.emit("room")
    desk.wait(lambda: bool(form.effects.text()))  # type: ignore[attr-defined]
    form.fill(reason=LateReason.ROOM)
    press_button(page.booking.inline, "Save")
    desk.wait(lambda: sheet(desk).line.room == "Ash")
    assert state(desk) is ConferenceState.CONFIRMED
    desk.undo()
    desk.wait(lambda: sheet(desk).line.room == "Oak")


def test_a_room_that_cannot_be_had_stands_last_and_says_why_when_it_is_chosen(
    desk: BookingDesk, open_page: Callable[..., ConferencePage]
) -> None:
    desk.make(with_booking)
    day = sheet(desk).line.starts_at.date()
    span = {"starts_at": datetime.combine(day, time()), "ends_at": datetime.combine(day, time(20))}
    desk.change(close_room, room_id=desk.world.room_ids[1], reason="new carpet", **span)
    page = open_page()
    page.booking.ask_seat()
    desk.wait(lambda: page.booking.inline.form is not None)
    form = page.booking.inline.form
    assert form is not None
    assert form.field("room").itemText(2) == "Ash · Toybrook House · 8 seats · not free"
    form.field("room").set_value(desk.world.room_ids[1])
    form.edited.emit("room")
    desk.wait(lambda: "new carpet" in form.effects.text())  # type: ignore[attr-defined]
    form.fill(reason=LateReason.ROOM)
    press_button(page.booking.inline, "Save")
    desk.wait(lambda: "new carpet" in form.error("room"))
    assert sheet(desk).line.room == "Oak"


def test_a_held_slot_says_so_and_is_confirmed_on_its_page(
    desk: BookingDesk, open_page: Callable[..., ConferencePage]
) -> None:
    desk.make(with_request)
    world = desk.world
    held = desk.change(
        hold_conference,
        request_id=world.request_id,
        starts_at=datetime(2026, 3, 10, 10),
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[0],
        minute_taker_id=world.minute_taker_ids[0],
    )
    page = open_page(held)
    assert page.booking.mark.accessibleName() == "Held until Tue 09:00"
    press_button(page.booking, "Confirm")
    desk.wait(lambda: state(desk, held) is ConferenceState.CONFIRMED)
    assert sheet(desk, held).people


def test_what_was_moved_leads_to_where_it_moved_and_back(
    desk: BookingDesk, open_page: Callable[..., ConferencePage]
) -> None:
    desk.make(with_booking)
    world = desk.world
    moved = desk.change(
        reschedule,
        conference_id=world.conference_id,
        starts_at=datetime(2026, 3, 11, 10),
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[0],
        minute_taker_id=world.minute_taker_ids[0],
        reason=LateReason.SAFETY,
    )
    page = open_page()
    press_button(page.booking, "Open where it moved to")
    assert desk.went == [("conference", {"conference_id": moved})]
    page = open_page(moved)
    assert "Take back the move" in titles(page.booking)
    page.booking.take_back()
    desk.wait(lambda: desk.went[-1] == ("conference", {"conference_id": world.conference_id}))
    assert state(desk) is ConferenceState.CONFIRMED
    assert state(desk, moved) is ConferenceState.TAKEN_BACK


def test_one_more_person_is_invited_and_withdrawn_again(
    desk: BookingDesk, open_page: Callable[..., ConferencePage]
) -> None:
    desk.make(with_booking)
    page = open_page()
    page.people.inviting.ask()
    desk.wait(lambda: page.people.inline.form is not None)
    form = page.people.inline.form
    assert form is not None
    names = [form.field("person").itemText(n) for n in range(form.field("person").count())]
    assert "Sol Worker" not in " ".join(names)
    robin = next(name for name in names if name.startswith("Robin"))
    form.field("person").setCurrentIndex(names.index(robin))
    press_button(page.people.inline, "Invite")
    desk.wait(lambda: "Robin Testling" in [one.name for one in sheet(desk).people])
    desk.undo()
    desk.wait(lambda: "Robin Testling" not in [one.name for one in sheet(desk).people])


def test_an_invitation_is_withdrawn_and_given_again_by_undo(
    desk: BookingDesk, open_page: Callable[..., ConferencePage]
) -> None:
    desk.make(with_booking)
    page = open_page()
    table = page.people.table
    assert table is not None
    at = [person.name for person in table.model.shown()].index("Pat Constable")
    table.view.go_to(at)
    page.people.withdraw_invitation()
    desk.wait(lambda: "Pat Constable" not in [one.name for one in sheet(desk).people])
    desk.undo()
    desk.wait(lambda: "Pat Constable" in [one.name for one in sheet(desk).people])


def test_an_inquorate_conference_is_given_another_day_from_its_line(
    desk: BookingDesk, open_page: Callable[..., ConferencePage]
) -> None:
    desk.make(with_booking)
    desk.clock.at = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)
    which = desk.world.conference_id
    desk.change(start_conference, conference_id=which)
    desk.change(decide_quoracy, conference_id=which, go_ahead=True, reason="The children are at risk today")
    desk.change(finish_conference, conference_id=which, state=ConferenceState.HELD_INQUORATE)
    page = open_page()
    assert page.booking.mark.accessibleName() == "Needs another day"
    press_button(page.booking, "Find a slot")
    assert desk.went == [("slots", {"conference_id": which})]


def test_the_next_review_is_booked_by_one_press_before_people_rise(
    desk: BookingDesk, open_page: Callable[..., ConferencePage]
) -> None:
    desk.make(with_booking)
    which = desk.world.conference_id
    desk.clock.at = datetime(2026, 3, 10, 10, 30, tzinfo=UTC)
    desk.change(start_conference, conference_id=which)
    for person in sheet(desk).people:
        come = {"invitation_id": person.invitation_id, "status": AttendanceStatus.IN_PERSON}
        desk.change(mark_attendance, **come)
        if person.name == "Sol Worker":
            desk.change(mark_report, invitation_id=person.invitation_id, status=ReportStatus.IN_TIME)
    desk.change(finish_conference, conference_id=which, state=ConferenceState.HELD)
    for child_id in desk.world.child_ids:
        desk.change(start_plan, conference_id=which, child_id=child_id, category=Category.NEGLECT)
    page = open_page()
    desk.wait(lambda: page.booking.review.isVisibleTo(page))
    assert "Cass Chair" in page.booking.review.text.text()
    press_button(page.booking.review, "Book it")
    whole = {"from_on": date(2026, 4, 1), "until_on": date(2026, 12, 1)}
    desk.wait(lambda: bool(desk.ask(conference_list, **whole)))
    (line,) = desk.ask(conference_list, **whole)
    assert (line.kind.value, line.chair) == ("review", "Cass Chair")
    assert line.starts_at.date() <= date(2026, 6, 10)
    desk.wait(lambda: not page.booking.review.isVisibleTo(page))
