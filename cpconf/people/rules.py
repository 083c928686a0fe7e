"""The words for people: national codes, agencies, ages, names for display; knows no record."""

from __future__ import annotations

from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NewType

from cpconf.refusals import Refusal

ChildId = NewType("ChildId", int)
FamilyId = NewType("FamilyId", int)
AdultId = NewType("AdultId", int)
AgencyId = NewType("AgencyId", int)
ProfessionalId = NewType("ProfessionalId", int)
AddressId = NewType("AddressId", int)


class Sex(StrEnum):
    """CIN census 00783; U for a child not yet born (from 2024-25)."""

    MALE = "M"
    FEMALE = "F"
    UNKNOWN = "U"


class Ethnicity(StrEnum):
    """CIN census 00177."""

    WBRI = "WBRI"
    WIRI = "WIRI"
    WIRT = "WIRT"
    WROM = "WROM"
    WOTH = "WOTH"
    MWBC = "MWBC"
    MWBA = "MWBA"
    MWAS = "MWAS"
    MOTH = "MOTH"
    AIND = "AIND"
    APKN = "APKN"
    ABAN = "ABAN"
    AOTH = "AOTH"
    BCRB = "BCRB"
    BAFR = "BAFR"
    BOTH = "BOTH"
    CHNE = "CHNE"
    OOTH = "OOTH"
    REFU = "REFU"
    NOBT = "NOBT"


ETHNICITY_WORDS = {
    Ethnicity.WBRI: "White British",
    Ethnicity.WIRI: "White Irish",
    Ethnicity.WIRT: "Traveller of Irish heritage",
    Ethnicity.WROM: "Gypsy or Roma",
    Ethnicity.WOTH: "Any other White background",
    Ethnicity.MWBC: "White and Black Caribbean",
    Ethnicity.MWBA: "White and Black African",
    Ethnicity.MWAS: "White and Asian",
    Ethnicity.MOTH: "Any other mixed background",
    Ethnicity.AIND: "Indian",
    Ethnicity.APKN: "Pakistani",
    Ethnicity.ABAN: "Bangladeshi",
    Ethnicity.AOTH: "Any other Asian background",
    Ethnicity.BCRB: "Black Caribbean",
    Ethnicity.BAFR: "Black African",
    Ethnicity.BOTH: "Any other Black background",
    Ethnicity.CHNE: "Chinese",
    Ethnicity.OOTH: "Any other ethnic group",
    Ethnicity.REFU: "Refused",
    Ethnicity.NOBT: "Not obtained",
}


class Disability(StrEnum):
    """CIN census 00099; NONE excludes the others."""

    NONE = "NONE"
    MOB = "MOB"
    HAND = "HAND"
    PC = "PC"
    INC = "INC"
    COMM = "COMM"
    LD = "LD"
    HEAR = "HEAR"
    VIS = "VIS"
    BEH = "BEH"
    CON = "CON"
    AUT = "AUT"
    DDA = "DDA"


class AgencyKind(StrEnum):
    """The groups of domain.md section 3; quoracy counts kinds or agencies as the practice decides."""

    SOCIAL_CARE = "social_care"
    EDUCATION = "education"
    GP = "gp"
    HEALTH_VISITING = "health_visiting"
    SCHOOL_NURSING = "school_nursing"
    MIDWIFERY = "midwifery"
    PAEDIATRICS = "paediatrics"
    CAMHS = "camhs"
    POLICE = "police"
    ADULT_MENTAL_HEALTH = "adult_mental_health"
    SUBSTANCE_MISUSE = "substance_misuse"
    PROBATION = "probation"
    DOMESTIC_ABUSE = "domestic_abuse"
    HOUSING = "housing"
    ADULT_SOCIAL_CARE = "adult_social_care"
    YOUTH_JUSTICE = "youth_justice"
    VOLUNTARY = "voluntary"
    LEGAL = "legal"
    OTHER = "other"


AGENCY_WORDS = {
    AgencyKind.SOCIAL_CARE: "Children's social care",
    AgencyKind.EDUCATION: "Education",
    AgencyKind.GP: "GP",
    AgencyKind.HEALTH_VISITING: "Health visiting",
    AgencyKind.SCHOOL_NURSING: "School nursing",
    AgencyKind.MIDWIFERY: "Midwifery",
    AgencyKind.PAEDIATRICS: "Paediatrics",
    AgencyKind.CAMHS: "CAMHS",
    AgencyKind.POLICE: "Police",
    AgencyKind.ADULT_MENTAL_HEALTH: "Adult mental health",
    AgencyKind.SUBSTANCE_MISUSE: "Substance misuse",
    AgencyKind.PROBATION: "Probation",
    AgencyKind.DOMESTIC_ABUSE: "Domestic abuse service",
    AgencyKind.HOUSING: "Housing",
    AgencyKind.ADULT_SOCIAL_CARE: "Adult social care",
    AgencyKind.YOUTH_JUSTICE: "Youth justice",
    AgencyKind.VOLUNTARY: "Voluntary sector",
    AgencyKind.LEGAL: "Legal adviser",
    AgencyKind.OTHER: "Other",
}


def check_birth(born_on: date | None, expected_on: date | None) -> None:
    """Refuse a child without exactly one of birth date and expected date (census 8525Q)."""
    if (born_on is None) == (expected_on is None):
        raise Refusal("Give either the date of birth or, for a child not yet born, the expected date.", "born_on")


def age_on(born_on: date | None, on: date) -> int | None:
    """Age in whole years at last birthday; None before birth. A child born on 29 February has it on 1 March."""
    if born_on is None or born_on > on:
        return None
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def child_name(given_name: str | None, family_name: str | None, la_child_id: str, *, unborn: bool) -> str:
    """How a child is called on screen and paper; imported children without a name by their number."""
    name = " ".join(part for part in (given_name, family_name) if part)
    if unborn and not given_name:
        return f"Unborn baby {family_name}" if family_name else f"Unborn child {la_child_id}"
    return name or f"Child {la_child_id}"


def family_initials(name: str) -> str:
    """A family on a door sheet or in the diary: "The Okafor-Bell family" is "O-B"."""
    words = [word for word in name.split() if word.lower() not in {"the", "family", "household", "and", "&"}]
    return " ".join("-".join(part[0].upper() for part in word.split("-") if part) for word in words) or "?"


def age_words(born_on: date | None, expected_on: date | None, on: date) -> str:
    """The age as it is said: "7 years", "5 months", "3 weeks", "unborn, expected 04/07/2026"."""
    if born_on is None or born_on > on:
        return f"unborn, expected {expected_on:%d/%m/%Y}" if expected_on is not None else "unborn"
    years = age_on(born_on, on) or 0
    months = (on.year - born_on.year) * 12 + on.month - born_on.month - (on.day < born_on.day)
    if years >= 2:
        return f"{years} years"
    if months >= 1:
        return f"{months} month{'s' if months > 1 else ''}"
    weeks = (on - born_on).days // 7
    return f"{weeks} week{'' if weeks == 1 else 's'}"


def check_dates_of_birth(born_on: date | None, expected_on: date | None, on: date) -> None:
    """Refuse a birth in the future, and an expected date further off than a pregnancy is long or long past."""
    check_birth(born_on, expected_on)
    if born_on is not None and born_on > on:
        raise Refusal("The date of birth lies in the future: for an unborn child give the expected date.", "born_on")
    if expected_on is not None and not -42 <= (expected_on - on).days <= 294:
        raise Refusal("The expected date is more than 42 weeks ahead, or long past: check its year.", "expected_on")


def check_disabilities(codes: list[str]) -> None:
    """Refuse unknown codes, and NONE together with another (census 00099)."""
    unknown = [code for code in codes if code not in set(Disability)]
    if unknown:
        raise Refusal(f"There is no disability code {unknown[0]}.", "disabilities")
    if Disability.NONE in codes and len(codes) > 1:
        raise Refusal("No disability (NONE) cannot stand together with another code.", "disabilities")


def check_nhs_number(number: str | None) -> None:
    """Refuse what is not ten digits, or whose last digit does not check (modulus 11)."""
    if number is None:
        return
    digits = [int(digit) for digit in number if digit.isascii() and digit.isdigit()]
    if len(digits) != 10 or len(number) != 10:
        raise Refusal("An NHS number has ten digits.", "nhs_number")
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    if (0 if check == 11 else check) != digits[9]:
        raise Refusal("This NHS number is mistyped: its last digit does not fit the others.", "nhs_number")


def next_reference(prefix: str, latest: str | None, digits: int) -> str:
    """The reference after `latest` of the same prefix: "F-", "F-000041", 6 -> "F-000042"."""
    tail = (latest or "").removeprefix(prefix)
    number = int(tail) if tail.isascii() and tail.isdigit() else 0
    return f"{prefix}{number + 1:0{digits}d}"


def name_alikeness(one: str, other: str) -> float:
    """0.0 to 1.0: how alike two names are, letters only and without regard to case; 0.0 where one is missing."""
    first, second = ("".join(filter(str.isalpha, name)).casefold() for name in (one, other))
    return SequenceMatcher(None, first, second).ratio() if first and second else 0.0
