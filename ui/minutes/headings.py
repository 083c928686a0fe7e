"""The list of headings with a mark on each that is filled; knows no text."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.icons import draw_icon
from ui.kit.style import px, theme_now

FILLED = Qt.ItemDataRole.UserRole + 2
KEY = Qt.ItemDataRole.UserRole + 3


class _Painter(QStyledItemDelegate):
    """A tick in a full circle for what is filled, an empty circle for what is not, then the words, wrapped."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        theme = theme_now()
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.chosen if chosen else theme.hover))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 6, 6)
        dot = QRectF(rect.left() + px(10), rect.top() + (rect.height() - px(14)) / 2, px(14), px(14))
        if index.data(FILLED):
            draw_icon(painter, dot, "good", theme.on_chosen if chosen and theme.key == "contrast" else theme.good)
        else:
            painter.setPen(QColor(theme.on_chosen if chosen else theme.edge))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(dot.adjusted(2, 2, -2, -2))
        painter.setPen(QColor(theme.on_chosen if chosen else theme.text))
        area = rect.adjusted(px(32), px(4), -px(8), -px(4))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, flags, index.data())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        view = self.parent()
        wide = view.viewport().width() if isinstance(view, QListWidget) else px(200)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        room = option.fontMetrics.boundingRect(0, 0, max(px(60), wide - px(44)), 1000, flags, index.data())
        return QSize(wide, max(px(32), room.height() + px(12)))


class Headings(QListWidget):
    """`wanted(key)` when a person goes to another heading."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Headings of the minutes")
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.currentItemChanged.connect(self._moved)

    def show_headings(self, headings: Sequence[tuple[Hashable, str]]) -> None:
        """Show these, in order; the place stays where it was."""
        if [(item.data(KEY), item.text()) for item in self._items()] == list(headings):
            return
        here = self.key_now()
        self.blockSignals(True)
        self.clear()
        for key, words in headings:
            item = QListWidgetItem(words)
            item.setData(KEY, key)
            self.addItem(item)
            self.mark(key, filled=False)
        self.blockSignals(False)
        if not self.choose(here):
            self.setCurrentRow(0)

    def mark(self, key: Hashable, *, filled: bool) -> None:
        """Say whether something is typed under a heading."""
        for item in self._items():
            if item.data(KEY) == key and item.data(FILLED) is not filled:
                item.setData(FILLED, filled)
                said = f"{item.text()}, {'filled' if filled else 'empty'}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)

    def choose(self, key: Hashable) -> bool:
        """Go to this heading; False if there is none."""
        for item in self._items():
            if item.data(KEY) == key:
                self.setCurrentItem(item)
                return True
        return False

    def key_now(self) -> Any:
        item = self.currentItem()
        return None if item is None else item.data(KEY)

    def step(self, by: int) -> None:
        """Go so many headings on or back, as far as there are any."""
        self.setCurrentRow(max(0, min(self.currentRow() + by, self.count() - 1)))

    def words_now(self) -> str:
        item = self.currentItem()
        return "" if item is None else item.text()

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(at) for at in range(self.count())]

    def _moved(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.wanted.emit(item.data(KEY))
