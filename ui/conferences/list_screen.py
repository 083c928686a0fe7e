"""The list of conferences: today's, those that come, those that were; opens one and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QTabBar, QWidget

from cpconf.bookings.queries import ConferenceLine, conference_list, find_conferences
from cpconf.bookings.rules import COMING_STATES, KIND_SHORT, MODE_WORDS
from ui.conferences.facts import state_of
from ui.kit.fields import FindField
from ui.kit.frame import Command, Frame
from ui.kit.panels import EmptyState
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State
from ui.outlook.files import save_my_calendar

BACK, AHEAD = timedelta(days=92), timedelta(days=200)
TABS = ("&All", "&Today", "&Coming", "&Past")


class ConferencesScreen(Screen):
    """Three months back and half a year ahead; words in the field find any, also older ones."""

    title = "Conferences"
    help_page = "conferences"
    cares_for = frozenset({"conference", "conference_child", "family", "child", "room", "staff"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Which conferences")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for title in TABS:
            self.tabs.addTab(title)
        self.finder = FindField("Find any conference by family, child or reference", "Family, child or reference  /")
        self.finder.setMinimumWidth(px(240 if px(100) < 150 else 160))
        self.finder.asked.connect(lambda _words: self.refresh())
        self.finder.leaving.connect(lambda: self.table.view.setFocus())
        empty = EmptyState(
            "No conferences here",
            "Conferences appear here once a request is booked.",
            picture="conferences",
            act="Go to &requests",
            run=lambda: frame.open_screen("requests"),
        )
        self.table: SnapshotTable[ConferenceLine] = SnapshotTable(
            "Conferences",
            self._columns(),
            key=lambda line: line.id,
            empty=empty,
            memory=frame.memory,
            find=False,
            ask=frame.ask,
        )
        self.table.view.find_wanted.connect(self.finder.setFocus)
        self.table.opened.connect(lambda line: frame.open_screen("conference", conference_id=int(line.id)))
        self.tabs.currentChanged.connect(lambda _at: self._filter())
        self.table.bar.insertWidget(0, self.tabs)
        self.table.bar.insertWidget(self.table.bar.count() - 1, self.finder)
        self.body.addWidget(self.table, 1)

    def _columns(self) -> Sequence[Column[ConferenceLine]]:
        return (
            Column(key="state", title="State", value=self._state, sort=self._place, width=130),
            Column(key="when", title="When", value=lambda c: c.starts_at, width=142),
            Column(key="family", title="Family", value=lambda c: c.family),
            Column(key="kind", title="Kind", value=lambda c: KIND_SHORT[c.kind], width=84),
            Column(key="room", title="Room", value=lambda c: c.room or MODE_WORDS[c.mode], width=84),
            Column(key="chair", title="Chair", value=lambda c: c.chair, width=124),
            Column(key="taker", title="Minute-taker", value=lambda c: c.minute_taker, width=124),
            Column(key="limit", title="Limit", value=self._limit, sort=lambda c: c.due_on, width=144),
            Column(key="reference", title="Reference", value=lambda c: c.reference, width=112),
            Column(key="children", title="Children", value=_children, hidden=True),
            Column(key="until", title="Until", value=lambda c: c.ends_at.time(), width=72, hidden=True),
            Column(key="site", title="Site", value=lambda c: c.site, hidden=True),
        )

    # --- rows ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        typed = self.finder.text().strip()
        if typed:
            self.ask(find_conferences, then=partial(self._show, "find"), words=typed, limit=200)
            return
        today = self.frame.today()
        self.ask(conference_list, then=partial(self._show, ""), from_on=today - BACK, until_on=today + AHEAD)

    def _show(self, asked: str, lines: tuple[ConferenceLine, ...]) -> None:
        if bool(asked) != bool(self.finder.text().strip()):
            return  # the field was emptied, or filled, meanwhile
        self.table.set_rows(sorted(lines, key=self._place))
        if self.table.current() is None and self.table.model.rowCount():
            self.table.view.go_to(0)

    def _filter(self) -> None:
        wanted = self.tabs.currentIndex()
        self.table.keep_only(None if wanted == 0 else lambda line: self._group(line) == wanted - 1)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    # --- words --------------------------------------------------------------------------------------------------

    def _group(self, line: ConferenceLine) -> int:
        """0 today, 1 coming, 2 past."""
        on, today = line.starts_at.date(), self.frame.today()
        return 0 if on == today else 1 if on > today else 2

    def _place(self, line: ConferenceLine) -> tuple[int, float]:
        group = self._group(line)
        minutes = (line.starts_at.date() - date.min).days * 1440 + line.starts_at.hour * 60 + line.starts_at.minute
        return group, -minutes if group == 2 else minutes

    def _state(self, line: ConferenceLine) -> State:
        state = state_of(line.state)
        if line.state not in COMING_STATES or self._group(line) == 1:
            return state
        if self._group(line) == 0:
            return State("Today", "note", "today")
        return State("Not finished", "due")

    @staticmethod
    def _limit(line: ConferenceLine) -> State:
        words = f"{line.due_on.day:02}/{line.due_on.month:02}/{line.due_on.year}"
        return State(f"Late: {words}", "late") if line.is_late else State(f"By {words}", "good")

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="All documents", run=lambda: self.frame.open_screen("documents"), picture="paper"),
            Command(title="Day sheets of this day", run=self._day_sheets, picture="print"),
            Command(title="Save my calendar file …", run=lambda: save_my_calendar(self.frame, self), picture="save"),
            Command(title="Find any conference", run=self.finder.setFocus, shortcut="Ctrl+F", picture="search"),
        )

    def _day_sheets(self) -> None:
        """Of the day of the chosen conference, or of today."""
        line = self.table.current()
        self.frame.open_screen("day_sheets", on=self.frame.today() if line is None else line.starts_at.date())


def _children(line: ConferenceLine) -> str:
    return ", ".join(child.name for child in line.children)
