"""Days as bits: one bit for each ten minutes of each searched day in one integer; knows no room and no person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from cpconf.diary.rules import GRAIN_MINUTES

GRAINS_A_DAY: Final = 24 * 60 // GRAIN_MINUTES
FULL_DAY: Final = (1 << GRAINS_A_DAY) - 1
_GRAIN_SECONDS: Final = GRAIN_MINUTES * 60


def runs(mask: int, length: int) -> int:
    """The bits of `mask` at which `length` set bits in a row begin."""
    done = 1
    while done < length:
        step = min(done, length - done)
        mask &= mask >> step
        done += step
    return mask


def block(bit: int, size: int) -> int:
    """The aligned block of `size` bits in which `bit` lies."""
    return ((1 << size) - 1) << (bit - bit % size)


def lowest(mask: int) -> int:
    """The position of the lowest bit of a mask that is not empty."""
    return (mask & -mask).bit_length() - 1


class Grid:
    """The searched days side by side, earliest first; days between them that are not searched take no bits.

    Bit `144 * i + g` is the ten minutes from `10 * g` minutes after midnight of day `i`, local wall time.
    """

    __slots__ = ("_edges", "days", "first", "firsts", "index", "origin", "size", "weekdays", "whole")

    def __init__(self, days: Sequence[date]) -> None:
        """`days` ascending and not empty."""
        self.days = tuple(days)
        self.size = len(days) * GRAINS_A_DAY
        self.first = days[0].toordinal()
        self.origin = datetime.combine(days[0], time())
        self.weekdays = [0] * 7
        """For each weekday the first bit of each of its days."""
        self.index: list[int] = []
        """By ordinal less `first`: the number of the searched day, or less one, below 0, of the next one."""
        for i, day in enumerate(days):
            ordinal = day.toordinal() - self.first
            self.index.extend([-i - 1] * (ordinal - len(self.index)))
            self.index.append(i)
            self.weekdays[day.weekday()] |= 1 << (i * GRAINS_A_DAY)
        self.firsts = sum(self.weekdays)
        """The first bit of each day."""
        self.whole = (1 << self.size) - 1
        self._edges: dict[int, tuple[int, int]] = {}

    def spread(self, mask: int, grains: int) -> int:
        """`mask` with as many bits to either side of each of its bits, never past the bit's own day."""
        done, step = 0, 1
        while done < grains:
            step = min(done + 1, grains - done)
            mask |= (mask << step) & self._edge(step)[0] | (mask >> step) & self._edge(step)[1]
            done += step
        return mask

    def floor(self, at: datetime) -> int:
        """The bit in which `at` lies; the first bit of the next searched day for a time between days."""
        return self._bit(at, 0)

    def ceil(self, at: datetime) -> int:
        """The first bit that does not begin before `at`."""
        return self._bit(at, _GRAIN_SECONDS - 1)

    def at(self, bit: int) -> datetime:
        """The local wall time at which a bit begins."""
        day, grain = divmod(bit, GRAINS_A_DAY)
        hour, tens = divmod(grain, 60 // GRAIN_MINUTES)
        on = self.days[day]
        return datetime(on.year, on.month, on.day, hour, tens * GRAIN_MINUTES)

    def between(self, from_ordinal: int, until_ordinal: int) -> int:
        """All bits of the searched days from one ordinal to another, both included."""
        start = self._day_bit(from_ordinal)
        return ((1 << max(0, self._day_bit(until_ordinal + 1) - start)) - 1) << start

    def _edge(self, step: int) -> tuple[int, int]:
        """Every bit but the first, and every bit but the last, `step` of each day."""
        known = self._edges.get(step)
        if known is None:
            few = (1 << step) - 1
            early, late = self.firsts * few, self.firsts * (few << (GRAINS_A_DAY - step))
            known = self._edges[step] = (self.whole ^ early, self.whole ^ late)
        return known

    def _day_bit(self, ordinal: int) -> int:
        n = ordinal - self.first
        if n < 0:
            return 0
        if n >= len(self.index):
            return self.size
        i = self.index[n]
        return (i if i >= 0 else -i - 1) * GRAINS_A_DAY

    def _bit(self, at: datetime, round_up: int) -> int:
        n = at.toordinal() - self.first
        if n < 0:
            return 0
        if n >= len(self.index):
            return self.size
        i = self.index[n]
        if i < 0:
            return (-i - 1) * GRAINS_A_DAY
        return i * GRAINS_A_DAY + (at.hour * 3600 + at.minute * 60 + at.second + round_up) // _GRAIN_SECONDS
