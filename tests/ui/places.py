"""Two small screens that the tests of the window open by their registered names."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.frame import Command, Frame
from ui.kit.screen import Screen
from ui.kit.typed_text import TypedText


class FirstPlace(Screen):
    title = "Today"
    help_page = "no-such-page"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.line = QLineEdit()
        self.line.setAccessibleName("Line")
        self.body.addWidget(self.line)
        self.refreshed = 0
        self.done: list[str] = []

    def first_focus(self) -> QWidget:
        return self.line

    def refresh(self) -> None:
        self.refreshed += 1

    def commands(self) -> tuple[Command, ...]:
        return (Command(title="Print the day pack", shortcut="Ctrl+P", run=lambda: self.done.append("printed")),)


class SecondPlace(Screen):
    title = "Child"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.text = TypedText("Remarks")
        self.body.addWidget(self.text)
        self.shown: list[Any] = []

    def arrive(self, **args: Any) -> None:
        self.shown.append(args["child_id"])


class NoPlace:
    """Registered by mistake."""
