"""What a conference takes and lets go of: conflicts in words, holds that lapse, people, travel, typing blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from cpconf.bookings.records import Conference
from cpconf.bookings.rules import ConferenceKind
from cpconf.diary.actions import add_leave, add_room, add_site, set_pattern, set_travel
from cpconf.diary.kinds import Hold, Purpose
from cpconf.diary.occupying import Conflict, conflicts, lapsed_conferences, occupy, release, release_lapsed
from cpconf.diary.records import Occupancy, Resource, SiteTravel
from cpconf.diary.rules import RoomId
from cpconf.practice.actions import change_setting
from cpconf.practice.setting import Stored
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, action, query
from cpconf.store.store import Reading, Store, Writing
from tests.conftest import HandClock
from tests.watching import refused, statements
from tests.worlds import WEEK, World, small_world

TEN = datetime(2026, 3, 10, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Arguments of `occupy`, the usual ones unless changed."""

    world: World

    def __call__(self, **changed: Any) -> dict[str, Any]:
        world = self.world
        usual: dict[str, Any] = {
            "room_id": world.room_ids[0],
            "chair_id": world.chair_ids[0],
            "minute_taker_id": world.minute_taker_ids[0],
            "starts_at": TEN,
        }
        values = usual | changed
        return {"ends_at": values["starts_at"] + timedelta(hours=2)} | values


@action(Permission.BOOK)
def keep(writing: Writing, /, *, world: World, starts_at: datetime = TEN, **seat: Any) -> int:
    """A bare conference with what it occupies; its id."""
    count = len(writing.scalars(select(Conference.id)))
    values = Seat(world=world)(starts_at=starts_at, **seat)
    conference = writing.add(
        Conference(
            reference=f"CP-2026-{count + 1:04}",
            family_id=world.family_id,
            kind=ConferenceKind.INITIAL,
            starts_at=values["starts_at"],
            ends_at=values["ends_at"],
            room_id=values["room_id"],
            chair_id=values["chair_id"],
            minute_taker_id=values["minute_taker_id"],
            counted_from_on=TEN.date(),
            due_on=TEN.date(),
            booked_at=writing.at,
        )
    )
    occupy(writing, conference_id=conference.id, **values)
    return conference.id


@action(Permission.BOOK)
def seat_again(writing: Writing, /, **values: Any) -> None:
    occupy(writing, **values)


@action(Permission.BOOK)
def let_go(writing: Writing, *, conference_id: int) -> None:
    release(writing, conference_id=conference_id)


@action(Permission.BOOK)
def sweep(writing: Writing) -> tuple[int, ...]:
    return release_lapsed(writing)


@query(Permission.READ)
def lapsed(reading: Reading) -> tuple[int, ...]:
    return lapsed_conferences(reading)


@query(Permission.READ)
def why_not(reading: Reading, /, **seat: Any) -> tuple[Conflict, ...]:
    return conflicts(reading, **({"conference_id": None} | seat))


Kept = tuple[int | None, Purpose, datetime, datetime]


@query(Permission.READ)
def kept(reading: Reading) -> list[Kept]:
    rows = reading.rows(
        select(Occupancy.conference_id, Occupancy.purpose, Occupancy.starts_at, Occupancy.ends_at)
        .where(Occupancy.released_at.is_(None))
        .order_by(Occupancy.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def typing(rows: Sequence[Kept]) -> list[tuple[int | None, datetime]]:
    return [(row[0], row[2]) for row in rows if row[1] is Purpose.TYPING]


@pytest.fixture
def world(file_store: Store, anyone: Actor) -> World:
    return small_world(file_store, anyone)


def practise(store: Store, by: Actor, key: str, value: Stored) -> None:
    store.change(by, change_setting, key=key, value=value, why="test")


def words(store: Store, by: Actor, **seat: Any) -> list[str]:
    return [conflict.words for conflict in store.ask(by, why_not, **seat)]


def test_every_conflict_is_told_at_once_each_with_its_field(file_store: Store, anyone: Actor, world: World) -> None:
    file_store.change(anyone, keep, world=world)
    away: dict[str, Any] = {"starts_at": TEN.replace(hour=0), "ends_at": TEN.replace(hour=23)}
    file_store.change(anyone, add_leave, staff_id=world.chair_ids[1], **away)
    wanted = Seat(world=world)(chair_id=world.chair_ids[1], starts_at=TEN + timedelta(hours=1), seats=20)
    found = file_store.ask(anyone, why_not, **wanted)
    assert [(conflict.field, conflict.words.split(".")[0]) for conflict in found] == [
        ("room", "The room Oak has 14 seats and this conference needs 20"),
        (
            "room",
            "The room Oak is taken from 09:30 to 12:10 on Tuesday 10/03/2026 by CP-2026-0001 "
            "(meeting the family and clearing the room included)",
        ),
        ("chair", "The chair Chris Chair is away from 10/03/2026 00:00 to 10/03/2026 23:00 (annual leave)"),
        (
            "minute_taker",
            "The minute-taker Min Taker is taken from 10:00 to 13:00 on Tuesday 10/03/2026 by CP-2026-0001 "
            "(writing up included)",
        ),
    ]
    refused(
        file_store, anyone, keep, "room", found[0].words, world=world, chair_id=world.chair_ids[1],
        starts_at=TEN + timedelta(hours=1), seats=20,
    )  # fmt: skip


def test_its_own_occupancies_do_not_stand_in_a_conferences_way(file_store: Store, anyone: Actor, world: World) -> None:
    number = file_store.change(anyone, keep, world=world).value
    later = Seat(world=world)(starts_at=TEN + timedelta(minutes=30))
    assert words(file_store, anyone, **later) != []
    assert words(file_store, anyone, conference_id=number, **later) == []
    file_store.change(anyone, seat_again, conference_id=number, **later)
    rooms = [row[2] for row in file_store.ask(anyone, kept) if row[1] is Purpose.ROOM]
    assert rooms == [TEN]


def test_a_person_has_no_more_conferences_a_day_than_allowed(file_store: Store, anyone: Actor, world: World) -> None:
    practise(file_store, anyone, "chair_conferences_a_day", 1)
    file_store.change(anyone, keep, world=world)
    late = Seat(world=world)(starts_at=TEN + timedelta(hours=5), minute_taker_id=world.minute_taker_ids[1])
    assert words(file_store, anyone, **late) == [
        "The chair Cass Chair already has 1 conference on Tuesday 10/03/2026, and 1 is the most for one day."
    ]


def test_protected_time_is_never_booked_and_is_named(file_store: Store, anyone: Actor, world: World) -> None:
    guarded = ((1, time(11), time(12)),)
    file_store.change(
        anyone, set_pattern, staff_id=world.chair_ids[0], periods=WEEK, protected=guarded, from_on=TEN.date()
    )
    assert words(file_store, anyone, **Seat(world=world)()) == [
        "The chair Cass Chair has protected time from 11:00 to 12:00 on Tuesday 10/03/2026."
    ]
    assert words(file_store, anyone, **Seat(world=world)(starts_at=TEN + timedelta(hours=2, minutes=30))) == []
    refused(
        file_store, anyone, set_pattern, "protected", "overlap", staff_id=world.chair_ids[0], periods=WEEK,
        protected=(*guarded, (1, time(11, 30), time(13))),
    )  # fmt: skip


def second_site(store: Store, by: Actor) -> RoomId:
    site_id = store.change(by, add_site, name="Fartown House").value
    return store.change(by, add_room, site_id=site_id, name="Elm", capacity=14, opening=WEEK).value


def test_the_way_between_two_sites_is_kept_free(file_store: Store, anyone: Actor, world: World) -> None:
    elm = second_site(file_store, anyone)
    file_store.change(anyone, keep, world=world, chair_id=world.chair_ids[1])
    after = TEN + timedelta(hours=3, minutes=20)  # the minute-taker is free at 13:00 and takes 30 minutes
    other = Seat(world=world)(room_id=elm, starts_at=after)
    assert words(file_store, anyone, **other) == [
        "The minute-taker Min Taker is at another site from 10:00 to 13:00 for CP-2026-0001, and the way takes "
        "30 minutes. Choose another time, or a room at that site."
    ]
    assert words(file_store, anyone, **(other | {"room_id": world.room_ids[1]})) == []
    assert words(file_store, anyone, **(other | {"room_id": None})) == []
    assert words(file_store, anyone, **Seat(world=world)(room_id=elm, starts_at=after + timedelta(minutes=10))) == []


def test_travel_is_set_for_a_pair_of_sites_whichever_way_round(file_store: Store, anyone: Actor, world: World) -> None:
    elm = second_site(file_store, anyone)
    file_store.change(anyone, keep, world=world, chair_id=world.chair_ids[1])
    other = Seat(world=world)(room_id=elm, starts_at=TEN + timedelta(hours=3))
    sites: dict[str, Any] = {"site_id": world.site_id, "other_site_id": world.site_id + 1}
    file_store.change(anyone, set_travel, **sites, minutes=0)
    assert words(file_store, anyone, **other) == []
    turned: dict[str, Any] = {"site_id": world.site_id + 1, "other_site_id": world.site_id}
    file_store.change(anyone, set_travel, **turned, minutes=10)
    assert len(words(file_store, anyone, **other)) == 1
    rows = file_store.ask(anyone, every_travel)
    assert rows == [(world.site_id, world.site_id + 1, 10)]
    refused(file_store, anyone, set_travel, "minutes", "from 0 to 240", **sites, minutes=241)
    refused(
        file_store,
        anyone,
        set_travel,
        "other_site",
        "two sites",
        **(sites | {"other_site_id": world.site_id}),
        minutes=5,
    )


@query(Permission.READ)
def every_travel(reading: Reading) -> list[tuple[int, int, int]]:
    rows = reading.rows(select(SiteTravel.from_site_id, SiteTravel.to_site_id, SiteTravel.minutes))
    return [(row[0], row[1], row[2]) for row in rows]


def test_somebody_who_must_be_there_cannot_be_in_two_places(file_store: Store, anyone: Actor, world: World) -> None:
    teacher = world.professional_ids["teacher"]
    number = file_store.change(anyone, keep, world=world, professional_ids=[teacher]).value
    other: dict[str, Any] = {
        "room_id": world.room_ids[1],
        "chair_id": world.chair_ids[1],
        "minute_taker_id": world.minute_taker_ids[1],
        "professional_ids": [teacher],
    }
    assert words(file_store, anyone, **Seat(world=world)(starts_at=TEN + timedelta(hours=1), **other)) == [
        "Terry Teachwell must be at CP-2026-0001 from 10:00 to 12:00 on Tuesday 10/03/2026. Choose another time."
    ]
    assert words(file_store, anyone, **Seat(world=world)(starts_at=TEN + timedelta(hours=2), **other)) == []
    remote = other | {"room_id": None, "professional_ids": []}
    assert words(file_store, anyone, **Seat(world=world)(starts_at=TEN + timedelta(hours=1), **remote)) == []
    file_store.change(anyone, let_go, conference_id=number)
    assert file_store.ask(anyone, kept) == []
    file_store.change(anyone, keep, world=world, **other)
    assert file_store.ask(anyone, people_in_the_diary) == 1


@query(Permission.READ)
def people_in_the_diary(reading: Reading) -> int:
    return len(reading.scalars(select(Resource.id).where(Resource.professional_id.is_not(None))))


def test_a_hold_keeps_others_out_until_it_lapses_and_the_next_booking_lets_it_go(
    store: Store, anyone: Actor, clock: HandClock
) -> None:
    world = small_world(store, anyone)
    until = clock.at + timedelta(hours=5)
    held = store.change(anyone, keep, world=world, hold=Hold.HELD, held_until=until).value
    assert typing(store.ask(anyone, kept)) == []
    told = words(store, anyone, **Seat(world=world)())
    assert told[0].startswith(
        "The room Oak is held from 09:30 to 12:10 on Tuesday 10/03/2026 for CP-2026-0001, held until 14:00 today ("
    )
    clock.move(hours=5)
    assert words(store, anyone, **Seat(world=world)()) == []
    assert store.ask(anyone, lapsed) == (held,)
    booked = store.change(anyone, keep, world=world).value
    assert {row[0] for row in store.ask(anyone, kept)} == {booked}
    assert store.ask(anyone, lapsed) == ()


def test_holds_past_their_time_are_swept_and_others_stay(
    file_store: Store, anyone: Actor, world: World, clock: HandClock
) -> None:
    first = file_store.change(anyone, keep, world=world, hold=Hold.HELD, held_until=clock.at + timedelta(hours=1)).value
    second = file_store.change(
        anyone,
        keep,
        world=world,
        starts_at=TEN + timedelta(days=1),
        hold=Hold.HELD,
        held_until=clock.at + timedelta(hours=9),
    ).value
    clock.move(hours=2)
    assert file_store.change(anyone, sweep).value == (first,)
    assert {row[0] for row in file_store.ask(anyone, kept)} == {second}
    assert file_store.change(anyone, sweep).value == ()


def test_a_booking_gives_the_minute_taker_time_to_type(store: Store, anyone: Actor) -> None:
    world = small_world(store, anyone)
    number = store.change(anyone, keep, world=world).value
    assert typing(store.ask(anyone, kept)) == [(number, TEN + timedelta(hours=3))]
    second = store.change(
        anyone,
        keep,
        world=world,
        room_id=world.room_ids[1],
        chair_id=world.chair_ids[1],
        starts_at=TEN + timedelta(hours=3),
    ).value  # takes 13:00 to 16:00: the first block moves behind it, the second goes to the next day
    assert sorted(typing(store.ask(anyone, kept))) == [
        (number, TEN + timedelta(hours=6)),
        (second, TEN.replace(day=11, hour=8)),
    ]
    store.change(anyone, let_go, conference_id=number)
    assert typing(store.ask(anyone, kept)) == [(second, TEN.replace(day=11, hour=8))]


def test_typing_gives_way_even_where_nothing_is_left_for_it(file_store: Store, anyone: Actor, world: World) -> None:
    only = ((1, time(9, 30), time(15)),)  # Tuesdays: a conference and its typing, or two conferences
    practise(file_store, anyone, "limit.minutes", {"amount": 1, "unit": "working days"})
    practise(file_store, anyone, "pre_meet_minutes", 0)
    file_store.change(anyone, set_pattern, staff_id=world.minute_taker_ids[0], periods=only)
    number = file_store.change(anyone, keep, world=world).value
    assert typing(file_store.ask(anyone, kept)) == [(number, TEN + timedelta(hours=3))]
    file_store.change(
        anyone,
        keep,
        world=world,
        room_id=world.room_ids[1],
        chair_id=world.chair_ids[1],
        starts_at=TEN + timedelta(hours=3),
    )
    assert typing(file_store.ask(anyone, kept)) == []


def test_no_typing_time_is_kept_where_the_practice_wants_none(file_store: Store, anyone: Actor, world: World) -> None:
    practise(file_store, anyone, "typing_minutes", 0)
    file_store.change(anyone, keep, world=world)
    assert typing(file_store.ask(anyone, kept)) == []


def test_asking_for_conflicts_takes_the_same_statements_however_many_there_are(
    file_store: Store, anyone: Actor, world: World
) -> None:
    with statements(file_store) as free:
        assert words(file_store, anyone, **Seat(world=world)()) == []
    for hours in (0, 3):
        file_store.change(anyone, keep, world=world, starts_at=TEN + timedelta(hours=hours, minutes=10))
    with statements(file_store) as taken:
        assert len(words(file_store, anyone, **Seat(world=world)(starts_at=TEN + timedelta(hours=1)))) > 3
    assert len(taken) <= len(free) + 1
