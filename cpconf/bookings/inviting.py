"""Who is invited to a conference, and by when their report is due; knows nothing of attendance."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from cpconf.bookings.records import Conference, ConferenceChild, Invitation
from cpconf.bookings.rules import COMING_STATES, ConferenceId, ConferenceKind, ConferenceState, InvitationId
from cpconf.diary.window import load_calendar
from cpconf.diary.working_days import WorkingCalendar
from cpconf.people.records import Adult, Agency, Involvement, Professional, Relationship
from cpconf.people.rules import AdultId, AgencyKind, ChildId, ProfessionalId
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import LimitKey, PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

_ORDER = {kind: place for place, kind in enumerate(AgencyKind)}


@action(Permission.BOOK)
def invite(
    writing: Writing,
    *,
    conference_id: ConferenceId,
    professional_id: ProfessionalId | None = None,
    adult_id: AdultId | None = None,
    child_id: ChildId | None = None,
    capacity: str = "",
) -> InvitationId:
    """Invite one professional, one adult of the family or one child of the conference; a withdrawn one comes back.

    Refuses none or several of the three, who is invited already, who has left, an adult or a child of another
    family, and a conference that is over or off. Undone by `withdraw_invitation`.
    """
    conference = _coming(writing, conference_id)
    _check_person(writing, conference, professional_id, adult_id, child_id)
    person = {"professional_id": professional_id, "adult_id": adult_id, "child_id": child_id}
    known = writing.record(select(Invitation).filter_by(conference_id=conference_id, **person))
    if known is not None and known.withdrawn_at is None:
        raise Refusal("This person is already invited to the conference.", "person")
    due_on = _report_due_on(writing, conference, professional_id)
    if known is not None:
        known.withdrawn_at, known.invited_on, known.report_due_on = None, writing.on, due_on
        known.capacity = capacity.strip() or known.capacity
        return InvitationId(known.id)
    invitation = Invitation(
        conference_id=conference_id,
        **person,
        capacity=capacity.strip(),
        position=_next_position(writing, conference_id),
        invited_on=writing.on,
        report_due_on=due_on,
    )
    return InvitationId(writing.add(invitation).id)


@action(Permission.BOOK)
def withdraw_invitation(writing: Writing, *, invitation_id: InvitationId) -> None:
    """A person need not come after all; the row stays. Undone by `invite`. Refuses what is withdrawn already."""
    invitation = writing.get(Invitation, invitation_id)
    _coming(writing, ConferenceId(invitation.conference_id))
    if invitation.withdrawn_at is not None:
        raise Refusal("This invitation is already withdrawn.", "person")
    invitation.withdrawn_at = writing.at


def invite_known(
    writing: Writing,
    conference: Conference,
    child_ids: list[int],
    social_worker_id: int | None,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
) -> None:
    """Invite the adults with parental responsibility, the social worker and the professionals who are involved.

    Whoever is invited already stays as invited: so for children who join, only those are added who are new.
    """
    due_on = report_due_on(conference.kind, conference.starts_at.date(), writing.on, settings, calendar)
    adults = _responsible_adults(writing, child_ids)
    professionals = _professionals(writing, conference.family_id, social_worker_id)
    invitations = [Invitation(adult_id=adult_id, capacity=word) for adult_id, word in adults.items()]
    invitations += [
        Invitation(professional_id=professional_id, capacity=role, report_due_on=due_on if owes else None)
        for professional_id, role, owes in professionals
    ]
    known = writing.rows(
        select(Invitation.adult_id, Invitation.professional_id).where(Invitation.conference_id == conference.id)
    )
    there = {tuple(row) for row in known}
    added = [one for one in invitations if (one.adult_id, one.professional_id) not in there]
    for position, invitation in enumerate(added, start=_next_position(writing, ConferenceId(conference.id))):
        invitation.conference_id = conference.id
        invitation.position = position
        invitation.invited_on = writing.on
    writing.add_all(added)


def invite_again(
    writing: Writing,
    former: Conference,
    successor: Conference,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
) -> None:
    """Invite to the successor whoever is invited to the conference that moves, with new report dates."""
    due_on = report_due_on(successor.kind, successor.starts_at.date(), writing.on, settings, calendar)
    invitations = _copied(writing, former, successor)
    for invitation in invitations:
        invitation.invited_on = writing.on
        invitation.report_due_on = None if invitation.report_due_on is None else due_on
    writing.add_all(invitations)


def invite_as_before(writing: Writing, former: Conference, successor: Conference) -> None:
    """The invitations of a conference stand for the one of the same time that takes its place."""
    writing.add_all(_copied(writing, former, successor))


def _copied(writing: Writing, former: Conference, successor: Conference) -> list[Invitation]:
    invited = writing.records(
        select(Invitation)
        .where(Invitation.conference_id == former.id, Invitation.withdrawn_at.is_(None))
        .order_by(Invitation.position, Invitation.id)
    )
    return [
        Invitation(
            conference_id=successor.id,
            professional_id=invitation.professional_id,
            adult_id=invitation.adult_id,
            child_id=invitation.child_id,
            capacity=invitation.capacity,
            position=position,
            invited_on=invitation.invited_on,
            report_due_on=invitation.report_due_on,
        )
        for position, invitation in enumerate(invited, start=1)
    ]


def report_due_on(
    kind: ConferenceKind, conference_on: date, on: date, settings: PracticeSettings, calendar: WorkingCalendar
) -> date:
    """The last day for a report to the chair; never before the day of the invitation."""
    review = kind is ConferenceKind.REVIEW
    key = LimitKey.REPORT_TO_CHAIR_REVIEW if review else LimitKey.REPORT_TO_CHAIR_INITIAL
    return max(calendar.due_on(settings.limit(key), conference_on), on)


def _coming(writing: Writing, conference_id: ConferenceId) -> Conference:
    conference = writing.get(Conference, conference_id)
    if conference.state is ConferenceState.PROVISIONAL:
        raise Refusal("This slot is only held: confirm it first, then people are invited.", "conference")
    if conference.state not in COMING_STATES:
        raise Refusal("This conference is over or off: nobody can be invited to it any more.", "conference")
    return conference


def _next_position(writing: Writing, conference_id: ConferenceId) -> int:
    last = select(func.max(Invitation.position)).where(Invitation.conference_id == conference_id)
    return (writing.scalar(last) or 0) + 1


def _check_person(
    writing: Writing,
    conference: Conference,
    professional_id: ProfessionalId | None,
    adult_id: AdultId | None,
    child_id: ChildId | None,
) -> None:
    if sum(one is not None for one in (professional_id, adult_id, child_id)) != 1:
        raise Refusal("Invite one person at a time: a professional, an adult or a child.", "person")
    if professional_id is not None and writing.get(Professional, professional_id).ended_on is not None:
        raise Refusal("This professional has left: invite who took over.", "person")
    if adult_id is not None and writing.get(Adult, adult_id).family_id != conference.family_id:
        raise Refusal("This adult belongs to another family. Nobody of another family is invited.", "person")
    if child_id is not None:
        of_conference = writing.scalars(
            select(ConferenceChild.child_id).where(ConferenceChild.conference_id == conference.id)
        )
        if child_id not in of_conference:
            raise Refusal("This child is not one of those whom the conference concerns.", "person")


def _report_due_on(writing: Writing, conference: Conference, professional_id: ProfessionalId | None) -> date | None:
    owes = writing.scalar(
        select(Agency.owes_report)
        .join(Professional, Professional.agency_id == Agency.id)
        .where(Professional.id == professional_id)
    )
    if not owes:
        return None
    settings = load_settings(writing)
    calendar = load_calendar(writing, settings)
    return report_due_on(conference.kind, conference.starts_at.date(), writing.on, settings, calendar)


def _responsible_adults(writing: Writing, child_ids: list[int]) -> dict[int, str]:
    """Adult -> what they are to the children, in the order in which they were recorded."""
    rows = writing.rows(
        select(Relationship.adult_id, Relationship.kind)
        .join(Adult, Adult.id == Relationship.adult_id)
        .where(Relationship.child_id.in_(child_ids), Relationship.parental_responsibility, Adult.died_on.is_(None))
        .order_by(Adult.id, Relationship.id)
    )
    words: dict[int, list[str]] = {}
    for adult_id, kind in rows:
        if kind not in words.setdefault(adult_id, []):
            words[adult_id].append(kind)
    return {adult_id: ", ".join(kinds) for adult_id, kinds in words.items()}


def _professionals(writing: Writing, family_id: int, social_worker_id: int | None) -> list[tuple[int, str, bool]]:
    """The social worker first, then the others by agency kind and name: id, role, whether a report is owed."""
    rows = writing.rows(
        select(
            Professional.id,
            Professional.name,
            Professional.job_title,
            Involvement.role,
            Agency.kind,
            Agency.owes_report,
        )
        .join(Agency, Agency.id == Professional.agency_id)
        .outerjoin(
            Involvement,
            (Involvement.professional_id == Professional.id)
            & (Involvement.family_id == family_id)
            & Involvement.ended_on.is_(None),
        )
        .where(Professional.ended_on.is_(None))
        .where(Involvement.id.is_not(None) | (Professional.id == social_worker_id))
    )
    ordered = sorted(rows, key=lambda row: (row.id != social_worker_id, _ORDER[row.kind], row.name, row.id))
    return [(row.id, row.role or row.job_title, row.owes_report) for row in ordered]
