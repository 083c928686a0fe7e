"""Agencies and professionals of the directory; knows no family."""

from __future__ import annotations

from argparse import Namespace

from cpconf.commands import lookup
from cpconf.commands.answers import Answer, table
from cpconf.commands.desk import Desk
from cpconf.commands.names import code
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.people.actions import add_agency, add_professional
from cpconf.people.queries import agencies, professionals
from cpconf.people.rules import AGENCY_WORDS, AgencyKind


def add(verbs: Verbs) -> None:
    """agencies, agency, professionals, professional."""
    verbs.add("agencies", _agencies, says="list the agencies", example="cpconf agencies")
    below = verbs.under(verbs.add("agency", None, says="add an agency", example="cpconf agency add"))
    parser = below.add(
        "add",
        _add_agency,
        says="a school, surgery, team or force that is invited and owes a report",
        example='cpconf agency add "Example Primary School" --kind education',
    )
    parser.add_argument("name", type=words)
    parser.add_argument("--kind", required=True, help=", ".join(kind.value.replace("_", "-") for kind in AgencyKind))
    parser.add_argument("--no-report", action="store_true", help="owes no report")

    parser = verbs.add(
        "professionals", _professionals, says="list professionals", example="cpconf professionals school"
    )
    parser.add_argument("words", nargs="*", help="parts of name, job or agency")
    below = verbs.under(verbs.add("professional", None, says="add a professional", example="cpconf professional add"))
    parser = below.add(
        "add",
        _add_professional,
        says="a person who works for an agency",
        example='cpconf professional add "Sam Teacher" --agency "Example Primary School" --job "Class teacher"',
    )
    parser.add_argument("name", type=words)
    parser.add_argument("--agency", required=True, type=words)
    parser.add_argument("--job", type=words, default="")
    parser.add_argument("--email", type=words)


def _agencies(desk: Desk, _options: Namespace) -> Answer:
    lines = desk.ask(agencies)
    rows = [(line.id, line.name, AGENCY_WORDS[line.kind], line.owes_report) for line in lines]
    return Answer(lines, table(("No.", "Agency", "Kind", "Reports"), rows, none="There is no agency yet."))


def _add_agency(desk: Desk, options: Namespace) -> Answer:
    kind = code(AgencyKind, options.kind, what="kind of agency")
    agency_id = desk.change(add_agency, name=options.name, kind=kind, owes_report=not options.no_report).value
    return Answer({"id": agency_id}, (f"Added {options.name} ({agency_id}).",))


def _professionals(desk: Desk, options: Namespace) -> Answer:
    lines = desk.ask(professionals, words=" ".join(options.words), limit=100_000)
    rows = [(line.id, line.name, line.job_title, line.agency) for line in lines]
    return Answer(lines, table(("No.", "Name", "Job", "Agency"), rows, none="No professional was found."))


def _add_professional(desk: Desk, options: Namespace) -> Answer:
    agency = lookup.agency(desk, options.agency)
    professional_id = desk.change(
        add_professional, name=options.name, agency_id=agency.id, job_title=options.job, email=options.email
    ).value
    return Answer({"id": professional_id}, (f"Added {options.name}, {agency.name} ({professional_id}).",))
