"""A slot is held for a request, confirmed, let go or lapses; nobody is told of a hold."""

from __future__ import annotations

from datetime import datetime, timedelta

from cpconf.access.rules import StaffId
from cpconf.bookings.booking import make_firm
from cpconf.bookings.booking_act import BookingAct, as_asked
from cpconf.bookings.lateness import Said
from cpconf.bookings.records import Conference
from cpconf.bookings.rules import ConferenceId, ConferenceState, LateReason, RequestId
from cpconf.diary.rules import RoomId
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing


@action(Permission.BOOK)
def hold_conference(
    writing: Writing,
    *,
    request_id: RequestId,
    starts_at: datetime,
    room_id: RoomId | None,
    chair_id: StaffId,
    minute_taker_id: StaffId,
    ends_at: datetime | None = None,
) -> ConferenceId:
    """Keep a slot for a request for as many hours as the practice says; nobody is invited, no reason is asked.

    Another slot that the request holds is let go. Refuses a request that is not waiting, a time that has passed and
    whatever `occupy` refuses. Undone by `let_go`; made firm by `confirm_conference`.
    """
    act = BookingAct(writing)
    request = act.waiting(request_id)
    former = act.hold_of(request_id)
    if former is not None:
        act.let_go(former)
    conference = act.conference_for(request, starts_at, ends_at)
    conference.room_id, conference.chair_id, conference.minute_taker_id = room_id, chair_id, minute_taker_id
    child_ids = act.requested_ids(request_id)
    act.check(conference)
    act.check_birth(conference.starts_at.date(), conference.kind, child_ids)
    conference.state = ConferenceState.PROVISIONAL
    conference.held_until = writing.at + timedelta(hours=act.settings.hold_hours)
    act.keep(conference, as_asked(child_ids))
    return ConferenceId(conference.id)


@action(Permission.BOOK)
def confirm_conference(
    writing: Writing,
    *,
    conference_id: ConferenceId,
    late_reason: LateReason | None = None,
    late_note: str | None = None,
    late_agreed_by: str | None = None,
) -> None:
    """A held slot becomes a conference: everybody is invited. Undone by `cancel_conference`.

    Refuses what is not held, a hold whose time is over, and whatever `book_conference` refuses: a day past the
    target needs its coded reason now.
    """
    act = BookingAct(writing)
    conference = _held(writing, conference_id)
    request = act.waiting(conference.request_id or 0)
    make_firm(act, conference, request, Said(reason=late_reason, note=late_note, agreed_by=late_agreed_by))


@action(Permission.BOOK)
def let_go(writing: Writing, *, conference_id: ConferenceId) -> None:
    """Give a held slot back; its request waits as before. Undone by `hold_conference`, if nobody was quicker.

    Refuses what is not held any more.
    """
    act = BookingAct(writing)
    act.let_go(_held(writing, conference_id))


@action(Permission.BOOK)
def lapse_holds(writing: Writing) -> int:
    """End every hold that is past its time; how many. Any other booking act does so too, before it looks.

    A slot that lapsed is held again with `hold_conference`, if it is still free.
    """
    return BookingAct(writing).lapsed


def _held(writing: Writing, conference_id: ConferenceId) -> Conference:
    conference = writing.get(Conference, conference_id)
    if conference.state is ConferenceState.LAPSED:
        raise Refusal("This hold has ended. Hold or book the slot again, if it is still free.", "conference")
    if conference.state is not ConferenceState.PROVISIONAL:
        raise Refusal("This slot is not held: it is booked, or its conference is over or off.", "conference")
    return conference
