"""What is marked, said and decided on conference day; knows neither the minutes nor a plan's words."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import func, select

from cpconf.bookings.records import Invitation
from cpconf.bookings.rules import ConferenceId, ConferenceState, InvitationId
from cpconf.conferences import attendance, decisions
from cpconf.conferences.attendance import AttendanceMark
from cpconf.conferences.outcomes import record_decision
from cpconf.conferences.queries import load_people, quoracy_of
from cpconf.conferences.recording import check_adult, check_child, check_day, invited, keep, quoracy_now, recordable
from cpconf.conferences.records import (
    AgencyView,
    Attendance,
    Decision,
    ParentView,
    QuoracyDecision,
    Report,
    ReportShared,
)
from cpconf.conferences.rules import (
    AttendanceStatus,
    ExclusionPart,
    ReportStatus,
)
from cpconf.diary.window import load_calendar
from cpconf.people.records import Agency, Professional
from cpconf.people.rules import AdultId, AgencyId, ChildId
from cpconf.plans.rules import Category
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

__all__ = [
    "add_late_joiner",
    "decide_quoracy",
    "finish_conference",
    "mark_attendance",
    "mark_report",
    "mark_report_seen",
    "record_agency_view",
    "record_decision",
    "record_parent_view",
    "start_conference",
]


@action(Permission.RECORD)
def mark_attendance(
    writing: Writing,
    *,
    invitation_id: InvitationId,
    status: AttendanceStatus,
    deputy_name: str | None = None,
    deputy_title: str | None = None,
    arrived_at: time | None = None,
    left_at: time | None = None,
    present_at_decision: bool | None = None,
    excluded_part: ExclusionPart | None = None,
    excluded_reason: str | None = None,
    excluded_by: str | None = None,
) -> None:
    """Mark how one invited person attended; a later mark replaces it. Who came cannot be known before the day."""
    _, conference = invited(writing, invitation_id)
    if status in attendance.ON_THE_DAY_ONLY:
        check_day(writing, conference, "status")
    mark = attendance.checked_attendance(
        AttendanceMark(
            status=status,
            arrived_at=arrived_at,
            left_at=left_at,
            present_at_decision=present_at_decision,
            deputy_name=deputy_name,
            deputy_title=deputy_title,
            excluded_part=excluded_part,
            excluded_reason=excluded_reason,
            excluded_by=excluded_by,
        )
    )
    kept = writing.record(select(Attendance).where(Attendance.invitation_id == invitation_id))
    kept = kept or Attendance(invitation_id=invitation_id)
    keep(writing, kept, **{name: getattr(mark, name) for name in AttendanceMark.__dataclass_fields__})


@action(Permission.RECORD)
def mark_report(
    writing: Writing,
    *,
    invitation_id: InvitationId,
    status: ReportStatus | None = None,
    received_on: date | None = None,
    quality: int | None = None,
) -> ReportStatus:
    """Mark a person's written report; with the day it came the status follows from the due date."""
    invitation, conference = invited(writing, invitation_id)
    if received_on is not None and received_on > writing.on:
        raise Refusal("The report cannot have come on a day that has not come yet.", "received_on")
    held_on = conference.starts_at.date()
    derived = attendance.report_status(
        status, received_on=received_on, due_on=invitation.report_due_on, conference_on=held_on
    )
    attendance.check_quality(derived, quality)
    kept = writing.record(select(Report).where(Report.invitation_id == invitation_id))
    on_the_day = held_on if derived is ReportStatus.ON_THE_DAY else None
    kept = kept or Report(invitation_id=invitation_id)
    keep(writing, kept, status=derived, received_on=received_on or on_the_day, quality=quality)
    return derived


@action(Permission.RECORD)
def mark_report_seen(
    writing: Writing,
    *,
    invitation_id: InvitationId,
    adult_id: AdultId,
    seen_on: date | None = None,
    withheld_reason: str | None = None,
) -> None:
    """Mark when one parent saw one report, in time or not, or why the chair withheld it; neither: not seen."""
    invitation, conference = invited(writing, invitation_id)
    if invitation.professional_id is None:
        raise Refusal("The family's own views are not shared as a report.", "invitation_id")
    check_adult(writing, conference, adult_id)
    reason = (withheld_reason or "").strip() or None
    if withheld_reason is not None and reason is None:
        raise Refusal("Give the reason for withholding the report: the minutes state it.", "withheld_reason")
    if seen_on is not None and reason is not None:
        raise Refusal("A report that was withheld was not seen: clear the day or the reason.", "seen_on")
    in_time = None
    if seen_on is not None:
        if seen_on > writing.on:
            raise Refusal("The report cannot have been seen on a day that has not come yet.", "seen_on")
        report = select(Report.status).where(Report.invitation_id == invitation_id)
        attendance.check_can_be_seen(writing.scalar(report))
        held_on = conference.starts_at.date()
        by = attendance.seen_by_due_on(conference.kind, held_on, load_calendar(writing), load_settings(writing))
        in_time = seen_on <= by
    shared = select(ReportShared).where(ReportShared.invitation_id == invitation_id, ReportShared.adult_id == adult_id)
    kept = writing.record(shared) or ReportShared(invitation_id=invitation_id, adult_id=adult_id)
    keep(writing, kept, seen_on=seen_on, in_time=in_time, withheld_reason=reason)


@action(Permission.RECORD)
def add_late_joiner(
    writing: Writing, *, conference_id: ConferenceId, name: str, agency_id: AgencyId, job_title: str = ""
) -> InvitationId:
    """Note a professional who came without an invitation: in the directory, invited, there in person."""
    conference = recordable(writing, conference_id)
    check_day(writing, conference, "name")
    if not name.strip():
        raise Refusal("Give the name of the person who came.", "name")
    agency = writing.get(Agency, agency_id)
    same = select(Professional).where(Professional.agency_id == agency.id, Professional.name == name.strip())
    known = [person for person in writing.records(same.order_by(Professional.id)) if person.ended_on is None]
    person = known[0] if known else writing.add(
        Professional(name=name.strip(), job_title=job_title.strip(), agency_id=agency.id)
    )  # fmt: skip
    last = writing.scalar(select(func.max(Invitation.position)).where(Invitation.conference_id == conference_id))
    earlier = select(Invitation).where(
        Invitation.conference_id == conference_id, Invitation.professional_id == person.id
    )
    invitation = writing.record(earlier)
    if invitation is not None and invitation.withdrawn_at is None:
        raise Refusal("This person is already invited to the conference: mark them there.", "name")
    if invitation is None:
        invitation = Invitation(conference_id=conference_id, professional_id=person.id, position=(last or 0) + 1)
    keep(writing, invitation, withdrawn_at=None)
    mark_attendance(writing, invitation_id=InvitationId(invitation.id), status=AttendanceStatus.IN_PERSON)
    return InvitationId(invitation.id)


@action(Permission.DECIDE)
def decide_quoracy(writing: Writing, *, conference_id: ConferenceId, go_ahead: bool, reason: str = "") -> None:
    """Record whether the chair goes on, beside what the rule says now; without a quorum, or stopping, with a reason."""
    recordable(writing, conference_id)
    settings = load_settings(writing)
    computed = quoracy_of(load_people(writing, conference_id), settings)
    if go_ahead and not computed.quorate and not settings.quorum_chair_override:
        raise Refusal("This authority does not go on without a quorum: adjourn the conference.", "go_ahead")
    if not (computed.quorate and go_ahead) and not reason.strip():
        raise Refusal("Give the chair's reason: the minutes state it.", "reason")
    kept = writing.record(select(QuoracyDecision).where(QuoracyDecision.conference_id == conference_id))
    keep(
        writing,
        kept or QuoracyDecision(conference_id=conference_id),
        computed_quorate=computed.quorate,
        computed_words=computed.words,
        went_ahead=go_ahead,
        reason=reason.strip(),
        decided_by_id=writing.by.staff_id,
    )


@action(Permission.RECORD)
def start_conference(writing: Writing, *, conference_id: ConferenceId) -> None:
    """Note that the conference begins now; refused on another day, or when it has begun."""
    conference = recordable(writing, conference_id)
    if conference.starts_at.date() != writing.on:
        raise Refusal(f"This conference is on {conference.starts_at:%d/%m/%Y}, not today.", "starts_at")
    if conference.began_at is not None:
        raise Refusal(f"This conference began at {conference.began_at:%H:%M}.", "began_at")
    conference.began_at = writing.local


@action(Permission.RECORD)
def finish_conference(writing: Writing, *, conference_id: ConferenceId, state: ConferenceState) -> None:
    """Note that the conference is over, and how: held, held not quorate, adjourned or not held. May be corrected."""
    conference = recordable(writing, conference_id)
    check_day(writing, conference, "state")
    made = writing.scalars(select(Decision.outcome).where(Decision.conference_id == conference_id))
    computed, went_on = quoracy_now(writing, conference_id)
    decisions.check_finish(state, quorate=computed.quorate, chair_went_on=went_on, outcomes=frozenset(made))
    conference.state = state
    if state is ConferenceState.NOT_HELD:
        conference.finished_at = None
    elif conference.finished_at is None:
        conference.finished_at = writing.local if conference.starts_at.date() == writing.on else conference.ends_at


@action(Permission.RECORD)
def record_agency_view(
    writing: Writing,
    *,
    invitation_id: InvitationId,
    child_id: ChildId,
    threshold_met: bool | None = None,
    category: Category | None = None,
    scale: int | None = None,
    reason: str = "",
    dissents: bool = False,
    dissent_text: str = "",
) -> None:
    """Record one person's view for one child, the whole of it. Family may scale; only professionals dissent."""
    invitation, conference = invited(writing, invitation_id)
    check_child(writing, conference.id, child_id)
    if scale is not None and not 0 <= scale <= 10:
        raise Refusal("Safety is scaled from 0 to 10: 10 is safe enough.", "scale")
    if invitation.professional_id is None and (threshold_met is not None or dissents):
        raise Refusal("The threshold and dissent are for professionals: record the family's views as theirs.", "who")
    if dissent_text.strip() and not dissents:
        raise Refusal("Say that the person dissents, or clear the text.", "dissents")
    view = select(AgencyView).where(AgencyView.invitation_id == invitation_id, AgencyView.child_id == child_id)
    kept = writing.record(view) or AgencyView(invitation_id=invitation_id, child_id=child_id)
    values = {"threshold_met": threshold_met, "category": category, "scale": scale, "reason": reason}
    keep(writing, kept, dissents=dissents, dissent_text=dissent_text, **values)


@action(Permission.RECORD)
def record_parent_view(
    writing: Writing,
    *,
    conference_id: ConferenceId,
    adult_id: AdultId,
    views: str = "",
    method: str = "",
    agrees: bool | None = None,
) -> None:
    """Record one parent's views, how they were given, and whether they agree; the whole of it."""
    conference = recordable(writing, conference_id)
    check_adult(writing, conference, adult_id)
    view = select(ParentView).where(ParentView.conference_id == conference_id, ParentView.adult_id == adult_id)
    kept = writing.record(view) or ParentView(conference_id=conference_id, adult_id=adult_id)
    keep(writing, kept, views=views, method=method.strip(), agrees=agrees)
