"""The queue of requests by working days left: what is missing, what is needed, and on to a slot."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpconf.bookings.actions import reopen_request, return_request, withdraw_request
from cpconf.bookings.queries import RequestLine, request_queue
from cpconf.bookings.rules import KIND_SHORT, KIND_WORDS, RequestState
from ui.bookings.words import children_words, days_state, message_for
from ui.kit.asking import GiveReason
from ui.kit.dates import show_date
from ui.kit.fields import TickField
from ui.kit.frame import Command, Frame
from ui.kit.panels import Card, EmptyState, SidePanel
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State
from ui.kit.words import button, words
from ui.people.child_cards import facts, row_of

NARROW = 900  # below this the list needs the room; Ctrl+I shows the details


def completeness_state(line: RequestLine) -> State:
    """Whether anything must still be asked for."""
    if line.state is RequestState.BOOKED:
        return State("Booked", "good", "check")
    if line.state is RequestState.RETURNED:
        return State("Returned", "note")
    missing = len(line.missing)
    return State(f"{missing} missing", "due") if missing else State("Complete", "good")


COLUMNS: tuple[Column[RequestLine], ...] = (
    Column(key="days", title="Target", value=days_state, sort=lambda line: line.days_left, width=128),
    Column(key="family", title="Family", value=lambda line: line.family, width=118),
    Column(key="children", title="Children", value=children_words, hint=children_words),
    Column(key="kind", title="Kind", value=lambda line: KIND_SHORT[line.kind], width=86),
    Column(key="complete", title="Request", value=completeness_state, sort=lambda line: len(line.missing), width=116),
    Column(key="due", title="Hold by", value=lambda line: line.due_on, width=102),
    Column(key="site", title="Site wanted", value=lambda line: line.site_wanted, width=120),
    Column(key="worker", title="Social worker", value=lambda line: line.social_worker, width=150),
    Column(key="received", title="Received", value=lambda line: line.received_at.date(), width=110, hidden=True),
)


class RequestsScreen(Screen):
    """Requests that wait, the nearest target first."""

    title = "Requests"
    help_page = "requests"
    cares_for = frozenset({"request", "request_child", "conference", "child", "relationship", "involvement"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.slots_button = button("&Find slots", self.find_slots, picture="search", hint="F3")
        self.head.addWidget(self.slots_button)
        self.head.addWidget(button("&New request", self.new_request, role="primary", picture="add", hint="Ctrl+N"))
        self.booked = TickField("Also &booked")
        self.booked.edited.connect(self.refresh)
        empty = EmptyState(
            "No requests are waiting",
            "When a social worker asks for a conference, record it here: the target date is worked out at once.",
            picture="requests",
            act="&New request",
            run=self.new_request,
        )
        self.table: SnapshotTable[RequestLine] = SnapshotTable(
            "Requests", COLUMNS, key=lambda line: line.id, empty=empty, memory=frame.memory, ask=frame.ask
        )
        self.table.bar.insertWidget(2, self.booked)
        self.table.opened.connect(lambda _line: self.find_slots())
        self.table.chosen.connect(self._show_side)
        self._details = False
        self.side = SidePanel(width=320)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.table, 1)
        row.addWidget(self.side)
        self.body.addLayout(row, 1)

    def refresh(self) -> None:
        self.ask(request_queue, booked=self.booked.value(), then=self._show)

    def first_focus(self) -> QWidget:
        return self.table

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="New request", run=self.new_request, shortcut="Ctrl+N", picture="add"),
            Command(title="Find slots for this request", run=self.find_slots, shortcut="F3", picture="search"),
            Command(title="Details of this request", run=self.show_details, shortcut="Ctrl+I", picture="note"),
            Command(title="Copy the message to the social worker", run=self.copy_message, picture="mail"),
        )

    def new_request(self) -> None:
        """Record a request."""
        self.frame.open_screen("request")

    def find_slots(self) -> None:
        """On to the slots for the chosen request."""
        line = self.table.current()
        if line is not None and line.state is not RequestState.BOOKED:
            self.frame.open_screen("slots", request_id=line.id)

    def show_details(self) -> None:
        """Show or hide the panel beside the list, whatever the width."""
        self._details = not self._details
        self._show_side(self.table.current())

    def copy_message(self) -> None:
        """One message to the social worker for all that is missing; no child is named in it."""
        line = self.table.current()
        if line is not None:
            QGuiApplication.clipboard().setText(message_for(line))
            self.frame.notice("The message to the social worker is on the clipboard.", "good")

    def _show(self, lines: tuple[RequestLine, ...]) -> None:
        self.table.set_rows(lines)
        if self.table.current() is None and lines:
            self.table.choose(lines[0].id)
        self._show_side(self.table.current())

    def _show_side(self, line: RequestLine | None) -> None:
        self.slots_button.setEnabled(line is not None and line.state is not RequestState.BOOKED)
        if line is None or (self.width() < px(NARROW) and not self._details):
            self.side.hide()
            return
        card = Card()
        card.add(words(KIND_WORDS[line.kind], "soft"))
        card.add(facts((child.name, child.age) for child in line.children))
        card.add(facts((("Hold by", show_date(line.due_on)), ("Case", line.family_reference))))
        if line.needs:
            card.add(words("Needs", "label"))
            card.add(words("\n".join(f"• {need}" for need in line.needs)))
        if line.missing:
            card.add(words("Still missing", "label"))
            card.add(words("\n".join(f"• {each}" for each in line.missing)))
            card.add(row_of(button("&Copy message", self.copy_message, picture="mail")))
        if line.state is RequestState.REQUESTED:
            back = button("&Return …", lambda: self._end(line, returned=True))
            gone = button("&Withdraw …", lambda: self._end(line, returned=False), role="danger")
            card.add(row_of(back, gone))
        if line.state is RequestState.RETURNED:
            again = button("&Take up again", lambda: self._reopen(line), picture="undo")
            card.add(row_of(again))
        self.side.show_part(line.family, card, back_to=self.table)

    def _reopen(self, line: RequestLine) -> None:
        """What was missing has come: the request waits for a slot again, with the target that it always had."""
        self.submit(reopen_request, request_id=line.id, said="The request waits for a slot again.")

    def _end(self, line: RequestLine, *, returned: bool) -> None:
        title = "Return this request" if returned else "Withdraw this request"
        text = "The reason is kept with the request." if returned else "It stays in the store with the reason."
        given = self.frame.ask(self, GiveReason(title=title, text=text, words_needed=True))
        if given is not None:
            action = return_request if returned else withdraw_request
            said = "The request was returned." if returned else "The request was withdrawn."
            undo = partial(self._reopen, line)
            self.submit(action, request_id=line.id, why=given.words, said=said, undo=undo)
