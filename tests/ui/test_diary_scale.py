"""The axes of the timeline: what is along the time and across it, and how the room is shared, either way round."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetrics

from ui.diary.names import name_lines
from ui.diary.scale import ACROSS, DOWN, GRAIN, Axes, Scale
from ui.diary.share import LEAST_DOWN, Room
from ui.kit.style import Look, px

ON = date(2026, 3, 10)
BOTH = st.sampled_from((ACROSS, DOWN))


@given(BOTH, st.integers(), st.integers())
def test_what_is_turned_twice_is_as_it_was(axes: Axes, along: int, across: int) -> None:
    assert axes.pair(*axes.pair(along, across)) == (along, across)


@given(*(st.integers(0, 4000) for _ in range(4)))
def test_a_turned_rectangle_is_the_same_with_x_and_y_changed(
    along: int, across: int, length: int, breadth: int
) -> None:
    lying, standing = (axes.rect(along, across, length, breadth) for axes in (ACROSS, DOWN))
    assert (lying.x(), lying.y(), lying.width(), lying.height()) == (along, across, length, breadth)
    assert (standing.y(), standing.x(), standing.height(), standing.width()) == (along, across, length, breadth)


@given(BOTH, st.integers(6, 9), st.integers(15, 22), st.integers(120, 2000), st.data())
def test_the_place_of_a_time_means_that_time(
    axes: Axes, first: int, last: int, length: int, data: st.DataObject
) -> None:
    scale = Scale(first, last, length, axes)
    minutes = data.draw(st.integers(0, scale.hours * 60 // GRAIN - 1)) * GRAIN
    at = datetime(2026, 3, 10, first) + timedelta(minutes=minutes)
    assert 0 <= scale.along(at, ON) < length
    assert scale.at(scale.along(at, ON), ON) == at


def test_a_span_over_the_shown_hours_is_drawn_to_the_edges() -> None:
    scale = Scale(8, 18, 500.0)
    assert scale.span(datetime(2026, 3, 10, 6), datetime(2026, 3, 10, 9), ON) == (0.0, 50.0)
    assert scale.span(datetime(2026, 3, 10, 17), datetime(2026, 3, 11), ON) == (450.0, 50.0)


@given(
    st.integers(300, 3000), st.integers(200, 2000), st.sampled_from((1, 5, 10)), st.integers(1, 60), st.integers(0, 16)
)
def test_standing_rows_fill_the_width_or_scroll_and_stay_readable(
    width: int, height: int, days: int, rows: int, gaps: int
) -> None:
    room = Room(width=width, height=height, bar=12, days=days, hours=10)
    breadth = room.breadth_down(rows, gaps)
    left = width - room.days_down() - 12 - 4
    assert breadth >= px(104)
    assert breadth == px(104) or breadth * rows + gaps <= left < (breadth + 1) * rows + gaps
    assert room.length_down(60, breadth * rows + gaps) >= px(LEAST_DOWN[days]) * 10


@pytest.mark.parametrize("name", ["Rowan Room", "Dummelia Modelworthy", "Anne-Marie de la Placeholme", "Conservatory"])
@pytest.mark.parametrize("wide", [40, 88, 200])
def test_no_line_of_a_name_is_wider_than_its_column(look: Look, name: str, wide: int) -> None:
    metrics = QFontMetrics(QFont())
    for most in (1, 2):
        lines = name_lines(metrics, name, wide, most)
        assert 1 <= len(lines) <= most
        assert all(metrics.horizontalAdvance(line) <= wide for line in lines)
        whole = " ".join(lines) == name
        assert whole or "…" in lines[-1]
        assert whole or metrics.horizontalAdvance(name) >= wide - 1
