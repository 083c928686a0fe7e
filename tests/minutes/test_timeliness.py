"""The minutes say how soon a conference was held only by a clock that its kind has."""

from __future__ import annotations

from datetime import date

import pytest

from cpconf.bookings.rules import ConferenceKind
from cpconf.minutes.queries import minutes_sheet
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.worlds import small_world, with_booking, with_request

STRATEGY_DISCUSSION = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("kind", "working_days", "limit"),
    [
        (ConferenceKind.INITIAL, 6, 15),
        (ConferenceKind.PRE_BIRTH, 6, None),  # due before the expected birth
        (ConferenceKind.TRANSFER_IN, None, None),  # counts from the written notice
    ],
)
def test_only_an_initial_conference_is_held_against_the_limit_from_the_strategy_discussion(
    kind: ConferenceKind, working_days: int | None, limit: int | None, file_store: Store, anyone: Actor
) -> None:
    world = small_world(file_store, anyone)
    children = (world.unborn_id,) if kind is ConferenceKind.PRE_BIRTH else world.child_ids
    asked = with_request(
        file_store, anyone, world, kind=kind, child_ids=children, strategy_discussion_on=STRATEGY_DISCUSSION
    )
    booked = with_booking(file_store, anyone, asked)
    occasion = file_store.ask(anyone, minutes_sheet, conference_id=booked.conference_id).occasion
    assert (occasion.working_days, occasion.limit_working_days) == (working_days, limit)
