"""SMART marks, periods and due dates of plans, without a store."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.diary.working_days import WorkingCalendar
from cpconf.plans import rules
from cpconf.plans.rules import Category, EndReason, PlanKind, Progress, SmartAction, SmartRow, smart_marks
from cpconf.practice.limits import LimitKey
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal

TODAY = date(2026, 3, 10)
REVIEW = date(2026, 6, 10)
SETTINGS = PracticeSettings.of({})
CALENDAR = WorkingCalendar.of(SETTINGS)


def action(**values: Any) -> SmartAction:
    whole: dict[str, Any] = {"what": "Take Robin to breakfast club", "who": "Mo Testling", "by_on": date(2026, 4, 1)}
    return SmartAction(**(whole | values))


def row(*actions: SmartAction, **values: Any) -> SmartRow:
    whole: dict[str, Any] = {
        "need": "Robin is hungry",
        "outcome": "Robin eats three times a day",
        "measure": "School sees no hunger for a month",
        "baseline": "Hungry on four days of five",
        "on": TODAY,
        "next_review_on": REVIEW,
        "actions": actions or (action(),),
    }
    return SmartRow(**(whole | values))


def test_a_smart_row_has_no_marks() -> None:
    assert smart_marks(row()) == ()


@pytest.mark.parametrize(
    ("smart", "marks"),
    [
        (row(outcome=" "), ("No outcome for the child",)),
        (row(measure=""), ("No measure",)),
        (row(baseline=""), ("No baseline",)),
        (row(need=""), ("No need",)),
        (row(actions=()), ("No action",)),
        (row(action(what=" ")), ("What is done is missing",)),
        (row(action(who="")), ("Who does it is missing",)),
        (row(action(who="All agencies")), ("Name one person who does it",)),
        (row(action(by_on=None)), ("By when is missing: give a date",)),
        (row(action(by_on=TODAY - timedelta(days=1))), ("By when is past",)),
        (row(action(by_on=TODAY)), ()),
        (row(action(by_on=REVIEW)), ()),
        (row(action(by_on=REVIEW + timedelta(days=1))), ("By when is after the next review",)),
        (row(action(by_on=REVIEW + timedelta(days=1)), next_review_on=None), ()),
        (row(action(by_on=TODAY - timedelta(days=1), done_on=TODAY)), ()),
        (row(action(by_on=None, done_on=TODAY)), ()),
        (row(action(), action(who="", by_on=None)), (
            "Action 2: who does it is missing",
            "Action 2: by when is missing: give a date",
        )),
    ],
)  # fmt: skip
def test_each_mark_names_what_is_missing(smart: SmartRow, marks: tuple[str, ...]) -> None:
    assert smart_marks(smart) == marks


texts = st.sampled_from(["", " ", "ongoing", "Everyone", "A real sentence."])
days = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
actions = st.builds(SmartAction, what=texts, who=texts, by_on=days, done_on=days)
rows = st.builds(
    SmartRow,
    need=texts,
    outcome=texts,
    measure=texts,
    baseline=texts,
    actions=st.lists(actions, max_size=3).map(tuple),
    on=st.just(TODAY),
    next_review_on=days,
)


@given(rows)
def test_marks_never_block_and_never_repeat(smart: SmartRow) -> None:
    marks = smart_marks(smart)
    assert len(set(marks)) == len(marks)
    assert all(mark and mark[0].isupper() for mark in marks)


@given(rows)
def test_an_action_that_is_done_needs_no_date(smart: SmartRow) -> None:
    done = tuple(SmartAction(what=a.what, who=a.who, by_on=a.by_on, done_on=TODAY) for a in smart.actions)
    finished = row(*done, next_review_on=smart.next_review_on) if done else row()
    assert not any("by when" in mark.casefold() for mark in smart_marks(finished))


@pytest.mark.parametrize(
    ("started_on", "category", "several", "words"),
    [
        (date(2026, 3, 14), Category.NEGLECT, False, "weekend"),
        (TODAY, None, False, "needs a category"),
        (TODAY, Category.MULTIPLE, False, "one main category"),
    ],
)
def test_a_plan_that_cannot_start_is_refused(
    started_on: date, category: Category | None, several: bool, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        rules.check_start(started_on, category, several=several)


def test_a_plan_may_start_with_several_categories_where_allowed() -> None:
    assert rules.check_start(TODAY, Category.MULTIPLE, several=True) is Category.MULTIPLE


@pytest.mark.parametrize(
    ("ended_on", "latest_review_on", "words"),
    [
        (TODAY, None, "on or before the day it started"),
        (TODAY - timedelta(days=1), None, "on or before the day it started"),
        (date(2026, 4, 1), date(2026, 5, 1), "before its latest review"),
        (date(2026, 7, 2), None, "has come"),
    ],
)
def test_a_plan_that_cannot_end_is_refused(ended_on: date, latest_review_on: date | None, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refusal:
        rules.check_end(TODAY, ended_on, latest_review_on=latest_review_on, on=date(2026, 7, 1))
    assert refusal.value.field == "ended_on"


def test_a_plan_may_end_on_the_day_of_its_latest_review() -> None:
    rules.check_end(TODAY, date(2026, 6, 2), latest_review_on=date(2026, 6, 2), on=date(2026, 6, 2))


@pytest.mark.parametrize(
    ("earlier", "count"),
    [([], 0), ([0], 1), ([0, 1], 2), ([2], 3), ([0, 5], 6), ([0, 0, 0], 3)],
)
def test_previous_plans_are_those_here_and_those_an_imported_one_remembers(earlier: list[int], count: int) -> None:
    assert rules.count_previous(earlier) == count


@given(st.lists(st.integers(0, 20), max_size=10))
def test_a_further_plan_never_lowers_the_count(earlier: list[int]) -> None:
    assert rules.count_previous([*earlier, rules.count_previous(earlier)]) == rules.count_previous(earlier) + 1


@pytest.mark.parametrize(
    ("conference_on", "birth_on", "due_on"),
    [
        (TODAY, None, date(2026, 6, 10)),
        (date(2026, 3, 13), None, date(2026, 6, 12)),  # 13 June is a Saturday: booked earlier
        (date(2026, 11, 30), None, date(2027, 2, 26)),  # clamped to Sunday 28 February, then earlier
        (TODAY, date(2026, 4, 1), date(2026, 5, 1)),
        (TODAY, date(2026, 6, 1), date(2026, 6, 10)),
        (TODAY, date(2026, 3, 1), date(2026, 6, 10)),
    ],
)
def test_the_first_review_is_due_in_three_months_or_twenty_working_days_after_a_birth(
    conference_on: date, birth_on: date | None, due_on: date
) -> None:
    assert rules.first_review_due_on(conference_on, CALENDAR, SETTINGS, birth_on=birth_on) == due_on


@pytest.mark.parametrize(
    ("amount", "unit", "days"),
    [(10, "working days", 10), (4, "weeks", 20), (14, "calendar days", 10), (1, "calendar months", None)],
)
def test_the_visit_limit_is_understood_in_working_days(amount: int, unit: str, days: int | None) -> None:
    settings = PracticeSettings.of({"limit.visit": {"amount": amount, "unit": unit}})
    assert rules.visit_working_days(settings.limit(LimitKey.VISIT)) == days


def test_visits_have_words() -> None:
    assert rules.visit_words(None) == ""
    assert rules.visit_words(1) == "Every working day"
    assert rules.visit_words(10) == "At least every 10 working days"


def test_every_value_has_its_words() -> None:
    assert set(rules.CATEGORY_WORDS) == set(Category)
    assert set(rules.PROGRESS_WORDS) == set(Progress)
    assert set(rules.END_WORDS) == set(EndReason)
    assert set(rules.KIND_WORDS) == set(PlanKind)
