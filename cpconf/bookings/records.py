"""Enquiries, requests, conferences on the calendar and who is invited, as they are kept."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from cpconf.bookings.rules import ConferenceKind, ConferenceState, LateCause, LateReason, Mode, RequestState
from cpconf.store.constraints import says
from cpconf.store.records import Instant, LocalTime, Record, choice


class Enquiry(Record):
    """One section 47 enquiry about one child; `icpc_on` as the case system tells it."""

    __tablename__ = "enquiry"
    __table_args__ = (UniqueConstraint("child_id", "strategy_discussion_on"),)

    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    strategy_discussion_on: Mapped[date]
    s47_started_on: Mapped[date | None]
    icpc_not_required: Mapped[bool | None]
    icpc_on: Mapped[date | None]
    resulted_in_plan: Mapped[bool | None]
    enquiries_in_12_months: Mapped[int | None]
    icpcs_in_12_months: Mapped[int | None]
    team: Mapped[str | None]
    worker: Mapped[str | None]
    imported: Mapped[bool] = mapped_column(default=False)


class Request(Record):
    """A request for a conference; two clocks, both kept. `due_on` is fixed when it is recorded and never moves."""

    __tablename__ = "request"

    family_id: Mapped[int] = mapped_column(ForeignKey("family.id"), index=True)
    kind: Mapped[ConferenceKind] = mapped_column(choice(ConferenceKind))
    state: Mapped[RequestState] = mapped_column(choice(RequestState), default=RequestState.REQUESTED, index=True)
    received_at: Mapped[datetime] = mapped_column(Instant())
    strategy_discussion_on: Mapped[date | None]
    s47_started_on: Mapped[date | None]
    notice_on: Mapped[date | None]
    counted_from_on: Mapped[date]
    due_on: Mapped[date]
    social_worker_id: Mapped[int | None] = mapped_column(ForeignKey("professional.id"))
    site_wanted_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    length_minutes: Mapped[int] = mapped_column(default=120)
    seats: Mapped[int] = mapped_column(default=12)
    mode: Mapped[Mode] = mapped_column(choice(Mode), default=Mode.IN_PERSON)
    separate_arrival: Mapped[bool] = mapped_column(default=False)
    non_contact: Mapped[bool] = mapped_column(default=False)
    address_withheld: Mapped[bool] = mapped_column(default=False)
    domestic_abuse: Mapped[bool] = mapped_column(default=False)
    interpreter_language: Mapped[str | None]
    advocate: Mapped[bool] = mapped_column(default=False)
    access_needs: Mapped[str] = mapped_column(default="")
    risks: Mapped[str] = mapped_column(default="")
    category_sought: Mapped[str | None] = mapped_column(String(3))
    preferred_chair_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    split_attendance: Mapped[bool] = mapped_column(default=False, server_default=false())
    equipment_needed: Mapped[str] = mapped_column(default="", server_default="")
    urgent: Mapped[str | None]  # why it cannot wait; empty where it can
    notes: Mapped[str] = mapped_column(default="")


class RequestChild(Record):
    """A child whom a request concerns."""

    __tablename__ = "request_child"
    __table_args__ = (UniqueConstraint("request_id", "child_id"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"))
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)


class RequestPerson(Record):
    """A professional who must be at the conference: the interpreter, or a named worker; booked like a room."""

    __tablename__ = "request_person"
    __table_args__ = (UniqueConstraint("request_id", "professional_id"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"))
    professional_id: Mapped[int] = mapped_column(ForeignKey("professional.id"), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Instant())


class Replan(Record):
    """An accepted proposal: the moves that were made in one act, and why; taken back in one act too."""

    __tablename__ = "replan"

    cause: Mapped[str]
    accepted_at: Mapped[datetime] = mapped_column(Instant())
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant())


class Conference(Record):
    """A conference on the calendar. Times are local; a move makes a successor and leaves `due_on` as it was.

    PROVISIONAL: held until `held_until`, nobody told; confirmed, it is CONFIRMED under the same row. Past its limit:
    `late_reason` is what a person said, `late_cause` what the diary said, `late_agreed_by` who agreed to it.
    `second_sitting_at`: when the other part of the family joins, where they attend apart.
    `settled_at`: when its minutes were approved; what they state does not change after that.
    """

    __tablename__ = "conference"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index(None, "family_id", "starts_at"),
    )

    reference: Mapped[str] = mapped_column(String(30), unique=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("family.id"))
    kind: Mapped[ConferenceKind] = mapped_column(choice(ConferenceKind))
    state: Mapped[ConferenceState] = mapped_column(choice(ConferenceState), default=ConferenceState.CONFIRMED)
    starts_at: Mapped[datetime] = mapped_column(LocalTime(), index=True)
    ends_at: Mapped[datetime] = mapped_column(LocalTime())
    began_at: Mapped[datetime | None] = mapped_column(LocalTime())
    finished_at: Mapped[datetime | None] = mapped_column(LocalTime())
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    chair_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    minute_taker_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    mode: Mapped[Mode] = mapped_column(choice(Mode), default=Mode.IN_PERSON)
    strategy_discussion_on: Mapped[date | None]
    s47_started_on: Mapped[date | None]
    counted_from_on: Mapped[date]
    due_on: Mapped[date]
    late_reason: Mapped[LateReason | None] = mapped_column(choice(LateReason))
    late_note: Mapped[str | None]
    late_cause: Mapped[LateCause | None] = mapped_column(choice(LateCause))
    late_agreed_by: Mapped[str | None]
    earliest_possible_at: Mapped[datetime | None] = mapped_column(LocalTime())
    held_until: Mapped[datetime | None] = mapped_column(Instant())
    second_sitting_at: Mapped[datetime | None] = mapped_column(LocalTime())
    replan_id: Mapped[int | None] = mapped_column(ForeignKey("replan.id"), index=True)
    change_reason: Mapped[LateReason | None] = mapped_column(choice(LateReason))  # why it was cancelled or moved
    change_note: Mapped[str | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id"))
    booked_at: Mapped[datetime] = mapped_column(Instant())
    settled_at: Mapped[datetime | None] = mapped_column(Instant())


class ConferenceChild(Record):
    """A child whom a conference concerns; every decision is per child.

    A child who joins another's conference (a sibling added to a review) has a kind and clocks of its own here; empty:
    as the conference.
    """

    __tablename__ = "conference_child"
    __table_args__ = (UniqueConstraint("conference_id", "child_id"),)

    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"))
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
    kind: Mapped[ConferenceKind | None] = mapped_column(choice(ConferenceKind))
    strategy_discussion_on: Mapped[date | None]
    s47_started_on: Mapped[date | None]
    counted_from_on: Mapped[date | None]
    due_on: Mapped[date | None]


class Invitation(Record):
    """One person invited: a professional, an adult or a child; invitation, attendance and report are three records."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint(
            "(professional_id IS NOT NULL AND adult_id IS NULL AND child_id IS NULL)"
            " OR (professional_id IS NULL AND adult_id IS NOT NULL AND child_id IS NULL)"
            " OR (professional_id IS NULL AND adult_id IS NULL AND child_id IS NOT NULL)",
            name="who",
        ),
        UniqueConstraint("conference_id", "professional_id"),
        UniqueConstraint("conference_id", "adult_id"),
        UniqueConstraint("conference_id", "child_id"),
    )

    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"))
    professional_id: Mapped[int | None] = mapped_column(ForeignKey("professional.id"), index=True)
    adult_id: Mapped[int | None] = mapped_column(ForeignKey("adult.id"))
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"))
    capacity: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    invited_on: Mapped[date | None]
    report_due_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant())


says("uq_conference_reference", "There is already a conference with this reference.", "reference")
says("invitation.conference_id", "This person is already invited to the conference.", "person")
says("uq_invitation_conference_id", "This person is already invited to the conference.", "person")
says(
    "uq_enquiry_child_id",
    "This child already has an enquiry that started on that day.",
    "strategy_discussion_on",
)
says(
    "enquiry.child_id",
    "This child already has an enquiry that started on that day.",
    "strategy_discussion_on",
)
