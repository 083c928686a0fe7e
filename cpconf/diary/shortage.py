"""Which single resource would have to be had for a slot in time; finds and ranks no slot itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import or_

from cpconf.diary.grid import Grid
from cpconf.diary.kinds import THE_THREE, Purpose
from cpconf.diary.openings import Openings
from cpconf.diary.wishes import DiaryWindow, SlotWish


def scarce(wish: SlotWish, window: DiaryWindow) -> frozenset[Purpose] | None:
    """What keeps the conference from a slot in time.

    None: nothing, such a slot exists. Else each of ROOM, CHAIR, MINUTE_TAKER and PERSON (somebody who must be there)
    whose relief alone would give one, were there another of it that is always free; empty where none alone does, as
    when no working day in time is left. `wish.late_days` does not matter.
    """
    days = _days_in_time(wish, window)
    if not days:
        return frozenset()
    openings = Openings(wish, window, Grid(days))
    if any(_together(openings, frozenset(THE_THREE))):
        return None
    relieved = {purpose for purpose in THE_THREE if any(_together(openings, frozenset(THE_THREE) - {purpose}))}
    without_people = replace(wish, people=frozenset(), unavailable=())
    if (wish.people or wish.unavailable) and any(
        _together(Openings(without_people, window, openings.grid), frozenset(THE_THREE))
    ):
        relieved.add(Purpose.PERSON)
    return frozenset(relieved)


def _days_in_time(wish: SlotWish, window: DiaryWindow) -> list[date]:
    if wish.earliest_on < window.from_on or wish.due_on > window.until_on:
        raise ValueError("the diary window does not hold the days of the wish")
    return window.calendar.days(wish.earliest_on, wish.due_on) if wish.earliest_on <= wish.due_on else []


def _together(openings: Openings, needed: frozenset[Purpose]) -> Iterator[int]:
    """By site, the starts at which all that are needed are free together; the others are taken for granted."""
    for site in openings.sites:
        starts = openings.needed & openings.grid.whole
        if Purpose.ROOM in needed:
            starts &= _any(openings.room_starts[room.id] for room in openings.rooms if openings.site(room) == site)
        if needed >= {Purpose.CHAIR, Purpose.MINUTE_TAKER}:
            starts &= openings.pairs(site)
        elif Purpose.CHAIR in needed:
            starts &= _any(openings.chair_starts[site].values())
        else:
            starts &= _any(openings.taker_starts[site].values())
        yield starts


def _any(starts: Iterable[int]) -> int:
    return reduce(or_, starts, 0)
