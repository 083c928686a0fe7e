"""A plan in the making: seats taken and given back, the cheapest free seat found; knows not whose turn it is."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from cpconf.diary.grid import lowest
from cpconf.diary.replanning.calendars import Calendar
from cpconf.diary.replanning.model import Seat
from cpconf.diary.replanning.tables import NOWHERE, Tables, Wish

Place = tuple[int, int, int, int, int]
"""Day, cell, room, chair, minute-taker, all by index."""

_TIES = 0.5


class Target(NamedTuple):
    """A seat that a conference would like, whoever sits there now, and what it would cost there, caseload aside."""

    day: int
    cell: int
    room: int
    chair: int
    cost: int


class Seating:
    """Where each conference sits (`places`, None: nowhere) and what that costs besides caseloads (`costs`).

    `joined`: children that have joined each chair's caseload. `absentees`: who could have a seat and has none;
    `absent`: what it costs to leave each without, more as it is pressed. `cost`: of all together, caseloads too.
    """

    def __init__(self, tables: Tables, random: Random) -> None:
        problem = tables.problem
        self.tables = tables
        self.wishes = tables.wishes
        self._random = random.random
        self._cells, self._kinds = tables.cells, tables.kinds
        self._site_of = tables.site_of
        self._first_kind = [site * tables.kinds for site in tables.site_of]
        self.rooms, self.chairs, self.takers = tables.calendars()
        for calendar in (*self.rooms, *self.chairs, *self.takers):
            calendar.refresh()
        self._empty_rooms = [list(calendar.starts) for calendar in self.rooms]
        self._empty_chairs = [list(calendar.starts) for calendar in self.chairs]
        self._busy: dict[int, int] = {person: 0 for wish in self.wishes if wish for person in wish.people}
        self._unplaced = problem.weights.unplaced
        self.places: list[Place | None] = [None] * len(self.wishes)
        self.costs = [self._unplaced] * len(self.wishes)
        self.absent = [self._unplaced] * len(self.wishes)
        self._pressed = 0
        self.seatable = frozenset(index for index, wish in enumerate(self.wishes) if wish is not None and wish.allowed)
        self.absentees = dict.fromkeys(sorted(self.seatable))
        self.on_days: list[list[int]] = [[] for _ in range(problem.days)]
        """The seated conferences of each day, pinned ones left out."""
        self.joined = list(tables.joined)
        self._caseload = tables.caseload
        self.cost = tables.unmoved + self._unplaced * sum(wish is not None for wish in self.wishes)

    def wish(self, index: int) -> Wish:
        """The wish of a conference that the search may seat."""
        wish = self.wishes[index]
        assert wish is not None
        return wish

    def take(self, index: int, place: Place, cost: int) -> None:
        """Seat a conference that has no seat on a free one that costs this besides the caseload."""
        wish = self.wish(index)
        day, cell, room, chair, taker = place
        site, length = self._site_of[room], wish.length
        hall, held, scribe = self.rooms[room], self.chairs[chair], self.takers[taker]
        hall.take(day, hall.occupied[length][cell], site)
        held.take(day, held.occupied[length][cell], site)
        scribe.take(day, scribe.occupied[length][cell], site)
        bits, busy = wish.cells << day * self._cells + cell, self._busy
        for person in wish.people:
            busy[person] ^= bits
        absent = self.absent[index]
        self.cost += cost - absent + self.caseload(chair, wish.load)
        self._pressed -= absent - self._unplaced
        del self.absentees[index]
        self.joined[chair] += wish.load
        self.on_days[day].append(index)
        self.places[index] = place
        self.costs[index] = cost

    def give(self, index: int) -> None:
        """Take a conference off its seat."""
        wish, place = self.wish(index), self.places[index]
        assert place is not None
        day, cell, room, chair, taker = place
        site, length = self._site_of[room], wish.length
        hall, held, scribe = self.rooms[room], self.chairs[chair], self.takers[taker]
        hall.give(day, hall.occupied[length][cell], site)
        held.give(day, held.occupied[length][cell], site)
        scribe.give(day, scribe.occupied[length][cell], site)
        bits, busy = wish.cells << day * self._cells + cell, self._busy
        for person in wish.people:
            busy[person] ^= bits
        self.joined[chair] -= wish.load
        absent = self.absent[index]
        self.cost -= self.costs[index] - absent + self.caseload(chair, wish.load)
        self._pressed += absent - self._unplaced
        self.absentees[index] = None
        self.on_days[day].remove(index)
        self.places[index] = None
        self.costs[index] = absent

    def press(self, index: int, by: int) -> None:
        """From now on it costs so much more to leave this unplaced conference without a seat."""
        self.absent[index] += by
        self.costs[index] += by
        self.cost += by
        self._pressed += by

    @property
    def true_cost(self) -> int:
        """The cost without what was added by pressing."""
        return self.cost - self._pressed

    def caseload(self, chair: int, load: int) -> int:
        """What `load` more children would cost the chair."""
        costs, joined = self._caseload[chair], self.joined[chair]
        return costs[joined + load] - costs[joined]

    def is_free(self, index: int, seat: Seat) -> bool:
        """Whether nobody and nothing that the seat takes is taken already."""
        wish, bit = self.wish(index), seat.day * self._cells + seat.cell
        room = NOWHERE if seat.room is None else seat.room
        kind = wish.kind + self._first_kind[room]
        free = _starts(self.rooms[room])[wish.kind] & _starts(self.chairs[seat.chair])[kind]
        free &= _starts(self.takers[seat.taker])[kind] & self.free_starts(wish) << wish.shift
        return bool(free >> bit & 1)

    def empty_starts(self, wish: Wish, room: int, chair: int) -> int:
        """The starts at which room and chair could be had before anybody was seated."""
        kind = wish.kind + self._first_kind[room]
        return (self._empty_rooms[room][wish.kind] & self._empty_chairs[chair][kind]) >> wish.shift & wish.allowed

    def free_starts(self, wish: Wish) -> int:
        """The starts at which everybody who must come can."""
        shift, length = wish.shift, wish.length
        busy = 0
        for person in wish.people:
            busy |= self._busy[person]
        busy >>= shift
        if busy:
            done = 1
            while done < length:
                step = min(done, length - done)
                busy |= busy >> step
                done += step
            return wish.allowed & ~busy
        return wish.allowed

    def cheapest(self, wish: Wish, limit: float) -> tuple[Place, int] | None:
        """The cheapest free seat and its cost, caseload not counted; among equals one by chance.

        None where none is free that costs, caseload counted, less than the limit.
        """
        free = self.free_starts(wish)
        if not free:
            return None
        kind, shift, tiers, sites = wish.kind, wish.shift, wish.tiers, self._first_kind
        least, best, found = tiers[0][0], limit, None
        for weighed, chair_cost, chair in self.weighed_chairs(wish, _TIES):
            if weighed + least + wish.rooms[0][0] >= best:
                break
            starts = _starts(self.chairs[chair])
            for room_cost, room in wish.rooms:
                limit = best - weighed - room_cost
                if least >= limit:
                    break
                fits = (starts[kind + sites[room]] & _starts(self.rooms[room])[kind]) >> shift & free
                if not fits:
                    continue
                for cost, when in tiers:
                    if cost >= limit:
                        break
                    if fits & when and (minuted := self._minuted(wish, fits & when, room, chair)) is not None:
                        best = weighed + room_cost + cost
                        found = (*minuted, room, chair, chair_cost + room_cost + cost)
                        break
        return self._chosen(wish, *found) if found is not None else None

    def place_at(self, wish: Wish, target: Target) -> tuple[Place, int] | None:
        """The seat of a target with a free minute-taker, and its cost, caseload not counted; None when it is taken."""
        room, chair, shift = target.room, target.chair, wish.shift
        free = self.free_starts(wish) & 1 << target.day * self._cells + target.cell - shift
        free &= _starts(self.rooms[room])[wish.kind] >> shift
        free &= _starts(self.chairs[chair])[wish.kind + self._first_kind[room]] >> shift
        minuted = self._minuted(wish, free, room, chair) if free else None
        if minuted is None:
            return None
        taker, move = minuted[0], wish.taker_move if minuted[0] != wish.taker_now else 0
        return (target.day, target.cell, room, chair, taker), target.cost + move

    def weighed_chairs(self, wish: Wish, noise: float) -> list[tuple[float, int, int]]:
        """What each chair costs with caseload and chance, what without them, and its index; cheapest first.

        `noise` below 1 only breaks ties, above it blurs the costs.
        """
        load, chance = wish.load, self._random
        if not load:
            return sorted([(cost + noise * chance(), cost, chair) for cost, chair in wish.chairs])
        caseload = self.caseload
        return sorted([(cost + caseload(chair, load) + noise * chance(), cost, chair) for cost, chair in wish.chairs])

    def _minuted(self, wish: Wish, starts: int, room: int, chair: int) -> tuple[int, int] | None:
        """A minute-taker for some of the starts, the present one or one by chance, and the starts that are theirs."""
        kind, shift, calendars = wish.kind + self._first_kind[room], wish.shift, self.takers
        twin, takers = self.chairs[chair].twin, wish.takers
        skipped = takers.index(wish.taker_now) if wish.taker_now >= 0 else int(self._random() * len(takers))
        for taker in takers[skipped:] + takers[:skipped]:
            calendar = calendars[taker]
            theirs = _starts(calendar)[kind] >> shift & starts
            if theirs and calendar is not twin:
                return taker, theirs
        return None

    def _chosen(self, wish: Wish, taker: int, starts: int, room: int, chair: int, cost: int) -> tuple[Place, int]:
        """One of the equal starts by chance, by choice next to what is there already."""
        shift = wish.shift
        starts = starts & _starts(self.rooms[room])[wish.kind + self._kinds] >> shift or starts
        bit = shift + some_bit(starts, self._random())
        day, cell = divmod(bit, self._cells)
        return (day, cell, room, chair, taker), cost + (wish.taker_move if taker != wish.taker_now else 0)


def some_bit(mask: int, chance: float) -> int:
    """One of the bits of a mask that is not empty, by a chance below 1: the next one after a place by chance."""
    skipped = int(chance * mask.bit_length())
    return skipped + lowest(mask >> skipped) if mask >> skipped else lowest(mask)


def _starts(calendar: Calendar) -> list[int]:
    """The possible starts of a calendar, up to date."""
    if calendar.stale:
        calendar.refresh()
    return calendar.starts
