"""What a replan needs to know of bookings, requests, families and chairs, as plain values; judges nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Date, Integer, Row, column, func, or_, select, table

from cpconf.bookings.lists import CHAIR, MINUTE_TAKER
from cpconf.bookings.records import Conference, ConferenceChild, Request, RequestChild, RequestPerson
from cpconf.bookings.replanning.known import Asked, Booked, Caseloads, Resources, Waiting, together
from cpconf.bookings.rules import COMING_STATES, HELD_STATES, RequestState
from cpconf.diary.records import Resource, Room, Site
from cpconf.diary.window import words_of
from cpconf.people.records import Child, Family
from cpconf.store.store import Reading

# Plans stand below the bookings: their table is named by its words, nothing is imported.
_PLAN = table("plan", column("child_id", Integer), column("ended_on", Date), column("chair_id", Integer))

_CHILDREN = (
    select(func.count(ConferenceChild.id))
    .where(ConferenceChild.conference_id == Conference.id)
    .correlate(Conference)
    .scalar_subquery()
    .label("children")
)


def load_resources(reading: Reading) -> Resources:
    """What each resource is; one statement."""
    rows = reading.rows(select(Resource.id, Resource.room_id, Resource.staff_id, Resource.professional_id))
    return Resources(
        rooms={row.id: row.room_id for row in rows if row.room_id is not None},
        staff={row.id: row.staff_id for row in rows if row.staff_id is not None},
        professionals={row.id: row.professional_id for row in rows if row.professional_id is not None},
    )


def load_booked(reading: Reading) -> tuple[Booked, ...]:
    """Every booking and living hold that has not begun, by time; five statements."""
    rows = _booked_rows(reading)
    joined = _joined(reading, [row.id for row in rows])
    requests = {row.id: [*joined.get(row.id, ()), *([row.request_id] if row.request_id else ())] for row in rows}
    asked = _asked(reading, sorted({each for ids in requests.values() for each in ids}))
    return tuple(_booked(row, together([asked[each] for each in requests[row.id]])) for row in rows)


def load_waiting(reading: Reading) -> tuple[Waiting, ...]:
    """Every request that waits and holds no slot, by limit; three statements."""
    held = select(Conference.request_id).where(
        Conference.state.in_(sorted(COMING_STATES)),
        Conference.request_id.is_not(None),
        or_(Conference.held_until.is_(None), Conference.held_until > reading.at),
    )
    children = (
        select(func.count(RequestChild.id))
        .where(RequestChild.request_id == Request.id)
        .correlate(Request)
        .scalar_subquery()
    )
    rows = reading.rows(
        select(
            Request.id,
            Request.family_id,
            Family.name.label("family"),
            Family.reference.label("family_reference"),
            Request.kind,
            Request.mode,
            Request.length_minutes.label("minutes"),
            Request.due_on,
            Request.counted_from_on,
            children.label("children"),
        )
        .join(Family, Family.id == Request.family_id)
        .where(Request.state == RequestState.REQUESTED, Request.id.not_in(held))
        .order_by(Request.due_on, Request.id)
    )
    asked = _asked(reading, [row.id for row in rows])
    return tuple(Waiting(**row._asdict(), asked=asked[row.id]) for row in rows)


def load_asked(reading: Reading, request_ids: Sequence[int]) -> dict[int, Asked]:
    """What these requests ask for, by request; two statements."""
    return _asked(reading, sorted(request_ids))


def load_caseloads(reading: Reading) -> Caseloads:
    """Whose caseload each family with a child on a plan is in: who chaired it last, else whom the plan names."""
    chaired: defaultdict[int, list[int]] = defaultdict(list)
    for family_id, chair_id in reading.rows(
        select(Conference.family_id, Conference.chair_id)
        .where(Conference.state.in_(sorted(HELD_STATES)))
        .order_by(Conference.starts_at, Conference.id)
    ):
        chaired[family_id].append(chair_id)
    children: Counter[int] = Counter()
    chair_of: dict[int, int] = {}
    for family_id, chair_id in reading.rows(
        select(Child.family_id, _PLAN.c.chair_id)
        .join(_PLAN, _PLAN.c.child_id == Child.id)
        .where(_PLAN.c.ended_on.is_(None))
        .order_by(Child.id)
    ):
        children[family_id] += 1
        known = chaired[family_id][-1] if family_id in chaired else chair_id
        if known is not None:
            chair_of[family_id] = known
    return Caseloads(chaired=chaired, children=children, chair_of=chair_of)


def _joined(reading: Reading, conference_ids: list[int]) -> dict[int, list[int]]:
    rows = reading.rows(
        select(ConferenceChild.conference_id, ConferenceChild.request_id)
        .distinct()
        .where(ConferenceChild.conference_id.in_(conference_ids), ConferenceChild.request_id.is_not(None))
        .order_by(ConferenceChild.request_id)
    )
    joined: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        joined[row.conference_id].append(row.request_id)
    return joined


def _asked(reading: Reading, request_ids: list[int]) -> dict[int, Asked]:
    rows = reading.rows(select(Request.__table__).where(Request.id.in_(request_ids)))
    named: defaultdict[int, set[int]] = defaultdict(set)
    for request_id, professional_id in reading.rows(
        select(RequestPerson.request_id, RequestPerson.professional_id).where(
            RequestPerson.request_id.in_(request_ids), RequestPerson.ended_at.is_(None)
        )
    ):
        named[request_id].add(professional_id)
    return {row.id: _of(row, named[row.id]) for row in rows}


def _of(row: Row[Any], named: set[int]) -> Asked:
    return Asked(
        seats=row.seats,
        site_id=row.site_wanted_id,
        chair_id=row.preferred_chair_id,
        second_waiting_room=row.separate_arrival,
        step_free=bool(row.access_needs.strip()),
        equipment=words_of(row.equipment_needed),
        people=frozenset(named | ({row.social_worker_id} if row.social_worker_id is not None else set())),
    )


def _booked(row: Row[Any], asked: Asked) -> Booked:
    values = row._asdict()
    is_hold = values.pop("held_until") is not None
    return Booked(**{**values, "room": row.room or "", "site": row.site or ""}, is_hold=is_hold, asked=asked)


def _booked_rows(reading: Reading) -> Sequence[Row[Any]]:
    return reading.rows(
        select(
            Conference.id,
            Conference.request_id,
            Conference.reference,
            Conference.family_id,
            Family.name.label("family"),
            Family.reference.label("family_reference"),
            Conference.kind,
            Conference.mode,
            Conference.starts_at,
            Conference.ends_at,
            Conference.room_id,
            Room.name.label("room"),
            Room.site_id,
            Site.name.label("site"),
            Conference.chair_id,
            CHAIR.name.label("chair"),
            Conference.minute_taker_id,
            MINUTE_TAKER.name.label("minute_taker"),
            Conference.due_on,
            Conference.counted_from_on,
            Conference.held_until,
            _CHILDREN,
        )
        .join(Family, Family.id == Conference.family_id)
        .join(CHAIR, CHAIR.id == Conference.chair_id)
        .join(MINUTE_TAKER, MINUTE_TAKER.id == Conference.minute_taker_id)
        .outerjoin(Room, Room.id == Conference.room_id)
        .outerjoin(Site, Site.id == Room.site_id)
        .where(Conference.state.in_(sorted(COMING_STATES)), Conference.starts_at > reading.local)
        .where(or_(Conference.held_until.is_(None), Conference.held_until > reading.at))
        .order_by(Conference.starts_at, Conference.id)
    )
