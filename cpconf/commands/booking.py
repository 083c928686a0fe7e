"""Slots, bookings and invitations from the terminal; finds and judges no slot itself."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from cpconf.access.rules import StaffId
from cpconf.bookings.actions import book_conference, cancel_conference, invite, reschedule, withdraw_invitation
from cpconf.bookings.queries import (
    ConferenceLine,
    ConferenceSheet,
    conference_list,
    conference_sheet,
    slots_for,
)
from cpconf.bookings.rules import KIND_SHORT, LATE_WORDS, STATE_WORDS, LateReason, RequestId
from cpconf.commands import lookup
from cpconf.commands.answers import Answer, facts, in_words, table
from cpconf.commands.attending import PERSON, conference_verb
from cpconf.commands.desk import Desk
from cpconf.commands.names import code
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.diary.queries import ResourceLine, resources
from cpconf.diary.rules import ResourceId, RoomId
from cpconf.diary.wishes import Slot
from cpconf.people.rules import AdultId, ChildId, ProfessionalId
from cpconf.refusals import Refusal

AT_A_TIME: Final = 400
AHEAD: Final = timedelta(days=28)


class Seats(NamedTuple):
    """What a booking takes: when, and which three."""

    starts_at: datetime
    room_id: RoomId | None
    chair_id: StaffId
    minute_taker_id: StaffId


def add(verbs: Verbs) -> None:
    """slots, book, move, cancel, invite, uninvite, conferences, conference."""
    parser = verbs.add(
        "slots",
        _slots,
        says="the best slots for a request, with reasons, and what blocks better ones",
        example="cpconf slots 12",
    )
    parser.add_argument("request", help="its number")
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--widen", type=int, default=0, metavar="DAYS", help="further past the limit than usual")
    parser = verbs.add(
        "book",
        _book,
        says="book a conference: one of the slots, or a time with room and people of your choice",
        example="cpconf book 12 --slot 1",
    )
    parser.add_argument("request", help="its number")
    _add_when(parser, verbs)
    _add_reason(parser, "--late-reason", "needed past the limit")
    parser.add_argument("--late-note", type=words)
    parser = verbs.add(
        "move",
        _move,
        says="move a conference; its target stays as it was",
        example="cpconf move CP-2026-0041 --at '24/03/2026 10:00' --reason chair_sick",
    )
    conference_verb(parser)
    _add_when(parser, verbs, slots=False)
    _add_reason(parser, "--reason", "why", required=True)
    parser.add_argument("--note", type=words, default="")
    parser = verbs.add(
        "cancel", _cancel, says="call a conference off", example="cpconf cancel CP-2026-0041 --reason urgent-family"
    )
    conference_verb(parser)
    _add_reason(parser, "--reason", "why", required=True)
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


def _add_when(parser: object, verbs: Verbs, *, slots: bool = True) -> None:
    add_argument = parser.add_argument  # type: ignore[attr-defined]
    if slots:
        add_argument("--slot", type=int, metavar="N", help="as numbered by cpconf slots")
    add_argument("--at", type=verbs.typed.moment, metavar="TIME", help="'24/03/2026 10:00'")
    add_argument("--room", type=words)
    add_argument("--chair", type=words)
    add_argument("--minute-taker", type=words)


def _add_reason(parser: object, flag: str, says: str, *, required: bool = False) -> None:
    listed = ", ".join(reason.value.replace("_", "-") for reason in LateReason)
    parser.add_argument(flag, required=required, metavar="REASON", help=f"{says}: {listed}")  # type: ignore[attr-defined]


def _slots(desk: Desk, options: Namespace) -> Answer:
    request = lookup.request(desk, options.request)
    search = desk.ask(slots_for, request_id=request.line.id, count=options.count, widen_days=options.widen)
    named = {line.id: line for line in desk.ask(resources)}
    found = [_slot_data(number, slot, named) for number, slot in enumerate(search.slots, 1)]
    rows = [(*_slot_words(slot), _names(slot, named), slot.reasons) for slot in search.slots]
    lines = [
        f"{number}. {when}, {day}: {who}" + (f"\n     {'; '.join(reasons)}" if reasons else "")
        for number, (when, day, who, reasons) in enumerate(rows, 1)
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


def _slot_words(slot: Slot) -> tuple[str, str]:
    late = ", late" if slot.is_late else ""
    return f"{in_words(slot.starts_at)}-{slot.ends_at:%H:%M}", f"day {slot.day_number} of {slot.of_days}{late}"


def _names(slot: Slot, named: dict[ResourceId, ResourceLine]) -> str:
    room = named[slot.room]
    return f"{room.name}, {room.site}; chair {named[slot.chair].name}; minutes {named[slot.minute_taker].name}"


def _book(desk: Desk, options: Namespace) -> Answer:
    request_id = lookup.request(desk, options.request).line.id
    seats = _seats(desk, request_id, options)
    conference_id = desk.change(
        book_conference,
        request_id=request_id,
        **seats._asdict(),
        late_reason=_reason(options.late_reason),
        late_note=options.late_note,
    ).value
    return _told(desk.ask(conference_sheet, conference_id=conference_id), "Booked")


def _seats(desk: Desk, request_id: RequestId, options: Namespace) -> Seats:
    """One of the numbered slots; or the time that was named, where whatever was not named comes from the best slot."""
    if (options.slot is None) == (options.at is None):
        raise Refusal("Say which slot (--slot 1) or what time (--at '24/03/2026 10:00').", "slot")
    room, chair, taker = _chosen(desk, options)
    if options.at is not None and (room and chair and taker):
        return Seats(options.at, room, chair, taker)
    slots = desk.ask(slots_for, request_id=request_id, count=min(options.slot or AT_A_TIME, AT_A_TIME)).slots
    named = {line.id: line for line in desk.ask(resources)}
    if options.slot is not None:
        if not 1 <= options.slot <= min(len(slots), AT_A_TIME):
            raise Refusal(f"There is no slot {options.slot}: cpconf slots {request_id} numbers them.", "slot")
        slots = (slots[options.slot - 1],)
    for slot in slots:
        if options.at in (None, slot.starts_at):
            offer = _offer(slot, named)
            people = (chair or offer.chair_id, taker or offer.minute_taker_id)
            return Seats(slot.starts_at, room or offer.room_id, *people)
    raise Refusal("Nobody is offered then: name --room, --chair and --minute-taker, or take another time.", "slot")


def _chosen(desk: Desk, options: Namespace) -> tuple[RoomId | None, StaffId | None, StaffId | None]:
    return (
        lookup.room(desk, options.room).id if options.room else None,
        lookup.staff(desk, options.chair).id if options.chair else None,
        lookup.staff(desk, options.minute_taker).id if options.minute_taker else None,
    )


def _offer(slot: Slot, named: dict[ResourceId, ResourceLine]) -> Seats:
    chair, taker = named[slot.chair].staff_id, named[slot.minute_taker].staff_id
    assert chair is not None and taker is not None
    return Seats(slot.starts_at, named[slot.room].room_id, StaffId(chair), StaffId(taker))


def _move(desk: Desk, options: Namespace) -> Answer:
    line = lookup.conference_line(desk, options.conference)
    room, chair, taker = _chosen(desk, options)
    conference_id = desk.change(
        reschedule,
        conference_id=line.id,
        starts_at=options.at or line.starts_at,
        room_id=room or line.room_id,
        chair_id=chair or line.chair_id,
        minute_taker_id=taker or line.minute_taker_id,
        reason=code(LateReason, options.reason, what="reason"),
        note=options.note,
    ).value
    return _told(desk.ask(conference_sheet, conference_id=conference_id), "Moved to")


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
    return _told(lookup.conference(desk, options.conference), "")


def _told(sheet: ConferenceSheet, done: str) -> Answer:
    line = sheet.line
    day = f"day {sheet.day_by_strategy} of {sheet.of_days}" if sheet.day_by_strategy is not None else ""
    known = facts(
        (
            (done or "Conference", f"{line.reference}, {KIND_SHORT[line.kind]}, {STATE_WORDS[line.state].lower()}"),
            ("When", f"{in_words(line.starts_at)}-{line.ends_at:%H:%M}"),
            ("Where", f"{line.room}, {line.site}" if line.room else "remote"),
            ("Chair", line.chair),
            ("Minutes", line.minute_taker),
            ("Due by", ", ".join(part for part in (in_words(sheet.due_on), day) if part)),
            ("Late because", LATE_WORDS[sheet.late_reason] if sheet.late_reason else ""),
        )
    )
    rows = [(one.position, one.name, one.capacity or one.job, one.agency, one.report_due_on) for one in sheet.people]
    invited = table(("No.", "Invited", "Role", "Agency", "Report due"), rows, none="Nobody is invited yet.")
    return Answer(sheet, (*known, "", *invited))


def _reason(typed: str | None) -> LateReason | None:
    return None if typed is None else code(LateReason, typed, what="reason")
