"""The invented authority has the figures of the annual report 2016-17."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from cpconf.access.rules import Role
from cpconf.bookings.rules import ConferenceKind, RequestState
from cpconf.conferences.rules import AttendanceStatus, DecisionOutcome, ReportStatus
from cpconf.demo.invented import Authority
from cpconf.diary.working_days import add_months
from cpconf.people.rules import Ethnicity, Sex, age_on
from cpconf.plans.rules import Category
from tests.demo.invented_authorities import AUTUMN, SPRING, YEAR_END, authority, calendar, children, counted

EVERY = [(2017, AUTUMN), (2017, YEAR_END), (2017, SPRING), (5, date(2027, 1, 8))]
INITIAL = (ConferenceKind.INITIAL, ConferenceKind.PRE_BIRTH)


def _band(born_on: date | None, on: date) -> str:
    age = age_on(born_on, on)
    if age is None:
        return "unborn"
    limits = ((1, "under 1"), (5, "1-4"), (10, "5-9"), (16, "10-15"))
    return next((words for limit, words in limits if age < limit), "16+")


def _year(invented: Authority) -> tuple[date, date]:
    return add_months(invented.year_end_on, -12), invented.year_end_on


def _months(started_on: date, ended_on: date) -> str:
    limits = ((3, "up to 3"), (6, "3 to 6"), (12, "6 to 12"), (24, "12 to 24"))
    return next((words for months, words in limits if ended_on <= add_months(started_on, months)), "longer")


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_564_children_are_on_plans_at_the_year_end_and_450_and_333_before(seed: int, on: date) -> None:
    invented = authority(seed, on)
    assert [len(counted(invented, years)) for years in (0, 1, 2)] == [564, 450, 333]


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_latest_categories_at_the_year_end(seed: int, on: date) -> None:
    invented = authority(seed, on)
    at_the_time: Counter[Category] = Counter()
    for plan in counted(invented):
        changed = plan.category_changed_on is not None and plan.category_changed_on > invented.year_end_on
        at_the_time[plan.initial_category if changed else plan.latest_category] += 1
    expected = {Category.NEGLECT: 279, Category.EMOTIONAL: 243, Category.SEXUAL: 26, Category.PHYSICAL: 16}
    assert at_the_time == expected
    assert Counter(plan.latest_category for plan in counted(invented)) == expected


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_sexes_and_ages_at_the_year_end(seed: int, on: date) -> None:
    invented = authority(seed, on)
    known, year_end = children(invented), invented.year_end_on
    mine = [known[plan.child_id] for plan in counted(invented)]
    bands = Counter(_band(child.born_on, year_end) for child in mine)
    assert bands == {"unborn": 11, "under 1": 41, "1-4": 146, "5-9": 172, "10-15": 157, "16+": 37}
    sexes = Counter(child.sex for child in mine if child.born_on is not None and child.born_on <= year_end)
    assert sexes == {Sex.MALE: 290, Sex.FEMALE: 263}


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_58_percent_are_white_british_and_6_percent_disabled(seed: int, on: date) -> None:
    invented = authority(seed, on)
    known = children(invented)
    mine = [known[plan.child_id] for plan in counted(invented)]
    assert round(100 * sum(child.ethnicity is Ethnicity.WBRI for child in mine) / len(mine)) == 58
    assert round(100 * sum(child.disabilities != ("NONE",) for child in mine) / len(mine)) == 6


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_ended_plans_lasted_as_long_as_the_report_says(seed: int, on: date) -> None:
    invented = authority(seed, on)
    first, last = _year(invented)
    ended = [plan for plan in invented.plans if plan.ended_on is not None and first < plan.ended_on <= last]
    bands = Counter(_months(plan.started_on, plan.ended_on) for plan in ended if plan.ended_on)
    assert round(100 * bands["3 to 6"] / len(ended)) == 24
    assert round(100 * bands["6 to 12"] / len(ended)) == 25
    long_open = sum(plan.started_on <= add_months(last, -24) for plan in counted(invented))
    assert round(100 * long_open / 564) == 1


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_96_percent_of_children_had_every_review_in_time(seed: int, on: date) -> None:
    invented = authority(seed, on)
    first, last = _year(invented)
    held: dict[int, list[date]] = defaultdict(list)
    for conference in invented.conferences:
        for decided in conference.decisions:
            if decided.plan_id is not None and conference.starts_at.date() <= last:
                held[decided.plan_id].append(conference.starts_at.date())
    mine = [plan for plan in counted(invented) if plan.started_on <= add_months(last, -3)]
    in_time = 0
    for plan in mine:
        days = sorted(held[plan.id])
        limits = [add_months(day, 3 if number == 0 else 6) for number, day in enumerate(days)]
        ends = [*days[1:], last]
        in_time += all(end <= limit for end, limit in zip(ends, limits, strict=True) if limit > first or end > first)
    assert 95.5 <= 100 * in_time / len(mine) <= 96.5


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_81_percent_of_children_had_their_initial_conference_in_15_working_days(seed: int, on: date) -> None:
    invented = authority(seed, on)
    first, last = _year(invented)
    days = [
        calendar().count_between(conference.s47_on, conference.starts_at.date())
        for conference in invented.conferences
        if conference.kind in INITIAL and conference.decisions and conference.s47_on
        and first < conference.starts_at.date() <= last
        for _ in conference.child_ids
    ]  # fmt: skip
    assert 78 <= 100 * sum(number <= 15 for number in days) / len(days) <= 84
    assert all(
        conference.late_reason for conference in invented.conferences if conference.starts_at.date() > conference.due_on
    )


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_attendance_and_reports_are_those_of_the_audit(seed: int, on: date) -> None:
    asked = [
        each
        for conference in authority(seed, on).conferences if conference.decisions
        for each in conference.invitations if each.professional_id is not None
    ]  # fmt: skip
    came = (AttendanceStatus.IN_PERSON, AttendanceStatus.REMOTE, AttendanceStatus.PART, AttendanceStatus.DEPUTY)
    written = (ReportStatus.IN_TIME, ReportStatus.LATE, ReportStatus.ON_THE_DAY)
    assert 88 <= 100 * sum(each.attendance in came for each in asked) / len(asked) <= 90
    assert 53.5 <= 100 * sum(each.report in written for each in asked) / len(asked) <= 57
    assert 78 <= 100 * sum(not each.seen for each in asked) / len(asked) <= 82


@pytest.mark.parametrize(("seed", "on"), EVERY)
def test_six_chairs_of_5_8_posts_share_97_children_for_each_post(seed: int, on: date) -> None:
    invented = authority(seed, on)
    chairs = {member.id: member.fte_percent for member in invented.staff if member.role == Role.CHAIR}
    assert len(chairs) == 6
    assert sum(chairs.values()) == 580
    load = Counter(plan.chair_id for plan in counted(invented))
    assert sum(load.values()) * 100 // 580 == 97
    assert all(78 <= 100 * load[chair] / fte <= 118 for chair, fte in chairs.items())


def test_the_rest_of_the_service_is_there() -> None:
    invented = authority()
    roles = Counter(Role(member.role) for member in invented.staff)
    assert roles[Role.SPECIALIST] == 10
    assert roles[Role.BOOKING_ASSISTANT] == 2
    assert roles[Role.COORDINATOR] == roles[Role.MANAGER] == roles[Role.ADMINISTRATOR] == 1
    assert len(invented.sites) == 3
    assert len(invented.rooms) == 4
    assert sum(room.second_waiting_room for room in invented.rooms) == 1


def test_initial_conferences_led_to_no_plan_for_some_and_some_plans_are_repeats() -> None:
    invented = authority()
    outcomes = Counter(decided.outcome for conference in invented.conferences for decided in conference.decisions)
    assert outcomes[DecisionOutcome.NO_PLAN_CIN] > 50
    first, last = _year(invented)
    started = [plan for plan in invented.plans if first < plan.started_on <= last]
    assert 12 <= 100 * sum(plan.previous_plans > 0 for plan in started) / len(started) <= 30
    assert any(plan.transferred_from for plan in started)


def test_about_a_thousand_conferences_are_held_in_a_year_mostly_in_term() -> None:
    invented = authority()
    first, last = _year(invented)
    held = [each for each in invented.conferences if each.decisions and first < each.starts_at.date() <= last]
    assert 850 <= len(held) <= 1150
    assert sum(calendar().in_term(each.starts_at.date()) for each in held) / len(held) > 0.85


def test_the_booking_desk_has_open_requests_with_different_days_left() -> None:
    invented = authority()
    booked = {conference.request_id for conference in invented.conferences}
    waiting = [each for each in invented.requests if each.state in (RequestState.REQUESTED, RequestState.RETURNED)]
    left = [calendar().count_between(invented.on, request.due_on) for request in waiting]
    assert len(waiting) == 12
    assert len(set(left)) > 8
    assert min(day for day, request in zip(left, waiting, strict=True) if request.id not in booked) <= 2


def test_the_near_future_is_booked_and_today_is_at_different_stages() -> None:
    invented = authority()
    soon = invented.on + timedelta(days=90)
    ahead = [each for each in invented.conferences if invented.on < each.starts_at.date() <= soon and each.takes_place]
    today = [each for each in invented.conferences if each.starts_at.date() == invented.on and each.takes_place]
    assert len(ahead) > 150
    assert len(today) >= 4
    assert len({each.state for each in today}) == 2
