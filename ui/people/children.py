"""The list of children: find, narrow, open, add; knows no record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cpconf.people.actions import add_child, add_family
from cpconf.people.queries import ChildLine, child_list
from cpconf.plans.rules import CATEGORY_WORDS, Category
from ui.kit.asking import FillIn
from ui.kit.fields import TickField
from ui.kit.frame import Command, Frame
from ui.kit.panels import EmptyState
from ui.kit.screen import Screen
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State
from ui.kit.words import button
from ui.people.forms import child_fields, family_fields


def category_words(code: str | None) -> str:
    """The category in words; empty where there is no plan."""
    return CATEGORY_WORDS[Category(code)] if code else ""


def plan_state(line: ChildLine) -> State:
    """On a plan or not, as shape and word."""
    return State(category_words(line.category), "note", "held") if line.on_plan else State("No plan")


COLUMNS: tuple[Column[ChildLine], ...] = (
    Column(key="name", title="Child", value=lambda line: line.name),
    Column(key="number", title="Number", value=lambda line: line.la_child_id, width=110),
    Column(key="born", title="Born or expected", value=lambda line: line.born_on or line.expected_on, width=140),
    Column(key="plan", title="Plan", value=plan_state, sort=lambda line: line.category or "", width=170),
    Column(key="family", title="Family", value=lambda line: line.family_reference or "", width=110),
    Column(key="team", title="Team", value=lambda line: line.team or "", width=190),
    Column(key="worker", title="Social worker", value=lambda line: line.worker or "", width=160),
)


class ChildrenScreen(Screen):
    """Every child in the store; Enter opens one."""

    title = "Children"
    help_page = "children"
    cares_for = frozenset({"child", "family", "plan"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.only_on_plan = TickField("&Only children on a plan")
        self.only_on_plan.edited.connect(self._narrow)
        self.head.addWidget(button("&Import …", lambda: frame.open_screen("import"), picture="paper"))
        self.head.addWidget(button("New &family", self.new_family, picture="add"))
        self.head.addWidget(button("&New child", self.new_child, role="primary", picture="add"))
        empty = EmptyState(
            "No children yet",
            "Import the case system's Annex A file, or add a child by hand.",
            picture="children",
            act="&Import a file",
            run=lambda: frame.open_screen("import"),
        )
        self.table: SnapshotTable[ChildLine] = SnapshotTable(
            "Children", COLUMNS, key=lambda line: line.id, empty=empty, memory=frame.memory, ask=frame.ask
        )
        self.table.bar.insertWidget(2, self.only_on_plan)
        self.table.opened.connect(lambda line: frame.open_screen("child", child_id=line.id))
        self.body.addWidget(self.table, 1)

    def refresh(self) -> None:
        self.ask(child_list, then=self.table.set_rows)

    def first_focus(self) -> QWidget:
        return self.table

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="New child", run=self.new_child, shortcut="Ctrl+N", picture="add"),
            Command(title="New family", run=self.new_family, picture="add"),
            Command(title="Import a file", run=lambda: self.frame.open_screen("import"), picture="paper"),
        )

    def _narrow(self) -> None:
        only = self.only_on_plan.value()
        self.table.keep_only((lambda line: line.on_plan) if only else None)

    def new_child(self) -> None:
        """Add a child by hand; the Annex A file is the usual way."""
        asked = FillIn(title="New child", text="", build=child_fields(self), yes="&Add child")
        given = self.frame.ask(self, asked)
        if given is not None:
            self.submit(
                add_child,
                said="The child was added.",
                then=lambda child_id: self.frame.open_screen("child", child_id=child_id),
                **given,
            )

    def new_family(self) -> None:
        """Add a family, so that siblings can be considered together."""
        given = self.frame.ask(self, FillIn(title="New family", text="", build=family_fields, yes="&Add family"))
        if given is not None:
            self.submit(add_family, said="The family was added.", **given)
