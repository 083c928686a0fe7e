"""Conference day as a snapshot; pure values that know neither record nor screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from cpconf.bookings.rules import ConferenceId, ConferenceKind, ConferenceState, InvitationId
from cpconf.conferences.quoracy import Quoracy
from cpconf.conferences.rules import AttendanceStatus, DecisionOutcome, ExclusionPart, Participation, ReportStatus
from cpconf.people.rules import AdultId, AgencyKind, ChildId, ProfessionalId
from cpconf.plans.rules import Category, PlanId


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Whether one parent saw one report: when, in time or not, or why it was withheld."""

    adult_id: AdultId
    name: str
    seen_on: date | None = None
    in_time: bool | None = None
    withheld: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPerson:
    """One invited person on the day. `is_family`: an adult of the family or a child; they have no agency."""

    invitation_id: InvitationId
    position: int
    name: str
    role: str
    capacity: str
    agency: str
    agency_kind: AgencyKind | None
    is_family: bool
    professional_id: ProfessionalId | None
    adult_id: AdultId | None
    child_id: ChildId | None
    direct_contact: bool
    attendance: AttendanceStatus
    arrived_at: time | None
    left_at: time | None
    present_at_decision: bool | None
    deputy_name: str | None
    deputy_title: str | None
    excluded_part: ExclusionPart | None
    excluded_reason: str | None
    excluded_by: str | None
    report: ReportStatus | None
    report_due_on: date | None
    received_on: date | None
    quality: int | None
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChild:
    """One child of the conference; `plan_id` and `category` are of the plan that the child is on now."""

    child_id: ChildId
    name: str
    plan_id: PlanId | None = None
    category: Category | None = None
    plan_started_on: date | None = None
    review_due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairsQuoracy:
    """What the chair decided about quoracy, beside what the rule had said then."""

    computed_quorate: bool
    computed_words: str
    went_ahead: bool
    reason: str
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildDecision:
    """The chair's decision for one child."""

    child_id: ChildId
    outcome: DecisionOutcome
    threshold_met: bool | None
    category: Category | None
    reasons: str
    child_views: str
    participation: Participation | None
    legal_advice: bool | None
    fgc_offered: bool | None
    plan_id: PlanId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewOfAgency:
    """One invited person's view for one child; `scale` 0 to 10, 10 is safe enough."""

    invitation_id: InvitationId
    child_id: ChildId
    threshold_met: bool | None
    category: Category | None
    scale: int | None
    reason: str
    dissents: bool
    dissent_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewOfParent:
    """What one parent said, how, and whether they agree with the decision."""

    adult_id: AdultId
    name: str
    views: str
    method: str
    agrees: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """One conference of a day, for a list."""

    conference_id: ConferenceId
    reference: str
    kind: ConferenceKind
    state: ConferenceState
    starts_at: datetime
    ends_at: datetime
    began_at: datetime | None
    family: str
    children: int
    room: str
    chair: str
    minute_taker: str
    reports_due: int
    reports_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """The whole of a conference day. `seen_by_on`: the last day on which parents see a report in time.

    `warnings` are sentences for the chair; none of them stops anything. `settled`: the minutes are approved.
    """

    conference_id: ConferenceId
    reference: str
    kind: ConferenceKind
    state: ConferenceState
    starts_at: datetime
    ends_at: datetime
    began_at: datetime | None
    finished_at: datetime | None
    settled: bool
    seen_by_on: date
    people: tuple[DayPerson, ...]
    children: tuple[DayChild, ...]
    quoracy: Quoracy
    chairs_quoracy: ChairsQuoracy | None = None
    decisions: tuple[ChildDecision, ...] = ()
    agency_views: tuple[ViewOfAgency, ...] = ()
    parent_views: tuple[ViewOfParent, ...] = ()
    warnings: tuple[str, ...] = ()
