"""Messages at the foot of the window that never take the focus, with at most one act (undo); knows no subject."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.kit.panels import Picture
from ui.kit.style import px
from ui.kit.words import announce, button, tool, words

STAYS = {"good": 7000, "note": 9000}  # milliseconds; what went wrong stays until somebody closes it
MOST = 3


class Notice(QFrame):
    """One message: shape, words, perhaps an act, a cross."""

    gone = Signal(object)

    def __init__(self, text: str, tone: str, act: str, run: Callable[[], object] | None) -> None:
        super().__init__()
        self.text, self.tone = text, tone
        self.setProperty("role", "notice")
        self.setProperty("tone", tone)
        self.setAccessibleName(text)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(6), px(6))
        row.setSpacing(px(8))
        row.addWidget(Picture(tone, 20, tone))
        row.addWidget(words(text), 1)
        self.act: Callable[[], None] | None = None
        if run is not None:
            self.act = lambda: self._run(run)
            row.addWidget(button(act, self.act, role="quiet", picture="undo" if "ndo" in act else ""))
        row.addWidget(tool("close", "Close message", self.leave))
        self._timer = QTimer(self, singleShot=True, interval=STAYS.get(tone, 0))
        self._timer.timeout.connect(self.leave)
        self.stay(False)

    def height_at(self, width: int) -> int:
        """As high as its words need at this width."""
        self.ensurePolished()
        return max(self._row.heightForWidth(width), px(48))

    def stay(self, longer: bool) -> None:
        """Stop or start the time after which it goes by itself."""
        self._timer.stop()
        if not longer and self._timer.interval():
            self._timer.start()

    def leave(self) -> None:
        self._timer.stop()
        self.hide()
        self.gone.emit(self)
        self.deleteLater()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.stay(True)

    def leaveEvent(self, event: QEvent) -> None:
        self.stay(False)

    def _run(self, run: Callable[[], object]) -> None:
        self.leave()
        run()


class Notices(QWidget):
    """Lies over the foot of its parent; at most three messages, the newest lowest."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: list[Notice] = []
        parent.installEventFilter(self)
        self.hide()

    def show_notice(
        self, text: str, tone: str = "note", *, act: str = "", run: Callable[[], object] | None = None
    ) -> Notice:
        """Tones: good (done), note, due (a warning), late (went wrong). `act` names what `run` does: "&Undo"."""
        for shown in self.all():
            if shown.text == text or len(self.all()) >= MOST:
                shown.leave()
        notice = Notice(text, tone, act, run)
        self._shown.append(notice)
        notice.setParent(self)
        notice.show()
        notice.gone.connect(self._forget)
        self._place()
        announce(notice, text)
        return notice

    def all(self) -> list[Notice]:
        """Messages that are shown, oldest first."""
        return list(self._shown)

    def act_on_newest(self) -> bool:
        """Run the act of the newest message that has one; False if there is none."""
        for notice in reversed(self.all()):
            if notice.act is not None:
                notice.act()
                return True
        return False

    def leave_all(self) -> None:
        for notice in self.all():
            notice.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None or not self.all():
            self.hide()
            return
        width, gap = min(px(560), parent.width() - px(32)), px(8)
        height = 0
        for notice in self._shown:
            tall = notice.height_at(width)
            notice.setGeometry(0, height, width, tall)
            height += tall + gap
        self.setGeometry((parent.width() - width) // 2, parent.height() - height - px(12), width, height - gap)
        self.show()
        self.raise_()

    def _forget(self, notice: Notice) -> None:
        if notice in self._shown:
            self._shown.remove(notice)
        self._place()
