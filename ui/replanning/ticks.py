"""A list in which each row is taken or left: Space or a click turns it over; knows no subject."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.kit.memory import Memory
from ui.kit.panels import EmptyState
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State
from ui.kit.words import announce, button

R = TypeVar("R")
TAKEN, LEFT = State("Take", "good", "check"), State("Leave", "plain", "close")


class TickTable(SnapshotTable[R]):
    """A table whose rows are taken unless a person leaves them out; `may_take` says which can be taken at all.

    Without `ticks` it is only looked at. What was left out stays so, by key, when other rows are shown. `ticked` is
    emitted after every change of mind.
    """

    ticked = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        *,
        key: Callable[[R], Hashable],
        may_take: Callable[[R], bool],
        empty: EmptyState | None = None,
        memory: Memory | None = None,
        ask: Any,
        ticks: bool = True,
    ) -> None:
        left: set[Hashable] = set()

        def state(row: R) -> State:
            return State("") if not may_take(row) else LEFT if key(row) in left else TAKEN

        tick = Column[R](key="take", title="Take", value=state, width=80)
        super().__init__(name, (tick, *columns) if ticks else columns, key=key, empty=empty, memory=memory, ask=ask)
        self._left, self._may_take, self._key_of = left, may_take, key
        self._given: tuple[R, ...] = ()
        self.everything = button("Tak&e all", self.take_all)
        self.nothing = button("Ta&ke none", self.take_none)
        self.bar.insertWidget(2, self.everything)
        self.bar.insertWidget(3, self.nothing)
        if ticks:
            self.view.installEventFilter(self)
            self.view.clicked.connect(self._clicked)
            self.view.setAccessibleDescription("Space takes a row or leaves it out")
        else:
            self.everything.hide()
            self.nothing.hide()

    def set_rows(self, rows: Iterable[R]) -> None:
        self._given = tuple(rows)
        super().set_rows(self._given)
        some = self.takeable() > 0
        self.everything.setEnabled(some)
        self.nothing.setEnabled(some)

    def start_again(self) -> None:
        """Forget what was left out: another proposal is coming."""
        self._left.clear()

    def taken(self) -> tuple[R, ...]:
        """The rows that are taken, filtered ones too, in the order in which they came."""
        return tuple(row for row in self._given if self._may_take(row) and self._key_of(row) not in self._left)

    def takeable(self) -> int:
        """How many rows could be taken."""
        return sum(map(self._may_take, self._given))

    def put_cursor(self, row: int) -> None:
        """Choose a shown row, in sight or not: `selectRow` does nothing before the view has been laid out."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.model.index(row, 0)
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.view.scrollTo(index)

    def turn_over(self) -> None:
        """Leave the chosen rows out, or take them again: as the row with the cursor says."""
        current = self.current()
        chosen = self.selected() or ((current,) if current is not None else ())
        rows = [row for row in chosen if self._may_take(row)]
        if not rows:
            return
        first = current if current in rows else rows[0]
        self._set(rows, taken=self._key_of(first) in self._left)

    def take_all(self) -> None:
        self._set(self._given, taken=True)

    def take_none(self) -> None:
        self._set(self._given, taken=False)

    def _set(self, rows: Iterable[R], *, taken: bool) -> None:
        keys = {self._key_of(row) for row in rows if self._may_take(row)}
        if taken:
            self._left.difference_update(keys)
        else:
            self._left.update(keys)
        last = self.model.index(max(0, self.model.rowCount() - 1), 0)
        self.model.dataChanged.emit(self.model.index(0, 0), last)
        announce(self.view, f"{'Taken' if taken else 'Left out'}, {len(self.taken())} of {self.takeable()} are taken")
        self.ticked.emit()

    def _clicked(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].key == "take":
            self.turn_over()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.view and pressed and event.key() == Qt.Key.Key_Space:  # type: ignore[attr-defined]
            self.turn_over()
            return True
        return super().eventFilter(watched, event)
