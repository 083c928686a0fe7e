"""Which families' next reviews are due and not booked, and the one that follows a conference; books nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Integer, Row, column, func, or_, select, table

from cpconf.access.records import Staff
from cpconf.access.rules import StaffId
from cpconf.bookings.clocks import Clock, Facts, clock_for
from cpconf.bookings.history import held_by_child
from cpconf.bookings.records import Conference, ConferenceChild, Request
from cpconf.bookings.rules import (
    COMING_STATES,
    HELD_STATES,
    ConferenceId,
    ConferenceKind,
    Mode,
    RequestId,
    RequestState,
)
from cpconf.bookings.wishing import Wanted, search
from cpconf.diary.records import Room
from cpconf.diary.rules import SiteId, conference_minutes
from cpconf.diary.window import load_calendar, words_of
from cpconf.diary.wishes import SlotSearch
from cpconf.diary.working_days import WorkingCalendar
from cpconf.people.records import Child, Family
from cpconf.people.rules import ChildId, FamilyId, ProfessionalId, age_words, child_name
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

# Plans stand below the bookings: their table is named by its words, nothing is imported.
_PLAN = table("plan", column("child_id", Integer), column("ended_on", Date), column("chair_id", Integer))


@dataclass(frozen=True, slots=True, kw_only=True)
class DueChild:
    """A child on a plan whose review is due, with that child's own limit; the name as on screens."""

    id: ChildId
    la_child_id: str
    name: str
    age: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDue:
    """A family whose next review is not booked: its children on plans together, by the soonest of their clocks.

    `aim_on`: the working day aimed at, the practice's margin inside the limit. `days_left`: working days from today
    to the limit. `chair`: who chaired the family last, `chaired` how often; empty where that person has left.
    `minutes`: a second sitting included. `former_request_id`: whose needs are asked for again. `request_id`: a request
    that waits.
    """

    family_id: FamilyId
    family: str
    family_reference: str
    children: tuple[DueChild, ...]
    counted_from_on: date
    due_on: date
    aim_on: date
    days_left: int
    chair_id: StaffId | None
    chair: str
    chaired: int
    minutes: int
    seats: int
    site_id: SiteId | None
    social_worker_id: ProfessionalId | None
    former_request_id: RequestId | None
    request_id: RequestId | None
    split_attendance: bool = False
    mode: Mode = Mode.IN_PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewProposal:
    """The review that follows a conference, and the best slots for it."""

    due: ReviewDue
    search: SlotSearch


@query(Permission.READ)
def reviews_due(
    reading: Reading, *, from_on: date, until_on: date, family_ids: Sequence[FamilyId] | None = None
) -> tuple[ReviewDue, ...]:
    """The families whose next review falls due on these days, both included, and is not booked, the soonest first.

    Three months from the initial conference, then six from the review actually held, as the practice's limits say; a
    child on a plan from elsewhere counts from its latest review there. `family_ids`: only these. A constant number of
    statements.
    """
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    due = _due(reading, settings, calendar, family_ids)
    return tuple(one for one in due if from_on <= one.due_on <= until_on)


@query(Permission.READ)
def propose_review(reading: Reading, *, conference_id: ConferenceId, count: int = 10) -> ReviewProposal:
    """The next review of a family whose conference was held, with the best slots for it.

    Refuses a conference that was not held, and a family with no child on a plan or whose next review is booked.
    """
    held = reading.one(
        select(Conference.family_id, Conference.state, Conference.reference).where(Conference.id == conference_id)
    )
    if held is None:
        raise Refusal("This conference is not in the store.", "conference")
    if held.state not in HELD_STATES:
        raise Refusal(f"{held.reference} was not held yet: a review counts from the day it is held.", "conference")
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    due = _due(reading, settings, calendar, [FamilyId(held.family_id)])
    if not due:
        raise Refusal("No child of this family is on a plan without a review booked: none is due.", "conference")
    return ReviewProposal(due=due[0], search=_slots(reading, due[0], settings, calendar, count=count))


def _slots(
    reading: Reading, due: ReviewDue, settings: PracticeSettings, calendar: WorkingCalendar, *, count: int
) -> SlotSearch:
    """The best slots for a family's review, with what was asked for its last conference."""
    former = None
    if due.former_request_id is not None:
        former = reading.one(select(Request.__table__).where(Request.id == due.former_request_id))
    wanted = Wanted(
        family_id=due.family_id,
        kind=ConferenceKind.REVIEW,
        counted_from_on=due.counted_from_on,
        due_on=due.due_on,
        minutes=due.minutes - (settings.second_sitting_minutes if due.split_attendance else 0),
        seats=due.seats,
        site_id=due.site_id,
        chair_id=due.chair_id,
        second_waiting_room=former is not None and former.separate_arrival,
        step_free=former is not None and bool(former.access_needs.strip()),
        split_attendance=due.split_attendance,
        equipment=frozenset() if former is None else words_of(former.equipment_needed),
        request_id=due.former_request_id,
        child_count=len(due.children),
    )
    return search(reading, wanted, settings, calendar, count=count)


def _due(
    reading: Reading,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
    family_ids: Sequence[FamilyId] | None,
) -> tuple[ReviewDue, ...]:
    rows = _children_on_plans(reading, family_ids)
    held = held_by_child(reading, [row.id for row in rows], settings)
    known = _known(reading, sorted({row.family_id for row in rows}))
    by_family: defaultdict[int, list[tuple[Row[Any], Clock]]] = defaultdict(list)
    for row in rows:
        facts = Facts(received_on=reading.on, held=(held[row.id],))
        by_family[row.family_id].append((row, clock_for(ConferenceKind.REVIEW, facts, calendar, settings)))
    found = [_review(reading.on, settings, calendar, children, known) for children in by_family.values()]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.family_reference)))


def _children_on_plans(reading: Reading, family_ids: Sequence[FamilyId] | None) -> Sequence[Row[Any]]:
    """The children on open plans for whom no review is to come, each with family and the plan's chair."""
    coming = (
        select(ConferenceChild.child_id)
        .join(Conference, Conference.id == ConferenceChild.conference_id)
        .where(Conference.state.in_(sorted(COMING_STATES)))
        .where(or_(Conference.held_until.is_(None), Conference.held_until > reading.at))
        .where(func.coalesce(ConferenceChild.kind, Conference.kind) == ConferenceKind.REVIEW)
    )
    statement = (
        select(
            Child.id,
            Child.la_child_id,
            Child.given_name,
            Child.family_name,
            Child.born_on,
            Child.expected_on,
            Child.family_id,
            Family.name.label("family"),
            Family.reference.label("family_reference"),
            _PLAN.c.chair_id,
        )
        .join(_PLAN, _PLAN.c.child_id == Child.id)
        .join(Family, Family.id == Child.family_id)
        .where(_PLAN.c.ended_on.is_(None), Child.died_on.is_(None), Child.id.not_in(coming))
        .order_by(Child.family_id, Child.id)
    )
    if family_ids is not None:
        statement = statement.where(Child.family_id.in_(list(family_ids)))
    return reading.rows(statement)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Per family: its last request, a review request that waits, who chaired how often and last, and where."""

    requests: Mapping[int, Row[Any]]
    waiting: Mapping[int, int]
    chairs: Mapping[int, Sequence[int]]
    sites: Mapping[int, int]
    names: Mapping[int, str]


def _known(reading: Reading, family_ids: list[int]) -> _Known:
    requests = reading.rows(
        select(
            Request.id,
            Request.family_id,
            Request.kind,
            Request.state,
            Request.seats,
            Request.site_wanted_id,
            Request.social_worker_id,
            Request.split_attendance,
            Request.mode,
        )
        .where(Request.family_id.in_(family_ids), Request.state != RequestState.WITHDRAWN)
        .order_by(Request.id)
    )
    chaired = reading.rows(
        select(Conference.family_id, Conference.chair_id, Room.site_id)
        .outerjoin(Room, Room.id == Conference.room_id)
        .where(Conference.family_id.in_(family_ids), Conference.state.in_(sorted(HELD_STATES)))
        .order_by(Conference.starts_at, Conference.id)
    )
    chairs: defaultdict[int, list[int]] = defaultdict(list)
    for row in chaired:
        chairs[row.family_id].append(row.chair_id)
    staff = reading.rows(select(Staff.id, Staff.name).where(or_(Staff.ended_on.is_(None), Staff.ended_on > reading.on)))
    return _Known(
        requests={row.family_id: row for row in requests},
        waiting={
            row.family_id: row.id
            for row in requests
            if row.kind is ConferenceKind.REVIEW and row.state is RequestState.REQUESTED
        },
        chairs=chairs,
        sites={row.family_id: row.site_id for row in chaired if row.site_id is not None},
        names={row.id: row.name for row in staff},
    )


def _review(
    on: date,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
    children: Sequence[tuple[Row[Any], Clock]],
    known: _Known,
) -> ReviewDue:
    row = children[0][0]
    clock = min((clock for _, clock in children), key=lambda one: one.due_on)
    former, chairs = known.requests.get(row.family_id), known.chairs.get(row.family_id, ())
    chair = chairs[-1] if chairs else row.chair_id
    site = known.sites.get(row.family_id) if former is None else former.site_wanted_id
    minutes = conference_minutes(settings, ConferenceKind.REVIEW.value, len(children))
    apart = former is not None and former.split_attendance
    return ReviewDue(
        family_id=FamilyId(row.family_id),
        family=row.family,
        family_reference=row.family_reference,
        children=tuple(_child(one, its.due_on, on) for one, its in children),
        counted_from_on=clock.counted_from_on,
        due_on=clock.due_on,
        aim_on=max(calendar.add(clock.due_on, -settings.review_margin_working_days), on + timedelta(days=1)),
        days_left=calendar.count_between(on, clock.due_on),
        chair_id=StaffId(chair) if chair in known.names else None,
        chair=known.names.get(chair, "") if chair is not None else "",
        chaired=chairs.count(chair) if chairs else 0,
        minutes=minutes + (settings.second_sitting_minutes if apart else 0),
        seats=12 if former is None else former.seats,
        site_id=None if site is None else SiteId(site),
        social_worker_id=None if former is None or former.social_worker_id is None else former.social_worker_id,
        former_request_id=None if former is None else RequestId(former.id),
        request_id=RequestId(known.waiting[row.family_id]) if row.family_id in known.waiting else None,
        split_attendance=apart,
        mode=Mode.IN_PERSON if former is None else former.mode,
    )


def _child(row: Row[Any], due_on: date, on: date) -> DueChild:
    return DueChild(
        id=ChildId(row.id),
        la_child_id=row.la_child_id,
        name=child_name(row.given_name, row.family_name, row.la_child_id, unborn=row.born_on is None),
        age=age_words(row.born_on, row.expected_on, on),
        due_on=due_on,
    )
