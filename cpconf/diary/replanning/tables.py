"""What of a problem never changes while it is searched, worked out once; knows no seat that the search takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import zip_longest

from cpconf.diary.grid import runs
from cpconf.diary.replanning.calendars import Calendar, Shapes, TravellingCalendar
from cpconf.diary.replanning.costs import chair_cost, room_cost, seat_parts
from cpconf.diary.replanning.model import (
    Cells,
    ChairPlan,
    ConferencePlan,
    Margin,
    Problem,
    Seat,
    TakerPlan,
    most_on,
    span,
)

NOWHERE = -1
"""The index of the room of a conference that needs none: always free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One conference that the search may seat. Masks of starts begin with the first of its days, at bit `shift`."""

    length: int
    kind: int
    shift: int
    allowed: int
    """The possible starts; none when no room, chair or minute-taker will do."""
    tiers: tuple[tuple[int, int], ...]
    """What the time costs, cheapest first, with the starts that cost this."""
    rooms: tuple[tuple[int, int], ...]
    """What each room that will do costs, cheapest first, and its index."""
    chairs: tuple[tuple[int, int], ...]
    place_costs: dict[tuple[int, int], int]
    """What each room with each chair costs, caseloads aside."""
    takers: tuple[int, ...]
    people: tuple[int, ...]
    together: frozenset[int]
    """The same people, to be compared."""
    load: int
    taker_now: int
    taker_move: int
    cells: int
    """The cells of its length from bit 0."""
    least: int
    """The least that it can cost, caseloads aside."""
    home: int
    """The present start, if it is among the allowed ones and its room and chair will do; else none."""
    plan: ConferencePlan

    def time_cost(self, bit: int) -> int:
        """What an allowed start costs."""
        return next(cost for cost, mask in self.tiers if mask >> bit & 1)


class Tables:
    """The wishes by conference (None: pinned), the empty calendars with the pinned ones in, what caseloads cost."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.cells = problem.cells
        self.lengths = sorted({conference.dur for conference in problem.conferences})
        self.kinds = len(self.lengths)
        sites = range(len(problem.distance))
        self.site_of = [room.area for room in problem.rooms] if problem.travel else [0 for _ in problem.rooms]
        self.site_of.append(len(sites) if problem.travel else 0)
        self._travel = [[*row, 0] for row in problem.travel] + [[0] * (len(sites) + 1)] if problem.travel else None
        self.joined = [0] * len(problem.chairs)
        self._pinned_people: dict[int, int] = defaultdict(int)
        self._pinned = [(c, c.now) for c in problem.conferences if problem.fixed(c) and c.now is not None]
        for conference, now in self._pinned:
            self.joined[now.chair] += conference.load
            for person in conference.people:
                self._pinned_people[person] |= span(now.cell, now.cell + conference.dur) << now.day * self.cells
        loads = sum(c.load for c in problem.conferences)
        self.caseload = [
            [problem.weights.of_caseload(chair.base + n, chair.fte) for n in range(2 * loads + 1)]
            for chair in problem.chairs
        ]
        widest = range(-problem.late_days, problem.weights.margin_days)
        self._slack_cost = {slack: problem.weights.of_slack(slack) for slack in widest}
        self.wishes = [None if problem.fixed(c) else self._wish(c) for c in problem.conferences]
        self.unmoved = self._alone()
        """What the pinned conferences, and the caseloads without the others, cost."""
        self.least = self.unmoved + sum(wish.least for wish in self.wishes if wish is not None)
        """What no plan can cost less than."""

    def calendars(self) -> tuple[list[Calendar], list[Calendar], list[Calendar]]:
        """New calendars of rooms, with that of no room last, of chairs and of minute-takers."""
        problem, halves = self.problem, self.problem.same_person
        of_chair, of_taker = self._shapes(problem.chair_margin), self._shapes(problem.taker_margin)
        of_room = self._shapes(problem.room_margin, snug=True)
        rooms = [Calendar(of_room, self.cells, r.open, r.taken, None, problem.days) for r in problem.rooms]
        rooms.append(_Everywhere(self._shapes(Margin(), snug=True), problem))
        both = {c: _either(problem.chairs[c].taken, problem.takers[t].taken) for c, t in halves.items()}
        both_of_taker = {t: both[c] for c, t in halves.items()}
        chairs = [self._person(of_chair, c, both.get(i, c.taken)) for i, c in enumerate(problem.chairs)]
        takers = [self._person(of_taker, t, both_of_taker.get(i, t.taken)) for i, t in enumerate(problem.takers)]
        for chair, taker in halves.items():
            chairs[chair].twin, takers[taker].twin = takers[taker], chairs[chair]
        for conference, now in self._pinned:
            room = NOWHERE if now.room is None else now.room
            for calendar in (rooms[room], chairs[now.chair], takers[now.taker]):
                calendar.fix(now.day, now.cell, conference.dur, self.site_of[room])
        return rooms, chairs, takers

    def _shapes(self, margin: Margin, *, snug: bool = False) -> Shapes:
        return Shapes(self.lengths, margin, self.cells, self.problem.starts, snug=snug)

    def _person(self, shapes: Shapes, plan: ChairPlan | TakerPlan, taken: Cells) -> Calendar:
        days = self.problem.days
        most = [most_on(plan.a_day, day) for day in range(days)]
        if self._travel is None:
            return Calendar(shapes, self.cells, plan.open, taken, most, days)
        travel, elsewhere = self._travel, plan.elsewhere
        return TravellingCalendar(shapes, self.cells, plan.open, taken, most, days, travel, elsewhere)

    def _wish(self, conference: ConferencePlan) -> Wish:
        problem, weights, now = self.problem, self.problem.weights, conference.now
        tiers = self._tiers(conference)
        takers = tuple(t for t in range(len(problem.takers)) if conference.takers >> t & 1)
        rooms = self._rooms(conference)
        chairs = tuple((chair_cost(conference, c), c) for c in range(len(problem.chairs)) if conference.chairs >> c & 1)
        seatable = bool(tiers and rooms and chairs and takers)
        allowed = sum(mask for _, mask in tiers) if seatable else 0
        place_costs = {(room, chair): r + c for r, room in rooms for c, chair in chairs}
        return Wish(
            length=conference.dur,
            kind=self.lengths.index(conference.dur),
            shift=problem.first_day(conference) * self.cells,
            allowed=allowed,
            tiers=tiers,
            rooms=rooms,
            chairs=chairs,
            place_costs=place_costs,
            takers=takers,
            people=tuple(sorted(set(conference.people))),
            together=frozenset(conference.people),
            load=conference.load,
            taker_now=now.taker if now is not None and now.taker in takers else -1,
            taker_move=weights.other_taker * conference.move if now is not None else 0,
            cells=span(0, conference.dur),
            least=min(weights.unplaced, tiers[0][0] + rooms[0][0] + min(chairs)[0]) if seatable else weights.unplaced,
            home=self._home(conference, place_costs) & allowed,
            plan=conference,
        )

    def _home(self, conference: ConferencePlan, places: Container[tuple[int, int]]) -> int:
        """The present start, whether it is allowed or not, when its room and chair will do."""
        now, first = conference.now, self.problem.first_day(conference)
        if now is None or now.day < first or not 0 <= now.cell < self.cells:
            return 0
        room = NOWHERE if now.room is None else now.room
        return 1 << (now.day - first) * self.cells + now.cell if (room, now.chair) in places else 0

    def _tiers(self, conference: ConferencePlan) -> tuple[tuple[int, int], ...]:
        """The starts by what their time costs: the day, and the move from the present one."""
        problem, now, length, cells = self.problem, conference.now, conference.dur, self.cells
        begin = span(0, max(0, cells - length + 1)) & problem.starts
        far, near = (problem.weights.other_day, problem.weights.other_time) if now is not None else (0, 0)
        today, move, elsewhere = now.day if now is not None else -1, conference.move, self._elsewhere(conference)
        holiday = problem.weights.holiday if conference.prefers_term else 0
        tiers: dict[int, int] = defaultdict(int)
        first = problem.first_day(conference)
        for day in range(first, problem.last_day(conference) + 1):
            shift = (day - first) * cells
            starts = begin
            if elsewhere:
                starts &= runs(span(0, cells) & ~(elsewhere >> day * cells), length)
            cost = self._slack_cost.get(conference.due - day, 0) + (holiday if holiday and problem.holidays[day] else 0)
            if now is not None and day == today:
                same = starts & 1 << now.cell
                tiers[cost] |= same << shift
                tiers[cost + near * move] |= (starts ^ same) << shift
            else:
                tiers[cost + far * move] |= starts << shift
        return tuple(sorted((cost, mask) for cost, mask in tiers.items() if mask))

    def _elsewhere(self, conference: ConferencePlan) -> int:
        """The cells over all days in which somebody who is needed has other duties or a pinned conference."""
        whole = sum(mask << day * self.cells for day, mask in enumerate(conference.busy) if mask)
        for person in conference.people:
            whole |= self._pinned_people.get(person, 0)
        return whole

    def _rooms(self, conference: ConferencePlan) -> tuple[tuple[int, int], ...]:
        problem, now = self.problem, conference.now
        move = problem.weights.other_room * conference.move
        if not conference.needs_room:
            return ((0 if now is None or now.room is None else move, NOWHERE),)
        return tuple(
            sorted(
                (room_cost(problem, conference, r) + (move if now is not None and now.room != r else 0), r)
                for r, room in enumerate(problem.rooms)
                if room.seats >= conference.seats and conference.rooms >> r & 1
            )
        )

    def _alone(self) -> int:
        pinned = sum(sum(seat_parts(self.problem, conference, now).values()) for conference, now in self._pinned)
        return pinned + sum(costs[joined] for costs, joined in zip(self.caseload, self.joined, strict=True))

    def seat(self, day: int, cell: int, room: int, chair: int, taker: int) -> Seat:
        """A seat as the problem names it."""
        return Seat(day, cell, None if room == NOWHERE else room, chair, taker)


class _Everywhere(Calendar):
    """The room of conferences that need none: never full."""

    __slots__ = ()

    def __init__(self, shapes: Shapes, problem: Problem) -> None:
        whole = (span(0, problem.cells),) * problem.days
        super().__init__(shapes, problem.cells, whole, (), None, problem.days)

    def _keep(self, day: int, occupied: int, site: int) -> None:
        pass

    def take(self, day: int, occupied: int, site: int) -> None:
        """Nothing is ever taken."""

    def give(self, day: int, occupied: int, site: int) -> None:
        """Nothing was taken."""


def _either(one: Iterable[int], other: Iterable[int]) -> Cells:
    return tuple(a | b for a, b in zip_longest(one, other, fillvalue=0))
