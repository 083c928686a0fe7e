"""What the replanner promises: no hard rule broken, never worse, the same again; the best plan where it is known."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from hypothesis import HealthCheck, given, settings

from cpconf.diary.replan import (
    ChairPlan,
    Margin,
    Problem,
    RoomPlan,
    Seat,
    TakerPlan,
    broken,
    cost_of,
    improvements,
)
from tests.diary.small_plans import OPEN, best, conference, lowest_cost, problem, problems

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(problems())
def test_no_proposal_breaks_a_hard_rule_or_costs_other_than_it_says(given: Problem) -> None:
    costs = []
    for proposal in islice(improvements(given), 3):
        assert broken(given, proposal.seats) == ()
        assert proposal.cost == cost_of(given, proposal.seats).cost == sum(proposal.parts.values())
        costs.append(proposal.cost)
    assert costs == sorted(costs, reverse=True)


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(problems(most=2, days=2, staff=1))
def test_the_best_plan_of_a_tiny_problem_is_found(given: Problem) -> None:
    assert best(given).cost == lowest_cost(given)


def test_the_same_seed_and_number_of_proposals_give_the_same_answer() -> None:
    crowd = problem(*[conference(key, due=key % 3, people=(key % 2,)) for key in range(8)])
    assert list(islice(improvements(crowd, seed=7), 5)) == list(islice(improvements(crowd, seed=7), 5))


def test_a_search_that_is_stopped_keeps_its_best() -> None:
    crowd = problem(*[conference(key, due=key % 3, preferred_chair=0) for key in range(6)], late_days=1)
    search = improvements(crowd)
    kept = list(islice(search, 3))[-1]
    search.close()
    assert broken(crowd, kept.seats) == ()
    assert kept.cost == best(crowd, 3).cost


def test_the_first_proposal_keeps_every_seat_that_still_holds() -> None:
    seats = [Seat(0, 0, 0, 0, 0), Seat(1, 2, 0, 0, 0), Seat(2, 4, 0, 0, 0)]
    stay = problem(*[conference(key, now=seat, due=5) for key, seat in enumerate(seats)])
    first = next(improvements(stay))
    assert list(first.seats) == seats
    assert first.parts["moves"] == 0


def test_a_closed_room_moves_only_those_who_sat_in_it() -> None:
    rooms = (RoomPlan(area=0, seats=12, open=(0, OPEN, OPEN)), RoomPlan(area=1, seats=12, open=(OPEN,) * 3))
    here, there = conference(1, now=Seat(0, 0, 0, 0, 0), due=5), conference(2, now=Seat(1, 0, 0, 0, 0), due=5)
    proposal = best(problem(here, there, rooms=rooms))
    assert proposal.seats == (Seat(0, 0, 1, 0, 0), Seat(1, 0, 0, 0, 0))
    assert proposal.parts["moves"] == 10
    assert proposal.parts["area"] == 15


def test_a_plan_can_begin_with_given_seats() -> None:
    wanted = Seat(1, 3, 0, 0, 0)
    first = next(improvements(problem(conference(due=5)), start=[wanted]))
    assert first.seats == (wanted,)


def test_a_start_that_does_not_exist_or_does_not_hold_is_not_used() -> None:
    for wrong in (Seat(9, 0, 0, 0, 0), Seat(0, 5, 0, 0, 0), Seat(0, 0, 3, 0, 0), Seat(0, 0, 0, -1, 0)):
        first = next(improvements(problem(conference()), start=[wrong]))
        assert broken(problem(conference()), first.seats) == ()
        assert first.seats[0] is not None


def test_what_cannot_be_seated_stays_unplaced() -> None:
    small = problem(conference(1, seats=20), conference(2))
    proposal = best(small)
    assert proposal.seats[0] is None
    assert proposal.seats[1] is not None
    assert proposal.parts["unplaced"] == 20000


def test_a_problem_without_people_or_conferences_has_an_answer() -> None:
    assert best(problem(chairs=(), takers=(), rooms=())).seats == ()
    assert best(problem(conference(), chairs=())).seats == (None,)


def test_a_pinned_conference_stays_in_a_closed_room_and_nobody_is_put_beside_it() -> None:
    closed = (RoomPlan(area=0, seats=12, open=(0b111100, 0, 0)),)
    pinned = conference(1, now=Seat(0, 1, 0, 0, 0), pinned=True)
    proposal = best(problem(pinned, conference(2), rooms=closed, chair_margin=Margin(after=1)))
    assert proposal.seats == (Seat(0, 1, 0, 0, 0), Seat(0, 4, 0, 0, 0))


def test_margins_keep_conferences_apart_but_may_run_past_the_day() -> None:
    margin = Margin(before=1, after=1)
    pair = problem(conference(1, dur=1), conference(2, dur=1), days=1, room_margin=margin)
    starts = sorted(seat.cell for seat in best(pair).seats if seat)
    assert len(starts) == 2
    assert starts[0] >= 1
    assert starts[1] - starts[0] >= 3
    assert best(problem(conference(dur=5), days=1, room_margin=margin)).seats[0] == Seat(0, 1, 0, 0, 0)


def test_a_fixed_booking_blocks_with_the_margin_after() -> None:
    rooms = (RoomPlan(area=0, seats=12, open=(OPEN,), taken=(0b110000,)),)
    proposal = best(problem(conference(dur=3), days=1, rooms=rooms, room_margin=Margin(after=1)))
    assert proposal.seats == (Seat(0, 0, 0, 0, 0),)


def test_chairs_and_minute_takers_are_given_time_between_sites() -> None:
    rooms = tuple(RoomPlan(area=area, seats=12, open=(OPEN,)) for area in range(2))
    apart = [conference(area, area=area, rooms=1 << area) for area in range(2)]
    far = best(problem(*apart, days=1, rooms=rooms, travel=((0, 2), (2, 0))))
    assert sorted(seat.cell for seat in far.seats if seat) == [0, 4]
    too_far = best(problem(*apart, days=1, rooms=rooms, travel=((0, 3), (3, 0))))
    assert too_far.parts["unplaced"] == 20000


def test_nobody_chairs_and_takes_minutes_at_once() -> None:
    alone = problem(conference(), days=1, same_person={0: 0})
    assert best(alone).seats == (None,)
    takers = (TakerPlan(open=(OPEN,)), TakerPlan(open=(OPEN,)))
    chairs = (ChairPlan(fte=1, base=0, open=(OPEN,)), ChairPlan(fte=1, base=0, open=(OPEN,)))
    rooms = (RoomPlan(area=0, seats=12, open=(0b11,)),) * 2
    crowd = problem(conference(1), conference(2), days=1, rooms=rooms, chairs=chairs, takers=takers)
    assert best(crowd).parts["unplaced"] == 0
    assert best(replace(crowd, same_person={0: 0})).parts["unplaced"] == 20000


def test_a_conference_without_a_room_needs_only_its_people() -> None:
    proposal = best(problem(conference(needs_room=False), conference(2, needs_room=False), rooms=(), days=1))
    assert proposal.parts["unplaced"] == 0
    assert {seat.room for seat in proposal.seats if seat} == {None}


def test_the_fullest_chair_is_spared() -> None:
    chairs = tuple(ChairPlan(fte=1, base=base, open=(OPEN,) * 3) for base in (85, 60))
    proposal = best(problem(conference(load=3), chairs=chairs))
    assert proposal.seats[0] is not None
    assert proposal.seats[0].chair == 1
    assert proposal.parts["caseload"] == 0
