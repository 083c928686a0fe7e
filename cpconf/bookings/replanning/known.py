"""What a replan knows of bookings, requests, families and chairs, as plain values; loads nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cpconf.bookings.rules import ConferenceKind, Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for, of one request or of several of one conference; `people`: professionals' ids."""

    seats: int = 0
    site_id: int | None = None
    chair_id: int | None = None
    second_waiting_room: bool = False
    step_free: bool = False
    equipment: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A coming booking with the names that stand in it; `is_hold`: nobody was told of it yet."""

    id: int
    request_id: int | None
    reference: str
    family_id: int
    family: str
    family_reference: str
    kind: ConferenceKind
    mode: Mode
    starts_at: datetime
    ends_at: datetime
    room_id: int | None
    room: str
    site_id: int | None
    site: str
    chair_id: int
    chair: str
    minute_taker_id: int
    minute_taker: str
    due_on: date
    counted_from_on: date
    children: int
    is_hold: bool
    asked: Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A request that waits to be booked, or with `aim_on` a review that is due; then it may have no request yet."""

    id: int | None
    family_id: int
    family: str
    family_reference: str
    kind: ConferenceKind
    mode: Mode
    minutes: int
    due_on: date
    counted_from_on: date
    children: int
    asked: Asked
    aim_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseloads:
    """`chaired`: by family who chaired its held conferences, in order. `children`: how many of it are on plans.

    `chair_of`: whose caseload the family's children are in.
    """

    chaired: Mapping[int, Sequence[int]]
    children: Mapping[int, int]
    chair_of: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What each resource of the diary is: resource id -> room, member of staff or professional."""

    rooms: Mapping[int, int] = field(default_factory=dict)
    staff: Mapping[int, int] = field(default_factory=dict)
    professionals: Mapping[int, int] = field(default_factory=dict)


def together(asked: Sequence[Asked]) -> Asked:
    """What several requests of one conference ask for: whatever any of them needs."""
    return Asked(
        seats=max((one.seats for one in asked), default=0),
        site_id=next((one.site_id for one in reversed(asked) if one.site_id is not None), None),
        chair_id=next((one.chair_id for one in reversed(asked) if one.chair_id is not None), None),
        second_waiting_room=any(one.second_waiting_room for one in asked),
        step_free=any(one.step_free for one in asked),
        equipment=frozenset().union(*(one.equipment for one in asked)),
        people=frozenset().union(*(one.people for one in asked)),
    )
