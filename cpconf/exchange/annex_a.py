"""Reads lists 5 and 7 of an Annex A workbook (Ofsted, August 2019) as authorities really send them; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypeVar

from cpconf.exchange import cells, codes
from cpconf.exchange.annex_checks import check_enquiry, check_plan, settle
from cpconf.exchange.annex_rows import AnnexA, ChildFacts, EnquiryRow, PlanRow, Problem, Severity
from cpconf.exchange.headings import ENQUIRIES, PLANS, Headings, Layout, choose_sheets, find_headings
from cpconf.exchange.workbook import ROW_LIMIT, Cancelled, OpenWorkbook, Progress, SheetRows, opened
from cpconf.plans.rules import Category
from cpconf.refusals import Refusal

T = TypeVar("T")
Row = TypeVar("Row", EnquiryRow, PlanRow)

# A row that holds nothing but formulas dragged down (ages, counts) is an empty row.
_DRAGGED: Final = frozenset({"age", "enquiries", "icpcs", "previous"})


def read_annex_a(
    path: Path,
    *,
    on: date | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    row_limit: int = ROW_LIMIT,
) -> AnnexA:
    """Read an Annex A workbook: its rows of lists 5 and 7 that may go in, and what is wrong with the others.

    Refusal: a list or column missing or double, too many rows, formulas never calculated, stopped by `cancelled`.
    Trouble: the file is damaged, protected or out of reach. With `on` (today) dates after it are refused too.
    `progress` gets rows read and rows in all. No sentence holds a value of a cell.
    """
    enquiry_sheet = plan_sheet = ""

    def choose(names: list[str]) -> list[str]:
        nonlocal enquiry_sheet, plan_sheet
        enquiry_sheet, plan_sheet = choose_sheets(names)
        return [enquiry_sheet, plan_sheet]

    with opened(path, choose, progress=progress, cancelled=cancelled, row_limit=row_limit) as workbook:
        enquiries = _List(workbook, workbook.sheets[enquiry_sheet], ENQUIRIES, on)
        plans = _List(workbook, workbook.sheets[plan_sheet], PLANS, on)
        enquiry_rows = enquiries.read(_enquiry, check_enquiry)
        plan_rows = plans.read(_plan, check_plan)
    settled = settle(enquiry_rows, plan_rows)
    problems = (*enquiries.problems, *plans.problems, *settled.problems)
    return AnnexA(
        enquiries=settled.enquiries,
        plans=settled.plans,
        problems=tuple(sorted(problems, key=lambda problem: (problem.list_number, problem.row))),
        listed_on_plans=frozenset(plans.ids),
    )


class _List:
    """One list being read: its rows and the problems met."""

    def __init__(self, workbook: OpenWorkbook, source: SheetRows, layout: Layout, on: date | None) -> None:
        self._epoch, self._source, self._layout, self._on = workbook.epoch, source, layout, on
        self.problems: list[Problem] = []
        self.ids: set[str] = set()

    def read(
        self, build: Callable[[_Line], Row | None], check: Callable[[Row, date | None], tuple[Row, list[Problem]]]
    ) -> list[Row]:
        headings = find_headings(self._source.name, self._source.rows, self._layout)
        _refuse_unsaved(self._source, headings)
        self._sheet_notes(headings)
        rows: list[Row] = []
        for number, values in self._source.rows:
            found = {key: values[place] for key, place in headings.places.items() if place < len(values)}
            line = _Line(self._source.name, number, found, self._layout, self._epoch)
            if line.is_empty:
                continue
            row = build(line)
            self.ids |= line.ids
            if row is not None:
                row, more = check(row, self._on)
                line.problems += more
            self.problems += line.problems
            if row is not None and not any(p.severity is Severity.REFUSED for p in line.problems):
                rows.append(row)
        return rows

    def _sheet_notes(self, headings: Headings) -> None:
        def note(column: str, words: str) -> None:
            self.problems.append(
                Problem(
                    list_number=self._layout.number,
                    sheet=self._source.name,
                    row=0,
                    column=column,
                    words=words,
                    severity=Severity.NOTE,
                )
            )

        for key in headings.missing:
            note(self._layout.title(key), "the sheet has no such column; it was read without")
        if self._source.extent.hidden:
            note("", f"{self._source.extent.hidden} hidden rows were read too")


def _refuse_unsaved(source: SheetRows, headings: Headings) -> None:
    for place in headings.places.values():
        row = source.extent.unsaved.get(place + 1, 0)
        if row > headings.row:
            raise Refusal(
                f"Sheet “{source.name}”, row {row}, holds a formula whose result was never saved. "
                "Open the workbook in Excel, save it and choose it again.",
                field="file",
            )


class _Line:
    """One row being read; remembers what is wrong instead of stopping at the first fault."""

    def __init__(self, sheet: str, row: int, values: Mapping[str, object], layout: Layout, epoch: datetime) -> None:
        self.sheet, self.row, self.epoch = sheet, row, epoch
        self._values, self._layout = values, layout
        self.problems: list[Problem] = []
        self.ids: set[str] = set()

    @property
    def is_empty(self) -> bool:
        return not any(not cells.is_nothing(value) for key, value in self._values.items() if key not in _DRAGGED)

    def problem(self, key: str, words: str, severity: Severity) -> None:
        title = self._layout.title(key) if key else ""
        self.problems.append(
            Problem(
                list_number=self._layout.number,
                sheet=self.sheet,
                row=self.row,
                column=title,
                words=words,
                severity=severity,
            )
        )

    def take(self, key: str, reader: Callable[[object], T], *, instead: T, strict: bool = False) -> T:
        """What `reader` makes of the cell. Unreadable: `strict` refuses the row, otherwise a note and `instead`."""
        try:
            return reader(self._values.get(key))
        except cells.Unreadable as fault:
            if strict:
                self.problem(key, fault.words, Severity.REFUSED)
            else:
                self.problem(key, f"{fault.words}; read as empty", Severity.NOTE)
            return instead

    def need(self, key: str, reader: Callable[[object], T | None]) -> T | None:
        """As `take`, strict, and the row is refused when the cell is empty."""
        before = len(self.problems)
        found = self.take(key, reader, instead=None, strict=True)
        if found in (None, "") and len(self.problems) == before:
            self.problem(key, "is empty", Severity.REFUSED)
        return found

    def is_unborn(self, key: str) -> bool:
        return cells.is_unborn(self._values.get(key))

    def day(self, key: str, *, strict: bool = True) -> date | None:
        # An unreadable date must not pass for an empty one: an empty end date means that the plan is open.
        return self.take(key, self.as_day, instead=None, strict=strict)

    def as_day(self, cell: object) -> date | None:
        return cells.day(cell, self.epoch)

    def coded(self, key: str, code: Callable[[str], T | None], *, strict: bool = False) -> T | None:
        return self.take(key, _coded(code), instead=None, strict=strict)

    def yes(self, key: str, *, strict: bool = False) -> bool | None:
        found = self.coded(key, codes.answer, strict=strict)
        return None if found in (None, "unknown") else found == "yes"

    def count(self, key: str) -> int | None:
        return self.take(key, _count, instead=None)

    def words(self, key: str) -> str | None:
        return self.take(key, cells.short_text, instead="") or None


def _coded(code: Callable[[str], T | None]) -> Callable[[object], T | None]:
    def read(cell: object) -> T | None:
        line = cells.text(cell)
        found = code(line)
        if line and found is None:
            raise cells.Unreadable("is not one of the words or codes of Annex A")
        return found

    return read


def _count(cell: object) -> int | None:
    found = cells.whole(cell)
    if found is not None and not 0 <= found <= 99:
        raise cells.Unreadable("is not a number from 0 to 99")
    return found


def _child(line: _Line) -> ChildFacts | None:
    la_child_id = line.need("la_child_id", cells.child_id)
    if la_child_id:
        line.ids.add(la_child_id)
    birth, unborn = _birth(line)
    facts = ChildFacts(
        la_child_id=la_child_id or "",
        sex=line.coded("sex", codes.sex),
        ethnicity=line.coded("ethnicity", codes.ethnicity),
        born_on=None if unborn else birth,
        expected_on=birth if unborn else None,
        disabled=line.yes("disabled"),
    )
    return facts if la_child_id else None


def _birth(line: _Line) -> tuple[date | None, bool]:
    """The date of birth, or the expected date and True for an unborn child (age -1, as Ofsted asks, or the word)."""
    age = line.take("age", cells.years, instead=None)
    if line.is_unborn("birth"):
        birth, unborn = None, True
    else:
        before = len(line.problems)
        birth, unborn = line.day("birth"), age is not None and age < 0
        if len(line.problems) > before:
            return None, unborn
    if birth is None:
        line.problem("birth", "is empty", Severity.NOTE)
    return birth, unborn


def _enquiry(line: _Line) -> EnquiryRow | None:
    child = _child(line)
    strategy_discussion_on = line.need("strategy_on", line.as_day)
    icpc_not_required = line.yes("unnecessary", strict=True)
    icpc_on = line.day("icpc_on")
    resulted = line.yes("resulted", strict=True)
    if child is None or strategy_discussion_on is None:
        return None
    return EnquiryRow(
        sheet=line.sheet,
        row=line.row,
        child=child,
        strategy_discussion_on=strategy_discussion_on,
        icpc_not_required=icpc_not_required,
        icpc_on=icpc_on,
        resulted_in_plan=resulted,
        enquiries_in_12_months=line.count("enquiries"),
        icpcs_in_12_months=line.count("icpcs"),
        team=line.words("team"),
        worker=line.words("worker"),
    )


def _plan(line: _Line) -> PlanRow | None:
    child = _child(line)
    started_on = line.need("start_on", line.as_day)
    initial: Category | None = line.need("initial", _coded(codes.category))
    latest: Category | None = line.need("latest", _coded(codes.category))
    review_on, ended_on = line.day("review_on"), line.day("end_on")
    if child is None or started_on is None or initial is None or latest is None:
        return None
    return PlanRow(
        sheet=line.sheet,
        row=line.row,
        child=child,
        started_on=started_on,
        initial_category=initial,
        latest_category=latest,
        last_visit_on=line.day("visit_on", strict=False),
        seen_alone=line.yes("seen_alone"),
        latest_review_on=review_on,
        ended_on=ended_on,
        protection_powers=line.yes("order"),
        previous_plans=line.count("previous"),
        team=line.words("team"),
        worker=line.words("worker"),
    )
