"""The rail at the left: where a person can go; knows no screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from ui.kit.icons import icon
from ui.kit.style import px
from ui.kit.tokens import RAIL

if TYPE_CHECKING:  # PySide builds a class when it is first named, which the first paint need not wait for
    from PySide6.QtGui import QKeyEvent

    from ui.shell.registry import Entry


class Rail(QFrame):
    """One button per place, one of them current. Up and Down move; `narrow` shows only the pictures."""

    wanted = Signal(str)
    find_wanted = Signal()
    menu_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName("Places")
        self._group = QButtonGroup(self)
        self._places: dict[str, QToolButton] = {}
        self._narrow = False
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self._find = self._button("search", "Find anything", "Ctrl+K", self.find_wanted)
        self._menu = self._button("menu", "Menu", "F10", self.menu_wanted)
        self._column.addWidget(self._find)
        self._column.addSpacing(px(12))
        self._column.addStretch(1)
        self._column.addWidget(self._menu)
        self.rescale()

    def _button(self, picture: str, text: str, key: str, signal: object = None) -> QToolButton:
        made = QToolButton()
        made.setIcon(icon(picture))
        made.setText(f"  {text}")
        made.setAccessibleName(text)
        made.setToolTip(f"{text} ({key})" if key else text)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if signal is not None:
            made.clicked.connect(signal)
        return made

    def show_places(self, entries: Sequence[Entry]) -> None:
        """Show these and no others."""
        for old in self._places.values():
            self._group.removeButton(old)
            old.deleteLater()
        self._places = {}
        for number, entry in enumerate(entries, 1):
            made = self._button(entry.picture, entry.title, f"Ctrl+{number}" if number < 9 else "")
            made.setCheckable(True)
            made.clicked.connect(lambda _on=False, key=entry.key: self.wanted.emit(key))
            self._group.addButton(made)
            self._places[entry.key] = made
            self._column.insertWidget(number + 1, made)
        self.rescale()

    def mark(self, key: str) -> None:
        """Show as current the place with this key; a screen outside the rail leaves the mark where it was."""
        if key in self._places:
            self._places[key].setChecked(True)

    def set_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self.rescale()

    def rescale(self) -> None:
        """Follow the text size and the width in force."""
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if self._narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for made in (self._find, self._menu, *self._places.values()):
            made.setToolButtonStyle(style)
            made.setIconSize(QSize(px(20), px(20)))
        edge = px(6 if self._narrow else 10)
        self._column.setContentsMargins(edge, px(12), edge, px(10))
        self.setFixedWidth(px(56 if self._narrow else RAIL))

    @property
    def menu_button(self) -> QToolButton:
        return self._menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
