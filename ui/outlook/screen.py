"""The weeks ahead: the first that fails, what is short, what more would save; chart and table say the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cpconf.bookings.due_reviews import ReviewDue, reviews_due
from cpconf.bookings.expected import outlook
from cpconf.diary.kinds import Purpose
from cpconf.diary.outlook import Demand, Outlook, OutlookWeek
from cpconf.diary.outlook_words import (
    basis_words,
    headline,
    overdue_words,
    savings_words,
    second_line,
    term_words,
)
from ui.conferences.flow import Flow
from ui.kit.dates import show_date
from ui.kit.fields import ChoiceField
from ui.kit.frame import Command, Frame
from ui.kit.panels import Card, EmptyState, SidePanel
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State
from ui.kit.words import Mark, button, words
from ui.outlook.chart import WeeksChart
from ui.people.child_cards import row_of

SPANS = (6, 12, 18, 26)


class OutlookScreen(Screen):
    """Twelve weeks unless the person chooses others; chart and table choose the same week."""

    title = "Outlook"
    help_page = "outlook"
    cares_for = frozenset(
        {
            "conference", "occupancy", "request", "plan", "decision", "leave", "room", "room_closure", "room_opening",
            "work_pattern", "staff", "calendar_exception", "school_term", "setting",
        }
    )  # fmt: skip

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.outlook: Outlook | None = None
        self.weeks = ChoiceField([(span, f"{span} weeks") for span in SPANS])
        self.weeks.setAccessibleName("How far ahead")
        self.weeks.set_value(frame.memory.number("outlook/weeks", 12))
        self.weeks.edited.connect(self._choose_span)
        self.head.addWidget(button("&How this is counted", self.show_basis, picture="help", role="quiet"))
        self.head.addWidget(self.weeks)
        self.mark, self.first, self.rest = Mark(), words("", "heading"), words("")
        top = QWidget()
        wide = QBoxLayout.Direction.LeftToRight if px(100) < 150 else QBoxLayout.Direction.BottomToTop
        line = QBoxLayout(wide, top)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(self.first, 1)
        line.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        self.said = Card("", top, self.rest)
        self.said.body.setContentsMargins(px(16), px(12), px(16), px(12))
        self.said.body.setSpacing(px(4))
        self.chart = WeeksChart()
        self.chart.chosen.connect(self._from_chart)
        self.chart.opened.connect(lambda _at: self.open_diary())
        self.table: SnapshotTable[OutlookWeek] = SnapshotTable(
            "Weeks ahead",
            _columns(),
            key=lambda week: week.monday,
            empty=EmptyState("No weeks to look at", "Bank holidays must be known for the weeks ahead."),
            memory=frame.memory,
            find=False,
            ask=frame.ask,
        )
        self.table.setMinimumHeight(px(200))
        self.table.chosen.connect(self._from_table)
        self.table.opened.connect(lambda _week: self.open_diary())
        self.side = SidePanel(width=420)
        self._lay_out()

    def _lay_out(self) -> None:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, px(4), 0)
        column.setSpacing(px(12))
        column.addWidget(self.said)
        column.addWidget(_across(self.chart))
        acts = QWidget()
        flow = Flow(acts)
        flow.addWidget(button("Open the &diary of this week", self.open_diary, picture="diary"))
        flow.addWidget(button("&Reviews due in this week", self.show_reviews, picture="due"))
        self.table.bar.insertWidget(0, acts, 3)
        self.table.count.hide()  # the weeks that were asked for
        column.addWidget(self.table, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(sheet)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(scroll, 1)
        row.addWidget(self.side)
        self.body.addLayout(row, 1)

    def refresh(self) -> None:
        self.ask(outlook, then=self._show, weeks=self.weeks.value())

    def first_focus(self) -> QWidget:
        return self.chart

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="Open the diary of this week", run=self.open_diary, shortcut="Ctrl+D", picture="diary"),
            Command(title="Reviews due in this week", run=self.show_reviews, shortcut="Ctrl+R", picture="due"),
            Command(title="How this is counted", run=self.show_basis, picture="help"),
            Command(title="Print the weeks", run=self.table.print_list, shortcut="Ctrl+P", picture="print"),
            Command(title="Save the weeks as CSV", run=self.table.export, shortcut="Ctrl+S", picture="save"),
            *(
                Command(title=f"Look {span} weeks ahead", run=partial(self.look_ahead, span), picture="measures")
                for span in SPANS
            ),
        )

    # --- the weeks ----------------------------------------------------------------------------------------------

    def look_ahead(self, weeks: int) -> None:
        """Look so many weeks ahead."""
        self.weeks.set_value(weeks)
        self._choose_span()

    def _choose_span(self) -> None:
        self.frame.memory.keep("outlook/weeks", self.weeks.value())
        self.refresh()

    def _show(self, found: Outlook) -> None:
        self.outlook = found
        word, tone = ("A week fails", "late") if found.failing else ("In time", "good")
        if found.failing is None and found.failing_high is not None:
            word, tone = "In time, if no busy spell comes", "due"
        self.mark.show_state(word, tone)
        self.first.setText(headline(found))
        rest = [line for line in (second_line(found), *savings_words(found), overdue_words(found)) if line]
        self.rest.setText("\n".join(rest))
        self.rest.setVisible(bool(rest))
        self.table.set_rows(found.weeks)
        self.chart.show_outlook(found)
        self._match_table(self.chart.at)

    def week(self) -> OutlookWeek | None:
        """The chosen week."""
        if self.outlook is None or not self.outlook.weeks:
            return None
        return self.outlook.weeks[min(self.chart.at, len(self.outlook.weeks) - 1)]

    def _from_chart(self, at: int) -> None:
        self._match_table(at)

    def _match_table(self, at: int) -> None:
        if self.outlook is not None and at < len(self.outlook.weeks):
            self.table.choose(self.outlook.weeks[at].monday)

    def _from_table(self, week: OutlookWeek | None) -> None:
        if week is not None and self.outlook is not None and week in self.outlook.weeks:
            self.chart.choose(self.outlook.weeks.index(week), aloud=False)

    def show_basis(self) -> None:
        """At the side: what the figures rest on."""
        if self.outlook is not None:
            told = Card("", *(words(line) for line in basis_words(self.outlook)))
            self.side.show_part("How this is counted", told, back_to=self.chart)

    # --- from a week onwards --------------------------------------------------------------------------------------

    def open_diary(self) -> None:
        """The diary of the chosen week."""
        week = self.week()
        if week is not None:
            self.frame.open_screen("diary", on=week.from_on)

    def show_reviews(self) -> None:
        """The reviews whose limit falls in the chosen week and that are not booked, at the side."""
        week = self.week()
        if week is None:
            return
        sunday = week.monday.toordinal() + 6
        self.ask(
            reviews_due,
            then=partial(self._show_reviews, week),
            from_on=week.monday,
            until_on=type(week.monday).fromordinal(sunday),
        )

    def _show_reviews(self, week: OutlookWeek, lines: tuple[ReviewDue, ...]) -> None:
        listed: SnapshotTable[ReviewDue] = SnapshotTable(
            "Reviews due",
            (
                Column(key="family", title="Family", value=lambda line: line.family),
                Column(key="children", title="Children", value=lambda line: len(line.children), right=True, width=84),
                Column(key="due", title="By", value=lambda line: line.due_on, width=104),
                Column(key="chair", title="Chair", value=lambda line: line.chair, width=130),
            ),
            key=lambda line: line.family_id,
            empty=EmptyState("None in this week", "Every review of this week is booked.", picture="good"),
            find=False,
            ask=self.frame.ask,
        )
        listed.setMinimumHeight(px(200))
        listed.opened.connect(self._open_child)
        listed.set_rows(lines)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(listed, 1)
        plan = button("&Plan reviews …", partial(self.frame.open_screen, "reviews", on=week.monday), picture="forward")
        column.addWidget(row_of(plan))
        self.side.show_part(f"Reviews due, week of {show_date(week.monday)}", part, back_to=self.table.view)
        (listed.view if lines else plan).setFocus()

    def _open_child(self, line: ReviewDue) -> None:
        if line.children:
            self.frame.open_screen("child", child_id=int(line.children[0].id))


def _across(chart: WeeksChart) -> QScrollArea:
    """The chart, scrolled sideways where its columns need more than there is."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(chart)
    scroll.setFixedHeight(chart.minimumSizeHint().height() + px(14))
    return scroll


def _columns() -> tuple[Column[Any], ...]:
    return (
        Column(key="week", title="Week of", value=lambda week: week.monday, width=104),
        Column(key="term", title="School", value=term_words, width=116),
        Column(key="state", title="In time", value=_state, sort=lambda week: (week.late, week.late_high), width=150),
        Column(key="booked", title="Booked", value=lambda week: week.booked, right=True, width=80),
        _wanted(Demand.REVIEW, "Reviews due"),
        _wanted(Demand.WAITING, "Waiting"),
        _wanted(Demand.INITIAL, "Initials likely"),
        _wanted(Demand.FOLLOWING, "To follow"),
        Column(key="range", title="80 % range", value=_range, sort=lambda w: w.wanted_high, right=True, width=100),
        Column(key="hold", title="Can be held", value=lambda week: week.can_hold, right=True, width=104),
        _free(Purpose.ROOM, "Rooms free"),
        _free(Purpose.CHAIR, "Chairs free"),
        _free(Purpose.MINUTE_TAKER, "Takers free"),
        _days(Purpose.ROOM, "Room-days"),
        _days(Purpose.CHAIR, "Chair-days"),
        _days(Purpose.MINUTE_TAKER, "Taker-days"),
        Column(key="limits", title="Review limits", value=lambda w: w.reviews_due, right=True, hidden=True, width=130),
    )


def _wanted(demand: Demand, title: str) -> Column[OutlookWeek]:
    def value(week: OutlookWeek) -> float | None:
        return round(week.wanted[demand], 1) or None

    return Column(key=demand.value, title=title, value=value, right=True, width=96)


def _free(purpose: Purpose, title: str) -> Column[OutlookWeek]:
    def hint(week: OutlookWeek) -> str:
        supply = week.of(purpose)
        return f"{supply.days} days at work, {supply.slots} conferences, {supply.booked} booked"

    return Column(
        key=purpose.value, title=title, value=lambda week: week.of(purpose).free, right=True, width=104, hint=hint
    )


def _days(purpose: Purpose, title: str) -> Column[OutlookWeek]:
    key = f"{purpose.value}_days"
    return Column(key=key, title=title, value=lambda week: week.of(purpose).days, right=True, width=110, hidden=True)


def _range(week: OutlookWeek) -> str:
    low, high = round(week.wanted_low), round(week.wanted_high)
    return f"{low} to {high}" if low < high else f"{low}"


def _state(week: OutlookWeek) -> State:
    if week.late:
        more = f" to {week.late_high}" if week.late_high > week.late else ""
        return State(f"{week.late}{more} late", "late")
    if week.late_high:
        return State(f"{week.late_high} late if busy", "due")
    return State("In time", "good")
