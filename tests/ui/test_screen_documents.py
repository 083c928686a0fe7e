"""Papers: printed on the spot, listed, shown, stopped; found again on the screen of all documents."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.circulation.queries import documents
from cpconf.circulation.rules import PaperKind
from cpconf.minutes.actions import type_section
from cpconf.minutes.rules import Heading
from cpconf.plans.actions import open_version, write_danger
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from tests.conftest import HandClock
from tests.ui.conference_desk import Desk, conference_desk
from tests.ui.conftest import Answers
from tests.ui.test_kit_accessible import nameless
from ui.circulation.papers import PapersSection
from ui.circulation.screen import DocumentsScreen
from ui.kit.frame import Frame


@pytest.fixture
def desk(frame: Frame, ground: QWidget, qtbot: QtBot, file_place: Place, clock: HandClock, anyone: Actor) -> Desk:
    made = conference_desk(frame, ground, qtbot, file_place, clock, anyone)
    words = ("To decide whether Robin and Wren need a plan.",)
    made.change(type_section, conference_id=made.world.conference_id, heading=Heading.PURPOSE, texts=words)
    made.page.turn_to(made.page.papers)
    made.wait()
    return made


def printed(desk: Desk) -> PapersSection:
    """The papers after the minutes were printed and their first page drawn."""
    papers = desk.page.papers
    papers.minutes_button.click()
    desk.wait(until=lambda: papers.documents.view.page_count > 0 and bool(papers.documents.view.text_of(1)))
    return papers


def test_printing_minutes_lists_the_paper_and_shows_its_first_page(desk: Desk) -> None:
    papers = printed(desk)
    line = papers.documents.table.current()
    assert line is not None
    assert (line.kind, line.version) == (PaperKind.MINUTES, "1 draft")
    assert papers.documents.view.page_count == line.pages
    assert "Minutes of the initial Child Protection" in papers.documents.view.text_of(1)
    assert papers.documents.view.page_now == 1


def test_the_same_minutes_printed_again_are_the_same_paper(desk: Desk) -> None:
    papers = printed(desk)
    papers.minutes_button.click()
    desk.wait()
    assert len(desk.ask(documents, conference_id=desk.world.conference_id)) == 1


def test_words_typed_a_moment_ago_are_on_the_paper(desk: Desk) -> None:
    desk.page.turn_to(desk.page.minutes)
    desk.wait(until=lambda: desk.page.minutes.editor is not None)
    editor = desk.page.minutes.editor
    assert editor is not None
    editor.insert("Just now. ")
    papers = desk.page.papers
    papers.print_minutes()
    desk.page.turn_to(papers)
    view = papers.documents.view
    desk.wait(until=lambda: view.page_count > 0 and bool(view.text_of(1)))
    view.go_to(2)
    desk.wait(until=lambda: all(view.text_of(number) for number in (1, 2)))
    assert any("Just now." in view.text_of(number) for number in (1, 2))


def test_a_plan_is_printed_for_its_child(desk: Desk) -> None:
    child_id = desk.world.child_ids[0]
    version = desk.change(open_version, conference_id=desk.world.conference_id, child_id=child_id)
    desk.change(write_danger, plan_version_id=version, statement="Robin is alone.", safety_goal="Somebody is home.")
    desk.wait()
    papers = desk.page.papers
    assert papers.day is not None
    papers.print_plan(papers.day.children[0])
    desk.wait(until=lambda: papers.documents.view.page_count > 0 and bool(papers.documents.view.text_of(1)))
    assert "Robin is alone." in papers.documents.view.text_of(1)
    assert [line.child_id for line in desk.ask(documents, child_id=child_id)] == [child_id]


def test_a_plan_that_is_not_written_yet_says_so_instead_of_printing(desk: Desk) -> None:
    papers = desk.page.papers
    assert papers.day is not None
    papers.print_plan(papers.day.children[1])
    desk.wait()
    assert "No plan is written for Wren Testling at this conference yet." in desk.notices()
    assert desk.ask(documents, conference_id=desk.world.conference_id) == ()


def test_a_drawing_that_is_stopped_keeps_no_paper(desk: Desk) -> None:
    papers, go_on = desk.page.papers, Event()
    # The lane is held, so that the drawing cannot be over before it is stopped.
    desk.screen.frame.work.later(lambda _progress: go_on.wait(20), done=lambda _went: None, lane="papers")
    papers.minutes_button.click()
    desk.qtbot.waitUntil(lambda: papers.progress.running, timeout=10_000)
    papers.progress.cancel()
    go_on.set()
    desk.wait(until=lambda: not papers.progress.running)
    assert desk.ask(documents, conference_id=desk.world.conference_id) == ()
    assert not papers.progress.isVisible()


def test_a_copy_is_saved_byte_for_byte(desk: Desk, answers: Answers, tmp_path: Path) -> None:
    papers = printed(desk)
    answers.ready.append(tmp_path / "copy.pdf")
    papers.documents.view.save()
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF-")
    assert "Testling" not in answers.asked[-1].name


def test_the_papers_name_all_their_controls(desk: Desk) -> None:
    printed(desk)
    assert nameless(desk.screen) == []


def test_all_documents_finds_a_conference_by_family_and_shows_its_paper(desk: Desk, frame: Frame) -> None:
    printed(desk)
    desk.screen.hide()
    screen = DocumentsScreen(frame)
    screen.setParent(desk.ground)
    screen.resize(desk.ground.size())
    screen.build_keys()
    screen.show()
    screen.finder.setText("testling")
    view = screen.documents.view
    desk.qtbot.waitUntil(lambda: view.page_count > 0 and bool(view.text_of(1)), timeout=10_000)
    assert screen.conferences.current() is not None
    assert "Minutes of the initial" in view.text_of(1)
    assert nameless(screen) == []
    screen.finder.setText("nobody of this name")
    desk.qtbot.waitUntil(lambda: not frame.work.is_busy and view.page_count == 0, timeout=10_000)
    assert screen.conferences.model.rowCount() == 0
