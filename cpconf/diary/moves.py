"""Where a conference in the way could move to on its own day; proposes and never moves anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Final

from cpconf.diary.kinds import Purpose
from cpconf.diary.openings import AnySite, Openings
from cpconf.diary.rules import GRAIN_MINUTES, SiteId, Span
from cpconf.diary.wishes import Absence, DiaryWindow, Occupied, RoomTime, StaffTime

_MOVES: Final = (30, -30, 60, -60)
"""Minutes by which a conference might move, the cheapest first."""


def overlaps(row: Occupied, span: Span) -> bool:
    """Whether an occupancy shares a moment with a span."""
    return row.starts_at < span.ends_at and span.starts_at < row.ends_at


def too_near(row: Occupied, span: Span, minutes: int) -> bool:
    """Whether, on the day of an occupancy, fewer than so many minutes lie between it and a span."""
    way = timedelta(minutes=minutes)
    return row.starts_at.date() == span.starts_at.date() and overlaps(
        row, Span(starts_at=span.starts_at - way, ends_at=span.ends_at + way)
    )


def absences_of(choice: RoomTime | StaffTime) -> Sequence[Absence]:
    """The closures of a room or the leave of a person."""
    return choice.closures if isinstance(choice, RoomTime) else choice.leave


def moves_of(openings: Openings, row: Occupied) -> Iterator[tuple[timedelta, Mapping[int, list[Occupied]]]]:
    """The moves by which `row`'s conference has all its resources free, the smallest first, and its rows then.

    Only the diary is looked at: whether its family can come then is for a person to ask.
    """
    assert row.conference_id is not None
    rows = [r for r in chain.from_iterable(openings.rows.values()) if r.conference_id == row.conference_id]
    site = _site_of(openings, rows)
    for minutes in _MOVES:
        by = timedelta(minutes=minutes)
        moved = [r._replace(starts_at=r.starts_at + by, ends_at=r.ends_at + by) for r in rows]
        if all(_is_free(openings, r, site) for r in moved):
            yield by, {row.conference_id: moved}


def when_moved(openings: Openings, row: Occupied, by: timedelta) -> datetime:
    """When the conference of an occupancy starts, moved by so much."""
    return row.starts_at + timedelta(minutes=openings.window.rules.margin(row.purpose).before) + by


def _site_of(openings: Openings, rows: Sequence[Occupied]) -> SiteId:
    """The site at which a conference is held; any site where its room is not in the window."""
    held_in = {row.resource_id for row in rows}
    return next((room.site_id for room in openings.window.rooms if room.id in held_in), AnySite)


def _is_free(openings: Openings, moved: Occupied, site: SiteId) -> bool:
    """Whether the resource of a moved occupancy is free of all others, open or at work, not absent, not too far."""
    span = Span(starts_at=moved.starts_at, ends_at=moved.ends_at)
    others = [row for row in openings.rows[moved.resource_id] if row.conference_id != moved.conference_id]
    if any(overlaps(row, span) for row in others):
        return False
    if moved.purpose is Purpose.PERSON:
        return True
    if moved.purpose is not Purpose.ROOM and site:
        ways = ((row, openings.held_at.get(row.conference_id, site)) for row in others)
        if any(too_near(row, span, openings.travel(there, site) * GRAIN_MINUTES) for row, there in ways):
            return False
    choice = _choice(openings.window, moved)
    if choice is None:
        return False
    after = timedelta(minutes=openings.window.rules.margin(moved.purpose).after)
    grain = timedelta(minutes=GRAIN_MINUTES)
    needed = Span(starts_at=moved.starts_at, ends_at=max(moved.ends_at - after, moved.starts_at + grain))
    if any(absence.span.overlaps(needed) for absence in absences_of(choice)):
        return False
    first, end = openings.grid.floor(needed.starts_at), openings.grid.ceil(needed.ends_at)
    whole = ((1 << (end - first)) - 1) << first
    bound_to = AnySite if isinstance(choice, RoomTime) else site
    return openings.open_grains(choice.grains, bound_to) & whole == whole


def _choice(window: DiaryWindow, row: Occupied) -> RoomTime | StaffTime | None:
    choices: Sequence[RoomTime | StaffTime] = (*window.rooms, *window.chairs, *window.minute_takers)
    return next((choice for choice in choices if choice.id == row.resource_id), None)
