"""Conference day as it stands: people, reports, quoracy, views, decisions; knows neither minutes nor plans' words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from cpconf.access.records import Staff
from cpconf.bookings.records import Conference, ConferenceChild, Invitation, Request
from cpconf.bookings.rules import NEVER_COUNTED, ConferenceId, ConferenceKind, ConferenceState, InvitationId
from cpconf.conferences.attendance import seen_by_due_on
from cpconf.conferences.day import (
    ChairsQuoracy,
    ChildDecision,
    DayChild,
    DayLine,
    DayPerson,
    DaySheet,
    Seen,
    ViewOfAgency,
    ViewOfParent,
)
from cpconf.conferences.quoracy import WRITTEN, Attender, Quoracy, quoracy
from cpconf.conferences.records import (
    AgencyView,
    Attendance,
    Decision,
    ParentView,
    QuoracyDecision,
    Report,
    ReportShared,
)
from cpconf.conferences.rules import AttendanceStatus
from cpconf.diary.records import Room
from cpconf.diary.window import load_calendar
from cpconf.people.records import Adult, Agency, Child, Family, Involvement, Professional, Relationship
from cpconf.people.rules import AdultId, ChildId, ProfessionalId, child_name
from cpconf.plans.records import Plan
from cpconf.plans.rules import PlanId
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

_NEVER_A_DAY = sorted(NEVER_COUNTED | {ConferenceState.CANCELLED, ConferenceState.RESCHEDULED})
T = TypeVar("T", ChairsQuoracy, ChildDecision, ViewOfAgency, ViewOfParent)


@query(Permission.READ)
def day_sheet(reading: Reading, *, conference_id: ConferenceId) -> DaySheet:
    """Everything that is marked and said on the day of one conference, with quoracy as it stands this moment."""
    conference = reading.one(select(*Conference.__table__.columns).where(Conference.id == conference_id))
    if conference is None:
        raise Refusal("This conference is no longer there. Refresh and look again.", "conference_id")
    settings = load_settings(reading)
    people = load_people(reading, conference_id)
    computed = quoracy_of(people, settings)
    chairs = load_chairs_quoracy(reading, conference_id)
    return DaySheet(
        conference_id=conference_id,
        reference=conference.reference,
        kind=conference.kind,
        state=conference.state,
        starts_at=conference.starts_at,
        ends_at=conference.ends_at,
        began_at=conference.began_at,
        finished_at=conference.finished_at,
        settled=conference.settled_at is not None,
        seen_by_on=seen_by_due_on(conference.kind, conference.starts_at.date(), load_calendar(reading), settings),
        people=people,
        children=load_children(reading, conference_id),
        quoracy=computed,
        chairs_quoracy=chairs,
        decisions=load_decisions(reading, conference_id),
        agency_views=load_agency_views(reading, conference_id),
        parent_views=load_parent_views(reading, conference_id),
        warnings=_warnings(reading, conference, computed, settings),
    )


@query(Permission.READ)
def todays_conferences(reading: Reading, *, on_date: date | None = None) -> tuple[DayLine, ...]:
    """The conferences of a day (default: today) that were neither cancelled nor moved, by time."""
    midnight = datetime.combine(on_date or reading.on, time())
    rows = reading.rows(_lines(midnight, midnight + timedelta(days=1)))
    return tuple(
        DayLine(
            conference_id=ConferenceId(row.id),
            reference=row.reference,
            kind=row.kind,
            state=row.state,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            began_at=row.began_at,
            family=row.family,
            children=row.children,
            room=row.room or "",
            chair=row.chair,
            minute_taker=row.taker,
            reports_due=row.due,
            reports_in=row.came,
        )
        for row in rows
    )


def load_people(reading: Reading, conference_id: int) -> tuple[DayPerson, ...]:
    """Everybody invited and not withdrawn, family first as invited, with attendance, report and who saw it."""
    seen = _seen(reading, conference_id)
    parents = _parents(reading, conference_id)
    return tuple(_person(row, seen, parents) for row in reading.rows(_people(conference_id)))


def load_children(reading: Reading, conference_id: int) -> tuple[DayChild, ...]:
    """The children of a conference, eldest first, each with the plan that is open now."""
    rows = reading.rows(
        select(
            Child.id, Child.given_name, Child.family_name, Child.la_child_id, Child.born_on,
            Plan.id.label("plan_id"), Plan.latest_category, Plan.started_on, Plan.next_review_due_on,
        )
        .join(ConferenceChild, ConferenceChild.child_id == Child.id)
        .outerjoin(Plan, and_(Plan.child_id == Child.id, Plan.ended_on.is_(None)))
        .where(ConferenceChild.conference_id == conference_id)
        .order_by(func.coalesce(Child.born_on, Child.expected_on), Child.id)
    )  # fmt: skip
    return tuple(
        DayChild(
            child_id=ChildId(row.id),
            name=_name(row),
            plan_id=None if row.plan_id is None else PlanId(row.plan_id),
            category=row.latest_category,
            plan_started_on=row.started_on,
            review_due_on=row.next_review_due_on,
        )
        for row in rows
    )


def quoracy_of(people: tuple[DayPerson, ...], settings: PracticeSettings) -> Quoracy:
    """Quoracy of these people by this authority's practice."""
    return quoracy([_attender(person) for person in people], settings)


def load_chairs_quoracy(reading: Reading, conference_id: int) -> ChairsQuoracy | None:
    """What the chair decided about quoracy, or None while it is not decided."""
    kept = select(*QuoracyDecision.__table__.columns, func.coalesce(Staff.name, "").label("decided_by"))
    kept = kept.outerjoin(Staff, Staff.id == QuoracyDecision.decided_by_id)
    row = reading.one(kept.where(QuoracyDecision.conference_id == conference_id))
    return None if row is None else _filled(ChairsQuoracy, row)


def load_decisions(reading: Reading, conference_id: int) -> tuple[ChildDecision, ...]:
    """The decisions of a conference, one per child at most."""
    rows = reading.rows(
        select(*Decision.__table__.columns).where(Decision.conference_id == conference_id).order_by(Decision.id)
    )
    return tuple(_filled(ChildDecision, row) for row in rows)


def load_agency_views(reading: Reading, conference_id: int) -> tuple[ViewOfAgency, ...]:
    """Every agency's view of a conference, in the order of the invitations."""
    rows = reading.rows(
        select(*AgencyView.__table__.columns)
        .join(Invitation, Invitation.id == AgencyView.invitation_id)
        .where(Invitation.conference_id == conference_id)
        .order_by(Invitation.position, Invitation.id, AgencyView.child_id)
    )
    return tuple(_filled(ViewOfAgency, row) for row in rows)


def load_parent_views(reading: Reading, conference_id: int) -> tuple[ViewOfParent, ...]:
    """What each parent said at a conference, each separately."""
    rows = reading.rows(
        select(*ParentView.__table__.columns, Adult.name)
        .join(Adult, Adult.id == ParentView.adult_id)
        .where(ParentView.conference_id == conference_id)
        .order_by(ParentView.id)
    )
    return tuple(_filled(ViewOfParent, row) for row in rows)


def _lines(since: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    chair, taker = aliased(Staff), aliased(Staff)
    children = select(func.count()).select_from(ConferenceChild).where(ConferenceChild.conference_id == Conference.id)
    due = select(func.count()).select_from(Invitation).where(
        Invitation.conference_id == Conference.id,
        Invitation.report_due_on.is_not(None),
        Invitation.withdrawn_at.is_(None),
    )  # fmt: skip
    came = due.join(Report, Report.invitation_id == Invitation.id).where(Report.status.in_(WRITTEN))
    rows: Select[*tuple[Any, ...]] = (
        select(
            *Conference.__table__.columns, Family.name.label("family"), Room.name.label("room"),
            chair.name.label("chair"), taker.name.label("taker"), children.scalar_subquery().label("children"),
            due.scalar_subquery().label("due"), came.scalar_subquery().label("came"),
        )
        .join(Family, Family.id == Conference.family_id)
        .join(chair, chair.id == Conference.chair_id)
        .join(taker, taker.id == Conference.minute_taker_id)
        .outerjoin(Room, Room.id == Conference.room_id)
        .where(Conference.starts_at >= since, Conference.starts_at < until)
        .where(Conference.state.not_in(_NEVER_A_DAY))
        .order_by(Conference.starts_at, Conference.id)
    )  # fmt: skip
    return rows


def _people(conference_id: int) -> Select[*tuple[Any, ...]]:
    involved = and_(
        Involvement.professional_id == Invitation.professional_id,
        Involvement.family_id == Conference.family_id,
        Involvement.ended_on.is_(None),
    )
    columns: list[Any] = [
        Invitation.id, Invitation.position, Invitation.capacity, Invitation.report_due_on,
        Invitation.professional_id, Invitation.adult_id, Invitation.child_id, Professional.name.label("professional"),
        Professional.job_title, Professional.agency_id, Agency.name.label("agency"), Agency.kind.label("agency_kind"),
        Adult.name.label("adult"), Child.given_name, Child.family_name, Child.la_child_id, Child.born_on,
        Attendance.status, Attendance.arrived_at, Attendance.left_at, Attendance.present_at_decision,
        Attendance.deputy_name, Attendance.deputy_title, Attendance.excluded_part, Attendance.excluded_reason,
        Attendance.excluded_by, Report.status.label("report"), Report.received_on, Report.quality,
        Involvement.id.label("involvement_id"), Request.social_worker_id,
    ]  # fmt: skip
    rows: Select[*tuple[Any, ...]] = select(*columns)
    return (
        rows.join(Conference, Conference.id == Invitation.conference_id)
        .outerjoin(Request, Request.id == Conference.request_id)
        .outerjoin(Professional, Professional.id == Invitation.professional_id)
        .outerjoin(Agency, Agency.id == Professional.agency_id)
        .outerjoin(Adult, Adult.id == Invitation.adult_id)
        .outerjoin(Child, Child.id == Invitation.child_id)
        .outerjoin(Attendance, Attendance.invitation_id == Invitation.id)
        .outerjoin(Report, Report.invitation_id == Invitation.id)
        .outerjoin(Involvement, involved)
        .where(Invitation.conference_id == conference_id, Invitation.withdrawn_at.is_(None))
        .order_by(Invitation.position, Invitation.id)
    )


def _person(row: Any, seen: dict[int, dict[int, Seen]], parents: dict[int, str]) -> DayPerson:
    is_family = row.professional_id is None
    worker = row.professional_id is not None and row.professional_id == row.social_worker_id
    known = seen[row.id]
    blank = {adult_id: Seen(adult_id=AdultId(adult_id), name=name) for adult_id, name in parents.items()}
    name = row.professional or row.adult or _name(row)
    return DayPerson(
        invitation_id=InvitationId(row.id),
        position=row.position,
        name=name,
        role=row.job_title or row.capacity if not is_family else row.capacity,
        capacity=row.capacity,
        agency=row.agency or "",
        agency_kind=row.agency_kind,
        is_family=is_family,
        professional_id=None if is_family else ProfessionalId(row.professional_id),
        adult_id=None if row.adult_id is None else AdultId(row.adult_id),
        child_id=None if row.child_id is None else ChildId(row.child_id),
        direct_contact=worker or row.involvement_id is not None,
        attendance=row.status or AttendanceStatus.INVITED,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
        present_at_decision=row.present_at_decision,
        deputy_name=row.deputy_name,
        deputy_title=row.deputy_title,
        excluded_part=row.excluded_part,
        excluded_reason=row.excluded_reason,
        excluded_by=row.excluded_by,
        report=row.report,
        report_due_on=row.report_due_on,
        received_on=row.received_on,
        quality=row.quality,
        seen=() if is_family else tuple((blank | known).values()),
    )


def _attender(person: DayPerson) -> Attender:
    return Attender(
        kind=person.agency_kind,
        agency=person.agency,
        capacity=person.capacity,
        status=person.attendance,
        present_at_decision=person.present_at_decision,
        report=person.report,
        direct_contact=person.direct_contact,
    )


def _seen(reading: Reading, conference_id: int) -> dict[int, dict[int, Seen]]:
    found: dict[int, dict[int, Seen]] = defaultdict(dict)
    rows = reading.rows(
        select(*ReportShared.__table__.columns, Adult.name)
        .join(Invitation, Invitation.id == ReportShared.invitation_id)
        .join(Adult, Adult.id == ReportShared.adult_id)
        .where(Invitation.conference_id == conference_id)
        .order_by(Adult.id)
    )
    for row in rows:
        found[row.invitation_id][row.adult_id] = Seen(
            adult_id=AdultId(row.adult_id),
            name=row.name,
            seen_on=row.seen_on,
            in_time=row.in_time,
            withheld=row.withheld_reason,
        )
    return found


def _parents(reading: Reading, conference_id: int) -> dict[int, str]:
    """Adults with parental responsibility for any child of the conference: each is shown each report."""
    rows = reading.rows(
        select(Adult.id, Adult.name)
        .join(Relationship, Relationship.adult_id == Adult.id)
        .join(ConferenceChild, ConferenceChild.child_id == Relationship.child_id)
        .where(ConferenceChild.conference_id == conference_id, Relationship.parental_responsibility.is_(True))
        .where(Adult.died_on.is_(None))
        .distinct()
        .order_by(Adult.id)
    )
    return {row.id: row.name for row in rows}


def _warnings(reading: Reading, conference: Any, computed: Quoracy, settings: PracticeSettings) -> tuple[str, ...]:
    warnings = [computed.warning] if computed.warning else []
    before = (
        select(Conference.state)
        .where(Conference.family_id == conference.family_id, Conference.starts_at < conference.starts_at)
        .where(Conference.state.in_([ConferenceState.HELD, ConferenceState.HELD_INQUORATE, ConferenceState.CLOSED]))
        .order_by(Conference.starts_at.desc())
        .limit(1)
    )
    second = reading.scalar(before) is ConferenceState.HELD_INQUORATE and not computed.quorate
    if second and settings.quorum_warn_second_inquorate and conference.kind is not ConferenceKind.PRE_BIRTH:
        warnings.append("The family's last conference was not quorate either: two in a row should not be.")
    return tuple(warnings)


def _name(row: Any) -> str:
    return child_name(row.given_name, row.family_name, row.la_child_id, unborn=row.born_on is None)


def _filled(kind: type[T], row: Any) -> T:
    """A snapshot whose fields are named like the columns of the row."""
    return kind(**{name: getattr(row, name) for name in kind.__dataclass_fields__})
