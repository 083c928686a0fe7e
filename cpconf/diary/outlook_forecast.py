"""How many conferences are likely to be asked for, from how many were; knows neither families nor who is at work."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from cpconf.diary.working_days import WorkingCalendar

LOW, HIGH = 0.1, 0.9
"""The ends of the 80 % range: one future in ten has fewer, one in ten more."""

PRIOR_DAYS = 10.0  # a rate of few days is drawn to the rate of all days, as if these many days had been ordinary
PRIOR_EVENTS = 30.0  # a factor that rests on few conferences is drawn to 1, as if these many had been ordinary
LATEST = timedelta(weeks=26)  # what "lately" means for the level
MOST_SPREAD, MOST_DRIFT = 6.0, 0.25
QUARTER, YEAR, APART = timedelta(weeks=12), timedelta(weeks=52), timedelta(weeks=4)
DRIFT_PRIOR, DRIFT_WEIGHT = 0.02, 4.0  # a level that is one seventh off, worth four pairs of quarters
FITTED = 4  # term, holiday, season, level: what the spread is corrected for


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What a working day brings, learnt from `events` conferences on the `days` working days of the history.

    `term`, `holiday`: conferences for one working day; `season`: a factor for each month, January first; `level`: a
    factor for the last half-year; `spread`: variance over mean of a week, 1 for pure chance (Poisson), more where
    busy weeks come together. `drift`: variance of the level of a quarter, as a share squared: how far one quarter is
    from the same one of another year. `weeks`: how long the history is.
    """

    term: float
    holiday: float
    season: tuple[float, ...]
    level: float
    spread: float
    drift: float
    events: int
    days: int
    weeks: float

    def of_day(self, day: date, calendar: WorkingCalendar) -> float:
        """The mean of one working day: its rate in term or in the holidays, times season, times level."""
        rate = self.holiday if calendar.in_school_holidays(day) else self.term
        return rate * self.season[day.month - 1] * self.level

    def spread_over(self, weeks: int) -> float:
        """The spread for a forecast of `weeks` weeks: the rate itself is only known from `self.weeks` weeks.

        A sum over m weeks, with a rate estimated from n weeks, has the variance spread x mean x (1 + m / n).
        """
        return self.spread * (1.0 + weeks / self.weeks) if self.weeks else self.spread


NOTHING_KNOWN = Rate(
    term=0.0, holiday=0.0, season=(1.0,) * 12, level=1.0, spread=1.0, drift=0.0, events=0, days=0, weeks=0.0
)


def learn(began: Sequence[date], from_on: date, until_on: date, calendar: WorkingCalendar) -> Rate:
    """The rate of conferences whose clocks began on the days `began`, all within `from_on`..`until_on`, both included.

    Term and holiday rates are counts over working days (a weekend's event counts for the days around it), drawn to
    the common rate by PRIOR_DAYS; a month's factor is (counted + PRIOR_EVENTS) / (expected + PRIOR_EVENTS), the level
    the same over the last half-year; the spread is Pearson's chi-square of the weeks over their number less FITTED,
    at least 1; the drift is what `_drift` says. A history of less than a week says nothing.
    """
    days = calendar.days(from_on, until_on)
    if len(days) < 5 or not began:
        return NOTHING_KNOWN
    per_day = Counter(calendar.on_or_before(day) if day > from_on else days[0] for day in began)
    common = len(began) / len(days)
    holidays = [day for day in days if calendar.in_school_holidays(day)]
    away = sum(per_day[day] for day in holidays)
    rate = Rate(
        term=_drawn(len(began) - away, len(days) - len(holidays), common),
        holiday=_drawn(away, len(holidays), common),
        season=(1.0,) * 12,
        level=1.0,
        spread=1.0,
        drift=0.0,
        events=len(began),
        days=len(days),
        weeks=len(days) / 5,
    )
    rate = replace(rate, season=tuple(_factor(rate, per_day, days, calendar, month=month) for month in range(1, 13)))
    rate = replace(rate, drift=_drift(rate, per_day, days, calendar))
    lately = [day for day in days if day > until_on - LATEST]
    rate = replace(rate, level=_factor(rate, per_day, lately, calendar))
    return replace(rate, spread=_spread(rate, per_day, days, calendar))


def quantile(mean: float, spread: float, share: float) -> int:
    """The least n for which n or fewer come with at least this `share` of chance.

    The count is negative binomial with variance `spread` x `mean`: of that kind a sum is again of that kind, so weeks
    add up. With a spread of 1 it is a Poisson count. Nothing is certain to stay nothing.
    """
    if mean < 1e-9:  # by Markov nothing comes with a chance of more than 1 - mean
        return 0
    excess = spread - 1.0
    chance, n = 0.0, 0
    while True:
        if excess < 1e-9:
            logged = n * math.log(mean) - mean - math.lgamma(n + 1)
        else:
            size = mean / excess
            logged = math.lgamma(n + size) - math.lgamma(size) - math.lgamma(n + 1)
            logged += -size * math.log(spread) + n * math.log(excess / spread)
        chance += math.exp(logged)
        if chance >= share or n > 10 * mean + 1000:
            return n
        n += 1


def likely_path(means: Sequence[float]) -> tuple[int, ...]:
    """Whole numbers for each step whose running total is never further than a half from that of the means."""
    return _steps([round(total + 1e-9) for total in _running(means)])


def path_at(means: Sequence[float], spread: float, share: float, drift: float = 0.0) -> tuple[int, ...]:
    """Whole numbers for each step whose running total is the `share` quantile of all that has come by then.

    Not the quantile of each step: that every week is a bad one is far less likely than that one is. The level itself
    may have drifted: the variance of a total is spread x total + drift x total squared.
    """
    totals = [quantile(total, spread + drift * total, share) for total in _running(means)]
    return _steps(list(accumulate(totals, max)))


def _running(means: Sequence[float]) -> list[float]:
    return list(accumulate(means))


def _steps(totals: Sequence[int]) -> tuple[int, ...]:
    return tuple(after - before for before, after in zip([0, *totals], totals, strict=False))


def _drawn(count: int, days: int, common: float) -> float:
    return (count + PRIOR_DAYS * common) / (days + PRIOR_DAYS)


def _factor(
    rate: Rate, per_day: Counter[date], days: Sequence[date], calendar: WorkingCalendar, *, month: int = 0
) -> float:
    chosen = [day for day in days if month in (0, day.month)]
    counted = sum(per_day[day] for day in chosen)
    expected = sum(rate.of_day(day, calendar) for day in chosen)
    return (counted + PRIOR_EVENTS) / (expected + PRIOR_EVENTS)


def _drift(rate: Rate, per_day: Counter[date], days: Sequence[date], calendar: WorkingCalendar) -> float:
    """How far the level of a quarter is from that of the same quarter a year later, beyond chance.

    For each pair of quarters that far apart with shares counted / expected of a and b: (a - b) squared / 2, less what
    chance alone gives, (1 / expected + 1 / expected) / 2. The mean of the pairs, drawn to DRIFT_PRIOR; never negative.
    """
    counted = list(accumulate((per_day[day] for day in days), initial=0))
    expected = list(accumulate((rate.of_day(day, calendar) for day in days), initial=0.0))

    def share(from_on: date) -> tuple[float, float]:
        first, after = bisect_left(days, from_on), bisect_left(days, from_on + QUARTER)
        mean = expected[after] - expected[first]
        return ((counted[after] - counted[first]) / mean, 1.0 / mean) if mean > 0 else (1.0, 0.0)

    total, pairs, from_on = 0.0, 0, days[0]
    while from_on + YEAR + QUARTER <= days[-1]:
        (one, chance), (other, later_chance) = share(from_on), share(from_on + YEAR)
        total += (one - other) ** 2 / 2 - (chance + later_chance) / 2
        pairs, from_on = pairs + 1, from_on + APART
    return min(MOST_DRIFT, max(0.0, (total + DRIFT_PRIOR * DRIFT_WEIGHT) / (pairs + DRIFT_WEIGHT)))


def _spread(rate: Rate, per_day: Counter[date], days: Sequence[date], calendar: WorkingCalendar) -> float:
    counted: Counter[date] = Counter()
    means: dict[date, float] = {}
    for day in days:
        monday = day - timedelta(days=day.weekday())
        counted[monday] += per_day[day]
        means[monday] = means.get(monday, 0.0) + rate.of_day(day, calendar)
    chi = sum((counted[monday] - mean) ** 2 / mean for monday, mean in means.items() if mean > 0)
    return min(MOST_SPREAD, max(1.0, chi / max(1, len(means) - FITTED)))
