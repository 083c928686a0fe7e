"""Every screen of the program in the order of the rail; names them without importing one."""

from __future__ import annotations

from ui.conferences import ENTRIES as CONFERENCES
from ui.shell.registry import Entry


def _entry(key: str, title: str, picture: str, where: str, in_rail: bool = True) -> Entry:
    return Entry(key=key, title=title, picture=picture, where=where, in_rail=in_rail)


SCREENS: tuple[Entry, ...] = (
    _entry("requests", "Requests", "requests", "ui.bookings.requests:RequestsScreen"),
    _entry("diary", "Diary", "diary", "ui.diary.diary:DiaryScreen"),
    *(_entry(*each) for each in CONFERENCES),
    _entry("children", "Children", "children", "ui.people.children:ChildrenScreen"),
    _entry("child", "Child", "person", "ui.people.child:ChildScreen", in_rail=False),
    _entry("request", "New request", "add", "ui.bookings.request_form:RequestScreen", in_rail=False),
    _entry("slots", "Find a slot", "search", "ui.bookings.slots:SlotsScreen", in_rail=False),
    _entry("import", "Import Annex A", "paper", "ui.exchange.importing:ImportScreen", in_rail=False),
)
