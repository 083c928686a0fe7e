"""The kinds of thing the diary keeps; knows no record."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """Why a resource is occupied: by a conference as its room, chair, minute-taker or a person who must be there, or
    by typing the minutes of one."""

    ROOM = "room"
    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"
    PERSON = "person"
    TYPING = "typing"


THE_THREE = (Purpose.ROOM, Purpose.CHAIR, Purpose.MINUTE_TAKER)
"""What every conference is booked against."""


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
