"""One cell of a workbook to one plain value: text, day, number, id; knows no column, and never quotes a value."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Final

FIRST_DAY: Final = date(1980, 1, 1)  # a child born before is no child; Excel's day 0 and 1/1/1900 mean "no date"
LAST_DAY: Final = date(2099, 12, 31)  # 31/12/9999 means "no date"
TEXT_LIMIT: Final = 200
ID_LIMIT: Final = 20  # LAchildID, census 00097

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_CLOCK = r"(?:[T ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_BRITISH = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})" + _CLOCK)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})" + _CLOCK)
_WORDED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ \-]([A-Za-z]{3,9})[ \-,]+([0-9]{4})")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}(?:\.0+)?")
_ID = re.compile(rf"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9_./\-]{{0,{ID_LIMIT - 1}}}")
_SHORTENED = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")

# What Excel, SQL exports and people write for "nothing".
_NOTHING: Final = frozenset({"", "#n/a", "n/a", "na", "null", "none", "nan", "nat", "-", "--", ".", "blank", "(blank)"})
_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!)")


class Unreadable(Exception):
    """A cell that cannot be taken as what its column holds; `words` continue the sentence "… , Date of Birth: "."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def text(cell: object) -> str:
    """The cell as one line of clean text: no-break and repeated blanks, invisible signs and control signs removed;
    what stands for "nothing" (`#N/A`, `NULL`, `-`) is the empty string. Other Excel errors are Unreadable."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    raw = str(cell)
    if not (raw.isascii() and raw.isprintable()):
        raw = "".join(_kept(sign) for sign in unicodedata.normalize("NFC", raw))
    line = " ".join(raw.split())
    if _ERROR.fullmatch(line.upper()):
        raise Unreadable("shows an Excel error. Correct it in the workbook or clear the cell")
    return "" if line.lower() in _NOTHING else line


def _kept(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind[0] == "Z" or sign in "\t\r\n\v\f":
        return " "
    return "" if kind in ("Cc", "Cf", "Co", "Cs", "Cn") else sign


def is_nothing(cell: object) -> bool:
    """Whether the cell says nothing: empty, `#N/A`, or the 0 that a formula shows for an empty cell elsewhere."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell == 0
    if isinstance(cell, time):
        return cell == time.min
    try:
        return not text(cell)
    except Unreadable:
        return False


def short_text(cell: object) -> str:
    """Text of at most 200 characters, as team and worker names are."""
    line = text(cell)
    if len(line) > TEXT_LIMIT:
        raise Unreadable(f"is longer than {TEXT_LIMIT} characters")
    return line


def child_id(cell: object) -> str:
    """The Child Unique ID as text: numbers without a decimal point, leading zeros of texts kept, "" when empty.

    Refuses what Excel has shortened (1.1E+07 as text, more than 15 digits as a number) and signs no id has.
    """
    if isinstance(cell, bool | datetime | date):
        raise Unreadable("is not an id. Format the column as text and enter the id again")
    if isinstance(cell, float) and not (cell.is_integer() and 0 <= cell < 1e15):
        raise Unreadable("is a number that Excel has rounded. Format the column as text and enter the id again")
    line = text(cell)
    if _SHORTENED.fullmatch(line):
        raise Unreadable("is a number that Excel has shortened. Format the column as text and enter the id again")
    line = re.sub(r"^([0-9]+)\.0+$", r"\1", line)
    if line and (not _ID.fullmatch(line) or not line.strip("0")):
        raise Unreadable(f"is not an id: up to {ID_LIMIT} letters and digits, no blanks")
    return line


def day(cell: object, epoch: datetime) -> date | None:
    """The day of a date cell, of dd/mm/yyyy or yyyy-mm-dd text, or of an Excel serial number; None if nothing.

    Unreadable: other text, two-digit years, days that do not exist, days outside 1980 to 2099.
    """
    found = _day(cell, epoch)
    if found is not None and not FIRST_DAY <= found <= LAST_DAY:
        raise Unreadable(f"is not between {FIRST_DAY.year} and {LAST_DAY.year}. Correct it in the workbook")
    return found


NOT_A_DATE: Final = "is not a date that can be read. Write it as dd/mm/yyyy"


def _day(cell: object, epoch: datetime) -> date | None:
    if is_nothing(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(float(cell), epoch)
    line = text(cell)
    if match := _BRITISH.fullmatch(line):
        return _made(match.group(3), int(match.group(2)), match.group(1))
    if match := _ISO.fullmatch(line):
        return _made(match.group(1), int(match.group(2)), match.group(3))
    if match := _WORDED.fullmatch(line):
        return _made(match.group(3), _MONTHS.get(match.group(2).lower(), 0), match.group(1))
    if _SERIAL.fullmatch(line):
        return _serial(float(line), epoch)
    raise Unreadable(NOT_A_DATE)


def _made(year: str, month: int, day_of_month: str) -> date:
    try:
        return date(int(year), month, int(day_of_month))
    except ValueError:
        raise Unreadable("is a day that does not exist. Write it as dd/mm/yyyy") from None


def _serial(number: float, epoch: datetime) -> date:
    # Serials below 60 (Excel's false 29 February 1900) lie outside the accepted days anyway.
    try:
        return (epoch + timedelta(days=number)).date()
    except (OverflowError, ValueError):
        raise Unreadable(NOT_A_DATE) from None


def whole(cell: object) -> int | None:
    """A whole number, also as text or as 2.0; None when empty; fractions and words are Unreadable."""
    if isinstance(cell, bool | date):
        raise Unreadable("is not a whole number")
    line = text(cell)
    if not line:
        return None
    if not _WHOLE.fullmatch(line):
        raise Unreadable("is not a whole number")
    return int(float(line))


def is_unborn(cell: object) -> bool:
    """Whether the cell is the word for a child not yet born, as written in place of an age or a date of birth."""
    return isinstance(cell, str) and text(cell).lower() in ("unborn", "u/b", "ub", "unborn child", "unborn baby")


def years(cell: object) -> float | None:
    """An age in years, possibly with decimals, below 0 when unborn; the word "unborn" is -1; None when empty."""
    line = text(cell).lower()
    if not line:
        return None
    if is_unborn(cell):
        return -1.0
    try:
        found = float(line)
    except ValueError:
        raise Unreadable("is not an age in years") from None
    if not -2 <= found <= 130:
        raise Unreadable("is not an age in years")
    return found
