"""The replan: what no longer holds gets new seats, sought in the background, accepted in one act; tells nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpconf.bookings.affected import AffectedLine, affected
from cpconf.bookings.replanning.actions import accept_replan, take_back_replan
from cpconf.bookings.replanning.queries import ReplanLine, replan_task, replans
from cpconf.bookings.replanning.scope import ReplanScope, ReplanTask
from cpconf.bookings.replanning.sheet import ProposalSheet, proposal_sheet
from cpconf.bookings.rules import ConferenceId
from cpconf.diary.queries import resources
from cpconf.store.permissions import Permission
from ui.bookings.doing import do
from ui.conferences.scrolled import Scrolled
from ui.diary.away import whole_days
from ui.kit.asking import Confirm
from ui.kit.dates import show_date
from ui.kit.frame import Command, Frame
from ui.kit.panels import EmptyState
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import announce, button, words
from ui.replanning.accepting import late_answer, moves_of
from ui.replanning.lines import ProposalLine, totals_words
from ui.replanning.past import PastReplans, counted
from ui.replanning.proposal import ProposalView
from ui.replanning.scope_form import EVERYTHING, Asked, Part, ScopeForm
from ui.replanning.search import Found, SearchPanel

NOBODY = "Nothing is told to anybody, and nothing changes in the diary, before you accept."
OVERTAKEN = "The diary has changed since this was found: F9 proposes again. Accepting refuses what no longer fits."
DIARY = frozenset({"occupancy", "conference", "room_closure", "leave"})


class ReplanScreen(Screen):
    """Arrives with nothing, or with a room or a member of staff and days, and then proposes at once."""

    title = "Replan"
    help_page = "replan"
    cares_for = frozenset({"occupancy", "conference", "room_closure", "leave", "room", "staff", "resource", "replan"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.task: ReplanTask | None = None
        self._asked: Asked | None = None
        self._hurry = self._overtaken = False
        self._build_head()
        self.scope = ScopeForm(self)
        self.scope.edited.connect(lambda _name: self._start_again())
        self.scope.submitted.connect(self.propose)
        self.summary = words(NOBODY, "soft")
        self.search = SearchPanel()
        self.search.first.connect(self._show_first)
        self.view = ProposalView(
            frame,
            "Proposal",
            empty=EmptyState(
                "Nothing is proposed yet",
                "Choose what to replan, and the days. New seats are proposed, and you accept all of them or some.",
                picture="diary",
            ),
        )
        by = frame.work.by
        may_book = by is not None and Permission.BOOK in by.permissions
        self.past = PastReplans(frame, take_back=self.take_back if may_book else None)
        self.view.ticked.connect(self._show_state)
        self.view.opened.connect(self._open)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for part in (self.scope, self.summary, self.search):
            column.addWidget(part)
        column.addWidget(self.view, 1)
        column.addWidget(self.past, 1)
        self.body.addWidget(Scrolled(sheet), 1)
        self._show_state()

    def _build_head(self) -> None:
        frame = self.frame
        self.ways = (
            button("Leave and &closures", lambda: frame.open_screen("away"), picture="diary"),
            button("What &if …", lambda: frame.open_screen("what_if"), picture="help"),
        )
        for way in self.ways:
            self.head.addWidget(way)
        self.change_button = button("Change the &question", self._ask_anew, picture="edit")
        self.head.addWidget(self.change_button)
        self.propose_button = button("&Propose", self.propose, role="primary", picture="refresh", hint="Ctrl+Enter")
        self.head.addWidget(self.propose_button)
        self.accept_button = button("&Accept", self.accept, role="primary", picture="check", hint="Ctrl+Enter")
        self.head.addWidget(self.accept_button)

    # --- coming here ----------------------------------------------------------------------------------------

    def arrive(self, **args: Any) -> None:
        """`room_id` or `staff_id` (or neither), `from_on`, `until_on`."""
        part: Part = (args.get("room_id"), args.get("staff_id"))
        days = {name: args[name] for name in ("from_on", "until_on") if args.get(name) is not None}
        self.scope.choose_part(part)
        self.scope.fill(**days)
        self._start_again()
        self._hurry = part != EVERYTHING or bool(days)
        self.go_stale()

    def concerns(self, changes: Mapping[str, frozenset[int]]) -> bool:
        """A booking, leave or closure since the proposal was found makes it doubtful; accepting looks again."""
        if self.view.sheet is not None and not self._overtaken and not DIARY.isdisjoint(changes):
            self._overtaken = True
            self._show_state()
            announce(self.summary, OVERTAKEN)
        return super().concerns(changes)

    def refresh(self) -> None:
        self.ask(resources, then=self._name)
        self.ask(replans, then=self.past.show_lines)

    def first_focus(self) -> QWidget:
        return self.view.table if self.view.sheet is not None else self.scope.what

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="Propose new seats, or accept them", run=self.go_on, shortcut="Ctrl+Return", picture="check"),
            Command(title="Stop the search", run=self.stop, shortcut="Esc", picture="close"),
            Command(title="List, or before and after", run=self.view.turn, shortcut="Ctrl+D", picture="columns"),
            Command(title="Propose again", run=self.propose, shortcut="F9", picture="refresh"),
            Command(title="Take the newest replan back", run=self.past.run, picture="undo"),
        )

    def _name(self, lines: Any) -> None:
        self.scope.show_parts(lines)
        if self._hurry:
            self._hurry = False
            self.propose()

    # --- seeking ----------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The next step: propose, or accept what is proposed."""
        if self.accept_button.isVisibleTo(self) and self.accept_button.isEnabled():
            self.accept()
        elif not self.search.running:
            self.propose()

    def propose(self) -> None:
        """Ask what is to be seated, then seek."""
        asked = self.scope.asked()
        if asked is None:
            return
        self._start_again()
        self._asked = asked
        if asked.part == EVERYTHING:
            self._ask_task(())
            return
        starts_at, ends_at = whole_days(asked.from_on, asked.until_on)
        room_id, staff_id = asked.part
        self.ask(affected, then=self._of_part, room_id=room_id, staff_id=staff_id, starts_at=starts_at, ends_at=ends_at)

    def _of_part(self, lines: tuple[AffectedLine, ...]) -> None:
        firm = [line for line in lines if not line.is_hold]  # a hold is let go or held anew, not replanned
        if firm:
            self._ask_task(tuple(line.conference_id for line in firm))
        else:
            self._say("Nothing is booked there on these days.")

    def _ask_task(self, conference_ids: tuple[ConferenceId, ...]) -> None:
        asked = self._asked
        if asked is None:
            return
        scope = ReplanScope(
            from_on=asked.from_on,
            until_on=asked.until_on,
            conference_ids=conference_ids,
            may_move_others=asked.may_move_others,
        )
        self.ask(replan_task, scope=scope, then=self._seek, failed=lambda refusal: self._say(refusal.message))

    def _seek(self, task: ReplanTask) -> None:
        if not task.broken:
            self._say(
                "Every booking of these days holds: nothing is to be replanned. Enter the leave or the closure first."
            )
            return
        self.task = task
        rounds = self._asked.rounds if self._asked is not None else 1
        what = f"Seeking seats for {len(task.broken)}"
        made = partial(proposal_sheet, task)
        self.search.search(self.frame.work, what, task.problem, rounds, made, self._show)
        self._show_state()

    def stop(self) -> None:
        """Keep the best so far."""
        if self.search.running:
            self.search.cancel()

    def _show_first(self, found: Found[ProposalSheet]) -> None:
        if self.task is None:
            return
        asking = self.scope.isVisibleTo(self)
        self.view.show_sheet(found.sheet, self.task.holidays)
        self._show_state()
        if asking and self.isVisible():
            self.view.table.view.setFocus()  # what was asked is out of sight now

    def _show(self, found: Found[ProposalSheet]) -> None:
        self._show_first(found)

    def _start_again(self) -> None:
        """Another question: what was proposed is an answer to the former one."""
        if self.search.running:
            self.search.forget()
        self.task = None
        self._overtaken = False
        self.view.clear()
        self.summary.setText(NOBODY)
        self._show_state()

    def _ask_anew(self) -> None:
        self._start_again()
        self.scope.what.setFocus()

    def _say(self, text: str) -> None:
        self.summary.setText(text)
        announce(self.summary, text)

    def _show_state(self) -> None:
        """One primary button: propose while nothing is proposed, accept when something is."""
        sheet, seeking = self.view.sheet, self.search.running
        taken = len(self.view.table.taken())
        for part in (self.scope, self.past, *self.ways):
            part.setVisible(sheet is None)
        self.view.setVisible(sheet is not None)
        self.change_button.setVisible(sheet is not None)
        self.propose_button.setVisible(sheet is None)
        self.propose_button.setEnabled(not seeking)
        self.accept_button.setVisible(sheet is not None)
        self.accept_button.setEnabled(bool(taken) and not seeking)
        some = f"{taken} of {self.view.table.takeable()}" if taken < self.view.table.takeable() else f"{taken}"
        self.accept_button.setText(f"&Accept {some}")
        if sheet is not None and self._asked is not None:
            self.summary.setText(
                f"{self._asked.words}\n{totals_words(sheet)}\n{OVERTAKEN if self._overtaken else NOBODY}"
            )

    # --- accepting --------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Make the taken moves in one act; past the limit it asks for the reason and for who agreed."""
        lines = self.view.table.taken()
        if self.task is None or not lines or self.search.running:
            return
        late = late_answer(self, lines)
        if late is None:
            return
        count = f"{len(lines)} {'conference has' if len(lines) == 1 else 'conferences have'} a new seat."
        named = {"moves": moves_of(lines, late), "cause": self._cause(), "late_agreed_by": late.agreed_by}
        do(
            self,
            accept_replan,
            named,
            said=count,
            words=f"replan of {len(lines)}",
            opposite=lambda replan_id: (take_back_replan, {"replan_id": replan_id}),
            then=lambda _replan_id: self._accepted(),
        )

    def _accepted(self) -> None:
        self._start_again()
        self._say("Accepted. Propose again to see whether anything is left.")
        self.propose_button.setFocus()

    def take_back(self, line: ReplanLine) -> None:
        """All that an accepted replan has changed stands as before, in one act."""
        question = Confirm(
            title="Take this replan back",
            text=f"{line.cause}: {counted(line)}. Each stands again as before, whether its seat holds or not.",
            yes="&Take back",
        )
        if self.frame.ask(self, question) is True:
            said = f"Taken back: {line.cause}."
            self.submit(take_back_replan, replan_id=line.id, said=said)

    def _cause(self) -> str:
        asked = self._asked
        if asked is None:
            return "Replan"
        return f"{asked.name or 'What no longer held'}, {_days(asked.from_on, asked.until_on)}"

    def _open(self, line: ProposalLine) -> None:
        if line.conference_id is not None:
            self.frame.open_screen("conference", conference_id=line.conference_id)


def _days(from_on: date, until_on: date) -> str:
    return f"{show_date(from_on)} to {show_date(until_on)}"
