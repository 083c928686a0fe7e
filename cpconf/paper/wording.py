"""Dates, times and lists in the words of a British letter; knows nothing of pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip  # not strftime: the window's locale would change it
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def long_date(on: date) -> str:
    """ "12 March 2026"."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def weekday_date(on: date) -> str:
    """ "Thursday 12 March 2026"."""
    return f"{_DAYS[on.weekday()]} {long_date(on)}"


def short_date(on: date) -> str:
    """ "12/03/2026"."""
    return f"{on.day:02d}/{on.month:02d}/{on.year:04d}"


def clock(at: time) -> str:
    """ "09:30"."""
    return f"{at.hour:02d}:{at.minute:02d}"


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 working day", "3 working days"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def joined(parts: Sequence[str], between: str = ", ") -> str:
    """The parts that are not empty, in one string."""
    return between.join(part for part in parts if part)
