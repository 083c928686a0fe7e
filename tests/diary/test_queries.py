"""The week shows rooms and people with what occupies them, and names families by initials only."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cpconf.bookings.actions import cancel_conference
from cpconf.bookings.rules import LateReason
from cpconf.diary.actions import add_calendar_exception, add_leave, add_school_term, close_room
from cpconf.diary.kinds import ClosureKind, Hold, LeaveKind, Purpose
from cpconf.diary.queries import resources, rooms, sites, week
from cpconf.diary.rules import SiteId, Span
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.watching import cost
from tests.worlds import another_family, small_world, usual_start, with_booking, with_request

MONDAY = date(2026, 3, 9)


def test_a_booked_conference_stands_in_three_rows_with_its_margins(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    sheet = store.ask(anyone, week, monday=date(2026, 3, 11))
    assert (sheet.monday, len(sheet.days)) == (MONDAY, 5)
    assert [row.name for row in sheet.rooms] == ["Ash", "Oak"]
    at = datetime(2026, 3, 10, 10)
    (entry,) = sheet.rooms[1].entries
    assert (entry.starts_at, entry.ends_at) == (at.replace(hour=9, minute=30), at.replace(hour=12, minute=10))
    assert (entry.meets_at, entry.rises_at, entry.purpose, entry.hold) == (
        at,
        at.replace(hour=12),
        Purpose.ROOM,
        Hold.BOOKED,
    )
    assert (entry.words, entry.conference_id, entry.kind) == ("CP-2026-0001 T", world.conference_id, "initial")
    assert [row.name for row in (*sheet.chairs, *sheet.minute_takers) if row.entries] == ["Cass Chair", "Min Taker"]
    assert "Testling" not in repr(sheet)
    store.change(anyone, cancel_conference, conference_id=world.conference_id, reason=LateReason.SAFETY)
    assert not any(row.entries for row in store.ask(anyone, week, monday=MONDAY).rooms)


def test_the_week_says_what_is_closed_who_is_away_and_when_all_are_open(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    for starts_at in (datetime(2026, 3, 10, 8), datetime(2026, 3, 20, 8)):
        file_store.change(
            anyone, close_room, room_id=world.room_ids[0], starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2), reason="paint",
        )  # fmt: skip
    file_store.change(
        anyone, add_leave, staff_id=world.chair_ids[0], starts_at=datetime(2026, 3, 1), ends_at=datetime(2026, 3, 10),
        kind=LeaveKind.TRAINING,
    )  # fmt: skip
    file_store.change(anyone, add_calendar_exception, day=date(2026, 3, 13), kind=ClosureKind.CLOSED, reason="Flood")
    file_store.change(anyone, add_school_term, name="Spring", from_on=MONDAY, until_on=date(2026, 3, 10))
    sheet = file_store.ask(anyone, week, monday=MONDAY)
    assert [absence.words for absence in sheet.rooms[1].absences] == ["paint"]
    assert [absence.words for absence in sheet.chairs[0].absences] == ["training"]
    assert [day.closed for day in sheet.days] == ["", "", "", "", "Flood"]
    assert [day.in_term for day in sheet.days] == [True, True, False, False, False]
    assert sheet.rooms[0].open[0] == Span(starts_at=datetime(2026, 3, 9, 8), ends_at=datetime(2026, 3, 9, 18))
    assert len(sheet.rooms[0].open) == 5
    assert file_store.ask(anyone, week, monday=MONDAY, site_id=SiteId(99)).rooms == ()


def test_every_resource_of_the_search_has_a_name(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    lines = file_store.ask(anyone, resources)
    assert [line.name for line in lines] == ["Ash", "Oak", "Cass Chair", "Chris Chair", "Mel Taker", "Min Taker"]
    assert {line.room_id for line in lines} == {None, *world.room_ids}


def test_queries_cost_the_same_for_one_and_for_three(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    before = costs(file_store, anyone)
    family_id, children = another_family(file_store, anyone, world, "Further", 2)
    for n, child_id in enumerate(children, start=1):
        asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=[child_id])
        with_booking(file_store, anyone, asked, starts_at=usual_start(file_store) + timedelta(days=n))
    assert sum(len(row.entries) for row in file_store.ask(anyone, week, monday=MONDAY).rooms) == 3
    assert costs(file_store, anyone) == before


def costs(store: Store, by: Actor) -> list[int]:
    return [cost(store, by, week, monday=MONDAY)] + [cost(store, by, asked) for asked in (rooms, sites, resources)]
