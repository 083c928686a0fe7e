"""Which way time runs in the timeline of one person, kept in their memory; draws nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from ui.diary.grid import TimelineGrid
from ui.diary.scale import ACROSS, DOWN
from ui.kit.memory import Memory
from ui.kit.words import announce

TURN_WORDS = "Rooms and people across, or down"
KEPT, KEPT_DOWN = "diary_time", "down"
SAID = {
    ACROSS: "Rooms and people below each other, time runs to the right",
    DOWN: "Rooms and people side by side, time runs down",
}


class Turning:
    """Turns the timeline when `button` is pressed or `turn` is called; pressed means that time runs down."""

    def __init__(self, grid: TimelineGrid, button: QToolButton, memory: Memory) -> None:
        self._grid, self._button, self._memory = grid, button, memory
        button.setToolTip(f"{TURN_WORDS} (R)")
        button.clicked.connect(lambda _checked=False: self.turn())
        grid.turn(DOWN if memory.text(KEPT) == KEPT_DOWN else ACROSS)
        button.setChecked(grid.axes.down)

    def turn(self) -> None:
        """The other way round, from now on."""
        axes = ACROSS if self._grid.axes.down else DOWN
        self._grid.turn(axes)
        self._button.setChecked(axes.down)
        self._memory.keep(KEPT, KEPT_DOWN if axes.down else "across")
        announce(self._grid, SAID[axes])
