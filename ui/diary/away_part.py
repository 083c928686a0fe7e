"""Entering leave or a closure: the dates, and beside them at once what they break; moves no conference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from cpconf.bookings.affected import AffectedLine, affected
from cpconf.diary.actions import add_leave, close_room, reopen_room, withdraw_leave
from cpconf.diary.kinds import LeaveKind
from cpconf.refusals import Refusal
from ui.bookings.doing import Opposite, do
from ui.diary.away import Bookable, away_fields, last_day, moments_of
from ui.diary.broken import BrokenList
from ui.kit.dates import show_date
from ui.kit.form import Form
from ui.kit.notices import Notice
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import announce, button, rule, words
from ui.people.child_cards import row_of


class AwayForm(Form):
    """The days and times; what a rule says of a moment stands beside its day."""

    _DAYS: ClassVar = {"starts_at": "from_on", "ends_at": "until_on"}

    def has(self, name: str) -> bool:
        return super().has(self._DAYS.get(name, name))

    def show_error(self, name: str, message: str) -> None:
        super().show_error(self._DAYS.get(name, name), message)


class AwayPart(QWidget):
    """The form with its list; `leave` closes the place where it stands. Asks and submits as its screen."""

    def __init__(
        self, screen: Screen, resource: Bookable, on: date, until_on: date, *, leave: Callable[[], object]
    ) -> None:
        super().__init__()
        self._screen, self._resource, self._leave = screen, resource, leave
        self.is_room = resource.room_id is not None
        self.title = f"{'Close' if self.is_room else 'Leave for'} {resource.name}"
        self.breaks: tuple[AffectedLine, ...] = ()
        self._asked: tuple[datetime, datetime] | None = None
        self.form = AwayForm(columns=2 if px(100) < 150 else 1)
        away_fields(screen, is_room=self.is_room)(self.form)
        self.form.fill(from_on=on, until_on=until_on)
        self.form.edited.connect(lambda _name: self._look())
        self.form.submitted.connect(self.save)
        self.save_button = button("&Close the room" if self.is_room else "&Mark leave", self.save, role="primary")
        self.replan_button = button("&Replan these", role="primary", picture="refresh")
        self.replan_button.hide()
        self.summary = words("", "label")
        self.list = BrokenList(screen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.form)
        column.addWidget(row_of(self.save_button, self.replan_button))
        column.addWidget(rule())
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        self._look()

    def first_focus(self) -> QWidget:
        """Where the keyboard starts."""
        field: QWidget = self.form.field("from_on")
        return field

    # --- what it breaks ---------------------------------------------------------------------------------------

    def _span(self) -> tuple[datetime, datetime] | None:
        """What the form means as it stands; None while it cannot be read."""
        names = ("from_on", "from_at", "until_on", "until_at")
        try:
            given = {name: self.form.value(name) for name in names}
        except Refusal:
            return None
        if given["from_on"] is None or given["until_on"] is None:
            return None
        starts_at, ends_at = moments_of(given)
        return (starts_at, ends_at) if starts_at < ends_at else None

    def _look(self) -> None:
        span = self._span()
        if span == self._asked:
            return
        self._asked = span
        if span is None:
            self.summary.setText("What it breaks is listed when both days are there.")
            self.list.hide()
            return
        self._screen.frame.work.ask(
            affected,
            room_id=self._resource.room_id,
            staff_id=self._resource.staff_id,
            starts_at=span[0],
            ends_at=span[1],
            then=self._show,
            owner=self,
            latest=True,
        )

    def _show(self, lines: tuple[AffectedLine, ...]) -> None:
        before, self.breaks = self.summary.text(), lines
        self.summary.setText(broken_words(len(lines)))
        self.list.show_lines(lines)
        self.list.setVisible(bool(lines))
        if self.summary.text() != before:
            announce(self, self.summary.text())

    # --- saving -----------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Enter it; what no longer holds is offered to the replan, and nobody's focus is moved."""
        given = self.form.read()
        if given is None:
            return
        starts_at, ends_at = moments_of(given)
        name, first = self._resource.name, show_date(starts_at)
        named: dict[str, Any] = {"starts_at": starts_at, "ends_at": ends_at}
        if self.is_room:
            named |= {"room_id": self._resource.room_id, "reason": given["reason"]}
            said, words_of_it = f"{name} is closed from {first}.", f"closure of {name}"
            self._do(close_room, named, said, words_of_it, lambda made: (reopen_room, {"closure_id": made}))
        else:
            kind = LeaveKind(given["kind"])
            named |= {"staff_id": self._resource.staff_id, "kind": kind, "note": given["note"]}
            said, words_of_it = f"{name} is away from {first}.", f"leave of {name}"
            self._do(add_leave, named, said, words_of_it, lambda made: (withdraw_leave, {"leave_id": made}))

    def _do(self, act: Callable[..., int], named: dict[str, Any], said: str, what: str, opposite: Opposite) -> None:
        do(
            self._screen,
            act,
            named,
            said=said,
            words=what,
            opposite=opposite,
            then=lambda _made: self._saved(),
            form=self.form,
        )

    def _saved(self) -> None:
        if not self.breaks:
            self._leave()
            return
        go = self._way_to_replan()
        told = self._screen.frame.notice(broken_words(len(self.breaks)), "due", act="&Replan these", run=go)

        def replan() -> None:
            if isinstance(told, Notice) and isValid(told):
                told.leave()  # its offer is taken
            go()

        self.replan_button.clicked.connect(lambda _checked=False: replan())
        self.replan_button.show()
        self.replan_button.setFocus()  # the form that had the focus is done with
        self.form.hide()
        self.save_button.hide()

    def _way_to_replan(self) -> Callable[[], object]:
        """Outlives this part: the notice may be answered when the panel is closed."""
        starts_at, ends_at = self._asked or moments_of(self.form.read() or {})
        return partial(
            self._screen.frame.open_screen,
            "replan",
            room_id=self._resource.room_id,
            staff_id=self._resource.staff_id,
            from_on=starts_at.date(),
            until_on=last_day(ends_at),
        )


def broken_words(count: int) -> str:
    """How many conferences a leave or a closure leaves without their seat."""
    if not count:
        return "Nothing is booked in this time."
    return f"{count} {'conference no longer holds' if count == 1 else 'conferences no longer hold'}."
