"""Attendance, reports, quoracy, decisions, views and dissent, as they are kept."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cpconf.conferences.rules import (
    AttendanceStatus,
    DecisionOutcome,
    ExclusionPart,
    Participation,
    ReportStatus,
)
from cpconf.plans.rules import Category
from cpconf.store.records import Record, choice
from cpconf.store.trail import TYPED


class Attendance(Record):
    """Whether an invited person came, and how."""

    __tablename__ = "attendance"

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), unique=True)
    status: Mapped[AttendanceStatus] = mapped_column(choice(AttendanceStatus))
    arrived_at: Mapped[time | None]
    left_at: Mapped[time | None]
    present_at_decision: Mapped[bool | None]
    deputy_name: Mapped[str | None]
    deputy_title: Mapped[str | None]
    excluded_part: Mapped[ExclusionPart | None] = mapped_column(choice(ExclusionPart))
    excluded_reason: Mapped[str | None]
    excluded_by: Mapped[str | None]


class Report(Record):
    """Whether an invited person's written report came, when, how good (1-5)."""

    __tablename__ = "report"
    __table_args__ = (CheckConstraint("quality IS NULL OR quality BETWEEN 1 AND 5", name="quality"),)

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), unique=True)
    status: Mapped[ReportStatus] = mapped_column(choice(ReportStatus))
    received_on: Mapped[date | None]
    quality: Mapped[int | None]


class ReportShared(Record):
    """Whether one parent saw one report, when, in time or not, or why it was withheld."""

    __tablename__ = "report_shared"
    __table_args__ = (UniqueConstraint("invitation_id", "adult_id"),)

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"))
    adult_id: Mapped[int] = mapped_column(ForeignKey("adult.id"))
    seen_on: Mapped[date | None]
    in_time: Mapped[bool | None]
    withheld_reason: Mapped[str | None]


class QuoracyDecision(Record):
    """What the rule computed, in words, and what the chair decided; the two are apart."""

    __tablename__ = "quoracy_decision"

    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), unique=True)
    computed_quorate: Mapped[bool]
    computed_words: Mapped[str]
    went_ahead: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Decision(Record):
    """The chair's decision for one child at one conference."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("conference_id", "child_id"),)

    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"))
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    outcome: Mapped[DecisionOutcome] = mapped_column(choice(DecisionOutcome))
    threshold_met: Mapped[bool | None]
    category: Mapped[Category | None] = mapped_column(choice(Category))
    reasons: Mapped[str] = mapped_column(default="")
    child_views: Mapped[str] = mapped_column(default="", info=TYPED)
    participation: Mapped[Participation | None] = mapped_column(choice(Participation))
    legal_advice: Mapped[bool | None]
    fgc_offered: Mapped[bool | None]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))


class AgencyView(Record):
    """One invited person's view for one child: threshold, category, scale 0-10 (10 = safe enough), reason, dissent."""

    __tablename__ = "agency_view"
    __table_args__ = (
        UniqueConstraint("invitation_id", "child_id"),
        CheckConstraint("scale IS NULL OR scale BETWEEN 0 AND 10", name="scale"),
    )

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"))
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    threshold_met: Mapped[bool | None]
    category: Mapped[Category | None] = mapped_column(choice(Category))
    scale: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="", info=TYPED)
    dissents: Mapped[bool] = mapped_column(default=False)
    dissent_text: Mapped[str] = mapped_column(default="", info=TYPED)


class ParentView(Record):
    """A parent's views at one conference, and whether they agree with the decision."""

    __tablename__ = "parent_view"
    __table_args__ = (UniqueConstraint("conference_id", "adult_id"),)

    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"))
    adult_id: Mapped[int] = mapped_column(ForeignKey("adult.id"))
    views: Mapped[str] = mapped_column(default="", info=TYPED)
    method: Mapped[str] = mapped_column(String(60), default="")
    agrees: Mapped[bool | None]
