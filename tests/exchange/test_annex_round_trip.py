"""Whatever rows are written into a workbook, with whatever dirt, are read back as what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from cpconf.exchange.annex_a import read_annex_a
from cpconf.exchange.annex_rows import AnnexA, ChildFacts, EnquiryRow, PlanRow
from cpconf.people.rules import ETHNICITY_WORDS, Ethnicity, Sex
from cpconf.plans.rules import Category
from tests.exchange.workbooks import annex

days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
flags = st.none() | st.booleans()
names = st.none() | st.sampled_from(["Duty Team 1", "Ann Other", "Zoë O'Hara-Ng", "Żaneta Łąk"])
children = st.builds(
    ChildFacts,
    la_child_id=st.from_regex(r"[1-9][0-9]{0,7}|[A-Z]{2}[0-9]{3}", fullmatch=True),
    sex=st.none() | st.sampled_from(Sex),
    ethnicity=st.none() | st.sampled_from(Ethnicity),
    born_on=st.dates(date(2009, 1, 1), date(2019, 12, 31)),
    disabled=flags,
)


@st.composite
def enquiry_rows(draw: st.DrawFn) -> EnquiryRow:
    started = draw(days)
    held = draw(st.none() | st.dates(started, date(2027, 6, 30)))
    return EnquiryRow(
        sheet="List 5",
        row=0,
        child=draw(children),
        strategy_discussion_on=started,
        icpc_not_required=draw(st.sampled_from([None, False])) if held else draw(flags),
        icpc_on=held,
        resulted_in_plan=draw(flags) if held else None,
        enquiries_in_12_months=draw(st.none() | st.integers(0, 5)),
        icpcs_in_12_months=draw(st.none() | st.integers(0, 5)),
        team=draw(names),
        worker=draw(names),
    )


@st.composite
def plan_rows(draw: st.DrawFn) -> PlanRow:
    start, review, end = sorted(draw(st.lists(days, min_size=3, max_size=3, unique=True)))
    return PlanRow(
        sheet="List 7",
        row=0,
        child=draw(children),
        started_on=start,
        initial_category=draw(st.sampled_from(Category)),
        latest_category=draw(st.sampled_from(Category)),
        last_visit_on=draw(st.none() | days),
        seen_alone=draw(flags),
        latest_review_on=draw(st.sampled_from([None, review])),
        ended_on=draw(st.sampled_from([None, end])),
        protection_powers=draw(flags),
        previous_plans=draw(st.none() | st.integers(0, 9)),
        team=draw(names),
        worker=draw(names),
    )


class Hand:
    """Writes values as one of the people who fill in Annex A might."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def one(self, *ways: object) -> object:
        return self._draw(st.sampled_from(ways))

    def empty(self) -> object:
        return self.one(None, "", " ", "\u00a0", "#N/A", "NULL", "-")

    def id(self, id_: str) -> object:
        return self.one(id_, f" {id_}\u00a0", *([int(id_), float(id_), f"{id_}.0"] if id_.isdigit() else []))

    def day(self, day: date | None) -> object:
        if day is None:
            return self.empty()
        serial = (day - date(1899, 12, 30)).days
        return self.one(
            day, datetime(day.year, day.month, day.day, 23, 59), f"{day:%d/%m/%Y}", f"{day:%d/%m/%Y}\u00a0",
            day.isoformat(), f"{day:%d %b %Y}", serial, float(serial), str(serial),
        )  # fmt: skip

    def flag(self, yes: bool | None, *unknown: str) -> object:
        if yes is None:
            return self.one(self.empty(), *unknown)
        return self.one("a) Yes", "Yes", "Y", "1 - Yes", True) if yes else self.one("b) No", "NO", "n", "0 - No", False)

    def sex(self, sex: Sex | None) -> object:
        ways = {
            Sex.MALE: ("a) Male", "Male", "m", "A)\u00a0MALE"),
            Sex.FEMALE: ("b) Female", "F", "female "),
            Sex.UNKNOWN: ("c) Not stated/recorded", "d) Neither", "U", "Unknown"),
        }
        return self.one(*ways[sex]) if sex else self.empty()

    def ethnicity(self, code: Ethnicity | None) -> object:
        return (
            self.one(code.value, f"a) {code}", f"{code} - some words", ETHNICITY_WORDS[code]) if code else self.empty()
        )

    def category(self, code: Category) -> object:
        ways = {
            Category.NEGLECT: ("a) Neglect", "NEG", "neglect"),
            Category.PHYSICAL: ("b) Physical abuse", "Physical\u00a0abuse", "PHY"),
            Category.SEXUAL: ("c) Sexual abuse", "SAB", "Sexual"),
            Category.EMOTIONAL: ("d) Emotional abuse", "EMO", "Likelihood of Emotional"),
            Category.MULTIPLE: ("e) Multiple/not recommended", "MUL", "Neglect; Emotional abuse"),
        }
        return self.one(*ways[code])

    def number(self, number: int | None) -> object:
        return self.empty() if number is None else self.one(number, float(number), f"{number} ")

    def name(self, name: str | None) -> object:
        return self.one(name, name.replace(" ", "\u00a0"), f"  {name}\n") if name else self.empty()

    def child(self, child: ChildFacts) -> list[object]:
        return [
            self.id(child.la_child_id), self.sex(child.sex), self.ethnicity(child.ethnicity), self.day(child.born_on),
            self.one(None, 7, 7.4999, "7"), self.flag(child.disabled, "c) Unknown"),
        ]  # fmt: skip

    def enquiry(self, row: EnquiryRow) -> list[object]:
        return [
            *self.child(row.child), self.day(row.strategy_discussion_on), self.flag(row.icpc_not_required),
            self.day(row.icpc_on), self.flag(row.resulted_in_plan), self.number(row.enquiries_in_12_months),
            self.number(row.icpcs_in_12_months), self.name(row.team), self.name(row.worker),
        ]  # fmt: skip

    def plan(self, row: PlanRow) -> list[object]:
        return [
            *self.child(row.child), self.day(row.started_on), self.category(row.initial_category),
            self.category(row.latest_category), self.day(row.last_visit_on), self.flag(row.seen_alone, "c) Unknown"),
            self.day(row.latest_review_on), self.day(row.ended_on), self.flag(row.protection_powers),
            self.number(row.previous_plans), self.name(row.team), self.name(row.worker),
        ]  # fmt: skip


@st.composite
def written(
    draw: st.DrawFn,
) -> tuple[list[EnquiryRow], list[PlanRow], Sequence[list[object]], Sequence[list[object]]]:
    enquiries = draw(st.lists(enquiry_rows(), max_size=4, unique_by=lambda row: row.child.la_child_id))
    plans = draw(st.lists(plan_rows(), max_size=4, unique_by=lambda row: row.child.la_child_id))
    hand = Hand(draw)
    return enquiries, plans, [hand.enquiry(row) for row in enquiries], [hand.plan(row) for row in plans]


@settings(deadline=None, max_examples=30)
@given(written(), st.integers(0, 3))
def test_what_was_written_is_read_back(
    rows: tuple[list[EnquiryRow], list[PlanRow], Sequence[list[object]], Sequence[list[object]]], gap: int
) -> None:
    enquiries, plans, enquiry_cells, plan_cells = rows
    blank = [[None, " ", "#N/A", None, 3] for _ in range(gap)]
    with TemporaryDirectory() as folder:
        read = read_annex_a(
            annex(Path(folder) / "a.xlsx", enquiries=[*blank, *enquiry_cells], plans=[*plan_cells, *blank])
        )
    assert read.refused == ()
    told = AnnexA(enquiries=tuple(enquiries), plans=tuple(plans))
    assert [_unplaced(row) for row in read.enquiries] == list(told.enquiries)
    assert [_unplaced(row) for row in read.plans] == list(told.plans)
    assert [row.row for row in read.enquiries] == [number + gap + 2 for number in range(len(enquiries))]


def _unplaced(row: EnquiryRow | PlanRow) -> EnquiryRow | PlanRow:
    return replace(row, row=0)
