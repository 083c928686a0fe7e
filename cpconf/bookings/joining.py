"""Children join a review of their brothers and sisters with clocks of their own, and leave it; books no seat anew."""

from __future__ import annotations

from sqlalchemy import select

from cpconf.bookings.booking_act import BookingAct, carried
from cpconf.bookings.inviting import invite_as_before, invite_known
from cpconf.bookings.records import Conference, ConferenceChild, Request
from cpconf.bookings.rules import ConferenceId, ConferenceKind, ConferenceState, RequestId, RequestState
from cpconf.bookings.untouched import is_untouched
from cpconf.diary.occupying import release
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing


@action(Permission.BOOK)
def join_review(writing: Writing, *, request_id: RequestId, conference_id: ConferenceId) -> None:
    """The children of a request are considered at a coming review of their family, as an initial conference.

    They keep the kind and the clocks of their request; who has parental responsibility for them, their social worker
    and whoever must be there are asked to come. Refuses a request that is not waiting, holds a slot or is for a
    review, a conference that is no coming review of the same family, a review past the children's own target, a
    child who is in it already, and a named person who is elsewhere then. Undone by `leave_review`.
    """
    act = BookingAct(writing)
    request = act.waiting(request_id)
    review = writing.get(Conference, conference_id)
    child_ids = act.requested_ids(request_id)
    _check_joins(act, request, review, child_ids)
    writing.add_all(
        ConferenceChild(
            conference_id=review.id,
            child_id=child_id,
            request_id=request.id,
            kind=request.kind,
            strategy_discussion_on=request.strategy_discussion_on,
            s47_started_on=request.s47_started_on,
            counted_from_on=request.counted_from_on,
            due_on=request.due_on,
        )
        for child_id in child_ids
    )
    request.state = RequestState.BOOKED
    act.seat_again(review)
    invite_known(writing, review, child_ids, request.social_worker_id, act.settings, act.calendar)


@action(Permission.BOOK)
def leave_review(writing: Writing, *, request_id: RequestId) -> ConferenceId:
    """The children of a request are not considered at the review that they joined; their request waits again.

    Because no row is ever taken away, a conference of the same time and seat without them takes its place; its id.
    Refuses a request that joined no coming review, and a review at which something was recorded.
    Undone by `join_review`.
    """
    act = BookingAct(writing)
    request = writing.get(Request, request_id)
    former = _joined(act, request_id)
    if former is None or request.state is not RequestState.BOOKED:
        raise Refusal("The children of this request did not join a coming review.", "request")
    if former.began_at is not None or not is_untouched(writing, former.id):
        raise Refusal("Something is recorded at this review already, so nobody can leave it any more.", "conference")
    release(writing, conference_id=former.id)
    left = _without(act, former)
    former.state = ConferenceState.TAKEN_BACK
    act.keep(left, carried(row for row in act.children(former) if row.request_id != request_id))
    invite_as_before(writing, former, left)
    former.successor_id = left.id
    request.state = RequestState.REQUESTED
    return ConferenceId(left.id)


def _check_joins(act: BookingAct, request: Request, review: Conference, child_ids: list[int]) -> None:
    if request.kind is ConferenceKind.REVIEW:
        raise Refusal("This request is for a review of its own: book it.", "request")
    if act.hold_of(request.id) is not None:
        raise Refusal("This request holds a slot: let it go first.", "request")
    if review.state is not ConferenceState.CONFIRMED or review.kind is not ConferenceKind.REVIEW:
        raise Refusal("Children can only join a review that is booked and still to come.", "conference")
    if review.family_id != request.family_id:
        raise Refusal("This review is of another family. Nobody joins it.", "conference")
    act.check(review)
    act.check_birth(review.starts_at.date(), request.kind, child_ids)
    if review.starts_at.date() > request.due_on:
        raise Refusal(
            f"The review on {review.starts_at:%d/%m/%Y} lies after the target of these children, "
            f"{request.due_on:%d/%m/%Y}: move it to an earlier day first, or book a conference of their own.",
            "conference",
        )
    if {row.child_id for row in act.children(review)} & set(child_ids):
        raise Refusal("One of these children is considered at this review already.", "children")


def _joined(act: BookingAct, request_id: int) -> Conference | None:
    joined = select(ConferenceChild.conference_id).where(ConferenceChild.request_id == request_id)
    return act.writing.record(
        select(Conference).where(Conference.id.in_(joined), Conference.state == ConferenceState.CONFIRMED)
    )


def _without(act: BookingAct, former: Conference) -> Conference:
    """The same conference once more, for those who stay."""
    return Conference(
        request_id=former.request_id,
        family_id=former.family_id,
        kind=former.kind,
        state=ConferenceState.CONFIRMED,
        mode=former.mode,
        starts_at=former.starts_at,
        ends_at=former.ends_at,
        second_sitting_at=former.second_sitting_at,
        room_id=former.room_id,
        chair_id=former.chair_id,
        minute_taker_id=former.minute_taker_id,
        strategy_discussion_on=former.strategy_discussion_on,
        s47_started_on=former.s47_started_on,
        counted_from_on=former.counted_from_on,
        due_on=former.due_on,
        late_reason=former.late_reason,
        late_note=former.late_note,
        late_cause=former.late_cause,
        late_agreed_by=former.late_agreed_by,
        earliest_possible_at=former.earliest_possible_at,
        booked_at=act.writing.at,
    )
