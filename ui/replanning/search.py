"""The search as a long job: a steady number of rounds, its figures told after each, the best kept on Stop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal

from cpconf.diary.replan import Problem, Proposal, improvements
from ui.kit.panels import ProgressPanel
from ui.kit.words import announce
from ui.lanes import Progress
from ui.work import Work

ROUNDS = {"short": 40, "usual": 120, "long": 600}
"""Proposals that are looked at before a search ends by itself: the same answer on a slow machine and on a fast one."""
T = TypeVar("T")
LANE = "replan"  # of its own: a search must not hold up a paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A proposal in numbers: `moved` have another seat than today, `other_chair` another chair than was wanted."""

    asked: int
    placed: int
    late: int
    moved: int
    other_chair: int
    cost: int

    @property
    def words(self) -> str:
        """For progress and for the summary."""
        parts = [f"{self.placed} of {self.asked} placed", f"{self.late} late", f"{self.moved} moved"]
        return ", ".join([*parts, f"cost {self.cost:,}"])


def figures_of(problem: Problem, proposal: Proposal) -> Figures:
    """Count a proposal; what stays where it is whatever happens is not asked for."""
    asked = [pair for pair in zip(problem.conferences, proposal.seats, strict=True) if not problem.fixed(pair[0])]
    pairs = [(c, seat) for c, seat in asked if seat is not None]
    return Figures(
        asked=len(asked),
        placed=len(pairs),
        late=sum(seat.day > c.due for c, seat in pairs),
        moved=sum(c.now is not None and seat != c.now for c, seat in pairs),
        other_chair=sum(c.preferred_chair is not None and seat.chair != c.preferred_chair for c, seat in pairs),
        cost=proposal.cost,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[T]):
    """A proposal and what was made of it for the screen."""

    proposal: Proposal
    sheet: T


@dataclass(slots=True)
class Heard(Generic[T]):
    """What the job hands across threads while it runs: the first complete proposal, as values."""

    first: deque[Found[T]] = field(default_factory=lambda: deque(maxlen=1))


def search_job(
    progress: Progress, problem: Problem, rounds: int, made: Callable[[Proposal], T], heard: Heard[T]
) -> Found[T]:
    """Look at `rounds` proposals, fewer if the search has nothing left to try; cancelled, give the best so far.

    `made` is worked out here, away from the window, for the first and for the best.
    """
    best: Proposal | None = None
    for done, proposal in enumerate(improvements(problem), 1):
        if best is None:
            heard.first.append(Found(proposal=proposal, sheet=made(proposal)))
        if best is None or proposal.cost < best.cost:
            best = proposal
        progress.report(done, rounds, figures_of(problem, best).words)
        if done >= rounds or progress.cancelled:
            break
    assert best is not None  # the first proposal always comes
    return Found(proposal=best, sheet=made(best))


class SearchPanel(ProgressPanel):
    """Shows a search and stops it; `first` carries what was found first while better ones are sought."""

    first = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._heard: Heard[Any] = Heard()

    def search(
        self,
        work: Work,
        what: str,
        problem: Problem,
        rounds: int,
        made: Callable[[Proposal], T],
        done: Callable[[Found[T]], object],
    ) -> None:
        """Seek in the background; `done(best)` at the end or on Stop. A search that runs is stopped and forgotten."""
        if self.running:
            self.forget()
        heard: Heard[T] = Heard()
        self._heard = heard

        def over(best: Found[T]) -> None:
            if heard is self._heard:
                announce(self, f"The search is over: {figures_of(problem, best.proposal).words}")
                done(best)

        self.run(work, what, search_job, problem, rounds, made, heard, done=over, lane=LANE)

    def forget(self) -> None:
        """Stop, and do not show what was found."""
        self._heard = Heard()
        self.cancel()
        self.hide()

    def _show(self, done: int, total: int, text: str) -> None:
        super()._show(done, total, text)
        self.show()  # an older search that ended meanwhile has hidden the panel
        if self._heard.first:
            announce(self, f"A first proposal is there: {text}. Better ones are being sought.")
            self.first.emit(self._heard.first.pop())
