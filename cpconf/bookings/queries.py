"""The queue of requests, one request, its slots, and conferences on the calendar; changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from cpconf.bookings.lists import (
    ConferenceChildLine,
    ConferenceLine,
    conference_lines,
    conference_list,
    find_conferences,
    found,
)
from cpconf.bookings.records import Conference, Request
from cpconf.bookings.rules import (
    ConferenceKind,
    Mode,
    RequestId,
    RequestState,
)
from cpconf.bookings.sheets import ConferenceSheet, Group, PersonLine, conference_sheet
from cpconf.bookings.waiting import around, completeness, needs_of
from cpconf.bookings.wishing import search, wanted_of
from cpconf.diary.records import Site
from cpconf.diary.rules import SiteId
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
    "PersonLine",
    "RequestLine",
    "RequestSheet",
    "conference_list",
    "conference_sheet",
    "find_conferences",
    "request_queue",
    "request_sheet",
    "slots_for",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One request of the queue. `days_left`: working days from today to the target, negative when it has passed.

    `missing`: what to ask the social worker for. `needs`: what the booking must heed, in words.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSheet:
    """One request with all that was asked for, and the conferences that were booked for it, newest first."""

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


@query(Permission.READ)
def request_queue(reading: Reading, *, booked: bool = False) -> tuple[RequestLine, ...]:
    """The requests that wait (with `booked` also those that are booked), the nearest target first."""
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
    row = rows[0]
    of_request = conference_lines().where(Conference.request_id == request_id)
    return RequestSheet(
        line=_lines(reading, rows)[0],
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
    )


@query(Permission.READ)
def slots_for(reading: Reading, *, request_id: RequestId, count: int = 10, widen_days: int = 0) -> SlotSearch:
    """The best slots for a request from tomorrow on, and what blocks better ones (`diary.queries.resources` names ids).

    `widen_days`: how many working days further past the target than usual. Refuses an unknown request.
    """
    row = reading.one(select(Request.__table__).where(Request.id == request_id))
    if row is None:
        raise Refusal("This request is not in the store.", "request")
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    return search(reading, wanted_of(row), settings, calendar, count=count, widen_days=widen_days)


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
        .order_by(Request.due_on, Request.id)
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
        )
        for row in rows
    )
