"""What is asked of a slot search and what it answers; knows nothing of how slots are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import NamedTuple, Self

from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.rules import GRAIN_MINUTES, OccupancyRules, ResourceId, SiteId, Span
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyHours:
    """One period of one weekday (Monday 0) in which a room is open or a person is at work.

    `site_id`: the only site where the person can be in that period; None: any. `from_on`..`until_on`, both
    included, bound the weeks in which it holds. Refused when it does not go forward.
    """

    weekday: int
    starts: time
    ends: time
    site_id: SiteId | None = None
    from_on: date | None = None
    until_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise Refusal("Opening and working hours must end after they start.", field="ends")


WeekGrains = tuple[tuple[int, int, int, int, int, int], ...]
"""Per period: weekday, first grain, grain after the last, site (0: any), first and last day as ordinals."""


def week_grains(hours: tuple[WeeklyHours, ...]) -> WeekGrains:
    """The periods in whole grains that lie inside them, in order, so that a search need not look at times again."""
    return tuple(
        sorted(
            (
                period.weekday,
                -(-(period.starts.hour * 60 + period.starts.minute) // GRAIN_MINUTES),
                (period.ends.hour * 60 + period.ends.minute) // GRAIN_MINUTES,
                period.site_id or 0,
                period.from_on.toordinal() if period.from_on else 0,
                period.until_on.toordinal() if period.until_on else date.max.toordinal(),
            )
            for period in hours
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A closure of a room or a person's leave, and its reason in words: "refurbishment", "annual leave"."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomTime:
    """A room as the search sees it: its hours and closures, but not what occupies it; `equipment` in small letters."""

    id: ResourceId
    name: str
    site_id: SiteId
    site_name: str
    capacity: int
    hours: tuple[WeeklyHours, ...]
    closures: tuple[Absence, ...] = ()
    second_waiting_room: bool = False
    step_free: bool = True
    equipment: frozenset[str] = frozenset()
    grains: WeekGrains = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "grains", week_grains(self.hours))


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffTime:
    """A chair or a minute-taker as the search sees them.

    `hours` are those in which they can be booked: `protected` periods, in which they are at work and never booked,
    are left out of them and stand here to be named. `a_day`: most conferences on one day. `fte`: 1.0 is full time.
    `points`: what choosing this person costs besides what the search itself weighs (a full caseload), with
    `points_words` to say why.
    """

    id: ResourceId
    name: str
    hours: tuple[WeeklyHours, ...]
    leave: tuple[Absence, ...] = ()
    a_day: int = 2
    fte: float = 1.0
    protected: tuple[WeeklyHours, ...] = ()
    points: int = 0
    points_words: str = ""
    grains: WeekGrains = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "grains", week_grains(self.hours))


class Occupied(NamedTuple):
    """One occupancy of the window, margins included. A tuple, because a window has thousands of them.

    `held_until`: when a hold lapses, local time.
    """

    resource_id: ResourceId
    starts_at: datetime
    ends_at: datetime
    purpose: Purpose = Purpose.ROOM
    conference_id: int | None = None
    hold: Hold = Hold.BOOKED
    held_until: datetime | None = None

    @staticmethod
    def each(rows: Iterable[Iterable[object]]) -> list[Occupied]:
        """Rows with all seven fields in their order; five times as fast as naming them, and a window has many."""
        return list(map(partial(tuple.__new__, Occupied), rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryWindow:
    """The diary of the days `from_on`..`until_on`, both included, and of no other day.

    `occupied` needs only the occupancies that touch these days; released ones, holds that have lapsed and typing
    blocks are left out. A person may stand among both chairs and minute-takers, under one id.
    `travel`: minutes that a chair or minute-taker needs between two sites, on top of the margins; a pair is looked up
    both ways, one that is missing takes none. `other_rooms`: the sites of rooms that are not among `rooms` but may be
    occupied (they have ended, or were left out). `people`: the names of those who must be there. `typing`: typing
    blocks, where they were asked for. `now`: local time at which the diary was read.
    """

    from_on: date
    until_on: date
    rooms: tuple[RoomTime, ...]
    chairs: tuple[StaffTime, ...]
    minute_takers: tuple[StaffTime, ...]
    occupied: Sequence[Occupied]
    calendar: WorkingCalendar
    rules: OccupancyRules
    travel: Mapping[tuple[SiteId, SiteId], int] = field(default_factory=dict)
    other_rooms: Mapping[ResourceId, SiteId] = field(default_factory=dict)
    people: Mapping[ResourceId, str] = field(default_factory=dict)
    typing: Sequence[Occupied] = ()
    now: datetime | None = None

    def travel_minutes(self, one: SiteId, other: SiteId) -> int:
        """The minutes between two sites, in either direction."""
        if one == other:
            return 0
        return self.travel.get((one, other)) or self.travel.get((other, one), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWish:
    """What the conference needs and would like.

    `clock_from` is the event that "day n of m" counts from, `due_on` the last day in time, `aim_on` the day to be
    near (default: `earliest_on`). Days up to `late_days` working days past the limit are offered last, marked late.
    `minutes` is the whole length, a second sitting included. `people` must be there (the social worker, an
    interpreter): whatever occupies one of them forbids a start that overlaps it. `equipment`: all of it, in small
    letters, must be in the room. `excluded` people and rooms are never offered; `unavailable` are times when somebody
    whom the family needs cannot come. `chaired_on`: the day of the conference that the preferred chair had before.
    Refuses a length off the ten-minute grain.
    """

    earliest_on: date
    clock_from: date
    due_on: date
    minutes: int
    seats: int
    aim_on: date | None = None
    late_days: int = 10
    site_id: SiteId | None = None
    preferred_chair: ResourceId | None = None
    chaired_on: date | None = None
    second_waiting_room: bool = False
    step_free: bool = False
    equipment: frozenset[str] = frozenset()
    prefer_term: bool = True
    people: frozenset[ResourceId] = frozenset()
    excluded: frozenset[ResourceId] = frozenset()
    unavailable: tuple[Absence, ...] = ()
    count: int = 10
    blocked_count: int = 4

    def __post_init__(self) -> None:
        if self.minutes <= 0 or self.minutes % GRAIN_MINUTES:
            raise Refusal(f"Give the length in steps of {GRAIN_MINUTES} minutes.", field="minutes")
        if self.due_on < self.clock_from:
            raise Refusal("The limit lies before the day from which it counts.", field="due_on")

    def last_on(self, calendar: WorkingCalendar) -> date:
        """The last day that is searched; never past what the calendar knows unless the limit itself is."""
        first_late = max(self.due_on, self.earliest_on)
        after = first_late + timedelta(days=1)
        reach = min(first_late + timedelta(days=2 * self.late_days + 14), calendar.known_until)
        late = calendar.days(after, reach)[: self.late_days] if after <= reach else []
        return late[-1] if late else first_late


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """What a slot costs in points; fewer are better. Ties: half-hour starts, the earlier, the lighter day.

    `day_from_aim` for each working day from the day aimed at; past the limit `late` and `late_day` for each day late
    instead. `busy_day` for each conference that the chair has that day already. `spare_seats` for each
    `spare_seats_step` seats that stay empty. A full caseload is the chair's own `points`.
    """

    day_from_aim: int = 4
    late: int = 5000
    late_day: int = 200
    other_chair: int = 60
    other_site: int = 20
    school_holiday: int = 30
    busy_day: int = 3
    spare_seats: int = 1
    spare_seats_step: int = 4

    @classmethod
    def of(cls, settings: PracticeSettings) -> Self:
        """The points as this authority has set them."""
        return cls(
            day_from_aim=settings.score_day,
            late=settings.score_late,
            late_day=settings.score_late_day,
            other_chair=settings.score_other_chair,
            other_site=settings.score_other_site,
            school_holiday=settings.score_school_holiday,
            busy_day=settings.score_busy_day,
            spare_seats=settings.score_spare_seats,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One offer: all three resources are free for it. `score`: points, fewer are better.

    `day_number` of `of_days` working days since the clock started; past `of_days` it is late.
    """

    starts_at: datetime
    ends_at: datetime
    room: ResourceId
    chair: ResourceId
    minute_taker: ResourceId
    day_number: int
    of_days: int
    reasons: tuple[str, ...]
    score: int

    @property
    def is_late(self) -> bool:
        """Whether the slot lies past the limit."""
        return self.day_number > self.of_days

    @property
    def why(self) -> str:
        """The reasons in one line: "Day 9 of 15 · same chair as March · school holiday"."""
        return " · ".join(self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """The cheapest way round a block, in words and as data.

    Another resource (`use`); or moving the one conference in the way by a little (`move_conference_id`, `move_to`); or
    a shorter conference on that day (`starts_at`, `minutes`).
    """

    words: str
    use: ResourceId | None = None
    starts_at: datetime | None = None
    minutes: int | None = None
    move_conference_id: int | None = None
    move_to: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """Why a better time than the best slot cannot be had. `starts_at` None: why there is no time at all."""

    starts_at: datetime | None
    resource: ResourceId | None
    purpose: Purpose | None
    words: str
    fix: Fix | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSearch:
    """The answer: `slots` best first, the `earliest` start that was possible at all, and what was in the way."""

    slots: tuple[Slot, ...]
    earliest: Slot | None = None
    blocked: tuple[Blocked, ...] = field(default=())
