"""The line at the foot: who, which store, what is saved, whether something is under way; decides nothing."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ui.kit.style import px


class Status(QFrame):
    """Each part is a label with its own spoken name, so that a screen reader can go through them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAccessibleName("Status")
        self.who, self.store, self.doing, self.saved = (QLabel() for _ in range(4))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(4), px(12), px(4))
        row.setSpacing(px(12))
        for part in (self.who, self.store):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self.doing, self.saved):
            row.addWidget(part)
        for part in (self.who, self.store, self.doing, self.saved):
            part.hide()
        self.setMinimumHeight(px(26))

    def show_who(self, name: str) -> None:
        _say(self.who, name, f"Signed in: {name}" if name else "Nobody is signed in")

    def show_store(self, name: str) -> None:
        _say(self.store, name, f"Store: {name}")

    def show_busy(self, busy: bool) -> None:
        _say(self.doing, "Working …" if busy else "", "Working" if busy else "")

    def show_saved(self, at: datetime) -> None:
        """`at` is an aware instant; shown as London time."""
        from zoneinfo import ZoneInfo  # only now: the first paint does not wait for the table of zones

        from ui.kit.dates import show_time

        _say(self.saved, f"✓ Saved {show_time(at.astimezone(ZoneInfo('Europe/London')).time())}")

    def show_unsaved(self) -> None:
        _say(self.saved, "… Not saved yet")


def _say(label: QLabel, text: str, spoken: str = "") -> None:
    label.setVisible(bool(text))
    if label.text() != text:
        label.setText(text)
        label.setAccessibleName(spoken or text)
