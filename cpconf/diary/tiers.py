"""Rooms and people that cost the same, joined into a few combinations of free starts; names no slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import groupby
from operator import itemgetter, or_
from typing import NamedTuple

from cpconf.diary.fixes import Ideal
from cpconf.diary.grid import FULL_DAY, GRAINS_A_DAY
from cpconf.diary.openings import Openings
from cpconf.diary.rules import ResourceId, SiteId
from cpconf.diary.wishes import RoomTime, Scoring, StaffTime


class RoomTier(NamedTuple):
    """Rooms that cost the same, of one site where people's hours are bound to sites."""

    points: int
    rooms: tuple[RoomTime, ...]


class Turn(NamedTuple):
    """A chair on the days on which they have so many conferences already; `days`: the bits of those days."""

    chair: StaffTime
    days: int


class ChairTier(NamedTuple):
    """Chairs who cost the same on those days. `bars`: the one chair of a tier who also takes minutes and cannot do
    both."""

    points: int
    turns: tuple[Turn, ...]
    bars: ResourceId | None


class TakerTier(NamedTuple):
    """Minute-takers who cost the same."""

    points: int
    people: tuple[StaffTime, ...]


class PeopleStarts(NamedTuple):
    """A tier of chairs and one of minute-takers at one site, and the starts at which both have somebody free."""

    points: int
    turns: tuple[Turn, ...]
    minute_takers: tuple[StaffTime, ...]
    starts: int


class Combination(NamedTuple):
    """One tier of each resource, and the starts at which each has somebody free: one triple or more."""

    points: int
    rooms: tuple[RoomTime, ...]
    turns: tuple[Turn, ...]
    minute_takers: tuple[StaffTime, ...]
    starts: int


EVERY_DAY = -1


class Tiers:
    """What each resource costs for one wish, and the combinations that hold every free triple, cheapest first."""

    def __init__(self, openings: Openings, scoring: Scoring) -> None:
        self.openings, self.scoring, self.wish = openings, scoring, openings.wish
        self.rooms = self._room_tiers()
        self.chairs = self._chair_tiers()
        self.minute_takers = self._taker_tiers()
        self.combinations = self._combinations()

    @property
    def ideal(self) -> Ideal:
        """The cheapest choices, free or not, of a chair with nothing else that day."""
        least = min(map(self.chair_points, self.openings.chairs), default=0)
        return Ideal(
            rooms=self.rooms[0].rooms if self.rooms else (),
            chairs=tuple(chair for chair in self.openings.chairs if self.chair_points(chair) == least),
            minute_takers=self.minute_takers[0].people if self.minute_takers else (),
        )

    @property
    def ideal_points(self) -> int:
        """What the ideal choices cost, the day apart; there is at least one of each."""
        return self.rooms[0].points + min(map(self.chair_points, self.openings.chairs)) + self.minute_takers[0].points

    def room_points(self, room: RoomTime) -> int:
        """Another site than the one asked for, and seats that stay empty."""
        elsewhere = self.wish.site_id is not None and room.site_id != self.wish.site_id
        spare = (room.capacity - self.wish.seats) // self.scoring.spare_seats_step
        return self.scoring.other_site * elsewhere + self.scoring.spare_seats * spare

    def chair_points(self, chair: StaffTime) -> int:
        """Another chair than the one before, and the person's own points; the day's other conferences come on top."""
        is_other = self.wish.preferred_chair is not None and chair.id != self.wish.preferred_chair
        return chair.points + self.scoring.other_chair * is_other

    def _room_tiers(self) -> list[RoomTier]:
        def rank(room: RoomTime) -> tuple[int, int]:
            return self.room_points(room), self.openings.site(room)

        ranked = sorted(self.openings.rooms, key=rank)
        return [RoomTier(key[0], tuple(rooms)) for key, rooms in groupby(ranked, key=rank)]

    def _chair_tiers(self) -> list[ChairTier]:
        """A chair who also takes minutes stands in a tier alone, so that the tier's starts are never hollow."""
        takers = {taker.id for taker in self.openings.minute_takers}
        tiers: defaultdict[tuple[int, int], list[Turn]] = defaultdict(list)
        for chair in self.openings.chairs:
            both = chair.id if chair.id in takers else -1
            for points, days in self._turns(chair):
                tiers[points, both].append(Turn(chair, days))
        return [
            ChairTier(points, tuple(turns), ResourceId(both) if both >= 0 else None)
            for (points, both), turns in sorted(tiers.items(), key=itemgetter(0))
        ]

    def _turns(self, chair: StaffTime) -> Iterator[tuple[int, int]]:
        """What a chair costs, and the bits of the days on which they cost so much."""
        points = self.chair_points(chair)
        loads = self.openings.loads[chair.id]
        if not loads or not self.scoring.busy_day:
            yield points, EVERY_DAY
            return
        firsts: defaultdict[int, int] = defaultdict(int)
        for day, load in loads.items():
            firsts[load] |= 1 << (day * GRAINS_A_DAY)
        yield points, ~(sum(firsts.values()) * FULL_DAY)
        for load, first in firsts.items():
            if load < chair.a_day:
                yield points + self.scoring.busy_day * load, first * FULL_DAY

    def _taker_tiers(self) -> list[TakerTier]:
        ranked = sorted(self.openings.minute_takers, key=lambda taker: taker.points)
        return [TakerTier(points, tuple(t)) for points, t in groupby(ranked, key=lambda taker: taker.points)]

    def _combinations(self) -> list[Combination]:
        people: dict[SiteId, list[PeopleStarts]] = {}
        found = []
        for points, rooms in self.rooms:
            site = self.openings.site(rooms[0])
            if site not in people:
                people[site] = self._people_starts(site)
            room_starts = joined(rooms, self.openings.room_starts)
            for cost, turns, takers, starts in people[site]:
                if starts & room_starts:
                    found.append(Combination(points + cost, rooms, turns, takers, starts & room_starts))
        return sorted(found, key=lambda combination: combination.points)

    def _people_starts(self, site: SiteId) -> list[PeopleStarts]:
        found = []
        chair_starts, taker_starts = self.openings.chair_starts[site], self.openings.taker_starts[site]
        for takers in self.minute_takers:
            every = joined(takers.people, taker_starts)
            for points, turns, bars in self.chairs:
                others, free = takers.people, every
                if bars is not None:
                    others = tuple(taker for taker in takers.people if taker.id != bars)
                    free = joined(others, taker_starts)
                starts = reduce(or_, [chair_starts[chair.id] & days for chair, days in turns]) & free
                if starts:
                    found.append(PeopleStarts(points + takers.points, turns, others, starts))
        return found


def joined(choices: Iterable[RoomTime] | Sequence[StaffTime], starts: dict[ResourceId, int]) -> int:
    """The starts at which at least one of the choices is free."""
    return reduce(or_, [starts[choice.id] for choice in choices], 0)
