"""Children, their families, the agencies and professionals round them; knows no conference."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from cpconf.commands import lookup
from cpconf.commands.answers import Answer, counted, in_words, table
from cpconf.commands.desk import Desk
from cpconf.commands.names import code, pick
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.people.actions import (
    add_adult,
    add_child,
    add_family,
    change_child,
    involve,
    join_family,
    relate,
)
from cpconf.people.queries import ChildLine, FamilySheet, child_list, family_sheet, find_children
from cpconf.people.rules import ChildId, Ethnicity, Sex
from cpconf.plans.actions import complete_birth


def add(verbs: Verbs) -> None:
    """children, child, family."""
    children = verbs.add(
        "children", _children, says="list children, best match first", example="cpconf children --on-plan"
    )
    children.add_argument("words", nargs="*", help="parts of names, numbers or family references")
    children.add_argument("--on-plan", action="store_true", help="only those on a child protection plan")

    child = verbs.under(
        verbs.add("child", None, says="add, correct or name a child", example="cpconf child add 700001")
    )
    parser = child.add(
        "add",
        _add_child,
        says="a new child under the case system's number",
        example="cpconf child add 700001 --given Ada --family Example --born 02/03/2019 --sex F",
    )
    _child_facts(parser, child)
    parser = child.add(
        "change",
        _change_child,
        says="correct what is named; an imported child gets its name here",
        example="cpconf child change 700001 --given Ada --family Example",
    )
    _child_facts(parser, child)
    parser = child.add(
        "born",
        _born,
        says="an unborn child is born: the same record",
        example="cpconf child born 700001 02/03/2026 --sex F --given Ada",
    )
    parser.add_argument("child", help="the case system's number")
    parser.add_argument("born", type=child.typed.day, metavar="DATE")
    parser.add_argument("--sex", required=True)
    parser.add_argument("--given", type=words)
    parser.add_argument("--family", type=words)
    _add_family_verbs(verbs)


def _child_facts(parser: object, verbs: Verbs) -> None:
    add_argument = parser.add_argument  # type: ignore[attr-defined]
    add_argument("child", help="the case system's number")
    add_argument("--given", type=words, metavar="NAME")
    add_argument("--family", type=words, metavar="NAME")
    add_argument("--born", type=verbs.typed.day, metavar="DATE")
    add_argument("--expected", type=verbs.typed.day, metavar="DATE")
    add_argument("--sex", help="M, F or U")
    add_argument("--ethnicity", metavar="CODE", help="of the census, such as WBRI")
    add_argument("--school", type=words)
    add_argument("--gp", type=words)


def _add_family_verbs(verbs: Verbs) -> None:
    family = verbs.under(
        verbs.add(
            "family", None, says="make and show families, their adults and professionals", example="cpconf family add"
        )
    )
    parser = family.add(
        "add",
        _add_family,
        says="a family of children who are considered together",
        example='cpconf family add "Example" --child 700001 --child 700002',
    )
    parser.add_argument("name", type=words)
    parser.add_argument("--child", action="append", required=True, metavar="NUMBER", help="may be repeated")
    parser.add_argument("--reference", type=words, help="case reference (default: the next one)")
    parser = family.add("show", _family, says="a family with everybody round it", example="cpconf family show F-000001")
    parser.add_argument("family", help="its reference, or the number of one of its children")
    parser = family.add(
        "adult",
        _adult,
        says="a parent, carer or other adult, and what they are to the children",
        example='cpconf family adult F-000001 "Mia Example" --is mother --responsible --at-home',
    )
    parser.add_argument("family")
    parser.add_argument("name", type=words)
    parser.add_argument("--is", dest="kind", type=words, required=True, metavar="WORD", help="mother, step-father, …")
    parser.add_argument("--to", action="append", metavar="NUMBER", help="which child (default: all of the family)")
    parser.add_argument("--responsible", action="store_true", help="has parental responsibility")
    parser.add_argument("--at-home", action="store_true", help="lives in the household")
    parser.add_argument("--born", type=family.typed.day, metavar="DATE")
    parser.add_argument("--interpreter", type=words, metavar="LANGUAGE")
    parser = family.add(
        "involve",
        _involve,
        says="a professional works with the family, so the next conference invites them",
        example='cpconf family involve F-000001 "Sam Teacher" --role "Class teacher"',
    )
    parser.add_argument("family")
    parser.add_argument("professional", type=words)
    parser.add_argument("--role", type=words, default="")


def _children(desk: Desk, options: Namespace) -> Answer:
    if options.words:
        found = desk.ask(find_children, words=" ".join(options.words))
        lines = tuple(line for line in found if line.on_plan or not options.on_plan)
    else:
        lines = desk.ask(child_list, only_on_plan=options.on_plan)
    return Answer(lines, _child_table(lines))


def _child_table(lines: tuple[ChildLine, ...]) -> tuple[str, ...]:
    rows = [
        (
            line.la_child_id,
            line.name,
            _birth(line.born_on, line.expected_on),
            line.family_reference,
            line.category,
            line.team,
        )
        for line in lines
    ]
    return table(("Number", "Name", "Born", "Family", "Plan", "Team"), rows, none="No child was found.")


def _birth(born_on: date | None, expected_on: date | None) -> str:
    return in_words(born_on) if born_on else f"expected {in_words(expected_on)}"


def _add_child(desk: Desk, options: Namespace) -> Answer:
    child_id = desk.change(
        add_child,
        la_child_id=options.child,
        given_name=options.given,
        family_name=options.family,
        born_on=options.born,
        expected_on=options.expected,
        sex=code(Sex, options.sex or "U", what="sex"),
        ethnicity=code(Ethnicity, options.ethnicity or "NOBT", what="ethnicity"),
        school=options.school,
        gp=options.gp,
    ).value
    return Answer({"id": child_id, "la_child_id": options.child}, (f"Added child {options.child}.",))


def _change_child(desk: Desk, options: Namespace) -> Answer:
    line = lookup.child(desk, options.child)
    told = {
        "given_name": options.given,
        "family_name": options.family,
        "born_on": options.born,
        "expected_on": options.expected,
        "sex": code(Sex, options.sex, what="sex") if options.sex else None,
        "ethnicity": code(Ethnicity, options.ethnicity, what="ethnicity") if options.ethnicity else None,
        "school": options.school,
        "gp": options.gp,
    }
    desk.change(change_child, child_id=line.id, **{name: value for name, value in told.items() if value is not None})
    return Answer({"id": line.id, "la_child_id": line.la_child_id}, (f"Changed child {line.la_child_id}.",))


def _born(desk: Desk, options: Namespace) -> Answer:
    line = lookup.child(desk, options.child)
    sex = code(Sex, options.sex, what="sex")
    desk.change(
        complete_birth,
        child_id=line.id,
        born_on=options.born,
        sex=sex,
        given_name=options.given,
        family_name=options.family,
    )
    return Answer(
        {"id": line.id, "la_child_id": line.la_child_id}, (f"Recorded the birth of child {line.la_child_id}.",)
    )


def _add_family(desk: Desk, options: Namespace) -> Answer:
    children = [lookup.child(desk, number) for number in options.child]
    family_id = desk.change(add_family, name=options.name, reference=options.reference).value
    for line in children:
        desk.change(join_family, child_id=line.id, family_id=family_id)
    sheet = desk.ask(family_sheet, family_id=family_id)
    return Answer(sheet, (f"Made family {sheet.reference} of {counted(len(sheet.children), 'child', 'children')}.",))


def _family(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.family(desk, options.family)
    return Answer(sheet, (f"Family {sheet.reference}: {sheet.name}", *_members(sheet)))


def _members(sheet: FamilySheet) -> tuple[str, ...]:
    adults = [
        (one.name, ", ".join(dict.fromkeys(kind for _, kind, _ in one.relations)), _responsible(one.relations))
        for one in sheet.adults
    ]
    workers = [(one.name, one.role or one.job_title, one.agency) for one in sheet.professionals]
    return (
        *_child_table(sheet.children),
        "",
        *table(("Adult", "Relation", "Parental responsibility"), adults, none="No adult is recorded."),
        "",
        *table(("Professional", "Role", "Agency"), workers, none="Nobody works with this family yet."),
    )


def _responsible(relations: tuple[tuple[ChildId, str, bool], ...]) -> str:
    return "yes" if any(responsible for _, _, responsible in relations) else "no"


def _adult(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.family(desk, options.family)
    wanted = [_sibling(sheet, number) for number in options.to] if options.to else list(sheet.children)
    adult_id = desk.change(
        add_adult,
        family_id=sheet.id,
        name=options.name,
        born_on=options.born,
        in_household=options.at_home,
        interpreter_language=options.interpreter,
    ).value
    for line in wanted:
        desk.change(
            relate,
            adult_id=adult_id,
            child_id=line.id,
            kind=options.kind,
            parental_responsibility=options.responsible,
        )
    return Answer({"id": adult_id, "family": sheet.reference}, (f"Added to family {sheet.reference}: {options.kind}.",))


def _sibling(sheet: FamilySheet, typed: str) -> ChildLine:
    return pick(
        sheet.children,
        typed,
        what="child of this family",
        named=lambda line: (line.la_child_id,),
        hint="cpconf family show lists its children.",
    )


def _involve(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.family(desk, options.family)
    who = lookup.professional(desk, options.professional)
    desk.change(involve, family_id=sheet.id, professional_id=who.id, role=options.role)
    told = f"{who.name} ({who.agency}) works with family {sheet.reference}."
    return Answer({"family": sheet.reference, "professional_id": who.id}, (told,))
