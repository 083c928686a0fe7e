"""Rooms and people that are only thought of, as plans of the engine; none of them can ever be booked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cpconf.bookings.replanning.cells import Cut, open_cells
from cpconf.bookings.replanning.scope import PersonName, RoomName, WhatIf
from cpconf.diary.replanning.model import Cells, ChairPlan, RoomPlan, TakerPlan
from cpconf.diary.rules import SiteId
from cpconf.diary.wishes import DiaryWindow
from cpconf.practice.rules import PracticeSettings


def more_rooms(
    what_if: WhatIf, window: DiaryWindow, cut: Cut, sites: Sequence[SiteId]
) -> Iterator[tuple[RoomName, RoomPlan]]:
    """More rooms like the largest of the site with most rooms, open when any of that site's is."""
    if not window.rooms:
        return
    at = [room.site_id for room in window.rooms]
    site = max(at, key=at.count)
    there = [room for room in window.rooms if room.site_id == site]
    opened = either(open_cells(cut, room.grains, ()) for room in there)
    plan = RoomPlan(area=sites.index(site), seats=max(room.capacity for room in there), open=opened)
    for number in range(1, what_if.extra_rooms + 1):
        yield RoomName(id=None, name=f"One more room {number}", site_id=site, site=there[0].site_name), plan


def more_chairs(
    what_if: WhatIf, window: DiaryWindow, cut: Cut, settings: PracticeSettings
) -> Iterator[tuple[PersonName, ChairPlan]]:
    """More chairs without a child yet, at work when any chair is; part-time the first days of the week."""
    working = either(open_cells(cut, chair.grains, ()) for chair in window.chairs)
    left, number = what_if.extra_chair_fte, 1
    while left > 0:
        fte = min(1.0, left)
        opened = _part_time(cut, working, fte)
        plan = ChairPlan(fte=fte, base=0, open=opened, a_day=settings.chair_conferences_a_day)
        yield PersonName(id=None, name=f"One more chair {number}"), plan
        left, number = left - fte, number + 1


def more_takers(
    what_if: WhatIf, window: DiaryWindow, cut: Cut, settings: PracticeSettings
) -> Iterator[tuple[PersonName, TakerPlan]]:
    """More full-time minute-takers, at work when any minute-taker is."""
    working = either(open_cells(cut, taker.grains, ()) for taker in window.minute_takers)
    for number in range(1, what_if.extra_takers + 1):
        plan = TakerPlan(open=working, a_day=settings.minute_taker_conferences_a_day)
        yield PersonName(id=None, name=f"One more minute-taker {number}"), plan


def either(cells: Iterable[Cells]) -> Cells:
    """The cells that are in any of them."""
    whole: list[int] = []
    for one in cells:
        whole = [a | b for a, b in zip(whole or [0] * len(one), one, strict=True)]
    return tuple(whole)


def _part_time(cut: Cut, working: Cells, fte: float) -> Cells:
    """The first days of the week, as many as the hours make; half a day is its morning."""
    whole, half = divmod(round(10 * fte), 2)
    morning = (1 << cut.count // 2) - 1
    return tuple(
        mask if day.weekday() < whole else mask & morning if half and day.weekday() == whole else 0
        for mask, day in zip(working, cut.days, strict=True)
    )
