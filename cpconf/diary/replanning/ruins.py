"""Which conferences to take off their seats together; knows nothing of where they go."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final, NamedTuple, TypeVar

from cpconf.diary.replanning.model import Margin, Problem, most_on
from cpconf.diary.replanning.seating import Seating, Target, some_bit
from cpconf.diary.replanning.tables import NOWHERE, Wish

_AIMED: Final = 0.8
_FEWEST, _MOST = 4, 12
_NEIGHBOURS = 15
_DEAREST = 20
"""One in so many conferences counts as dear."""
_LOOKS = 3
"""Seats that are looked at for an unplaced conference."""
_CHAIR_NOISE = 30.0


_Ranked = TypeVar("_Ranked")


class Group(NamedTuple):
    """Conferences to take off; the first is to have the target, when there is one, and the others what is left."""

    members: list[int]
    target: Target | None


class Ruins:
    """Groups of conferences that stand in each other's way: at one seat, of some days, a chair or room, like limits."""

    def __init__(self, problem: Problem, seating: Seating, random: Random) -> None:
        self._problem, self._seating, self._random = problem, seating, random
        self._chance = random.random
        self._by_limit = [i for i in in_order(problem) if i in seating.seatable]
        self._rank = {index: rank for rank, index in enumerate(self._by_limit)}
        self._dear: list[int] = []
        self._room_gap, self._chair_gap = _gap(problem.room_margin), _gap(problem.chair_margin)

    def look(self) -> None:
        """See anew which conferences are the dearest; worth doing every hundred steps or so."""
        dear = sorted(self._by_limit, key=self._seating.costs.__getitem__, reverse=True)
        self._dear = dear[: len(dear) // _DEAREST + 1]

    def group(self) -> Group:
        """Mostly one conference and those that sit where it would like to; else a greater part of the plan."""
        if self._chance() < _AIMED:
            return self._in_the_way()
        return Group(self.at_large(self._seed()), None)

    def at_large(self, seed: int) -> list[int]:
        """The conference and some of its days, of its chair or room, or with like limits."""
        way = self._chance()
        if way < 0.5:
            others = self._of_days(seed)
        elif way < 0.8:
            others = self._of_its_resource(seed)
        else:
            others = self._of_like_limit(seed)
        count = min(self._random.randint(_FEWEST, _MOST), len(others))
        return [seed, *(other for other in self._random.sample(others, count) if other != seed)]

    def _seed(self) -> int:
        """An unplaced conference if there are any, or a dear one, or any."""
        chance, seating, some = self._chance, self._seating, self._by_limit
        if seating.absentees and chance() < 0.5:
            some = list(seating.absentees)
        elif chance() < 0.2:
            some = self._dear
        seed = some[int(chance() * len(some))]
        for _ in range(2):
            other = some[int(chance() * len(some))]
            if seating.costs[other] > seating.costs[seed]:
                seed = other
        return seed

    def _in_the_way(self) -> Group:
        """A conference, then those at a seat that it would like; for an unplaced one the seat that is least missed."""
        seed, absent = self._seed(), self._seating.absent
        wish = self._seating.wish(seed)
        looks = _LOOKS if seed in self._seating.absentees else 1
        targets = [target for _ in range(looks) if (target := self._target(wish, seed)) is not None]
        if not targets:
            return Group([seed], None)
        groups = [(target, self._at(wish, seed, target)) for target in targets]
        target, others = min(groups, key=lambda group: sum(absent[other] for other in group[1]))
        if self._chance() < 0.5:
            around = self._between(target.day, int(4 * self._chance()))
            others += [other for other in around if self._chance() < 0.1 and other not in others and other != seed]
        return Group([seed, *others], target)

    def _target(self, wish: Wish, seed: int) -> Target | None:
        """The present seat, or another that is open to it, cheap rather than dear; never where it sits already."""
        seating, now, place = self._seating, wish.plan.now, self._seating.places[seed]
        if now is not None and wish.home and place != now and self._chance() < 0.3:
            starts, room, chair = wish.home, NOWHERE if now.room is None else now.room, now.chair
        else:
            chair = self._cheap(seating.weighed_chairs(wish, _CHAIR_NOISE))[-1]
            room = self._cheap(wish.rooms)[-1]
            starts = self._cheap_starts(wish, seating.empty_starts(wish, room, chair))
        if place is not None and place[2] == room and place[3] == chair:
            starts &= ~(1 << place[0] * self._problem.cells + place[1] - wish.shift)
        if not starts:
            return None
        bit = some_bit(starts, self._chance())
        day, cell = divmod(wish.shift + bit, self._problem.cells)
        return Target(day, cell, room, chair, wish.time_cost(bit) + wish.place_costs[room, chair])

    def _cheap(self, ranked: Sequence[_Ranked]) -> _Ranked:
        """One of the first rather than of the last."""
        return ranked[int(self._chance() ** 2 * len(ranked))]

    def _cheap_starts(self, wish: Wish, starts: int) -> int:
        """The cheapest of the starts, or the next cheapest, and so on, or all of them."""
        for _, mask in wish.tiers:
            if starts & mask and self._chance() < 0.7:
                return starts & mask
        return starts

    def _at(self, wish: Wish, seed: int, target: Target) -> list[int]:
        """Who must leave a seat, so that the conference can have it; for a full chair, one of the day's."""
        seating, found, chaired = self._seating, [], 0
        most = most_on(self._problem.chairs[target.chair].a_day, target.day)
        for other in seating.on_days[target.day]:
            place, theirs = seating.places[other], seating.wishes[other]
            if other == seed or place is None or theirs is None:
                continue
            apart = max(place[1] - target.cell - wish.length, target.cell - place[1] - theirs.length)
            same_chair = place[3] == target.chair
            chaired += same_chair
            if (
                (place[2] == target.room != NOWHERE and apart < self._room_gap)
                or (same_chair and (apart < self._chair_gap or chaired >= most))
                or (apart < 0 and not wish.together.isdisjoint(theirs.people))
            ):
                found.append(other)
        return found

    def _of_days(self, seed: int) -> list[int]:
        """Those of a day, or a few, on which the conference could sit."""
        plan, random = self._problem.conferences[seed], self._random
        first, last = self._problem.first_day(plan), self._problem.last_day(plan)
        if self._chance() < 0.8:
            last = min(plan.due, last)
        return self._between(random.randint(first, max(first, last)), random.choice((0, 0, 1, 2)))

    def _of_its_resource(self, seed: int) -> list[int]:
        """Those of the same chair or room some days around."""
        place, places, random = self._seating.places[seed], self._seating.places, self._random
        if place is None:
            return self._of_days(seed)
        which = 3 if self._chance() < 0.5 else 2
        around = self._between(place[0], random.choice((2, 5, 10)))
        return [other for other in around if (seat := places[other]) is not None and seat[which] == place[which]]

    def _of_like_limit(self, seed: int) -> list[int]:
        rank = self._rank[seed]
        return self._by_limit[max(0, rank - _NEIGHBOURS) : rank + _NEIGHBOURS]

    def _between(self, day: int, around: int) -> list[int]:
        on_days = self._seating.on_days
        return [index for seated in on_days[max(0, day - around) : day + around + 1] for index in seated]


def in_order(problem: Problem) -> list[int]:
    """The conferences by limit, the longest first among equals."""
    plans = problem.conferences
    return sorted(range(len(plans)), key=lambda i: (plans[i].due, -plans[i].dur, i))


def _gap(margin: Margin) -> int:
    """Cells that must lie between two conferences of a resource."""
    return margin.before + margin.after
