"""The conference screen: the whole of conference day for one conference at a time; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from cpconf.bookings.rules import ConferenceId
from cpconf.bookings.sheets import ConferenceSheet
from ui.conferences.facts import title_of
from ui.conferences.page import DAY, ConferencePage
from ui.kit.frame import Command, Frame
from ui.kit.panels import EmptyState
from ui.kit.screen import Screen
from ui.kit.style import px

OF_SECTIONS = frozenset(
    {
        "minutes", "paragraph", "minutes_version", "plan_version", "danger_statement", "outcome", "plan_action",
        "contingency", "core_group_member", "document",
    }
)  # fmt: skip


class ConferenceScreen(Screen):
    """Shows the conference that it was opened with. A page that holds unsaved words outlives its being left."""

    title = "Conference"
    help_page = "conference"
    cares_for = DAY | OF_SECTIONS

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._pages: dict[int, ConferencePage] = {}
        self._touched: set[str] | None = None
        self.head_title.setWordWrap(True)
        self.head.setStretch(0, 1)
        self.head.setStretch(1, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                "No conference is open",
                "Choose one from the list of conferences, or find it with Ctrl+K.",
                picture="conferences",
                act="&List of conferences",
                run=lambda: frame.open_screen("conferences"),
            )
        )
        self.body.addWidget(self._stack, 1)
        self._tools: list[QWidget] = []
        self._tools_of: QWidget | None = None
        frame.work.saved.connect(self._on_saved)

    @property
    def page(self) -> ConferencePage | None:
        """The conference that is shown now."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, ConferencePage) else None

    # --- what is shown ------------------------------------------------------------------------------------------

    def arrive(self, **args: Any) -> None:
        """`conference_id`: the conference to show."""
        conference_id = int(args["conference_id"])
        before = self.page
        if before is not None and before.conference_id == conference_id:
            return
        self.flush()
        page = self._pages.get(conference_id) or self._made(ConferenceId(conference_id))
        self._touched = None
        self.head_title.setText("Conference")
        self._show_tools(page)
        self._stack.setCurrentWidget(page)
        for left in [each for each in self._pages.values() if each is not page and not each.unsaved]:
            del self._pages[int(left.conference_id)]
            self._stack.removeWidget(left)
            left.deleteLater()
        self.go_stale()

    def _made(self, conference_id: ConferenceId) -> ConferencePage:
        page = ConferencePage(self, conference_id)
        page.titled.connect(partial(self._show_title, page))
        page.text_state.connect(partial(self._on_text, page))
        self._pages[int(conference_id)] = page
        self._stack.addWidget(page)
        return page

    def _show_tools(self, page: ConferencePage) -> None:
        """Put what belongs into the title's line there; what stood there goes back to its own page."""
        for part in self._tools:
            self.head.removeWidget(part)
            part.setParent(self._tools_of)
        head = page.head
        self._tools_of, self._tools = head, [head.saved, head.state, page.booking.menu_button, head.begin, head.finish]
        for part in self._tools:
            self.head.addWidget(part)
        head.saved.show()
        head.state.show()

    def _show_title(self, page: ConferencePage, sheet: ConferenceSheet) -> None:
        if page is self.page:
            self.head_title.setText(title_of(sheet, short=px(100) >= 150))

    def refresh(self) -> None:
        touched, self._touched = self._touched, set()
        if self.page is not None:
            self.page.refresh(touched or None)

    def hear(self, changes: Mapping[str, frozenset[int]]) -> None:
        if self.concerns(changes):
            if self._touched is not None:
                self._touched |= set(changes)
            self.go_stale()

    def first_focus(self) -> QWidget | None:
        return None if self.page is None else self.page.section.first_focus()

    # --- text ---------------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        return any(page.unsaved for page in self._pages.values())

    def flush(self) -> None:
        for page in self._pages.values():
            page.flush()

    def _on_text(self, page: ConferencePage, stored: bool) -> None:
        if not stored:
            page.head.show_unsaved()
        elif not page.unsaved and page.head.saved.text():
            page.head.show_saved(self.frame.now())

    def _on_saved(self, at: Any) -> None:
        if self.page is not None:
            if self.page.unsaved:
                self.page.head.show_unsaved()
            else:
                self.page.head.show_saved(at)

    # --- keys ---------------------------------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        def on(title: str, run: Callable[[ConferencePage], object], key: str = "", picture: str = "forward") -> Command:
            def go() -> None:
                if self.page is not None:
                    run(self.page)

            return Command(title=title, run=go, shortcut=key, picture=picture, place="Conference")

        return (
            on("People: attendance and reports", lambda p: p.turn_to(p.people), "Ctrl+Shift+E", "person"),
            on("Minutes", lambda p: p.turn_to(p.minutes), "Ctrl+Shift+M", "edit"),
            on("Decisions", lambda p: p.turn_to(p.decisions), "Ctrl+Shift+D", "check"),
            on("Plan", lambda p: p.turn_to(p.plan), "Ctrl+Shift+L", "plain"),
            on("Papers", lambda p: p.turn_to(p.papers), "Ctrl+Shift+R", "paper"),
            on("Next section", lambda p: p.step(1), "Ctrl+PgDown"),
            on("Previous section", lambda p: p.step(-1), "Ctrl+PgUp"),
            on("Begin the conference now", lambda p: p.head.begin.click(), picture="clock"),
            on("Finish the conference", lambda p: p.head.ask_finish(), picture="check"),
            on("Quoracy: the chair decides", lambda p: p.head.ask_quoracy()),
            on("Booking: move it to another time", lambda p: p.booking.reschedule(), "Ctrl+Shift+V", "forward"),
            on("Booking: change room or people", lambda p: p.booking.ask_seat(), "Ctrl+Shift+H", "room"),
            on("Booking: cancel the conference", lambda p: p.booking.ask_cancel(), picture="close"),
            on("Booking: show it in the diary", lambda p: p.booking.look(), picture="diary"),
            on("Invite somebody", _invite, "Ctrl+Shift+I", "add"),
            on("Withdraw the invitation of this person", lambda p: p.people.withdraw_invitation(), picture="close"),
            on("Add a late joiner", _joiner, "Ctrl+J", "add"),
            on("Clean view of the minutes", lambda p: p.minutes.toggle_clean(), "F11", "fit"),
            on("Next heading", lambda p: p.minutes.step(1), "Ctrl+Down"),
            on("Previous heading", lambda p: p.minutes.step(-1), "Ctrl+Up"),
            *(on(f"Person {n} speaks", partial(_speaks, n), f"Alt+{n}", "person") for n in range(1, 10)),
            on("Record the decision for this child", lambda p: p.decisions.record(), "Ctrl+Return", "save"),
            on("Add a row to the plan here", lambda p: p.plan.add_here(), "Ctrl+Shift+N", "add"),
            on("Take this row out of the plan", lambda p: p.plan.remove_here(), "Ctrl+Shift+Backspace"),
            Command(title="All documents", run=lambda: self.frame.open_screen("documents"), picture="paper"),
            Command(title="List of conferences", run=lambda: self.frame.open_screen("conferences")),
        )


def _joiner(page: ConferencePage) -> None:
    page.turn_to(page.people)
    page.people.ask_joiner()


def _invite(page: ConferencePage) -> None:
    page.turn_to(page.people)
    page.people.inviting.ask()


def _speaks(number: int, page: ConferencePage) -> None:
    page.minutes.speaker(number)
