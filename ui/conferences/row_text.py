"""A field for a few sentences that grows with what is typed; knows no row."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from ui.kit.style import px


class RowText(QTextEdit):
    """Plain text as typed, blanks kept; as high as its words. Tab leaves it."""

    edited = Signal()

    def __init__(self, *, example: str = "", lines: int = 1) -> None:
        super().__init__()
        self._lines = lines
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(example)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.textChanged.connect(self.edited.emit)
        self._fit()

    def value(self) -> str:
        return self.toPlainText()

    def set_value(self, value: str) -> None:
        """Show this without telling that it was edited."""
        self.blockSignals(True)
        self.setPlainText(value)
        self.blockSignals(False)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.textCursor().insertText(source.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(px(200), self.height())

    def _fit(self) -> None:
        self.ensurePolished()
        least = self.fontMetrics().lineSpacing() * self._lines
        words = round(self.document().size().height())
        tall = max(least, words) + 2 * px(8) + 4
        if tall != self.height():
            self.setFixedHeight(tall)
