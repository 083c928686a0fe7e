"""Conferences move to another time or another seat, and a move is taken back; the target never moves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from cpconf.access.rules import StaffId
from cpconf.bookings.booking import note_change, why
from cpconf.bookings.booking_act import BookingAct, carried, second_sitting
from cpconf.bookings.inviting import invite_again
from cpconf.bookings.lateness import Said, carry_lateness, note_lateness
from cpconf.bookings.records import Conference, ConferenceChild
from cpconf.bookings.rules import COMING_STATES, MOVABLE_STATES, ConferenceId, ConferenceState, LateReason
from cpconf.bookings.seeking import wanted_again
from cpconf.bookings.sheets import RECONVENED
from cpconf.bookings.untouched import is_untouched, people_invited
from cpconf.diary.occupying import release
from cpconf.diary.rules import RoomId
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing


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
    late_agreed_by: str | None = None,
    ends_at: datetime | None = None,
) -> ConferenceId:
    """Move a conference: the original row stays and links its successor, whose target is unchanged.

    Whoever is invited is invited again. A conference that was not quorate, adjourned or not held keeps that state and
    gets its successor: so it is reconvened. A held slot moves with the time that its hold has left. Refuses one that
    has a successor, was held or cancelled, and whatever `book_conference` refuses; a day past the target takes
    `reason` as its coded reason, unless it was late before: then the first reason stays. Undone by `take_back_move`.
    """
    act = BookingAct(writing)
    former = _movable(writing, conference_id)
    if former.state not in RECONVENED:
        release(writing, conference_id=conference_id)
    successor = _successor(act, former, starts_at, ends_at)
    successor.room_id, successor.chair_id, successor.minute_taker_id = room_id, chair_id, minute_taker_id
    children = carried(act.children(former))
    act.check(successor)
    act.check_birth(starts_at.date(), successor.kind, [child.child_id for child in children])
    if former.state is ConferenceState.PROVISIONAL:
        former.state = ConferenceState.LAPSED
        act.keep(successor, children)
    else:
        _move(act, former, successor, children, Said(reason=reason, note=note, agreed_by=late_agreed_by))
    return ConferenceId(successor.id)


def _movable(writing: Writing, conference_id: ConferenceId) -> Conference:
    former = writing.get(Conference, conference_id)
    if former.successor_id is not None:
        raise Refusal("This conference was already moved: move the one that took its place.", "conference")
    if former.state not in MOVABLE_STATES:
        raise Refusal("This conference was held or cancelled, so it cannot be moved.", "conference")
    return former


def _move(
    act: BookingAct, former: Conference, successor: Conference, children: list[ConferenceChild], said: Said
) -> None:
    """The successor is kept, whoever is invited is invited again, the former says where it went and why."""
    if not carry_lateness(former, successor, said):
        limit_on = min([successor.due_on, *(child.due_on for child in children if child.due_on is not None)])
        note_lateness(act, successor, wanted_again(act.writing, former), said, limit_on=limit_on)
    act.keep(successor, children)
    invite_again(act.writing, former, successor, act.settings, act.calendar)
    former.successor_id = successor.id
    if former.state in COMING_STATES:
        former.state = ConferenceState.RESCHEDULED
    assert said.reason is not None
    note_change(act.writing, former, said.reason, said.note or "")


@action(Permission.BOOK)
def reseat(
    writing: Writing,
    *,
    conference_id: ConferenceId,
    room_id: RoomId | None,
    chair_id: StaffId,
    minute_taker_id: StaffId,
    reason: LateReason,
    note: str = "",
) -> None:
    """Another room, chair or minute-taker at the same time: the same conference, whoever is invited stays invited.

    Refuses one that is not coming, whose time has passed or that has begun, a change to what it has already, and
    whatever `occupy` refuses. Undone by reseating back.
    """
    act = BookingAct(writing)
    conference = writing.get(Conference, conference_id)
    if conference.state not in COMING_STATES or conference.began_at is not None:
        raise Refusal("Only a conference that is still to come gets another room or other people.", "conference")
    before = (conference.room_id, conference.chair_id, conference.minute_taker_id)
    if before == (room_id, chair_id, minute_taker_id):
        raise Refusal("It has this room and these people already: choose others, or leave it.", "slot")
    conference.room_id, conference.chair_id, conference.minute_taker_id = room_id, chair_id, minute_taker_id
    act.check(conference)
    act.seat_again(conference)
    writing.because(why(reason, note))


@action(Permission.BOOK)
def take_back_move(writing: Writing, *, conference_id: ConferenceId) -> ConferenceId:
    """A move did not count: the original stands again as it was; its id. `conference_id`: what it was moved to.

    One that was adjourned, not quorate or not held has no successor any more. Refuses a conference that was not moved
    here, anything that happened since (moved on, held, cancelled, somebody invited or withdrawn, a child joined,
    something recorded), a time that has passed, and a seat that is taken by now. Undone by moving it again.
    """
    act = BookingAct(writing)
    successor = writing.get(Conference, conference_id)
    former = writing.record(select(Conference).where(Conference.successor_id == conference_id))
    if former is None or former.state is ConferenceState.TAKEN_BACK:
        raise Refusal("This conference was not moved here, so there is no move to take back.", "conference")
    if successor.state is not ConferenceState.CONFIRMED or successor.began_at is not None:
        raise Refusal("This conference was moved on, held or cancelled since: move it back instead.", "conference")
    if not _as_moved(act, former, successor):
        raise Refusal(
            "Somebody was invited or withdrawn, or something was recorded since the move: move it back instead.",
            "conference",
        )
    release(writing, conference_id=successor.id)
    successor.state = ConferenceState.TAKEN_BACK
    former.successor_id = former.change_reason = former.change_note = None
    writing.flush()
    if former.state is ConferenceState.RESCHEDULED:
        former.state = ConferenceState.CONFIRMED
        act.check(former)
        act.seat(former)
    return ConferenceId(former.id)


def _successor(act: BookingAct, former: Conference, starts_at: datetime, ends_at: datetime | None) -> Conference:
    ends = ends_at or starts_at + (former.ends_at - former.starts_at)
    second = act.settings.second_sitting_minutes
    held = former.state is ConferenceState.PROVISIONAL
    if former.second_sitting_at is not None:
        second = int((former.ends_at - former.second_sitting_at).total_seconds()) // 60
    return Conference(
        request_id=former.request_id,
        family_id=former.family_id,
        kind=former.kind,
        state=ConferenceState.PROVISIONAL if held else ConferenceState.CONFIRMED,
        held_until=former.held_until if held else None,
        mode=former.mode,
        starts_at=starts_at,
        ends_at=ends,
        second_sitting_at=None if former.second_sitting_at is None else second_sitting(starts_at, ends, second),
        strategy_discussion_on=former.strategy_discussion_on,
        s47_started_on=former.s47_started_on,
        counted_from_on=former.counted_from_on,
        due_on=former.due_on,
        booked_at=act.writing.at,
    )


def _as_moved(act: BookingAct, former: Conference, successor: Conference) -> bool:
    """Whether nothing but the move has happened to a successor."""
    same_children = {row.child_id for row in act.children(former)} == {row.child_id for row in act.children(successor)}
    same_people = people_invited(act.writing, former.id) == people_invited(act.writing, successor.id)
    return same_children and same_people and is_untouched(act.writing, successor.id)
