from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import page
import pytest

import tests.reference
from cpconf.plans.paper import plan_pdf
from cpconf.plans.sheet import PlanKind, PlanSheet
from tests.paper.reading import aloud, failures, seen, squeezed, strings
from tests.paper.samples import plan

REFERENCES = Path(tests.reference.__file__).parent / "papers"
KINDS = pytest.mark.parametrize("kind", list(PlanKind))


@KINDS
def test_a_plan_passes_pdf_ua_and_pdf_a(kind: PlanKind) -> None:
    pdf = plan_pdf(plan(kind))
    assert failures(pdf) == []
    assert failures(pdf, page.ValidationProfile.PDF_A_2A) == []


@KINDS
def test_a_plan_says_all_that_its_sheet_holds(kind: PlanKind) -> None:
    sheet = plan(kind)
    pdf = plan_pdf(sheet)
    found = squeezed(aloud(pdf) + "".join(seen(pdf)))
    assert [text for text in strings(replace(sheet, child="")) if squeezed(text).rstrip(".") not in found] == []


@KINDS
def test_a_plan_reads_as_its_reference(kind: PlanKind) -> None:
    assert aloud(plan_pdf(plan(kind, 2))) + "\n" == (REFERENCES / f"plan-{kind}.txt").read_text("utf-8")


def bare(kind: PlanKind) -> PlanSheet:
    sheet = plan(kind)
    bared = replace(sheet, dangers_and_goals=(), outcomes=(), contingency=(), core_group=())
    return replace(bared, dates=(), signatories=(), childs_view="")


@KINDS
def test_an_empty_part_says_so_or_is_left_out(kind: PlanKind) -> None:
    pdf = plan_pdf(bare(kind))
    assert failures(pdf) == []
    found = aloud(pdf)
    assert "No danger statement has been recorded." in found
    assert "No contingency plan has been recorded." in found
    assert "Signatures" not in found
    assert "Next dates" not in found


@KINDS
def test_equal_plans_are_equal_bytes(kind: PlanKind) -> None:
    assert plan_pdf(plan(kind)) == plan_pdf(plan(kind))


def test_an_action_without_a_date_says_so() -> None:
    sheet = plan(PlanKind.OUTLINE, 1)
    (row,) = sheet.outcomes
    dateless = replace(row, actions=(replace(row.actions[0], by_on=None),))
    assert "no date set" in aloud(plan_pdf(replace(sheet, outcomes=(dateless,))))
