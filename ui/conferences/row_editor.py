"""Fields that are stored together within a second of typing: a row of a plan, a view; knows no action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from cpconf.refusals import Refusal
from ui.kit.date_field import DateField
from ui.kit.style import px
from ui.kit.typed_text import SAVE_AFTER, TRY_AGAIN
from ui.kit.words import repolish, words
from ui.work import Work

Values = dict[str, Any]


@dataclass(slots=True)
class _Cell:
    field: Any
    place: QWidget
    error: QLabel
    hint: str


class RowEditor(QFrame):
    """Named fields in a grid. `save_with` says how they are stored; what is unreadable waits beside its field.

    `load` shows stored values and leaves alone whatever was typed here and is not stored yet, field by field.
    """

    state = Signal(bool)  # whether everything typed is stored

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self._cells: dict[str, _Cell] = {}
        self._stored: Values = {}
        self._offered: Values | None = None
        self._save: Callable[[Values], object] | None = None
        self._soon = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._soon.timeout.connect(self.flush)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(px(12))
        self.grid.setVerticalSpacing(px(8))

    # --- building ---------------------------------------------------------------------------------------------

    def add(
        self, name: str, label: str, field: Any, row: int, column: int, span: int = 1, *, labelled: bool = True
    ) -> None:
        """Add a field at a place of the grid; without `labelled` its label is only spoken."""
        place = QWidget()
        parts = QVBoxLayout(place)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(px(2))
        if labelled:
            title = words(label, "small")
            title.setBuddy(field)
            parts.addWidget(title)
        error = words("", "error")
        error.hide()
        parts.addWidget(field)
        parts.addWidget(error)
        parts.addStretch(1)
        field.setAccessibleName(f"{label}, {self.name}" if self.name else label)
        self.grid.addWidget(place, row, column, 1, span)
        self._cells[name] = _Cell(field, place, error, field.accessibleDescription())
        field.edited.connect(lambda: self._touched(name))
        if isinstance(field, QLineEdit):
            field.editingFinished.connect(lambda: self._left(name))

    def save_with(self, save: Callable[[Values], object]) -> None:
        """`save(values)` is called with all values; it answers through `confirm` or `failed`."""
        self._save = save

    def keep_with(self, work: Work, action: Callable[..., object], **named: Any) -> None:
        """Store the values as keywords of an action, beside these others."""

        def save(values: Values) -> None:
            work.change(
                action,
                then=lambda _value: self.confirm(values),
                refused=self.show_refusal,
                ended=lambda committed: None if committed else self.failed(),
                owner=self,
                **named,
                **values,
            )

        self._save = save

    def field(self, name: str) -> Any:
        return self._cells[name].field

    def take_focus(self) -> None:
        """Put the keyboard into the first field."""
        first = next(iter(self._cells.values()), None)
        if first is not None:
            first.field.setFocus()

    def show_field(self, name: str, shown: bool) -> None:
        self._cells[name].place.setVisible(shown)

    def set_read_only(self, on: bool) -> None:
        """Only for reading: text can still be selected and reached."""
        for cell in self._cells.values():
            if isinstance(cell.field, QLineEdit | QTextEdit):
                cell.field.setReadOnly(on)
                repolish(cell.field)
            elif isinstance(cell.field, QWidget):
                cell.field.setEnabled(not on)

    # --- values -----------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        return any(self._differs(name) for name in self._cells)

    def values(self) -> Values:
        """All values now; where a field cannot be read, what is stored."""
        return {name: self._stored.get(name) if self._wrong(name) else self._value(name) for name in self._cells}

    def load(self, **values: Any) -> None:
        """Show what is stored, except in fields that hold something typed and not yet stored."""
        for name, value in values.items():
            typed = name in self._stored and self._differs(name)
            self._stored[name] = value
            if not typed and (self._wrong(name) or self._value(name) != value):
                self.field(name).set_value(value)
                self._set_error(name, "")
        self.state.emit(not self.unsaved)

    def confirm(self, values: Values) -> None:
        """These are stored now."""
        self._stored = {**self._stored, **values}
        self.state.emit(not self.unsaved)

    def failed(self) -> None:
        """They could not be stored: offer them again."""
        self._offered = None
        self._soon.start(TRY_AGAIN)

    def show_refusal(self, refusal: Refusal) -> None:
        """Show why a rule said no, beside its field or else beside the first."""
        name = refusal.field if refusal.field in self._cells else next(iter(self._cells))
        self._set_error(str(name), refusal.message)

    def error(self, name: str) -> str:
        """What is shown under the field now, or an empty text."""
        return self._cells[name].error.text()

    def flush(self) -> None:
        """Offer what was typed for storing at once."""
        self._soon.stop()
        values = self.values()
        if self._save is None or values == self._offered or not self._is_new(values):
            return
        self._offered = values
        self._save(values)

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    # --- inside -----------------------------------------------------------------------------------------------

    def _is_new(self, values: Values) -> bool:
        return any(values[name] != self._stored.get(name) for name in values)

    def _value(self, name: str) -> Any:
        return self._cells[name].field.value()

    def _wrong(self, name: str) -> str:
        try:
            self._value(name)
        except Refusal as refusal:
            return refusal.message
        return ""

    def _differs(self, name: str) -> bool:
        return bool(self._wrong(name)) or self._value(name) != self._stored.get(name)

    def _touched(self, name: str) -> None:
        cell = self._cells[name]
        wrong = "" if isinstance(cell.field, QLineEdit) and cell.field.hasFocus() else self._wrong(name)
        self._set_error(name, wrong)
        self._offered = None
        if not (isinstance(cell.field, DateField) and cell.field.hasFocus()):  # half a date reads as another date
            self._soon.start(0 if isinstance(cell.field, QComboBox) else SAVE_AFTER)
        self.state.emit(False)

    def _left(self, name: str) -> None:
        self._set_error(name, self._wrong(name))
        self._soon.start(0)

    def _set_error(self, name: str, message: str) -> None:
        cell = self._cells[name]
        if cell.error.text() == message:
            return
        cell.error.setText(message)
        cell.error.setVisible(bool(message))
        cell.field.setProperty("invalid", bool(message))
        cell.field.setAccessibleDescription(" ".join(part for part in (message, cell.hint) if part))
        repolish(cell.field)
