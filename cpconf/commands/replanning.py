"""What a closure breaks, proposals to seat it anew, a month of reviews, what if, from the terminal; seats nothing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from cpconf.bookings.affected import affected
from cpconf.bookings.due_reviews import reviews_due
from cpconf.bookings.replanning.actions import accept_replan, accept_reviews, take_back_replan
from cpconf.bookings.replanning.queries import replan_task, replans
from cpconf.bookings.replanning.scope import Closed, ReplanId, ReplanScope, ReplanTask, WhatIf
from cpconf.bookings.replanning.sheet import ProposalSheet, ProposedMove, proposal_sheet
from cpconf.bookings.rules import LateReason
from cpconf.commands import lookup
from cpconf.commands.answers import Answer, counted, in_words, table
from cpconf.commands.desk import Desk
from cpconf.commands.names import code
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.diary.replan import improvements
from cpconf.refusals import Refusal

STEPS: Final = 20
MOST_STEPS: Final = 100_000
WEEKS: Final = timedelta(days=90)


def add(verbs: Verbs) -> None:
    """affected, replan, replans, reviews, what-if."""
    parser = verbs.add(
        "affected",
        _affected,
        says="the bookings that a closed room or an absent person breaks, entered or not",
        example="cpconf affected --room Willow --from 24/03/2026 --until +3m",
    )
    parser.add_argument("--room", type=words)
    parser.add_argument("--staff", type=words)
    _add_days(parser, verbs)
    parser = verbs.add(
        "replan",
        _replan,
        says="propose new seats for every booking that no longer holds; with --accept they are taken",
        example="cpconf replan --until +3m --steps 50 --accept --cause 'Willow is closed'",
    )
    _add_days(parser, verbs)
    parser.add_argument("--others", action="store_true", help="other bookings may move too, where that is better")
    _add_search(parser)
    _add_accept(parser)
    parser.add_argument("--cause", type=words, default="", help="why they move; needed with --accept")
    parser = verbs.add(
        "reviews",
        _reviews,
        says="the reviews that fall due in a month and are not booked; --plan proposes them, --accept books them",
        example="cpconf reviews 01/06/2026 --plan --steps 50 --accept",
    )
    parser.add_argument("month", type=verbs.typed.day, nargs="?", metavar="MONTH", help="any day of it (default: next)")
    parser.add_argument("--plan", action="store_true", help="propose a seat for each")
    _add_search(parser)
    _add_accept(parser)
    _add_what_if(verbs)
    listed = verbs.under(
        verbs.add("replans", _replans, says="proposals that were accepted; take one back", example="cpconf replans"),
        required=False,
    )
    parser = listed.add("back", _back, says="everything of it stands again as before", example="cpconf replans back 3")
    parser.add_argument("number", type=int)


def _add_what_if(verbs: Verbs) -> None:
    parser = verbs.add(
        "what-if",
        _what_if,
        says="compare the diary as it is with more rooms or people, or with rooms closed; nothing is booked",
        example="cpconf what-if --more-rooms 1 --more-chairs 0.5 --until +3m",
    )
    _add_days(parser, verbs)
    parser.add_argument("--more-rooms", type=int, default=0, metavar="N")
    parser.add_argument("--more-chairs", type=float, default=0.0, metavar="FTE", help="1 is full time")
    parser.add_argument("--more-minute-takers", type=int, default=0, metavar="N")
    parser.add_argument("--closed-room", type=words, action="append", default=[], metavar="ROOM")
    parser.add_argument("--closed-site", type=words, action="append", default=[], metavar="SITE")
    parser.add_argument("--others", action="store_true", help="bookings that hold may move too")
    _add_search(parser)


def _add_days(parser: ArgumentParser, verbs: Verbs) -> None:
    parser.add_argument("--from", dest="first", type=verbs.typed.day, metavar="DATE", help="(default: tomorrow)")
    parser.add_argument("--until", dest="last", type=verbs.typed.day, metavar="DATE", help="(default: 90 days on)")


def _add_search(parser: ArgumentParser) -> None:
    parser.add_argument("--steps", type=int, default=STEPS, help=f"how long to look for better ones (default: {STEPS})")


def _add_accept(parser: ArgumentParser) -> None:
    parser.add_argument("--accept", action="store_true", help="take the proposal, in one act")
    parser.add_argument("--only", type=words, default="", metavar="N,N", help="only these numbers of it")
    listed = ", ".join(reason.value.replace("_", "-") for reason in LateReason)
    parser.add_argument("--late-reason", metavar="REASON", help=f"for what lies past its limit: {listed}")
    parser.add_argument("--agreed-by", type=words, help="who agreed to a review past its limit")


def _days(desk: Desk, options: Namespace) -> tuple[date, date]:
    first: date = options.first or desk.on + timedelta(days=1)
    return first, options.last or first + WEEKS


def _affected(desk: Desk, options: Namespace) -> Answer:
    if (options.room is None) == (options.staff is None):
        raise Refusal("Name one: --room or --staff.", "room")
    first, last = _days(desk, options)
    lines = desk.ask(
        affected,
        room_id=None if options.room is None else lookup.room(desk, options.room).id,
        staff_id=None if options.staff is None else lookup.staff(desk, options.staff).id,
        starts_at=datetime.combine(first, time()),
        ends_at=datetime.combine(last + timedelta(days=1), time()),
    )
    rows = [(line.reference, line.family, line.starts_at, line.due_on, line.days_left, line.breaks) for line in lines]
    headings = ("Reference", "Family", "When", "Due by", "Days left", "Breaks")
    return Answer(lines, table(headings, rows, none="Nothing that is booked is affected."))


def _replan(desk: Desk, options: Namespace) -> Answer:
    first, last = _days(desk, options)
    if options.accept and not options.cause.strip():
        raise Refusal("Say why the bookings move: --cause 'Willow is closed'.", "cause")
    task = desk.ask(replan_task, scope=ReplanScope(from_on=first, until_on=last, may_move_others=options.others))
    sheet = _proposed(desk, task, options.steps)
    if not options.accept:
        return _told(sheet, ())
    moves = [row.accepted() for row in _chosen(sheet, options)]
    replan_id = desk.change(accept_replan, moves=moves, cause=options.cause, late_agreed_by=options.agreed_by).value
    return _told(sheet, _accepted(replan_id, len(moves)), replan_id)


def _reviews(desk: Desk, options: Namespace) -> Answer:
    first, last = _month(desk.on, options.month)
    if not (options.plan or options.accept):
        lines = desk.ask(reviews_due, from_on=first, until_on=last)
        rows = [
            (line.family_reference, len(line.children), line.due_on, line.aim_on, line.days_left, line.chair)
            for line in lines
        ]
        headings = ("Family", "Children", "Due by", "Aim at", "Days left", "Chair")
        none = f"No review falls due from {in_words(first)} to {in_words(last)} that is not booked."
        return Answer(lines, table(headings, rows, none=none))
    sheet = _proposed(
        desk, desk.ask(replan_task, scope=ReplanScope(from_on=first, until_on=last, reviews=True)), options.steps
    )
    if not options.accept:
        return _told(sheet, ())
    moves = [row.accepted() for row in _chosen(sheet, options)]
    replan_id = desk.change(accept_reviews, moves=moves, late_agreed_by=options.agreed_by).value
    return _told(sheet, _accepted(replan_id, len(moves)), replan_id)


def _month(on: date, typed: date | None) -> tuple[date, date]:
    day = typed or (on.replace(day=1) + timedelta(days=32))
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _what_if(desk: Desk, options: Namespace) -> Answer:
    first, last = _days(desk, options)
    closed = [Closed(from_on=first, until_on=last, room_id=lookup.room(desk, name).id) for name in options.closed_room]
    closed += [Closed(from_on=first, until_on=last, site_id=lookup.site(desk, name).id) for name in options.closed_site]
    supposed = WhatIf(
        extra_rooms=options.more_rooms,
        extra_chair_fte=options.more_chairs,
        extra_takers=options.more_minute_takers,
        closed=tuple(closed),
    )
    if supposed == WhatIf():
        raise Refusal(
            "Suppose something: --more-rooms, --more-chairs, --more-minute-takers or --closed-room.", "what_if"
        )
    scope = ReplanScope(from_on=first, until_on=last, may_move_others=options.others, reviews=True, what_if=WhatIf())
    found = {}
    for name, what_if in (("As it is", WhatIf()), ("If so", supposed)):
        task = desk.ask(replan_task, scope=replace(scope, what_if=what_if))
        found[name] = _proposed(desk, task, options.steps)
    rows = [
        (
            name,
            total.wanted,
            total.in_time,
            total.late,
            total.unplaced,
            total.other_chair,
            total.moved,
            total.cost_after,
        )
        for name, total in ((name, sheet.totals) for name, sheet in found.items())
    ]
    headings = ("", "Looked at", "In time", "Late", "No seat", "Other chair", "Moved", "Points")
    return Answer({name: sheet.totals for name, sheet in found.items()}, table(headings, rows, none=""))


def _proposed(desk: Desk, task: ReplanTask, steps: int) -> ProposalSheet:
    """The proposal after so many rounds; the same rounds on the same diary give the same one."""
    if not 1 <= steps <= MOST_STEPS:
        raise Refusal(f"Give --steps from 1 to {MOST_STEPS:,}.", "steps")
    for number, proposal in enumerate(islice(improvements(task.problem), steps), 1):
        desk.progress(f"Looking for better seats: {proposal.cost:,} points", number, steps)
        last = proposal
    return proposal_sheet(task, last)


def _chosen(sheet: ProposalSheet, options: Namespace) -> Sequence[ProposedMove]:
    rows = sheet.rows
    if options.only:
        try:
            numbers = [int(part) for part in options.only.split(",")]
            if min(numbers) < 1:
                raise ValueError
            rows = tuple(sheet.rows[number - 1] for number in numbers)
        except (ValueError, IndexError):
            raise Refusal(f"Give the numbers as --only 1,3; there are {len(sheet.rows)}.", "only") from None
    if options.late_reason:
        reason = code(LateReason, options.late_reason, what="reason")
        rows = tuple(replace(row, reason=reason) if row.is_late else row for row in rows)
    return rows


def _told(sheet: ProposalSheet, after: Sequence[str], replan_id: ReplanId | None = None) -> Answer:
    total = sheet.totals
    rows = [
        (number, row.reference or row.family_reference, _seat(row, before=True), _seat(row, before=False), row.why)
        for number, row in enumerate(sheet.rows, 1)
    ]
    lines = table(("No.", "Which", "Now", "Then", "Why"), rows, none="Nothing changes.")
    effects = [f"  {number}. {'; '.join(row.effects)}" for number, row in enumerate(sheet.rows, 1) if row.effects]
    left = [f"No seat: {one.reference or one.family_reference}. {one.why}." for one in sheet.unplaced]
    words_of_totals = (
        f"{counted(total.wanted, 'conference', 'conferences')} looked at: {total.moved} to another time, "
        f"{total.reseated} to another room or people, {total.first} booked first, {total.unplaced} without a seat; "
        f"{total.in_time} in time, {total.late} late, {total.other_chair} with another chair. "
        f"Points: {total.cost_before:,} before, {total.cost_after:,} after."
    )
    told = (*lines, *(("Effects:", *effects) if effects else ()), *left, words_of_totals, *after)
    return Answer({"replan": replan_id, "proposal": sheet}, told)


def _seat(row: ProposedMove, *, before: bool) -> str:
    seat = row.before if before else row.after
    return "" if seat is None else f"{in_words(seat.starts_at)} {seat.room or 'remote'}, {seat.chair}"


def _accepted(replan_id: ReplanId, count: int) -> tuple[str, ...]:
    return (
        f"Accepted {counted(count, 'line', 'lines')} as replan {replan_id}: cpconf replans back {replan_id} undoes it.",
    )


def _replans(desk: Desk, _options: Namespace) -> Answer:
    lines = desk.ask(replans)
    rows = [(line.id, line.cause, line.conferences, line.taken_back_at is not None) for line in lines]
    return Answer(lines, table(("No.", "Why", "Conferences", "Taken back"), rows, none="Nothing was replanned yet."))


def _back(desk: Desk, options: Namespace) -> Answer:
    desk.change(take_back_replan, replan_id=ReplanId(options.number))
    return Answer({"replan": options.number}, (f"Replan {options.number} is taken back: all stands as before.",))
