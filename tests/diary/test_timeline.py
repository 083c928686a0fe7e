"""The timeline shows rooms and people with what occupies them, and names families by initials only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from cpconf.bookings.actions import cancel_conference, hold_conference
from cpconf.bookings.rules import LateReason
from cpconf.diary.actions import add_calendar_exception, add_leave, add_school_term, add_site, close_room, set_pattern
from cpconf.diary.kinds import ClosureKind, Hold, LeaveKind, Purpose
from cpconf.diary.rules import Span
from cpconf.diary.sheet import Seat, TimelineBooking, TimelineSheet, glance, shown_days
from cpconf.diary.timeline import timeline
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.watching import cost
from tests.worlds import add_a_room, another_family, small_world, usual_start, with_booking, with_request

MONDAY = date(2026, 3, 9)
AT = datetime(2026, 3, 10, 10)
NOW = datetime(2026, 3, 2, 9)


def week(store: Store, by: Actor, **named: object) -> TimelineSheet:
    return store.ask(by, timeline, from_on=MONDAY, days=7, **named)  # type: ignore[arg-type]


def booked(store: Store, by: Actor) -> tuple[TimelineSheet, TimelineBooking]:
    sheet = week(store, by)
    booking = sheet.row_of(Purpose.ROOM, sheet.rows[1].owner_id)
    assert booking is not None
    found = booking.entries[0].booking
    assert found is not None
    return sheet, found


def test_a_booked_conference_stands_in_three_rows_with_its_margins(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    sheet = week(store, anyone)
    assert [day.on.weekday() for day in sheet.days] == [0, 1, 2, 3, 4]
    assert [row.name for row in sheet.rows] == ["Ash", "Oak", "Cass Chair", "Chris Chair", "Mel Taker", "Min Taker"]
    (entry,) = sheet.rows[1].entries
    assert (entry.starts_at, entry.ends_at) == (AT.replace(hour=9, minute=30), AT.replace(hour=12, minute=10))
    assert (entry.purpose, entry.hold) == (Purpose.ROOM, Hold.BOOKED)
    booking = entry.booking
    assert booking is not None
    assert (booking.reference, booking.initials, booking.kind) == ("CP-2026-0001", "T", "initial")
    assert (booking.starts_at, booking.ends_at) == (AT, AT.replace(hour=12))
    assert (booking.room, booking.site, booking.chair, booking.minute_taker) == (
        "Oak",
        "Toybrook House",
        "Cass Chair",
        "Min Taker",
    )
    assert (booking.counted_from_on, booking.due_on) == (date(2026, 3, 2), date(2026, 3, 23))
    assert sheet.day_number(booking.counted_from_on, booking.due_on) == 15
    assert (booking.is_movable, booking.is_coming, booking.is_late) == (True, True, False)
    holders = {row.name for row in sheet.rows if any(e.purpose is not Purpose.TYPING for e in row.entries)}
    assert holders == {"Oak", "Cass Chair", "Min Taker"}
    assert "Testling" not in repr(sheet.rows)
    store.change(anyone, cancel_conference, conference_id=world.conference_id, reason=LateReason.SAFETY)
    assert not any(row.entries for row in week(store, anyone).rows)


def test_typing_stands_in_the_row_of_the_minute_taker(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    sheet = file_store.ask(anyone, timeline, from_on=MONDAY, days=14)
    typing = [(row.name, entry) for row in sheet.rows for entry in row.entries if entry.purpose is Purpose.TYPING]
    assert [name for name, _ in typing] == ["Min Taker"]
    (entry,) = [entry for _, entry in typing]
    assert entry.booking is not None
    assert entry.booking.conference_id == world.conference_id


def test_a_hold_says_until_when_and_that_it_has_lapsed(file_store: Store, anyone: Actor, clock: HandClock) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    file_store.change(
        anyone, hold_conference, request_id=world.request_id, starts_at=AT, room_id=world.room_ids[0],
        chair_id=world.chair_ids[0], minute_taker_id=world.minute_taker_ids[0],
    )  # fmt: skip
    _, booking = booked(file_store, anyone)
    assert (booking.state, booking.is_held_back, booking.is_lapsed) == ("provisional", True, False)
    assert booking.held_until is not None
    assert booking.held_until > clock()
    clock.move(days=5)
    assert booked(file_store, anyone)[1].is_lapsed


def test_the_days_say_what_is_closed_who_is_away_and_when_all_are_open(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    for starts_at in (datetime(2026, 3, 10, 8), datetime(2026, 3, 20, 8)):
        file_store.change(
            anyone, close_room, room_id=world.room_ids[0], starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2), reason="paint",
        )  # fmt: skip
    file_store.change(
        anyone, add_leave, staff_id=world.chair_ids[0], starts_at=datetime(2026, 3, 1), ends_at=datetime(2026, 3, 10),
        kind=LeaveKind.SICK,
    )  # fmt: skip
    file_store.change(anyone, add_calendar_exception, day=date(2026, 3, 13), kind=ClosureKind.CLOSED, reason="Flood")
    file_store.change(anyone, add_school_term, name="Spring", from_on=date(2026, 1, 5), until_on=date(2026, 3, 10))
    file_store.change(anyone, add_school_term, name="Summer", from_on=date(2026, 4, 13), until_on=date(2026, 7, 20))
    sheet = week(file_store, anyone)
    assert [away.words for away in sheet.rows[1].away] == ["paint"]
    assert [away.words for away in sheet.rows[2].away] == ["away"]
    assert [day.closed for day in sheet.days] == ["", "", "", "", "Flood"]
    assert [day.holiday for day in sheet.days] == [False, False, True, True, True]
    assert sheet.rows[0].open[0] == Span(starts_at=datetime(2026, 3, 9, 8), ends_at=datetime(2026, 3, 9, 18))
    assert len(sheet.rows[0].open) == 5


def test_protected_time_is_shown_and_is_not_open(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    days = tuple((weekday, time(9), time(17)) for weekday in range(4))
    file_store.change(
        anyone, set_pattern, staff_id=world.chair_ids[0], periods=days, protected=((4, time(9), time(17)),)
    )
    row = week(file_store, anyone).row_of(Purpose.CHAIR, world.chair_ids[0])
    assert row is not None
    assert [(away.starts_at, away.is_protected) for away in row.away] == [(datetime(2026, 3, 13, 9), True)]
    assert not any(span.starts_at.date() == date(2026, 3, 13) for span in row.open)


def test_a_site_shows_its_rooms_and_who_is_there(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    other = file_store.change(anyone, add_site, name="Elsewhere").value
    add_a_room(file_store, anyone, other, "Far", 8)
    file_store.change(
        anyone, set_pattern, staff_id=world.chair_ids[1], periods=tuple((d, time(8), time(18)) for d in range(5)),
        site_id=world.site_id,
    )  # fmt: skip
    rows = [row.name for row in week(file_store, anyone, site_id=other).rows]
    assert rows == ["Far", "Cass Chair", "Mel Taker", "Min Taker"]
    assert "Far" not in [row.name for row in week(file_store, anyone, site_id=world.site_id).rows]


def test_what_the_screen_was_opened_with_comes_along_from_any_day(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    sheet = file_store.ask(
        anyone, timeline, from_on=date(2026, 6, 1), days=1, request_id=world.request_id,
        conference_id=world.conference_id,
    )  # fmt: skip
    assert sheet.asked is not None
    assert sheet.request is not None
    assert (sheet.asked.starts_at, sheet.booking(world.conference_id)) == (AT, sheet.asked)
    assert (sheet.request.initials, sheet.request.due_on) == ("T", date(2026, 3, 23))
    for unknown in ({"request_id": 99}, {"conference_id": 99}, {"days": 90}):
        named: dict[str, Any] = {"from_on": MONDAY, "days": 7, **unknown}
        with pytest.raises(Refusal):
            file_store.ask(anyone, timeline, **named)


def test_days_are_weekdays_unless_a_weekend_day_is_asked_for_alone() -> None:
    assert [day.day for day in shown_days(date(2026, 3, 13), 4)] == [13, 16]
    assert shown_days(date(2026, 3, 14), 1) == (date(2026, 3, 14),)


def test_the_timeline_costs_the_same_for_one_and_for_three(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    before = cost(file_store, anyone, timeline, from_on=MONDAY, days=7)
    family_id, children = another_family(file_store, anyone, world, "Further", 2)
    for n, child_id in enumerate(children, start=1):
        asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=[child_id])
        with_booking(file_store, anyone, asked, starts_at=usual_start(file_store) + timedelta(days=n))
    assert sum(len(row.entries) for row in week(file_store, anyone).rows[:2]) == 3
    assert cost(file_store, anyone, timeline, from_on=MONDAY, days=7) == before
    assert cost(file_store, anyone, timeline, from_on=MONDAY, days=14) == before


def test_a_glance_tells_what_plainly_stands_in_the_way(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    family_id, children = another_family(file_store, anyone, world, "Further")
    asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=children)
    with_booking(file_store, anyone, asked, starts_at=AT + timedelta(hours=4), chair=1, minute_taker=1)
    sheet, booking = booked(file_store, anyone)
    home = Seat.of(booking)

    def told(**changed: object) -> str:
        return " ".join(glance(sheet, booking, replace(home, **changed), NOW))  # type: ignore[arg-type]

    assert told() == ""
    assert told(starts_at=AT + timedelta(minutes=30)) == ""
    assert told(starts_at=AT + timedelta(hours=2)) == "Oak is taken by CP-2026-0002, 13:30 to 16:10."
    assert told(starts_at=AT + timedelta(hours=2), room_id=world.room_ids[1]) == ""
    assert told(
        starts_at=AT.replace(hour=7)
    ) == "Oak is not open from 06:30. Cass Chair is not at work from 06:30. " + ("Min Taker is not at work from 07:00.")
    assert told(starts_at=AT.replace(hour=23)) == "It would end on another day."
    assert told(starts_at=AT - timedelta(days=10)) == "That time has passed. A conference is never held at a weekend."
    assert told(starts_at=AT + timedelta(days=30)) == ""


def test_a_glance_sees_closures_leave_and_closed_days(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    file_store.change(
        anyone, close_room, room_id=world.room_ids[0], starts_at=datetime(2026, 3, 11, 8),
        ends_at=datetime(2026, 3, 11, 18), reason="paint",
    )  # fmt: skip
    file_store.change(
        anyone, add_leave, staff_id=world.chair_ids[0], starts_at=datetime(2026, 3, 12), ends_at=datetime(2026, 3, 13),
        kind=LeaveKind.ANNUAL,
    )  # fmt: skip
    file_store.change(anyone, add_calendar_exception, day=date(2026, 3, 13), kind=ClosureKind.CLOSED, reason="Flood")
    sheet, booking = booked(file_store, anyone)
    told = [
        glance(sheet, booking, replace(Seat.of(booking), starts_at=AT + timedelta(days=days)), NOW)
        for days in (1, 2, 3)
    ]
    assert told == [
        ("Oak is closed: paint.",),
        ("Cass Chair is away: annual leave.",),
        ("Not a working day here: Flood.",),
    ]
