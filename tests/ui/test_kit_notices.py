"""Messages that take no focus, and panels that show what is going on."""

from __future__ import annotations

import threading

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.notices import Notices
from ui.kit.panels import ProgressPanel, SidePanel
from ui.kit.words import words
from ui.lanes import Progress
from ui.work import Work


def test_a_message_leaves_the_focus_where_it_was(ground: QWidget) -> None:
    line = QLineEdit(ground)
    line.show()
    line.setFocus()
    notices = Notices(ground)
    notices.show_notice("Conference moved.", "good", act="&Undo", run=lambda: None)
    assert line.hasFocus()


def test_what_is_done_goes_by_itself_and_what_went_wrong_stays(ground: QWidget, qtbot: QtBot) -> None:
    notices = Notices(ground)
    done = notices.show_notice("Saved.", "good")
    notices.show_notice("The disk is full.", "late")
    done._timer.start(1)
    qtbot.waitUntil(lambda: len(notices.all()) == 1, timeout=5000)
    assert [each.text for each in notices.all()] == ["The disk is full."]
    assert not notices.all()[0]._timer.isActive()


def test_at_most_three_are_shown_and_none_twice(ground: QWidget) -> None:
    notices = Notices(ground)
    for text in ("one", "two", "two", "three", "four"):
        notices.show_notice(text)
    assert [each.text for each in notices.all()] == ["two", "three", "four"]


def test_messages_do_not_cover_each_other_and_show_all_their_words(ground: QWidget) -> None:
    notices = Notices(ground)
    first = notices.show_notice("A long sentence about what went wrong and what to do about it next. " * 4, "late")
    second = notices.show_notice("Saved.", "good")
    assert not first.geometry().intersects(second.geometry())
    assert first.height() > second.height()
    assert ground.rect().contains(notices.geometry())


def test_a_side_panel_gives_the_focus_back(ground: QWidget) -> None:
    line, side = QLineEdit(), SidePanel()
    column = QVBoxLayout(ground)
    column.addWidget(line)
    column.addWidget(side)
    line.show()
    side.show_part("Ashworth", words("Three children"), back_to=line)
    side.leave()
    assert side.isHidden()
    assert line.hasFocus()


def test_progress_is_shown_while_it_runs_and_can_be_stopped(ground: QWidget, work: Work, qtbot: QtBot) -> None:
    panel = ProgressPanel()
    QVBoxLayout(ground).addWidget(panel)
    begun = threading.Event()

    def job(progress: Progress) -> None:
        progress.report(3, 8, "copies")
        begun.set()
        while True:
            progress.check()

    panel.run(work, "Making copies", job, done=lambda _value: None)
    assert panel.isVisible() and panel.running
    assert begun.wait(20)
    qtbot.waitUntil(lambda: panel._words.text() == "3 of 8 · copies", timeout=5000)
    panel.cancel()
    qtbot.waitUntil(lambda: panel.isHidden(), timeout=5000)
    assert not panel.running
