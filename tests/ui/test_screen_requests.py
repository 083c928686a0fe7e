"""Requests on the desktop: the queue, holds, the message, kin and duplicates, the waiting list, the request form."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.bookings.actions import change_request, hold_conference, record_request
from cpconf.bookings.queries import conference_sheet, request_queue, request_sheet
from cpconf.bookings.rules import ConferenceKind, ConferenceState, RequestState
from cpconf.conferences.actions import finish_conference, mark_attendance, mark_report
from cpconf.conferences.rules import AttendanceStatus, ReportStatus
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from tests.bookings.reviews import with_review
from tests.conftest import HandClock
from tests.ui.booking_desk import BookingDesk, booking_desk, press_button, words_of
from tests.ui.keys import press, type_in
from tests.ui.test_kit_accessible import nameless
from tests.worlds import another_family, with_booking, with_request
from ui.bookings.request_form import RequestScreen
from ui.bookings.requests import RequestsScreen
from ui.kit.asking import Reason
from ui.kit.frame import Frame

STRATEGY = date(2026, 3, 2)


@pytest.fixture
def desk(
    frame: Frame, ground: QWidget, qtbot: QtBot, file_place: Place, clock: HandClock, anyone: Actor
) -> BookingDesk:
    return booking_desk(frame, ground, qtbot, file_place, clock, anyone, (1200, 720))


def at(day: int, hour: int = 10) -> datetime:
    return datetime.combine(date(2026, 3, day), time(hour))


def held(desk: BookingDesk, day: int = 10) -> Any:
    world = desk.world
    return desk.change(
        hold_conference,
        request_id=world.request_id,
        starts_at=at(day),
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[0],
        minute_taker_id=world.minute_taker_ids[0],
    )


def current(screen: RequestsScreen) -> Any:
    return screen.table.current()


def other_request(desk: BookingDesk, name: str, **needs: Any) -> Any:
    from cpconf.store.store import Store

    store = Store.open(desk.place, clock=desk.clock)
    try:
        family_id, children = another_family(store, desk.by, desk.world, name)
    finally:
        store.close()
    return desk.change(
        record_request,
        family_id=family_id,
        child_ids=children,
        kind=ConferenceKind.INITIAL,
        strategy_discussion_on=STRATEGY,
        **needs,
    )


def test_the_queue_shows_days_left_and_what_is_missing(desk: BookingDesk) -> None:
    desk.make(with_request)
    screen = desk.show(RequestsScreen)
    assert current(screen).family == "Testling"
    states = [screen.table.model.cell(0, column) for column in (0, 4)]
    assert (states[0].word, states[1].word) == ("15 days left", "1 missing")
    assert "whether the child has an advocate" in words_of(screen.side)


def test_a_returned_request_is_taken_up_again(desk: BookingDesk, answers: Any) -> None:
    desk.make(with_request)
    screen = desk.show(RequestsScreen)
    answers.ready.append(Reason(code=None, words="No school report"))
    press_button(screen.side, "Return")
    desk.wait(lambda: current(screen).state is RequestState.RETURNED)
    press_button(screen.side, "Take up again")
    desk.wait(lambda: current(screen).state is RequestState.REQUESTED)


def test_enter_on_a_request_goes_on_to_its_slots(desk: BookingDesk) -> None:
    desk.make(with_request)
    screen = desk.show(RequestsScreen)
    press(screen.table.view, Qt.Key.Key_Return)
    assert desk.went == [("slots", {"request_id": desk.world.request_id})]


def test_a_request_is_recorded_for_the_child_and_its_siblings(desk: BookingDesk) -> None:
    world = desk.world
    screen = desk.show(RequestScreen, child_id=world.child_ids[0])
    desk.wait(lambda: screen.who.considered is not None)
    assert screen.who.considered is not None
    assert screen.who.considered.value() == (*world.child_ids, world.unborn_id)
    screen.who.considered.set_value(world.child_ids)
    screen.form.fill(strategy_discussion_on=date(2026, 2, 27), needs=("advocate",))
    screen.record()
    desk.wait(lambda: bool(desk.went))
    (line,) = desk.ask(request_queue)
    assert [child.id for child in line.children] == list(world.child_ids)
    assert line.due_on == date(2026, 3, 20)


def test_what_a_rule_refuses_shows_beside_its_field(desk: BookingDesk) -> None:
    screen = desk.show(RequestScreen, child_id=desk.world.child_ids[0])
    desk.wait(lambda: screen.who.considered is not None)
    screen.record()
    desk.wait(lambda: bool(screen.form.error("strategy_discussion_on")))
    assert desk.ask(request_queue) == ()


def test_urgent_requests_stand_first_and_say_so(desk: BookingDesk) -> None:
    desk.make(with_request)
    urgent = other_request(desk, "Hurry", urgent="The baby goes home on Friday")
    screen = desk.show(RequestsScreen)
    assert [line.id for line in screen.table.model.shown()] == [urgent, desk.world.request_id]
    assert "The baby goes home on Friday" in words_of(screen.side)
    assert nameless(screen) == []


def test_requests_of_one_family_stand_together(desk: BookingDesk) -> None:
    desk.make(with_request, child_ids=desk.world.child_ids[:1])
    between = other_request(desk, "Between")
    later = desk.change(
        record_request,
        family_id=desk.world.family_id,
        child_ids=desk.world.child_ids[1:],
        kind=ConferenceKind.INITIAL,
        strategy_discussion_on=STRATEGY,
    )
    screen = desk.show(RequestsScreen)
    assert [line.id for line in screen.table.model.shown()] == [desk.world.request_id, later, between]


def test_a_held_slot_shows_when_it_lapses_and_is_confirmed_from_the_queue(desk: BookingDesk) -> None:
    desk.make(with_request)
    held(desk)
    screen = desk.show(RequestsScreen)
    assert screen.table.model.cell(0, 4).word == "Held until Tue 09:00"
    desk.wait(lambda: "Nobody is invited yet" in words_of(screen.side))
    press_button(screen.side, "Confirm")
    desk.wait(lambda: desk.ask(request_queue) == ())
    assert screen.table.model.rowCount() == 0


def test_one_key_holds_the_best_slot_and_undo_lets_it_go(desk: BookingDesk) -> None:
    desk.make(with_request)
    screen = desk.show(RequestsScreen)
    screen.table.view.setFocus()
    press(screen.table.view, "h")
    desk.wait(lambda: current(screen).held is not None)
    desk.undo()
    desk.wait(lambda: current(screen).held is None)


def test_a_held_slot_is_let_go_and_the_request_waits_as_before(desk: BookingDesk) -> None:
    desk.make(with_request)
    held(desk)
    screen = desk.show(RequestsScreen)
    press_button(screen.side, "Let go")
    desk.wait(lambda: current(screen) is not None and current(screen).held is None)
    assert desk.ask(request_queue)[0].id == desk.world.request_id


def test_a_hold_past_its_time_is_no_hold_any_more(desk: BookingDesk) -> None:
    desk.make(with_request)
    conference_id = held(desk)
    desk.clock.move(hours=25)
    screen = desk.show(RequestsScreen)
    assert current(screen).held is None
    (told,) = desk.ask(request_sheet, request_id=desk.world.request_id).conferences
    assert (told.id, told.state.value) == (conference_id, "lapsed")


def test_the_draft_to_the_social_worker_opens_unsent_and_names_the_case_only(
    desk: BookingDesk, answers: Any, tmp_path: Path
) -> None:
    desk.make(with_request)
    screen = desk.show(RequestsScreen)
    answers.ready.append(tmp_path / "draft.eml")
    screen.save_draft()
    desk.wait(lambda: (tmp_path / "draft.eml").exists())
    message = message_from_bytes((tmp_path / "draft.eml").read_bytes())
    text = f"{message['Subject']} {message.get_payload(decode=True)!r}"
    assert message["X-Unsent"] == "1"
    assert current(screen).family_reference in text
    assert "advocate" in text
    assert "Robin" not in text
    assert "Testling" not in text


def test_the_message_is_copied_by_one_key(desk: BookingDesk) -> None:
    desk.make(with_request)
    screen = desk.show(RequestsScreen)
    screen.table.view.setFocus()
    press(screen.table.view, "r")
    assert "whether the child has an advocate" in QGuiApplication.clipboard().text()


def test_a_sibling_left_out_is_offered_and_asked_for_alone(desk: BookingDesk) -> None:
    desk.make(with_request, child_ids=desk.world.child_ids[:1])
    screen = desk.show(RequestsScreen)
    desk.wait(lambda: "Left out of this request" in words_of(screen.side))
    press_button(screen.side, "Ask for them too")
    assert desk.went == [("request", {"child_id": desk.world.child_ids[1], "only_child": True})]


def test_a_sibling_joins_the_coming_review_and_leaves_it_by_undo(desk: BookingDesk) -> None:
    desk.make(with_request, child_ids=desk.world.child_ids[:1])
    world = desk.make(with_booking)
    desk.clock.move(days=8, hours=3)
    for person in desk.ask(conference_sheet, conference_id=world.conference_id).people:
        desk.change(mark_attendance, invitation_id=person.invitation_id, status=AttendanceStatus.IN_PERSON)
        if person.professional_id is not None:
            desk.change(mark_report, invitation_id=person.invitation_id, status=ReportStatus.IN_TIME)
    desk.change(finish_conference, conference_id=world.conference_id, state=ConferenceState.HELD)
    world = desk.make(with_review)
    desk.clock.at = datetime(2026, 5, 19, 8, tzinfo=UTC)
    asked: dict[str, Any] = {"kind": ConferenceKind.INITIAL, "strategy_discussion_on": date(2026, 5, 18)}
    request_id = desk.change(record_request, family_id=world.family_id, child_ids=world.child_ids[1:], **asked)
    screen = desk.show(RequestsScreen)
    desk.wait(lambda: "Coming reviews of this family" in words_of(screen.side))
    press_button(screen.side, "Join the review")
    desk.wait(lambda: desk.ask(request_queue) == ())
    desk.undo()
    desk.wait(lambda: [line.id for line in desk.ask(request_queue)] == [request_id])


def test_the_waiting_list_stands_on_the_slot_that_is_free_now(desk: BookingDesk) -> None:
    desk.make(with_request)
    screen = desk.show(RequestsScreen)
    screen.next_list()
    desk.wait(lambda: screen.waiting.current() is not None)
    line: Any = screen.waiting.current()
    assert line.best is not None
    press(screen.waiting.view, Qt.Key.Key_Return)
    assert desk.went == [("slots", {"request_id": desk.world.request_id, "starts_at": line.best.starts_at})]
    assert nameless(screen) == []


def test_only_what_applies_to_the_kind_is_asked(desk: BookingDesk) -> None:
    screen = desk.show(RequestScreen, child_id=desk.world.child_ids[0])
    shown = {
        kind: {name for name in ("strategy_discussion_on", "notice_on", "category_sought") if _asks(screen, kind, name)}
        for kind in ConferenceKind
    }
    assert shown == {
        ConferenceKind.INITIAL: {"strategy_discussion_on", "category_sought"},
        ConferenceKind.PRE_BIRTH: {"strategy_discussion_on", "category_sought"},
        ConferenceKind.TRANSFER_IN: {"notice_on", "category_sought"},
        ConferenceKind.REVIEW: set(),
    }
    assert nameless(screen) == []


def _asks(screen: RequestScreen, kind: ConferenceKind, name: str) -> bool:
    screen.form.fill(kind=kind)
    screen.form.field("kind").edited.emit()
    return bool(screen.form.field(name).isVisibleTo(screen))


def test_who_must_be_there_is_typed_and_kept_with_the_request(desk: BookingDesk) -> None:
    screen = desk.show(RequestScreen, child_id=desk.world.child_ids[0])
    desk.wait(lambda: screen.who.considered is not None)
    assert screen.who.considered is not None
    finder = screen.form.field("professional_ids").finder
    finder.setFocus()
    type_in(finder, "constable")
    press(finder, Qt.Key.Key_Return)
    screen.form.fill(strategy_discussion_on=STRATEGY, needs=("split_attendance",), urgent="Birth is near")
    screen.who.considered.set_value(desk.world.child_ids)
    screen.record()
    desk.wait(lambda: bool(desk.went))
    (line,) = desk.ask(request_queue)
    assert line.people == ((desk.world.professional_ids["police"], "Pat Constable"),)
    assert (line.split_attendance, line.urgent) == (True, "Birth is near")


def test_what_is_asked_for_already_is_flagged_while_the_request_is_written(desk: BookingDesk) -> None:
    desk.make(with_booking)
    screen = desk.show(RequestScreen, child_id=desk.world.child_ids[0])
    desk.wait(lambda: "Perhaps the same" in words_of(screen.who))
    assert "CP-2026-0001" in words_of(screen.who)
    press_button(screen.who, "Open that conference")
    assert desk.went == [("conference", {"conference_id": desk.world.conference_id})]


def test_a_request_is_changed_and_changed_back_by_undo(desk: BookingDesk) -> None:
    desk.make(with_request)
    screen = desk.show(RequestScreen, request_id=desk.world.request_id)
    assert screen.form.value("seats") == 8
    assert not screen.form.field("kind").isVisibleTo(screen)
    screen.form.fill(seats=11, equipment_needed="screen")
    screen.record()
    desk.wait(lambda: desk.went == [("requests", {})])
    sheet = desk.ask(request_sheet, request_id=desk.world.request_id)
    assert (sheet.seats, sheet.line.social_worker) == (11, "Sol Worker")
    desk.undo()
    desk.wait(lambda: desk.ask(request_sheet, request_id=desk.world.request_id).seats == 8)


def test_after_a_change_a_new_request_begins_empty(desk: BookingDesk) -> None:
    desk.make(with_request)
    desk.change(change_request, request_id=desk.world.request_id, notes="Only for this one")
    screen = desk.show(RequestScreen, request_id=desk.world.request_id)
    assert screen.form.value("notes") == "Only for this one"
    screen.arrive()
    desk.wait(lambda: not screen.stale)
    assert screen.form.value("notes") == ""
    assert screen.head_title.text() == "New request"


def test_the_next_hold_is_told_in_the_local_hour(desk: BookingDesk) -> None:
    desk.clock.at += timedelta(days=28)  # the clocks go forward on 29 March
    desk.make(with_request)
    world = desk.world
    desk.change(
        hold_conference,
        request_id=world.request_id,
        starts_at=datetime(2026, 4, 14, 10),
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[0],
        minute_taker_id=world.minute_taker_ids[0],
    )
    screen = desk.show(RequestsScreen)
    assert screen.table.model.cell(0, 4).word == "Held until Tue 10:00"
