"""A list of rows of a plan, with what is missing beside each; adds, removes, and never blocks the typist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from cpconf.plans.actions import remove_row
from cpconf.plans.draft import OutcomeLine
from ui.conferences.flow import Flow
from ui.conferences.row_editor import RowEditor
from ui.conferences.section import Section
from ui.kit.style import px
from ui.kit.words import Mark, button, rule, tool, words
from ui.plans.rows import ACTION, CORE_MEMBER, OUTCOME, Kind, Line, values_of, write


class Row(QFrame):
    """One row: its number, its marks, a way to take it out, its editor; under an outcome, its actions."""

    def __init__(self, owner: RowList, line: Line) -> None:
        super().__init__()
        kind = owner.kind
        self.line, self.owner = line, owner
        self.title = words("", "label", wrap=False)
        self.title.setMinimumHeight(px(24))
        self._marks = QWidget()
        self._flow = Flow(self._marks, gap=6)
        self._shown: tuple[str, ...] | None = None
        self.editor = kind.build(owner.section, getattr(line, "name", kind.one))
        named = {kind.parent: owner.parent_id, "row_id": line.id}
        if kind is CORE_MEMBER:
            named |= {name: getattr(line, name) for name in ("professional_id", "adult_id", "name")}
        self.editor.keep_with(owner.section.frame.work, kind.write, **named)
        self.remove = tool("close", f"Take this {kind.one.lower()} out", lambda: owner.remove(self))
        self.steps: RowList | None = None
        self._build(kind)

    def _build(self, kind: Kind) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        if kind is ACTION or kind is CORE_MEMBER:
            for part in (self.title, self._marks):
                part.setParent(self)
                part.hide()
            row = QHBoxLayout()
            row.addWidget(self.editor, 1)
            row.addWidget(self.remove)
            column.addLayout(row)
            return
        head = QHBoxLayout()
        head.addWidget(self.title, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._marks, 1)
        head.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.editor)
        if kind is OUTCOME:
            self.steps = RowList(self.owner.section, ACTION, int(self.line.id))
            self.steps.state.connect(self.owner.state)
            column.addWidget(self.steps)

    def show_line(self, number: int, line: Any, *, read_only: bool) -> None:
        """Show what is stored; what is being typed here stays."""
        kind = self.owner.kind
        self.line = line
        self.title.setText(f"{kind.one} {number}")
        self.remove.setAccessibleName(f"Take {kind.one.lower()} {number} out of the plan")
        self.remove.setVisible(not read_only)
        values = values_of(kind, line)
        self.editor.load(**({"role": line.role} if kind is CORE_MEMBER else values))
        self.editor.set_read_only(read_only)
        self._show_marks(kind.marks(line))
        if self.steps is not None:
            self.steps.show_lines(line.actions, read_only=read_only)

    def _show_marks(self, marks: tuple[str, ...]) -> None:
        if marks == self._shown:
            return
        self._shown = marks
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for text in marks:
            self._flow.addWidget(Mark(text, "due"))
        if not marks and self.owner.kind is OUTCOME:
            self._flow.addWidget(Mark("SMART", "good"))
        self._marks.updateGeometry()
        self._marks.setAccessibleName(", ".join(marks) or "Nothing is missing")


class RowList(QFrame):
    """Rows of one kind under one parent (a plan version, or an outcome)."""

    state = Signal(bool)

    def __init__(self, section: Section, kind: Kind, parent_id: int) -> None:
        super().__init__()
        self.section, self.kind, self.parent_id = section, kind, parent_id
        self.rows: dict[int, Row] = {}
        self._go_to: int | None = None
        self._place = QVBoxLayout()
        self._place.setSpacing(px(12))
        self.add_button = button(f"Add {_article(kind.one)} {kind.one.lower()}", self.add, role="quiet", picture="add")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(self._place)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)

    def show_lines(self, lines: Sequence[Any], *, read_only: bool) -> None:
        """Show these rows in this order."""
        for gone in set(self.rows) - {int(line.id) for line in lines}:
            row = self.rows.pop(gone)
            _take(self._place, row)
        for number, line in enumerate(lines, 1):
            row = self.rows.get(int(line.id)) or self._made(line)
            row.show_line(number, line, read_only=read_only)
        self.add_button.setVisible(not read_only)
        self.setVisible(bool(lines) or not read_only)
        if self._go_to in self.rows:
            QTimer.singleShot(0, self.rows[self._go_to], self.rows[self._go_to].editor.take_focus)
            self._go_to = None

    def _made(self, line: Line) -> Row:
        row = Row(self, line)
        row.editor.state.connect(self.state)
        if self.rows and self.kind is OUTCOME:
            row.layout().insertWidget(0, rule())  # type: ignore[union-attr]
        self.rows[int(line.id)] = row
        self._place.addWidget(row)
        return row

    def add(self) -> None:
        """Put an empty row last, with the keyboard in it."""
        if self.add_button.isHidden():
            return

        def go(row_id: Any) -> None:
            self._go_to = int(row_id)

        write(self.kind, self.section, self.parent_id, dict(self.kind.blank), go)

    def remove(self, row: Row) -> None:
        """Take a row out of the plan; Undo puts the same words back, last."""
        row.editor.flush()
        line, section = row.line, self.section
        section.submit(
            remove_row,
            said=f"{self.kind.one} taken out of the plan",
            undo=lambda: put_back(self.kind, section, self.parent_id, line),
            kind=self.kind.key,
            row_id=int(line.id),
        )


def put_back(kind: Kind, section: Section, parent_id: int, line: Line) -> None:
    """Write the words of a row that was taken out as a new one, with its actions."""

    def then(row_id: Any) -> None:
        for action in line.actions if isinstance(line, OutcomeLine) else ():
            write(ACTION, section, int(row_id), values_of(ACTION, action), lambda _id: None)

    write(kind, section, parent_id, values_of(kind, line), then)


def row_around(part: QWidget | None) -> Row | None:
    """The row in which a widget stands."""
    while part is not None and not isinstance(part, Row):
        part = part.parentWidget()
    return part


def _take(place: QLayout, part: QWidget) -> None:
    place.removeWidget(part)
    for editor in part.findChildren(RowEditor):
        editor.save_with(lambda _values: None)
    part.hide()
    part.deleteLater()


def _article(word: str) -> str:
    return "an" if word[0] in "AEIO" else "a"
