"""The editor of the minutes: offers what was typed, soon and surely."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keys import CTRL, press, type_in
from ui.kit.typed_text import SAVE_AFTER, TypedText


@pytest.fixture
def text(ground: QWidget) -> TypedText:
    made = TypedText("Minutes")
    QVBoxLayout(ground).addWidget(made)
    made.show()
    made.setFocus()
    return made


def test_typing_is_offered_within_a_second_even_while_it_goes_on(text: TypedText, qtbot: QtBot) -> None:
    assert SAVE_AFTER <= 700
    type_in(text, "a")
    first = text._timer.remainingTime()
    type_in(text, "b")
    assert text._timer.remainingTime() <= first  # later keys do not put it off
    with qtbot.waitSignal(text.typed, timeout=3000) as offered:
        pass
    assert offered.args == ["ab"]


def test_leaving_offers_at_once_and_only_once(text: TypedText, qtbot: QtBot) -> None:
    offered: list[str] = []
    text.typed.connect(offered.append)
    type_in(text, "The chair welcomed everybody.")
    text.clearFocus()
    text.hide()
    assert offered == ["The chair welcomed everybody."]


def test_hiding_offers(text: TypedText) -> None:
    offered: list[str] = []
    text.typed.connect(offered.append)
    type_in(text, "x")
    text.hide()
    assert offered == ["x"]


def test_it_is_unsaved_until_just_this_text_is_confirmed(text: TypedText) -> None:
    type_in(text, "one")
    text.flush()
    type_in(text, " two")
    text.confirm("one")
    assert text.unsaved
    text.flush()
    text.confirm("one two")
    assert not text.unsaved


def test_text_whose_saving_failed_is_offered_again(text: TypedText, qtbot: QtBot) -> None:
    text._again.setInterval(20)
    type_in(text, "kept")
    text.flush()
    with qtbot.waitSignal(text.typed, timeout=3000) as offered:
        pass
    assert offered.args == ["kept"]
    text.confirm("kept")
    assert not text._again.isActive()


def test_loading_never_overwrites_what_is_not_stored(text: TypedText) -> None:
    assert text.load("stored")
    type_in(text, "new ")
    assert not text.load("from elsewhere")
    assert text.text == "new stored"


def test_what_was_loaded_cannot_be_undone_but_typing_can(text: TypedText) -> None:
    text.load("stored")
    text.undo()
    assert text.text == "stored"
    type_in(text, "new ")
    press(text, Qt.Key.Key_Z, CTRL)
    assert text.text == "stored"


def test_loading_is_not_taken_for_typing(text: TypedText) -> None:
    offered: list[str] = []
    text.typed.connect(offered.append)
    text.load("stored\nin two lines")
    text.flush()
    assert (offered, text.unsaved) == ([], False)


def test_pasting_takes_the_words_without_their_dress(text: TypedText) -> None:
    pasted = QMimeData()
    pasted.setHtml("<h1 style='color:red'>Loud</h1>")
    pasted.setText("Loud")
    text.insertFromMimeData(pasted)
    assert text.text == "Loud"
    assert text.currentCharFormat().fontWeight() == text.font().weight()


def test_reading_only_neither_types_nor_offers(text: TypedText) -> None:
    text.load("final")
    text.set_read_only(True)
    type_in(text, "x")
    text.flush()
    assert (text.text, text.unsaved) == ("final", False)


def test_tab_leaves_the_editor(text: TypedText, ground: QWidget) -> None:
    after = QPushButton("Next", ground)
    after.show()
    type_in(text, "x")
    press(text, Qt.Key.Key_Tab)
    assert text.text == "x"
    assert after.hasFocus()
    text.confirm("x")


def test_type_grows_by_keys(text: TypedText) -> None:
    text.ensurePolished()
    before = text.font().pixelSize()
    press(text, Qt.Key.Key_Equal, CTRL)
    text.ensurePolished()
    assert text.font().pixelSize() > before
