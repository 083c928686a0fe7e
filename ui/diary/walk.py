"""Where a key leads the cursor of the timeline, as if time ran to the right; knows no widget and no axis."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.diary.model import TimelineModel

Spot = tuple[int, int, int]  # row, day, and number of the entry within that cell (-1: the cell itself)
K = Qt.Key
LEFT, UP = (K.Key_Left, K.Key_Right), (K.Key_Up, K.Key_Down)
HOME, PAGE = (K.Key_Home, K.Key_End), (K.Key_PageUp, K.Key_PageDown)


def walked(model: TimelineModel, spot: Spot, key: int, *, back: bool) -> Spot | None:
    """Left and Right to the booking or day beside it, N to the next booking (`back`: the one before), Up and Down to
    the row beside it, Home and End to the first and last day, Page Up and Page Down by a day. The same spot where
    there is nothing further; None for any other key."""
    row, day, _number = spot
    last = model.day_count - 1
    if key in LEFT:
        return _step(model, spot, 1 if key == K.Key_Right else -1)
    if key == K.Key_N:
        return _next_booking(model, spot, -1 if back else 1)
    if key in UP:
        return min(max(row + (1 if key == K.Key_Down else -1), 0), len(model.rows) - 1), day, 0
    if key in HOME:
        return row, 0 if key == K.Key_Home else last, 0
    if key in PAGE:
        return row, min(max(day + (1 if key == K.Key_PageDown else -1), 0), last), 0
    return None


def _step(model: TimelineModel, spot: Spot, by: int) -> Spot:
    """First within the cell, then to the day beside it."""
    row, day, number = spot
    if 0 <= number + by < len(model.entries(row, day)):
        return row, day, number + by
    if not 0 <= day + by < model.day_count:
        return spot
    return row, day + by, 0 if by > 0 else len(model.entries(row, day + by)) - 1


def _next_booking(model: TimelineModel, spot: Spot, by: int) -> Spot:
    """Over empty days of the row."""
    row, *here = spot
    every = [(day, number) for day in range(model.day_count) for number in range(len(model.entries(row, day)))]
    beyond = [place for place in every if (place > tuple(here) if by > 0 else place < tuple(here))]
    return (row, *(beyond[0] if by > 0 else beyond[-1])) if beyond else spot
