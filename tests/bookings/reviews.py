"""A family that is on plans after its initial conference, for the tests of reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cpconf.bookings.actions import book_conference, record_request
from cpconf.bookings.queries import conference_sheet
from cpconf.bookings.rules import ConferenceKind, ConferenceState
from cpconf.conferences.actions import finish_conference, mark_attendance, mark_report
from cpconf.conferences.rules import AttendanceStatus, ReportStatus
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.worlds import World, small_world, with_booking, with_request

HELD_ON = date(2026, 3, 10)
REVIEW_DUE_ON = date(2026, 6, 10)
REVIEW_AT = datetime(2026, 6, 2, 10)


def after_an_initial(store: Store, by: Actor, clock: HandClock) -> World:
    """Robin's initial conference was held on 10 March; it is 12:00 that day. Wren was not in it."""
    world = small_world(store, by)
    world = with_booking(store, by, with_request(store, by, world, child_ids=world.child_ids[:1]))
    clock.move(days=8, hours=3)
    for person in store.ask(by, conference_sheet, conference_id=world.conference_id).people:
        store.change(by, mark_attendance, invitation_id=person.invitation_id, status=AttendanceStatus.IN_PERSON)
        if person.professional_id is not None:
            store.change(by, mark_report, invitation_id=person.invitation_id, status=ReportStatus.IN_TIME)
    store.change(by, finish_conference, conference_id=world.conference_id, state=ConferenceState.HELD)
    return world


def review_request(store: Store, by: Actor, world: World) -> World:
    """The world with the request for Robin's first review."""
    request_id = store.change(
        by,
        record_request,
        family_id=world.family_id,
        child_ids=world.child_ids[:1],
        kind=ConferenceKind.REVIEW,
        social_worker_id=world.professional_ids["social_worker"],
        seats=8,
    ).value
    return replace(world, request_id=request_id)


def with_review(store: Store, by: Actor, world: World, **more: Any) -> World:
    """The world with Robin's review booked for 2 June at 10:00."""
    asked = review_request(store, by, world)
    values: dict[str, Any] = {
        "request_id": asked.request_id,
        "starts_at": REVIEW_AT,
        "room_id": world.room_ids[0],
        "chair_id": world.chair_ids[0],
        "minute_taker_id": world.minute_taker_ids[0],
    }
    return replace(asked, conference_id=store.change(by, book_conference, **(values | more)).value)
