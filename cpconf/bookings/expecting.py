"""Which conferences will have to be held in the weeks ahead, known and likely; knows neither store nor supply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from cpconf.bookings.rules import COMING_STATES, HELD_STATES, ConferenceKind, ConferenceState
from cpconf.diary.outlook import Basis, Case, Demand, Need, monday_of
from cpconf.diary.outlook_forecast import HIGH, Rate, learn, likely_path, path_at
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.limits import TimeLimit
from cpconf.practice.rules import LimitKey, PracticeSettings

HISTORY = timedelta(days=731)
COUNTED = HELD_STATES | COMING_STATES
_FIRST_WITHIN, _LATER_WITHIN = timedelta(days=140), timedelta(days=240)  # the limit and some weeks of being late
_FIRST_PRIOR, _LATER_PRIOR = (7.0, 10.0), (5.0, 10.0)  # where a store knows few: seven of ten, five of ten
_FAR = timedelta(days=300)  # nothing that is counted from a day reaches further


class Known(NamedTuple):
    """One conference of the last two years or to come; local times."""

    family_id: int
    kind: ConferenceKind
    state: ConferenceState
    counted_from_on: date
    starts_at: datetime
    ends_at: datetime
    request_id: int | None


class Waiting(NamedTuple):
    """One request that has no conference yet."""

    kind: ConferenceKind
    received_on: date
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What counting needs: tomorrow's first working day, the last day looked at, calendar and practice."""

    on: date
    first_on: date
    until_on: date
    calendar: WorkingCalendar
    settings: PracticeSettings

    @classmethod
    def of(cls, on: date, weeks: int, calendar: WorkingCalendar, settings: PracticeSettings) -> Ahead:
        """From the first working day after `on` to the Friday of the last of so many weeks."""
        first_on = calendar.on_or_after(on + timedelta(days=1))
        until_on = min(monday_of(first_on) + timedelta(days=7 * weeks - 3), calendar.known_until)
        return cls(on=on, first_on=first_on, until_on=until_on, calendar=calendar, settings=settings)

    def due_on(self, key: LimitKey, day: date) -> date:
        """The last day in time; far away where bank holidays are not known so far."""
        limit: TimeLimit = self.settings.limit(key)
        return self.calendar.due_on(limit, day) if day + _FAR <= self.calendar.known_until else date.max

    def later(self) -> list[date]:
        """The working days of the ten weeks after: what may be held in either is spread over both."""
        return self.calendar.days(
            min(self.until_on + timedelta(days=1), self.calendar.known_until),
            min(self.until_on + timedelta(weeks=10), self.calendar.known_until),
        )

    def weeks(self) -> list[tuple[date, list[date]]]:
        """The Mondays with their working days that are still to come."""
        found: dict[date, list[date]] = {}
        for day in self.calendar.days(self.first_on, self.until_on):
            found.setdefault(monday_of(day), []).append(day)
        return list(found.items())


def typical_minutes(known: Iterable[Known], settings: PracticeSettings) -> int:
    """The mean length of the conferences, on the next ten minutes; of the two kinds, where none is known."""
    lengths = [int((one.ends_at - one.starts_at).total_seconds()) // 60 for one in known if one.state in COUNTED]
    mean = sum(lengths) / len(lengths) if lengths else (settings.initial_minutes + settings.review_minutes) / 2
    return max(10, -(-int(mean) // 10) * 10)


def rate_of_initials(known: Sequence[Known], ahead: Ahead) -> tuple[Rate, date, date]:
    """How many initial conferences (pre-birth and transfer-in with them) begin their clocks, and the days learnt from.

    Counted on the day from which their limit runs, which the diary cannot have moved, each once however often it was
    moved. The last 15 working days are left out: who asks late is not in the store yet.
    """
    until_on = ahead.calendar.add(ahead.on, -15)
    began = sorted(
        {
            (one.counted_from_on, one.family_id)
            for one in known
            if one.kind is not ConferenceKind.REVIEW and one.state in COUNTED
            if ahead.on - HISTORY <= one.counted_from_on <= until_on
        }
    )
    if not began:
        return learn((), ahead.on, ahead.on, ahead.calendar), until_on, until_on
    from_on = began[0][0]
    return learn([day for day, _ in began], from_on, until_on, ahead.calendar), from_on, until_on


def follow_shares(known: Sequence[Known], on: date) -> tuple[float, float]:
    """The shares of initial and of review conferences after which the family has a further review.

    Only conferences that lie so far back that the review must have been held; drawn to seven and five of ten where
    few are known.
    """
    reviews: dict[int, list[date]] = {}
    for one in known:
        if one.kind is ConferenceKind.REVIEW and one.state in HELD_STATES:
            reviews.setdefault(one.family_id, []).append(one.starts_at.date())
    counts = {False: [0, 0], True: [0, 0]}
    for one in known:
        is_review, day = one.kind is ConferenceKind.REVIEW, one.starts_at.date()
        within = _LATER_WITHIN if is_review else _FIRST_WITHIN
        if one.state in HELD_STATES and day + within < on:
            counts[is_review][1] += 1
            counts[is_review][0] += any(day < later <= day + within for later in reviews.get(one.family_id, ()))
    (first, firsts), (later, laters) = counts[False], counts[True]
    return (
        (first + _FIRST_PRIOR[0]) / (firsts + _FIRST_PRIOR[1]),
        (later + _LATER_PRIOR[0]) / (laters + _LATER_PRIOR[1]),
    )


def all_needs(
    reviews_due_on: Sequence[date], waiting: Sequence[Waiting], known: Sequence[Known], ahead: Ahead
) -> tuple[dict[Case, list[Need]], Basis]:
    """What must be held, in each case: known reviews and requests in all, the likely ones as the mean or the range has
    them; and what that rests on."""
    rate, from_on, until_on = rate_of_initials(known, ahead)
    first_share, later_share = follow_shares(known, ahead.on)
    certain = [review_need(day, Demand.REVIEW, ahead) for day in reviews_due_on]
    certain += [waiting_need(one, ahead) for one in waiting]
    weeks = ahead.weeks()
    means = [sum(rate.of_day(day, ahead.calendar) for day in days) for _, days in weeks]
    following = _following(known, waiting, weeks, means, (first_share, later_share), ahead)
    spread = rate.spread_over(len(weeks))
    cases: dict[Case, list[Need]] = {}
    for case, share in ((Case.LIKELY, None), (Case.HIGH, HIGH)):
        counts = likely_path(means) if share is None else path_at(means, spread, share, rate.drift)
        further = likely_path(following) if share is None else path_at(following, 1.0, share)
        cases[case] = [*certain, *_initials(weeks, counts, ahead), *_reviews(weeks, further, ahead)]
    basis = Basis(
        from_on=from_on,
        until_on=until_on,
        events=rate.events,
        term_week=5 * rate.term * rate.level,
        holiday_week=5 * rate.holiday * rate.level,
        spread=rate.spread,
        drift=rate.drift,
        first_follows=first_share,
        later_follows=later_share,
    )
    return cases, basis


def review_need(due_on: date, demand: Demand, ahead: Ahead) -> Need:
    """A review may be held in the last working days before its limit: twice the margin for reviews, at least ten."""
    room = max(10, 2 * ahead.settings.review_margin_working_days)
    if due_on > ahead.calendar.known_until:
        return Need(due_on, due_on, demand)
    return Need(min(max(ahead.first_on, ahead.calendar.add(due_on, -room)), due_on), due_on, demand)


def waiting_need(one: Waiting, ahead: Ahead) -> Need:
    """A request may be held once the police have had their notice, or at its limit, and never before tomorrow."""
    if one.kind is ConferenceKind.REVIEW:
        return review_need(one.due_on, Demand.WAITING, ahead)
    earliest_on = max(ahead.first_on, _prepared_on(one.received_on, ahead))
    return Need(min(earliest_on, one.due_on), one.due_on, Demand.WAITING)


def _prepared_on(day: date, ahead: Ahead) -> date:
    return ahead.calendar.add(day, ahead.settings.limit(LimitKey.POLICE_CHECKS).amount)


def _initials(weeks: Sequence[tuple[date, list[date]]], counts: Sequence[int], ahead: Ahead) -> list[Need]:
    """So many clocks begin in each week, evenly over its days; each may be held from its preparation to its limit."""
    needs = []
    for began_on in _evenly(weeks, counts):
        due_on = ahead.due_on(LimitKey.ICPC, began_on)
        earliest_on = date.max if due_on == date.max else _prepared_on(began_on, ahead)
        needs.append(Need(min(earliest_on, due_on), due_on, Demand.INITIAL))
    return needs


def _reviews(weeks: Sequence[tuple[date, list[date]]], counts: Sequence[int], ahead: Ahead) -> list[Need]:
    return [review_need(day, Demand.FOLLOWING, ahead) for day in _evenly(weeks, counts)]


def _evenly(weeks: Sequence[tuple[date, list[date]]], counts: Sequence[int]) -> list[date]:
    return [
        days[(2 * n + 1) * len(days) // (2 * count)]
        for (_, days), count in zip(weeks, counts, strict=True)
        for n in range(count)
    ]


def _following(
    known: Sequence[Known],
    waiting: Sequence[Waiting],
    weeks: Sequence[tuple[date, list[date]]],
    means: Sequence[float],
    shares: tuple[float, float],
    ahead: Ahead,
) -> list[float]:
    """The mean number of further reviews whose limits fall into each week: from conferences still to be held.

    Of a family with several coming conferences only the last brings a further one. An expected initial conference is
    taken to be held on its limit.
    """
    first_share, later_share = shares
    found = {monday: 0.0 for monday, _ in weeks}

    def add(day: date, is_review: bool, weight: float) -> None:
        due_on = ahead.due_on(LimitKey.LATER_REVIEW if is_review else LimitKey.FIRST_REVIEW, day)
        if due_on <= ahead.until_on and monday_of(due_on) in found:
            found[monday_of(due_on)] += weight * (later_share if is_review else first_share)

    last: dict[int, Known] = {}
    for one in sorted(known, key=lambda one: one.starts_at):
        if one.state in COMING_STATES and one.starts_at.date() > ahead.on:
            last[one.family_id] = one
    for one in last.values():
        add(one.starts_at.date(), one.kind is ConferenceKind.REVIEW, 1.0)
    for asked in waiting:
        add(asked.due_on, asked.kind is ConferenceKind.REVIEW, 1.0)
    for (_, days), mean in zip(weeks, means, strict=True):
        held_on = ahead.due_on(LimitKey.ICPC, days[len(days) // 2])
        if held_on < date.max:
            add(held_on, False, mean)
    return list(found.values())
