"""What the desktop remembers of one person's choices (window, columns, theme); never a word about a child."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings


class Memory:
    """Names and small values in one file at an injected place; a missing or damaged file is an empty memory."""

    def __init__(self, place: Path) -> None:
        self._kept = QSettings(str(place), QSettings.Format.IniFormat)
        self._kept.setAtomicSyncRequired(True)

    def text(self, name: str, default: str = "") -> str:
        value = self._kept.value(name)
        return value if isinstance(value, str) and value else default

    def number(self, name: str, default: int) -> int:
        value = self._kept.value(name)
        return int(value) if isinstance(value, str | int) and str(value).isdigit() else default

    def state(self, name: str) -> QByteArray:
        """A state that Qt wrote for itself (a window's place); empty if unknown."""
        value = self._kept.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep(self, name: str, value: Any) -> None:
        self._kept.setValue(name, value)

    def write(self) -> None:
        """Put everything on the disk now."""
        self._kept.sync()
