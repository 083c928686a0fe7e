"""Sites, rooms, patterns, leave, closures and the calendar change; knows nothing of conferences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import select

from cpconf.access.queries import CHAIRING, TAKING_MINUTES
from cpconf.access.records import Staff
from cpconf.access.rules import StaffId
from cpconf.access.typed import needed
from cpconf.diary.calendar_actions import (
    add_calendar_exception,
    add_school_term,
    withdraw_calendar_exception,
    withdraw_school_term,
)
from cpconf.diary.kinds import LeaveKind
from cpconf.diary.occupying import hold_diary, occupy, release
from cpconf.diary.records import Leave, Resource, Room, RoomClosure, RoomOpening, Site, SiteTravel, WorkPattern
from cpconf.diary.rules import ResourceId, RoomId, SiteId
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

__all__ = [
    "add_calendar_exception",
    "add_leave",
    "add_room",
    "add_school_term",
    "add_site",
    "close_room",
    "end_room",
    "hold_diary",
    "make_bookable",
    "occupy",
    "release",
    "reopen_room",
    "set_opening",
    "set_pattern",
    "set_travel",
    "withdraw_calendar_exception",
    "withdraw_leave",
    "withdraw_school_term",
]

MOST_TRAVEL_MINUTES = 240

Period = tuple[int, time, time]
"""Weekday (Monday 0), from, until."""


@action(Permission.ADMINISTER)
def add_site(writing: Writing, *, name: str, address: str = "") -> SiteId:
    """A new building; refuses an empty name and one that is taken."""
    site = Site(name=needed(name, "name", "Give the site a name."), address=address.strip())
    return SiteId(writing.add(site).id)


@action(Permission.ADMINISTER)
def add_room(
    writing: Writing,
    *,
    site_id: SiteId,
    name: str,
    capacity: int,
    second_waiting_room: bool = False,
    step_free: bool = True,
    equipment: str = "",
    opening: Sequence[Period] = (),
) -> RoomId:
    """A new room that can be booked when it is open. Undone by `end_room`.

    Refuses an empty name, one that the site already has, no seats, and opening hours that overlap.
    """
    writing.get(Site, site_id)
    kept = needed(name, "name", "Give the room a name.")
    if capacity < 1:
        raise Refusal("A room has at least one seat.", "capacity")
    _check_periods(opening, "opening")
    room = writing.add(
        Room(
            site_id=site_id,
            name=kept,
            capacity=capacity,
            second_waiting_room=second_waiting_room,
            step_free=step_free,
            equipment=equipment.strip(),
        )
    )
    writing.add(Resource(room_id=room.id))
    writing.add_all(
        RoomOpening(room_id=room.id, weekday=weekday, opens=opens, closes=closes) for weekday, opens, closes in opening
    )
    return RoomId(room.id)


@action(Permission.ADMINISTER)
def set_opening(writing: Writing, *, room_id: RoomId, periods: Sequence[Period], from_on: date | None = None) -> None:
    """New opening hours from a day on (default: today); the former ones end the day before. What is booked stays."""
    writing.get(Room, room_id)
    _check_periods(periods, "opening")
    first_on = from_on or writing.on
    for former in writing.records(select(RoomOpening).where(RoomOpening.room_id == room_id)):
        former.until_on = _ended(former.until_on, first_on)
    writing.add_all(
        RoomOpening(room_id=room_id, weekday=weekday, opens=opens, closes=closes, from_on=first_on)
        for weekday, opens, closes in periods
    )


@action(Permission.ADMINISTER)
def end_room(writing: Writing, *, room_id: RoomId, ended_on: date | None = None) -> None:
    """The last day (default: today) on which a room can be booked; what is booked later stays and must be moved."""
    room = writing.get(Room, room_id)
    if room.ended_on is not None:
        raise Refusal("This room is already no longer used.", "room")
    room.ended_on = ended_on or writing.on


@action(Permission.ADMINISTER)
def make_bookable(writing: Writing, *, staff_id: StaffId) -> ResourceId:
    """Put a chair or a minute-taker into the diary; refuses other roles and who is in it already."""
    staff = writing.get(Staff, staff_id)
    if staff.role not in CHAIRING | TAKING_MINUTES:
        raise Refusal(f"{staff.name} neither chairs nor takes minutes: change the role first.", "staff")
    if writing.scalar(select(Resource.id).where(Resource.staff_id == staff_id)) is not None:
        raise Refusal(f"{staff.name} is already in the diary.", "staff")
    return ResourceId(writing.add(Resource(staff_id=staff_id)).id)


@action(Permission.ADMINISTER)
def set_pattern(
    writing: Writing,
    *,
    staff_id: StaffId,
    periods: Sequence[Period],
    protected: Sequence[Period] = (),
    site_id: SiteId | None = None,
    from_on: date | None = None,
) -> None:
    """The working week of a member of staff; `site_id` where they can only be there.

    In `protected` periods they are at work and never booked: writing time, a standing meeting.

    The first pattern holds from ever unless `from_on` is given; a later one from `from_on` (default: today), and the
    former ends the day before. What is booked stays. Refuses periods that overlap, and protected ones that do.
    """
    writing.get(Staff, staff_id)
    if site_id is not None:
        writing.get(Site, site_id)
    _check_periods(periods, "pattern")
    _check_periods(protected, "protected")
    former = writing.records(select(WorkPattern).where(WorkPattern.staff_id == staff_id))
    first_on = from_on or (writing.on if former else None)
    for row in former:
        row.until_on = _ended(row.until_on, first_on or writing.on)
    writing.add_all(
        WorkPattern(
            staff_id=staff_id,
            weekday=weekday,
            starts=starts,
            ends=ends,
            site_id=None if is_protected else site_id,
            from_on=first_on,
            protected=is_protected,
        )
        for is_protected, kept in ((False, periods), (True, protected))
        for weekday, starts, ends in kept
    )


@action(Permission.ADMINISTER)
def set_travel(writing: Writing, *, site_id: SiteId, other_site_id: SiteId, minutes: int) -> None:
    """How long a chair or a minute-taker takes from one site to the other, the same both ways.

    Sites that are not set take the practice's minutes. What is booked stays. Refuses a site with itself, and minutes
    below 0 or above 240. Undone by setting it back.
    """
    first, second = sorted((writing.get(Site, site_id).id, writing.get(Site, other_site_id).id))
    if first == second:
        raise Refusal("Choose two sites.", "other_site")
    if not 0 <= minutes <= MOST_TRAVEL_MINUTES:
        raise Refusal(f"Give the minutes from 0 to {MOST_TRAVEL_MINUTES}.", "minutes")
    known = writing.record(select(SiteTravel).where(SiteTravel.from_site_id == first, SiteTravel.to_site_id == second))
    if known is None:
        writing.add(SiteTravel(from_site_id=first, to_site_id=second, minutes=minutes))
    else:
        known.minutes = minutes


@action(Permission.BOOK)
def add_leave(
    writing: Writing,
    *,
    staff_id: StaffId,
    starts_at: datetime,
    ends_at: datetime,
    kind: LeaveKind = LeaveKind.ANNUAL,
    note: str = "",
) -> int:
    """A member of staff is away, local time; returns the id of the leave. Undone by `withdraw_leave`.

    What is booked in it stays booked: somebody moves it, for a conference has a limit. Refuses an end that does not
    follow the start, and leave over other leave.
    """
    writing.get(Staff, staff_id)
    _check_span(starts_at, ends_at)
    other = writing.scalar(
        select(Leave.id).where(
            Leave.staff_id == staff_id,
            Leave.withdrawn_at.is_(None),
            Leave.starts_at < ends_at,
            Leave.ends_at > starts_at,
        )
    )
    if other is not None:
        raise Refusal("This member of staff is already away in that time: withdraw that leave first.", "starts_at")
    leave = Leave(staff_id=staff_id, starts_at=starts_at, ends_at=ends_at, kind=LeaveKind(kind), note=note.strip())
    return writing.add(leave).id


@action(Permission.BOOK)
def withdraw_leave(writing: Writing, *, leave_id: int) -> None:
    """The leave is not taken. Refuses what is withdrawn already. Undone by `add_leave`."""
    leave = writing.get(Leave, leave_id)
    if leave.withdrawn_at is not None:
        raise Refusal("This leave is already withdrawn.", "leave")
    leave.withdrawn_at = writing.at


@action(Permission.BOOK)
def close_room(writing: Writing, *, room_id: RoomId, starts_at: datetime, ends_at: datetime, reason: str) -> int:
    """A room cannot be used, local time; returns the id of the closure. Undone by `reopen_room`.

    What is booked in it stays booked and must be moved. Refuses an empty reason, and an end not after the start.
    """
    writing.get(Room, room_id)
    _check_span(starts_at, ends_at)
    why = needed(reason, "reason", "Say why the room is closed.")
    closure = RoomClosure(room_id=room_id, starts_at=starts_at, ends_at=ends_at, reason=why)
    return writing.add(closure).id


@action(Permission.BOOK)
def reopen_room(writing: Writing, *, closure_id: int) -> None:
    """A closure no longer holds. Refuses what is withdrawn already. Undone by `close_room`."""
    closure = writing.get(RoomClosure, closure_id)
    if closure.withdrawn_at is not None:
        raise Refusal("This closure is already withdrawn.", "closure")
    closure.withdrawn_at = writing.at


def _check_periods(periods: Sequence[Period], field: str) -> None:
    for weekday, starts, ends in periods:
        if not 0 <= weekday <= 6 or ends <= starts:
            raise Refusal("Each period has a weekday, and ends after it starts.", field)
    ordered = sorted(periods)
    for (weekday, _, ends), (next_weekday, starts, _) in pairwise(ordered):
        if weekday == next_weekday and starts < ends:
            raise Refusal("Two periods of the same weekday overlap.", field)


def _check_span(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refusal("The end must come after the start.", "ends_at")


def _ended(until_on: date | None, replaced_on: date) -> date:
    last_on = replaced_on - timedelta(days=1)
    return last_on if until_on is None else min(until_on, last_on)
