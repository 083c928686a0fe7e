"""The first tables of an invented authority as rows to be kept: service, diary, directory, families.

Knows tables by name only. A table is its name and a list of dictionaries of the same keys, ids included.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from cpconf.bookings.rules import COMING_STATES
from cpconf.demo.invented import CHAIR, SPECIALIST, Adult, Authority, Child, Conference, Family
from cpconf.demo.names import Address as Place

Rows = list[dict[str, Any]]
Table = tuple[str, Sequence[dict[str, Any]]]
BOOKABLE: Final = (CHAIR, SPECIALIST)
_OPENS: Final = time(8, 30)
_CLOSES: Final = time(17, 30)
_WITHHELD: Final = "The parent with whom the children live has asked for it, for safety."


def numbered(rows: Iterable[dict[str, Any]]) -> Rows:
    """The same rows with ids from 1 on."""
    return [{"id": number, **row} for number, row in enumerate(rows, 1)]


def service_tables(authority: Authority) -> list[Table]:
    """Settings, staff, sites, rooms, patterns, leave, terms."""
    settings = [{"key": "authority_name", "value": authority.name}, {"key": "authority_code", "value": "999"}]
    return [
        ("setting", numbered(settings)),
        ("staff", [_staff(authority, number) for number in range(len(authority.staff))]),
        ("site", [{"id": each.id, "name": each.name, "address": each.address} for each in authority.sites]),
        ("room", [_room(authority, number) for number in range(len(authority.rooms))]),
        ("room_opening", numbered(_openings(authority))),
        ("room_closure", numbered(_closures(authority))),
        ("work_pattern", numbered(_patterns(authority))),
        ("leave", numbered(_leave(authority))),
        ("school_term", numbered(_terms(authority))),
    ]


def resources(authority: Authority) -> Rows:
    """Rooms first, then the staff who can be booked, then the social workers who must be at a conference to come."""
    nothing = {"room_id": None, "staff_id": None, "professional_id": None}
    rows: list[dict[str, Any]] = [nothing | {"room_id": room.id} for room in authority.rooms]
    rows += [nothing | {"staff_id": each.id} for each in authority.staff if each.role in BOOKABLE]
    workers = sorted({worker for _, worker in needed_workers(authority)})
    return numbered([*rows, *(nothing | {"professional_id": worker} for worker in workers)])


def needed_workers(authority: Authority) -> list[tuple[Conference, int]]:
    """Each conference to come that was requested, with the social worker who must be there.

    Somebody who is at another one then sends a colleague: nobody is in two places.
    """
    asked = {request.id: request.social_worker_id for request in authority.requests}
    coming = [one for one in authority.conferences if one.state in COMING_STATES and one.request_id is not None]
    found: list[tuple[Conference, int]] = []
    for one in coming:
        worker = asked[one.request_id or 0]
        elsewhere = any(
            other == worker and one.starts_at < there.ends_at and there.starts_at < one.ends_at
            for there, other in found
        )
        if worker is not None and not elsewhere:
            found.append((one, worker))
    return found


def _staff(authority: Authority, number: int) -> dict[str, Any]:
    member = authority.staff[number]
    return {
        "id": member.id, "name": member.name.full, "role": member.role, "fte_percent": member.fte_percent,
        "email": member.email, "phone": member.phone, "started_on": member.started_on,
    }  # fmt: skip


def _room(authority: Authority, number: int) -> dict[str, Any]:
    room = authority.rooms[number]
    return {
        "id": room.id, "site_id": room.site_id, "name": room.name, "capacity": room.capacity,
        "second_waiting_room": room.second_waiting_room, "step_free": room.step_free, "equipment": room.equipment,
    }  # fmt: skip


def _openings(authority: Authority) -> Iterable[dict[str, Any]]:
    for room in authority.rooms:
        for weekday in range(5):
            yield {"room_id": room.id, "weekday": weekday, "opens": _OPENS, "closes": _CLOSES}


def _closures(authority: Authority) -> Iterable[dict[str, Any]]:
    for shut in authority.shut:
        starts_at = datetime.combine(shut.from_on, time())
        ends_at = datetime.combine(shut.until_on + timedelta(days=1), time())
        yield {"room_id": shut.room_id, "starts_at": starts_at, "ends_at": ends_at, "reason": shut.reason}


def _patterns(authority: Authority) -> Iterable[dict[str, Any]]:
    for member in authority.staff:
        for weekday in member.weekdays:
            yield {"staff_id": member.id, "weekday": weekday, "starts": member.starts, "ends": member.ends}


def _leave(authority: Authority) -> Iterable[dict[str, Any]]:
    for away in authority.absences:
        starts_at = datetime.combine(away.from_on, time())
        ends_at = datetime.combine(away.until_on + timedelta(days=1), time())
        yield {"staff_id": away.staff_id, "starts_at": starts_at, "ends_at": ends_at, "kind": away.kind}


def _terms(authority: Authority) -> Iterable[dict[str, Any]]:
    for term in authority.terms:
        yield {"name": term.name, "from_on": term.from_on, "until_on": term.until_on}


def people_tables(authority: Authority) -> list[Table]:
    """Agencies, professionals, families, children, adults, who is what to whom, where they live."""
    addresses, restrictions = _addresses(authority)
    return [
        ("agency", [_agency(authority, number) for number in range(len(authority.agencies))]),
        ("professional", [_professional(authority, number) for number in range(len(authority.professionals))]),
        ("family", [{"id": f.id, "reference": f.reference, "name": f.name} for f in authority.families]),
        ("child", [_child(f, child) for f in authority.families for child in f.children]),
        ("adult", [_adult(f, adult) for f in authority.families for adult in f.adults]),
        ("relationship", numbered(_relationships(authority))),
        ("address", addresses),
        ("address_restriction", restrictions),
        ("involvement", numbered(_involvements(authority))),
    ]


def _lines(place: Place) -> str:
    return f"{place.line_1}\n{place.town}"


def _agency(authority: Authority, number: int) -> dict[str, Any]:
    agency = authority.agencies[number]
    return {
        "id": agency.id, "name": agency.name, "kind": agency.kind, "email": agency.email, "phone": agency.phone,
        "address": f"{_lines(agency.address)}\n{agency.address.postcode}",
    }  # fmt: skip


def _professional(authority: Authority, number: int) -> dict[str, Any]:
    person = authority.professionals[number]
    return {
        "id": person.id, "name": person.name.full, "job_title": person.job_title, "agency_id": person.agency_id,
        "email": person.email, "phone": person.phone,
    }  # fmt: skip


def _child(family: Family, child: Child) -> dict[str, Any]:
    name = child.name
    return {
        "id": child.id, "la_child_id": child.la_child_id, "family_id": family.id,
        "given_name": name.first if name else None, "family_name": child.family_name,
        "name_in_script": (name.in_script or None) if name else None, "born_on": child.born_on,
        "expected_on": child.expected_on, "sex": child.sex, "ethnicity": child.ethnicity,
        "disabled": child.disabilities != ("NONE",), "disabilities": list(child.disabilities),
        "first_language": child.first_language, "religion": child.religion, "nhs_number": child.nhs_number,
        "upn": child.upn, "school": child.school, "gp": child.gp, "team": family.team, "worker": family.worker,
    }  # fmt: skip


def _adult(family: Family, adult: Adult) -> dict[str, Any]:
    return {
        "id": adult.id, "family_id": family.id, "name": adult.name.full, "name_in_script": adult.name.in_script or None,
        "born_on": adult.born_on, "in_household": adult.in_household, "first_language": adult.first_language,
        "interpreter_language": adult.interpreter_language, "phone": adult.phone, "email": adult.email,
    }  # fmt: skip


def _relationships(authority: Authority) -> Iterable[dict[str, Any]]:
    for family in authority.families:
        for adult in family.adults:
            for child in family.children:
                yield {
                    "adult_id": adult.id, "child_id": child.id, "kind": adult.kind,
                    "parental_responsibility": adult.parental_responsibility,
                }  # fmt: skip


def _addresses(authority: Authority) -> tuple[Rows, Rows]:
    """Children live with the first adult. Where that is withheld, the other parent may not see it."""
    addresses: Rows = []
    restrictions: Rows = []
    for family in authority.families:
        home = family.adults[0]
        kept_from = [adult for adult in family.adults if family.address_withheld and not adult.in_household]
        lives = [({"adult_id": adult.id, "child_id": None}, adult) for adult in family.adults]
        lives += [({"adult_id": None, "child_id": child.id}, home) for child in family.children if child.born_on]
        for whose, adult in lives:
            row = {"id": len(addresses) + 1, "lines": _lines(adult.address), "postcode": adult.address.postcode}
            withheld = {"withheld": adult.withheld, "withheld_reason": _WITHHELD if adult.withheld else None}
            addresses.append({**row, **whose, "from_on": family.living_since_on, **withheld})
            for other in kept_from if adult.withheld else ():
                restrictions.append(
                    {
                        "id": len(restrictions) + 1, "address_id": row["id"], "adult_id": other.id, "reason": _WITHHELD,
                        "authorised_by": family.team, "from_on": family.living_since_on,
                    }
                )  # fmt: skip
    return addresses, restrictions


def _involvements(authority: Authority) -> Iterable[dict[str, Any]]:
    for family in authority.families:
        for each in family.network:
            yield {"family_id": family.id, "professional_id": each.professional_id, "role": each.role}
