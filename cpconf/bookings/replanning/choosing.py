"""Which conferences may be seated anew, from when on and at what price; loads nothing and seats nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from cpconf.bookings.replanning.building import Building, Wish
from cpconf.bookings.replanning.cells import cut_of
from cpconf.bookings.replanning.known import Asked, Booked, Caseloads, Resources, Waiting
from cpconf.bookings.replanning.scope import Item, ReplanScope, ReplanTask, Seated
from cpconf.bookings.replanning.standing import Standing
from cpconf.bookings.rules import ConferenceId, ConferenceKind, Mode, RequestId
from cpconf.diary.rules import RoomId, SiteId
from cpconf.diary.wishes import DiaryWindow
from cpconf.people.rules import FamilyId, family_initials
from cpconf.practice.rules import PracticeSettings

MARGIN_DAYS: Final = 3
"""Working days that are kept in hand before a limit when bookings move."""
_LETTERS_OUT: Final = ((5, 3), (10, 2))
"""Within so many working days a change is so many times as dear: letters are out."""
_NOBODY: Final = Caseloads(chaired={}, children={}, chair_of={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """What is judged against: today, the scope, the practice, the diary as loaded, the caseloads."""

    on: date
    scope: ReplanScope
    settings: PracticeSettings
    window: DiaryWindow
    resources: Resources
    caseloads: Caseloads = _NOBODY

    def task(self, booked: Sequence[Booked], new: Sequence[Waiting], days: Sequence[date]) -> ReplanTask:
        """The task on these planning days; what stays where it is on another day is left out."""
        wishes = self._counted([*self._bookings(booked, set(days)), *self._new(new)])
        spans = [(one.starts_at, one.ends_at) for one in (wish.item.now for wish in wishes) if one is not None]
        cut = cut_of(self.window, days, spans)
        building = Building(self.window, cut, self.resources, self.settings, wishes, self._base(wishes))
        margin = self.settings.review_margin_working_days if self.scope.plans_reviews else MARGIN_DAYS
        problem = building.problem(self.scope.what_if, late_days=self.scope.late_days, margin_days=margin)
        calendar = self.window.calendar
        return ReplanTask(
            scope=self.scope,
            on=self.on,
            problem=problem,
            items=tuple(wish.item for wish in wishes),
            days=cut.days,
            away=tuple(calendar.count_between(self.on, day) for day in cut.days),
            holidays=frozenset(day for day in cut.days if calendar.in_school_holidays(day)),
            opens=cut.opens,
            rooms=tuple(building.rooms),
            chairs=tuple(building.chairs),
            takers=tuple(building.takers),
        )

    def _bookings(self, booked: Iterable[Booked], days: set[date]) -> Iterator[Wish]:
        standing = Standing(self.window, self.resources)
        for one in booked:
            on = one.starts_at.date()
            faults = standing.faults(one) if on <= self.window.until_on else ()
            broken, movable = self._role(one, bool(faults))
            if not movable and on not in days:
                continue
            item = Item(
                conference_id=ConferenceId(one.id),
                request_id=None if one.request_id is None else RequestId(one.request_id),
                reference=one.reference,
                family_id=FamilyId(one.family_id),
                family=family_initials(one.family),
                family_reference=one.family_reference,
                kind=one.kind,
                minutes=int((one.ends_at - one.starts_at).total_seconds()) // 60,
                due_on=one.due_on,
                counted_from_on=one.counted_from_on,
                days_left=self.window.calendar.count_between(self.on, one.due_on),
                now=_now(one),
                faults=tuple(fault.words for fault in faults),
                reason=faults[0].reason if faults else None,
                movable=movable,
                chair_before_id=self._last_chair(one.family_id),
            )
            times = self._times(on) * (1 if broken else 2)
            yield self._wish(item, one.asked, self._earliest(one), one.mode, one.children, times)

    def _role(self, one: Booked, faulty: bool) -> tuple[bool, bool]:
        """Whether a booking is what this replan is for, and whether it may move at all; a hold never does.

        Nor does what is to be held today, unless it cannot be: who comes is on the way.
        """
        scope = self.scope
        if one.starts_at.date() <= self.on and not faulty:
            return False, False
        inside = scope.from_on <= one.starts_at.date() <= scope.until_on
        # Where bookings are named, or reviews planned, mending whatever else is broken is not the task.
        mends = not scope.conference_ids and (scope.what_if is not None or not scope.plans_reviews)
        broken = ConferenceId(one.id) in scope.conference_ids or (inside and faulty and mends)
        return broken, not one.is_hold and (broken or (inside and scope.may_move_others))

    def _earliest(self, one: Booked) -> date:
        """Never sooner than now without notice; a review not long before its day, one before birth no sooner."""
        calendar, on = self.window.calendar, one.starts_at.date()
        if one.kind is ConferenceKind.PRE_BIRTH:
            return on
        soonest = min(calendar.add(self.on, self.settings.replan_notice_working_days), on, one.due_on)
        if one.kind is ConferenceKind.REVIEW:
            aim_on = calendar.add(one.due_on, -self.settings.review_margin_working_days)
            soonest = max(soonest, min(calendar.add(aim_on, -self.settings.replan_early_working_days), on))
        return soonest

    def _times(self, on: date) -> int:
        away = self.window.calendar.count_between(self.on, on)
        return next((times for within, times in _LETTERS_OUT if away <= within), 1)

    def _new(self, new: Iterable[Waiting]) -> Iterator[Wish]:
        calendar = self.window.calendar
        for one in new:
            first_on = min(calendar.add(self.on, self.settings.replan_notice_working_days), one.due_on)
            if one.aim_on is not None:
                first_on = max(first_on, calendar.add(one.aim_on, -self.settings.replan_early_working_days))
            item = Item(
                conference_id=None,
                request_id=None if one.id is None else RequestId(one.id),
                reference="",
                family_id=FamilyId(one.family_id),
                family=family_initials(one.family),
                family_reference=one.family_reference,
                kind=one.kind,
                minutes=one.minutes,
                due_on=one.due_on,
                counted_from_on=one.counted_from_on,
                days_left=calendar.count_between(self.on, one.due_on),
                chair_before_id=self._last_chair(one.family_id),
            )
            yield self._wish(item, one.asked, first_on, one.mode, one.children, 1)

    def _last_chair(self, family_id: int) -> int | None:
        chaired = self.caseloads.chaired.get(family_id, ())
        return chaired[-1] if chaired else None

    def _wish(self, item: Item, asked: Asked, first_on: date, mode: Mode, children: int, times: int) -> Wish:
        """Another chair costs more the longer the family has had the same one; one who is only booked yet, a third."""
        step = self.settings.score_other_chair // 3
        chaired, before = self.caseloads.chaired.get(item.family_id, ()), item.chair_before_id
        chair = item.now.chair_id if item.now is not None else asked.chair_id or before
        known = chair is not None and (chair == before or item.now is None)
        continuity = self.settings.score_other_chair + step * max(0, chaired.count(chair or 0) - 1) if known else step
        on_plans = self.caseloads.children.get(item.family_id, 0)
        remote = mode is Mode.REMOTE and (item.now is None or item.now.room_id is None)
        return Wish(
            item=item,
            asked=asked,
            first_on=max(first_on, self.on + timedelta(days=1)),
            load=on_plans or children,
            chair_id=chair,
            continuity=continuity,
            move=times,
            needs_room=not remote,
        )

    @staticmethod
    def _counted(wishes: Iterable[Wish]) -> list[Wish]:
        """The wishes with each family's children counted once, at its first conference."""
        counted: list[Wish] = []
        seen: set[FamilyId] = set()
        for wish in wishes:
            counted.append(replace(wish, load=0) if wish.item.family_id in seen else wish)
            seen.add(wish.item.family_id)
        return counted

    def _base(self, wishes: Iterable[Wish]) -> Mapping[int, int]:
        """How many children each chair has besides the families that are seated here."""
        here = {wish.item.family_id for wish in wishes}
        base: Counter[int] = Counter()
        for family_id, chair_id in self.caseloads.chair_of.items():
            if family_id not in here:
                base[chair_id] += self.caseloads.children.get(family_id, 0)
        return base


def _now(one: Booked) -> Seated:
    return Seated(
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        room_id=None if one.room_id is None else RoomId(one.room_id),
        room=one.room,
        site_id=None if one.site_id is None else SiteId(one.site_id),
        site=one.site,
        chair_id=one.chair_id,
        chair=one.chair,
        minute_taker_id=one.minute_taker_id,
        minute_taker=one.minute_taker,
    )
