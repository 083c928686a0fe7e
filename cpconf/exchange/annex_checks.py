"""What may not be true of rows of Annex A lists 5 and 7, alone and together; knows no workbook and no store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, TypeVar

from cpconf.exchange.annex_rows import ChildFacts, EnquiryRow, PlanRow, Problem, Severity
from cpconf.people.rules import Ethnicity, Sex

Row = TypeVar("Row", EnquiryRow, PlanRow)
AnyRow = EnquiryRow | PlanRow

PREGNANCY: Final = timedelta(
    weeks=40
)  # nothing is recorded of a child longer before birth; local procedures start at 24 weeks
OVERDUE: Final = timedelta(weeks=4)
ROWS_OF_A_CHILD: Final = 30  # in one list; a list covers six months
SATURDAY: Final = 5
ID_TITLE: Final = "Child Unique ID"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The rows that remain when both lists were laid side by side, and what was found."""

    enquiries: tuple[EnquiryRow, ...]
    plans: tuple[PlanRow, ...]
    problems: tuple[Problem, ...]


def problem_of(row: AnyRow, words: str, severity: Severity, column: str = "") -> Problem:
    """A problem at a row's place."""
    number = 5 if isinstance(row, EnquiryRow) else 7
    return Problem(list_number=number, sheet=row.sheet, row=row.row, column=column, words=words, severity=severity)


def check_enquiry(row: EnquiryRow, on: date | None) -> tuple[EnquiryRow, list[Problem]]:
    """What is wrong with one row of list 5. `on`: today, after which nothing can have happened; None: not checked."""
    found: list[Problem] = []

    def say(words: str, severity: Severity = Severity.REFUSED) -> None:
        found.append(problem_of(row, words, severity))

    if row.icpc_on is not None:
        if row.icpc_on < row.strategy_discussion_on:
            say("the initial conference is dated before the section 47 enquiry (census rule 8615)")
        if row.icpc_not_required:
            say("the initial conference has a date and is called unnecessary")
        if row.icpc_on.weekday() >= SATURDAY:
            say("the initial conference is dated at a weekend (census rule 8875)", Severity.NOTE)
    elif row.resulted_in_plan:
        say("a plan resulted, but the initial conference has no date", Severity.NOTE)
    if row.icpc_not_required and row.resulted_in_plan:
        say("the initial conference is called unnecessary, yet a plan resulted")
    found += _against_birth(row, row.strategy_discussion_on, "the section 47 enquiry started")
    found += _in_future(row, on, {"section 47 enquiry": row.strategy_discussion_on})
    return row, found


def check_plan(row: PlanRow, on: date | None) -> tuple[PlanRow, list[Problem]]:
    """What is wrong with one row of list 7, and the row without a review date that is none. `on` as above."""
    found: list[Problem] = []

    def say(words: str, severity: Severity = Severity.REFUSED) -> None:
        found.append(problem_of(row, words, severity))

    if row.ended_on is not None and row.ended_on < row.started_on:
        say("the plan ends before it starts (census rule 8925)")
    if row.ended_on == row.started_on:
        say("the plan ends on the day it starts (census rule 8840)")
    found += _against_birth(row, row.started_on, "the plan started")
    # A review held or a plan ended in the future cannot be; a review that is not after the start is the ICPC or one of
    # an earlier plan: leaving that date out loses less than leaving out a child who is on a plan.
    happened = {
        "plan start": row.started_on,
        "plan end": row.ended_on,
        "latest review conference": row.latest_review_on,
    }
    found += _in_future(row, on, happened)
    if row.latest_review_on is not None and row.latest_review_on <= row.started_on:
        say(
            "the latest review conference is not after the start of the plan (census rule 8841); its date was left out",
            Severity.NOTE,
        )
        row = replace(row, latest_review_on=None)
    elif row.latest_review_on is not None and row.ended_on is not None and row.latest_review_on > row.ended_on:
        say("the latest review conference is after the end of the plan", Severity.NOTE)
    return row, found


def _against_birth(row: AnyRow, started_on: date, what: str) -> list[Problem]:
    birth = row.child.born_on or row.child.expected_on
    if birth is None:
        return []
    if started_on < birth - PREGNANCY:
        words = f"{what} more than {PREGNANCY.days // 7} weeks before birth; one of the dates is wrong"
        return [problem_of(row, words, Severity.REFUSED)]
    if row.child.born_on is not None and started_on < birth:
        return [problem_of(row, f"{what} before birth", Severity.NOTE)]
    if row.child.expected_on is not None and started_on > birth + OVERDUE:
        words = f"{what} more than {OVERDUE.days // 7} weeks after the expected date of birth of an unborn child"
        return [problem_of(row, words, Severity.NOTE)]
    return []


def _in_future(row: AnyRow, on: date | None, happened: dict[str, date | None]) -> list[Problem]:
    dates = {**happened, "date of birth": row.child.born_on}
    return [
        problem_of(row, f"the {what} lies in the future", Severity.REFUSED)
        for what, day in dates.items()
        if on is not None and day is not None and day > on
    ]


def settle(enquiries: Iterable[EnquiryRow], plans: Iterable[PlanRow]) -> Settled:
    """Take out rows that contradict each other inside a list and rows that repeat another; note what the two lists
    say differently of one child (list 7 counts)."""
    bench = _Bench([*enquiries], [*plans])
    bench.ids_spelled_alike()
    bench.enquiries = bench.sift(bench.enquiries, _enquiries_at_odds)
    bench.plans = bench.sift(bench.plans, _plans_at_odds)
    bench.lists_side_by_side()
    return Settled(enquiries=tuple(bench.enquiries), plans=tuple(bench.plans), problems=tuple(bench.problems))


def folded_id(la_child_id: str) -> str:
    """The id as Excel may have left it: without leading zeros, in one case. Two ids alike here may be one child."""
    return la_child_id.casefold().lstrip("0")


class _Bench:
    def __init__(self, enquiries: list[EnquiryRow], plans: list[PlanRow]) -> None:
        self.enquiries, self.plans = enquiries, plans
        self.problems: list[Problem] = []

    def ids_spelled_alike(self) -> None:
        spellings: dict[str, set[str]] = defaultdict(set)
        rows: list[AnyRow] = [*self.enquiries, *self.plans]
        for row in rows:
            spellings[folded_id(row.child.la_child_id)].add(row.child.la_child_id)
        unsure = {id_ for ids in spellings.values() if len(ids) > 1 for id_ in ids}
        for row in rows:
            if row.child.la_child_id in unsure:
                words = (
                    "another row has this id with other leading zeros or capitals; "
                    "Excel may have dropped zeros. Make the ids alike"
                )
                self.problems.append(problem_of(row, words, Severity.REFUSED, ID_TITLE))
        self.enquiries = [row for row in self.enquiries if row.child.la_child_id not in unsure]
        self.plans = [row for row in self.plans if row.child.la_child_id not in unsure]

    def sift(self, rows: list[Row], at_odds: Callable[[Row, Row], str]) -> list[Row]:
        """Refuse every row at odds with another of the same child; of rows that say the same keep the first."""
        out: set[int] = set()
        for of_child in _by_child(rows).values():
            if len(of_child) > ROWS_OF_A_CHILD:
                words = f"more than {ROWS_OF_A_CHILD} rows have this id; the ids may have been filled down"
                self.problems += [problem_of(row, words, Severity.REFUSED, ID_TITLE) for row in of_child]
                out |= {row.row for row in of_child}
                continue
            for place, row in enumerate(of_child):
                out |= self._against_earlier(row, of_child[:place], at_odds)
        return [row for row in rows if row.row not in out]

    def _against_earlier(self, row: Row, before: list[Row], at_odds: Callable[[Row, Row], str]) -> set[int]:
        same = next((earlier for earlier in before if _content(row) == _content(earlier)), None)
        if same is not None:
            words = f"says the same as row {same.row} and was read once"
            self.problems.append(problem_of(row, words, Severity.NOTE))
            return {row.row}
        out: set[int] = set()
        for earlier in before:
            words = _children_at_odds(row.child, earlier.child) or at_odds(row, earlier)
            if words:
                out |= {row.row, earlier.row}
                for one, other in ((row, earlier), (earlier, row)):
                    self.problems.append(problem_of(one, f"{words} (row {other.row})", Severity.REFUSED))
        return out

    def lists_side_by_side(self) -> None:
        plans = _by_child(self.plans)
        for row in self.enquiries:
            for plan in plans.get(row.child.la_child_id, [])[:1]:
                for column in _told_differently(row.child, plan.child):
                    words = f"differs from {plan.sheet}, row {plan.row}, which counts"
                    self.problems.append(problem_of(row, words, Severity.NOTE, column))
        for id_, rows in _by_child(self.enquiries).items():
            self._start_without_conference(rows, plans.get(id_, []))

    def _start_without_conference(self, rows: list[EnquiryRow], plans: list[PlanRow]) -> None:
        """Census rule 2885: a plan starts on the day of an initial conference."""
        held = {row.icpc_on for row in rows if row.icpc_on is not None and row.resulted_in_plan}
        first = min(row.strategy_discussion_on for row in rows)
        for plan in plans:
            if held and plan.started_on >= first and plan.started_on not in held:
                words = "the plan does not start on the day of an initial conference of list 5 (census rule 2885)"
                self.problems.append(problem_of(plan, words, Severity.NOTE))


def _by_child(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.child.la_child_id].append(row)
    return found


def _content(row: Row) -> Row:
    return replace(row, row=0)


def _children_at_odds(one: ChildFacts, other: ChildFacts) -> str:
    if one.born_on and other.born_on and one.born_on != other.born_on:
        return "another row of this child has another date of birth"
    if {one.sex, other.sex} == {Sex.MALE, Sex.FEMALE}:
        return "another row of this child has another sex"
    return ""


def _enquiries_at_odds(one: EnquiryRow, other: EnquiryRow) -> str:
    if one.strategy_discussion_on == other.strategy_discussion_on:
        return "another row of this child starts an enquiry on the same day and differs"
    return ""


def _plans_at_odds(one: PlanRow, other: PlanRow) -> str:
    if one.started_on == other.started_on:
        return "another row of this child starts a plan on the same day and differs"
    if overlap(one.started_on, one.ended_on, other.started_on, other.ended_on):
        return "another row of this child is a plan that runs at the same time (census rules 8935, 8940)"
    return ""


def overlap(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    """Whether two plans run at the same time; one may start on the day the other ends. No end: open."""
    return (end is None or other_start < end) and (other_end is None or start < other_end)


def _told_differently(one: ChildFacts, other: ChildFacts) -> list[str]:
    pairs = (
        ("Gender", one.sex, other.sex, Sex.UNKNOWN),
        ("Ethnicity", one.ethnicity, other.ethnicity, Ethnicity.NOBT),
        ("Date of Birth", one.born_on or one.expected_on, other.born_on or other.expected_on, None),
        ("Does the Child have a Disability", one.disabled, other.disabled, None),
    )
    return [column for column, a, b, silent in pairs if a != b and a not in (None, silent) and b not in (None, silent)]
