"""Every screen of the program in the order of the rail; names them without importing one."""

from __future__ import annotations

from ui.conferences import ENTRIES as CONFERENCES
from ui.shell.registry import Entry


def _entry(key: str, title: str, picture: str, where: str, in_rail: bool = True) -> Entry:
    return Entry(key=key, title=title, picture=picture, where=where, in_rail=in_rail)


def _alone(key: str, title: str, picture: str, where: str, home: str = "") -> Entry:
    """Opened from the menu or by Ctrl+K, with `home` marked in the rail."""
    return Entry(key=key, title=title, picture=picture, where=where, in_rail=False, alone=True, home=home)


SCREENS: tuple[Entry, ...] = (
    _entry("requests", "Requests", "requests", "ui.bookings.requests:RequestsScreen"),
    _entry("diary", "Diary", "diary", "ui.diary.diary:DiaryScreen"),
    *(_entry(*each) for each in CONFERENCES),
    _entry("children", "Children", "children", "ui.people.children:ChildrenScreen"),
    _entry("outlook", "Outlook", "measures", "ui.outlook.screen:OutlookScreen"),
    Entry(
        key="settings",
        title="Settings",
        picture="administration",
        where="ui.practice.settings:SettingsScreen",
        needs="administer",
    ),
    _alone("day_sheets", "Day sheets", "print", "ui.outlook.day_sheets:DaySheetsScreen", "diary"),
    _entry("child", "Child", "person", "ui.people.child:ChildScreen", in_rail=False),
    _entry("request", "New request", "add", "ui.bookings.request_form:RequestScreen", in_rail=False),
    _entry("slots", "Find a slot", "search", "ui.bookings.slots:SlotsScreen", in_rail=False),
    _alone("away", "Leave and closures", "diary", "ui.diary.away_screen:AwayScreen", "diary"),
    _alone("replan", "Replan", "refresh", "ui.replanning.replan:ReplanScreen", "diary"),
    _alone("what_if", "What if", "help", "ui.replanning.what_if:WhatIfScreen", "diary"),
    _alone("reviews", "Reviews due", "clock", "ui.replanning.reviews:ReviewsScreen", "requests"),
    _entry("import", "Import Annex A", "paper", "ui.exchange.importing:ImportScreen", in_rail=False),
)
