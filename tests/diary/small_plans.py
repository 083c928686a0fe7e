"""Small invented problems for the tests of the replanner, and every seat that the rules allow, found the long way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from typing import Any

from hypothesis import strategies as st

from cpconf.diary.replan import (
    ChairPlan,
    ConferencePlan,
    Margin,
    Problem,
    Proposal,
    RoomPlan,
    Seat,
    TakerPlan,
    broken,
    cost_of,
    improvements,
)

CELLS = 6
OPEN = (1 << CELLS) - 1
NEAR_AND_FAR = ((0, 1), (1, 0))


def conference(key: int = 1, **changed: object) -> ConferencePlan:
    values: dict[str, object] = dict(key=key, dur=2, first=0, due=2, area=0, seats=8)
    return ConferencePlan(**{**values, **changed})  # type: ignore[arg-type]


def problem(*conferences: ConferencePlan, days: int = 3, **changed: object) -> Problem:
    """One room, one chair, one minute-taker, six cells a day, no holidays."""
    values: dict[str, object] = dict(
        cells=CELLS,
        holidays=(False,) * days,
        distance=NEAR_AND_FAR,
        rooms=(RoomPlan(area=0, seats=12, open=(OPEN,) * days),),
        chairs=(ChairPlan(fte=1, base=0, open=(OPEN,) * days),),
        takers=(TakerPlan(open=(OPEN,) * days),),
        conferences=conferences,
        late_days=0,
    )
    return Problem(**{**values, **changed})  # type: ignore[arg-type]


def best(problem: Problem, proposals: int = 4, seed: int = 1) -> Proposal:
    """The last of so many proposals."""
    return list(islice(improvements(problem, seed=seed), proposals))[-1]


def lowest_cost(problem: Problem) -> int:
    """The cost of the best plan of all, by trying every seat for every conference."""
    ways: list[list[Seat | None]] = [[None, *_seats_alone(problem, c)] for c in problem.conferences]
    least = cost_of(problem, [None] * len(ways)).cost
    for seats in product(*ways):
        cost = cost_of(problem, seats).cost
        if cost < least and not broken(problem, seats):
            least = cost
    return least


def _seats_alone(problem: Problem, conference: ConferencePlan) -> Iterator[Seat]:
    rooms = range(len(problem.rooms)) if conference.needs_room else [None]
    every = product(
        range(problem.days), range(problem.cells), rooms, range(len(problem.chairs)), range(len(problem.takers))
    )
    only = replace(problem, conferences=(conference,))
    for place in every:
        if not broken(only, [Seat(*place)]):
            yield Seat(*place)


def masks(days: int) -> st.SearchStrategy[tuple[int, ...]]:
    return st.tuples(*[st.sampled_from((OPEN, OPEN, OPEN, 0, 0b111, 0b111000))] * days)


def _plans(days: int, staff: int) -> st.SearchStrategy[ConferencePlan]:
    number = st.integers
    seats = st.builds(Seat, number(0, days - 1), number(0, 4), number(0, 1), number(0, staff - 1), number(0, staff - 1))
    return st.builds(
        conference,
        key=st.just(1),
        dur=number(1, 2),
        first=number(-1, 1),
        due=number(0, days + 3),
        area=number(0, 1),
        seats=number(8, 10),
        prefers_term=st.booleans(),
        preferred_chair=st.one_of(st.none(), number(0, staff - 1)),
        continuity=number(0, 60),
        load=number(0, 4),
        people=st.lists(number(0, 2), max_size=2).map(tuple),
        move=number(0, 3),
        now=st.one_of(st.none(), seats),
        rooms=st.sampled_from((-1, -1, 0b01, 0b10)),
        chairs=st.sampled_from((-1, -1, 0b01)),
        busy=st.one_of(st.just(()), st.tuples(*[number(0, 7)] * days)),
        pinned=st.sampled_from((False, False, False, True)),
    )


@st.composite
def problems(draw: st.DrawFn, most: int = 6, days: int = 3, staff: int = 2) -> Problem:
    """Two rooms, so many chairs and takers, margins, journeys, people who double, present seats and pinned ones."""
    number = st.integers
    margin = st.builds(Margin, before=number(0, 1), after=number(0, 1))
    taken = st.one_of(st.just(()), st.tuples(*[number(0, 3)] * days))
    travel = draw(st.sampled_from((None, NEAR_AND_FAR)))
    bound = st.one_of(st.just(()), st.tuples(masks(days), masks(days))) if travel else st.just(())
    rooms = [RoomPlan(area=i, seats=8 + 2 * i, open=draw(masks(days)), taken=draw(taken)) for i in range(2)]
    person = dict(open=masks(days), taken=taken, elsewhere=bound)
    chair = st.builds(ChairPlan, fte=st.just(1), base=number(80, 96), a_day=number(0, 2), **person)
    taker = st.builds(TakerPlan, a_day=st.tuples(*[number(0, 2)] * days), **person)
    conferences = draw(st.lists(_plans(days, staff), min_size=1, max_size=most))
    return Problem(
        cells=CELLS,
        holidays=tuple(draw(st.booleans()) for _ in range(days)),
        distance=NEAR_AND_FAR,
        rooms=tuple(rooms),
        chairs=tuple(draw(chair) for _ in range(staff)),
        takers=tuple(draw(taker) for _ in range(staff)),
        conferences=tuple(replace(plan, key=key) for key, plan in enumerate(conferences)),
        late_days=draw(number(0, 1)),
        room_margin=draw(margin),
        chair_margin=draw(margin),
        taker_margin=draw(margin),
        travel=travel,
        same_person=draw(st.sampled_from(({}, {0: 0}, {0: staff - 1}))),
    )


@st.composite
def instances(draw: st.DrawFn, days: int = 4) -> dict[str, Any]:
    """A small world in the terms of the published instances: hours rather than masks, two a day, a gap of one cell."""
    number, hours = st.integers, st.sampled_from((None, [0, 16], [0, 8], [4, 16]))
    opened = st.lists(hours, min_size=days, max_size=days)
    people = st.lists(number(0, 3), max_size=2, unique=True)
    current = st.tuples(number(0, days - 1), number(0, 11), number(0, 1), number(0, 1), number(0, 1)).map(list)
    conferences = st.fixed_dictionaries(
        dict(
            dur=number(3, 5),
            first=number(0, 2),
            due=number(2, days - 1),
            area=number(0, 1),
            heads=number(8, 12),
            school=st.booleans(),
            pref=st.one_of(st.none(), number(0, 1)),
            cont=number(20, 80),
            load=number(0, 4),
            people=people,
            move=number(1, 3),
            cur=st.one_of(st.none(), current),
        )
    )
    return dict(
        name="small",
        cells=16,
        gap=1,
        per_day=2,
        late_days=2,
        days=[{"holiday": draw(st.booleans())} for _ in range(days)],
        dist=[[0, 1], [1, 0]],
        rooms=[dict(area=area, cap=10 + 2 * area, open=draw(opened)) for area in range(2)],
        chairs=[dict(fte=1, base=draw(number(80, 110)), open=draw(opened)) for _ in range(2)],
        takers=[dict(open=draw(opened)) for _ in range(2)],
        confs=[{"id": i, **drawn} for i, drawn in enumerate(draw(st.lists(conferences, min_size=1, max_size=12)))],
    )
