"""A section of the conference screen: what it hears, what it asks, what it submits; knows no other section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cpconf.bookings.rules import ConferenceId
from cpconf.conferences.day import DaySheet
from cpconf.refusals import Refusal, Trouble
from cpconf.store.permissions import Permission
from ui.kit.form import Form
from ui.kit.frame import Frame
from ui.kit.screen import Screen

T = TypeVar("T")


class Section(QWidget):
    """One section for one conference. `cares_for` names the tables of its own question, besides the day itself.

    The page calls `show_day` whenever the day was asked again, and `refresh` when the section is looked at stale.
    Answers that come after the section is gone are dropped.
    """

    cares_for: ClassVar[frozenset[str]] = frozenset()
    text_state = Signal(bool)  # whether what was typed here is stored

    def __init__(self, screen: Screen, conference_id: ConferenceId) -> None:
        super().__init__()
        self.host, self.conference_id = screen, conference_id
        self.stale = True
        self.day: DaySheet | None = None

    @property
    def frame(self) -> Frame:
        return self.host.frame

    def show_day(self, day: DaySheet) -> None:
        """Show what changed on the day."""
        self.day = day

    def refresh(self) -> None:
        """Ask for what only this section shows."""

    def first_focus(self) -> QWidget | None:
        """Where the keyboard starts."""
        return None

    def may(self, permission: Permission) -> bool:
        """Whether the person who signed in holds this permission."""
        return may(self.frame, permission)

    def ask(
        self,
        query: Callable[..., T],
        *,
        then: Callable[[T], object],
        failed: Callable[[Refusal | Trouble], object] | None = None,
        **named: Any,
    ) -> None:
        """As `Screen.ask`, ending with this section."""
        self.frame.work.ask(query, then=then, failed=failed, owner=self, latest=True, **named)

    def submit(
        self,
        action: Callable[..., T],
        *,
        then: Callable[[T], object] | None = None,
        said: str = "",
        undo: Callable[[], object] | None = None,
        form: Form | None = None,
        **named: Any,
    ) -> None:
        """As `Screen.submit`; `then` and `undo` do nothing once this section is gone."""
        after = None if then is None else self.while_here(then)
        back = None if undo is None else self.while_here(undo)
        self.host.submit(action, then=after, said=said, undo=back, form=form, **named)

    def while_here(self, run: Callable[..., object]) -> Callable[..., None]:
        """The same, doing nothing once this section is gone."""

        def guarded(*values: object) -> None:
            if isValid(self):
                run(*values)

        return guarded


def may(frame: Frame, permission: Permission) -> bool:
    """Whether the person who signed in holds this permission."""
    by = frame.work.by
    return by is not None and permission in by.permissions
