"""The ten best slots for a request or for a conference that moves: chosen by one key, held, booked or moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cpconf.access.queries import StaffLine, chairs
from cpconf.bookings.actions import change_request
from cpconf.bookings.queries import (
    ConferenceSheet,
    MovePreview,
    RequestSheet,
    conference_sheet,
    move_preview,
    request_sheet,
    slots_for,
    slots_for_move,
)
from cpconf.bookings.rules import ConferenceId, RequestId
from cpconf.diary.queries import ResourceLine, RoomLine, SiteLine, resources, rooms, sites
from cpconf.diary.wishes import Blocked, Fix, SlotSearch
from ui.bookings.blocked import Beside
from ui.bookings.doing import do
from ui.bookings.slot_acts import SlotActs
from ui.bookings.slot_lines import COLUMNS, SlotLine, slot_lines
from ui.bookings.sought import Sought
from ui.bookings.two_lines import make_tall
from ui.bookings.wish import Wish
from ui.bookings.words import held_words
from ui.conferences.scrolled import Scrolled
from ui.kit.frame import Command, Frame
from ui.kit.panels import EmptyState
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.words import Mark, button

NARROW = 720  # below this what is beside the list stands under it
WIDER = 10  # working days past the limit that one press looks further


class SlotsScreen(Screen):
    """Arrives with `request_id`, or with `conference_id` of the one to move; `starts_at`: the slot to stand on.

    Keys 1 to 9 and 0 choose, Space holds, Enter books all three or moves, W widens, D shows the diary.
    """

    title = "Find a slot"
    help_page = "slots"
    cares_for = frozenset(
        {
            "occupancy", "room", "room_closure", "room_opening", "leave", "work_pattern", "calendar_exception",
            "request", "request_person", "conference", "school_term", "setting", "site_travel",
        }
    )  # fmt: skip

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.request_id: RequestId | None = None
        self.conference_id: ConferenceId | None = None
        self.sought: Sought | None = None
        self._moving: ConferenceSheet | None = None
        self._wanted_at: datetime | None = None
        self._widen = 0
        self._names: dict[int, ResourceLine] = {}
        self.acts = SlotActs(self)
        self.head_title.setWordWrap(True)
        self.head.setStretch(0, 1)
        self.head.setStretch(1, 0)
        self.hold_mark = Mark("", "due", "held")
        self.hold_mark.hide()
        self.wide = button("&Widen", self.widen, picture="fit", hint="Look further past the limit (W)")
        self.hold_button = button("H&old", self.hold, picture="held", hint="Space")
        self.book_button = button("&Book", self.book, role="primary", picture="check", hint="Enter")
        for part in (self.hold_mark, button("Bac&k", self._back), self.wide, self.hold_button, self.book_button):
            self.head.addWidget(part)
        self.wish = Wish()
        self.wish.narrowed.connect(self._search)
        self.wish.needs_changed.connect(self._change_need)
        self.beside = Beside(self._use)
        self._lay_out()

    def _lay_out(self) -> None:
        empty = EmptyState(
            "No slot is free",
            "What is in the way stands beside this list. Widen the search, or free a room or a person in the diary.",
            picture="clock",
            act="W&iden the search",
            run=self.widen,
        )
        self.table: SnapshotTable[SlotLine] = SnapshotTable(
            "Slots",
            COLUMNS,
            key=lambda line: (line.slot.starts_at, line.room_id, line.chair.id),
            empty=empty,
            find=False,
            memory=self.frame.memory,
            ask=self.frame.ask,
        )
        self.table.opened.connect(lambda _line: self.book())
        self.table.chosen.connect(self._show_why)
        self.table.view.installEventFilter(self)
        self.table.view.setMinimumHeight(px(240))
        make_tall(self.table.view)
        self.table.count.hide()  # ten, by their keys
        part = self.table.layout()
        if part is not None:
            part.setSpacing(0)  # so that all ten are in sight
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(px(12))
        row.addWidget(self.table, 1)
        row.addWidget(self.beside)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.wish)
        column.addLayout(row, 1)
        self.body.addWidget(Scrolled(sheet, sideways=True), 1)

    # --- asking -------------------------------------------------------------------------------------------------

    def arrive(self, **args: Any) -> None:
        request_id, conference_id = args.get("request_id"), args.get("conference_id")
        if (request_id, conference_id) != (self.request_id, self.conference_id):
            self.wish.widest()
            self.table.set_rows(())
            self.beside.show_blocked(())
        self.request_id, self.conference_id = request_id, conference_id
        self.sought = self._moving = None
        self._wanted_at = args.get("starts_at")
        self._widen = 0
        self.go_stale()

    def refresh(self) -> None:
        self.ask(resources, then=self._call)
        self.ask(chairs, then=self._offer_chairs)
        if self.conference_id is not None:
            self.ask(conference_sheet, conference_id=self.conference_id, then=self._show_moving)
        elif self.request_id is not None:
            self._moving = None
            self.ask(request_sheet, request_id=self.request_id, then=self._show_request)

    def _call(self, lines: tuple[ResourceLine, ...]) -> None:
        self._names = {line.id: line for line in lines}

    def _offer_chairs(self, people: tuple[StaffLine, ...]) -> None:
        self.ask(rooms, then=partial(self._offer_rooms, people))

    def _offer_rooms(self, people: tuple[StaffLine, ...], found: tuple[RoomLine, ...]) -> None:
        self.ask(sites, then=partial(self._offer, people, found))

    def _offer(self, people: tuple[StaffLine, ...], found: tuple[RoomLine, ...], places: tuple[SiteLine, ...]) -> None:
        self.wish.offer(people, found, places)
        if self.sought is not None:
            self.wish.show_sought(self.sought)

    def _show_moving(self, sheet: ConferenceSheet) -> None:
        self._moving = sheet
        if sheet.request_id is not None:
            self.ask(request_sheet, request_id=sheet.request_id, then=self._show_request)
        else:
            self._show_sought(Sought(conference=sheet))

    def _show_request(self, sheet: RequestSheet) -> None:
        self._show_sought(Sought(request=sheet, conference=self._moving))

    def _show_sought(self, sought: Sought) -> None:
        self.sought = sought
        self.head_title.setText(sought.title)
        self.wish.show_sought(sought)
        held, moves = sought.held, sought.conference is not None
        self.hold_mark.setVisible(held is not None and not moves)
        if held is not None:
            self.hold_mark.show_state(held_words(held, self.frame.now()), "due", "held")
        self.hold_button.setVisible(not moves)
        self.book_button.setText("Mo&ve here" if moves else "&Book")
        self._search()

    def _search(self) -> None:
        chosen = self.wish.chosen()
        if self.conference_id is not None:
            self.ask(
                slots_for_move, conference_id=self.conference_id, widen_days=self._widen, **chosen, then=self._show
            )
        elif self.request_id is not None:
            self.ask(slots_for, request_id=self.request_id, widen_days=self._widen, **chosen, then=self._show)

    def _show(self, search: SlotSearch) -> None:
        self.table.set_rows(slot_lines(search.slots, self._names))
        wanted, self._wanted_at = self._wanted_at, None
        at = next((n for n, slot in enumerate(search.slots) if slot.starts_at == wanted), None)
        if search.slots and (at is not None or not self.table.selected()):
            self.table.view.go_to(at if at is not None else max(0, self.table.view.currentIndex().row()))
        for part in (self.book_button, self.hold_button):
            part.setEnabled(bool(search.slots))
        self.beside.show_blocked(search.blocked, self._names)
        self._show_why(self.table.current())

    def _show_why(self, line: SlotLine | None) -> None:
        self.beside.show_why(() if line is None else line.slot.reasons)
        if line is None or self.conference_id is None:
            self.beside.show_effects(())
        else:
            then = partial(self._show_effects, line)
            self.ask(move_preview, conference_id=self.conference_id, **line.seat, then=then)

    def _show_effects(self, line: SlotLine, preview: MovePreview) -> None:
        if line == self.table.current():
            self.beside.show_effects((*preview.conflicts, *preview.effects))

    def first_focus(self) -> QWidget:
        return self.table

    # --- keys ---------------------------------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        choose = [
            Command(title=f"Choose slot {number}", run=partial(self.choose, number), shortcut=str(number % 10))
            for number in range(1, 11)
        ]
        return (
            Command(title="Book this slot, or move here", run=self.book, shortcut="Ctrl+Return", picture="check"),
            Command(title="Hold this slot", run=self.hold, picture="held"),
            Command(title="Widen the search", run=self.widen, shortcut="W", picture="fit"),
            Command(title="Look at this slot in the diary", run=self.look, shortcut="D", picture="diary"),
            *choose,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Space
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            self.hold()
            return True
        return super().eventFilter(watched, event)

    def choose(self, number: int) -> None:
        """Put the cursor on the slot with this number."""
        if number <= self.table.model.rowCount():
            self.table.view.go_to(number - 1)
            self.table.view.setFocus()

    def widen(self) -> None:
        """Look further past the limit, with any chair and any room."""
        self._widen += WIDER
        self.wish.widest()
        self._search()

    def look(self) -> None:
        """Show the day of this slot in the diary, with the limit of what is sought."""
        line = self.table.current()
        args: dict[str, Any] = {"on": line.slot.starts_at.date()} if line is not None else {}
        if self.conference_id is not None:
            self.frame.open_screen("diary", conference_id=self.conference_id, **args)
        elif self.request_id is not None:
            self.frame.open_screen("diary", request_id=self.request_id, **args)

    def _back(self) -> None:
        if self.conference_id is not None:
            self.frame.open_screen("conference", conference_id=self.conference_id)
        else:
            self.frame.open_screen("requests")

    # --- acts ---------------------------------------------------------------------------------------------------

    def book(self) -> None:
        """Take room, chair and minute-taker of the chosen slot at once, or move the conference there."""
        line, sought = self.table.current(), self.sought
        if line is None or sought is None:
            return
        if sought.conference is None:
            self.acts.book(sought, line)
        else:
            self.acts.move(sought.conference, line)

    def hold(self) -> None:
        """Hold the chosen slot for a while; nobody is invited yet."""
        line, sought = self.table.current(), self.sought
        if line is not None and sought is not None and sought.conference is None:
            self.acts.hold(sought, line)

    def _use(self, blocked: Blocked, fix: Fix) -> None:
        self._wanted_at = fix.starts_at or blocked.starts_at
        if fix.move_conference_id is not None and fix.move_to is not None:
            self.acts.move_away(ConferenceId(fix.move_conference_id), fix.move_to)
            return
        if fix.minutes is not None:
            self.wish.form.fill(length_minutes=fix.minutes)
            self._change_need("length_minutes")
            return
        named = self._names.get(fix.use) if fix.use is not None else None
        if named is not None and named.room_id is not None:
            self.wish.narrow(room_id=named.room_id)
        elif named is not None:
            self.wish.narrow(chair_id=named.staff_id)
        else:
            self._search()

    def _change_need(self, name: str) -> None:
        """Site and length belong to the request: what is changed here is changed there."""
        request = self.sought.request if self.sought is not None else None
        if request is None:
            return
        before, now = getattr(request, name), self.wish.form.value(name)
        if now != before:
            which = {"request_id": request.line.id}
            do(
                self,
                change_request,
                {**which, name: now},
                said="The request now asks for that.",
                words="change of the request",
                opposite=lambda _none: (change_request, {**which, name: before}),
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self.width() < px(NARROW)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if below else ways.LeftToRight)
        self.beside.stand_below(below)
