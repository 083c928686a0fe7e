"""What may not be true of rows of lists 5 and 7."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.exchange.annex_checks import (
    ROWS_OF_A_CHILD,
    Settled,
    check_enquiry,
    check_plan,
    folded_id,
    overlap,
    settle,
)
from cpconf.exchange.annex_rows import ChildFacts, EnquiryRow, PlanRow, Problem, Severity
from cpconf.people.rules import Ethnicity, Sex
from cpconf.plans.rules import Category

CHILD = ChildFacts(
    la_child_id="700001", sex=Sex.FEMALE, ethnicity=Ethnicity.WBRI, born_on=date(2018, 3, 5), disabled=False
)
ENQUIRY = EnquiryRow(
    sheet="List 5",
    row=2,
    child=CHILD,
    strategy_discussion_on=date(2026, 3, 2),
    icpc_on=date(2026, 3, 20),
    resulted_in_plan=True,
)
PLAN = PlanRow(
    sheet="List 7",
    row=2,
    child=CHILD,
    started_on=date(2026, 3, 20),
    initial_category=Category.NEGLECT,
    latest_category=Category.NEGLECT,
)


def enquiry(child: dict[str, Any] | None = None, **values: Any) -> EnquiryRow:
    return replace(ENQUIRY, child=replace(CHILD, **(child or {})), **values)


def plan(child: dict[str, Any] | None = None, **values: Any) -> PlanRow:
    return replace(PLAN, child=replace(CHILD, **(child or {})), **values)


def told(problems: list[Problem] | tuple[Problem, ...]) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.severity.value, problem.words) for problem in problems]


def of_plan(row: PlanRow, on: date | None = None) -> list[tuple[str, str]]:
    return [(p.severity.value, p.words) for p in check_plan(row, on)[1]]


def of_enquiry(row: EnquiryRow, on: date | None = None) -> list[tuple[str, str]]:
    return [(p.severity.value, p.words) for p in check_enquiry(row, on)[1]]


def test_sound_rows_have_no_problems() -> None:
    assert check_enquiry(ENQUIRY, None) == (ENQUIRY, [])
    assert check_plan(PLAN, None) == (PLAN, [])


def test_a_problem_names_its_place() -> None:
    problem = check_plan(plan(ended_on=date(2026, 3, 20)), None)[1][0]
    assert problem.sentence == "List 7, row 2: the plan ends on the day it starts (census rule 8840)."
    assert (problem.list_number, problem.column) == (7, "")


@pytest.mark.parametrize(("days", "severity"), [(-1, "8925"), (0, "8840"), (1, None)])
def test_a_plan_ends_after_the_day_it_starts(days: int, severity: str | None) -> None:
    found = of_plan(plan(ended_on=PLAN.started_on + timedelta(days=days)))
    assert [(s, severity in w) for s, w in found if severity] == ([("refused", True)] if severity else [])
    assert len(found) == (1 if severity else 0)


@pytest.mark.parametrize("days", [-30, 0])
def test_a_review_that_is_not_after_the_start_is_left_out_and_the_child_stays_on_the_plan(days: int) -> None:
    row, found = check_plan(plan(latest_review_on=PLAN.started_on + timedelta(days=days)), None)
    assert row == PLAN
    assert [(p.severity, "8841" in p.words) for p in found] == [(Severity.NOTE, True)]


def test_a_review_after_the_end_is_noted() -> None:
    row = plan(ended_on=date(2026, 6, 1), latest_review_on=date(2026, 6, 2))
    assert check_plan(row, None)[0] == row
    assert of_plan(row) == [("note", "the latest review conference is after the end of the plan")]
    assert of_plan(replace(row, latest_review_on=date(2026, 6, 1))) == []


def test_a_conference_before_its_enquiry_is_refused() -> None:
    found = of_enquiry(enquiry(icpc_on=date(2026, 3, 1)))
    assert found[0] == (
        "refused", "the initial conference is dated before the section 47 enquiry (census rule 8615)"
    )  # fmt: skip
    assert of_enquiry(enquiry(icpc_on=date(2026, 3, 2))) == []


@pytest.mark.parametrize(("day", "noted"), [(20, False), (21, True), (22, True), (23, False)])
def test_a_conference_at_a_weekend_is_noted(day: int, noted: bool) -> None:
    found = of_enquiry(enquiry(icpc_on=date(2026, 3, day)))
    assert [(s, "8875" in w) for s, w in found] == ([("note", True)] if noted else [])


def test_a_conference_both_held_and_unnecessary_is_refused() -> None:
    found = of_enquiry(enquiry(icpc_not_required=True, resulted_in_plan=None))
    assert found == [("refused", "the initial conference has a date and is called unnecessary")]
    found = of_enquiry(enquiry(icpc_not_required=True, icpc_on=None))
    assert ("refused", "the initial conference is called unnecessary, yet a plan resulted") in found


def test_a_plan_that_resulted_from_a_conference_without_a_date_is_noted() -> None:
    found = of_enquiry(enquiry(icpc_on=None))
    assert found == [("note", "a plan resulted, but the initial conference has no date")]


@given(st.integers(-400, 400))
def test_up_to_forty_weeks_before_birth_is_pre_birth_work_and_longer_before_cannot_be(days: int) -> None:
    started = date(2026, 3, 20)
    child = {"born_on": started + timedelta(days=days)}
    expected = [] if days <= 0 else ["note"] if days <= 280 else ["refused"]
    assert [s for s, _ in of_plan(plan(child, started_on=started))] == expected
    row = enquiry(child, strategy_discussion_on=started, icpc_on=None, resulted_in_plan=None)
    assert [s for s, _ in of_enquiry(row)] == expected


@pytest.mark.parametrize(("days", "severity"), [(281, "refused"), (280, None), (0, None), (-28, None), (-29, "note")])
def test_an_unborn_childs_plan_lies_around_the_pregnancy(days: int, severity: str | None) -> None:
    child = {"born_on": None, "expected_on": PLAN.started_on + timedelta(days=days)}
    assert [s for s, _ in of_plan(plan(child))] == ([severity] if severity else [])


def test_a_child_without_any_birth_date_is_not_held_against_it() -> None:
    assert of_plan(plan({"born_on": None})) == []


def test_nothing_can_have_happened_after_today_but_an_expected_birth() -> None:
    today = date(2026, 3, 19)
    assert of_plan(PLAN, today) == [("refused", "the plan start lies in the future")]
    assert of_plan(PLAN, date(2026, 3, 20)) == []
    late = plan(ended_on=date(2026, 7, 1), latest_review_on=date(2026, 7, 1))
    assert [w for _, w in of_plan(late, date(2026, 6, 30))] == [
        "the plan end lies in the future",
        "the latest review conference lies in the future",
    ]
    assert of_enquiry(ENQUIRY, date(2026, 3, 1)) == [("refused", "the section 47 enquiry lies in the future")]
    assert of_enquiry(ENQUIRY, date(2026, 3, 2)) == []  # a conference may be booked
    unborn = plan({"born_on": None, "expected_on": date(2026, 6, 1)})
    assert of_plan(unborn, date(2026, 4, 1)) == []
    assert ("refused", "the date of birth lies in the future") in of_plan(
        plan({"born_on": date(2026, 6, 1)}), date(2026, 4, 1)
    )


def test_rows_that_say_the_same_are_read_once() -> None:
    found = settle([ENQUIRY, replace(ENQUIRY, row=3)], [PLAN, replace(PLAN, row=3), replace(PLAN, row=4)])
    assert (found.enquiries, found.plans) == ((ENQUIRY,), (PLAN,))
    assert told(found.problems) == [
        (3, "note", "says the same as row 2 and was read once"),
        (3, "note", "says the same as row 2 and was read once"),
        (4, "note", "says the same as row 2 and was read once"),
    ]


def both_refused(found: Settled, words: str) -> bool:
    return told(found.problems) == [
        (3, "refused", f"{words} (row 2)"),
        (2, "refused", f"{words} (row 3)"),
    ]


def test_two_plans_from_one_day_that_differ_are_both_refused() -> None:
    found = settle([], [PLAN, plan(row=3, team="Other Team"), plan({"la_child_id": "700002"}, row=4)])
    assert [row.row for row in found.plans] == [4]
    assert both_refused(found, "another row of this child starts a plan on the same day and differs")


def test_two_plans_at_the_same_time_are_both_refused() -> None:
    found = settle([], [PLAN, plan(row=3, started_on=date(2026, 5, 1))])
    assert found.plans == ()
    assert both_refused(
        found, "another row of this child is a plan that runs at the same time (census rules 8935, 8940)"
    )


def test_a_second_plan_after_the_first_has_ended_is_no_contradiction() -> None:
    first = plan(ended_on=date(2026, 5, 1))
    second = plan(row=3, started_on=date(2026, 5, 1))
    assert settle([], [first, second]) == Settled(enquiries=(), plans=(first, second), problems=())


def test_two_enquiries_from_one_day_that_differ_are_both_refused() -> None:
    found = settle([ENQUIRY, enquiry(row=3, worker="Ann Other")], [])
    assert found.enquiries == ()
    assert both_refused(found, "another row of this child starts an enquiry on the same day and differs")


def test_several_enquiries_of_a_child_are_no_contradiction() -> None:
    rows = [ENQUIRY, enquiry(row=3, strategy_discussion_on=date(2026, 1, 5), icpc_on=None, resulted_in_plan=False)]
    assert settle(rows, []) == Settled(enquiries=tuple(rows), plans=(), problems=())


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"born_on": date(2018, 5, 3)}, "another row of this child has another date of birth"),
        ({"sex": Sex.MALE}, "another row of this child has another sex"),
    ],
)
def test_rows_of_one_list_that_describe_two_children_under_one_id_are_refused(
    other: dict[str, Any], words: str
) -> None:
    found = settle([ENQUIRY, enquiry(other, row=3, strategy_discussion_on=date(2026, 1, 5))], [])
    assert found.enquiries == ()
    assert both_refused(found, words)


@pytest.mark.parametrize("other", [{"sex": Sex.UNKNOWN}, {"born_on": None}, {"ethnicity": Ethnicity.NOBT}])
def test_a_row_that_knows_less_does_not_contradict(other: dict[str, Any]) -> None:
    rows = [ENQUIRY, enquiry(other, row=3, strategy_discussion_on=date(2026, 1, 5))]
    assert settle(rows, []).problems == ()


def test_an_id_that_was_filled_down_is_refused() -> None:
    rows = [
        enquiry(row=number, strategy_discussion_on=date(2026, 1, 1) + timedelta(days=number))
        for number in range(2, ROWS_OF_A_CHILD + 3)
    ]
    assert settle(rows[:-1], []).problems == ()
    found = settle(rows, [])
    assert found.enquiries == ()
    assert {(p.severity, p.column) for p in found.problems} == {(Severity.REFUSED, "Child Unique ID")}
    assert len(found.problems) == len(rows)


@pytest.mark.parametrize(("one", "other"), [("0700001", "700001"), ("AB12", "ab12")])
def test_ids_that_differ_only_as_excel_would_change_them_are_refused_in_both_lists(one: str, other: str) -> None:
    found = settle([enquiry({"la_child_id": one})], [plan({"la_child_id": other}), plan({"la_child_id": "9"}, row=3)])
    assert (found.enquiries, [row.row for row in found.plans]) == ((), [3])
    assert [(p.list_number, p.row, p.severity.value) for p in found.problems] == [(5, 2, "refused"), (7, 2, "refused")]
    assert folded_id(one) == folded_id(other)


def test_what_the_lists_say_differently_of_a_child_is_noted_and_list_7_counts() -> None:
    other = {
        "sex": Sex.MALE,
        "ethnicity": Ethnicity.MOTH,
        "born_on": date(2018, 5, 3),
        "disabled": True,
    }
    found = settle([ENQUIRY], [plan(other, row=9)])
    assert (len(found.enquiries), len(found.plans)) == (1, 1)
    assert [(p.list_number, p.column, p.words, p.severity.value) for p in found.problems] == [
        (5, column, "differs from List 7, row 9, which counts", "note")
        for column in ("Gender", "Ethnicity", "Date of Birth", "Does the Child have a Disability")
    ]


def test_a_list_that_knows_less_is_not_said_to_differ() -> None:
    less = {"sex": Sex.UNKNOWN, "ethnicity": Ethnicity.NOBT, "born_on": None, "disabled": None}
    assert settle([ENQUIRY], [plan(less)]).problems == ()


def test_a_plan_that_does_not_start_on_a_conference_is_noted() -> None:
    found = settle([ENQUIRY], [plan(started_on=date(2026, 3, 23))])
    assert [(p.list_number, p.severity.value, "2885" in p.words) for p in found.problems] == [(7, "note", True)]
    assert settle([ENQUIRY], [plan(started_on=date(2025, 1, 10))]).problems == ()
    assert settle([enquiry(resulted_in_plan=False)], [plan(started_on=date(2026, 3, 23))]).problems == ()


@given(
    st.tuples(st.integers(0, 9), st.none() | st.integers(1, 9)),
    st.tuples(st.integers(0, 9), st.none() | st.integers(1, 9)),
)
def test_plans_overlap_when_they_share_a_day_the_end_day_not_counted(
    one: tuple[int, int | None], other: tuple[int, int | None]
) -> None:
    first = date(2026, 1, 1)

    def days(start: int, length: int | None) -> set[int]:
        return set(range(start, start + length if length else 40))

    def ends(start: int, length: int | None) -> date | None:
        return first + timedelta(days=start + length) if length else None

    shared = bool(days(*one) & days(*other))
    got = overlap(first + timedelta(days=one[0]), ends(*one), first + timedelta(days=other[0]), ends(*other))
    assert got is shared
