"""The diary and what is to be seated in it, as the engine's problem of days, cells and indexes; loads nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cpconf.bookings.replanning.cells import Cut, open_cells, taken_cells
from cpconf.bookings.replanning.known import Asked, Resources
from cpconf.bookings.replanning.scope import Item, PersonName, RoomName, WhatIf
from cpconf.bookings.replanning.supposing import more_chairs, more_rooms, more_takers
from cpconf.bookings.replanning.weighing import weights_of
from cpconf.diary.replanning.model import (
    Cells,
    ChairPlan,
    ConferencePlan,
    Margin,
    Problem,
    RoomPlan,
    Seat,
    TakerPlan,
)
from cpconf.diary.rules import GRAIN_MINUTES, ResourceId, RoomId, SiteId
from cpconf.diary.rules import Margin as Minutes
from cpconf.diary.wishes import DiaryWindow, Occupied, RoomTime, StaffTime
from cpconf.practice.rules import PracticeSettings

_BEYOND: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One conference to seat or to stay: its item, what was asked, and what the engine weighs.

    `load`: children that its chair will have with it. `continuity`: price of another chair than `chair_id`.
    `move`: how dear it is to disturb. `first_on`: the first day for it. `needs_room`: not everybody is remote.
    """

    item: Item
    asked: Asked
    first_on: date
    load: int
    chair_id: int | None
    continuity: int
    move: int
    needs_room: bool


class Building:
    """Builds one problem; rooms and people are numbered in the order of the window, further ones behind."""

    def __init__(
        self,
        window: DiaryWindow,
        cut: Cut,
        resources: Resources,
        settings: PracticeSettings,
        wishes: Sequence[Wish],
        base: Mapping[int, int],
    ) -> None:
        self._window, self._cut, self._settings, self._wishes = window, cut, settings, wishes
        self._resources, self._base = resources, base
        moving = {wish.item.conference_id for wish in wishes if wish.item.movable}
        self._fixed: defaultdict[ResourceId, list[Occupied]] = defaultdict(list)
        for row in window.occupied:
            if row.conference_id is None or row.conference_id not in moving:
                self._fixed[row.resource_id].append(row)
        self._sites = self._all_sites()
        self.rooms: list[RoomName] = []
        self.chairs: list[PersonName] = []
        self.takers: list[PersonName] = []
        self._room_plans: list[RoomPlan] = []
        self._chair_plans: list[ChairPlan] = []
        self._taker_plans: list[TakerPlan] = []
        self._fits: list[RoomTime | None] = []

    def problem(self, what_if: WhatIf | None, *, late_days: int, margin_days: int) -> Problem:
        """The problem of these wishes; afterwards `rooms`, `chairs` and `takers` name its indexes."""
        self._add_rooms()
        self._add_people()
        if what_if is not None:
            self._add_thought_of(what_if)
        self._add_missing()
        cut, rules = self._cut, self._window.rules
        starts = cut.half_hours()
        for wish in self._wishes:
            if wish.item.now is not None:
                cell = cut.cell(wish.item.now.starts_at)
                starts |= 1 << cell if 0 <= cell < cut.count else 0
        calendar = self._window.calendar
        return Problem(
            cells=cut.count,
            holidays=tuple(calendar.in_school_holidays(day) for day in cut.days),
            distance=self._distance(),
            rooms=tuple(self._room_plans),
            chairs=tuple(self._chair_plans),
            takers=tuple(self._taker_plans),
            conferences=tuple(self._conference(key, wish) for key, wish in enumerate(self._wishes)),
            late_days=late_days,
            starts=starts,
            room_margin=_margin(rules.room),
            chair_margin=_margin(rules.chair),
            taker_margin=_margin(rules.minute_taker),
            travel=self._travel(),
            same_person=self._same_person(),
            weights=weights_of(self._settings, margin_days),
        )

    def _all_sites(self) -> list[SiteId]:
        sites: dict[SiteId, None] = dict.fromkeys(room.site_id for room in self._window.rooms)
        for wish in self._wishes:
            now, asked = wish.item.now, wish.asked
            if now is not None and now.site_id is not None:
                sites[now.site_id] = None
            if asked.site_id is not None:
                sites[SiteId(asked.site_id)] = None
        return list(sites)

    def _add_rooms(self) -> None:
        for room in self._window.rooms:
            self.rooms.append(
                RoomName(
                    id=RoomId(self._resources.rooms[room.id]), name=room.name, site_id=room.site_id, site=room.site_name
                )
            )
            self._fits.append(room)
            self._room_plans.append(
                RoomPlan(
                    area=self._sites.index(room.site_id),
                    seats=room.capacity,
                    open=open_cells(self._cut, room.grains, room.closures),
                    taken=taken_cells(self._cut, self._fixed[room.id]),
                )
            )

    def _add_people(self) -> None:
        for chair in self._window.chairs:
            staff_id = self._resources.staff[chair.id]
            self.chairs.append(PersonName(id=staff_id, name=chair.name))
            self._chair_plans.append(
                ChairPlan(
                    fte=chair.fte,
                    base=self._base.get(staff_id, 0),
                    open=self._at_work(chair),
                    a_day=chair.a_day,
                    taken=taken_cells(self._cut, self._fixed[chair.id]),
                    elsewhere=self._elsewhere(chair),
                )
            )
        for taker in self._window.minute_takers:
            self.takers.append(PersonName(id=self._resources.staff[taker.id], name=taker.name))
            self._taker_plans.append(
                TakerPlan(
                    open=self._at_work(taker),
                    a_day=taker.a_day,
                    taken=taken_cells(self._cut, self._fixed[taker.id]),
                    elsewhere=self._elsewhere(taker),
                )
            )

    def _at_work(self, person: StaffTime) -> Cells:
        return open_cells(self._cut, person.grains, person.leave)

    def _elsewhere(self, person: StaffTime) -> tuple[Cells, ...]:
        """By site the cells in which a person is at work, but only at another site."""
        if all(period[3] == 0 for period in person.grains):
            return ()
        anywhere = self._at_work(person)
        return tuple(
            tuple(
                mask & ~here
                for mask, here in zip(anywhere, open_cells(self._cut, person.grains, person.leave, site), strict=True)
            )
            for site in self._sites
        )

    def _add_thought_of(self, what_if: WhatIf) -> None:
        for name, room_plan in more_rooms(what_if, self._window, self._cut, self._sites):
            self.rooms.append(name)
            self._room_plans.append(room_plan)
            self._fits.append(None)
        for person, chair_plan in more_chairs(what_if, self._window, self._cut, self._settings):
            self.chairs.append(person)
            self._chair_plans.append(chair_plan)
        for person, taker_plan in more_takers(what_if, self._window, self._cut, self._settings):
            self.takers.append(person)
            self._taker_plans.append(taker_plan)

    def _add_missing(self) -> None:
        """Rooms and people of present seats who are in the diary no more: nothing can be seated with them."""
        rooms, chairs, takers = ({one.id for one in named} for named in (self.rooms, self.chairs, self.takers))
        for now in (wish.item.now for wish in self._wishes):
            if now is None:
                continue
            if now.room_id is not None and now.room_id not in rooms:
                rooms.add(now.room_id)
                self.rooms.append(RoomName(id=now.room_id, name=now.room, site_id=now.site_id, site=now.site))
                self._fits.append(None)
                area = 0 if now.site_id is None else self._sites.index(now.site_id)
                self._room_plans.append(RoomPlan(area=area, seats=_BEYOND, open=()))
            if now.chair_id not in chairs:
                chairs.add(now.chair_id)
                self.chairs.append(PersonName(id=now.chair_id, name=now.chair))
                self._chair_plans.append(ChairPlan(fte=1.0, base=0, open=(), a_day=0))
            if now.minute_taker_id not in takers:
                takers.add(now.minute_taker_id)
                self.takers.append(PersonName(id=now.minute_taker_id, name=now.minute_taker))
                self._taker_plans.append(TakerPlan(open=(), a_day=0))

    def _same_person(self) -> dict[int, int]:
        takers = {person.id: place for place, person in enumerate(self.takers) if person.id is not None}
        return {
            place: takers[one.id] for place, one in enumerate(self.chairs) if one.id is not None and one.id in takers
        }

    def _distance(self) -> tuple[tuple[int, ...], ...]:
        """Site by site: 0 the same, 1 as near as sites usually are, 2 further; the last stands for any site."""
        usual = self._settings.travel_minutes
        minutes = self._window.travel_minutes
        rows = [
            (*(0 if one == other else 1 if minutes(one, other) <= usual else 2 for other in self._sites), 0)
            for one in self._sites
        ]
        return (*rows, (0,) * (len(self._sites) + 1))

    def _travel(self) -> tuple[tuple[int, ...], ...] | None:
        bound = [plan.elsewhere for plan in self._chair_plans] + [plan.elsewhere for plan in self._taker_plans]
        if len(self._sites) < 2 and not any(bound):
            return None
        minutes = self._window.travel_minutes
        rows = [(*(-(-minutes(one, other) // GRAIN_MINUTES) for other in self._sites), 0) for one in self._sites]
        return (*rows, (0,) * (len(self._sites) + 1))

    def _conference(self, key: int, wish: Wish) -> ConferencePlan:
        item, asked, cut = wish.item, wish.asked, self._cut
        now = item.now
        first = max(0, bisect_left(cut.days, wish.first_on))
        length = -(-item.minutes // GRAIN_MINUTES)
        if now is not None:
            length = -(-(now.starts_at.minute % GRAIN_MINUTES + item.minutes) // GRAIN_MINUTES)
        wanted = asked.site_id if asked.site_id is not None else None if now is None else now.site_id
        chairs = {person.id: place for place, person in enumerate(self.chairs)}
        return ConferencePlan(
            key=key,
            dur=length,
            first=first,
            due=max(self._due(item.due_on), first - 1),
            area=len(self._sites) if wanted is None else self._sites.index(SiteId(wanted)),
            seats=asked.seats,
            prefers_term=True,
            preferred_chair=None if wish.chair_id is None else chairs.get(wish.chair_id),
            continuity=wish.continuity,
            load=wish.load,
            people=tuple(sorted(asked.people)),
            move=wish.move,
            now=None if now is None else self._seat(item),
            rooms=self._rooms_that_do(wish),
            busy=self._busy(asked.people),
            pinned=not item.movable,
            needs_room=wish.needs_room,
        )

    def _due(self, due_on: date) -> int:
        """The planning day that is the last in time; one beyond the last day is counted on in working days."""
        days = self._cut.days
        if due_on > days[-1]:
            return len(days) - 1 + self._window.calendar.count_between(days[-1], due_on)
        return bisect_right(days, due_on) - 1

    def _seat(self, item: Item) -> Seat:
        now = item.now
        assert now is not None
        rooms = {one.id: place for place, one in enumerate(self.rooms) if one.id is not None}
        chairs = {one.id: place for place, one in enumerate(self.chairs) if one.id is not None}
        takers = {one.id: place for place, one in enumerate(self.takers) if one.id is not None}
        day = self._cut.index().get(now.starts_at.date(), -1)
        room = None if now.room_id is None else rooms[now.room_id]
        return Seat(day, self._cut.cell(now.starts_at), room, chairs[now.chair_id], takers[now.minute_taker_id])

    def _rooms_that_do(self, wish: Wish) -> int:
        asked, now = wish.asked, wish.item.now
        mask = 0
        for place, (name, room) in enumerate(zip(self.rooms, self._fits, strict=True)):
            has = room is None or (
                (room.second_waiting_room or not asked.second_waiting_room)
                and (room.step_free or not asked.step_free)
                and asked.equipment <= room.equipment
            )
            if has or (now is not None and name.id == now.room_id):
                mask |= 1 << place
        return mask

    def _busy(self, people: Iterable[int]) -> Cells:
        """When somebody who must be there is held by what is not among the wishes."""
        known = {wish.item.conference_id for wish in self._wishes}
        wanted = set(people)
        rows = [
            row
            for resource_id, professional_id in self._resources.professionals.items()
            if professional_id in wanted
            for row in self._fixed.get(ResourceId(resource_id), ())
            if row.conference_id not in known
        ]
        return taken_cells(self._cut, rows) if rows else ()


def _margin(minutes: Minutes) -> Margin:
    return Margin(before=minutes.before // GRAIN_MINUTES, after=minutes.after // GRAIN_MINUTES)
