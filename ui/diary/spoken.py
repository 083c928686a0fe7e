"""What the timeline says in words: cells, bookings, limits; the family by its initials. Knows no widget."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from cpconf.bookings.rules import KIND_SHORT, KIND_WORDS, STATE_WORDS, ConferenceKind, ConferenceState
from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import TimelineBooking, TimelineEntry, TimelineRow, TimelineSheet
from ui.kit.dates import DAYS, MONTHS, show_date, show_time

LONDON = ZoneInfo("Europe/London")
ROW_WORDS = {Purpose.ROOM: "Room", Purpose.CHAIR: "Chair", Purpose.MINUTE_TAKER: "Minute-taker"}
GROUP_WORDS = {Purpose.ROOM: "Rooms", Purpose.CHAIR: "Chairs", Purpose.MINUTE_TAKER: "Minute-takers"}
TINY_KINDS = {"initial": "IC", "review": "Rev", "pre_birth": "PB", "transfer_in": "TI"}


def kind_short(kind: str) -> str:
    """ICPC, Review ..."""
    return KIND_SHORT[ConferenceKind(kind)]


def kind_words(kind: str) -> str:
    """Initial Child Protection Conference ..."""
    return KIND_WORDS[ConferenceKind(kind)]


def state_words(booking: TimelineBooking) -> str:
    """Confirmed, Provisional, Hold lapsed ..."""
    return "Hold lapsed" if booking.is_lapsed else STATE_WORDS[ConferenceState(booking.state)]


def short_day(on: date) -> str:
    """Tue 10 Mar."""
    return f"{DAYS[on.weekday()][:3].capitalize()} {on.day} {MONTHS[on.month - 1][:3].capitalize()}"


def span_words(starts_at: datetime, ends_at: datetime) -> str:
    """10:00–12:00."""
    return f"{show_time(starts_at.time())}–{show_time(ends_at.time())}"


def held_words(booking: TimelineBooking) -> str:
    """When a hold lapses, or that it has."""
    if booking.held_until is None:
        return "held"
    until = booking.held_until.astimezone(LONDON)
    return f"{'hold lapsed' if booking.is_lapsed else 'held until'} {short_day(until.date())} {show_time(until.time())}"


def limit_words(sheet: TimelineSheet, booking: TimelineBooking) -> str:
    """Day 9 of 15, 6 working days in hand; or how late it is."""
    on = booking.starts_at.date()
    number = sheet.day_number(booking.counted_from_on, on)
    of_days = sheet.day_number(booking.counted_from_on, booking.due_on)
    if booking.is_late:
        over = sheet.day_number(booking.due_on, on)
        return f"{over} working days past the limit" if over not in {None, 1} else "Past the limit"
    in_hand = sheet.day_number(on, booking.due_on)
    parts = []
    if booking.kind == ConferenceKind.INITIAL and number is not None and of_days is not None:
        parts.append(f"day {number} of {of_days}")
    if in_hand is not None:
        parts.append("on the last day in time" if in_hand == 0 else f"{in_hand} working days in hand")
    return ", ".join(parts).capitalize()


def booking_line(entry: TimelineEntry) -> str:
    """One entry of a cell: time, kind, initials, reference, and what is unusual about it."""
    booking = entry.booking
    if entry.purpose is Purpose.TYPING:
        of = f" for {booking.reference} {booking.initials}" if booking is not None else ""
        return f"{span_words(entry.starts_at, entry.ends_at)} typing{of}"
    if booking is None:
        return f"{span_words(entry.starts_at, entry.ends_at)} occupied"
    words = f"{span_words(booking.starts_at, booking.ends_at)} {kind_short(booking.kind)} {booking.initials}"
    parts = [f"{words}, {booking.reference}"]
    if booking.is_held_back:
        parts.append(held_words(booking))
    elif not booking.is_coming:
        parts.append(state_words(booking).lower())
    if booking.is_late:
        parts.append("past its limit")
    return ", ".join(parts)


def entries_on(row: TimelineRow, on: date) -> tuple[TimelineEntry, ...]:
    """What occupies a row on a day, by time."""
    return tuple(entry for entry in row.entries if entry.starts_at.date() == on)


def cell_words(row: TimelineRow, on: date, closed: str) -> str:
    """The cell of a row and a day, for the screen reader, the tip and copying: one line for each thing in it."""
    lines = [booking_line(entry) for entry in entries_on(row, on)]
    for away in row.away:
        if away.starts_at.date() <= on and away.ends_at > datetime.combine(on, datetime.min.time()):
            whole = away.starts_at.date() < on or away.ends_at.date() > on
            times = "" if whole else f"{span_words(away.starts_at, away.ends_at)} "
            what = away.words if away.is_protected or row.purpose is not Purpose.ROOM else f"closed, {away.words}"
            lines.append(f"{times}{what}")
    if closed:
        lines.insert(0, closed)
    hours = open_words(row, on)
    if not lines:
        return f"Free, {hours}" if hours else ("Closed" if row.purpose is Purpose.ROOM else "Not at work")
    return "\n".join(lines)


def open_words(row: TimelineRow, on: date) -> str:
    """The hours of a row on a day: open 08:00–18:00; empty where there are none."""
    spans = [span_words(span.starts_at, span.ends_at) for span in row.open if span.starts_at.date() == on]
    word = "open" if row.purpose is Purpose.ROOM else "at work"
    return f"{word} {', '.join(spans)}" if spans else ""


def row_words(row: TimelineRow) -> str:
    """The head of a row: kind, name, site and seats."""
    parts = [f"{ROW_WORDS[row.purpose]} {row.name}"]
    if row.purpose is Purpose.ROOM:
        parts += [row.site, f"{row.capacity} seats"]
    return ", ".join(part for part in parts if part)


def about_row(row: TimelineRow) -> str:
    """The head of a row without its name: Room · Amberholt · 12 seats."""
    parts = [ROW_WORDS[row.purpose]]
    if row.purpose is Purpose.ROOM:
        parts += [row.site, f"{row.capacity} seats"]
    return " · ".join(part for part in parts if part)


def day_words(sheet: TimelineSheet, number: int) -> str:
    """The head of a day: which it is, whether it is a working day and whether schools are closed."""
    day = sheet.days[number]
    parts = [f"{DAYS[day.on.weekday()].capitalize()} {show_date(day.on)}"]
    parts += [day.closed] if day.closed else []
    parts += ["school holiday"] if day.holiday else []
    return ", ".join(parts)
