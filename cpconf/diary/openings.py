"""At which starts each room and person is free, as bits over the searched days; knows no preference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from cpconf.diary.grid import FULL_DAY, GRAINS_A_DAY, Grid, lowest, runs
from cpconf.diary.kinds import THE_THREE, Purpose
from cpconf.diary.rules import GRAIN_MINUTES, ResourceId, SiteId
from cpconf.diary.wishes import Absence, DiaryWindow, Occupied, RoomTime, SlotWish, StaffTime, WeekGrains

_GRAIN_SECONDS: Final = GRAIN_MINUTES * 60
_DAY_SECONDS: Final = GRAINS_A_DAY * _GRAIN_SECONDS

AnySite = SiteId(0)
"""Stands for every site where nobody's hours are bound to one."""


class Triple(NamedTuple):
    """One free start with one free choice of the three resources."""

    bit: int
    room: RoomTime
    chair: StaffTime
    minute_taker: StaffTime


def searched_days(wish: SlotWish, window: DiaryWindow) -> list[date]:
    """The working days from the earliest to the last that is searched; a window that is too small is a bug."""
    last_on = wish.last_on(window.calendar)
    if wish.earliest_on < window.from_on or last_on > window.until_on:
        raise ValueError("the diary window does not hold the days of the wish")
    return window.calendar.days(wish.earliest_on, last_on)


class Openings:
    """The free starts of every resource that suits the wish.

    A start is free for a resource when its hours hold it from the margin before until the conference ends, it is
    not absent in that time, it has fewer than its most conferences that day, and no other occupancy overlaps its
    own with both margins. Occupancies off the grain count as the whole grains that they touch. A person who is
    at another site that day needs the travel between on top of the margins. Nothing is free while somebody who must
    be there is occupied.
    """

    def __init__(
        self,
        wish: SlotWish,
        window: DiaryWindow,
        grid: Grid,
        held_at: Mapping[int | None, SiteId] | None = None,
    ) -> None:
        """`held_at`: the sites of conferences where the window does not hold the rooms that they occupy."""
        self.wish, self.window, self.grid = wish, window, grid
        self.length = wish.minutes // GRAIN_MINUTES
        self.rows: defaultdict[ResourceId, list[Occupied]] = defaultdict(list)
        for row in window.occupied:
            self.rows[row[0]].append(row)
        self.loads: dict[ResourceId, dict[int, int]] = {}
        """Conferences of each person by number of the searched day."""
        self._open: dict[tuple[WeekGrains, int, int], int] = {}
        self._reach = {purpose: self._reach_of(purpose) for purpose in (*THE_THREE, Purpose.PERSON)}
        self.rooms = tuple(room for room in window.rooms if not self.unsuitable(room))
        self.chairs = tuple(c for c in window.chairs if c.id not in wish.excluded)
        self.minute_takers = tuple(m for m in window.minute_takers if m.id not in wish.excluded)
        self.held_at = held_at or (self._held_at() if any(window.travel.values()) else {})
        self.site_bound = bool(self.held_at) or any(
            period[3] for person in (*self.chairs, *self.minute_takers) for period in person.grains
        )
        self.needed = ~reduce(
            or_,
            (self.taken(self.rows.get(person, ()), Purpose.PERSON)[0] for person in wish.people),
            self._away(wish.unavailable, 0),
        )
        """The starts at which everybody who must be there can come."""
        self.room_free = {room.id: self._room(room) for room in self.rooms}
        self.room_starts = {room: starts & self.needed for room, starts in self.room_free.items()}
        self.sites = sorted({self.site(room) for room in self.rooms}) or [AnySite]
        self.chair_starts = self._people(self.chairs, Purpose.CHAIR)
        self.taker_starts = self._people(self.minute_takers, Purpose.MINUTE_TAKER)

    def unsuitable(self, room: RoomTime) -> bool:
        """Whether a room can never do for this wish, whenever it is free."""
        wish = self.wish
        return (
            room.capacity < wish.seats
            or (wish.second_waiting_room and not room.second_waiting_room)
            or (wish.step_free and not room.step_free)
            or not wish.equipment <= room.equipment
            or room.id in wish.excluded
        )

    def site(self, room: RoomTime) -> SiteId:
        """The site under which people's starts are kept for this room."""
        return room.site_id if self.site_bound else AnySite

    def load(self, person: ResourceId, day: int) -> int:
        """How many conferences a person already has on a searched day, by the day's number."""
        return self.loads[person].get(day, 0)

    def triples(self) -> Iterator[Triple]:
        """Every free start with every free room, chair and minute-taker, by time, then in the window's order."""
        for room in self.rooms:
            chairs, takers = self.chair_starts[self.site(room)], self.taker_starts[self.site(room)]
            for chair in self.chairs:
                for taker in self.minute_takers:
                    starts = self.room_starts[room.id] & chairs[chair.id] & takers[taker.id]
                    while starts and chair.id != taker.id:
                        yield Triple(lowest(starts), room, chair, taker)
                        starts &= starts - 1

    def pairs(self, site: SiteId) -> int:
        """The starts at which a chair and a minute-taker, who are two people, are free at a site."""
        chairs, takers = self.chair_starts[site], self.taker_starts[site]
        both = chairs.keys() & takers.keys()
        every = reduce(or_, takers.values(), 0)
        found = reduce(or_, (starts for chair, starts in chairs.items() if chair not in both), 0) & every
        for chair in both:
            found |= chairs[chair] & reduce(or_, (starts for taker, starts in takers.items() if taker != chair), 0)
        return found

    def in_hours(self, grains: WeekGrains, purpose: Purpose, site: SiteId = AnySite) -> int:
        """The starts that weekly hours allow, leave, closures and occupancies apart."""
        before = self._reach[purpose][0]
        key = (grains, site, before)
        known = self._open.get(key)
        if known is None:
            known = self._open[key] = runs(self.open_grains(grains, site), before + self.length) << before
        return known

    def taken(self, rows: Iterable[Occupied], purpose: Purpose) -> tuple[int, dict[int, int]]:
        """The starts that these occupancies of one resource forbid, and how many begin on each searched day.

        The one loop that runs for every occupancy of the window: it knows the grid by heart.
        """
        before, reach = self._reach[purpose]
        index, days, origin = self.grid.index, len(self.grid.index), self.grid.origin
        forbidden = 0
        load: dict[int, int] = {}
        for row in rows:
            starts_at = row[1]
            since, lasts = starts_at - origin, row[2] - starts_at
            n, seconds = since.days, since.seconds
            day = index[n] if 0 <= n < days else -1
            if day >= 0:
                load[day] = load.get(day, 0) + 1
            end = seconds + lasts.seconds
            if day < 0 or lasts.days or end >= _DAY_SECONDS:
                forbidden |= self._forbidden(starts_at, row[2], before, reach)
                continue
            low = seconds // _GRAIN_SECONDS - reach + 1
            high = (end + _GRAIN_SECONDS - 1) // _GRAIN_SECONDS + before
            if low < 0:
                low = 0
            if high > GRAINS_A_DAY:
                high = GRAINS_A_DAY
            forbidden |= ((1 << (high - low)) - 1) << (day * GRAINS_A_DAY + low)
        return forbidden, load

    def away(self, absences: Sequence[Absence], purpose: Purpose) -> int:
        """The starts that closures or leave forbid."""
        return self._away(absences, self._reach[purpose][0])

    def _reach_of(self, purpose: Purpose) -> tuple[int, int]:
        """How many grains before a start, and from it on, its resource is occupied."""
        margin = self.window.rules.margin(purpose)
        return margin.before // GRAIN_MINUTES, self.length + margin.after // GRAIN_MINUTES

    def _room(self, room: RoomTime) -> int:
        free = self.in_hours(room.grains, Purpose.ROOM) & ~self.taken(self.rows.get(room.id, ()), Purpose.ROOM)[0]
        return free & ~self.away(room.closures, Purpose.ROOM) if room.closures else free

    def _people(self, people: Sequence[StaffTime], purpose: Purpose) -> dict[SiteId, dict[ResourceId, int]]:
        starts: dict[SiteId, dict[ResourceId, int]] = {site: {} for site in self.sites}
        for person in people:
            rows = self.rows.get(person.id, ())
            taken, load = self.taken(rows, purpose)
            self.loads[person.id] = load
            away = self._by_site(rows, taken, purpose) if self.held_at and rows else ()
            for day, conferences in load.items():
                if conferences >= person.a_day:
                    taken |= FULL_DAY << (day * GRAINS_A_DAY)
            if person.leave:
                taken |= self.away(person.leave, purpose)
            for site in self.sites:
                free = self.in_hours(person.grains, purpose, site) & ~taken
                for other, there in away:
                    if other != site:
                        free &= ~self.grid.spread(there, self.travel(other, site))
                starts[site][person.id] = free
        return starts

    def _held_at(self) -> dict[int | None, SiteId]:
        """Where each conference of the window is held, by the room that it occupies."""
        sites = {room.id: room.site_id for room in self.window.rooms} | dict(self.window.other_rooms)
        held = {row[4]: site for room, site in sites.items() for row in self.rows.get(room, ())}
        held.pop(None, None)
        return held

    def _by_site(self, rows: Sequence[Occupied], taken: int, purpose: Purpose) -> Sequence[tuple[SiteId, int]]:
        """The starts that a person's occupancies forbid, by the site where the person is."""
        sites = {self.held_at.get(row[4]) for row in rows}
        if len(sites) == 1:
            return [(site, taken) for site in sites if site is not None]
        return [
            (site, self.taken([row for row in rows if self.held_at.get(row[4]) == site], purpose)[0])
            for site in sites
            if site is not None
        ]

    def travel(self, one: SiteId, other: SiteId) -> int:
        """Whole grains between two sites."""
        return -(-self.window.travel_minutes(one, other) // GRAIN_MINUTES)

    def open_grains(self, grains: WeekGrains, site: SiteId) -> int:
        """The grains of weekly hours themselves, at one site or any."""
        grid, opened = self.grid, 0
        first, last = grid.first, grid.days[-1].toordinal()
        for weekday, opens, closes, bound_to, from_day, until_day in grains:
            if closes <= opens or (site and bound_to and bound_to != site):
                continue
            period = (((1 << (closes - opens)) - 1) << opens) * grid.weekdays[weekday]
            if from_day > first or until_day < last:
                period &= grid.between(from_day, until_day)
            opened |= period
        return opened

    def _away(self, absences: Iterable[Absence], before: int) -> int:
        spans = ((absence.span.starts_at, absence.span.ends_at) for absence in absences)
        return reduce(or_, (self._forbidden(*span, before, self.length) for span in spans), 0)

    def _forbidden(self, starts_at: datetime, ends_at: datetime, before: int, reach: int) -> int:
        """The starts s whose grains s - before .. s + reach touch a span, never past the days that it touches."""
        first, end = self.grid.floor(starts_at), self.grid.ceil(ends_at)
        if first >= end:
            return 0
        low = max(first - reach + 1, first - first % GRAINS_A_DAY)
        high = min(end + before, end + (-end) % GRAINS_A_DAY)
        return ((1 << (high - low)) - 1) << low
