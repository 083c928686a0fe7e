"""Which hard rules a plan breaks, looked at anew seat by seat; knows nothing of the search, and of no cost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from cpconf.diary.replanning.model import (
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

_Seated = tuple[ConferencePlan, Seat]


def broken(problem: Problem, seats: Sequence[Seat | None]) -> tuple[str, ...]:
    """Every hard rule that the seats break, in words that name conferences by their keys.

    Pinned ones are excused from closures and from each other, but nothing may be put where they clash.
    """
    pairs = list(zip(problem.conferences, seats, strict=True))
    seated = [(conference, seat) for conference, seat in pairs if seat is not None]
    return (
        *(f"Conference {c.key} is pinned and leaves its seat." for c, s in pairs if problem.fixed(c) and s != c.now),
        *(f"Conference {c.key}: {fault}." for c, s in seated if not problem.fixed(c) for fault in alone(problem, c, s)),
        *_clashes(problem, seated),
        *_full_days(problem, seated),
    )


def alone(problem: Problem, conference: ConferencePlan, seat: Seat) -> Iterator[str]:
    """What is wrong with a seat whatever else is seated."""
    end = seat.cell + conference.dur
    if not conference.first <= seat.day <= problem.last_day(conference):
        yield "the day is outside its days"
        return
    if seat.cell < 0 or end > problem.cells or not problem.starts >> seat.cell & 1:
        yield "it cannot start at this time of the day"
        return
    if on_day(conference.busy, seat.day) & span(seat.cell, end):
        yield "somebody who is needed is elsewhere"
    if (seat.room is not None) != conference.needs_room:
        yield "it has no room, or one that it does not need"
    if seat.room is not None and problem.rooms[seat.room].seats < conference.seats:
        yield "the room is too small"
    if problem.same_person.get(seat.chair) == seat.taker:
        yield "one person cannot chair it and take its minutes"
    for use in _uses(problem, conference, seat):
        yield from _misused(use, conference, seat)


class _Use(NamedTuple):
    """One resource of a seat: `who` is the same for both halves of one person."""

    name: str
    who: tuple[str, int]
    number: int
    will_do: int
    margin: Margin
    open: int
    taken: int


def _uses(problem: Problem, conference: ConferencePlan, seat: Seat) -> Iterator[_Use]:
    day = seat.day
    if seat.room is not None:
        room = problem.rooms[seat.room]
        opened, taken = on_day(room.open, day), on_day(room.taken, day)
        yield _Use("room", ("room", seat.room), seat.room, conference.rooms, problem.room_margin, opened, taken)
    chair, taker = problem.chairs[seat.chair], problem.takers[seat.taker]
    half, other = problem.same_person.get(seat.chair), problem.chair_half(seat.taker)
    opened, taken = _at_hand(problem, chair, seat), on_day(chair.taken, day)
    if half is not None:
        taken |= on_day(problem.takers[half].taken, day)
    yield _Use("chair", ("chair", seat.chair), seat.chair, conference.chairs, problem.chair_margin, opened, taken)
    opened, taken, who = _at_hand(problem, taker, seat), on_day(taker.taken, day), ("minute-taker", seat.taker)
    if other is not None:
        taken, who = taken | on_day(problem.chairs[other].taken, day), ("chair", other)
    yield _Use("minute-taker", who, seat.taker, conference.takers, problem.taker_margin, opened, taken)


def _at_hand(problem: Problem, plan: ChairPlan | TakerPlan, seat: Seat) -> int:
    """When a person is at work and not bound to another area than the seat's."""
    opened = on_day(plan.open, seat.day)
    area = None if seat.room is None else problem.rooms[seat.room].area
    return opened if area is None or not plan.elsewhere else opened & ~on_day(plan.elsewhere[area], seat.day)


def _misused(use: _Use, conference: ConferencePlan, seat: Seat) -> Iterator[str]:
    starts, ends = seat.cell - use.margin.before, seat.cell + conference.dur
    if not use.will_do >> use.number & 1:
        yield f"the {use.name} will not do"
    if starts < 0 or span(starts, ends) & ~use.open:
        yield f"the {use.name} is not open or not at work"
    if span(max(0, starts), ends + use.margin.after) & use.taken:
        yield f"the {use.name} is taken by a fixed booking"


class _Stay(NamedTuple):
    """A resource's occupancy by a conference, margins included, and where it is: None for nowhere."""

    starts: int
    ends: int
    area: int | None
    conference: ConferencePlan


def _clashes(problem: Problem, seated: Sequence[_Seated]) -> Iterator[str]:
    stays: dict[tuple[str, int, int], list[_Stay]] = defaultdict(list)
    for conference, seat in seated:
        area = None if seat.room is None else problem.rooms[seat.room].area
        end = seat.cell + conference.dur
        for use in _uses(problem, conference, seat):
            margin = use.margin
            stay = _Stay(seat.cell - margin.before, end + margin.after, area, conference)
            stays[*use.who, seat.day].append(stay)
        for person in set(conference.people):
            stays["person", person, seat.day].append(_Stay(seat.cell, end, None, conference))
    for (kind, index, day), together in stays.items():
        for one, other in combinations(sorted(together, key=lambda stay: stay.starts), 2):
            both_stay = problem.fixed(one.conference) and problem.fixed(other.conference)
            if not both_stay and one.ends + _journey(problem, kind, one.area, other.area) > other.starts:
                yield f"The {kind} {index} of conferences {one.conference.key} and {other.conference.key}, day {day}."


def _journey(problem: Problem, kind: str, here: int | None, there: int | None) -> int:
    if problem.travel is None or kind == "room" or here is None or there is None:
        return 0
    return problem.travel[here][there]


def _full_days(problem: Problem, seated: Sequence[_Seated]) -> Iterator[str]:
    chairs = Counter((seat.chair, seat.day) for _, seat in seated)
    takers = Counter((seat.taker, seat.day) for _, seat in seated)
    newly_chaired = {(seat.chair, seat.day) for conference, seat in seated if not problem.fixed(conference)}
    newly_taken = {(seat.taker, seat.day) for conference, seat in seated if not problem.fixed(conference)}
    yield from _too_many("chair", {key: chairs[key] for key in newly_chaired}, problem.chairs)
    yield from _too_many("minute-taker", {key: takers[key] for key in newly_taken}, problem.takers)


def _too_many(
    name: str, counts: Mapping[tuple[int, int], int], people: Sequence[ChairPlan] | Sequence[TakerPlan]
) -> Iterator[str]:
    for (index, day), count in sorted(counts.items()):
        if count > max(0, most_on(people[index].a_day, day)):
            yield f"The {name} {index} has {count} conferences on day {day}."
