"""The grid inside a list: keys, columns and row heights; knows no subject and filters nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.kit.cells import CellPainter
from ui.kit.style import px
from ui.kit.table_model import SnapshotModel
from ui.kit.tokens import ROW

SHARING = 160  # pixels at 100 % that a column without a width keeps


class TableView(QTableView):
    opened = Signal(int)
    copy_wanted = Signal()
    find_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: SnapshotModel[Any], name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(CellPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._lay_out_columns(model)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def _lay_out_columns(self, model: SnapshotModel[Any]) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(px(48))
        header.setFixedHeight(px(ROW))
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        for at, column in enumerate(model.columns):
            header.resizeSection(at, px(column.width or SHARING))
        self._sharing = [at for at, column in enumerate(model.columns) if not column.width]
        self.setSortingEnabled(True)

    def share_room(self) -> None:
        """Give the room that is left to the columns without a width of their own; never less than they need."""
        header = self.horizontalHeader()
        sharing = [at for at in self._sharing if not self.isColumnHidden(at)]
        if not sharing:
            return
        taken = sum(header.sectionSize(at) for at in range(header.count()) if at not in sharing)
        each = max(px(SHARING), (self.viewport().width() - taken) // len(sharing))
        for at in sharing:
            header.resizeSection(at, each)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    def go_to(self, row: int) -> None:
        self.selectRow(row)
        self.scrollTo(self.model().index(row, 0))

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(240))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index.row())
        elif event.text() == "/":
            self.find_wanted.emit()
        elif event.key() == Qt.Key.Key_Menu:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model().rowCount():
            self.go_to(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: Any) -> None:
        self.menu_wanted.emit(event.globalPos())
