"""The words of a booking and what makes a request complete; knows no record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

RequestId = NewType("RequestId", int)
ConferenceId = NewType("ConferenceId", int)
InvitationId = NewType("InvitationId", int)
EnquiryId = NewType("EnquiryId", int)


class ConferenceKind(StrEnum):
    """domain.md section 1; the kind decides which clock counts."""

    INITIAL = "initial"
    REVIEW = "review"
    PRE_BIRTH = "pre_birth"
    TRANSFER_IN = "transfer_in"


KIND_WORDS = {
    ConferenceKind.INITIAL: "Initial Child Protection Conference",
    ConferenceKind.REVIEW: "Review Child Protection Conference",
    ConferenceKind.PRE_BIRTH: "Pre-birth Child Protection Conference",
    ConferenceKind.TRANSFER_IN: "Transfer-in Child Protection Conference",
}
KIND_SHORT = {
    ConferenceKind.INITIAL: "ICPC",
    ConferenceKind.REVIEW: "Review",
    ConferenceKind.PRE_BIRTH: "Pre-birth",
    ConferenceKind.TRANSFER_IN: "Transfer-in",
}


class RequestState(StrEnum):
    """domain.md section 6, up to the booking."""

    REQUESTED = "requested"
    RETURNED = "returned"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"


class ConferenceState(StrEnum):
    """domain.md section 6, from the booking on."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    HELD = "held"
    HELD_INQUORATE = "held_inquorate"
    ADJOURNED = "adjourned"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"
    RESCHEDULED = "rescheduled"
    CLOSED = "closed"
    LAPSED = "lapsed"  # a hold that nobody confirmed in time, or that was let go
    TAKEN_BACK = "taken_back"  # a move that was undone: it never counted


STATE_WORDS = {
    ConferenceState.PROVISIONAL: "Provisional",
    ConferenceState.CONFIRMED: "Confirmed",
    ConferenceState.HELD: "Held",
    ConferenceState.HELD_INQUORATE: "Held, not quorate",
    ConferenceState.ADJOURNED: "Adjourned",
    ConferenceState.NOT_HELD: "Not held",
    ConferenceState.CANCELLED: "Cancelled",
    ConferenceState.RESCHEDULED: "Rescheduled",
    ConferenceState.CLOSED: "Closed",
    ConferenceState.LAPSED: "Hold lapsed",
    ConferenceState.TAKEN_BACK: "Move taken back",
}


class Mode(StrEnum):
    """How people meet."""

    IN_PERSON = "in_person"
    HYBRID = "hybrid"
    REMOTE = "remote"


class LateReason(StrEnum):
    """Reschedule, adjourn and lateness reasons of domain.md section 4 (seed, and inferred)."""

    LATE_REQUEST = "late_request"
    ROOM = "room"
    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"
    URGENT_FAMILY = "urgent_family"
    MISSING_REPORTS = "missing_reports"
    INQUORATE = "inquorate"
    CHAIR_SICK = "chair_sick"
    WORKER_ABSENT = "worker_absent"
    INTERPRETER = "interpreter"
    PARENT_ABSENT = "parent_absent"
    SAFETY = "safety"
    BIRTH = "birth"
    TECHNOLOGY = "technology"


class LateCause(StrEnum):
    """What the diary itself said when a conference was booked past its limit: what stood in the way of a day in time.

    It is worked out at the booking and kept beside the person's own coded reason (`LateReason`).
    """

    LATE_REQUEST = "late_request"  # it arrived when no working day in time was left
    NO_ROOM = "no_room"
    NO_CHAIR = "no_chair"
    NO_MINUTE_TAKER = "no_minute_taker"
    NO_PERSON = "no_person"  # somebody who must be there was at another conference
    SEVERAL = "several"  # no one of them alone: more than one was missing
    FREE_IN_TIME = "free_in_time"  # a slot in time was free and was not taken


CAUSE_WORDS = {
    LateCause.LATE_REQUEST: "The request came too late for any day in time",
    LateCause.NO_ROOM: "No room was free in time",
    LateCause.NO_CHAIR: "No chair was free in time",
    LateCause.NO_MINUTE_TAKER: "No minute-taker was free in time",
    LateCause.NO_PERSON: "Somebody who must be there was never free in time",
    LateCause.SEVERAL: "No room, chair and minute-taker were free together in time",
    LateCause.FREE_IN_TIME: "A slot in time was free",
}

LATE_WORDS = {
    LateReason.LATE_REQUEST: "Request came late",
    LateReason.ROOM: "No room",
    LateReason.CHAIR: "No chair",
    LateReason.MINUTE_TAKER: "No minute-taker",
    LateReason.URGENT_FAMILY: "Urgent family issue",
    LateReason.MISSING_REPORTS: "Reports missing",
    LateReason.INQUORATE: "Not quorate",
    LateReason.CHAIR_SICK: "Chair ill",
    LateReason.WORKER_ABSENT: "Social worker absent",
    LateReason.INTERPRETER: "No interpreter",
    LateReason.PARENT_ABSENT: "Parent could not come",
    LateReason.SAFETY: "Safety",
    LateReason.BIRTH: "Birth",
    LateReason.TECHNOLOGY: "Technology",
}

REQUEST_WORDS = {
    RequestState.REQUESTED: "Requested",
    RequestState.RETURNED: "Returned",
    RequestState.BOOKED: "Booked",
    RequestState.WITHDRAWN: "Withdrawn",
}
MODE_WORDS = {Mode.IN_PERSON: "In person", Mode.HYBRID: "Hybrid", Mode.REMOTE: "Remote"}

HELD_STATES = frozenset({ConferenceState.HELD, ConferenceState.HELD_INQUORATE, ConferenceState.CLOSED})
COMING_STATES = frozenset({ConferenceState.PROVISIONAL, ConferenceState.CONFIRMED})
MOVABLE_STATES = COMING_STATES | {
    ConferenceState.HELD_INQUORATE,
    ConferenceState.ADJOURNED,
    ConferenceState.NOT_HELD,
}
"""What may get a successor: coming ones, and those that must be reconvened."""

NEVER_COUNTED = frozenset({ConferenceState.LAPSED, ConferenceState.TAKEN_BACK})
"""What no list of conferences shows unless it is asked for."""

CATEGORIES = frozenset({"NEG", "PHY", "SAB", "EMO", "MUL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """What a request must tell before the service can book it well (domain.md section 6)."""

    kind: ConferenceKind
    has_social_worker: bool
    has_responsible_adult: bool
    agencies_involved: int
    category_sought: str | None
    s47_started_on: date | None
    children_for_advocate: int
    advocate: bool
    interpreter_spoken: tuple[str, ...]
    interpreter_language: str | None
    danger: bool
    risks: str

    def missing(self) -> tuple[str, ...]:
        """What to ask the social worker for, in plain words; empty when the request is complete."""
        review = self.kind is ConferenceKind.REVIEW
        asked = (
            (not self.has_social_worker, "the social worker"),
            (not self.has_responsible_adult, "who has parental responsibility"),
            (self.agencies_involved < 2, "the professionals to invite"),
            (not review and not self.category_sought, "the category sought"),
            (self.kind is ConferenceKind.INITIAL and self.s47_started_on is None, "the start of the s47 enquiry"),
            (self.children_for_advocate > 0 and not self.advocate, "whether the child has an advocate"),
            (bool(self.interpreter_spoken) and not self.interpreter_language, "which interpreter is needed"),
            (self.danger and not self.risks.strip(), "the risks at the conference"),
        )
        return tuple(words for is_missing, words in asked if is_missing)


def equipment_words(typed: str) -> tuple[str, ...]:
    """What is asked of a room, from words divided by commas: small letters, each once, in the order of asking."""
    return tuple(dict.fromkeys(word for word in (" ".join(part.split()).lower() for part in typed.split(",")) if word))
