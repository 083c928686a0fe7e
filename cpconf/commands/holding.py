"""Slots held and let go, seats changed, moves taken back, siblings who join, the waiting list; judges nothing."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from cpconf.bookings.actions import (
    confirm_conference,
    hold_conference,
    join_review,
    lapse_holds,
    leave_review,
    let_go,
    reseat,
    take_back_move,
)
from cpconf.bookings.queries import WaitingLine, conference_sheet, move_preview, reviews_to_join, waiting_list
from cpconf.bookings.rules import KIND_SHORT, LateReason
from cpconf.commands import lookup, seating
from cpconf.commands.answers import Answer, in_words, table
from cpconf.commands.attending import conference_verb
from cpconf.commands.desk import Desk
from cpconf.commands.names import code
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.diary.queries import ResourceLine, resources
from cpconf.diary.rules import ResourceId


def add(verbs: Verbs) -> None:
    """hold, confirm, let-go, lapse, reseat, preview, take-back, join, leave, waiting."""
    _add_holds(verbs)
    _add_seats(verbs)
    parser = verbs.add(
        "join",
        _join,
        says="the children of a request join a coming review of their family; without a review, show which there are",
        example="cpconf join 12 CP-2026-0041",
    )
    parser.add_argument("request", help="its number")
    parser.add_argument("conference", nargs="?", help="the reference of the review")
    parser = verbs.add(
        "leave", _leave, says="the children of a request leave the review that they joined", example="cpconf leave 12"
    )
    parser.add_argument("request", help="its number")
    verbs.add(
        "waiting",
        _waiting,
        says="who waits for a slot or for an earlier one, the most overdue first",
        example="cpconf waiting",
    )


def _add_holds(verbs: Verbs) -> None:
    parser = verbs.add(
        "hold", _hold, says="keep a slot for a request; nobody is invited yet", example="cpconf hold 12 --slot 1"
    )
    parser.add_argument("request", help="its number")
    seating.add_when(parser, verbs)
    parser = verbs.add(
        "confirm", _confirm, says="book what is held: everybody is invited", example="cpconf confirm CP-2026-0041"
    )
    conference_verb(parser)
    seating.add_reason(parser, "--late-reason", "needed past the limit")
    parser.add_argument("--late-note", type=words)
    seating.add_agreed(parser)
    conference_verb(verbs.add("let-go", _let_go, says="give a held slot back", example="cpconf let-go CP-2026-0041"))
    verbs.add("lapse", _lapse, says="end every hold that is past its time", example="cpconf lapse")


def _add_seats(verbs: Verbs) -> None:
    parser = verbs.add(
        "reseat",
        _reseat,
        says="another room, chair or minute-taker at the same time",
        example="cpconf reseat CP-2026-0041 --room Oak --reason room",
    )
    conference_verb(parser)
    for option in ("--room", "--chair", "--minute-taker"):
        parser.add_argument(option, type=words)
    seating.add_reason(parser, "--reason", "why", required=True)
    parser.add_argument("--note", type=words, default="")
    parser = verbs.add(
        "preview",
        _preview,
        says="what moving a conference would meet and bring about; moves nothing",
        example="cpconf preview CP-2026-0041 --at '24/03/2026 10:00'",
    )
    conference_verb(parser)
    seating.add_when(parser, verbs, slots=False)
    conference_verb(
        verbs.add(
            "take-back",
            _take_back,
            says="a move did not count: the original stands again",
            example="cpconf take-back CP-2026-0042",
        )
    )


def _hold(desk: Desk, options: Namespace) -> Answer:
    request_id = lookup.request(desk, options.request).line.id
    seats = seating.seats(desk, request_id, options)
    conference_id = desk.change(hold_conference, request_id=request_id, **seats._asdict()).value
    return seating.told(desk.ask(conference_sheet, conference_id=conference_id), "Held")


def _confirm(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    desk.change(
        confirm_conference,
        conference_id=line.id,
        late_reason=seating.reason(options.late_reason),
        late_note=options.late_note,
        late_agreed_by=options.agreed_by,
    )
    return seating.told(desk.ask(conference_sheet, conference_id=line.id), "Booked")


def _let_go(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    desk.change(let_go, conference_id=line.id)
    return Answer({"reference": line.reference, "state": "lapsed"}, (f"{line.reference} is no longer held.",))


def _lapse(desk: Desk, options: Namespace) -> Answer:
    del options
    ended = desk.change(lapse_holds).value
    return Answer({"ended": ended}, (f"{ended} {'hold' if ended == 1 else 'holds'} ended.",))


def _reseat(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    room, chair, taker = seating.chosen(desk, options)
    desk.change(
        reseat,
        conference_id=line.id,
        room_id=room or line.room_id,
        chair_id=chair or line.chair_id,
        minute_taker_id=taker or line.minute_taker_id,
        reason=code(LateReason, options.reason, what="reason"),
        note=options.note,
    )
    return seating.told(desk.ask(conference_sheet, conference_id=line.id), "Seated anew")


def _preview(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    room, chair, taker = seating.chosen(desk, options)
    preview = desk.ask(
        move_preview,
        conference_id=line.id,
        starts_at=options.at or line.starts_at,
        room_id=room or line.room_id,
        chair_id=chair or line.chair_id,
        minute_taker_id=taker or line.minute_taker_id,
    )
    stands = ("It fits.",) if preview.fits else ("It cannot be had:", *(f"  {one}" for one in preview.conflicts))
    return Answer(preview, (*stands, "What it brings about:", *(f"  {one}" for one in preview.effects)))


def _take_back(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    conference_id = desk.change(take_back_move, conference_id=line.id).value
    return seating.told(desk.ask(conference_sheet, conference_id=conference_id), "Stands again")


def _join(desk: Desk, options: Namespace) -> Answer:
    request_id = lookup.request(desk, options.request).line.id
    if options.conference is None:
        lines = desk.ask(reviews_to_join, request_id=request_id)
        rows = [(line.reference, line.starts_at, line.room or "remote", line.chair) for line in lines]
        none = "There is no review that these children could join in time."
        return Answer(lines, table(("Reference", "When", "Room", "Chair"), rows, none=none))
    line = lookup.conference_line(desk, options.conference)
    desk.change(join_review, request_id=request_id, conference_id=line.id)
    return seating.told(desk.ask(conference_sheet, conference_id=line.id), "Joined")


def _leave(desk: Desk, options: Namespace) -> Answer:
    request_id = lookup.request(desk, options.request).line.id
    conference_id = desk.change(leave_review, request_id=request_id).value
    return seating.told(desk.ask(conference_sheet, conference_id=conference_id), "Without them")


def _waiting(desk: Desk, options: Namespace) -> Answer:
    del options
    lines = desk.ask(waiting_list)
    named = {line.id: line for line in desk.ask(resources)}
    rows = [
        (
            line.request_id,
            KIND_SHORT[line.kind],
            line.family_reference,
            line.due_on,
            line.days_over,
            "booked late" if line.conference_id is not None else "waits",
            f"{in_words(line.best.starts_at)}, {seating.slot_names(line.best, named)}"
            if line.best
            else "nothing better",
        )
        for line in lines
    ]
    headings = ("No.", "Kind", "Family", "Due by", "Days over", "State", "Best now")
    return Answer([asdict(line) for line in lines], table(headings, rows, none="Nobody waits."))


def _best(line: WaitingLine, named: dict[ResourceId, ResourceLine]) -> str:
    if line.best is None:
        return "nothing better"
    return f"{in_words(line.best.starts_at)}, {seating.slot_names(line.best, named)}"
