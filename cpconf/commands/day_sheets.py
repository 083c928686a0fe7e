"""Reception's day sheet and the sheets for the doors as PDF files; knows no name that is on neither."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from cpconf.bookings.day_sheet import day_sheet
from cpconf.commands import lookup
from cpconf.commands.answers import Answer, counted
from cpconf.commands.desk import Desk
from cpconf.commands.papers import write_paper
from cpconf.commands.verbs import Verbs


def add(verbs: Verbs) -> None:
    """day-sheet."""
    parser = verbs.add(
        "day-sheet",
        _day_sheet,
        says="reception's sheet for a site and a day, with initials only, or a page for each room's door",
        example="cpconf day-sheet --on +1w --site Alderton -o monday.pdf",
    )
    parser.add_argument("--on", type=verbs.typed.day, metavar="DATE", help="(default: today)")
    parser.add_argument("--site", required=True, help="name, part of a name or number")
    parser.add_argument("--doors", action="store_true", help="the sheets for the doors instead")
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="(default: named after site and day, here)")


def _day_sheet(desk: Desk, options: Namespace) -> Answer:
    # Here, not above: reportlab and its fonts cost more than everything else in a command.
    from cpconf.bookings.paper import day_sheet_pdf, door_sheets_pdf

    site = lookup.site(desk, options.site)
    sheet = desk.ask(day_sheet, on=options.on or desk.on, site_id=site.id)
    pdf = door_sheets_pdf(sheet) if options.doors else day_sheet_pdf(sheet)
    name = f"{'doors' if options.doors else 'day-sheet'}-{sheet.site}-{sheet.on:%Y-%m-%d}.pdf"
    file = write_paper(pdf, options.out or Path(name))
    told = counted(len(sheet.lines), "conference", "conferences")
    return Answer({"file": str(file), "conferences": len(sheet.lines)}, (f"Printed {file}: {told}.",))
