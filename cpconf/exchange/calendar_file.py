"""A person's diary as a calendar file (RFC 5545): feed in, bytes out; knows neither the store nor any family's name."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from cpconf.refusals import Trouble

if TYPE_CHECKING:
    from icalendar import Event, Timezone

LONDON: Final = ZoneInfo("Europe/London")
PRODUCT: Final = "-//cpconf//Diary of a conferencing service//EN"
REFRESH: Final = timedelta(hours=1)


class FeedStatus(StrEnum):
    """How firm an entry is; the values are RFC 5545's."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry; local wall times. `uid` never changes for the same thing, `sequence` grows with each change of it.

    `summary` holds a reference and initials at most, `location` a room and its site. `is_away`: leave.
    """

    uid: str
    sequence: int
    status: FeedStatus
    summary: str
    starts_at: datetime
    ends_at: datetime
    location: str = ""
    note: str = ""
    is_away: bool = False

    @property
    def whole_days(self) -> tuple[date, date] | None:
        """First day and the day after the last, where the entry runs from midnight to midnight."""
        if self.starts_at.time() == time() == self.ends_at.time():
            return self.starts_at.date(), self.ends_at.date()
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFeed:
    """The diary of one person as it stood at the instant `at` (UTC)."""

    name: str
    at: datetime
    entries: tuple[FeedEntry, ...]


def calendar_file(feed: CalendarFeed) -> bytes:
    """The whole feed as one .ics file, ready to be subscribed to. Equal feeds give equal bytes.

    Each entry is CLASS:PRIVATE. There is no METHOD: a feed is neither an invitation nor its update (RFC 5546), and
    programs that meet PUBLISH make a second copy. The zone is written as two yearly rules: readers that meet a list of
    days instead take 10:00 in summer for an hour earlier.
    """
    # Here, not above: the library costs 60 ms, and only who saves a calendar file needs it.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"Conferences: {feed.name}")
    calendar.add("x-wr-timezone", "Europe/London")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_zone())
    for entry in feed.entries:
        calendar.add_component(_event(entry, feed.at))
    return bytes(calendar.to_ical())


def file_name(name: str) -> str:
    """The name that is proposed for a person's calendar file; without a date, so that the next one replaces it."""
    return f"conferences-{'-'.join(name.lower().split())}.ics"


def save_calendar(content: bytes, file: Path) -> None:
    """Put the whole file in place at once: who reads it meanwhile has the old one or the new one, never a part.

    Trouble when the place cannot be written to.
    """
    try:
        handle, beside = tempfile.mkstemp(dir=file.parent, prefix=".calendar-", suffix=".ics")
    except OSError as error:
        raise Trouble("The calendar file cannot be written there: choose another folder.") from error
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(content)
        Path(beside).replace(file)
    except OSError as error:
        with suppress(OSError):
            Path(beside).unlink()
        raise Trouble("The calendar file could not be written: make room, or choose another place.") from error


def _event(entry: FeedEntry, at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at)
    event.add("sequence", entry.sequence)
    days = entry.whole_days
    if days is not None:
        event.add("dtstart", days[0])
        event.add("dtend", days[1])
    else:
        event.add("dtstart", entry.starts_at.replace(tzinfo=LONDON))
        event.add("dtend", entry.ends_at.replace(tzinfo=LONDON))
    event.add("summary", entry.summary)
    if entry.location:
        event.add("location", entry.location)
    if entry.note:
        event.add("description", entry.note)
    event.add("status", entry.status.value)
    event.add("class", "PRIVATE")
    is_cancelled = entry.status is FeedStatus.CANCELLED
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    event.add("x-microsoft-cdo-busystatus", _busy(entry))
    return event


def _busy(entry: FeedEntry) -> str:
    if entry.status is FeedStatus.CANCELLED:
        return "FREE"
    if entry.status is FeedStatus.TENTATIVE:
        return "TENTATIVE"
    return "OOF" if entry.is_away else "BUSY"


def _zone() -> Timezone:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", "Europe/London")
    summer, winter = timedelta(hours=1), timedelta()
    for part, month, hour, before, after, name in (
        (TimezoneDaylight(), 3, 1, winter, summer, "BST"),
        (TimezoneStandard(), 10, 2, summer, winter, "GMT"),
    ):
        part.add("tzname", name)
        # Since 1996 (2000/84/EC): the last Sundays of March and October, at 01:00 UTC.
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, hour))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone
