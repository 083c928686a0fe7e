"""Dates, times and hours as they are typed after a command; knows no clock: today is given."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from cpconf.diary.working_days import WorkingCalendar, add_months
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal

DATES: Final = "dd/mm/yyyy, yyyy-mm-dd, today, +2d (days), +3w (working days) or +1m (months)"
_UK: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_STEP: Final = re.compile(r"\+(\d{1,3})([dwm])")
_TIME: Final = re.compile(r"(\d{1,2})[:.](\d{2})")
_HOURS: Final = re.compile(r"(\w{3,9})(?:-(\w{3,9}))?\s+(\d{1,2}[:.]\d{2})-(\d{1,2}[:.]\d{2})")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Hours = tuple[int, time, time]
"""Weekday (Monday 0), from, until."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Readers for argparse, on day `on`; each raises ArgumentTypeError with a sentence."""

    on: date

    def day(self, text: str) -> date:
        """A date in any of the forms of `DATES`; working days are England's."""
        typed = text.strip().lower()
        if typed == "today":
            return self.on
        try:
            if match := _UK.fullmatch(typed):
                return date(int(match[3]), int(match[2]), int(match[1]))
            if match := _ISO.fullmatch(typed):
                return date(int(match[1]), int(match[2]), int(match[3]))
            if match := _STEP.fullmatch(typed):
                return self._ahead(int(match[1]), match[2])
        except ValueError:
            raise ArgumentTypeError(f"there is no such day: {text}") from None
        except Refusal as refusal:
            raise ArgumentTypeError(refusal.message) from None
        raise ArgumentTypeError(f"write a date as {DATES}, not {text!r}")

    def moment(self, text: str) -> datetime:
        """A date and a time of day: "24/03/2026 10:00" or "2026-03-24T10:00"; local wall time."""
        day, _, rest = text.strip().replace("T", " ").rpartition(" ")
        if not day:
            raise ArgumentTypeError(f"write a date and a time, such as 24/03/2026 10:00, not {text!r}")
        return datetime.combine(self.day(day), clock(rest))

    def _ahead(self, count: int, unit: str) -> date:
        if unit == "d":
            return self.on + timedelta(days=count)
        if unit == "m":
            return add_months(self.on, count)
        return WorkingCalendar.of(PracticeSettings.of({})).add(self.on, count)


def clock(text: str) -> time:
    """A time of day, 9:30 or 14.00."""
    match = _TIME.fullmatch(text.strip())
    try:
        if match:
            return time(int(match[1]), int(match[2]))
    except ValueError:
        pass
    raise ArgumentTypeError(f"write a time as 9:30 or 14:00, not {text!r}")


def hours(text: str) -> tuple[Hours, ...]:
    """Hours of one or more weekdays: "mon-fri 08:30-17:30", "wed 9:00-12:00"."""
    match = _HOURS.fullmatch(text.strip().lower())
    if match is None:
        raise ArgumentTypeError(f"write hours as 'mon-fri 08:30-17:30', not {text!r}")
    first = _weekday(match[1])
    last = _weekday(match[2]) if match[2] else first
    opens, closes = clock(match[3]), clock(match[4])
    if last < first or closes <= opens:
        raise ArgumentTypeError(f"hours go forward, 'mon-fri 08:30-17:30': {text!r} does not")
    return tuple((weekday, opens, closes) for weekday in range(first, last + 1))


def _weekday(text: str) -> int:
    found = [number for number, day in enumerate(_DAYS) if day.startswith(text)]
    if not found:
        raise ArgumentTypeError(f"there is no weekday {text!r}")
    return found[0]


def checked_words(text: str) -> str:
    """The text as it may be kept; refuses bytes that are no letters of any script."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Refusal("The text holds bytes that are not UTF-8: type it again, or save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\x00", "")


def words(text: str) -> str:
    """A text argument."""
    try:
        return checked_words(text)
    except Refusal as refusal:
        raise ArgumentTypeError(refusal.message) from None
