"""How bookings are told in a line: days left, holds, what is missing, times; knows no widget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cpconf.bookings.queries import ConferenceLine, RequestLine
from cpconf.bookings.rules import KIND_WORDS, RequestState
from ui.kit.dates import DAYS, MONTHS, show_date, show_time
from ui.kit.table_model import State

LONDON = ZoneInfo("Europe/London")
SOON = 3


def days_state(line: RequestLine) -> State:
    """Working days left until the target, as shape and word; an urgent request says so first."""
    left = line.days_left
    if line.state is RequestState.BOOKED and line.held is None:
        return State("Booked", "plain", "check")
    if line.urgent:
        return _urgent(left)
    if left < 0:
        return State(f"{-left} {_days(-left)} over", "late")
    if left == 0:
        return State("Today", "due")
    return State(f"{left} {_days(left)} left", "due" if left <= SOON else "good")


def over_state(days_over: int, *, urgent: bool = False) -> State:
    """How far something of the waiting list is past its limit, or how much it has in hand."""
    if urgent:
        return _urgent(-days_over)
    if days_over > 0:
        return State(f"{days_over} {_days(days_over)} over", "late")
    if days_over == 0:
        return State("Due today", "due")
    return State(f"{-days_over} {_days(-days_over)} left", "due" if -days_over <= SOON else "good")


def _urgent(left: int) -> State:
    told = f"{-left} over" if left < 0 else "today" if left == 0 else f"{left} left"
    return State(f"Urgent, {told}", "late" if left <= SOON else "due", "alert")


def _days(number: int) -> str:
    return "day" if number == 1 else "days"


def completeness_state(line: RequestLine, now: datetime) -> State:
    """Whether it is held, and until when; else whether anything must still be asked for. `now`: an aware instant."""
    if line.held is not None:
        return State(held_words(line.held, now), "due", "held")
    if line.state is RequestState.BOOKED:
        return State("Booked", "good", "check")
    if line.state is RequestState.RETURNED:
        return State("Returned", "note")
    missing = len(line.missing)
    return State(f"{missing} missing", "due") if missing else State("Complete", "good")


def held_words(held: ConferenceLine, now: datetime) -> str:
    """`Held until Tue 14:00`, or that the hold has lapsed."""
    if held.held_until is None:
        return "Held"
    if held.held_until <= now:
        return "Hold lapsed"
    until = held.held_until.astimezone(LONDON)
    return f"Held until {DAYS[until.weekday()][:3].capitalize()} {show_time(until.time())}"


def children_words(line: RequestLine) -> str:
    """The children's names in one line."""
    return ", ".join(child.name for child in line.children)


def short_day(on: date) -> str:
    """`Wed 25 Nov`: a list that shows few weeks needs no year."""
    return f"{DAYS[on.weekday()][:3].capitalize()} {on.day} {MONTHS[on.month - 1][:3].capitalize()}"


def moment(at: datetime) -> str:
    """`Wed 25 Nov, 10:00`."""
    return f"{short_day(at.date())}, {show_time(at.time())}"


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """`10:00–12:00`."""
    return f"{show_time(starts_at.time())}–{show_time(ends_at.time())}"


def together(lines: Sequence[RequestLine]) -> tuple[RequestLine, ...]:
    """The queue: urgent requests first, then by target; requests of one family stand together at the nearest."""
    first: dict[int, tuple[bool, date, int]] = {}
    for line in lines:
        place = (not line.urgent, line.due_on, int(line.id))
        first[line.family_id] = min(first.get(line.family_id, place), place)
    return tuple(sorted(lines, key=lambda line: (first[line.family_id], not line.urgent, line.due_on, int(line.id))))


def message_for(line: RequestLine) -> str:
    """What is still missing, as one message to the social worker; names the case, not the children."""
    asked = "\n".join(f"- {each}" for each in line.missing)
    return (
        f"{subject_for(line)}\n\n"
        f"Thank you for your request. To book the conference we still need:\n{asked}\n"
    )  # fmt: skip


def subject_for(line: RequestLine) -> str:
    """The case, what is asked for and by when; no child is named."""
    return f"Case {line.family_reference}: {KIND_WORDS[line.kind]}, to be held by {show_date(line.due_on)}"


def listed(items: Iterable[str]) -> str:
    """One thing a line, each with its dot."""
    return "\n".join(f"• {each}" for each in items)
