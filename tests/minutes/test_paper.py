from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import page
import pytest

import tests.reference
from cpconf.minutes.paper import minutes_pdf
from cpconf.minutes.sheet import (
    CoreGroupHeld,
    Decision,
    MinutesSheet,
    OutcomeProgress,
    ReviewFacts,
    Section,
    VisitCount,
)
from cpconf.paper.imprint import Status
from cpconf.paper.lines import Typesetter
from tests.paper.reading import aloud, elements, failures, seen, squeezed, strings
from tests.paper.samples import ADA, long_minutes, short_minutes

REFERENCES = Path(tests.reference.__file__).parent / "papers"


def review_minutes() -> MinutesSheet:
    review = ReviewFacts(
        core_groups=(CoreGroupHeld(held_on=date(2026, 11, 24), attended="Zofia Przykład, Tobias Imaginary"),),
        visits=(VisitCount(child=ADA.name, due=8, made=7, note="One missed, school closed"),),
        progress=(OutcomeProgress(child=ADA.name, outcome="At school in time", progress="Partly achieved"),),
        is_category_right="Yes, neglect is still the main worry.",
        are_end_criteria_met="Not yet.",
    )
    sheet = short_minutes()
    occasion = replace(sheet.occasion, conference_type="Review child protection conference")
    return replace(sheet, occasion=occasion, review=review)


SHEETS = pytest.mark.parametrize(
    "sheet", [short_minutes(), long_minutes(), review_minutes()], ids=["short", "long", "review"]
)


@SHEETS
def test_minutes_pass_pdf_ua_and_pdf_a(sheet: MinutesSheet) -> None:
    pdf = minutes_pdf(sheet)
    assert failures(pdf) == []
    assert failures(pdf, page.ValidationProfile.PDF_A_2A) == []


@SHEETS
def test_minutes_say_all_that_their_sheet_holds(sheet: MinutesSheet) -> None:
    pdf = minutes_pdf(sheet)
    found = squeezed(aloud(pdf) + "".join(seen(pdf))).casefold()
    missing = [text for text in strings(sheet) if squeezed(text).rstrip(".").casefold() not in found]
    assert [text for text in missing if not any(char > "\u0590" and char < "\u0900" for char in text)] == []


@pytest.mark.parametrize(("name", "sheet"), [("short", short_minutes()), ("review", review_minutes())])
def test_minutes_read_as_their_reference(name: str, sheet: MinutesSheet) -> None:
    assert aloud(minutes_pdf(sheet)) + "\n" == (REFERENCES / f"minutes-{name}.txt").read_text("utf-8")


def test_minutes_of_three_children_and_twenty_rows_take_about_a_dozen_pages() -> None:
    pages = seen(minutes_pdf(long_minutes()))
    assert 11 <= len(pages) <= 16
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_headings_begin_at_one_and_skip_no_level() -> None:
    found = [int(one.role[1]) for one in elements(minutes_pdf(long_minutes())) if one.role in ("H1", "H2", "H3")]
    assert found[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_equal_minutes_are_equal_bytes_even_from_a_used_typesetter() -> None:
    setter = Typesetter()
    first = minutes_pdf(long_minutes(), setter=setter)
    assert minutes_pdf(long_minutes(), setter=setter) == first == minutes_pdf(long_minutes())


def test_a_draft_says_so_and_approved_minutes_do_not() -> None:
    sheet = short_minutes()
    assert "The chair has not yet approved these minutes." in aloud(minutes_pdf(sheet))
    approved = replace(sheet, imprint=replace(sheet.imprint, status=Status.APPROVED))
    assert "not yet approved" not in aloud(minutes_pdf(approved))


def test_a_withheld_address_leaves_no_trace() -> None:
    sheet = short_minutes()
    withheld = replace(sheet, children=(replace(ADA, address=""),))
    assert ADA.address in aloud(minutes_pdf(sheet))
    assert "Address" not in aloud(minutes_pdf(withheld))


def test_an_unborn_child_has_an_expected_date() -> None:
    assert "14 February 2027 (unborn)" in aloud(minutes_pdf(long_minutes()))


def test_lateness_is_stated_with_its_reason() -> None:
    sheet = long_minutes()
    late = replace(sheet.occasion, working_days=17, lateness_reason="No interpreter could be found")
    found = aloud(minutes_pdf(replace(sheet, occasion=late)))
    assert "Held 17 working days after the strategy discussion of 22 October 2026 (limit 15)" in found
    assert "No interpreter could be found" in found


def test_a_section_without_words_says_so() -> None:
    sheet = replace(short_minutes(), sections=(Section(heading="Grey areas"),))
    assert "Nothing was recorded under this heading." in aloud(minutes_pdf(sheet))


def test_sections_of_one_heading_share_it() -> None:
    found = [one.text for one in elements(minutes_pdf(long_minutes())) if one.role == "H2"]
    assert found.count("The child's voice") == 1


def test_minutes_without_a_decision_say_so() -> None:
    assert "No decision is recorded." in aloud(minutes_pdf(replace(short_minutes(), decisions=())))


def test_each_childs_decision_stands_under_its_name() -> None:
    decisions = tuple(Decision(child=name, outcome="Plan made", category="Neglect") for name in ("Ada", "Ben"))
    found = aloud(minutes_pdf(replace(short_minutes(), decisions=decisions)))
    assert "Ada\nPlan made. Category: Neglect.\nBen\nPlan made. Category: Neglect." in found
