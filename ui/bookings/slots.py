"""The ten best slots for a request with their reasons, what blocks better ones, and booking by one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpconf.bookings.actions import book_conference
from cpconf.bookings.queries import RequestSheet, request_sheet, slots_for
from cpconf.bookings.rules import KIND_WORDS, LATE_WORDS, ConferenceId, RequestId
from cpconf.diary.queries import ResourceLine, resources
from cpconf.diary.wishes import Blocked, Slot, SlotSearch
from ui.kit.asking import GiveReason
from ui.kit.dates import DAYS, MONTHS, say_date, show_date, show_time
from ui.kit.frame import Command, Frame
from ui.kit.panels import Card, EmptyState
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State
from ui.kit.words import button, words

WIDER = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotLine:
    """A slot with the names of its resources, numbered from 1 as the keys are."""

    number: int
    slot: Slot
    room: ResourceLine
    chair: ResourceLine
    minute_taker: ResourceLine


def _day(line: SlotLine) -> State:
    slot = line.slot
    return State(f"Day {slot.day_number} of {slot.of_days}", "late" if slot.is_late else "good")


def _short_day(on: date) -> str:
    """Wed 25 Nov: the list shows few weeks, so the year says nothing."""
    return f"{DAYS[on.weekday()][:3].capitalize()} {on.day} {MONTHS[on.month - 1][:3].capitalize()}"


def _hours(line: SlotLine) -> str:
    return f"{show_time(line.slot.starts_at.time())}–{show_time(line.slot.ends_at.time())}"


COLUMNS: tuple[Column[SlotLine], ...] = (
    Column(key="number", title="Key", value=lambda line: str(line.number % 10), width=48),
    Column(
        key="on",
        title="Day",
        value=lambda line: _short_day(line.slot.starts_at.date()),
        sort=lambda line: line.slot.starts_at,
        width=100,
    ),
    Column(key="at", title="Time", value=_hours, width=108),
    Column(key="limit", title="Limit", value=_day, sort=lambda line: line.slot.day_number, width=132),
    Column(key="room", title="Room", value=lambda line: f"{line.room.name}, {line.room.site}"),
    Column(key="chair", title="Chair", value=lambda line: line.chair.name),
    Column(key="taker", title="Minute-taker", value=lambda line: line.minute_taker.name),
)


class SlotsScreen(Screen):
    """Slots for one request; arrives with `request_id`. Keys 1 to 9 and 0 choose, Enter books all three."""

    title = "Find a slot"
    help_page = "slots"
    cares_for = frozenset(
        {"occupancy", "room", "room_closure", "room_opening", "leave", "work_pattern", "calendar_exception", "request"}
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.request_id: RequestId | None = None
        self.sheet: RequestSheet | None = None
        self._widen = 0
        self._names: dict[int, ResourceLine] = {}
        self.line = words("", "soft")
        self.body.addWidget(self.line)
        self.head.addWidget(button("&Back", lambda: frame.open_screen("requests")))
        self.wide = button("&Widen", self.widen, picture="fit", hint="Look further past the limit (W)")
        self.head.addWidget(self.wide)
        self.book_button = button("&Book", self.book, role="primary", picture="check", hint="Enter")
        self.head.addWidget(self.book_button)
        self._lay_out()

    def _lay_out(self) -> None:
        empty = EmptyState(
            "No slot is free",
            "What is in the way stands beside this list. Widen the search, or free a room or a person in the diary.",
            picture="clock",
            act="&Widen the search",
            run=self.widen,
        )
        self.table: SnapshotTable[SlotLine] = SnapshotTable(
            "Slots",
            COLUMNS,
            key=lambda line: (line.slot.starts_at, line.room.id),
            empty=empty,
            find=False,
            ask=self.frame.ask,
        )
        self.table.opened.connect(lambda _line: self.book())
        self.table.chosen.connect(self._show_why)
        self.why = words("")
        self.why.setAccessibleName("Why this slot")
        self.beside = Card("Why this one", self.why)
        self.beside.setFixedWidth(px(250))
        self._blocked_title = words("In the way of a better one", "heading")
        self.beside.add(self._blocked_title)
        self._reasons = QVBoxLayout()
        self.beside.body.addLayout(self._reasons)
        self.beside.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.table, 1)
        row.addWidget(self.beside)
        self.body.addLayout(row, 1)

    def arrive(self, **args: Any) -> None:
        self.request_id = args["request_id"]
        self._widen = 0
        self.go_stale()

    def refresh(self) -> None:
        if self.request_id is None:
            return
        self.ask(request_sheet, request_id=self.request_id, then=self._show_request)
        self.ask(resources, then=self._name)

    def first_focus(self) -> QWidget:
        return self.table

    def commands(self) -> Sequence[Command]:
        choose = [
            Command(title=f"Choose slot {number}", run=partial(self.choose, number), shortcut=str(number % 10))
            for number in range(1, 11)
        ]
        return (
            Command(title="Book this slot", run=self.book, shortcut="Ctrl+Return", picture="check"),
            Command(title="Widen the search", run=self.widen, shortcut="W", picture="fit"),
            *choose,
        )

    def choose(self, number: int) -> None:
        """Put the cursor on the slot with this number."""
        if number <= self.table.model.rowCount():
            self.table.view.go_to(number - 1)
            self.table.view.setFocus()

    def widen(self) -> None:
        """Look further past the limit."""
        self._widen += WIDER
        self.refresh()

    def _show_request(self, sheet: RequestSheet) -> None:
        self.sheet = sheet
        line = sheet.line
        children = ", ".join(child.name for child in line.children)
        clock = f"counted from {show_date(sheet.counted_from_on)}, to be held by {show_date(line.due_on)}"
        self.head_title.setText(f"Find a slot: {line.family}")
        needs = f" · {', '.join(line.needs)}" if line.needs else ""
        self.line.setText(f"{KIND_WORDS[line.kind]} · {children} · {clock}{needs}")

    def _name(self, lines: tuple[ResourceLine, ...]) -> None:
        self._names = {line.id: line for line in lines}
        self.ask(slots_for, request_id=self.request_id, widen_days=self._widen, then=self._show)

    def _show(self, search: SlotSearch) -> None:
        names = self._names
        self.table.set_rows(
            SlotLine(
                number=number,
                slot=slot,
                room=names[slot.room],
                chair=names[slot.chair],
                minute_taker=names[slot.minute_taker],
            )
            for number, slot in enumerate(search.slots, 1)
        )
        if search.slots and self.table.current() is None:
            self.table.view.go_to(0)
        self.book_button.setEnabled(bool(search.slots))
        self._show_blocked(search.blocked)

    def _show_why(self, line: SlotLine | None) -> None:
        told = [] if line is None else [f"• {reason}" for reason in line.slot.reasons]
        self.why.setText("\n".join(told))

    def _show_blocked(self, blocked: tuple[Blocked, ...]) -> None:
        while (item := self._reasons.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for each in blocked:
            when = f"{say_date(each.starts_at.date())}, {show_time(each.starts_at.time())}" if each.starts_at else ""
            if when:
                self._reasons.addWidget(words(when, "label"))
            self._reasons.addWidget(words(each.words))
            if each.fix is not None:
                self._reasons.addWidget(words(each.fix.words, "soft"))
            self._reasons.addSpacing(px(8))
        self._blocked_title.setVisible(bool(blocked))

    def book(self) -> None:
        """Book room, chair and minute-taker of the chosen slot at once; past the limit it asks for the reason."""
        line = self.table.current()
        if line is None or self.request_id is None or self.sheet is None:
            return
        late: dict[str, Any] = {}
        if line.slot.starts_at.date() > self.sheet.line.due_on:
            asked = GiveReason(
                title="Past the limit",
                text=f"This slot lies after {show_date(self.sheet.line.due_on)}. The reason is kept.",
                choices=[(reason, text) for reason, text in LATE_WORDS.items()],
                yes="&Book late",
            )
            given = self.frame.ask(self, asked)
            if given is None:
                return
            late = {"late_reason": given.code, "late_note": given.words or None}
        self.submit(
            book_conference,
            request_id=self.request_id,
            starts_at=line.slot.starts_at,
            ends_at=line.slot.ends_at,
            room_id=line.room.room_id,
            chair_id=line.chair.staff_id,
            minute_taker_id=line.minute_taker.staff_id,
            then=self._booked,
            said="Booked: room, chair and minute-taker are taken.",
            **late,
        )

    def _booked(self, conference_id: ConferenceId) -> None:
        self.frame.open_screen("conference", conference_id=conference_id)
