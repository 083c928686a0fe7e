"""The list of every screen: find, sort, choose columns, copy, print, export, by keyboard; knows no subject."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.kit.asking import AskPerson, SaveFile, ask_person
from ui.kit.fields import FindField
from ui.kit.memory import Memory
from ui.kit.panels import EmptyState
from ui.kit.style import px
from ui.kit.table_model import Column, SnapshotModel, as_csv, as_tsv
from ui.kit.table_view import TableView
from ui.kit.words import tool, words

R = TypeVar("R")


class SnapshotTable(QWidget, Generic[R]):
    """A table of snapshots with its find field, count and menu.

    `key` tells one row from another, so that the selection survives a refresh. `name` is spoken and names the
    choice of columns in `memory`. Signals carry the snapshot: `opened` (Enter or double click), `chosen` (None
    when nothing is).
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        *,
        key: Callable[[R], Hashable],
        empty: EmptyState | None = None,
        memory: Memory | None = None,
        find: bool = True,
        ask: AskPerson = ask_person,
    ) -> None:
        super().__init__()
        self.name, self._key, self._memory, self._ask = name, key, memory, ask
        self.model: SnapshotModel[R] = SnapshotModel(columns, self)
        self.view = TableView(self.model, name)
        self.finder = FindField(f"Find in {name}", "Find in this list  /")
        self.count = words("", "small", wrap=False)
        self._keep: Callable[[R], bool] | None = None
        self._empty = empty or EmptyState(f"No {name.lower()}", "")
        self._nothing_found = EmptyState("Nothing found", "Other words may find it. Esc clears the field.")
        self._stack = QStackedWidget()
        for page in (self.view, self._empty, self._nothing_found):
            self._stack.addWidget(page)
        self._build(find)
        self._restore_columns()
        self._connect()
        self._show_page()

    def _build(self, find: bool) -> None:
        self.bar = QHBoxLayout()
        self.bar.setSpacing(px(8))
        self.finder.setMaximumWidth(px(320))
        self.finder.setMinimumWidth(px(140))
        self.bar.addWidget(self.finder, 1)
        self.bar.addWidget(self.count)
        self.bar.addStretch(1)
        menu = tool("more", f"Columns, copy and print: {self.name}", self._open_menu)
        self.bar.addWidget(menu)
        self._menu_button = menu
        if not find:  # shown only within its parent: a part without one would flash up as a window of its own
            self.finder.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addLayout(self.bar)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.finder.asked.connect(lambda _text: self._refilter())
        self.finder.leaving.connect(self._to_list)
        self.view.opened.connect(lambda at: self.opened.emit(self.model.row_at(at)))
        self.view.find_wanted.connect(self.finder.setFocus)
        self.view.copy_wanted.connect(self.copy)
        self.view.menu_wanted.connect(self._menu_at)
        selection = self.view.selectionModel()
        selection.currentRowChanged.connect(lambda *_: self.chosen.emit(self.current()))
        header = self.view.horizontalHeader()
        header.sectionResized.connect(lambda *_: self._remember_columns())
        header.sectionMoved.connect(lambda *_: self._remember_columns())

    # --- rows -------------------------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[R]) -> None:
        """Show these rows; sorting, filter, selection and place stay where they were."""
        with _Kept(self):
            self.model.set_rows(rows)
        self._show_page()

    def keep_only(self, keep: Callable[[R], bool] | None) -> None:
        """A filter of the screen's own (a site, a state), besides what is typed."""
        self._keep = keep
        self._refilter()

    def current(self) -> R | None:
        """The row with the cursor."""
        index = self.view.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def selected(self) -> tuple[R, ...]:
        """The selected rows from the top."""
        places = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return tuple(self.model.row_at(at) for at in places)

    def choose(self, key: Hashable) -> bool:
        """Put the cursor on the row with this key; False if it is not shown."""
        at = self.model.place_of(self._key, key)
        if at >= 0:
            self.view.go_to(at)
        return at >= 0

    def sort_by(self, key: str, *, descending: bool = False) -> None:
        """Sort by the column with this key, as a click on its title does."""
        at = [column.key for column in self.model.columns].index(key)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.sortByColumn(at, order)

    def _refilter(self) -> None:
        with _Kept(self):
            self.model.filter(self.finder.text(), self._keep)
        self._show_page()

    def _to_list(self) -> None:
        self.view.setFocus()
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.go_to(0)

    def _show_page(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        page: QWidget = self.view if shown else (self._nothing_found if total else self._empty)
        self._stack.setCurrentWidget(page)
        self.count.setText(f"{shown} of {total}" if shown != total else (f"{total}" if total else ""))
        self.count.setAccessibleName(f"{shown} of {total} shown")

    # --- out of the program -------------------------------------------------------------------------------

    def visible_columns(self) -> list[Column[R]]:
        """In the order in which they are shown."""
        header = self.view.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        return [self.model.columns[at] for at in order if not self.view.isColumnHidden(at)]

    def copy(self) -> None:
        """The selected rows, or all that are shown, to the clipboard with their titles."""
        rows = self.selected() or self.model.shown()
        QGuiApplication.clipboard().setText(as_tsv(self.visible_columns(), rows))

    def copy_all(self) -> None:
        QGuiApplication.clipboard().setText(as_tsv(self.visible_columns(), self.model.shown()))

    def export(self) -> None:
        """What is shown, as a CSV file that a spreadsheet reads."""
        question = SaveFile(title=f"Save {self.name}", name=f"{self.name}.csv", kinds="CSV (*.csv)")
        place = self._ask(self, question)
        if place is not None:
            place.write_text(as_csv(self.visible_columns(), self.model.shown()), encoding="utf-8-sig", newline="")

    def print_list(self) -> None:
        """What is shown, on a printer that the person chooses."""
        from ui.kit.printing import print_table

        print_table(self, self.name, self.visible_columns(), self.model.shown(), self._ask)

    # --- menu and columns -----------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """The list's own menu: copy, save, print, columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("&Copy\tCtrl+C", self.copy)
        menu.addAction("Copy &all\tCtrl+Shift+C", self.copy_all)
        menu.addAction("&Save as CSV …", self.export)
        menu.addAction("&Print …", self.print_list)
        menu.addSeparator()
        for at, column in enumerate(self.model.columns):
            action = QAction(column.title, menu, checkable=True)
            action.setChecked(not self.view.isColumnHidden(at))
            action.toggled.connect(lambda on, at=at: self.show_column(at, on))
            menu.addAction(action)
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self._menu_button.mapToGlobal(QPoint(0, self._menu_button.height())))

    def _menu_at(self, place: QPoint) -> None:
        self.menu().popup(place)

    def show_column(self, at: int, shown: bool) -> None:
        """Show or hide a column by its declared place; one always stays."""
        if shown or len(self.visible_columns()) > 1:
            self.view.setColumnHidden(at, not shown)
            self.view.share_room()
            self._remember_columns()

    def _remember_columns(self) -> None:
        if self._memory is not None:
            self._memory.keep(self._place_in_memory(), self.view.horizontalHeader().saveState())
            self._memory.keep(f"{self._place_in_memory()}/known", self._signature())

    def _restore_columns(self) -> None:
        for at, column in enumerate(self.model.columns):
            self.view.setColumnHidden(at, column.hidden)
        if self._memory is None or self._memory.text(f"{self._place_in_memory()}/known") != self._signature():
            return
        header = self.view.horizontalHeader()
        header.restoreState(self._memory.state(self._place_in_memory()))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _place_in_memory(self) -> str:
        """Widths are pixels, so each text size has its own."""
        return f"columns/{self.name}/{px(100)}"

    def _signature(self) -> str:
        return " ".join(column.key for column in self.model.columns)


class _Kept:
    """Keeps cursor, selection and scrolling by key while the model is reset."""

    def __init__(self, table: SnapshotTable[Any]) -> None:
        self._table = table

    def __enter__(self) -> None:
        table, current = self._table, self._table.current()
        self._current = None if current is None else table._key(current)
        self._selected = [table._key(row) for row in table.selected()]
        self._scrolled = table.view.verticalScrollBar().value()
        table.view.selectionModel().blockSignals(True)

    def __exit__(self, *_error: object) -> None:
        table, selection = self._table, self._table.view.selectionModel()
        at = table.model.place_of(table._key, self._current) if self._current is not None else -1
        if at >= 0:
            table.view.setCurrentIndex(table.model.index(at, 0))
        flags = QItemSelectionModel.SelectionFlag
        for wanted in self._selected:
            place = table.model.place_of(table._key, wanted)
            if place >= 0:
                selection.select(table.model.index(place, 0), flags.Select | flags.Rows)
        selection.blockSignals(False)
        table.view.verticalScrollBar().setValue(self._scrolled)
        now = table.current()
        if (None if now is None else table._key(now)) != self._current:
            table.chosen.emit(now)
        table.view.viewport().update()
