"""Conferences are booked, moved, cancelled and reinstated; knows not how a slot is found."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from cpconf.access.records import Staff
from cpconf.access.rules import StaffId
from cpconf.access.typed import trimmed
from cpconf.bookings.inviting import invite_again, invite_known
from cpconf.bookings.records import Conference, ConferenceChild, Request, RequestChild
from cpconf.bookings.rules import (
    COMING_STATES,
    LATE_WORDS,
    ConferenceId,
    ConferenceState,
    LateReason,
    Mode,
    RequestId,
    RequestState,
)
from cpconf.bookings.wishing import Wanted, search, wanted_of
from cpconf.diary.free import check_day
from cpconf.diary.occupying import hold_diary, occupy, release
from cpconf.diary.records import Room
from cpconf.diary.rules import RoomId
from cpconf.diary.window import load_calendar
from cpconf.diary.working_days import WorkingCalendar
from cpconf.people.rules import next_reference
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing
from cpconf.store.troubles import Again

_UNBOOKABLE = {
    RequestState.RETURNED: "This request was returned to the social worker: take it up again first.",
    RequestState.BOOKED: "This request is already booked: move its conference instead.",
    RequestState.WITHDRAWN: "This request was withdrawn: take it up again first.",
}


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
    ends_at: datetime | None = None,
) -> ConferenceId:
    """Confirm a conference for a request, or refuse with the reason; local times, the end by the request's length.

    Refuses a request that is not waiting, a time that has passed, whatever `occupy` refuses, and a day past the
    target without a coded reason (`late_reason`); then the earliest slot that was possible is kept as well. Invites
    the adults with parental responsibility, the social worker and the professionals who are involved.
    Undone by `cancel_conference`.
    """
    hold_diary(writing)
    request = writing.get(Request, request_id)
    if request.state is not RequestState.REQUESTED:
        raise Refusal(_UNBOOKABLE[request.state], "request")
    settings = load_settings(writing)
    calendar = load_calendar(writing, settings)
    conference = _conference_for(writing, request, starts_at, ends_at)
    conference.room_id, conference.chair_id, conference.minute_taker_id = room_id, chair_id, minute_taker_id
    child_ids = _requested_ids(writing, request_id)
    _check_wanted(writing, conference, calendar)
    _note_lateness(writing, conference, wanted_of(request), settings, calendar, late_reason, late_note)
    _keep(writing, conference, child_ids, request.seats, settings, calendar)
    invite_known(writing, conference, child_ids, request.social_worker_id, settings, calendar)
    request.state = RequestState.BOOKED
    return ConferenceId(conference.id)


@action(Permission.BOOK)
def reschedule(
    writing: Writing,
    *,
    conference_id: ConferenceId,
    starts_at: datetime,
    room_id: RoomId | None,
    chair_id: StaffId,
    minute_taker_id: StaffId,
    reason: LateReason,
    note: str = "",
    ends_at: datetime | None = None,
) -> ConferenceId:
    """Move a conference: the original row stays and links its successor, whose target is unchanged.

    Whoever is invited is invited again. A conference that was adjourned or not held keeps that state and gets its
    successor. Refuses one that has a successor, was held or cancelled, and whatever `book_conference` refuses; a day
    past the target takes `reason` as its coded reason. Undone by moving back: the successor's successor.
    """
    hold_diary(writing)
    former = writing.get(Conference, conference_id)
    if former.successor_id is not None:
        raise Refusal("This conference was already moved: move the one that took its place.", "conference")
    if former.state not in COMING_STATES | {ConferenceState.ADJOURNED, ConferenceState.NOT_HELD}:
        raise Refusal("This conference was held or cancelled, so it cannot be moved.", "conference")
    settings = load_settings(writing)
    calendar = load_calendar(writing, settings)
    release(writing, conference_id=conference_id)
    successor = _successor(writing, former, starts_at, ends_at)
    successor.room_id, successor.chair_id, successor.minute_taker_id = room_id, chair_id, minute_taker_id
    request = None if former.request_id is None else writing.get(Request, former.request_id)
    seats = 0 if request is None else request.seats
    _check_wanted(writing, successor, calendar)
    _note_lateness(writing, successor, _wanted_again(former, request), settings, calendar, reason, note)
    _keep(writing, successor, _child_ids(writing, conference_id), seats, settings, calendar)
    invite_again(writing, former, successor, settings, calendar)
    former.successor_id = successor.id
    if former.state in COMING_STATES:
        former.state = ConferenceState.RESCHEDULED
    _note_change(writing, former, reason, note)
    return ConferenceId(successor.id)


@action(Permission.BOOK)
def cancel_conference(writing: Writing, *, conference_id: ConferenceId, reason: LateReason, note: str = "") -> None:
    """Call a conference off: room and people are free again, and its request waits with its target as it was.

    The row stays. If no conference is wanted any more, the request is withdrawn next. Refuses a conference that is
    over, moved or off. Undone by `reinstate_conference`.
    """
    conference = writing.get(Conference, conference_id)
    if conference.state not in COMING_STATES:
        raise Refusal("Only a conference that is still to come can be cancelled.", "conference")
    release(writing, conference_id=conference_id)
    conference.state = ConferenceState.CANCELLED
    _note_change(writing, conference, reason, note)
    if conference.request_id is not None:
        writing.get(Request, conference.request_id).state = RequestState.REQUESTED


@action(Permission.BOOK)
def reinstate_conference(writing: Writing, *, conference_id: ConferenceId) -> None:
    """A cancelled conference takes place after all, as it was booked. Undone by `cancel_conference`.

    Refuses one that is not cancelled, whose time has passed, whose request was booked anew or withdrawn, and whose
    room or people are taken by now.
    """
    hold_diary(writing)
    conference = writing.get(Conference, conference_id)
    if conference.state is not ConferenceState.CANCELLED:
        raise Refusal("Only a cancelled conference can be reinstated.", "conference")
    seats = 0
    if conference.request_id is not None:
        request = writing.get(Request, conference.request_id)
        if request.state is not RequestState.REQUESTED:
            raise Refusal("The request of this conference no longer waits: it was booked anew or ended.", "request")
        request.state, seats = RequestState.BOOKED, request.seats
    settings = load_settings(writing)
    calendar = load_calendar(writing, settings)
    _check_wanted(writing, conference, calendar)
    _occupy(writing, conference, seats, settings, calendar)
    conference.state = ConferenceState.CONFIRMED
    conference.change_reason = conference.change_note = None


def _check_wanted(writing: Writing, conference: Conference, calendar: WorkingCalendar) -> None:
    if conference.starts_at < writing.local:
        raise Refusal("That time has passed: choose a later one.", "slot")
    if conference.ends_at <= conference.starts_at:
        raise Refusal("The end must come after the start.", "ends_at")
    if conference.room_id is None and conference.mode is not Mode.REMOTE:
        raise Refusal("Choose a room: only a conference where everybody is remote has none.", "room")
    check_day(calendar, conference.starts_at.date())
    if conference.room_id is not None:
        writing.get(Room, conference.room_id)
    for staff_id in (conference.chair_id, conference.minute_taker_id):
        writing.get(Staff, staff_id)


def _note_lateness(
    writing: Writing,
    conference: Conference,
    wanted: Wanted,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
    reason: LateReason | None,
    note: str | None,
) -> None:
    """Past the target: ask for the coded reason, and keep the earliest slot that is possible at this moment."""
    day = conference.starts_at.date()
    if day <= conference.due_on:
        return
    if reason is None:
        raise Refusal(
            f"{day:%d/%m/%Y} lies after the target {conference.due_on:%d/%m/%Y}: choose the reason for lateness.",
            "late_reason",
        )
    earliest = search(writing, wanted, settings, calendar, count=1).earliest
    conference.late_reason, conference.late_note = LateReason(reason), trimmed(note)
    conference.earliest_possible_at = None if earliest is None else earliest.starts_at


def _keep(
    writing: Writing,
    conference: Conference,
    child_ids: list[int],
    seats: int,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
) -> None:
    """The conference with its reference, its children and what it occupies."""
    conference.reference = _next_reference(writing, conference.starts_at.year)
    conference.state = ConferenceState.CONFIRMED
    try:
        writing.add(conference)
    except Refusal as refusal:
        if refusal.field == "reference":
            raise Again from refusal
        raise
    writing.add_all(ConferenceChild(conference_id=conference.id, child_id=child_id) for child_id in child_ids)
    _occupy(writing, conference, seats, settings, calendar)


def _occupy(
    writing: Writing, conference: Conference, seats: int, settings: PracticeSettings, calendar: WorkingCalendar
) -> None:
    occupy(
        writing,
        conference_id=conference.id,
        room_id=conference.room_id,
        chair_id=conference.chair_id,
        minute_taker_id=conference.minute_taker_id,
        starts_at=conference.starts_at,
        ends_at=conference.ends_at,
        seats=seats,
        settings=settings,
        calendar=calendar,
    )


def _next_reference(writing: Writing, year: int) -> str:
    """CP-2026-0001 and on by the year of the conference; `hold_diary` lets nobody else count meanwhile."""
    prefix = f"CP-{year}-"
    latest = writing.scalar(
        select(Conference.reference)
        .where(Conference.reference.startswith(prefix, autoescape=True))
        .order_by(func.length(Conference.reference).desc(), Conference.reference.desc())
        .limit(1)
    )
    return next_reference(prefix, latest, 4)


def _conference_for(writing: Writing, request: Request, starts_at: datetime, ends_at: datetime | None) -> Conference:
    return Conference(
        request_id=request.id,
        family_id=request.family_id,
        kind=request.kind,
        mode=request.mode,
        starts_at=starts_at,
        ends_at=ends_at or starts_at + timedelta(minutes=request.length_minutes),
        strategy_discussion_on=request.strategy_discussion_on,
        s47_started_on=request.s47_started_on,
        counted_from_on=request.counted_from_on,
        due_on=request.due_on,
        booked_at=writing.at,
    )


def _successor(writing: Writing, former: Conference, starts_at: datetime, ends_at: datetime | None) -> Conference:
    return Conference(
        request_id=former.request_id,
        family_id=former.family_id,
        kind=former.kind,
        mode=former.mode,
        starts_at=starts_at,
        ends_at=ends_at or starts_at + (former.ends_at - former.starts_at),
        strategy_discussion_on=former.strategy_discussion_on,
        s47_started_on=former.s47_started_on,
        counted_from_on=former.counted_from_on,
        due_on=former.due_on,
        booked_at=writing.at,
    )


def _wanted_again(former: Conference, request: Request | None) -> Wanted:
    if request is not None:
        return wanted_of(request)
    return Wanted(
        family_id=former.family_id,
        kind=former.kind,
        counted_from_on=former.counted_from_on,
        due_on=former.due_on,
        minutes=int((former.ends_at - former.starts_at).total_seconds()) // 60,
        seats=0,
        site_id=None,
        chair_id=former.chair_id,
        second_waiting_room=False,
        step_free=False,
    )


def _requested_ids(writing: Writing, request_id: RequestId) -> list[int]:
    statement = select(RequestChild.child_id).where(RequestChild.request_id == request_id)
    return list(writing.scalars(statement.order_by(RequestChild.id)))


def _child_ids(writing: Writing, conference_id: ConferenceId) -> list[int]:
    statement = select(ConferenceChild.child_id).where(ConferenceChild.conference_id == conference_id)
    return list(writing.scalars(statement.order_by(ConferenceChild.id)))


def _note_change(writing: Writing, conference: Conference, reason: LateReason, note: str) -> None:
    conference.change_reason, conference.change_note = LateReason(reason), trimmed(note)
    writing.because(": ".join(words for words in (LATE_WORDS[LateReason(reason)], note.strip()) if words))
