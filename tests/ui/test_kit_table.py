"""The list: model, sorting, finding, keys, columns, copying."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Answers
from tests.ui.keys import CTRL, press, type_in
from ui.kit.memory import Memory
from ui.kit.printing import table_document
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, SnapshotModel, State, as_csv, as_tsv, text_of


@dataclass(frozen=True)
class Line:
    id: int
    family: str
    due_on: date | None
    left: int


COLUMNS = (
    Column[Line](key="family", title="Family", value=lambda line: line.family),
    Column[Line](key="due", title="Due", value=lambda line: line.due_on, width=120),
    Column[Line](key="left", title="Days left", value=lambda line: line.left, right=True, width=90),
    Column[Line](
        key="state",
        title="State",
        value=lambda line: State("Late", "late") if line.left < 0 else State("On time", "good"),
        sort=lambda line: line.left,
        width=120,
        hidden=True,
    ),
)
LINES = (
    Line(1, "Sample", date(2026, 3, 9), 5),
    Line(2, "Ashby", None, -2),
    Line(3, "example", date(2026, 3, 4), 2),
)
Make = Callable[..., SnapshotTable[Line]]


@pytest.fixture
def make(ground: QWidget, answers: Answers) -> Make:
    def build(**options: Any) -> SnapshotTable[Line]:
        table = SnapshotTable[Line]("Requests", COLUMNS, key=lambda line: line.id, ask=answers, **options)
        layout = ground.layout() or QVBoxLayout(ground)
        layout.addWidget(table)
        table.show()
        return table

    return build


def families(table: SnapshotTable[Line]) -> list[str]:
    return [line.family for line in table.model.shown()]


class TestModel:
    def test_it_keeps_qts_rules_while_it_sorts_and_filters(self, qtmodeltester: Any) -> None:
        model = SnapshotModel(COLUMNS)
        model.set_rows(LINES)
        qtmodeltester.check(model)
        model.sort(0)
        model.filter("a")
        qtmodeltester.check(model)
        model.set_rows(())
        qtmodeltester.check(model)

    def test_it_sorts_by_value_and_puts_empty_cells_last_either_way(self) -> None:
        model = SnapshotModel(COLUMNS)
        model.set_rows(LINES)
        model.sort(1)
        assert [line.id for line in model.shown()] == [3, 1, 2]
        model.sort(1, Qt.SortOrder.DescendingOrder)
        assert [line.id for line in model.shown()] == [1, 3, 2]
        model.sort(0)
        assert [line.family for line in model.shown()] == ["Ashby", "example", "Sample"]
        model.sort(-1)
        assert [line.id for line in model.shown()] == [1, 2, 3]

    def test_a_persistent_place_follows_its_row_through_sorting(self) -> None:
        from PySide6.QtCore import QPersistentModelIndex

        model = SnapshotModel(COLUMNS)
        model.set_rows(LINES)
        kept = QPersistentModelIndex(model.index(2, 0))
        model.sort(0, Qt.SortOrder.DescendingOrder)
        assert model.row_at(kept.row()).id == 3

    def test_every_typed_word_must_be_found_somewhere_in_the_row(self) -> None:
        model = SnapshotModel(COLUMNS)
        model.set_rows(LINES)
        model.filter("EXAMPLE 04/03")
        assert [line.id for line in model.shown()] == [3]
        model.filter("", lambda line: line.left < 0)
        assert [line.id for line in model.shown()] == [2]

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            *[(None, ""), (True, "yes"), (False, ""), (date(2026, 3, 4), "04/03/2026"), (3, "3"), (2.25, "2.2")],
            *[(datetime(2026, 3, 4, 9, 5), "04/03/2026 09:05"), (State("Late", "late"), "Late")],
        ],
    )
    def test_values_are_shown_in_the_same_way_everywhere(self, value: object, shown: str) -> None:
        assert text_of(value) == shown


class TestOutOfTheProgram:
    def test_copied_rows_have_titles_and_no_stray_tabs(self) -> None:
        row = Line(9, "Two\tnames\nhere", None, 1)
        assert as_tsv(COLUMNS[:2], [row]) == "Family\tDue\nTwo names here\t\n"

    def test_a_cell_that_looks_like_a_formula_is_saved_as_text(self) -> None:
        row = Line(9, '=cmd|"x"', None, -4)
        assert as_csv(COLUMNS[:3], [row]) == 'Family,Due,Days left\r\n"\'=cmd|""x""",,-4\r\n'

    def test_control_c_copies_the_selected_row(self, make: Make, qtbot: QtBot) -> None:
        table = make()
        table.set_rows(LINES)
        table.choose(3)
        press(table.view, Qt.Key.Key_C, CTRL)
        assert QGuiApplication.clipboard().text() == "Family\tDue\tDays left\nexample\t04/03/2026\t2\n"

    def test_exporting_asks_for_a_place_and_writes_what_is_shown(
        self, make: Make, answers: Answers, tmp_path: Path
    ) -> None:
        table = make()
        table.set_rows(LINES)
        answers.ready = [tmp_path / "list.csv", None]
        table.export()
        table.export()
        assert (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()[1] == "Sample,09/03/2026,5"

    def test_a_printed_list_escapes_names_and_carries_its_marking(self) -> None:
        text = table_document("Requests", COLUMNS[:1], [Line(1, "<b>Ampère & Co</b>", None, 0)]).toPlainText()
        assert "OFFICIAL-SENSITIVE" in text
        assert "<b>Ampère & Co</b>" in text


class TestList:
    def test_a_refresh_keeps_the_cursor_on_the_same_record(self, make: Make) -> None:
        table = make()
        table.set_rows(LINES)
        table.choose(3)
        table.set_rows((Line(8, "New", None, 1), *LINES))
        current = table.current()
        assert current is not None and current.id == 3
        assert [line.id for line in table.selected()] == [3]

    def test_it_tells_when_the_chosen_record_has_gone(self, make: Make) -> None:
        table = make()
        table.set_rows(LINES)
        table.choose(3)
        told: list[Line | None] = []
        table.chosen.connect(told.append)
        table.set_rows(LINES[:2])
        assert told == [None]

    def test_enter_opens_the_row_with_the_cursor(self, make: Make, qtbot: QtBot) -> None:
        table = make()
        table.set_rows(LINES)
        table.choose(2)
        with qtbot.waitSignal(table.opened) as opened:
            press(table.view, Qt.Key.Key_Return)
        assert opened.args == [LINES[1]]

    def test_a_stroke_leads_to_finding_and_down_leads_back(self, make: Make, qtbot: QtBot) -> None:
        table = make()
        table.set_rows(LINES)
        table.view.setFocus()
        press(table.view, "/")
        assert table.finder.hasFocus()
        type_in(table.finder, "exam")
        assert families(table) == ["example"]
        assert table.count.text() == "1 of 3"
        press(table.finder, Qt.Key.Key_Down)
        current = table.current()
        assert table.view.hasFocus() and current is not None and current.id == 3
        press(table.finder, Qt.Key.Key_Escape)
        assert len(families(table)) == 3

    def test_home_and_end_go_to_the_first_and_the_last_row(self, make: Make, qtbot: QtBot) -> None:
        table = make()
        table.set_rows(LINES)
        press(table.view, Qt.Key.Key_End)
        assert table.current() == LINES[2]
        press(table.view, Qt.Key.Key_Home)
        assert table.current() == LINES[0]

    def test_an_empty_list_says_what_to_do_and_a_vain_search_says_so(self, make: Make) -> None:
        table = make()
        assert table.view.isHidden() and not table._empty.isHidden()
        table.set_rows(LINES)
        assert table.view.isVisible()
        table.finder.setText("zzz")
        assert table._nothing_found.isVisible()

    def test_chosen_columns_come_back_the_next_time(self, make: Make, memory: Memory) -> None:
        first = make(memory=memory)
        assert [column.key for column in first.visible_columns()] == ["family", "due", "left"]
        first.show_column(3, True)
        first.show_column(1, False)
        again = make(memory=memory)
        assert [column.key for column in again.visible_columns()] == ["family", "left", "state"]

    def test_one_column_always_stays(self, make: Make) -> None:
        table = make()
        for at in range(4):
            table.show_column(at, False)
        assert len(table.visible_columns()) == 1

    def test_the_menu_offers_copying_printing_and_every_column(self, make: Make) -> None:
        menu = make().menu()
        titles = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
        assert titles == ["&Copy", "Copy &all", "&Save as CSV …", "&Print …", "Family", "Due", "Days left", "State"]
        menu.deleteLater()

    def test_a_hundred_thousand_rows_are_no_reason_to_build_widgets(self, make: Make) -> None:
        table = make()
        table.set_rows(Line(n, f"Family {n}", None, n) for n in range(100_000))
        table.sort_by("left", descending=True)
        assert table.model.row_at(0).left == 99_999
        assert len(table.view.viewport().findChildren(QWidget)) == 0
