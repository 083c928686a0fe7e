"""A question inside the screen, in the way of nothing: a few fields, Enter answers, Escape leaves; knows no rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.form import Form
from ui.kit.style import px
from ui.kit.words import announce, button, words


class Inline(QFrame):
    """Hidden until `put`. The answer stays open until `leave`, so that a refusal can stand beside its field."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.form: Form | None = None
        self._answer: Callable[[dict[str, Any]], object] | None = None
        self._back_to: QWidget | None = None
        self._title = words("", "label")
        self._place = QVBoxLayout()
        self._yes = button("Sa&ve", self._agree, role="primary")
        self._no = button("&Cancel", self.leave)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._no)
        row.addWidget(self._yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(self._title)
        column.addLayout(self._place)
        column.addLayout(row)
        self.hide()

    def put(
        self,
        title: str,
        form: Form,
        answer: Callable[[dict[str, Any]], object],
        *,
        yes: str = "Sa&ve",
        back_to: QWidget | None = None,
    ) -> None:
        """Ask with this form; `answer(values)` is called each time its values can be read."""
        self._drop()
        self.form, self._answer, self._back_to = form, answer, back_to
        self._title.setText(title)
        self.setAccessibleName(title)
        self._yes.setText(yes)
        self._place.addWidget(form)
        form.submitted.connect(self._agree)
        self.show()
        first = next((w for w in form.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, title)

    def leave(self) -> None:
        """Close it; the focus goes back to where it came from."""
        self.hide()
        self._drop()
        if self._back_to is not None:
            self._back_to.setFocus()

    def _agree(self) -> None:
        if self.form is None or self._answer is None:
            return
        values = self.form.read()
        if values is not None:
            self._answer(values)

    def _drop(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form = self._answer = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
