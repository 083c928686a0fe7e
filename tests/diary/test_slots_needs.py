"""The slot search: people who must be there, travel, protected time, equipment, holds, busy days, and their fixes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.rules import ResourceId, SiteId, Span
from cpconf.diary.shortage import scarce
from cpconf.diary.slots import DiaryWindow, Scoring, find_slots
from cpconf.diary.typing_time import place_typing, typing_until
from cpconf.diary.weekly import without
from cpconf.diary.wishes import Absence, Blocked, Occupied, WeeklyHours
from cpconf.practice.rules import PracticeSettings
from tests.diary.small_diaries import (
    AYLESBURY,
    CHAIR,
    MONDAY,
    OTHER_CHAIR,
    OTHER_ROOM,
    OTHER_TAKER,
    ROOM,
    RULES,
    TAKER,
    WYCOMBE,
    at,
    chairs,
    england,
    person,
    room,
    taken,
    week,
    window,
    wish,
)

WORKER = ResourceId(50)
NOON = (((9,), (11, 30)), ((14, 10), (17,)))
"""What leaves a room free for a conference from 12:00 to 14:00 alone."""

TODAY = wish(due_on=MONDAY, late_days=0)


def elsewhere(starts_at: datetime, ends_at: datetime, conference: int = 7) -> Occupied:
    """The social worker is at another conference."""
    return Occupied(WORKER, starts_at, ends_at, Purpose.PERSON, conference)


def first_blocked(diary: DiaryWindow, **wanted: object) -> Blocked:
    return find_slots(replace(TODAY, **wanted), diary).blocked[0]  # type: ignore[arg-type]


def test_the_points_are_the_practices_own() -> None:
    assert Scoring.of(PracticeSettings.of({})) == Scoring()
    changed = Scoring.of(PracticeSettings.of({"score_busy_day": 9, "score_other_chair": 1}))
    assert (changed.busy_day, changed.other_chair) == (9, 1)


def test_somebody_who_must_be_there_is_offered_no_time_at_which_they_are_elsewhere() -> None:
    diary = window(occupied=[elsewhere(at(0, 9, 30), at(0, 12))], people={WORKER: "Sol Worker"})
    assert find_slots(wish(people=frozenset({WORKER})), diary).slots[0].starts_at == at(0, 12)
    assert find_slots(wish(), diary).slots[0].starts_at == at(0, 9, 30)


def test_who_is_at_another_conference_is_named() -> None:
    diary = window(occupied=[elsewhere(at(0, 9, 30), at(0, 17))], people={WORKER: "Sol Worker"})
    blocked = first_blocked(diary, people=frozenset({WORKER}))
    assert (blocked.purpose, blocked.resource) == (Purpose.PERSON, WORKER)
    assert blocked.words == "Sol Worker is at another conference 09:30 to 17:00."


def test_the_other_conference_of_somebody_who_must_be_there_may_move() -> None:
    rows = [
        elsewhere(at(0, 11, 20), at(0, 13, 20)),
        Occupied(OTHER_ROOM, at(0, 10, 50), at(0, 13, 30), Purpose.ROOM, 7),
        Occupied(OTHER_CHAIR, at(0, 10, 50), at(0, 13, 50), Purpose.CHAIR, 7),
        Occupied(OTHER_TAKER, at(0, 11, 20), at(0, 14, 20), Purpose.MINUTE_TAKER, 7),
    ]
    diary = window(
        rooms=(room(hours=week(9, 12)), room(OTHER_ROOM, capacity=8)),
        chairs=(person(CHAIR, hours=week(9, 12)), person(OTHER_CHAIR, points=40)),
        minute_takers=(person(TAKER), person(OTHER_TAKER)),
        occupied=rows,
        people={WORKER: "Sol Worker"},
    )
    blocked = first_blocked(diary, people=frozenset({WORKER}))
    assert blocked.words == "Sol Worker is at another conference 11:20 to 13:20."
    assert blocked.fix is not None
    assert blocked.fix.words == "It is free if the conference at 11:20 moves to 11:50."
    assert (blocked.fix.move_conference_id, blocked.fix.move_to) == (7, at(0, 11, 50))


def test_equipment_and_the_room_that_has_it() -> None:
    loop = frozenset({"hearing loop"})
    rooms = (room(), room(OTHER_ROOM, equipment=loop | {"screen"}))
    assert {slot.room for slot in find_slots(wish(equipment=loop), window(rooms=rooms)).slots} == {OTHER_ROOM}


def two_sites(*rows: Occupied, minutes: int = 30) -> DiaryWindow:
    """The minute-taker is in Wycombe until noon."""
    return window(
        rooms=(room(), room(OTHER_ROOM, site_id=WYCOMBE, site_name="Wycombe", capacity=8)),
        occupied=[
            Occupied(OTHER_ROOM, at(0, 9), at(0, 12), Purpose.ROOM, 7),
            taken(TAKER, at(0, 9), at(0, 12), 7),
            *rows,
        ],
        travel={(AYLESBURY, WYCOMBE): minutes},
    )


def test_the_way_from_another_site_is_left_free() -> None:
    assert find_slots(TODAY, two_sites()).slots[0].starts_at == at(0, 12, 30)
    assert find_slots(TODAY, two_sites(minutes=0)).slots[0].starts_at == at(0, 12)
    assert find_slots(TODAY, two_sites(minutes=55)).slots[0].starts_at == at(0, 13)
    there = find_slots(replace(TODAY, seats=8, site_id=WYCOMBE), two_sites(minutes=55)).slots[0]
    assert (there.room, there.starts_at) == (OTHER_ROOM, at(0, 12, 30))


def test_the_way_from_another_site_is_named() -> None:
    only_noon = [Occupied(ROOM, at(0, *first), at(0, *end), Purpose.ROOM, 8) for first, end in NOON]
    blocked = first_blocked(two_sites(*only_noon))
    assert blocked.purpose is Purpose.MINUTE_TAKER
    assert blocked.words == "Person 5 is at another site 09:00 to 12:00, and the way takes 30 minutes."


def test_the_room_of_a_conference_that_is_not_offered_still_says_where_its_people_are() -> None:
    gone = ResourceId(90)
    diary = window(
        occupied=[Occupied(gone, at(0, 9), at(0, 12), Purpose.ROOM, 7), taken(TAKER, at(0, 9), at(0, 12), 7)],
        other_rooms={gone: WYCOMBE},
        travel={(WYCOMBE, AYLESBURY): 60},
    )
    assert find_slots(TODAY, diary).slots[0].starts_at == at(0, 13)


def test_protected_time_is_named() -> None:
    guarded = (WeeklyHours(weekday=0, starts=time(11), ends=time(16)),)
    diary = window(chairs=(person(CHAIR, hours=without(week(), guarded), protected=guarded),))
    assert find_slots(wish(), diary).slots[0].starts_at == at(1, 9, 30)
    assert first_blocked(diary).words == "Person 3 has protected time then."


def test_a_hold_says_when_it_ends_and_that_the_slot_may_be_free_then() -> None:
    held = Occupied(ROOM, at(0, 9), at(0, 17), Purpose.ROOM, 7, Hold.HELD, at(-3, 14))
    blocked = first_blocked(window(occupied=[held], now=at(-3, 9)))
    assert blocked.words == "Room 1 is held 09:00 to 17:00 (held until 14:00 today)."
    assert blocked.fix is not None
    assert blocked.fix.words == "It is free if the hold is not confirmed by 14:00 today."
    later = first_blocked(window(occupied=[held], now=at(-6, 9)))
    assert "(held until 14:00 on Friday 27/02/2026)" in later.words


def test_another_minute_taker_is_offered() -> None:
    diary = window(
        minute_takers=(person(TAKER), person(OTHER_TAKER, points=90)), occupied=[taken(TAKER, at(0, 9), at(0, 17))]
    )
    blocked = first_blocked(diary)
    assert blocked.words == "Person 5 is taken 09:00 to 17:00."
    assert blocked.fix is not None and (blocked.fix.use, blocked.fix.words) == (OTHER_TAKER, "Person 6 is free then.")


def test_a_slightly_shorter_conference_is_offered_when_nothing_else_helps() -> None:
    diary = window(rooms=(room(hours=week(9, 12)),), occupied=[taken(TAKER, at(0, 9), at(0, 10, 10), None)])
    blocked = first_blocked(diary)
    assert blocked.fix is not None
    assert blocked.fix.words == "It fits at 10:10 if the conference is 10 minutes shorter."
    assert (blocked.fix.starts_at, blocked.fix.minutes) == (at(0, 10, 10), 110)
    full = [taken(TAKER, at(0, 9), at(0, 16), None)]
    assert first_blocked(window(occupied=full)).fix is None


def test_a_busy_day_of_the_chair_costs_and_is_weighed_against_waiting() -> None:
    busy = [taken(CHAIR, at(0, 14, 30), at(0, 17))]
    light = find_slots(wish(count=1), window(occupied=busy), Scoring(busy_day=3)).slots[0]
    assert (light.starts_at, light.score) == (at(0, 9, 30), 3 + 1)
    heavy = find_slots(wish(count=1), window(occupied=busy), Scoring(busy_day=9))
    assert heavy.slots[0].starts_at == at(1, 9, 30)
    assert heavy.blocked == ()  # the day before is free: it only costs more


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({}, None),
        ({"rooms": (room(hours=week(20, 21)),)}, {Purpose.ROOM}),
        ({"chairs": ()}, {Purpose.CHAIR}),
        ({"minute_takers": ()}, {Purpose.MINUTE_TAKER}),
        ({"minute_takers": (person(CHAIR),)}, {Purpose.CHAIR, Purpose.MINUTE_TAKER}),
        ({"chairs": (), "minute_takers": ()}, set()),
        ({"occupied": [elsewhere(at(0, 0), at(1, 0))]}, {Purpose.PERSON}),
        ({"rooms": (room(capacity=2),)}, {Purpose.ROOM}),
    ],
)
def test_what_alone_keeps_a_conference_from_a_day_in_time(
    changed: dict[str, object], what: set[Purpose] | None
) -> None:
    found = scarce(replace(TODAY, people=frozenset({WORKER})), window(**changed))
    assert found == (None if what is None else frozenset(what))


def test_nothing_alone_is_scarce_when_no_day_in_time_is_left() -> None:
    assert scarce(wish(earliest_on=date(2026, 3, 24)), window()) == frozenset()
    with pytest.raises(ValueError, match="does not hold the days"):
        scarce(wish(), window(until_on=MONDAY))


def test_protected_time_is_cut_out_of_the_weeks_and_times_where_both_hold() -> None:
    hours = (WeeklyHours(weekday=0, starts=time(9), ends=time(17), until_on=date(2026, 6, 1)),)
    guarded = WeeklyHours(
        weekday=0, starts=time(12), ends=time(13), from_on=date(2026, 4, 6), until_on=date(2026, 5, 4)
    )
    left = without(hours, (guarded, WeeklyHours(weekday=1, starts=time(9), ends=time(17))))
    told = [(str(piece.starts), str(piece.ends), piece.from_on, piece.until_on) for piece in left]
    assert told == [
        ("09:00:00", "17:00:00", None, date(2026, 4, 5)),
        ("09:00:00", "17:00:00", date(2026, 5, 5), date(2026, 6, 1)),
        ("09:00:00", "12:00:00", date(2026, 4, 6), date(2026, 5, 4)),
        ("13:00:00", "17:00:00", date(2026, 4, 6), date(2026, 5, 4)),
    ]


def test_typing_goes_into_the_first_gap_that_is_long_enough() -> None:
    away = (Absence(span=Span(starts_at=at(1, 9), ends_at=at(1, 13)), words="leave"),)
    taker = person(TAKER, hours=week(9, 17), leave=away)
    busy = [Span(starts_at=at(0, 9), ends_at=at(0, 15, 10)), Span(starts_at=at(1, 14), ends_at=at(1, 15))]

    def placed(minutes: int, until_on: date = date(2026, 3, 6), after: datetime | None = None) -> datetime | None:
        found = place_typing(
            taker, minutes, after=after or at(0, 12), until_on=until_on, taken=busy, calendar=england()
        )
        return None if found is None else found.starts_at

    assert placed(110) == at(0, 15, 10)
    assert placed(120) == at(1, 15)
    assert placed(130) == at(2, 9)
    assert placed(60, after=at(0, 16, 30)) == at(1, 13)
    assert placed(130, until_on=date(2026, 3, 3)) is None
    assert placed(0) is None
    assert placed(60, until_on=date(2026, 2, 27)) is None


def test_typing_is_in_time_by_the_limit_or_as_far_as_the_calendar_goes() -> None:
    settings = PracticeSettings.of({})
    assert typing_until(settings, england(), MONDAY) == date(2026, 3, 23)
    assert typing_until(settings, england(), date(2028, 12, 20)) == date(2028, 12, 31)
    weeks = PracticeSettings.of({"limit.minutes": {"amount": 2, "unit": "weeks"}})
    assert typing_until(weeks, england(), MONDAY) == date(2026, 3, 16)


def test_a_window_looks_travel_up_both_ways() -> None:
    diary = window(travel={(AYLESBURY, WYCOMBE): 20})
    assert diary.travel_minutes(WYCOMBE, AYLESBURY) == diary.travel_minutes(AYLESBURY, WYCOMBE) == 20
    assert diary.travel_minutes(WYCOMBE, WYCOMBE) == diary.travel_minutes(WYCOMBE, SiteId(9)) == 0


def test_what_is_spread_stays_on_its_day() -> None:
    from cpconf.diary.grid import GRAINS_A_DAY, Grid

    grid = Grid([MONDAY, MONDAY + timedelta(days=1)])
    edges = 1 | 1 << (GRAINS_A_DAY - 1) | 1 << (GRAINS_A_DAY + 50)
    spread = {bit for bit in range(grid.size) if grid.spread(edges, 5) >> bit & 1}
    near = {*range(6), *range(GRAINS_A_DAY - 6, GRAINS_A_DAY), *range(GRAINS_A_DAY + 45, GRAINS_A_DAY + 56)}
    assert spread == near
    assert grid.spread(edges, 0) == edges


def test_the_margins_of_the_usual_rules_are_the_practices() -> None:
    assert RULES.margin(Purpose.PERSON).before == RULES.margin(Purpose.TYPING).after == 0
    assert [chair.id for chair in chairs()] == [CHAIR, OTHER_CHAIR]
