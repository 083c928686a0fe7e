"""Where a time of day stands in a column of the timeline, and which time a place means; knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cpconf.diary.sheet import TimelineSheet

GRAIN = 10
USUAL = (8, 18)


@dataclass(frozen=True, slots=True)
class Scale:
    """From the hour `first` to the hour `last` of each day; a column is `width` pixels wide."""

    first: int
    last: int
    width: float

    @classmethod
    def of(cls, sheet: TimelineSheet, width: float) -> Scale:
        """Wide enough for every opening hour and every occupancy of the sheet."""
        spans = [(span.starts_at, span.ends_at) for row in sheet.rows for span in row.open]
        spans += [(entry.starts_at, entry.ends_at) for row in sheet.rows for entry in row.entries]
        if not spans:
            return cls(*USUAL, width)
        first = min(starts_at.hour for starts_at, _ in spans)
        last = max(24 if e.date() > s.date() else e.hour + (e.minute > 0) for s, e in spans)
        return cls(first, max(last, first + 1), width)

    @property
    def minutes(self) -> int:
        """Length of a shown day."""
        return (self.last - self.first) * 60

    def shows(self, at: datetime) -> bool:
        """Whether a time of day lies in what is shown."""
        return self.first <= at.hour < self.last

    def x(self, at: datetime, on: date) -> float:
        """Pixels from the left of the column of `on`; what lies outside is drawn to its edge."""
        if at.date() != on:
            return 0.0 if at.date() < on else self.width
        minutes = at.hour * 60 + at.minute - self.first * 60
        return min(max(minutes / self.minutes, 0.0), 1.0) * self.width

    def at(self, x: float, on: date, grain: int = GRAIN) -> datetime:
        """The time that a place in the column of `on` means, on the grain, inside the shown day."""
        minutes = round(x / self.width * self.minutes / grain) * grain
        minutes = min(max(minutes, 0), self.minutes - grain)
        return datetime.combine(on, time(self.first)) + timedelta(minutes=minutes)
