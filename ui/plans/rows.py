"""The rows of a plan as editors: which fields, under which words, stored by which action; knows no list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

from cpconf.plans import actions
from cpconf.plans.draft import ActionLine, ContingencyLine, CoreMemberLine, DangerLine, OutcomeLine
from cpconf.plans.rules import PROGRESS_WORDS
from ui.conferences.row_editor import RowEditor
from ui.conferences.row_text import RowText
from ui.conferences.section import Section
from ui.kit.date_field import DateField
from ui.kit.fields import ChoiceField, TextField
from ui.kit.style import px

_RENAMED = {"done": "action", "who": "owner"}
Line = DangerLine | OutcomeLine | ActionLine | ContingencyLine | CoreMemberLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of row. `key` is what `remove_row` calls it; `write` stores a row under a parent named `parent`."""

    key: str
    one: str
    parent: str
    write: Callable[..., Any]
    blank: dict[str, Any]
    build: Callable[[Section, str], RowEditor]
    marks: Callable[[Any], tuple[str, ...]]


def values_of(kind: Kind, line: Line) -> dict[str, Any]:
    """What a row stores, by the keywords of its action."""
    return {name: getattr(line, _RENAMED.get(name, name) if kind is CONTINGENCY else name) for name in kind.blank}


@wraps(actions.write_contingency)
def _write_contingency(writing: Any, *, done: str, who: str, **named: Any) -> int:
    """The same act under names that the bridge to the store does not use itself."""
    return actions.write_contingency(writing, action=done, owner=who, **named)


def write(kind: Kind, section: Section, parent_id: int, values: dict[str, Any], then: Callable[[Any], object]) -> None:
    """Store a new row in the last place; `then(id)`."""
    named: dict[str, Any] = {kind.parent: parent_id, **values}
    section.frame.work.change(kind.write, then=then, owner=section, **named)


def _danger(_section: Section, name: str) -> RowEditor:
    row = RowEditor(name)
    row.add("statement", "Danger statement: who fears what will happen to the child", RowText(lines=2), 0, 0)
    row.add("safety_goal", "Safety goal: what must be seen, for how long", RowText(lines=2), 0, 1)
    return _even(row, 2)


def _outcome(_section: Section, name: str) -> RowEditor:
    row = RowEditor(name)
    row.add("need", "Need or worry", RowText(lines=2), 0, 0)
    row.add("outcome", "Outcome for the child, in plain words", RowText(lines=2), 0, 1)
    row.add("measure", "How we shall see that the risk is less", RowText(), 1, 0)
    row.add("baseline", "How it is now", RowText(), 1, 1)
    row.add("progress", "Progress", ChoiceField(PROGRESS_WORDS.items()), 2, 0)
    row.add("progress_note", "What has changed", RowText(), 2, 1)
    return _even(row, 2)


def _action(section: Section, name: str) -> RowEditor:
    row = RowEditor(name)
    options = section.host.date_options()
    wide = px(100) < 150
    row.add("what", "What is done", RowText(), 0, 0)
    row.add("who", "Who", TextField(), 0, 1)
    row.add("by_on", "By when", DateField(**options), 0 if wide else 1, 2 if wide else 0)
    row.add("done_on", "Done on", DateField(past=True, **options), 0 if wide else 1, 3 if wide else 1)
    for column, stretch in enumerate((5, 3, 2, 2) if wide else (1, 1)):
        row.grid.setColumnStretch(column, stretch)
    return row


def _contingency(section: Section, name: str) -> RowEditor:
    row = RowEditor(name)
    row.add("trigger", "If this happens", RowText(lines=2), 0, 0)
    row.add("done", "Then this is done", RowText(lines=2), 0, 1)
    row.add("who", "By whom", TextField(), 1, 0)
    row.add("deadline_on", "By when", DateField(**section.host.date_options()), 1, 1)
    row.add("step", "Next step, such as an early review or a legal meeting", TextField(), 2, 0, 2)
    return _even(row, 2)


def _core_member(_section: Section, name: str) -> RowEditor:
    row = RowEditor(name)
    row.add("role", f"Role of {name}", TextField(), 0, 0)
    return row


def _even(row: RowEditor, columns: int) -> RowEditor:
    for column in range(columns):
        row.grid.setColumnStretch(column, 1)
    return row


def _missing(pairs: tuple[tuple[str, str], ...], line: Any) -> tuple[str, ...]:
    return tuple(words for name, words in pairs if not (getattr(line, name) or ""))


DANGER = Kind(
    key="danger",
    one="Danger statement",
    parent="plan_version_id",
    write=actions.write_danger,
    blank={"statement": "", "safety_goal": ""},
    build=_danger,
    marks=partial(_missing, (("statement", "No danger statement"), ("safety_goal", "No safety goal"))),
)
OUTCOME = Kind(
    key="outcome",
    one="Outcome",
    parent="plan_version_id",
    write=actions.write_outcome,
    blank={"need": "", "outcome": "", "measure": "", "baseline": "", "progress": next(iter(PROGRESS_WORDS)),
           "progress_note": ""},
    build=_outcome,
    marks=lambda line: line.marks,
)  # fmt: skip
ACTION = Kind(
    key="action",
    one="Action",
    parent="outcome_id",
    write=actions.write_action,
    blank={"what": "", "who": "", "by_on": None, "done_on": None},
    build=_action,
    marks=lambda _line: (),
)
CONTINGENCY = Kind(
    key="contingency",
    one="Contingency",
    parent="plan_version_id",
    write=_write_contingency,
    blank={"trigger": "", "done": "", "who": "", "deadline_on": None, "step": ""},
    build=_contingency,
    marks=partial(
        _missing,
        (("trigger", "No trigger"), ("action", "No action"), ("owner", "No owner"), ("deadline_on", "No time limit")),
    ),
)
CORE_MEMBER = Kind(
    key="core_member",
    one="Member",
    parent="plan_version_id",
    write=actions.write_core_member,
    blank={"professional_id": None, "adult_id": None, "name": "", "role": ""},
    build=_core_member,
    marks=lambda _line: (),
)
