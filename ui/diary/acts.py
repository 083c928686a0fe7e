"""What can be done with the booking or the row under the cursor of the timeline; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import TimelineBooking
from ui.diary.away import mark_away
from ui.diary.carry import Carry
from ui.diary.grid import TimelineGrid
from ui.diary.moving import Moving
from ui.diary.printed import Resource
from ui.kit.panels import SidePanel
from ui.kit.screen import Screen
from ui.kit.words import button

Run = Callable[[TimelineBooking], object]


class Acts:
    """Buttons and keys of one timeline; `side` takes the form of leave and closures."""

    def __init__(self, screen: Screen, grid: TimelineGrid, carry: Carry, side: SidePanel) -> None:
        self._screen, self._frame = screen, screen.frame
        self._grid, self._carry, self._side = grid, carry, side
        self.moving = Moving(screen)
        self.buttons = self._made()
        grid.opened.connect(self.open)
        grid.menu_wanted.connect(self._menu)
        grid.lift_wanted.connect(self._lift_and)

    def _made(self) -> dict[str, QPushButton]:
        return {
            "open": button("&Open", self._on(self.open), picture="conferences", hint="Enter"),
            "move": button("&Move", self.lift, picture="forward", hint="M, or Ctrl and an arrow"),
            "slots": button("Find a &slot", self.find_slot, picture="search", hint="F3"),
            "confirm": button("Con&firm", self._on(self.moving.confirm), picture="check"),
            "let_go": button("Let &go", self._on(self.moving.let_go), picture="undo"),
            "cancel": button("Ca&ncel it …", self.cancel, role="danger", hint="Delete"),
        }

    @property
    def booking(self) -> TimelineBooking | None:
        """The booking under the cursor."""
        entry = self._grid.entry
        return None if entry is None else entry.booking

    def _on(self, run: Run) -> Callable[[], object]:
        return lambda: run(self.booking) if self.booking is not None else None

    def open(self, booking: TimelineBooking) -> None:
        """To the page of the conference."""
        self._frame.open_screen("conference", conference_id=booking.conference_id)

    def lift(self) -> None:
        """Take up the booking under the cursor: arrows carry it, Enter sets it down, Escape puts it back."""
        entry, sheet = self._grid.entry, self._grid.timeline.sheet
        if entry is None or entry.booking is None or sheet is None or entry.purpose is Purpose.TYPING:
            self._frame.notice("Choose a booking first.", "note")
        elif not entry.booking.is_movable:
            self._frame.notice("This conference was held, moved or cancelled, so it cannot be moved.", "note")
        else:
            self._grid.setFocus()
            self._carry.lift(sheet, entry.booking, entry.purpose)

    def _lift_and(self, then: Callable[[], object]) -> None:
        if not self._carry.active:
            self.lift()
        if self._carry.active:
            then()

    def cancel(self) -> None:
        """Call off the booking under the cursor."""
        booking = self.booking
        if booking is not None and booking.is_coming and not booking.is_held_back:
            self.moving.cancel(booking)

    def find_slot(self) -> None:
        """To the slots for the booking under the cursor."""
        booking = self.booking
        if booking is not None and booking.is_movable:
            self._frame.open_screen("slots", conference_id=booking.conference_id)
        else:
            self._frame.notice("Choose a booking that is still to come first.", "note")

    def mark_away(self) -> None:
        """Leave for the person, or a closure for the room, of the row under the cursor."""
        (row, day), sheet = self._grid.place, self._grid.timeline.sheet
        if sheet is not None and row >= 0:
            resource = Resource.of(self._grid.timeline.rows[row])
            mark_away(self._screen, resource, sheet.days[day].on, side=self._side, back_to=self._grid)

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self._screen)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in self.buttons.values():
            if not each.isHidden():
                menu.addAction(each.icon(), each.text()).triggered.connect(each.click)
        menu.popup(at)
