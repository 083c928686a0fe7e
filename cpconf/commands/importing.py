"""Files of other systems come in: a preview first, then all of it or none; knows no column."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cpconf.commands.answers import Answer, in_words
from cpconf.commands.desk import Desk
from cpconf.commands.verbs import Verbs
from cpconf.exchange.actions import apply_import
from cpconf.exchange.annex_a import read_annex_a
from cpconf.exchange.annex_rows import Problem
from cpconf.exchange.comparison import compare
from cpconf.exchange.preview import ImportPreview, PreviewLine, Result
from cpconf.exchange.queries import known_store
from cpconf.refusals import Refusal

SHOWN: Final = 40
TOLD: Final = (Result.REFUSED, Result.DISAGREES, Result.ABSENT, Result.CHANGED, Result.ADDED)


def add(verbs: Verbs) -> None:
    """import annex-a."""
    below = verbs.under(
        verbs.add("import", None, says="bring in a file of another system", example="cpconf import annex-a list.xlsx")
    )
    annex = below.add(
        "annex-a",
        _annex_a,
        says="lists 5 and 7 of Ofsted's Annex A: shows what would change, asks, then imports all or nothing",
        example="cpconf import annex-a 'Annex A 2026.xlsx' --yes",
    )
    annex.add_argument("file", type=Path, help="the workbook (.xlsx)")
    annex.add_argument("--yes", action="store_true", help="import without asking")
    annex.add_argument("--preview", action="store_true", help="only show what would change")
    annex.add_argument("--all", action="store_true", help=f"show every line, not the first {SHOWN}")


def _annex_a(desk: Desk, options: Namespace) -> Answer:
    annex = read_annex_a(options.file, on=desk.on, progress=lambda done, all_: desk.progress("Reading", done, all_))
    preview = compare(annex, desk.ask(known_store))
    data = _data(preview)
    lines = tuple(_lines(preview, show_all=options.all))
    if options.preview or not preview.to_apply:
        ending = () if preview.to_apply else (_why_nothing(preview),)
        return Answer({**data, "imported": False}, (*lines, *ending))
    if not options.yes:
        for line in lines:
            desk.tell(line)
        lines = ()
        if not desk.agrees("Import this?"):
            raise Refusal("Nothing was imported.")
    taken = desk.change(apply_import, steps=preview.to_apply, source=options.file.name).value
    told = f"Imported: {taken:,} records added or changed."
    return Answer({**data, "imported": True}, (*lines, told))


def _why_nothing(preview: ImportPreview) -> str:
    if any(line.result is Result.REFUSED for line in preview.lines):
        return "Nothing was imported: no row that may go in is new or different."
    return "Nothing was imported: the store already knows all of it."


def _data(preview: ImportPreview) -> dict[str, object]:
    return {
        "summary": list(preview.summary),
        "steps": len(preview.to_apply),
        "lines": [
            {
                "subject": line.subject,
                "result": line.result,
                "la_child_id": line.la_child_id,
                "on": line.on,
                "differences": [{"field": d.name, "old": d.old, "new": d.new} for d in line.differences],
                "words": line.words,
                "sheet": line.sheet,
                "row": line.row,
            }
            for line in preview.lines
        ],
        "notes": [note.sentence for note in preview.notes],
    }


def _lines(preview: ImportPreview, *, show_all: bool) -> Iterator[str]:
    """What needs a look first: refused, disagreeing and absent lines, then changes, then what is new."""
    yield from preview.summary
    told = [line for result in TOLD for line in preview.lines if line.result is result]
    shown = told if show_all else told[:SHOWN]
    yield from (_line(line) for line in shown)
    if len(told) > len(shown):
        yield f"  … and {len(told) - len(shown):,} more lines: --all shows them."
    yield from (f"  note: {_note(note)}" for note in preview.notes[: None if show_all else SHOWN])


def _note(note: Problem) -> str:
    return note.sentence


def _line(line: PreviewLine) -> str:
    place = f"{line.sheet}, row {line.row}" if line.row else ""
    who = f"{line.subject} {line.la_child_id}".strip()
    when = f"of {in_words(line.on)}" if line.on else ""
    changes = "; ".join(
        f"{change.name.replace('_', ' ')}: {in_words(change.old) or 'nothing'} -> {in_words(change.new) or 'nothing'}"
        for change in line.differences
    )
    told = ", ".join(part for part in (changes, line.words) if part)
    left = " ".join(part for part in (f"  {line.result}:", who, when, f"({place})" if place else "") if part)
    return f"{left}: {told}" if told else left
