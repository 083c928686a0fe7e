"""What one editable setting is: its words, kind, default and test; knows neither its value nor its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from cpconf.practice.limits import TimeLimit, Unit
from cpconf.refusals import Refusal

Stored = int | bool | str | dict[str, int | str]
"""What the store keeps for a setting, as JSON."""

Value = int | bool | str | date | TimeLimit
"""What the rules get for a setting. A choice is one of its words."""


class Group(StrEnum):
    """The heading under which the administration screen shows a setting."""

    AUTHORITY = "The authority"
    COUNTING = "Counting days"
    LIMITS = "Time limits"
    LENGTHS = "Lengths and gaps"
    DIARY = "Booking and replanning"
    QUORACY = "Quoracy"
    DECISIONS = "Decisions and plans"
    PAPERS = "Papers and records"
    MEASURES = "Measures"


class Kind(StrEnum):
    """How a setting is edited."""

    WHOLE = "whole number"
    YES_NO = "yes or no"
    CHOICE = "choice"
    DAY = "date"
    TEXT = "text"
    LIMIT = "time limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as the administration screen needs it.

    `least`..`most` bound a whole number, in multiples of `step`, and the length of a text; `choices` pairs each
    stored word with the words shown; `pattern` is what a text must match, said in words by `pattern_in_words`.
    `unit` is what a whole number counts, in the plural; empty where it counts nothing that has a name.
    """

    key: str
    group: Group
    label: str
    help: str
    kind: Kind
    default: Value
    least: int = 0
    most: int = 0
    step: int = 1
    choices: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    pattern_in_words: str = ""
    unit: str = ""

    def read(self, stored: object) -> Value:
        """Turn what the store or a form holds into the value, or refuse naming this setting as the field."""
        readers: dict[Kind, Callable[[object], Value]] = {
            Kind.WHOLE: self._whole,
            Kind.YES_NO: self._yes_no,
            Kind.CHOICE: self._choice,
            Kind.DAY: self._day,
            Kind.TEXT: self._text,
            Kind.LIMIT: self._limit,
        }
        return readers[self.kind](stored)

    def stored(self, value: Value) -> Stored:
        """The value as the store keeps it; the inverse of `read`."""
        match value:
            case TimeLimit():
                kept: dict[str, int | str] = {"amount": value.amount, "unit": value.unit.value}
                if value.at_time is not None:
                    kept["at_time"] = value.at_time.strftime("%H:%M")
                return kept
            case date():
                return value.isoformat()
            case _:
                return value

    def in_words(self, value: Value) -> str:
        """The value as the screen shows it: "Yes", "15 working days", "31/12/2028"."""
        match value:
            case TimeLimit():
                return value.span_in_words
            case bool():
                return "Yes" if value else "No"
            case date():
                return f"{value:%d/%m/%Y}"
            case str() if self.choices:
                return dict(self.choices)[value]
            case int() if self.unit:
                return f"{value} {self.unit[:-1] if value == 1 else self.unit}"
            case _:
                return str(value)

    def refuse(self, what_is_wanted: str) -> Refusal:
        """The refusal of a wrong value for this setting."""
        return Refusal(f"{self.label}: give {what_is_wanted}.", field=self.key)

    def _whole(self, stored: object) -> int:
        if isinstance(stored, bool) or not isinstance(stored, int) or not self.least <= stored <= self.most:
            raise self.refuse(f"a whole number from {self.least} to {self.most}")
        if stored % self.step:
            raise self.refuse(f"a multiple of {self.step}")
        return stored

    def _yes_no(self, stored: object) -> bool:
        if not isinstance(stored, bool):
            raise self.refuse("yes or no")
        return stored

    def _choice(self, stored: object) -> str:
        for word, _shown in self.choices:
            if stored == word:
                return word
        raise self.refuse("one of: " + "; ".join(shown for _word, shown in self.choices))

    def _day(self, stored: object) -> date:
        if isinstance(stored, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", stored):
            try:
                return date.fromisoformat(stored)
            except ValueError as wrong:
                raise self.refuse("a date that exists") from wrong
        raise self.refuse("a date")

    def _text(self, stored: object) -> str:
        if not isinstance(stored, str) or not self.least <= len(stored.strip()) <= self.most:
            raise self.refuse(f"a text of {self.least} to {self.most} characters")
        text = stored.strip()
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise self.refuse(self.pattern_in_words)
        return text

    def _limit(self, stored: object) -> TimeLimit:
        default = self.default
        assert isinstance(default, TimeLimit)
        needed = {"amount", "unit"}
        if not isinstance(stored, Mapping) or not needed <= set(stored) <= needed | {"at_time"}:
            raise self.refuse("an amount and a unit")
        amount, unit = stored["amount"], stored["unit"]
        if isinstance(amount, bool) or not isinstance(amount, int):
            raise self.refuse("the amount as a whole number")
        if unit not in list(Unit):
            raise self.refuse("the unit as one of: " + ", ".join(Unit))
        return replace(default, amount=amount, unit=Unit(unit), at_time=self._hour(stored.get("at_time")))

    def _hour(self, stored: object) -> time | None:
        if stored is None:
            return None
        if isinstance(stored, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", stored):
            return time.fromisoformat(stored)
        raise self.refuse('the hour of the last day as "10:00"')
