"""Rooms and people that cost the same, joined into a few combinations of free starts; names no slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import groupby, product
from operator import or_
from typing import NamedTuple

from cpconf.diary.blocked import Ideal
from cpconf.diary.openings import Openings
from cpconf.diary.rules import ResourceId, SiteId
from cpconf.diary.wishes import RoomTime, Scoring, StaffTime


class RoomTier(NamedTuple):
    """Rooms that cost the same, of one site where people's hours are bound to sites."""

    points: int
    rooms: tuple[RoomTime, ...]


class PeopleTier(NamedTuple):
    """People who cost the same. `bars`: the one chair of a tier who also takes minutes and cannot do both."""

    points: int
    people: tuple[StaffTime, ...]
    bars: ResourceId | None = None


class PeopleStarts(NamedTuple):
    """A tier of chairs and one of minute-takers at one site, and the starts at which both have somebody free."""

    points: int
    chairs: tuple[StaffTime, ...]
    minute_takers: tuple[StaffTime, ...]
    starts: int


class Combination(NamedTuple):
    """One tier of each resource, and the starts at which each has somebody free: one triple or more."""

    points: int
    rooms: tuple[RoomTime, ...]
    chairs: tuple[StaffTime, ...]
    minute_takers: tuple[StaffTime, ...]
    starts: int


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
        """The cheapest choices, free or not."""
        return Ideal(
            rooms=self.rooms[0].rooms if self.rooms else (),
            chairs=self.chairs[0].people if self.chairs else (),
            minute_takers=self.minute_takers[0].people if self.minute_takers else (),
        )

    @property
    def ideal_points(self) -> int:
        """What the ideal choices cost, the day apart; there is at least one of each."""
        return self.rooms[0].points + self.chairs[0].points + self.minute_takers[0].points

    def room_points(self, room: RoomTime) -> int:
        """Another site than the one asked for, and seats that stay empty."""
        elsewhere = self.wish.site_id is not None and room.site_id != self.wish.site_id
        spare = (room.capacity - self.wish.seats) // self.scoring.spare_seats_step
        return self.scoring.other_site * elsewhere + self.scoring.spare_seats * spare

    def chair_points(self, chair: StaffTime) -> int:
        """Another chair than the one before, and the person's own points."""
        is_other = self.wish.preferred_chair is not None and chair.id != self.wish.preferred_chair
        return chair.points + self.scoring.other_chair * is_other

    def _room_tiers(self) -> list[RoomTier]:
        def rank(room: RoomTime) -> tuple[int, int]:
            return self.room_points(room), self.openings.site(room)

        ranked = sorted(self.openings.rooms, key=rank)
        return [RoomTier(key[0], tuple(rooms)) for key, rooms in groupby(ranked, key=rank)]

    def _chair_tiers(self) -> list[PeopleTier]:
        """A chair who also takes minutes stands in a tier alone, so that the tier's starts are never hollow."""
        takers = {taker.id for taker in self.openings.minute_takers}

        def rank(chair: StaffTime) -> tuple[int, int]:
            return self.chair_points(chair), chair.id if chair.id in takers else -1

        ranked = sorted(self.openings.chairs, key=rank)
        return [
            PeopleTier(points, tuple(chairs), ResourceId(both) if both >= 0 else None)
            for (points, both), chairs in groupby(ranked, key=rank)
        ]

    def _taker_tiers(self) -> list[PeopleTier]:
        ranked = sorted(self.openings.minute_takers, key=lambda taker: taker.points)
        return [PeopleTier(points, tuple(t)) for points, t in groupby(ranked, key=lambda taker: taker.points)]

    def _combinations(self) -> list[Combination]:
        people: dict[SiteId, list[PeopleStarts]] = {}
        found = []
        for points, rooms in self.rooms:
            site = self.openings.site(rooms[0])
            if site not in people:
                people[site] = self._people_starts(site)
            room_starts = joined(rooms, self.openings.room_starts)
            for cost, chairs, takers, starts in people[site]:
                if starts & room_starts:
                    found.append(Combination(points + cost, rooms, chairs, takers, starts & room_starts))
        return sorted(found, key=lambda combination: combination.points)

    def _people_starts(self, site: SiteId) -> list[PeopleStarts]:
        found = []
        for chairs, takers in product(self.chairs, self.minute_takers):
            others = tuple(taker for taker in takers.people if taker.id != chairs.bars)
            starts = joined(chairs.people, self.openings.chair_starts[site])
            starts &= joined(others, self.openings.taker_starts[site])
            if starts:
                found.append(PeopleStarts(chairs.points + takers.points, chairs.people, others, starts))
        return found


def joined(choices: Iterable[RoomTime] | Sequence[StaffTime], starts: dict[ResourceId, int]) -> int:
    """The starts at which at least one of the choices is free."""
    return reduce(or_, (starts[choice.id] for choice in choices), 0)
