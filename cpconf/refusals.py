"""The two ways the core says no to a person; knows nothing of who asks or how it is shown."""

from __future__ import annotations


class Refusal(Exception):
    """A rule said no: one sentence for the person, the field that it concerns; nothing was written."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Trouble(Exception):
    """The surroundings failed (disk full, file locked, server away): one plain sentence; nothing was written."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
