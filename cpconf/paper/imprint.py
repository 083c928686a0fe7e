"""What every page of a paper says of it: marking, case, version, status, copy; pure values that know no drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cpconf.paper.wording import short_date


class Status(StrEnum):
    """Whether the chair has approved this version."""

    DRAFT = "draft"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """`issued_on` is the date that the file carries; `recipient` and `copy_number` belong to one person's copy."""

    authority: str
    case_reference: str
    version: int
    status: Status
    issued_on: date
    approved_on: date | None = None
    marking: str = "OFFICIAL-SENSITIVE"
    recipient: str | None = None
    copy_number: int | None = None

    @property
    def status_words(self) -> str:
        """ "Draft", "Approved" or "Approved 12/03/2026"."""
        if self.status is Status.DRAFT:
            return "Draft"
        return "Approved" if self.approved_on is None else f"Approved {short_date(self.approved_on)}"

    @property
    def head_words(self) -> str:
        """What the head of each page says at its left: whose paper it is."""
        return f"Case {self.case_reference}"

    @property
    def standing_words(self) -> str:
        """What the head says at its right: "Version 2 · Draft"."""
        return f"Version {self.version} · {self.status_words}"

    @property
    def copy_words(self) -> str:
        """ "Copy 3 for Ms A Example", or what of it is known; empty for a copy that belongs to nobody."""
        if self.copy_number is None:
            return f"Copy for {self.recipient}" if self.recipient else ""
        return f"Copy {self.copy_number} for {self.recipient}" if self.recipient else f"Copy {self.copy_number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceImprint:
    """The imprint of a paper about a place and a day, not a case: day sheets. It has no version and no copies."""

    authority: str
    place: str
    about: str
    issued_on: date
    marking: str = "OFFICIAL-SENSITIVE"
    copy_words: str = ""

    @property
    def head_words(self) -> str:
        """The place, at the left of each head."""
        return self.place

    @property
    def standing_words(self) -> str:
        """The day, at the right of each head."""
        return self.about
