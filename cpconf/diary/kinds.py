"""The kinds of thing the diary keeps; knows no record."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """Why a resource is occupied."""

    ROOM = "room"
    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"


class Hold(StrEnum):
    """How firmly a resource is occupied; both keep others out."""

    HELD = "held"
    BOOKED = "booked"


class LeaveKind(StrEnum):
    """Why a member of staff is not to be booked."""

    ANNUAL = "annual"
    SICK = "sick"
    TRAINING = "training"
    PROTECTED = "protected"
    OTHER = "other"


class ClosureKind(StrEnum):
    """A one-off exception to the bank holidays as published."""

    CLOSED = "closed"
    WORKING = "working"
