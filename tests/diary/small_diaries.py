"""Small invented diaries and wishes for the tests of the slot search."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache

from cpconf.diary.kinds import Purpose
from cpconf.diary.rules import Margin, OccupancyRules, ResourceId, SiteId
from cpconf.diary.slots import DiaryWindow, Slot, SlotWish
from cpconf.diary.wishes import Absence, Occupied, RoomTime, StaffTime, WeeklyHours
from cpconf.diary.working_days import SchoolTerm, WorkingCalendar
from cpconf.practice.rules import PracticeSettings

MONDAY = date(2026, 3, 2)
AYLESBURY, WYCOMBE = SiteId(1), SiteId(2)
RULES = OccupancyRules.of(PracticeSettings.of({}))
NO_MARGINS = OccupancyRules(
    room=Margin(before=0, after=0), chair=Margin(before=0, after=0), minute_taker=Margin(before=0, after=0)
)
ROOM, OTHER_ROOM, CHAIR, OTHER_CHAIR, TAKER, OTHER_TAKER = map(ResourceId, range(1, 7))


@cache
def england(terms: tuple[SchoolTerm, ...] = ()) -> WorkingCalendar:
    return WorkingCalendar.of(PracticeSettings.of({}), terms=terms)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time `day` days after Monday 2 March 2026."""
    return datetime.combine(MONDAY, time(hour, minute)) + timedelta(days=day)


def week(
    starts: int = 9, ends: int = 17, site: SiteId | None = None, days: range = range(5)
) -> tuple[WeeklyHours, ...]:
    return tuple(WeeklyHours(weekday=d, starts=time(starts), ends=time(ends), site_id=site) for d in days)


def room(id: ResourceId = ROOM, **changed: object) -> RoomTime:
    values: dict[str, object] = dict(
        id=id, name=f"Room {id}", site_id=AYLESBURY, site_name="Aylesbury", capacity=16, hours=week()
    )
    return RoomTime(**{**values, **changed})  # type: ignore[arg-type]


def person(id: ResourceId, **changed: object) -> StaffTime:
    values: dict[str, object] = dict(id=id, name=f"Person {id}", hours=week())
    return StaffTime(**{**values, **changed})  # type: ignore[arg-type]


def taken(resource: ResourceId, starts_at: datetime, ends_at: datetime, conference: int | None = 1) -> Occupied:
    purpose = {ROOM: Purpose.ROOM, OTHER_ROOM: Purpose.ROOM, CHAIR: Purpose.CHAIR, OTHER_CHAIR: Purpose.CHAIR}
    return Occupied(resource, starts_at, ends_at, purpose.get(resource, Purpose.MINUTE_TAKER), conference)


def window(**changed: object) -> DiaryWindow:
    """One room, one chair and one minute-taker, nine to five, with nothing in the diary for six weeks."""
    values: dict[str, object] = dict(
        from_on=MONDAY,
        until_on=MONDAY + timedelta(days=60),
        rooms=(room(),),
        chairs=(person(CHAIR),),
        minute_takers=(person(TAKER),),
        occupied=(),
        calendar=england(),
        rules=RULES,
    )
    return DiaryWindow(**{**values, **changed})  # type: ignore[arg-type]


def wish(**changed: object) -> SlotWish:
    """A two-hour conference whose 15 working days began on Monday 2 March 2026."""
    values: dict[str, object] = dict(
        earliest_on=MONDAY, clock_from=MONDAY, due_on=date(2026, 3, 23), minutes=120, seats=10
    )
    return SlotWish(**{**values, **changed})  # type: ignore[arg-type]


def starts(slots: tuple[Slot, ...]) -> list[datetime]:
    return [slot.starts_at for slot in slots]


def chairs(*leave: Absence) -> tuple[StaffTime, StaffTime]:
    return person(CHAIR, leave=leave), person(OTHER_CHAIR)
