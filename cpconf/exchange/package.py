"""The zip inside an .xlsx file before any library opens it: sizes, sheets, filled rows; knows no meaning of a cell."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import SEEK_END
from pathlib import Path, PurePosixPath
from typing import IO, Final
from xml.etree import ElementTree

from cpconf.refusals import Refusal, Trouble

FILE_LIMIT: Final = 40 * 1024 * 1024  # bytes on disk; an authority's Annex A is under 5 MB
PART_LIMIT: Final = 160 * 1024 * 1024  # bytes of one part unpacked
UNPACKED_LIMIT: Final = 320 * 1024 * 1024  # bytes of all parts unpacked
PARTS_LIMIT: Final = 2_000
ROW_BYTES_LIMIT: Final = 4 * 1024 * 1024  # one row of XML
SMALL_PART: Final = 4 * 1024 * 1024
CHUNK: Final = 256 * 1024
LAST_ROW: Final = 1_048_576  # of any .xlsx sheet

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AGAIN: Final = "Open it in Excel, save it as an Excel workbook (.xlsx) and choose it again."
DAMAGED: Final = f"The file is damaged or is not an Excel workbook. {SAVE_AGAIN}"
PROTECTED: Final = (
    "The workbook is protected with a password, or is an old .xls file. Open it in Excel, remove the "
    "password, save it as an Excel workbook (.xlsx) and choose it again."
)
TOO_LARGE: Final = (
    "The workbook is far larger than an Annex A. Delete the sheets and the empty rows that are not needed, "
    "save it and choose it again."
)
UNREACHABLE: Final = "The workbook cannot be read. Close it in Excel, check that you may open it, and try again."
UNUSUAL: Final = f"The workbook is written in a form that this program does not read. {SAVE_AGAIN}"

# What zipfile, zlib and int() raise on a file that was cut short or tampered with.
UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)

_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s>/])")
_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>[^<]|<(?:[\w.-]+:)?is[\s>]")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s>/])")
_ROW_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})\d{1,7}["']""")
_TEXT_RESULT = re.compile(rb"""\st=["']str["']""")
_ENCODING = re.compile(rb"""encoding=["']([^"']+)["']""")
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What is filled in a sheet: rows with a value, the last of them, how many of them are hidden, and for each
    column (1 = A) the last row with a formula whose result was never saved."""

    filled: int
    last: int
    hidden: int
    unsaved: Mapping[int, int]


@contextmanager
def opened_package(path: Path) -> Iterator[tuple[IO[bytes], zipfile.ZipFile]]:
    """The open file and its zip, the declared sizes within the limits.

    Trouble when it cannot be read or is no workbook, Refusal when it is too large.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise Trouble("The workbook is no longer there. Choose the file again.") from error
    except OSError as error:
        raise Trouble(UNREACHABLE) from error
    with file, _zip(file) as archive:
        _check_parts(archive)
        yield file, archive


def _zip(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        if file.read(len(OLE)) == OLE:
            raise Trouble(PROTECTED)
        if file.seek(0, SEEK_END) > FILE_LIMIT:
            raise Refusal(TOO_LARGE, field="file")
        return zipfile.ZipFile(file)
    except UNREADABLE as error:
        raise Trouble(DAMAGED) from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    # zipfile never unpacks more than the declared size, so checking the declaration is enough.
    parts = archive.infolist()
    sizes = [part.file_size for part in parts]
    if len(parts) > PARTS_LIMIT or max(sizes, default=0) > PART_LIMIT or sum(sizes) > UNPACKED_LIMIT:
        raise Refusal(TOO_LARGE, field="file")
    if any(part.flag_bits & 1 for part in parts):
        raise Trouble(PROTECTED)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            _check_form(_opening(archive, part))


def _opening(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(part) as source:
            return source.read(1024)
    except UNREADABLE as error:
        raise Trouble(DAMAGED) from error


def _check_form(opening: bytes) -> None:
    if b"<!DOCTYPE" in opening or b"<!ENTITY" in opening or b"\x00" in opening:
        raise Trouble(UNUSUAL)
    declared = _ENCODING.search(opening.split(b"?>", 1)[0])
    if declared and declared.group(1).lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise Trouble(UNUSUAL)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> name of its part, in the workbook's order. Trouble when the zip is no workbook."""
    try:
        book = _workbook_part(archive)
        folder = PurePosixPath(book).parent
        rels = _small(archive, f"{folder}/_rels/{PurePosixPath(book).name}.rels")
        targets = {rel.get("Id", ""): rel.get("Target", "") for rel in ElementTree.fromstring(rels)}
        sheets = [e for e in ElementTree.fromstring(_small(archive, book)).iter() if _local(e.tag) == "sheet"]
    except (*UNREADABLE, ElementTree.ParseError) as error:
        raise Trouble(DAMAGED) from error
    named = {sheet.get("name", ""): targets.get(sheet.get(_RELATIONSHIP, ""), "") for sheet in sheets}
    return {name: _joined(folder, target) for name, target in named.items()}


def _workbook_part(archive: zipfile.ZipFile) -> str:
    for rel in ElementTree.fromstring(_small(archive, "_rels/.rels")):
        if rel.get("Type", "").endswith("/officeDocument"):
            return rel.get("Target", "").lstrip("/")
    raise KeyError("officeDocument")


def _joined(folder: PurePosixPath, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(folder / target)


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > SMALL_PART:
        raise ValueError("part too large")
    return archive.read(name)


def measure(archive: zipfile.ZipFile, part: str, *, sheet: str, row_limit: int, pause: Callable[[], None]) -> Extent:
    """Count the filled rows of a sheet without building cells; refuses as soon as there are more than `row_limit`.

    `pause` is called now and then and may raise to stop.
    """
    tally = _Tally()
    try:
        with archive.open(part) as source:
            for piece in _row_pieces(source, pause):
                tally.add(piece)
                if tally.filled > row_limit:
                    raise Refusal(too_many(sheet, row_limit), field="file")
    except UNREADABLE as error:
        raise Trouble(DAMAGED) from error
    return Extent(filled=tally.filled, last=tally.last, hidden=tally.hidden, unsaved=tally.unsaved)


def too_many(sheet: str, row_limit: int) -> str:
    """The sentence for a sheet with more rows than any authority's list has."""
    return (
        f"Sheet “{sheet}” has more than {row_limit:,} filled rows, far more than one authority's list. "
        "Check that it is the right file, or split it."
    )


class _Tally:
    def __init__(self) -> None:
        self.row = self.filled = self.last = self.hidden = 0
        self.unsaved: dict[int, int] = {}

    def add(self, piece: bytes) -> None:
        tag = piece.split(b">", 1)[0]
        number = _ROW_NUMBER.search(tag)
        self.row = int(number.group(1)) if number else self.row + 1
        if self.row > LAST_ROW:
            raise ValueError("row number")
        if _VALUE.search(piece):
            self.filled += 1
            self.last = max(self.last, self.row)
            self.hidden += 1 if _HIDDEN.search(tag) else 0
        if _FORMULA.search(piece):
            self._formulas(piece)

    def _formulas(self, piece: bytes) -> None:
        column = 0
        for cell in _CELL.split(piece)[1:]:
            place = _PLACE.search(cell.split(b">", 1)[0])
            column = _column_number(place.group(1)) if place else column + 1
            saved = _VALUE.search(cell) or _TEXT_RESULT.search(cell.split(b">", 1)[0])
            if _FORMULA.search(cell) and not saved:
                self.unsaved[column] = self.row


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _row_pieces(source: IO[bytes], pause: Callable[[], None]) -> Iterator[bytes]:
    """The XML of each row, from after `<row` up to the next row or the end of the data."""
    rest, inside = b"", False
    while chunk := source.read(CHUNK):
        pause()
        rest += chunk
        ending = _END.search(rest)
        parts = _ROW.split(rest[: ending.start()] if ending else rest)
        if inside or len(parts) > 1:
            yield from parts[0 if inside else 1 : None if ending else -1]
        if ending:
            return
        # A tag cut by the chunk's edge stays in the last part, which is kept whole until the next chunk.
        inside = inside or len(parts) > 1
        rest = parts[-1]
        if len(rest) > ROW_BYTES_LIMIT:
            raise Refusal(TOO_LARGE, field="file")
    if inside:
        yield rest
