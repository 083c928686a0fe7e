"""What one cell of the diary says: one resource on one day, in words and as spans; knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from cpconf.bookings.rules import KIND_SHORT, ConferenceKind
from cpconf.diary.kinds import Hold
from cpconf.diary.queries import ResourceWeek, WeekEntry
from ui.kit.dates import show_time

FIRST, LAST = time(8), time(18)  # what a cell's strip shows of a day


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPart:
    """One thing in a cell: a conference or an absence. `begins`..`ends` with margins, `meets`..`rises` without."""

    begins: datetime
    ends: datetime
    meets: datetime
    rises: datetime
    words: str
    short: str
    held: bool
    conference_id: int | None

    @property
    def span(self) -> str:
        """From when to when, without the margins."""
        return f"{show_time(self.meets.time())}–{show_time(self.rises.time())}"


def parts_of(resource: ResourceWeek, on: date) -> tuple[CellPart, ...]:
    """What occupies or keeps away the resource on that day, by time."""
    parts = [
        CellPart(
            begins=entry.starts_at,
            ends=entry.ends_at,
            meets=entry.meets_at,
            rises=entry.rises_at,
            words=entry.words,
            short=short_words(entry),
            held=entry.hold is Hold.HELD,
            conference_id=entry.conference_id,
        )
        for entry in resource.entries
        if entry.starts_at.date() == on
    ]
    begin, end = datetime.combine(on, FIRST), datetime.combine(on, LAST)
    for absence in resource.absences:
        starts_at, ends_at = max(absence.span.starts_at, begin), min(absence.span.ends_at, end)
        if starts_at < ends_at:
            parts.append(
                CellPart(
                    begins=starts_at,
                    ends=ends_at,
                    meets=starts_at,
                    rises=ends_at,
                    words=absence.words,
                    short=absence.words,
                    held=False,
                    conference_id=None,
                )
            )
    return tuple(sorted(parts, key=lambda part: (part.begins, part.ends)))


def short_words(entry: WeekEntry) -> str:
    """Kind and initials: what fits into a narrow cell; the reference stands in the tip and beside the table."""
    kind = KIND_SHORT.get(ConferenceKind(entry.kind)) if entry.kind else None
    return f"{kind} {entry.words.split()[-1]}" if kind else entry.words


def spoken(resource: ResourceWeek, on: date, closed: str) -> str:
    """The cell as a sentence for copying, tips and the screen reader."""
    told = [f"{part.span} {part.words}{' (held)' if part.held else ''}" for part in parts_of(resource, on)]
    if closed:
        told.insert(0, closed)
    if not told and not any(span.starts_at.date() == on for span in resource.open):
        return "Closed" if resource.capacity else "Not at work"
    return "\n".join(told) or "Free"
