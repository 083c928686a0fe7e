"""People of a conference: one key marks, quoracy follows, a refusal stands beside its field."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.conferences.actions import mark_attendance, mark_report
from cpconf.conferences.rules import AttendanceStatus, ExclusionPart, ReportStatus
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission
from cpconf.store.places import Place
from tests.conftest import HandClock
from tests.ui.conference_desk import Desk, conference_desk
from tests.ui.keys import CTRL, press
from tests.ui.test_kit_accessible import nameless
from ui.kit.fields import TickField
from ui.kit.frame import Frame
from ui.kit.notices import Notices


@pytest.fixture
def desk(frame: Frame, ground: QWidget, qtbot: QtBot, file_place: Place, clock: HandClock, anyone: Actor) -> Desk:
    return conference_desk(frame, ground, qtbot, file_place, clock, anyone)


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("a", AttendanceStatus.IN_PERSON),
        ("V", AttendanceStatus.REMOTE),
        ("l", AttendanceStatus.APOLOGIES),
        ("x", AttendanceStatus.ABSENT),
        ("n", AttendanceStatus.NOT_REQUIRED),
    ],
)
def test_one_key_marks_the_attendance_of_the_person_under_the_cursor(
    desk: Desk, key: str, status: AttendanceStatus
) -> None:
    press(desk.grid_at("Terry Teachwell"), key)
    desk.wait()
    assert desk.person("Terry Teachwell").attendance is status
    assert {p.attendance for p in desk.day.people if p.name != "Terry Teachwell"} == {AttendanceStatus.INVITED}


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("r", ReportStatus.IN_TIME),
        ("t", ReportStatus.LATE),
        ("d", ReportStatus.ON_THE_DAY),
        ("b", ReportStatus.VERBAL),
        ("o", ReportStatus.NONE),
    ],
)
def test_one_key_marks_the_report(desk: Desk, key: str, status: ReportStatus) -> None:
    press(desk.grid_at("Harper Visitwell"), key)
    desk.wait()
    assert desk.person("Harper Visitwell").report is status


def test_quoracy_follows_each_mark_in_words(desk: Desk) -> None:
    head = desk.page.head
    assert head.quoracy.accessibleName() == "Not quorate"
    press(desk.grid_at("Sol Worker"), "r")
    for name in ("Sol Worker", "Terry Teachwell", "Harper Visitwell"):
        press(desk.grid_at(name), "a")
    desk.wait()
    assert head.quoracy.accessibleName() == "Quorate"
    assert head.quoracy_words.text() == "Children's social care, Health visiting and Toybrook School counted."
    press(desk.grid_at("Sol Worker"), "x")
    desk.wait()
    assert head.quoracy.accessibleName() == "Not quorate"


def test_a_deputy_is_asked_for_beside_the_grid_and_stored_with_the_mark(desk: Desk) -> None:
    press(desk.grid_at("Harper Visitwell"), "s")
    inline = desk.page.people.inline
    assert inline.isVisible()
    assert inline.form is not None
    inline.form.fill(deputy_name="Kit Standin", deputy_title="Nursery nurse")
    press(inline.form.field("deputy_name"), Qt.Key.Key_Return)
    desk.wait(until=lambda: not inline.isVisible())
    person = desk.person("Harper Visitwell")
    assert (person.attendance, person.deputy_name, person.deputy_title) == (
        AttendanceStatus.DEPUTY,
        "Kit Standin",
        "Nursery nurse",
    )


def test_part_attendance_without_a_time_is_refused_beside_the_field_and_then_taken(desk: Desk) -> None:
    press(desk.grid_at("Pat Constable"), "p")
    inline = desk.page.people.inline
    form = inline.form
    assert form is not None
    press(form.field("arrived_at"), Qt.Key.Key_Return)
    desk.wait()
    assert form.error("arrived_at") == "Give the time they came or the time they left."
    assert desk.person("Pat Constable").attendance is AttendanceStatus.INVITED
    form.fill(arrived_at=time(10, 20))
    press(form.field("arrived_at"), Qt.Key.Key_Return)
    desk.wait(until=lambda: not inline.isVisible())
    assert desk.person("Pat Constable").arrived_at == time(10, 20)


def test_an_exclusion_asks_how_far_why_and_who_agreed(desk: Desk) -> None:
    press(desk.grid_at("Fin Testling"), "e")
    inline = desk.page.people.inline
    form = inline.form
    assert form is not None
    form.fill(excluded_part=ExclusionPart.PART, excluded_reason="A threat before the meeting", excluded_by="Cass Chair")
    press(form.field("excluded_by"), Qt.Key.Key_Return)
    desk.wait(until=lambda: not inline.isVisible())
    person = desk.person("Fin Testling")
    assert (person.excluded_part, person.excluded_by) == (ExclusionPart.PART, "Cass Chair")


def test_escape_leaves_the_question_and_marks_nothing(desk: Desk) -> None:
    view = desk.grid_at("Fin Testling")
    press(view, "e")
    inline = desk.page.people.inline
    assert inline.form is not None
    press(inline.form.field("excluded_by"), Qt.Key.Key_Escape)
    assert not inline.isVisible()
    assert view.hasFocus()
    assert desk.person("Fin Testling").attendance is AttendanceStatus.INVITED


def test_a_digit_marks_a_report_as_seen_by_that_parent_and_the_same_digit_takes_it_back(desk: Desk) -> None:
    view = desk.grid_at("Sol Worker")
    press(view, "r")
    press(view, "2")
    desk.wait()
    assert [seen.seen_on for seen in desk.person("Sol Worker").seen] == [None, date(2026, 3, 10)]
    press(view, "2")
    desk.wait()
    assert [seen.seen_on for seen in desk.person("Sol Worker").seen] == [None, None]


def test_a_digit_without_a_written_report_is_refused_in_words(desk: Desk) -> None:
    view = desk.grid_at("Sol Worker")
    press(view, "o")
    press(view, "1")
    desk.wait()
    assert "There is no written report that a parent could see." in desk.notices()


def test_ctrl_z_takes_back_the_newest_marks_one_by_one(desk: Desk) -> None:
    view = desk.grid_at("Sol Worker")
    press(view, "a")
    desk.wait()
    press(view, "r")
    desk.wait()
    press(view, Qt.Key.Key_Z, CTRL)
    desk.wait()
    person = desk.person("Sol Worker")
    assert (person.attendance, person.report) == (AttendanceStatus.IN_PERSON, ReportStatus.AWAITED)
    press(view, Qt.Key.Key_Z, CTRL)
    desk.wait()
    assert desk.person("Sol Worker").attendance is AttendanceStatus.INVITED


def test_undo_on_the_notice_brings_back_the_deputy_that_was_there(desk: Desk) -> None:
    kept = {"status": AttendanceStatus.DEPUTY, "deputy_name": "Kit Standin"}
    desk.change(mark_attendance, invitation_id=desk.invitation("Harper Visitwell"), **kept)
    desk.wait()
    press(desk.grid_at("Harper Visitwell"), "a")
    desk.wait()
    board = desk.ground.findChild(Notices)
    assert board is not None
    assert board.act_on_newest()
    desk.wait()
    assert desk.person("Harper Visitwell").deputy_name == "Kit Standin"


def test_only_one_notice_stands_however_many_marks_are_made(desk: Desk) -> None:
    for name in ("Sol Worker", "Terry Teachwell", "Harper Visitwell"):
        press(desk.grid_at(name), "a")
        desk.wait()
    assert desk.notices() == ["Harper Visitwell: attended in person"]


def test_the_cursor_goes_on_after_a_mark_when_that_is_wanted(desk: Desk) -> None:
    tick = next(each for each in desk.page.people.findChildren(TickField))
    view = desk.grid_at("Mo Testling")
    press(view, "a")
    desk.wait()
    table = desk.page.people.table
    assert table is not None
    assert table.current() is not None
    assert table.view.currentIndex().row() == 0
    tick.click()
    press(view, "a")
    desk.wait()
    assert table.view.currentIndex().row() == 1
    assert desk.frame.memory.text("conference/onward") == "yes"


def test_a_late_joiner_is_added_in_one_line_and_counts(desk: Desk) -> None:
    people = desk.page.people
    people.ask_joiner()
    desk.wait(until=people.inline.isVisible)
    form = people.inline.form
    assert form is not None
    agency_id = next(iter(desk.world.agency_ids.values()))
    form.fill(name="Lee Later", agency_id=agency_id, job_title="Team manager")
    press(form.field("name"), Qt.Key.Key_Return)
    desk.wait(until=lambda: not people.inline.isVisible())
    assert desk.person("Lee Later").attendance is AttendanceStatus.IN_PERSON


def test_going_on_without_a_quorum_needs_the_reason_beside_its_field(desk: Desk) -> None:
    head = desk.page.head
    head.ask_quoracy()
    form = head.inline.form
    assert form is not None
    form.fill(go_ahead=True)
    head.inline.findChildren(type(head.decide))[-1].click()
    desk.wait()
    assert form.error("reason") == "Give the chair's reason: the minutes state it."
    form.fill(reason="Delay would harm the children.")
    head.inline.findChildren(type(head.decide))[-1].click()
    desk.wait(until=lambda: not head.inline.isVisible())
    assert desk.day.chairs_quoracy is not None
    assert "The chair goes on: Delay would harm the children." in head.quoracy_words.text()


def test_begin_and_finish_change_the_state_in_the_head(desk: Desk) -> None:
    head = desk.page.head
    head.begin.click()
    desk.wait(until=lambda: not head.begin.isVisible())
    assert head.state.accessibleName() == "Under way since 10:00"
    head.ask_finish()
    form = head.inline.form
    assert form is not None
    form.fill(state="held")
    head.inline.findChildren(type(head.finish))[-1].click()
    desk.wait()
    assert form.error("state").startswith("The conference is not quorate")


def test_somebody_elses_mark_shows_by_itself(desk: Desk) -> None:
    desk.change(mark_report, invitation_id=desk.invitation("Sol Worker"), status=ReportStatus.LATE)
    desk.wait()
    table = desk.page.people.table
    assert table is not None
    report = [column.key for column in table.model.columns].index("report")
    place = table.model.place_of(lambda person: person.name, "Sol Worker")
    assert table.model.cell(place, report).word == "Late"


def test_a_hidden_screen_goes_stale_and_asks_again_when_shown(desk: Desk) -> None:
    desk.screen.hide()
    done: list[object] = []
    desk.frame.work.change(
        mark_report, then=done.append, invitation_id=desk.invitation("Sol Worker"), status=ReportStatus.LATE
    )
    desk.qtbot.waitUntil(lambda: bool(done) and not desk.frame.work.is_busy, timeout=10_000)
    assert desk.screen.stale
    desk.screen.show()
    desk.wait()
    shown = desk.page.people.day
    assert shown is not None
    assert next(p for p in shown.people if p.name == "Sol Worker").report is ReportStatus.LATE


def test_whoever_may_not_decide_is_not_offered_the_chairs_acts(
    frame: Frame, ground: QWidget, qtbot: QtBot, file_place: Place, clock: HandClock, anyone: Actor
) -> None:
    typist = Actor(
        staff_id=None, name="Ty Typist", permissions=anyone.permissions - {Permission.DECIDE, Permission.APPROVE}
    )
    frame.work.by = typist
    desk = conference_desk(frame, ground, qtbot, file_place, clock, anyone)
    assert not desk.page.head.decide.isVisible()
    desk.page.turn_to(desk.page.decisions)
    desk.wait()
    assert not any(form.send.isEnabled() for form in desk.page.decisions.forms.values())


def test_every_section_names_all_its_controls_for_a_screen_reader(desk: Desk) -> None:
    for _title, section in desk.page.sections:
        desk.page.turn_to(section)
        desk.wait()
        assert nameless(desk.screen) == []


def test_every_section_can_be_reached_by_the_keyboard_alone(desk: Desk) -> None:
    seen = []
    for _ in desk.page.sections:
        desk.page.step(1)
        desk.wait()
        seen.append(desk.page.section)
        focus = desk.ground.focusWidget()
        assert focus is not None
        assert desk.page.section.isAncestorOf(focus)
    assert set(seen) == {section for _title, section in desk.page.sections}
