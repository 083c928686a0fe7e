"""The timeline as a table that can be read aloud, resources by days or days by resources; paints nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import TimelineEntry, TimelineRow, TimelineSheet
from ui.diary.scale import ACROSS, Axes
from ui.diary.spoken import cell_words, day_words, entries_on, row_words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOLD = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class TimelineModel(QAbstractTableModel):
    """One cell for each resource and day; its text names everything that is in it. Resources are the table's rows, or
    its columns where time runs down; every other number here is that of a resource (`row`) or of a day."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: TimelineSheet | None = None
        self.axes = ACROSS
        self.rows: tuple[TimelineRow, ...] = ()
        self.kinds: frozenset[Purpose] = frozenset()
        self._words: dict[tuple[int, int], str] = {}

    def show_sheet(self, sheet: TimelineSheet, kinds: frozenset[Purpose] = frozenset(), axes: Axes = ACROSS) -> None:
        """Show a sheet this way round; only rows of these kinds, if any are named."""
        self.beginResetModel()
        self.sheet, self.kinds, self.axes = sheet, kinds, axes
        self.rows = tuple(row for row in sheet.rows if not kinds or row.purpose in kinds)
        self._words.clear()
        self.endResetModel()

    @property
    def day_count(self) -> int:
        """How many days are shown."""
        return 0 if self.sheet is None else len(self.sheet.days)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.axes.pair(len(self.rows), self.day_count)[0]

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.axes.pair(len(self.rows), self.day_count)[1]

    def cell(self, row: int, day: int) -> QModelIndex:
        """The cell of a resource and a day."""
        return self.index(*self.axes.pair(row, day))

    def place(self, index: Index) -> tuple[int, int]:
        """Which resource and which day a cell is of; -1 and -1 for none."""
        return self.axes.pair(index.row(), index.column())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _TOLD or not index.isValid():
            return None
        at = self.place(index)
        if at not in self._words:
            day = self.sheet.days[at[1]] if self.sheet is not None else None
            self._words[at] = "" if day is None else cell_words(self.rows[at[0]], day.on, day.closed)
        return self._words[at]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _TOLD or self.sheet is None:
            return None
        if (orientation == Qt.Orientation.Horizontal) is self.axes.down:
            return row_words(self.rows[section]) if section < len(self.rows) else None
        return day_words(self.sheet, section) if section < len(self.sheet.days) else None

    def entries(self, row: int, day: int) -> tuple[TimelineEntry, ...]:
        """What occupies a cell, by time."""
        return () if self.sheet is None else entries_on(self.rows[row], self.sheet.days[day].on)

    def opens_group(self, row: int) -> bool:
        """Whether the row is the first of the rooms, the chairs or the minute-takers."""
        return row == 0 or self.rows[row - 1].purpose is not self.rows[row].purpose

    def place_of(self, conference_id: int) -> tuple[int, int, int] | None:
        """Row, day and number within the cell of the first entry of a conference (typing left out)."""
        if self.sheet is None:
            return None
        days = {day.on: at for at, day in enumerate(self.sheet.days)}
        for at, row in enumerate(self.rows):
            for entry in row.entries:
                if entry.booking is not None and entry.booking.conference_id == conference_id:
                    day = days.get(entry.starts_at.date())
                    if day is not None and entry.purpose is not Purpose.TYPING:
                        return at, day, self.entries(at, day).index(entry)
        return None
