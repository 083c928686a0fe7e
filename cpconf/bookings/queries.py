"""The queue of requests, one request, its slots, and conferences on the calendar; changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, select

from cpconf.access.rules import StaffId
from cpconf.bookings.clocks import BeforeBirth, before_birth
from cpconf.bookings.lists import (
    ConferenceChildLine,
    ConferenceLine,
    conference_lines,
    conference_list,
    find_conferences,
    found,
)
from cpconf.bookings.previewing import MovePreview, move_preview, slots_for_move
from cpconf.bookings.records import Conference, ConferenceChild, Request
from cpconf.bookings.rules import (
    ConferenceKind,
    Mode,
    RequestId,
    RequestState,
)
from cpconf.bookings.seeking import narrowed, sought_by_request
from cpconf.bookings.sheets import ConferenceSheet, Group, PersonLine, conference_sheet
from cpconf.bookings.similar import SimilarRequest, reviews_to_join, same_children, siblings_left_out
from cpconf.bookings.waiting import around, completeness, needs_of
from cpconf.bookings.waiting_list import WaitingLine, freed_for, waiting_list
from cpconf.diary.records import Site
from cpconf.diary.rules import RoomId, SiteId
from cpconf.diary.window import load_calendar
from cpconf.diary.wishes import SlotSearch
from cpconf.people.records import Family, Professional
from cpconf.people.rules import FamilyId, ProfessionalId
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

__all__ = [
    "ConferenceChildLine",
    "ConferenceLine",
    "ConferenceSheet",
    "Group",
    "MovePreview",
    "PersonLine",
    "RequestLine",
    "RequestSheet",
    "SimilarRequest",
    "WaitingLine",
    "conference_list",
    "conference_sheet",
    "find_conferences",
    "freed_for",
    "move_preview",
    "request_queue",
    "request_sheet",
    "reviews_to_join",
    "same_children",
    "slots_for",
    "slots_for_move",
    "waiting_list",
]

_REQUEST = select(Request.__table__).where(Request.__table__.c.id == bindparam("request_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One request of the queue. `days_left`: working days from today to the target, negative when it has passed.

    `missing`: what to ask the social worker for. `needs`: what the booking must heed, in words. `urgent`: why it
    cannot wait. `people`: who must be there besides the social worker. `held`: the slot that it holds at this moment.
    """

    id: RequestId
    family_id: FamilyId
    family: str
    family_reference: str
    children: tuple[ConferenceChildLine, ...]
    kind: ConferenceKind
    state: RequestState
    received_at: datetime
    due_on: date
    days_left: int
    social_worker: str
    site_wanted: str
    missing: tuple[str, ...]
    needs: tuple[str, ...]
    urgent: str | None
    split_attendance: bool
    equipment_needed: str
    people: tuple[tuple[ProfessionalId, str], ...]
    held: ConferenceLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSheet:
    """One request with all that was asked for, and the conferences that were booked for it, newest first.

    `siblings_left_out`: the living children of the family, under 18, whom it does not name. `before_birth`: for a
    pre-birth one the day aimed at, the last and the first; None where no child is unborn.
    """

    line: RequestLine
    strategy_discussion_on: date | None
    s47_started_on: date | None
    notice_on: date | None
    counted_from_on: date
    social_worker_id: ProfessionalId | None
    site_wanted_id: SiteId | None
    preferred_chair_id: int | None
    length_minutes: int
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
    notes: str
    conferences: tuple[ConferenceLine, ...]
    siblings_left_out: tuple[ConferenceChildLine, ...]
    before_birth: BeforeBirth | None

    @property
    def urgent(self) -> str | None:
        """Why it cannot wait."""
        return self.line.urgent

    @property
    def split_attendance(self) -> bool:
        """Whether the family attends in two sittings."""
        return self.line.split_attendance

    @property
    def equipment_needed(self) -> str:
        """What the room must have, divided by commas."""
        return self.line.equipment_needed

    @property
    def people(self) -> tuple[tuple[ProfessionalId, str], ...]:
        """Who must be there besides the social worker."""
        return self.line.people

    @property
    def held(self) -> ConferenceLine | None:
        """The slot that it holds at this moment."""
        return self.line.held


@query(Permission.READ)
def request_queue(reading: Reading, *, booked: bool = False) -> tuple[RequestLine, ...]:
    """The requests that wait (with `booked` the booked ones too): urgent ones, then the nearest target, first."""
    states = [RequestState.REQUESTED, RequestState.RETURNED]
    if booked:
        states.append(RequestState.BOOKED)
    return _lines(reading, _rows(reading, Request.state.in_(states)))


@query(Permission.READ)
def request_sheet(reading: Reading, *, request_id: RequestId) -> RequestSheet:
    """One request; refuses an unknown one. A constant number of statements."""
    rows = _rows(reading, Request.id == request_id)
    if not rows:
        raise Refusal("This request is not in the store.", "request")
    row, line = rows[0], _lines(reading, rows)[0]
    joined = select(ConferenceChild.conference_id).where(ConferenceChild.request_id == request_id)
    of_request = conference_lines().where((Conference.request_id == request_id) | Conference.id.in_(joined))
    return RequestSheet(
        line=line,
        strategy_discussion_on=row.strategy_discussion_on,
        s47_started_on=row.s47_started_on,
        notice_on=row.notice_on,
        counted_from_on=row.counted_from_on,
        social_worker_id=None if row.social_worker_id is None else ProfessionalId(row.social_worker_id),
        site_wanted_id=None if row.site_wanted_id is None else SiteId(row.site_wanted_id),
        preferred_chair_id=row.preferred_chair_id,
        length_minutes=row.length_minutes,
        seats=row.seats,
        mode=row.mode,
        separate_arrival=row.separate_arrival,
        non_contact=row.non_contact,
        address_withheld=row.address_withheld,
        domestic_abuse=row.domestic_abuse,
        interpreter_language=row.interpreter_language,
        advocate=row.advocate,
        access_needs=row.access_needs,
        risks=row.risks,
        category_sought=row.category_sought,
        notes=row.notes,
        conferences=found(reading, of_request.order_by(Conference.id.desc())),
        siblings_left_out=siblings_left_out(reading, row.family_id, [child.id for child in line.children]),
        before_birth=_before_birth(reading, line),
    )


def _before_birth(reading: Reading, line: RequestLine) -> BeforeBirth | None:
    expected = [child.expected_on for child in line.children if child.expected_on and child.born_on is None]
    if line.kind is not ConferenceKind.PRE_BIRTH or not expected:
        return None
    settings = load_settings(reading)
    return before_birth(expected, load_calendar(reading, settings), settings)


@query(Permission.READ)
def slots_for(
    reading: Reading,
    *,
    request_id: RequestId,
    count: int = 10,
    widen_days: int = 0,
    chair_id: StaffId | None = None,
    room_id: RoomId | None = None,
) -> SlotSearch:
    """The best slots for a request from tomorrow on, and what blocks better ones (`diary.queries.resources` names ids).

    `widen_days`: how many working days further past the target than usual. `chair_id`, `room_id`: only this one.
    Before a birth from the first day on which a plan may begin. Refuses an unknown request.
    """
    row = reading.one(_REQUEST, request_id=request_id)
    if row is None:
        raise Refusal("This request is not in the store.", "request")
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    sought = narrowed(reading, sought_by_request(reading, row, settings, calendar), chair_id, room_id)
    return sought.search(reading, settings, calendar, count=count, widen_days=widen_days)


def _rows(reading: Reading, where: ColumnElement[bool]) -> Sequence[Row[Any]]:
    return reading.rows(
        select(
            Request.__table__,
            Family.name.label("family"),
            Family.reference.label("family_reference"),
            Professional.name.label("social_worker"),
            Site.name.label("site"),
        )
        .join(Family, Family.id == Request.family_id)
        .outerjoin(Professional, Professional.id == Request.social_worker_id)
        .outerjoin(Site, Site.id == Request.site_wanted_id)
        .where(where)
        .order_by(Request.urgent.is_(None), Request.due_on, Request.id)
    )


def _lines(reading: Reading, rows: Sequence[Row[Any]]) -> tuple[RequestLine, ...]:
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    known = around(reading, [row.id for row in rows], [row.family_id for row in rows])
    return tuple(
        RequestLine(
            id=RequestId(row.id),
            family_id=FamilyId(row.family_id),
            family=row.family,
            family_reference=row.family_reference,
            children=known.children.get(row.id, ()),
            kind=row.kind,
            state=row.state,
            received_at=row.received_at,
            due_on=row.due_on,
            days_left=calendar.count_between(reading.on, row.due_on),
            social_worker=row.social_worker or "",
            site_wanted=row.site or "",
            missing=completeness(row, known, reading.on, settings.advocate_from_age).missing(),
            needs=needs_of(row),
            urgent=row.urgent,
            split_attendance=row.split_attendance,
            equipment_needed=row.equipment_needed,
            people=known.people.get(row.id, ()),
            held=known.held.get(row.id),
        )
        for row in rows
    )
