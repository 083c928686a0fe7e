"""Taking a room, a chair and a minute-taker for a conference and letting them go; knows not what the conference is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Integer, String, column, select, table

from cpconf.access.records import Staff
from cpconf.diary.free import check_absences, check_day, check_hours, clash, find_person, find_room, taken
from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.records import Occupancy, Resource, Room
from cpconf.diary.rules import ResourceId, SiteId, Span
from cpconf.diary.window import load_window
from cpconf.diary.wishes import DiaryWindow, RoomTime, StaffTime
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.store import Writing

# Conferences belong to a subject that stands below the diary: the table is named by its words, nothing is imported.
_CONFERENCE = table("conference", column("id", Integer), column("reference", String))
_SOMEBODY = "another booking"

Chosen = Mapping[Purpose, ResourceId]


def hold_diary(writing: Writing) -> None:
    """Until this act ends nobody else books: a server lets one in at a time; a file does so by itself.

    Without it two bookings of a server could check, both find the slot free, and wait for each other.
    """
    writing.scalar(select(Resource.id).order_by(Resource.id).limit(1).with_for_update(key_share=True))


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
    hold: Hold = Hold.BOOKED,
    settings: PracticeSettings | None = None,
    calendar: WorkingCalendar | None = None,
) -> None:
    """Take the three for a conference, margins included; without a room (all remote) the two people only.

    Refuses precisely, naming the field: a day that is no working day, a room that is closed, too small or not open,
    a person who does not chair or take minutes, is away or not at work there, and whatever is taken. The database
    has the last word. Undone by `release`.
    """
    conference = Span(starts_at=starts_at, ends_at=ends_at)
    chosen = _chosen(writing, room_id, chair_id, minute_taker_id)
    if ends_at.date() != starts_at.date():
        raise Refusal("A conference starts and ends on the same day.", "slot")
    day, only = starts_at.date(), frozenset(chosen.values())
    window = load_window(writing, from_on=day, until_on=day, settings=settings, calendar=calendar, only=only)
    check_day(window.calendar, day)
    _check_resources(writing, window, chosen, conference, seats)
    spans = window.rules.spans(conference)
    writing.add_all(
        Occupancy(
            resource_id=resource_id,
            conference_id=conference_id,
            purpose=purpose,
            hold=hold,
            starts_at=spans[purpose].starts_at,
            ends_at=spans[purpose].ends_at,
        )
        for purpose, resource_id in sorted(chosen.items(), key=lambda pair: pair[1])
    )


def release(writing: Writing, *, conference_id: int) -> None:
    """Let go of whatever a conference occupies; the rows stay. Undone by `occupy`, if nobody was quicker."""
    rows = writing.records(
        select(Occupancy).where(Occupancy.conference_id == conference_id, Occupancy.released_at.is_(None))
    )
    for row in rows:
        row.released_at = writing.at
    writing.flush()


def _chosen(writing: Writing, room_id: int | None, chair_id: int, minute_taker_id: int) -> dict[Purpose, ResourceId]:
    if chair_id == minute_taker_id:
        raise Refusal("The chair cannot also take the minutes: choose two people.", "minute_taker")
    rows = writing.rows(
        select(Resource.id, Resource.room_id, Resource.staff_id).where(
            (Resource.room_id == room_id) | Resource.staff_id.in_([chair_id, minute_taker_id])
        )
    )
    rooms = {row.room_id: ResourceId(row.id) for row in rows}
    people = {row.staff_id: ResourceId(row.id) for row in rows}
    chosen: dict[Purpose, ResourceId] = {}
    if room_id is not None:
        if room_id not in rooms:
            writing.get(Room, room_id)
            raise Refusal("This room is not in the diary.", Purpose.ROOM.value)
        chosen[Purpose.ROOM] = rooms[room_id]
    for purpose, staff_id in ((Purpose.CHAIR, chair_id), (Purpose.MINUTE_TAKER, minute_taker_id)):
        if staff_id not in people:
            name = writing.get(Staff, staff_id).name
            raise Refusal(f"{name} is not in the diary yet: an administrator makes them bookable.", purpose.value)
        chosen[purpose] = people[staff_id]
    return chosen


def _check_resources(writing: Writing, window: DiaryWindow, chosen: Chosen, conference: Span, seats: int) -> None:
    site_id: SiteId | None = None
    if Purpose.ROOM in chosen:
        room = find_room(window, chosen[Purpose.ROOM])
        if room is None:
            raise Refusal("This room is no longer used: choose another.", Purpose.ROOM.value)
        if room.capacity < seats:
            raise Refusal(
                f"The room {room.name} has {room.capacity} seats and this conference needs {seats}. "
                "Choose a larger room, or correct the number of seats in the request.",
                Purpose.ROOM.value,
            )
        site_id = room.site_id
        _check_one(writing, window, Purpose.ROOM, room, conference, None)
    chair = find_person(window.chairs, chosen[Purpose.CHAIR])
    minute_taker = find_person(window.minute_takers, chosen[Purpose.MINUTE_TAKER])
    if chair is None:
        raise Refusal("This member of staff does not chair conferences, or has left.", Purpose.CHAIR.value)
    if minute_taker is None:
        raise Refusal("This member of staff does not take minutes, or has left.", Purpose.MINUTE_TAKER.value)
    _check_one(writing, window, Purpose.CHAIR, chair, conference, site_id)
    _check_one(writing, window, Purpose.MINUTE_TAKER, minute_taker, conference, site_id)


def _check_one(
    writing: Writing,
    window: DiaryWindow,
    purpose: Purpose,
    resource: RoomTime | StaffTime,
    conference: Span,
    site_id: SiteId | None,
) -> None:
    needed = window.rules.needed(purpose, conference)
    absences = resource.closures if isinstance(resource, RoomTime) else resource.leave
    check_absences(resource.name, purpose, absences, needed)
    check_hours(resource.name, purpose, resource.hours, needed, site_id)
    row = clash(window.occupied, resource.id, window.rules.occupied(purpose, conference))
    if row is not None:
        reference = writing.scalar(select(_CONFERENCE.c.reference).where(_CONFERENCE.c.id == row.conference_id))
        raise taken(resource.name, purpose, row, reference or _SOMEBODY)
