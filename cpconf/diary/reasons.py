"""Why a slot is offered, in short plain words; knows no other slot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpconf.diary.openings import Triple
from cpconf.diary.wishes import SlotWish
from cpconf.diary.working_days import WorkingCalendar


def reasons_for(
    wish: SlotWish, calendar: WorkingCalendar, triple: Triple, day: date, numbers: tuple[int, int], load: int
) -> tuple[str, ...]:
    """The reasons, the limit first: "Day 12 of 15: 3 working days in hand", "Same chair as before".

    `numbers`: which working day of how many; `load`: conferences that the chair already has that day.
    """
    return tuple(_reasons(wish, calendar, triple, day, numbers, load))


def _reasons(
    wish: SlotWish, calendar: WorkingCalendar, triple: Triple, day: date, numbers: tuple[int, int], load: int
) -> Iterator[str]:
    yield _limit(*numbers)
    if wish.preferred_chair is not None:
        same = triple.chair.id == wish.preferred_chair
        yield "Same chair as before" if same else f"Another chair than before: {triple.chair.name}"
    if wish.site_id is not None:
        there = triple.room.site_id == wish.site_id
        yield f"At {triple.room.site_name}" + (", as asked" if there else ", not the site asked for")
    if calendar.in_school_holidays(day):
        yield "In the school holidays"
    elif calendar.in_term(day):
        yield "In term time"
    yield f"The chair already has {load} that day" if load else "The chair's only conference that day"
    if triple.chair.points_words:
        yield triple.chair.points_words


def _limit(number: int, of_days: int) -> str:
    if number > of_days:
        return f"Day {number} of {of_days}: {working_days(number - of_days)} late"
    if number < of_days:
        return f"Day {number} of {of_days}: {working_days(of_days - number)} in hand"
    return f"Day {number} of {of_days}: the last day in time"


def working_days(count: int) -> str:
    """ "1 working day", "3 working days"."""
    return f"{count} working day{'' if count == 1 else 's'}"
