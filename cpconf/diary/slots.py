"""The slot search: the best free times for room, chair and minute-taker together; refuses to know any store.

Everything is intervals as bits of one integer (`grid`, `openings`), so that a search costs the same whatever the age
of the store: it gets one window. People and rooms that cost the same stand in one tier (`tiers`); a handful of tier
combinations, cheapest first, hold every free triple, and only the slots that are offered are named one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import reduce
from itertools import product
from operator import itemgetter, or_

from cpconf.diary.blocked import blocked_times, why_never
from cpconf.diary.grid import GRAINS_A_DAY, Grid, block, lowest
from cpconf.diary.openings import Openings, Triple, searched_days
from cpconf.diary.reasons import reasons_for
from cpconf.diary.rules import GRAIN_MINUTES, ResourceId
from cpconf.diary.tiers import Combination, Tiers
from cpconf.diary.wishes import DiaryWindow, Scoring, Slot, SlotSearch, SlotWish, StaffTime

__all__ = ["DiaryWindow", "Scoring", "Slot", "SlotSearch", "SlotWish", "find_slots", "free_triples"]

_HOUR = 60 // GRAIN_MINUTES
_SPREADS = (12 * _HOUR, _HOUR, 1)
"""First one slot for each half-day; if they are too few, one for each hour; then every start."""

_HALF_HOURS = sum(1 << grain for grain in range(0, GRAINS_A_DAY, _HOUR // 2))
_DEFAULT = Scoring()


def find_slots(wish: SlotWish, window: DiaryWindow, scoring: Scoring = _DEFAULT) -> SlotSearch:
    """The `wish.count` best slots, best first, the earliest possible one, and what blocked better times.

    Never offers a start at which any of the three is occupied, away, out of hours or full for the day. Slots differ
    in time before they differ in people; none repeats another's start, chair and room. The same wish and window give
    the same answer. Raises ValueError when the window does not hold the days of the wish.
    """
    days = searched_days(wish, window)
    if not days:
        return SlotSearch(slots=(), blocked=why_never("No working day lies in the time that was searched."))
    return _Search(wish, window, scoring, days).answer()


def free_triples(wish: SlotWish, window: DiaryWindow, scoring: Scoring = _DEFAULT) -> Iterator[Slot]:
    """Every free start with every free room, chair and minute-taker, unranked; for checks and replanning."""
    days = searched_days(wish, window)
    if days:
        search = _Search(wish, window, scoring, days)
        yield from map(search.slot, search.openings.triples())


_Candidate = tuple[int, bool, int, Combination]
"""A start worth offering: its points, whether it is off the half-hour, its bit; and what holds its triples."""

_rank = itemgetter(0, 1, 2)


class _Search:
    """One search: the combinations of tiers and the points of each day, worked out once."""

    def __init__(self, wish: SlotWish, window: DiaryWindow, scoring: Scoring, days: Sequence[date]) -> None:
        self.wish, self.calendar, self.scoring = wish, window.calendar, scoring
        self.grid = Grid(days)
        self.openings = Openings(wish, window, self.grid)
        self.tiers = Tiers(self.openings, scoring)
        count, clock_from = self.calendar.count_between, wish.clock_from
        self.of_days = count(clock_from, wish.due_on)
        first = count(clock_from, days[0])
        self.numbers = range(first, first + len(days))  # the searched days are working days, none left out
        self.aim = count(clock_from, wish.aim_on or wish.earliest_on)
        self.day_points = [self._day_points(*numbered) for numbered in zip(days, self.numbers, strict=True)]
        self.half_hours = self.grid.firsts * _HALF_HOURS

    def answer(self) -> SlotSearch:
        """The slots, the earliest start and the blocked better times."""
        slots = tuple(map(self.slot, self._chosen()))
        worth = slots[0].score - self.tiers.ideal_points if slots else max(self.day_points) + 1
        blocked = blocked_times(self.openings, self.tiers.ideal, self.day_points, worth)
        return SlotSearch(slots=slots, earliest=self._earliest(slots), blocked=blocked)

    def slot(self, triple: Triple) -> Slot:
        """A free triple as it is offered, with its points and reasons."""
        index = triple.bit // GRAINS_A_DAY
        day = self.grid.days[index]
        numbers = (self.numbers[index], self.of_days)
        load = self.openings.load(triple.chair.id, index)
        starts_at = self.grid.at(triple.bit)
        people = self.tiers.chair_points(triple.chair) + self.scoring.busy_day * load + triple.minute_taker.points
        return Slot(
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=self.wish.minutes),
            room=triple.room.id,
            chair=triple.chair.id,
            minute_taker=triple.minute_taker.id,
            day_number=numbers[0],
            of_days=numbers[1],
            reasons=reasons_for(self.wish, self.calendar, triple, day, numbers, load),
            score=self.day_points[index] + self.tiers.room_points(triple.room) + people,
        )

    def _chosen(self) -> list[Triple]:
        """The triples to offer, best first: spread over half-days, then hours, then starts, then people."""
        chosen: list[_Candidate] = []
        for size in _SPREADS:
            missing = self.wish.count - len(chosen)
            if not missing:
                break
            taken = reduce(or_, (block(bit, size) for _, _, bit, _ in chosen), 0)
            chosen += sorted(self._spread(size, taken), key=_rank)[:missing]
        triples = [self._named(combination, bit) for _, _, bit, combination in sorted(chosen, key=_rank)]
        return triples + self._same_times_again(triples)

    def _spread(self, size: int, taken: int) -> Iterator[_Candidate]:
        """The best start of each block of `size` grains that is not taken."""
        for combination in self.tiers.combinations:
            starts = combination.starts & ~taken
            while starts:
                region = block(lowest(starts), size)
                whole = starts & region & self.half_hours
                bit = lowest(whole or starts)
                points = combination.points + self.day_points[bit // GRAINS_A_DAY]
                yield points, not whole, bit, combination
                taken |= region
                starts &= ~region

    def _named(self, combination: Combination, bit: int) -> Triple:
        """The first of the triples of one combination at one start, without looking at the others."""
        openings, site = self.openings, self.openings.site(combination.rooms[0])
        room = next(room for room in combination.rooms if openings.room_starts[room.id] >> bit & 1)
        chair = self._lightest(self._turned(combination, bit), openings.chair_starts[site], bit)
        return Triple(bit, room, chair, self._lightest(combination.minute_takers, openings.taker_starts[site], bit))

    def _turned(self, combination: Combination, bit: int) -> list[StaffTime]:
        """The chairs of a combination on the day of a start."""
        return [chair for chair, days in combination.turns if days >> bit & 1]

    def _lightest(self, people: Iterable[StaffTime], starts: dict[ResourceId, int], bit: int) -> StaffTime:
        """The first of those who are free with the fewest conferences that day."""
        day, loads = bit // GRAINS_A_DAY, self.openings.loads
        lightest, least = None, 0
        for person in people:
            if starts[person.id] >> bit & 1:
                load = loads[person.id].get(day, 0)
                if not load:
                    return person
                if lightest is None or load < least:
                    lightest, least = person, load
        assert lightest is not None
        return lightest

    def _triples(self, combination: Combination, bit: int) -> Iterator[Triple]:
        """The triples of one combination at one start; people with the lightest day first, then as they stand."""
        openings, site = self.openings, self.openings.site(combination.rooms[0])
        chairs = self._free_at(self._turned(combination, bit), openings.chair_starts[site], bit)
        takers = self._free_at(combination.minute_takers, openings.taker_starts[site], bit)
        rooms = [room for room in combination.rooms if openings.room_starts[room.id] >> bit & 1]
        for room, chair, taker in product(rooms, chairs, takers):
            yield Triple(bit, room, chair, taker)

    def _free_at(self, people: Iterable[StaffTime], starts: dict[ResourceId, int], bit: int) -> list[StaffTime]:
        free = [person for person in people if starts[person.id] >> bit & 1]
        return sorted(free, key=lambda person: self.openings.load(person.id, bit // GRAINS_A_DAY))

    def _same_times_again(self, triples: Sequence[Triple]) -> list[Triple]:
        """Offered starts once more with another chair or room, cheapest first, when there are too few starts."""
        missing = self.wish.count - len(triples)
        offered = {(t.bit, t.room.id, t.chair.id) for t in triples}
        again: list[tuple[int, int, Triple]] = []
        for bit in sorted({t.bit for t in triples}) if missing else ():
            for combination in self._combinations_at(bit):
                points = combination.points + self.day_points[bit // GRAINS_A_DAY]
                for triple in self._triples(combination, bit):
                    if (bit, triple.room.id, triple.chair.id) not in offered:
                        offered.add((bit, triple.room.id, triple.chair.id))
                        again.append((points, bit, triple))
        return [triple for _, _, triple in sorted(again, key=lambda found: found[:2])[:missing]]

    def _earliest(self, slots: Sequence[Slot]) -> Slot | None:
        """The earliest start of all, whatever it costs, with its cheapest choices; `slots`: those that are offered."""
        starts = reduce(or_, [combination.starts for combination in self.tiers.combinations], 0)
        if not starts:
            return None
        bit = lowest(starts)
        starts_at = self.grid.at(bit)
        offered = next((slot for slot in slots if slot.starts_at == starts_at), None)
        return offered or self.slot(self._named(self._combinations_at(bit)[0], bit))

    def _combinations_at(self, bit: int) -> list[Combination]:
        """The combinations with a free triple at a start, cheapest first."""
        return [c for c in self.tiers.combinations if c.starts >> bit & 1]

    def _day_points(self, day: date, number: int) -> int:
        scoring = self.scoring
        points = scoring.school_holiday * (self.wish.prefer_term and self.calendar.in_school_holidays(day))
        if number > self.of_days:
            return points + scoring.late + scoring.late_day * (number - self.of_days)
        return points + scoring.day_from_aim * abs(number - self.aim)
