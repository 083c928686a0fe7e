"""Before and after, a small strip for each room and day that changes: painted cells that read aloud as sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.kit.dates import DAYS, MONTHS, show_time
from ui.kit.style import font_of, px, theme_now

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
BLOCKS = Qt.ItemDataRole.UserRole + 1
FIRST, LAST = time(8), time(18)  # what a strip shows of a day; earlier and later is drawn at its edge
TITLES = ("Day and room", "Before", "After")
HEADS = (TITLES[0], *(f"{title}, 8 to 18" for title in TITLES[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One conference in a strip: `short` fits into it, `words` say all. `key` finds its row in the list."""

    key: object
    starts_at: datetime
    ends_at: datetime
    place: str
    short: str
    words: str
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One room on one day: what is taken out of it and what comes into it."""

    on: date
    place: str
    before: tuple[Block, ...]
    after: tuple[Block, ...]


def strips_of(before: Iterable[Block], after: Iterable[Block]) -> tuple[Strip, ...]:
    """Rooms and days that change, by day and room; blocks by time."""
    sides: tuple[defaultdict[tuple[date, str], list[Block]], ...] = (defaultdict(list), defaultdict(list))
    for side, blocks in zip(sides, (before, after), strict=True):
        for block in blocks:
            side[block.starts_at.date(), block.place].append(block)
    return tuple(
        Strip(
            on=on,
            place=place,
            before=tuple(sorted(sides[0][on, place], key=lambda block: block.starts_at)),
            after=tuple(sorted(sides[1][on, place], key=lambda block: block.starts_at)),
        )
        for on, place in sorted({*sides[0], *sides[1]})
    )


def day_words(on: date) -> str:
    """Tue 24 Nov."""
    return f"{DAYS[on.weekday()][:3].capitalize()} {on.day} {MONTHS[on.month - 1][:3].capitalize()}"


def _told(blocks: tuple[Block, ...]) -> str:
    return "; ".join(f"{show_time(b.starts_at.time())}–{show_time(b.ends_at.time())} {b.words}" for b in blocks)


class StripModel(QAbstractTableModel):
    """Rows are rooms on days; two painted columns that speak what they show."""

    def __init__(self) -> None:
        super().__init__()
        self.strips: tuple[Strip, ...] = ()

    def show_strips(self, strips: tuple[Strip, ...]) -> None:
        """Show others."""
        self.beginResetModel()
        self.strips = strips
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.strips)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        strip = self.strips[index.row()]
        blocks = ((), strip.before, strip.after)[index.column()]
        if role == BLOCKS:
            return blocks
        if role == Qt.ItemDataRole.DisplayRole:
            return (_told(blocks) or "Nothing") if index.column() else f"{day_words(strip.on)}\n{strip.place}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            what = f"{TITLES[index.column()]}: {_told(blocks) or 'nothing'}" if index.column() else ""
            return ", ".join(part for part in (day_words(strip.on), strip.place, what) if part)
        if role == Qt.ItemDataRole.ToolTipRole and index.column():
            return _told(blocks).replace("; ", "\n") or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class StripPainter(QStyledItemDelegate):
    """What goes away is dashed and hatched, what comes is solid, what only changes its people is pale."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = theme_now()
        rect = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(theme.chosen if chosen else theme.surface))
        ink = theme.on_chosen if chosen else theme.text
        if index.column() == 0:
            self._name(painter, rect.adjusted(px(8), 0, -px(8), 0), str(index.data()), ink)
        else:
            strip = QRectF(rect).adjusted(px(6), px(6), -px(6), -px(6))
            self._ground(painter, strip)
            for block in index.data(BLOCKS):
                self._block(painter, strip, block, goes=index.column() == 1)
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        view = self.parent()
        if isinstance(view, QTableView) and view.currentIndex() == index and view.hasFocus():
            painter.setPen(QPen(QColor(theme.text if theme.key == "contrast" else theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    @staticmethod
    def _name(painter: QPainter, area: QRect, text: str, ink: str) -> None:
        day, _, place = text.partition("\n")
        painter.setPen(QColor(ink))
        half = area.height() // 2
        for at, (line, strong) in enumerate(((day, True), (place, False))):
            painter.setFont(font_of("small", strong=strong))
            box = QRect(area.left(), area.top() + at * half, area.width(), half)
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, side, shown)

    @staticmethod
    def _ground(painter: QPainter, strip: QRectF) -> None:
        """The hours from eight to six, a fine line at each."""
        theme = theme_now()
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.ground))
        painter.drawRect(strip)
        painter.setPen(QPen(QColor(theme.line), 1, Qt.PenStyle.DotLine))
        for hour in range(FIRST.hour + 1, LAST.hour):
            x = strip.left() + strip.width() * (hour - FIRST.hour) / (LAST.hour - FIRST.hour)
            painter.drawLine(round(x), round(strip.top()), round(x), round(strip.bottom()))

    def _block(self, painter: QPainter, strip: QRectF, block: Block, *, goes: bool) -> None:
        theme = theme_now()
        box = _between(strip, block.starts_at.time(), block.ends_at.time())
        if block.stays:
            edge, fill, ink = theme.edge, theme.plain_soft, theme.text
        elif goes:
            edge, fill, ink = theme.edge, theme.surface, theme.text
        else:
            edge, fill, ink = theme.accent, theme.accent, theme.on_accent
        hatched = goes and not block.stays
        painter.fillRect(box, QColor(fill))
        if hatched:
            painter.fillRect(box, QBrush(QColor(edge), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(QColor(edge), 2, Qt.PenStyle.DashLine if hatched else Qt.PenStyle.SolidLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -1, -1))
        self._short(painter, box, block.short, ink, fill if hatched else "")

    @staticmethod
    def _short(painter: QPainter, box: QRectF, text: str, ink: str, ground: str) -> None:
        """The few letters that fit; on hatching they stand on a ground of their own."""
        painter.setFont(font_of("small", strong=True))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(box.width()) - px(6))
        if ground:
            wide = metrics.horizontalAdvance(shown) + px(6)
            painter.fillRect(QRectF(box.left() + 2, box.top() + 2, wide, box.height() - 4), QColor(ground))
        painter.setPen(QColor(ink))
        painter.drawText(box.adjusted(px(4), 0, -px(2), 0), Qt.AlignmentFlag.AlignVCenter, shown)


def _between(strip: QRectF, begins: time, ends: time) -> QRectF:
    whole = (LAST.hour - FIRST.hour) * 60

    def at(moment: time) -> float:
        return min(max(((moment.hour - FIRST.hour) * 60 + moment.minute) / whole, 0.0), 1.0)

    left = strip.left() + at(begins) * strip.width()
    return QRectF(left, strip.top(), max(px(8), strip.left() + at(ends) * strip.width() - left), strip.height())


class DayStrips(QTableView):
    """The strips as a table: arrows move, Enter goes to the conference in the list."""

    opened = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.strip_model = StripModel()
        self.setModel(self.strip_model)
        self.setItemDelegate(StripPainter(self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(44))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, px(170))
        self.doubleClicked.connect(self._open)

    def show_changes(self, before: Iterable[Block], after: Iterable[Block]) -> None:
        """Show these; the cursor goes to the first. Where nothing is taken out there is no column for it."""
        self.strip_model.show_strips(strips_of(before, after))
        some_before = any(strip.before for strip in self.strip_model.strips)
        self.setColumnHidden(1, not some_before)
        if self.strip_model.strips:
            self.setCurrentIndex(self.strip_model.index(0, 1 if some_before else 2))

    def _open(self, index: Index) -> None:
        blocks: tuple[Block, ...] = index.data(BLOCKS) or ()
        if blocks:
            self.opened.emit(blocks[0].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
