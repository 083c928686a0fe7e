"""The authorities that the tests look at, each made once, and the questions that several tests ask of them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from cpconf.demo.authority import invent_authority
from cpconf.demo.invented import Authority, Child, Plan
from cpconf.diary.working_days import WorkingCalendar, add_months
from cpconf.practice.rules import PracticeSettings

AUTUMN = date(2026, 10, 13)
YEAR_END = date(2026, 3, 31)
SPRING = date(2027, 3, 30)


@lru_cache(maxsize=8)
def _made(seed: int, on: date) -> Authority:
    return invent_authority(seed, on)


def authority(seed: int = 2017, on: date = AUTUMN) -> Authority:
    return _made(seed, on)


@lru_cache(maxsize=1)
def calendar() -> WorkingCalendar:
    return WorkingCalendar.of(PracticeSettings.of({}), terms=authority().terms)


def children(invented: Authority) -> dict[int, Child]:
    return {child.id: child for family in invented.families for child in family.children}


def counted(invented: Authority, years_back: int = 0) -> list[Plan]:
    """Plans open on the 31 March `years_back` years before the reference year end."""
    day = add_months(invented.year_end_on, -12 * years_back)
    return [plan for plan in invented.plans if plan.is_open(day)]
