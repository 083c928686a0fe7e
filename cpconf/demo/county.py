"""Invents the service and the agencies round it: sites, rooms, staff, leave, school terms, schools, surgeries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random
from typing import Final

from dateutil.easter import easter

from cpconf.demo import names
from cpconf.demo.invented import (
    ADMINISTRATOR,
    BOOKING_ASSISTANT,
    CHAIR,
    COORDINATOR,
    MANAGER,
    SPECIALIST,
    Absence,
    Agency,
    Professional,
    Room,
    RoomShut,
    Site,
    StaffMember,
)
from cpconf.demo.words import SCHOOL_NAMES, SITE_NAMES, VILLAGES
from cpconf.diary.kinds import LeaveKind
from cpconf.diary.working_days import SchoolTerm
from cpconf.people.rules import AgencyKind

DAY_STARTS: Final = time(8, 30)
DAY_ENDS: Final = time(17, 30)
EVERY_DAY: Final = (0, 1, 2, 3, 4)

# role, full-time percent, weekdays
_STAFF: Final[tuple[tuple[str, int, tuple[int, ...]], ...]] = (
    *[(CHAIR, 100, EVERY_DAY)] * 5,
    (CHAIR, 80, (0, 1, 2, 3)),
    *[(SPECIALIST, 100, EVERY_DAY)] * 10,
    (BOOKING_ASSISTANT, 50, (0, 1, 2)),
    (BOOKING_ASSISTANT, 50, (2, 3, 4)),
    (COORDINATOR, 100, EVERY_DAY),
    (MANAGER, 100, EVERY_DAY),
    (ADMINISTRATOR, 100, EVERY_DAY),
)
_ROOMS: Final = (
    (1, "Willow Room", 16, True, True, "Video screen, hearing loop"),
    (1, "Hazel Room", 12, False, True, "Video screen"),
    (2, "Rowan Room", 14, False, True, "Video screen, hearing loop"),
    (3, "Alder Room", 12, False, False, "Telephone"),
)
TEAMS: Final = tuple(
    f"{place} {kind} Team" for place in SITE_NAMES for kind in ("Child Protection and Court", "Family Help")
)


@dataclass(slots=True, kw_only=True)
class County:
    """The directory while it is being made; `by_kind` lists professionals of a kind near an area."""

    sites: tuple[Site, ...]
    rooms: tuple[Room, ...]
    shut: tuple[RoomShut, ...]
    terms: tuple[SchoolTerm, ...]
    staff: tuple[StaffMember, ...]
    absences: tuple[Absence, ...]
    agencies: list[Agency] = field(default_factory=list)
    professionals: list[Professional] = field(default_factory=list)
    _near: dict[tuple[AgencyKind, int], list[Professional]] = field(default_factory=dict)

    def near(self, kind: AgencyKind, area: int) -> list[Professional]:
        """Professionals of a kind who serve an area, in the order in which they were invented."""
        return self._near[kind, area]

    def agency_of(self, professional: Professional) -> Agency:
        return self.agencies[professional.agency_id - 1]

    def add(self, agency: Agency, people: list[Professional]) -> None:
        self.agencies.append(agency)
        self.professionals.extend(people)
        for area in range(len(SITE_NAMES)) if agency.area is None else (agency.area,):
            self._near.setdefault((agency.kind, area), []).extend(people)


def invent_county(source: Random, year_end: date, on: date) -> County:
    first_on, last_on = date(year_end.year - 5, 4, 1), on + timedelta(days=400)
    staff = _invent_staff(source, first_on)
    terms = school_terms(first_on.year, last_on.year + 1)
    sites = tuple(
        Site(id=number, name=name, address=f"{name} Family Centre, {number} Demo Gardens, {name} ZZ{number} 1ZZ")
        for number, name in enumerate(SITE_NAMES, 1)
    )
    rooms = tuple(
        Room(
            id=number, site_id=site_id, name=name, capacity=seats, second_waiting_room=second,
            step_free=step_free, equipment=equipment,
        )
        for number, (site_id, name, seats, second, step_free, equipment) in enumerate(_ROOMS, 1)
    )  # fmt: skip
    shut_from = year_end - timedelta(days=45)
    shut = (RoomShut(room_id=4, from_on=shut_from, until_on=shut_from + timedelta(days=25), reason="Refurbishment"),)
    county = County(
        sites=sites, rooms=rooms, shut=shut, terms=terms, staff=staff,
        absences=_invent_absences(source, staff, first_on, last_on),
    )  # fmt: skip
    _invent_agencies(source, county)
    return county


def school_terms(first_year: int, last_year: int) -> tuple[SchoolTerm, ...]:
    """Six stretches of every school year: a plain calendar made up round Easter."""
    terms: list[SchoolTerm] = []
    for year in range(first_year, last_year + 1):
        sunday = easter(year)
        half_term = date(year, 2, 14) + timedelta(days=(7 - date(year, 2, 14).weekday()) % 7)
        may = date(year, 5, 25) + timedelta(days=(7 - date(year, 5, 25).weekday()) % 7)
        october = date(year, 10, 24) + timedelta(days=(7 - date(year, 10, 24).weekday()) % 7)
        spans = (
            ("Spring 1", date(year, 1, 5), half_term - timedelta(days=3)),
            ("Spring 2", half_term + timedelta(days=7), sunday - timedelta(days=9)),
            ("Summer 1", sunday + timedelta(days=8), may - timedelta(days=3)),
            ("Summer 2", may + timedelta(days=7), date(year, 7, 22)),
            ("Autumn 1", date(year, 9, 3), october - timedelta(days=3)),
            ("Autumn 2", october + timedelta(days=7), date(year, 12, 19)),
        )
        terms.extend(SchoolTerm(name=f"{name} {year}", from_on=a, until_on=b) for name, a, b in spans)
    return tuple(terms)


def _invent_staff(source: Random, started_on: date) -> tuple[StaffMember, ...]:
    members: list[StaffMember] = []
    taken: set[str] = set()
    for number, (role, fte, weekdays) in enumerate(_STAFF, 1):
        name = names.person_name(
            source, names.any_culture(source), sex="F" if source.random() < 0.75 else "M", taken=frozenset(taken)
        )
        taken.add(name.first)
        members.append(
            StaffMember(
                id=number, name=name, role=role, fte_percent=fte, email=names.email(name, number),
                phone=names.phone(source), weekdays=weekdays, starts=DAY_STARTS, ends=DAY_ENDS, started_on=started_on,
            )
        )  # fmt: skip
    return tuple(members)


def _invent_absences(
    source: Random, staff: tuple[StaffMember, ...], first_on: date, last_on: date
) -> tuple[Absence, ...]:
    """Two weeks in summer, single weeks through the year, a day of training, now and then some days of illness."""
    absences: list[Absence] = []
    for member in staff:
        for year in range(first_on.year, last_on.year + 1):
            summer = date(year, 7, 20) + timedelta(days=source.randrange(36))
            spells = [(summer, 13, LeaveKind.ANNUAL)]
            for month in source.sample((1, 2, 4, 5, 6, 10, 11, 12), 3):
                spells.append((date(year, month, source.randrange(1, 22)), 6, LeaveKind.ANNUAL))
            spells.append((date(year, source.choice((3, 6, 9, 11)), source.randrange(23, 29)), 1, LeaveKind.TRAINING))
            if source.random() < 0.5:
                ill_on = date(year, source.randrange(1, 13), source.randrange(1, 28))
                spells.append((ill_on, source.randrange(4), LeaveKind.SICK))
            for from_on, days, kind in spells:
                if kind is LeaveKind.SICK and from_on > last_on - timedelta(days=400):
                    continue
                until_on = from_on + timedelta(days=days)
                absences.append(Absence(staff_id=member.id, from_on=from_on, until_on=until_on, kind=kind))
    return tuple(absences)


# kind, name with {place}, job titles, how: "county" once, "area" once per site, "village" once per village
_AGENCIES: Final = (
    (AgencyKind.GP, "{place} Sample Surgery", ("GP", "GP and safeguarding lead"), "village"),
    (AgencyKind.HEALTH_VISITING, "{place} Health Visiting Team", ("Health visitor",) * 6, "area"),
    (AgencyKind.SCHOOL_NURSING, "{place} School Nursing Team", ("School nurse",) * 4, "area"),
    (AgencyKind.MIDWIFERY, "{place} Community Midwives", ("Midwife",) * 3, "area"),
    (AgencyKind.POLICE, "Wendleshire Police, Child Abuse Investigation", ("Detective Constable",) * 5, "county"),
    (AgencyKind.PAEDIATRICS, "Wendleshire Demo Hospital, Paediatrics", ("Consultant paediatrician",) * 2, "county"),
    (AgencyKind.CAMHS, "{place} CAMHS", ("CAMHS practitioner",) * 3, "area"),
    (AgencyKind.ADULT_MENTAL_HEALTH, "{place} Adult Mental Health Team", ("Care co-ordinator",) * 3, "area"),
    (AgencyKind.SUBSTANCE_MISUSE, "Wendleshire Recovery Demo Service", ("Recovery worker",) * 5, "county"),
    (AgencyKind.PROBATION, "Wendleshire Probation Demo Office", ("Probation officer",) * 4, "county"),
    (AgencyKind.DOMESTIC_ABUSE, "Specimen House Domestic Abuse Service", ("IDVA", "Outreach worker") * 2, "county"),
    (AgencyKind.HOUSING, "{place} Sample Homes", ("Housing officer",) * 2, "area"),
    (AgencyKind.ADULT_SOCIAL_CARE, "Wendleshire Adult Social Care", ("Social worker (adults)",) * 2, "county"),
    (AgencyKind.YOUTH_JUSTICE, "Wendleshire Youth Justice Demo Team", ("Youth justice worker",) * 2, "county"),
    (AgencyKind.VOLUNTARY, "Placeholder Family Support", ("Family support worker",) * 4, "county"),
    (AgencyKind.LEGAL, "Wendleshire Legal Services", ("Solicitor",), "county"),
)
_SCHOOL_STAFF: Final = ("Designated safeguarding lead", "Head teacher")


def _invent_agencies(source: Random, county: County) -> None:
    for number, team in enumerate(TEAMS):
        _add(source, county, AgencyKind.SOCIAL_CARE, team, number // 2, ("Team manager", *("Social worker",) * 7))
    for area, villages in enumerate(VILLAGES):
        for number, place in enumerate(villages):
            for pattern in (SCHOOL_NAMES[number % 3], *((SCHOOL_NAMES[3 + number],) if number < 4 else ())):
                _add(source, county, AgencyKind.EDUCATION, pattern.format(place=place), area, _SCHOOL_STAFF)
    for kind, pattern, titles, how in _AGENCIES:
        if how == "county":
            _add(source, county, kind, pattern, None, titles)
            continue
        for area, villages in enumerate(VILLAGES):
            for place in villages if how == "village" else villages[:1]:
                _add(source, county, kind, pattern.format(place=place), area, titles)


def _add(
    source: Random, county: County, kind: AgencyKind, name: str, area: int | None, titles: tuple[str, ...]
) -> None:
    agency_id = len(county.agencies) + 1
    first_id = len(county.professionals) + 1
    people: list[Professional] = []
    for number, title in enumerate(titles, first_id):
        person = names.person_name(source, names.any_culture(source), sex="F" if source.random() < 0.7 else "M")
        people.append(
            Professional(
                id=number, name=person, job_title=title, agency_id=agency_id,
                email=names.email(person, 1000 + number), phone=names.phone(source),
            )
        )  # fmt: skip
    agency = Agency(
        id=agency_id, name=name, kind=kind, area=area, email=f"{names.plain(name).replace(',', '')}@example.org",
        phone=names.phone(source), address=names.address(source, area or 0),
    )  # fmt: skip
    county.add(agency, people)
