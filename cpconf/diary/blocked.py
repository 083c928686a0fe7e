"""What stands in the way of a better time, in plain words, and the cheapest way round it; finds no slot itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from itertools import product
from operator import and_, or_

from cpconf.diary.grid import FULL_DAY, GRAINS_A_DAY, lowest
from cpconf.diary.kinds import THE_THREE, Hold, Purpose
from cpconf.diary.moves import absences_of, move_out_of_the_way, overlaps
from cpconf.diary.openings import AnySite, Openings
from cpconf.diary.rules import GRAIN_MINUTES, ResourceId, Span
from cpconf.diary.wishes import Blocked, Fix, Occupied, RoomTime, StaffTime

_HALF_HOURS = sum(1 << grain for grain in range(0, GRAINS_A_DAY, 30 // GRAIN_MINUTES))
_TEN_O_CLOCK = 10 * GRAINS_A_DAY // 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Ideal:
    """The choices that cost least, were they free: rooms of one site, chairs, minute-takers."""

    rooms: tuple[RoomTime, ...]
    chairs: tuple[StaffTime, ...]
    minute_takers: tuple[StaffTime, ...]


def why_never(words: str) -> tuple[Blocked, ...]:
    """The answer where no time can be had at all."""
    return (Blocked(starts_at=None, resource=None, purpose=None, words=words),)


def blocked_times(openings: Openings, ideal: Ideal, day_points: Sequence[int], worth: int) -> tuple[Blocked, ...]:
    """For the best days on which the ideal choices are not free together, what blocks them.

    `worth`: only days that cost fewer points are better than what was found. At most `wish.blocked_count`.
    """
    missing = _missing_kind(openings, ideal)
    if missing:
        return why_never(missing)
    better = sorted((points, day) for day, points in enumerate(day_points) if points < worth)
    explained = _Explainer(openings, ideal)
    return tuple(explained.day(day) for _, day in better[: openings.wish.blocked_count])


def _missing_kind(openings: Openings, ideal: Ideal) -> str | None:
    wish, window = openings.wish, openings.window
    if not ideal.rooms:
        largest = max((room.capacity for room in window.rooms), default=0)
        if largest < wish.seats:
            return f"No room seats {wish.seats} people: the largest seats {largest}."
        return "No room has all that is asked for: seats, second waiting room, step-free access."
    if not ideal.chairs:
        return "Every chair is excluded from this conference."
    return None if ideal.minute_takers else "Every minute-taker is excluded from this conference."


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why one resource cannot be had at a start; the lighter the easier to get round."""

    resource: RoomTime | StaffTime
    purpose: Purpose
    weight: int
    words: str
    rows: tuple[Occupied, ...] = ()


class _Explainer:
    """Explains one day at a time; the free starts of the ideal choices are joined once."""

    def __init__(self, openings: Openings, ideal: Ideal) -> None:
        self.openings, self.ideal = openings, ideal
        self.site = openings.site(ideal.rooms[0])
        chairs, takers = openings.chair_starts[self.site], openings.taker_starts[self.site]
        self.free = {
            Purpose.ROOM: reduce(or_, (openings.room_starts[room.id] for room in ideal.rooms)),
            Purpose.CHAIR: reduce(or_, (chairs[chair.id] for chair in ideal.chairs)),
            Purpose.MINUTE_TAKER: reduce(or_, (takers[taker.id] for taker in ideal.minute_takers)),
        }
        open_rooms = reduce(or_, (openings.in_hours(room.grains, Purpose.ROOM) for room in ideal.rooms))
        people = ((ideal.chairs, Purpose.CHAIR), (ideal.minute_takers, Purpose.MINUTE_TAKER))
        at_work = (
            reduce(or_, (openings.in_hours(person.grains, purpose, self.site) for person in choices))
            for choices, purpose in people
        )
        self.in_hours = (reduce(and_, at_work, open_rooms), open_rooms)
        """The starts in the hours of a choice of each kind, and those in the hours of a room at least."""

    def day(self, day: int) -> Blocked:
        """What blocks the start of a day at which the least is missing, half-hour starts only."""
        start = self._nearest_miss(day)
        bit = day * GRAINS_A_DAY + start
        starts_at = self.openings.grid.at(bit)
        for absence in self.openings.wish.unavailable:
            if absence.span.overlaps(self._conference(starts_at)):
                return Blocked(starts_at=starts_at, resource=None, purpose=None, words=f"Not then: {absence.words}.")
        found = [self._why(purpose, bit) for purpose in THE_THREE if not self.free[purpose] >> bit & 1]
        if not found:
            words = "The only chair and the only minute-taker free then are the same person."
            return Blocked(starts_at=starts_at, resource=None, purpose=None, words=words)
        first = found[0]
        words = "; ".join(reason.words for reason in found) + "."
        fix = self._fix(first, bit) if len(found) == 1 else None
        return Blocked(starts_at=starts_at, resource=first.resource.id, purpose=first.purpose, words=words, fix=fix)

    def _nearest_miss(self, day: int) -> int:
        """The grain of the day's first half-hour start in everybody's hours that fails for the fewest reasons."""
        room, chair, taker = (free >> (day * GRAINS_A_DAY) & FULL_DAY for free in self.free.values())
        nearest = (room & chair, room & taker, chair & taker, room, chair, taker, FULL_DAY)
        for in_hours, starts in product(self.in_hours, nearest):
            half_hours = starts & in_hours >> (day * GRAINS_A_DAY) & _HALF_HOURS
            if half_hours:
                return lowest(half_hours)
        return _TEN_O_CLOCK

    def _conference(self, starts_at: datetime) -> Span:
        return Span(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=self.openings.wish.minutes))

    def _why(self, purpose: Purpose, bit: int) -> _Reason:
        """The lightest reason why none of the ideal choices of one kind is free at a start."""
        choices: dict[Purpose, Sequence[RoomTime | StaffTime]] = {
            Purpose.ROOM: self.ideal.rooms,
            Purpose.CHAIR: self.ideal.chairs,
            Purpose.MINUTE_TAKER: self.ideal.minute_takers,
        }
        return min((self._reason(choice, purpose, bit) for choice in choices[purpose]), key=lambda r: r.weight)

    def _reason(self, choice: RoomTime | StaffTime, purpose: Purpose, bit: int) -> _Reason:
        openings, rules = self.openings, self.openings.window.rules
        conference = self._conference(openings.grid.at(bit))
        held, needed = rules.occupied(purpose, conference), rules.needed(purpose, conference)
        site = AnySite if isinstance(choice, RoomTime) else self.site
        if not openings.in_hours(choice.grains, purpose, site) >> bit & 1:
            state = "is not open then" if isinstance(choice, RoomTime) else "does not work there then"
            return _Reason(choice, purpose, 3, f"{choice.name} {state}")
        for absence in absences_of(choice):
            if absence.span.overlaps(needed):
                state = "closed" if isinstance(choice, RoomTime) else "away"
                reason = f": {absence.words}" if absence.words else ""
                return _Reason(choice, purpose, 2, f"{choice.name} is {state} then{reason}")
        if isinstance(choice, StaffTime) and openings.load(choice.id, bit // GRAINS_A_DAY) >= choice.a_day:
            return _Reason(choice, purpose, 1, f"{choice.name} already has {choice.a_day} that day, and no more")
        rows = tuple(row for row in openings.rows[choice.id] if overlaps(row, held))
        times = " and ".join(f"{row.starts_at:%H:%M} to {row.ends_at:%H:%M}" for row in rows)
        firm = "held" if all(row.hold is Hold.HELD for row in rows) else "taken"
        return _Reason(choice, purpose, 0, f"{choice.name} is {firm} {times}", rows)

    def _fix(self, reason: _Reason, bit: int) -> Fix | None:
        """Another chair or room that is free, else a small move of the one conference in the way."""
        openings = self.openings
        if reason.purpose is Purpose.ROOM:
            spare = next((room for room in openings.rooms if self._room_is_free(room, bit)), None)
            if spare is not None:
                return Fix(words=f"{spare.name} at {spare.site_name} is free then.", use=spare.id)
        elif reason.purpose is Purpose.CHAIR:
            takers = _free(self.ideal.minute_takers, openings.taker_starts[self.site], bit)
            free = [
                chair
                for chair in _free(openings.chairs, openings.chair_starts[self.site], bit)
                if any(taker.id != chair.id for taker in takers)
            ]
            if free:
                chair = min(free, key=lambda c: (c.points, openings.load(c.id, bit // GRAINS_A_DAY)))
                return Fix(words=f"{chair.name} is free then.", use=chair.id)
        if len(reason.rows) == 1 and reason.rows[0].conference_id is not None:
            return move_out_of_the_way(openings, reason.rows[0], self._kept(reason, bit))
        return None

    def _kept(self, reason: _Reason, bit: int) -> dict[ResourceId, Span]:
        """What the start itself would occupy of the resource in the way and of those without an alternative."""
        spans = self.openings.window.rules.spans(self._conference(self.openings.grid.at(bit)))
        kept = {reason.resource.id: spans[reason.purpose]}
        if len(self.ideal.chairs) == 1:
            kept[self.ideal.chairs[0].id] = spans[Purpose.CHAIR]
        return kept

    def _room_is_free(self, room: RoomTime, bit: int) -> bool:
        """Whether a room is free with two of the ideal people who are free at its site, not one in both parts."""
        openings, site = self.openings, self.openings.site(room)
        if not openings.room_starts[room.id] >> bit & 1:
            return False
        chairs = _free(self.ideal.chairs, openings.chair_starts[site], bit)
        takers = _free(self.ideal.minute_takers, openings.taker_starts[site], bit)
        return any(chair.id != taker.id for chair, taker in product(chairs, takers))


def _free(people: Sequence[StaffTime], starts: dict[ResourceId, int], bit: int) -> list[StaffTime]:
    return [person for person in people if starts[person.id] >> bit & 1]
