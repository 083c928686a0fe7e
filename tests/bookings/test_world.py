"""The small invented authority of the tests stands on both kinds of store."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from cpconf.bookings.records import Conference, Invitation, Request
from cpconf.bookings.rules import ConferenceState, RequestState
from cpconf.diary.records import Occupancy
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading, Store
from tests.worlds import small_world, with_booking


@query(Permission.READ)
def kept(reading: Reading) -> tuple[object, ...]:
    conference = reading.rows(select(Conference.reference, Conference.state, Conference.starts_at, Conference.due_on))
    spans = reading.rows(select(Occupancy.purpose, Occupancy.starts_at, Occupancy.ends_at).order_by(Occupancy.purpose))
    invited = reading.rows(select(Invitation.capacity, Invitation.report_due_on).order_by(Invitation.position))
    return (
        [tuple(r) for r in conference],
        [tuple(r) for r in spans],
        [tuple(r) for r in invited],
        reading.scalar(select(Request.state)),
    )


def test_the_small_world_has_one_booked_conference(store: Store, anyone: Actor) -> None:
    with_booking(store, anyone, small_world(store, anyone))
    conferences, spans, invited, state = store.ask(anyone, kept)
    at = datetime(2026, 3, 10, 10, 0)
    assert conferences == [("CP-2026-0001", ConferenceState.CONFIRMED, at, date(2026, 3, 23))]
    assert spans == [
        ("chair", at.replace(hour=9, minute=30), at.replace(hour=12, minute=30)),
        ("minute_taker", at, at.replace(hour=13)),
        ("person", at, at.replace(hour=12)),
        ("room", at.replace(hour=9, minute=30), at.replace(hour=12, minute=10)),
        ("typing", at.replace(hour=13), at.replace(hour=15)),
    ]
    due_on = date(2026, 3, 6)
    assert invited == [
        ("mother", None),
        ("father", None),
        ("Social worker", due_on),
        ("Designated safeguarding lead", due_on),
        ("Health visitor", due_on),
        ("Detective constable", due_on),
    ]
    assert state is RequestState.BOOKED
