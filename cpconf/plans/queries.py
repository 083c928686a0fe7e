"""Plans as they are shown and printed; knows neither what was decided nor how a paper is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from cpconf.access.records import Staff
from cpconf.bookings.records import Conference
from cpconf.bookings.rules import ConferenceId
from cpconf.paper.imprint import Imprint, Status
from cpconf.people.records import Agency, Child, Family, Professional
from cpconf.people.rules import ChildId, child_name
from cpconf.plans import sheet
from cpconf.plans.draft import (
    ActionLine,
    ContingencyLine,
    CoreMemberLine,
    DangerLine,
    OutcomeLine,
    PlanDraft,
    PlanLine,
    PlanRows,
    contingency_rows,
    core_group,
    dangers_and_goals,
    outcome_rows,
)
from cpconf.plans.records import Contingency, CoreGroupMember, DangerStatement, Outcome, Plan, PlanAction, PlanVersion
from cpconf.plans.rules import (
    CATEGORY_WORDS,
    ActionId,
    EndReason,
    OutcomeId,
    PlanId,
    PlanVersionId,
    SmartAction,
    SmartRow,
    smart_marks,
    visit_words,
)
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import LONDON, Reading


@query(Permission.READ)
def plans_of(reading: Reading, *, child_id: ChildId) -> tuple[PlanLine, ...]:
    """Every plan of a child here, latest first, those taken back included and marked."""
    rows = reading.rows(
        select(*Plan.__table__.columns).where(Plan.child_id == child_id).order_by(Plan.started_on.desc())
    )
    return tuple(_line(row) for row in rows)


@query(Permission.READ)
def plan_editor(reading: Reading, *, conference_id: ConferenceId, child_id: ChildId) -> PlanDraft:
    """What a conference writes for one child: the newest version of this conference, with the ids of its rows."""
    child = _one(reading, select(Child.given_name, Child.family_name, Child.la_child_id, Child.born_on)
                 .where(Child.id == child_id))  # fmt: skip
    name = child_name(child.given_name, child.family_name, child.la_child_id, unborn=child.born_on is None)
    versions = reading.rows(
        _versions().where(PlanVersion.conference_id == conference_id, PlanVersion.child_id == child_id)
    )
    if not versions:
        return PlanDraft(conference_id=conference_id, child_id=child_id, child=name, plan_version_id=None)
    row = versions[-1]
    rows = load_rows(reading, {row.id: row.next_review_on})[row.id]
    return PlanDraft(
        conference_id=conference_id,
        child_id=child_id,
        child=name,
        plan_version_id=PlanVersionId(row.id),
        number=row.number,
        kind=row.kind,
        issued_at=row.issued_at,
        plan_id=None if row.plan_id is None else PlanId(row.plan_id),
        category=row.latest_category,
        started_on=row.started_on,
        review_due_on=row.next_review_due_on,
        visit_every_days=row.visit_every_days,
        core_group_first_on=row.core_group_first_on,
        core_group_place=row.core_group_place,
        next_review_on=row.next_review_on,
        dangers=rows.dangers,
        outcomes=rows.outcomes,
        contingency=rows.contingency,
        core_group=rows.core_group,
    )


@query(Permission.READ)
def plan_sheet(reading: Reading, *, plan_version_id: PlanVersionId) -> sheet.PlanSheet:
    """One version of one child's plan as its paper states it: a draft until it is issued. No address is on it."""
    row = _one(reading, _sheet_row().where(PlanVersion.id == plan_version_id))
    rows = load_rows(reading, {row.id: row.next_review_on})[row.id]
    name = child_name(row.given_name, row.family_name, row.la_child_id, unborn=row.born_on is None)
    born = f"born {row.born_on:%d/%m/%Y}" if row.born_on else f"expected {row.expected_on:%d/%m/%Y}"
    issued_on = None if row.issued_at is None else row.issued_at.astimezone(LONDON).date()
    worker = f"{row.worker_name}, {row.job_title}" if row.job_title else row.worker_name or row.worker
    return sheet.PlanSheet(
        imprint=Imprint(
            authority=load_settings(reading).authority_name,
            case_reference=row.reference or "",
            version=row.number,
            status=Status.APPROVED if issued_on else Status.DRAFT,
            issued_on=issued_on or reading.on,
            approved_on=issued_on,
        ),
        kind=sheet.PlanKind(row.kind.value),
        child=name,
        child_line=f"{name}, {born}",
        category="" if row.latest_category is None else CATEGORY_WORDS[row.latest_category],
        started_on=row.started_on or (row.starts_at.date() if row.starts_at else reading.on),
        lead_social_worker=worker or "Not yet named",
        chair=row.chair or "",
        visit_frequency=visit_words(row.visit_every_days),
        dangers_and_goals=dangers_and_goals(rows),
        outcomes=outcome_rows(rows),
        contingency=contingency_rows(rows),
        core_group=core_group(rows),
        core_group_first_on=row.core_group_first_on,
        dates=planned_dates(row),
    )


def load_rows(reading: Reading, versions: dict[int, date | None]) -> dict[int, PlanRows]:
    """The standing rows of each version, given as id -> next review; five statements, however many versions."""
    dangers = _standing(reading, select(*DangerStatement.__table__.columns), DangerStatement, versions)
    outcomes = _standing(reading, select(*Outcome.__table__.columns), Outcome, versions)
    contingency = _standing(reading, select(*Contingency.__table__.columns), Contingency, versions)
    members = (
        select(*CoreGroupMember.__table__.columns, Agency.name.label("agency"))
        .outerjoin(Professional, Professional.id == CoreGroupMember.professional_id)
        .outerjoin(Agency, Agency.id == Professional.agency_id)
    )
    core = _standing(reading, members, CoreGroupMember, versions)
    actions = defaultdict(list)
    of_these = select(Outcome.id).where(Outcome.plan_version_id.in_(versions))
    statement = select(*PlanAction.__table__.columns).where(
        PlanAction.outcome_id.in_(of_these), PlanAction.removed_at.is_(None)
    )
    for row in reading.rows(statement.order_by(PlanAction.position, PlanAction.id)):
        line = ActionLine(id=ActionId(row.id), what=row.what, who=row.who, by_on=row.by_on, done_on=row.done_on)
        actions[row.outcome_id].append(line)
    return {
        version_id: PlanRows(
            dangers=tuple(
                DangerLine(id=row.id, statement=row.statement, safety_goal=row.safety_goal)
                for row in dangers[version_id]
            ),
            outcomes=tuple(
                _outcome(row, actions[row.id], on=reading.on, next_review_on=review) for row in outcomes[version_id]
            ),
            contingency=tuple(_contingency(row) for row in contingency[version_id]),
            core_group=tuple(_member(row) for row in core[version_id]),
        )
        for version_id, review in versions.items()
    }


def planned_dates(row: Any) -> tuple[sheet.PlannedDate, ...]:
    """The next dates of a version (a row of `PlanVersion`'s columns), those that are set."""
    dates = [("First core group", row.core_group_first_on, row.core_group_place), ("Review", row.next_review_on, "")]
    return tuple(sheet.PlannedDate(what=what, on=on, where=where) for what, on, where in dates if on is not None)


def _versions() -> Select[*tuple[Any, ...]]:
    plan = (Plan.latest_category, Plan.started_on, Plan.next_review_due_on)
    rows: Select[*tuple[Any, ...]] = select(*PlanVersion.__table__.columns, *plan)
    return rows.outerjoin(Plan, Plan.id == PlanVersion.plan_id).order_by(PlanVersion.number)


def _sheet_row() -> Select[*tuple[Any, ...]]:
    return (
        _versions()
        .add_columns(
            Child.given_name, Child.family_name, Child.la_child_id, Child.born_on, Child.expected_on, Child.worker,
            Family.reference, Professional.name.label("worker_name"), Professional.job_title,
            Staff.name.label("chair"), Conference.starts_at,
        )
        .join(Child, Child.id == PlanVersion.child_id)
        .outerjoin(Family, Family.id == Child.family_id)
        .outerjoin(Professional, Professional.id == Plan.lead_worker_id)
        .outerjoin(Conference, Conference.id == PlanVersion.conference_id)
        .outerjoin(Staff, Staff.id == Conference.chair_id)
    )  # fmt: skip


def _one(reading: Reading, statement: Select[*tuple[Any, ...]]) -> Row[*tuple[Any, ...]]:
    row = reading.one(statement)
    if row is None:
        raise Refusal("What you were looking at is no longer there. Refresh and look again.")
    return row


def _standing(
    reading: Reading, statement: Select[*tuple[Any, ...]], kind: type[Any], versions: Iterable[int]
) -> dict[int, list[Row[*tuple[Any, ...]]]]:
    found: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    standing = statement.where(kind.plan_version_id.in_(list(versions)), kind.removed_at.is_(None))
    for row in reading.rows(standing.order_by(kind.position, kind.id)):
        found[row.plan_version_id].append(row)
    return found


def _outcome(row: Any, actions: Sequence[ActionLine], *, on: date, next_review_on: date | None) -> OutcomeLine:
    smart = SmartRow(
        need=row.need,
        outcome=row.outcome,
        measure=row.measure,
        baseline=row.baseline,
        actions=tuple(SmartAction(what=a.what, who=a.who, by_on=a.by_on, done_on=a.done_on) for a in actions),
        on=on,
        next_review_on=next_review_on,
    )
    return OutcomeLine(
        id=OutcomeId(row.id),
        need=row.need,
        outcome=row.outcome,
        measure=row.measure,
        baseline=row.baseline,
        progress=row.progress,
        progress_note=row.progress_note,
        achieved_on=row.achieved_on,
        actions=tuple(actions),
        marks=smart_marks(smart),
    )


def _contingency(row: Any) -> ContingencyLine:
    return ContingencyLine(
        id=row.id, trigger=row.trigger, action=row.action, owner=row.owner, deadline_on=row.deadline_on, step=row.step
    )


def _member(row: Any) -> CoreMemberLine:
    return CoreMemberLine(
        id=row.id,
        name=row.name,
        role=row.role,
        agency=row.agency or "",
        professional_id=row.professional_id,
        adult_id=row.adult_id,
    )


def _line(row: Any) -> PlanLine:
    return PlanLine(
        id=PlanId(row.id),
        child_id=ChildId(row.child_id),
        started_on=row.started_on,
        ended_on=row.ended_on,
        end_reason=row.end_reason,
        initial_category=row.initial_category,
        latest_category=row.latest_category,
        previous_plans=row.previous_plans,
        latest_review_on=row.latest_review_on,
        next_review_due_on=row.next_review_due_on,
        in_error=row.end_reason is EndReason.MADE_IN_ERROR,
    )
