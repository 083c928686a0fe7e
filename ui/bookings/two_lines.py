"""Cells of two lines: what it is, and in smaller soft words below what belongs to it; knows no subject."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from ui.kit.cells import CellPainter, Index
from ui.kit.style import font_of, px, theme_now
from ui.kit.table_view import TableView

TALL = 46  # pixels of a row at 100 %


class TwoLines(CellPainter):
    """Draws a text with a line end as two lines; any other cell as every table does."""

    @staticmethod
    def _write(painter: QPainter, area: Any, index: Index, ink: QColor) -> None:
        first, _end, second = (index.data() or "").partition("\n")
        if not second:
            CellPainter._write(painter, area, index, ink)
            return
        half = area.height() // 2
        _line(painter, QRect(area.left(), area.top() + px(3), area.width(), half), first, ink)
        theme = theme_now()
        soft = ink if ink == QColor(theme.on_chosen) and theme.key == "contrast" else QColor(theme.text_soft)
        painter.save()
        painter.setFont(font_of("small"))
        _line(painter, QRect(area.left(), area.top() + half, area.width(), half), second, soft)
        painter.restore()


def make_tall(view: TableView) -> None:
    """Give a list rows of two lines."""
    view.setItemDelegate(TwoLines(view))
    view.verticalHeader().setDefaultSectionSize(px(TALL))


def _line(painter: QPainter, area: QRect, text: str, ink: QColor) -> None:
    painter.setPen(ink)
    fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitted)
