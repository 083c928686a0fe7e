"""Typing blocks are kept in the diary and moved out of a conference's way; where they fit is not decided here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import DateTime, Integer, column, select, table

from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.records import Occupancy
from cpconf.diary.rules import ResourceId, Span
from cpconf.diary.typing_time import day_starts, place_typing, typing_until
from cpconf.diary.window import still_held
from cpconf.diary.wishes import DiaryWindow, StaffTime
from cpconf.practice.rules import PracticeSettings
from cpconf.store.store import Writing

# Conferences belong to a subject that stands below the diary: the table is named by its words, nothing is imported.
_CONFERENCE = table("conference", column("id", Integer), column("ends_at", DateTime))


def make_way(
    writing: Writing,
    window: DiaryWindow,
    conference_id: int,
    wanted: Mapping[ResourceId, Span],
    settings: PracticeSettings,
) -> None:
    """Move the typing blocks of other conferences that lie in what is `wanted` of their owners now.

    Each goes to the earliest place on or after that day in which its minutes are still in time; where there is none
    it is dropped, for typing gives way.
    """
    blocks = [
        block
        for block in _blocks(writing, window, wanted)
        if block.conference_id != conference_id
        and Span(starts_at=block.starts_at, ends_at=block.ends_at).overlaps(wanted[ResourceId(block.resource_id)])
    ]
    ends = _ends(writing, [block.conference_id for block in blocks if block.conference_id is not None])
    for block in blocks:
        owner = ResourceId(block.resource_id)
        day = window.from_on
        ended_at = ends.get(block.conference_id or 0, day_starts(day))
        taken = [*_taken(writing, window, conference_id, owner, besides=block.id), wanted[owner]]
        place = place_typing(
            _person(window, owner),
            int((block.ends_at - block.starts_at).total_seconds()) // 60,
            after=max(ended_at, day_starts(day), writing.local),
            until_on=min(window.until_on, typing_until(settings, window.calendar, ended_at.date())),
            taken=taken,
            calendar=window.calendar,
        )
        if place is None:
            block.released_at = writing.at
        else:
            block.starts_at, block.ends_at = place.starts_at, place.ends_at
        writing.flush()


def keep_typing(
    writing: Writing,
    window: DiaryWindow,
    conference_id: int,
    owner: ResourceId,
    conference: Span,
    settings: PracticeSettings,
) -> None:
    """Keep a block for the minutes of a conference after it, if the practice wants one and there is room in time."""
    if not settings.typing_minutes:
        return
    written = window.rules.occupied(Purpose.MINUTE_TAKER, conference)
    place = place_typing(
        _person(window, owner),
        settings.typing_minutes,
        after=written.ends_at,
        until_on=window.until_on,
        taken=[*_taken(writing, window, conference_id, owner), written],
        calendar=window.calendar,
    )
    if place is not None:
        writing.add(
            Occupancy(
                resource_id=owner,
                conference_id=conference_id,
                purpose=Purpose.TYPING,
                hold=Hold.BOOKED,
                starts_at=place.starts_at,
                ends_at=place.ends_at,
            )
        )


def _person(window: DiaryWindow, owner: ResourceId) -> StaffTime:
    return next(person for person in (*window.minute_takers, *window.chairs) if person.id == owner)


def _blocks(
    writing: Writing, window: DiaryWindow, owners: Mapping[ResourceId, Span] | Sequence[ResourceId]
) -> Sequence[Occupancy]:
    """The typing blocks of these people in the window as records, earliest first."""
    if not window.typing:
        return ()
    return writing.records(
        select(Occupancy)
        .where(Occupancy.resource_id.in_(sorted(owners)), Occupancy.purpose == Purpose.TYPING)
        .where(still_held(writing.at), Occupancy.ends_at > day_starts(window.from_on))
        .order_by(Occupancy.starts_at, Occupancy.id)
    )


def _taken(
    writing: Writing, window: DiaryWindow, conference_id: int, owner: ResourceId, besides: int = 0
) -> list[Span]:
    """What others occupy of a person in the window, typing blocks as they stand now, one of them left out."""
    rows = [row for row in window.occupied if row.resource_id == owner and row.conference_id != conference_id]
    blocks = [block for block in _blocks(writing, window, [owner]) if block.id != besides]
    times = [(row.starts_at, row.ends_at) for row in rows] + [(block.starts_at, block.ends_at) for block in blocks]
    return [Span(starts_at=starts_at, ends_at=ends_at) for starts_at, ends_at in times]


def _ends(writing: Writing, conference_ids: Sequence[int]) -> dict[int, datetime]:
    if not conference_ids:
        return {}
    rows = writing.rows(select(_CONFERENCE).where(_CONFERENCE.c.id.in_(conference_ids)))
    return {row.id: row.ends_at for row in rows}
