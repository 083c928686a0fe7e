"""What one committed change touched, by record name; knows no screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


class Changes(Mapping[str, frozenset[int]]):
    """Record name (singular, as the table is called) -> ids added or changed. Immutable."""

    def __init__(self, touched: Mapping[str, frozenset[int]]) -> None:
        self._touched = {name: frozenset(ids) for name, ids in touched.items() if ids}

    def __getitem__(self, name: str) -> frozenset[int]:
        return self._touched[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._touched)

    def __len__(self) -> int:
        return len(self._touched)

    def __repr__(self) -> str:
        return f"Changes({self._touched!r})"

    def concern(self, names: frozenset[str]) -> bool:
        """Whether any of these record names was touched."""
        return not names.isdisjoint(self._touched)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[T]):
    """A committed change: what the action returned and what it touched."""

    value: T
    changes: Changes
