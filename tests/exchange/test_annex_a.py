"""Reading Annex A: the published workbooks, and every dirt of real ones."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cpconf.exchange.annex_a import read_annex_a
from cpconf.exchange.annex_rows import AnnexA, ChildFacts, EnquiryRow, PlanRow
from cpconf.people.rules import Ethnicity, Sex
from cpconf.plans.rules import Category
from cpconf.refusals import Refusal
from tests.exchange.workbooks import annex, enquiry, plan

SAMPLES = Path(__file__).parent.parent / "reference" / "annex_a"


def test_the_sample_of_january_2024_is_read_but_for_the_plan_that_cannot_be() -> None:
    read = read_annex_a(SAMPLES / "Annex_A_2024_Jan.xlsx")
    assert [row.child.la_child_id for row in read.enquiries] == [
        "11641472", "6537810", "10273003", "4073694", "11578763",
    ]  # fmt: skip
    assert [row.row for row in read.plans] == [2, 3, 4, 5, 6, 7]
    assert [problem.sentence for problem in read.refused] == [
        "List 7, row 8: the plan started more than 40 weeks before birth; one of the dates is wrong."
    ]
    assert [problem.sentence for problem in read.notes] == ["List 7, row 2: the plan started before birth."]
    assert "6913085" in read.listed_on_plans
    assert read.enquiries[0] == EnquiryRow(
        sheet="List 5",
        row=2,
        child=ChildFacts(
            la_child_id="11641472",
            sex=Sex.FEMALE,
            ethnicity=Ethnicity.NOBT,
            born_on=date(2010, 9, 15),
            disabled=True,
        ),
        strategy_discussion_on=date(2020, 9, 16),
        icpc_not_required=False,
        icpc_on=date(2020, 10, 5),
        resulted_in_plan=True,
        enquiries_in_12_months=1,
        icpcs_in_12_months=1,
        team="Children with Disabilities Team",
        worker="Delta Arthur",
    )
    assert read.plans[1] == PlanRow(
        sheet="List 7",
        row=3,
        child=ChildFacts(
            la_child_id="5358472",
            sex=Sex.MALE,
            ethnicity=Ethnicity.OOTH,
            born_on=date(2015, 5, 29),
            disabled=False,
        ),
        started_on=date(2021, 2, 8),
        initial_category=Category.PHYSICAL,
        latest_category=Category.PHYSICAL,
        last_visit_on=date(2021, 3, 2),
        seen_alone=True,
        protection_powers=False,
        previous_plans=1,
        team="Locality 4 Unit 1",
        worker="Petra Wills",
    )


def test_ofsteds_empty_template_is_read_as_two_empty_lists() -> None:
    read = read_annex_a(SAMPLES / "ofsted_template_aug2019_with_sample_rows.xlsx")
    assert read == AnnexA(enquiries=(), plans=())


def one_plan(tmp_path: Path, **values: object) -> AnnexA:
    return read_annex_a(annex(tmp_path / "a.xlsx", plans=[plan(**values)]))


def one_enquiry(tmp_path: Path, **values: object) -> AnnexA:
    return read_annex_a(annex(tmp_path / "a.xlsx", enquiries=[enquiry(**values)]))


@pytest.mark.parametrize("names", [("list_5", "LIST_7"), ("List 5 - s47 and ICPC", "List 7: CP"), ("list5", "List 07")])
def test_sheet_names_are_found_however_they_are_spelled(tmp_path: Path, names: tuple[str, str]) -> None:
    safe = (names[0], names[1].replace(":", " "))
    read = read_annex_a(annex(tmp_path / "a.xlsx", enquiries=[enquiry()], plans=[plan()], names=safe))
    assert (len(read.enquiries), len(read.plans), read.problems) == (1, 1, ())


def test_titles_notes_and_a_merged_row_may_stand_above_the_headings(tmp_path: Path) -> None:
    def titled(book: Workbook) -> None:
        sheet = book["List 7"]
        sheet.insert_rows(1, 5)
        sheet["A1"] = "List 7: Child protection"
        sheet.merge_cells("A1:Q1")
        sheet["A3"] = "Child Unique ID is the id of the case system"

    read = read_annex_a(annex(tmp_path / "a.xlsx", plans=[plan()], edit=titled))
    assert [row.row for row in read.plans] == [7]


def test_headings_are_known_by_their_words_not_by_place_case_or_punctuation(tmp_path: Path) -> None:
    spelled = {
        "Child Unique ID": "Child\u00a0Unique  ID ",
        "Gender": "SEX",
        "Date of Birth": "D.O.B",
        "Age of Child (Years)": "Age",
        "Does the Child have a Disability": "Disability?",
        "Was the Child Seen Alone?": "child seen alone",
        "Child Protection Plan Start Date": "CP plan start date",
        "Allocated Worker": "Allocated Social Worker",
    }

    def spell(book: Workbook) -> None:
        sheet = book["List 7"]
        for cell in sheet[1]:
            cell.value = spelled.get(str(cell.value), cell.value)
        sheet.insert_cols(1, 2)
        sheet["A1"] = "Our own reference"

    read = read_annex_a(annex(tmp_path / "a.xlsx", plans=[plan()], edit=spell))
    assert len(read.plans) == 1
    assert read.plans[0].worker == "Tess Ting"
    assert read.problems == ()


def test_a_column_that_is_not_needed_may_be_missing_and_that_is_said(tmp_path: Path) -> None:
    def without_age(book: Workbook) -> None:
        book["List 7"].delete_cols(5)

    read = read_annex_a(annex(tmp_path / "a.xlsx", plans=[plan()], edit=without_age))
    assert len(read.plans) == 1
    assert [note.sentence for note in read.notes] == [
        "List 7, Age of Child (Years): the sheet has no such column; it was read without."
    ]


def test_empty_rows_between_after_and_of_dragged_formulas_are_no_rows(tmp_path: Path) -> None:
    nothing: list[object] = [None] * 17
    blanks: list[object] = ["\u00a0", "", "#N/A", 0, 126.2, "", 0, *[None] * 10]
    rows = [plan(), nothing, blanks, plan(la_child_id="700002"), nothing, blanks]
    read = read_annex_a(annex(tmp_path / "a.xlsx", plans=rows))
    assert [row.row for row in read.plans] == [2, 5]
    assert read.problems == ()


def test_hidden_and_filtered_rows_are_read_and_that_is_said(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        book["List 7"].row_dimensions[3].hidden = True
        book["List 7"].auto_filter.ref = "A1:Q3"

    read = read_annex_a(annex(tmp_path / "a.xlsx", plans=[plan(), plan(la_child_id="700002")], edit=hide))
    assert len(read.plans) == 2
    assert [note.sentence for note in read.notes] == ["List 7: 1 hidden rows were read too."]


def test_dates_of_a_workbook_that_counts_from_1904_are_the_same_days(tmp_path: Path) -> None:
    def mac(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        book["List 7"]["J2"] = (datetime(2026, 6, 2) - CALENDAR_MAC_1904).days

    read = read_annex_a(annex(tmp_path / "a.xlsx", plans=[plan()], edit=mac))
    assert read.plans[0].started_on == date(2026, 3, 20)
    assert read.plans[0].last_visit_on == date(2026, 6, 2)


def test_an_unborn_child_has_an_expected_date_and_no_date_of_birth(tmp_path: Path) -> None:
    for age in (-1, "-1", -0.13, "Unborn"):
        child = one_plan(tmp_path, age=age, birth=date(2026, 5, 1), sex="c) Not stated/recorded").plans[0].child
        assert (child.expected_on, child.born_on, child.sex) == (date(2026, 5, 1), None, Sex.UNKNOWN)


def test_the_word_unborn_in_place_of_a_date_of_birth_is_an_unborn_child_without_a_date(tmp_path: Path) -> None:
    read = one_plan(tmp_path, birth="Unborn", age=None)
    assert (read.plans[0].child.expected_on, read.plans[0].child.born_on) == (None, None)
    assert [note.sentence for note in read.notes] == ["List 7, row 2, Date of Birth: is empty."]


def test_na_is_empty_and_other_excel_errors_are_said(tmp_path: Path) -> None:
    read = one_plan(tmp_path, end_on="#N/A", review_on="#N/A", seen_alone="#N/A", worker="#REF!")
    assert (read.plans[0].ended_on, read.plans[0].latest_review_on, read.plans[0].seen_alone) == (None, None, None)
    assert [note.sentence for note in read.notes] == [
        "List 7, row 2, Allocated Worker: shows an Excel error. Correct it in the workbook or clear the cell; "
        "read as empty."
    ]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"la_child_id": None}, "Child Unique ID: is empty"),
        ({"la_child_id": "7E+05"}, "Child Unique ID: is a number that Excel has shortened"),
        ({"birth": "13/13/2018"}, "Date of Birth: is a day that does not exist"),
        ({"birth": date(1950, 1, 1)}, "Date of Birth: is not between 1980 and 2099"),
        ({"start_on": None}, "Child Protection Plan Start Date: is empty"),
        ({"start_on": "#N/A"}, "Child Protection Plan Start Date: is empty"),
        ({"start_on": "March"}, "Child Protection Plan Start Date: is not a date that can be read"),
        ({"initial": ""}, "Initial Category of Abuse: is empty"),
        ({"latest": "Concern"}, "Latest Category of Abuse: is not one of the words or codes of Annex A"),
        ({"end_on": "open"}, "Child Protection Plan End Date: is not a date that can be read"),
        ({"end_on": date(2900, 1, 1)}, "Child Protection Plan End Date: is not between 1980 and 2099"),
        ({"review_on": "#VALUE!"}, "Date of latest review conference: shows an Excel error"),
    ],
)
def test_a_plan_without_what_it_must_have_is_refused_with_sheet_row_and_column(
    tmp_path: Path, values: dict[str, object], sentence: str
) -> None:
    read = one_plan(tmp_path, **values)
    assert read.plans == ()
    assert len(read.refused) == 1
    assert read.refused[0].sentence.startswith(f"List 7, row 2, {sentence}")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"strategy_on": None}, "Strategy discussion initiating Section 47 Enquiry Start Date: is empty"),
        ({"icpc_on": "soon"}, "Date of Initial Child Protection Conference: is not a date"),
        ({"unnecessary": "perhaps"}, "Was an Initial Child Protection Conference deemed unnecessary?: is not one"),
        ({"resulted": "b) Yes"}, "Did the Initial Child Protection Conference Result in a Child Protection Plan: is"),
    ],
)
def test_an_enquiry_without_what_it_must_have_is_refused(
    tmp_path: Path, values: dict[str, object], sentence: str
) -> None:
    read = one_enquiry(tmp_path, **values)
    assert read.enquiries == ()
    assert [problem.sentence.startswith(f"List 5, row 2, {sentence}") for problem in read.refused] == [True]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"sex": "b) Male"}, "Gender"),
        ({"ethnicity": "Martian"}, "Ethnicity"),
        ({"age": "ten"}, "Age of Child (Years)"),
        ({"disabled": "somewhat"}, "Does the Child have a Disability"),
        ({"visit_on": "last week"}, "Date of the Last Statutory Visit"),
        ({"seen_alone": "Child seen"}, "Was the Child Seen Alone?"),
        ({"previous": "many"}, "Number of Previous Child Protection Plans"),
        ({"previous": -1}, "Number of Previous Child Protection Plans"),
        ({"team": "T" * 201}, "Allocated Team"),
    ],
)
def test_a_characteristic_that_is_not_understood_is_left_empty_and_said_but_refuses_nothing(
    tmp_path: Path, values: dict[str, object], field: str
) -> None:
    read = one_plan(tmp_path, **values)
    assert len(read.plans) == 1
    assert [note.column for note in read.notes] == [field]
    assert read.notes[0].words.endswith("; read as empty")


def test_every_fault_of_a_row_is_told_at_once(tmp_path: Path) -> None:
    read = one_plan(tmp_path, la_child_id=None, start_on="x", initial="y", end_on="z")
    assert [problem.column for problem in read.refused] == [
        "Child Unique ID",
        "Child Protection Plan Start Date",
        "Initial Category of Abuse",
        "Child Protection Plan End Date",
    ]


def test_no_sentence_holds_a_value_of_a_cell(tmp_path: Path) -> None:
    secret = "Secretia"
    keys = ("la_child_id", "sex", "birth", "start_on", "initial", "end_on")
    rows = [plan(**{key: f"{secret} {key}"}) for key in keys]
    rows.append(plan(la_child_id="SECRETIA-1"))
    rows.append(plan(la_child_id="SECRETIA-1", latest="a) Neglect"))
    read = read_annex_a(annex(tmp_path / "a.xlsx", plans=rows))
    assert len(read.refused) >= 7
    assert not any(secret.lower() in problem.sentence.lower() for problem in read.problems)


def test_an_unknown_answer_is_no_answer(tmp_path: Path) -> None:
    read = one_plan(tmp_path, disabled="c) Unknown", seen_alone="c) Unknown")
    assert (read.plans[0].child.disabled, read.plans[0].seen_alone) == (None, None)


def test_true_and_false_cells_are_answers(tmp_path: Path) -> None:
    read = one_enquiry(tmp_path, unnecessary=True, icpc_on=None, resulted=False)
    assert (read.enquiries[0].icpc_not_required, read.enquiries[0].resulted_in_plan) == (True, False)


def test_days_after_today_are_refused_when_today_is_given(tmp_path: Path) -> None:
    path = annex(tmp_path / "a.xlsx", enquiries=[enquiry()], plans=[plan()])
    assert read_annex_a(path, on=date(2026, 6, 30)).refused == ()
    assert [problem.sentence for problem in read_annex_a(path, on=date(2026, 6, 14)).refused] == [
        "List 7, row 2: the latest review conference lies in the future."
    ]


def test_progress_ends_at_all_rows(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    rows = [plan(la_child_id=f"7{number:05}") for number in range(600)]
    read_annex_a(
        annex(tmp_path / "a.xlsx", enquiries=[enquiry()], plans=rows),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(2, 603), (252, 603), (502, 603), (603, 603)]


def test_a_reading_that_is_stopped_refuses_and_leaves_the_file_free(tmp_path: Path) -> None:
    path = annex(tmp_path / "a.xlsx", plans=[plan()])
    for patience in range(4):
        asked = iter([False] * patience + [True] * 20)
        with pytest.raises(Refusal, match="stopped"):
            read_annex_a(path, cancelled=lambda: next(asked))  # noqa: B023
    path.unlink()
