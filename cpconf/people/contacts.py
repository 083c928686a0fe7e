"""Agencies, professionals and addresses as snapshots; shows no address that is withheld unless asked to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select, true

from cpconf.people.records import Address, AddressRestriction, Adult, Agency, Child, Involvement, Professional
from cpconf.people.rules import AddressId, AdultId, AgencyId, AgencyKind, ChildId, ProfessionalId
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

WITHHELD = "Withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLine:
    """One agency of the directory."""

    id: AgencyId
    name: str
    kind: AgencyKind
    owes_report: bool
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionalLine:
    """One professional; `role` is what they do for the family in question, empty outside one."""

    id: ProfessionalId
    name: str
    job_title: str
    agency_id: AgencyId
    agency: str
    agency_kind: AgencyKind
    email: str | None
    phone: str | None
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressLine:
    """Where a child or an adult lives or lived; `lines` and `postcode` are empty where `withheld`, unless asked for.

    `words` is what a screen shows: the address in one line, or "Withheld". `kept_from`: adults who may not see it.
    """

    id: AddressId
    child_id: ChildId | None
    adult_id: AdultId | None
    words: str
    lines: str
    postcode: str
    from_on: date
    until_on: date | None
    withheld: bool
    withheld_reason: str | None
    kept_from: tuple[AdultId, ...]


@query(Permission.READ)
def agencies(reading: Reading) -> tuple[AgencyLine, ...]:
    """The agencies of the directory, by name; those that have ended are left out."""
    rows = reading.rows(
        select(Agency.id, Agency.name, Agency.kind, Agency.owes_report, Agency.email, Agency.phone)
        .where(Agency.ended_on.is_(None))
        .order_by(Agency.name)
    )
    return tuple(
        AgencyLine(
            id=AgencyId(row.id),
            name=row.name,
            kind=row.kind,
            owes_report=row.owes_report,
            email=row.email,
            phone=row.phone,
        )
        for row in rows
    )


@query(Permission.READ)
def professionals(reading: Reading, *, words: str = "", limit: int = 200) -> tuple[ProfessionalLine, ...]:
    """Professionals in whose name, job or agency every word stands, by name; those who have left are left out."""
    matches = [
        or_(*(one.icontains(word, autoescape=True) for one in (Professional.name, Professional.job_title, Agency.name)))
        for word in words.split()
    ]
    return _professionals(reading, and_(Professional.ended_on.is_(None), *matches), None, limit)


def involved(reading: Reading, family_id: int | None) -> tuple[ProfessionalLine, ...]:
    """The professionals who work with a family now, with their roles; one statement."""
    return _professionals(reading, Professional.ended_on.is_(None), family_id or 0, 500)


def _professionals(
    reading: Reading, where: ColumnElement[bool], family_id: int | None, limit: int
) -> tuple[ProfessionalLine, ...]:
    rows = reading.rows(
        select(
            Professional.id,
            Professional.name,
            Professional.job_title,
            Agency.id.label("agency_id"),
            Agency.name.label("agency"),
            Agency.kind,
            Professional.email,
            Professional.phone,
            Involvement.role,
        )
        .join(Agency, Agency.id == Professional.agency_id)
        .outerjoin(
            Involvement,
            (Involvement.professional_id == Professional.id)
            & (Involvement.family_id == (family_id or 0))
            & Involvement.ended_on.is_(None),
        )
        .where(where, true() if family_id is None else Involvement.id.is_not(None))
        .order_by(Professional.name, Professional.id)
        .limit(limit)
    )
    return tuple(
        ProfessionalLine(
            id=ProfessionalId(row.id),
            name=row.name,
            job_title=row.job_title,
            agency_id=AgencyId(row.agency_id),
            agency=row.agency,
            agency_kind=row.kind,
            email=row.email,
            phone=row.phone,
            role=row.role or "",
        )
        for row in rows
    )


def addresses_of(
    reading: Reading, family_id: int | None, child_id: int, *, show_withheld: bool
) -> tuple[AddressLine, ...]:
    """The addresses of a child, of its siblings and of the family's adults, newest first; two statements."""
    children = select(Child.id).where(or_(Child.id == child_id, Child.family_id == family_id))
    adults = select(Adult.id).where(Adult.family_id == family_id)
    rows = reading.rows(
        select(
            Address.id,
            Address.child_id,
            Address.adult_id,
            Address.lines,
            Address.postcode,
            Address.from_on,
            Address.until_on,
            Address.withheld,
            Address.withheld_reason,
        )
        .where(or_(Address.child_id.in_(children), Address.adult_id.in_(adults)))
        .order_by(Address.from_on.desc(), Address.id.desc())
    )
    kept_from = _kept_from(reading, [row.id for row in rows])
    return tuple(
        AddressLine(
            id=AddressId(row.id),
            child_id=None if row.child_id is None else ChildId(row.child_id),
            adult_id=None if row.adult_id is None else AdultId(row.adult_id),
            **_shown(row.lines, row.postcode or "", show_withheld or not row.withheld),
            from_on=row.from_on,
            until_on=row.until_on,
            withheld=row.withheld,
            withheld_reason=row.withheld_reason,
            kept_from=tuple(kept_from.get(row.id, ())),
        )
        for row in rows
    )


def _kept_from(reading: Reading, address_ids: list[int]) -> dict[int, list[AdultId]]:
    rows = reading.rows(
        select(AddressRestriction.address_id, AddressRestriction.adult_id)
        .where(AddressRestriction.ended_on.is_(None), AddressRestriction.address_id.in_(address_ids))
        .order_by(AddressRestriction.id)
    )
    kept_from: dict[int, list[AdultId]] = {}
    for address_id, adult_id in rows:
        kept_from.setdefault(address_id, []).append(AdultId(adult_id))
    return kept_from


def _shown(lines: str, postcode: str, shown: bool) -> dict[str, str]:
    if not shown:
        return {"words": WITHHELD, "lines": "", "postcode": ""}
    words = ", ".join(part for part in (*lines.splitlines(), postcode) if part)
    return {"words": words, "lines": lines, "postcode": postcode}
