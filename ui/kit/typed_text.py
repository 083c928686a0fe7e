"""The editor for text that is typed in a meeting: says soon and surely what was typed; knows no store."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.kit.style import px
from ui.kit.tokens import TYPE
from ui.kit.words import repolish

SAVE_AFTER = 400  # milliseconds from the first key that is not yet saved: "saved within a second"
TRY_AGAIN = 4000  # milliseconds until text whose saving failed is offered again
LINE_HEIGHT = 145  # per cent


class TypedText(QTextEdit):
    """Plain text in large type. `typed(text)` comes at most 400 ms after the first unsaved key, on leaving, on hiding.

    The screen answers with `confirm(text)` once that text is stored; until then `unsaved` is True and, when saving
    failed, the text is offered again. Undo stays with the editor. `load` never overwrites unsaved typing.
    """

    typed = Signal(str)
    state = Signal(bool)  # whether everything typed is stored

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("role", "typing")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self._stored = self._offered = ""
        self._steps = 0
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._timer.timeout.connect(self.flush)
        self._again = QTimer(self, singleShot=True, interval=TRY_AGAIN)
        self._again.timeout.connect(self._offer)
        self._space_lines()
        self.document().contentsChanged.connect(self._on_change)

    # --- the text ---------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        return self.toPlainText()

    @property
    def unsaved(self) -> bool:
        return self.text != self._stored

    def load(self, text: str) -> bool:
        """Show stored text; False, and nothing happens, while something typed here is not stored yet."""
        if text == self.text:
            self._stored = self._offered = text
            return True
        if self.unsaved:
            return False
        at = self.textCursor().position()
        self._stored = self._offered = text
        self.document().blockSignals(True)
        self.setPlainText(text)
        self._space_lines()
        self.document().setUndoRedoEnabled(False)  # what was loaded is not the typist's to undo
        self.document().setUndoRedoEnabled(True)
        self.document().blockSignals(False)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(text)))
        self.setTextCursor(cursor)
        self.viewport().update()
        return True

    def confirm(self, text: str) -> None:
        """This text is stored now."""
        self._stored = text
        self._again.stop()
        self.state.emit(not self.unsaved)

    def flush(self) -> None:
        """Offer the text at once if it has changed since it was last offered."""
        self._timer.stop()
        if not self.isReadOnly() and self.text != self._offered:
            self._offer()

    def insert(self, words: str) -> None:
        """Put words in at the cursor, as one step of undo."""
        self.textCursor().insertText(words)
        self.ensureCursorVisible()

    def set_read_only(self, on: bool) -> None:
        """Only for reading: still selectable and reachable by keyboard."""
        self.flush()
        self.setReadOnly(on)
        repolish(self)

    def larger(self, steps: int) -> None:
        """Larger or smaller type in this editor alone, from 60 % to 220 %."""
        self._steps = max(-4, min(12, self._steps + steps))
        size = round(px(TYPE["typing"]) * (1 + self._steps / 10))
        self.setStyleSheet(f"QTextEdit {{ font-size: {size}px; }}")

    # --- inside -----------------------------------------------------------------------------------------

    def _on_change(self) -> None:
        if not self._timer.isActive() and self.text != self._offered:
            self._timer.start()
        self.state.emit(not self.unsaved)

    def _offer(self) -> None:
        if not self.unsaved:
            return
        self._offered = self.text
        self._again.start()
        self.typed.emit(self._offered)

    def _space_lines(self) -> None:
        shape = QTextBlockFormat()
        shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(shape)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only the plain words of what is pasted."""
        self.insert(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Equal: 1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self.larger(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly():
            self.textCursor().insertBlock()  # Qt itself would only take the line spacing off an empty line
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.larger(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)
