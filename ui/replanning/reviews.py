"""The reviews due in a month and not booked: proposed all at once and accepted in one act, or one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cpconf.bookings.due_reviews import ReviewDue, reviews_due
from cpconf.bookings.replanning.actions import accept_reviews, take_back_replan
from cpconf.bookings.replanning.queries import replan_task
from cpconf.bookings.replanning.scope import ReplanScope, ReplanTask
from cpconf.bookings.replanning.sheet import ProposalSheet, proposal_sheet
from ui.bookings.doing import do
from ui.conferences.scrolled import Scrolled
from ui.kit.dates import MONTHS, show_date
from ui.kit.fields import ChoiceField
from ui.kit.frame import Command, Frame
from ui.kit.panels import EmptyState
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State
from ui.kit.words import announce, button, words
from ui.replanning.accepting import late_answer, moves_of
from ui.replanning.lines import REVIEW_COLUMNS, totals_words
from ui.replanning.proposal import ProposalView
from ui.replanning.search import ROUNDS, Found, SearchPanel

MONTHS_AHEAD = 8
LONG_AGO = date(2000, 1, 1)
NOBODY = "Nothing is booked, and nobody is told, before you accept."


def month_of(first: date) -> tuple[date, date]:
    """First and last day of the month of this day."""
    begin = first.replace(day=1)
    after = (begin + timedelta(days=32)).replace(day=1)
    return begin, after - timedelta(days=1)


def months_from(today: date, count: int) -> list[tuple[date, str]]:
    """This month, with what is overdue, and those that follow; each by its first day."""
    begin, found = today.replace(day=1), []
    for _ in range(count):
        found.append((begin, f"{MONTHS[begin.month - 1].capitalize()} {begin.year}"))
        begin = month_of(begin)[1] + timedelta(days=1)
    return [(found[0][0], f"{found[0][1]}, and overdue"), *found[1:]]


def limit_state(line: ReviewDue) -> State:
    """The last day, and how near it is."""
    tone = "late" if line.days_left < 0 else "due" if line.days_left <= 10 else "good"
    return State(show_date(line.due_on), tone)


def children_words(line: ReviewDue) -> str:
    """Who is on a plan."""
    return ", ".join(child.name for child in line.children)


COLUMNS: tuple[Column[ReviewDue], ...] = (
    Column(key="family", title="Family", value=lambda line: f"{line.family} {line.family_reference}"),
    Column(key="children", title="Children", value=children_words, hint=children_words),
    Column(key="limit", title="Limit", value=limit_state, sort=lambda line: line.due_on, width=132),
    Column(key="left", title="Days left", value=lambda line: line.days_left, right=True, width=92),
    Column(key="aim", title="Aim", value=lambda line: line.aim_on, width=104),
    Column(key="counted", title="Counted from", value=lambda line: line.counted_from_on, width=120),
    Column(key="chair", title="Chair", value=lambda line: line.chair or "nobody yet", width=150),
    Column(key="state", title="Booked", value=lambda line: _booked(line), width=140),
)


def _booked(line: ReviewDue) -> State:
    return State("Requested", "note") if line.request_id is not None else State("Not booked", "plain")


class ReviewsScreen(Screen):
    """One month; arrives with nothing or with a day of the month (`on`)."""

    title = "Reviews due"
    help_page = "reviews"
    cares_for = frozenset({"conference", "request", "plan", "conference_child", "request_child"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.task: ReplanTask | None = None
        self.due: tuple[ReviewDue, ...] = ()
        self._build_head()
        self.summary = words(NOBODY, "soft")
        self.search = SearchPanel()
        self.search.first.connect(self._show_first)
        self.table: SnapshotTable[ReviewDue] = SnapshotTable(
            "Reviews due",
            COLUMNS,
            key=lambda line: line.family_id,
            memory=frame.memory,
            ask=frame.ask,
            empty=EmptyState(
                "No review is due", "Every review that falls due in this month is booked.", picture="check"
            ),
        )
        self.table.opened.connect(self._one)
        self.view = ProposalView(
            frame,
            "Proposed reviews",
            columns=REVIEW_COLUMNS,
            empty=EmptyState("Nothing could be proposed", "No review of this month can be seated.", picture="clock"),
        )
        self.view.ticked.connect(self._show_state)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.view)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.summary)
        column.addWidget(self.search)
        column.addWidget(self.stack, 1)
        self.body.addWidget(Scrolled(sheet), 1)
        self._show_state()

    def _build_head(self) -> None:
        self.month = ChoiceField(months_from(self.frame.today(), MONTHS_AHEAD))
        self.month.setAccessibleName("Month")
        self.month.setMinimumContentsLength(22)
        self.month.edited.connect(self._other_month)
        self.back = button("&Back to what is due", self._start_again, picture="back")
        self.propose_button = button("&Propose all", self.propose, role="primary", picture="refresh", hint="Ctrl+Enter")
        self.accept_button = button("&Accept", self.accept, role="primary", picture="check", hint="Ctrl+Enter")
        for part in (self.month, self.back, self.propose_button, self.accept_button):
            self.head.addWidget(part)

    def arrive(self, **args: Any) -> None:
        self.month.set_value(month_of(args["on"])[0])
        self._start_again()
        self.go_stale()

    def refresh(self) -> None:
        from_on, until_on = self._days()
        self.ask(reviews_due, from_on=from_on, until_on=until_on, then=self._show_due)

    def first_focus(self) -> QWidget:
        return self.view.table if self.view.sheet is not None else self.table

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="Propose all, or accept them", run=self.go_on, shortcut="Ctrl+Return", picture="check"),
            Command(title="Month before", run=lambda: self._step(-1), shortcut="Ctrl+PgUp", picture="back"),
            Command(title="Month after", run=lambda: self._step(1), shortcut="Ctrl+PgDown", picture="forward"),
            Command(title="Stop the search, or back to what is due", run=self.stop, shortcut="Esc", picture="close"),
            Command(title="List, or before and after", run=self.view.turn, shortcut="Ctrl+D", picture="columns"),
        )

    # --- what is due -------------------------------------------------------------------------------------------

    def _days(self) -> tuple[date, date]:
        """The days of the month; this month begins with whatever is overdue."""
        from_on, until_on = month_of(self.month.value())
        return (LONG_AGO if from_on <= self.frame.today() else from_on), until_on

    def _step(self, by: int) -> None:
        self.month.setCurrentIndex(max(0, min(self.month.currentIndex() + by, self.month.count() - 1)))
        self._other_month()

    def _other_month(self) -> None:
        self._start_again()
        self.refresh()

    def _show_due(self, lines: tuple[ReviewDue, ...]) -> None:
        self.due = lines
        self.table.set_rows(lines)
        if lines and self.table.current() is None:
            self.table.view.go_to(0)
        self._show_state()

    def _one(self, line: ReviewDue) -> None:
        """One family: its slots where it has a request, else the request first."""
        if line.request_id is not None:
            self.frame.open_screen("slots", request_id=line.request_id)
        else:
            self.frame.open_screen("request", child_id=line.children[0].id)

    # --- all of them --------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The next step: propose, or accept what is proposed."""
        if self.view.sheet is not None:
            self.accept()
        elif not self.search.running:
            self.propose()

    def propose(self) -> None:
        """Seek a day, a room and people for every family of the list."""
        if not self.due:
            return
        from_on, until_on = self._days()
        families = tuple(line.family_id for line in self.due)
        scope = ReplanScope(from_on=from_on, until_on=until_on, family_ids=families)
        self.ask(replan_task, scope=scope, then=self._seek, failed=lambda refusal: self._say(refusal.message))

    def _seek(self, task: ReplanTask) -> None:
        self.task = task
        self.view.clear()
        what = f"Seeking seats for {len(task.movable)} reviews"
        made = partial(proposal_sheet, task)
        self.search.search(self.frame.work, what, task.problem, ROUNDS["usual"], made, self._show)
        self._show_state()

    def _show_first(self, found: Found[ProposalSheet]) -> None:
        if self.task is not None:
            self.view.show_sheet(found.sheet, self.task.holidays)
            self.stack.setCurrentWidget(self.view)
            self._show_state()

    def _show(self, found: Found[ProposalSheet]) -> None:
        self._show_first(found)
        self.view.table.view.setFocus()

    def stop(self) -> None:
        """Keep the best so far; when nothing runs, go back to what is due."""
        if self.search.running:
            self.search.cancel()
        elif self.view.sheet is not None:
            self._start_again()

    def _start_again(self) -> None:
        if self.search.running:
            self.search.forget()
        self.task = None
        self.view.clear()
        self.stack.setCurrentWidget(self.table)
        self.summary.setText(NOBODY)
        self._show_state()
        if self.isVisible():
            self.table.setFocus()

    def _show_state(self) -> None:
        sheet, seeking = self.view.sheet, self.search.running
        taken, all_of_them = len(self.view.table.taken()), self.view.table.takeable()
        self.back.setVisible(sheet is not None)
        self.month.setVisible(sheet is None)
        self.propose_button.setVisible(sheet is None)
        self.propose_button.setEnabled(bool(self.due) and not seeking)
        self.accept_button.setVisible(sheet is not None)
        self.accept_button.setEnabled(bool(taken) and not seeking)
        self.accept_button.setText(f"&Accept {taken}" if taken == all_of_them else f"&Accept {taken} of {all_of_them}")
        if sheet is not None:
            self.summary.setText(f"{self.month.currentText()}. {totals_words(sheet)}\n{NOBODY}")

    def accept(self) -> None:
        """Make the requests and the bookings in one act; past the limit it asks for the reason and who agreed."""
        lines = self.view.table.taken()
        if self.task is None or not lines or self.search.running:
            return
        late = late_answer(self, lines)
        if late is None:
            return
        month = f"{MONTHS[self.month.value().month - 1].capitalize()} {self.month.value().year}"
        cause = f"Reviews due in {month}"
        named = {"moves": moves_of(lines, late), "cause": cause, "late_agreed_by": late.agreed_by}
        do(
            self,
            accept_reviews,
            named,
            said=f"{len(lines)} {'review is' if len(lines) == 1 else 'reviews are'} booked.",
            words=f"reviews of {month}",
            opposite=lambda replan_id: (take_back_replan, {"replan_id": replan_id}),
            then=lambda _replan_id: self._start_again(),
        )

    def _say(self, text: str) -> None:
        self.summary.setText(text)
        announce(self.summary, text)
