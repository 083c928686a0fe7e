"""What a conference occupies, and when two occupancies clash; refuses to know whose they are or who may book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, NewType, Self

from cpconf.diary.kinds import THE_THREE, Purpose
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal

SiteId = NewType("SiteId", int)
RoomId = NewType("RoomId", int)
ResourceId = NewType("ResourceId", int)
OccupancyId = NewType("OccupancyId", int)
HoldId = NewType("HoldId", int)

GRAIN_MINUTES: Final = 10
"""The diary's grain: conferences start, and lengths and gaps are counted, in steps of ten minutes."""

CHILDREN_IN_BASE_LENGTH: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Naive local wall time from `starts_at` to `ends_at`, half-open; refused when it does not go forward."""

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.ends_at <= self.starts_at:
            raise Refusal("The end must come after the start.", field="ends_at")

    @property
    def minutes(self) -> int:
        """Length on the clock on the wall, whole minutes."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a moment; one may start when the other ends."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def holds(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at


def clashes(wanted: Span, taken: Iterable[Span]) -> tuple[Span, ...]:
    """Those of `taken` that overlap `wanted`, earliest first."""
    return tuple(sorted(span for span in taken if span.overlaps(wanted)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """Minutes that a resource is occupied before the start and after the end of a conference."""

    before: int
    after: int

    def __post_init__(self) -> None:
        for minutes in (self.before, self.after):
            if minutes < 0 or minutes % GRAIN_MINUTES:
                raise Refusal(f"Give gaps in steps of {GRAIN_MINUTES} minutes, none below nought.")


_NO_MARGIN: Final = Margin(before=0, after=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupancyRules:
    """How much longer than the conference each resource is occupied.

    The room from the pre-meet until it is turned round, the chair from the pre-meet until the gap is over, the
    minute-taker from the start until the writing-up is done. A resource must be open or at work from its margin
    before until the conference ends; the margin after may run past its hours, never into another occupancy.
    """

    room: Margin
    chair: Margin
    minute_taker: Margin

    @classmethod
    def of(cls, settings: PracticeSettings) -> Self:
        """The margins as this authority has set them; the defaults are the half-hour pre-meet of the seed report."""
        pre_meet = settings.pre_meet_minutes
        return cls(
            room=Margin(before=pre_meet, after=settings.room_turnaround_minutes),
            chair=Margin(before=pre_meet, after=settings.chair_gap_minutes),
            minute_taker=Margin(before=0, after=settings.writing_up_minutes),
        )

    def margin(self, purpose: Purpose) -> Margin:
        """The margin of a resource that serves this purpose; a person who must be there has none."""
        margins = {Purpose.ROOM: self.room, Purpose.CHAIR: self.chair, Purpose.MINUTE_TAKER: self.minute_taker}
        return margins.get(purpose, _NO_MARGIN)

    def occupied(self, purpose: Purpose, conference: Span) -> Span:
        """What a resource is occupied for, its margins included: the span that an occupancy keeps."""
        margin = self.margin(purpose)
        return Span(
            starts_at=conference.starts_at - timedelta(minutes=margin.before),
            ends_at=conference.ends_at + timedelta(minutes=margin.after),
        )

    def needed(self, purpose: Purpose, conference: Span) -> Span:
        """When a resource must be open or at work: from its margin before until the conference ends."""
        before = timedelta(minutes=self.margin(purpose).before)
        return Span(starts_at=conference.starts_at - before, ends_at=conference.ends_at)

    def spans(self, conference: Span) -> Mapping[Purpose, Span]:
        """The occupied span of each of the three resources of a conference."""
        return MappingProxyType({purpose: self.occupied(purpose, conference) for purpose in THE_THREE})


def conference_minutes(settings: PracticeSettings, kind: str, children: int) -> int:
    """The length to propose for a conference of this kind ("initial", "review", "pre_birth", "transfer_in").

    Longer by a set time for each child after the third. Refuses a conference about nobody.
    """
    if children < 1:
        raise Refusal("A conference concerns at least one child.", field="children")
    lengths = {
        "initial": settings.initial_minutes,
        "review": settings.review_minutes,
        "pre_birth": settings.pre_birth_minutes,
        "transfer_in": settings.transfer_in_minutes,
    }
    return lengths[kind] + settings.further_child_minutes * max(0, children - CHILDREN_IN_BASE_LENGTH)
