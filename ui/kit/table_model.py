"""Rows of snapshots as a table that sorts and filters; knows neither what a row means nor where it came from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.kit.dates import show_date, show_time

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
STATE_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class State:
    """A state as word, tone (good, due, late, note, plain) and shape (an icon; by default that of the tone)."""

    word: str
    tone: str = "plain"
    shape: str = ""


@dataclass(frozen=True, kw_only=True)  # no slots: `Column[Row](...)` could not be written
class Column(Generic[R]):
    """One column: `value` gives a text, number, date, time, State or None.

    Sorted by `sort` of the row, else by the value itself; a State needs `sort` unless its word will do.
    `key` names the column where a person's choice of columns is kept. `width` is in pixels at 100 %; 0 shares
    the room that is left. `hidden` columns are off until a person chooses them.
    """

    key: str
    title: str
    value: Callable[[R], Any]
    sort: Callable[[R], Any] | None = None
    right: bool = False
    width: int = 0
    hidden: bool = False
    hint: Callable[[R], str] | None = None


def text_of(value: Any) -> str:
    """What a cell shows and copies: dates as dd/mm/yyyy, yes or empty for a truth, empty for None."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, State):
        return value.word
    if isinstance(value, datetime):
        return f"{show_date(value)} {show_time(value.time())}"
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, time):
        return show_time(value)
    if isinstance(value, float):
        return f"{value:,.1f}"
    return str(value)


class SnapshotModel(QAbstractTableModel, Generic[R]):
    """Holds a tuple of snapshots; sorted and filtered views are lists of positions in it."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[R, ...] = ()
        self._order: list[int] = []
        self._searchable: list[str] | None = None
        self._words: tuple[str, ...] = ()
        self._keep: Callable[[R], bool] | None = None
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Iterable[R]) -> None:
        """Show these instead; the sorting and the filter stay."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._searchable = None
        self._arrange()
        self.endResetModel()

    def filter(self, text: str = "", keep: Callable[[R], bool] | None = None) -> None:
        """Only rows that have every word of `text` somewhere in their cells, and that `keep` keeps."""
        self.beginResetModel()
        self._words, self._keep = tuple(text.casefold().split()), keep
        self._arrange()
        self.endResetModel()

    @property
    def total(self) -> int:
        """Rows before filtering."""
        return len(self._rows)

    def row_at(self, shown: int) -> R:
        """The snapshot in a shown row, from 0."""
        return self._rows[self._order[shown]]

    def shown(self) -> tuple[R, ...]:
        """The snapshots that are shown, in their order."""
        return tuple(self._rows[at] for at in self._order)

    def place_of(self, key: Callable[[R], Hashable], wanted: Hashable) -> int:
        """The shown row whose snapshot has this key, or -1."""
        return next((at for at, row in enumerate(self._order) if key(self._rows[row]) == wanted), -1)

    def cell(self, row: int, column: int) -> Any:
        return self.columns[column].value(self.row_at(row))

    # --- what Qt asks -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text_of(column.value(self.row_at(index.row())))
        if role == STATE_ROLE:
            value = column.value(self.row_at(index.row()))
            return value if isinstance(value, State) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and column.hint is not None:
            return column.hint(self.row_at(index.row()))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, empty cells last either way; -1 goes back to the order in which the rows came."""
        self.layoutAboutToBeChanged.emit()
        before = list(self._order)
        self._sorted_by = (column, order) if column >= 0 else None
        self._arrange()
        now = {row: at for at, row in enumerate(self._order)}
        for index in self.persistentIndexList():
            moved = self.index(now[before[index.row()]], index.column())
            self.changePersistentIndex(index, moved)
        self.layoutChanged.emit()

    # --- arranging --------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self._order = [at for at, row in enumerate(self._rows) if self._passes(at, row)]
        if self._sorted_by is None:
            return
        column, order = self._sorted_by
        keys = [self._sort_key(self.columns[column], row) for row in self._rows]
        filled = [at for at in self._order if keys[at] is not None]
        empty = [at for at in self._order if keys[at] is None]
        filled.sort(key=lambda at: keys[at], reverse=order == Qt.SortOrder.DescendingOrder)
        self._order = filled + empty

    def _passes(self, at: int, row: R) -> bool:
        if self._keep is not None and not self._keep(row):
            return False
        if not self._words:
            return True
        if self._searchable is None:
            self._searchable = [
                "\n".join(text_of(column.value(each)) for column in self.columns).casefold() for each in self._rows
            ]
        return all(word in self._searchable[at] for word in self._words)

    @staticmethod
    def _sort_key(column: Column[R], row: R) -> Any:
        if column.sort is not None:
            return column.sort(row)
        value = column.value(row)
        if isinstance(value, State):
            return value.word.casefold()
        return (value.casefold() or None) if isinstance(value, str) else value


def as_tsv(columns: Sequence[Column[R]], rows: Iterable[R]) -> str:
    """Tab-separated, with titles: for the clipboard. Tabs and line ends inside a cell become spaces."""
    lines = [[column.title for column in columns]]
    lines += [[text_of(column.value(row)) for column in columns] for row in rows]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines) + "\n"


def as_csv(columns: Sequence[Column[R]], rows: Iterable[R]) -> str:
    """Comma-separated, with titles, for a spreadsheet. A cell that it would take for a formula gets an apostrophe."""
    lines = [[column.title for column in columns]]
    lines += [[text_of(column.value(row)) for column in columns] for row in rows]
    return "".join(",".join(_csv_cell(cell) for cell in line) + "\r\n" for line in lines)


def _csv_cell(cell: str) -> str:
    safe = f"'{cell}" if cell[:1] in tuple("=+-@\t\r") and not cell.lstrip("+-").isdigit() else cell
    return '"' + safe.replace('"', '""') + '"' if any(sign in safe for sign in ',"\r\n') else safe
