"""Rows of Annex A lists 5 and 7 as typed values, and what is wrong with a row; knows no workbook and no store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cpconf.people.rules import Ethnicity, Sex
from cpconf.plans.rules import Category


class Severity(StrEnum):
    """`refused`: the row is left out of the import. `note`: the row goes in, the person should know."""

    REFUSED = "refused"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong, by sheet, row (0: the whole sheet) and Ofsted's heading ("": the whole row); no child's data."""

    list_number: int
    sheet: str
    row: int
    column: str
    words: str
    severity: Severity

    @property
    def sentence(self) -> str:
        """One sentence, "List 7, row 4, Gender: …"."""
        place = [self.sheet, f"row {self.row}" if self.row else "", self.column]
        return f"{', '.join(part for part in place if part)}: {self.words}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFacts:
    """What both lists say of a child; at most one of the birth dates is given. Annex A has no names."""

    la_child_id: str
    sex: Sex | None = None
    ethnicity: Ethnicity | None = None
    born_on: date | None = None
    expected_on: date | None = None
    disabled: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryRow:
    """List 5: one section 47 enquiry and its initial conference. `icpc_not_required` None: not yet decided."""

    sheet: str
    row: int
    child: ChildFacts
    strategy_discussion_on: date
    icpc_not_required: bool | None = None
    icpc_on: date | None = None
    resulted_in_plan: bool | None = None
    enquiries_in_12_months: int | None = None
    icpcs_in_12_months: int | None = None
    team: str | None = None
    worker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """List 7: a child's latest child protection plan. `ended_on` None: open."""

    sheet: str
    row: int
    child: ChildFacts
    started_on: date
    initial_category: Category
    latest_category: Category
    last_visit_on: date | None = None
    seen_alone: bool | None = None
    latest_review_on: date | None = None
    ended_on: date | None = None
    protection_powers: bool | None = None
    previous_plans: int | None = None
    team: str | None = None
    worker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexA:
    """Both lists, only the rows that may go in; everything said of the others and of these; and every id that stands
    in list 7, also on refused rows."""

    enquiries: tuple[EnquiryRow, ...]
    plans: tuple[PlanRow, ...]
    problems: tuple[Problem, ...] = ()
    listed_on_plans: frozenset[str] = frozenset()

    @property
    def refused(self) -> tuple[Problem, ...]:
        """Why rows were left out."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.REFUSED)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What the person should know of rows that go in."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.NOTE)
