"""Decisions of a conference, child by child, with the views that lead to them; the rules are elsewhere."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cpconf.bookings.rules import ConferenceId
from cpconf.conferences.day import DayChild, DaySheet
from cpconf.practice.queries import practice_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.store.permissions import Permission
from ui.conferences.decision_form import DecisionForm
from ui.conferences.scrolled import Scrolled, column
from ui.conferences.section import Section
from ui.conferences.views import AgencyViews, ParentViews
from ui.kit.screen import Screen
from ui.kit.style import px


class DecisionsSection(Section):
    """A tab for each child, and one for the parents' views."""

    cares_for = frozenset({"setting"})

    def __init__(self, screen: Screen, conference_id: ConferenceId) -> None:
        super().__init__(screen, conference_id)
        self._several = False
        self._looked_at = False
        self.forms: dict[int, DecisionForm] = {}
        self.agencies: dict[int, AgencyViews] = {}
        self.parents = ParentViews(self)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Children")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(Scrolled(column(self.parents)))
        self.tabs.addTab("Parents' views")
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.parents.state.connect(self.text_state)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(8))
        lines.addWidget(self.tabs)
        lines.addWidget(self._stack, 1)

    def refresh(self) -> None:
        self._looked_at = True
        if self.day is not None:
            self.show_day(self.day)
        self.ask(practice_settings, then=self._show_settings)

    def _show_settings(self, settings: PracticeSettings) -> None:
        self._several = settings.several_categories
        if self.day is not None:
            self.show_day(self.day)

    def show_day(self, day: DaySheet) -> None:
        super().show_day(day)
        if not self._looked_at:  # many fields: they are made when somebody comes to see them
            return
        editable = self.may(Permission.RECORD) and not day.settled
        for child in day.children:
            if int(child.child_id) not in self.forms:
                self._make_child(child)
            self.forms[int(child.child_id)].show_day(day, child, several=self._several)
            self.agencies[int(child.child_id)].show_day(day, editable=editable)
        self.parents.show_day(day, editable=editable)

    def _make_child(self, child: DayChild) -> None:
        form, views = DecisionForm(self, child), AgencyViews(self, child.child_id)
        form.state.connect(self.text_state)
        views.state.connect(self.text_state)
        at = len(self.forms)
        self.forms[int(child.child_id)], self.agencies[int(child.child_id)] = form, views
        self._stack.insertWidget(at, Scrolled(column(views, form)))
        self.tabs.insertTab(at, child.name)
        if at == 0:
            self.tabs.setCurrentIndex(0)
            self._stack.setCurrentIndex(0)

    def record(self) -> None:
        """Record the decision of the child that is shown."""
        forms = list(self.forms.values())
        if self.isVisible() and self.tabs.currentIndex() < len(forms):
            forms[self.tabs.currentIndex()].record()

    @property
    def undecided_words(self) -> bool:
        """Whether a decision was typed and not recorded."""
        return any(form.dirty for form in self.forms.values())

    def first_focus(self) -> QWidget | None:
        return self.tabs
