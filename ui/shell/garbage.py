"""Collects Python's circular garbage on the window's thread only; knows nothing else."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 2000  # milliseconds


class Garbage(QObject):
    """A widget caught in a cycle must not be destroyed on the store's thread, so the collector runs here.

    Generation by generation, at most one in a turn of the event loop. `stop` gives the collector back.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what start-up made lives as long as the program
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        young, middle, old = gc.get_count()
        if old > gc.get_threshold()[2]:
            gc.collect(2)
        elif middle > gc.get_threshold()[1]:
            gc.collect(1)
        elif young > gc.get_threshold()[0]:
            gc.collect(0)

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
