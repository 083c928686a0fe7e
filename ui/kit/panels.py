"""Parts that surround content: card, empty state, side panel, progress; they know nothing of what they hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.kit.icons import draw_icon
from ui.kit.style import px, theme_now
from ui.kit.words import announce, button, tool, words
from ui.lanes import Task
from ui.work import Work

T = TypeVar("T")


class Card(QFrame):
    """A white sheet with an optional heading; put parts in with `add`."""

    def __init__(self, heading: str = "", *parts: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(16), px(16), px(16), px(16))
        self.body.setSpacing(px(12))
        if heading:
            self.body.addWidget(words(heading, "heading"))
        for part in parts:
            self.body.addWidget(part)

    def add(self, part: QWidget, stretch: int = 0) -> None:
        self.body.addWidget(part, stretch)


class Picture(QWidget):
    """One icon at a fixed size, as decoration: a screen reader passes it."""

    def __init__(self, name: str, size: int, role: str = "text_soft") -> None:
        super().__init__()
        self._name, self._role = name, role
        self.setFixedSize(px(size), px(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), QRectF(self.rect()), self._name, getattr(theme_now(), self._role))


class EmptyState(QWidget):
    """What stands where nothing is yet: what this place is for, and what to do next."""

    def __init__(
        self,
        heading: str,
        advice: str,
        *,
        picture: str = "paper",
        act: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        column.setSpacing(px(8))
        column.addStretch(1)
        column.addWidget(Picture(picture, 40), 0, Qt.AlignmentFlag.AlignHCenter)
        title = words(heading, "heading")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        if advice:
            text = words(advice, "soft")
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(text)
        if act:
            column.addSpacing(px(8))
            column.addWidget(button(act, run, role="primary"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(theme.surface))
        painter.setPen(QColor(theme.line))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class SidePanel(QFrame):
    """A panel at the right that shows one thing beside the list; Escape or its cross closes it."""

    closed = Signal()

    def __init__(self, title: str = "", *, width: int = 380) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setMinimumWidth(240)
        self._width = width
        self._title = words(title, "heading")
        self._back_to: QWidget | None = None
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(tool("close", "Close panel", self.leave), 0, Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(12), px(12))
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self.hide()

    def show_part(self, title: str, part: QWidget, *, back_to: QWidget | None = None) -> None:
        """Show a part under a title; what was there is destroyed. `back_to` gets the focus on closing."""
        self._title.setText(title)
        self.setAccessibleName(title)
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, px(4), 0)
        column.addWidget(part, 1)
        if not part.sizePolicy().expandingDirections() & Qt.Orientation.Vertical:
            column.setStretch(0, 0)
            column.addStretch(1)
        self._scroll.setWidget(sheet)
        self._back_to = back_to
        self.show()

    def leave(self) -> None:
        self.hide()
        if self._back_to is not None:
            self._back_to.setFocus()
        self.closed.emit()

    def sizeHint(self) -> QSize:
        parent = self.parentWidget()
        most = round(parent.width() * 0.45) if parent is not None else px(self._width)
        return QSize(min(px(self._width), most), px(400))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


class ProgressPanel(QFrame):
    """What a long job is doing, how far it is, and a button that stops it; hidden while nothing runs."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._what = words("", "label")
        self._words = words("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = button("&Stop")
        self._stop.clicked.connect(lambda: self.cancel())
        self._task: Task | None = None
        text = QVBoxLayout()
        text.addWidget(self._what)
        text.addWidget(self._bar)
        text.addWidget(self._words)
        row: QBoxLayout = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(12), px(16), px(12))
        row.setSpacing(px(16))
        row.addLayout(text, 1)
        row.addWidget(self._stop)
        self.hide()

    @property
    def running(self) -> bool:
        return self._task is not None and self._task.running

    def run(
        self,
        work: Work,
        what: str,
        job: Callable[..., T],
        *args: Any,
        done: Callable[[T], object],
        failed: Callable[[Any], object] | None = None,
        lane: str = "papers",
    ) -> Task:
        """Give `job(progress, *args)` to `Work.later` and show it here until it is over or stopped."""
        self._what.setText(what)
        self._bar.setAccessibleName(what)
        self._bar.setRange(0, 0)
        self._words.setText("")
        self._stop.setEnabled(True)
        self.show()

        def over(value: T) -> None:
            self.hide()
            done(value)

        def bad(error: Any) -> None:
            self.hide()
            if failed is not None:
                failed(error)
            elif error is not None:
                work.trouble.emit(error.message)

        self._task = work.later(
            job, *args, done=over, progress=self._show, failed=bad, stopped=self._over, owner=self, lane=lane
        )
        return self._task

    def cancel(self) -> None:
        """Ask the job to stop; the panel goes away when it has."""
        if self._task is not None:
            self._task.cancel()
        self._stop.setEnabled(False)
        self._words.setText("Stopping …")

    def _show(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        counted = f"{done} of {total}" if total else ""
        self._words.setText(" · ".join(part for part in (counted, text) if part))

    def _over(self) -> None:
        self.hide()
        announce(self, "Stopped")
