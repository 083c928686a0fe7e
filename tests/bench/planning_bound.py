"""A cost below which no plan can be, for the replanner's bench: days, chairs and rooms as a linear programme.

Left out, so that it is only a bound: times of the day, people in two places, and that nobody is cut in halves.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import highspy
import numpy as np

from cpconf.diary.grid import runs
from cpconf.diary.replan import ConferencePlan, Problem
from cpconf.diary.replanning.costs import chair_cost, day_parts, room_cost
from cpconf.diary.replanning.model import most_on

_INFINITE: Final = float(highspy.kHighsInf)
_Key = tuple[object, ...]


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing that is written below Python reaches the table: the solver names itself before it can be told not to."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


class _Programme:
    """Columns with costs and widths, rows by key with what they allow at most; collected one by one."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.widths: list[float] = []
        self.entries: list[tuple[int, int, float]] = []
        self.rows: dict[_Key, int] = {}
        self.bounds: list[tuple[float, float]] = []

    def column(self, cost: float, width: float = _INFINITE) -> int:
        self.costs.append(cost)
        self.widths.append(width)
        return len(self.costs) - 1

    def put(self, column: int, key: _Key, factor: float, most: float, least: float = -_INFINITE) -> None:
        if key not in self.rows:
            self.rows[key] = len(self.bounds)
            self.bounds.append((least, most))
        self.entries.append((column, self.rows[key], factor))

    def lowest(self) -> float:
        """The least cost; ValueError when the solver finds none."""
        count, entries = len(self.costs), np.array(sorted(self.entries))
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = count, len(self.bounds)
        programme.col_cost_, programme.col_lower_ = np.array(self.costs), np.zeros(count)
        programme.col_upper_ = np.array(self.widths)
        programme.row_lower_, programme.row_upper_ = np.array(self.bounds).T.copy()
        matrix = programme.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kColwise
        columns = np.bincount(entries[:, 0].astype(int), minlength=count)
        matrix.start_ = np.concatenate([[0], np.cumsum(columns)])
        matrix.index_, matrix.value_ = entries[:, 1].astype(int), entries[:, 2]
        with _silence():
            solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(programme)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ValueError("The bound was not found.")
        return float(solver.getInfo().objective_function_value)


def lower_bound(problem: Problem) -> int:
    """What every plan costs at least; margins, journeys and pinned seats are not looked at, which only lowers it."""
    programme = _Programme()
    for index, conference in enumerate(problem.conferences):
        programme.put(programme.column(problem.weights.unplaced), ("one", index), 1, 1, 1)
        for day in range(problem.first_day(conference), problem.last_day(conference) + 1):
            _day(programme, problem, index, conference, day)
    caseloads = sum(_caseload(programme, problem, chair) for chair in range(len(problem.chairs)))
    return math.ceil(programme.lowest() + caseloads - 1e-6)


def _day(programme: _Programme, problem: Problem, index: int, conference: ConferencePlan, day: int) -> None:
    """A share of the conference on this day, by chair and, as much again, by room."""
    cost, now, length, weights = (
        sum(day_parts(problem, conference, day).values()),
        conference.now,
        conference.dur,
        problem.weights,
    )
    if now is not None and now.day != day:
        cost += weights.other_day * conference.move
    minutes = sum(most_on(taker.a_day, day) for taker in problem.takers if taker.open[day])
    for number, chair in enumerate(problem.chairs):
        if runs(chair.open[day], length):
            column = programme.column(cost + chair_cost(conference, number))
            programme.put(column, ("one", index), 1, 1, 1)
            programme.put(column, ("same", index, day), 1, 0, 0)
            programme.put(column, ("chair", number, day), 1, most_on(chair.a_day, day))
            programme.put(column, ("takers", day), 1, minutes)
            if conference.load:
                programme.put(column, ("children", number), conference.load, 0)
    for number, room in enumerate(problem.rooms):
        if runs(room.open[day], length) and room.seats >= conference.seats:
            move = weights.other_room * conference.move if now is not None and now.room != number else 0
            column = programme.column(room_cost(problem, conference, number) + move)
            programme.put(column, ("same", index, day), -1, 0, 0)
            programme.put(column, ("room", number, day), length, room.open[day].bit_count())


def _caseload(programme: _Programme, problem: Problem, number: int) -> int:
    """Room for children at dearer and dearer prices; gives back what the caseload costs as it stands."""
    chair, weights = problem.chairs[number], problem.weights
    slope, held = 0, chair.base
    for bound, dearer in zip(weights.caseload_bounds, weights.caseload, strict=True):
        limit = int(bound * chair.fte)
        programme.put(programme.column(slope, max(0, limit - held)), ("children", number), -1, 0)
        slope, held = slope + dearer, max(held, limit)
    programme.put(programme.column(slope), ("children", number), -1, 0)
    return weights.of_caseload(chair.base, chair.fte)
