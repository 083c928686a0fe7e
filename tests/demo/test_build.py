"""A new store is filled with the invented authority and is then a store like any other."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from cpconf.bookings.queries import request_queue, slots_for
from cpconf.bookings.rules import COMING_STATES, ConferenceId, ConferenceState, RequestId, RequestState
from cpconf.conferences.queries import day_sheet, todays_conferences
from cpconf.demo.build import approve_as_of, build_demo, tables_of
from cpconf.demo.invented import Authority
from cpconf.diary.kinds import THE_THREE, Purpose
from cpconf.diary.records import Occupancy
from cpconf.minutes.queries import minutes_editor, minutes_sheet
from cpconf.minutes.rules import MinutesState
from cpconf.paper.imprint import Status
from cpconf.people.actions import add_family
from cpconf.plans.queries import plan_sheet
from cpconf.plans.records import Plan, PlanVersion
from cpconf.plans.rules import PlanVersionId
from cpconf.refusals import Refusal
from cpconf.store.actors import SETTING_UP, Actor
from cpconf.store.permissions import Permission, query
from cpconf.store.places import Place
from cpconf.store.records import Act, TrailRow
from cpconf.store.store import Reading, Store
from tests.demo.invented_authorities import AUTUMN, authority, calendar


def clock() -> datetime:
    return datetime.combine(AUTUMN, datetime.min.time(), tzinfo=UTC) + timedelta(hours=7)


@pytest.fixture(scope="module")
def told() -> list[tuple[str, int, int]]:
    return []


@pytest.fixture(scope="module")
def demo(
    empty_file: Path, tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, int, int]]
) -> Iterator[Store]:
    file = tmp_path_factory.mktemp("demo") / "demo.cpconf"
    shutil.copy(empty_file, file)
    store = Store.open(Place.parse(str(file)), clock=clock)
    build_demo(store, seed=2017, on=AUTUMN, progress=lambda what, done, of: told.append((what, done, of)))
    yield store
    store.close()


@query(Permission.READ)
def open_plans(reading: Reading, *, on: date) -> int:
    statement = select(func.count(Plan.id)).where(Plan.started_on <= on, Plan.ended_on.is_(None) | (Plan.ended_on > on))
    return reading.scalar(statement) or 0


@query(Permission.READ)
def versions(reading: Reading) -> tuple[int, ...]:
    return tuple(reading.scalars(select(PlanVersion.id).order_by(PlanVersion.id)))


@query(Permission.READ)
def filled(reading: Reading) -> dict[str, int]:
    rows = reading.rows(
        select(TrailRow.record, TrailRow.changes).join(Act, Act.id == TrailRow.act_id).where(Act.action == "store.fill")
    )
    return {row.record: row.changes["rows"][1] for row in rows}


def held_with_minutes(state: MinutesState) -> list[ConferenceId]:
    return [ConferenceId(each.id) for each in authority().conferences if each.paragraphs and each.minutes is state]


def test_the_store_counts_the_children_of_the_annual_report(demo: Store) -> None:
    days = [date(2026, 3, 31), date(2025, 3, 31), date(2024, 3, 31)]
    assert [demo.ask(SETTING_UP, open_plans, on=day) for day in days] == [564, 450, 333]


def test_the_filling_is_in_the_trail(demo: Store) -> None:
    rows = demo.ask(SETTING_UP, filled)
    assert rows["child"] == sum(len(family.children) for family in authority().families)
    assert rows["conference"] == len(authority().conferences)
    assert rows["plan"] == len(authority().plans)


def test_progress_is_told_from_the_first_step_to_the_last(demo: Store, told: list[tuple[str, int, int]]) -> None:
    steps = list(dict.fromkeys(what for what, _, _ in told))
    assert steps == ["Inventing families", "Inventing conferences", "Filling the store", "Approving minutes", "Ready"]
    assert all(0 <= done <= of for _, done, of in told)


def test_a_used_store_is_refused_before_anything_is_invented(demo: Store) -> None:
    steps: list[str] = []
    with pytest.raises(Refusal, match="has been used"):
        build_demo(demo, seed=2017, on=AUTUMN, progress=lambda what, _done, _of: steps.append(what))
    assert steps == []


def test_the_booking_desk_sees_the_waiting_requests_and_finds_slots(demo: Store) -> None:
    queue = demo.ask(SETTING_UP, request_queue)
    waiting = [each for each in authority().requests if each.state in (RequestState.REQUESTED, RequestState.RETURNED)]
    assert {line.id for line in queue} >= {each.id for each in waiting}
    unbooked = max(waiting, key=lambda each: each.due_on)
    found = demo.ask(SETTING_UP, slots_for, request_id=RequestId(unbooked.id))
    assert found.slots


@query(Permission.READ)
def occupying(reading: Reading) -> dict[int, list[Purpose]]:
    """What each conference occupies."""
    found: defaultdict[int, list[Purpose]] = defaultdict(list)
    rows = reading.rows(select(Occupancy.conference_id, Occupancy.purpose).where(Occupancy.released_at.is_(None)))
    for conference_id, purpose in rows:
        found[conference_id or 0].append(purpose)
    return found


def test_every_conference_occupies_its_three_and_one_to_come_its_social_worker_too(demo: Store) -> None:
    kept = demo.ask(SETTING_UP, occupying)
    for each in authority().conferences:
        needed = [*THE_THREE] if each.takes_place else []
        if each.state in COMING_STATES and each.request_id is not None:
            needed.append(Purpose.PERSON)
        assert sorted(kept.get(each.id, [])) == sorted(needed)


def test_today_lists_conferences_at_different_stages(demo: Store) -> None:
    lines = demo.ask(SETTING_UP, todays_conferences)
    assert len(lines) >= 4
    assert {line.state for line in lines} >= {ConferenceState.CONFIRMED}
    assert any(line.state in (ConferenceState.HELD, ConferenceState.HELD_INQUORATE) for line in lines)


def test_what_was_said_of_quoracy_is_what_the_program_computes(demo: Store) -> None:
    held = [each for each in authority().conferences if each.quoracy is not None][-60:]
    for conference in held[::6]:
        sheet = demo.ask(SETTING_UP, day_sheet, conference_id=ConferenceId(conference.id))
        assert sheet.quoracy.words == conference.quoracy


def test_minutes_are_drafts_with_the_chair_or_frozen(demo: Store) -> None:
    for state in MinutesState:
        conference_id = held_with_minutes(state)[0]
        assert demo.ask(SETTING_UP, minutes_editor, conference_id=conference_id).state is state
    approved = held_with_minutes(MinutesState.APPROVED)[-1]
    sheet = demo.ask(SETTING_UP, minutes_sheet, conference_id=approved)
    conference = next(each for each in authority().conferences if each.id == approved)
    assert sheet.imprint.status is Status.APPROVED
    assert sheet.imprint.approved_on is not None
    assert conference.starts_at.date() < sheet.imprint.approved_on <= AUTUMN


def test_every_open_plan_has_words_that_can_be_printed(demo: Store) -> None:
    ids = demo.ask(SETTING_UP, versions)
    assert len(ids) == sum(plan.ended_on is None for plan in authority().plans)
    for version_id in ids[::80]:
        sheet = demo.ask(SETTING_UP, plan_sheet, plan_version_id=PlanVersionId(version_id))
        assert "{" not in repr(sheet)
        assert sheet.outcomes
        assert all(member.name for member in sheet.core_group)


def test_work_goes_on_after_the_filling(demo: Store, anyone: Actor) -> None:
    new = demo.change(anyone, add_family, name="Testerton").value
    assert new > max(family.id for family in authority().families)


def test_no_minutes_are_approved_for_days_gone_by_in_a_store_in_use(file_store: Store, anyone: Actor) -> None:
    file_store.change(anyone, add_family, name="Testerton")
    with pytest.raises(Refusal, match="approved on the day itself"):
        file_store.change(anyone, approve_as_of, approvals=())


@pytest.mark.postgres
def test_the_same_rows_fit_a_server(new_place: Callable[[str], Place], anyone: Actor) -> None:
    invented: Authority = authority()
    store = Store.open(new_place("postgres"), clock=clock)
    store.fill(SETTING_UP, tables_of(invented, calendar()))
    assert store.ask(SETTING_UP, open_plans, on=date(2026, 3, 31)) == 564
    new = store.change(anyone, add_family, name="Testerton").value
    assert new > max(family.id for family in invented.families)
    store.close()
