"""How the words and dates of a plan are written, row by row; knows neither its start nor its end."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, inspect, select

from cpconf.bookings.history import considered_as
from cpconf.bookings.records import Conference, ConferenceChild
from cpconf.bookings.rules import NEVER_COUNTED, ConferenceId, ConferenceKind, ConferenceState
from cpconf.diary.window import load_calendar
from cpconf.people.records import Adult, Child, Professional
from cpconf.people.rules import AdultId, ChildId, ProfessionalId
from cpconf.plans import rules
from cpconf.plans.records import Contingency, CoreGroupMember, DangerStatement, Outcome, Plan, PlanAction, PlanVersion
from cpconf.plans.rules import ActionId, OutcomeId, PlanKind, PlanVersionId, Progress
from cpconf.practice.limits import LimitKey
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

R = TypeVar("R", DangerStatement, Outcome, PlanAction, Contingency, CoreGroupMember)

_GONE = NEVER_COUNTED | {ConferenceState.CANCELLED, ConferenceState.RESCHEDULED, ConferenceState.CLOSED}
_ROWS: dict[str, type[Any]] = {
    "danger": DangerStatement,
    "outcome": Outcome,
    "action": PlanAction,
    "contingency": Contingency,
    "core_member": CoreGroupMember,
}


@action(Permission.RECORD)
def open_version(writing: Writing, *, conference_id: ConferenceId, child_id: ChildId) -> PlanVersionId:
    """The version of a child's plan that a conference works on: the one not yet issued, or a new one.

    A new one carries forward what the plan's last version says, its finished actions left behind; after an
    issued outline it is the full plan. The first core group is set within its limit of the conference.
    """
    conference = conference_of(writing, conference_id, child_id)
    versions = writing.records(select(PlanVersion).where(PlanVersion.child_id == child_id).order_by(PlanVersion.number))
    here = [version for version in versions if version.conference_id == conference_id]
    if here and here[-1].issued_at is None:
        return PlanVersionId(here[-1].id)
    plan = open_plan(writing, child_id)
    of_plan = [version for version in versions if plan is not None and version.plan_id == plan.id]
    before = next(reversed(here or of_plan), None)
    version = _first_version(writing, conference, child_id) if not here else _next_version(here[-1])
    version.child_id, version.conference_id, version.plan_id = child_id, conference_id, plan.id if plan else None
    version.number = versions[-1].number + 1 if versions else 1
    writing.add(version)
    if before is not None:
        version.visit_every_days, version.core_group_place = before.visit_every_days, before.core_group_place
        _carry_forward(writing, before.id, version.id)
    return PlanVersionId(version.id)


@action(Permission.ISSUE)
def issue_version(writing: Writing, *, plan_version_id: PlanVersionId) -> None:
    """Say that this version was given out; after that it does not change: the next one is a new version."""
    _open(writing, plan_version_id).issued_at = writing.at


@action(Permission.RECORD)
def set_plan_dates(
    writing: Writing,
    *,
    plan_version_id: PlanVersionId,
    core_group_first_on: date | None,
    visit_every_days: int | None,
    next_review_on: date | None,
    core_group_place: str = "",
) -> None:
    """Set the dates that the plan states, all of them at once; visits in working days. Late ones are marked only."""
    version = _open(writing, plan_version_id)
    if visit_every_days is not None and not 1 <= visit_every_days <= 90:
        raise Refusal("Give how often the child is seen as 1 to 90 working days.", "visit_every_days")
    on = version.conference_id and writing.get(Conference, version.conference_id).starts_at.date()
    for name, day in (("core_group_first_on", core_group_first_on), ("next_review_on", next_review_on)):
        if day is not None and on and day <= on:
            raise Refusal("This comes after the conference: give a later day.", name)
    version.core_group_first_on, version.next_review_on = core_group_first_on, next_review_on
    version.visit_every_days, version.core_group_place = visit_every_days, core_group_place.strip()


@action(Permission.RECORD)
def write_danger(
    writing: Writing, *, plan_version_id: PlanVersionId, row_id: int | None = None, statement: str, safety_goal: str
) -> int:
    """Write a danger statement with its safety goal, the whole row; a new one stands last."""
    row = _row(writing, DangerStatement, row_id, _open(writing, plan_version_id).id)
    row.statement, row.safety_goal = statement, safety_goal
    return _kept(writing, row)


@action(Permission.RECORD)
def write_outcome(
    writing: Writing,
    *,
    plan_version_id: PlanVersionId,
    row_id: int | None = None,
    need: str,
    outcome: str,
    measure: str = "",
    baseline: str = "",
    progress: Progress = Progress.NOT_STARTED,
    progress_note: str = "",
    achieved_on: date | None = None,
) -> OutcomeId:
    """Write a row of the plan, the whole of it; a new one stands last. An achieved row is dated today if undated."""
    row = _row(writing, Outcome, row_id, _open(writing, plan_version_id).id)
    row.need, row.outcome, row.measure, row.baseline = need, outcome, measure, baseline
    row.progress, row.progress_note = progress, progress_note
    row.achieved_on = (achieved_on or row.achieved_on or writing.on) if progress is Progress.ACHIEVED else None
    return OutcomeId(_kept(writing, row))


@action(Permission.RECORD)
def write_action(
    writing: Writing,
    *,
    outcome_id: OutcomeId,
    row_id: int | None = None,
    what: str,
    who: str,
    by_on: date | None,
    done_on: date | None = None,
) -> ActionId:
    """Write what is done for an outcome, by whom, by when; the whole row. Nothing is refused for being incomplete."""
    _open(writing, writing.get(Outcome, outcome_id).plan_version_id)
    row = _row(writing, PlanAction, row_id, outcome_id)
    row.what, row.who, row.by_on, row.done_on = what, who.strip(), by_on, done_on
    return ActionId(_kept(writing, row))


@action(Permission.RECORD)
def write_contingency(
    writing: Writing,
    *,
    plan_version_id: PlanVersionId,
    row_id: int | None = None,
    trigger: str,
    action: str,
    owner: str = "",
    deadline_on: date | None = None,
    step: str = "",
) -> int:
    """Write what happens if the plan fails, by whom, by when; the whole row."""
    row = _row(writing, Contingency, row_id, _open(writing, plan_version_id).id)
    row.trigger, row.action, row.owner, row.deadline_on, row.step = (trigger, action, owner.strip(), deadline_on, step)
    return _kept(writing, row)


@action(Permission.RECORD)
def write_core_member(
    writing: Writing,
    *,
    plan_version_id: PlanVersionId,
    row_id: int | None = None,
    professional_id: ProfessionalId | None = None,
    adult_id: AdultId | None = None,
    name: str = "",
    role: str = "",
) -> int:
    """Write a member of the core group: a known professional or adult, or anybody by name."""
    version = _open(writing, plan_version_id)
    if professional_id is not None:
        name = writing.get(Professional, professional_id).name
    elif adult_id is not None:
        adult = writing.get(Adult, adult_id)
        if adult.family_id != writing.get(Child, version.child_id).family_id:
            raise Refusal("This adult does not belong to the child's family.", "adult_id")
        name = adult.name
    if not name.strip():
        raise Refusal("Choose a person, or give a name.", "name")
    row = _row(writing, CoreGroupMember, row_id, version.id)
    row.professional_id, row.adult_id, row.name, row.role = professional_id, adult_id, name.strip(), role.strip()
    return _kept(writing, row)


@action(Permission.RECORD)
def remove_row(writing: Writing, *, kind: str, row_id: int) -> None:
    """Take a row out of the plan; `kind`: danger, outcome, action, contingency, core_member. What it said is kept."""
    if kind not in _ROWS:
        raise Refusal("A plan has no such row.", "kind")
    row = writing.get(_ROWS[kind], row_id)
    outcome = writing.get(Outcome, row.outcome_id) if kind == "action" else row
    _open(writing, outcome.plan_version_id)
    if row.removed_at is None:
        row.removed_at = writing.at


def open_plan(writing: Writing, child_id: int) -> Plan | None:
    """The plan that the child is on, to be changed, or None."""
    return writing.record(select(Plan).where(Plan.child_id == child_id, Plan.ended_on.is_(None)))


def conference_of(writing: Writing, conference_id: int, child_id: int) -> Conference:
    """The conference, if it concerns the child and is not over and done with; else a refusal."""
    conference = writing.get(Conference, conference_id)
    concerned = select(ConferenceChild.id).where(
        ConferenceChild.conference_id == conference_id, ConferenceChild.child_id == child_id
    )
    if writing.scalar(concerned) is None:
        raise Refusal("The conference does not concern this child.", "child_id")
    if conference.state in _GONE:
        raise Refusal("This conference was cancelled, moved or closed: nothing more is recorded at it.", "state")
    return conference


def _first_version(writing: Writing, conference: Conference, child_id: int) -> PlanVersion:
    settings, calendar, on = load_settings(writing), load_calendar(writing), conference.starts_at.date()
    review = considered_as(writing, conference.id, child_id)[0] is ConferenceKind.REVIEW
    core_group = settings.limit(LimitKey.CORE_GROUP if review else LimitKey.FIRST_CORE_GROUP)
    next_review = settings.limit(LimitKey.LATER_REVIEW if review else LimitKey.FIRST_REVIEW)
    return PlanVersion(
        kind=PlanKind.OUTLINE,
        visit_every_days=rules.visit_working_days(settings.limit(LimitKey.VISIT)),
        core_group_first_on=calendar.due_on(core_group, on),
        next_review_on=calendar.due_on(next_review, on),
    )


def _next_version(last: PlanVersion) -> PlanVersion:
    return PlanVersion(
        kind=PlanKind.FULL, core_group_first_on=last.core_group_first_on, next_review_on=last.next_review_on
    )


def _open(writing: Writing, plan_version_id: int) -> PlanVersion:
    version = writing.get(PlanVersion, plan_version_id)
    if version.issued_at is not None:
        raise Refusal("This version of the plan was given out: open a new version to change it.", "plan_version_id")
    return version


def _row(writing: Writing, kind: type[R], row_id: int | None, parent_id: int) -> R:
    """The row to be written: an existing one of this parent, or a new one in the last place."""
    parent = _parent(kind)
    if row_id is not None:
        row = writing.record(select(kind).where(kind.id == row_id, parent == parent_id, kind.removed_at.is_(None)))
        if row is None:
            raise Refusal("This row was taken out of the plan meanwhile. Refresh and look again.")
        return row
    last = writing.scalar(select(func.max(kind.position)).where(parent == parent_id))
    return kind(**{parent.key: parent_id, "position": (last or 0) + 1})


def _kept(writing: Writing, row: Any) -> int:
    if row.id is None:
        writing.add(row)
    return int(row.id)


def _parent(kind: type[Any]) -> Any:
    return kind.outcome_id if kind is PlanAction else kind.plan_version_id


def _carry_forward(writing: Writing, from_id: int, to_id: int) -> None:
    """Copy the rows of one version to the next: not what was taken out, achieved or done."""
    for kind in (DangerStatement, Contingency, CoreGroupMember):
        for row in _standing(writing, kind, from_id):
            writing.add(_copy(row, plan_version_id=to_id))
    for outcome in _standing(writing, Outcome, from_id):
        if outcome.progress is Progress.ACHIEVED:
            continue
        copy = writing.add(_copy(outcome, plan_version_id=to_id))
        for row in _standing(writing, PlanAction, outcome.id):
            if row.done_on is None:
                writing.add(_copy(row, outcome_id=copy.id))


def _standing(writing: Writing, kind: type[Any], parent_id: int) -> list[Any]:
    rows = select(kind).where(_parent(kind) == parent_id, kind.removed_at.is_(None))
    return list(writing.records(rows.order_by(kind.position, kind.id)))


def _copy(row: Any, **changed: int) -> Any:
    values = {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs if column.key != "id"}
    return type(row)(**{**values, **changed})
