"""What is to be replanned, and the frozen task that is made of it; knows no store and no search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NewType

from cpconf.bookings.rules import ConferenceId, ConferenceKind, LateReason, RequestId
from cpconf.diary.replanning.model import Problem, Seat
from cpconf.diary.rules import GRAIN_MINUTES, RoomId, SiteId
from cpconf.people.rules import FamilyId
from cpconf.refusals import Refusal

ReplanId = NewType("ReplanId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A room, or a whole site, that is thought of as closed on these days, both included; exactly one of the ids."""

    from_on: date
    until_on: date
    room_id: RoomId | None = None
    site_id: SiteId | None = None

    def __post_init__(self) -> None:
        if (self.room_id is None) == (self.site_id is None):
            raise Refusal("Name one room or one site that would be closed.", "closed")
        if self.until_on < self.from_on:
            raise Refusal("The closure ends before it begins.", "until_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What is only thought of: more rooms, more chairs' hours (1.0: full time), more minute-takers, closures.

    What comes of it can be compared and never accepted.
    """

    extra_rooms: int = 0
    extra_chair_fte: float = 0.0
    extra_takers: int = 0
    closed: tuple[Closed, ...] = ()

    def __post_init__(self) -> None:
        if min(self.extra_rooms, self.extra_chair_fte, self.extra_takers) < 0:
            raise Refusal("To think of fewer, close a room or a site.", "what_if")
        if self.extra_rooms > 20 or self.extra_chair_fte > 20 or self.extra_takers > 20:
            raise Refusal("Think of twenty more at the most.", "what_if")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanScope:
    """Which bookings may be seated anew.

    `conference_ids`: these; empty: every booking from `from_on` to `until_on`, both included, that no longer holds.
    `family_ids`: instead, the reviews of these families that are due and not booked (`reviews_due`). `reviews`: every
    review that is due from `from_on` to `until_on`. `may_move_others`: other bookings of these days may move as well,
    at twice the price. `what_if`: nothing is accepted; then requests that wait and reviews that are due are seated
    too. `late_days`: how many working days past its limit a conference may be offered.
    """

    from_on: date
    until_on: date
    conference_ids: tuple[ConferenceId, ...] = ()
    family_ids: tuple[FamilyId, ...] = ()
    reviews: bool = False
    may_move_others: bool = False
    what_if: WhatIf | None = None
    late_days: int = 10

    def __post_init__(self) -> None:
        if self.until_on < self.from_on:
            raise Refusal("The last day lies before the first.", "until_on")
        if not 0 <= self.late_days <= 60:
            raise Refusal("Up to 60 working days past the limit can be searched.", "late_days")

    @property
    def plans_reviews(self) -> bool:
        """Whether reviews are to be booked, rather than bookings moved."""
        return self.reviews or bool(self.family_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """When, where and with whom a conference sits or would sit, local wall time; without a room all are remote."""

    starts_at: datetime
    ends_at: datetime
    room_id: RoomId | None
    room: str
    site_id: SiteId | None
    site: str
    chair_id: int
    chair: str
    minute_taker_id: int
    minute_taker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One conference of the task: a booking, a request that waits, or a family's review; at most one of the two ids.

    `family`: initials. `now`: its present seat. `faults`: why that no longer holds; `reason`: the code for it.
    `movable`: whether it may be seated anew. `chair_before_id`: who chaired the family's last conference.
    `days_left`: working days from today to the limit.
    """

    conference_id: ConferenceId | None
    request_id: RequestId | None
    reference: str
    family_id: FamilyId
    family: str
    family_reference: str
    kind: ConferenceKind
    minutes: int
    due_on: date
    counted_from_on: date
    days_left: int
    now: Seated | None = None
    faults: tuple[str, ...] = ()
    reason: LateReason | None = None
    movable: bool = True
    chair_before_id: int | None = None

    @property
    def name(self) -> str:
        """How the conference is called without a name: its reference, else the family's."""
        return self.reference or self.family_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomName:
    """A room of the problem, by its index; `id` None: it is only thought of."""

    id: RoomId | None
    name: str
    site_id: SiteId | None
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A chair or a minute-taker of the problem, by index; `id` None: only thought of."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanTask:
    """A frozen snapshot of the diary as the replanner sees it; crosses threads.

    `items` stand in the order of the problem's conferences. `days`: the planning days, by index; `away`: how many
    working days each is from today. `opens`: the time of day at which cell 0 begins.
    """

    scope: ReplanScope
    on: date
    problem: Problem
    items: tuple[Item, ...]
    days: tuple[date, ...]
    away: tuple[int, ...]
    holidays: frozenset[date]
    opens: time
    rooms: tuple[RoomName, ...]
    chairs: tuple[PersonName, ...]
    takers: tuple[PersonName, ...]

    @property
    def movable(self) -> tuple[Item, ...]:
        """What may be seated anew."""
        return tuple(item for item in self.items if item.movable)

    @property
    def broken(self) -> tuple[Item, ...]:
        """The bookings among it that no longer hold."""
        return tuple(item for item in self.movable if item.faults)

    def starts_at(self, seat: Seat) -> datetime:
        """The local time of a seat."""
        return datetime.combine(self.days[seat.day], self.opens) + timedelta(minutes=seat.cell * GRAIN_MINUTES)

    def seated(self, item: Item, seat: Seat) -> Seated:
        """A seat of the problem as people and rooms."""
        starts_at = self.starts_at(seat)
        now = item.now
        if now is not None and starts_at <= now.starts_at < starts_at + timedelta(minutes=GRAIN_MINUTES):
            starts_at = now.starts_at  # one that begins off the grain keeps its minute
        room = None if seat.room is None else self.rooms[seat.room]
        chair, taker = self.chairs[seat.chair], self.takers[seat.taker]
        return Seated(
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=item.minutes),
            room_id=None if room is None else room.id,
            room="" if room is None else room.name,
            site_id=None if room is None else room.site_id,
            site="" if room is None else room.site,
            chair_id=chair.id or 0,
            chair=chair.name,
            minute_taker_id=taker.id or 0,
            minute_taker=taker.name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedMove:
    """One line of a proposal that a person accepted.

    `conference_id`: the booking that moves; None for a new review of `family_id`. `was`: the seat that the proposal
    started from; a booking that has changed since is refused. `reason`: why it moves, and past the limit why it is
    late; a review that is booked late is refused without it.
    """

    conference_id: ConferenceId | None
    family_id: FamilyId
    starts_at: datetime
    ends_at: datetime
    room_id: RoomId | None
    chair_id: int
    minute_taker_id: int
    was: Seated | None = None
    reason: LateReason | None = None
