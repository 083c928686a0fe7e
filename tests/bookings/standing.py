"""What must be true of every diary at every moment, whoever acted and in whatever order; changes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, select

from cpconf.bookings.records import Conference, ConferenceChild, Request, RequestPerson
from cpconf.bookings.rules import COMING_STATES, MOVABLE_STATES, ConferenceState, RequestState
from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.records import Occupancy, Resource
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading


@query(Permission.READ)
def what_is_wrong(reading: Reading) -> list[str]:
    """Each broken rule in words; empty for a whole diary."""
    return [*_overlaps(reading), *_seats(reading), *_targets(reading), *_requests(reading)]


def _overlaps(reading: Reading) -> Iterator[str]:
    """Nobody and nothing is in two places; typing does not count against anybody twice either."""
    spans: defaultdict[int, list[tuple[Any, Any]]] = defaultdict(list)
    for row in reading.rows(
        select(Occupancy.resource_id, Occupancy.starts_at, Occupancy.ends_at).where(Occupancy.released_at.is_(None))
    ):
        spans[row.resource_id].append((row.starts_at, row.ends_at))
    for resource_id, taken in spans.items():
        taken.sort()
        for first, second in pairwise(taken):
            if first[1] > second[0]:
                yield f"resource {resource_id} is taken twice at {second[0]}"


def _seats(reading: Reading) -> Iterator[str]:
    """Every coming conference occupies exactly its room, its people and who must be there; no other anything."""
    taken: defaultdict[int, list[tuple[Purpose, int | None, Hold]]] = defaultdict(list)
    rows = reading.rows(
        select(
            Occupancy.conference_id,
            Occupancy.purpose,
            Occupancy.hold,
            Resource.room_id,
            Resource.staff_id,
            Resource.professional_id,
        )
        .join(Resource, Resource.id == Occupancy.resource_id)
        .where(Occupancy.released_at.is_(None), Occupancy.purpose != Purpose.TYPING)
    )
    for row in rows:
        who = row.room_id or row.staff_id or row.professional_id
        taken[row.conference_id].append((row.purpose, who, row.hold))
    needed = _needed(reading)
    for conference in reading.rows(select(Conference.__table__)):
        wanted = _wanted(conference, needed) if conference.state in COMING_STATES else []
        stays = conference.state in MOVABLE_STATES - COMING_STATES
        if not stays and sorted(map(str, taken[conference.id])) != sorted(map(str, wanted)):
            yield f"{conference.reference} ({conference.state}) occupies {taken[conference.id]}, not {wanted}"


def _wanted(conference: Row[Any], needed: dict[int, set[int]]) -> list[tuple[Purpose, int, Hold]]:
    hold = Hold.HELD if conference.state is ConferenceState.PROVISIONAL else Hold.BOOKED
    seats = [(Purpose.CHAIR, conference.chair_id, hold), (Purpose.MINUTE_TAKER, conference.minute_taker_id, hold)]
    if conference.room_id is not None:
        seats.append((Purpose.ROOM, conference.room_id, hold))
    return [*seats, *((Purpose.PERSON, person, hold) for person in needed[conference.id])]


def _needed(reading: Reading) -> dict[int, set[int]]:
    """By conference: the professionals who must be there."""
    people: defaultdict[int, set[int]] = defaultdict(set)
    for request_id, worker in reading.rows(select(Request.id, Request.social_worker_id)):
        people[request_id] |= {worker} - {None}
    named = select(RequestPerson.request_id, RequestPerson.professional_id).where(RequestPerson.ended_at.is_(None))
    for request_id, person in reading.rows(named):
        people[request_id].add(person)
    needed: defaultdict[int, set[int]] = defaultdict(set)
    for conference_id, request_id in reading.rows(select(Conference.id, Conference.request_id)):
        needed[conference_id] |= people[request_id]
    joined = select(ConferenceChild.conference_id, ConferenceChild.request_id).where(
        ConferenceChild.request_id.is_not(None)
    )
    for conference_id, request_id in reading.rows(joined):
        needed[conference_id] |= people[request_id]
    return needed


def _targets(reading: Reading) -> Iterator[str]:
    """A target never moves: not by a move, not by a hold, not by joining."""
    due = dict(reading.rows(select(Request.id, Request.due_on)))
    for row in reading.rows(select(Conference.reference, Conference.request_id, Conference.due_on)):
        if row.request_id is not None and due[row.request_id] != row.due_on:
            yield f"the target of {row.reference} moved"
    for child in reading.rows(select(ConferenceChild.request_id, ConferenceChild.due_on)):
        if child.request_id is not None and due[child.request_id] != child.due_on:
            yield f"the target of request {child.request_id} moved"


def _requests(reading: Reading) -> Iterator[str]:
    """A booked request has one conference that stands for it, another none; only what moved has a successor."""
    rows = reading.rows(select(Conference.id, Conference.request_id, Conference.state, Conference.successor_id))
    standing = Counter(row.request_id for row in rows if row.state is ConferenceState.CONFIRMED)
    confirmed = {row.id for row in rows if row.state is ConferenceState.CONFIRMED}
    over = {row.request_id for row in rows if row.state in MOVABLE_STATES - COMING_STATES | {ConferenceState.HELD}}
    holding = Counter(row.request_id for row in rows if row.state is ConferenceState.PROVISIONAL)
    for conference_id, request_id in reading.rows(
        select(ConferenceChild.conference_id, ConferenceChild.request_id).where(ConferenceChild.request_id.is_not(None))
    ):
        standing[request_id] += conference_id in confirmed and standing[request_id] == 0
    for request_id, state in reading.rows(select(Request.id, Request.state)):
        expected = 1 if state is RequestState.BOOKED else 0
        if standing[request_id] != expected and not (state is RequestState.BOOKED and request_id in over):
            yield f"request {request_id} is {state} and has {standing[request_id]} conferences"
        if holding[request_id] > (state in {RequestState.REQUESTED, RequestState.RETURNED}):
            yield f"request {request_id} is {state} and holds {holding[request_id]} slots"
    with_successor = {ConferenceState.RESCHEDULED, ConferenceState.TAKEN_BACK} | (MOVABLE_STATES - COMING_STATES)
    for row in rows:
        if row.successor_id is not None and row.state not in with_successor:
            yield f"conference {row.id} is {row.state} and has a successor"
