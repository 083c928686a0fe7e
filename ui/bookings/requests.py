"""The queue of requests by working days left, and the waiting list: what is missing, what is needed, on to a slot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QWidget

from cpconf.bookings.actions import (
    confirm_conference,
    hold_conference,
    join_review,
    leave_review,
    let_go,
    reopen_request,
    return_request,
    withdraw_request,
)
from cpconf.bookings.queries import (
    ConferenceLine,
    RequestLine,
    WaitingLine,
    request_queue,
    request_sheet,
    reviews_to_join,
    same_children,
    slots_for,
    waiting_list,
)
from cpconf.bookings.rules import RequestState
from cpconf.diary.queries import ResourceLine, resources
from cpconf.diary.wishes import SlotSearch
from cpconf.people.queries import ProfessionalLine, professionals
from ui.bookings.doing import do
from ui.bookings.draft import draft_file
from ui.bookings.freed import offer
from ui.bookings.lateness import when_late
from ui.bookings.queue import Queue
from ui.bookings.request_side import RequestSide
from ui.bookings.slot_lines import slot_lines
from ui.bookings.waiting import WaitingList
from ui.bookings.words import children_words, message_for, moment, subject_for, together
from ui.kit.asking import GiveReason, SaveFile
from ui.kit.fields import TickField
from ui.kit.frame import Command, Frame
from ui.kit.panels import SidePanel
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import button

LEAST = 160  # pixels at 100 %: four rows; the words of an empty list must not make the window higher than a screen
NARROW = 900  # below this the list needs the room; Ctrl+I shows the details


class RequestsScreen(Screen):
    """Requests that wait, urgent ones and the nearest target first; on the second tab the waiting list."""

    title = "Requests"
    help_page = "requests"
    cares_for = frozenset(
        {
            "request",
            "request_child",
            "request_person",
            "conference",
            "child",
            "relationship",
            "involvement",
            "occupancy",
        }
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._details = False
        self._waiting: tuple[WaitingLine, ...] = ()
        self._names: dict[int, ResourceLine] = {}
        self.slots_button = button("&Find slots", self.find_slots, picture="search", hint="F3")
        self.head.addWidget(self.slots_button)
        self.head.addWidget(button("&New request", self.new_request, role="primary", picture="add", hint="Ctrl+N"))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Which list")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for title in ("&Queue", "W&aiting list"):
            self.tabs.addTab(title)
        self.booked = TickField("Also &booked")
        self.booked.edited.connect(self.refresh)
        self.table = Queue(frame, self.booked, self.new_request)
        self.table.opened.connect(lambda _line: self.find_slots())
        self.table.chosen.connect(self._show_side)
        self.waiting = WaitingList(frame)
        self.part: RequestSide | None = None
        self.side = SidePanel(width=320)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.waiting)
        self.lists.setMinimumHeight(px(LEAST))
        self.tabs.currentChanged.connect(self._turn)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.lists, 1)
        row.addWidget(self.side)
        self.body.addWidget(self.tabs)
        self.body.addLayout(row, 1)

    # --- asking -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.ask(request_queue, booked=self.booked.value(), then=self._show)
        self.ask(resources, then=self._call)
        self.ask(waiting_list, then=self._show_waiting)

    def _call(self, lines: tuple[ResourceLine, ...]) -> None:
        self._names = {line.id: line for line in lines}
        self.waiting.call(lines)
        self.waiting.set_rows(self._waiting)

    def _show_waiting(self, lines: tuple[WaitingLine, ...]) -> None:
        self._waiting = lines
        self.waiting.set_rows(lines)
        self.tabs.setTabText(1, f"W&aiting list ({len(lines)})" if lines else "W&aiting list")

    def _show(self, lines: tuple[RequestLine, ...]) -> None:
        self.table.set_rows(together(lines))
        if lines and not self.table.selected():
            self.table.view.go_to(max(0, self.table.view.currentIndex().row()))
        self._show_side(self.table.current())

    def first_focus(self) -> QWidget:
        return self.lists.currentWidget() or self.table

    def _turn(self, at: int) -> None:
        self.lists.setCurrentIndex(at)
        if at == 1 and self.waiting.current() is None and self.waiting.model.rowCount():
            self.waiting.view.go_to(0)
        self._show_side(self.table.current())
        self.first_focus().setFocus()

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="New request", run=self.new_request, shortcut="Ctrl+N", picture="add"),
            Command(title="Find slots for this request", run=self.find_slots, shortcut="F3", picture="search"),
            Command(title="Hold the best slot for this request", run=self.hold_best, shortcut="H", picture="held"),
            Command(title="Change this request", run=self.change, shortcut="F2", picture="edit"),
            Command(title="Details of this request", run=self.show_details, shortcut="Ctrl+I", picture="note"),
            Command(title="Queue or waiting list", run=self.next_list, shortcut="Ctrl+PgDown", picture="clock"),
            Command(title="Copy the message to the social worker", run=self.copy_message, shortcut="R", picture="mail"),
            Command(title="Save the message as a draft", run=self.save_draft, picture="save"),
        )

    # --- acts ---------------------------------------------------------------------------------------------------

    def next_list(self) -> None:
        """From the queue to the waiting list and back."""
        self.tabs.setCurrentIndex(1 - self.tabs.currentIndex())

    def new_request(self) -> None:
        """Record a request."""
        self.frame.open_screen("request", child_id=None)

    def change(self) -> None:
        """Correct what the chosen request asks for."""
        line = self.table.current()
        if line is not None:
            self.frame.open_screen("request", request_id=line.id)

    def find_slots(self) -> None:
        """On to the slots for the chosen request, or for the chosen line of the waiting list."""
        if self.lists.currentWidget() is self.waiting:
            wanted = self.waiting.current()
            if wanted is not None:
                offer(self.frame, wanted)
            return
        line = self.table.current()
        if line is not None and (line.state is not RequestState.BOOKED or line.held is not None):
            self.frame.open_screen("slots", request_id=line.id)

    def show_details(self) -> None:
        """Show or hide the panel beside the list, whatever the width."""
        self._details = not self._details
        self._show_side(self.table.current())

    def copy_message(self) -> None:
        """One message to the social worker for all that is missing; no child is named in it."""
        line = self.table.current()
        if line is not None and line.missing:
            QGuiApplication.clipboard().setText(message_for(line))
            self.frame.notice("The message to the social worker is on the clipboard.", "good")
        elif line is not None:
            self.frame.notice("Nothing is missing from this request.", "note")

    def save_draft(self) -> None:
        """The same message as a draft file, which the mail program opens unsent."""
        line = self.table.current()
        if line is not None and line.missing:
            self.ask(professionals, limit=5000, then=partial(self._save_draft, line))

    def _save_draft(self, line: RequestLine, people: tuple[ProfessionalLine, ...]) -> None:
        named = [one.email for one in people if one.name == line.social_worker and one.email]
        to = named[0] if len(named) == 1 else ""
        question = SaveFile(title="Save the draft", name=f"{line.family_reference}.eml", kinds="E-mail draft (*.eml)")
        place = self.frame.ask(self, question)
        if place is None:
            return
        try:
            place.write_bytes(draft_file(to=to, subject=subject_for(line), text=message_for(line)))
        except OSError:
            self.frame.notice("The draft could not be written there: choose another folder.", "late")
            return
        self.frame.notice("The draft is saved. Open it to look at it and send it.", "good")

    def confirm(self, line: RequestLine) -> None:
        """Book what is held: now people are invited."""
        held = line.held
        if held is None:
            return

        def confirm(late: dict[str, Any]) -> None:
            said = "Booked: the invitations can go out."
            self.submit(confirm_conference, conference_id=held.id, said=said, **late)

        if held.is_late:
            when_late(self, line.id, kind=line.kind, due_on=held.due_on, then=confirm)
        else:
            confirm({})

    def hold_best(self) -> None:
        """Hold the best slot for the chosen request at once; nobody is invited yet."""
        line = self.table.current()
        if line is not None and line.state is RequestState.REQUESTED and self.lists.currentWidget() is self.table:
            self.ask(slots_for, request_id=line.id, count=1, then=partial(self._hold, line))

    def _hold(self, line: RequestLine, search: SlotSearch) -> None:
        found = slot_lines(search.slots[:1], self._names)
        if not found:
            self.frame.notice("No slot is free for this request: look at what is in the way (F3).", "due")
            return
        slot = found[0].slot
        do(
            self,
            hold_conference,
            {"request_id": line.id, "ends_at": slot.ends_at, **found[0].seat},
            said=f"{moment(slot.starts_at)} is held for {line.family}. Nobody is invited yet.",
            words=f"hold for {line.family}",
            opposite=lambda conference_id: (let_go, {"conference_id": conference_id}),
        )

    def let_go(self, line: RequestLine) -> None:
        """Give the held slot up; the request waits again."""
        if line.held is not None:
            self.submit(let_go, conference_id=line.held.id, said="The slot is free again, and the request waits.")

    def join(self, line: RequestLine, review: ConferenceLine) -> None:
        """The children of the request join a coming review, with clocks of their own."""
        do(
            self,
            join_review,
            {"request_id": line.id, "conference_id": review.id},
            said=f"{children_words(line)}: added to {review.reference}.",
            words=f"joining of {review.reference}",
            opposite=lambda _none: (leave_review, {"request_id": line.id}),
        )

    def reopen(self, line: RequestLine) -> None:
        """What was missing has come: the request waits for a slot again, with the target that it always had."""
        self.submit(reopen_request, request_id=line.id, said="The request waits for a slot again.")

    def end(self, line: RequestLine, *, returned: bool) -> None:
        """Return a request to the social worker, or withdraw it; both with the reason."""
        title = "Return this request" if returned else "Withdraw this request"
        text = "The reason is kept with the request." if returned else "It stays in the store with the reason."
        given = self.frame.ask(self, GiveReason(title=title, text=text, words_needed=True))
        if given is not None:
            do(
                self,
                return_request if returned else withdraw_request,
                {"request_id": line.id, "why": given.words},
                said="The request was returned." if returned else "The request was withdrawn.",
                words="return of the request" if returned else "withdrawal of the request",
                opposite=lambda _none: (reopen_request, {"request_id": line.id}),
            )

    # --- beside -------------------------------------------------------------------------------------------------

    def _show_side(self, line: RequestLine | None) -> None:
        queue = self.lists.currentWidget() is self.table
        able = line is not None and line.state is not RequestState.BOOKED
        self.slots_button.setEnabled(able if queue else bool(self._waiting))
        if line is None or not queue or (self.width() < px(NARROW) and not self._details):
            self.side.hide()
            return
        if self.part is not None and self.part.line == line and self.side.isVisible():
            return
        self.part = part = RequestSide(self, line)
        self.side.show_part(line.family, part, back_to=self.table)
        ids = [child.id for child in line.children]
        self.ask(request_sheet, request_id=line.id, then=lambda sheet: self._put(part, part.show_sheet, sheet))
        if line.state is RequestState.REQUESTED:
            self.ask(reviews_to_join, request_id=line.id, then=lambda found: self._put(part, part.show_reviews, found))
            self.ask(
                same_children,
                family_id=line.family_id,
                child_ids=ids,
                kind=line.kind,
                then=lambda found: self._put(part, part.show_similar, found),
            )

    def _put(self, part: RequestSide, show: object, found: object) -> None:
        if part is self.part:
            show(found)  # type: ignore[operator]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.stale:
            self._show_side(self.table.current())
