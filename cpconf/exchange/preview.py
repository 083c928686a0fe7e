"""What importing a file would do, line by line and in plain sentences; knows neither file nor store."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from cpconf.exchange.annex_rows import Problem
from cpconf.exchange.steps import FieldChange, Step


class Subject(StrEnum):
    """What a line of the preview is about."""

    CHILD = "child"
    ENQUIRY = "section 47 enquiry"
    PLAN = "plan"


class Result(StrEnum):
    """What the import does. `disagrees`: file and store differ and the store stays as it is; a person must look.
    `absent`: an open plan here that list 7 does not hold; nothing happens."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DISAGREES = "disagrees"
    REFUSED = "refused"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """One line. `la_child_id` is "" for a row that was refused while it was read; `on` is the strategy discussion or
    the plan start; `differences` are made when `changed`, left alone when `disagrees`; `sheet`, `row` in the file."""

    subject: Subject
    result: Result
    la_child_id: str = ""
    on: date | None = None
    differences: tuple[FieldChange, ...] = ()
    words: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """All lines by subject; the notes on rows that go in; and the steps, to be taken all or none."""

    lines: tuple[PreviewLine, ...]
    notes: tuple[Problem, ...]
    to_apply: tuple[Step, ...]

    def count(self, subject: Subject, result: Result) -> int:
        """How many lines of this kind."""
        return sum(1 for line in self.lines if line.subject is subject and line.result is result)

    @property
    def summary(self) -> tuple[str, ...]:
        """Plain sentences, one a subject: "Children: 3 added, 1 changed, 560 unchanged."."""
        return tuple(self._sentence(subject, plural) for subject, plural in _PLURALS.items())

    def _sentence(self, subject: Subject, plural: str) -> str:
        counts = Counter(line.result for line in self.lines if line.subject is subject)
        told = [f"{counts[result]:,} {_SUMMARY[result]}" for result in Result if counts[result]]
        return f"{plural}: {', '.join(told) or 'none in the file'}."


_PLURALS: Final = {
    Subject.CHILD: "Children",
    Subject.ENQUIRY: "Section 47 enquiries",
    Subject.PLAN: "Child protection plans",
}
_SUMMARY: Final = {
    Result.ADDED: "added",
    Result.CHANGED: "changed",
    Result.UNCHANGED: "unchanged",
    Result.DISAGREES: "left as here although the file differs",
    Result.REFUSED: "refused",
    Result.ABSENT: "open here but not in the file",
}
