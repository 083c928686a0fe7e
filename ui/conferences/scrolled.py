"""A part that scrolls up and down and follows the keyboard: the field with the focus is always in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.kit.style import px


class Scrolled(QScrollArea):
    """Holds one part at its own height; `sideways` only where nothing else helps."""

    def __init__(self, part: QWidget | None = None, *, sideways: bool = False) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not sideways:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if part is not None:
            self.setWidget(part)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        sheet = self.widget()
        if now is not None and sheet is not None and sheet.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, px(24))


def column(*parts: QWidget) -> QWidget:
    """Parts one under another, at the top."""
    sheet = QWidget()
    lines = QVBoxLayout(sheet)
    lines.setContentsMargins(0, 0, px(8), 0)
    lines.setSpacing(px(12))
    for part in parts:
        lines.addWidget(part)
    lines.addStretch(1)
    return sheet
