"""The minutes name the next conference of the children whom they are about, and nobody else's."""

from __future__ import annotations

from datetime import datetime

from cpconf.bookings.rules import ConferenceKind
from cpconf.minutes.queries import minutes_sheet
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.worlds import small_world, with_booking, with_request

LATER = datetime(2026, 3, 17, 10, 0)


def test_a_booked_conference_of_a_sibling_alone_is_not_the_next(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    robin, wren = world.child_ids
    first = with_booking(file_store, anyone, with_request(file_store, anyone, world, child_ids=(robin,)))
    asked = with_request(file_store, anyone, world, kind=ConferenceKind.TRANSFER_IN, child_ids=(wren,))
    with_booking(file_store, anyone, asked, starts_at=LATER)
    assert file_store.ask(anyone, minutes_sheet, conference_id=first.conference_id).next_conference == ""


def test_a_booked_conference_of_one_of_the_children_is_the_next(file_store: Store, anyone: Actor) -> None:
    world = small_world(file_store, anyone)
    first = with_booking(file_store, anyone, with_request(file_store, anyone, world))
    asked = with_request(file_store, anyone, world, kind=ConferenceKind.TRANSFER_IN, child_ids=world.child_ids[1:])
    with_booking(file_store, anyone, asked, starts_at=LATER)
    sheet = file_store.ask(anyone, minutes_sheet, conference_id=first.conference_id)
    assert sheet.next_conference == "Tuesday 17 March 2026 at 10:00."
