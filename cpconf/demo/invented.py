"""The frozen shapes of an invented authority; know neither how they are made up nor how they are kept.

Every `id` starts at 1 within its kind, and every key that ends in `_id` points at one. Conference times are local wall
time, instants (`..._at` of requests and bookings) are aware UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from cpconf.bookings.rules import ConferenceKind, ConferenceState, LateReason, Mode, RequestState
from cpconf.conferences.rules import AttendanceStatus, DecisionOutcome, Participation, ReportStatus
from cpconf.demo.names import Address, PersonName
from cpconf.diary.kinds import Hold, LeaveKind
from cpconf.diary.working_days import SchoolTerm
from cpconf.minutes.rules import Heading, MinutesState
from cpconf.people.rules import AgencyKind, Ethnicity, Sex
from cpconf.plans.rules import Category, EndReason

# The values of cpconf.access.rules.Role, which itself knows the store's permissions.
CHAIR: Final = "chair"
SPECIALIST: Final = "specialist"
BOOKING_ASSISTANT: Final = "booking_assistant"
COORDINATOR: Final = "coordinator"
MANAGER: Final = "manager"
ADMINISTRATOR: Final = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    id: int
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    id: int
    site_id: int
    name: str
    capacity: int
    second_waiting_room: bool
    step_free: bool
    equipment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomShut:
    """A room out of use, both days included."""

    room_id: int
    from_on: date
    until_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Works on `weekdays` (Monday 0) from `starts` to `ends`; `role` is one of the words above."""

    id: int
    name: PersonName
    role: str
    fte_percent: int
    email: str
    phone: str
    weekdays: tuple[int, ...]
    starts: time
    ends: time
    started_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A member of staff away, both days included."""

    staff_id: int
    from_on: date
    until_on: date
    kind: LeaveKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """`area` is the number of the site that it lies near (0, 1, 2), or None for the whole county."""

    id: int
    name: str
    kind: AgencyKind
    area: int | None
    email: str
    phone: str
    address: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Professional:
    id: int
    name: PersonName
    job_title: str
    agency_id: int
    email: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """Exactly one of `born_on` and `expected_on` is set; a child born since a pre-birth conference keeps the day
    that was expected in `was_expected_on`."""

    id: int
    la_child_id: str
    name: PersonName | None
    family_name: str
    sex: Sex
    born_on: date | None
    expected_on: date | None
    was_expected_on: date | None
    ethnicity: Ethnicity
    disabilities: tuple[str, ...]
    first_language: str
    religion: str | None
    nhs_number: str | None
    upn: str | None
    school: str | None
    gp: str

    def age_order(self) -> date:
        """Birth or expected birth."""
        day = self.born_on or self.expected_on
        assert day is not None
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class Adult:
    """`withheld_from_partner`: this adult's address and the children's must not reach the other parent."""

    id: int
    name: PersonName
    kind: str
    parental_responsibility: bool
    in_household: bool
    born_on: date
    first_language: str
    interpreter_language: str | None
    phone: str
    email: str | None
    address: Address
    withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Involved:
    professional_id: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The first adult is the parent with whom the children live; `network` begins with the social worker."""

    id: int
    reference: str
    name: str
    area: int
    children: tuple[Child, ...]
    adults: tuple[Adult, ...]
    network: tuple[Involved, ...]
    team: str
    worker: str
    domestic_abuse: bool
    address_withheld: bool
    interpreter_language: str | None
    living_since_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    id: int
    family_id: int
    child_ids: tuple[int, ...]
    kind: ConferenceKind
    state: RequestState
    received_at: datetime
    strategy_on: date | None
    s47_on: date | None
    notice_on: date | None
    counted_from_on: date
    due_on: date
    social_worker_id: int | None
    site_id: int
    seats: int
    advocate: bool
    access_needs: str
    risks: str
    category_sought: Category | None
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A parent saw a report."""

    adult_id: int
    on: date
    in_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One of the three ids is set. Attendance and report are None while nothing is recorded."""

    professional_id: int | None = None
    adult_id: int | None = None
    child_id: int | None = None
    capacity: str
    invited_on: date | None
    report_due_on: date | None = None
    attendance: AttendanceStatus | None = None
    deputy_name: str | None = None
    report: ReportStatus | None = None
    received_on: date | None = None
    quality: int | None = None
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a conference decided for one child."""

    child_id: int
    outcome: DecisionOutcome
    category: Category | None
    participation: Participation
    plan_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One paragraph of minutes; `child_id` under a heading that is per child."""

    heading: Heading
    text: str
    child_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """`quoracy` is what the rule said, in words, of a conference that was held and whose people are known."""

    id: int
    reference: str
    request_id: int | None
    family_id: int
    child_ids: tuple[int, ...]
    kind: ConferenceKind
    state: ConferenceState
    quoracy: str | None
    hold: Hold
    starts_at: datetime
    ends_at: datetime
    began_at: datetime | None
    finished_at: datetime | None
    room_id: int
    chair_id: int
    minute_taker_id: int
    mode: Mode
    strategy_on: date | None
    s47_on: date | None
    counted_from_on: date
    due_on: date
    late_reason: LateReason | None
    change_reason: LateReason | None
    successor_id: int | None
    booked_at: datetime
    invitations: tuple[Invitation, ...]
    decisions: tuple[Decided, ...]
    minutes: MinutesState | None
    paragraphs: tuple[Typed, ...]

    @property
    def takes_place(self) -> bool:
        """False for one that was moved or cancelled and so occupies nobody."""
        return self.state not in (ConferenceState.RESCHEDULED, ConferenceState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`category_changed_on` is the review at which the initial category became the latest one."""

    id: int
    child_id: int
    started_on: date
    ended_on: date | None
    end_reason: EndReason | None
    initial_category: Category
    latest_category: Category
    category_changed_on: date | None
    previous_plans: int
    start_conference_id: int
    end_conference_id: int | None
    latest_conference_id: int
    latest_review_on: date | None
    next_review_due_on: date | None
    next_review_on: date | None
    chair_id: int
    lead_worker_id: int
    transferred_from: str | None
    last_visit_on: date | None

    def is_open(self, on: date) -> bool:
        """Started on or before `on` and not ended on or before it."""
        return self.started_on <= on and (self.ended_on is None or self.ended_on > on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """All of an invented authority as it stands at the beginning of the working day `on`."""

    seed: int
    on: date
    year_end_on: date
    name: str
    sites: tuple[Site, ...]
    rooms: tuple[Room, ...]
    shut: tuple[RoomShut, ...]
    terms: tuple[SchoolTerm, ...]
    staff: tuple[StaffMember, ...]
    absences: tuple[Absence, ...]
    agencies: tuple[Agency, ...]
    professionals: tuple[Professional, ...]
    families: tuple[Family, ...]
    requests: tuple[Request, ...]
    conferences: tuple[Conference, ...]
    plans: tuple[Plan, ...]
