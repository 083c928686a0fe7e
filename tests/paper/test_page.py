from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import page
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpconf.paper.blocks import Block, Bullets, Heading, Paragraphs, Table, Text, facts
from cpconf.paper.characters import plain
from cpconf.paper.fonts import is_covered
from cpconf.paper.imprint import Imprint, Status
from cpconf.paper.lines import Span, Typesetter
from cpconf.paper.page import render
from cpconf.paper.styles import NOTICE
from tests.paper.reading import aloud, elements, failures, seen, squeezed
from tests.paper.samples import IMPRINT

SCRIPTS = (
    "Zażółć gęślą jaźń",
    "Ștefan Țăranu",
    "محمد بلال خان",
    "ਹਰਪ੍ਰੀਤ ਸਿੰਘ",
    "মোহাম্মদ রফিকুল ইসলাম",
    "✓ → 😀 中",
)


def every_block(text: str) -> list[Block]:
    return [
        Heading(1, text),
        Text(text),
        Heading(2, text),
        Bullets((text, (Span(text, strong=True), Span(text, slanted=True)))),
        Text(text, NOTICE),
        Heading(3, text),
        Table((text, "B"), (1, 2), tuple((text, Paragraphs((text, text))) for _ in range(3))),
        facts([(text, text)]),
    ]


def drawn(text: str, imprint: Imprint = IMPRINT) -> bytes:
    return render(text, every_block(text), imprint)


@pytest.mark.parametrize("text", SCRIPTS)
def test_every_script_passes_pdf_ua_and_pdf_a(text: str) -> None:
    pdf = drawn(text)
    assert failures(pdf) == []
    assert failures(pdf, page.ValidationProfile.PDF_A_2A) == []


@pytest.mark.parametrize("text", ["Zażółć gęślą jaźń", "ਹਰਪ੍ਰੀਤ ਸਿੰਘ", "মোহাম্মদ রফিকুল ইসলাম", "Юлия Щербакова"])
def test_names_can_be_copied_and_searched(text: str) -> None:
    assert text in seen(drawn(text))[0]


def test_an_urdu_name_can_be_copied_and_searched() -> None:
    assert "محمد" in seen(drawn("The father, محمد بلال, came"))[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120))
def test_any_text_can_be_printed_and_is_read_aloud(text: str) -> None:
    pdf = drawn(text)
    assert failures(pdf) + failures(pdf, page.ValidationProfile.PDF_A_2A) == []
    printed = plain(text, is_covered)
    if not re.search("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]", printed):
        found = squeezed(aloud(pdf).replace("\u200c", "").replace("\u200d", ""))
        assert squeezed(printed.replace("\u200c", "").replace("\u200d", "")) in found


@pytest.mark.parametrize("text", ["<b>&amp;</b>", "<para>", "&lt;", "<br/>", "(\\)", "%%EOF", "endstream", "${x}"])
def test_what_looks_like_markup_is_only_text(text: str) -> None:
    assert squeezed(text) in squeezed(aloud(drawn(text)))


def test_each_page_says_what_it_is() -> None:
    pages = seen(render("Paper", [Heading(1, "Paper"), Text("word " * 3000)], IMPRINT))
    assert len(pages) > 3
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        assert text.count("OFFICIAL-SENSITIVE") == 2
        for part in ("Case EX-100234", "Version 2 · Approved 20/11/2026", "Copy 3 for Ms Zofia Przykład"):
            assert part in text


def test_a_paper_that_belongs_to_nobody_names_no_copy() -> None:
    imprint = replace(IMPRINT, recipient=None, copy_number=None, status=Status.DRAFT)
    (text,) = seen(render("Paper", [Heading(1, "Paper")], imprint))
    assert "Copy" not in text
    assert "Version 2 · Draft" in text


def test_running_head_and_foot_are_not_read_aloud() -> None:
    pdf = render("Paper", [Heading(1, "Paper"), Text("word " * 3000)], IMPRINT)
    assert "OFFICIAL" not in aloud(pdf)
    assert "Page 1" not in aloud(pdf)


def test_a_table_has_one_header_row_however_many_pages_it_takes() -> None:
    table = Table(("First", "Second"), (1, 1), tuple((f"Row {n}", "cell") for n in range(80)))
    found = elements(render("Paper", [Heading(1, "Paper"), table], IMPRINT))
    assert [one.text for one in found if one.scope == "Column"] == ["First", "Second"]
    assert [one.text for one in found if one.scope == "Row"] == [f"Row {n}" for n in range(80)]
    assert sum(one.role == "TR" for one in found) == 81


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    text = " ".join(f"word{n}" for n in range(1500))
    found = elements(render("Paper", [Heading(1, "Paper"), Text(text)], IMPRINT))
    (paragraph,) = [one for one in found if one.role == "P"]
    assert paragraph.text.split() == text.split()


def test_a_list_has_labels_and_bodies() -> None:
    found = elements(render("Paper", [Heading(1, "Paper"), Bullets(("one", "two"))], IMPRINT))
    assert [one.role for one in found if one.depth > 1] == ["LI", "Lbl", "LBody"] * 2


def test_headings_make_the_outline() -> None:
    blocks: list[Block] = [Heading(1, "Minutes"), Heading(2, "Children"), Heading(3, "Ada"), Heading(2, "Decisions")]
    with pikepdf.open(BytesIO(render("Paper", blocks, IMPRINT))) as file, file.open_outline() as outline:
        (minutes,) = outline.root
        assert minutes.title == "Minutes"
        assert [child.title for child in minutes.children] == ["Children", "Decisions"]
        assert [child.title for child in minutes.children[0].children] == ["Ada"]


def test_a_heading_that_skips_a_level_is_refused() -> None:
    with pytest.raises(ValueError, match="skips a level"):
        render("Paper", [Heading(1, "One"), Heading(3, "Three")], IMPRINT)


def test_the_file_names_its_title_language_and_day() -> None:
    with pikepdf.open(BytesIO(render("Minutes: Ștefan", [Heading(1, "M")], IMPRINT))) as file:
        assert str(file.docinfo["/Title"]) == "Minutes: Ștefan"
        assert str(file.docinfo["/CreationDate"]) == "D:20261123000000Z"
        assert str(file.Root.Lang) == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle


def test_equal_papers_are_equal_bytes_and_any_difference_changes_the_identity() -> None:
    first = drawn("Żółć محمد ਸਿੰਘ")
    assert drawn("Żółć محمد ਸਿੰਘ") == first
    others = [drawn("Żółć محمد ਸਿੰਘ."), drawn("Żółć محمد ਸਿੰਘ", replace(IMPRINT, issued_on=date(2026, 11, 24)))]
    identities = {re.findall(rb"/ID \[<(\w+)>", pdf)[0] for pdf in (first, *others)}
    assert len(identities) == 3


def test_a_typesetter_that_has_set_other_papers_changes_nothing() -> None:
    used = Typesetter()
    render("Other", every_block("ਹਰਪ੍ਰੀਤ خان Other words"), IMPRINT, setter=used)
    blocks = every_block("Żółć خان ਸਿੰਘ")
    assert render("Paper", blocks, IMPRINT, setter=used) == render("Paper", blocks, IMPRINT)


def test_every_font_is_embedded_with_the_widths_of_its_file() -> None:
    with pikepdf.open(BytesIO(drawn(" ".join(SCRIPTS)))) as file:
        fonts = file.pages[0].Resources.Font
        assert len(fonts) >= 6
        for font in fonts.values():
            assert font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()[:4] == b"\0\1\0\0"
