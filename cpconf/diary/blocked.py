"""What stands in the way of a better time, in plain words, and the cheapest way round it; finds no slot itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import combinations, product
from operator import and_, or_
from typing import Final

from cpconf.diary.fixes import Fixes, Ideal, Reason
from cpconf.diary.free import open_spans, say_until
from cpconf.diary.grid import FULL_DAY, GRAINS_A_DAY, lowest
from cpconf.diary.kinds import THE_THREE, Hold, Purpose
from cpconf.diary.moves import absences_of, overlaps, too_near
from cpconf.diary.openings import AnySite, Openings
from cpconf.diary.rules import GRAIN_MINUTES, ResourceId, Span
from cpconf.diary.wishes import Blocked, Occupied, RoomTime, StaffTime

_HALF_HOURS = sum(1 << grain for grain in range(0, GRAINS_A_DAY, 30 // GRAIN_MINUTES))
_TEN_O_CLOCK = 10 * GRAINS_A_DAY // 24
_TAKEN, _FULL, _AWAY, _NOT_AT_WORK = range(4)
"""Reasons, the easier to get round the lighter."""

NEEDED: Final = (*THE_THREE, Purpose.PERSON)


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
    barred = (day for _, day in better if not explained.is_free(day))
    return explained.days([day for day, _ in zip(barred, range(openings.wish.blocked_count), strict=False)])


def _missing_kind(openings: Openings, ideal: Ideal) -> str | None:
    wish, window = openings.wish, openings.window
    if not ideal.rooms:
        largest = max((room.capacity for room in window.rooms), default=0)
        if largest < wish.seats:
            return f"No room seats {wish.seats} people: the largest seats {largest}."
        equipment = f", {', '.join(sorted(wish.equipment))}" if wish.equipment else ""
        return f"No room has all that is asked for: seats, second waiting room, step-free access{equipment}."
    if not ideal.chairs:
        return "Every chair is excluded from this conference."
    return None if ideal.minute_takers else "Every minute-taker is excluded from this conference."


class _Explainer:
    """Explains one day at a time; the free starts of the ideal choices are joined once."""

    def __init__(self, openings: Openings, ideal: Ideal) -> None:
        self.openings, self.ideal = openings, ideal
        self.site = openings.site(ideal.rooms[0])
        self.fixes = Fixes(openings, ideal, self.site)
        chairs, takers = openings.chair_starts[self.site], openings.taker_starts[self.site]
        self.free = {
            Purpose.ROOM: _joined(openings.room_free[room.id] for room in ideal.rooms),
            Purpose.CHAIR: _joined(chairs[chair.id] for chair in ideal.chairs),
            Purpose.MINUTE_TAKER: _joined(takers[taker.id] for taker in ideal.minute_takers),
            Purpose.PERSON: openings.needed,
        }
        self.doubles = {chair.id for chair in ideal.chairs} & {taker.id for taker in ideal.minute_takers}
        open_rooms = _joined(openings.in_hours(room.grains, Purpose.ROOM) for room in ideal.rooms)
        people = ((ideal.chairs, Purpose.CHAIR), (ideal.minute_takers, Purpose.MINUTE_TAKER))
        at_work = (
            _joined(openings.in_hours(person.grains, purpose, self.site) for person in choices)
            for choices, purpose in people
        )
        self.in_hours = (reduce(and_, at_work, open_rooms), open_rooms)
        """The starts in the hours of a choice of each kind, and those in the hours of a room at least."""

    def is_free(self, day: int) -> bool:
        """Whether the ideal choices are free together on a day after all, so that only a busy chair costs more."""
        starts = reduce(and_, self.free.values()) >> (day * GRAINS_A_DAY) & FULL_DAY
        while starts and self.doubles:
            bit = day * GRAINS_A_DAY + lowest(starts)
            if self.fixes.two_people(bit):
                return True
            starts &= starts - 1
        return bool(starts)

    def days(self, days: Sequence[int]) -> tuple[Blocked, ...]:
        """What blocks each of these days, in their order."""
        self.fixes = Fixes(self.openings, self.ideal, self.site, days)
        return tuple(map(self._day, days))

    def _day(self, day: int) -> Blocked:
        """What blocks the start of a day at which the least is missing, half-hour starts only."""
        bit = day * GRAINS_A_DAY + self._nearest_miss(day)
        starts_at = self.openings.grid.at(bit)
        for absence in self.openings.wish.unavailable:
            if absence.span.overlaps(self.fixes.conference(bit)):
                return Blocked(starts_at=starts_at, resource=None, purpose=None, words=f"Not then: {absence.words}.")
        found = [self._why(purpose, bit) for purpose in NEEDED if not self.free[purpose] >> bit & 1]
        if not found:
            words = "The only chair and the only minute-taker free then are the same person."
            return Blocked(starts_at=starts_at, resource=None, purpose=None, words=words)
        first = found[0]
        words = "; ".join(reason.words for reason in found) + "."
        fix = self.fixes.cheapest(found, bit)
        return Blocked(starts_at=starts_at, resource=first.resource, purpose=first.purpose, words=words, fix=fix)

    def _nearest_miss(self, day: int) -> int:
        """The grain of the day's first half-hour start in everybody's hours that fails for the fewest reasons."""
        free = [starts >> (day * GRAINS_A_DAY) & FULL_DAY for starts in self.free.values()]
        nearest = [reduce(and_, some) for count in (4, 3, 2, 1) for some in combinations(free, count)]
        for in_hours, starts in product(self.in_hours, (*nearest, FULL_DAY)):
            half_hours = starts & in_hours >> (day * GRAINS_A_DAY) & _HALF_HOURS
            if half_hours:
                return lowest(half_hours)
        return _TEN_O_CLOCK

    def _why(self, purpose: Purpose, bit: int) -> Reason:
        """The lightest reason why none of the ideal choices of one kind is free at a start."""
        if purpose is Purpose.PERSON:
            return self._who(bit)
        choices: dict[Purpose, Sequence[RoomTime | StaffTime]] = {
            Purpose.ROOM: self.ideal.rooms,
            Purpose.CHAIR: self.ideal.chairs,
            Purpose.MINUTE_TAKER: self.ideal.minute_takers,
        }
        return min((self._reason(choice, purpose, bit) for choice in choices[purpose]), key=lambda r: r.weight)

    def _who(self, bit: int) -> Reason:
        """Who of those who must be there is elsewhere."""
        openings, conference = self.openings, self.fixes.conference(bit)
        rows = {person: self._rows(person, conference) for person in sorted(openings.wish.people)}
        person = max(rows, key=lambda person: len(rows[person]))
        name = openings.window.people.get(person, "Somebody who must be there")
        words = f"{name} is at another conference {_times(rows[person])}"
        return Reason(person, Purpose.PERSON, _TAKEN, words, rows[person])

    def _reason(self, choice: RoomTime | StaffTime, purpose: Purpose, bit: int) -> Reason:
        openings = self.openings
        needed = openings.window.rules.needed(purpose, self.fixes.conference(bit))
        site = AnySite if isinstance(choice, RoomTime) else self.site

        def reason(weight: int, words: str, rows: tuple[Occupied, ...] = ()) -> Reason:
            return Reason(choice.id, purpose, weight, f"{choice.name} {words}", rows)

        if not openings.in_hours(choice.grains, purpose, site) >> bit & 1:
            return reason(_NOT_AT_WORK, _not_at_work(choice, needed))
        for absence in absences_of(choice):
            if absence.span.overlaps(needed):
                state = "closed" if isinstance(choice, RoomTime) else "away"
                return reason(_AWAY, f"is {state} then" + (f": {absence.words}" if absence.words else ""))
        load = openings.load(choice.id, bit // GRAINS_A_DAY) if isinstance(choice, StaffTime) else 0
        if isinstance(choice, StaffTime) and load >= choice.a_day:
            return reason(_FULL, f"already has {choice.a_day} that day, and no more")
        return self._occupied(choice, purpose, bit, reason)

    def _occupied(
        self,
        choice: RoomTime | StaffTime,
        purpose: Purpose,
        bit: int,
        reason: Callable[[int, str, tuple[Occupied, ...]], Reason],
    ) -> Reason:
        """What a choice is occupied by at a start, or where it would have to come from."""
        openings = self.openings
        held = openings.window.rules.occupied(purpose, self.fixes.conference(bit))
        rows = self._rows(choice.id, held)
        if rows:
            firm = "held" if all(row.hold is Hold.HELD for row in rows) else "taken"
            return reason(_TAKEN, f"is {firm} {_times(rows)}{self._held_until(rows)}", rows)
        for row in openings.rows[choice.id]:
            way = openings.travel(openings.held_at.get(row.conference_id, self.site), self.site)
            if way and too_near(row, held, way * GRAIN_MINUTES):
                far = f"is at another site {_times([row])}, and the way takes {way * GRAIN_MINUTES} minutes"
                return reason(_TAKEN, far, (row,))
        return reason(_TAKEN, "is taken then", ())

    def _rows(self, resource: ResourceId, span: Span) -> tuple[Occupied, ...]:
        return tuple(row for row in self.openings.rows[resource] if overlaps(row, span))

    def _held_until(self, rows: Sequence[Occupied]) -> str:
        """Of a single hold, when it lapses."""
        if len(rows) != 1 or rows[0].held_until is None:
            return ""
        return f" (held until {say_until(rows[0].held_until, self.openings.window.now)})"


def _joined(starts: Iterable[int]) -> int:
    return reduce(or_, starts)


def _times(rows: Sequence[Occupied]) -> str:
    return " and ".join(f"{row.starts_at:%H:%M} to {row.ends_at:%H:%M}" for row in rows)


def _not_at_work(choice: RoomTime | StaffTime, needed: Span) -> str:
    """Why a start lies outside the hours of a choice."""
    if isinstance(choice, RoomTime):
        return "is not open then"
    guarded = open_spans(choice.protected, needed.starts_at.date(), None)
    return "has protected time then" if any(span.overlaps(needed) for span in guarded) else "does not work there then"
