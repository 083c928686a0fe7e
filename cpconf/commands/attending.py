"""Conference day: who came, whose report came and who saw it, quoracy, views, decisions; knows no minutes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Final

from cpconf.bookings.rules import STATE_WORDS, ConferenceState
from cpconf.commands import lookup
from cpconf.commands.answers import Answer, in_words, table
from cpconf.commands.desk import Desk
from cpconf.commands.names import code
from cpconf.commands.typed import clock, words
from cpconf.commands.verbs import Verbs, rest
from cpconf.conferences.actions import (
    decide_quoracy,
    finish_conference,
    mark_attendance,
    mark_report,
    mark_report_seen,
    record_agency_view,
    record_decision,
    record_parent_view,
    start_conference,
)
from cpconf.conferences.day import DayPerson, DaySheet
from cpconf.conferences.decisions import FINISHES
from cpconf.conferences.rules import (
    ATTENDANCE_WORDS,
    OUTCOME_WORDS,
    REPORT_WORDS,
    AttendanceStatus,
    DecisionOutcome,
    ExclusionPart,
    Participation,
    ReportStatus,
)
from cpconf.plans.rules import CATEGORY_WORDS, Category
from cpconf.refusals import Refusal

CONFERENCE: Final = "its reference, or the part of it that is like no other"
PERSON: Final = "number in the list of those invited, name, role or agency"


def add(verbs: Verbs) -> None:
    """attend, report, seen, quoracy, view, decide, start, finish."""
    _add_marks(verbs)
    _add_quoracy(verbs)
    _add_views(verbs)
    _add_decisions(verbs)


def conference_verb(parser: ArgumentParser) -> ArgumentParser:
    """The parser with its first argument: which conference."""
    parser.add_argument("conference", help=CONFERENCE)
    return parser


def _add_marks(verbs: Verbs) -> None:
    says = "mark how people attended; without people, show who was invited"
    parser = conference_verb(
        verbs.add("attend", _attend, says=says, example="cpconf attend CP-2026-0041 in-person 1 2 5")
    )
    listed = ", ".join(status.value.replace("_", "-") for status in AttendanceStatus)
    rest(parser, "marks", f"how ({listed}), then who: {PERSON}")
    parser.add_argument("--deputy", type=words, metavar="NAME", help="who came instead")
    parser.add_argument("--deputy-title", type=words)
    parser.add_argument("--came", type=clock, metavar="TIME")
    parser.add_argument("--left", type=clock, metavar="TIME")
    parser.add_argument("--excluded", choices=[part.value for part in ExclusionPart], help="how far")
    parser.add_argument("--why", type=words, help="reason of the exclusion")
    parser.add_argument("--by", type=words, help="who authorised the exclusion")

    says = "mark a person's written report"
    example = "cpconf report CP-2026-0041 'Health visitor' --received 20/03/2026 --quality 4"
    parser = conference_verb(verbs.add("report", _report, says=says, example=example))
    parser.add_argument("person", type=words, help=PERSON)
    parser.add_argument("--received", type=verbs.typed.day, metavar="DATE", help="late or in time follows from it")
    parser.add_argument("--status", help=", ".join(status.value.replace("_", "-") for status in ReportStatus))
    parser.add_argument("--quality", type=int, metavar="1-5")

    says = "mark when a parent saw a report, or why it was withheld"
    example = "cpconf seen CP-2026-0041 3 mother --on 19/03/2026"
    parser = conference_verb(verbs.add("seen", _seen, says=says, example=example))
    parser.add_argument("author", type=words, help=f"whose report: {PERSON}")
    parser.add_argument("parent", type=words, help=PERSON)
    parser.add_argument("--on", type=verbs.typed.day, metavar="DATE")
    parser.add_argument("--withheld", type=words, metavar="REASON")


def _add_quoracy(verbs: Verbs) -> None:
    says = "say whether the conference is quorate; record what the chair decides"
    parser = conference_verb(
        verbs.add("quoracy", _quoracy, says=says, example="cpconf quoracy CP-2026-0041 --go-ahead --as 'Cora Chair'")
    )
    parser.add_argument("--go-ahead", action="store_true", default=None, dest="go_ahead")
    parser.add_argument("--stop", action="store_false", default=None, dest="go_ahead")
    parser.add_argument("--reason", type=words, default="")
    parser = verbs.add("start", _start, says="note that the conference begins now", example="cpconf start CP-2026-0041")
    conference_verb(parser)
    says = "note how the conference ended"
    parser = conference_verb(verbs.add("finish", _finish, says=says, example="cpconf finish CP-2026-0041 held"))
    parser.add_argument("state", help=", ".join(sorted(state.value.replace("_", "-") for state in FINISHES)))


def _add_views(verbs: Verbs) -> None:
    says = "record one person's view for one child, or a parent's own words"
    example = "cpconf view CP-2026-0041 4 --threshold yes --scale 3 --reason 'Two injuries in a month'"
    parser = conference_verb(verbs.add("view", _view, says=says, example=example))
    parser.add_argument("person", type=words, help=PERSON)
    parser.add_argument("--child", metavar="NUMBER", help="needed where there are several")
    parser.add_argument("--threshold", choices=["yes", "no"], help="is the threshold met")
    parser.add_argument("--category", metavar="CODE")
    parser.add_argument("--scale", type=int, metavar="0-10", help="10 is safe enough")
    parser.add_argument("--reason", type=words, default="")
    parser.add_argument("--dissents", type=words, metavar="TEXT", help="formal disagreement with the decision")
    parser.add_argument("--says", type=words, metavar="TEXT", help="a parent's views")
    parser.add_argument("--agrees", choices=["yes", "no"], help="whether the parent agrees with the decision")


def _add_decisions(verbs: Verbs) -> None:
    says = "record the chair's decision for a child; a plan starts, continues or ends with it"
    example = "cpconf decide CP-2026-0041 plan-made --category NEG --reasons 'Likely to suffer harm' --as 'Cora Chair'"
    parser = conference_verb(verbs.add("decide", _decide, says=says, example=example))
    parser.add_argument("outcome", help=", ".join(outcome.value.replace("_", "-") for outcome in DecisionOutcome))
    parser.add_argument("--child", metavar="NUMBER", help="needed where there are several")
    parser.add_argument("--category", metavar="CODE", help=", ".join(Category))
    parser.add_argument("--threshold", choices=["yes", "no"])
    parser.add_argument("--reasons", type=words, default="")
    parser.add_argument("--child-views", type=words, default="")
    parser.add_argument("--participation", metavar="PN0-PN7")


def _attend(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.day(desk, options.conference)
    if not options.marks:
        return _people(sheet)
    status = code(AttendanceStatus, options.marks[0], what="kind of attendance")
    people = [lookup.person(sheet, typed) for typed in options.marks[1:]]
    if not people:
        raise Refusal("Say who: their numbers in cpconf attend REFERENCE, their names or roles.", "people")
    for person in people:
        desk.change(
            mark_attendance,
            invitation_id=person.invitation_id,
            status=status,
            deputy_name=options.deputy,
            deputy_title=options.deputy_title,
            arrived_at=options.came,
            left_at=options.left,
            excluded_part=ExclusionPart(options.excluded) if options.excluded else None,
            excluded_reason=options.why,
            excluded_by=options.by,
        )
    return _people(lookup.day(desk, options.conference))


def _people(sheet: DaySheet) -> Answer:
    """Everybody invited with their marks, and what they make of quoracy."""
    rows = [
        (
            person.position,
            person.name,
            person.role or person.capacity,
            person.agency,
            ATTENDANCE_WORDS[person.attendance],
            REPORT_WORDS[person.report] if person.report else "",
        )
        for person in sheet.people
    ]
    listed = table(("No.", "Name", "Role", "Agency", "Attendance", "Report"), rows, none="Nobody is invited yet.")
    return Answer({"people": sheet.people, "quoracy": sheet.quoracy}, (*listed, "", sheet.quoracy.words))


def _report(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.day(desk, options.conference)
    person = lookup.person(sheet, options.person)
    status = desk.change(
        mark_report,
        invitation_id=person.invitation_id,
        status=code(ReportStatus, options.status, what="status of a report") if options.status else None,
        received_on=options.received,
        quality=options.quality,
    ).value
    told = f"Report of {person.position} {person.role or person.agency}: {REPORT_WORDS[status].lower()}."
    return Answer({"invitation_id": person.invitation_id, "status": status}, (told,))


def _seen(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.day(desk, options.conference)
    author, parent = lookup.person(sheet, options.author), lookup.person(sheet, options.parent)
    if parent.adult_id is None:
        raise Refusal("Reports are shared with the adults of the family.", "parent")
    desk.change(
        mark_report_seen,
        invitation_id=author.invitation_id,
        adult_id=parent.adult_id,
        seen_on=options.on,
        withheld_reason=options.withheld,
    )
    after = _again(lookup.day(desk, options.conference), author)
    seen = next(one for one in after.seen if one.adult_id == parent.adult_id)
    told = "withheld" if seen.withheld else _seen_words(seen.seen_on is not None, seen.in_time, in_words(seen.seen_on))
    return Answer(seen, (f"Report of {author.position} {author.role or author.agency}: {told}.",))


def _again(sheet: DaySheet, person: DayPerson) -> DayPerson:
    return next(one for one in sheet.people if one.invitation_id == person.invitation_id)


def _seen_words(seen: bool, in_time: bool | None, when: str) -> str:
    if not seen:
        return "not seen"
    return f"seen on {when}, {'in time' if in_time else 'late'}"


def _quoracy(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.day(desk, options.conference)
    if options.go_ahead is not None:
        desk.change(decide_quoracy, conference_id=sheet.conference_id, go_ahead=options.go_ahead, reason=options.reason)
        sheet = lookup.day(desk, options.conference)
    chairs = sheet.chairs_quoracy
    decided = "The chair has not decided yet."
    if chairs is not None:
        decided = f"The chair {'goes on' if chairs.went_ahead else 'does not go on'}. {chairs.reason}".strip()
    data = {"quorate": sheet.quoracy.quorate, "words": sheet.quoracy.words, "chair": chairs}
    return Answer(data, (sheet.quoracy.words, decided))


def _start(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    desk.change(start_conference, conference_id=line.id)
    return Answer({"reference": line.reference}, (f"{line.reference} has begun.",))


def _finish(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    state = code(ConferenceState, options.state, what="end of a conference")
    desk.change(finish_conference, conference_id=line.id, state=state)
    return Answer({"reference": line.reference, "state": state}, (f"{line.reference}: {STATE_WORDS[state].lower()}.",))


def _view(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.day(desk, options.conference)
    person = lookup.person(sheet, options.person)
    told = f"Recorded the view of {person.position} {person.role or person.agency}."
    answer = Answer({"invitation_id": person.invitation_id}, (told,))
    if options.says is not None or options.agrees is not None:
        if person.adult_id is None:
            raise Refusal("--says and --agrees are for the adults of the family.", "person")
        desk.change(
            record_parent_view,
            conference_id=sheet.conference_id,
            adult_id=person.adult_id,
            views=options.says or "",
            agrees=_yes(options.agrees),
        )
        return answer
    desk.change(
        record_agency_view,
        invitation_id=person.invitation_id,
        child_id=lookup.child_of(desk, sheet, options.child).child_id,
        threshold_met=_yes(options.threshold),
        category=_category(options.category),
        scale=options.scale,
        reason=options.reason,
        dissents=options.dissents is not None,
        dissent_text=options.dissents or "",
    )
    return answer


def _decide(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.day(desk, options.conference)
    child = lookup.child_of(desk, sheet, options.child)
    outcome = code(DecisionOutcome, options.outcome, what="outcome")
    category = _category(options.category)
    participation = options.participation
    decision_id = desk.change(
        record_decision,
        conference_id=sheet.conference_id,
        child_id=child.child_id,
        outcome=outcome,
        category=category,
        threshold_met=_yes(options.threshold),
        reasons=options.reasons,
        child_views=options.child_views,
        participation=code(Participation, participation, what="participation") if participation else None,
    ).value
    words_of_category = f", {CATEGORY_WORDS[category].lower()}" if category else ""
    data = {"id": decision_id, "child_id": child.child_id, "outcome": outcome, "category": category}
    return Answer(data, (f"{sheet.reference}: {OUTCOME_WORDS[outcome]}{words_of_category}.",))


def _yes(typed: str | None) -> bool | None:
    return None if typed is None else typed == "yes"


def _category(typed: str | None) -> Category | None:
    if typed is None:
        return None
    wanted = typed.strip().casefold()
    in_words = [one for one in Category if wanted == CATEGORY_WORDS[one].casefold()]
    return in_words[0] if in_words else code(Category, typed, what="category")
