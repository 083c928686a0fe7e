"""Prints what the replanner reaches on the planning instances beside a floor taken in the same run; asserts nothing.

Run `python -m tests.bench.planning --planning DIR`, where DIR (or the variable CPCONF_PLANNING) holds `instances.py`
and `score.py`, which make the instances and are the only judges. Seconds are of the processor, because other work on
the machine is not ours. "plain" is ruin and recreate with the same masks on its own simple terms: groups of
neighbours, never a dearer plan; "left" is how much of its distance to the bound remains. The last column holds the
best that other solvers and the prototype reached on seed 1 in 30 seconds.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time as clock
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from cpconf.diary.replan import (
    STEPS,
    ChairPlan,
    ConferencePlan,
    Margin,
    Problem,
    Proposal,
    RoomPlan,
    Seat,
    TakerPlan,
    broken,
    improvements,
)
from cpconf.diary.replanning.model import Cells, span
from cpconf.diary.replanning.search import Search
from tests.bench.planning_bound import lower_bound

Instance = dict[str, Any]
BEST_OF_OTHERS: Final = {
    "plan-87-normal": 289,
    "plan-87-tight": 394,
    "replan-87-normal": 6235,
    "replan-87-tight": 4167,
    "plan-261-normal": 2792,
    "plan-261-tight": 395,
    "replan-261-normal": 9507,
    "replan-261-tight": 11187,
    "plan-1000-normal": 2539,
    "replan-1000-normal": 32540,
    "replan-1000-tight": 371262,
}
"""Of greedy, ruin and recreate, CP-SAT, Timefold, and a master problem before ruin and recreate; seed 1."""


class Plain(Search):
    """The floor: takes off neighbours of any conference and keeps the new seats when they are no dearer."""

    def _step(self, temperature: float) -> None:
        """Neighbours of any conference, in any order."""
        group = self._ruins.at_large(self._random.randrange(len(self.problem.conferences)))
        self._random.shuffle(group)
        self._try(group, None, self._seating.cost)


def plain(problem: Problem) -> Iterator[Proposal]:
    """Proposals of the floor, as `improvements` gives them."""
    search = Plain(problem, seed=1, start=None)
    while True:
        yield search.best("plain")
        search.run(STEPS)


def problem_of(instance: Instance) -> Problem:
    """An instance as the replanner takes it."""
    people = {"a_day": instance["per_day"]}
    return Problem(
        cells=instance["cells"],
        holidays=tuple(day["holiday"] for day in instance["days"]),
        distance=tuple(map(tuple, instance["dist"])),
        rooms=tuple(RoomPlan(area=r["area"], seats=r["cap"], open=_cells(r["open"])) for r in instance["rooms"]),
        chairs=tuple(
            ChairPlan(fte=c["fte"], base=c["base"], open=_cells(c["open"]), **people) for c in instance["chairs"]
        ),
        takers=tuple(TakerPlan(open=_cells(t["open"]), **people) for t in instance["takers"]),
        conferences=tuple(map(_conference, instance["confs"])),
        late_days=instance["late_days"],
        chair_margin=Margin(before=0, after=instance["gap"]),
    )


def _cells(hours: Sequence[Sequence[int] | None]) -> Cells:
    return tuple(span(opened[0], opened[1]) if opened else 0 for opened in hours)


def _conference(conference: Instance) -> ConferencePlan:
    return ConferencePlan(
        key=conference["id"],
        dur=conference["dur"],
        first=conference["first"],
        due=conference["due"],
        area=conference["area"],
        seats=conference["heads"],
        prefers_term=conference["school"],
        preferred_chair=conference["pref"],
        continuity=conference["cont"],
        load=conference["load"],
        people=tuple(conference["people"]),
        move=conference["move"],
        now=Seat(*conference["cur"]) if conference["cur"] else None,
    )


def solution_of(proposal: Proposal) -> list[list[int] | None]:
    """A proposal as the scorer takes it."""
    return [None if seat is None else [number or 0 for number in seat] for seat in proposal.seats]


class Reached(NamedTuple):
    """The first proposal's seconds and cost, and the last proposal at each of the asked seconds."""

    first_seconds: float
    first: Proposal
    at: list[Proposal]


def reached(start: Callable[[Problem], Iterator[Proposal]], problem: Problem, seconds: Sequence[float]) -> Reached:
    """Let a search run for the longest of the seconds; one that ends by itself has reached all the later ones."""
    began = clock.process_time()
    search = start(problem)
    first = proposal = next(search)
    first_seconds = clock.process_time() - began
    at: list[Proposal] = []
    for proposal in search:
        while len(at) < len(seconds) and clock.process_time() - began >= seconds[len(at)]:
            at.append(proposal)
        if len(at) == len(seconds):
            break
    return Reached(first_seconds, first, at + [proposal] * (len(seconds) - len(at)))


def judges(folder: str) -> tuple[Any, Any]:
    """The modules that make and judge; refuses with a sentence when the folder does not hold them."""
    missing = [name for name in ("instances.py", "score.py") if not (Path(folder) / name).is_file()]
    if not folder or missing:
        sys.exit("Say with --planning or CPCONF_PLANNING which folder holds instances.py and score.py.")
    sys.path.insert(0, folder)
    return importlib.import_module("instances"), importlib.import_module("score")


def judged(score: Any, instance: Instance, problem: Problem, proposal: Proposal) -> int:
    """The scorer's cost; the program ends when scorer and replanner differ or a hard rule is broken."""
    verdict = score.score(instance, solution_of(proposal))
    if verdict["hard"] or verdict["parts"] != dict(proposal.parts) or broken(problem, proposal.seats):
        sys.exit(f"{instance['name']}: {verdict} against {proposal.parts}")
    return int(verdict["cost"])


def main() -> None:
    """Print a line for each instance and seed."""
    asked = _asked()
    instances, score = judges(asked.planning)
    seconds = sorted(asked.seconds)
    heads = [f"{second:g} s" for second in seconds]
    print(
        f"{'instance':<24}{'bound':>8}  first: s, cost  {' | '.join(heads)} | plain {' | '.join(heads)} | left | others"
    )
    for seed in asked.seeds:
        for size, kind, load in instances.FAMILY:
            if asked.only in f"{kind}-{size}-{load}":
                instance = instances.make(size, kind, load, seed)
                print(_line(instance, score, seconds, asked), flush=True)


def _line(instance: Instance, score: Any, seconds: Sequence[float], asked: argparse.Namespace) -> str:
    problem = problem_of(instance)
    ours = reached(improvements, problem, seconds)
    costs = [judged(score, instance, problem, proposal) for proposal in (ours.first, *ours.at)]
    bound = lower_bound(problem) if asked.bound else None
    words = [f"{instance['name']:<24}{bound or '-':>8}  {ours.first_seconds:5.2f} {costs[0]:>8}"]
    words.append(" | ".join(f"{cost:>7}" for cost in costs[1:]))
    if asked.floor:
        floors = [judged(score, instance, problem, proposal) for proposal in reached(plain, problem, seconds).at]
        words.append(" | ".join(f"{cost:>7}" for cost in floors))
        if bound is not None:
            pairs = zip(costs[1:], floors, strict=True)
            words.append(" ".join(f"{(cost - bound) / max(1, floor - bound):4.0%}" for cost, floor in pairs))
    name = instance["name"]
    words.append(str(BEST_OF_OTHERS[name.removesuffix("-s1")]) if name.endswith("-s1") else "-")
    return "  ".join(words)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--planning", default=os.environ.get("CPCONF_PLANNING", ""))
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--seconds", type=float, nargs="+", default=[5.0, 30.0])
    parser.add_argument("--only", default="", help="part of the names of the instances to run")
    parser.add_argument("--bound", action="store_true")
    parser.add_argument("--floor", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
