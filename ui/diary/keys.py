"""What the keys do to lift a booking, and while it is lifted; knows no widget."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.diary.carry import Carry
from ui.diary.scale import Axes

HALF_HOUR, GRAIN = 30, 10
K = Qt.Key
TURNED: dict[int, int] = {K.Key_Up: K.Key_Left, K.Key_Down: K.Key_Right, K.Key_Left: K.Key_Up, K.Key_Right: K.Key_Down}


def meant(event: QKeyEvent, axes: Axes) -> int:
    """The key as if time ran to the right: Left and Right go along the time, Up and Down across it."""
    key = event.key()
    return TURNED.get(key, key) if axes.down else key


def carry_key(carry: Carry, event: QKeyEvent, axes: Axes) -> bool:
    """Arrows along the time move by half an hour (with Shift by ten minutes), across it by a row of the kind that is
    carried; Page Up and Down move by a day, Enter or Ctrl+V sets down, Escape puts back. Whether the key was used."""
    fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    minutes = GRAIN if fine else HALF_HOUR
    key = meant(event, axes)
    if key in (K.Key_Left, K.Key_Right):
        carry.step_minutes(minutes if key == K.Key_Right else -minutes)
    elif key in (K.Key_PageUp, K.Key_PageDown):
        carry.step_days(1 if key == K.Key_PageDown else -1)
    elif key in (K.Key_Up, K.Key_Down):
        carry.step_rows(1 if key == K.Key_Down else -1)
    elif key in (K.Key_Return, K.Key_Enter) or event.matches(QKeySequence.StandardKey.Paste):
        carry.drop()
    elif key == K.Key_Escape:
        carry.leave()
    else:
        return False
    return True


def lifting_key(carry: Carry, event: QKeyEvent, axes: Axes) -> Callable[[], object] | None:
    """Ctrl+X lifts; Ctrl and an arrow lift and carry a step. What to do after lifting; None for any other key."""
    if event.matches(QKeySequence.StandardKey.Cut):
        return bool
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    minutes = GRAIN if fine else HALF_HOUR
    acts: dict[int, Callable[[], object]] = {
        K.Key_Left: partial(carry.step_minutes, -minutes),
        K.Key_Right: partial(carry.step_minutes, minutes),
        K.Key_Up: partial(carry.step_rows, -1),
        K.Key_Down: partial(carry.step_rows, 1),
    }
    return acts.get(meant(event, axes))
