"""Gives every group of siblings its ages, sexes, background and category so that the year end counts exactly.

Knows no names. The counts are those of the annual report 2016-17 for the 564 children on plans at the year end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from cpconf.demo.flow import Course, years_before
from cpconf.diary.working_days import add_months
from cpconf.plans.rules import Category

UNBORN: Final = "unborn"
AGES: Final = {UNBORN: 11, "under 1": 41, "1-4": 146, "5-9": 172, "10-15": 157, "16+": 37}
BOYS: Final = 290
GIRLS: Final = 263
WHITE_BRITISH: Final = 327
DISABLED: Final = 34
CATEGORIES: Final = {
    Category.NEGLECT: 279, Category.EMOTIONAL: 243, Category.SEXUAL: 26, Category.PHYSICAL: 16,
}  # fmt: skip
EARLIEST_BEFORE_BIRTH: Final = 105
"""Days: no plan before 24 weeks of pregnancy, 16 weeks before the expected day."""
_SPACED: Final = 310
_AT_MOST: Final = {"1-4": 2, "5-9": 3, "10-15": 3, "16+": 1}


@dataclass(slots=True, kw_only=True)
class Sketch:
    """A child without a name: `expected_on` for one whose first conference came before the birth."""

    born_on: date
    expected_on: date | None = None
    is_boy: bool = True
    disabled: bool = False
    only_considered: bool = False
    """Discussed at the initial conference, but no plan was made for this one."""


@dataclass(slots=True, kw_only=True)
class Household:
    """One family's courses, oldest first, and the same children in all of them."""

    courses: list[Course]
    white_british: bool = False
    children: list[Sketch] = field(default_factory=list)

    @property
    def size(self) -> int:
        return self.courses[-1].size

    @property
    def first_on(self) -> date:
        return self.courses[0].start_on

    @property
    def counts(self) -> bool:
        """Whether its plans are open at the year end."""
        return self.courses[-1].open_at_year_end


def sketch_households(source: Random, courses: Sequence[Course], year_end: date) -> list[Household]:
    """Households in order of their first conference; exact counts over those that are open at the year end."""
    linked = {id(earlier) for course in courses for earlier in course.earlier}
    households = [Household(courses=[*course.earlier, course]) for course in courses if id(course) not in linked]
    households.sort(key=lambda household: household.first_on)
    counted = [household for household in households if household.counts]
    _give_counted_ages(source, counted, year_end)
    for household in households:
        if not household.counts:
            _give_ages(source, household)
    _give_sexes(source, counted, households, year_end)
    _give_background(source, counted, households)
    _give_disability(source, counted, households, year_end)
    _give_categories(source, counted, households, year_end)
    for household in households:
        household.children.sort(key=lambda child: child.born_on)
    _consider_others(source, households)
    return households


def _span(band: str, year_end: date) -> tuple[date, date]:
    """First and last birthday of the band at the year end."""
    day = timedelta(days=1)
    before = {number: years_before(year_end, number) for number in (1, 5, 10, 16, 18)}
    return {
        UNBORN: (year_end + day, year_end + timedelta(days=EARLIEST_BEFORE_BIRTH)),
        "under 1": (before[1] + day, year_end),
        "1-4": (before[5] + day, before[1]),
        "5-9": (before[10] + day, before[5]),
        "10-15": (before[16] + day, before[10]),
        "16+": (before[18] + timedelta(days=250), before[16]),
    }[band]


def _birthday(source: Random, household: Household, band: str, year_end: date, *, spaced: bool) -> date | None:
    """A birthday in the band, before the first conference and away from the siblings'; None when none was found."""
    first, last = _span(band, year_end)
    grace = EARLIEST_BEFORE_BIRTH - 10 if band in (UNBORN, "under 1") and len(household.courses) == 1 else -7
    last = min(last, household.first_on + timedelta(days=grace))
    if last < first:
        return None
    for _ in range(12):
        day = first + timedelta(days=source.randrange((last - first).days + 1))
        if -8 < (day - household.first_on).days < 12:
            continue  # too near the conference to say whether it came before the birth
        if not spaced or all(abs((day - other.born_on).days) > _SPACED for other in household.children):
            return day
    return None


def _put(source: Random, household: Household, born_on: date) -> None:
    expected = None
    if born_on > household.first_on:
        expected = max(born_on + timedelta(days=source.randrange(-6, 9)), household.first_on + timedelta(days=14))
    household.children.append(Sketch(born_on=born_on, expected_on=expected))


def _give_counted_ages(source: Random, counted: list[Household], year_end: date) -> None:
    left = dict(AGES)
    for band in (UNBORN, "under 1"):
        order = list(counted)
        source.shuffle(order)
        for household in order:
            if not left[band]:
                break
            if household.children:
                continue
            day = _birthday(source, household, band, year_end, spaced=True)
            if day is not None:
                _put(source, household, day)
                left[band] -= 1
    for household in sorted(counted, key=lambda each: -each.size):
        while len(household.children) < household.size:
            band, day = _next_birthday(source, household, left, year_end)
            _put(source, household, day)
            left[band] -= 1


def _next_birthday(source: Random, household: Household, left: dict[str, int], year_end: date) -> tuple[str, date]:
    for spaced in (True, False):
        bands = [band for band, count in left.items() if count and band in _AT_MOST]
        while bands:
            band = source.choices(bands, weights=[left[each] for each in bands])[0]
            first, last = _span(band, year_end)
            there = sum(first <= child.born_on <= last for child in household.children)
            day = None
            if not spaced or there < _AT_MOST[band]:
                day = _birthday(source, household, band, year_end, spaced=spaced)
            if day is not None:
                return band, day
            bands.remove(band)
    raise AssertionError("no age left for a child")


def sketch_new(source: Random, course: Course, *, white_british: bool) -> Household:
    """A household that nobody counts: for a conference still to come."""
    household = Household(courses=[course], white_british=white_british)
    _give_ages(source, household)
    for child in household.children:
        child.is_boy = source.random() < 0.52
    household.children.sort(key=lambda child: child.born_on)
    return household


def _give_ages(source: Random, household: Household) -> None:
    """Ages of children who are not counted at the year end: the same mix, at their first conference."""
    unborn = len(household.courses) == 1 and source.random() < 0.06
    last = household.courses[-1]
    of_age_after = add_months(last.end_on or last.start_on + timedelta(days=400), -216)
    while len(household.children) < household.size:
        if unborn and not household.children:
            days = -source.randrange(35, EARLIEST_BEFORE_BIRTH - 12)
        else:
            years = source.choices((0, 1, 5, 10, 15), weights=(9, 26, 31, 29, 3))[0]
            days = round((years + source.random() * {0: 1, 1: 4, 5: 5, 10: 5, 15: 1.5}[years]) * 365.25) + 8
        day = household.first_on - timedelta(days=days)
        if day <= of_age_after:
            continue
        if all(abs((day - other.born_on).days) > _SPACED for other in household.children) or source.random() < 0.03:
            _put(source, household, day)


def _give_sexes(source: Random, counted: list[Household], others: Iterable[Household], year_end: date) -> None:
    deck = [True] * BOYS + [False] * GIRLS
    source.shuffle(deck)
    for household in counted:
        for child in household.children:
            child.is_boy = deck.pop() if child.born_on <= year_end else source.random() < 0.5
    for household in others:
        if not household.counts:
            for child in household.children:
                child.is_boy = source.random() < 0.52


def _largest_first(source: Random, households: Iterable[Household]) -> list[Household]:
    """Shuffled, then by size: single children last, so that they fill a count exactly."""
    order = list(households)
    source.shuffle(order)
    order.sort(key=lambda household: -household.size)
    return order


def _give_background(source: Random, counted: list[Household], others: Iterable[Household]) -> None:
    left = WHITE_BRITISH
    total = sum(household.size for household in counted)
    for household in _largest_first(source, counted):
        household.white_british = household.size <= left and source.random() < left / total
        left -= household.size if household.white_british else 0
        total -= household.size
    for household in others:
        if not household.counts:
            household.white_british = source.random() < 0.6


def _give_disability(source: Random, counted: list[Household], others: Iterable[Household], year_end: date) -> None:
    two_years_ago = years_before(year_end, 2)
    old_enough = [child for household in counted for child in household.children if child.born_on < two_years_ago]
    for child in source.sample(old_enough, DISABLED):
        child.disabled = True
    for household in others:
        if not household.counts:
            for child in household.children:
                child.disabled = source.random() < 0.06


def _give_categories(source: Random, counted: list[Household], others: Iterable[Household], year_end: date) -> None:
    left = dict(CATEGORIES)
    for household in _largest_first(source, counted):
        fitting = [category for category, count in left.items() if count >= household.size]
        chosen = source.choices(fitting, weights=[left[category] for category in fitting])[0]
        left[chosen] -= household.size
        household.courses[-1].category = chosen
    for household in others:
        for course in household.courses:
            if not course.open_at_year_end:
                course.category = source.choices(list(CATEGORIES), weights=list(CATEGORIES.values()))[0]
            course.initial_category = course.category
            reviewed = not course.open_at_year_end or course.start_on < year_end - timedelta(days=125)
            if reviewed and source.random() < 0.08:
                course.initial_category = source.choice(
                    [each for each in (Category.NEGLECT, Category.EMOTIONAL) if each is not course.category]
                )


def _consider_others(source: Random, households: Iterable[Household]) -> None:
    """In some families a sibling was considered and no plan was made for that one."""
    for household in households:
        if household.size <= 4 and source.random() < 0.06:
            oldest = household.children[0].born_on
            born_on = max(
                oldest - timedelta(days=source.randrange(400, 1500)), household.first_on - timedelta(days=6200)
            )
            if (oldest - born_on).days > _SPACED:
                child = Sketch(born_on=born_on, is_boy=source.random() < 0.5, only_considered=True)
                household.children.insert(0, child)
