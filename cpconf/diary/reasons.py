"""Why a slot is offered, in short plain words; knows no other slot."""

from __future__ import annotations

from datetime import date

from cpconf.diary.openings import Triple
from cpconf.diary.wishes import SlotWish
from cpconf.diary.working_days import WorkingCalendar


def reasons_for(
    wish: SlotWish, calendar: WorkingCalendar, triple: Triple, day: date, numbers: tuple[int, int], load: int
) -> tuple[str, ...]:
    """The reasons, the limit first, to be joined by dots: "Day 9 of 15", "same chair as March", "school holiday".

    `numbers`: which working day of how many; `load`: conferences that the chair already has that day.
    """
    number, of_days = numbers
    reasons = [f"Day {number} of {of_days}"]
    if number > of_days:
        reasons.append(f"{working_days(number - of_days)} late")
    elif number == of_days:
        reasons.append("the last day in time")
    if wish.preferred_chair is not None:
        reasons.append(_chair(wish, triple, day))
    if wish.site_id is not None:
        there = triple.room.site_id == wish.site_id
        reasons.append(f"at {triple.room.site_name}" + (" as asked" if there else ", another site than asked"))
    if calendar.in_school_holidays(day):
        reasons.append("school holiday")
    elif calendar.in_term(day):
        reasons.append("term time")
    if load:
        reasons.append(f"{_ordinal(load + 1)} conference of the chair that day")
    if triple.chair.points_words:
        reasons.append(triple.chair.points_words)
    return tuple(reasons)


def _chair(wish: SlotWish, triple: Triple, day: date) -> str:
    same = triple.chair.id == wish.preferred_chair
    if wish.chaired_on is None:
        return "the chair asked for" if same else "not the chair asked for"
    month = _month(wish.chaired_on, day)
    return f"same chair as {month}" if same else f"another chair than {month}"


def _month(on: date, seen_from: date) -> str:
    """ "March"; with its year where it lies eleven months back or more."""
    months_back = (seen_from.year - on.year) * 12 + seen_from.month - on.month
    return f"{on:%B %Y}" if months_back > 10 else f"{on:%B}"


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third", 4: "fourth"}.get(number, f"{number}th")


def working_days(count: int) -> str:
    """ "1 working day", "3 working days"."""
    return f"{count} working day{'' if count == 1 else 's'}"
