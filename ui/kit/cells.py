"""Paints the cells of a table: calm rows, a thin line between them, states as shape and word; knows no subject."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.style import px, theme_now
from ui.kit.table_model import STATE_ROLE, State
from ui.kit.tokens import ROW
from ui.kit.words import draw_mark, mark_size

Index = QModelIndex | QPersistentModelIndex


class CellPainter(QStyledItemDelegate):
    """Draws directly, not through the style sheet: a full table must scroll within a frame."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = theme_now()
        rect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.fillRect(rect, QColor(theme.chosen if selected else theme.hover))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(px(8), 0, -px(8), -1)
        shown = index.data(STATE_ROLE)
        if isinstance(shown, State):
            if shown.word:
                draw_mark(painter, QRectF(inner), shown.word, shown.tone, shown.shape or shown.tone)
        else:
            self._write(painter, inner, index, QColor(theme.on_chosen if selected else theme.text))
        if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            self._ring(painter, rect, index, QColor(theme.text if theme.key == "contrast" else theme.focus))

    @staticmethod
    def _write(painter: QPainter, area: object, index: Index, ink: QColor) -> None:
        text = index.data()
        if not text:
            return
        painter.setPen(ink)
        fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())  # type: ignore[attr-defined]
        painter.drawText(area, index.data(Qt.ItemDataRole.TextAlignmentRole), fitted)  # type: ignore[call-overload]

    def _ring(self, painter: QPainter, rect: object, index: Index, ink: QColor) -> None:
        """The focus: two lines along the whole row, closed at its ends."""
        painter.setPen(QPen(ink, 2))
        area = rect.adjusted(0, 1, 0, -1)  # type: ignore[attr-defined]
        painter.drawLine(area.topLeft(), area.topRight())
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        state = index.data(STATE_ROLE)
        if isinstance(state, State):
            return QSize(mark_size(state.word).width() + px(16), px(ROW))
        return QSize(super().sizeHint(option, index).width() + px(16), px(ROW))
