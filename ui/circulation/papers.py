"""Papers of a conference: printed on the spot, listed, shown; knows neither minutes nor plans beyond their sheets."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpconf.bookings.rules import ConferenceId
from cpconf.circulation.actions import keep_document
from cpconf.circulation.queries import PlanPaper, documents, plan_paper
from cpconf.circulation.rules import DocumentId
from cpconf.conferences.day import DayChild, DaySheet
from cpconf.minutes.draft import MinutesDraft
from cpconf.minutes.queries import minutes_editor, minutes_sheet
from cpconf.minutes.rules import MinutesState
from cpconf.minutes.sheet import MinutesSheet
from cpconf.plans.draft import PlanDraft
from cpconf.plans.queries import plan_editor
from cpconf.plans.rules import PlanVersionId
from cpconf.store.permissions import Permission
from ui.circulation.documents import Documents
from ui.circulation.drawing import Paper, draw_minutes, draw_plan
from ui.conferences.flow import Flow
from ui.conferences.section import Section
from ui.kit.panels import ProgressPanel
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import button


class PapersSection(Section):
    """Buttons for each paper that can be made now, the papers that were made, and a preview."""

    cares_for = frozenset({"document", "minutes", "minutes_version"})

    def __init__(self, screen: Screen, conference_id: ConferenceId) -> None:
        super().__init__(screen, conference_id)
        self.progress = ProgressPanel()
        self.documents = Documents(screen, "Papers of this conference", "Print the minutes or a plan: it appears here.")
        self.minutes_button = button("Print mi&nutes (draft)", self.print_minutes, picture="print", role="primary")
        self.plan_buttons: dict[int, QWidget] = {}
        self._acts = QWidget()
        self._flow = Flow(self._acts)
        self._flow.addWidget(self.minutes_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self._acts)
        column.addWidget(self.progress)
        column.addWidget(self.documents, 1)
        self._acts.setVisible(self.may(Permission.ISSUE))

    def refresh(self) -> None:
        self.ask(documents, then=self.documents.show_lines, conference_id=self.conference_id)
        self.ask(minutes_editor, then=self._show_minutes, conference_id=self.conference_id)

    def show_day(self, day: DaySheet) -> None:
        super().show_day(day)
        for child in day.children:
            if int(child.child_id) not in self.plan_buttons:
                made = button(f"Print outline plan: {child.name}", partial(self.print_plan, child), picture="print")
                self.plan_buttons[int(child.child_id)] = made
                self._flow.addWidget(made)
        self._acts.updateGeometry()

    def _show_minutes(self, draft: MinutesDraft) -> None:
        approved = draft.state is MinutesState.APPROVED
        self.minutes_button.setText(f"Print mi&nutes ({'approved' if approved else 'draft'})")

    def first_focus(self) -> QWidget | None:
        return self.documents.table.view if self.documents.table.model.rowCount() else self.minutes_button

    # --- making papers ------------------------------------------------------------------------------------------

    def print_minutes(self) -> None:
        """Draw the minutes as they stand (or as approved), keep the paper, show it."""
        if self._is_drawing():
            return
        self.host.flush()
        self.ask(minutes_sheet, then=self._draw_minutes, conference_id=self.conference_id)

    def _draw_minutes(self, sheet: MinutesSheet) -> None:
        work = self.frame.work
        self.progress.run(work, "Drawing the minutes", draw_minutes, sheet, self.conference_id, done=self._keep)

    def print_plan(self, child: DayChild) -> None:
        """Draw a child's plan as it stands, keep the paper, show it."""
        if self._is_drawing():
            return
        self.host.flush()
        then = partial(self._ask_paper, child)
        self.ask(plan_editor, then=then, conference_id=self.conference_id, child_id=child.child_id)

    def _ask_paper(self, child: DayChild, draft: PlanDraft) -> None:
        version_id = draft.plan_version_id
        if version_id is None:
            self.frame.notice(f"No plan is written for {child.name} at this conference yet.", "note")
            return
        self.ask(plan_paper, then=partial(self._draw_plan, version_id), plan_version_id=version_id)

    def _draw_plan(self, version_id: PlanVersionId, paper: PlanPaper) -> None:
        self.progress.run(self.frame.work, "Drawing the plan", draw_plan, paper, version_id, done=self._keep)

    def _keep(self, paper: Paper) -> None:
        self.submit(keep_document, then=self._kept, said=f"Made: {paper['title']}", **paper)

    def _kept(self, document_id: DocumentId) -> None:
        self.documents.choose(document_id)

    def _is_drawing(self) -> bool:
        if self.progress.running:
            self.frame.notice("A paper is being drawn: wait for it, or stop it.", "note")
        return self.progress.running
