"""The facts of the details panel: every value is in sight as a whole, however narrow the panel and large the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QWidget

from ui.diary.detail import Facts

PAIRS = (
    ("Day", "Monday 23 November 2026"),
    ("Here", "10:00–11:30 Review T, CP-2026-0999, past its limit\n14:00–15:30 Review P, CP-2026-1002"),
    ("Hold", ""),
)


@pytest.mark.parametrize("width", [140, 260, 420, 1100])
def test_no_value_is_cut_off(ground: QWidget, width: int) -> None:
    facts = Facts()
    facts.setParent(ground)
    facts.resize(width, 400)
    facts.show_facts(PAIRS)
    facts.show()
    QCoreApplication.processEvents()
    values = [each for each in facts.findChildren(QLabel) if ": " in each.accessibleName()]
    assert [each.text() for each in values] == [text for _, text in PAIRS if text]
    for each in values:
        assert each.width() <= width
        assert each.height() >= each.heightForWidth(each.width()), "all its lines"
        longest = max(each.fontMetrics().horizontalAdvance(line) for line in each.text().split("\n"))
        assert each.wordWrap() == (longest > width)


def test_values_stand_side_by_side_where_there_is_room(ground: QWidget) -> None:
    facts = Facts()
    facts.setParent(ground)
    facts.resize(850, 400)
    facts.show()
    facts.show_facts(PAIRS)
    QCoreApplication.processEvents()
    pairs = {pair for each in facts.findChildren(QLabel) if (pair := each.parentWidget()) is not None}
    assert len(pairs) == 2
    assert len({pair.y() for pair in pairs}) == 1
