"""From which day each kind of conference counts and until when it is in time; knows no record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cpconf.bookings.rules import ConferenceKind
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import LimitKey, PracticeSettings
from cpconf.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The day that counts as day 0, and the last day in time."""

    counted_from_on: date
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The conference of one child that was actually held last; `born_on` only for a child discussed before birth."""

    on: date
    was_review: bool
    born_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a request says of its days; `expected_on` of its unborn children, `held` of its children's last ones."""

    received_on: date
    strategy_discussion_on: date | None = None
    s47_started_on: date | None = None
    notice_on: date | None = None
    expected_on: Sequence[date] = ()
    held: Sequence[Held] = ()


def check_days(facts: Facts) -> None:
    """Refuse days that lie after the receipt of the request."""
    for field, day, what in (
        ("strategy_discussion_on", facts.strategy_discussion_on, "strategy discussion"),
        ("s47_started_on", facts.s47_started_on, "start of the s47 enquiry"),
        ("notice_on", facts.notice_on, "notice of the transfer"),
    ):
        if day is not None and day > facts.received_on:
            raise Refusal(f"The {what} lies after the request was received: check the date.", field)


def clock_for(kind: ConferenceKind, facts: Facts, calendar: WorkingCalendar, settings: PracticeSettings) -> Clock:
    """The clock of a request by the practice's limits (domain.md section 2); fixed when the request is recorded.

    Refuses a request without the day from which its kind counts.
    """
    check_days(facts)
    if kind is ConferenceKind.REVIEW:
        return _review(facts, calendar, settings)
    if kind is ConferenceKind.PRE_BIRTH:
        return _pre_birth(facts, calendar, settings)
    if kind is ConferenceKind.TRANSFER_IN:
        if facts.notice_on is None:
            raise Refusal("Give the day of the written notice: a transfer-in conference counts from it.", "notice_on")
        return _from(facts.notice_on, LimitKey.TRANSFER_IN, calendar, settings)
    if facts.strategy_discussion_on is None:
        raise Refusal(
            "Give the day of the strategy discussion that began the s47 enquiry: the limit counts from it.",
            "strategy_discussion_on",
        )
    return _from(facts.strategy_discussion_on, LimitKey.ICPC, calendar, settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeBirth:
    """The days of a pre-birth conference: aimed at, at the latest, and before which no plan begins."""

    aim_on: date
    latest_on: date
    earliest_on: date


def before_birth(expected_on: Sequence[date], calendar: WorkingCalendar, settings: PracticeSettings) -> BeforeBirth:
    """About three months before the birth, by 34 weeks, never before 24 weeks (domain.md section 2).

    Of several expected births the soonest sets the aim and the latest day, and the last the earliest.
    """
    if not expected_on:
        raise Refusal("A pre-birth conference needs an unborn child with an expected date of birth.", "children")
    latest_on = calendar.due_on(settings.limit(LimitKey.PRE_BIRTH_LATEST), min(expected_on))
    earliest_on = calendar.due_on(settings.limit(LimitKey.PRE_BIRTH_EARLIEST), max(expected_on))
    aim_on = calendar.due_on(settings.limit(LimitKey.PRE_BIRTH_AIM), min(expected_on))
    aim_on = min(max(aim_on, earliest_on), latest_on)
    return BeforeBirth(aim_on=aim_on, latest_on=latest_on, earliest_on=min(earliest_on, latest_on))


def earliest_pre_birth(
    expected_on: Sequence[date], calendar: WorkingCalendar, settings: PracticeSettings
) -> date | None:
    """The first day on which a pre-birth conference can be held; None where every child is born."""
    return before_birth(expected_on, calendar, settings).earliest_on if expected_on else None


def _from(day: date, key: LimitKey, calendar: WorkingCalendar, settings: PracticeSettings) -> Clock:
    return Clock(counted_from_on=day, due_on=calendar.due_on(settings.limit(key), day))


def _pre_birth(facts: Facts, calendar: WorkingCalendar, settings: PracticeSettings) -> Clock:
    """Due so long before the expected birth; where that is past already, as an initial conference."""
    start_on = facts.strategy_discussion_on or facts.received_on
    due_on = before_birth(facts.expected_on, calendar, settings).latest_on
    if due_on <= facts.received_on:
        return _from(start_on, LimitKey.ICPC, calendar, settings)
    return Clock(counted_from_on=start_on, due_on=due_on)


def _review(facts: Facts, calendar: WorkingCalendar, settings: PracticeSettings) -> Clock:
    """The soonest of the children's clocks; each from the conference actually held last."""
    if not facts.held:
        raise Refusal(
            "There is nothing to review: none of these children has had a conference or is on a plan.", "kind"
        )
    clocks = []
    for held in facts.held:
        key = LimitKey.LATER_REVIEW if held.was_review else LimitKey.FIRST_REVIEW
        limits = [(settings.limit(key), held.on)]
        if held.born_on is not None and not held.was_review:
            limits.append((settings.limit(LimitKey.POST_BIRTH_REVIEW), held.born_on))
        clocks.append(Clock(counted_from_on=held.on, due_on=calendar.soonest(*limits)))
    return min(clocks, key=lambda clock: clock.due_on)
