"""What if: the replan of a diary only thought of, its figures beside those of the diary as it is; changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpconf.bookings.replanning.queries import replan_task
from cpconf.bookings.replanning.scope import Closed, ReplanScope, ReplanTask, WhatIf
from cpconf.bookings.replanning.sheet import ProposalSheet, proposal_sheet
from cpconf.diary.queries import RoomLine, SiteLine, rooms, sites
from cpconf.diary.replan import Proposal
from cpconf.diary.rules import RoomId, SiteId
from cpconf.refusals import Refusal
from ui.conferences.scrolled import Scrolled
from ui.kit.date_field import DateField
from ui.kit.dates import show_date
from ui.kit.fields import ChoiceField, NumberField, TickField
from ui.kit.form import Form
from ui.kit.frame import Command, Frame
from ui.kit.panels import EmptyState
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State
from ui.kit.tokens import ROW
from ui.kit.words import announce, button, words
from ui.replanning.proposal import ProposalView
from ui.replanning.scope_form import SEARCHES, WEEKS, wide_or_narrow
from ui.replanning.search import ROUNDS, Figures, Found, SearchPanel, figures_of

ONLY_THOUGHT = "This only compares. Nothing here can be accepted, and nothing changes."
FTE = tuple((tenths / 10, f"{tenths / 10:.1f} FTE") for tenths in (1, 2, 3, 4, 5, 6, 8, 10, 15, 20))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One figure of both diaries; `better` says which way is good: -1 fewer, 1 more."""

    name: str
    now: int
    then: int
    better: int

    @property
    def difference(self) -> State:
        """The change with its sign, and whether it is for the better."""
        by = self.then - self.now
        if not by:
            return State("the same", "plain")
        return State(f"{by:+,}", "good" if by * self.better > 0 else "late")


def compared(now: Figures, then: Figures) -> tuple[Compared, ...]:
    """The figures side by side."""
    return (
        Compared(name="Placed", now=now.placed, then=then.placed, better=1),
        Compared(name="Without a seat", now=now.asked - now.placed, then=then.asked - then.placed, better=-1),
        Compared(name="Late", now=now.late, then=then.late, better=-1),
        Compared(name="Moved", now=now.moved, then=then.moved, better=-1),
        Compared(name="With another chair", now=now.other_chair, then=then.other_chair, better=-1),
        Compared(name="Cost", now=now.cost, then=then.cost, better=-1),
    )


COLUMNS: tuple[Column[Compared], ...] = (
    Column(key="name", title="Figure", value=lambda line: line.name),
    Column(key="now", title="As it is", value=lambda line: f"{line.now:,}", right=True, width=130),
    Column(key="then", title="What if", value=lambda line: f"{line.then:,}", right=True, width=130),
    Column(key="by", title="Difference", value=lambda line: line.difference, width=150),
)


class WhatIfScreen(Screen):
    """One question at a time, or several together: rooms, hours of chairs, minute-takers, something closed."""

    title = "What if"
    help_page = "replan"
    cares_for = frozenset({"room", "site"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._rounds = ROUNDS["usual"]
        self._now: Figures | None = None
        self._scope: ReplanScope | None = None
        self.head.addWidget(button("Re&plan", lambda: frame.open_screen("replan"), picture="refresh"))
        self.change_button = button("Change the &question", self._ask_anew, picture="edit")
        self.change_button.hide()
        self.head.addWidget(self.change_button)
        self.ask_button = button("&Compare", self.compare, role="primary", picture="help", hint="Ctrl+Enter")
        self.head.addWidget(self.ask_button)
        self.form = self._build_form()
        self.form.submitted.connect(self.compare)
        self.summary = words(ONLY_THOUGHT, "soft")
        self.search = SearchPanel()
        self.figures: SnapshotTable[Compared] = SnapshotTable(
            "Figures", COLUMNS, key=lambda line: line.name, find=False, ask=frame.ask
        )
        self.figures.count.hide()
        self.figures.hide()
        self.view = ProposalView(
            frame,
            "What would be",
            may_accept=False,
            empty=EmptyState(
                "Ask what would be",
                "A room more, more hours of a chair, a site closed until a date: the diary is planned twice, as it is"
                " and as it would be.",
                picture="help",
            ),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self.figures.setFixedHeight(px(7 * ROW + 48))
        self.figures.setMaximumWidth(px(680))
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for part in (self.form, self.summary, self.search, self.figures):
            column.addWidget(part)
        column.addWidget(self.view, 1)
        self.body.addWidget(Scrolled(sheet), 1)

    def _build_form(self) -> Form:
        form = Form(columns=wide_or_narrow())
        tomorrow, options = self.frame.today() + timedelta(days=1), self.date_options()
        form.add("extra_rooms", "Rooms m&ore", NumberField(0, most=9))
        form.add("extra_chair_fte", "Chai&rs more", ChoiceField(FTE, none="No more"))
        form.add("extra_takers", "&Minute-takers more", NumberField(0, most=9))
        form.add("rounds", "Searc&h", ChoiceField(SEARCHES))
        form.add("closed", "Clos&ed", ChoiceField(none="Nothing"))
        form.add("closed_until_on", "Closed &until", DateField(**options))
        form.add("from_on", "&From", DateField(tomorrow, **options), required=True)
        form.add("until_on", "Un&til", DateField(tomorrow + timedelta(weeks=WEEKS), **options), required=True)
        form.add("may_move_others", "", TickField("Others may mo&ve too", True), span=4)
        form.fill(rounds="usual")
        return form

    def refresh(self) -> None:
        self.ask(sites, then=self._keep_sites)

    def first_focus(self) -> QWidget:
        if self.form.isHidden():
            return self.figures
        field: QWidget = self.form.field("extra_rooms")
        return field

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="Compare", run=self.compare, shortcut="Ctrl+Return", picture="help"),
            Command(title="Stop the search", run=self.stop, shortcut="Esc", picture="close"),
            Command(title="List, or before and after", run=self.view.turn, shortcut="Ctrl+D", picture="columns"),
        )

    def _keep_sites(self, found: tuple[SiteLine, ...]) -> None:
        self.ask(rooms, then=lambda lines: self._offer(found, lines))

    def _offer(self, found: tuple[SiteLine, ...], lines: tuple[RoomLine, ...]) -> None:
        choices: list[tuple[tuple[SiteId | None, RoomId | None], str]] = [
            ((site.id, None), f"All of {site.name}") for site in found
        ]
        choices += [((None, room.id), f"{room.name}, {room.site}") for room in lines]
        self.form.field("closed").set_choices(choices)

    # --- seeking twice ----------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Plan the diary as it is, then as it would be."""
        values = self.form.read()
        if values is None:
            return
        try:
            asked = self._what_if(values)
            scope = ReplanScope(
                from_on=values["from_on"],
                until_on=values["until_on"],
                may_move_others=values["may_move_others"],
                what_if=asked,
            )
        except Refusal as refusal:
            name = refusal.field if refusal.field is not None and self.form.has(refusal.field) else "extra_rooms"
            self.form.show_error(name, refusal.message)
            return
        self._rounds, self._scope, self._now = ROUNDS[values["rounds"]], scope, None
        self._start_again()
        as_it_is = ReplanScope(
            from_on=scope.from_on, until_on=scope.until_on, may_move_others=scope.may_move_others, what_if=WhatIf()
        )
        self.ask(replan_task, scope=as_it_is, then=self._seek_now, failed=lambda refusal: self._say(refusal.message))

    @staticmethod
    def _what_if(values: dict[str, Any]) -> WhatIf:
        closed: tuple[Closed, ...] = ()
        if values["closed"] is not None:
            if values["closed_until_on"] is None:
                raise Refusal("Say until when it would be closed.", "closed_until_on")
            site_id, room_id = values["closed"]
            span = {"from_on": values["from_on"], "until_on": values["closed_until_on"]}
            closed = (Closed(site_id=site_id, room_id=room_id, **span),)
        asked = WhatIf(
            extra_rooms=values["extra_rooms"] or 0,
            extra_chair_fte=values["extra_chair_fte"] or 0.0,
            extra_takers=values["extra_takers"] or 0,
            closed=closed,
        )
        if asked == WhatIf():
            raise Refusal("Ask for something more, or for something closed.", "extra_rooms")
        return asked

    def _seek_now(self, task: ReplanTask) -> None:
        self._say("First the diary as it is.")
        self._seek("The diary as it is", task, lambda found: self._seek_then(task, found.proposal))

    def _seek_then(self, task: ReplanTask, best: Proposal) -> None:
        self._now = figures_of(task.problem, best)
        self.ask(
            replan_task, scope=self._scope, then=self._seek_other, failed=lambda refusal: self._say(refusal.message)
        )

    def _seek_other(self, task: ReplanTask) -> None:
        self._say("Now the diary as it would be.")
        self._seek("The diary as it would be", task, lambda found: self._show(task, found))

    def _seek(self, what: str, task: ReplanTask, done: Callable[[Found[ProposalSheet]], object]) -> None:
        self.search.search(self.frame.work, what, task.problem, self._rounds, partial(proposal_sheet, task), done)

    def _show(self, task: ReplanTask, found: Found[ProposalSheet]) -> None:
        if self._now is None:
            return
        self.figures.set_rows(compared(self._now, figures_of(task.problem, found.proposal)))
        self.figures.show()
        self.view.show_sheet(found.sheet, task.holidays)
        self.form.hide()
        self.ask_button.hide()
        self.change_button.show()
        self._say(f"What if: {self._question()}.\n{ONLY_THOUGHT}")
        self.figures.view.go_to(0)
        self.figures.view.setFocus()

    def _question(self) -> str:
        """What is thought of, in words."""
        scope = self._scope
        asked = None if scope is None else scope.what_if
        if scope is None or asked is None:
            return ""
        parts = [
            f"{count} {name}"
            for count, name in (
                (asked.extra_rooms, "more rooms" if asked.extra_rooms > 1 else "more room"),
                (asked.extra_chair_fte, "FTE more chairs"),
                (asked.extra_takers, "more minute-takers" if asked.extra_takers > 1 else "more minute-taker"),
            )
            if count
        ]
        place = self.form.field("closed").currentText()
        parts += [f"{place} closed until {show_date(closed.until_on)}" for closed in asked.closed]
        return f"{', '.join(parts)}; {show_date(scope.from_on)} to {show_date(scope.until_on)}"

    def _start_again(self) -> None:
        if self.search.running:
            self.search.forget()
        self.figures.hide()
        self.view.clear()
        self.form.show()
        self.ask_button.show()
        self.change_button.hide()

    def _ask_anew(self) -> None:
        self._start_again()
        self._say(ONLY_THOUGHT)
        self.first_focus().setFocus()

    def stop(self) -> None:
        """Take the best so far, and go on."""
        if self.search.running:
            self.search.cancel()

    def _say(self, text: str) -> None:
        self.summary.setText(text)
        announce(self.summary, text)
