"""Desks for stories: a person at the real window on a real store, worked by keys; and the words of its papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cpconf.access.queries import actor_for
from cpconf.access.rules import StaffId
from cpconf.bookings.rules import ConferenceId
from cpconf.circulation.queries import DocumentLine, document_pdf, documents
from cpconf.store.actors import SETTING_UP, Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.ui.keys import CTRL, PLAIN, press, type_in
from ui.finding import find
from ui.kit.asking import FillIn, Question
from ui.kit.fields import ChoiceField
from ui.kit.form import Form
from ui.kit.frame import Frame
from ui.kit.memory import Memory
from ui.kit.notices import Notice
from ui.kit.screen import Screen
from ui.kit.style import Look
from ui.screens import SCREENS
from ui.shell.registry import Registry
from ui.shell.window import Window
from ui.work import Work

A = TypeVar("A")
S = TypeVar("S", bound=Screen)
W = TypeVar("W", bound=QWidget)
PATIENCE = 20_000  # milliseconds; a loaded machine may need them, an idle one never does


class Sitter:
    """Sits before the dialogs: fills a form in as far as it has such fields, or gives a file; in the order laid ready.

    A form must take what is filled in: a field that is missing or refuses its value fails the story. What can be
    called is called while the true dialog is open, and presses its keys.
    """

    def __init__(self) -> None:
        self.ready: list[Any] = []

    def __call__(self, parent: QWidget | None, question: Question[A], /) -> A | None:
        given = self.ready.pop(0)
        if callable(given):
            QTimer.singleShot(0, given)
            return question.put(parent)
        asked: Any = question
        answer: A | None = _filled_in(asked, given) if isinstance(asked, FillIn) else given
        return answer


def _filled_in(question: FillIn, given: dict[str, Any]) -> Any:
    form = Form()
    question.build(form)
    form.fill(**question.values)
    form.fill(**given)
    read = form.read()
    form.deleteLater()
    assert read is not None, question.title
    return read


class Watch(QObject):
    """Counts how often the window lost the keyboard, as it does when a part shows itself before it has a place.

    To a dialog it may lose it.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.lost = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.lost += event.type() == QEvent.Type.WindowDeactivate and QApplication.activeModalWidget() is None
        return False


class Desk:
    """One person at one window. Keys go to whatever has the keyboard, as they do for a person."""

    def __init__(self, qtbot: QtBot, window: Window, work: Work, sitter: Sitter) -> None:
        self.qtbot, self.window, self.work, self.sitter = qtbot, window, work, sitter
        self.keys = 0
        """Pressed so far, a chord as one; what is laid ready for a dialog is not counted."""

    def until(self, condition: Callable[[], object]) -> None:
        try:
            self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE)
        except self.qtbot.TimeoutError as error:
            error.add_note(f"The window says: {self.says()}")
            raise

    def says(self) -> list[str]:
        """Every notice and every error in sight."""
        labels = [label for label in self.window.findChildren(QLabel) if label.isVisible()]
        wrong = [label.text() for label in labels if label.property("role") == "error"]
        return wrong + [notice.text for notice in self.window.findChildren(Notice) if notice.isVisible()]

    def rest(self) -> None:
        """Until everything is stored, answered and shown."""

        def rested() -> bool:
            screen = self.window.screen_now
            return not self.work.is_busy and (screen is None or not screen.stale)

        self.until(rested)

    def screen(self, kind: type[S]) -> S:
        """The screen in sight, once it is of this kind and has its answers."""
        self.until(lambda: isinstance(self.window.screen_now, kind))
        self.rest()
        shown = self.window.screen_now
        assert isinstance(shown, kind)
        return shown

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        """One key, where the keyboard is."""
        self.keys += len(key) * times if isinstance(key, str) else times
        for _ in range(times):
            press(QApplication.focusWidget() or self.window, key, modifiers)

    def write(self, *words: str) -> None:
        """Words into one field after another, with Tab between them."""
        for number, text in enumerate(words):
            if number:
                self.key(Qt.Key.Key_Tab)
            self.keys += len(text)
            for letter in text:
                here = QApplication.focusWidget() or self.window
                if letter.isascii():
                    type_in(here, letter)
                else:  # no key of QTest has it; a keyboard sends it as the text of a key
                    QTest.sendKeyEvent(QTest.KeyAction.Click, here, Qt.Key.Key_unknown, letter, PLAIN)

    def into(self, field: QWidget, text: str) -> None:
        """Words into this field."""
        field.setFocus(Qt.FocusReason.TabFocusReason)
        self.keys += len(text)
        type_in(field, text)

    def choose(self, field: ChoiceField, letters: str) -> None:
        """Jump to a choice by its first letters."""
        self.into(field, letters)
        assert field.currentText().startswith(letters), field.currentText()

    def step_to(self, field: ChoiceField, words: str) -> None:
        """Go down the choices to the one that begins so."""
        field.setFocus(Qt.FocusReason.TabFocusReason)
        for _ in range(field.count()):
            if not field.currentText().startswith(words):
                self.key(Qt.Key.Key_Down)
        assert field.currentText().startswith(words), field.currentText()

    def named(self, kind: type[W], name: str) -> W:
        """The part in sight that a screen reader calls this."""
        every = (part for part in self.window.findChildren(kind) if part.isVisible())
        return next(part for part in every if part.accessibleName() == name)

    def find(self, words: str, *, like: str = "") -> None:
        """Ctrl+K, words, Enter: goes to the best of what is found, or down to the first whose title begins so."""
        palette = self.window.palette_box
        self.key(Qt.Key.Key_K, CTRL)
        self.until(palette.isVisible)
        self.keys += len(words) + 1
        type_in(palette.line, words)
        self.rest()
        at = next(n for n, title in enumerate(palette.titles()) if title.startswith(like))
        self.key(Qt.Key.Key_Down, times=at)
        press(palette.line, Qt.Key.Key_Return)
        self.rest()

    def button(self, words: str, within: QWidget | None = None) -> None:
        """Press the button with these words, by the space bar, as soon as it can be pressed."""
        place = within or self.window

        def there() -> list[QPushButton]:
            every = place.findChildren(QPushButton)
            return [one for one in every if one.isVisible() and one.isEnabled() and _plain(one) == words]

        self.until(there)
        (found,) = there()
        found.setFocus(Qt.FocusReason.TabFocusReason)
        self.keys += 1
        press(found, Qt.Key.Key_Space)


def _plain(button: QAbstractButton) -> str:
    return button.text().replace("&", "").removesuffix(" …")


@contextmanager
def desk_of(
    staff_id: StaffId, *, place: Place, clock: HandClock, qtbot: QtBot, look: Look, folder: Path
) -> Iterator[Desk]:
    """The window of this member of staff on this store, from its opening to its closing by the person."""
    work = Work(lambda: Store.open(place, clock=clock), clock)
    memory, sitter = Memory(folder / f"choices{staff_id}.ini"), Sitter()
    window = Window(Registry(SCREENS), look, memory)
    frame = Frame(
        work=work,
        now=clock,
        today=lambda: clock().date(),
        open_screen=window.open_screen,
        memory=memory,
        ask=sitter,
    )
    window.furnish(frame)
    window.add_provider(partial(find, frame))
    watch = Watch(window)
    desk = Desk(qtbot, window, work, sitter)
    work.with_store(
        lambda store: store.ask(SETTING_UP, actor_for, staff_id=staff_id),
        then=lambda actor: setattr(work, "by", actor),
    )
    desk.until(lambda: work.by is not None)
    with qtbot.waitActive(window, timeout=PATIENCE):
        window.show()
        window.activateWindow()
    window.open_screen(next(iter(window.registry)).key)
    desk.rest()
    try:
        yield desk
        assert watch.lost == 0
        assert window.close()
        assert work.pending_changes == 0
    finally:
        window.hide()
        work.close(20)
        window.deleteLater()
        work.deleteLater()


def text_of(pdf: bytes) -> str:
    """All words of a PDF, line ends as blanks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def kept_papers(place: Place, clock: HandClock, by: Actor, conference_id: ConferenceId) -> dict[str, str]:
    """The text of each kept paper by its kind."""
    store = Store.open(place, clock=clock)
    try:
        lines: tuple[DocumentLine, ...] = store.ask(by, documents, conference_id=conference_id)
        return {line.words: text_of(store.ask(by, document_pdf, document_id=line.id)) for line in lines}
    finally:
        store.close()
