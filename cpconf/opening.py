"""Opens and makes stores with the records of every subject known; the one way in for the window and the terminal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import cpconf.all_records  # noqa: F401  (relations between subjects need every record)
from cpconf.store.places import Place
from cpconf.store.store import Store


def open_store(place: str, *, clock: Callable[[], datetime]) -> Store:
    """Open the store at a path or a postgresql:// address; refusals and troubles as `Store.open`."""
    return Store.open(Place.parse(place), clock=clock)


def create_store(place: str, *, clock: Callable[[], datetime]) -> Store:
    """Make a new, empty store; refuses a place that already holds something."""
    return Store.create(Place.parse(place), clock=clock)
