"""The replanner: seats every conference anew with the fewest changes; refuses to know any store, screen or clock.

A plan is sought by ruin and recreate over days as bit masks (`replanning`). It is complete from the first proposal and
never worse later, so whoever asks takes the last one when their time is over.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import Final

from cpconf.diary.replanning.checks import broken
from cpconf.diary.replanning.costs import cost_of
from cpconf.diary.replanning.model import (
    Cells,
    ChairPlan,
    ConferencePlan,
    Margin,
    Problem,
    Proposal,
    RoomPlan,
    Seat,
    TakerPlan,
    Weights,
)
from cpconf.diary.replanning.search import Search

__all__ = [
    "STEPS",
    "Cells",
    "ChairPlan",
    "ConferencePlan",
    "Margin",
    "Problem",
    "Proposal",
    "RoomPlan",
    "Seat",
    "TakerPlan",
    "Weights",
    "broken",
    "cost_of",
    "improvements",
]

STEPS: Final = 100
"""Steps between two proposals: about a twentieth of a second."""


def improvements(problem: Problem, *, seed: int = 1, start: Sequence[Seat | None] | None = None) -> Generator[Proposal]:
    """Complete proposals, each as cheap as the one before or cheaper.

    They have no end, unless each conference has the best seat that it could have alone, or there is none to be seated.
    `start`: seats to begin with, those that hold; without it the present ones. What cannot be seated by the rules
    stays unplaced. The same problem, seed and number of proposals give the same answer on every machine.
    """
    search = Search(problem, seed=seed, start=start)
    proposal = search.best("first")
    yield proposal
    while not search.finished:
        search.run(STEPS)
        if search.cost < proposal.cost:
            proposal = search.best("improving")
        proposal = replace(proposal, steps=search.steps, phase="improving")
        yield proposal
