"""Taking room, chair, minute-taker and needed people for a conference and letting them go; knows no conference."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Select, String, column, false, or_, select, table

from cpconf.access.records import Staff
from cpconf.diary.free import (
    Conflict,
    day_conflicts,
    seat_conflicts,
)
from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.records import Occupancy, Resource
from cpconf.diary.rules import ResourceId, Span
from cpconf.diary.typing_blocks import keep_typing, make_way
from cpconf.diary.typing_time import typing_until
from cpconf.diary.window import load_calendar, load_window
from cpconf.diary.wishes import DiaryWindow, Occupied
from cpconf.diary.working_days import WorkingCalendar
from cpconf.people.records import Professional
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.store import Reading, Writing

__all__ = ["Conflict", "conflicts", "hold_diary", "lapsed_conferences", "occupy", "release", "release_lapsed"]

# Conferences belong to a subject that stands below the diary: the table is named by its words, nothing is imported.
_CONFERENCE = table("conference", column("id", Integer), column("reference", String))
_SOMEBODY = "another booking"
_LONGEST_HOLD = timedelta(days=62)
"""A hold lapses after ten days at most, so one whose conference lies further back is nobody's any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seat:
    """What is wanted: the resources by purpose, the people who must be there, when, and for how many."""

    chosen: Mapping[Purpose, ResourceId]
    people: frozenset[ResourceId]
    conference: Span
    seats: int
    wrong: tuple[Conflict, ...]


def hold_diary(writing: Writing) -> None:
    """Until this act ends nobody else books: a server lets one in at a time; a file does so by itself.

    Without it two bookings of a server could check, both find the slot free, and wait for each other.
    """
    writing.scalar(select(Resource.id).order_by(Resource.id).limit(1).with_for_update(key_share=True))


def conflicts(
    reading: Reading,
    *,
    conference_id: int | None,
    room_id: int | None,
    chair_id: int,
    minute_taker_id: int,
    starts_at: datetime,
    ends_at: datetime,
    seats: int = 0,
    professional_ids: Collection[int] = (),
    settings: PracticeSettings | None = None,
    calendar: WorkingCalendar | None = None,
) -> tuple[Conflict, ...]:
    """Every reason why `occupy` would refuse this seat, the gravest first; empty when it can be had.

    What the conference itself occupies, and holds that have lapsed, do not count. A constant number of statements.
    """
    seat = _seat(reading, room_id, chair_id, minute_taker_id, (starts_at, ends_at), seats, professional_ids)
    window = _window(reading, seat, starts_at.date(), settings, calendar)
    return _conflicts(reading, window, seat, conference_id)


def occupy(
    writing: Writing,
    *,
    conference_id: int,
    room_id: int | None,
    chair_id: int,
    minute_taker_id: int,
    starts_at: datetime,
    ends_at: datetime,
    seats: int = 0,
    professional_ids: Collection[int] = (),
    hold: Hold = Hold.BOOKED,
    held_until: datetime | None = None,
    settings: PracticeSettings | None = None,
    calendar: WorkingCalendar | None = None,
) -> None:
    """Take the three for a conference, margins included, and the people who must be there for its very time.

    Without a room (all remote) the people only. Whatever the conference occupied before is let go, holds that have
    lapsed too; typing blocks of the two people move aside, and a booking (not a hold) gives the minute-taker a typing
    block of its own. Refuses with the first of the `conflicts`, naming the field. The database has the last word.
    Undone by `release`.
    """
    practice = settings or load_settings(writing)
    working_days = calendar or load_calendar(writing, practice)
    seat = _seat(writing, room_id, chair_id, minute_taker_id, (starts_at, ends_at), seats, professional_ids)
    last_on = max(starts_at.date(), typing_until(practice, working_days, starts_at.date()))
    window = _window(writing, seat, last_on, practice, working_days)
    for conflict in _conflicts(writing, window, seat, conference_id):
        raise Refusal(conflict.words, conflict.field)
    release_lapsed(writing)
    release(writing, conference_id=conference_id)
    spans = window.rules.spans(seat.conference)
    make_way(writing, window, conference_id, {who: spans[purpose] for purpose, who in seat.chosen.items()}, practice)
    rows = [(who, purpose, spans[purpose]) for purpose, who in seat.chosen.items()]
    rows += [(who, Purpose.PERSON, seat.conference) for who in _resources_of(writing, professional_ids)]
    writing.add_all(_occupancy(conference_id, row, hold, held_until) for row in sorted(rows))
    if hold is Hold.BOOKED:
        keep_typing(writing, window, conference_id, seat.chosen[Purpose.MINUTE_TAKER], seat.conference, practice)


def release(writing: Writing, *, conference_id: int) -> None:
    """Let go of whatever a conference occupies, needed people and typing included; the rows stay.

    Undone by `occupy`, if nobody was quicker.
    """
    _let_go(
        writing,
        writing.records(
            select(Occupancy).where(Occupancy.conference_id == conference_id, Occupancy.released_at.is_(None))
        ),
    )


def lapsed_conferences(reading: Reading) -> tuple[int, ...]:
    """The conferences whose hold is past its time and not yet released, by id."""
    rows = reading.scalars(_lapsed(reading, Occupancy.conference_id))
    return tuple(sorted({row for row in rows if row is not None}))


def release_lapsed(writing: Writing) -> tuple[int, ...]:
    """Let go of every hold past its time; the conferences that had them, by id. Their state is the bookings' to say."""
    rows = writing.records(_lapsed(writing, Occupancy))
    _let_go(writing, rows)
    return tuple(sorted({row.conference_id for row in rows if row.conference_id is not None}))


def _occupancy(
    conference_id: int, row: tuple[ResourceId, Purpose, Span], hold: Hold, held_until: datetime | None
) -> Occupancy:
    resource_id, purpose, span = row
    return Occupancy(
        resource_id=resource_id,
        conference_id=conference_id,
        purpose=purpose,
        hold=hold,
        held_until=held_until,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
    )


def _let_go(writing: Writing, rows: Sequence[Occupancy]) -> None:
    for row in rows:
        row.released_at = writing.at
    writing.flush()


def _lapsed(reading: Reading, what: Any) -> Select[Any]:
    return select(what).where(
        Occupancy.hold == Hold.HELD,
        Occupancy.released_at.is_(None),
        Occupancy.held_until <= reading.at,
        Occupancy.starts_at >= reading.local - _LONGEST_HOLD,
    )


def _seat(
    reading: Reading,
    room_id: int | None,
    chair_id: int,
    minute_taker_id: int,
    times: tuple[datetime, datetime],
    seats: int,
    professional_ids: Collection[int],
) -> _Seat:
    """What is wanted as resources; who or what is not in the diary at all is noted as wrong."""
    rows = reading.rows(
        select(Resource.id, Resource.room_id, Resource.staff_id, Resource.professional_id).where(
            or_(
                false() if room_id is None else Resource.room_id == room_id,
                Resource.staff_id.in_([chair_id, minute_taker_id]),
                Resource.professional_id.in_(sorted(professional_ids)),
            )
        )
    )
    chosen = {
        purpose: ResourceId(row.id)
        for purpose, room, staff in (
            (Purpose.ROOM, room_id, None),
            (Purpose.CHAIR, None, chair_id),
            (Purpose.MINUTE_TAKER, None, minute_taker_id),
        )
        for row in rows
        if row.professional_id is None and (row.room_id, row.staff_id) == (room, staff)
    }
    return _Seat(
        chosen=chosen,
        people=frozenset(ResourceId(row.id) for row in rows if row.professional_id is not None),
        conference=Span(starts_at=times[0], ends_at=times[1]),
        seats=seats,
        wrong=tuple(_not_in_the_diary(reading, chosen, room_id, chair_id, minute_taker_id)),
    )


def _not_in_the_diary(
    reading: Reading, chosen: Mapping[Purpose, ResourceId], room_id: int | None, chair_id: int, minute_taker_id: int
) -> Iterator[Conflict]:
    if chair_id == minute_taker_id:
        yield _wrong("The chair cannot also take the minutes: choose two people.", Purpose.MINUTE_TAKER)
    if room_id is not None and Purpose.ROOM not in chosen:
        yield _wrong("This room is not in the diary.", Purpose.ROOM)
    for purpose, staff_id in ((Purpose.CHAIR, chair_id), (Purpose.MINUTE_TAKER, minute_taker_id)):
        if purpose not in chosen:
            name = reading.scalar(select(Staff.name).where(Staff.id == staff_id)) or "This member of staff"
            yield _wrong(f"{name} is not in the diary yet: an administrator makes them bookable.", purpose)


def _wrong(words: str, purpose: Purpose) -> Conflict:
    return Conflict(words=words, field=purpose.value)


def _window(
    reading: Reading, seat: _Seat, until_on: date, settings: PracticeSettings | None, calendar: WorkingCalendar | None
) -> DiaryWindow:
    return load_window(
        reading,
        from_on=seat.conference.starts_at.date(),
        until_on=until_on,
        settings=settings,
        calendar=calendar,
        people=seat.people,
        only=frozenset(seat.chosen.values()),
    )


def _conflicts(reading: Reading, whole: DiaryWindow, seat: _Seat, conference_id: int | None) -> tuple[Conflict, ...]:
    if seat.wrong:
        return seat.wrong
    others = [row for row in whole.occupied if conference_id is None or row.conference_id != conference_id]
    window = replace(whole, occupied=others)
    day = seat.conference.starts_at.date()
    if seat.conference.ends_at.date() != day:
        return (Conflict(words="A conference starts and ends on the same day.", field="slot"),)
    references = _references(reading, others, {*seat.chosen.values(), *seat.people})
    found = seat_conflicts(window, seat.chosen, seat.conference, seat.seats, references)
    return (*day_conflicts(window.calendar, day), *found)


def _references(reading: Reading, rows: Sequence[Occupied], ours: Collection[ResourceId]) -> dict[int | None, str]:
    """The references of the conferences that occupy any of ours; whatever else does is somebody's."""
    ids = {row.conference_id for row in rows if row.resource_id in ours}
    found = reading.rows(select(_CONFERENCE).where(_CONFERENCE.c.id.in_(sorted(ids - {None})))) if ids else ()
    return dict.fromkeys(ids, _SOMEBODY) | {row.id: row.reference for row in found}


def _resources_of(writing: Writing, professional_ids: Collection[int]) -> list[ResourceId]:
    """The professionals in the diary, where they are put when they are first needed."""
    known = writing.rows(
        select(Resource.id, Resource.professional_id).where(Resource.professional_id.in_(sorted(professional_ids)))
    )
    ids = {row.professional_id: ResourceId(row.id) for row in known}
    for professional_id in sorted(set(professional_ids) - set(ids)):
        writing.get(Professional, professional_id)
        ids[professional_id] = ResourceId(writing.add(Resource(professional_id=professional_id)).id)
    return sorted(ids.values())
