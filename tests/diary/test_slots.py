"""The slot search: limits, edges of time, and what is preferred to what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.rules import ResourceId, Span
from cpconf.diary.slots import Scoring, find_slots, free_triples
from cpconf.diary.wishes import Absence, Occupied, WeeklyHours
from cpconf.diary.working_days import SchoolTerm
from cpconf.refusals import Refusal
from tests.diary.small_diaries import (
    AYLESBURY,
    CHAIR,
    MONDAY,
    NO_MARGINS,
    OTHER_CHAIR,
    OTHER_ROOM,
    OTHER_TAKER,
    ROOM,
    TAKER,
    WYCOMBE,
    at,
    chairs,
    england,
    person,
    room,
    starts,
    taken,
    week,
    window,
    wish,
)


def test_ten_slots_are_spread_over_half_days_from_the_first_possible_day() -> None:
    found = find_slots(wish(), window())
    assert starts(found.slots)[:4] == [at(0, 9, 30), at(0, 12), at(1, 9, 30), at(1, 12)]
    assert len(found.slots) == 10
    assert len({(s.starts_at.date(), s.starts_at.hour < 12) for s in found.slots}) == 10
    assert found.earliest == found.slots[0]
    assert found.blocked == ()


def test_each_slot_says_which_day_of_fifteen_it_is() -> None:
    found = find_slots(wish(earliest_on=date(2026, 3, 18), count=8), window())
    said = {slot.why for slot in found.slots}
    assert said == {"Day 12 of 15", "Day 13 of 15", "Day 14 of 15", "Day 15 of 15 · the last day in time"}
    assert {slot.of_days for slot in found.slots} == {15}


def test_late_slots_come_last_and_say_by_how_much() -> None:
    found = find_slots(wish(earliest_on=date(2026, 3, 23), count=6), window())
    assert [slot.is_late for slot in found.slots] == [False, False, True, True, True, True]
    assert found.slots[2].why == "Day 16 of 15 · 1 working day late"
    assert found.slots[4].why == "Day 17 of 15 · 2 working days late"


def test_a_request_that_comes_too_late_is_offered_the_first_late_days() -> None:
    found = find_slots(wish(earliest_on=date(2026, 3, 26), late_days=2), window())
    assert {slot.day_number for slot in found.slots} <= {18, 19, 20}
    assert all(slot.is_late for slot in found.slots)


def test_no_slot_falls_on_a_weekend_or_a_bank_holiday() -> None:
    easter = wish(earliest_on=date(2026, 4, 2), clock_from=date(2026, 3, 23), due_on=date(2026, 4, 15), count=40)
    days = {slot.starts_at.date() for slot in find_slots(easter, window(until_on=date(2026, 5, 29))).slots}
    assert date(2026, 4, 2) in days and date(2026, 4, 7) in days
    assert not days & {date(2026, 4, n) for n in (3, 4, 5, 6, 11, 12)}


def test_a_review_is_offered_near_the_day_it_aims_for() -> None:
    review = wish(due_on=date(2026, 4, 24), aim_on=date(2026, 4, 10), minutes=90, count=2)
    assert {s.starts_at.date() for s in find_slots(review, window(until_on=date(2026, 6, 1))).slots} == {
        date(2026, 4, 10)
    }


def test_nothing_is_offered_past_the_known_bank_holidays() -> None:
    known = replace(england(), known_until=date(2026, 3, 25))
    late = wish(earliest_on=date(2026, 3, 20), count=40)
    last = max(slot.starts_at.date() for slot in find_slots(late, window(calendar=known)).slots)
    assert last == date(2026, 3, 25)


def test_a_search_over_days_that_are_not_worked_says_so() -> None:
    saturday = wish(earliest_on=date(2026, 3, 28), due_on=date(2026, 3, 28), late_days=0)
    found = find_slots(saturday, window())
    assert found.slots == ()
    assert [b.words for b in found.blocked] == ["No working day lies in the time that was searched."]
    assert list(free_triples(saturday, window())) == []


def test_a_window_that_is_too_small_is_a_bug() -> None:
    with pytest.raises(ValueError, match="does not hold the days"):
        find_slots(wish(), window(until_on=date(2026, 3, 23)))


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"minutes": 95}, "minutes"), ({"minutes": 0}, "minutes"), ({"due_on": date(2026, 3, 1)}, "due_on")],
)
def test_a_wish_that_cannot_be_is_refused(changed: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        wish(**changed)
    assert refused.value.field == field


def test_hours_that_end_before_they_start_are_refused() -> None:
    with pytest.raises(Refusal, match="must end after they start"):
        WeeklyHours(weekday=0, starts=time(9), ends=time(9))


def test_a_conference_may_start_when_the_turnaround_of_the_last_one_ends() -> None:
    diary = window(rooms=(room(hours=week(12, 17)),), occupied=[taken(ROOM, at(0, 10), at(0, 12, 40))])
    assert find_slots(wish(count=1), diary).earliest.starts_at == at(0, 13, 10)  # type: ignore[union-attr]


def test_the_turnaround_may_not_run_into_the_next_pre_meet() -> None:
    day = [taken(ROOM, at(0, 11, 40), at(0, 17))]
    assert find_slots(wish(late_days=0, count=1), window(occupied=day)).slots[0].starts_at == at(0, 9, 30)
    ten_earlier = [taken(ROOM, at(0, 11, 30), at(0, 17))]
    assert find_slots(wish(count=1), window(occupied=ten_earlier)).slots[0].starts_at == at(1, 9, 30)


def test_a_gap_that_is_one_minute_too_short_is_not_offered() -> None:
    def first(ends_minute: int) -> datetime:
        diary = window(
            rules=NO_MARGINS,
            occupied=[taken(ROOM, at(0, 9), at(0, 10, ends_minute)), taken(ROOM, at(0, 12), at(0, 17))],
        )
        return find_slots(wish(count=1), diary).slots[0].starts_at

    assert first(0) == at(0, 10)
    assert first(1).date() == date(2026, 3, 3)


def test_the_margin_afterwards_may_run_past_closing_time() -> None:
    found = find_slots(wish(count=100, late_days=0, due_on=MONDAY), window())
    assert max(slot.ends_at for slot in found.slots) == at(0, 17)


def test_what_happens_around_midnight_blocks_only_its_own_day() -> None:
    night = [taken(ROOM, at(0, 0), at(0, 1)), taken(ROOM, at(0, 22), at(0, 23, 50)), taken(ROOM, at(-3, 22), at(0, 0))]
    assert find_slots(wish(), window(occupied=night)).slots[0].starts_at == at(0, 9, 30)


def test_rows_become_occupancies_in_the_order_of_their_fields() -> None:
    rows = [(ROOM, at(0, 9), at(0, 10), Purpose.ROOM, 7, Hold.HELD, at(0, 8))]
    assert Occupied.each(rows) == [Occupied(*row) for row in rows]
    assert Occupied.each(rows)[0].conference_id == 7


def test_the_pre_meet_lies_inside_the_opening_hours() -> None:
    assert find_slots(wish(), window()).earliest.starts_at == at(0, 9, 30)  # type: ignore[union-attr]


def test_the_wall_clock_is_kept_over_the_weekend_the_clocks_change() -> None:
    spring = wish(earliest_on=date(2026, 3, 27), clock_from=date(2026, 3, 9), due_on=date(2026, 3, 30), count=4)
    found = find_slots(spring, window())
    assert starts(found.slots) == [at(25, 9, 30), at(25, 12), at(28, 9, 30), at(28, 12)]
    assert all(slot.ends_at - slot.starts_at == timedelta(hours=2) for slot in found.slots)
    assert [slot.day_number for slot in found.slots] == [14, 14, 15, 15]


def test_a_closed_room_and_a_person_on_leave_are_not_offered() -> None:
    shut = Absence(span=Span(starts_at=at(0, 0), ends_at=at(2, 0)), words="refurbishment")
    diary = window(rooms=(room(closures=(shut,)),))
    assert find_slots(wish(), diary).earliest.starts_at == at(2, 9, 30)  # type: ignore[union-attr]
    diary = window(minute_takers=(person(TAKER, leave=(shut,)),))
    assert find_slots(wish(), diary).earliest.starts_at == at(2, 9) + timedelta(minutes=30)  # type: ignore[union-attr]


def test_a_person_with_the_most_conferences_of_a_day_is_left_in_peace() -> None:
    two = [taken(CHAIR, at(0, 9), at(0, 10)), taken(CHAIR, at(0, 10), at(0, 11), 2)]
    assert find_slots(wish(), window(occupied=two)).slots[0].starts_at == at(1, 9, 30)
    assert find_slots(wish(), window(occupied=two[:1])).slots[0].starts_at == at(0, 10, 30)


def test_a_person_who_both_chairs_and_takes_minutes_never_does_both_at_once() -> None:
    both = window(minute_takers=(person(CHAIR),))
    found = find_slots(wish(), both)
    assert found.slots == ()
    assert "are the same person" in found.blocked[0].words
    two = window(chairs=(person(CHAIR), person(OTHER_CHAIR)), minute_takers=(person(CHAIR), person(OTHER_CHAIR)))
    assert all(slot.chair != slot.minute_taker for slot in find_slots(wish(), two).slots)


def test_staff_bound_to_a_site_are_offered_only_there() -> None:
    rooms = (room(), room(OTHER_ROOM, site_id=WYCOMBE, site_name="Wycombe"))
    diary = window(rooms=rooms, chairs=(person(CHAIR, hours=week(site=WYCOMBE)),))
    assert {slot.room for slot in find_slots(wish(), diary).slots} == {OTHER_ROOM}


def test_nobody_is_asked_when_somebody_the_family_needs_cannot_come() -> None:
    busy = Absence(span=Span(starts_at=at(0, 0), ends_at=at(1, 12)), words="the social worker is on leave")
    found = find_slots(wish(unavailable=(busy,), aim_on=MONDAY), window())
    assert found.slots[0].starts_at == at(1, 12)
    assert found.blocked[0].words == "Not then: the social worker is on leave."


def test_the_chair_of_before_is_worth_two_weeks_of_waiting() -> None:
    away = Absence(span=Span(starts_at=at(0, 0), ends_at=at(9, 0)), words="annual leave")
    diary = window(chairs=chairs(away))
    wanted = wish(preferred_chair=CHAIR, chaired_on=date(2025, 12, 4))
    best = find_slots(wanted, diary).slots[0]
    assert (best.chair, best.starts_at) == (CHAIR, at(9, 9, 30))
    assert best.why == "Day 7 of 15 · same chair as December"
    hasty = find_slots(wanted, diary, Scoring(other_chair=3)).slots[0]
    assert (hasty.chair, hasty.starts_at) == (OTHER_CHAIR, at(0, 9, 30))
    assert "another chair than December" in hasty.reasons


def test_a_month_that_lies_a_year_back_has_its_year_and_a_chair_who_was_asked_for_is_called_so() -> None:
    long_ago = find_slots(wish(preferred_chair=CHAIR, chaired_on=date(2025, 3, 3)), window()).slots[0]
    assert "same chair as March 2025" in long_ago.reasons
    assert "the chair asked for" in find_slots(wish(preferred_chair=CHAIR), window()).slots[0].reasons
    assert "not the chair asked for" in find_slots(wish(preferred_chair=OTHER_CHAIR), window()).slots[0].reasons


def test_the_site_asked_for_comes_first() -> None:
    rooms = (room(OTHER_ROOM, site_id=WYCOMBE, site_name="Wycombe"), room())
    asked = find_slots(wish(site_id=AYLESBURY), window(rooms=rooms))
    assert asked.slots[0].room == ROOM and "at Aylesbury as asked" in asked.slots[0].reasons
    full = [taken(ROOM, at(day, 0), at(day, 23)) for day in range(50)]
    elsewhere = find_slots(wish(site_id=AYLESBURY), window(rooms=rooms, occupied=full))
    assert elsewhere.slots[0].room == OTHER_ROOM
    assert "at Wycombe, another site than asked" in elsewhere.slots[0].reasons


def test_the_smallest_room_that_seats_everybody_is_taken() -> None:
    rooms = (room(capacity=30), room(OTHER_ROOM, capacity=12))
    assert find_slots(wish(seats=10), window(rooms=rooms)).slots[0].room == OTHER_ROOM
    assert find_slots(wish(seats=13), window(rooms=rooms)).slots[0].room == ROOM


def test_term_time_comes_before_the_holidays_only_when_the_terms_are_entered() -> None:
    terms = (
        SchoolTerm(name="Spring 1", from_on=date(2026, 1, 5), until_on=date(2026, 2, 27)),
        SchoolTerm(name="Spring 2", from_on=date(2026, 3, 9), until_on=date(2026, 3, 27)),
    )
    diary = window(calendar=england(terms))
    best = find_slots(wish(), diary).slots[0]
    assert best.starts_at == at(7, 9, 30) and "term time" in best.reasons
    anyway = find_slots(wish(prefer_term=False), diary).slots[0]
    assert anyway.starts_at == at(0, 9, 30) and "school holiday" in anyway.reasons


def test_the_chair_with_the_lighter_day_is_taken_when_nothing_else_differs() -> None:
    busy = [taken(CHAIR, at(0, 14), at(0, 16))]
    best = find_slots(wish(), window(chairs=chairs(), occupied=busy)).slots[0]
    assert (best.chair, best.why) == (OTHER_CHAIR, "Day 0 of 15")
    only = find_slots(wish(), window(occupied=busy)).slots[0]
    assert "second conference of the chair that day" in only.reasons


def test_the_lightest_day_wins_among_chairs_who_all_chair_that_day() -> None:
    three = tuple(person(n, a_day=3) for n in (CHAIR, OTHER_CHAIR, ResourceId(7)))
    evenings = [taken(who, at(0, hour), at(0, hour + 1)) for who in (CHAIR, ResourceId(7)) for hour in (18, 19)]
    busy = [*evenings, taken(OTHER_CHAIR, at(0, 18), at(0, 19))]
    assert find_slots(wish(), window(chairs=three, occupied=busy)).slots[0].chair == OTHER_CHAIR


def test_a_persons_own_points_count_and_are_explained() -> None:
    full = person(CHAIR, points=40, points_words="Caseload 97 of 85")
    assert find_slots(wish(), window(chairs=(full, person(OTHER_CHAIR)))).slots[0].chair == OTHER_CHAIR
    assert "Caseload 97 of 85" in find_slots(wish(), window(chairs=(full,))).slots[0].reasons


def test_needs_of_the_family_bind_the_room() -> None:
    rooms = (room(), room(OTHER_ROOM, second_waiting_room=True, step_free=False))
    assert {s.room for s in find_slots(wish(second_waiting_room=True), window(rooms=rooms)).slots} == {OTHER_ROOM}
    assert {s.room for s in find_slots(wish(step_free=True), window(rooms=rooms)).slots} == {ROOM}


def test_excluded_people_and_rooms_are_never_offered() -> None:
    diary = window(chairs=chairs(), rooms=(room(), room(OTHER_ROOM)))
    found = find_slots(wish(excluded=frozenset({CHAIR, ROOM})), diary)
    assert {(slot.chair, slot.room) for slot in found.slots} == {(OTHER_CHAIR, OTHER_ROOM)}


def test_few_starts_are_offered_again_with_other_chairs_or_rooms_but_not_with_other_typists() -> None:
    short = window(
        rooms=(room(hours=week(9, 12, days=range(1))),),
        chairs=(*chairs(), person(ResourceId(7))),
        minute_takers=(person(TAKER), person(OTHER_TAKER)),
    )
    found = find_slots(wish(due_on=MONDAY, late_days=0), short)
    assert len(found.slots) == 12 - 2
    assert len({(slot.starts_at, slot.chair) for slot in found.slots}) == len(found.slots)
    assert [slot.starts_at for slot in found.slots[:4]] == [at(0, 9, 30), at(0, 10), at(0, 9, 40), at(0, 9, 50)]
