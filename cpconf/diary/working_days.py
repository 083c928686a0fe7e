"""The calendar that counts working days and due dates; refuses to count past the known bank holidays."""

from __future__ import annotations

import math
from array import array
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, chain
from types import MappingProxyType
from typing import Final

from cpconf.practice.limits import Bound, Direction, TimeLimit, Unit
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal

KNOWN_FROM: Final = date(2000, 1, 1)
"""Nothing older is counted. `holidays` has the proclaimed one-off days since then (2002, 2011, 2012, 2020,
2022, 2023). The far end is the setting `bank_holidays_known_until`: 31 December 2028, the last year
that GOV.UK had published when this was written; `holidays` gives later years by rule alone, so a person moves
it on."""

END_OF_DAY: Final = time(23, 59)
"""A limit counted in days runs to the last minute of its last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolTerm:
    """One stretch of school days, both ends included; half-terms end one row and begin the next."""

    name: str
    from_on: date
    until_on: date

    def __post_init__(self) -> None:
        if self.until_on < self.from_on:
            raise Refusal(f"{self.name}: the term ends before it begins.", field="until_on")


@lru_cache(maxsize=8)
def bank_holidays(from_year: int, until_year: int) -> Mapping[date, str]:
    """England's bank holidays on weekdays, by day, both years included (`holidays`, GB, ENG)."""
    # Here, not above: a start that counts nothing need not wait 150 ms for it.
    from holidays import country_holidays

    known = country_holidays("GB", subdiv="ENG", years=range(from_year, until_year + 1))
    return MappingProxyType({day: known[day] for day in sorted(known) if day.weekday() < 5})


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later (or earlier), clamped: 30 November + 3 is 28 February."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Which days are working days from `known_from` to `known_until`, both included, and all that follows.

    A day is a working day unless it is a Saturday, a Sunday, a bank holiday or a one-off closure; a one-off
    working day wins over each of them. School holidays and days on which one site is closed are working days.
    `event_day_counts_as` 0 (default): the day after an event is the first that can be day 1. 1: the day of
    the event is day 1 if it is a working day. Only counting forward from an event heeds it.
    Questions about days outside the horizon are refused in one sentence.
    """

    bank_holidays: Mapping[date, str] = field(repr=False)
    known_from: date
    known_until: date
    closures: Mapping[date, str] = field(default_factory=dict)
    working: frozenset[date] = frozenset()
    terms: tuple[SchoolTerm, ...] = ()
    event_day_counts_as: int = 0
    _first: int = field(init=False, repr=False, compare=False)
    _through: array[int] = field(init=False, repr=False, compare=False)
    _days: array[int] = field(init=False, repr=False, compare=False)
    _term_days: frozenset[int] = field(init=False, repr=False, compare=False)
    _holidays_known: tuple[int, int] = field(init=False, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        settings: PracticeSettings,
        *,
        closures: Mapping[date, str] | None = None,
        working: Iterable[date] = (),
        terms: Iterable[SchoolTerm] = (),
    ) -> WorkingCalendar:
        """The calendar of this authority: England's bank holidays, its own one-off days and school terms."""
        return cls(
            bank_holidays=bank_holidays(KNOWN_FROM.year, settings.bank_holidays_known_until.year),
            known_from=KNOWN_FROM,
            known_until=settings.bank_holidays_known_until,
            closures=dict(closures or {}),
            working=frozenset(working),
            terms=tuple(sorted(terms, key=lambda term: term.from_on)),
            event_day_counts_as=settings.event_day_counts_as,
        )

    def __post_init__(self) -> None:
        """Lay out the running count of working days, so that every question is a look-up."""
        if self.known_until < self.known_from:
            raise Refusal("The bank holidays must be known for at least one day.", field="known_until")
        first, last = self.known_from.toordinal(), self.known_until.toordinal()
        open_days = bytearray((n + 6) % 7 < 5 for n in range(first, last + 1))
        for closed in (*self.bank_holidays, *self.closures):
            if first <= closed.toordinal() <= last:
                open_days[closed.toordinal() - first] = 0
        for opened in self.working:
            if first <= opened.toordinal() <= last:
                open_days[opened.toordinal() - first] = 1
        days = array("l", (first + n for n, is_open in enumerate(open_days) if is_open))
        object.__setattr__(self, "_first", first)
        object.__setattr__(self, "_through", array("l", accumulate(open_days, initial=0)))
        object.__setattr__(self, "_days", days)
        in_terms = (range(t.from_on.toordinal(), t.until_on.toordinal() + 1) for t in self.terms)
        term_days = frozenset(chain.from_iterable(in_terms))
        object.__setattr__(self, "_term_days", term_days)
        object.__setattr__(self, "_holidays_known", (min(term_days, default=0), max(term_days, default=0)))

    def is_working_day(self, day: date) -> bool:
        """Whether `day` counts; refused outside the horizon."""
        n = self._place(day)
        return self._through[n + 1] > self._through[n]

    def why_closed(self, day: date) -> str | None:
        """The name of the bank holiday or closure, "Saturday", "Sunday"; None for a working day."""
        if self.is_working_day(day):
            return None
        named = self.closures.get(day) or self.bank_holidays.get(day)
        return named or ("Saturday" if day.weekday() == 5 else "Sunday")

    def in_term(self, day: date) -> bool:
        """Whether schools are in term on `day`, by the rows that the administrator keeps."""
        return day.toordinal() in self._term_days

    def in_school_holidays(self, day: date) -> bool:
        """Whether `day` lies between two terms that are entered; a year without rows has no holidays."""
        n = day.toordinal()
        return self._holidays_known[0] < n < self._holidays_known[1] and n not in self._term_days

    def add(self, event_on: date, days: int) -> date:
        """Day `days` after (negative: before) an event, weekend events included; 0 is the event itself."""
        if days == 0:
            return event_on
        n = self._place(event_on)
        passed = self._through[n + 1 - self.event_day_counts_as] - 1 if days > 0 else self._through[n]
        index = passed + days
        if index < 0:
            raise self._unknown_before()
        if index >= len(self._days):
            raise self._unknown_after()
        return date.fromordinal(self._days[index])

    def count_between(self, event_on: date, day: date) -> int:
        """Which day after the event `day` is: 15 is "day 15", held on it is in time. Negative before it."""
        n, m = self._place(event_on), self._place(day)
        if m >= n:
            return self._through[m + 1] - self._through[n + 1 - self.event_day_counts_as]
        return self._through[m] - self._through[n]

    def days(self, first_on: date, last_on: date) -> list[date]:
        """The working days from one day to another, both included."""
        span = slice(self._through[self._place(first_on)], self._through[self._place(last_on) + 1])
        return [date.fromordinal(n) for n in self._days[span]]

    def on_or_before(self, day: date) -> date:
        """The last working day that is not after `day`."""
        index = self._through[self._place(day) + 1] - 1
        if index < 0:
            raise self._unknown_before()
        return date.fromordinal(self._days[index])

    def on_or_after(self, day: date) -> date:
        """The first working day that is not before `day`."""
        index = self._through[self._place(day)]
        if index >= len(self._days):
            raise self._unknown_after()
        return date.fromordinal(self._days[index])

    def due_on(self, limit: TimeLimit, event_on: date) -> date:
        """The last day in time (for an EARLIEST bound: the first day allowed), counted from `event_on`.

        Months are clamped. A last day that is no working day moves earlier, for limits are "within", never
        before an event that it follows; a first day allowed moves later. Hours run through weekends and never
        move; without the hour of the event they are counted as whole days, rounded so that nothing is late.
        """
        sign = 1 if limit.direction is Direction.AFTER else -1
        if limit.unit is Unit.HOURS:
            whole = limit.amount // 24 if sign > 0 else -math.ceil(limit.amount / 24)
            return event_on + timedelta(days=whole)
        if limit.unit is Unit.WORKING_DAYS:
            return self.add(event_on, sign * limit.amount)
        if limit.unit is Unit.MONTHS:
            day = add_months(event_on, sign * limit.amount)
        else:
            per_unit = 7 if limit.unit is Unit.WEEKS else 1
            day = event_on + timedelta(days=sign * limit.amount * per_unit)
        if limit.bound is Bound.EARLIEST:
            return self.on_or_after(day)
        return max(self.on_or_before(day), event_on) if sign > 0 else self.on_or_before(day)

    def due_at(self, limit: TimeLimit, event_at: datetime) -> datetime:
        """The last minute in time, as naive local wall time: hours to the minute by the clock on the wall,
        anything else at the end of the due day or at the limit's own hour of it."""
        if limit.unit is Unit.HOURS:
            hours = timedelta(hours=limit.amount)
            return event_at + hours if limit.direction is Direction.AFTER else event_at - hours
        return datetime.combine(self.due_on(limit, event_at.date()), limit.at_time or END_OF_DAY)

    def soonest(self, *clocks: tuple[TimeLimit, date]) -> date:
        """The earliest due day of several clocks: the first review after a pre-birth conference is due at the
        sooner of three months from the conference and twenty working days from the birth."""
        return min(self.due_on(limit, event_on) for limit, event_on in clocks)

    def _place(self, day: date) -> int:
        if day > self.known_until:
            raise self._unknown_after()
        if day < self.known_from:
            raise self._unknown_before()
        return day.toordinal() - self._first

    def _unknown_after(self) -> Refusal:
        until = f"{self.known_until.day} {self.known_until:%B %Y}"
        return Refusal(
            f"Bank holidays are known until {until}, so no day after it can be counted: an administrator enters "
            "the next year's days and moves that date on.",
            field="bank_holidays_known_until",
        )

    def _unknown_before(self) -> Refusal:
        known_from = f"{self.known_from.day} {self.known_from:%B %Y}"
        return Refusal(f"Working days are counted from {known_from} on: check the year of the date.")
