"""What the diary says of a request that can only be booked past its limit, before it is booked; changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from cpconf.bookings.lateness import cause_of
from cpconf.bookings.records import Request
from cpconf.bookings.rules import LateCause, RequestId
from cpconf.bookings.seeking import sought_by_request
from cpconf.bookings.wishing import scarce_for
from cpconf.diary.window import load_calendar
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import LONDON, Reading


@query(Permission.READ)
def late_finding(reading: Reading, *, request_id: RequestId) -> LateCause | None:
    """The cause that a booking past the limit would keep now, beside the person's own reason.

    None where the limit has passed already, so that no day in time is left to be judged. Refuses an unknown request.
    """
    row = reading.one(select(Request.__table__).where(Request.id == request_id))
    if row is None:
        raise Refusal("This request is not in the store.", "request")
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    if not _days(calendar, row.received_at.astimezone(LONDON).date(), row.due_on):
        return LateCause.LATE_REQUEST
    if not _days(calendar, reading.on, row.due_on):
        return None
    wanted = sought_by_request(reading, row, settings, calendar).wanted
    return cause_of(scarce_for(reading, wanted, settings, calendar))


def _days(calendar: WorkingCalendar, after: date, limit_on: date) -> bool:
    """Whether a working day is left after a day, up to the limit."""
    first = after + timedelta(days=1)
    return first <= limit_on and bool(calendar.days(first, limit_on))
