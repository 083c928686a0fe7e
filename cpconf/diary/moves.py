"""Whether a conference in the way could move a little on its own day; proposes and never moves anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import chain
from typing import Final

from cpconf.diary.openings import AnySite, Openings
from cpconf.diary.rules import GRAIN_MINUTES, ResourceId, SiteId, Span
from cpconf.diary.wishes import Absence, DiaryWindow, Fix, Occupied, RoomTime, StaffTime

_MOVES: Final = (30, -30, 60, -60)
"""Minutes by which a conference might move, the cheapest first."""


def overlaps(row: Occupied, span: Span) -> bool:
    """Whether an occupancy shares a moment with a span."""
    return row.starts_at < span.ends_at and span.starts_at < row.ends_at


def absences_of(choice: RoomTime | StaffTime) -> Sequence[Absence]:
    """The closures of a room or the leave of a person."""
    return choice.closures if isinstance(choice, RoomTime) else choice.leave


def move_out_of_the_way(openings: Openings, row: Occupied, kept: Mapping[ResourceId, Span]) -> Fix | None:
    """The smallest move of `row`'s conference, all its resources with it, that leaves the spans of `kept` free.

    None when no half-hour or hour to either side will do. Only the diary is looked at: whether its family and
    professionals can come then is for a person to ask.
    """
    rows = [r for r in chain.from_iterable(openings.rows.values()) if r.conference_id == row.conference_id]
    site = _site_of(openings.window, rows)
    starts_at = row.starts_at + timedelta(minutes=openings.window.rules.margin(row.purpose).before)
    for minutes in _MOVES:
        by = timedelta(minutes=minutes)
        moved = [r._replace(starts_at=r.starts_at + by, ends_at=r.ends_at + by) for r in rows]
        clear = not any(r.resource_id in kept and overlaps(r, kept[r.resource_id]) for r in moved)
        if clear and all(_is_free(openings, r, site) for r in moved):
            words = f"It is free if the conference at {starts_at:%H:%M} moves to {starts_at + by:%H:%M}."
            return Fix(words=words, move_conference_id=row.conference_id, move_to=starts_at + by)
    return None


def _site_of(window: DiaryWindow, rows: Sequence[Occupied]) -> SiteId:
    """The site at which a conference is held; any site where its room is not in the window."""
    held_in = {row.resource_id for row in rows}
    return next((room.site_id for room in window.rooms if room.id in held_in), AnySite)


def _is_free(openings: Openings, moved: Occupied, site: SiteId) -> bool:
    """Whether the resource of a moved occupancy is free of all others, open or at work, and not absent."""
    span = Span(starts_at=moved.starts_at, ends_at=moved.ends_at)
    rows = openings.rows[moved.resource_id]
    if any(overlaps(row, span) for row in rows if row.conference_id != moved.conference_id):
        return False
    window = openings.window
    choices: Sequence[RoomTime | StaffTime] = (*window.rooms, *window.chairs, *window.minute_takers)
    choice = next((c for c in choices if c.id == moved.resource_id), None)
    if choice is None:
        return False
    after = timedelta(minutes=window.rules.margin(moved.purpose).after)
    grain = timedelta(minutes=GRAIN_MINUTES)
    needed = Span(starts_at=moved.starts_at, ends_at=max(moved.ends_at - after, moved.starts_at + grain))
    if any(absence.span.overlaps(needed) for absence in absences_of(choice)):
        return False
    first, end = openings.grid.floor(needed.starts_at), openings.grid.ceil(needed.ends_at)
    whole = ((1 << (end - first)) - 1) << first
    bound_to = AnySite if isinstance(choice, RoomTime) else site
    return openings.open_grains(choice.grains, bound_to) & whole == whole
