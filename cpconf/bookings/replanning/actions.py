"""A proposal is accepted, whole or in part, in one act, and taken back in one; knows not how it was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from cpconf.access.rules import StaffId
from cpconf.access.typed import needed
from cpconf.bookings.actions import RequestNeeds, record_request
from cpconf.bookings.booking import book_conference
from cpconf.bookings.booking_act import BookingAct
from cpconf.bookings.due_reviews import ReviewDue, reviews_due
from cpconf.bookings.moving import reschedule, reseat
from cpconf.bookings.records import Conference, Replan, Request
from cpconf.bookings.replanning.ledger import Ledger, seat_of
from cpconf.bookings.replanning.refusing import Refused
from cpconf.bookings.replanning.scope import AcceptedMove, ReplanId
from cpconf.bookings.required import named_people
from cpconf.bookings.rules import ConferenceId, ConferenceKind, ConferenceState, LateReason, RequestId
from cpconf.diary.occupying import release
from cpconf.people.records import Family
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
    all that no longer fit (of many the first few): changed since, or the seat is taken; and a review past its limit
    to which nobody has agreed. Undone by `take_back_replan`.
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
    if len({_subject(move) for move in moves}) != len(moves):
        raise Refusal("The same conference stands in two lines of the proposal.", "moves")
    BookingAct(writing)  # nobody else books meanwhile, and holds past their time are gone
    refused = Refused()
    conferences = _standing(writing, moves, refused)
    due = _due(writing, moves, refused)
    replan = writing.add(Replan(cause=cause, accepted_at=writing.at))
    for conference_id in conferences:
        release(writing, conference_id=conference_id)
    for move in _in_order(moves, conferences, due):
        if move.conference_id is None:
            review = due[move.family_id]
            with refused.hearing(review.family_reference):
                made = _book_review(writing, move, review, agreed_by)
                writing.get(Conference, made).replan_id = replan.id
        else:
            conference = conferences[move.conference_id]
            with refused.hearing(conference.reference):
                made = _move(writing, move, conference, cause, agreed_by)
                writing.get(Conference, made).replan_id = replan.id
    refused.speak()
    writing.because(cause)
    return ReplanId(replan.id)


def _subject(move: AcceptedMove) -> tuple[bool, int]:
    """Whom a line is about: a booking, or the family of a review."""
    return (True, move.conference_id) if move.conference_id is not None else (False, move.family_id)


def _in_order(
    moves: Sequence[AcceptedMove], conferences: Mapping[ConferenceId, Conference], due: Mapping[FamilyId, ReviewDue]
) -> list[AcceptedMove]:
    """The late ones last: what kept them from a day in time is judged when the others are seated.

    A line that was refused already is in neither mapping and left out.
    """

    def owner(move: AcceptedMove) -> Conference | ReviewDue | None:
        return due.get(move.family_id) if move.conference_id is None else conferences.get(move.conference_id)

    known = [(move, found.due_on) for move in moves if (found := owner(move)) is not None]
    known.sort(key=lambda pair: (pair[0].starts_at.date() > pair[1], pair[0].starts_at, pair[0].family_id))
    return [move for move, _due_on in known]


def _standing(writing: Writing, moves: Sequence[AcceptedMove], refused: Refused) -> dict[ConferenceId, Conference]:
    """The bookings of the lines that stand as the proposal saw them."""
    standing = {}
    for move in moves:
        if move.conference_id is None:
            continue
        conference = writing.get(Conference, move.conference_id)
        was = move.was
        if conference.state is not ConferenceState.CONFIRMED or conference.began_at is not None:
            refused.note(conference.reference, "is not to come any more")
        elif was is not None and (was.starts_at, was.room_id, was.chair_id, was.minute_taker_id) != (
            conference.starts_at,
            *seat_of(conference),
        ):
            refused.note(conference.reference, "was moved since the proposal was made")
        else:
            standing[move.conference_id] = conference
    return standing


def _due(writing: Writing, moves: Sequence[AcceptedMove], refused: Refused) -> dict[FamilyId, ReviewDue]:
    """The reviews of the lines without a booking that are still due and not booked."""
    family_ids = [move.family_id for move in moves if move.conference_id is None]
    if not family_ids:
        return {}
    found = reviews_due(writing, from_on=date.min, until_on=date.max, family_ids=family_ids)
    due = {one.family_id: one for one in found}
    for family_id in family_ids:
        if family_id not in due:
            refused.note(writing.get(Family, family_id).reference, "has its review booked by now, or none is due")
    return due


def _move(
    writing: Writing, move: AcceptedMove, conference: Conference, cause: str, agreed_by: str | None
) -> ConferenceId:
    conference_id, reason = ConferenceId(conference.id), move.reason or LateReason.ROOM
    if move.starts_at == conference.starts_at and move.ends_at == conference.ends_at:
        was = seat_of(conference)
        try:
            reseat(
                writing,
                conference_id=conference_id,
                room_id=move.room_id,
                chair_id=StaffId(move.chair_id),
                minute_taker_id=StaffId(move.minute_taker_id),
                reason=reason,
                note=cause,
            )
        except Refusal:  # the other lines are still tried, to name all that no longer fit
            conference.room_id, conference.chair_id, conference.minute_taker_id = was
            raise
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
