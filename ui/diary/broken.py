"""The list of what leave or a closure breaks: which conference, when, and its limit; moves none."""

from __future__ import annotations

from datetime import date

from cpconf.bookings.affected import AffectedLine
from cpconf.bookings.rules import KIND_SHORT, KIND_WORDS
from ui.kit.dates import MONTHS, say_date, show_date, show_time
from ui.kit.panels import EmptyState
from ui.kit.screen import Screen
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State


def limit_state(line: AffectedLine) -> State:
    """The limit, and whether there is still room before it."""
    tone = "late" if line.days_left < 0 else "due" if line.days_left <= 3 else "good"
    return State(short_day(line.due_on), tone)


def short_day(on: date) -> str:
    """24 Nov: these lists look a few months ahead, so the year says nothing."""
    return f"{on.day} {MONTHS[on.month - 1][:3].capitalize()}"


def _when(line: AffectedLine) -> str:
    return f"{short_day(line.starts_at.date())} {show_time(line.starts_at.time())}"


def _who(line: AffectedLine) -> str:
    return f"{line.reference} {line.family}{' (held)' if line.is_hold else ''}"


def _hint(line: AffectedLine) -> str:
    when = f"{say_date(line.starts_at.date())}, {show_time(line.starts_at.time())}"
    return f"{KIND_WORDS[line.kind]}, {when}. It would lose {line.breaks}. Limit {show_date(line.due_on)}."


COLUMNS: tuple[Column[AffectedLine], ...] = (
    Column(key="when", title="When", value=_when, sort=lambda line: line.starts_at, hint=_hint, width=104),
    Column(key="who", title="Conference", value=_who, hint=_hint),
    Column(key="limit", title="Limit", value=limit_state, sort=lambda line: line.due_on, hint=_hint, width=98),
    Column(key="kind", title="Kind", value=lambda line: KIND_SHORT[line.kind], width=90, hidden=True),
)


class BrokenList(SnapshotTable[AffectedLine]):
    """Enter opens the conference."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(
            "What it breaks",
            COLUMNS,
            key=lambda line: line.conference_id,
            find=False,
            ask=screen.frame.ask,
            empty=EmptyState("Nothing is booked in this time", "", picture="check"),
        )
        self.count.hide()  # said in words above the list
        self.opened.connect(lambda line: screen.frame.open_screen("conference", conference_id=line.conference_id))

    def show_lines(self, lines: tuple[AffectedLine, ...]) -> None:
        """Show these, soonest first."""
        self.set_rows(lines)
