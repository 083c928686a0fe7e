"""How the room of the timeline is shared among its days and rows, either way round; knows no sheet and no painter."""

from __future__ import annotations

from dataclasses import dataclass

from ui.kit.style import px

ROW, NAMES, DAYS_HEAD = 42, 172, 60  # pixels at 100 %: a lying row, the head of its name, the head of the days over it
COLUMN, STANDING = 104, 136  # pixels at 100 %: a standing row at least, and the head of the days beside it
LOW = 330  # a timeline lower than this is short of room
LEAST_HOUR = {1: 44, 5: 17, 10: 9}  # an hour is never narrower, for so many days
LEAST_DOWN = {1: 30, 5: 16, 10: 13}  # and never lower: the words of a block run across the time


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What there is: `width` and `height` of the whole, `bar` of a scroll bar; in pixels. `hours`: of a day."""

    width: int
    height: int
    bar: int
    days: int
    hours: int

    @property
    def is_low(self) -> bool:
        """Whether the heads must do with little."""
        return self.height < px(LOW)

    def names_across(self) -> int:
        """How wide the names of lying rows are."""
        return min(px(NAMES if self.days <= 5 else NAMES - 16), max(self.width // 4, 96))

    def length_across(self) -> int:
        """How wide a day is: its share of the width, never narrower than its hours can be read."""
        room = self.width - self.names_across() - self.bar - 4
        return max(room // self.days, px(_least(LEAST_HOUR, self.days)) * self.hours)

    def days_down(self) -> int:
        """How wide the days beside standing rows are."""
        return min(px(STANDING), max(self.width // 4, 96))

    def breadth_down(self, rows: int, gaps: int) -> int:
        """How wide a standing row is; `gaps`: pixels between the groups. Rows that do not fit are scrolled to."""
        room = self.width - self.days_down() - self.bar - 4 - gaps
        return max(room // max(rows, 1), px(COLUMN))

    def length_down(self, names: int, rows: int) -> int:
        """How high a day is, below names so high and with rows of `rows` pixels in all beside each other."""
        overflows = rows > self.width - self.days_down() - self.bar - 4
        room = self.height - names - (self.bar if overflows else 0) - 4
        return max(room // self.days, px(_least(LEAST_DOWN, self.days)) * self.hours)


def _least(hours: dict[int, int], days: int) -> int:
    return next((least for most, least in hours.items() if days <= most), min(hours.values()))
