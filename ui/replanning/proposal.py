"""A proposal on the screen: its list with a tick for each line, and the same as strips; accepts nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from cpconf.bookings.replanning.sheet import ProposalSheet
from ui.kit.frame import Frame
from ui.kit.panels import EmptyState
from ui.kit.style import px
from ui.kit.table_model import Column
from ui.kit.words import words
from ui.replanning.lines import COLUMNS, ProposalLine, blocks_of, lines_of
from ui.replanning.strips import DayStrips
from ui.replanning.ticks import TickTable

LEAST = 230  # pixels at 100 %: a list of which four lines are in sight; below that the screen scrolls


class ProposalView(QWidget):
    """List and strips of one proposal. `opened` carries the line that Enter was pressed on."""

    ticked = Signal()
    opened = Signal(object)

    def __init__(
        self,
        frame: Frame,
        name: str,
        *,
        empty: EmptyState,
        may_accept: bool = True,
        columns: Sequence[Column[ProposalLine]] = COLUMNS,
    ) -> None:
        super().__init__()
        self.sheet: ProposalSheet | None = None
        self._put: object = None
        self.table: TickTable[ProposalLine] = TickTable(
            name,
            columns,
            key=lambda line: line.key,
            may_take=lambda line: may_accept and line.move is not None,
            memory=frame.memory,
            ask=frame.ask,
            ticks=may_accept,
        )
        self.strips = DayStrips(f"{name}, before and after")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(name)
        self.tabs.setMinimumHeight(px(LEAST))
        self.tabs.addTab(self.table, "&List")
        self.tabs.addTab(self.strips, "&Before and after")
        self.nothing = empty
        self.nothing.setMinimumHeight(px(LEAST))
        self.detail = words("", "soft")
        self._lay_out()
        self.table.chosen.connect(self._tell)
        self.table.opened.connect(self.opened.emit)
        self.table.ticked.connect(self.ticked.emit)
        self.strips.opened.connect(self._find)
        self._show_part()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.nothing, 1)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.detail)

    def show_sheet(self, sheet: ProposalSheet, holidays: Collection[date] = ()) -> None:
        """Show a proposal; what was left out stays left out as long as it is about the same conferences."""
        self.sheet = sheet
        self._show_part()
        lines = lines_of(sheet, holidays)
        self.table.set_rows(lines)
        self.strips.show_changes(*blocks_of(lines))
        self._put_cursor(lines)
        self._tell(self.table.current())

    def _put_cursor(self, lines: tuple[ProposalLine, ...]) -> None:
        """On the first line, unless the person has gone to another meanwhile."""
        current = self.table.current()
        if lines and (current is None or current.key == self._put):
            self.table.put_cursor(0)
            first = self.table.current()
            self._put = None if first is None else first.key

    def clear(self) -> None:
        """Nothing is proposed."""
        self.sheet = None
        self._show_part()
        self.table.start_again()
        self.table.set_rows(())
        self.strips.show_changes((), ())
        self._tell(None)

    def _show_part(self) -> None:
        """Nothing to find, take or compare is offered before there is a proposal."""
        self.nothing.setVisible(self.sheet is None)
        self.tabs.setVisible(self.sheet is not None)

    def turn(self) -> None:
        """From the list to the strips, or back."""
        self.tabs.setCurrentIndex(1 - self.tabs.currentIndex())
        page = self.tabs.currentWidget()
        if page is not None:
            page.setFocus()

    def _tell(self, line: ProposalLine | None) -> None:
        self.detail.setText("" if line is None else line.told)
        self.detail.setVisible(bool(self.detail.text()))

    def _find(self, key: object) -> None:
        """Enter on a strip: the same conference in the list."""
        self.tabs.setCurrentIndex(0)
        if self.table.choose(key):
            self.table.view.setFocus()
