"""Slots, bookings and invitations from the terminal; finds and judges no slot itself."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, timedelta
from typing import Final

from cpconf.bookings.actions import book_conference, cancel_conference, invite, reschedule, withdraw_invitation
from cpconf.bookings.queries import (
    ConferenceLine,
    ConferenceSheet,
    conference_list,
    conference_sheet,
    slots_for,
    slots_for_move,
)
from cpconf.bookings.rules import KIND_SHORT, STATE_WORDS, LateReason
from cpconf.commands import lookup, seating
from cpconf.commands.answers import Answer, table
from cpconf.commands.attending import PERSON, conference_verb
from cpconf.commands.desk import Desk
from cpconf.commands.names import code
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.diary.queries import ResourceLine, resources
from cpconf.diary.rules import ResourceId
from cpconf.diary.wishes import Slot
from cpconf.people.rules import AdultId, ChildId, ProfessionalId

AHEAD: Final = timedelta(days=28)


def add(verbs: Verbs) -> None:
    """slots, book, move, cancel, invite, uninvite, conferences, conference."""
    parser = verbs.add(
        "slots",
        _slots,
        says="the best slots for a request, or for a conference that moves, with reasons, and what blocks better ones",
        example="cpconf slots 12",
    )
    parser.add_argument("request", help="its number; or the reference of a conference that moves")
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--widen", type=int, default=0, metavar="DAYS", help="further past the limit than usual")
    parser = verbs.add(
        "book",
        _book,
        says="book a conference: one of the slots, or a time with room and people of your choice",
        example="cpconf book 12 --slot 1",
    )
    parser.add_argument("request", help="its number")
    seating.add_when(parser, verbs)
    seating.add_reason(parser, "--late-reason", "needed past the limit")
    parser.add_argument("--late-note", type=words)
    seating.add_agreed(parser)
    parser = verbs.add(
        "move",
        _move,
        says="move a conference; its target stays as it was",
        example="cpconf move CP-2026-0041 --at '24/03/2026 10:00' --reason chair_sick",
    )
    conference_verb(parser)
    seating.add_when(parser, verbs, slots=False)
    seating.add_reason(parser, "--reason", "why", required=True)
    parser.add_argument("--note", type=words, default="")
    seating.add_agreed(parser)
    parser = verbs.add(
        "cancel", _cancel, says="call a conference off", example="cpconf cancel CP-2026-0041 --reason urgent-family"
    )
    conference_verb(parser)
    seating.add_reason(parser, "--reason", "why", required=True)
    parser.add_argument("--note", type=words, default="")
    _add_people(verbs)


def _add_people(verbs: Verbs) -> None:
    example = "cpconf invite CP-2026-0041 'Sam Teacher'"
    parser = verbs.add("invite", _invite, says="invite one more person", example=example)
    conference_verb(parser)
    parser.add_argument(
        "person", type=words, help="a professional or an adult of the family by name, a child by number"
    )
    parser.add_argument("--capacity", type=words, default="", help="in which capacity: observer, advocate, …")
    parser = verbs.add(
        "uninvite", _uninvite, says="a person need not come after all", example="cpconf uninvite CP-2026-0041 5"
    )
    conference_verb(parser)
    parser.add_argument("person", type=words, help=PERSON)
    parser = verbs.add("conferences", _conferences, says="list conferences", example="cpconf conferences --until +3w")
    parser.add_argument("--from", dest="first", type=verbs.typed.day, metavar="DATE", help="(default: today)")
    parser.add_argument("--until", dest="last", type=verbs.typed.day, metavar="DATE", help="(default: four weeks on)")
    parser = verbs.add(
        "conference", _conference, says="one conference: clocks and people", example="cpconf conference CP-2026-0041"
    )
    conference_verb(parser)


def _slots(desk: Desk, options: Namespace) -> Answer:
    asked = {"count": options.count, "widen_days": options.widen}
    if "-" in options.request:
        moving = lookup.conference_line(desk, options.request)
        search = desk.ask(slots_for_move, conference_id=moving.id, **asked)
    else:
        search = desk.ask(slots_for, request_id=lookup.request(desk, options.request).line.id, **asked)
    named = {line.id: line for line in desk.ask(resources)}
    found = [_slot_data(n, slot, named) for n, slot in enumerate(search.slots, 1)]
    rows = [(*seating.slot_words(slot), seating.slot_names(slot, named), slot.reasons) for slot in search.slots]
    lines = [
        f"{n}. {when}, {day}: {who}" + (f"\n     {'; '.join(reasons)}" if reasons else "")
        for n, (when, day, who, reasons) in enumerate(rows, 1)
    ]
    blocked = [f"  {one.words}{f' {one.fix.words}' if one.fix else ''}" for one in search.blocked]
    none = () if lines else ("There is no slot: see what blocks, or widen the search with --widen DAYS.",)
    told = (*lines, *none, *(("What blocks a better time:", *blocked) if blocked else ()))
    return Answer({"slots": found, "blocked": [one.words for one in search.blocked]}, told)


def _slot_data(number: int, slot: Slot, named: dict[ResourceId, ResourceLine]) -> dict[str, object]:
    return {
        "slot": number,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "room": named[slot.room].name,
        "site": named[slot.room].site,
        "chair": named[slot.chair].name,
        "minute_taker": named[slot.minute_taker].name,
        "day": slot.day_number,
        "of_days": slot.of_days,
        "late": slot.is_late,
        "reasons": slot.reasons,
    }


def _book(desk: Desk, options: Namespace) -> Answer:
    request_id = lookup.request(desk, options.request).line.id
    seats = seating.seats(desk, request_id, options)
    conference_id = desk.change(
        book_conference,
        request_id=request_id,
        **seats._asdict(),
        late_reason=seating.reason(options.late_reason),
        late_note=options.late_note,
        late_agreed_by=options.agreed_by,
    ).value
    return seating.told(desk.ask(conference_sheet, conference_id=conference_id), "Booked")


def _move(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    room, chair, taker = seating.chosen(desk, options)
    conference_id = desk.change(
        reschedule,
        conference_id=line.id,
        starts_at=options.at or line.starts_at,
        room_id=room or line.room_id,
        chair_id=chair or line.chair_id,
        minute_taker_id=taker or line.minute_taker_id,
        reason=code(LateReason, options.reason, what="reason"),
        note=options.note,
        late_agreed_by=options.agreed_by,
    ).value
    return seating.told(desk.ask(conference_sheet, conference_id=conference_id), "Moved to")


def _cancel(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    reason = code(LateReason, options.reason, what="reason")
    desk.change(cancel_conference, conference_id=line.id, reason=reason, note=options.note)
    return Answer({"reference": line.reference, "state": "cancelled"}, (f"Cancelled {line.reference}.",))


def _invite(desk: Desk, options: Namespace) -> Answer:
    sheet = lookup.conference(desk, options.conference)
    child_id, adult_id, professional_id = _who(desk, sheet, options.person)
    invitation_id = desk.change(
        invite,
        conference_id=sheet.line.id,
        child_id=child_id,
        adult_id=adult_id,
        professional_id=professional_id,
        capacity=options.capacity,
    ).value
    after = desk.ask(conference_sheet, conference_id=sheet.line.id)
    position = next(one.position for one in after.people if one.invitation_id == invitation_id)
    told = f"Invited to {sheet.line.reference} as number {position}."
    return Answer({"invitation_id": invitation_id, "position": position}, (told,))


def _who(
    desk: Desk, sheet: ConferenceSheet, typed: str
) -> tuple[ChildId | None, AdultId | None, ProfessionalId | None]:
    """A child of the conference by number, an adult of the family by the whole name, else a professional."""
    for child in sheet.line.children:
        if child.la_child_id.casefold() == typed.strip().casefold():
            return child.id, None, None
    family = lookup.family(desk, sheet.line.family_reference)
    adults = [one for one in family.adults if one.name.casefold() == typed.strip().casefold()]
    if len(adults) == 1:
        return None, adults[0].id, None
    return None, None, lookup.professional(desk, typed).id


def _uninvite(desk: Desk, options: Namespace) -> Answer:
    person = lookup.person(lookup.day(desk, options.conference), options.person)
    desk.change(withdraw_invitation, invitation_id=person.invitation_id)
    return Answer({"invitation_id": person.invitation_id}, (f"Number {person.position} need not come.",))


def _conferences(desk: Desk, options: Namespace) -> Answer:
    first: date = options.first or desk.on
    lines = desk.ask(conference_list, from_on=first, until_on=options.last or first + AHEAD)
    rows = [_line(line) for line in lines]
    headings = ("Reference", "Kind", "When", "Room", "Chair", "Family", "State")
    return Answer(lines, table(headings, rows, none="No conference in these days."))


def _line(line: ConferenceLine) -> tuple[object, ...]:
    kind, state = KIND_SHORT[line.kind], STATE_WORDS[line.state]
    return line.reference, kind, line.starts_at, line.room or "remote", line.chair, line.family_reference, state


def _conference(desk: Desk, options: Namespace) -> Answer:
    return seating.told(lookup.conference(desk, options.conference), "")
