"""All documents: find a conference by its family, see its papers; makes none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from cpconf.bookings.queries import ConferenceLine, conference_list, find_conferences
from cpconf.bookings.rules import KIND_SHORT
from cpconf.circulation.queries import documents
from ui.circulation.documents import Documents
from ui.kit.fields import FindField
from ui.kit.frame import Command, Frame
from ui.kit.panels import EmptyState
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column

BACK = timedelta(days=92)


class DocumentsScreen(Screen):
    """Conferences at the left (the last three months, or whatever the words find), their papers, the preview."""

    title = "Documents"
    help_page = "documents"
    cares_for = frozenset({"document", "conference"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.finder = FindField("Find a conference by family, child or reference", "Family, child or reference")
        self.finder.setMaximumWidth(px(340))
        self.finder.asked.connect(lambda _words: self.refresh())
        self.finder.leaving.connect(lambda: self.conferences.view.setFocus())
        columns: tuple[Column[ConferenceLine], ...] = (
            Column(key="day", title="Day", value=lambda c: c.starts_at.date(), width=104),
            Column(key="family", title="Family", value=lambda c: c.family),
            Column(key="kind", title="Kind", value=lambda c: KIND_SHORT[c.kind], width=92),
        )
        self.conferences: SnapshotTable[ConferenceLine] = SnapshotTable(
            "Conferences with papers",
            columns,
            key=lambda line: line.id,
            empty=EmptyState("No conferences", "Words in the field above find older ones."),
            find=False,
            ask=frame.ask,
        )
        self.documents = Documents(
            self, "Papers", "Papers are printed on the conference's own screen.", above=self.conferences
        )
        self.conferences.chosen.connect(lambda _line: self._ask_documents())
        self.conferences.opened.connect(lambda line: frame.open_screen("conference", conference_id=int(line.id)))
        self.body.addWidget(self.finder)
        self.body.addWidget(self.documents, 1)

    def refresh(self) -> None:
        typed = self.finder.text().strip()
        if typed:
            self.ask(find_conferences, then=self._show, words=typed, limit=100)
            return
        today = self.frame.today()
        self.ask(conference_list, then=self._show, from_on=today - BACK, until_on=today)

    def _show(self, lines: tuple[ConferenceLine, ...]) -> None:
        self.conferences.set_rows(sorted(lines, key=lambda line: line.starts_at, reverse=True))
        if self.conferences.current() is None and lines:
            self.conferences.view.go_to(0)
        self._ask_documents()

    def _ask_documents(self) -> None:
        line = self.conferences.current()
        if line is None:
            self.documents.show_lines(())
        else:
            self.ask(documents, then=self.documents.show_lines, conference_id=line.id)

    def first_focus(self) -> QWidget | None:
        return self.finder

    def commands(self) -> Sequence[Command]:
        return (Command(title="Find a conference", run=self.finder.setFocus, shortcut="Ctrl+F", picture="search"),)
