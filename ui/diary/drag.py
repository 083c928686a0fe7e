"""What the mouse presses, drags and lets go in the timeline; knows neither the store nor what may be moved where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from cpconf.diary.sheet import TimelineEntry
from ui.kit.style import px

if TYPE_CHECKING:
    from ui.diary.grid import TimelineGrid

EDGE, STEP = 28, 12  # pixels at 100 %: how near the edge the timeline scrolls along, and how far at once


class Drag:
    """A press puts the cursor there, or the carried booking; moved on, it lifts the booking and carries it along."""

    def __init__(self, grid: TimelineGrid) -> None:
        self._grid = grid
        self._pressed: tuple[QPoint, TimelineEntry] | None = None
        self._grip = 0.0  # pixels along the time between the start of the booking and the mouse

    def press(self, event: QMouseEvent) -> None:
        """A button goes down."""
        grid, point = self._grid, event.position().toPoint()
        place, found = grid.place_at(point), grid.entry_at(point)
        if place is None or found is None or event.button() == Qt.MouseButton.MiddleButton:
            return
        if grid.carry.active and event.button() == Qt.MouseButton.LeftButton:
            grid.carry.put(place[1], grid.timeline.rows[place[0]])
            return
        grid.go_to(*found)
        entry = grid.entry
        if event.button() == Qt.MouseButton.LeftButton and entry is not None and entry.booking is not None:
            self._pressed = (point, entry)
            held = point - grid.overlay.rect_of(found[0], entry.booking.starts_at, entry.booking.ends_at).topLeft()
            self._grip = grid.axes.pair(held.x(), held.y())[0]

    def move(self, event: QMouseEvent) -> None:
        """The mouse goes on."""
        grid, point = self._grid, event.position().toPoint()
        if self._pressed is not None and not grid.carry.active:
            began, entry = self._pressed
            far = (point - began).manhattanLength() >= QApplication.startDragDistance()
            booking, sheet = entry.booking, grid.timeline.sheet
            if far and booking is not None and booking.is_movable and sheet is not None:
                grid.carry.lift(sheet, booking, entry.purpose, by_mouse=True)
                grid.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._pressed is not None and grid.carry.active:
            self._scroll_at_edge(point)
            place = grid.place_at(point, self._grip)
            if place is not None:
                grid.carry.put(place[1], grid.timeline.rows[place[0]])

    def release(self) -> None:
        """The button goes up: what was dragged is set down."""
        dragged, self._pressed = self._pressed is not None, None
        self._grid.viewport().unsetCursor()
        if dragged and self._grid.carry.active and self._grid.carry.by_mouse:
            self._grid.carry.drop()

    def forget(self) -> None:
        """The press was half of something else."""
        self._pressed = None

    def _scroll_at_edge(self, point: QPoint) -> None:
        edge, area = px(EDGE), self._grid.viewport().rect()
        for bar, at, most in (
            (self._grid.horizontalScrollBar(), point.x(), area.width()),
            (self._grid.verticalScrollBar(), point.y(), area.height()),
        ):
            if at < edge or at > most - edge:
                bar.setValue(bar.value() + (px(STEP) if at > edge else -px(STEP)))
