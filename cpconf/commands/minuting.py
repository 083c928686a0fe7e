"""The minutes from the terminal: show, type, hand to the chair, approve; knows no paper."""

from __future__ import annotations

import re
from argparse import Namespace

from cpconf.bookings.rules import ConferenceId
from cpconf.commands import lookup
from cpconf.commands.answers import Answer
from cpconf.commands.attending import conference_verb
from cpconf.commands.desk import Desk
from cpconf.commands.names import code
from cpconf.commands.verbs import Verbs, rest
from cpconf.minutes.actions import approve_minutes, send_to_chair, type_section
from cpconf.minutes.draft import DraftSection, MinutesDraft
from cpconf.minutes.queries import minutes_editor
from cpconf.minutes.rules import PER_CHILD, STATE_WORDS, Heading
from cpconf.people.rules import ChildId


def add(verbs: Verbs) -> None:
    """minutes."""
    parser = verbs.add(
        "minutes",
        _minutes,
        says="show the minutes; type a section from arguments, one paragraph each, or from - (standard input)",
        example="cpconf minutes CP-2026-0041 danger 'Police were called on 3 March.' 'The door was broken.'",
    )
    conference_verb(parser)
    headings = ", ".join(heading.value.replace("_", "-") for heading in Heading)
    rest(parser, "typed", f"a heading ({headings}), then paragraphs, or - to read them from the standard input")
    parser.add_argument("--child", metavar="NUMBER", help="for the child's voice, where there are several children")
    parser.add_argument("--replace", action="store_true", help="instead of what the section says now (default: add)")
    parser.add_argument("--to-chair", action="store_true", help="hand the minutes to the chair")
    parser.add_argument("--approve", action="store_true", help="freeze them; the chair does this")


def paragraphs(text: str) -> tuple[str, ...]:
    """Typed text as paragraphs: an empty line between two of them; single line ends stay inside."""
    return tuple(part.strip("\n") for part in re.split(r"\n[ \t]*\n", text) if part.strip())


def _minutes(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    if options.typed[1:]:
        _type(desk, line.id, options)
    if options.to_chair:
        desk.change(send_to_chair, conference_id=line.id)
    if options.approve:
        desk.change(approve_minutes, conference_id=line.id)
    draft = desk.ask(minutes_editor, conference_id=line.id)
    heading = code(Heading, options.typed[0], what="heading") if options.typed else None
    return Answer(draft, tuple(_lines(draft, line.reference, heading)))


def _type(desk: Desk, conference_id: ConferenceId, options: Namespace) -> None:
    heading, texts = code(Heading, options.typed[0], what="heading"), options.typed[1:]
    child_id = _child_id(desk, heading, options)
    typed = paragraphs(desk.typed_text()) if texts == ["-"] else tuple(texts)
    before: tuple[str, ...] = ()
    if not options.replace:
        draft = desk.ask(minutes_editor, conference_id=conference_id)
        before = tuple(
            paragraph.text
            for section in draft.sections
            if section.heading is heading and section.child_id == child_id
            for paragraph in section.paragraphs
        )
    desk.change(type_section, conference_id=conference_id, heading=heading, child_id=child_id, texts=(*before, *typed))


def _child_id(desk: Desk, heading: Heading, options: Namespace) -> ChildId | None:
    if heading not in PER_CHILD and options.child is None:
        return None
    return lookup.child_of(desk, lookup.day(desk, options.conference), options.child).child_id


def _lines(draft: MinutesDraft, reference: str, only: Heading | None) -> list[str]:
    lines = [f"Minutes of {reference}: {STATE_WORDS[draft.state].lower()}"]
    for section in draft.sections:
        if only is not None and section.heading is not only:
            continue
        if section.paragraphs or only is not None:
            lines += ["", _title(section), *(paragraph.text for paragraph in section.paragraphs)]
    return lines


def _title(section: DraftSection) -> str:
    return f"{section.words}: {section.child}" if section.child else section.words
