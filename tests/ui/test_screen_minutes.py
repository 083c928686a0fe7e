"""Minutes: typed text is stored within a second, wherever the typist goes next, and is never overwritten."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.bookings.rules import ConferenceState
from cpconf.conferences.actions import decide_quoracy, finish_conference, record_decision
from cpconf.conferences.rules import DecisionOutcome
from cpconf.minutes.actions import approve_minutes, send_to_chair, type_section
from cpconf.minutes.queries import minutes_editor
from cpconf.minutes.rules import Heading, MinutesState
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from tests.conftest import HandClock
from tests.ui.conference_desk import Desk, conference_desk
from tests.ui.keys import ALT, CTRL, press, type_in
from ui.kit.frame import Frame
from ui.kit.typed_text import TypedText

WITHIN = 5_000  # milliseconds, on a busy machine; SAVE_AFTER itself is 700


@pytest.fixture
def desk(frame: Frame, ground: QWidget, qtbot: QtBot, file_place: Place, clock: HandClock, anyone: Actor) -> Desk:
    made = conference_desk(frame, ground, qtbot, file_place, clock, anyone)
    made.page.turn_to(made.page.minutes)
    made.wait(until=lambda: made.page.minutes.editor is not None)
    return made


def stored(desk: Desk, heading: Heading = Heading.PURPOSE, child: str = "") -> list[str]:
    draft = desk.ask(minutes_editor, conference_id=desk.world.conference_id)
    sections = [each for each in draft.sections if each.heading is heading and each.child == child]
    return [paragraph.text for paragraph in sections[0].paragraphs]


def editor(desk: Desk) -> TypedText:
    shown = desk.page.minutes.editor
    assert shown is not None
    return shown


def test_the_headings_stand_in_the_order_of_the_model_with_one_voice_for_each_child(desk: Desk) -> None:
    headings = desk.page.minutes.headings
    words = [headings.item(at).text() for at in range(headings.count())]
    assert words[0] == "Purpose of the conference"
    assert words[-1] == "The chair's analysis"
    assert [each for each in words if each.startswith("The child's voice")] == [
        "The child's voice: Robin Testling",
        "The child's voice: Wren Testling",
    ]


def test_what_is_typed_is_stored_within_a_second_and_said_to_be(desk: Desk) -> None:
    type_in(editor(desk), "To decide together.")
    assert desk.page.head.saved.text() == "… Not saved yet"
    desk.qtbot.waitUntil(lambda: not editor(desk).unsaved, timeout=WITHIN)
    desk.wait()
    assert stored(desk) == ["To decide together."]
    assert desk.page.head.saved.text() == "✓ Saved 10:00"


def test_text_survives_going_to_the_next_heading_before_it_was_stored(desk: Desk) -> None:
    type_in(editor(desk), "First words.")
    press(editor(desk), Qt.Key.Key_Down, CTRL)
    assert editor(desk).text == ""
    type_in(editor(desk), "Second words.")
    press(editor(desk), Qt.Key.Key_Up, CTRL)
    assert editor(desk).text == "First words."
    desk.wait()
    assert (stored(desk), stored(desk, Heading.EVENTS)) == (["First words."], ["Second words."])


def test_text_survives_going_to_another_section_and_hiding_the_screen(desk: Desk) -> None:
    type_in(editor(desk), "Said before the turn.")
    desk.page.turn_to(desk.page.people)
    desk.wait()
    assert stored(desk) == ["Said before the turn."]
    desk.page.turn_to(desk.page.minutes)
    type_in(editor(desk), "X")
    desk.screen.hide()
    desk.qtbot.waitUntil(lambda: not desk.frame.work.is_busy, timeout=10_000)
    assert stored(desk) == [editor(desk).text]


def test_text_survives_closing_the_program_straight_after_the_last_key(desk: Desk) -> None:
    type_in(editor(desk), "Last words.")
    desk.screen.flush()
    assert desk.frame.work.settle(5)
    assert not desk.screen.unsaved
    assert stored(desk) == ["Last words."]


def test_text_typed_for_one_conference_stays_its_own_when_another_is_opened_at_once(desk: Desk) -> None:
    first = desk.page
    type_in(editor(desk), "Of the first.")
    desk.screen.arrive(conference_id=4711)
    assert desk.page is not first
    desk.qtbot.waitUntil(lambda: not first.unsaved, timeout=WITHIN)
    desk.wait()
    assert stored(desk) == ["Of the first."]
    desk.screen.arrive(conference_id=int(desk.world.conference_id))
    desk.page.turn_to(desk.page.minutes)
    desk.wait(until=lambda: desk.page.minutes.editor is not None)
    assert editor(desk).text == "Of the first."


def test_an_empty_line_stays_under_the_typists_hands(desk: Desk) -> None:
    type_in(editor(desk), "One")
    press(editor(desk), Qt.Key.Key_Return)
    press(editor(desk), Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: not editor(desk).unsaved, timeout=WITHIN)
    desk.wait()
    type_in(editor(desk), "Two")
    assert editor(desk).text == "One\n\nTwo"
    desk.screen.flush()
    desk.wait()
    assert stored(desk) == ["One", "", "Two"]


def test_somebody_elses_words_come_in_but_never_over_words_that_are_being_typed(desk: Desk) -> None:
    words = {"conference_id": desk.world.conference_id, "heading": Heading.PURPOSE}
    desk.change(type_section, **words, texts=("From the chair.",))
    desk.wait(until=lambda: editor(desk).text == "From the chair.")
    type_in(editor(desk), "Mine. ")
    desk.change(type_section, conference_id=desk.world.conference_id, heading=Heading.EVENTS, texts=("Elsewhere.",))
    assert "Mine. " in editor(desk).text


def test_a_filled_heading_is_marked_and_heard(desk: Desk) -> None:
    headings = desk.page.minutes.headings
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert headings.item(0).data(spoken) == "Purpose of the conference, empty"
    type_in(editor(desk), "x")
    assert headings.item(0).data(spoken) == "Purpose of the conference, filled"


def test_alt_and_a_number_begin_a_paragraph_of_that_person(desk: Desk) -> None:
    type_in(editor(desk), "Welcome.")
    press(editor(desk), Qt.Key.Key_3, ALT)
    type_in(editor(desk), "We visited twice.")
    assert editor(desk).text == "Welcome.\nSol Worker (North Assessment Team): We visited twice."
    press(editor(desk), Qt.Key.Key_9, ALT)
    assert "Nobody has the number 9 at this table." in desk.notices()


def test_the_count_of_words_covers_this_heading_and_all_of_them(desk: Desk) -> None:
    words = {"conference_id": desk.world.conference_id, "heading": Heading.EVENTS}
    desk.change(type_section, **words, texts=("Three words here.",))
    desk.wait()
    type_in(editor(desk), "Two words")
    assert desk.page.minutes.count.text() == "2 words here, 5 in all"


def test_the_clean_view_leaves_only_the_text_in_larger_type(desk: Desk) -> None:
    minutes = desk.page.minutes
    before = editor(desk).fontMetrics().height()
    press(editor(desk), Qt.Key.Key_F11)
    assert not minutes.headings.isVisible()
    assert not desk.page.tabs.isVisible()
    assert not desk.page.head.isVisible()
    assert editor(desk).isVisible()
    editor(desk).ensurePolished()
    assert editor(desk).fontMetrics().height() > before
    press(editor(desk), Qt.Key.Key_F11)
    assert minutes.headings.isVisible()
    assert desk.page.tabs.isVisible()


def test_minutes_go_to_the_chair_and_are_approved_and_then_only_read(desk: Desk) -> None:
    minutes = desk.page.minutes
    type_in(editor(desk), "All agreed.")
    minutes.send.click()
    desk.wait(until=lambda: minutes.approve.isVisible())
    minutes.approve.click()
    desk.wait()
    assert "Say first how the conference ended: held, adjourned or not held." in desk.notices()
    conference_id = desk.world.conference_id
    desk.change(decide_quoracy, conference_id=conference_id, go_ahead=True, reason="Delay would harm.")
    for child_id in desk.world.child_ids:
        outcome = DecisionOutcome.NO_PLAN_CIN
        desk.change(record_decision, conference_id=conference_id, child_id=child_id, outcome=outcome)
    desk.change(finish_conference, conference_id=conference_id, state=ConferenceState.HELD_INQUORATE)
    desk.wait()
    minutes.approve.click()
    desk.wait(until=lambda: minutes.draft is not None and minutes.draft.state is MinutesState.APPROVED)
    assert editor(desk).isReadOnly()
    type_in(editor(desk), "later")
    assert editor(desk).text == "All agreed."
    assert not minutes.send.isVisible()
    assert not minutes.approve.isVisible()
    press(editor(desk), Qt.Key.Key_Down, CTRL)
    assert editor(desk).isReadOnly()


def test_minutes_approved_elsewhere_become_read_only_here_and_typed_words_are_not_thrown_away(desk: Desk) -> None:
    conference_id = desk.world.conference_id
    desk.change(type_section, conference_id=conference_id, heading=Heading.PURPOSE, texts=("Agreed.",))
    desk.change(decide_quoracy, conference_id=conference_id, go_ahead=True, reason="Delay would harm.")
    for child_id in desk.world.child_ids:
        outcome = DecisionOutcome.NO_PLAN_CIN
        desk.change(record_decision, conference_id=conference_id, child_id=child_id, outcome=outcome)
    desk.change(finish_conference, conference_id=conference_id, state=ConferenceState.HELD_INQUORATE)
    desk.change(send_to_chair, conference_id=conference_id)
    desk.wait()
    said: list[str] = []
    desk.frame.work.refused.connect(said.append)
    desk.frame.work.change(approve_minutes, conference_id=conference_id)
    type_in(editor(desk), "Too late. ")
    desk.wait()
    assert "Too late. " in editor(desk).text
    assert said == ["These minutes are approved and do not change: ask the chair for a correction."]
    assert desk.screen.unsaved
