"""When a room, chair or minute-taker could start a conference, kept up as seats are taken; knows no conference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cpconf.diary.grid import lowest, runs
from cpconf.diary.replanning.model import Cells, Margin, on_day, span

_MOST_REMEMBERED: Final = 200_000


class Shapes:
    """The lengths of conferences that occur and how each occupies one kind of resource.

    Answers, for a day's open and blocked cells, at which cells each length may start. The same days come up again and
    again in a search, so answers are remembered.
    """

    __slots__ = ("_full", "_margin", "_remembered", "_snug", "_starts", "lengths", "nothing", "occupied")

    def __init__(self, lengths: Sequence[int], margin: Margin, cells: int, starts: int, *, snug: bool = False) -> None:
        self.lengths = tuple(lengths)
        self._margin, self._snug = margin, snug
        self._starts = starts & ((1 << cells) - 1)
        self._full = (1 << (cells + max(lengths, default=0) + margin.before + margin.after)) - 1
        self._remembered: dict[int, dict[int, tuple[int, ...]]] = {}
        self.occupied = {
            n: [span(max(0, cell - margin.before), cell + n + margin.after) for cell in range(cells)] for n in lengths
        }
        """By length and first cell the occupied cells, margins included; those before the day are cut off."""
        self.nothing = (0,) * (len(self.lengths) * (2 if snug else 1))

    def known(self, opened: int) -> dict[int, tuple[int, ...]]:
        """What has been found for a day that is open so, by what is blocked."""
        return self._remembered.setdefault(opened, {})

    def starts(self, opened: int, blocked: int) -> tuple[int, ...]:
        """For each length the possible starts; when `snug`, then those of each next to something blocked or closed."""
        known = self.known(opened)
        found = known.get(blocked)
        if found is None:
            if len(known) > _MOST_REMEMBERED:
                known.clear()
            found = known[blocked] = self._found(opened, blocked)
        return found

    def _found(self, opened: int, blocked: int) -> tuple[int, ...]:
        before, after = self._margin.before, self._margin.after
        usable, free = opened & ~blocked, self._full & ~blocked
        starts, snug = [], []
        for n in self.lengths:
            possible = (runs(opened, before + n) & runs(free, before + n + after)) << before & self._starts
            starts.append(possible)
            snug.append(possible & ~(usable << (before + 1) & usable >> (n + after)))
        return (*starts, *snug) if self._snug else tuple(starts)


class Calendar:
    """One resource: what blocks it, and its possible starts for every length over all days in one integer each.

    What is taken and given back shows in `starts` after `refresh`, which whoever reads must call when there are
    `stale` days: most of what a search takes is given back before anybody reads. Bit `day * cells + cell` of
    `starts[k]` is of the k-th length; of `starts[k + number of lengths]`, for rooms, of those that leave no gap on one
    side. `occupied` is as in `Shapes`.
    """

    __slots__ = (
        "_blocked",
        "_cells",
        "_day_starts",
        "_known",
        "_left",
        "_none",
        "_opened",
        "_shapes",
        "occupied",
        "stale",
        "starts",
        "twin",
    )

    def __init__(
        self,
        shapes: Shapes,
        cells: int,
        opened: Cells,
        taken: Cells,
        a_day: Sequence[int] | None,
        days: int,
        sites: int = 1,
    ) -> None:
        self._shapes, self._cells, self.occupied = shapes, cells, shapes.occupied
        self._opened = [on_day(opened, day) for day in range(days)]
        self._blocked = [on_day(taken, day) for day in range(days)]
        self._known = [shapes.known(mask) for mask in self._opened]
        self._left = list(a_day) if a_day is not None else [1 << 30] * days
        self._none = shapes.nothing * sites
        self._day_starts = [self._none] * days
        self.starts = list(self._none)
        self.stale = set(range(days))
        """The days that changed since the last `refresh`."""
        self.twin: Calendar | None = None
        """The other half of a person who chairs and takes minutes: what one does blocks the other."""

    def fix(self, day: int, cell: int, length: int, site: int) -> None:
        """Occupy for good, whatever is there already."""
        occupied = self.occupied[length][cell]
        self._left[day] -= 1
        for half in (self, self.twin) if self.twin is not None else (self,):
            half._keep(day, occupied, site)
            half.stale.add(day)

    def take(self, day: int, occupied: int, site: int) -> None:
        """Occupy free cells, and one of the day's turns."""
        self._left[day] -= 1
        self._blocked[day] ^= occupied
        self.stale.add(day)
        if self.twin is not None:
            self.twin.flip(day, occupied, site)

    def give(self, day: int, occupied: int, site: int) -> None:
        """Free what was taken."""
        self._left[day] += 1
        self._blocked[day] ^= occupied
        self.stale.add(day)
        if self.twin is not None:
            self.twin.flip(day, occupied, site)

    def flip(self, day: int, occupied: int, site: int) -> None:
        """Occupy or free cells without a turn."""
        self._blocked[day] ^= occupied
        self.stale.add(day)

    def refresh(self) -> None:
        """Bring `starts` up to date."""
        cells, starts, day_starts, left = self._cells, self.starts, self._day_starts, self._left
        for day in self.stale:
            fresh, shown = self._on(day) if left[day] > 0 else self._none, day_starts[day]
            if fresh is not shown:
                day_starts[day] = fresh
                shift = day * cells
                for k, new in enumerate(fresh):
                    old = shown[k]
                    if new != old:
                        starts[k] ^= (new ^ old) << shift
        self.stale.clear()

    def _keep(self, day: int, occupied: int, site: int) -> None:
        self._blocked[day] |= occupied

    def _on(self, day: int) -> tuple[int, ...]:
        blocked = self._blocked[day]
        return self._known[day].get(blocked) or self._shapes.starts(self._opened[day], blocked)


class TravellingCalendar(Calendar):
    """A person who needs time between sites: `starts` once for each site to go to, one behind the other."""

    __slots__ = ("_elsewhere", "_stays", "_travel")

    def __init__(
        self,
        shapes: Shapes,
        cells: int,
        opened: Cells,
        taken: Cells,
        a_day: Sequence[int] | None,
        days: int,
        travel: Sequence[Sequence[int]],
        elsewhere: Sequence[Cells] = (),
    ) -> None:
        self._travel = travel
        self._elsewhere = [*elsewhere, *((),) * (len(travel) - len(elsewhere))]
        self._stays: list[list[tuple[int, int]]] = [[] for _ in range(days)]
        super().__init__(shapes, cells, opened, taken, a_day, days, len(travel))

    def _keep(self, day: int, occupied: int, site: int) -> None:
        self._stays[day].append((occupied, site))

    def take(self, day: int, occupied: int, site: int) -> None:
        """Occupy free cells, and one of the day's turns."""
        self._left[day] -= 1
        self.flip(day, occupied, site)
        if self.twin is not None:
            self.twin.flip(day, occupied, site)

    def give(self, day: int, occupied: int, site: int) -> None:
        """Free what was taken."""
        self._left[day] += 1
        self.flip(day, occupied, site)
        if self.twin is not None:
            self.twin.flip(day, occupied, site)

    def flip(self, day: int, occupied: int, site: int) -> None:
        """Occupy or free cells without a turn."""
        self.stale.add(day)
        stay = (occupied, site)
        if stay in self._stays[day]:
            self._stays[day].remove(stay)
        else:
            self._stays[day].append(stay)

    def _on(self, day: int) -> tuple[int, ...]:
        shapes, travel = self._shapes, self._travel
        fresh: tuple[int, ...] = ()
        for to in range(len(travel)):
            blocked = self._blocked[day]
            for occupied, site in self._stays[day]:
                first, end = lowest(occupied), occupied.bit_length()
                blocked |= span(max(0, first - travel[to][site]), end + travel[site][to])
            fresh += shapes.starts(self._opened[day] & ~on_day(self._elsewhere[to], day), blocked)
        return fresh
