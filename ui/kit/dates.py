"""Reads a date or a time as a person types it; knows no widget and no clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta

from cpconf.refusals import Refusal

AddWorkingDays = Callable[[date, int], date]
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_HELP = "Write a date as dd/mm/yyyy, +3w (working days), +2d, +1m or a weekday."
_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:\s+(\d{4}|\d{2}))?")
_STEP = re.compile(r"([+-])\s*(\d{1,4})\s*(d|days?|w|wd|m|months?|y|years?)?")
_TIME = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*(am|pm)?")


def weekdays_only(start: date, count: int) -> date:
    """`count` working days on (or back) from `start` when nobody supplied the bank holidays: Monday to Friday."""
    step, left, day = (1 if count > 0 else -1), abs(count), start
    while left:
        day += timedelta(days=step)
        left -= day.weekday() < 5
    return day


def read_date(text: str, *, today: date, past: bool = False, add_working_days: AddWorkingDays = weekdays_only) -> date:
    """The date that `text` means, or a Refusal that says how to write one.

    dd/mm/yyyy, dd/mm (the next one; the last one if `past`), 3 March 2027, 2027-03-03, today, tomorrow,
    mon, mon wk (the Monday after next), +3w (working days), -2d (days), +3m (calendar months), +1y.
    """
    typed = " ".join(text.lower().split())
    if not typed:
        raise Refusal("Write a date.")
    for reader in (_from_word, _from_step, _from_weekday):
        found = reader(typed, today, add_working_days)
        if found is not None:
            return found
    return _from_parts(typed, today, past)


def _from_word(typed: str, today: date, _add: AddWorkingDays) -> date | None:
    offsets = {"today": 0, "t": 0, "now": 0, "tomorrow": 1, "tom": 1, "yesterday": -1}
    return today + timedelta(days=offsets[typed]) if typed in offsets else None


def _from_step(typed: str, today: date, add_working_days: AddWorkingDays) -> date | None:
    match = _STEP.fullmatch(typed)
    if match is None:
        return None
    count = int(match[2]) * (1 if match[1] == "+" else -1)
    unit = (match[3] or "d")[0]
    try:
        if unit in "my":
            return add_months(today, count * (12 if unit == "y" else 1))
        if unit == "w":
            return add_working_days(today, count)
        return today + timedelta(days=count)
    except (ValueError, OverflowError):
        raise Refusal(_HELP) from None


def add_months(day: date, months: int) -> date:
    """As the core counts them; not imported above, for the first paint need not wait for all rules of the diary."""
    from cpconf.diary.working_days import add_months

    return add_months(day, months)


def _from_weekday(typed: str, today: date, _add: AddWorkingDays) -> date | None:
    name, _, rest = typed.partition(" ")
    if len(name) < 2 or rest not in ("", "wk", "week"):
        return None
    for number, day in enumerate(DAYS):
        if day.startswith(name):
            ahead = (number - today.weekday() - 1) % 7 + 1
            return today + timedelta(days=ahead + (7 if rest else 0))
    return None


def _from_parts(typed: str, today: date, past: bool) -> date:
    if match := _ISO.fullmatch(typed):
        return _made(int(match[3]), int(match[2]), int(match[1]))
    if match := (_RUN.fullmatch(typed) or _NUMBERS.fullmatch(typed)):
        return _nearest(int(match[1]), int(match[2]), match[3], today, past)
    if match := _NAMED.fullmatch(typed):
        months = [number for number, name in enumerate(MONTHS, 1) if name.startswith(match[2])]
        if len(months) == 1:
            return _nearest(int(match[1]), months[0], match[3], today, past)
    raise Refusal(_HELP)


def _nearest(day: int, month: int, year: str | None, today: date, past: bool) -> date:
    if year is not None:
        full = int(year) + (2000 if len(year) == 2 else 0)
        found = _made(day, month, full)
        return _made(day, month, full - 100) if len(year) == 2 and past and found > today else found
    for candidate in range(0, 9):  # 29 February: up to eight years to the next
        try:
            found = date(today.year + (-candidate if past else candidate), month, day)
        except ValueError:
            continue
        if (found <= today) if past else (found >= today):
            return found
    raise Refusal(_no_such(day, month))


def _made(day: int, month: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal(_no_such(day, month)) from None


def _no_such(day: int, month: int) -> str:
    if not 1 <= month <= 12:
        return f"There is no month {month}. Write the day first: dd/mm/yyyy."
    return f"{MONTHS[month - 1].capitalize()} has no day {day}."


def show_date(on: date) -> str:
    """dd/mm/yyyy."""
    return f"{on.day:02}/{on.month:02}/{on.year:04}"


def say_date(on: date) -> str:
    """In words, as in `Wednesday 3 March 2027`."""
    return f"{DAYS[on.weekday()].capitalize()} {on.day} {MONTHS[on.month - 1].capitalize()} {on.year}"


def read_time(text: str) -> time:
    """9, 930, 9:30, 09.30, 2pm, 14:00; a Refusal for anything else. One to six without am or pm is afternoon."""
    match = _TIME.fullmatch(" ".join(text.lower().split()))
    if match is None:
        raise Refusal("Write a time as 9:30 or 2pm.")
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        raise Refusal("Write a time as 9:30 or 2pm.")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif 1 <= hour <= 6 and not match[1].startswith("0"):
        hour += 12
    if hour > 23 or minute > 59:
        raise Refusal(f"There is no time {hour}:{minute:02}. Write a time as 9:30 or 2pm.")
    return time(hour, minute)


def show_time(at: time) -> str:
    """HH:MM, 24 hours."""
    return f"{at.hour:02}:{at.minute:02}"
