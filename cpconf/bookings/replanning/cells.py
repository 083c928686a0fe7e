"""Hours, absences and occupancies of the diary as masks of ten-minute cells by planning day; knows no conference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cpconf.diary.replanning.model import Cells, span
from cpconf.diary.rules import GRAIN_MINUTES, SiteId
from cpconf.diary.wishes import Absence, DiaryWindow, Occupied, WeekGrains

_PER_HOUR = 60 // GRAIN_MINUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The planning days, and the cells of each: `count` grains from grain `first` of the day on."""

    days: tuple[date, ...]
    first: int
    count: int

    @property
    def opens(self) -> time:
        """The time of day at which cell 0 begins."""
        return time(*divmod(self.first * GRAIN_MINUTES, 60))

    def index(self) -> dict[date, int]:
        """The planning days by date."""
        return {day: place for place, day in enumerate(self.days)}

    def cell(self, at: datetime) -> int:
        """The cell in which a time of day lies; below 0 before the first."""
        return (at.hour * 60 + at.minute) // GRAIN_MINUTES - self.first

    def half_hours(self) -> int:
        """The cells that begin on the hour and the half-hour."""
        return sum(1 << cell for cell in range(self.count) if (cell + self.first) % (_PER_HOUR // 2) == 0)


def cut_of(window: DiaryWindow, days: Sequence[date], booked: Iterable[tuple[datetime, datetime]]) -> Cut:
    """The cells that any room or person of the window is open in, or a booking lies in."""
    grains = [room.grains for room in window.rooms]
    grains += [person.grains for person in (*window.chairs, *window.minute_takers)]
    periods = [period for each in grains for period in each]
    spans = [(_grain(starts_at), _ceil(ends_at)) for starts_at, ends_at in booked]
    first = min([*(period[1] for period in periods), *(starts for starts, _ in spans)], default=8 * _PER_HOUR)
    end = max([*(period[2] for period in periods), *(ends for _, ends in spans)], default=18 * _PER_HOUR)
    return Cut(days=tuple(days), first=first, count=end - first)


def open_cells(cut: Cut, grains: WeekGrains, absences: Iterable[Absence], site: SiteId | None = None) -> Cells:
    """When a room is open or a person is at work and not absent, by day; at one site (None: at any)."""
    masks = []
    for day in cut.days:
        mask, ordinal = 0, day.toordinal()
        for weekday, start, end, bound_to, from_ordinal, until_ordinal in grains:
            here = site is None or bound_to in (0, site)
            if weekday == day.weekday() and from_ordinal <= ordinal <= until_ordinal and here and start < end:
                mask |= span(start - cut.first, end - cut.first)
        masks.append(mask)
    away = absent_cells(cut, absences)
    return tuple(mask & ~gone for mask, gone in zip(masks, away, strict=True))


def absent_cells(cut: Cut, absences: Iterable[Absence]) -> Cells:
    """The cells that absences touch, by day."""
    masks = [0] * len(cut.days)
    for absence in absences:
        _cover(cut, masks, absence.span.starts_at, absence.span.ends_at)
    return tuple(masks)


def taken_cells(cut: Cut, rows: Iterable[Occupied]) -> Cells:
    """The cells that occupancies touch, by day, margins included; those past the last cell too."""
    masks = [0] * len(cut.days)
    index = cut.index()
    for row in rows:
        day = index.get(row.starts_at.date())
        if day is not None:
            masks[day] |= _mask(cut, row.starts_at, row.ends_at)
    return tuple(masks)


def _cover(cut: Cut, masks: list[int], starts_at: datetime, ends_at: datetime) -> None:
    for place, day in enumerate(cut.days):
        begins = max(starts_at, datetime.combine(day, time()))
        ends = min(ends_at, datetime.combine(day + timedelta(days=1), time()))
        if begins < ends:
            masks[place] |= _mask(cut, begins, ends)


def _mask(cut: Cut, starts_at: datetime, ends_at: datetime) -> int:
    """The cells that a stretch touches; one that reaches the next day runs to the end of its own."""
    start = _grain(starts_at) - cut.first
    minutes = int((ends_at - datetime.combine(starts_at.date(), time())).total_seconds()) // 60
    end = -(-minutes // GRAIN_MINUTES) - cut.first
    return span(max(0, start), end) if end > max(0, start) else 0


def _grain(at: datetime) -> int:
    return (at.hour * 60 + at.minute) // GRAIN_MINUTES


def _ceil(at: datetime) -> int:
    return -(-(at.hour * 60 + at.minute) // GRAIN_MINUTES)
