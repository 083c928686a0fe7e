"""What is there already for the same children: requests, conferences, reviews, left-out siblings; changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cpconf.bookings.lists import ConferenceChildLine, ConferenceLine, child_line, conference_lines, found
from cpconf.bookings.records import Conference, ConferenceChild, Request, RequestChild
from cpconf.bookings.rules import (
    COMING_STATES,
    KIND_WORDS,
    REQUEST_WORDS,
    ConferenceId,
    ConferenceKind,
    ConferenceState,
    RequestId,
    RequestState,
)
from cpconf.people.records import Child
from cpconf.people.rules import ChildId, FamilyId, age_on
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

GROWN_UP = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarRequest:
    """What a new request may be a duplicate of; one of the two ids, or both. `words` name children by their number."""

    request_id: RequestId | None
    conference_id: ConferenceId | None
    kind: ConferenceKind
    due_on: date
    same_kind: bool
    words: str


@query(Permission.READ)
def same_children(
    reading: Reading, *, family_id: FamilyId, child_ids: Sequence[ChildId], kind: ConferenceKind
) -> tuple[SimilarRequest, ...]:
    """Open requests and coming conferences of these children, likely duplicates (the same kind) first.

    Where none of them is named, those of the same kind for their family, because a sibling's may be meant.
    A constant number of statements.
    """
    requests = _requests(reading, family_id, kind, child_ids)
    conferences = _conferences(reading, family_id, kind, child_ids)
    return tuple(sorted((*requests, *conferences), key=lambda one: (not one.same_kind, one.due_on)))


@query(Permission.READ)
def reviews_to_join(reading: Reading, *, request_id: RequestId) -> tuple[ConferenceLine, ...]:
    """The booked reviews of the family, still to come and in time for these children, that they may join; by time.

    Empty for a request that does not wait or is for a review itself. Refuses an unknown one.
    """
    row = reading.one(
        select(Request.id, Request.family_id, Request.kind, Request.state, Request.due_on).where(
            Request.id == request_id
        )
    )
    if row is None:
        raise Refusal("This request is not in the store.", "request")
    asked = select(RequestChild.child_id).where(RequestChild.request_id == request_id)
    there = select(ConferenceChild.conference_id).where(ConferenceChild.child_id.in_(asked))
    lines = found(
        reading,
        conference_lines()
        .where(Conference.family_id == row.family_id, Conference.kind == ConferenceKind.REVIEW)
        .where(Conference.state == ConferenceState.CONFIRMED, Conference.starts_at >= reading.local)
        .where(Conference.id.not_in(there))
        .order_by(Conference.starts_at, Conference.id),
    )
    if row.state is not RequestState.REQUESTED or row.kind is ConferenceKind.REVIEW:
        return ()
    return tuple(line for line in lines if line.starts_at.date() <= row.due_on)


def siblings_left_out(reading: Reading, family_id: int, child_ids: Sequence[int]) -> tuple[ConferenceChildLine, ...]:
    """The living children of the family, under 18, who are not among these; one statement."""
    rows = reading.rows(
        select(
            Child.id,
            Child.la_child_id,
            Child.given_name,
            Child.family_name,
            Child.born_on,
            Child.expected_on,
            Child.sex,
        )
        .where(Child.family_id == family_id, Child.id.not_in(list(child_ids)), Child.died_on.is_(None))
        .order_by(Child.born_on, Child.id)
    )
    return tuple(child_line(row, reading.on) for row in rows if (age_on(row.born_on, reading.on) or 0) < GROWN_UP)


def _requests(reading: Reading, family_id: int, kind: ConferenceKind, child_ids: Sequence[int]) -> list[SimilarRequest]:
    rows = reading.rows(
        select(Request.id, Request.kind, Request.state, Request.due_on, Child.la_child_id)
        .join(RequestChild, RequestChild.request_id == Request.id)
        .join(Child, Child.id == RequestChild.child_id)
        .where(Request.state.in_([RequestState.REQUESTED, RequestState.RETURNED]))
        .where(RequestChild.child_id.in_(list(child_ids)) | ((Request.family_id == family_id) & (Request.kind == kind)))
        .order_by(Request.id, RequestChild.id)
    )
    numbers: dict[int, list[str]] = {}
    for row in rows:
        numbers.setdefault(row.id, []).append(row.la_child_id)
    heads = {row.id: row for row in rows}
    return [
        SimilarRequest(
            request_id=RequestId(head.id),
            conference_id=None,
            kind=head.kind,
            due_on=head.due_on,
            same_kind=head.kind is kind,
            words=f"Request {head.id}, {KIND_WORDS[head.kind]}, {REQUEST_WORDS[head.state].lower()}, for "
            f"{_children(numbers[head.id])}: due by {head.due_on:%d/%m/%Y}.",
        )
        for head in heads.values()
    ]


def _conferences(
    reading: Reading, family_id: int, kind: ConferenceKind, child_ids: Sequence[int]
) -> list[SimilarRequest]:
    of_child = select(ConferenceChild.conference_id).where(ConferenceChild.child_id.in_(list(child_ids)))
    lines = found(
        reading,
        conference_lines()
        .where(Conference.state.in_(sorted(COMING_STATES)), Conference.starts_at >= reading.local)
        .where(Conference.id.in_(of_child) | ((Conference.family_id == family_id) & (Conference.kind == kind)))
        .order_by(Conference.starts_at, Conference.id),
    )
    requests = dict(
        reading.rows(select(Conference.id, Conference.request_id).where(Conference.id.in_([line.id for line in lines])))
    )
    return [_booked(line, requests[line.id], kind) for line in lines if line.state in COMING_STATES]


def _booked(line: ConferenceLine, request_id: int | None, kind: ConferenceKind) -> SimilarRequest:
    how = "held" if line.state is ConferenceState.PROVISIONAL else "booked"
    return SimilarRequest(
        request_id=None if request_id is None else RequestId(request_id),
        conference_id=line.id,
        kind=line.kind,
        due_on=line.due_on,
        same_kind=line.kind is kind,
        words=f"{line.reference}, {KIND_WORDS[line.kind]}, is {how} for {line.starts_at:%A %d/%m/%Y %H:%M}, for "
        f"{_children([child.la_child_id for child in line.children])}.",
    )


def _children(numbers: Sequence[str]) -> str:
    return f"child {numbers[0]}" if len(numbers) == 1 else f"children {', '.join(numbers)}"
