"""The replans that were accepted, the newest first, and taking the newest back; proposes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpconf.bookings.replanning.queries import ReplanLine
from ui.diary.spoken import LONDON
from ui.kit.dates import show_date, show_time
from ui.kit.frame import Frame
from ui.kit.panels import EmptyState
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State
from ui.kit.words import button, words

LEAST = 230  # pixels at 100 %: so much stays when the screen scrolls


def counted(line: ReplanLine) -> str:
    """1 conference, 40 conferences."""
    return "1 conference" if line.conferences == 1 else f"{line.conferences} conferences"


def _when(line: ReplanLine) -> str:
    at = line.accepted_at.astimezone(LONDON)
    return f"{show_date(at.date())} {show_time(at.time())}"


def _state(line: ReplanLine) -> State:
    if line.taken_back_at is None:
        return State("Stands", "good")
    return State(f"Taken back {show_date(line.taken_back_at.astimezone(LONDON).date())}", "plain", "undo")


COLUMNS: tuple[Column[ReplanLine], ...] = (
    Column(key="when", title="Accepted", value=_when, sort=lambda line: line.accepted_at, width=140),
    Column(key="by", title="By", value=lambda line: line.by, width=170),
    Column(key="cause", title="Why", value=lambda line: line.cause, hint=lambda line: line.cause),
    Column(
        key="conferences",
        title="Changes",
        value=lambda line: counted(line) if line.taken_back_at is None else "",
        sort=lambda line: line.conferences,
        width=130,
    ),
    Column(key="state", title="State", value=_state, sort=lambda line: line.taken_back_at is not None, width=180),
)


class PastReplans(QWidget):
    """`take_back` is called with the newest that stands; without it the list is only looked at."""

    def __init__(self, frame: Frame, *, take_back: Callable[[ReplanLine], object] | None) -> None:
        super().__init__()
        self.newest: ReplanLine | None = None
        self._take_back = take_back
        self.table: SnapshotTable[ReplanLine] = SnapshotTable(
            "Accepted replans",
            COLUMNS,
            key=lambda line: line.id,
            memory=frame.memory,
            ask=frame.ask,
            find=False,
            empty=EmptyState(
                "Nothing was replanned yet",
                "Choose what to replan, and the days. New seats are proposed, and you accept all of them or some.",
                picture="diary",
            ),
        )
        self.back = button("Take the newest &back …", self.run, picture="undo")
        self.table.bar.insertWidget(0, words("Accepted replans", "heading", wrap=False))
        self.table.bar.insertWidget(self.table.bar.count() - 1, self.back)
        self.setMinimumHeight(px(LEAST))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.show_lines(())

    def show_lines(self, lines: Iterable[ReplanLine]) -> None:
        """Show these, the newest first."""
        rows = tuple(lines)
        self.newest = next((line for line in rows if line.taken_back_at is None), None)
        self.table.set_rows(rows)
        self.back.setVisible(self.newest is not None and self._take_back is not None)
        self.back.setToolTip("" if self.newest is None else f"{_when(self.newest)}: {self.newest.cause}")

    def run(self) -> None:
        """Take the newest back."""
        if self.newest is not None and self._take_back is not None:
            self._take_back(self.newest)
