"""The person on whose behalf the store is asked or changed; knows nothing of passwords."""

from __future__ import annotations

from dataclasses import dataclass

from cpconf.store.permissions import EVERYTHING, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: the id of the staff record (None while a store is being set up), the name, what they may do."""

    staff_id: int | None
    name: str
    permissions: frozenset[Permission]


SETTING_UP = Actor(staff_id=None, name="Set-up", permissions=EVERYTHING)
