"""Annex A workbooks made for tests: clean ones, dirty ones, and broken ones by editing the XML inside."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from cpconf.exchange.headings import ENQUIRIES, PLANS

ENQUIRY_TITLES = [column.title for column in ENQUIRIES.columns]
PLAN_TITLES = [column.title for column in PLANS.columns]

ENQUIRY: dict[str, object] = {
    "la_child_id": "700001",
    "sex": "b) Female",
    "ethnicity": "a) WBRI",
    "birth": date(2018, 3, 5),
    "age": 8,
    "disabled": "b) No",
    "strategy_on": date(2026, 3, 2),
    "unnecessary": "b) No",
    "icpc_on": date(2026, 3, 20),
    "resulted": "a) Yes",
    "enquiries": 0,
    "icpcs": 0,
    "team": "Invented Team",
    "worker": "Tess Ting",
}
PLAN: dict[str, object] = {
    "la_child_id": "700001",
    "sex": "b) Female",
    "ethnicity": "a) WBRI",
    "birth": date(2018, 3, 5),
    "age": 8,
    "disabled": "b) No",
    "start_on": date(2026, 3, 20),
    "initial": "a) Neglect",
    "latest": "d) Emotional abuse",
    "visit_on": date(2026, 6, 1),
    "seen_alone": "a) Yes",
    "review_on": date(2026, 6, 15),
    "end_on": None,
    "order": "b) No",
    "previous": 0,
    "team": "Invented Team",
    "worker": "Tess Ting",
}


def enquiry(**values: object) -> list[object]:
    """The cells of one row of list 5, the sample with `values` in place of its own."""
    return _cells(ENQUIRY, [column.key for column in ENQUIRIES.columns], values)


def plan(**values: object) -> list[object]:
    """The cells of one row of list 7."""
    return _cells(PLAN, [column.key for column in PLANS.columns], values)


def _cells(sample: Mapping[str, object], keys: Sequence[str], values: Mapping[str, object]) -> list[object]:
    assert set(values) <= set(keys)
    return [values.get(key, sample[key]) for key in keys]


def annex(
    path: Path,
    *,
    enquiries: Sequence[Sequence[object]] = (),
    plans: Sequence[Sequence[object]] = (),
    names: tuple[str, str] = ("List 5", "List 7"),
    edit: Callable[[Workbook], object] = lambda _: None,
) -> Path:
    """Write a workbook with both lists, headings in row 1, and let `edit` change it before it is saved."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, titles, rows in ((names[0], ENQUIRY_TITLES, enquiries), (names[1], PLAN_TITLES, plans)):
        sheet = book.create_sheet(name)
        for cells in (titles, *rows):
            sheet.append(list(cells))
    edit(book)
    book.save(path)
    return path


def part_of(path: Path, sheet: str) -> str:
    """The part of a sheet in a workbook that openpyxl wrote."""
    with zipfile.ZipFile(path) as archive:
        names = re.findall(r'<sheet [^>]*name="([^"]+)"', archive.read("xl/workbook.xml").decode())
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one part changed byte by byte."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
