"""What must never be false is true of every invented authority too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from itertools import pairwise

import pytest

from cpconf.access.rules import Role
from cpconf.bookings.rules import ConferenceKind, ConferenceState, RequestState
from cpconf.conferences.rules import DecisionOutcome
from cpconf.demo.authority import invent_authority
from cpconf.demo.invented import Authority, Plan
from cpconf.demo.seating import taken_times
from cpconf.diary.kinds import Purpose
from cpconf.diary.rules import OccupancyRules
from cpconf.diary.working_days import add_months
from cpconf.minutes.rules import MinutesState
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from tests.demo.invented_authorities import AUTUMN, SPRING, YEAR_END, authority, calendar, children

EVERY = [(2017, AUTUMN), (2017, YEAR_END), (2017, SPRING), (5, date(2027, 1, 8))]
RULES = OccupancyRules.of(PracticeSettings.of({}))


def test_the_same_seed_and_day_give_the_same_authority() -> None:
    def mark(invented: Authority) -> str:
        return sha256(repr(invented).encode()).hexdigest()

    again = invent_authority(2017, YEAR_END)
    assert again == authority(2017, YEAR_END)
    assert mark(again) == mark(authority(2017, YEAR_END))
    assert mark(invent_authority(2018, YEAR_END)) != mark(again)


def test_a_day_whose_bank_holidays_are_unknown_is_refused() -> None:
    with pytest.raises(Refusal, match="Bank holidays are known until"):
        invent_authority(2017, date(2028, 12, 20))


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_nobody_and_no_room_is_taken_twice(seed: int, on: date) -> None:
    taken: dict[tuple[str, int], list[tuple[datetime, datetime]]] = defaultdict(list)
    for conference in authority(seed, on).conferences:
        if conference.takes_place:
            for purpose, who, starts_at, ends_at in taken_times(conference, RULES):
                kind = "room" if purpose is Purpose.ROOM else "person"
                taken[kind, who].append((starts_at, ends_at))
    for times in taken.values():
        times.sort()
        assert all(first[1] <= second[0] for first, second in pairwise(times))


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_conferences_are_on_working_days_inside_hours_and_outside_leave_and_closures(seed: int, on: date) -> None:
    invented = authority(seed, on)
    away = {(each.staff_id, day) for each in invented.absences for day in _days(each.from_on, each.until_on)}
    shut = {(each.room_id, day) for each in invented.shut for day in _days(each.from_on, each.until_on)}
    pattern = {member.id: member.weekdays for member in invented.staff}
    for conference in invented.conferences:
        day = conference.starts_at.date()
        assert calendar().is_working_day(day)
        assert time(9, 30) <= conference.starts_at.time() <= time(14, 0)
        assert conference.ends_at.time() <= time(16, 30)
        assert (conference.room_id, day) not in shut
        for staff_id in (conference.chair_id, conference.minute_taker_id):
            assert (staff_id, day) not in away
            assert day.weekday() in pattern[staff_id]


def test_only_chairs_chair_and_only_specialists_take_minutes() -> None:
    invented = authority()
    roles = {member.id: member.role for member in invented.staff}
    assert {roles[each.chair_id] for each in invented.conferences} == {Role.CHAIR}
    assert {roles[each.minute_taker_id] for each in invented.conferences} == {Role.SPECIALIST}


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_plans_keep_the_census_rules(seed: int, on: date) -> None:
    invented = authority(seed, on)
    held = {conference.id: conference for conference in invented.conferences}
    of_child: dict[int, list[Plan]] = defaultdict(list)
    for plan in invented.plans:
        start = held[plan.start_conference_id]
        assert plan.started_on == start.starts_at.date()  # 2885
        assert plan.started_on.weekday() < 5  # 8875
        assert start.kind is not ConferenceKind.REVIEW
        assert plan.child_id in start.child_ids
        assert plan.started_on < on
        assert plan.ended_on is None or plan.started_on < plan.ended_on <= on  # 8840
        assert (plan.ended_on is None) == (plan.end_reason is None)
        assert plan.latest_review_on is None or plan.latest_review_on > plan.started_on  # 8841
        of_child[plan.child_id].append(plan)
    for plans in of_child.values():
        plans.sort(key=lambda each: each.started_on)
        for first, second in pairwise(plans):
            assert first.ended_on is not None and first.ended_on < second.started_on  # 8935, 8940
            assert second.previous_plans == first.previous_plans + 1


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_children_have_exactly_one_of_birth_and_expected_date(seed: int, on: date) -> None:
    for child in children(authority(seed, on)).values():
        assert (child.born_on is None) != (child.expected_on is None)  # 8525Q
        assert (child.sex == "U") == (child.born_on is None) == (child.name is None)
        assert child.born_on is None or child.born_on <= on
        assert child.was_expected_on is None or child.born_on is not None


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_nobody_of_eighteen_is_on_a_plan(seed: int, on: date) -> None:
    invented = authority(seed, on)
    known = children(invented)
    for plan in invented.plans:
        born_on = known[plan.child_id].born_on
        assert born_on is None or (plan.ended_on or on) <= add_months(born_on, 216)


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_conferences_agree_with_plans_and_decisions(seed: int, on: date) -> None:
    invented = authority(seed, on)
    plans = {plan.id: plan for plan in invented.plans}
    for conference in invented.conferences:
        day = conference.starts_at.date()
        decided = {each.child_id: each for each in conference.decisions}
        assert bool(decided) == (conference.minutes is not None)
        assert not decided or set(decided) == set(conference.child_ids)
        assert not decided or day <= on
        for each in decided.values():
            if each.plan_id is None:
                assert each.outcome.name.startswith("NO_PLAN")
                continue
            plan = plans[each.plan_id]
            assert plan.child_id == each.child_id
            assert (each.outcome is DecisionOutcome.PLAN_MADE) == (plan.start_conference_id == conference.id)
            assert each.outcome.name.startswith("PLAN_ENDS") == (plan.end_conference_id == conference.id)


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_a_moved_conference_keeps_its_limit_and_names_its_successor(seed: int, on: date) -> None:
    invented = authority(seed, on)
    known = {conference.id: conference for conference in invented.conferences}
    moved = [each for each in invented.conferences if each.state is ConferenceState.RESCHEDULED]
    assert len(moved) > 30
    for conference in moved:
        assert conference.successor_id is not None
        successor = known[conference.successor_id]
        assert successor.due_on == conference.due_on
        assert successor.starts_at > conference.starts_at
        assert conference.change_reason is not None
    assert all(each.state is ConferenceState.RESCHEDULED for each in invented.conferences if each.successor_id)


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_every_request_is_counted_from_one_event_and_booked_at_most_once(seed: int, on: date) -> None:
    invented = authority(seed, on)
    booked: dict[int, int] = defaultdict(int)
    for conference in invented.conferences:
        if conference.request_id is not None and conference.takes_place:
            booked[conference.request_id] += 1
            assert conference.booked_at.date() <= conference.starts_at.date()
    for request in invented.requests:
        assert (request.strategy_on is None) == (request.notice_on is not None)
        if request.kind is not ConferenceKind.PRE_BIRTH:
            assert request.due_on == calendar().add(request.counted_from_on, 15)
        assert request.counted_from_on <= request.received_at.date() <= on
        assert booked[request.id] == 1 or request.state is not RequestState.BOOKED


def test_no_invented_person_could_be_taken_for_a_real_one() -> None:
    invented = authority()
    adults = [adult for family in invented.families for adult in family.adults]
    staffed = [*[each.email for each in invented.staff], *[each.email for each in invented.professionals]]
    emails = [*staffed, *[each.email for each in invented.agencies], *[each.email for each in adults if each.email]]
    phones = [each.phone for each in adults] + [each.phone for each in invented.professionals]
    phones += [each.phone for each in invented.agencies] + [each.phone for each in invented.staff]
    assert all(email.endswith("@example.org") and email.isascii() and " " not in email for email in emails)
    assert len(set(staffed)) == len(staffed)
    assert all(re.fullmatch(r"01632 960\d{3}", phone) for phone in phones)
    assert all(adult.address.postcode.startswith("ZZ") for adult in adults)
    numbers = [child.nhs_number for child in children(invented).values() if child.nhs_number]
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("999") and _check_digit(number) for number in numbers)


def test_names_of_many_languages_and_scripts_occur() -> None:
    known = children(authority()).values()
    languages = {child.first_language for child in known}
    assert {"English", "Welsh", "Polish", "Romanian", "Urdu", "Punjabi", "Yoruba"} <= languages
    written = "".join(child.name.in_script for child in known if child.name)
    assert re.search(r"[\u0600-\u06ff]", written)
    assert re.search(r"[\u0a00-\u0a7f]", written)
    assert any(family.address_withheld and family.domestic_abuse for family in authority().families)
    assert any(family.interpreter_language for family in authority().families)


def test_minutes_have_no_gap_left_to_fill_and_stand_at_every_stage() -> None:
    held = [each for each in authority().conferences if each.minutes is not None]
    assert {each.minutes for each in held} == set(MinutesState)
    recent = [each for each in held if each.paragraphs]
    assert {each.kind for each in recent} == set(ConferenceKind)
    assert all(len(each.paragraphs) >= 10 for each in recent)
    assert all("{" not in typed.text and typed.text for each in held for typed in each.paragraphs)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _check_digit(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(number[9])
