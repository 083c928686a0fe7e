"""What a command answers: text for a person, the same as plain data for a program; prints nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Final

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

GAP: Final = "  "
WIDEST: Final = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` for --json (dates in ISO form), `lines` for a person, in full and in order."""

    data: object
    lines: tuple[str, ...] = ()


def plain(value: object) -> Plain:
    """The value as JSON holds it: dataclasses by field name, codes for enumerations, ISO dates; bytes never."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, AbstractSet):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"a command cannot answer with a {type(value).__name__}")


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, none: str) -> tuple[str, ...]:
    """Aligned columns under their headings, or the sentence `none` where there is no row."""
    told = [[in_words(cell) for cell in row] for row in rows]
    if not told:
        return (none,)
    grid = [list(headings), *told]
    widths = [min(WIDEST, max(len(row[place]) for row in grid)) for place in range(len(headings))]
    return tuple(GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in grid)


def facts(pairs: Iterable[tuple[str, object]]) -> tuple[str, ...]:
    """Label and value, one a line; what is not known is left out."""
    told = [(label, in_words(value)) for label, value in pairs if value not in (None, "", (), [])]
    width = max((len(label) for label, _ in told), default=0)
    return tuple(f"{label.ljust(width)}{GAP}{value}" for label, value in told)


def counted(count: int, one: str, several: str) -> str:
    """ "1 child", "3 children"."""
    return f"{count:,} {one if count == 1 else several}"


def in_words(value: object) -> str:
    """A value as a person reads it: dd/mm/yyyy, 24 hours, yes and no, names after one another."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%a %d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, list | tuple):
        return ", ".join(in_words(item) for item in value)
    return str(value)
