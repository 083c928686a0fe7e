"""What a request, or a conference that moves, seeks of the slot search; searches nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, false, literal_column, or_, select

from cpconf.bookings.clocks import before_birth
from cpconf.bookings.records import Conference, ConferenceChild, Request, RequestChild
from cpconf.bookings.required import expected_days, required_diaries
from cpconf.bookings.rules import ConferenceKind, ConferenceState
from cpconf.bookings.sheets import RECONVENED, reconvene_by
from cpconf.bookings.wishing import Wanted, search, wanted_of
from cpconf.diary.records import Resource
from cpconf.diary.rules import ResourceId
from cpconf.diary.wishes import SlotSearch
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.store import Reading

_CONFERENCE = Conference.__table__.c
_HELD = (
    select(_CONFERENCE.id)
    .where(_CONFERENCE.request_id == bindparam("request_id"), _CONFERENCE.state == ConferenceState.PROVISIONAL)
    .where(_CONFERENCE.held_until > bindparam("at"))
    .limit(literal_column("1"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """The wishes, and the first day that may be offered."""

    wanted: Wanted
    earliest_on: date

    def search(
        self, reading: Reading, settings: PracticeSettings, calendar: WorkingCalendar, *, count: int, widen_days: int
    ) -> SlotSearch:
        """The best slots from the first day on."""
        return search(
            reading,
            self.wanted,
            settings,
            calendar,
            count=count,
            widen_days=widen_days,
            earliest_on=self.earliest_on,
        )


def sought_by_request(
    reading: Reading, row: Request | Row[Any], settings: PracticeSettings, calendar: WorkingCalendar
) -> Sought:
    """From tomorrow on; before a birth about the day aimed at, and never before a plan may begin.

    The slot that the request holds does not stand in its way: another one takes its place.
    """
    wanted = wanted_of(row, conference_id=reading.scalar(_HELD, request_id=row.id, at=reading.at))
    return before_the_birth(reading, wanted, row.id, settings, calendar)


def sought_by_conference(
    reading: Reading, row: Conference | Row[Any], settings: PracticeSettings, calendar: WorkingCalendar
) -> Sought:
    """As its request, to its own target; one that is to be reconvened as soon as may be, within that limit."""
    wanted = wanted_again(reading, row)
    if row.state in RECONVENED:
        day = row.starts_at.date()
        wanted = replace(
            wanted, counted_from_on=day, due_on=reconvene_by(day, settings, calendar), aim_on=calendar.add(day, 1)
        )
    return before_the_birth(reading, wanted, row.request_id, settings, calendar)


def wanted_again(reading: Reading, row: Conference | Row[Any]) -> Wanted:
    """The wishes of a conference that moves: its own occupancies do not stand in its way, its chair is preferred.

    Whoever must be there for children who joined must be there too.
    """
    request = None
    if row.request_id is not None:
        request = reading.one(select(Request.__table__).where(Request.id == row.request_id))
    wanted = wanted_of(request, conference_id=row.id) if request is not None else _unrequested(row)
    people, seats = _joined(reading, row.id)
    return replace(
        wanted,
        counted_from_on=row.counted_from_on,
        due_on=row.due_on,
        people=people,
        seats=max(seats, wanted.seats),
        chair_id=wanted.chair_id or row.chair_id,
    )


def _unrequested(row: Conference | Row[Any]) -> Wanted:
    """What a conference that nobody requested here wishes: the same length and chair."""
    return Wanted(
        family_id=row.family_id,
        kind=row.kind,
        counted_from_on=row.counted_from_on,
        due_on=row.due_on,
        minutes=int((row.ends_at - row.starts_at).total_seconds()) // 60,
        seats=0,
        site_id=None,
        chair_id=row.chair_id,
        second_waiting_room=False,
        step_free=False,
        conference_id=row.id,
    )


def _joined(reading: Reading, conference_id: int) -> tuple[frozenset[ResourceId], int]:
    """Who must be there for the children who joined, and the most seats that one of their requests needs."""
    rows = reading.rows(
        select(Request.id, Request.seats)
        .join(ConferenceChild, ConferenceChild.request_id == Request.id)
        .where(ConferenceChild.conference_id == conference_id)
        .distinct()
    )
    return required_diaries(reading, [row.id for row in rows]), max((row.seats for row in rows), default=0)


def before_the_birth(
    reading: Reading, wanted: Wanted, request_id: int | None, settings: PracticeSettings, calendar: WorkingCalendar
) -> Sought:
    """The wishes with the days of a pre-birth conference, where a child of the request is not born yet."""
    tomorrow = reading.on + timedelta(days=1)
    if wanted.kind is not ConferenceKind.PRE_BIRTH or request_id is None:
        return Sought(wanted=wanted, earliest_on=tomorrow)
    child_ids = reading.scalars(select(RequestChild.child_id).where(RequestChild.request_id == request_id))
    expected = expected_days(reading, child_ids)
    if not expected:
        return Sought(wanted=wanted, earliest_on=tomorrow)
    days = before_birth(expected, calendar, settings)
    aim_on = min(days.aim_on, max(wanted.due_on, tomorrow))
    return Sought(wanted=replace(wanted, aim_on=aim_on), earliest_on=max(tomorrow, days.earliest_on))


def narrowed(reading: Reading, sought: Sought, chair_id: int | None, room_id: int | None) -> Sought:
    """The same with this chair and this room only, where one is named; refuses one that is not in the diary."""
    if chair_id is None and room_id is None:
        return sought
    rows = reading.rows(
        select(Resource.id, Resource.staff_id).where(
            or_(
                Resource.staff_id == chair_id if chair_id is not None else false(),
                Resource.room_id == room_id if room_id is not None else false(),
            )
        )
    )
    chairs = [ResourceId(row.id) for row in rows if row.staff_id is not None]
    rooms = [ResourceId(row.id) for row in rows if row.staff_id is None]
    if (chair_id is not None and not chairs) or (room_id is not None and not rooms):
        raise Refusal("This chair or this room is not in the diary.", "chair" if chair_id and not chairs else "room")
    only = replace(
        sought.wanted,
        only_chair=chairs[0] if chairs else None,
        only_room=rooms[0] if rooms else None,
    )
    return replace(sought, wanted=only)
