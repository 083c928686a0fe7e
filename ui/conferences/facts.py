"""What the head of the conference screen says, in words; knows no widget and asks nothing."""

from __future__ import annotations

from datetime import datetime

from cpconf.bookings.lists import ConferenceChildLine
from cpconf.bookings.rules import KIND_SHORT, KIND_WORDS, MODE_WORDS, STATE_WORDS, ConferenceKind, ConferenceState
from cpconf.bookings.sheets import ConferenceSheet
from cpconf.conferences.day import DaySheet
from ui.kit.dates import say_date, show_date, show_time
from ui.kit.table_model import State

_STATES = {
    ConferenceState.PROVISIONAL: ("due", "held"),
    ConferenceState.CONFIRMED: ("note", "check"),
    ConferenceState.HELD: ("good", ""),
    ConferenceState.HELD_INQUORATE: ("due", ""),
    ConferenceState.ADJOURNED: ("due", "clock"),
    ConferenceState.NOT_HELD: ("late", ""),
    ConferenceState.CANCELLED: ("plain", "close"),
    ConferenceState.RESCHEDULED: ("plain", "forward"),
    ConferenceState.CLOSED: ("plain", "lock"),
    ConferenceState.LAPSED: ("plain", "held"),
    ConferenceState.TAKEN_BACK: ("plain", "undo"),
}


def state_of(state: ConferenceState) -> State:
    """The state of a conference as shape and word."""
    tone, shape = _STATES[state]
    return State(STATE_WORDS[state], tone, shape)


def span(starts_at: datetime, ends_at: datetime) -> str:
    """`10:00–12:00`."""
    return f"{show_time(starts_at.time())}–{show_time(ends_at.time())}"


def title_of(sheet: ConferenceSheet, *, short: bool) -> str:
    """Family and kind; `short` where large type leaves little room."""
    kind = (KIND_SHORT if short else KIND_WORDS)[sheet.line.kind]
    return f"{sheet.line.family} · {kind}"


def clocks_of(sheet: ConferenceSheet) -> str:
    """Day n of 15 by the clock that counts; empty for a review, whose target is a date."""
    if sheet.line.kind is ConferenceKind.REVIEW or sheet.day_by_strategy is None:
        return ""
    words = f"day {sheet.day_by_strategy} of {sheet.of_days}"
    if sheet.day_by_s47 is not None and sheet.day_by_s47 != sheet.day_by_strategy:
        words += f", day {sheet.day_by_s47} of {sheet.of_days_s47} from the s47 enquiry"
    return words


def facts_of(sheet: ConferenceSheet) -> tuple[tuple[str, str, str], ...]:
    """Picture, words and what each fact of the head is, most needed first."""
    line = sheet.line
    day = f"{say_date(line.starts_at.date())[:3]} {show_date(line.starts_at)}"
    place = ", ".join(part for part in (line.room, line.site) if part) or MODE_WORDS[line.mode]
    return (
        ("diary", f"{day}, {span(line.starts_at, line.ends_at)}", "When"),
        ("clock", _second(line.second_sitting_at), "Second sitting"),
        ("room", place, "Where"),
        ("chairs", line.chair, "Chair"),
        ("edit", line.minute_taker, "Minute-taker"),
        ("clock", clocks_of(sheet), "Time limit"),
        ("children", ", ".join(map(child_words, line.children)), "Children"),
        ("paper", line.reference, "Reference"),
    )


def child_words(child: ConferenceChildLine) -> str:
    """The name; of a child who joined with a clock of its own also the kind and the limit."""
    if child.kind is None or child.due_on is None:
        return child.name
    return f"{child.name} ({KIND_SHORT[child.kind]}, by {show_date(child.due_on)})"


def _second(at: datetime | None) -> str:
    return "" if at is None else f"second sitting {show_time(at.time())}"


def chairs_words(day: DaySheet) -> str:
    """What the chair decided about quoracy, or nothing."""
    decided = day.chairs_quoracy
    if decided is None:
        return ""
    words = "The chair goes on" if decided.went_ahead else "The chair does not go on"
    return f"{words}: {decided.reason}" if decided.reason else f"{words}."
