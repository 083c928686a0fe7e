"""Child protection plans, and the words of each version of a plan, as they are kept."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from cpconf.plans.rules import Category, EndReason, PlanKind, Progress
from cpconf.store.constraints import says
from cpconf.store.records import Instant, Record, choice
from cpconf.store.trail import TYPED


class Plan(Record):
    """One period on a plan for one child; `previous_plans` counts this authority's only and excludes this one.

    A child has at most one open plan (census 8935), and no plan starts inside another (8940): the database refuses.
    A plan that was recorded by mistake ends, as `made_in_error`, on the day it started: it was in force on no day, and
    is no plan for any count.
    """

    __tablename__ = "plan"
    __table_args__ = (
        CheckConstraint(
            "ended_on IS NULL OR ended_on > started_on"
            " OR (ended_on = started_on AND coalesce(end_reason, '') = 'made_in_error')",
            name="order",
        ),
        Index(
            "uq_plan_one_open",
            "child_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
        Index(None, "child_id", "started_on"),
    )

    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    end_reason: Mapped[EndReason | None] = mapped_column(choice(EndReason))
    initial_category: Mapped[Category] = mapped_column(choice(Category))
    latest_category: Mapped[Category] = mapped_column(choice(Category))
    previous_plans: Mapped[int] = mapped_column(default=0)
    start_conference_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id"))
    end_conference_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id"))
    lead_worker_id: Mapped[int | None] = mapped_column(ForeignKey("professional.id"))
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    transferred_from: Mapped[str | None]
    last_visit_on: Mapped[date | None]
    seen_alone: Mapped[bool | None]
    latest_review_on: Mapped[date | None]
    next_review_due_on: Mapped[date | None]
    protection_powers: Mapped[bool | None]
    team: Mapped[str | None]
    worker: Mapped[str | None]
    imported: Mapped[bool] = mapped_column(default=False)


class PlanVersion(Record):
    """The words of a plan for one child, as written at one conference or by the core group."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("child_id", "number"),)

    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    conference_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id"), index=True)
    number: Mapped[int]
    kind: Mapped[PlanKind] = mapped_column(choice(PlanKind), default=PlanKind.OUTLINE)
    visit_every_days: Mapped[int | None]
    core_group_first_on: Mapped[date | None]
    core_group_place: Mapped[str] = mapped_column(default="")
    next_review_on: Mapped[date | None]
    issued_at: Mapped[datetime | None] = mapped_column(Instant())


class DangerStatement(Record):
    """Who fears what and its effect on the child, paired with what must be seen to step down."""

    __tablename__ = "danger_statement"

    plan_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    position: Mapped[int]
    statement: Mapped[str] = mapped_column(default="", info=TYPED)
    safety_goal: Mapped[str] = mapped_column(default="", info=TYPED)
    removed_at: Mapped[datetime | None] = mapped_column(Instant())


class Outcome(Record):
    """One SMART row: need, outcome for the child in plain words, measure of reduced risk, baseline, progress."""

    __tablename__ = "outcome"

    plan_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    position: Mapped[int]
    need: Mapped[str] = mapped_column(default="", info=TYPED)
    outcome: Mapped[str] = mapped_column(default="", info=TYPED)
    measure: Mapped[str] = mapped_column(default="", info=TYPED)
    baseline: Mapped[str] = mapped_column(default="", info=TYPED)
    progress: Mapped[Progress] = mapped_column(choice(Progress), default=Progress.NOT_STARTED)
    progress_note: Mapped[str] = mapped_column(default="", info=TYPED)
    achieved_on: Mapped[date | None]
    removed_at: Mapped[datetime | None] = mapped_column(Instant())


class PlanAction(Record):
    """What is done for an outcome, by whom, by which date (a date, never "ongoing")."""

    __tablename__ = "plan_action"

    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), index=True)
    position: Mapped[int]
    what: Mapped[str] = mapped_column(default="", info=TYPED)
    who: Mapped[str] = mapped_column(default="")
    by_on: Mapped[date | None]
    done_on: Mapped[date | None]
    removed_at: Mapped[datetime | None] = mapped_column(Instant())


class Contingency(Record):
    """What happens if the plan fails: trigger, action, owner, time limit, step."""

    __tablename__ = "contingency"

    plan_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    position: Mapped[int]
    trigger: Mapped[str] = mapped_column(default="", info=TYPED)
    action: Mapped[str] = mapped_column(default="", info=TYPED)
    owner: Mapped[str] = mapped_column(default="")
    deadline_on: Mapped[date | None]
    step: Mapped[str] = mapped_column(default="")
    removed_at: Mapped[datetime | None] = mapped_column(Instant())


class CoreGroupMember(Record):
    """A member of the core group: a professional, a family adult, or the child."""

    __tablename__ = "core_group_member"

    plan_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    position: Mapped[int]
    professional_id: Mapped[int | None] = mapped_column(ForeignKey("professional.id"))
    adult_id: Mapped[int | None] = mapped_column(ForeignKey("adult.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(default="")
    removed_at: Mapped[datetime | None] = mapped_column(Instant())


_OPEN = "This child already has an open plan: end that one first, or record this as a review of it."
_OVERLAP = "This plan would overlap another plan of the same child: check both plans' dates."
says("uq_plan_one_open", _OPEN, "started_on")
says("plan.child_id", _OPEN, "started_on")
says("ex_plan_overlap", _OVERLAP, "started_on")
says("plans of one child overlap", _OVERLAP, "started_on")
says("ck_plan_order", "A plan cannot end on or before the day it started.", "ended_on")
