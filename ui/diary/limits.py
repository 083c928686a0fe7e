"""The limit that the timeline shows for a booking or a request: its line, and the number of each day; no widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cpconf.diary.sheet import TimelineBooking, TimelineLimit, TimelineSheet
from ui.diary.spoken import kind_short, limit_words, short_day

MOST_NUMBERED = 25  # a limit of months is not counted in days


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A clock: from when it counts, until when; `words` say it."""

    counted_from_on: date
    due_on: date
    words: str


def limit_of_booking(sheet: TimelineSheet, booking: TimelineBooking) -> Limit:
    """The limit of a conference."""
    return Limit(counted_from_on=booking.counted_from_on, due_on=booking.due_on, words=limit_words(sheet, booking))


def limit_of_request(sheet: TimelineSheet, request: TimelineLimit) -> Limit:
    """The limit of a request."""
    of_days = sheet.day_number(request.counted_from_on, request.due_on)
    number = f", day {of_days}" if of_days is not None and of_days <= MOST_NUMBERED else ""
    words = f"{kind_short(request.kind)}, to be held by {short_day(request.due_on)} {request.due_on.year}{number}"
    return Limit(counted_from_on=request.counted_from_on, due_on=request.due_on, words=words)


def notes(sheet: TimelineSheet, limit: Limit) -> dict[date, str]:
    """What the head says of each day: "day 9", and at the limit "limit, day 15"."""
    of_days = sheet.day_number(limit.counted_from_on, limit.due_on)
    found: dict[date, str] = {}
    for day in sheet.days:
        number = sheet.day_number(limit.counted_from_on, day.on)
        counted = number is not None and number > 0 and of_days is not None and of_days <= MOST_NUMBERED
        words = f"day {number}" if counted and not day.closed else ""
        if day.on == limit.due_on:
            words = ", ".join(part for part in ("limit", words) if part)
        if words:
            found[day.on] = words
    return found
