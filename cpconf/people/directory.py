"""Agencies, professionals and the families they work with; knows nothing of conferences."""

from __future__ import annotations

from sqlalchemy import select

from cpconf.access.typed import needed, trimmed
from cpconf.people.records import Agency, Family, Involvement, Professional
from cpconf.people.rules import AgencyId, AgencyKind, FamilyId, ProfessionalId
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

_NAME = "Give the professional's name."


@action(Permission.DIRECTORY)
def add_agency(
    writing: Writing,
    *,
    name: str,
    kind: AgencyKind,
    owes_report: bool = True,
    email: str | None = None,
    phone: str | None = None,
    address: str | None = None,
) -> AgencyId:
    """A new agency of the directory; refuses an empty name and one that is taken."""
    agency = Agency(
        name=needed(name, "name", "Give the agency a name."),
        kind=AgencyKind(kind),
        owes_report=owes_report,
        email=trimmed(email),
        phone=trimmed(phone),
        address=trimmed(address),
    )
    return AgencyId(writing.add(agency).id)


@action(Permission.DIRECTORY)
def add_professional(
    writing: Writing,
    *,
    name: str,
    agency_id: AgencyId,
    job_title: str = "",
    email: str | None = None,
    phone: str | None = None,
) -> ProfessionalId:
    """A person who works for an agency; refuses an empty name and an agency that has ended."""
    if writing.get(Agency, agency_id).ended_on is not None:
        raise Refusal("This agency has ended: choose the one that took over.", "agency")
    professional = Professional(
        name=needed(name, "name", _NAME),
        job_title=job_title.strip(),
        agency_id=agency_id,
        email=trimmed(email),
        phone=trimmed(phone),
    )
    return ProfessionalId(writing.add(professional).id)


@action(Permission.DIRECTORY)
def change_professional(
    writing: Writing,
    *,
    professional_id: ProfessionalId,
    name: str,
    agency_id: AgencyId,
    job_title: str = "",
    email: str | None = None,
    phone: str | None = None,
) -> None:
    """Correct a professional, all of these at once. Undone by changing back."""
    professional = writing.get(Professional, professional_id)
    writing.get(Agency, agency_id)
    professional.name = needed(name, "name", _NAME)
    professional.agency_id, professional.job_title = agency_id, job_title.strip()
    professional.email, professional.phone = trimmed(email), trimmed(phone)


@action(Permission.DIRECTORY)
def end_professional(writing: Writing, *, professional_id: ProfessionalId) -> None:
    """A professional has left: no longer found, nor invited by themselves. Refuses who has left already."""
    professional = writing.get(Professional, professional_id)
    if professional.ended_on is not None:
        raise Refusal("This professional has already left.", "professional")
    professional.ended_on = writing.on


@action(Permission.DIRECTORY)
def involve(writing: Writing, *, family_id: FamilyId, professional_id: ProfessionalId, role: str = "") -> None:
    """A professional works with a family, so that the next conference invites them; again: corrects the role.

    Refuses a professional who has left. Undone by `end_involvement`.
    """
    writing.get(Family, family_id)
    if writing.get(Professional, professional_id).ended_on is not None:
        raise Refusal("This professional has left: choose who took over.", "professional")
    known = _involvement(writing, family_id, professional_id)
    if known is None:
        writing.add(Involvement(family_id=family_id, professional_id=professional_id, role=role.strip()))
    else:
        known.role, known.ended_on = role.strip(), None


@action(Permission.DIRECTORY)
def end_involvement(writing: Writing, *, family_id: FamilyId, professional_id: ProfessionalId) -> None:
    """A professional no longer works with a family. Refuses who does not. Undone by `involve`."""
    known = _involvement(writing, family_id, professional_id)
    if known is None or known.ended_on is not None:
        raise Refusal("This professional does not work with the family.", "professional")
    known.ended_on = writing.on


def _involvement(writing: Writing, family_id: FamilyId, professional_id: ProfessionalId) -> Involvement | None:
    return writing.record(
        select(Involvement).where(Involvement.family_id == family_id, Involvement.professional_id == professional_id)
    )
