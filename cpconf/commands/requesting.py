"""Requests for conferences from the terminal; works out no due date itself."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, BooleanOptionalAction, Namespace
from collections.abc import Callable
from functools import partial
from typing import Any, Final, cast

from cpconf.bookings.actions import RequestNeeds, change_request, record_request
from cpconf.bookings.queries import RequestSheet, request_queue, same_children
from cpconf.bookings.rules import (
    KIND_SHORT,
    KIND_WORDS,
    NEVER_COUNTED,
    REQUEST_WORDS,
    ConferenceKind,
    ConferenceState,
    Mode,
)
from cpconf.commands import lookup
from cpconf.commands.answers import Answer, counted, facts, in_words, table
from cpconf.commands.desk import Desk
from cpconf.commands.names import code, pick
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.people.queries import ChildLine, FamilySheet
from cpconf.refusals import Refusal

_TOLD: Final = frozenset(ConferenceState) - NEVER_COUNTED - {ConferenceState.PROVISIONAL}

NEEDS: Final = (
    "separate_arrival", "non_contact", "address_withheld", "domestic_abuse", "advocate", "split_attendance",
)  # fmt: skip


def add(verbs: Verbs) -> None:
    """request, change-request, requests."""
    parser = verbs.add(
        "request",
        _request,
        says="record a request for a conference; without --kind, show request NUMBER",
        example="cpconf request F-000001 --kind initial --strategy-discussion 02/03/2026 --social-worker 'Ines Walker'",
    )
    parser.add_argument("family", help="the family's reference; or the number of a request, to show it")
    parser.add_argument("--kind", help=", ".join(kind.value.replace("_", "-") for kind in ConferenceKind))
    parser.add_argument(
        "--child", action="append", metavar="NUMBER", help="which children (default: all of the family)"
    )
    day = verbs.typed.day
    parser.add_argument("--strategy-discussion", type=day, metavar="DATE", help="the one that began the s47 enquiry")
    parser.add_argument("--s47", type=day, metavar="DATE", help="start of the s47 enquiry")
    parser.add_argument("--notice", type=day, metavar="DATE", help="written notice of a transfer")
    _add_needs(parser)
    parser = verbs.add(
        "change-request",
        _change,
        says="correct what a request asks for; what is not named stays as it is",
        example="cpconf change-request 12 --must-be-there 'Ivo Interpreter' --urgent 'The baby goes home on Friday'",
    )
    parser.add_argument("request", help="its number")
    _add_needs(parser, default=SUPPRESS)

    parser = verbs.add(
        "requests", _requests, says="list requests that wait, the most urgent first", example="cpconf requests"
    )
    parser.add_argument("--booked", action="store_true", help="those that are booked as well")


def _add_needs(parser: ArgumentParser, default: object = None) -> None:
    """What a request asks for; with `default` SUPPRESS only what is named is in the options."""
    add = partial(parser.add_argument, default=default)
    add("--social-worker", type=words, metavar="NAME")
    add("--must-be-there", type=words, action="append", metavar="NAME", help="an interpreter or a named worker")
    add("--site", type=words, help="site wanted")
    add("--chair", type=words, help="chair wanted")
    add("--length", type=int, metavar="MINUTES", help="(default: by the kind and the number of children)")
    add("--seats", type=int, help="(default: 12)")
    add("--mode", help=", ".join(mode.value.replace("_", "-") for mode in Mode))
    for need in NEEDS:
        flag = need.replace("_", "-")
        parser.add_argument(f"--{flag}", action=BooleanOptionalAction, default=default)
    add("--interpreter", type=words, metavar="LANGUAGE")
    add("--access", type=words, metavar="NEEDS", help="what somebody needs to get in")
    add("--equipment", type=words, metavar="WORDS", help="what the room must have, divided by commas")
    add("--urgent", type=words, metavar="WHY", help="why it cannot wait")
    add("--risks", type=words)
    add("--category", metavar="CODE", help="the category sought")
    add("--notes", type=words)


def _request(desk: Desk, options: Namespace) -> Answer:
    if options.kind is None:
        return _shown(desk, options.family)
    family = lookup.family(desk, options.family)
    children = [_child(family, number) for number in options.child] if options.child else list(family.children)
    named = {name: value for name, value in vars(options).items() if value is not None}
    request_id = desk.change(
        record_request,
        family_id=family.id,
        child_ids=[line.id for line in children],
        kind=code(ConferenceKind, options.kind, what="kind of conference"),
        strategy_discussion_on=options.strategy_discussion,
        s47_started_on=options.s47,
        notice_on=options.notice,
        **_needs(desk, named),
    ).value
    return _shown(desk, str(request_id))


def _change(desk: Desk, options: Namespace) -> Answer:
    request_id = lookup.request(desk, options.request).line.id
    needs = _needs(desk, vars(options))
    if not needs:
        raise Refusal("Say what changes: cpconf change-request --help lists what can be corrected.", "request")
    desk.change(change_request, request_id=request_id, **needs)
    return _shown(desk, str(request_id))


def _needs(desk: Desk, named: dict[str, Any]) -> RequestNeeds:
    """What was named of the needs, looked up."""
    found: dict[str, Any] = {need: named[need] for need in NEEDS if named.get(need) is not None}
    ways: dict[str, tuple[str, Callable[[Any], object]]] = {
        "social_worker": ("social_worker_id", lambda typed: lookup.professional(desk, typed).id),
        "must_be_there": ("professional_ids", lambda all: [lookup.professional(desk, typed).id for typed in all]),
        "site": ("site_wanted_id", lambda typed: lookup.site(desk, typed).id),
        "chair": ("preferred_chair_id", lambda typed: lookup.staff(desk, typed).id),
        "length": ("length_minutes", int),
        "seats": ("seats", int),
        "mode": ("mode", lambda typed: code(Mode, typed, what="way to meet")),
        "interpreter": ("interpreter_language", str),
        "access": ("access_needs", str),
        "equipment": ("equipment_needed", str),
        "urgent": ("urgent", str),
        "risks": ("risks", str),
        "category": ("category_sought", str.upper),
        "notes": ("notes", str),
    }
    found |= {name: read(named[key]) for key, (name, read) in ways.items() if named.get(key) is not None}
    return cast(RequestNeeds, found)


def _child(family: FamilySheet, typed: str) -> ChildLine:
    return pick(
        family.children,
        typed,
        what="child of this family",
        named=lambda line: (line.la_child_id,),
        hint="cpconf family show lists its children.",
    )


def _shown(desk: Desk, typed: str) -> Answer:
    sheet = lookup.request(desk, typed)
    line = sheet.line
    return Answer(
        sheet,
        facts(
            (
                ("Request", f"{line.id}, {KIND_WORDS[line.kind]}, {REQUEST_WORDS[line.state].lower()}"),
                ("Family", f"{line.family_reference}, {counted(len(line.children), 'child', 'children')}"),
                ("Counted from", sheet.counted_from_on),
                ("Due by", f"{in_words(line.due_on)}, {line.days_left} working days from today"),
                ("Needs", line.needs),
                ("Must be there", [name for _, name in line.people]),
                ("Still missing", line.missing),
                ("Left out", [child.la_child_id for child in sheet.siblings_left_out]),
                ("Perhaps the same", _similar(desk, sheet)),
                ("Holds", f"{line.held.reference}, {in_words(line.held.starts_at)}" if line.held else ""),
                ("Booked", [one.reference for one in sheet.conferences if one.state in _TOLD]),
            )
        ),
    )


def _similar(desk: Desk, sheet: RequestSheet) -> list[str]:
    """What may be the same request again, itself and its own conferences left out."""
    line = sheet.line
    child_ids = [child.id for child in line.children]
    found = desk.ask(same_children, family_id=line.family_id, child_ids=child_ids, kind=line.kind)
    return [one.words for one in found if one.same_kind and one.request_id != line.id]


def _requests(desk: Desk, options: Namespace) -> Answer:
    lines = desk.ask(request_queue, booked=options.booked)
    rows = [
        (
            line.id,
            KIND_SHORT[line.kind],
            line.family_reference,
            len(line.children),
            line.due_on,
            line.days_left,
            REQUEST_WORDS[line.state],
            line.missing,
        )
        for line in lines
    ]
    headings = ("No.", "Kind", "Family", "Children", "Due by", "Days left", "State", "Still missing")
    return Answer(lines, table(headings, rows, none="No request waits."))
