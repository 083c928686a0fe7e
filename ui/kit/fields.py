"""Fields that a form is made of: text, numbers, ticks, choices; they know no rule.

A field is a widget with a signal `edited`, `set_value(value)`, and `value()`, which raises Refusal when what is
typed cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QTextEdit,
    QToolButton,
    QWidget,
)

from cpconf.refusals import Refusal

Choice = tuple[Any, str]  # value, words


class TextField(QLineEdit):
    """One line of text; spaces around it are not part of the value. Empty is `""`."""

    edited = Signal()

    def __init__(self, value: str = "", *, example: str = "", longest: int = 200) -> None:
        super().__init__(value)
        self.setPlaceholderText(example)
        self.setMaxLength(longest)
        self.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> str:
        return self.text().strip()

    def set_value(self, value: str) -> None:
        self.setText(value)
        self.setCursorPosition(0)


class LongTextField(QTextEdit):
    """A few lines of plain text; Tab leaves it. Empty is `""`."""

    edited = Signal()

    def __init__(self, value: str = "", *, lines: int = 3, example: str = "") -> None:
        super().__init__()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(example)
        self._lines = lines
        self.setPlainText(value)
        self.textChanged.connect(self.edited.emit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 26)

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, value: str) -> None:
        self.setPlainText(value)


class NumberField(QLineEdit):
    """A whole number between two bounds, or None. Up and Down go by one. Refuses what is no number or outside."""

    edited = Signal()

    def __init__(self, value: int | None = None, *, least: int = 0, most: int = 9999, example: str = "") -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setPlaceholderText(example)
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.set_value(value)

    def value(self) -> int | None:
        text = self.text().strip()
        if not text:
            return None
        if not text.removeprefix("-").isdecimal() or not self._least <= int(text) <= self._most:
            raise Refusal(f"Write a whole number from {self._least} to {self._most}.")
        return int(text)

    def set_value(self, value: int | None) -> None:
        self.setText("" if value is None else str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def _move(self, by: int) -> None:
        try:
            now = self.value()
        except Refusal:
            return
        self.set_value(self._least if now is None else max(self._least, min(now + by, self._most)))
        self.edited.emit()


class TickField(QCheckBox):
    """Yes or no, with its own words beside the box."""

    edited = Signal()

    def __init__(self, text: str, value: bool = False) -> None:
        super().__init__(text)
        self.setChecked(value)
        self.toggled.connect(lambda _on: self.edited.emit())

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        self.setChecked(value)


class ChoiceField(QComboBox):
    """One of several. Typing jumps to it; with `search` the typed words are looked for anywhere in the choices.

    `none` is the sentence for "nothing chosen yet" (value None); without it the first choice is chosen.
    """

    edited = Signal()

    def __init__(self, choices: Iterable[Choice] = (), *, none: str | None = None, search: bool = False) -> None:
        super().__init__()
        self._none = none
        self._values: list[Any] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        if search:
            self._make_searchable()
        self.set_choices(choices)
        self.activated.connect(lambda _index: self.edited.emit())

    def _make_searchable(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(_anywhere(QCompleter(self.model(), self)))
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._keep_a_choice)

    def _keep_a_choice(self) -> None:
        """Text that is none of the choices goes back to the one that was chosen."""
        found = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        if found >= 0 and found != self.currentIndex():
            self.setCurrentIndex(found)
            self.edited.emit()
        self.setEditText(self.itemText(self.currentIndex()))

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Replace the choices; what was chosen stays chosen if it is still there."""
        before = self.value() if self._values else None
        pairs = ([(None, self._none)] if self._none is not None else []) + list(choices)
        self.clear()
        self._values = [value for value, _words in pairs]
        self.addItems([text for _value, text in pairs])
        self.set_value(before)

    def value(self) -> Any:
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def set_value(self, value: Any) -> None:
        self.setCurrentIndex(self._values.index(value) if value in self._values else (0 if self._values else -1))
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        _only_with_focus(self, event, super().wheelEvent)


class RadioField(QWidget):
    """One of a few, all in sight; arrow keys move, None until one is chosen."""

    edited = Signal()

    def __init__(self, choices: Sequence[Choice], *, columns: int = 1) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._values = [value for value, _words in choices]
        grid = _grid(self)
        for at, (_value, text) in enumerate(choices):
            radio = QRadioButton(text)
            self._group.addButton(radio, at)
            grid.addWidget(radio, at // columns, at % columns)
        first = self._group.button(0)
        if first is not None:
            self.setFocusProxy(first)
        self._group.idClicked.connect(lambda _id: self.edited.emit())

    def value(self) -> Any:
        at = self._group.checkedId()
        return self._values[at] if at >= 0 else None

    def set_value(self, value: Any) -> None:
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)
            return
        self._group.setExclusive(False)
        for radio in self._group.buttons():
            radio.setChecked(False)
        self._group.setExclusive(True)


class MultiChoiceField(QWidget):
    """Any of a few, each with its tick; the value is a tuple in the order of the choices."""

    edited = Signal()

    def __init__(self, choices: Sequence[Choice], *, columns: int = 2) -> None:
        super().__init__()
        self._ticks: list[tuple[Any, QCheckBox]] = []
        grid = _grid(self)
        for at, (value, text) in enumerate(choices):
            tick = QCheckBox(text)
            tick.toggled.connect(lambda _on: self.edited.emit())
            grid.addWidget(tick, at // columns, at % columns)
            self._ticks.append((value, tick))
        if self._ticks:
            self.setFocusProxy(self._ticks[0][1])

    def value(self) -> tuple[Any, ...]:
        return tuple(value for value, tick in self._ticks if tick.isChecked())

    def set_value(self, value: Iterable[Any]) -> None:
        wanted = set(value)
        for known, tick in self._ticks:
            tick.setChecked(known in wanted)


class FindField(QLineEdit):
    """Where a person types to narrow a list; Escape empties it, Down goes to the list."""

    asked = Signal(str)
    leaving = Signal()

    def __init__(self, name: str, example: str) -> None:
        super().__init__()
        self.setProperty("role", "find")
        self.setAccessibleName(name)
        self.setPlaceholderText(example)
        self.setClearButtonEnabled(True)
        for clear in self.findChildren(QToolButton):
            clear.setAccessibleName(f"Empty: {name}")
        self.textChanged.connect(self.asked.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leaving.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.ShortcutFocusReason:
            self.selectAll()


def suggest(field: QLineEdit, words: Iterable[str]) -> None:
    """Offer what was typed before (or is known) under a text field; anything else may still be typed."""
    field.setCompleter(_anywhere(QCompleter(QStringListModel(list(words)), field)))


def _anywhere(completer: QCompleter) -> QCompleter:
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = completer.popup()
    if popup is not None:
        popup.setProperty("role", "choices")
    return completer


def _grid(field: QWidget) -> QGridLayout:
    grid = QGridLayout(field)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(2)
    grid.setHorizontalSpacing(16)
    return grid


def _only_with_focus(field: QWidget, event: QWheelEvent, otherwise: Any) -> None:
    if field.hasFocus():
        otherwise(event)
    else:
        event.ignore()
