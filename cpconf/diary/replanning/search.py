"""Ruin and recreate: takes a few conferences off and seats them anew, again and again; reads no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log
from random import Random

from cpconf.diary.replanning.checks import alone
from cpconf.diary.replanning.costs import cost_of, seat_parts
from cpconf.diary.replanning.model import Problem, Proposal, Seat
from cpconf.diary.replanning.ruins import Ruins, in_order
from cpconf.diary.replanning.seating import Place, Seating, Target
from cpconf.diary.replanning.tables import NOWHERE, Tables

_COLD, _MILD, _HOT = 1.0, 2.0, 20.0
"""How much dearer a plan may become by one step, about: when a cooling ends, and the least and most when it begins."""
_FIRST_COOLING, _LONGER = 1250, 5
"""Steps of the first cooling, and how many times as long each next one is."""
_URGENCY = 20
"""One in so many parts of the price of an unplaced conference is added each time that it is sought a seat in vain."""


class Search:
    """A search at some number of steps; `best` is the cheapest plan so far. The same steps give the same plan."""

    def __init__(self, problem: Problem, *, seed: int, start: Sequence[Seat | None] | None) -> None:
        self.problem = problem
        self._random = Random(seed)
        self._tables = Tables(problem)
        self._unplaced = problem.weights.unplaced
        self._seating = Seating(self._tables, self._random)
        self.steps = 0
        self._seat_all(start if start is not None else [c.now for c in problem.conferences])
        self.cost, self._best = self._seating.cost, list(self._seating.places)
        self._ruins = Ruins(problem, self._seating, self._random)
        self._cooling_from, self._cooling = 0, _FIRST_COOLING
        self._hot = self._warmth()
        self._urgency = problem.weights.unplaced // _URGENCY

    @property
    def finished(self) -> bool:
        """Whether there is nothing to seat, or every conference has the best seat that it could have alone."""
        return self.cost <= self._tables.least

    def best(self, phase: str) -> Proposal:
        """The cheapest plan so far."""
        seats = [
            conference.now if self.problem.fixed(conference) else None if place is None else self._tables.seat(*place)
            for conference, place in zip(self.problem.conferences, self._best, strict=True)
        ]
        plan = cost_of(self.problem, seats)
        return replace(plan, steps=self.steps, phase=phase)

    def run(self, steps: int) -> None:
        """So many steps further."""
        self._ruins.look()
        for _ in range(steps):
            self._step(self._temperature())
            self.steps += 1

    def _temperature(self) -> float:
        """Coolings one after another, each longer by far than all before: good soon, and better the longer."""
        done = self.steps - self._cooling_from
        if done == self._cooling:
            self._cooling_from, self._cooling, done = self.steps, self._cooling * _LONGER, 0
            self._hot = self._warmth()
        return self._hot * float((_COLD / self._hot) ** (done / self._cooling))

    def _warmth(self) -> float:
        """What a conference costs on average in the best plan: a step from one plan to another costs about as much."""
        return min(max(self.cost / max(1, len(self.problem.conferences)), _MILD), _HOT)

    def _step(self, temperature: float) -> None:
        seating = self._seating
        limit = seating.cost - temperature * log(1 - self._random.random())
        group, target = self._ruins.group()
        if target is None or self._at_least(group, target) <= limit:
            self._try(group, target, limit)
        if target is not None and seating.places[group[0]] is None:
            seating.press(group[0], self._urgency)

    def _at_least(self, group: Sequence[int], target: Target) -> int:
        """What the plan costs, about, with the first at the target and the others at the best seats they could have."""
        seating = self._seating
        seed, others = group[0], group[1:]
        wish, place = seating.wish(seed), seating.places[seed]
        cost = seating.cost + target.cost - seating.costs[seed]
        for other in others:
            cost += seating.wish(other).least - seating.costs[other]
        if place is not None and not others and place[3] != target.chair:
            cost += seating.caseload(target.chair, wish.load) + seating.caseload(place[3], -wish.load)
        return cost

    def _try(self, group: list[int], target: Target | None, limit: float) -> None:
        """Seat them anew, and put them back if the plan then costs more than the limit."""
        seating = self._seating
        old = [(index, seating.places[index], seating.costs[index]) for index in group]
        for index, place, _ in old:
            if place is not None:
                seating.give(index)
        found = None if target is None else seating.place_at(seating.wish(group[0]), target)
        if found is not None:
            seating.take(group[0], *found)
            group = group[1:]
        elif target is None:
            self._order(group)
        self._seat_within(group, limit)
        if seating.true_cost < self.cost:
            self.cost, self._best = seating.true_cost, list(seating.places)
        if seating.cost > limit:
            self._put_back(old)

    def _seat_within(self, group: list[int], limit: float) -> None:
        """Seat them one by one, but stop when even the best seats for the rest would cost more than the limit."""
        seating, absent, wishes = self._seating, self._seating.absent, self._seating.wishes
        hopes = [absent[index] - wish.least for index in group if (wish := wishes[index]) is not None]
        hope = sum(hopes)
        for index, gain in zip(group, hopes, strict=True):
            if seating.cost - hope > limit:
                return
            hope -= gain
            self._seat(index, limit - seating.cost + hope + absent[index] + 1)

    def _order(self, group: list[int]) -> None:
        """Into one of several orders, by chance: any, by limit, the longest first, or as they are."""
        chance, plans = self._random.random(), self.problem.conferences
        if chance < 0.35:
            self._random.shuffle(group)
        elif chance < 0.7:
            group.sort(key=lambda index: plans[index].due)
        elif chance < 0.85:
            group.sort(key=lambda index: -plans[index].dur)

    def _put_back(self, old: Sequence[tuple[int, Place | None, int]]) -> None:
        seating = self._seating
        changed = [was for was in old if seating.places[was[0]] != was[1]]
        for index, _, _ in changed:
            if seating.places[index] is not None:
                seating.give(index)
        for index, place, cost in changed:
            if place is not None:
                seating.take(index, place, cost)

    def _seat(self, index: int, most: float) -> None:
        """On its cheapest seat, if that costs less than the most that is asked and than leaving it unplaced."""
        found = self._seating.cheapest(self._seating.wish(index), min(most, self._unplaced))
        if found is not None:
            self._seating.take(index, *found)

    def _seat_all(self, start: Sequence[Seat | None]) -> None:
        """First those that can stay where they start, then the others, by limit."""
        seating, problem = self._seating, self.problem
        order = [index for index in in_order(problem) if index in seating.seatable]
        for index in order:
            seat = start[index]
            if seat is not None and self._holds(index, seat):
                place = (seat.day, seat.cell, NOWHERE if seat.room is None else seat.room, seat.chair, seat.taker)
                seating.take(index, place, sum(seat_parts(problem, problem.conferences[index], seat).values()))
        for index in order:
            if seating.places[index] is None:
                self._seat(index, self._unplaced)

    def _holds(self, index: int, seat: Seat) -> bool:
        problem = self.problem
        if not self._exists(seat) or (seat.room is not None) != problem.conferences[index].needs_room:
            return False
        if any(alone(problem, problem.conferences[index], seat)):
            return False
        return self._seating.is_free(index, seat)

    def _exists(self, seat: Seat) -> bool:
        problem = self.problem
        return (
            0 <= seat.day < problem.days
            and (seat.room is None or 0 <= seat.room < len(problem.rooms))
            and 0 <= seat.chair < len(problem.chairs)
            and 0 <= seat.taker < len(problem.takers)
        )
