"""Marks one person, and takes the mark back by the opposite act; knows no widget of the grid."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from cpconf.conferences import actions
from cpconf.conferences.attendance import AttendanceMark
from cpconf.conferences.day import DayPerson, Seen
from cpconf.conferences.rules import ATTENDANCE_WORDS, REPORT_WORDS, AttendanceStatus, ReportStatus
from ui.conferences.section import Section
from ui.kit.form import Form

Undo = Callable[[], object]


class Marking(QObject):
    """Sends marks through a section. One notice at a time; Ctrl+Z in the grid runs `undo`, newest first."""

    def __init__(self, section: Section) -> None:
        super().__init__(section)
        self._section = section
        self._undo: list[Undo] = []
        self._notice: Any = None

    def attendance(
        self,
        person: DayPerson,
        status: AttendanceStatus,
        *,
        form: Form | None = None,
        then: Undo | None = None,
        **more: Any,
    ) -> None:
        """Mark how a person attended; `more` is what the status needs."""
        before = {name: getattr(person, name) for name in AttendanceMark.__dataclass_fields__ if name != "status"}
        back = partial(
            self._send, actions.mark_attendance, invitation_id=person.invitation_id, status=person.attendance, **before
        )
        said = f"{person.name}: {ATTENDANCE_WORDS[status].lower()}"
        self._mark(
            actions.mark_attendance, said, back, form, then, invitation_id=person.invitation_id, status=status, **more
        )

    def report(self, person: DayPerson, status: ReportStatus) -> None:
        """Mark a person's written report."""
        before: dict[str, Any] = {"status": person.report or ReportStatus.AWAITED, "received_on": None, "quality": None}
        if person.received_on is not None:
            before = {"status": None, "received_on": person.received_on, "quality": person.quality}
        back = partial(self._send, actions.mark_report, invitation_id=person.invitation_id, **before)
        said = f"Report of {person.name}: {REPORT_WORDS[status].lower()}"
        self._mark(actions.mark_report, said, back, None, None, invitation_id=person.invitation_id, status=status)

    def seen(self, person: DayPerson, seen: Seen) -> None:
        """Mark a report as seen by this parent today, or take that back."""
        of = {"invitation_id": person.invitation_id, "adult_id": seen.adult_id}
        before = {"seen_on": seen.seen_on, "withheld_reason": seen.withheld}
        on = None if seen.seen_on is not None or seen.withheld else self._section.frame.today()
        said = f"{seen.name} {'saw' if on else 'has not seen'} the report of {person.name}"
        back = partial(self._send, actions.mark_report_seen, **of, **before)
        self._mark(actions.mark_report_seen, said, back, None, None, **of, seen_on=on)

    def withheld(self, person: DayPerson, *, form: Form, then: Undo, adult_id: int, withheld_reason: str) -> None:
        """Mark that the chair withheld a report from a parent, with the reason."""
        of = {"invitation_id": person.invitation_id, "adult_id": adult_id}
        before = next((seen for seen in person.seen if seen.adult_id == adult_id), None)
        shown = {"seen_on": before.seen_on, "withheld_reason": before.withheld} if before else {}
        back = partial(self._send, actions.mark_report_seen, **of, **shown)
        said = f"Report of {person.name}: withheld"
        self._mark(actions.mark_report_seen, said, back, form, then, **of, withheld_reason=withheld_reason)

    def undo(self) -> bool:
        """Take back the newest mark that was made here; False if there is none."""
        if not self._undo:
            return False
        self._drop_notice()
        self._undo.pop()()
        return True

    def _mark(
        self,
        action: Callable[..., object],
        said: str,
        back: Undo,
        form: Form | None,
        then: Undo | None,
        **named: Any,
    ) -> None:
        def done(_value: object) -> None:
            self._undo.append(back)
            self._drop_notice()
            self._notice = self._section.frame.notice(said, "good", act="&Undo", run=self._take_back(back))
            if then is not None:
                then()

        self._section.submit(action, then=done, form=form, **named)

    def _take_back(self, back: Undo) -> Undo:
        def run() -> None:
            if isValid(self) and back in self._undo:
                self._undo.remove(back)
                back()

        return run

    def _send(self, action: Callable[..., object], **named: Any) -> None:
        self._section.submit(action, **named)

    def _drop_notice(self) -> None:
        notice, self._notice = self._notice, None
        if isinstance(notice, QObject) and isValid(notice):
            leave: Callable[[], object] = getattr(notice, "leave")  # noqa: B009  (only notices of the window have one)
            leave()
