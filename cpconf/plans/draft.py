"""Plans as snapshots, and their rows as a paper states them; pure values that know neither record nor drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cpconf.bookings.rules import ConferenceId
from cpconf.people.rules import AdultId, ChildId, ProfessionalId
from cpconf.plans import sheet
from cpconf.plans.rules import (
    PROGRESS_WORDS,
    ActionId,
    Category,
    EndReason,
    OutcomeId,
    PlanId,
    PlanKind,
    PlanVersionId,
    Progress,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One period on a plan; `in_error`: taken back, in force on no day."""

    id: PlanId
    child_id: ChildId
    started_on: date
    ended_on: date | None
    end_reason: EndReason | None
    initial_category: Category
    latest_category: Category
    previous_plans: int
    latest_review_on: date | None
    next_review_due_on: date | None
    in_error: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerLine:
    """A danger statement beside its safety goal."""

    id: int
    statement: str
    safety_goal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """What is done, by whom, by when."""

    id: ActionId
    what: str
    who: str
    by_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLine:
    """One row with its actions; `marks` say what keeps it from being SMART today."""

    id: OutcomeId
    need: str
    outcome: str
    measure: str
    baseline: str
    progress: Progress
    progress_note: str
    achieved_on: date | None
    actions: tuple[ActionLine, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContingencyLine:
    """What happens if the plan fails."""

    id: int
    trigger: str
    action: str
    owner: str
    deadline_on: date | None
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreMemberLine:
    """A member of the core group."""

    id: int
    name: str
    role: str
    agency: str
    professional_id: ProfessionalId | None
    adult_id: AdultId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """The version that a conference works on, row by row. `plan_version_id` None: not begun (`open_version` begins it).

    `visit_every_days` in working days. `issued_at` set: given out, so it cannot be changed.
    """

    conference_id: ConferenceId
    child_id: ChildId
    child: str
    plan_version_id: PlanVersionId | None
    number: int = 0
    kind: PlanKind = PlanKind.OUTLINE
    issued_at: datetime | None = None
    plan_id: PlanId | None = None
    category: Category | None = None
    started_on: date | None = None
    review_due_on: date | None = None
    visit_every_days: int | None = None
    core_group_first_on: date | None = None
    core_group_place: str = ""
    next_review_on: date | None = None
    dangers: tuple[DangerLine, ...] = ()
    outcomes: tuple[OutcomeLine, ...] = ()
    contingency: tuple[ContingencyLine, ...] = ()
    core_group: tuple[CoreMemberLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRows:
    """The rows of one version that stand, in order."""

    dangers: tuple[DangerLine, ...] = ()
    outcomes: tuple[OutcomeLine, ...] = ()
    contingency: tuple[ContingencyLine, ...] = ()
    core_group: tuple[CoreMemberLine, ...] = ()


def dangers_and_goals(rows: PlanRows) -> tuple[sheet.DangerAndGoal, ...]:
    """The danger statements as a paper states them."""
    return tuple(sheet.DangerAndGoal(danger=row.statement, goal=row.safety_goal) for row in rows.dangers)


def outcome_rows(rows: PlanRows) -> tuple[sheet.OutcomeRow, ...]:
    """The SMART rows as a paper states them."""
    return tuple(
        sheet.OutcomeRow(
            need=row.need,
            outcome=row.outcome,
            actions=tuple(
                sheet.PlanAction(
                    action=action.what,
                    who=action.who,
                    by_on=action.by_on,
                    status=f"Done {action.done_on:%d/%m/%Y}" if action.done_on else "",
                )
                for action in row.actions
            ),
            measure=row.measure,
            baseline=row.baseline,
            progress=row.progress_note,
            status=PROGRESS_WORDS[row.progress],
        )
        for row in rows.outcomes
    )


def contingency_rows(rows: PlanRows) -> tuple[sheet.ContingencyRow, ...]:
    """What happens if the plan fails, as a paper states it."""
    return tuple(
        sheet.ContingencyRow(
            trigger=row.trigger,
            action=row.action,
            owner=row.owner,
            deadline=f"{row.deadline_on:%d/%m/%Y}" if row.deadline_on else "",
            step=row.step,
        )
        for row in rows.contingency
    )


def core_group(rows: PlanRows) -> tuple[sheet.CoreGroupMember, ...]:
    """The core group as a paper states it."""
    return tuple(sheet.CoreGroupMember(name=row.name, role=row.role, agency=row.agency) for row in rows.core_group)
