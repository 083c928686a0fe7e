"""Ctrl+K: finds any command, person or conference by typing; knows only the hits that providers give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.kit.frame import Hit
from ui.kit.icons import draw_icon
from ui.kit.style import font_of, px, theme_now
from ui.kit.words import announce, words

Give = Callable[[Sequence[Hit]], object]
Provider = Callable[[str, Give], object]
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
HIT_ROLE = Qt.ItemDataRole.UserRole + 1
MOST = 40


class _Hits(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = list(hits)[:MOST]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (hit.title, hit.detail) if part)
        return None


class _HitPainter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, hit, rect = theme_now(), index.data(HIT_ROLE), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = QColor(theme.on_chosen if selected else theme.text)
        if selected:
            painter.setBrush(QColor(theme.chosen))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 6, 6)
        square = QRectF(rect.left() + px(12), rect.top(), px(18), rect.height())
        draw_icon(painter, square, hit.picture, theme.on_chosen if selected else theme.text_soft)
        area = rect.adjusted(px(42), 0, -px(12), 0)
        painter.setFont(font_of("small"))
        painter.setPen(ink if selected else QColor(theme.text_soft))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hit.detail)
        room = area.width() - painter.fontMetrics().horizontalAdvance(hit.detail) - px(12)
        painter.setFont(font_of("body"))
        painter.setPen(ink)
        title = painter.fontMetrics().elidedText(hit.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(200), px(38))


class Palette(QFrame):
    """Lies over its parent while open. Typing asks every provider; answers to older words are dropped."""

    def __init__(self, parent: QWidget, providers: Sequence[Provider]) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName("Find anything")
        self.providers = list(providers)
        self._asked = 0
        self._answers: dict[int, Sequence[Hit]] = {}
        self._back_to: QWidget | None = None
        self.line = QLineEdit()
        self.line.setAccessibleName("Find a command, a person or a conference")
        self.line.setPlaceholderText("Find a command, a person or a conference")
        self._hits = _Hits(self)
        self.list = QListView()
        self.list.setAccessibleName("Found")
        self.list.setModel(self._hits)
        self.list.setItemDelegate(_HitPainter(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self._nothing = words("Nothing found. Other words may find it.", "soft")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(6), px(8), px(8))
        column.setSpacing(px(6))
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        self.line.textChanged.connect(self._search)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self.line.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it empty, with the keyboard in it; the focus comes back afterwards."""
        if self.isVisible():
            self.leave()
            return
        window = self.window()
        self._back_to = window.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.line.clear()
        self._search("")
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        self.hide()
        self._asked += 1
        if self._back_to is not None:
            self._back_to.setFocus()
        self._back_to = None

    def titles(self) -> list[str]:
        """What is found now, best first."""
        return [hit.title for hit in self._hits.hits]

    def _search(self, text: str) -> None:
        self._asked += 1
        self._answers = {}
        for number, provider in enumerate(self.providers):
            provider(text.strip(), partial(self._take, self._asked, number))
        self._show()

    def _take(self, asked: int, number: int, hits: Sequence[Hit]) -> None:
        if asked == self._asked:
            self._answers[number] = hits
            self._show()

    def _show(self) -> None:
        self._hits.show([hit for number in sorted(self._answers) for hit in self._answers[number]])
        found = self._hits.rowCount()
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._place()
        if found:
            self.list.setCurrentIndex(self._hits.index(0))

    def _run(self, row: int) -> None:
        if 0 <= row < len(self._hits.hits):
            hit = self._hits.hits[row]
            self.leave()
            hit.run()

    def _move(self, by: int) -> None:
        count = self._hits.rowCount()
        if count:
            at = (self.list.currentIndex().row() + by) % count
            self.list.setCurrentIndex(self._hits.index(at))
            announce(self.line, self._hits.hits[at].title)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.line and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._back_to = None
            self.leave()
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in moves:
            self._move(moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex().row())
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            rows = max(2, min(10, self._hits.rowCount()))
            width = min(px(620), parent.width() - px(40))
            height = min(px(72) + rows * px(38), parent.height() - px(80))
            self.setGeometry((parent.width() - width) // 2, px(56), width, height)


def matches(text: str, title: str) -> bool:
    """Whether every word of `text` begins somewhere in `title`; everything matches nothing typed."""
    return all(word in title.casefold() for word in text.casefold().split())
