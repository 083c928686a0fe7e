"""Which way time runs, where a time of day stands along it, and which time a place means; knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from PySide6.QtCore import QLine, QRectF

from cpconf.diary.sheet import TimelineSheet

T = TypeVar("T")
GRAIN = 10
USUAL = (8, 18)


@dataclass(frozen=True, slots=True)
class Axes:
    """Time runs to the right and rows lie below each other; or `down`, and rows stand beside each other.

    Everything is reckoned `along` the time and `across` it, in pixels or in numbers of days and rows; here only is
    known which of the two is x.
    """

    down: bool = False

    def pair(self, along: T, across: T) -> tuple[T, T]:
        """Along and across as x and y, or x and y as along and across. Of a row and a day it makes the table's row and
        column, and the other way round."""
        return (across, along) if self.down else (along, across)

    def rect(self, along: float, across: float, length: float, breadth: float) -> QRectF:
        """A rectangle from where it begins and how far it goes, along and across."""
        return QRectF(*self.pair(along, across), *self.pair(length, breadth))

    def line(self, along: float, across: float, length: float, breadth: float) -> QLine:
        """A line from where it begins and how far it goes; one of the two is 0."""
        (x, y), (width, height) = self.pair(along, across), self.pair(length, breadth)
        return QLine(round(x), round(y), round(x + width), round(y + height))


ACROSS, DOWN = Axes(), Axes(down=True)


@dataclass(frozen=True, slots=True)
class Scale:
    """From the hour `first` to the hour `last` of each day, which is `length` pixels long."""

    first: int
    last: int
    length: float
    axes: Axes = ACROSS

    @classmethod
    def of(cls, sheet: TimelineSheet, length: float, axes: Axes = ACROSS) -> Scale:
        """Long enough for every opening hour and every occupancy of the sheet."""
        spans = [(span.starts_at, span.ends_at) for row in sheet.rows for span in row.open]
        spans += [(entry.starts_at, entry.ends_at) for row in sheet.rows for entry in row.entries]
        if not spans:
            return cls(*USUAL, length, axes)
        first = min(starts_at.hour for starts_at, _ in spans)
        last = max(24 if e.date() > s.date() else e.hour + (e.minute > 0) for s, e in spans)
        return cls(first, max(last, first + 1), length, axes)

    @property
    def hours(self) -> int:
        """Length of a shown day."""
        return self.last - self.first

    @property
    def hour(self) -> float:
        """Pixels of an hour."""
        return self.length / self.hours

    def shows(self, at: datetime) -> bool:
        """Whether a time of day lies in what is shown."""
        return self.first <= at.hour < self.last

    def along(self, at: datetime, on: date) -> float:
        """Pixels from the beginning of the day `on`; what lies outside is drawn to its edge."""
        if at.date() != on:
            return 0.0 if at.date() < on else self.length
        minutes = at.hour * 60 + at.minute - self.first * 60
        return min(max(minutes / (self.hours * 60), 0.0), 1.0) * self.length

    def span(self, starts_at: datetime, ends_at: datetime, on: date) -> tuple[float, float]:
        """Where the part of a span that lies on the day `on` begins, and how long it is, in pixels."""
        begins = self.along(starts_at, on)
        return begins, self.along(ends_at, on) - begins

    def at(self, along: float, on: date, grain: int = GRAIN) -> datetime:
        """The time that a place in the day `on` means, on the grain, inside the shown day."""
        minutes = round(along / self.length * self.hours * 60 / grain) * grain
        minutes = min(max(minutes, 0), self.hours * 60 - grain)
        return datetime.combine(on, time(self.first)) + timedelta(minutes=minutes)
