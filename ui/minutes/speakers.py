"""Who is at the table, by number; Enter or a double click begins a paragraph of that person; knows no text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cpconf.conferences.day import DayPerson
from ui.kit.style import font_of, px, theme_now

NUMBER = Qt.ItemDataRole.UserRole + 2
OF = Qt.ItemDataRole.UserRole + 3


class _Painter(QStyledItemDelegate):
    """The number as a key cap, the name, and under it what the person stands for."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        theme, rect = theme_now(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.chosen if chosen else theme.hover))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 6, 6)
        ink, soft = (theme.on_chosen, theme.on_chosen) if chosen else (theme.text, theme.text_soft)
        if index.data(NUMBER) < 10:
            cap = QRectF(rect.left() + px(8), rect.top() + px(8), px(20), px(20))
            painter.setBrush(QColor(theme.surface))
            painter.setPen(QColor(theme.edge))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(QColor(theme.text))
            painter.setFont(font_of("small", strong=True))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, str(index.data(NUMBER)))
        left = rect.left() + px(36)
        room = rect.width() - px(44)
        for text, step, colour, top in ((index.data(), "body", ink, px(4)), (index.data(OF), "small", soft, px(23))):
            painter.setFont(font_of(step))
            painter.setPen(QColor(colour))
            fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            area = QRectF(left, rect.top() + top, room, px(20))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitted)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        return QSize(px(100), px(48))


class Speakers(QListWidget):
    """`wanted(number)` when a person is chosen to speak."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("At the table: Enter begins a paragraph of this person")
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.wanted.emit(item.data(NUMBER)))

    def show_people(self, people: Sequence[DayPerson]) -> None:
        """Show these, numbered from 1."""
        shown = [(person.name, person.agency or person.role or person.capacity) for person in people]
        if [(self.item(at).text(), self.item(at).data(OF)) for at in range(self.count())] == shown:
            return
        self.clear()
        for number, (name, of) in enumerate(shown, 1):
            item = QListWidgetItem(name)
            item.setData(NUMBER, number)
            item.setData(OF, of)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{number}, {name}, {of}")
            item.setToolTip(f"{name}\n{of}")
            self.addItem(item)
