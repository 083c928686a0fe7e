"""What a request wishes of the slot search, and what that search answers; decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, literal_column, select

from cpconf.bookings.caseloads import Caseload, chair_caseloads, is_held, points_for
from cpconf.bookings.records import Conference, Request, RequestChild
from cpconf.bookings.required import required_diaries
from cpconf.bookings.rules import ConferenceKind
from cpconf.diary.kinds import Purpose
from cpconf.diary.records import Resource
from cpconf.diary.rules import GRAIN_MINUTES, ResourceId, SiteId
from cpconf.diary.shortage import scarce
from cpconf.diary.slots import find_slots
from cpconf.diary.window import load_window, words_of
from cpconf.diary.wishes import DiaryWindow, Scoring, SlotSearch, SlotWish
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings
from cpconf.store.store import Reading

LATE_DAYS = 10
"""Working days past the limit that are searched without widening."""

_CONFERENCE, _RESOURCE = Conference.__table__.c, Resource.__table__.c
_LAST_HELD = (
    select(_CONFERENCE.chair_id, _CONFERENCE.starts_at)
    .where(_CONFERENCE.family_id == bindparam("family_id"), is_held(_CONFERENCE.state))
    .order_by(_CONFERENCE.starts_at.desc(), _CONFERENCE.id.desc())
    .limit(literal_column("1"))
)
_OF_STAFF = select(_RESOURCE.id).where(_RESOURCE.staff_id == bindparam("staff_id"))
_CHILDREN = select(func.count()).where(RequestChild.__table__.c.request_id == bindparam("request_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a request or of a conference to be moved counts for its slot.

    `minutes` without the second sitting, which comes on top where the family attends apart (`split_attendance`).
    The social worker and the named people of `request_id` must be there, and `people` besides. `child_count` 0: as
    many as the request has. `conference_id`: its own occupancies do not stand in its way. `aim_on`: the day to be near,
    where the kind does not say it. `only_room`, `only_chair`: no other is looked at.
    """

    family_id: int
    kind: ConferenceKind
    counted_from_on: date
    due_on: date
    minutes: int
    seats: int
    site_id: int | None
    chair_id: int | None
    second_waiting_room: bool
    step_free: bool
    split_attendance: bool = False
    equipment: frozenset[str] = frozenset()
    people: frozenset[ResourceId] = frozenset()
    request_id: int | None = None
    conference_id: int | None = None
    child_count: int = 0
    aim_on: date | None = None
    only_room: ResourceId | None = None
    only_chair: ResourceId | None = None


def wanted_of(request: Request | Row[Any], *, conference_id: int | None = None) -> Wanted:
    """The wishes of a request that is being booked, or whose conference is being moved."""
    return Wanted(
        family_id=request.family_id,
        kind=request.kind,
        counted_from_on=request.counted_from_on,
        due_on=request.due_on,
        minutes=request.length_minutes,
        seats=request.seats,
        site_id=request.site_wanted_id,
        chair_id=request.preferred_chair_id,
        second_waiting_room=request.separate_arrival,
        step_free=bool(request.access_needs.strip()),
        split_attendance=request.split_attendance,
        equipment=words_of(request.equipment_needed),
        request_id=request.id,
        conference_id=conference_id,
    )


def search(
    reading: Reading,
    wanted: Wanted,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
    *,
    count: int = 10,
    widen_days: int = 0,
    earliest_on: date | None = None,
) -> SlotSearch:
    """The best slots from `earliest_on` (default: tomorrow) on; a constant number of statements.

    The chair preferred is the one asked for, or who chaired before; full caseloads count against a chair.
    """
    wish = _wish(reading, wanted, settings, calendar, earliest_on, LATE_DAYS + widen_days, count)
    window = _window(reading, wanted, wish, settings, calendar)
    wish = replace(wish, excluded=wish.excluded | _others(wanted, window))
    return find_slots(wish, _with_caseloads(reading, wanted, window, settings), Scoring.of(settings))


def scarce_for(
    reading: Reading,
    wanted: Wanted,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
    *,
    earliest_on: date | None = None,
) -> frozenset[Purpose] | None:
    """What stands in the way of a slot in time, as `diary.shortage.scarce` answers; None where there is one."""
    wish = _wish(reading, wanted, settings, calendar, earliest_on, 0, 1)
    return scarce(wish, _window(reading, wanted, wish, settings, calendar))


def _wish(
    reading: Reading,
    wanted: Wanted,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
    earliest_on: date | None,
    late_days: int,
    count: int,
) -> SlotWish:
    chair, chaired_on = _chair(reading, wanted)
    return wish_for(
        replace(wanted, people=wanted.people | _people(reading, wanted)),
        settings,
        calendar,
        earliest_on=earliest_on or reading.on + timedelta(days=1),
        late_days=late_days,
        count=count,
        chair=chair,
        chaired_on=chaired_on,
    )


def wish_for(
    wanted: Wanted,
    settings: PracticeSettings,
    calendar: WorkingCalendar,
    *,
    earliest_on: date,
    late_days: int,
    count: int,
    chair: ResourceId | None,
    chaired_on: date | None = None,
) -> SlotWish:
    """The wish of a search for which everything is known already; `wanted.people` is everybody who must be there."""
    second = settings.second_sitting_minutes if wanted.split_attendance else 0
    return SlotWish(
        earliest_on=earliest_on,
        clock_from=wanted.counted_from_on,
        due_on=max(wanted.due_on, wanted.counted_from_on),
        minutes=-(-(wanted.minutes + second) // GRAIN_MINUTES) * GRAIN_MINUTES,
        seats=wanted.seats,
        aim_on=_aim(wanted, settings, calendar, earliest_on),
        late_days=late_days,
        site_id=None if wanted.site_id is None else SiteId(wanted.site_id),
        preferred_chair=chair,
        chaired_on=chaired_on,
        second_waiting_room=wanted.second_waiting_room,
        step_free=wanted.step_free,
        equipment=wanted.equipment,
        people=wanted.people,
        count=count,
    )


def _window(
    reading: Reading, wanted: Wanted, wish: SlotWish, settings: PracticeSettings, calendar: WorkingCalendar
) -> DiaryWindow:
    window = load_window(
        reading,
        from_on=wish.earliest_on,
        until_on=wish.last_on(calendar),
        settings=settings,
        calendar=calendar,
        people=wish.people,
    )
    if wanted.conference_id is None:
        return window
    others = tuple(row for row in window.occupied if row.conference_id != wanted.conference_id)
    return replace(window, occupied=others)


def _others(wanted: Wanted, window: DiaryWindow) -> frozenset[ResourceId]:
    """Every room and chair that was not asked for alone."""
    rooms = (room.id for room in window.rooms if wanted.only_room not in (None, room.id))
    chairs = (chair.id for chair in window.chairs if wanted.only_chair not in (None, chair.id))
    return frozenset((*rooms, *chairs))


def _with_caseloads(reading: Reading, wanted: Wanted, window: DiaryWindow, settings: PracticeSettings) -> DiaryWindow:
    """The window with what each chair's caseload makes them cost."""
    caseloads = chair_caseloads(reading, family_id=wanted.family_id)
    joining = wanted.child_count or _child_count(reading, wanted)
    chairs = []
    for chair in window.chairs:
        points, words = points_for(caseloads.get(chair.id, Caseload(children=0)), joining, chair.fte, settings)
        chairs.append(replace(chair, points=points, points_words=words) if points else chair)
    return replace(window, chairs=tuple(chairs))


def _child_count(reading: Reading, wanted: Wanted) -> int:
    if wanted.request_id is None:
        return 1
    return reading.scalar(_CHILDREN, request_id=wanted.request_id) or 1


def _aim(wanted: Wanted, settings: PracticeSettings, calendar: WorkingCalendar, earliest_on: date) -> date | None:
    """Reviews are proposed a margin inside their limit; others as early as may be."""
    if wanted.aim_on is not None:
        return max(wanted.aim_on, earliest_on)
    if wanted.kind is not ConferenceKind.REVIEW:
        return None
    return max(calendar.add(wanted.due_on, -settings.review_margin_working_days), earliest_on)


def _people(reading: Reading, wanted: Wanted) -> frozenset[ResourceId]:
    """The diaries of the request's social worker and of those named in it; whoever was never booked has none."""
    return frozenset() if wanted.request_id is None else required_diaries(reading, [wanted.request_id])


def _chair(reading: Reading, wanted: Wanted) -> tuple[ResourceId | None, date | None]:
    """The chair asked for, or of the conference held last; and the day of that one, if this chair chaired it."""
    last = reading.one(_LAST_HELD, family_id=wanted.family_id)
    before = None if last is None else last.chair_id
    chair_id = before if wanted.chair_id is None else wanted.chair_id
    if chair_id is None:  # "is nobody's" would find a room
        return None, None
    found = reading.scalar(_OF_STAFF, staff_id=chair_id)
    chaired_on = last.starts_at.date() if last is not None and before == chair_id else None
    return (None, None) if found is None else (ResourceId(found), chaired_on)
