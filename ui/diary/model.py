"""The timeline as a table that can be read aloud: rows are resources, columns days; paints nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import TimelineEntry, TimelineRow, TimelineSheet
from ui.diary.spoken import cell_words, day_words, entries_on, row_words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOLD = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class TimelineModel(QAbstractTableModel):
    """One cell for each resource and day; its text names everything that is in it."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: TimelineSheet | None = None
        self.rows: tuple[TimelineRow, ...] = ()
        self.kinds: frozenset[Purpose] = frozenset()
        self._words: dict[tuple[int, int], str] = {}

    def show_sheet(self, sheet: TimelineSheet, kinds: frozenset[Purpose] = frozenset()) -> None:
        """Show a sheet; only rows of these kinds, if any are named."""
        self.beginResetModel()
        self.sheet, self.kinds = sheet, kinds
        self.rows = tuple(row for row in sheet.rows if not kinds or row.purpose in kinds)
        self._words.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.days)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _TOLD or not index.isValid():
            return None
        at = (index.row(), index.column())
        if at not in self._words:
            day = self.sheet.days[at[1]] if self.sheet is not None else None
            self._words[at] = "" if day is None else cell_words(self.rows[at[0]], day.on, day.closed)
        return self._words[at]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _TOLD or self.sheet is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return row_words(self.rows[section]) if section < len(self.rows) else None
        return day_words(self.sheet, section) if section < len(self.sheet.days) else None

    def entries(self, row: int, column: int) -> tuple[TimelineEntry, ...]:
        """What occupies a cell, by time."""
        return () if self.sheet is None else entries_on(self.rows[row], self.sheet.days[column].on)

    def opens_group(self, row: int) -> bool:
        """Whether the row is the first of the rooms, the chairs or the minute-takers."""
        return row == 0 or self.rows[row - 1].purpose is not self.rows[row].purpose

    def place_of(self, conference_id: int) -> tuple[int, int, int] | None:
        """Row, column and number within the cell of the first entry of a conference (typing left out)."""
        if self.sheet is None:
            return None
        columns = {day.on: at for at, day in enumerate(self.sheet.days)}
        for at, row in enumerate(self.rows):
            for entry in row.entries:
                if entry.booking is not None and entry.booking.conference_id == conference_id:
                    column = columns.get(entry.starts_at.date())
                    if column is not None and entry.purpose is not Purpose.TYPING:
                        return at, column, self.entries(at, column).index(entry)
        return None
