"""Sites, rooms, patterns, leave, closures and the calendar: what is kept and what is refused."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from cpconf.access.actions import add_staff
from cpconf.access.rules import Role
from cpconf.diary.actions import (
    add_calendar_exception,
    add_leave,
    add_room,
    add_school_term,
    add_site,
    close_room,
    end_room,
    make_bookable,
    reopen_room,
    set_opening,
    set_pattern,
    withdraw_calendar_exception,
    withdraw_leave,
    withdraw_school_term,
)
from cpconf.diary.kinds import ClosureKind, LeaveKind
from cpconf.diary.queries import load_calendar, load_window, rooms, sites
from cpconf.diary.rules import SiteId
from cpconf.diary.wishes import DiaryWindow
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading, Store
from tests.conftest import HandClock
from tests.watching import refused
from tests.worlds import WEEK, small_world

MON, WED = date(2026, 3, 9), date(2026, 3, 11)


@query(Permission.READ)
def window(reading: Reading, from_on: date = MON, until_on: date = MON) -> DiaryWindow:
    return load_window(reading, from_on=from_on, until_on=until_on)


@query(Permission.READ)
def closed(reading: Reading, day: date) -> str | None:
    return load_calendar(reading).why_closed(day)


@query(Permission.READ)
def in_term(reading: Reading, day: date) -> bool:
    return load_calendar(reading).in_term(day)


def test_a_room_is_open_as_it_was_said(store: Store, anyone: Actor) -> None:
    site_id = store.change(anyone, add_site, name="Toybrook House", address="1 Toy Lane").value
    store.change(anyone, add_room, site_id=site_id, name="Oak", capacity=12, second_waiting_room=True, opening=WEEK)
    (line,) = store.ask(anyone, rooms)
    assert (line.name, line.site, line.capacity, line.second_waiting_room) == ("Oak", "Toybrook House", 12, True)
    assert line.opening == WEEK
    assert [site.name for site in store.ask(anyone, sites)] == ["Toybrook House"]
    (room,) = store.ask(anyone, window).rooms
    assert [(period.weekday, period.starts, period.ends) for period in room.hours] == list(WEEK)


@pytest.mark.parametrize(
    ("field", "words", "wrong"),
    [
        ("name", "name", {"name": " "}),
        ("name", "already a room", {"name": "Oak"}),
        ("capacity", "one seat", {"capacity": 0}),
        ("opening", "ends after", {"opening": ((0, time(10), time(10)),)}),
        ("opening", "weekday", {"opening": ((7, time(10), time(11)),)}),
        ("opening", "overlap", {"opening": ((0, time(10), time(12)), (0, time(11), time(13)))}),
        (None, "no longer there", {"site_id": SiteId(9)}),
    ],
)
def test_wrong_rooms_are_refused(
    file_store: Store, anyone: Actor, field: str | None, words: str, wrong: dict[str, Any]
) -> None:
    site_id = file_store.change(anyone, add_site, name="Toybrook House").value
    file_store.change(anyone, add_room, site_id=site_id, name="Oak", capacity=12)
    refused(file_store, anyone, add_room, field, words, **({"site_id": site_id, "name": "X", "capacity": 3} | wrong))
    refused(file_store, anyone, add_site, "name", "already a site", name="Toybrook House")
    refused(file_store, anyone, add_site, "name", "name", name="")


def test_new_hours_hold_from_their_day_and_the_former_until_the_day_before(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    short = ((0, time(9), time(12)),)
    file_store.change(anyone, set_opening, room_id=world.room_ids[0], periods=short, from_on=WED)
    file_store.change(anyone, set_pattern, staff_id=world.chair_ids[0], periods=short, from_on=WED)
    for day, hours in ((MON, [(time(8), time(18))]), (date(2026, 3, 16), [(time(9), time(12))])):
        found = file_store.ask(anyone, window, from_on=day, until_on=day)
        room = next(room for room in found.rooms if room.name == "Oak")
        assert [(p.starts, p.ends) for p in room.hours if p.weekday == 0] == hours
        assert [(p.starts, p.ends) for p in found.chairs[0].hours if p.weekday == 0] == hours


def test_a_room_that_has_ended_is_in_the_diary_until_its_last_day(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    file_store.change(anyone, end_room, room_id=world.room_ids[0], ended_on=MON)
    assert [room.name for room in file_store.ask(anyone, window).rooms] == ["Ash", "Oak"]
    assert [r.name for r in file_store.ask(anyone, window, from_on=WED, until_on=WED).rooms] == ["Ash"]
    refused(file_store, anyone, end_room, "room", "no longer used", room_id=world.room_ids[0])


def test_only_chairs_and_minute_takers_are_bookable_and_only_once(file_store: Store, anyone: Actor) -> None:
    manager = file_store.change(anyone, add_staff, name="Una Manager", role=Role.MANAGER).value
    chair = file_store.change(anyone, add_staff, name="Zoe Chair", role=Role.CHAIR).value
    refused(file_store, anyone, make_bookable, "staff", "neither chairs", staff_id=manager)
    file_store.change(anyone, make_bookable, staff_id=chair)
    refused(file_store, anyone, make_bookable, "staff", "already in the diary", staff_id=chair)
    overlapping = ((0, time(8), time(12)), (0, time(11), time(13)))
    refused(file_store, anyone, set_pattern, "pattern", "overlap", staff_id=chair, periods=overlapping)


def test_leave_is_seen_by_the_diary_and_can_be_withdrawn(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    wanted: dict[str, Any] = {"staff_id": world.chair_ids[0], "starts_at": datetime(2026, 3, 9, 9)}
    refused(store, anyone, add_leave, "ends_at", "after the start", **wanted, ends_at=datetime(2026, 3, 9, 9))
    leave = store.change(anyone, add_leave, **wanted, ends_at=datetime(2026, 3, 12), kind=LeaveKind.SICK).value
    (absence,) = store.ask(anyone, window).chairs[0].leave
    assert (absence.span.ends_at, absence.words) == (datetime(2026, 3, 12), "")
    refused(store, anyone, add_leave, "starts_at", "already away", **wanted, ends_at=datetime(2026, 3, 10))
    store.change(anyone, withdraw_leave, leave_id=leave)
    assert store.ask(anyone, window).chairs[0].leave == ()
    refused(store, anyone, withdraw_leave, "leave", "already withdrawn", leave_id=leave)


def test_a_closure_is_seen_by_the_diary_and_can_be_withdrawn(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    wanted: dict[str, Any] = {"room_id": world.room_ids[0], "starts_at": datetime(2026, 3, 9)}
    refused(file_store, anyone, close_room, "reason", "why", **wanted, ends_at=datetime(2026, 3, 10), reason=" ")
    refused(file_store, anyone, close_room, "ends_at", "after", **wanted, ends_at=datetime(2026, 3, 8), reason="x")
    closure = file_store.change(anyone, close_room, **wanted, ends_at=datetime(2026, 3, 10), reason="new floor").value
    oak = file_store.ask(anyone, window).rooms[1]
    assert [absence.words for absence in oak.closures] == ["new floor"]
    file_store.change(anyone, reopen_room, closure_id=closure)
    assert file_store.ask(anyone, window).rooms[1].closures == ()
    refused(file_store, anyone, reopen_room, "closure", "already withdrawn", closure_id=closure)


def test_one_off_days_change_the_calendar(store: Store, anyone: Actor) -> None:
    good_friday, monday = date(2026, 4, 3), date(2026, 3, 9)
    wanted: dict[str, Any] = {"reason": "flood", "kind": ClosureKind.CLOSED}
    exception = store.change(anyone, add_calendar_exception, day=monday, **wanted).value
    worked = store.change(
        anyone, add_calendar_exception, day=good_friday, kind=ClosureKind.WORKING, reason="backlog"
    ).value
    assert store.ask(anyone, closed, monday) == "flood"
    assert store.ask(anyone, closed, good_friday) is None
    refused(store, anyone, add_calendar_exception, "day", "closed already", day=monday, **wanted)
    refused(store, anyone, add_calendar_exception, "day", "already has", day=good_friday, **wanted)
    refused(store, anyone, add_calendar_exception, "day", "weekend", day=date(2026, 3, 7), **wanted)
    refused(
        store,
        anyone,
        add_calendar_exception,
        "day",
        "working day already",
        day=date(2026, 3, 10),
        kind=ClosureKind.WORKING,
        reason="x",
    )
    refused(store, anyone, add_calendar_exception, "reason", "why", day=MON, kind=ClosureKind.CLOSED, reason="")
    store.change(anyone, withdraw_calendar_exception, exception_id=exception)
    assert store.ask(anyone, closed, monday) is None
    refused(store, anyone, withdraw_calendar_exception, "day", "already", exception_id=exception)
    assert store.change(anyone, add_calendar_exception, day=monday, **wanted).value == exception
    store.change(anyone, withdraw_calendar_exception, exception_id=worked)
    assert store.ask(anyone, closed, good_friday) == "Good Friday"


def test_school_terms_do_not_overlap(file_store: Store, anyone: Actor) -> None:
    spring: dict[str, Any] = {"name": "Spring", "from_on": date(2026, 1, 5), "until_on": date(2026, 2, 13)}
    term = file_store.change(anyone, add_school_term, **spring).value
    assert file_store.ask(anyone, in_term, date(2026, 2, 13))
    assert not file_store.ask(anyone, in_term, date(2026, 2, 14))
    refused(file_store, anyone, add_school_term, "from_on", "overlaps", **(spring | {"name": "Again"}))
    refused(file_store, anyone, add_school_term, "name", "name", **(spring | {"name": ""}))
    refused(
        file_store, anyone, add_school_term, "until_on", "before it begins", **(spring | {"until_on": date(2026, 1, 1)})
    )
    file_store.change(anyone, withdraw_school_term, term_id=term)
    refused(file_store, anyone, withdraw_school_term, "term", "already", term_id=term)
    assert not file_store.ask(anyone, in_term, date(2026, 2, 13))


def test_who_has_left_is_not_offered_after_the_last_day(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    from cpconf.access.actions import end_staff

    world = small_world(file_store, anyone)
    file_store.change(anyone, end_staff, staff_id=world.chair_ids[0], ended_on=MON)
    whole = file_store.ask(anyone, window, from_on=MON, until_on=WED)
    assert {period.until_on for period in whole.chairs[0].hours} == {MON}
    later = file_store.ask(anyone, window, from_on=WED, until_on=WED)
    assert [chair.name for chair in later.chairs] == ["Chris Chair"]
