"""Where a person has been, for going back and forward; knows no widget."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Visit:
    """A screen and what it showed."""

    key: str
    args: tuple[tuple[str, object], ...] = ()


@dataclass(slots=True)
class History:
    """A line of visits with a place in it; a new visit cuts off what lay ahead. At most 50 are kept."""

    visits: list[Visit] = field(default_factory=list)
    at: int = -1
    most: int = 50

    def visit(self, visit: Visit) -> None:
        if self.now == visit:
            return
        self.visits = [*self.visits[: self.at + 1], visit][-self.most :]
        self.at = len(self.visits) - 1

    @property
    def now(self) -> Visit | None:
        return self.visits[self.at] if self.at >= 0 else None

    def step(self, by: int) -> Visit | None:
        """Go back (-1) or forward (1); None, staying here, at either end."""
        if not 0 <= self.at + by < len(self.visits):
            return None
        self.at += by
        return self.visits[self.at]
