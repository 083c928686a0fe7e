"""An office with a full diary, for the stories at the diary: rooms, people, forty bookings in one room, plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from cpconf.access.rules import Role
from cpconf.bookings.queries import ConferenceLine, conference_list
from cpconf.bookings.rules import ConferenceKind, ConferenceState
from cpconf.diary.actions import add_leave
from cpconf.diary.kinds import LeaveKind
from cpconf.diary.working_days import WorkingCalendar
from cpconf.people.actions import add_professional
from cpconf.people.rules import AgencyKind
from cpconf.practice.rules import PracticeSettings
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.bookings.busy_diary import Booked, hold
from tests.conftest import HandClock
from tests.worlds import World, add_a_room, add_person, another_family, small_world, with_booking, with_request

CALENDAR = WorkingCalendar.of(PracticeSettings.of({}))
CLOSED_FROM, CLOSED_UNTIL = date(2026, 3, 16), date(2026, 6, 16)
FORTY = 40
WORKERS = tuple(f"{name} Worker" for name in ("Wanda", "Wes", "Wilf", "Win", "Wren", "Wyn"))


def office(store: Store, by: Actor) -> World:
    """The small authority with two more rooms and chairs, three more minute-takers and six more social workers."""
    world = small_world(store, by)
    rooms = tuple(add_a_room(store, by, world.site_id, name, seats) for name, seats in (("Elm", 14), ("Yew", 12)))
    chairs = tuple(add_person(store, by, name, Role.CHAIR) for name in ("Cleo Chair", "Cyd Chair"))
    takers = tuple(add_person(store, by, name, Role.SPECIALIST) for name in ("Mo Taker", "Max Taker", "Mia Taker"))
    agency_id = world.agency_ids[AgencyKind.SOCIAL_CARE]
    workers = {
        name: store.change(by, add_professional, name=name, agency_id=agency_id, job_title="Social worker").value
        for name in WORKERS
    }
    return replace(
        world,
        room_ids=(*world.room_ids, *rooms),
        chair_ids=(*world.chair_ids, *chairs),
        minute_taker_ids=(*world.minute_taker_ids, *takers),
        professional_ids=world.professional_ids | workers,
    )


def book(store: Store, by: Actor, world: World, name: str, starts_at: datetime, who: int, room: int) -> Booked:
    """An initial conference of a family of its own, asked for five working days before."""
    family_id, child_ids = another_family(store, by, world, name)
    asked_on = min(CALENDAR.add(starts_at.date(), -5), store.clock().date())
    asked = with_request(
        store,
        by,
        world,
        family_id=family_id,
        child_ids=child_ids,
        strategy_discussion_on=asked_on,
        seats=6,
        worker=WORKERS[who % len(WORKERS)],
    )
    one = _booked(store, by, asked, starts_at, who, room)
    return Booked(one.conference_id, family_id, child_ids)


def book_review(store: Store, by: Actor, world: World, of: Booked, starts_at: datetime, who: int, room: int) -> None:
    """The first review of a family on plans."""
    asked = with_request(
        store,
        by,
        world,
        kind=ConferenceKind.REVIEW,
        family_id=of.family_id,
        child_ids=of.child_ids,
        seats=6,
        worker=WORKERS[who % len(WORKERS)],
    )
    _booked(store, by, asked, starts_at, who, room)


def _booked(store: Store, by: Actor, asked: World, starts_at: datetime, who: int, room: int) -> World:
    chair, taker = who % len(asked.chair_ids), who % len(asked.minute_taker_ids)
    return with_booking(store, by, asked, starts_at=starts_at, room=room, chair=chair, minute_taker=taker)


def on_plans(
    store: Store, by: Actor, clock: HandClock, world: World, names: Sequence[str], first_on: date
) -> list[Booked]:
    """Families whose initial conferences were held, one on each working day, and whose children are on plans."""
    booked = []
    for n, name in enumerate(names):
        day = CALENDAR.add(first_on, n)
        clock.at = datetime.combine(day, time(8), UTC)
        booked.append(book(store, by, world, name, datetime.combine(day, time(10)), n, n % 3))
        hold(store, by, clock, booked[-1])
    return booked


def forty_in_one_room(store: Store, by: Actor, clock: HandClock, world: World) -> None:
    """Forty reviews in the first room, one a working day from the day of its closing; it is as late as it was."""
    now = clock.at
    families = on_plans(store, by, clock, world, [f"Fortieth {n:02}" for n in range(FORTY)], date(2025, 12, 22))
    clock.at = now
    for n, family in enumerate(families):
        starts_at = datetime.combine(CALENDAR.add(CLOSED_FROM, n), time(10 if n % 2 else 14))
        book_review(store, by, world, family, starts_at, n, 0)


def away_until(store: Store, by: Actor, world: World, first_on: date, until_on: date) -> None:
    """Every chair is away from the first day until the last, both included."""
    for chair_id in world.chair_ids:
        store.change(
            by,
            add_leave,
            staff_id=chair_id,
            starts_at=datetime.combine(first_on, time()),
            ends_at=datetime.combine(until_on + timedelta(days=1), time()),
            kind=LeaveKind.TRAINING,
        )


def coming(place: Place, clock: HandClock, by: Actor) -> dict[str, ConferenceLine]:
    """The bookings that stand, by family."""
    store = Store.open(place, clock=clock)
    try:
        lines = store.ask(
            by,
            conference_list,
            from_on=date(2026, 1, 1),
            until_on=date(2027, 12, 31),
            states=(ConferenceState.CONFIRMED,),
        )
    finally:
        store.close()
    return {line.family: line for line in lines}
