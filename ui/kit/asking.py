"""The one seam through which a dialog reaches a person, so that tests can answer; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.fields import ChoiceField, LongTextField
from ui.kit.form import Form
from ui.kit.style import px
from ui.kit.words import button, words

if TYPE_CHECKING:  # QtPrintSupport is imported only when somebody prints
    from PySide6.QtPrintSupport import QPrinter

A = TypeVar("A")
A_co = TypeVar("A_co", covariant=True)


class Question(Protocol[A_co]):
    """Something to ask a person; `put` shows the dialog and gives the answer, None when it was cancelled."""

    def put(self, parent: QWidget | None) -> A_co | None: ...


class AskPerson(Protocol):
    """`ask_person` itself, or a test's stand-in that answers at once."""

    def __call__(self, parent: QWidget | None, question: Question[A], /) -> A | None: ...


def ask_person(parent: QWidget | None, question: Question[A], /) -> A | None:
    """Put a question; None when the person cancelled."""
    return question.put(parent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """May this be done? The answer is True or None. `danger` puts the focus on going back."""

    title: str
    text: str
    yes: str
    no: str = "&Cancel"
    danger: bool = False

    def put(self, parent: QWidget | None) -> bool | None:
        dialog = _Dialog(parent, self.title, self.text, self.yes, self.no, danger=self.danger)
        return True if dialog.exec() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn:
    """A small form. `build(form)` adds the fields; the answer is what `read` makes of their values (a dict)."""

    title: str
    text: str
    build: Callable[[Form], None]
    yes: str = "&OK"
    values: dict[str, Any] = field(default_factory=dict)

    def put(self, parent: QWidget | None) -> dict[str, Any] | None:
        form = Form()
        self.build(form)
        form.fill(**self.values)
        dialog = _Dialog(parent, self.title, self.text, self.yes, "&Cancel", form=form)
        return dialog.values if dialog.exec() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What a person gave as the reason: a code of the list, and words."""

    code: Any
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveReason:
    """Why go on although a rule warns: one coded reason and, where wanted, words."""

    title: str
    text: str
    choices: Sequence[tuple[Any, str]] = ()
    yes: str = "&Go on"
    words_needed: bool = False

    def put(self, parent: QWidget | None) -> Reason | None:
        form = Form()
        if self.choices:
            form.add("code", "&Reason", ChoiceField(self.choices, none="Choose a reason"), required=True)
        form.add("words", "In your own &words", LongTextField(), required=self.words_needed)
        dialog = _Dialog(parent, self.title, self.text, self.yes, "&Cancel", form=form)
        if not dialog.exec():
            return None
        return Reason(code=dialog.values.get("code"), words=dialog.values["words"])


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """Which file to read."""

    title: str
    kinds: str = "All files (*)"

    def put(self, parent: QWidget | None) -> Path | None:
        chosen, _kind = QFileDialog.getOpenFileName(parent, self.title, "", self.kinds)
        return Path(chosen) if chosen else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveFile:
    """Where to write a file; `name` is proposed."""

    title: str
    name: str
    kinds: str = "All files (*)"

    def put(self, parent: QWidget | None) -> Path | None:
        chosen, _kind = QFileDialog.getSaveFileName(parent, self.title, self.name, self.kinds)
        return Path(chosen) if chosen else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseFolder:
    """Into which folder to write."""

    title: str

    def put(self, parent: QWidget | None) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(parent, self.title)
        return Path(chosen) if chosen else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePrinter:
    """On which printer, which pages."""

    title: str
    pages: int = 0

    def put(self, parent: QWidget | None) -> QPrinter | None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(self.title)
        if self.pages:
            dialog.setMinMax(1, self.pages)
        return printer if dialog.exec() else None


class _Dialog(QDialog):
    """Title, sentence, perhaps a form, two buttons; Enter agrees unless there is danger, Escape goes back."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        yes: str,
        no: str,
        *,
        danger: bool = False,
        form: Form | None = None,
    ) -> None:
        super().__init__(parent)
        self.values: dict[str, Any] = {}
        self._form = form
        self.setWindowTitle(title)
        self.setMinimumWidth(px(440))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(12))
        column.addWidget(words(title, "heading"))
        if text:
            column.addWidget(words(text))
        if form is not None:
            column.addWidget(form)
            form.submitted.connect(self._agree)
        agree = button(yes, self._agree, role="danger" if danger else "primary")
        refuse = button(no, self.reject)
        (refuse if danger else agree).setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(refuse)
        row.addWidget(agree)
        column.addSpacing(px(8))
        column.addLayout(row)
        if form is None:
            (refuse if danger else agree).setFocus()

    def _agree(self) -> None:
        if self._form is not None:
            values = self._form.read()
            if values is None:
                return
            self.values = values
        self.accept()
