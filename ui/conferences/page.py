"""One conference on the screen: its head and its sections, each asked for when it is looked at; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cpconf.bookings.rules import ConferenceId
from cpconf.bookings.sheets import ConferenceSheet, conference_sheet
from cpconf.conferences.day import DaySheet
from cpconf.conferences.queries import day_sheet
from ui.circulation.papers import PapersSection
from ui.conferences.booking import BookingSection
from ui.conferences.decisions import DecisionsSection
from ui.conferences.head import Head
from ui.conferences.people import PeopleSection
from ui.conferences.row_editor import RowEditor
from ui.conferences.scrolled import Scrolled
from ui.conferences.section import Section
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.typed_text import TypedText
from ui.minutes.section import MinutesSection
from ui.plans.section import PlanSection

DAY = frozenset(
    {
        "conference", "conference_child", "invitation", "attendance", "report", "report_shared", "quoracy_decision",
        "decision", "agency_view", "parent_view", "plan", "child", "adult", "professional", "agency", "involvement",
        "relationship", "setting", "request", "room", "staff",
    }
)  # fmt: skip

SHEET = DAY & {"conference", "conference_child", "child", "room", "staff", "request", "setting"}


class ConferencePage(Scrolled):
    """Everything of one conference. What is typed here belongs to this conference, whatever is looked at next.

    Scrolls as a whole only where large type leaves its parts too little room.
    """

    titled = Signal(object)  # ConferenceSheet
    text_state = Signal(bool)

    def __init__(self, screen: Screen, conference_id: ConferenceId) -> None:
        super().__init__(sideways=True)
        self.host, self.conference_id = screen, conference_id
        self.head = Head(screen, conference_id)
        self.booking = BookingSection(screen, conference_id)
        self.people = PeopleSection(screen, conference_id)
        self.minutes = MinutesSection(screen, conference_id)
        self.decisions = DecisionsSection(screen, conference_id)
        self.plan = PlanSection(screen, conference_id)
        self.papers = PapersSection(screen, conference_id)
        self.sections: tuple[tuple[str, Section], ...] = (
            ("P&eople", self.people),
            ("&Minutes", self.minutes),
            ("&Decisions", self.decisions),
            ("P&lan", self.plan),
            ("Pape&rs", self.papers),
        )
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Sections of the conference")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        for title, section in self.sections:
            self.tabs.addTab(title)
            self._stack.addWidget(section)
            section.text_state.connect(self.text_state)
        self.tabs.currentChanged.connect(self._turn)
        self.minutes.clean_wanted.connect(self._show_clean)
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._stack.setMinimumHeight(px(260))
        self.setAccessibleName("Conference")
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.head)
        column.addWidget(self.booking)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.setWidget(sheet)

    # --- asking -------------------------------------------------------------------------------------------------

    def refresh(self, touched: Iterable[str] | None) -> None:
        """Ask again for whatever these tables touch; None: for everything."""
        tables = None if touched is None else frozenset(touched)
        work, which = self.host.frame.work, self.conference_id
        if tables is None or not SHEET.isdisjoint(tables):
            work.ask(conference_sheet, then=self._show_sheet, owner=self, latest=True, conference_id=which)
        if tables is None or not DAY.isdisjoint(tables):
            work.ask(day_sheet, then=self._show_day, owner=self, latest=True, conference_id=which)
        for _title, section in self.sections:
            if tables is None or not section.cares_for.isdisjoint(tables):
                section.stale = True
        self._refresh_section()

    def _refresh_section(self) -> None:
        section = self.section
        if section.stale:
            section.stale = False
            section.refresh()

    def _show_sheet(self, sheet: ConferenceSheet) -> None:
        self.head.show_sheet(sheet)
        self.booking.show_sheet(sheet)
        self.titled.emit(sheet)

    def _show_day(self, day: DaySheet) -> None:
        first = self.head.day is None
        self.head.show_day(day)
        for _title, section in self.sections:
            section.show_day(day)
        if first and self.isVisible() and not self._has_focus():
            self.take_focus()

    # --- going about --------------------------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        return self.sections[self.tabs.currentIndex()][1]

    def turn_to(self, section: Section) -> None:
        """Show this section, with the keyboard in it."""
        self.tabs.setCurrentIndex([each for _title, each in self.sections].index(section))
        self.take_focus()

    def step(self, by: int) -> None:
        """Go to the next or the previous section."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(self.sections))
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard where this section starts."""
        target = self.section.first_focus()
        if target is not None:
            target.setFocus()

    def _turn(self, at: int) -> None:
        if self.minutes.clean and self.section is not self.minutes:
            self.minutes.toggle_clean()
        self._stack.setCurrentIndex(at)
        self._refresh_section()

    def _show_clean(self, clean: bool) -> None:
        self.head.setVisible(not clean)
        self.booking.setVisible(not clean)
        self.tabs.setVisible(not clean)

    def _has_focus(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self._stack.isAncestorOf(focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.set_compact(self.viewport().height() < px(420))

    # --- text ---------------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        """Whether anything typed for this conference is not stored yet."""
        texts = any(text.unsaved for text in self.findChildren(TypedText))
        return texts or any(row.unsaved for row in self.findChildren(RowEditor)) or self.decisions.undecided_words

    def flush(self) -> None:
        """Offer everything typed for storing at once."""
        for text in self.findChildren(TypedText):
            text.flush()
        for row in self.findChildren(RowEditor):
            row.flush()
