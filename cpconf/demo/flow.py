"""Which groups of children come on and off plans, and when, so that every year end counts exactly; knows no names.

The figures are those of the annual report 2016-17: 333 children on plans two years before the year end, 450 one year
before, 564 at the year end; about 24 in 100 ended plans lasted three to six months, 25 in 100 six to twelve.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from cpconf.diary.working_days import add_months
from cpconf.plans.rules import Category

SIZES: Final = (1, 2, 3, 4, 5)
SIZE_WEIGHTS: Final = (45, 27, 16, 8, 4)
STARTS_A_YEAR: Final = 540
NO_PLAN_A_YEAR: Final = 80

UP_TO_3, UP_TO_6, UP_TO_12, UP_TO_24, LONGER = range(5)
BAND_MONTHS: Final = ((2, 3), (3, 6), (6, 12), (12, 24), (24, 28))

# (start year, end year, band of duration, children); years count back from the year end: 0 the last, 2 all before.
ENDED: Final = (
    (2, 1, UP_TO_3, 15), (2, 1, UP_TO_6, 39), (2, 1, UP_TO_12, 68), (2, 1, UP_TO_24, 131), (2, 1, LONGER, 4),
    (2, 0, UP_TO_24, 65), (2, 0, LONGER, 5),
    (1, 1, UP_TO_3, 40), (1, 1, UP_TO_6, 50), (1, 1, UP_TO_12, 25),
    (1, 0, UP_TO_3, 15), (1, 0, UP_TO_6, 40), (1, 0, UP_TO_12, 84), (1, 0, UP_TO_24, 90),
    (0, 0, UP_TO_3, 52), (0, 0, UP_TO_6, 67), (0, 0, UP_TO_12, 28),
)  # fmt: skip
OPEN: Final = ((2, 6), (1, 145), (0, 413))


@dataclass(slots=True, kw_only=True)
class Course:
    """One group of siblings from its initial conference on.

    `start_on` and `end_on` are wishes; the days held lie within `start_within` and `end_within` (both included).
    `end_on` is None while the plans are open at the year end or began after it; `makes_plan` is False for an initial
    conference that led to no plan.
    """

    size: int
    start_on: date
    start_within: tuple[date, date]
    end_on: date | None = None
    end_within: tuple[date, date] | None = None
    makes_plan: bool = True
    open_at_year_end: bool = False
    late_review: bool = False
    category: Category = Category.NEGLECT
    initial_category: Category = Category.NEGLECT
    earlier: list[Course] = field(default_factory=list)


def year_end_before(on: date) -> date:
    """The 31 March on or before `on`."""
    this_year = date(on.year, 3, 31)
    return this_year if this_year <= on else date(on.year - 1, 3, 31)


def years_before(year_end: date, years: int) -> date:
    return add_months(year_end, -12 * years)


def invent_courses(source: Random, year_end: date, on: date) -> list[Course]:
    """All courses in order of their wished start."""
    courses: list[Course] = []
    for start_year, end_year, band, children in ENDED:
        for size in _sizes(source, children):
            courses.append(_ended(source, year_end, start_year, end_year, band, size))
    for start_year, children in OPEN:
        for size in _sizes(source, children):
            courses.append(_open(source, year_end, start_year, size))
    for year, children in ((1, NO_PLAN_A_YEAR - 20), (0, NO_PLAN_A_YEAR)):
        courses.extend(_without_plan(source, _year(year_end, year), children))
    since = (on - year_end).days
    if since > 10:
        within = (year_end + timedelta(days=1), on - timedelta(days=1))
        for size in _sizes(source, round(STARTS_A_YEAR * since / 365)):
            courses.append(Course(size=size, start_on=_any_day(source, within), start_within=within))
        courses.extend(_without_plan(source, within, round(NO_PLAN_A_YEAR * since / 365)))
    courses.sort(key=lambda course: course.start_on)
    _link_repeats(source, courses)
    _choose_late(source, courses, year_end)
    return courses


def _year(year_end: date, back: int) -> tuple[date, date]:
    """First and last day used of the year `back` years ago: never the 31 March itself, which only confuses counts."""
    first = years_before(year_end, back + 1) + timedelta(days=1)
    if back == 2:
        first = years_before(year_end, 5)
    return first, years_before(year_end, back) - timedelta(days=1)


def _any_day(source: Random, within: tuple[date, date]) -> date:
    """A day in term more often than not: August and the turn of the year are thin."""
    first, last = within
    while True:
        day = first + timedelta(days=source.randrange((last - first).days + 1))
        thin = day.month == 8 or (day.month == 12 and day.day > 18)
        if not thin or source.random() < 0.45:
            return day


def _sizes(source: Random, children: int) -> list[int]:
    sizes: list[int] = []
    while children:
        size = min(children, source.choices(SIZES, weights=SIZE_WEIGHTS)[0])
        sizes.append(size)
        children -= size
    return sizes


def _ended(source: Random, year_end: date, start_year: int, end_year: int, band: int, size: int) -> Course:
    start_within, end_within = _year(year_end, start_year), _year(year_end, end_year)
    shortest, longest = BAND_MONTHS[band]
    while True:
        end_on = _any_day(source, end_within)
        days = source.uniform(shortest * 30.44 + (22 if band == UP_TO_6 else 6), longest * 30.44 - 6)
        if band == UP_TO_3:
            days = source.uniform(72, 88)
        start_on = end_on - timedelta(days=round(days))
        if start_within[0] <= start_on <= start_within[1]:
            return Course(size=size, start_on=start_on, start_within=start_within, end_on=end_on, end_within=end_within)


def band_limits(course: Course, started_on: date) -> tuple[date, date]:
    """The first and last day on which plans begun on `started_on` may end and stay in their band of duration."""
    assert course.end_on is not None
    wished = (course.end_on - course.start_on).days / 30.44
    band = next(number for number, (_, most) in enumerate(BAND_MONTHS) if wished <= most or number == LONGER)
    shortest, longest = BAND_MONTHS[band]
    first = started_on + timedelta(days=1) if band == UP_TO_3 else add_months(started_on, shortest) + timedelta(days=1)
    return first, add_months(started_on, longest) - timedelta(days=0 if band == UP_TO_3 else 1)


def _open(source: Random, year_end: date, start_year: int, size: int) -> Course:
    first, last = _year(year_end, start_year)
    if start_year == 2:
        first = last - timedelta(days=80)
    share = source.random() ** (1.3 if start_year else 1.2)
    start_on = last - timedelta(days=round(share * (last - first).days))
    return Course(size=size, start_on=start_on, start_within=(first, last), open_at_year_end=True)


def _without_plan(source: Random, within: tuple[date, date], children: int) -> list[Course]:
    return [
        Course(size=size, start_on=_any_day(source, within), start_within=within, makes_plan=False)
        for size in _sizes(source, children)
    ]


def _link_repeats(source: Random, courses: list[Course]) -> None:
    """Let some groups be the same families as groups of the same size whose plans ended 2 to 24 months before."""
    spare = [course for course in courses if course.end_on is not None]
    used: set[int] = set()
    for course in courses:
        if id(course) in used or not course.makes_plan or source.random() > 0.2:
            continue
        for other in spare:
            assert other.end_on is not None
            gap = (course.start_within[0] - other.end_on).days, (course.start_on - other.end_on).days
            if id(other) not in used and other.size == course.size and not other.earlier and 60 < gap[1] < 730:
                course.earlier.append(other)
                used.update((id(course), id(other)))
                break


def _choose_late(source: Random, courses: list[Course], year_end: date) -> None:
    """Mark groups for one review past its limit: 4 in 100 children open for three months at the year end."""
    three_months_ago = add_months(year_end, -3)
    counted = [each for each in courses if each.open_at_year_end and each.start_on < three_months_ago]
    wanted = round(0.04 * sum(each.size for each in counted))
    early_enough = [each for each in counted if each.start_on < add_months(year_end, -5) and each.size <= 3]
    source.shuffle(early_enough)
    for course in early_enough:
        if course.size <= wanted:
            course.late_review = True
            wanted -= course.size
