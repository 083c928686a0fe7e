"""How bookings are told in a line: days left, children, the message for what is missing; knows no widget."""

from __future__ import annotations

from cpconf.bookings.queries import RequestLine
from cpconf.bookings.rules import KIND_WORDS, RequestState
from ui.kit.dates import show_date
from ui.kit.table_model import State

SOON = 3


def days_state(line: RequestLine) -> State:
    """Working days left until the target, as shape and word."""
    left = line.days_left
    if line.state is RequestState.BOOKED:
        return State("Booked", "plain", "check")
    if left < 0:
        return State(f"{-left} {_days(-left)} over", "late")
    if left == 0:
        return State("Today", "due")
    return State(f"{left} {_days(left)} left", "due" if left <= SOON else "good")


def _days(number: int) -> str:
    return "day" if number == 1 else "days"


def children_words(line: RequestLine) -> str:
    """The children's names in one line."""
    return ", ".join(child.name for child in line.children)


def message_for(line: RequestLine) -> str:
    """What is still missing, as one message to the social worker; names the case, not the children."""
    asked = "\n".join(f"- {each}" for each in line.missing)
    return (
        f"Case {line.family_reference}: {KIND_WORDS[line.kind]}, to be held by {show_date(line.due_on)}\n\n"
        f"Thank you for your request. To book the conference we still need:\n{asked}\n"
    )
