"""Why a conference found no seat in a proposal: what was never free; proposes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cpconf.diary.grid import runs
from cpconf.diary.replanning.model import (
    Cells,
    ChairPlan,
    ConferencePlan,
    Margin,
    Problem,
    Seat,
    TakerPlan,
    most_on,
    on_day,
    span,
)


class Lacking:
    """What the seats of a proposal leave free."""

    def __init__(self, problem: Problem, seats: Sequence[Seat | None]) -> None:
        self._problem = problem
        self._taken: defaultdict[tuple[str, int, int], int] = defaultdict(int)
        self._count: Counter[tuple[str, int, int]] = Counter()
        for conference, seat in zip(problem.conferences, seats, strict=True):
            if seat is not None:
                self._take(conference, seat)

    def words(self, place: int) -> str:
        """Which of the three was never free on any of the conference's days, or that they were never free together."""
        conference = self._problem.conferences[place]
        days = range(max(0, conference.first), self._problem.last_day(conference) + 1)
        free = [tuple(self._starts(conference, day)) for day in days]
        if not free:
            return "No working day is left for it"
        rooms, chairs, takers, people = (any(day[one] for day in free) for one in range(4))
        if not people:
            return "Somebody who must be there is never free"
        if not rooms:
            return "No room that will do is free on any of its days"
        if not chairs:
            return "No chair is free on any of its days"
        if not takers:
            return "No minute-taker is free on any of its days"
        return "No room, chair and minute-taker are free together on any of its days"

    def _take(self, conference: ConferencePlan, seat: Seat) -> None:
        problem, start, end = self._problem, seat.cell, seat.cell + conference.dur
        used = [("chair", seat.chair, problem.chair_margin), ("taker", seat.taker, problem.taker_margin)]
        if seat.room is not None:
            used.append(("room", seat.room, problem.room_margin))
        for kind, index, margin in used:
            self._taken[kind, index, seat.day] |= span(max(0, start - margin.before), end + margin.after)
            self._count[kind, index, seat.day] += 1
        for person in conference.people:
            self._taken["person", person, seat.day] |= span(max(0, start), end)

    def _starts(self, conference: ConferencePlan, day: int) -> Iterator[int]:
        """The possible starts of a day by room, by chair, by minute-taker and by those who must be there."""
        problem, length = self._problem, conference.dur
        whole = span(0, problem.cells)
        found = 0
        for index, room in enumerate(problem.rooms):
            if room.seats >= conference.seats and conference.rooms >> index & 1:
                found |= self._free("room", index, day, room.open, room.taken, problem.room_margin, length)
        yield found if conference.needs_room else whole
        yield self._people("chair", problem.chairs, conference.chairs, day, problem.chair_margin, length)
        yield self._people("taker", problem.takers, conference.takers, day, problem.taker_margin, length)
        busy = on_day(conference.busy, day)
        for person in conference.people:
            busy |= self._taken["person", person, day]
        yield runs(whole & ~busy, length)

    def _people(
        self, kind: str, plans: Sequence[ChairPlan | TakerPlan], will_do: int, day: int, margin: Margin, length: int
    ) -> int:
        found = 0
        for index, plan in enumerate(plans):
            if will_do >> index & 1 and self._count[kind, index, day] < most_on(plan.a_day, day):
                found |= self._free(kind, index, day, plan.open, plan.taken, margin, length)
        return found

    def _free(self, kind: str, index: int, day: int, opened: Cells, taken: Cells, margin: Margin, length: int) -> int:
        blocked = on_day(taken, day) | self._taken[kind, index, day]
        wide = span(0, self._problem.cells + length + margin.before + margin.after)
        clear = runs(wide & ~blocked, margin.before + length + margin.after)
        return (runs(on_day(opened, day) & ~blocked, margin.before + length) & clear) << margin.before
