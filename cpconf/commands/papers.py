"""Minutes and plans as PDF files in a folder; draws nothing itself and puts no name into a file's name."""

from __future__ import annotations

import os
import re
import tempfile
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from cpconf.bookings.rules import ConferenceId
from cpconf.circulation.queries import document_pdf
from cpconf.circulation.rules import DocumentId
from cpconf.commands import lookup
from cpconf.commands.answers import Answer
from cpconf.commands.attending import conference_verb
from cpconf.commands.desk import Desk
from cpconf.commands.verbs import Verbs
from cpconf.people.queries import child_sheet
from cpconf.people.rules import ChildId
from cpconf.plans.queries import plan_editor
from cpconf.refusals import Refusal, Trouble


def add(verbs: Verbs) -> None:
    """print."""
    parser = verbs.add(
        "print",
        _print,
        says="print the minutes, or the children's plans, as PDF files",
        example="cpconf print plan CP-2026-0041 --out papers",
    )
    parser.add_argument("paper", choices=["minutes", "plan"])
    conference_verb(parser)
    parser.add_argument("--child", metavar="NUMBER", help="one child's plan (default: one file for each child)")
    parser.add_argument("--out", type=Path, default=Path(), metavar="FOLDER", help="(default: the folder you are in)")


def _print(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    if options.paper == "minutes":
        files = [print_minutes_into(desk, line.id, line.reference, options.out)]
    else:
        sheet = lookup.day(desk, options.conference)
        one = [lookup.child_of(desk, sheet, options.child)] if options.child else list(sheet.children)
        files = [
            file
            for child in one
            if (file := print_plan_into(desk, line.id, child.child_id, line.reference, options.out))
        ]
    if not files:
        raise Refusal("No plan is written for this conference yet: cpconf plan --help says how.", "plan")
    return Answer({"files": [str(file) for file in files]}, tuple(f"Printed {file}" for file in files))


def print_minutes_into(desk: Desk, conference_id: ConferenceId, reference: str, folder: Path) -> Path:
    """The minutes as they stand, kept in the store and written to a file of the folder."""
    # Here, not above: reportlab and its fonts cost more than everything else in a command.
    from cpconf.circulation.printing import print_minutes

    document_id = print_minutes(desk.ask, desk.change, conference_id=conference_id)
    return _written(desk, document_id, folder, f"minutes-{reference}.pdf")


def print_plan_into(
    desk: Desk, conference_id: ConferenceId, child_id: ChildId, reference: str, folder: Path
) -> Path | None:
    """A child's plan as this conference wrote it, in a file of the folder; None where nothing is written yet."""
    from cpconf.circulation.printing import print_plan  # as above

    draft = desk.ask(plan_editor, conference_id=conference_id, child_id=child_id)
    if draft.plan_version_id is None:
        return None
    document_id = print_plan(
        desk.ask,
        desk.change,
        plan_version_id=draft.plan_version_id,
    )
    number = desk.ask(child_sheet, child_id=child_id).child.la_child_id
    return _written(desk, document_id, folder, f"plan-{reference}-{number}.pdf")


def _written(desk: Desk, document_id: DocumentId, folder: Path, name: str) -> Path:
    return write_paper(desk.ask(document_pdf, document_id=document_id), folder / name)


def write_paper(pdf: bytes, file: Path) -> Path:
    """Written beside and then put in place, so that no half a paper ever has the paper's name; returns where it is."""
    file = file.parent / re.sub(r"[^\w.-]", "-", file.name, flags=re.ASCII)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=file.parent, prefix=".paper-", suffix=".pdf")
    except OSError as error:
        raise Trouble("The folder for the papers cannot be written to: choose another with --out.") from error
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(pdf)
        Path(beside).replace(file)
    except OSError as error:
        with suppress(OSError):
            Path(beside).unlink()
        raise Trouble("The paper could not be written: make room on the disk, or choose another --out.") from error
    return file
