"""Files that are no Annex A: each is one plain sentence, and none takes long or much memory."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from cpconf.exchange import package
from cpconf.exchange.annex_a import read_annex_a
from cpconf.exchange.headings import HEADING_ROWS
from cpconf.exchange.package import LAST_ROW, PART_LIMIT, measure
from cpconf.exchange.workbook import ROW_LIMIT
from cpconf.refusals import Refusal, Trouble
from tests.exchange.workbooks import annex, enquiry, part_of, plan, rewritten


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return annex(tmp_path / "annex.xlsx", enquiries=[enquiry()], plans=[plan()])


def sentence(path: Path, kind: type[Refusal] | type[Trouble]) -> str:
    with pytest.raises(kind) as caught:
        read_annex_a(path)
    told = str(caught.value)
    assert told.endswith(".")
    assert "700001" not in told
    assert path.name not in told
    return told


def test_a_text_file_named_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("Child Unique ID,Gender\n1,F\n")
    assert "not an Excel workbook" in sentence(path, Trouble)


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"")
    assert "not an Excel workbook" in sentence(path, Trouble)


def test_a_password_protected_workbook_or_an_old_xls(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(4096))
    assert "password" in sentence(path, Trouble)


def test_a_file_that_is_gone_and_a_folder(tmp_path: Path) -> None:
    assert "no longer there" in sentence(tmp_path / "gone.xlsx", Trouble)
    assert "cannot be read" in sentence(tmp_path, Trouble)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_that_was_cut_short(good: Path, share: float) -> None:
    content = good.read_bytes()
    good.write_bytes(content[: int(len(content) * share)])
    assert "damaged" in sentence(good, Trouble)


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "[Content_Types].xml",
     "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"],
)  # fmt: skip
@pytest.mark.parametrize("change", [lambda xml: xml[: len(xml) * 2 // 3], lambda _: b"<a/>", lambda _: b"nonsense"])
def test_a_part_that_is_damaged_is_one_sentence(good: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    path = rewritten(good, part, change)
    with pytest.raises((Refusal, Trouble)) as caught:
        read_annex_a(path)
    assert any(words in str(caught.value) for words in ("damaged", "no row of headings", "no sheet for list 5"))


def test_a_workbook_that_has_lost_its_styles_still_has_its_days(good: Path) -> None:
    row = read_annex_a(rewritten(good, "xl/styles.xml", lambda _: b"<a/>")).plans[0]
    assert row.started_on == date(2026, 3, 20)
    assert "damaged" in sentence(rewritten(good, "xl/styles.xml", lambda _: b"nonsense"), Trouble)


def test_bytes_changed_inside_the_zip(good: Path) -> None:
    with zipfile.ZipFile(good) as archive:
        info = archive.getinfo(part_of(good, "List 7"))
    content = bytearray(good.read_bytes())
    start = info.header_offset + 30 + len(info.filename)
    content[start + 20 : start + 60] = bytes(40)
    good.write_bytes(content)
    assert "damaged" in sentence(good, Trouble)


def test_an_encrypted_zip(good: Path) -> None:
    content = bytearray(good.read_bytes())
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    good.write_bytes(content)
    assert "password" in sentence(good, Trouble)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "not an Excel workbook" in sentence(path, Trouble)


def test_entities_in_the_xml_are_not_expanded(good: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    assert "does not read" in sentence(rewritten(good, "docProps/core.xml", lambda _: bomb), Trouble)


def test_xml_that_is_not_utf_8(good: Path) -> None:
    def utf_16(xml: bytes) -> bytes:
        return xml.decode().encode("utf-16")

    part = part_of(good, "List 7")
    assert "does not read" in sentence(rewritten(good, part, utf_16), Trouble)
    latin = b'<?xml version="1.0" encoding="ISO-8859-1"?><worksheet/>'
    assert "does not read" in sentence(rewritten(good, part, lambda _: latin), Trouble)


def declared(path: Path, size: int) -> Path:
    """The workbook with another unpacked size of its last part in the zip's directory."""
    content = bytearray(path.read_bytes())
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<L", size)
    path.write_bytes(content)
    return path


def test_a_zip_bomb_is_refused_before_it_is_unpacked(good: Path) -> None:
    for size in (PART_LIMIT + 1, 2**32 - 2):
        assert "far larger than an Annex A" in sentence(declared(good, size), Refusal)


def test_a_zip_that_lies_about_its_sizes_unpacks_no_more_than_it_declares(good: Path) -> None:
    assert "damaged" in sentence(declared(good, 200), Trouble)


def test_a_file_too_large_on_disk_or_of_too_many_parts(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as smaller:
        smaller.setattr(package, "FILE_LIMIT", 1000)
        assert "far larger" in sentence(good, Refusal)
    with monkeypatch.context() as smaller:
        smaller.setattr(package, "PARTS_LIMIT", 5)
        assert "far larger" in sentence(good, Refusal)
    with monkeypatch.context() as smaller:
        smaller.setattr(package, "SMALL_PART", 50)
        assert "damaged" in sentence(good, Trouble)
    assert read_annex_a(good).plans


def test_a_list_of_200_000_rows_is_refused_quickly_and_without_building_its_cells(good: Path) -> None:
    cells = b"".join(b'<c t="s"><v>4%d</v></c>' % place for place in range(17))
    rows = b"<row>" + cells + b"</row>"
    path = rewritten(good, part_of(good, "List 7"), lambda _: b"<sheetData>" + rows * 200_000 + b"</sheetData>")
    began = time.process_time()
    assert sentence(path, Refusal).startswith("Sheet “List 7” has more than 20,000 filled rows")
    assert time.process_time() - began < 3
    tracemalloc.start()
    sentence(path, Refusal)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * 2**20


def test_the_limit_itself_is_read(tmp_path: Path) -> None:
    rows = [plan(la_child_id=f"7{number:05}") for number in range(30)]
    path = annex(tmp_path / "a.xlsx", plans=rows)
    assert len(read_annex_a(path, row_limit=31).plans) == 30
    with pytest.raises(Refusal, match="more than 30 filled rows"):
        read_annex_a(path, row_limit=30)
    assert ROW_LIMIT == 20_000


def test_thousands_of_empty_formatted_rows_are_not_built(good: Path) -> None:
    empty = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(3, 100_003))
    path = rewritten(good, part_of(good, "List 7"), lambda x: x.replace(b"</sheetData>", empty + b"</sheetData>"))
    began = time.process_time()
    assert len(read_annex_a(path).plans) == 1
    assert time.process_time() - began < 2


def test_a_row_number_beyond_any_sheet_and_a_row_of_megabytes(good: Path) -> None:
    part = part_of(good, "List 7")
    far = rewritten(good, part, lambda xml: xml.replace(b'<row r="2"', b'<row r="%d"' % (LAST_ROW + 1)))
    assert "damaged" in sentence(far, Trouble)
    blanks = b'<row r="2"' + b" " * 5_000_000
    wide = rewritten(good, part, lambda xml: xml.replace(b'<row r="%d"' % (LAST_ROW + 1), blanks))
    assert "far larger" in sentence(wide, Refusal)


def test_an_empty_workbook_and_one_with_other_sheets_only(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    Workbook().save(path)
    assert sentence(path, Refusal) == (
        "The workbook has no sheet for list 5 and list 7. An Annex A has sheets named “List 5” and “List 7”; "
        "rename the sheets or choose another file."
    )


def test_a_workbook_without_list_5(good: Path, tmp_path: Path) -> None:
    path = annex(tmp_path / "a.xlsx", plans=[plan()], names=("List 6", "List 7"))
    assert "no sheet for list 5." in sentence(path, Refusal)


def test_two_sheets_for_list_7(tmp_path: Path) -> None:
    path = annex(tmp_path / "a.xlsx", edit=lambda book: book.create_sheet("list_7 old"))
    told = sentence(path, Refusal)
    assert told.startswith("The workbook has 2 sheets for list 7 (“List 7”, “list_7 old”).")


def test_lists_70_and_57_are_not_list_7_or_5(tmp_path: Path) -> None:
    path = annex(tmp_path / "a.xlsx", names=("List 57", "List 70"))
    assert "no sheet for list 5 and list 7" in sentence(path, Refusal)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    def without(book: Workbook) -> None:
        book["List 7"]["G1"] = "Begin"
        book["List 7"]["M1"] = None

    told = sentence(annex(tmp_path / "a.xlsx", plans=[plan()], edit=without), Refusal)
    assert told == (
        "Sheet “List 7” has no column “Child Protection Plan Start Date”, “Child Protection Plan End Date”. "
        "Add the heading in row 1 as Annex A spells it."
    )


def test_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    def twice(book: Workbook) -> None:
        book["List 5"]["O1"] = "DATE OF BIRTH"

    told = sentence(annex(tmp_path / "a.xlsx", edit=twice), Refusal)
    assert told.startswith("Sheet “List 5”, row 1, has two columns for “Date of Birth”.")


@pytest.mark.parametrize("above", [HEADING_ROWS, 500])
def test_a_sheet_without_headings_at_its_top(tmp_path: Path, above: int) -> None:
    path = annex(tmp_path / "a.xlsx", plans=[plan()], edit=lambda book: book["List 7"].insert_rows(1, above))
    assert sentence(path, Refusal).startswith("Sheet “List 7” has no row of headings in its first 20 rows.")


def test_an_empty_sheet_has_no_headings(tmp_path: Path) -> None:
    path = annex(tmp_path / "a.xlsx", edit=lambda book: book["List 5"].delete_rows(1, 1))
    assert "“List 5” has no row of headings" in sentence(path, Refusal)


def test_a_chart_in_place_of_a_list(tmp_path: Path) -> None:
    def chart(book: Workbook) -> None:
        del book["List 7"]
        book.create_chartsheet("List 7")

    with pytest.raises((Refusal, Trouble)):
        read_annex_a(annex(tmp_path / "a.xlsx", edit=chart))


def test_formulas_that_were_never_calculated_are_refused_not_read_as_empty(tmp_path: Path) -> None:
    path = annex(tmp_path / "a.xlsx", plans=[plan(), plan(la_child_id="700002", end_on="=DATE(2026,7,1)")])
    assert sentence(path, Refusal) == (
        "Sheet “List 7”, row 3, holds a formula whose result was never saved. "
        "Open the workbook in Excel, save it and choose it again."
    )


def test_formulas_with_saved_results_are_their_results(tmp_path: Path) -> None:
    path = annex(
        tmp_path / "a.xlsx", plans=[plan(end_on="=DATE(2026,7,1)", worker="=T(1)", review_on="=NA()", sex="=X9")]
    )
    results = {
        b"M2": (b"<c", b"46204"),
        b"Q2": (b'<c t="str"', b""),
        b"L2": (b'<c t="e"', b"#N/A"),
        b"B2": (b'<c t="str"', b"b) Female"),
    }

    def calculated(xml: bytes) -> bytes:
        for place, (start, result) in results.items():
            xml = xml.replace(b'<c r="' + place + b'"', start + b' r="' + place + b'"')
            head, tail = xml.split(b'r="' + place + b'"', 1)
            formula, rest = tail.split(b"</f>", 1)
            rest = rest.replace(b"<v />", b"<v/>", 1).replace(b"<v></v>", b"<v/>", 1)
            xml = head + b'r="' + place + b'"' + formula + b"</f>" + rest.replace(b"<v/>", b"<v>" + result + b"</v>", 1)
        return xml

    row = read_annex_a(rewritten(path, part_of(path, "List 7"), calculated)).plans[0]
    assert (str(row.ended_on), row.worker, row.latest_review_on, row.child.sex) == ("2026-07-01", None, None, "F")


def test_an_uncalculated_formula_outside_our_columns_is_of_no_concern(tmp_path: Path) -> None:
    def beside(book: Workbook) -> None:
        book["List 7"]["Z2"] = "=1+1"
        book["List 7"]["A1"] = "Child Unique ID"
        book["List 7"]["AB1"] = "=2+2"

    assert len(read_annex_a(annex(tmp_path / "a.xlsx", plans=[plan()], edit=beside)).plans) == 1


def extent_of(xml: bytes, chunk: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int, int, dict[int, int]]:
    monkeypatch.setattr(package, "CHUNK", chunk)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("s.xml", xml)
        found = measure(archive, "s.xml", sheet="S", row_limit=100, pause=lambda: None)
    return found.filled, found.last, found.hidden, dict(found.unsaved)


@pytest.mark.parametrize("chunk", [1, 2, 7, 64, 10_000])
def test_rows_are_counted_alike_however_the_xml_is_cut_into_chunks(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    xml = (
        b'<worksheet><sheetViews/><sheetData><row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3"/>'
        b"<row><c><f>A1</f></c><c t='str'><f>B1</f><v></v></c></row>"
        b'<row r="9" spans="1:2"><c r="AA9"><f>x</f><v/></c><c r="AB9" t="inlineStr"><is><t>a</t></is></c></row>'
        b'<row r="12"><c r="A12" s="3"/></row></sheetData><rowBreaks><brk id="1"/></rowBreaks>'
        b"<dataValidations><formula1>1</formula1></dataValidations></worksheet>"
    )
    assert extent_of(xml, chunk, monkeypatch) == (2, 9, 1, {1: 4, 27: 9})


def test_prefixed_xml_and_a_sheet_without_an_end_are_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    prefixed = b'<x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData>'
    assert extent_of(prefixed, 16, monkeypatch) == (1, 1, 0, {})
    assert extent_of(b'<sheetData><row r="4"><c><v>1</v></c>', 16, monkeypatch) == (1, 4, 0, {})
    assert extent_of(b"<sheetData>", 16, monkeypatch) == (0, 0, 0, {})
