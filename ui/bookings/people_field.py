"""A field for several people of the directory: type part of a name, take out with a press; knows no rule."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.conferences.flow import Flow
from ui.kit.fields import Choice, TextField, suggest
from ui.kit.style import px
from ui.kit.words import announce, button


class _Finder(TextField):
    """Enter takes what was found and goes no further while something is typed."""

    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self.value():
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class PeopleField(QWidget):
    """The value is the tuple of the ids of whoever was added, in that order."""

    edited = Signal()

    def __init__(self, *, example: str = "Type a name, job or agency") -> None:
        super().__init__()
        self._words: dict[Any, str] = {}
        self._chosen: list[Any] = []
        self.finder = _Finder(example=example)
        self.finder.taken.connect(self._take_typed)
        self._parts = QWidget()
        self._flow = Flow(self._parts, gap=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.finder)
        column.addWidget(self._parts)
        self.setFocusProxy(self.finder)
        self._show()

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Everybody who can be added, as id and words; who is added already stays."""
        self._words |= dict(choices)
        suggest(self.finder, self._words.values())
        completer = self.finder.completer()
        if completer is not None:
            completer.activated.connect(self._take)
        self._show()

    def value(self) -> tuple[Any, ...]:
        return tuple(self._chosen)

    def set_value(self, value: Iterable[Any]) -> None:
        self._chosen = list(value)
        self._show()

    def setAccessibleName(self, name: str, /) -> None:
        super().setAccessibleName(name)
        self.finder.setAccessibleName(name)

    def _take_typed(self) -> None:
        typed = self.finder.value().casefold()
        found = [text for text in self._words.values() if typed in text.casefold()]
        exact = [text for text in found if text.casefold() == typed]
        if len(exact or found) == 1:
            self._take((exact or found)[0])

    def _take(self, text: str) -> None:
        person = next((key for key, known in self._words.items() if known == text), None)
        # Once more after this turn: the completer writes its words into the line when it has told of them.
        QTimer.singleShot(0, self.finder, self.finder.clear)
        self.finder.clear()
        if person is not None and person not in self._chosen:
            self._chosen.append(person)
            self._show()
            announce(self, f"{_name(text)} added")
            self.edited.emit()

    def _leave_out(self, person: Any) -> None:
        self._chosen.remove(person)
        self._show()
        self.finder.setFocus()
        self.edited.emit()

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for person in self._chosen:
            name = _name(self._words.get(person, "…"))
            chip = button(name, partial(self._leave_out, person), role="quiet", picture="close", hint="Take out")
            chip.setAccessibleName(f"Take out {name}")
            self._flow.addWidget(chip)
        self._parts.setVisible(bool(self._chosen))
        self._parts.updateGeometry()


def _name(text: str) -> str:
    return text.split(" · ")[0]
