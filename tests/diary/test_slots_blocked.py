"""What the slot search says of better times that cannot be had, and the fixes that it proposes."""

from __future__ import annotations

import pytest

from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.rules import ResourceId, Span
from cpconf.diary.slots import DiaryWindow, find_slots
from cpconf.diary.wishes import Absence, Occupied, StaffTime
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
    person,
    room,
    taken,
    week,
    window,
    wish,
)


def test_no_room_is_large_enough() -> None:
    found = find_slots(wish(seats=20), window())
    assert [b.words for b in found.blocked] == ["No room seats 20 people: the largest seats 16."]
    assert [b.words for b in find_slots(wish(), window(rooms=())).blocked] == [
        "No room seats 10 people: the largest seats 0."
    ]


def test_no_room_has_what_the_family_needs() -> None:
    assert "second waiting room" in find_slots(wish(second_waiting_room=True), window()).blocked[0].words


@pytest.mark.parametrize(
    ("who", "words"),
    [(CHAIR, "Every chair is excluded"), (TAKER, "Every minute-taker is excluded")],
)
def test_everybody_is_excluded(who: ResourceId, words: str) -> None:
    assert words in find_slots(wish(excluded=frozenset({who})), window()).blocked[0].words


def test_a_time_at_which_everybody_works_is_explained_before_one_outside_their_hours() -> None:
    morning = window(chairs=(person(CHAIR, hours=week(9, 12)),), occupied=[taken(ROOM, at(0, 9), at(0, 11))])
    assert find_slots(wish(), morning).blocked[0].words == "Room 1 is taken 09:00 to 11:00."


def test_the_chair_in_the_way_is_named_with_the_time_and_another_who_is_free() -> None:
    busy = [taken(CHAIR, at(0, 9), at(0, 17))]
    found = find_slots(wish(preferred_chair=CHAIR), window(chairs=chairs(), occupied=busy))
    assert found.slots[0].starts_at == at(1, 9, 30)
    (blocked,) = found.blocked
    assert (blocked.starts_at, blocked.resource, blocked.purpose) == (at(0, 9, 30), CHAIR, Purpose.CHAIR)
    assert blocked.words == "Person 3 is taken 09:00 to 17:00."
    assert blocked.fix is not None and blocked.fix.use == OTHER_CHAIR
    assert blocked.fix.words == "Person 4 is free then."


@pytest.mark.parametrize(
    ("chair", "words"),
    [
        (person(CHAIR, hours=week(days=range(1, 5))), "Person 3 does not work there then."),
        (
            person(
                CHAIR,
                leave=(
                    Absence(span=Span(starts_at=at(3, 0), ends_at=at(4, 0)), words="annual leave"),
                    Absence(span=Span(starts_at=at(0, 0), ends_at=at(1, 0)), words="training"),
                ),
            ),
            "Person 3 is away then: training.",
        ),
        (
            person(CHAIR, leave=(Absence(span=Span(starts_at=at(0, 0), ends_at=at(1, 0)), words=""),)),
            "Person 3 is away then.",
        ),
        (person(CHAIR, a_day=1), "Person 3 already has 1 that day, and no more."),
    ],
)
def test_why_a_chair_cannot_be_had_is_said_in_words(chair: StaffTime, words: str) -> None:
    evening = [taken(CHAIR, at(0, 18), at(0, 19))]
    found = find_slots(wish(due_on=MONDAY, late_days=0), window(chairs=(chair,), occupied=evening))
    assert found.slots == ()
    assert [b.words for b in found.blocked] == [words]
    assert found.blocked[0].fix is None


def test_a_closed_room_is_named_with_another_that_is_free() -> None:
    shut = Absence(span=Span(starts_at=at(0, 0), ends_at=at(1, 0)), words="refurbishment")
    rooms = (room(closures=(shut,)), room(OTHER_ROOM, site_id=WYCOMBE, site_name="Wycombe"))
    found = find_slots(wish(site_id=AYLESBURY), window(rooms=rooms))
    assert found.slots[0].starts_at == at(1, 9, 30)
    assert found.blocked[0].words == "Room 1 is closed then: refurbishment."
    assert found.blocked[0].fix is not None and found.blocked[0].fix.words == "Room 2 at Wycombe is free then."


def test_a_room_that_is_never_open_is_explained_at_ten() -> None:
    found = find_slots(wish(due_on=MONDAY, late_days=0), window(rooms=(room(hours=week(days=range(1, 5))),)))
    assert found.blocked[0].starts_at == at(0, 10)
    assert found.blocked[0].words == "Room 1 is not open then."


def test_everything_in_the_way_is_said() -> None:
    shut = Absence(span=Span(starts_at=at(0, 0), ends_at=at(1, 0)), words="training day")
    diary = window(chairs=(person(CHAIR, leave=(shut,)),), minute_takers=(person(TAKER, leave=(shut,)),))
    found = find_slots(wish(), diary)
    assert found.blocked[0].words == "Person 3 is away then: training day; Person 5 is away then: training day."
    assert found.blocked[0].fix is None


def conference(number: int, hour: int, chair: ResourceId, taker: ResourceId) -> list[Occupied]:
    """A two-hour conference of the first day with its margins."""
    spans = RULES.spans(Span(starts_at=at(0, hour), ends_at=at(0, hour + 2)))
    by = ((ROOM, Purpose.ROOM), (chair, Purpose.CHAIR), (taker, Purpose.MINUTE_TAKER))
    return [Occupied(who, spans[p].starts_at, spans[p].ends_at, p, number, Hold.HELD) for who, p in by]


def crowded(*rows: Occupied, **changed: object) -> DiaryWindow:
    """A day of one room in which the wanted chair has only the morning, and another's noon is ten minutes early."""
    values: dict[str, object] = dict(
        chairs=(person(CHAIR, hours=week(9, 12)), person(OTHER_CHAIR)),
        minute_takers=(person(TAKER), person(OTHER_TAKER)),
        occupied=[*conference(7, 12, OTHER_CHAIR, OTHER_TAKER), *rows],
    )
    return window(**{**values, **changed})


def test_a_conference_in_the_way_is_offered_a_small_move() -> None:
    found = find_slots(wish(due_on=MONDAY, late_days=0, preferred_chair=CHAIR), crowded())
    assert {slot.chair for slot in found.slots} == {OTHER_CHAIR}
    blocked = found.blocked[0]
    assert (blocked.starts_at, blocked.resource) == (at(0, 9, 30), ROOM)
    assert blocked.words == "Room 1 is held 11:30 to 14:10."
    assert blocked.fix is not None
    assert blocked.fix.words == "It is free if the conference at 12:00 moves to 12:30."
    assert (blocked.fix.move_conference_id, blocked.fix.move_to) == (7, at(0, 12, 30))


def test_the_only_chair_is_freed_by_a_small_move_too() -> None:
    alone = crowded(chairs=(person(OTHER_CHAIR, hours=week(9, 15)),), rooms=(room(), room(OTHER_ROOM)))
    blocked = find_slots(wish(due_on=MONDAY, late_days=0), alone).blocked[0]
    assert blocked.words == "Person 4 is held 11:30 to 14:30."
    assert blocked.fix is not None and blocked.fix.move_to == at(0, 12, 30)


def test_a_small_move_is_offered_whichever_of_two_chairs_would_do() -> None:
    mornings = [person(n, hours=week(9, 12)) for n in (CHAIR, ResourceId(7))]
    diary = crowded(chairs=(*mornings, person(OTHER_CHAIR)))
    blocked = find_slots(wish(due_on=MONDAY, late_days=0, excluded=frozenset({OTHER_CHAIR})), diary).blocked[0]
    assert blocked.fix is not None and blocked.fix.move_to == at(0, 12, 30)


def test_no_move_is_offered_into_another_occupancy_leave_closed_hours_or_onto_the_same_chair() -> None:
    wanted = wish(due_on=MONDAY, late_days=0, preferred_chair=CHAIR)
    evening = Absence(span=Span(starts_at=at(0, 14, 10), ends_at=at(0, 18)), words="leave")
    no_way = [
        crowded(Occupied(OTHER_TAKER, at(0, 15), at(0, 16), Purpose.MINUTE_TAKER, 8)),
        crowded(chairs=(person(CHAIR, hours=week(9, 12)), person(OTHER_CHAIR, leave=(evening,)))),
        crowded(minute_takers=(person(TAKER), person(OTHER_TAKER, hours=week(9, 14)))),
        crowded(minute_takers=(person(TAKER),)),
        crowded(rooms=(room(hours=week(9, 14)),)),
    ]
    for diary in no_way:
        fix = find_slots(wanted, diary).blocked[0].fix
        assert fix is not None and fix.move_to is None, fix


def test_a_conference_that_is_no_conference_of_ours_is_not_moved() -> None:
    diary = window(occupied=[taken(ROOM, at(0, 11, 30), at(0, 17), None)])
    found = find_slots(wish(due_on=MONDAY, late_days=0), diary)
    assert found.blocked[0].words == "Room 1 is taken 11:30 to 17:00."
    assert found.blocked[0].fix is not None and found.blocked[0].fix.move_to is None


def test_a_move_keeps_staff_bound_to_a_site_at_that_site() -> None:
    bound = (*week(9, 14, AYLESBURY), *week(14, 17, WYCOMBE))
    wanted = wish(due_on=MONDAY, late_days=0, preferred_chair=CHAIR)
    diary = crowded(minute_takers=(person(TAKER), person(OTHER_TAKER, hours=bound)))
    fix = find_slots(wanted, diary).blocked[0].fix
    assert fix is not None and fix.move_to is None
