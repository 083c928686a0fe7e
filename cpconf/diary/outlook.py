"""Weeks ahead: what can be held against what must be; names the first week that fails; knows no store and no family."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from heapq import heappop, heappush
from types import MappingProxyType
from typing import NamedTuple

from cpconf.diary.kinds import THE_THREE, Purpose
from cpconf.diary.outlook_forecast import HIGH, LOW, quantile
from cpconf.diary.outlook_supply import DaySupply, Supply

UNLIMITED = 10_000


class Demand(StrEnum):
    """Why a conference will have to be held: what is known first, what is only likely after it."""

    REVIEW = "review"  # an open plan's next review, not booked
    WAITING = "waiting"  # a request that waits for its booking
    INITIAL = "initial"  # an initial conference that nobody has asked for yet
    FOLLOWING = "following"  # a review that will follow from a conference that is still to be held


KNOWN = (Demand.REVIEW, Demand.WAITING)


class Case(StrEnum):
    """LIKELY: as many as the mean. HIGH: no more than these have come by each week in nine of ten futures."""

    LIKELY = "likely"
    HIGH = "high"


class Need(NamedTuple):
    """One conference that will have to be held on a working day from `earliest_on` to `due_on`, both included."""

    earliest_on: date
    due_on: date
    demand: Demand


class Placing(NamedTuple):
    """What a placing by deadline came to: conferences placed on each day, and those that cannot be held in time."""

    placed: Mapping[date, int]
    late: tuple[Need, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceWeek:
    """One of the three in one week; `days` resource-days, the rest in conferences."""

    purpose: Purpose
    supply: Supply


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookWeek:
    """One week, Monday to Friday; the first may have begun already and counts from tomorrow.

    `can_hold`: the sum over its days of what the scarcest of the three can hold, booked ones included. `wanted`: what
    is not booked, by its reason, each conference spread evenly over the working days on which it may be held.
    `wanted_low`, `wanted_high`: all of it at the ends of the 80 % range for this week by itself. `reviews_due`: reviews
    whose limit falls in this week. `late`: conferences whose limit falls in it and that cannot be held in time.
    """

    monday: date
    from_on: date
    working_days: int
    in_term: int
    resources: tuple[ResourceWeek, ...]
    booked: int
    can_hold: int
    wanted: Mapping[Demand, float]
    wanted_low: float
    wanted_high: float
    reviews_due: int
    late: int
    late_high: int

    @property
    def likely(self) -> float:
        """Booked and wanted together."""
        return self.booked + sum(self.wanted.values())

    def of(self, purpose: Purpose) -> Supply:
        """What one of the three has in this week."""
        return next(line.supply for line in self.resources if line.purpose is purpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """The first week in which a limit falls that cannot be kept, and the resource whose relief alone helps most.

    `late`: how many conferences cannot be held in time in all the weeks. `purpose` None: no one of the three alone.
    """

    case: Case
    monday: date
    purpose: Purpose | None
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What one more day a week of one resource would save: `slots` conferences more on that weekday (Monday 0).

    The weekday is the one that saves most in the high case, then in the likely one, then the earliest of the week.
    """

    purpose: Purpose
    weekday: int
    slots: int
    saved: int
    saved_high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the likely conferences were learnt from: `events` initial conferences of `from_on`..`until_on`.

    `term_week`, `holiday_week`: initial conferences in a week of five working days; `spread`: variance over mean,
    `drift`: variance of the level from one quarter to that of another year, as a share squared.
    `first_follows`, `later_follows`: shares of initial and of review conferences that a further review follows.
    """

    from_on: date
    until_on: date
    events: int
    term_week: float
    holiday_week: float
    spread: float
    drift: float
    first_follows: float
    later_follows: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The weeks, the first failing one in the likely and in the high case (None: none fails), what more would save.

    `minutes`: the length of a conference with which it counts. `overdue`: conferences past their limit already, which
    no supply can hold in time; they are in no other figure. `late`, `late_high`: in all the weeks.
    """

    weeks: tuple[OutlookWeek, ...]
    minutes: int
    failing: Failing | None
    failing_high: Failing | None
    savings: tuple[Saving, ...]
    late: int
    late_high: int
    overdue: int
    basis: Basis | None = None


def place(needs: Iterable[Need], capacity: Sequence[tuple[date, int]]) -> Placing:
    """Hold each conference on one of its days, no day holding more than its capacity, so that fewest are late.

    Day by day the earliest limits go first. For needs that are intervals of days this is a greatest matching
    (F. Glover, Maximum matching in a convex bipartite graph, 1967), so no other way of booking has fewer late. Hence
    more capacity never has more late, nor an earlier first failing limit. What is late takes only what others leave,
    and a need whose limit lies past the last day is never late here.
    """
    waiting = sorted(needs, reverse=True)
    ready: list[tuple[date, Need]] = []
    placed: dict[date, int] = {}
    late: list[Need] = []
    for on, most in capacity:
        while waiting and waiting[-1].earliest_on <= on:
            need = waiting.pop()
            heappush(ready, (need.due_on, need))
        while ready and ready[0][0] < on:
            late.append(heappop(ready)[1])
        placed[on] = min(most, len(ready))
        for _ in range(placed[on]):
            heappop(ready)
    last = capacity[-1][0] if capacity else date.min
    late += sorted(need for _, need in ready if need.due_on <= last)
    return Placing(placed, tuple(sorted(late, key=lambda need: need.due_on)))


def late_count(needs: Iterable[Need], days: Iterable[DaySupply]) -> int:
    """How many cannot be held in time with this supply."""
    return len(place(needs, [(day.on, day.free) for day in days]).late)


def look_ahead(
    days: Sequence[DaySupply],
    cases: Mapping[Case, Sequence[Need]],
    *,
    minutes: int,
    slots_a_day: Mapping[Purpose, int],
    in_term: frozenset[date] = frozenset(),
    later: Sequence[date] = (),
    basis: Basis | None = None,
) -> Outlook:
    """The outlook over these working days (in order), for the conferences that must be held in each case.

    `later`: working days after them, so that what may be held on either side is spread over both.
    `slots_a_day`: how many conferences one more day of each resource would hold. Needs whose limit is past already
    are counted as overdue and left out, the same in every case.
    """
    first = days[0].on if days else date.max
    coming = {case: [need for need in needs if need.due_on >= first] for case, needs in cases.items()}
    capacity = [(day.on, day.free) for day in days]
    late = {case: place(coming[case], capacity).late for case in (Case.LIKELY, Case.HIGH)}
    around = _Around(in_term, tuple(later), basis.spread if basis else 1.0, basis.drift if basis else 0.0)
    return Outlook(
        weeks=_weeks(days, coming, late, around),
        minutes=minutes,
        failing=_failing(Case.LIKELY, coming[Case.LIKELY], days, late[Case.LIKELY]),
        failing_high=_failing(Case.HIGH, coming[Case.HIGH], days, late[Case.HIGH]),
        savings=tuple(_saving(purpose, days, coming, late, slots_a_day[purpose]) for purpose in THE_THREE),
        late=len(late[Case.LIKELY]),
        late_high=len(late[Case.HIGH]),
        overdue=sum(need.due_on < first for need in cases[Case.LIKELY]),
        basis=basis,
    )


def spread(needs: Iterable[Need], days: Sequence[date], later: Sequence[date] = ()) -> dict[tuple[date, Demand], float]:
    """Each conference divided evenly over the working days on which it may be held, summed by week and reason.

    Only of `days`; what falls on the `later` ones is left out, and so is a need with none of either. Keys are Mondays.
    """
    found: dict[tuple[date, Demand], float] = {}
    every, shown = [*days, *later], len(days)
    for need in needs:
        first, after = bisect_left(every, need.earliest_on), bisect_right(every, need.due_on)
        for day in every[first : min(after, shown)]:
            key = monday_of(day), need.demand
            found[key] = found.get(key, 0.0) + 1.0 / (after - first)
    return found


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


class _Around(NamedTuple):
    in_term: frozenset[date]
    later: tuple[date, ...]
    spread: float
    drift: float


def _weeks(
    days: Sequence[DaySupply],
    coming: Mapping[Case, Sequence[Need]],
    late: Mapping[Case, Sequence[Need]],
    around: _Around,
) -> tuple[OutlookWeek, ...]:
    wanted = spread(coming[Case.LIKELY], [day.on for day in days], around.later)
    reviews = Counter(monday_of(need.due_on) for need in coming[Case.LIKELY] if need.demand is Demand.REVIEW)
    lates = {case: Counter(monday_of(need.due_on) for need in needs) for case, needs in late.items()}
    weeks: dict[date, list[DaySupply]] = {}
    for day in days:
        weeks.setdefault(monday_of(day.on), []).append(day)
    return tuple(
        _week(
            own,
            {demand: wanted.get((monday, demand), 0.0) for demand in Demand},
            (reviews[monday], lates[Case.LIKELY][monday], lates[Case.HIGH][monday]),
            around,
        )
        for monday, own in weeks.items()
    )


def _week(
    own: Sequence[DaySupply], wanted: Mapping[Demand, float], counted: tuple[int, int, int], around: _Around
) -> OutlookWeek:
    supplies = {purpose: sum((day.of(purpose) for day in own), Supply()) for purpose in THE_THREE}
    booked = max(supply.booked for supply in supplies.values())
    known = sum(wanted[demand] for demand in KNOWN)
    chance = sum(wanted.values()) - known
    low, high = (quantile(chance, around.spread + around.drift * chance, share) for share in (LOW, HIGH))
    return OutlookWeek(
        monday=monday_of(own[0].on),
        from_on=own[0].on,
        working_days=len(own),
        in_term=sum(day.on in around.in_term for day in own),
        resources=tuple(ResourceWeek(purpose=purpose, supply=supplies[purpose]) for purpose in THE_THREE),
        booked=booked,
        can_hold=booked + sum(day.free for day in own),
        wanted=MappingProxyType(dict(wanted)),
        wanted_low=known + min(low, chance),
        wanted_high=known + max(high, chance),
        reviews_due=counted[0],
        late=counted[1],
        late_high=counted[2],
    )


def _failing(case: Case, needs: Sequence[Need], days: Sequence[DaySupply], late: Sequence[Need]) -> Failing | None:
    if not late:
        return None
    until_on = late[0].due_on
    due = [need for need in needs if need.due_on <= until_on]  # nothing with a later limit can have caused it
    eased = {
        purpose: late_count(due, [day.with_more(purpose, UNLIMITED) for day in days if day.on <= until_on])
        for purpose in THE_THREE
    }
    now = late_count(due, [day for day in days if day.on <= until_on])
    best = min(THE_THREE, key=lambda purpose: (eased[purpose], _free(days, purpose, until_on)))
    return Failing(case=case, monday=monday_of(until_on), purpose=best if eased[best] < now else None, late=len(late))


def _free(days: Sequence[DaySupply], purpose: Purpose, until_on: date) -> int:
    return sum(day.of(purpose).free for day in days if day.on <= until_on)


def _saving(
    purpose: Purpose,
    days: Sequence[DaySupply],
    coming: Mapping[Case, Sequence[Need]],
    late: Mapping[Case, Sequence[Need]],
    slots: int,
) -> Saving:
    best = Saving(purpose=purpose, weekday=0, slots=slots, saved=0, saved_high=0)
    if not late[Case.LIKELY] and not late[Case.HIGH]:
        return best
    for weekday in range(5):
        more = [day.with_more(purpose, slots) if day.on.weekday() == weekday else day for day in days]
        saved, saved_high = (len(late[case]) - late_count(coming[case], more) for case in (Case.LIKELY, Case.HIGH))
        if (saved_high, saved) > (best.saved_high, best.saved):
            best = Saving(purpose=purpose, weekday=weekday, slots=slots, saved=saved, saved_high=saved_high)
    return best
