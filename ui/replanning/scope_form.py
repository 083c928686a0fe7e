"""What is to be replanned, chosen in one line: what, which days, whether others may move; seeks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cpconf.access.rules import StaffId
from cpconf.diary.queries import ResourceLine
from cpconf.diary.rules import RoomId
from ui.kit.date_field import DateField
from ui.kit.dates import show_date
from ui.kit.fields import ChoiceField, TickField
from ui.kit.form import Form
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.replanning.search import ROUNDS

WEEKS = 13  # a closure of three months, and every limit of an initial conference
SEARCHES = (("short", "Short"), ("usual", "Usual"), ("long", "Long"))
Part = tuple[RoomId | None, StaffId | None]
EVERYTHING: Part = (None, None)


def wide_or_narrow() -> int:
    """Columns of a form across the screen: four, or two where the text is large."""
    return 4 if px(100) < 150 else 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person chose: `part` is a room or a member of staff, or neither for everything that no longer holds."""

    part: Part
    name: str
    from_on: date
    until_on: date
    may_move_others: bool
    rounds: int

    @property
    def words(self) -> str:
        """The question in a line."""
        days = f"{show_date(self.from_on)} to {show_date(self.until_on)}"
        others = "others may move too" if self.may_move_others else "others stay"
        return f"{self.name or 'All that no longer holds'}, {days}, {others}."


class ScopeForm(Form):
    """The line of fields; `asked()` reads it, or shows what is wrong and gives None."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(columns=wide_or_narrow())
        self._names: dict[Part, str] = {}
        self._wanted: Part = EVERYTHING
        tomorrow = screen.frame.today() + timedelta(days=1)  # who comes today is on the way
        options: dict[str, Any] = screen.date_options()
        self.what = ChoiceField()
        self.show_parts(())
        self.add("what", "&What", self.what)
        self.add("from_on", "&From", DateField(tomorrow, **options), required=True)
        self.add("until_on", "Un&til", DateField(tomorrow + timedelta(weeks=WEEKS), **options), required=True)
        self.add("rounds", "Searc&h", ChoiceField(SEARCHES))
        self.fill(rounds="usual")
        self.add("may_move_others", "", TickField("&Others may move too"), span=4)

    def show_parts(self, lines: Sequence[ResourceLine]) -> None:
        """Offer these rooms and people beside everything."""
        self._names = {EVERYTHING: ""}
        for line in lines:
            if line.room_id is not None or line.staff_id is not None:
                place = f"{line.name}, {line.site}" if line.site else line.name
                self._names[line.room_id, line.staff_id] = place
        choices = [(part, name or "All that no longer holds") for part, name in self._names.items()]
        self.what.set_choices(choices)
        self.choose_part(self._wanted)

    def choose_part(self, part: Part) -> None:
        """Choose a room or a person, now or when they are known."""
        self._wanted = part
        if part in self._names:
            self.what.set_value(part)

    def asked(self) -> Asked | None:
        """What is chosen."""
        values = self.read()
        if values is None:
            return None
        if values["until_on"] < values["from_on"]:
            self.show_error("until_on", "The last day lies before the first.")
            return None
        part: Part = values.pop("what") or EVERYTHING
        self._wanted = part
        values["rounds"] = ROUNDS[values["rounds"]]
        return Asked(part=part, name=self._names.get(part, ""), **values)
