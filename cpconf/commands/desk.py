"""What every command works with: the store through its two doors, today, and the person in front; opens nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from cpconf.demo.invented import Authority

P = ParamSpec("P")
T = TypeVar("T")
C = TypeVar("C", covariant=True)


class Committed(Protocol[C]):
    """A committed change: what the action returned and the ids that it touched by record name."""

    @property
    def value(self) -> C: ...
    @property
    def changes(self) -> Any: ...


class Desk(Protocol):
    """The terminal as a command sees it; whoever acts was settled before."""

    @property
    def on(self) -> date:
        """Today in London."""

    def ask(self, query: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Put a query to the store."""

    def change(self, action: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs) -> Committed[T]:
        """Let an action change the store, or raise its Refusal."""

    def use(self, *, place: str | None = None, at: datetime | None = None, staff: str | None = None) -> None:
        """From here on another store, a clock that stands at this local time, another person acting; for the demo."""

    def build_demo(self, *, seed: int, on: date) -> Authority:
        """Make a store at the place and fill it with an invented authority; returns what was invented."""

    def make_store(self) -> str:
        """A new, empty store at the place that was named; returns how to call it."""

    def back_up(self) -> Path:
        """A verified copy of the store in its folder of backups."""

    def tell(self, line: str) -> None:
        """Show a line at once, beside the answer: a preview, a step that was done."""

    def progress(self, words: str, done: int, total: int) -> None:
        """Show how far long work has come, where a person watches."""

    def agrees(self, question: str) -> bool:
        """Ask the person; a Refusal where nobody can answer."""

    def typed_text(self) -> str:
        """Everything on the standard input, to its end."""
