"""The words and dates of a child's plan, row by row, as a conference writes them; starts and ends no plan."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from cpconf.commands import lookup
from cpconf.commands.answers import Answer, facts, in_words
from cpconf.commands.attending import conference_verb
from cpconf.commands.desk import Desk
from cpconf.commands.typed import words
from cpconf.commands.verbs import Run, Verbs
from cpconf.conferences.day import DayChild, DayPerson, DaySheet
from cpconf.plans.actions import (
    issue_version,
    open_version,
    remove_row,
    set_plan_dates,
    write_action,
    write_contingency,
    write_core_member,
    write_danger,
    write_outcome,
)
from cpconf.plans.draft import OutcomeLine, PlanDraft
from cpconf.plans.queries import plan_editor
from cpconf.plans.rules import CATEGORY_WORDS, PlanVersionId, visit_words
from cpconf.refusals import Refusal

R = TypeVar("R")

KINDS = ("danger", "outcome", "action", "contingency", "core-member")


def add(verbs: Verbs) -> None:
    """plan and what is below it."""
    below = verbs.under(
        verbs.add(
            "plan", None, says="show and write a child's plan, row by row", example="cpconf plan show CP-2026-0041"
        )
    )
    _verb(below, "show", _show, "the plan as this conference writes it", "cpconf plan show CP-2026-0041")
    parser = _verb(
        below,
        "danger",
        _danger,
        "a danger statement with its safety goal",
        "cpconf plan danger CP-2026-0041 'Ada is left alone at night' --goal 'An adult is with Ada every night'",
    )
    parser.add_argument("statement", type=words)
    parser.add_argument("--goal", type=words, required=True)
    _add_rows(below)
    parser = _verb(
        below,
        "dates",
        _dates,
        "the core group, the visits and the review; what is not named stays",
        "cpconf plan dates CP-2026-0041 --core-group 02/04/2026 --place 'School' --visits 10",
    )
    parser.add_argument("--core-group", type=below.typed.day, metavar="DATE")
    parser.add_argument("--place", type=words)
    parser.add_argument("--visits", type=int, metavar="DAYS", help="at least every so many working days")
    parser.add_argument("--review", type=below.typed.day, metavar="DATE")
    parser = _verb(below, "remove", _remove, "take a row out", "cpconf plan remove CP-2026-0041 danger 2")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("row", type=int, help="its number in cpconf plan show; of an action: its id in --json")
    _verb(below, "issue", _issue, "say that this version was given out", "cpconf plan issue CP-2026-0041")


def _add_rows(below: Verbs) -> None:
    example = "cpconf plan outcome CP-2026-0041 --need 'Nights alone' --outcome 'Somebody is there when I wake up'"
    parser = _verb(below, "outcome", _outcome, "a row: need, outcome for the child, measure, baseline", example)
    for name in ("need", "outcome"):
        parser.add_argument(f"--{name}", type=words, required=True)
    for name in ("measure", "baseline"):
        parser.add_argument(f"--{name}", type=words, default="")
    example = "cpconf plan action CP-2026-0041 1 'Agree a rota of adults' --who 'Mia Example' --by 30/03/2026"
    parser = _verb(below, "action", _action, "what is done for an outcome, by whom, by when", example)
    parser.add_argument("row", type=int, metavar="OUTCOME", help="its number in cpconf plan show")
    parser.add_argument("what", type=words)
    parser.add_argument("--who", type=words, default="")
    parser.add_argument("--by", type=below.typed.day, metavar="DATE")
    example = "cpconf plan contingency CP-2026-0041 'Ada is alone at night again' --action 'Legal meeting' --by +5w"
    parser = _verb(below, "contingency", _contingency, "what happens if the plan fails, and by when", example)
    parser.add_argument("trigger", type=words)
    parser.add_argument("--action", type=words, required=True)
    parser.add_argument("--owner", type=words, default="")
    parser.add_argument("--by", type=below.typed.day, metavar="DATE")
    parser.add_argument("--step", type=words, default="", help="early review, legal meeting, …")
    example = "cpconf plan member CP-2026-0041 3 --role 'Lead social worker'"
    parser = _verb(below, "member", _member, "a member of the core group", example)
    parser.add_argument("person", type=words, help="number or name of somebody invited, or anybody's name")
    parser.add_argument("--role", type=words, default="")


def _verb(below: Verbs, name: str, run: Run, says: str, example: str) -> ArgumentParser:
    parser = conference_verb(below.add(name, run, says=says, example=example))
    parser.add_argument("--child", metavar="NUMBER", help="needed where there are several")
    return parser


def _where(desk: Desk, options: Namespace) -> tuple[DaySheet, DayChild]:
    sheet = lookup.day(desk, options.conference)
    return sheet, lookup.child_of(desk, sheet, options.child)


def _version(desk: Desk, options: Namespace) -> PlanVersionId:
    """The version to write into; begins it where this conference has none."""
    sheet, child = _where(desk, options)
    return desk.change(open_version, conference_id=sheet.conference_id, child_id=child.child_id).value


def _draft(desk: Desk, options: Namespace) -> PlanDraft:
    sheet, child = _where(desk, options)
    return desk.ask(plan_editor, conference_id=sheet.conference_id, child_id=child.child_id)


def _show(desk: Desk, options: Namespace) -> Answer:
    draft = _draft(desk, options)
    return Answer(draft, tuple(_lines(draft)))


def _danger(desk: Desk, options: Namespace) -> Answer:
    desk.change(
        write_danger,
        plan_version_id=_version(desk, options),
        statement=options.statement,
        safety_goal=options.goal,
    )
    return _show(desk, options)


def _outcome(desk: Desk, options: Namespace) -> Answer:
    desk.change(
        write_outcome,
        plan_version_id=_version(desk, options),
        need=options.need,
        outcome=options.outcome,
        measure=options.measure,
        baseline=options.baseline,
    )
    return _show(desk, options)


def _action(desk: Desk, options: Namespace) -> Answer:
    row: OutcomeLine = _row(_draft(desk, options).outcomes, options.row, "outcome")
    desk.change(write_action, outcome_id=row.id, what=options.what, who=options.who, by_on=options.by)
    return _show(desk, options)


def _contingency(desk: Desk, options: Namespace) -> Answer:
    desk.change(
        write_contingency,
        plan_version_id=_version(desk, options),
        trigger=options.trigger,
        action=options.action,
        owner=options.owner,
        deadline_on=options.by,
        step=options.step,
    )
    return _show(desk, options)


def _member(desk: Desk, options: Namespace) -> Answer:
    sheet, _ = _where(desk, options)
    person = _invited(sheet, options.person)
    desk.change(
        write_core_member,
        plan_version_id=_version(desk, options),
        professional_id=person.professional_id if person else None,
        adult_id=person.adult_id if person else None,
        name="" if person else options.person,
        role=options.role or (person.role or person.capacity if person else ""),
    )
    return _show(desk, options)


def _invited(sheet: DaySheet, typed: str) -> DayPerson | None:
    """Somebody invited by number, name or role; None for anybody else's name. A child stands under its name."""
    wanted = typed.strip().casefold()
    known = [
        one
        for one in sheet.people
        if wanted in one.name.casefold() or wanted in (one.role.casefold(), one.capacity.casefold(), str(one.position))
    ]
    person = lookup.person(sheet, typed) if known else None
    return None if person is None or person.child_id is not None else person


def _dates(desk: Desk, options: Namespace) -> Answer:
    version = _version(desk, options)
    now = _draft(desk, options)
    desk.change(
        set_plan_dates,
        plan_version_id=version,
        core_group_first_on=options.core_group or now.core_group_first_on,
        visit_every_days=options.visits or now.visit_every_days,
        next_review_on=options.review or now.next_review_on,
        core_group_place=now.core_group_place if options.place is None else options.place,
    )
    return _show(desk, options)


def _remove(desk: Desk, options: Namespace) -> Answer:
    draft = _draft(desk, options)
    ids: dict[str, list[int]] = {
        "danger": [row.id for row in draft.dangers],
        "outcome": [row.id for row in draft.outcomes],
        "contingency": [row.id for row in draft.contingency],
        "core-member": [row.id for row in draft.core_group],
    }
    row_id = _row(ids[options.kind], options.row, options.kind) if options.kind in ids else options.row
    desk.change(remove_row, kind=options.kind.replace("-", "_"), row_id=row_id)
    return _show(desk, options)


def _issue(desk: Desk, options: Namespace) -> Answer:
    draft = _draft(desk, options)
    if draft.plan_version_id is None:
        raise Refusal("Nothing is written yet: there is no plan to give out.", "plan")
    desk.change(issue_version, plan_version_id=draft.plan_version_id)
    return _show(desk, options)


def _promise(who: str, by_on: date | None) -> str:
    return f"({who or 'nobody'}, by {in_words(by_on) or 'no date'})"


def _row(rows: Sequence[R], place: int, what: str) -> R:
    if not 1 <= place <= len(rows):
        raise Refusal(f"The plan has no {what} {place}: cpconf plan show numbers them.", what)
    return rows[place - 1]


def _lines(draft: PlanDraft) -> Iterator[str]:
    if draft.plan_version_id is None:
        yield "Nothing is written yet."
        return
    yield from facts(
        (
            ("Category", CATEGORY_WORDS[draft.category] if draft.category else "no plan yet"),
            ("Version", draft.number),
            ("Core group", f"{in_words(draft.core_group_first_on)} {draft.core_group_place}".strip()),
            ("Visits", visit_words(draft.visit_every_days)),
            ("Review", draft.next_review_on),
        )
    )
    for place, danger in enumerate(draft.dangers, 1):
        yield f"Danger {place}: {danger.statement}"
        yield f"  Goal: {danger.safety_goal}"
    for place, row in enumerate(draft.outcomes, 1):
        yield f"Outcome {place}: {row.outcome}"
        yield f"  Need: {row.need}. Measure: {row.measure or 'none'}. Now: {row.baseline or 'not said'}."
        yield from (f"  - {one.what} {_promise(one.who, one.by_on)}" for one in row.actions)
        yield from (f"  ! {mark}" for mark in row.marks)
    for place, step in enumerate(draft.contingency, 1):
        yield f"If {place}: {step.trigger}: {step.action} {_promise(step.owner, step.deadline_on)}"
    for place, member in enumerate(draft.core_group, 1):
        yield f"Core group {place}: {member.name}, {member.role}"
