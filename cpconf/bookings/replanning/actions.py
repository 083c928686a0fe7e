"""A proposal is accepted, whole or in part, in one act, and taken back in one; knows not how it was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from cpconf.access.rules import StaffId
from cpconf.access.typed import needed
from cpconf.bookings.actions import RequestNeeds, record_request
from cpconf.bookings.booking import book_conference
from cpconf.bookings.booking_act import BookingAct
from cpconf.bookings.due_reviews import ReviewDue, reviews_due
from cpconf.bookings.moving import reschedule, reseat
from cpconf.bookings.records import Conference, Replan, Request
from cpconf.bookings.replanning.ledger import Ledger, seat_of
from cpconf.bookings.replanning.scope import AcceptedMove, ReplanId
from cpconf.bookings.required import named_people
from cpconf.bookings.rules import ConferenceId, ConferenceKind, ConferenceState, LateReason, RequestId
from cpconf.diary.occupying import release
from cpconf.people.rules import FamilyId
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

_AS_ASKED = (
    "social_worker_id",
    "site_wanted_id",
    "seats",
    "mode",
    "separate_arrival",
    "non_contact",
    "address_withheld",
    "domestic_abuse",
    "interpreter_language",
    "advocate",
    "access_needs",
    "risks",
    "split_attendance",
    "equipment_needed",
)
"""What the family needed at its last conference is asked for again."""


@action(Permission.BOOK)
def accept_replan(
    writing: Writing, *, moves: Sequence[AcceptedMove], cause: str, late_agreed_by: str | None = None
) -> ReplanId:
    """Make these moves in one act: all leave their seats first, so that chains and swaps fit; then everybody is told.

    Another day or time makes a successor with the target unchanged; only another room or other people reseat the
    same conference; a line without a booking books a family's review (`accept_reviews`). Refuses the whole, naming
    the first that no longer fits: it has changed since, its seat is taken, or it is a review past its limit and nobody
    has agreed. Undone by `take_back_replan`.
    """
    return _accept(writing, moves, needed(cause, "cause", "Say why these bookings move."), late_agreed_by)


@action(Permission.BOOK)
def accept_reviews(
    writing: Writing,
    *,
    moves: Sequence[AcceptedMove],
    cause: str = "Reviews planned",
    late_agreed_by: str | None = None,
) -> ReplanId:
    """Book these families' reviews in one act, each with a request of its own for the children who are due.

    What was asked for the family's last conference is asked again; a request that waits already is booked. Refuses as
    `accept_replan`, and a family whose review is booked by now. Undone by `take_back_replan`.
    """
    return _accept(writing, moves, needed(cause, "cause", "Say why these reviews are booked."), late_agreed_by)


@action(Permission.BOOK)
def take_back_replan(writing: Writing, *, replan_id: ReplanId) -> None:
    """All of an accepted proposal stands again as it stood before, in one act; its new reviews are off.

    That a former seat does not hold (its room is closed) is no hindrance: it did not hold before. Refuses the whole,
    naming the conference: one that was moved on, held, cancelled or recorded at since, one whose former time has
    passed, and one whose former seat is taken. Undone by accepting a proposal again.
    """
    act = BookingAct(writing)
    replan = writing.get(Replan, replan_id)
    if replan.taken_back_at is not None:
        raise Refusal("This replan was taken back already.", "replan")
    Ledger(act, replan).take_back()
    replan.taken_back_at = writing.at
    writing.because(f"Taken back: {replan.cause}")


def _accept(writing: Writing, moves: Sequence[AcceptedMove], cause: str, agreed_by: str | None) -> ReplanId:
    if not moves:
        raise Refusal("Choose at least one line of the proposal.", "moves")
    BookingAct(writing)  # nobody else books meanwhile, and holds past their time are gone
    conferences = {move.conference_id: _standing(writing, move) for move in moves if move.conference_id is not None}
    due = _due(writing, moves)
    if len(conferences) + len(due) != len(moves):
        raise Refusal("The same conference stands in two lines of the proposal.", "moves")
    replan = writing.add(Replan(cause=cause, accepted_at=writing.at))
    for conference_id in conferences:
        release(writing, conference_id=conference_id)
    for move in _in_order(moves, conferences, due):
        if move.conference_id is None:
            review = due[move.family_id]
            with _named(review.family_reference, "no longer fits"):
                made = _book_review(writing, move, review, agreed_by)
        else:
            with _named(conferences[move.conference_id].reference, "no longer fits"):
                made = _move(writing, move, conferences[move.conference_id], cause, agreed_by)
        writing.get(Conference, made).replan_id = replan.id
    writing.because(cause)
    return ReplanId(replan.id)


def _in_order(
    moves: Sequence[AcceptedMove], conferences: Mapping[ConferenceId, Conference], due: Mapping[FamilyId, ReviewDue]
) -> list[AcceptedMove]:
    """The late ones last: what kept them from a day in time is judged when the others are seated."""

    def order(move: AcceptedMove) -> tuple[bool, datetime, int]:
        owner = due[move.family_id] if move.conference_id is None else conferences[move.conference_id]
        return move.starts_at.date() > owner.due_on, move.starts_at, move.family_id

    return sorted(moves, key=order)


def _standing(writing: Writing, move: AcceptedMove) -> Conference:
    """The booking of a line, which must stand as the proposal saw it."""
    assert move.conference_id is not None
    conference = writing.get(Conference, move.conference_id)
    if conference.state is not ConferenceState.CONFIRMED or conference.began_at is not None:
        raise Refusal(f"{conference.reference} is not to come any more: make a new proposal.", "moves")
    was = move.was
    if was is not None:
        seen = (was.starts_at, was.room_id, was.chair_id, was.minute_taker_id)
        if seen != (conference.starts_at, *seat_of(conference)):
            raise Refusal(f"{conference.reference} was moved since the proposal was made: make a new one.", "moves")
    return conference


def _due(writing: Writing, moves: Sequence[AcceptedMove]) -> dict[FamilyId, ReviewDue]:
    family_ids = [move.family_id for move in moves if move.conference_id is None]
    if not family_ids:
        return {}
    found = reviews_due(writing, from_on=date.min, until_on=date.max, family_ids=family_ids)
    due = {one.family_id: one for one in found}
    if any(family_id not in due for family_id in family_ids):
        raise Refusal(
            "The review of one of these families is booked by now, or none is due: make a new proposal.",
            "moves",
        )
    return due


def _move(
    writing: Writing, move: AcceptedMove, conference: Conference, cause: str, agreed_by: str | None
) -> ConferenceId:
    conference_id, reason = ConferenceId(conference.id), move.reason or LateReason.ROOM
    if move.starts_at == conference.starts_at and move.ends_at == conference.ends_at:
        reseat(
            writing,
            conference_id=conference_id,
            room_id=move.room_id,
            chair_id=StaffId(move.chair_id),
            minute_taker_id=StaffId(move.minute_taker_id),
            reason=reason,
            note=cause,
        )
        return conference_id
    return reschedule(
        writing,
        conference_id=conference_id,
        starts_at=move.starts_at,
        ends_at=move.ends_at,
        reason=reason,
        note=cause,
        late_agreed_by=agreed_by,
        room_id=move.room_id,
        chair_id=StaffId(move.chair_id),
        minute_taker_id=StaffId(move.minute_taker_id),
    )


def _book_review(writing: Writing, move: AcceptedMove, due: ReviewDue, agreed_by: str | None) -> ConferenceId:
    late = move.starts_at.date() > due.due_on
    return book_conference(
        writing,
        request_id=due.request_id or _request(writing, due),
        starts_at=move.starts_at,
        ends_at=move.ends_at,
        room_id=move.room_id,
        chair_id=StaffId(move.chair_id),
        minute_taker_id=StaffId(move.minute_taker_id),
        late_reason=move.reason if late else None,
        late_agreed_by=agreed_by if late else None,
    )


def _request(writing: Writing, due: ReviewDue) -> RequestId:
    needs: RequestNeeds = {"seats": due.seats, "site_wanted_id": due.site_id}
    if due.former_request_id is not None:
        former = writing.get(Request, due.former_request_id)
        needs |= {name: getattr(former, name) for name in _AS_ASKED}  # type: ignore[typeddict-item]
        people = named_people(writing, [due.former_request_id]).get(due.former_request_id, ())
        needs["professional_ids"] = [professional_id for professional_id, _ in people]
    children = [child.id for child in due.children]
    return record_request(writing, family_id=due.family_id, child_ids=children, kind=ConferenceKind.REVIEW, **needs)


@contextmanager
def _named(name: str, what: str) -> Iterator[None]:
    """A refusal inside names the conference that it is about."""
    try:
        yield
    except Refusal as refusal:
        field = refusal.field if refusal.field in {"late_agreed_by", "late_reason"} else "moves"
        raise Refusal(f"{name} {what}: {refusal.message}", field) from None
