"""Why a conference is booked past its limit: what a person says, what the diary says, who agreed; books nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from cpconf.access.typed import trimmed
from cpconf.bookings.booking_act import BookingAct
from cpconf.bookings.records import Conference, Request
from cpconf.bookings.rules import ConferenceKind, LateCause, LateReason
from cpconf.bookings.wishing import Wanted, scarce_for, search
from cpconf.diary.kinds import Purpose
from cpconf.diary.working_days import WorkingCalendar
from cpconf.refusals import Refusal
from cpconf.store.store import LONDON, Writing

CAUSE_OF = {
    Purpose.ROOM: LateCause.NO_ROOM,
    Purpose.CHAIR: LateCause.NO_CHAIR,
    Purpose.MINUTE_TAKER: LateCause.NO_MINUTE_TAKER,
    Purpose.PERSON: LateCause.NO_PERSON,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the person who books says about a day past the limit."""

    reason: LateReason | None
    note: str | None = None
    agreed_by: str | None = None


def cause_of(scarce: frozenset[Purpose] | None) -> LateCause:
    """What the diary says, of what `diary.shortage.scarce` answers: the one that was missing, or that several were."""
    if scarce is None:
        return LateCause.FREE_IN_TIME
    return CAUSE_OF[next(iter(scarce))] if len(scarce) == 1 else LateCause.SEVERAL


def note_lateness(act: BookingAct, conference: Conference, wanted: Wanted, said: Said, *, limit_on: date) -> None:
    """Past `limit_on`: keep the coded reason, the diary's cause, the earliest slot possible now, and who agreed.

    Refuses a late day without a reason, and a late review without the name of who agreed. In time: nothing is kept.
    No cause is kept where the limit has passed already: no day in time is left for the diary to judge. To be called
    while the conference occupies nothing, so that it does not stand in its own way.
    """
    day = conference.starts_at.date()
    if day <= limit_on:
        return
    check_said(conference.kind, day, limit_on, said)
    assert said.reason is not None
    earliest = search(act.writing, wanted, act.settings, act.calendar, count=1).earliest
    conference.late_reason, conference.late_note = LateReason(said.reason), trimmed(said.note)
    conference.late_agreed_by = trimmed(said.agreed_by)
    conference.late_cause = _cause(act, conference, replace(wanted, due_on=limit_on))
    conference.earliest_possible_at = None if earliest is None else earliest.starts_at


def _cause(act: BookingAct, conference: Conference, wanted: Wanted) -> LateCause | None:
    calendar, tomorrow = act.calendar, act.writing.on + timedelta(days=1)
    days_left = tomorrow <= wanted.due_on and bool(calendar.days(tomorrow, wanted.due_on))
    if conference.request_id is not None and came_too_late(act.writing, conference.request_id, wanted.due_on, calendar):
        return LateCause.LATE_REQUEST
    if not days_left:
        return None
    return cause_of(scarce_for(act.writing, wanted, act.settings, calendar))


def came_too_late(writing: Writing, request_id: int, limit_on: date, calendar: WorkingCalendar) -> bool:
    """Whether no working day in time was left after the day on which the request was received."""
    received_on = writing.get(Request, request_id).received_at.astimezone(LONDON).date()
    first = received_on + timedelta(days=1)
    return first > limit_on or not calendar.days(first, limit_on)


def check_said(kind: ConferenceKind, day: date, limit_on: date, said: Said) -> None:
    """Refuse a day past the limit without its coded reason, and for a review without who agreed to it."""
    if said.reason is None:
        raise Refusal(
            f"{day:%d/%m/%Y} lies after the target {limit_on:%d/%m/%Y}: choose the reason for lateness.", "late_reason"
        )
    if kind is ConferenceKind.REVIEW and trimmed(said.agreed_by) is None:
        raise Refusal(
            f"{day:%d/%m/%Y} lies after the limit of this review, {limit_on:%d/%m/%Y}: name the person who agreed.",
            "late_agreed_by",
        )


def carry_lateness(former: Conference, successor: Conference, said: Said) -> bool:
    """Keep for ever why it was late in the first place; False where the former was in time, or the successor is."""
    day = successor.starts_at.date()
    if former.late_reason is None or day <= successor.due_on:
        return False
    agreed_by = trimmed(said.agreed_by) or former.late_agreed_by
    check_said(successor.kind, day, successor.due_on, Said(reason=former.late_reason, agreed_by=agreed_by))
    successor.late_reason, successor.late_note = former.late_reason, former.late_note
    successor.late_cause, successor.earliest_possible_at = former.late_cause, former.earliest_possible_at
    successor.late_agreed_by = agreed_by
    return True
