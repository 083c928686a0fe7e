"""The cheapest way round what blocks a start: somebody else, a small move, a shorter conference; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import product
from typing import Final, NamedTuple, TypeVar

from cpconf.diary.free import say_until
from cpconf.diary.grid import FULL_DAY, GRAINS_A_DAY, Grid, lowest
from cpconf.diary.kinds import Purpose
from cpconf.diary.moves import moves_of, when_moved
from cpconf.diary.openings import Openings
from cpconf.diary.rules import ResourceId, SiteId, Span
from cpconf.diary.wishes import Fix, Occupied, RoomTime, StaffTime

C = TypeVar("C", RoomTime, StaffTime)

_SHORTER: Final = (10, 20, 30)
"""Minutes by which a conference might be shorter, the cheapest first."""

_FEW: Final = 6
"""No more than so many choices of each kind are tried for a fix: whoever has more has another way anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ideal:
    """The choices that cost least, were they free: rooms of one site, chairs, minute-takers."""

    rooms: tuple[RoomTime, ...]
    chairs: tuple[StaffTime, ...]
    minute_takers: tuple[StaffTime, ...]


class Reason(NamedTuple):
    """Why one resource cannot be had at a start, the lighter the easier to get round; `rows`: what occupies it."""

    resource: ResourceId
    purpose: Purpose
    weight: int
    words: str
    rows: tuple[Occupied, ...] = ()


class Fixes:
    """Looks for the way round starts of one search, all of them on a few `days` (by number).

    `site`: where the ideal rooms are.
    """

    def __init__(self, openings: Openings, ideal: Ideal, site: SiteId, days: Sequence[int] = ()) -> None:
        self.openings, self.ideal, self.site = openings, ideal, site
        self.days = [openings.grid.days[day] for day in sorted(days)]

    def conference(self, bit: int) -> Span:
        """The conference that would start at a bit."""
        starts_at = self.openings.grid.at(bit)
        return Span(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=self.openings.wish.minutes))

    def two_people(self, bit: int) -> bool:
        """Whether an ideal chair and an ideal minute-taker, who are two people, are free at a start."""
        openings = self.openings
        chairs = _free(self.ideal.chairs, openings.chair_starts[self.site], bit)
        takers = _free(self.ideal.minute_takers, openings.taker_starts[self.site], bit)
        return any(chair.id != taker.id for chair, taker in product(chairs, takers))

    def cheapest(self, reasons: Sequence[Reason], bit: int) -> Fix | None:
        """For one thing in the way another of its kind, a small move, a hold that lapses; else a shorter conference."""
        if len(reasons) == 1:
            only = reasons[0]
            fix = self._another(only, bit) or self._move(only, bit) or _wait(only, self.openings.window.now)
            if fix is not None:
                return fix
        return self._shorter(bit // GRAINS_A_DAY)

    def _another(self, reason: Reason, bit: int) -> Fix | None:
        """Another room, chair or minute-taker who is free then."""
        openings, day = self.openings, bit // GRAINS_A_DAY
        if reason.purpose is Purpose.ROOM:
            spare = next((room for room in openings.rooms if self._room_is_free(room, bit)), None)
            return (
                None if spare is None else Fix(words=f"{spare.name} at {spare.site_name} is free then.", use=spare.id)
            )
        if reason.purpose is Purpose.PERSON:
            return None
        is_chair = reason.purpose is Purpose.CHAIR
        others = self.ideal.minute_takers if is_chair else self.ideal.chairs
        starts = (openings.chair_starts, openings.taker_starts)
        mine, theirs = starts if is_chair else starts[::-1]
        partners = _free(others, theirs[self.site], bit)
        free = [
            person
            for person in _free(openings.chairs if is_chair else openings.minute_takers, mine[self.site], bit)
            if any(partner.id != person.id for partner in partners)
        ]
        if not free:
            return None
        lightest = min(free, key=lambda person: (person.points, openings.load(person.id, day)))
        return Fix(words=f"{lightest.name} is free then.", use=lightest.id)

    def _room_is_free(self, room: RoomTime, bit: int) -> bool:
        """Whether a room is free with two of the ideal people who are free at its site, not one in both parts."""
        openings, site = self.openings, self.openings.site(room)
        if not openings.room_starts[room.id] >> bit & 1:
            return False
        return Fixes(openings, self.ideal, site).two_people(bit)

    def _move(self, reason: Reason, bit: int) -> Fix | None:
        """The smallest move of the one conference in the way, after which the start is free with ideal choices."""
        if len(reason.rows) != 1 or reason.rows[0].conference_id is None:
            return None
        row, day = reason.rows[0], self.openings.grid.days[bit // GRAINS_A_DAY]
        for by, moved in moves_of(self.openings, row):
            if self._starts([day], self.openings.wish.minutes, moved, reason.resource) >> (bit % GRAINS_A_DAY) & 1:
                before = when_moved(self.openings, row, timedelta())
                after = when_moved(self.openings, row, by)
                words = f"It is free if the conference at {before:%H:%M} moves to {after:%H:%M}."
                return Fix(words=words, move_conference_id=row.conference_id, move_to=after)
        return None

    def _shorter(self, day: int) -> Fix | None:
        """The longest conference that the ideal choices still have time for on that day, if it is a little shorter."""
        wish, on = self.openings.wish, self.openings.grid.days[day]
        if not self._much_shorter >> (self.days.index(on) * GRAINS_A_DAY) & FULL_DAY:
            return None
        for less in _SHORTER:
            starts = self._starts([on], wish.minutes - less, {})
            if starts:
                at = Grid([on]).at(lowest(starts))
                words = f"It fits at {at:%H:%M} if the conference is {less} minutes shorter."
                return Fix(words=words, starts_at=at, minutes=wish.minutes - less)
        return None

    @cached_property
    def _much_shorter(self) -> int:
        """The free starts of the days for the shortest conference that would be proposed; looked for once."""
        minutes = self.openings.wish.minutes - _SHORTER[-1]
        return self._starts(self.days, minutes, {}) if minutes > 0 else 0

    def _starts(
        self,
        days: Sequence[date],
        minutes: int,
        moved: Mapping[int, Iterable[Occupied]],
        first: ResourceId | None = None,
    ) -> int:
        """The starts of days that are free for the ideal choices, with the rows of `moved` conferences instead.

        `first`: one that must be among the few that are tried.
        """
        openings = self.openings
        rooms = _few(self.ideal.rooms, first)
        chairs, takers = _few(self.ideal.chairs, first), _few(self.ideal.minute_takers, first)
        people = {person.id for person in (*chairs, *takers)}
        resources = {room.id for room in rooms} | people | openings.wish.people
        near = {ordinal for on in days for ordinal in (on.toordinal() - 1, on.toordinal())}
        kept = [
            row
            for resource in resources
            for row in openings.rows[resource]
            if row.starts_at.toordinal() in near and row.conference_id not in moved
        ]
        window = replace(
            openings.window,
            rooms=rooms,
            chairs=chairs,
            minute_takers=takers,
            occupied=[*kept, *(row for rows in moved.values() for row in rows)],
        )
        wish = replace(openings.wish, minutes=minutes)
        few = Openings(wish, window, Grid(days), openings.held_at)
        starts = 0
        for room in rooms:
            starts |= few.room_starts[room.id] & few.pairs(few.site(room))
        return starts


def _wait(reason: Reason, now: datetime | None) -> Fix | None:
    """That a single hold in the way may lapse."""
    if len(reason.rows) != 1 or reason.rows[0].held_until is None:
        return None
    return Fix(words=f"It is free if the hold is not confirmed by {say_until(reason.rows[0].held_until, now)}.")


def _few(choices: Iterable[C], first: ResourceId | None) -> tuple[C, ...]:
    return tuple(sorted(choices, key=lambda choice: choice.id != first)[:_FEW])


def _free(people: Iterable[StaffTime], starts: Mapping[ResourceId, int], bit: int) -> list[StaffTime]:
    return [person for person in people if starts[person.id] >> bit & 1]
