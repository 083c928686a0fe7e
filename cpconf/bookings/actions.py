"""Requests are recorded, corrected, returned and withdrawn; bookings and invitations stand beside, under one name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from sqlalchemy import select

from cpconf.access.records import Staff
from cpconf.access.rules import StaffId
from cpconf.access.typed import needed, trimmed
from cpconf.bookings.booking import book_conference, cancel_conference, reinstate_conference
from cpconf.bookings.booking_act import BookingAct
from cpconf.bookings.clocks import Clock, Facts, clock_for
from cpconf.bookings.history import last_held
from cpconf.bookings.holding import confirm_conference, hold_conference, lapse_holds, let_go
from cpconf.bookings.inviting import invite, withdraw_invitation
from cpconf.bookings.joining import join_review, leave_review
from cpconf.bookings.moving import reschedule, reseat, take_back_move
from cpconf.bookings.records import Conference, ConferenceChild, Request, RequestChild, RequestPerson
from cpconf.bookings.required import required_people
from cpconf.bookings.rules import (
    CATEGORIES,
    COMING_STATES,
    ConferenceKind,
    ConferenceState,
    Mode,
    RequestId,
    RequestState,
    equipment_words,
)
from cpconf.diary.records import Site
from cpconf.diary.rules import GRAIN_MINUTES, SiteId, conference_minutes
from cpconf.diary.window import load_calendar
from cpconf.people.records import Child, Family, Professional
from cpconf.people.rules import ChildId, FamilyId, ProfessionalId
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import LONDON, Writing

__all__ = [
    "RequestNeeds",
    "book_conference",
    "cancel_conference",
    "change_request",
    "confirm_conference",
    "hold_conference",
    "invite",
    "join_review",
    "lapse_holds",
    "leave_review",
    "let_go",
    "record_request",
    "reinstate_conference",
    "reopen_request",
    "reschedule",
    "reseat",
    "return_request",
    "set_request_people",
    "take_back_move",
    "withdraw_invitation",
    "withdraw_request",
]


class RequestNeeds(TypedDict, total=False):
    """What a request asks for besides its children and its days; `length_minutes` by the practice if not given.

    `professional_ids`: who must be there besides the social worker. `equipment_needed`: words, divided by commas.
    `urgent`: why it cannot wait.
    """

    social_worker_id: ProfessionalId | None
    site_wanted_id: SiteId | None
    preferred_chair_id: StaffId | None
    length_minutes: int | None
    seats: int
    mode: Mode
    separate_arrival: bool
    non_contact: bool
    address_withheld: bool
    domestic_abuse: bool
    interpreter_language: str | None
    advocate: bool
    access_needs: str
    risks: str
    category_sought: str | None
    split_attendance: bool
    equipment_needed: str
    urgent: str | None
    professional_ids: Sequence[ProfessionalId]
    notes: str


@action(Permission.REQUEST)
def record_request(
    writing: Writing,
    *,
    family_id: FamilyId,
    child_ids: Sequence[ChildId],
    kind: ConferenceKind,
    received_at: datetime | None = None,
    strategy_discussion_on: date | None = None,
    s47_started_on: date | None = None,
    notice_on: date | None = None,
    **needs: Unpack[RequestNeeds],
) -> RequestId:
    """Record a request; its target date is worked out now and never moves. Undone by `withdraw_request`.

    `received_at` (UTC instant, default now). An initial conference counts from `strategy_discussion_on`, a transfer-in
    one from `notice_on`, a review from the conference held last, a pre-birth one back from the expected date.
    Refuses a day after the receipt, no children, children of another family, a child who has an open request.
    """
    received = received_at or writing.at
    if received > writing.at:
        raise Refusal("The request cannot have been received in the future.", "received_at")
    children = _children(writing, family_id, child_ids)
    facts = Facts(
        received_on=received.astimezone(LONDON).date(),
        strategy_discussion_on=strategy_discussion_on,
        s47_started_on=s47_started_on,
        notice_on=notice_on,
        expected_on=tuple(child.expected_on for child in children if child.expected_on is not None),
    )
    request = Request(family_id=family_id, kind=ConferenceKind(kind), received_at=received)
    request.strategy_discussion_on, request.s47_started_on = strategy_discussion_on, s47_started_on
    request.notice_on = notice_on
    clock, usual = _clock(writing, request.kind, facts, [child.id for child in children])
    request.counted_from_on, request.due_on = clock.counted_from_on, clock.due_on
    _set_needs(writing, request, needs, usual)
    writing.add(request)
    writing.add_all(RequestChild(request_id=request.id, child_id=child.id) for child in children)
    _name_people(writing, request.id, needs.get("professional_ids", ()))
    return RequestId(request.id)


@action(Permission.REQUEST)
def change_request(writing: Writing, *, request_id: RequestId, **needs: Unpack[RequestNeeds]) -> None:
    """Correct what a request asks for; children, days and target stay as recorded. Undone by changing back.

    Refuses a withdrawn request; refuses wrong values as `record_request`, and somebody who must be there and is
    elsewhere when its conference is booked. What was mistaken in children or days is put right by withdrawing the
    request and recording it anew.
    """
    request = _changeable(writing, request_id)
    before = required_people(writing, [request_id])
    _set_needs(writing, request, needs, request.length_minutes)
    writing.flush()
    if "professional_ids" in needs:
        _name_people(writing, request_id, needs["professional_ids"])
    _ask_to_come(writing, request_id, before)


@action(Permission.REQUEST)
def set_request_people(writing: Writing, *, request_id: RequestId, professional_ids: Sequence[ProfessionalId]) -> None:
    """Who must be there besides the social worker: an interpreter, a named worker; the whole list.

    Undone by setting the former list. They are booked like a room, for the conference itself. Refuses a withdrawn
    request, a professional who has left, and one who is at another conference when this one is booked or held.
    """
    _changeable(writing, request_id)
    before = required_people(writing, [request_id])
    _name_people(writing, request_id, professional_ids)
    _ask_to_come(writing, request_id, before)


@action(Permission.REQUEST)
def return_request(writing: Writing, *, request_id: RequestId, why: str) -> None:
    """Send a request back to the social worker, with the reason; its clock runs on. Undone by `reopen_request`."""
    request = writing.get(Request, request_id)
    if request.state is not RequestState.REQUESTED:
        raise Refusal("Only a request that waits to be booked can be returned.", "request")
    writing.because(needed(why, "why", "Say what is missing: the social worker reads it."))
    request.state = RequestState.RETURNED


@action(Permission.REQUEST)
def withdraw_request(writing: Writing, *, request_id: RequestId, why: str) -> None:
    """No conference is wanted any more. Undone by `reopen_request`.

    Refuses without a reason, a request withdrawn already, and one that is booked or holds a slot: its conference is
    cancelled or the slot let go first.
    """
    request = writing.get(Request, request_id)
    if request.state is RequestState.BOOKED:
        raise Refusal("This request is booked: cancel its conference first.", "request")
    if _holds_a_slot(writing, request_id):
        raise Refusal("This request holds a slot: let it go first.", "request")
    if request.state is RequestState.WITHDRAWN:
        raise Refusal("This request is already withdrawn.", "request")
    writing.because(needed(why, "why", "Say why the request is withdrawn."))
    request.state = RequestState.WITHDRAWN


@action(Permission.REQUEST)
def reopen_request(writing: Writing, *, request_id: RequestId) -> None:
    """Take up a returned or withdrawn request again, with its target as it was. Undone by returning or withdrawing it.

    Refuses one that is open or booked, and one whose child has another open request by now.
    """
    request = writing.get(Request, request_id)
    if request.state not in {RequestState.RETURNED, RequestState.WITHDRAWN}:
        raise Refusal("This request is open or booked already.", "request")
    child_ids = writing.scalars(select(RequestChild.child_id).where(RequestChild.request_id == request_id))
    _check_no_open_request(writing, child_ids, besides=request_id)
    request.state = RequestState.REQUESTED


def _changeable(writing: Writing, request_id: RequestId) -> Request:
    request = writing.get(Request, request_id)
    if request.state is RequestState.WITHDRAWN:
        raise Refusal("This request was withdrawn: take it up again first.", "request")
    return request


def _holds_a_slot(writing: Writing, request_id: RequestId) -> bool:
    held = select(Conference.id).where(
        Conference.request_id == request_id,
        Conference.state == ConferenceState.PROVISIONAL,
        Conference.held_until > writing.at,
    )
    return writing.scalar(held.limit(1)) is not None


def _name_people(writing: Writing, request_id: int, professional_ids: Sequence[ProfessionalId]) -> None:
    """Make this the list of those who must be there; who was on it before comes back under the same row."""
    wanted = list(dict.fromkeys(professional_ids))
    known = {
        row.professional_id: row
        for row in writing.records(select(RequestPerson).where(RequestPerson.request_id == request_id))
    }
    for professional_id in wanted:
        row = known.get(professional_id)
        if (row is None or row.ended_at is not None) and writing.get(
            Professional, professional_id
        ).ended_on is not None:
            raise Refusal("This professional has left: name who took over.", "people")
        if row is not None:
            row.ended_at = None
    for row in known.values():
        if row.professional_id not in wanted and row.ended_at is None:
            row.ended_at = writing.at
    added = [one for one in wanted if one not in known]
    writing.add_all(RequestPerson(request_id=request_id, professional_id=one) for one in added)


def _ask_to_come(writing: Writing, request_id: RequestId, before: tuple[ProfessionalId, ...]) -> None:
    """Those who must be there are booked for a conference that is booked or held already."""
    if required_people(writing, [request_id]) == before:
        return
    joined = select(ConferenceChild.conference_id).where(ConferenceChild.request_id == request_id)
    coming = select(Conference.id).where(
        (Conference.request_id == request_id) | Conference.id.in_(joined),
        Conference.state.in_(sorted(COMING_STATES)),
        Conference.starts_at >= writing.local,
    )
    if writing.scalar(coming.limit(1)) is None:
        return
    act = BookingAct(writing)
    for conference in writing.records(select(Conference).where(Conference.id.in_(coming))):
        act.seat(conference)


def _children(writing: Writing, family_id: FamilyId, child_ids: Sequence[ChildId]) -> list[Child]:
    writing.get(Family, family_id)
    if not child_ids:
        raise Refusal("Choose at least one child.", "children")
    if len(set(child_ids)) != len(child_ids):
        raise Refusal("The same child is named twice.", "children")
    children = [writing.get(Child, child_id) for child_id in child_ids]
    if any(child.family_id != family_id for child in children):
        raise Refusal(
            "Not all of these children belong to this family: join them first, or make a request for each family.",
            "children",
        )
    if any(child.died_on is not None for child in children):
        raise Refusal("One of these children has died: leave that child out.", "children")
    _check_no_open_request(writing, child_ids)
    return children


def _check_no_open_request(writing: Writing, child_ids: Sequence[int], besides: int = 0) -> None:
    writing.records(
        select(Child).where(Child.id.in_(list(child_ids))).order_by(Child.id).with_for_update(key_share=True)
    )
    other = writing.scalar(
        select(Request.id)
        .join(RequestChild, RequestChild.request_id == Request.id)
        .where(RequestChild.child_id.in_(list(child_ids)), Request.id != besides)
        .where(Request.state.in_([RequestState.REQUESTED, RequestState.RETURNED]))
        .order_by(Request.id)
        .limit(1)
    )
    if other is not None:
        raise Refusal(
            f"There is already an open request for one of these children (request {other}): "
            "book that one, change it or withdraw it.",
            "children",
        )


def _clock(writing: Writing, kind: ConferenceKind, facts: Facts, child_ids: list[int]) -> tuple[Clock, int]:
    """The clock, and the usual length in minutes."""
    settings = load_settings(writing)
    if kind is ConferenceKind.REVIEW:
        facts = Facts(
            received_on=facts.received_on,
            strategy_discussion_on=facts.strategy_discussion_on,
            s47_started_on=facts.s47_started_on,
            held=last_held(writing, child_ids, settings),
        )
    clock = clock_for(kind, facts, load_calendar(writing, settings), settings)
    return clock, conference_minutes(settings, kind.value, len(child_ids))


def _set_needs(writing: Writing, request: Request, needs: RequestNeeds, usual_minutes: int) -> None:
    for name, value in needs.items():
        if name == "professional_ids":
            continue
        kept = trimmed(value) if isinstance(value, str) and not isinstance(value, Mode) else value
        setattr(request, name, (kept or "") if name in {"access_needs", "risks", "notes"} else kept)
    if "equipment_needed" in needs:
        request.equipment_needed = ", ".join(equipment_words(needs["equipment_needed"]))
    if needs.get("length_minutes") is None:
        request.length_minutes = usual_minutes
    if not 30 <= request.length_minutes <= 480 or request.length_minutes % GRAIN_MINUTES:
        raise Refusal("Give the length in steps of ten minutes, from 30 to 480.", "length_minutes")
    if needs.get("seats", 1) < 1:
        raise Refusal("A conference needs at least one seat.", "seats")
    if needs.get("category_sought") is not None and request.category_sought not in CATEGORIES:
        raise Refusal("The category is one of neglect, physical, sexual, emotional abuse, multiple.", "category_sought")
    if (social_worker_id := needs.get("social_worker_id")) is not None:
        writing.get(Professional, social_worker_id)
    if (site_id := needs.get("site_wanted_id")) is not None:
        writing.get(Site, site_id)
    if (chair_id := needs.get("preferred_chair_id")) is not None:
        writing.get(Staff, chair_id)
