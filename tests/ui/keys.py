"""Keys pressed as a person presses them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(where: QWidget, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """One key, down and up."""
    if isinstance(key, str):
        QTest.keyClicks(where, key, modifiers)
    else:
        QTest.keyClick(where, key, modifiers)


def type_in(where: QWidget, text: str) -> None:
    """One key after another."""
    QTest.keyClicks(where, text)
