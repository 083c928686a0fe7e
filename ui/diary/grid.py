"""The table of a week: a model that speaks every cell, and a painter that draws the day as a strip with words below."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from cpconf.diary.kinds import Purpose
from cpconf.diary.queries import ResourceWeek, WeekSheet
from ui.diary.cell import FIRST, LAST, CellPart, parts_of, spoken
from ui.kit.dates import DAYS
from ui.kit.style import px, theme_now

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
PARTS, OPEN = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
SHORT = {Purpose.ROOM: "Room", Purpose.CHAIR: "Chair", Purpose.MINUTE_TAKER: "Minutes"}


class WeekModel(QAbstractTableModel):
    """Rows are resources, columns the days."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: WeekSheet | None = None
        self.lines: tuple[ResourceWeek, ...] = ()

    def show_week(self, sheet: WeekSheet) -> None:
        """Show another week, or the same again."""
        self.beginResetModel()
        self.sheet = sheet
        self.lines = (*sheet.rooms, *sheet.chairs, *sheet.minute_takers)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.days)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.sheet is None:
            return None
        line, day = self.lines[index.row()], self.sheet.days[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return spoken(line, day.on, day.closed)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.name}, {DAYS[day.on.weekday()]} {day.on.day}: {spoken(line, day.on, day.closed)}"
        if role == PARTS:
            return parts_of(line, day.on)
        if role == OPEN:
            return () if day.closed else tuple(span for span in line.open if span.starts_at.date() == day.on)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or self.sheet is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            day = self.sheet.days[section]
            name = f"{DAYS[day.on.weekday()][:3].capitalize()} {day.on.day}"
            return f"{name} · {day.closed}" if day.closed else name if day.in_term else f"{name} · holiday"
        line = self.lines[section]
        return f"{line.name}\n{line.site or SHORT[line.purpose]}"


class StripPainter(QStyledItemDelegate):
    """The day from eight to six as a strip; what is in it as words below. Never colour alone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = theme_now()
        rect = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(theme.chosen if chosen else theme.surface))
        strip = QRectF(rect.left() + px(6), rect.top() + px(6), rect.width() - px(12), px(10))
        self._strip(painter, strip, index)
        words = rect.adjusted(px(6), px(19), -px(6), -px(2))
        self._words(painter, words, index.data(PARTS), str(index.data()))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        view = self.parent()
        if isinstance(view, QTableView) and view.currentIndex() == index and view.hasFocus():
            painter.setPen(QPen(QColor(theme.text if theme.key == "contrast" else theme.focus), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _strip(self, painter: QPainter, strip: QRectF, index: Index) -> None:
        theme = theme_now()
        painter.fillRect(strip, QBrush(QColor(theme.line), Qt.BrushStyle.BDiagPattern))
        for span in index.data(OPEN):
            painter.fillRect(_between(strip, span.starts_at, span.ends_at), QColor(theme.good_soft))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawRect(strip)
        for part in index.data(PARTS):
            whole = _between(strip, part.begins, part.ends)
            tone = theme.accent if part.conference_id is not None else theme.plain
            painter.fillRect(whole, QBrush(QColor(tone), Qt.BrushStyle.Dense5Pattern))
            inner = _between(strip, part.meets, part.rises)
            if part.held:
                painter.fillRect(inner, QColor(theme.surface))
            else:
                painter.fillRect(inner, QColor(tone))
            painter.setPen(QPen(QColor(tone), 1))
            painter.drawRect(inner)

    @staticmethod
    def _words(painter: QPainter, area: QRect, parts: tuple[CellPart, ...], spoken_words: str) -> None:
        theme = theme_now()
        metrics = painter.fontMetrics()
        lines = [f"{part.span[:5]} {part.short}{' (held)' if part.held else ''}" for part in parts]
        room = max(1, area.height() // metrics.lineSpacing())
        shown = lines or [spoken_words.splitlines()[0]]
        if len(shown) > room:
            shown = [*shown[: room - 1], f"and {len(shown) - room + 1} more"]
        painter.setPen(QColor(theme.text if lines else theme.text_soft))
        for number, line in enumerate(shown):
            at = QRect(area.left(), area.top() + number * metrics.lineSpacing(), area.width(), metrics.lineSpacing())
            fitted = metrics.elidedText(line, Qt.TextElideMode.ElideRight, at.width())
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitted)


def _between(strip: QRectF, starts_at: datetime, ends_at: datetime) -> QRectF:
    day = (LAST.hour - FIRST.hour) * 60

    def at(moment: datetime, end: bool) -> float:
        if moment.date() > starts_at.date():
            return 1.0
        minutes = (moment.hour - FIRST.hour) * 60 + moment.minute
        return min(max(minutes / day, 0.0), 1.0) if not end or minutes else 0.0

    left, right = at(starts_at, False), at(ends_at, True)
    return QRectF(strip.left() + left * strip.width(), strip.top(), (right - left) * strip.width(), strip.height())


class WeekGrid(QTableView):
    """The week; Enter or a double click opens what is in the cell."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.week_model = WeekModel()
        self.setModel(self.week_model)
        self.setAccessibleName("Diary of the week")
        self.setItemDelegate(StripPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName("Rooms and people")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(px(66))
        side.setFixedWidth(px(150))
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda at: self.opened.emit(at.data(PARTS)))

    def show_week(self, sheet: WeekSheet) -> None:
        """Show a week; the cursor stays in its place."""
        at = self.currentIndex()
        row, column = max(at.row(), 0), max(at.column(), 0)
        self.week_model.show_week(sheet)
        if self.week_model.lines:
            self.setCurrentIndex(self.week_model.index(min(row, len(self.week_model.lines) - 1), column))

    def cell_at(self, index: QModelIndex) -> tuple[ResourceWeek, date, tuple[CellPart, ...]] | None:
        """Resource, day and content of a cell; None where there is none."""
        sheet = self.week_model.sheet
        if not index.isValid() or sheet is None:
            return None
        line, on = self.week_model.lines[index.row()], sheet.days[index.column()].on
        return line, on, parts_of(line, on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(PARTS))
        else:
            super().keyPressEvent(event)
