"""One conference with its clocks and its people as a snapshot; knows nothing of who came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from cpconf.bookings.lists import ConferenceLine, conference_lines, found
from cpconf.bookings.records import Conference, Invitation
from cpconf.bookings.rules import ConferenceId, ConferenceState, InvitationId, LateCause, LateReason, RequestId
from cpconf.diary.window import load_calendar
from cpconf.diary.working_days import WorkingCalendar
from cpconf.people.records import Adult, Agency, Child, Professional
from cpconf.people.rules import AdultId, AgencyKind, ChildId, ProfessionalId, child_name
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import LimitKey, PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

RECONVENED = frozenset({ConferenceState.HELD_INQUORATE, ConferenceState.ADJOURNED})
"""What is to be held again within the limit for reconvening."""


class Group(StrEnum):
    """Which side of the table an invited person sits on."""

    FAMILY = "family"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One invited person; exactly one of the three ids. Agency and its kind are empty for the family."""

    invitation_id: InvitationId
    position: int
    name: str
    capacity: str
    job: str
    agency: str
    agency_kind: AgencyKind | None
    group: Group
    adult_id: AdultId | None
    professional_id: ProfessionalId | None
    child_id: ChildId | None
    invited_on: date | None
    report_due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceSheet:
    """One conference: its line, its clocks, its people.

    `day_by_strategy`, `day_by_s47`: which working day after that event the conference is on, of `of_days` and
    `of_days_s47`; None where the event is not recorded. `predecessor_id`: the conference that was moved to this one.
    `late_cause`: what the diary showed when it was booked past its limit, beside the coded reason of a person, and
    `late_agreed_by` who agreed. `reconvene_by`: the day by which one that was adjourned or not quorate is to be held
    again (for its successor: is to be held); its target stays what it was.
    """

    line: ConferenceLine
    request_id: RequestId | None
    began_at: datetime | None
    finished_at: datetime | None
    strategy_discussion_on: date | None
    s47_started_on: date | None
    counted_from_on: date
    due_on: date
    day_by_strategy: int | None
    of_days: int
    day_by_s47: int | None
    of_days_s47: int
    late_reason: LateReason | None
    late_note: str | None
    late_cause: LateCause | None
    late_agreed_by: str | None
    earliest_possible_at: datetime | None
    reconvene_by: date | None
    change_reason: LateReason | None
    change_note: str | None
    successor_id: ConferenceId | None
    predecessor_id: ConferenceId | None
    people: tuple[PersonLine, ...]


@query(Permission.READ)
def conference_sheet(reading: Reading, *, conference_id: ConferenceId) -> ConferenceSheet:
    """The conference with its clocks and whoever is invited; refuses an unknown one."""
    lines = found(reading, conference_lines().where(Conference.id == conference_id))
    row = reading.one(_with_former(conference_id))
    if row is None or not lines:
        raise Refusal("This conference is not in the store.", "conference")
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    day = row.starts_at.date()

    def number(event_on: date | None) -> int | None:
        return None if event_on is None else calendar.count_between(event_on, day)

    return ConferenceSheet(
        line=lines[0],
        request_id=None if row.request_id is None else RequestId(row.request_id),
        began_at=row.began_at,
        finished_at=row.finished_at,
        strategy_discussion_on=row.strategy_discussion_on,
        s47_started_on=row.s47_started_on,
        counted_from_on=row.counted_from_on,
        due_on=row.due_on,
        day_by_strategy=number(row.strategy_discussion_on),
        of_days=settings.limit(LimitKey.ICPC).amount,
        day_by_s47=number(row.s47_started_on),
        of_days_s47=settings.limit(LimitKey.ICPC_FROM_SECTION_47).amount,
        late_reason=row.late_reason,
        late_note=row.late_note,
        late_cause=row.late_cause,
        late_agreed_by=row.late_agreed_by,
        earliest_possible_at=row.earliest_possible_at,
        reconvene_by=_reconvene_by(row, settings, calendar),
        change_reason=row.change_reason,
        change_note=row.change_note,
        successor_id=None if row.successor_id is None else ConferenceId(row.successor_id),
        predecessor_id=None if row.predecessor_id is None else ConferenceId(row.predecessor_id),
        people=people_of(reading, conference_id),
    )


def _with_former(conference_id: int) -> Select[*tuple[Any, ...]]:
    former = aliased(Conference)
    return (
        select(
            Conference.__table__,
            former.id.label("predecessor_id"),
            former.state.label("former_state"),
            former.starts_at.label("former_starts_at"),
        )
        .outerjoin(former, former.successor_id == Conference.id)
        .where(Conference.id == conference_id)
    )


def _reconvene_by(row: Row[Any], settings: PracticeSettings, calendar: WorkingCalendar) -> date | None:
    """Of one that must be held again, or that stands for such a one."""
    if row.state in RECONVENED and row.successor_id is None:
        return reconvene_by(row.starts_at.date(), settings, calendar)
    if row.former_state in RECONVENED:
        return reconvene_by(row.former_starts_at.date(), settings, calendar)
    return None


def reconvene_by(day: date, settings: PracticeSettings, calendar: WorkingCalendar) -> date:
    """The last day for holding again what was adjourned or not quorate on `day` (domain.md section 6)."""
    return calendar.due_on(settings.limit(LimitKey.RECONVENE_INQUORATE), day)


def people_of(reading: Reading, conference_id: int) -> tuple[PersonLine, ...]:
    """Whoever is invited and not withdrawn, in the order of the sheet; one statement."""
    rows = reading.rows(
        select(
            Invitation.id,
            Invitation.position,
            Invitation.capacity,
            Invitation.adult_id,
            Invitation.professional_id,
            Invitation.child_id,
            Invitation.invited_on,
            Invitation.report_due_on,
            Adult.name.label("adult"),
            Professional.name.label("professional"),
            Professional.job_title,
            Agency.name.label("agency"),
            Agency.kind.label("agency_kind"),
            Child.given_name,
            Child.family_name,
            Child.la_child_id,
            Child.born_on,
        )
        .outerjoin(Adult, Adult.id == Invitation.adult_id)
        .outerjoin(Professional, Professional.id == Invitation.professional_id)
        .outerjoin(Agency, Agency.id == Professional.agency_id)
        .outerjoin(Child, Child.id == Invitation.child_id)
        .where(Invitation.conference_id == conference_id, Invitation.withdrawn_at.is_(None))
        .order_by(Invitation.position, Invitation.id)
    )
    return tuple(_person(row) for row in rows)


def _person(row: Row[Any]) -> PersonLine:
    child = row.child_id is not None
    name = (
        child_name(row.given_name, row.family_name, row.la_child_id, unborn=row.born_on is None)
        if child
        else row.adult or row.professional
    )
    return PersonLine(
        invitation_id=InvitationId(row.id),
        position=row.position,
        name=name,
        capacity=row.capacity,
        job=row.job_title or "",
        agency=row.agency or "",
        agency_kind=row.agency_kind,
        group=Group.PROFESSIONAL if row.professional_id is not None else Group.FAMILY,
        adult_id=None if row.adult_id is None else AdultId(row.adult_id),
        professional_id=None if row.professional_id is None else ProfessionalId(row.professional_id),
        child_id=ChildId(row.child_id) if child else None,
        invited_on=row.invited_on,
        report_due_on=row.report_due_on,
    )
