"""A form: labels above fields, what is required, and errors beside what they concern; knows no action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cpconf.refusals import Refusal
from ui.kit.fields import TickField
from ui.kit.style import px
from ui.kit.words import announce, repolish, words


@dataclass(slots=True)
class _Row:
    field: QWidget
    label: str
    required: bool
    error: QLabel
    hint: str
    place: QWidget


class Form(QWidget):
    """Named fields. `read()` gives their values or shows what is wrong and gives None.

    Enter in a one-line field emits `submitted`. `show_error` puts a sentence under the field, marks the field by
    outline and words, and a screen reader hears it as the field's description.
    """

    submitted = Signal()
    edited = Signal(str)

    def __init__(self, *, columns: int = 1) -> None:
        super().__init__()
        self._rows: dict[str, _Row] = {}
        self._columns, self._cell = columns, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(12))
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add(
        self,
        name: str,
        label: str,
        field: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        span: int = 1,
    ) -> None:
        """Add a field; `label` carries its mnemonic (`&Site`). `span` columns wide, `hint` in small words below."""
        edited = getattr(field, "edited", None)
        if edited is None or not hasattr(field, "value"):
            raise TypeError(f"{type(field).__name__} is not a field")
        plain = label.replace("&", "")
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        if not isinstance(field, TickField):
            column.addWidget(_label(label, field, required))
        column.addWidget(field)
        if hint:
            column.addWidget(words(hint, "small"))
        error = words("", "error")
        error.hide()
        column.addWidget(error)
        column.addStretch(1)
        field.setAccessibleName(f"{plain}, required" if required else plain)
        field.setAccessibleDescription(hint)
        self._rows[name] = _Row(field, plain, required, error, hint, place)
        self._place(place, min(span, self._columns))
        edited.connect(lambda: self._touched(name))
        if isinstance(field, QLineEdit):
            field.installEventFilter(self)

    def add_wide(self, part: QWidget) -> None:
        """A heading, a sentence or a row of buttons across the whole form."""
        self._place(part, self._columns)

    def has(self, name: str) -> bool:
        return name in self._rows

    def field(self, name: str) -> Any:
        """The field itself, for filling and watching."""
        return self._rows[name].field

    def value(self, name: str) -> Any:
        """The value of one field; raises Refusal when it cannot be read."""
        return self.field(name).value()

    def fill(self, **values: Any) -> None:
        """Put values into fields by name; errors go away."""
        for name, value in values.items():
            self.field(name).set_value(value)
            self.clear_error(name)

    def read(self) -> dict[str, Any] | None:
        """All values by name; or None, with every error shown and the focus in the first field that has one."""
        self.clear_errors()
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for name, row in self._rows.items():
            try:
                values[name] = self.field(name).value()
                if row.required and _is_empty(values[name]):
                    raise Refusal(f"{row.label} is needed.")
            except Refusal as refusal:
                self._mark(name, refusal.message)
                wrong.append(name)
        if wrong:
            self._go_to(wrong[0])
            return None
        return values

    def show_error(self, name: str, message: str) -> None:
        """Show why a rule said no, beside its field, and go there."""
        self._mark(name, message)
        self._go_to(name)

    def error(self, name: str) -> str:
        """What is shown under the field now, or an empty text."""
        return self._rows[name].error.text()

    def clear_error(self, name: str) -> None:
        row = self._rows[name]
        if row.error.text():
            self._set_error(row, "")

    def clear_errors(self) -> None:
        for name in self._rows:
            self.clear_error(name)

    def show_field(self, name: str, shown: bool) -> None:
        """Show or hide a field with its label."""
        self._rows[name].place.setVisible(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.submitted.emit()
            return True
        return super().eventFilter(watched, event)

    def _place(self, part: QWidget, span: int) -> None:
        row, column = divmod(self._cell, self._columns)
        if column + span > self._columns:
            row, column = row + 1, 0
        self._grid.addWidget(part, row, column, 1, span)
        self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(row + 1, 1)  # room that is left goes below the last field
        self._cell = row * self._columns + column + span

    def _touched(self, name: str) -> None:
        self.clear_error(name)
        self.edited.emit(name)

    def _mark(self, name: str, message: str) -> None:
        self._set_error(self._rows[name], message)

    def _go_to(self, name: str) -> None:
        row = self._rows[name]
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(row.field, f"{row.label}: {row.error.text()}")

    @staticmethod
    def _set_error(row: _Row, message: str) -> None:
        row.error.setText(message)
        row.error.setVisible(bool(message))
        row.field.setProperty("invalid", bool(message))
        row.field.setAccessibleDescription(" ".join(part for part in (message, row.hint) if part))
        repolish(row.field)


def _label(text: str, field: QWidget, required: bool) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(6))
    label = QLabel(text)
    label.setProperty("role", "label")
    label.setBuddy(field.focusProxy() or field)
    row.addWidget(label)
    if required:
        row.addWidget(words("needed", "small", wrap=False))
    row.addStretch(1)
    return line


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == ()
