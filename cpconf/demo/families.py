"""Turns sketched households into families with names, adults, addresses and professionals; knows no conference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from cpconf.demo import names
from cpconf.demo.county import County
from cpconf.demo.invented import Adult, Child, Family, Involved
from cpconf.demo.siblings import Household, Sketch
from cpconf.demo.words import Culture
from cpconf.people.rules import AgencyKind, Disability, Ethnicity, Sex, age_on
from cpconf.plans.rules import Category

_DISABILITIES: Final = (
    (Disability.LD, Disability.COMM), (Disability.AUT,), (Disability.MOB,), (Disability.HEAR,), (Disability.VIS,),
    (Disability.LD, Disability.BEH), (Disability.CON, Disability.DDA), (Disability.AUT, Disability.COMM),
)  # fmt: skip
_RELIGIONS: Final = {
    "urdu": "Muslim", "bengali": "Muslim", "somali": "Muslim", "arabic": "Muslim", "punjabi": "Sikh",
    "polish": "Christian", "romanian": "Christian", "yoruba": "Christian",
}  # fmt: skip
_SITE_WEIGHTS: Final = (45, 32, 23)


@dataclass(slots=True)
class Numbers:
    """The next free ids."""

    child: int = 1
    adult: int = 1
    family: int = 1


def invent_family(source: Random, county: County, numbers: Numbers, household: Household, on: date) -> Family:
    """A family as it is known on `on`: a child whose day has come is born and named."""
    area = source.choices(range(3), weights=_SITE_WEIGHTS)[0]
    culture = names.british_culture(source) if household.white_british else names.other_culture(source)
    last = names.surname(source, culture)
    category = household.courses[-1].category
    domestic_abuse = source.random() < (0.55 if category is Category.EMOTIONAL else 0.2)
    withheld = domestic_abuse and source.random() < 0.3
    interpreter = culture.language if source.random() * 100 < culture.interpreter_percent else None
    worker = source.choice(
        [each for each in county.near(AgencyKind.SOCIAL_CARE, area) if each.job_title == "Social worker"]
    )
    surgery = source.choice(county.near(AgencyKind.GP, area))
    adults = _adults(source, numbers, household, culture, last, area, withheld, interpreter)
    children = _children(source, county, numbers, household, culture, last, area, county.agency_of(surgery).name, on)
    family = Family(
        id=numbers.family, reference=f"F-{numbers.family:06d}", name=children[0].family_name, area=area,
        children=children, adults=adults, team=county.agency_of(worker).name, worker=worker.name.full,
        network=_network(source, county, children, area, worker.id, surgery.id, domestic_abuse, on),
        domestic_abuse=domestic_abuse, address_withheld=withheld, interpreter_language=interpreter,
        living_since_on=household.first_on - timedelta(days=source.randrange(60, 1500)),
    )  # fmt: skip
    numbers.family += 1
    return family


def _children(
    source: Random, county: County, numbers: Numbers, household: Household, culture: Culture, last: tuple[str, str],
    area: int, surgery: str, on: date,
) -> tuple[Child, ...]:  # fmt: skip
    ethnicity = Ethnicity(source.choice(culture.ethnicities))
    with_script = source.random() < 0.6
    language = culture.language if source.random() < 0.6 else "English"
    schools = [county.agency_of(each).name for each in county.near(AgencyKind.EDUCATION, area)]
    family_schools = {
        "Primary": source.choice([name for name in schools if "Primary" in name or "Infant" in name]),
        "High": source.choice([name for name in schools if "High" in name or "Academy" in name]),
        "Demo Special": source.choice([name for name in schools if "Special" in name] or schools),
    }
    taken: set[str] = set()
    children: list[Child] = []
    for sketch in household.children:
        child = _child(source, numbers, sketch, culture, last, frozenset(taken), with_script, on)
        name = child.name.first if child.name else ""
        taken.add(name)
        age = age_on(child.born_on, on)
        school = None
        if age is not None and 4 <= age <= 16:
            kind = "Demo Special" if sketch.disabled and source.random() < 0.4 else "Primary" if age < 11 else "High"
            school = family_schools[kind]
        religion = _RELIGIONS.get(culture.key)
        children.append(
            replace(child, ethnicity=ethnicity, first_language=language, religion=religion, school=school, gp=surgery)
        )
    return tuple(children)


def _child(
    source: Random, numbers: Numbers, sketch: Sketch, culture: Culture, last: tuple[str, str], taken: frozenset[str],
    with_script: bool, on: date,
) -> Child:  # fmt: skip
    is_born = sketch.born_on <= on
    sex = (Sex.MALE if sketch.is_boy else Sex.FEMALE) if is_born else Sex.UNKNOWN
    name = None
    if is_born:
        name = names.person_name(source, culture, sex=sex, last=last, taken=taken, with_script=with_script)
    disabilities = source.choice(_DISABILITIES) if sketch.disabled else (Disability.NONE,)
    number = numbers.child
    numbers.child += 1
    old_enough = is_born and (on - sketch.born_on).days > 5 * 365
    return Child(
        id=number, la_child_id=f"W{400000 + number * 13}", name=name, family_name=name.last if name else last[1],
        sex=sex,
        born_on=sketch.born_on if is_born else None,
        expected_on=None if is_born else sketch.expected_on or sketch.born_on,
        was_expected_on=sketch.expected_on if is_born else None, ethnicity=Ethnicity.NOBT,
        disabilities=tuple(disabilities), first_language="", religion=None,
        nhs_number=names.nhs_number(number * 37) if is_born else None,
        upn=f"X999{number:08d}Z" if old_enough else None, school=None, gp="",
    )  # fmt: skip


def _adults(
    source: Random, numbers: Numbers, household: Household, culture: Culture, last: tuple[str, str], area: int,
    withheld: bool, interpreter: str | None,
) -> tuple[Adult, ...]:  # fmt: skip
    """The mother, most fathers (some live elsewhere), now and then a partner or a grandparent."""
    oldest = min(child.born_on for child in household.children)
    home, elsewhere = names.address(source, area), names.address(source, area)
    apart = withheld or source.random() < 0.45
    kinds: list[tuple[str, str, bool, bool]] = [("mother", "F", True, True)]
    if source.random() < 0.92:
        kinds.append(("father", "M", source.random() < 0.8, not apart))
    if apart and source.random() < 0.3:
        kinds.append(("mother's partner", "M", False, True))
    elif source.random() < 0.12:
        kinds.append(("maternal grandmother", "F", False, False))
    adults: list[Adult] = []
    for kind, sex, responsible, at_home in kinds:
        name = names.person_name(
            source,
            culture,
            sex=sex,
            last=last if kind != "mother's partner" else None,
            with_script=source.random() < 0.5,
            taken=frozenset(adult.name.first for adult in adults),
        )
        years = source.uniform(44, 60) if kind == "maternal grandmother" else source.uniform(18.5, 34)
        adults.append(
            Adult(
                id=numbers.adult, name=name, kind=kind, parental_responsibility=responsible, in_household=at_home,
                born_on=oldest - timedelta(days=round(years * 365.25)), first_language=culture.language,
                interpreter_language=interpreter if kind in ("mother", "father") else None, phone=names.phone(source),
                email=names.email(name, 5000 + numbers.adult) if source.random() < 0.6 else None,
                address=home if at_home else elsewhere, withheld=withheld and at_home,
            )
        )  # fmt: skip
        numbers.adult += 1
    return tuple(adults)


def _network(
    source: Random, county: County, children: tuple[Child, ...], area: int, worker_id: int,
    surgery_id: int, domestic_abuse: bool, on: date,
) -> tuple[Involved, ...]:  # fmt: skip
    """Who works with the family now: the social worker first, then school, health, and what the worries call for."""
    ages = [age_on(child.born_on, on) for child in children]
    chosen = [
        Involved(professional_id=worker_id, role="Social worker"),
        Involved(professional_id=surgery_id, role="GP"),
    ]

    def take(kind: AgencyKind, role: str, chance: float) -> None:
        if source.random() < chance:
            chosen.append(Involved(professional_id=source.choice(county.near(kind, area)).id, role=role))

    for school in sorted({child.school for child in children if child.school})[:2]:
        staff = [each for each in county.near(AgencyKind.EDUCATION, area) if county.agency_of(each).name == school]
        chosen.append(Involved(professional_id=staff[0].id, role="School"))
    take(AgencyKind.HEALTH_VISITING, "Health visitor", 1.0 if any(age is not None and age < 5 for age in ages) else 0)
    take(AgencyKind.SCHOOL_NURSING, "School nurse", 0.9 if any(age is not None and age >= 5 for age in ages) else 0)
    take(AgencyKind.MIDWIFERY, "Midwife", 1.0 if any(age is None or age == 0 for age in ages) else 0)
    take(AgencyKind.POLICE, "Police", 1.0)
    take(AgencyKind.DOMESTIC_ABUSE, "Domestic abuse service", 0.6 if domestic_abuse else 0)
    take(AgencyKind.HOUSING, "Housing", 0.2)
    take(AgencyKind.SUBSTANCE_MISUSE, "Substance misuse", 0.22)
    take(AgencyKind.PROBATION, "Probation", 0.15)
    take(AgencyKind.ADULT_MENTAL_HEALTH, "Adult mental health", 0.2)
    take(AgencyKind.CAMHS, "CAMHS", 0.25 if any(age is not None and age >= 10 for age in ages) else 0)
    take(AgencyKind.YOUTH_JUSTICE, "Youth justice", 0.08 if any(age is not None and age >= 14 for age in ages) else 0)
    take(AgencyKind.VOLUNTARY, "Family support", 0.2)
    if any(child.disabilities != (Disability.NONE,) for child in children):
        take(AgencyKind.PAEDIATRICS, "Paediatrician", 0.8)
    return tuple({each.professional_id: each for each in chosen}.values())
