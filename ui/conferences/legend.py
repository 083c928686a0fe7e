"""The keys of the grid as buttons, so that they can be seen, clicked and heard; knows no person."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.conferences.flow import flow
from ui.kit.style import font_of, px, theme_now
from ui.kit.words import words


class KeyButton(QAbstractButton):
    """A key cap with the word for what it does; a click does the same."""

    def __init__(self, key: str, word: str, what: str, run: Callable[[], object]) -> None:
        super().__init__()
        self._key, self._word = key, word
        self.setText(word)
        self.setAccessibleName(f"{what}: {word}, key {key}")
        self.setToolTip(f"{what}: {word} ({key})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _on=False: run())

    def sizeHint(self) -> QSize:
        from PySide6.QtGui import QFontMetrics

        wide = QFontMetrics(font_of("small")).horizontalAdvance(self._word)
        return QSize(px(32) + wide + px(6), px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.chosen if self.isDown() else theme.hover))
            painter.drawRoundedRect(area, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.focus))
            painter.drawRoundedRect(area, 5, 5)
        cap = QRectF(px(4), (self.height() - px(20)) / 2, px(20), px(20))
        painter.setBrush(QColor(theme.surface))
        painter.setPen(QColor(theme.edge))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.text_soft))
        painter.setFont(font_of("small", strong=True))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(font_of("small"))
        painter.setPen(QColor(theme.text_soft))
        rest = QRectF(px(29), 0, self.width() - px(29), self.height())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._word)


def legend(what: str, keys: Iterable[tuple[str, str]], press: Callable[[str], object]) -> QWidget:
    """A line of keys under a word; `press(key)` runs when one is clicked."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    title = words(what, "small", wrap=False)
    title.setFixedSize(px(80), px(26))
    row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
    buttons = [KeyButton(key, word, what, lambda key=key: press(key)) for key, word in keys]  # type: ignore[misc]
    row.addWidget(flow(*buttons, gap=2, line_gap=0), 1)
    return line
