"""Named sheets of an .xlsx workbook as streamed rows of plain values; knows no list, no column and no child."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias
from xml.etree import ElementTree

from cpconf.exchange.package import DAMAGED, UNREADABLE, Extent, measure, opened_package, sheet_parts
from cpconf.refusals import Refusal, Trouble

if TYPE_CHECKING:
    from openpyxl import Workbook

ROW_LIMIT: Final = 20_000  # filled rows of one sheet; the largest authorities have under 3,000 in a list
COLUMN_LIMIT: Final = 64
BATCH: Final = 250

Cells: TypeAlias = tuple[object, ...]
Progress: TypeAlias = Callable[[int, int], None]
Cancelled: TypeAlias = Callable[[], bool]

STOPPED: Final = "The import was stopped. Nothing was changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """One sheet as it is being read: its name, its extent, and its rows `(row number, values)`, to be consumed once."""

    name: str
    extent: Extent
    rows: Iterator[tuple[int, Cells]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWorkbook:
    """The sheets that were asked for, and day 0 of the workbook's date system (1900 or 1904)."""

    epoch: datetime
    sheets: Mapping[str, SheetRows]


@contextmanager
def opened(
    path: Path,
    choose: Callable[[list[str]], list[str]],
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    row_limit: int = ROW_LIMIT,
) -> Iterator[OpenWorkbook]:
    """Open a workbook and stream the sheets that `choose` picks from its sheet names.

    Values are what Excel saved: text, numbers, booleans, datetimes, or the text of an error (`#N/A`). Refuses too
    many rows before cells are built; every damage of the file is Trouble. `progress` gets rows done and rows in all.
    """
    pause = _pause(cancelled)
    with opened_package(path) as (file, archive):
        parts = sheet_parts(archive)
        extents = {
            name: measure(archive, parts[name], sheet=name, row_limit=row_limit, pause=pause)
            for name in choose(list(parts))
        }
        counted = _Counted(progress, sum(extent.last for extent in extents.values()), pause)
        with closing(_load(file)) as workbook:
            sheets = {
                name: SheetRows(name=name, extent=extent, rows=_rows(workbook, name, extent, counted))
                for name, extent in extents.items()
            }
            yield OpenWorkbook(epoch=workbook.epoch, sheets=sheets)


def _pause(cancelled: Cancelled | None) -> Callable[[], None]:
    def pause() -> None:
        if cancelled is not None and cancelled():
            raise Refusal(STOPPED)

    return pause


class _Counted:
    def __init__(self, progress: Progress | None, total: int, pause: Callable[[], None]) -> None:
        self._progress, self._total, self._pause, self._done = progress, total, pause, 0

    def add(self, rows: int) -> None:
        self._pause()
        self._done += rows
        if self._progress is not None:
            self._progress(self._done, self._total)


@contextmanager
def _quiet() -> Iterator[None]:
    """openpyxl warns about styles, extensions and dates that it drops; none of it concerns values that we take."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


# openpyxl raises these, by accident of its parsing, on files that no Excel wrote.
_BROKEN: Final = (*UNREADABLE, ElementTree.ParseError, TypeError, AttributeError, IndexError, SyntaxError)


def _load(file: IO[bytes]) -> Workbook:
    from openpyxl import load_workbook  # 115 ms: only when a file is really read

    try:
        file.seek(0)
        with _quiet():
            return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except _BROKEN as error:
        raise Trouble(DAMAGED) from error


def _rows(workbook: Workbook, name: str, extent: Extent, counted: _Counted) -> Iterator[tuple[int, Cells]]:
    if not extent.last:
        return
    source: Iterator[Any] = enumerate(
        workbook[name].iter_rows(max_row=extent.last, max_col=COLUMN_LIMIT, values_only=True), start=1
    )
    while True:
        try:
            with _quiet():
                batch = list(islice(source, BATCH))
        except _BROKEN as error:
            raise Trouble(DAMAGED) from error
        if not batch:
            return
        counted.add(len(batch))
        yield from batch
