"""The list of screens by key, imported when first opened; knows no screen's inside."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ui.kit.screen import Screen


class Entry(NamedTuple):
    """`where` is `module:Class`; `in_rail` screens get Ctrl+1 to Ctrl+8 in their order.

    `alone`: it can be opened from anywhere without being told what to show; so are all in the rail. `home`: the place
    in the rail that is marked meanwhile. `needs`: the permission without which it is not in the rail.
    """

    key: str
    title: str
    picture: str
    where: str
    in_rail: bool = True
    alone: bool = False
    home: str = ""
    needs: str = ""


class Registry:
    """The screens of this program, in the order of the rail."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = {entry.key: entry for entry in entries}
        if len(self._entries) != len(entries):
            raise ValueError("two screens have one key")

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __getitem__(self, key: str) -> Entry:
        """Raises KeyError for a key that nobody registered."""
        return self._entries[key]

    @property
    def rail(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self if entry.in_rail)

    def rail_for(self, permissions: Collection[str]) -> tuple[Entry, ...]:
        """The places of somebody who holds these permissions."""
        return tuple(entry for entry in self.rail if not entry.needs or entry.needs in permissions)

    @property
    def beside(self) -> tuple[Entry, ...]:
        """What anybody can open from the menu: no place in everybody's rail, and nothing to be told."""
        return tuple(entry for entry in self if entry.alone or (entry.in_rail and entry.needs))

    def kind(self, key: str) -> type[Screen]:
        """Import the class of a screen; TypeError if it is not a Screen."""
        from ui.kit.screen import Screen  # not above: the rail is painted before any screen exists

        module, _, name = self[key].where.partition(":")
        kind = getattr(import_module(module), name)
        if not (isinstance(kind, type) and issubclass(kind, Screen)):
            raise TypeError(f"{self[key].where} is not a Screen")
        return kind
