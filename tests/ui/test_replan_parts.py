"""The parts of the replan without a store: ticks, strips, and the search as a long job."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.diary.replan import ChairPlan, ConferencePlan, Problem, Proposal, RoomPlan, Seat, TakerPlan, improvements
from tests.ui.keys import CTRL, press
from ui.kit.table_model import Column
from ui.lanes import Progress
from ui.replanning.search import Found, Heard, SearchPanel, figures_of, search_job
from ui.replanning.strips import BLOCKS, Block, DayStrips, strips_of
from ui.replanning.ticks import TickTable
from ui.work import Work

Idle = Callable[[Work], None]


@dataclass(frozen=True)
class Fruit:
    name: str
    ripe: bool = True


FRUITS = (Fruit("Apple"), Fruit("Pear"), Fruit("Quince", ripe=False), Fruit("Plum"))
COLUMNS: tuple[Column[Fruit], ...] = (Column(key="name", title="Name", value=lambda fruit: fruit.name),)


def basket(ground: QWidget, answers: Any, **options: Any) -> TickTable[Fruit]:
    table = TickTable(
        "Fruit", COLUMNS, key=lambda fruit: fruit.name, may_take=lambda fruit: fruit.ripe, ask=answers, **options
    )
    table.setParent(ground)
    table.resize(ground.size())
    table.set_rows(FRUITS)
    table.show()
    return table


def names(table: TickTable[Fruit]) -> list[str]:
    return [fruit.name for fruit in table.taken()]


class TestTicks:
    def test_every_row_that_may_be_taken_is_taken_at_first(self, ground: QWidget, answers: Any) -> None:
        table = basket(ground, answers)
        assert (names(table), table.takeable()) == (["Apple", "Pear", "Plum"], 3)
        assert [table.model.data(table.model.index(row, 0)) for row in range(4)] == ["Take", "Take", "", "Take"]

    def test_space_leaves_the_row_out_and_takes_it_again(self, ground: QWidget, answers: Any, qtbot: QtBot) -> None:
        table = basket(ground, answers)
        table.view.setFocus()
        table.view.go_to(1)
        with qtbot.waitSignal(table.ticked):
            press(table.view, Qt.Key.Key_Space)
        assert names(table) == ["Apple", "Plum"]
        assert table.model.data(table.model.index(1, 0)) == "Leave"
        press(table.view, Qt.Key.Key_Space)
        assert names(table) == ["Apple", "Pear", "Plum"]

    def test_space_turns_all_chosen_rows_the_way_of_the_row_with_the_cursor(
        self, ground: QWidget, answers: Any
    ) -> None:
        table = basket(ground, answers)
        table.view.setFocus()
        table.view.go_to(0)
        press(table.view, Qt.Key.Key_Space)
        press(table.view, "a", CTRL)
        press(table.view, Qt.Key.Key_Space)
        assert names(table) == ["Apple", "Pear", "Plum"]
        press(table.view, Qt.Key.Key_Space)
        assert names(table) == []

    def test_a_row_that_cannot_be_taken_stays_untaken(self, ground: QWidget, answers: Any) -> None:
        table = basket(ground, answers)
        table.view.go_to(2)
        table.turn_over()
        table.take_all()
        assert "Quince" not in names(table)

    def test_what_was_left_out_stays_out_in_a_better_proposal_and_not_in_the_next_one(
        self, ground: QWidget, answers: Any
    ) -> None:
        table = basket(ground, answers)
        table.view.go_to(3)
        table.turn_over()
        table.set_rows((Fruit("Plum"), Fruit("Cherry")))
        assert names(table) == ["Cherry"]
        table.start_again()
        table.set_rows(FRUITS)
        assert "Plum" in names(table)

    def test_rows_that_the_filter_hides_are_still_taken(self, ground: QWidget, answers: Any) -> None:
        table = basket(ground, answers)
        table.finder.setText("plum")
        assert names(table) == ["Apple", "Pear", "Plum"]

    def test_a_list_that_is_only_looked_at_has_no_ticks(self, ground: QWidget, answers: Any) -> None:
        table = basket(ground, answers, ticks=False)
        table.view.setFocus()
        table.view.go_to(0)
        press(table.view, Qt.Key.Key_Space)
        assert [column.key for column in table.model.columns] == ["name"]
        assert not table.everything.isVisibleTo(table)


def block(key: int, day: int, hour: int, place: str, stays: bool = False) -> Block:
    return Block(
        key=key,
        starts_at=datetime(2026, 11, day, hour),
        ends_at=datetime(2026, 11, day, hour + 2),
        place=place,
        short=f"T{key}",
        words=f"Review CP-{key} T",
        stays=stays,
    )


class TestStrips:
    def test_a_strip_for_each_room_and_day_that_changes_by_day_and_room(self) -> None:
        strips = strips_of((block(1, 24, 13, "Oak"), block(2, 24, 10, "Oak")), (block(1, 25, 9, "Ash"),))
        assert [(strip.on, strip.place) for strip in strips] == [
            (date(2026, 11, 24), "Oak"),
            (date(2026, 11, 25), "Ash"),
        ]
        assert [each.key for each in strips[0].before] == [2, 1]
        assert (strips[0].after, strips[1].before) == ((), ())

    def test_each_strip_reads_aloud_as_a_sentence(self, ground: QWidget) -> None:
        strips = DayStrips("Before and after")
        strips.setParent(ground)
        strips.show_changes((block(1, 24, 10, "Oak"),), (block(1, 25, 9, "Ash"),))
        model = strips.strip_model
        spoken = [
            model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole)
            for row, column in ((0, 1), (0, 2), (1, 2))
        ]
        assert spoken == [
            "Tue 24 Nov, Oak, Before: 10:00–12:00 Review CP-1 T",
            "Tue 24 Nov, Oak, After: nothing",
            "Wed 25 Nov, Ash, After: 09:00–11:00 Review CP-1 T",
        ]
        table = QAccessible.queryAccessibleInterface(strips)
        assert table.text(QAccessible.Text.Name) == "Before and after"

    def test_where_nothing_is_taken_out_only_what_comes_has_a_column(self, ground: QWidget) -> None:
        strips = DayStrips("Before and after")
        strips.setParent(ground)
        strips.show_changes((), (block(1, 25, 9, "Ash"),))
        assert strips.isColumnHidden(1)
        assert strips.currentIndex().column() == 2
        strips.show_changes((block(1, 24, 9, "Ash"),), ())
        assert not strips.isColumnHidden(1)

    def test_enter_leads_to_the_conference(self, ground: QWidget, qtbot: QtBot) -> None:
        strips = DayStrips("Before and after")
        strips.setParent(ground)
        strips.show()
        strips.show_changes((block(7, 24, 10, "Oak"),), ())
        strips.setFocus()
        with qtbot.waitSignal(strips.opened, check_params_cb=lambda key: key == 7):
            press(strips, Qt.Key.Key_Return)

    def test_what_stays_is_painted_otherwise_than_what_goes_and_what_comes(self, ground: QWidget) -> None:
        strips = DayStrips("Before and after")
        strips.setParent(ground)
        strips.resize(900, 300)
        strips.show()
        strips.show_changes((block(1, 24, 10, "Oak"), block(2, 25, 10, "Oak", stays=True)), (block(1, 24, 14, "Oak"),))
        strips.setCurrentIndex(strips.strip_model.index(1, 0))
        picture = strips.grab().toImage()
        middles = {}
        for row, column, hour in ((0, 1, 11.5), (1, 1, 11.5), (0, 2, 15.5)):
            cell = strips.visualRect(strips.strip_model.index(row, column))
            assert strips.strip_model.data(strips.strip_model.index(row, column), BLOCKS)
            at = strips.viewport().mapTo(strips, cell.topLeft())
            x = at.x() + 6 + round((cell.width() - 12) * (hour - 8) / 10)
            area = [picture.pixel(x + dx, at.y() + cell.height() - 12 + dy) for dx in range(6) for dy in range(6)]
            middles[row, column] = frozenset(area)
        assert len(set(middles.values())) == 3


def small_problem() -> Problem:
    """Five days of eight cells, one room, two chairs, one minute-taker, four conferences, one of them shut out."""
    day = (0b11111111,) * 5
    plan = ConferencePlan(key=0, dur=2, first=0, due=4, area=0, seats=4, preferred_chair=0, continuity=10)
    return Problem(
        cells=8,
        holidays=(False,) * 5,
        distance=((0,),),
        rooms=(RoomPlan(area=0, seats=10, open=(0, *day[1:])),),
        chairs=(ChairPlan(fte=1.0, base=0, open=day), ChairPlan(fte=1.0, base=0, open=day)),
        takers=(TakerPlan(open=day),),
        conferences=(
            replace(plan, now=Seat(0, 0, 0, 0, 0)),
            replace(plan, key=1, now=Seat(1, 0, 0, 0, 0)),
            replace(plan, key=2, preferred_chair=1),
            replace(plan, key=3, now=Seat(2, 4, 0, 0, 0), pinned=True),
        ),
    )


def cost(proposal: Proposal) -> int:
    """Stands for what a screen makes of a proposal."""
    return proposal.cost


class Listening(Progress):
    """A progress that keeps every report and may cancel after some."""

    def __init__(self, stop_after: int = 0) -> None:
        super().__init__(lambda: None)
        self.reports: list[tuple[int, int, str]] = []
        self._stop_after = stop_after

    def report(self, done: int, total: int, words: str = "") -> None:
        self.reports.append((done, total, words))
        if done == self._stop_after:
            self.cancel()


class TestSearch:
    def test_the_number_of_rounds_decides_and_not_the_clock(self) -> None:
        first, second = Listening(), Listening()
        best = search_job(first, small_problem(), 12, cost, Heard())
        again = search_job(second, small_problem(), 12, cost, Heard())
        assert best.proposal.seats == again.proposal.seats
        assert [report[:2] for report in first.reports] == [(done, 12) for done in range(1, 13)]

    def test_cancelled_it_gives_the_best_so_far(self) -> None:
        progress = Listening(stop_after=2)
        best = search_job(progress, small_problem(), 1000, cost, Heard())
        assert len(progress.reports) == 2
        assert None not in best.proposal.seats[:2]

    def test_the_first_proposal_is_handed_over_at_once(self) -> None:
        heard: Heard[int] = Heard()
        search_job(Listening(stop_after=1), small_problem(), 1000, cost, heard)
        (found,) = heard.first
        assert (found.proposal.phase, found.sheet) == ("first", found.proposal.cost)

    def test_figures_leave_out_what_stays_whatever_happens(self) -> None:
        problem = small_problem()
        proposal = next(improvements(problem))
        seats = (Seat(1, 4, 0, 1, 0), Seat(1, 0, 0, 0, 0), None, proposal.seats[3])
        figures = figures_of(problem, Proposal(seats=seats, cost=20_060, parts={}))
        assert (figures.asked, figures.placed, figures.late, figures.moved, figures.other_chair) == (3, 2, 0, 1, 1)
        assert figures.words == "2 of 3 placed, 0 late, 1 moved, cost 20,060"

    def test_the_panel_shows_the_first_proposal_then_the_end(
        self, work: Work, ground: QWidget, qtbot: QtBot, idle: Idle
    ) -> None:
        panel = SearchPanel()
        panel.setParent(ground)
        firsts: list[Found[int]] = []
        ends: list[Found[int]] = []
        panel.first.connect(firsts.append)
        panel.search(work, "Seeking seats", small_problem(), 6, cost, ends.append)
        assert panel.isVisible()
        qtbot.waitUntil(lambda: bool(ends), timeout=10_000)
        assert len(firsts) == 1
        assert ends[0].sheet <= firsts[0].sheet
        assert panel.isHidden()
        assert not any(thread.name == "cpconf papers" for thread in threading.enumerate())

    def test_stop_keeps_the_best(self, work: Work, ground: QWidget, qtbot: QtBot) -> None:
        panel = SearchPanel()
        panel.setParent(ground)
        ends: list[Found[int]] = []
        panel.first.connect(lambda _proposal: panel.cancel())
        panel.search(work, "Seeking seats", small_problem(), 1_000_000, cost, ends.append)
        qtbot.waitUntil(lambda: bool(ends), timeout=10_000)
        assert None not in ends[0].proposal.seats[:2]

    def test_a_search_that_is_forgotten_shows_nothing(
        self, work: Work, ground: QWidget, qtbot: QtBot, idle: Idle
    ) -> None:
        panel = SearchPanel()
        panel.setParent(ground)
        former: list[Found[int]] = []
        ends: list[Found[int]] = []
        panel.search(work, "Seeking seats", small_problem(), 1_000_000, cost, former.append)
        panel.search(work, "Seeking others", small_problem(), 3, cost, ends.append)
        idle(work)
        assert (len(former), len(ends)) == (0, 1)
