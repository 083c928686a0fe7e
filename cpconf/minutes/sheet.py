"""The minutes of one conference as a paper holds them: pure values; knows neither the store nor how they are drawn.

Every text is ready for its readers: what a recipient may not see is absent, in words that the caller chose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from cpconf.paper.imprint import Imprint
from cpconf.plans.sheet import ContingencyRow, CoreGroupMember, DangerAndGoal, OutcomeRow, PlannedDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When, where and under whom the conference was held; times are local wall time.

    `working_days` counts from the strategy discussion to the conference, of `limit_working_days` allowed; both are
    None where the kind of conference counts from another event. `quoracy` says why it was, or was not, quorate.
    """

    conference_type: str
    held_on: date
    venue: str
    mode: str
    started_at: time
    ended_at: time | None
    chair: str
    minute_taker: str
    is_quorate: bool
    quoracy: str
    strategy_discussion_on: date | None = None
    working_days: int | None = None
    limit_working_days: int | None = None
    lateness_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildEntry:
    """One child. `born_on`, or `expected_on` for an unborn child. Empty facts are left out of the paper."""

    name: str
    born_on: date | None = None
    expected_on: date | None = None
    aliases: str = ""
    sex: str = ""
    ethnicity: str = ""
    language: str = ""
    religion: str = ""
    disability: str = ""
    school: str = ""
    gp: str = ""
    nhs_number: str = ""
    legal_status: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultEntry:
    """A member of the household or a significant adult; None: it is not known who holds parental responsibility."""

    name: str
    relationship: str
    has_parental_responsibility: bool | None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSeen:
    """Whether one parent saw a report in time, in words ("yes, 12/03/2026", "no, shared on the day")."""

    parent: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """A person invited. `attendance` and `report` are the statuses in words; `report` is empty where none was due."""

    name: str
    role: str
    attendance: str
    agency: str = ""
    note: str = ""
    report: str = ""
    seen: tuple[ReportSeen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A person kept out of all or part of the conference."""

    name: str
    extent: str
    reason: str
    authorised_by: str
    duration: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousPlan:
    """An earlier plan of one of the children."""

    child: str
    category: str
    started_on: date
    ended_on: date | None = None
    end_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one person said or wrote; `speaker` may be empty where the text is the record's own."""

    text: str
    speaker: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the record: a heading of the model, about one child where `child` is given.

    Sections with the same heading one after another share it. `method` says how a child's voice was heard.
    """

    heading: str
    contributions: tuple[Contribution, ...] = ()
    child: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleScore:
    """Safety from 0 to 10 (10 is safe enough) as one person sees it; `previous` is the score of the last conference."""

    person: str
    role: str
    score: int | None
    reason: str = ""
    previous: int | None = None
    child: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyView:
    """Whether one agency holds that a child meets the threshold; None: it gave no view."""

    child: str
    agency: str
    person: str
    is_threshold_met: bool | None
    category: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """A formal disagreement and what became of it; the decision stands."""

    agency: str
    person: str
    text: str
    recorded_on: date
    resolution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The chair's decision for one child, with its reasons."""

    child: str
    outcome: str
    category: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreGroupHeld:
    """A core group meeting since the last conference."""

    held_on: date
    attended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCount:
    """Statutory visits to one child since the last conference."""

    child: str
    due: int
    made: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeProgress:
    """How far one outcome of the plan came: achieved, partly, not, worse."""

    child: str
    outcome: str
    progress: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """What a review adds; the two answers are sentences."""

    core_groups: tuple[CoreGroupHeld, ...] = ()
    visits: tuple[VisitCount, ...] = ()
    progress: tuple[OutcomeProgress, ...] = ()
    is_category_right: str = ""
    are_end_criteria_met: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildPlanOutline:
    """The outline plan that the conference drew up for one child (or for several named together)."""

    child: str
    outcomes: tuple[OutcomeRow, ...] = ()
    contingency: tuple[ContingencyRow, ...] = ()
    core_group: tuple[CoreGroupMember, ...] = ()
    visit_frequency: str = ""
    dates: tuple[PlannedDate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSheet:
    """The whole record, in the order of the paper. `review` is None at an initial conference."""

    imprint: Imprint
    occasion: Occasion
    children: tuple[ChildEntry, ...]
    adults: tuple[AdultEntry, ...] = ()
    invitees: tuple[Invitee, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    purpose: tuple[str, ...] = ()
    previous_plans: tuple[PreviousPlan, ...] = ()
    review: ReviewFacts | None = None
    sections: tuple[Section, ...] = ()
    risk_statement: tuple[str, ...] = ()
    dangers_and_goals: tuple[DangerAndGoal, ...] = ()
    scaling: tuple[ScaleScore, ...] = ()
    views: tuple[AgencyView, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    analysis: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    plans: tuple[ChildPlanOutline, ...] = ()
    next_conference: str = ""
    annex_note: str = ""
    complaints_note: str = ""
