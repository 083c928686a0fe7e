"""The first page: who is working here; knows neither roles nor what signing in takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.fields import Choice, ChoiceField
from ui.kit.form import Form
from ui.kit.panels import Card
from ui.kit.style import px
from ui.kit.words import button, words


class SignIn(QWidget):
    """A card with one question. `given(value)` carries the value of the chosen person; `refuse` says why not."""

    given = Signal(object)

    def __init__(self, store_name: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self._person = ChoiceField(none="Choose your name", search=True)
        self._form = Form()
        self._form.add("staff", "Your &name", self._person, required=True)
        self._form.submitted.connect(self._give)
        self._go = button("&Sign in", self._give, role="primary")
        self._state = words("Opening the store …", "soft")
        card = Card("", words("Child protection conferences", "title"), words(store_name, "soft"))
        for part in (self._form, self._go, self._state):
            card.add(part)
        card.setFixedWidth(px(420))
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._form.setEnabled(False)
        self._go.setEnabled(False)

    def show_people(self, people: Sequence[Choice], last: Any = None) -> None:
        """Offer these; `last` is the value of who signed in on this computer before."""
        self._person.set_choices(people)
        if last is not None:
            self._person.set_value(last)
        self._form.setEnabled(True)
        self._go.setEnabled(True)
        self._state.setVisible(not people)
        self._state.setText("" if people else "This store has no staff yet. Add them with: cpconf staff add")
        (self._go if last is not None and self._person.value() is not None else self._person).setFocus()

    def say(self, what: str, done: int, of: int) -> None:
        """What the store is busy with before it can be opened, and how far it is."""
        self._state.setText(f"{what} … {100 * done // of} %" if of else f"{what} …")

    def refuse(self, message: str) -> None:
        """The store could not be opened, or this person may not sign in."""
        if self._form.isEnabled():
            self._form.show_error("staff", message)
        else:
            self._state.show()
            self._state.setText(message)

    def _give(self) -> None:
        values = self._form.read()
        if values is not None:
            self.given.emit(values["staff"])
