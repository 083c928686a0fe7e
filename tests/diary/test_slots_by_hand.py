"""The slot search against a search by hand that tries every start of every free three."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from cpconf.diary.kinds import Purpose
from cpconf.diary.rules import Margin, OccupancyRules, ResourceId, SiteId, Span
from cpconf.diary.slots import DiaryWindow, Slot, SlotWish, find_slots, free_triples
from cpconf.diary.wishes import Absence, Occupied, RoomTime, StaffTime, WeeklyHours
from tests.diary.small_diaries import (
    AYLESBURY,
    MONDAY,
    OTHER_ROOM,
    ROOM,
    WYCOMBE,
    at,
    person,
    room,
    week,
    window,
    wish,
)


def open_for(hours: tuple[WeeklyHours, ...], needed: Span, site: SiteId | None) -> bool:
    """Ten minutes by ten minutes: is some period open in each?"""
    minutes = (needed.starts_at + timedelta(minutes=n) for n in range(0, needed.minutes, 10))
    return all(
        any(
            period.weekday == minute.weekday()
            and period.starts <= minute.time() < period.ends
            and (site is None or period.site_id is None or period.site_id == site)
            and (period.from_on is None or period.from_on <= minute.date())
            and (period.until_on is None or minute.date() <= period.until_on)
            for period in hours
        )
        for minute in minutes
    )


def is_free(choice: RoomTime | StaffTime, purpose: Purpose, conference: Span, diary: DiaryWindow, site: SiteId) -> bool:
    away = choice.closures if isinstance(choice, RoomTime) else choice.leave
    rows = [row for row in diary.occupied if row.resource_id == choice.id]
    held, needed = diary.rules.occupied(purpose, conference), diary.rules.needed(purpose, conference)
    if isinstance(choice, StaffTime):
        that_day = sum(row.starts_at.date() == conference.starts_at.date() for row in rows)
        if that_day >= choice.a_day:
            return False
    return (
        open_for(choice.hours, needed, None if isinstance(choice, RoomTime) else site)
        and not any(absence.span.overlaps(needed) for absence in away)
        and not any(row.starts_at < held.ends_at and held.starts_at < row.ends_at for row in rows)
    )


def by_hand(wanted: SlotWish, diary: DiaryWindow) -> Iterator[tuple[datetime, int, int, int]]:
    days = (wanted.last_on(diary.calendar) - wanted.earliest_on).days
    for day, grain in product(range(days + 1), range(6 * 8, 6 * 20)):
        starts_at = datetime.combine(wanted.earliest_on, time()) + timedelta(days=day, minutes=10 * grain)
        conference = Span(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=wanted.minutes))
        if not diary.calendar.is_working_day(starts_at.date()):
            continue
        if any(absence.span.overlaps(conference) for absence in wanted.unavailable):
            continue
        for r in diary.rooms:
            if r.capacity < wanted.seats or r.id in wanted.excluded:
                continue
            if not is_free(r, Purpose.ROOM, conference, diary, r.site_id):
                continue
            free_chairs, free_takers = (
                [p.id for p in people if p.id not in wanted.excluded and is_free(p, why, conference, diary, r.site_id)]
                for people, why in ((diary.chairs, Purpose.CHAIR), (diary.minute_takers, Purpose.MINUTE_TAKER))
            )
            for chair, taker in product(free_chairs, free_takers):
                if chair != taker:
                    yield starts_at, r.id, chair, taker


HOURS = st.builds(
    lambda weekday, starts, length, site, bound: WeeklyHours(
        weekday=weekday,
        starts=(datetime.combine(MONDAY, time(8)) + timedelta(minutes=10 * starts)).time(),
        ends=(datetime.combine(MONDAY, time(8)) + timedelta(minutes=10 * (starts + length))).time(),
        site_id=site,
        from_on=MONDAY + timedelta(days=1) if bound == 1 else None,
        until_on=MONDAY + timedelta(days=1) if bound == 2 else None,
    ),
    st.sampled_from([0, 1, 1, 4]),
    st.integers(0, 20),
    st.integers(6, 50),
    st.sampled_from([None, None, None, AYLESBURY, WYCOMBE]),
    st.sampled_from([0, 0, 0, 1, 2]),
)
SPANS = st.builds(
    lambda day, minute, length: Span(
        starts_at=at(day, 8) + timedelta(minutes=minute), ends_at=at(day, 8) + timedelta(minutes=minute + length)
    ),
    st.sampled_from([-1, 0, 0, 1, 1, 2]),
    st.integers(0, 540),
    st.sampled_from([1, 10, 60, 95, 120, 600, 3000]),
)
ABSENCES = st.lists(SPANS.map(lambda span: Absence(span=span, words="away")), max_size=1).map(tuple)


def margins(before: int, after: int) -> Margin:
    return Margin(before=10 * before, after=10 * after)


@st.composite
def diaries(draw: st.DrawFn) -> tuple[SlotWish, DiaryWindow]:
    """A diary of Monday to Friday with little free, and a wish for the first days of it."""
    hours = st.one_of(st.just(week(9, 13)), st.lists(HOURS, max_size=4).map(tuple))
    small = st.integers(0, 3)
    people = [ResourceId(n) for n in (10, 11, 12)]
    diary = window(
        rooms=tuple(
            room(ResourceId(n), hours=draw(hours), site_id=draw(st.sampled_from([AYLESBURY, WYCOMBE])),
                 capacity=draw(st.sampled_from([8, 12, 20])), closures=draw(ABSENCES))
            for n in range(1, draw(st.integers(1, 3)))
        ),
        chairs=tuple(
            person(n, hours=draw(hours), leave=draw(ABSENCES), a_day=draw(st.integers(1, 2)), points=draw(small))
            for n in people[:2]
        ),
        minute_takers=tuple(
            person(n, hours=draw(hours), leave=draw(ABSENCES), points=draw(small)) for n in people[1:]
        ),
        occupied=[
            Occupied(draw(st.sampled_from([*people, ROOM, OTHER_ROOM])), span.starts_at, span.ends_at)
            for span in draw(st.lists(SPANS, max_size=4))
        ],
        rules=OccupancyRules(
            room=draw(st.builds(margins, small, small)),
            chair=draw(st.builds(margins, small, small)),
            minute_taker=draw(st.builds(margins, st.just(0), small)),
        ),
    )  # fmt: skip
    wanted = wish(
        minutes=draw(st.sampled_from([10, 60, 90, 120])),
        due_on=MONDAY + timedelta(days=1),
        late_days=draw(st.integers(0, 3)),
        seats=draw(st.sampled_from([8, 12])),
        site_id=draw(st.sampled_from([None, AYLESBURY])),
        preferred_chair=draw(st.sampled_from([None, *people[:2]])),
        excluded=frozenset(draw(st.sets(st.sampled_from([*people, ROOM]), max_size=1))),
        unavailable=draw(ABSENCES),
        count=draw(st.sampled_from([1, 4, 10])),
    )
    return wanted, diary


def triple(slot: Slot) -> tuple[datetime, int, int, int]:
    return slot.starts_at, slot.room, slot.chair, slot.minute_taker


@settings(deadline=None, max_examples=60)
@given(diaries())
def test_every_free_three_is_found_and_no_other(given_: tuple[SlotWish, DiaryWindow]) -> None:
    wanted, diary = given_
    assert sorted(map(triple, free_triples(wanted, diary))) == sorted(by_hand(wanted, diary))


@settings(deadline=None, max_examples=60)
@given(diaries())
def test_the_slots_are_free_distinct_ranked_and_led_by_the_cheapest(given_: tuple[SlotWish, DiaryWindow]) -> None:
    wanted, diary = given_
    everything = list(free_triples(wanted, diary))
    found = find_slots(wanted, diary)
    assert {triple(slot) for slot in found.slots} <= {triple(slot) for slot in everything}
    assert len({triple(slot)[:3] for slot in found.slots}) == len(found.slots) <= wanted.count
    assert len(found.slots) == min(wanted.count, len({triple(slot)[:3] for slot in everything}))
    assert len({slot.starts_at for slot in found.slots}) == min(wanted.count, len({s.starts_at for s in everything}))
    if everything:
        assert found.slots[0].score == min(slot.score for slot in everything)
        assert found.earliest is not None
        assert found.earliest.starts_at == min(slot.starts_at for slot in everything)
    else:
        assert found.earliest is None and found.blocked
    for slot in found.slots:
        assert slot in everything
        assert slot.is_late == (slot.starts_at.date() > wanted.due_on)


@settings(deadline=None, max_examples=60)
@given(diaries())
def test_the_same_question_has_the_same_answer_whatever_the_order_of_the_rows(
    given_: tuple[SlotWish, DiaryWindow],
) -> None:
    wanted, diary = given_
    turned = replace(diary, occupied=tuple(reversed(diary.occupied)))
    first = find_slots(wanted, diary)
    assert find_slots(wanted, diary) == first
    assert find_slots(wanted, turned).slots == first.slots


@settings(deadline=None, max_examples=60)
@given(diaries())
def test_what_is_said_to_be_blocked_is_blocked_and_its_fix_holds(given_: tuple[SlotWish, DiaryWindow]) -> None:
    wanted, diary = given_
    everything = list(free_triples(wanted, diary))
    best = find_slots(wanted, diary)
    assert len(best.blocked) <= wanted.blocked_count
    for blocked in best.blocked:
        assert blocked.words.endswith(".")
        if blocked.purpose is Purpose.ROOM:  # people are told of at the best room's site: the oracle looks at those
            assert not any((s.starts_at, s.room) == (blocked.starts_at, blocked.resource) for s in everything)
        if blocked.fix is not None and blocked.fix.use is not None:
            then = [s for s in everything if s.starts_at == blocked.starts_at]
            parts = {Purpose.ROOM: "room", Purpose.CHAIR: "chair", Purpose.MINUTE_TAKER: "minute_taker"}
            assert blocked.purpose is not None
            assert blocked.fix.use in {getattr(slot, parts[blocked.purpose]) for slot in then}
