"""Requests for conferences from the terminal; works out no due date itself."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from cpconf.bookings.actions import record_request
from cpconf.bookings.queries import request_queue
from cpconf.bookings.rules import KIND_SHORT, KIND_WORDS, REQUEST_WORDS, ConferenceKind, Mode
from cpconf.commands import lookup
from cpconf.commands.answers import Answer, counted, facts, in_words, table
from cpconf.commands.desk import Desk
from cpconf.commands.names import code, pick
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.people.queries import ChildLine, FamilySheet

NEEDS: Final = ("separate_arrival", "non_contact", "address_withheld", "domestic_abuse", "advocate")


def add(verbs: Verbs) -> None:
    """request, requests."""
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
    parser.add_argument("--social-worker", type=words, metavar="NAME")
    parser.add_argument("--site", type=words, help="site wanted")
    parser.add_argument("--chair", type=words, help="chair wanted")
    parser.add_argument(
        "--length", type=int, metavar="MINUTES", help="(default: by the kind and the number of children)"
    )
    parser.add_argument("--seats", type=int, default=12)
    parser.add_argument("--mode", default="in-person", help=", ".join(mode.value.replace("_", "-") for mode in Mode))
    for need in NEEDS:
        parser.add_argument(f"--{need.replace('_', '-')}", action="store_true")
    parser.add_argument("--interpreter", type=words, metavar="LANGUAGE")
    parser.add_argument("--access", type=words, default="", metavar="NEEDS", help="what somebody needs to get in")
    parser.add_argument("--risks", type=words, default="")
    parser.add_argument("--category", metavar="CODE", help="the category sought")
    parser.add_argument("--notes", type=words, default="")

    parser = verbs.add(
        "requests", _requests, says="list requests that wait, the most urgent first", example="cpconf requests"
    )
    parser.add_argument("--booked", action="store_true", help="those that are booked as well")


def _request(desk: Desk, options: Namespace) -> Answer:
    if options.kind is None:
        return _shown(desk, options.family)
    family = lookup.family(desk, options.family)
    children = [_child(family, number) for number in options.child] if options.child else list(family.children)
    worker = lookup.professional(desk, options.social_worker) if options.social_worker else None
    site = lookup.site(desk, options.site) if options.site else None
    chair = lookup.staff(desk, options.chair) if options.chair else None
    request_id = desk.change(
        record_request,
        family_id=family.id,
        child_ids=[line.id for line in children],
        kind=code(ConferenceKind, options.kind, what="kind of conference"),
        strategy_discussion_on=options.strategy_discussion,
        s47_started_on=options.s47,
        notice_on=options.notice,
        social_worker_id=worker.id if worker else None,
        site_wanted_id=site.id if site else None,
        preferred_chair_id=chair.id if chair else None,
        length_minutes=options.length,
        seats=options.seats,
        mode=code(Mode, options.mode, what="way to meet"),
        interpreter_language=options.interpreter,
        access_needs=options.access,
        risks=options.risks,
        category_sought=options.category.upper() if options.category else None,
        notes=options.notes,
        separate_arrival=options.separate_arrival,
        non_contact=options.non_contact,
        address_withheld=options.address_withheld,
        domestic_abuse=options.domestic_abuse,
        advocate=options.advocate,
    ).value
    return _shown(desk, str(request_id))


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
                ("Still missing", line.missing),
                ("Booked", [one.reference for one in sheet.conferences]),
            )
        ),
    )


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
