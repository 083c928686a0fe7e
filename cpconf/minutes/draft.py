"""The minutes as they are typed, as a snapshot; pure values that know neither record nor editor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cpconf.bookings.rules import ConferenceId, InvitationId
from cpconf.minutes.rules import Heading, MinutesState, ParagraphId
from cpconf.people.rules import ChildId


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftParagraph:
    """One paragraph as typed; `speaker_id` is the invitation of the person who said it."""

    id: ParagraphId
    text: str
    speaker_id: InvitationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSection:
    """One heading, for one child where the heading is per child; without paragraphs until something is typed."""

    heading: Heading
    words: str
    child_id: ChildId | None = None
    child: str = ""
    paragraphs: tuple[DraftParagraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesDraft:
    """Every section of one conference's minutes in order. `state` is a draft's until something else is recorded.

    `versions`: how many were approved; the last of them is what `minutes_sheet` returns.
    """

    conference_id: ConferenceId
    state: MinutesState
    sections: tuple[DraftSection, ...]
    versions: int = 0
    approved_at: datetime | None = None
    checked_by: str = ""
