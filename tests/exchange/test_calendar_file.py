"""A calendar file read back by the library: wall times over both clock changes, the zone's rules, nothing public."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cpconf.exchange.calendar_file import CalendarFeed, FeedEntry, FeedStatus, calendar_file, file_name, save_calendar
from cpconf.refusals import Trouble

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ENTRY = FeedEntry(
    uid="cp-2026-0001.conference@cpconf",
    sequence=0,
    status=FeedStatus.CONFIRMED,
    summary="ICPC CP-2026-0001 T",
    starts_at=datetime(2026, 3, 10, 10, 0),
    ends_at=datetime(2026, 3, 10, 12, 0),
    location="Oak, Toybrook House",
)


def read(*entries: FeedEntry) -> tuple[Any, list[Any]]:
    content = calendar_file(CalendarFeed(name="Cass Chair", at=AT, entries=entries))
    calendar = Calendar.from_ical(content.decode("utf-8"))
    assert isinstance(calendar, Calendar)
    return calendar, list(calendar.walk("VEVENT"))


def by_own_rules(calendar: Any, wall: datetime) -> timedelta:
    """The offset of a wall time by the rules that stand in the file, and by nothing else."""
    (zone,) = calendar.walk("VTIMEZONE")
    latest: list[tuple[datetime, timedelta]] = []
    for part in zone.subcomponents:
        month = part["rrule"]["bymonth"][0]
        for year in (wall.year - 1, wall.year):
            day = date(year + (month == 12), month % 12 + 1, 1) - timedelta(days=1)
            day -= timedelta(days=(day.weekday() - 6) % 7)
            begins = datetime.combine(day, part["dtstart"].dt.time())
            latest.append((begins, part["tzoffsetto"].td))
    return max(pair for pair in latest if pair[0] <= wall)[1]


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (date(2026, 3, 27), 0),  # the Friday before the clocks go forward
        (date(2026, 3, 30), 1),  # the Monday after
        (date(2026, 10, 23), 1),  # the Friday before they go back
        (date(2026, 10, 26), 0),  # the Monday after
        (date(2027, 3, 25), 0),
        (date(2028, 2, 29), 0),
        (date(2028, 10, 30), 0),
    ],
)
def test_ten_o_clock_stays_ten_o_clock_over_both_clock_changes(day: date, offset: int) -> None:
    starts = datetime(day.year, day.month, day.day, 10, 0)
    calendar, (event,) = read(replace(ENTRY, starts_at=starts, ends_at=starts + timedelta(hours=2)))
    begins = event["dtstart"].dt
    assert begins.replace(tzinfo=None) == starts
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert begins.utcoffset() == timedelta(hours=offset)
    assert by_own_rules(calendar, starts) == timedelta(hours=offset)


@given(st.datetimes(datetime(2026, 1, 1, 8), datetime(2035, 12, 31, 18)).filter(lambda at: at.weekday() < 5))
def test_the_zone_in_the_file_is_london(wall: datetime) -> None:
    wall = wall.replace(hour=10, minute=0, second=0, microsecond=0)
    calendar, _ = read(ENTRY)
    assert by_own_rules(calendar, wall) == wall.replace(tzinfo=ZoneInfo("Europe/London")).utcoffset()


def test_the_zone_is_two_yearly_rules_and_no_list_of_days() -> None:
    content = calendar_file(CalendarFeed(name="Cass Chair", at=AT, entries=(ENTRY,)))
    assert content.count(b"RRULE:FREQ=YEARLY") == 2
    assert b"RDATE" not in content
    assert content.count(b"BEGIN:VTIMEZONE") == 1


def test_an_entry_says_what_it_is() -> None:
    calendar, (event,) = read(replace(ENTRY, sequence=3, note="Second sitting at 10:40"))
    assert str(calendar["version"]) == "2.0"
    assert "method" not in calendar
    assert str(calendar["x-wr-calname"]) == "Conferences: Cass Chair"
    assert (event["uid"], event["sequence"], event["dtstamp"].dt) == (ENTRY.uid, 3, AT)
    assert [str(event[name]) for name in ("summary", "location", "description", "status", "class", "transp")] == [
        "ICPC CP-2026-0001 T",
        "Oak, Toybrook House",
        "Second sitting at 10:40",
        "CONFIRMED",
        "PRIVATE",
        "OPAQUE",
    ]


@pytest.mark.parametrize(
    ("changed", "busy", "transparent"),
    [
        ({}, "BUSY", "OPAQUE"),
        ({"status": FeedStatus.TENTATIVE}, "TENTATIVE", "OPAQUE"),
        ({"status": FeedStatus.CANCELLED}, "FREE", "TRANSPARENT"),
        ({"is_away": True}, "OOF", "OPAQUE"),
    ],
)
def test_how_busy_an_entry_makes(changed: dict[str, object], busy: str, transparent: str) -> None:
    _, (event,) = read(replace(ENTRY, **changed))  # type: ignore[arg-type]
    assert (str(event["x-microsoft-cdo-busystatus"]), str(event["transp"])) == (busy, transparent)
    assert str(event["class"]) == "PRIVATE"


def test_whole_days_are_days_with_the_day_after_as_the_end() -> None:
    _, (event,) = read(replace(ENTRY, starts_at=datetime(2026, 3, 28), ends_at=datetime(2026, 3, 31), is_away=True))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 3, 28), date(2026, 3, 31))


def test_a_feed_without_entries_is_a_calendar_still() -> None:
    calendar, events = read()
    assert events == []
    assert calendar.walk("VTIMEZONE")


def test_equal_feeds_are_equal_bytes_and_lines_are_folded() -> None:
    feed = CalendarFeed(name="Cass Chair", at=AT, entries=(replace(ENTRY, summary="ICPC " + "long " * 40),))
    assert calendar_file(feed) == calendar_file(feed)
    assert max(len(line) for line in calendar_file(feed).split(b"\r\n")) <= 75


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    place = tmp_path / "mine.ics"
    place.write_text("what was there before, and longer than what comes now " * 100)
    save_calendar(b"BEGIN:VCALENDAR", place)
    assert place.read_bytes() == b"BEGIN:VCALENDAR"
    assert [file.name for file in tmp_path.iterdir()] == ["mine.ics"]


def test_a_place_that_cannot_be_written_to_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="choose another folder"):
        save_calendar(b"x", tmp_path / "nowhere" / "mine.ics")
    (tmp_path / "folder.ics").mkdir()
    with pytest.raises(Trouble, match="could not be written"):
        save_calendar(b"x", tmp_path / "folder.ics")
    assert [file.name for file in tmp_path.iterdir()] == ["folder.ics"]


def test_the_proposed_name_stays_the_same() -> None:
    assert file_name("Cass Chair") == "conferences-cass-chair.ics"
