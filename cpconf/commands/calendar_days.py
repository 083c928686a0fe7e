"""One-off closures, bank holidays that are worked, and school terms; counts no day itself."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from cpconf.commands.answers import Answer, in_words, table
from cpconf.commands.desk import Desk
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.diary.calendar_actions import (
    add_calendar_exception,
    add_school_term,
    withdraw_calendar_exception,
    withdraw_school_term,
)
from cpconf.diary.calendar_queries import one_off_days, school_terms
from cpconf.diary.kinds import ClosureKind
from cpconf.refusals import Refusal

KIND_WORDS: Final = {ClosureKind.CLOSED: "closed", ClosureKind.WORKING: "worked"}


def add(verbs: Verbs) -> None:
    """day, term."""
    day = verbs.under(
        verbs.add("day", _days, says="list one-off days; close or open one", example="cpconf day"), required=False
    )
    for name, kind, says in (
        ("close", ClosureKind.CLOSED, "the authority is closed on a day that is not a bank holiday"),
        ("open", ClosureKind.WORKING, "a bank holiday is worked here after all"),
    ):
        parser = day.add(name, _add_day, says=says, example=f"cpconf day {name} 04/05/2026 --why 'As the council says'")
        parser.add_argument("day", type=verbs.typed.day, metavar="DATE")
        parser.add_argument("--why", required=True, type=words)
        parser.set_defaults(kind=kind)
    parser = day.add(
        "withdraw", _withdraw_day, says="the day is as published", example="cpconf day withdraw 04/05/2026"
    )
    parser.add_argument("day", type=verbs.typed.day, metavar="DATE")

    term = verbs.under(
        verbs.add("term", _terms, says="list the school terms; add or withdraw one", example="cpconf term"),
        required=False,
    )
    parser = term.add(
        "add",
        _add_term,
        says="a stretch of term time, both days included",
        example="cpconf term add 'Summer 2026, first half' 13/04/2026 22/05/2026",
    )
    parser.add_argument("name", type=words)
    parser.add_argument("first", type=verbs.typed.day, metavar="FIRST-DAY")
    parser.add_argument("last", type=verbs.typed.day, metavar="LAST-DAY")
    parser = term.add("withdraw", _withdraw_term, says="a term was wrong", example="cpconf term withdraw 3")
    parser.add_argument("number", type=int)


def _days(desk: Desk, _options: Namespace) -> Answer:
    lines = desk.ask(one_off_days)
    rows = [(line.day, KIND_WORDS[line.kind], line.reason) for line in lines]
    return Answer(lines, table(("Day", "Here", "Why"), rows, none="Every day is as the bank holidays say."))


def _add_day(desk: Desk, options: Namespace) -> Answer:
    exception_id = desk.change(add_calendar_exception, day=options.day, kind=options.kind, reason=options.why).value
    return Answer({"id": exception_id}, (f"{in_words(options.day)} is {KIND_WORDS[options.kind]}.",))


def _withdraw_day(desk: Desk, options: Namespace) -> Answer:
    known = next((line for line in desk.ask(one_off_days) if line.day == options.day), None)
    if known is None:
        raise Refusal("This day is as the bank holidays say already.", "day")
    desk.change(withdraw_calendar_exception, exception_id=known.id)
    return Answer({"id": known.id}, (f"{in_words(options.day)} is as the bank holidays say again.",))


def _terms(desk: Desk, _options: Namespace) -> Answer:
    lines = desk.ask(school_terms)
    rows = [(line.id, line.name, line.from_on, line.until_on) for line in lines]
    return Answer(lines, table(("No.", "Term", "From", "Until"), rows, none="There is no term yet: cpconf term add."))


def _add_term(desk: Desk, options: Namespace) -> Answer:
    term_id = desk.change(add_school_term, name=options.name, from_on=options.first, until_on=options.last).value
    return Answer({"id": term_id}, (f"Added the term {options.name} ({term_id}).",))


def _withdraw_term(desk: Desk, options: Namespace) -> Answer:
    desk.change(withdraw_school_term, term_id=options.number)
    return Answer({"id": options.number}, (f"Withdrew term {options.number}.",))
