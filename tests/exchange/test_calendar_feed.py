"""What stands in a person's calendar: one entry per conference for ever, what was called off as cancelled, no name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from cpconf.bookings.actions import cancel_conference, reschedule
from cpconf.bookings.holding import confirm_conference, hold_conference, let_go
from cpconf.bookings.moving import reseat, take_back_move
from cpconf.bookings.rules import ConferenceId, LateReason
from cpconf.diary.actions import add_leave, withdraw_leave
from cpconf.diary.kinds import LeaveKind
from cpconf.exchange.calendar_feed import conference_calendar
from cpconf.exchange.calendar_file import CalendarFeed, FeedEntry, FeedStatus, calendar_file
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.watching import cost
from tests.worlds import World, another_family, small_world, usual_start, with_booking, with_request

DAY = timedelta(days=1)


@pytest.fixture
def world(file_store: Store, anyone: Actor) -> World:
    return with_booking(file_store, anyone, small_world(file_store, anyone))


def feed(store: Store, by: Actor, staff_id: Any) -> CalendarFeed:
    return store.ask(by, conference_calendar, staff_id=staff_id)


def one(found: CalendarFeed, part: str = "conference") -> FeedEntry:
    (entry,) = [entry for entry in found.entries if f".{part}" in entry.uid]
    return entry


def move(store: Store, by: Actor, world: World, conference_id: ConferenceId, starts_at: datetime) -> ConferenceId:
    return store.change(
        by,
        reschedule,
        conference_id=conference_id,
        starts_at=starts_at,
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[0],
        minute_taker_id=world.minute_taker_ids[0],
        reason=LateReason.URGENT_FAMILY,
    ).value


def test_a_chair_has_the_pre_meet_the_conference_and_time_for_notes(
    file_store: Store, anyone: Actor, world: World
) -> None:
    start = usual_start(file_store)
    found = feed(file_store, anyone, world.chair_ids[0])
    assert [(entry.summary, entry.starts_at, entry.ends_at, entry.location) for entry in found.entries] == [
        ("Pre-meet CP-2026-0001 T", start - timedelta(minutes=30), start, "Oak, Toybrook House"),
        ("ICPC CP-2026-0001 T", start, start + timedelta(hours=2), "Oak, Toybrook House"),
        ("Notes CP-2026-0001 T", start + timedelta(hours=2), start + timedelta(hours=2, minutes=30), ""),
    ]
    assert {(entry.status, entry.sequence) for entry in found.entries} == {(FeedStatus.CONFIRMED, 0)}
    assert feed(file_store, anyone, world.chair_ids[1]).entries == ()


def test_a_minute_taker_has_writing_up_and_typing(file_store: Store, anyone: Actor, world: World) -> None:
    found = feed(file_store, anyone, world.minute_taker_ids[0])
    assert [entry.summary.split()[0] for entry in found.entries][:2] == ["ICPC", "Writing"]
    assert one(found, "writing-up").ends_at - one(found, "writing-up").starts_at == timedelta(hours=1)
    typing = [entry for entry in found.entries if ".typing-" in entry.uid]
    assert sum((entry.ends_at - entry.starts_at for entry in typing), timedelta()) == timedelta(hours=2)


def test_no_word_of_the_family_leaves_the_store(file_store: Store, anyone: Actor, world: World) -> None:
    for staff_id in (world.chair_ids[0], world.minute_taker_ids[0]):
        content = calendar_file(feed(file_store, anyone, staff_id)).decode("utf-8")
        for word in ("Testling", "Robin", "Wren", "T1001", "F-0000", "Sol Worker"):
            assert word not in content
        assert content.count("CLASS:PRIVATE") == content.count("BEGIN:VEVENT")


def test_a_moved_conference_keeps_its_entry_and_counts_on(file_store: Store, anyone: Actor, world: World) -> None:
    before = one(feed(file_store, anyone, world.chair_ids[0]))
    start = usual_start(file_store)
    second = move(file_store, anyone, world, world.conference_id, start + DAY)
    moved = one(feed(file_store, anyone, world.chair_ids[0]))
    assert (moved.uid, moved.sequence, moved.starts_at) == (before.uid, 1, start + DAY)
    move(file_store, anyone, world, second, start + 2 * DAY)
    again = one(feed(file_store, anyone, world.chair_ids[0]))
    assert (again.uid, again.sequence, again.starts_at) == (before.uid, 2, start + 2 * DAY)


def test_a_move_that_is_taken_back_counts_on_too(file_store: Store, anyone: Actor, world: World) -> None:
    before = one(feed(file_store, anyone, world.chair_ids[0]))
    second = move(file_store, anyone, world, world.conference_id, usual_start(file_store) + DAY)
    moved = one(feed(file_store, anyone, world.chair_ids[0]))
    file_store.change(anyone, take_back_move, conference_id=second)
    back = one(feed(file_store, anyone, world.chair_ids[0]))
    assert (back.uid, back.starts_at, back.status) == (before.uid, before.starts_at, FeedStatus.CONFIRMED)
    assert back.sequence > moved.sequence


def test_a_cancelled_conference_is_there_as_cancelled(file_store: Store, anyone: Actor, world: World) -> None:
    file_store.change(anyone, cancel_conference, conference_id=world.conference_id, reason=LateReason.SAFETY)
    for staff_id in (world.chair_ids[0], world.minute_taker_ids[0]):
        found = feed(file_store, anyone, staff_id)
        assert {entry.status for entry in found.entries} == {FeedStatus.CANCELLED}
        assert one(found).sequence == 1


def test_whoever_is_replaced_has_it_as_cancelled_and_the_other_has_it(
    file_store: Store, anyone: Actor, world: World
) -> None:
    file_store.change(
        anyone,
        reseat,
        conference_id=world.conference_id,
        room_id=world.room_ids[1],
        chair_id=world.chair_ids[1],
        minute_taker_id=world.minute_taker_ids[0],
        reason=LateReason.CHAIR_SICK,
    )
    former, now = (one(feed(file_store, anyone, staff_id)) for staff_id in world.chair_ids)
    assert (former.status, now.status) == (FeedStatus.CANCELLED, FeedStatus.CONFIRMED)
    assert former.uid == now.uid
    assert now.location == "Ash, Toybrook House"
    taker = one(feed(file_store, anyone, world.minute_taker_ids[0]))
    assert (taker.location, taker.sequence) == ("Ash, Toybrook House", 1)


def test_a_hold_is_tentative_until_it_is_confirmed_or_let_go(file_store: Store, anyone: Actor) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    held = file_store.change(
        anyone,
        hold_conference,
        request_id=world.request_id,
        starts_at=usual_start(file_store),
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[0],
        minute_taker_id=world.minute_taker_ids[0],
    ).value
    tentative = one(feed(file_store, anyone, world.chair_ids[0]))
    assert (tentative.status, tentative.summary) == (FeedStatus.TENTATIVE, "Held: ICPC CP-2026-0001 T")
    file_store.change(anyone, confirm_conference, conference_id=held)
    firm = one(feed(file_store, anyone, world.chair_ids[0]))
    assert (firm.status, firm.uid, firm.sequence) == (FeedStatus.CONFIRMED, tentative.uid, 1)


def test_a_hold_that_was_let_go_is_cancelled(file_store: Store, anyone: Actor) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    held = file_store.change(
        anyone,
        hold_conference,
        request_id=world.request_id,
        starts_at=usual_start(file_store),
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[0],
        minute_taker_id=world.minute_taker_ids[0],
    ).value
    file_store.change(anyone, let_go, conference_id=held)
    assert one(feed(file_store, anyone, world.chair_ids[0])).status is FeedStatus.CANCELLED


def test_a_hold_past_its_time_is_cancelled_before_anybody_lets_it_go(
    file_store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    file_store.change(
        anyone,
        hold_conference,
        request_id=world.request_id,
        starts_at=usual_start(file_store),
        room_id=world.room_ids[0],
        chair_id=world.chair_ids[0],
        minute_taker_id=world.minute_taker_ids[0],
    )
    clock.move(days=2)
    lapsed = one(feed(file_store, anyone, world.chair_ids[0]))
    assert (lapsed.status, lapsed.sequence) == (FeedStatus.CANCELLED, 1)


def test_leave_is_there_and_an_illness_is_only_being_away(file_store: Store, anyone: Actor, world: World) -> None:
    start = usual_start(file_store) + 7 * DAY
    leave_id = file_store.change(
        anyone, add_leave, staff_id=world.chair_ids[1], starts_at=start, ends_at=start + DAY, kind=LeaveKind.SICK
    ).value
    (entry,) = feed(file_store, anyone, world.chair_ids[1]).entries
    assert (entry.summary, entry.is_away, entry.sequence) == ("Away", True, 0)
    file_store.change(anyone, withdraw_leave, leave_id=leave_id)
    (withdrawn,) = feed(file_store, anyone, world.chair_ids[1]).entries
    assert (withdrawn.uid, withdrawn.status, withdrawn.sequence) == (entry.uid, FeedStatus.CANCELLED, 1)


def test_who_is_not_in_the_diary_has_no_calendar(file_store: Store, anyone: Actor) -> None:
    with pytest.raises(Refusal, match="no such member"):
        feed(file_store, anyone, 99)


def test_a_feed_costs_the_same_for_one_conference_and_for_three(file_store: Store, anyone: Actor, world: World) -> None:
    first = cost(file_store, anyone, conference_calendar, staff_id=world.chair_ids[0])
    for n, name in enumerate(("Fableton", "Mockford"), 1):
        family_id, child_ids = another_family(file_store, anyone, world, name)
        asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=child_ids)
        with_booking(file_store, anyone, asked, starts_at=usual_start(file_store) + n * DAY)
    assert cost(file_store, anyone, conference_calendar, staff_id=world.chair_ids[0]) == first
    assert len(feed(file_store, anyone, world.chair_ids[0]).entries) == 9
