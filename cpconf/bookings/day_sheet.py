"""One site on one day for reception, asked of the store: initials go out of here, names stay; prints nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, select

from cpconf.bookings.lists import CHAIR, MINUTE_TAKER
from cpconf.bookings.reception import (
    Arrival,
    Needs,
    ReceptionLine,
    ReceptionSheet,
    Relative,
    family_arrivals,
    instructions,
)
from cpconf.bookings.records import Conference, Invitation, Request
from cpconf.bookings.rules import ConferenceState, Mode
from cpconf.diary.records import Room, Site
from cpconf.diary.rules import SiteId
from cpconf.paper.imprint import PlaceImprint
from cpconf.paper.wording import weekday_date
from cpconf.people.records import Adult, Child, Family, Professional
from cpconf.people.rules import family_initials
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

NOT_EXPECTED = (
    ConferenceState.PROVISIONAL,  # nobody has been told
    ConferenceState.CANCELLED,
    ConferenceState.RESCHEDULED,
    ConferenceState.LAPSED,
    ConferenceState.TAKEN_BACK,
)
HOW_WORDS = {Mode.IN_PERSON: "", Mode.HYBRID: "Some join by video.", Mode.REMOTE: "Everybody joins by video."}


@dataclass(slots=True)
class _Expected:
    family: list[Relative] = field(default_factory=list)
    professionals: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


@query(Permission.READ)
def day_sheet(reading: Reading, *, on: date, site_id: SiteId) -> ReceptionSheet:
    """Every conference in the rooms of a site on a day, by time; holds and what was called off are left out.

    Families, relatives and professionals stand as initials; chair and minute-taker by name. Refuses an unknown site.
    A constant number of statements.
    """
    site = reading.scalar(select(Site.name).where(Site.id == site_id))
    if site is None:
        raise Refusal("This site is not in the store.", "site")
    settings = load_settings(reading)
    rows = _rows(reading, on, site_id)
    expected = _people(reading, [row.id for row in rows])
    rooms = reading.scalars(
        select(Room.name)
        .where(Room.site_id == site_id, (Room.ended_on.is_(None)) | (Room.ended_on >= on))
        .order_by(Room.name)
    )
    authority = settings.authority_name or settings.service_name
    return ReceptionSheet(
        on=on,
        site=site,
        rooms=tuple(rooms),
        lines=tuple(_line(row, expected[row.id], settings) for row in rows),
        imprint=PlaceImprint(authority=authority, place=site, about=weekday_date(on), issued_on=reading.on),
    )


def _rows(reading: Reading, on: date, site_id: int) -> Sequence[Row[Any]]:
    begins = datetime.combine(on, time())
    return reading.rows(
        select(
            Conference.id,
            Conference.reference,
            Conference.starts_at,
            Conference.ends_at,
            Conference.second_sitting_at,
            Conference.mode,
            Family.name.label("family"),
            Room.name.label("room"),
            Room.second_waiting_room,
            CHAIR.name.label("chair"),
            MINUTE_TAKER.name.label("minute_taker"),
            Request.separate_arrival,
            Request.non_contact,
            Request.interpreter_language,
            Request.access_needs,
        )
        .join(Family, Family.id == Conference.family_id)
        .join(Room, Room.id == Conference.room_id)
        .join(CHAIR, CHAIR.id == Conference.chair_id)
        .join(MINUTE_TAKER, MINUTE_TAKER.id == Conference.minute_taker_id)
        .outerjoin(Request, Request.id == Conference.request_id)
        .where(Room.site_id == site_id, Conference.state.not_in(NOT_EXPECTED))
        .where(Conference.starts_at >= begins, Conference.starts_at < begins + timedelta(days=1))
        .order_by(Conference.starts_at, Room.name, Conference.id)
    )


def _people(reading: Reading, conference_ids: Sequence[int]) -> defaultdict[int, _Expected]:
    rows = reading.rows(
        select(
            Invitation.conference_id,
            Invitation.capacity,
            Adult.name.label("adult"),
            Adult.in_household,
            Adult.interpreter_language,
            Professional.name.label("professional"),
            Child.given_name,
            Child.family_name,
        )
        .outerjoin(Adult, Adult.id == Invitation.adult_id)
        .outerjoin(Professional, Professional.id == Invitation.professional_id)
        .outerjoin(Child, Child.id == Invitation.child_id)
        .where(Invitation.conference_id.in_(list(conference_ids)), Invitation.withdrawn_at.is_(None))
        .order_by(Invitation.position, Invitation.id)
    )
    found: defaultdict[int, _Expected] = defaultdict(_Expected)
    for row in rows:
        expected = found[row.conference_id]
        if row.professional is not None:
            expected.professionals.append(family_initials(row.professional))
        elif row.adult is not None:
            expected.family.append(Relative(family_initials(row.adult), row.capacity, row.in_household))
            if row.interpreter_language:
                expected.languages.append(row.interpreter_language)
        else:
            name = " ".join(part for part in (row.given_name, row.family_name) if part)
            expected.family.append(Relative(family_initials(name), row.capacity or "child", True, True))
    return found


def _line(row: Row[Any], expected: _Expected, settings: PracticeSettings) -> ReceptionLine:
    needs = Needs(
        separate_arrival=bool(row.separate_arrival),
        non_contact=bool(row.non_contact),
        second_sitting_at=row.second_sitting_at,
        second_waiting_room=row.second_waiting_room,
    )
    pre_meet = timedelta(minutes=settings.pre_meet_minutes)
    arrivals = family_arrivals(row.starts_at, pre_meet, expected.family, needs)
    if expected.professionals and row.mode is not Mode.REMOTE:
        who = tuple(expected.professionals)
        arrivals.append(Arrival(at=row.starts_at.time(), who=who, where="Professionals: to the room"))
    asked = [row.interpreter_language or "", *expected.languages]
    return ReceptionLine(
        reference=row.reference,
        initials=family_initials(row.family),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        room=row.room,
        chair=row.chair,
        minute_taker=row.minute_taker,
        arrivals=() if row.mode is Mode.REMOTE else tuple(sorted(arrivals, key=lambda arrival: arrival.at)),
        instructions=tuple(instructions(row.starts_at, expected.family, needs)),
        interpreter=", ".join(dict.fromkeys(language for language in asked if language)),
        access=(row.access_needs or "").strip(),
        how=HOW_WORDS[row.mode],
    )
