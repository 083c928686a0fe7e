"""A person's own diary as a calendar file, saved where the person says; knows no entry of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.kit.asking import SaveFile
from ui.kit.frame import Frame
from ui.lanes import Progress

TITLE = "Save my calendar file …"
_PLACE = "calendar_file"


def save_my_calendar(frame: Frame, parent: QWidget | None = None) -> None:
    """Ask where, and replace that file as a whole; the place is proposed again the next time."""
    from cpconf.access.rules import StaffId
    from cpconf.exchange.calendar_feed import conference_calendar
    from cpconf.exchange.calendar_file import CalendarFeed, file_name

    by = frame.work.by
    if by is None or by.staff_id is None:
        frame.notice("Sign in as a member of staff to save a calendar file.", "note")
        return

    def place(feed: CalendarFeed) -> None:
        proposed = frame.memory.text(f"{_PLACE}/{by.staff_id}") or file_name(feed.name)
        chosen = frame.ask(parent, SaveFile(title=TITLE, name=proposed, kinds="Calendar (*.ics)"))
        if chosen is None:
            return
        frame.memory.keep(f"{_PLACE}/{by.staff_id}", str(chosen))
        frame.work.later(
            write,
            feed,
            chosen,
            done=lambda _none: frame.notice(f"Calendar file saved: {len(feed.entries)} entries.", "good"),
            owner=parent,
        )

    frame.work.ask(conference_calendar, staff_id=StaffId(by.staff_id), then=place, owner=parent)


def write(progress: Progress, feed: object, place: Path) -> None:
    """The feed as a file, put in place at once."""
    from cpconf.exchange.calendar_file import CalendarFeed, calendar_file, save_calendar

    assert isinstance(feed, CalendarFeed)
    progress.check()
    save_calendar(calendar_file(feed), place)
