"""The timeline on paper: drawn away from the window, shown, printed, saved; knows not what is on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpconf.access.rules import StaffId
from cpconf.diary.kinds import Purpose
from cpconf.diary.paper import timeline_pdf
from cpconf.diary.rules import RoomId
from cpconf.diary.sheet import TimelineRow, TimelineSheet
from ui.kit.panels import ProgressPanel
from ui.kit.pdf_view import PdfView
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import button, words
from ui.lanes import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A row as leave and closures know it."""

    name: str
    room_id: RoomId | None
    staff_id: StaffId | None

    @classmethod
    def of(cls, row: TimelineRow) -> Self:
        is_room = row.purpose is Purpose.ROOM
        return cls(
            name=row.name,
            room_id=RoomId(row.owner_id) if is_room else None,
            staff_id=None if is_room else StaffId(row.owner_id),
        )


def draw_timeline(progress: Progress, sheet: TimelineSheet, printed_on: date) -> bytes:
    """The pages, as a long job draws them."""
    progress.report(0, 0, "Setting the pages")
    return timeline_pdf(sheet, printed_on=printed_on)


class PrintedPart(QWidget):
    """The pages with their printing, and the way back."""

    def __init__(self, screen: Screen, *, leave: Callable[[], object]) -> None:
        super().__init__()
        self._screen, self._leave = screen, leave
        self.progress, self.view = ProgressPanel(), PdfView(screen.frame.work, ask=screen.frame.ask)
        self._back = button("&Back to the diary", leave, picture="back", hint="Esc")
        line = QHBoxLayout()
        line.addWidget(self._back)
        line.addWidget(words("Initials only: no names of families are on it.", "soft", wrap=False))
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(line)
        column.addWidget(self.progress)
        column.addWidget(self.view, 1)

    def draw(self, sheet: TimelineSheet, kinds: frozenset[Purpose]) -> None:
        """Draw the rows of these kinds (none named: all) and show the pages."""
        if self.progress.running:
            return
        shown = replace(sheet, rows=tuple(row for row in sheet.rows if not kinds or row.purpose in kinds))
        self._back.setFocus()
        work, on = self._screen.frame.work, self._screen.frame.today()
        show = partial(self._show, f"Diary {sheet.days[0].on:%Y-%m-%d}")
        self.progress.run(work, "Drawing the diary", draw_timeline, shown, on, done=show)

    def _show(self, title: str, pages: bytes) -> None:
        self.view.show_pdf(pages, title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
