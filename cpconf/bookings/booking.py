"""Conferences are booked, cancelled and reinstated; knows not how a slot is found."""

from __future__ import annotations

from datetime import datetime

from cpconf.access.rules import StaffId
from cpconf.access.typed import trimmed
from cpconf.bookings.booking_act import BookingAct, as_asked
from cpconf.bookings.inviting import invite_known
from cpconf.bookings.lateness import Said, note_lateness
from cpconf.bookings.records import Conference, Request
from cpconf.bookings.rules import (
    COMING_STATES,
    LATE_WORDS,
    ConferenceId,
    ConferenceState,
    LateReason,
    RequestId,
    RequestState,
)
from cpconf.bookings.seeking import sought_by_request
from cpconf.diary.occupying import release
from cpconf.diary.rules import RoomId
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing


@action(Permission.BOOK)
def book_conference(
    writing: Writing,
    *,
    request_id: RequestId,
    starts_at: datetime,
    room_id: RoomId | None,
    chair_id: StaffId,
    minute_taker_id: StaffId,
    late_reason: LateReason | None = None,
    late_note: str | None = None,
    late_agreed_by: str | None = None,
    ends_at: datetime | None = None,
) -> ConferenceId:
    """Confirm a conference for a request, or refuse with the reason; local times, the end by the request's length.

    A slot that the request holds is taken over; another that it holds is let go. Refuses a request that is not
    waiting, a time that has passed, whatever `occupy` refuses, and a day past the target without a coded reason
    (`late_reason`; for a review also `late_agreed_by`, a person's name); then the cause that the diary shows and the
    earliest slot that was possible are kept as well. Invites the adults with parental responsibility, the social
    worker and the professionals who are involved. Undone by `cancel_conference`.
    """
    act = BookingAct(writing)
    request = act.waiting(request_id)
    conference = act.hold_of(request_id)
    wanted = act.conference_for(request, starts_at, ends_at)
    if conference is not None and (conference.starts_at, conference.ends_at) != (wanted.starts_at, wanted.ends_at):
        act.let_go(conference)
        conference = None
    conference = conference or wanted
    conference.room_id, conference.chair_id, conference.minute_taker_id = room_id, chair_id, minute_taker_id
    said = Said(reason=late_reason, note=late_note, agreed_by=late_agreed_by)
    make_firm(act, conference, request, said)
    return ConferenceId(conference.id)


def make_firm(act: BookingAct, conference: Conference, request: Request, said: Said) -> None:
    """A new conference or a held one is booked: lateness is noted, the seat taken, everybody invited."""
    child_ids = act.requested_ids(RequestId(request.id))
    act.check(conference)
    act.check_birth(conference.starts_at.date(), conference.kind, child_ids)
    held = conference.state is ConferenceState.PROVISIONAL
    if held:
        release(act.writing, conference_id=conference.id)
    sought = sought_by_request(act.writing, request, act.settings, act.calendar)
    note_lateness(act, conference, sought.wanted, said, limit_on=conference.due_on)
    conference.state, conference.held_until, conference.booked_at = ConferenceState.CONFIRMED, None, act.writing.at
    if held:
        act.seat(conference)
    else:
        act.keep(conference, as_asked(child_ids))
    invite_known(act.writing, conference, child_ids, request.social_worker_id, act.settings, act.calendar)
    request.state = RequestState.BOOKED


@action(Permission.BOOK)
def cancel_conference(writing: Writing, *, conference_id: ConferenceId, reason: LateReason, note: str = "") -> None:
    """Call a conference off: room and people are free again, and its request waits with its target as it was.

    The requests of children who joined it wait again too. The row stays. If no conference is wanted any more, the
    request is withdrawn next. Refuses a conference that is over, moved, off or only held.
    Undone by `reinstate_conference`.
    """
    act = BookingAct(writing)
    conference = writing.get(Conference, conference_id)
    if conference.state is ConferenceState.PROVISIONAL:
        raise Refusal("This slot is only held, nobody has been told: let it go instead.", "conference")
    if conference.state not in COMING_STATES:
        raise Refusal("Only a conference that is still to come can be cancelled.", "conference")
    release(writing, conference_id=conference_id)
    conference.state = ConferenceState.CANCELLED
    note_change(writing, conference, reason, note)
    for request in act.requests_of(conference):
        request.state = RequestState.REQUESTED


@action(Permission.BOOK)
def reinstate_conference(writing: Writing, *, conference_id: ConferenceId) -> None:
    """A cancelled conference takes place after all, as it was booked. Undone by `cancel_conference`.

    Refuses one that is not cancelled, whose time has passed, one of whose requests was booked anew, holds another
    slot or was withdrawn, and whose room or people are taken by now.
    """
    act = BookingAct(writing)
    conference = writing.get(Conference, conference_id)
    if conference.state is not ConferenceState.CANCELLED:
        raise Refusal("Only a cancelled conference can be reinstated.", "conference")
    for request in act.requests_of(conference):
        if request.state is not RequestState.REQUESTED:
            raise Refusal("The request of this conference no longer waits: it was booked anew or ended.", "request")
        if act.hold_of(request.id) is not None:
            raise Refusal("The request of this conference holds another slot: let that go first.", "request")
        request.state = RequestState.BOOKED
    act.check(conference)
    conference.state = ConferenceState.CONFIRMED
    conference.change_reason = conference.change_note = None
    act.seat(conference)


def note_change(writing: Writing, conference: Conference, reason: LateReason, note: str) -> None:
    """Why a conference was moved or called off, on its row and in the trail."""
    conference.change_reason, conference.change_note = LateReason(reason), trimmed(note)
    writing.because(why(reason, note))


def why(reason: LateReason, note: str) -> str:
    """The coded reason and the note in one line, for the trail."""
    return ": ".join(words for words in (LATE_WORDS[LateReason(reason)], note.strip()) if words)
