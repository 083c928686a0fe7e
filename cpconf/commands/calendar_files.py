"""A chair's or minute-taker's diary as a calendar file; draws up no entry itself."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cpconf.commands import lookup
from cpconf.commands.answers import Answer, counted
from cpconf.commands.desk import Desk
from cpconf.commands.verbs import Verbs
from cpconf.exchange.calendar_feed import conference_calendar
from cpconf.exchange.calendar_file import calendar_file, file_name, save_calendar


def add(verbs: Verbs) -> None:
    """calendar."""
    parser = verbs.add(
        "calendar",
        _calendar,
        says="save a chair's or minute-taker's diary as a calendar file; the file is replaced as a whole",
        example="cpconf calendar 'Cora Chair' -o cora.ics",
    )
    parser.add_argument("who", metavar="STAFF", help="name, part of a name or number")
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="(default: named after the person, here)")


def _calendar(desk: Desk, options: Namespace) -> Answer:
    member = lookup.staff(desk, options.who)
    feed = desk.ask(conference_calendar, staff_id=member.id)
    file = options.out or Path(file_name(feed.name))
    save_calendar(calendar_file(feed), file)
    told = counted(len(feed.entries), "entry", "entries")
    return Answer({"file": str(file), "entries": len(feed.entries)}, (f"Saved {file}: {told}.",))
