"""Plans of a conference, a tab for each child; asks for one child's plan at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cpconf.bookings.rules import ConferenceId
from cpconf.conferences.day import DayChild, DaySheet
from cpconf.plans.draft import PlanDraft
from cpconf.plans.queries import plan_editor
from ui.conferences.section import Section
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.plans.editor import PlanEditor
from ui.plans.row_list import row_around


class PlanSection(Section):
    """The editor of each child is kept while the conference is shown, so that nothing typed is lost."""

    cares_for = frozenset(
        {"plan", "plan_version", "danger_statement", "outcome", "plan_action", "contingency", "core_group_member"}
    )

    def __init__(self, screen: Screen, conference_id: ConferenceId) -> None:
        super().__init__(screen, conference_id)
        self.editors: dict[int, PlanEditor] = {}
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Plans by child")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        self.tabs.currentChanged.connect(self._turn)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(8))
        lines.addWidget(self.tabs)
        lines.addWidget(self._stack, 1)

    def refresh(self) -> None:
        child_id = self._child_now()
        if child_id is not None:
            self.ask(plan_editor, then=self._show, conference_id=self.conference_id, child_id=child_id)

    def show_day(self, day: DaySheet) -> None:
        super().show_day(day)
        for child in day.children:
            if int(child.child_id) not in self.editors:
                self._make(child)
        for editor in self.editors.values():
            editor.show_people(day.people)

    def _make(self, child: DayChild) -> None:
        editor = PlanEditor(self, child.child_id, child.name)
        editor.state.connect(self.text_state)
        self.editors[int(child.child_id)] = editor
        self._stack.addWidget(editor)
        self.tabs.addTab(child.name)

    def _show(self, draft: PlanDraft) -> None:
        editor = self.editors.get(int(draft.child_id))
        if editor is not None:
            editor.show_draft(draft, settled=self.day is not None and self.day.settled)

    def _turn(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        if self.isVisible():
            self.refresh()
        else:
            self.stale = True

    def _child_now(self) -> int | None:
        children = list(self.editors)
        at = self.tabs.currentIndex()
        return children[at] if 0 <= at < len(children) else None

    @property
    def editor(self) -> PlanEditor | None:
        """The plan that is shown."""
        child_id = self._child_now()
        return None if child_id is None else self.editors[child_id]

    def add_here(self) -> None:
        """Add a row like the one with the keyboard in it; an outcome where there is none."""
        editor = self.editor
        if self.isVisible() and editor is not None and editor.lists:
            editor.list_around(QApplication.focusWidget()).add()

    def remove_here(self) -> None:
        """Take out the row with the keyboard in it."""
        row = row_around(QApplication.focusWidget())
        if self.isVisible() and row is not None and not row.remove.isHidden():
            row.owner.remove(row)

    def first_focus(self) -> QWidget | None:
        return self.tabs
