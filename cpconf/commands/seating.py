"""Which seat a command means: a numbered slot or a time, a room and people; how a conference is told; books nothing."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from typing import Final, NamedTuple

from cpconf.access.rules import StaffId
from cpconf.bookings.queries import ConferenceSheet, slots_for
from cpconf.bookings.rules import CAUSE_WORDS, KIND_SHORT, LATE_WORDS, STATE_WORDS, LateReason, RequestId
from cpconf.commands import lookup
from cpconf.commands.answers import Answer, facts, in_words, table
from cpconf.commands.desk import Desk
from cpconf.commands.names import code
from cpconf.commands.typed import words
from cpconf.commands.verbs import Verbs
from cpconf.diary.queries import ResourceLine, resources
from cpconf.diary.rules import ResourceId, RoomId
from cpconf.diary.wishes import Slot
from cpconf.refusals import Refusal
from cpconf.store.store import LONDON

AT_A_TIME: Final = 400


class Seats(NamedTuple):
    """What a booking takes: when, and which three."""

    starts_at: datetime
    room_id: RoomId | None
    chair_id: StaffId
    minute_taker_id: StaffId


def add_when(parser: object, verbs: Verbs, *, slots: bool = True) -> None:
    """The options that name a seat."""
    add_argument = parser.add_argument  # type: ignore[attr-defined]
    if slots:
        add_argument("--slot", type=int, metavar="N", help="as numbered by cpconf slots")
    add_argument("--at", type=verbs.typed.moment, metavar="TIME", help="'24/03/2026 10:00'")
    add_argument("--room", type=words)
    add_argument("--chair", type=words)
    add_argument("--minute-taker", type=words)


def add_reason(parser: object, flag: str, says: str, *, required: bool = False) -> None:
    """The option that gives a coded reason."""
    listed = ", ".join(reason.value.replace("_", "-") for reason in LateReason)
    parser.add_argument(flag, required=required, metavar="REASON", help=f"{says}: {listed}")  # type: ignore[attr-defined]


def add_agreed(parser: object) -> None:
    """The option that names who agreed to a late review."""
    parser.add_argument("--agreed-by", type=words, metavar="NAME", help="who agreed to a review past its limit")  # type: ignore[attr-defined]


def slot_words(slot: Slot) -> tuple[str, str]:
    """When a slot is, and which day of how many."""
    late = ", late" if slot.is_late else ""
    return f"{in_words(slot.starts_at)}-{slot.ends_at:%H:%M}", f"day {slot.day_number} of {slot.of_days}{late}"


def slot_names(slot: Slot, named: dict[ResourceId, ResourceLine]) -> str:
    """The room and the people of a slot."""
    room = named[slot.room]
    return f"{room.name}, {room.site}; chair {named[slot.chair].name}; minutes {named[slot.minute_taker].name}"


def seats(desk: Desk, request_id: RequestId, options: Namespace) -> Seats:
    """One of the numbered slots; or the time that was named, where whatever was not named comes from the best slot."""
    if (options.slot is None) == (options.at is None):
        raise Refusal("Say which slot (--slot 1) or what time (--at '24/03/2026 10:00').", "slot")
    room, chair, taker = chosen(desk, options)
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


def chosen(desk: Desk, options: Namespace) -> tuple[RoomId | None, StaffId | None, StaffId | None]:
    """The room and the people that the options name."""
    return (
        lookup.room(desk, options.room).id if options.room else None,
        lookup.staff(desk, options.chair).id if options.chair else None,
        lookup.staff(desk, options.minute_taker).id if options.minute_taker else None,
    )


def _offer(slot: Slot, named: dict[ResourceId, ResourceLine]) -> Seats:
    chair, taker = named[slot.chair].staff_id, named[slot.minute_taker].staff_id
    assert chair is not None and taker is not None
    return Seats(slot.starts_at, named[slot.room].room_id, StaffId(chair), StaffId(taker))


def told(sheet: ConferenceSheet, done: str) -> Answer:
    """One conference with its clocks and whoever is invited."""
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
            ("Held until", in_words(line.held_until.astimezone(LONDON)) if line.held_until else ""),
            ("To be held again by", in_words(sheet.reconvene_by) if sheet.reconvene_by else ""),
            ("Late because", LATE_WORDS[sheet.late_reason] if sheet.late_reason else ""),
            ("The diary says", CAUSE_WORDS[sheet.late_cause] if sheet.late_cause else ""),
            ("Agreed by", sheet.late_agreed_by or ""),
        )
    )
    rows = [(one.position, one.name, one.capacity or one.job, one.agency, one.report_due_on) for one in sheet.people]
    invited = table(("No.", "Invited", "Role", "Agency", "Report due"), rows, none="Nobody is invited yet.")
    return Answer(sheet, (*known, "", *invited))


def reason(typed: str | None) -> LateReason | None:
    """The coded reason that was typed."""
    return None if typed is None else code(LateReason, typed, what="reason")
