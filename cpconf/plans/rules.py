"""Categories, periods, due dates and marks of a child protection plan; knows no record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.limits import LimitKey, TimeLimit, Unit
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal

PlanId = NewType("PlanId", int)
PlanVersionId = NewType("PlanVersionId", int)
OutcomeId = NewType("OutcomeId", int)
ActionId = NewType("ActionId", int)


class Category(StrEnum):
    """CIN census 00113 and 00114; MUL is allowed by the census but off by default here."""

    NEGLECT = "NEG"
    PHYSICAL = "PHY"
    SEXUAL = "SAB"
    EMOTIONAL = "EMO"
    MULTIPLE = "MUL"


CATEGORY_WORDS = {
    Category.NEGLECT: "Neglect",
    Category.PHYSICAL: "Physical abuse",
    Category.SEXUAL: "Sexual abuse",
    Category.EMOTIONAL: "Emotional abuse",
    Category.MULTIPLE: "Multiple",
}


class EndReason(StrEnum):
    """Why a plan ended (domain.md section 4)."""

    RISK_REDUCED = "risk_reduced"
    LOOKED_AFTER = "looked_after"
    TRANSFERRED = "transferred"
    TURNED_18 = "turned_18"
    DIED = "died"
    LEFT_UK = "left_uk"
    OTHER = "other"
    IMPORTED = "imported"
    MADE_IN_ERROR = "made_in_error"  # withdrawn before the minutes were approved; counted nowhere


class Progress(StrEnum):
    """Progress of an outcome as reviewed (domain.md section 5)."""

    NOT_STARTED = "not_started"
    ACHIEVED = "achieved"
    PARTLY = "partly"
    NOT_ACHIEVED = "not_achieved"
    WORSE = "worse"


PROGRESS_WORDS = {
    Progress.NOT_STARTED: "New",
    Progress.ACHIEVED: "Achieved",
    Progress.PARTLY: "Partly achieved",
    Progress.NOT_ACHIEVED: "Not achieved",
    Progress.WORSE: "Worse",
}


class PlanKind(StrEnum):
    """The outline leaves the room; the core group writes the full plan."""

    OUTLINE = "outline"
    FULL = "full"


END_WORDS = {
    EndReason.RISK_REDUCED: "Risk reduced",
    EndReason.LOOKED_AFTER: "Child looked after",
    EndReason.TRANSFERRED: "Transferred to another authority",
    EndReason.TURNED_18: "Turned 18",
    EndReason.DIED: "Died",
    EndReason.LEFT_UK: "Left the United Kingdom",
    EndReason.OTHER: "Other",
    EndReason.IMPORTED: "Ended before the records were taken over",
    EndReason.MADE_IN_ERROR: "Recorded in error",
}
ADMINISTRATIVE = frozenset(
    {
        EndReason.LOOKED_AFTER,
        EndReason.TRANSFERRED,
        EndReason.TURNED_18,
        EndReason.DIED,
        EndReason.LEFT_UK,
        EndReason.OTHER,
    }
)
"""Ends that need no review, only the head of service's authority (domain.md section 4)."""
KIND_WORDS = {PlanKind.OUTLINE: "Outline plan", PlanKind.FULL: "Full plan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmartAction:
    """One action of a row as the marks see it; `done_on`: it needs no date any more."""

    what: str
    who: str
    by_on: date | None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmartRow:
    """One row of a plan as the marks see it, on day `on`, with the next review where it is known."""

    need: str
    outcome: str
    measure: str
    baseline: str
    on: date
    actions: tuple[SmartAction, ...] = ()
    next_review_on: date | None = None


_NOBODY_IN_PARTICULAR = frozenset(
    {"all", "everyone", "everybody", "all agencies", "professionals", "tbc", "tba", "n/a"}
)


def smart_marks(row: SmartRow) -> tuple[str, ...]:
    """What keeps a row from being SMART, each in a few words, most needed first; empty when nothing does.

    It looks for an outcome, a measure of reduced risk with its baseline, and for each open action what, who and a
    date that is neither past nor after the next review. It never blocks (domain.md section 5: a date, never "ongoing").
    """
    texts = {"outcome for the child": row.outcome, "measure": row.measure, "baseline": row.baseline, "need": row.need}
    marks = [f"No {name}" for name, text in texts.items() if not text.strip()]
    if not row.actions:
        marks.append("No action")
    several = len(row.actions) > 1
    for number, action in enumerate(row.actions, 1):
        for mark in _action_marks(action, row):
            marks.append(f"Action {number}: {mark}" if several else mark[0].upper() + mark[1:])
    return tuple(marks)


def _action_marks(action: SmartAction, row: SmartRow) -> Iterator[str]:
    if not action.what.strip():
        yield "what is done is missing"
    who = action.who.strip().casefold()
    if not who:
        yield "who does it is missing"
    elif who in _NOBODY_IN_PARTICULAR:
        yield "name one person who does it"
    if action.done_on is not None:
        return
    if action.by_on is None:
        yield "by when is missing: give a date"
    elif action.by_on < row.on:
        yield "by when is past"
    elif row.next_review_on is not None and action.by_on > row.next_review_on:
        yield "by when is after the next review"


def check_start(started_on: date, category: Category | None, *, several: bool) -> Category:
    """The category of a plan that starts on a conference's day, or a refusal: weekend (8875), none, or MUL."""
    if started_on.weekday() > 4:
        raise Refusal("A plan starts on the day of a conference, which is never on a weekend.", "started_on")
    if category is None:
        raise Refusal("A plan needs a category: choose the main one.", "category")
    if category is Category.MULTIPLE and not several:
        raise Refusal("This authority records one main category: choose it.", "category")
    return category


def check_end(started_on: date, ended_on: date, *, latest_review_on: date | None, on: date) -> None:
    """Refuse an end on or before the start (8840, 8925), before a review that was held, or in the future."""
    if ended_on <= started_on:
        raise Refusal("A plan cannot end on or before the day it started.", "ended_on")
    if latest_review_on is not None and ended_on < latest_review_on:
        raise Refusal("A plan cannot end before its latest review.", "ended_on")
    if ended_on > on:
        raise Refusal("A plan ends on a day that has come: record it then.", "ended_on")


def count_previous(earlier: Iterable[int]) -> int:
    """How many plans a child had here before: `earlier` are the counts that each earlier plan itself carries.

    An imported plan may know of plans that are not in this store, so the longest memory wins.
    """
    counts = list(earlier)
    return max([len(counts), *(count + 1 for count in counts)])


def first_review_due_on(
    conference_on: date,
    calendar: WorkingCalendar,
    settings: PracticeSettings,
    *,
    birth_on: date | None = None,
) -> date:
    """3 months from the conference; with a birth after it, the sooner of that and 20 working days from the birth.

    `birth_on` may be the expected day, until the child is born.
    """
    first = (settings.limit(LimitKey.FIRST_REVIEW), conference_on)
    if birth_on is None or birth_on < conference_on:
        return calendar.due_on(*first)
    return calendar.soonest(first, (settings.limit(LimitKey.POST_BIRTH_REVIEW), birth_on))


def visit_working_days(limit: TimeLimit) -> int | None:
    """The practice's visit limit in working days; None where it is in months or hours and has to be said."""
    per_unit = {Unit.WORKING_DAYS: 1.0, Unit.CALENDAR_DAYS: 5 / 7, Unit.WEEKS: 5.0}.get(limit.unit)
    return None if per_unit is None else max(1, int(limit.amount * per_unit))


def visit_words(working_days: int | None) -> str:
    """How often the child is seen; empty where it is not set."""
    if working_days is None:
        return ""
    return "Every working day" if working_days == 1 else f"At least every {working_days} working days"
