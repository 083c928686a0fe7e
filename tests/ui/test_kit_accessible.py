"""A screen reader has a name for every control of the kit, whatever the theme."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.date_field import DateField, TimeField
from ui.kit.fields import ChoiceField, LongTextField, MultiChoiceField, NumberField, RadioField, TextField, TickField
from ui.kit.form import Form
from ui.kit.notices import Notices
from ui.kit.panels import Card, EmptyState, ProgressPanel, SidePanel
from ui.kit.pdf_view import PdfView
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State
from ui.kit.typed_text import TypedText
from ui.kit.words import Mark, button, tool, words
from ui.shell.rail import Rail
from ui.shell.registry import Entry
from ui.shell.sign_in import SignIn
from ui.work import Work

SPOKEN = {
    QAccessible.Role.PushButton,
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Table,
    QAccessible.Role.List,
    QAccessible.Role.ProgressBar,
}


def nameless(root: QWidget) -> list[str]:
    """Visible controls that a person can reach and a screen reader cannot name."""
    found = []
    for part in root.findChildren(QWidget):
        face = QAccessible.queryAccessibleInterface(part)
        parent = part.parentWidget()
        inner = parent is not None and parent.focusProxy() is part
        if not part.isVisible() or face is None or face.role() not in SPOKEN or part.objectName().startswith("qt_"):
            continue
        inside_combo = isinstance(part.parentWidget(), ChoiceField)
        if not face.text(QAccessible.Text.Name).strip() and not (inner or inside_combo):
            found.append(f"{type(part).__name__} in {type(part.parentWidget()).__name__}")
    return found


def show(ground: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(ground)
    for part in parts:
        column.addWidget(part)
        part.show()


def test_every_field_of_a_form_has_a_name(ground: QWidget) -> None:
    form = Form()
    form.add("a", "&Family", TextField())
    form.add("b", "&Day", DateField(today=lambda: date(2026, 3, 2)))
    form.add("c", "&Start", TimeField())
    form.add("d", "S&ite", ChoiceField([(1, "Northgate")]))
    form.add("e", "S&chool", ChoiceField([(1, "Elm")], search=True))
    form.add("f", "&Kind", RadioField([(1, "Initial")]))
    form.add("g", "&Needs", MultiChoiceField([(1, "Advocate")]))
    form.add("h", "&People", NumberField())
    form.add("i", "&Reason", LongTextField())
    form.add("j", "", TickField("&Hold"))
    show(ground, form)
    assert nameless(ground) == []


def test_every_other_part_has_a_name(ground: QWidget, work: Work) -> None:
    table = SnapshotTable[str]("Requests", (Column(key="a", title="A", value=str),), key=str)
    table.set_rows(["x"])
    progress = ProgressPanel()
    progress.run(work, "Making papers", lambda _progress: None, done=lambda _value: None)
    side = SidePanel()
    rail = Rail()
    rail.show_places([Entry(key="a", title="Today", picture="today", where="x:Y")])
    parts = [TypedText("Minutes"), table, progress, side, rail, PdfView(work), SignIn("store"), Card("Heading")]
    show(ground, *parts, EmptyState("Nothing", "Do this", act="&Go"), button("&Save"), tool("add", "Add"))
    side.show_part("Ashworth", words("x"))
    notices = Notices(ground)
    notices.show_notice("Saved.", "good", act="&Undo", run=lambda: None)
    assert nameless(ground) == []


def test_a_cell_with_a_state_is_spoken_as_its_word(ground: QWidget) -> None:
    table = SnapshotTable[str](
        "Requests",
        (
            Column(key="a", title="Family", value=str),
            Column(key="s", title="State", value=lambda _r: State("Late", "late")),
        ),
        key=str,
    )
    table.set_rows(["Sample"])
    show(ground, table)
    face = QAccessible.queryAccessibleInterface(table.view)
    spoken = [face.child(at).text(QAccessible.Text.Name) for at in range(face.childCount())]
    assert [word for word in spoken if word] == ["Family", "State", "Sample", "Late"]


@pytest.mark.parametrize("tone", ["good", "due", "late", "note", "plain"])
def test_a_mark_is_spoken_as_its_word(tone: str, ground: QWidget) -> None:
    mark = Mark("Due today", tone)
    show(ground, mark)
    assert QAccessible.queryAccessibleInterface(mark).text(QAccessible.Text.Name) == "Due today"
    assert mark.grab().width() >= mark.sizeHint().width()
