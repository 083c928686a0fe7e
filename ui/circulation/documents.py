"""A list of kept papers beside a preview of the one that is chosen; draws and keeps nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cpconf.circulation.queries import DocumentLine, document_pdf
from cpconf.circulation.rules import DocumentId
from ui.kit.panels import EmptyState
from ui.kit.pdf_view import PdfView
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State


class Documents(QWidget):
    """The preview follows the cursor of the list; `above` stands over the list."""

    def __init__(self, screen: Screen, name: str, advice: str, *, above: QWidget | None = None) -> None:
        super().__init__()
        self._screen = screen
        self._shown: DocumentId | None = None
        self._wanted: DocumentId | None = None
        columns: tuple[Column[DocumentLine], ...] = (
            Column(key="title", title="Paper", value=lambda d: d.title, hint=lambda d: d.title),
            Column(key="version", title="Version", value=_version, width=112),
            Column(key="pages", title="Pages", value=lambda d: d.pages, width=64, right=True),
            Column(key="made", title="Made", value=lambda d: d.made_at.astimezone(), width=140),
        )
        empty = EmptyState("No papers yet", advice, picture="paper")
        self.table: SnapshotTable[DocumentLine] = SnapshotTable(
            name, columns, key=lambda d: d.id, empty=empty, memory=screen.frame.memory, find=False, ask=screen.frame.ask
        )
        self.view = PdfView(screen.frame.work, ask=screen.frame.ask)
        self._nothing = EmptyState("No paper is chosen", "The paper that is chosen in the list shows here.")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self.view)
        self._split = QSplitter()
        self._split.addWidget(self.table if above is None else _stacked(above, self.table))
        self._split.addWidget(self._pages)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(px(12))
        self._split.setStyleSheet("QSplitter::handle { background: transparent; }")
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self._split)
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._soon.timeout.connect(self._ask_pdf)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _line: self.view.go_to(1))

    def show_lines(self, lines: tuple[DocumentLine, ...]) -> None:
        """Show these, newest first; a paper that was asked for is chosen as soon as it is there."""
        self.table.set_rows(lines)
        if self._wanted is not None and self.table.choose(self._wanted):
            self._wanted = None
        elif self.table.current() is None and lines:
            self.table.choose(lines[0].id)
        if not lines:
            self._shown = None
            self.view.clear()
            self._pages.setCurrentWidget(self._nothing)

    def choose(self, document_id: DocumentId) -> None:
        """Show this paper, now or as soon as the list has it."""
        self._wanted = None if self.table.choose(document_id) else document_id

    def _choose(self, line: DocumentLine | None) -> None:
        if line is not None and line.id != self._shown:
            self._soon.start()

    def _ask_pdf(self) -> None:
        line = self.table.current()
        if line is None or line.id == self._shown:
            return
        self._shown = line.id
        work = self._screen.frame.work
        work.ask(document_pdf, then=partial(self._show_pdf, line), owner=self, latest=True, document_id=line.id)

    def _show_pdf(self, line: DocumentLine, content: bytes) -> None:
        if line.id == self._shown:
            self._pages.setCurrentWidget(self.view)
            self.view.show_pdf(content, f"{line.words} {line.id}")


def _stacked(*parts: QWidget) -> QWidget:
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(8))
    for part in parts:
        part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        part.setMinimumHeight(px(90))
        column.addWidget(part, 1)
    return place


def _version(line: DocumentLine) -> State:
    draft = "draft" in line.version
    return State(f"{line.version.split()[0]}, draft", "plain", "edit") if draft else State(line.version, "good", "lock")
