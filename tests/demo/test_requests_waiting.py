"""What waits in the invented authority is what an act of the program could have left there."""

from __future__ import annotations

from datetime import date

import pytest

from cpconf.bookings.rules import COMING_STATES, ConferenceState, RequestState
from tests.demo.invented_authorities import AUTUMN, SPRING, authority


@pytest.mark.parametrize("on", [AUTUMN, SPRING])
def test_a_conference_to_come_belongs_to_a_request_that_is_booked(on: date) -> None:
    invented = authority(2017, on)
    states = {request.id: request.state for request in invented.requests}
    coming = [one for one in invented.conferences if one.state in COMING_STATES and one.request_id is not None]
    assert coming
    assert {states[one.request_id] for one in coming if one.request_id is not None} == {RequestState.BOOKED}
    assert ConferenceState.PROVISIONAL not in {one.state for one in invented.conferences}
