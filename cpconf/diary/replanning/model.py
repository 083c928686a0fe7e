"""What a replan is asked and what it answers, in days, cells and indexes; knows no person, no date and no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

Cells = tuple[int, ...]
"""For each planning day a mask of its cells: bit c is cell c. A day that is not given is 0."""

PARTS: Final = ("unplaced", "late", "continuity", "caseload", "area", "holiday", "margin", "moves")


def on_day(cells: Cells, day: int) -> int:
    """The mask of a day."""
    return cells[day] if day < len(cells) else 0


def span(start: int, end: int) -> int:
    """The mask of the cells from `start`, not below 0, to before `end`."""
    return (1 << end) - (1 << start)


def most_on(a_day: int | Sequence[int], day: int) -> int:
    """The most conferences of a day."""
    return a_day if isinstance(a_day, int) else a_day[day]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each fault of a plan costs; the defaults rank them by size: first place all, then in time, then the rest.

    `caseload`: for each child over the share of a full-time caseload in `caseload_bounds` at the same place, summed.
    `area`: by distance between the family's area and the room's. `margin`: for each day short of `margin_days`
    before the limit. `other_*`: what a change against the present seat costs, times the conference's own `move`.
    """

    unplaced: int = 20000
    late: int = 5000
    late_day: int = 200
    caseload: tuple[int, ...] = (3, 6, 12)
    caseload_bounds: tuple[int, ...] = (85, 97, 110)
    area: tuple[int, ...] = (0, 15, 40)
    holiday: int = 30
    margin: int = 4
    margin_days: int = 3
    other_day: int = 50
    other_time: int = 25
    other_room: int = 10
    other_taker: int = 2

    def of_distance(self, distance: int) -> int:
        """What a room at this distance costs; beyond the last step as the last."""
        return self.area[min(distance, len(self.area) - 1)]

    def of_slack(self, slack: int) -> int:
        """What a day costs that lies so many days before the limit, or, below nought, after it."""
        if slack < 0:
            return self.late - self.late_day * slack
        return self.margin * max(0, self.margin_days - slack)

    def of_caseload(self, children: int, fte: float) -> int:
        """What a chair's final number of children costs."""
        steps = zip(self.caseload, self.caseload_bounds, strict=True)
        return sum(weight * max(0, children - int(bound * fte)) for weight, bound in steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """Cells for which a resource is occupied before the start and after the end of a conference.

    It must be open from its margin before until the conference ends; the margin after may run past its hours and
    the day's end, but not into another occupancy.
    """

    before: int = 0
    after: int = 0


NO_MARGIN: Final = Margin()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlan:
    """A room: where it is, whom it holds, its free cells; `taken` are occupied, margins included, by fixed bookings."""

    area: int
    seats: int
    open: Cells
    taken: Cells = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairPlan:
    """A chair: `base` children held besides those of the plan; `a_day` further conferences on a day, or on each.

    `elsewhere`: by area the open cells in which the person is bound to another one; needs `Problem.travel`.
    """

    fte: float
    base: int
    open: Cells
    a_day: int | Sequence[int] = 2
    taken: Cells = ()
    elsewhere: tuple[Cells, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakerPlan:
    """A minute-taker; as a chair."""

    open: Cells
    a_day: int | Sequence[int] = 2
    taken: Cells = ()
    elsewhere: tuple[Cells, ...] = ()


class Seat(NamedTuple):
    """Where a conference sits; `room` None when it needs none or, in a present seat, when the room is not planned."""

    day: int
    cell: int
    room: int | None
    chair: int
    taker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferencePlan:
    """A conference to seat on one of the days `first` to `due`, or up to `late_days` after it at a price.

    `seats`: people in the room. `continuity`: price of another chair than `preferred_chair`. `load`: children that
    join the chair's caseload. `people` cannot be in two conferences at once; `busy`: cells in which one of them is
    elsewhere. `move`: weight of disturbing the seat it has `now`. `rooms`, `chairs`, `takers`: masks of those that
    will do. `pinned`: stays where it is now whatever is closed or occupied there.
    """

    key: int
    dur: int
    first: int
    due: int
    area: int
    seats: int
    prefers_term: bool = False
    preferred_chair: int | None = None
    continuity: int = 0
    load: int = 0
    people: tuple[int, ...] = ()
    move: int = 1
    now: Seat | None = None
    rooms: int = -1
    chairs: int = -1
    takers: int = -1
    busy: Cells = ()
    pinned: bool = False
    needs_room: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything that a replan may look at.

    Each day has `cells` cells; a conference starts on one of `starts` (a mask) and ends the same day. `distance` and
    `travel` are area by area; `travel`: cells that a chair or minute-taker needs between two sites on one day, on top
    of the margins (fixed bookings in `taken` have no site: their travel is for the caller to add). `same_person`:
    chairs, by index, who also take minutes, as which index; neither half may sit where the other does.
    """

    cells: int
    holidays: tuple[bool, ...]
    distance: tuple[tuple[int, ...], ...]
    rooms: tuple[RoomPlan, ...]
    chairs: tuple[ChairPlan, ...]
    takers: tuple[TakerPlan, ...]
    conferences: tuple[ConferencePlan, ...]
    late_days: int = 10
    starts: int = -1
    room_margin: Margin = NO_MARGIN
    chair_margin: Margin = NO_MARGIN
    taker_margin: Margin = NO_MARGIN
    travel: tuple[tuple[int, ...], ...] | None = None
    same_person: Mapping[int, int] = field(default_factory=dict)
    weights: Weights = Weights()

    @property
    def days(self) -> int:
        """The number of planning days."""
        return len(self.holidays)

    def chair_half(self, taker: int) -> int | None:
        """The chair who takes minutes as this minute-taker, if anybody."""
        return next((chair for chair, half in self.same_person.items() if half == taker), None)

    def first_day(self, conference: ConferencePlan) -> int:
        """The first planning day on which the conference may be seated."""
        return max(0, conference.first)

    def last_day(self, conference: ConferencePlan) -> int:
        """The last day on which the conference may be seated, however late."""
        return min(conference.due + self.late_days, self.days - 1)

    def fixed(self, conference: ConferencePlan) -> bool:
        """Whether the conference stays at its present seat."""
        return conference.pinned and conference.now is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A complete answer: a seat, or none, for each conference in the problem's order, and what it costs in all.

    `steps`: how far the search had gone; `phase`: what it was doing ("first" or "improving").
    """

    seats: tuple[Seat | None, ...]
    cost: int
    parts: Mapping[str, int]
    steps: int = 0
    phase: str = "first"
