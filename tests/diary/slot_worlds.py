"""Small random worlds for the slot search: odd weekends, half days, travel, holds, people, protected time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.rules import Margin, OccupancyRules, ResourceId, SiteId, Span
from cpconf.diary.weekly import without
from cpconf.diary.wishes import (
    Absence,
    DiaryWindow,
    Occupied,
    RoomTime,
    Scoring,
    SlotWish,
    StaffTime,
    WeeklyHours,
)
from cpconf.diary.working_days import SchoolTerm, WorkingCalendar
from cpconf.practice.rules import PracticeSettings

FIRST_DAYS = (
    date(2026, 3, 2),
    date(2026, 3, 27),  # the clocks go forward on Sunday 29
    date(2026, 10, 23),  # the clocks go back on Sunday 25
    date(2028, 2, 28),  # the day before 29 February
    date(2026, 4, 2),  # Easter
    date(2026, 5, 1),  # the early May bank holiday on Monday
    date(2026, 12, 24),  # Christmas and Boxing Day with its day in lieu
    date(2028, 12, 28),  # the last days that are known
)
SITES = (SiteId(1), SiteId(2), SiteId(3))
ROOMS, STAFF, PEOPLE, OTHER_ROOM = (1, 2, 3), (10, 11, 12, 13), (20, 21), ResourceId(9)
GRAIN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWorld:
    """A wish, the diary that it is asked of, and what slots cost."""

    wish: SlotWish
    window: DiaryWindow
    scoring: Scoring


def clock(minutes: int) -> time:
    """Minutes after midnight as a time."""
    return time(minutes // 60, minutes % 60)


@st.composite
def weekly(draw: st.DrawFn, first: date, *, bound: bool) -> tuple[WeeklyHours, ...]:
    """The usual week, half days, or a few odd periods that may touch one another, with protected time cut out."""
    kind = draw(st.sampled_from(["usual", "half", "odd", "two"]))
    site = draw(st.sampled_from([None, None, *SITES])) if bound else None
    if kind == "odd":
        minute = draw(st.integers(0, 9))  # off the grain
        hours = tuple(
            WeeklyHours(weekday=day, starts=clock(480 + minute), ends=clock(900 + minute), site_id=site)
            for day in range(5)
        )
    elif kind == "two":  # a gap of no length between two periods
        noon = 600 + GRAIN * draw(st.integers(0, 18))
        week = draw(st.sampled_from([None, first, first + timedelta(days=1)]))
        hours = tuple(
            WeeklyHours(weekday=day, starts=clock(start), ends=clock(end), site_id=site, from_on=week)
            for day in range(5)
            for start, end in ((510, noon), (noon, 960))
        )
    else:
        end = 750 if kind == "half" else 1050
        until = draw(st.sampled_from([None, None, first]))
        hours = tuple(
            WeeklyHours(weekday=day, starts=clock(540), ends=clock(end), site_id=site, until_on=until)
            for day in range(draw(st.integers(3, 5)))
        )
    if not bound or draw(st.booleans()):
        return hours
    start = 540 + GRAIN * draw(st.integers(0, 30))
    guarded = [WeeklyHours(weekday=day, starts=clock(start), ends=clock(start + 60)) for day in range(5)]
    return without(hours, guarded)


@st.composite
def absences(draw: st.DrawFn, first: date) -> tuple[Absence, ...]:
    """At most one absence of an hour, half a day or several days."""
    if draw(st.integers(0, 3)):
        return ()
    starts_at = datetime.combine(first, time()) + timedelta(
        days=draw(st.integers(-1, 4)), minutes=draw(st.sampled_from([0, 540, 545, 720]))
    )
    length = draw(st.sampled_from([60, 205, 720, 2880]))
    return (Absence(span=Span(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=length)), words="away"),)


@st.composite
def occupancies(draw: st.DrawFn, first: date) -> list[Occupied]:
    """A few conferences with a room, staff and a person; rows off the grain, over midnight, or of nobody's."""
    rows = []
    for number in range(draw(st.integers(0, 6))):
        starts_at = datetime.combine(first, time()) + timedelta(
            days=draw(st.sampled_from([-1, 0, 0, 1, 1, 2, 3, 4, 5])), minutes=480 + GRAIN * draw(st.integers(0, 50))
        )
        length = draw(st.sampled_from([60, 90, 120, 155, 960]))
        conference = draw(st.sampled_from([number, number, number, None]))
        hold = draw(st.sampled_from(Hold))
        ends_at = starts_at + timedelta(minutes=length)
        room = draw(st.sampled_from([*ROOMS, OTHER_ROOM, None]))
        who = draw(st.lists(st.sampled_from(STAFF), max_size=2, unique=True))
        people = draw(st.lists(st.sampled_from(PEOPLE), max_size=1))
        for resource, purpose in (
            *(((room, Purpose.ROOM),) if room is not None else ()),
            *zip(who, (Purpose.CHAIR, Purpose.MINUTE_TAKER), strict=False),
            *((person, Purpose.PERSON) for person in people),
        ):
            rows.append(Occupied(ResourceId(resource), starts_at, ends_at, purpose, conference, hold))
    return rows


@st.composite
def calendars(draw: st.DrawFn, first: date) -> WorkingCalendar:
    """England's, at times with a closed day, a worked bank holiday, or terms around the days."""
    closures = {first + timedelta(days=3): "flood"} if draw(st.integers(0, 3)) == 0 else {}
    working = [date(2026, 4, 3)] if draw(st.integers(0, 3)) == 0 else []
    terms = []
    if draw(st.booleans()):
        last = first + timedelta(days=draw(st.integers(-1, 3)))
        later = last + timedelta(days=draw(st.integers(1, 6)))
        terms = [
            SchoolTerm(name="One", from_on=first - timedelta(days=40), until_on=last),
            SchoolTerm(name="Two", from_on=later, until_on=later + timedelta(days=40)),
        ]
    counting = PracticeSettings.of({"event_day_counts_as": draw(st.sampled_from([0, 0, 1]))})
    return WorkingCalendar.of(counting, closures=closures, working=working, terms=terms)


@st.composite
def windows(draw: st.DrawFn, first: date) -> DiaryWindow:
    """Up to three rooms and four people, some of whom both chair and take minutes."""
    ten = st.sampled_from([0, 0, 10, 30, 60])
    rooms = tuple(
        RoomTime(
            id=ResourceId(n),
            name=f"Room {n}",
            site_id=draw(st.sampled_from(SITES)),
            site_name="Somewhere",
            capacity=draw(st.sampled_from([8, 12, 20])),
            hours=draw(weekly(first, bound=False)),
            closures=draw(absences(first)),
            second_waiting_room=draw(st.booleans()),
            step_free=draw(st.booleans()),
            equipment=draw(st.sampled_from([frozenset(), frozenset({"hearing loop"})])),
        )
        for n in ROOMS[: draw(st.integers(1, 3))]
    )
    staff = [
        StaffTime(
            id=ResourceId(n),
            name=f"Person {n}",
            hours=draw(weekly(first, bound=True)),
            leave=draw(absences(first)),
            a_day=draw(st.integers(1, 3)),
            points=draw(st.sampled_from([0, 0, 3, 40])),
        )
        for n in STAFF
    ]
    far = st.sampled_from([0, 20, 25, 90])
    travel = {(a, b): draw(far) for a in SITES for b in SITES if a < b} if draw(st.booleans()) else {}
    return DiaryWindow(
        from_on=first,
        until_on=first + timedelta(days=40),
        rooms=rooms,
        chairs=tuple(staff[:3]) if draw(st.booleans()) else tuple(staff[:2]),
        minute_takers=tuple(staff[2:]),
        occupied=draw(occupancies(first)),
        calendar=draw(calendars(first)),
        rules=OccupancyRules(
            room=Margin(before=draw(ten), after=draw(ten)),
            chair=Margin(before=draw(ten), after=draw(ten)),
            minute_taker=Margin(before=0, after=draw(ten)),
        ),
        travel=travel,
        other_rooms={OTHER_ROOM: SITES[2]},
    )


@st.composite
def slot_worlds(draw: st.DrawFn) -> SlotWorld:
    """A small world of a few days and a wish for it."""
    first = draw(st.sampled_from(FIRST_DAYS))
    window = draw(windows(first))
    known = window.calendar.known_until
    earliest = first + timedelta(days=draw(st.integers(0, 2)))
    due = min(first + timedelta(days=draw(st.integers(0, 5))), known)
    wish = SlotWish(
        earliest_on=earliest,
        clock_from=min(first - timedelta(days=draw(st.integers(0, 9))), due),
        due_on=due,
        minutes=draw(st.sampled_from([10, 60, 90, 120])),
        seats=draw(st.sampled_from([8, 12])),
        aim_on=draw(st.sampled_from([None, due])),
        late_days=draw(st.integers(0, 2)),
        site_id=draw(st.sampled_from([None, *SITES])),
        preferred_chair=draw(st.sampled_from([None, *map(ResourceId, STAFF[:2])])),
        second_waiting_room=draw(_seldom()),
        step_free=draw(_seldom()),
        equipment=frozenset({"hearing loop"}) if draw(_seldom()) else frozenset(),
        prefer_term=draw(st.booleans()),
        people=frozenset(map(ResourceId, draw(st.sets(st.sampled_from(PEOPLE))))),
        excluded=frozenset(map(ResourceId, draw(_few((*ROOMS, *STAFF))))),
        unavailable=draw(absences(first)),
        count=draw(st.sampled_from([1, 4, 10, 25])),
    )
    scoring = Scoring(busy_day=draw(st.sampled_from([0, 3, 50])), other_chair=draw(st.sampled_from([2, 60])))
    return SlotWorld(wish=wish, window=window, scoring=scoring)


def _seldom() -> st.SearchStrategy[bool]:
    return st.sampled_from([False, False, False, True])


def _few(ids: Sequence[int]) -> st.SearchStrategy[set[int]]:
    return st.sampled_from([set(), set(), *({each} for each in ids)])
