"""The reviews of a month on a real store: what is due, all proposed at once, accepted in one act, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cpconf.bookings.due_reviews import reviews_due
from cpconf.bookings.lists import ConferenceLine, conference_list
from cpconf.bookings.rules import ConferenceKind, ConferenceState, LateReason
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.bookings.busy_diary import TUESDAY, busy, hold
from tests.conftest import HandClock
from tests.ui.keys import CTRL, press
from ui.kit.table_model import State
from ui.replanning.reviews import ReviewsScreen, month_of, months_from
from ui.replanning.search import ROUNDS
from ui.work import Work

Idle = Callable[[Work], None]
Opened = list[tuple[str, dict[str, Any]]]
Show = Callable[..., ReviewsScreen]
JUNE = date(2026, 6, 1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROUNDS, "usual", 3)


@pytest.fixture
def place(file_place: Place, clock: HandClock, anyone: Actor) -> Place:
    """Three families whose initial conferences were held in March: their first reviews are due in June."""
    store = Store.open(file_place, clock=clock)
    _world, booked = busy(store, anyone, [(TUESDAY + n * DAY, 0, 0, 0) for n in range(3)])
    for one in booked:
        hold(store, anyone, clock, one)
    store.close()
    return file_place


@pytest.fixture
def shown(place: Place, opened: Opened, ground: QWidget, shown: Callable[..., ReviewsScreen]) -> Show:
    """The screen of reviews as all screens are shown, on a wide ground and with the families in the store."""
    ground.resize(1300, 760)
    return partial(shown, ReviewsScreen)


def asked(place: Place, clock: HandClock, by: Actor, query: Callable[..., Any], **named: Any) -> Any:
    store = Store.open(place, clock=clock)
    try:
        return store.ask(by, query, **named)
    finally:
        store.close()


def booked_reviews(place: Place, clock: HandClock, by: Actor) -> list[ConferenceLine]:
    days = {"from_on": date(2026, 3, 1), "until_on": date(2027, 3, 1)}
    lines = asked(place, clock, by, conference_list, states=(ConferenceState.CONFIRMED,), **days)
    return [line for line in lines if line.kind is ConferenceKind.REVIEW]


def propose(screen: ReviewsScreen, idle: Idle, qtbot: QtBot) -> None:
    press(screen, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: screen.view.sheet is not None, timeout=20_000)
    idle(screen.frame.work)


def test_months_have_their_first_and_last_days() -> None:
    assert month_of(date(2028, 2, 14)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
    titles = [title for _first, title in months_from(date(2026, 11, 24), 3)]
    assert titles == ["November 2026, and overdue", "December 2026", "January 2027"]


def test_the_month_lists_limit_aim_and_chair(shown: Show) -> None:
    screen = shown(on=JUNE)
    assert [line.due_on for line in screen.due] == [date(2026, 6, 10), date(2026, 6, 11), date(2026, 6, 12)]
    cells = [screen.table.model.cell(0, column) for column in (2, 4, 6, 7)]
    assert cells == [
        State("10/06/2026", "good"),
        screen.due[0].aim_on,
        "Cass Chair",
        State("Not booked", "plain"),
    ]


def test_a_month_in_which_none_is_due_offers_nothing_to_propose(shown: Show) -> None:
    screen = shown()
    assert screen.due == ()
    assert not screen.propose_button.isEnabled()


def test_what_is_overdue_stands_in_the_month_of_today(shown: Show, clock: HandClock) -> None:
    clock.move(days=100)
    assert clock().date() > date(2026, 6, 12)
    screen = shown()
    assert len(screen.due) == 3
    assert screen.table.model.cell(0, 2).tone == "late"


def test_all_are_proposed_with_the_same_chair_and_nothing_is_booked(
    shown: Show, idle: Idle, qtbot: QtBot, place: Place, clock: HandClock, anyone: Actor
) -> None:
    screen = shown(on=JUNE)
    propose(screen, idle, qtbot)
    assert screen.view.sheet is not None
    rows = screen.view.sheet.rows
    assert len(rows) == 3
    assert all(row.after.chair == "Cass Chair" and not row.other_chair and not row.is_late for row in rows)
    assert "nobody is told, before you accept" in screen.summary.text()
    assert QApplication.focusWidget() is screen.view.table.view
    assert booked_reviews(place, clock, anyone) == []


def test_accepted_by_a_key_they_are_booked_in_one_act_but_for_the_one_left_out(
    shown: Show,
    idle: Idle,
    qtbot: QtBot,
    place: Place,
    clock: HandClock,
    anyone: Actor,
    ground: QWidget,
) -> None:
    screen = shown(on=JUNE)
    propose(screen, idle, qtbot)
    press(screen.view.table.view, Qt.Key.Key_Space)
    assert screen.accept_button.text() == "&Accept 2 of 3"
    press(screen, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: screen.view.sheet is None, timeout=20_000)
    idle(screen.frame.work)
    assert len(booked_reviews(place, clock, anyone)) == 2
    assert len(screen.due) == 1
    [each for each in ground.findChildren(QPushButton) if each.text().startswith("&Undo")][-1].click()
    idle(screen.frame.work)
    assert booked_reviews(place, clock, anyone) == []
    assert len(screen.due) == 3


def test_past_the_limit_it_asks_for_the_reason_and_for_who_agreed(
    shown: Show, idle: Idle, qtbot: QtBot, place: Place, clock: HandClock, anyone: Actor, answers: Any
) -> None:
    clock.move(days=100)
    screen = shown()
    propose(screen, idle, qtbot)
    assert screen.view.sheet is not None
    assert all(row.needs_agreement for row in screen.view.sheet.rows)
    answers.ready.append({"reason": LateReason.CHAIR_SICK, "agreed_by": "Mags Manager"})
    screen.accept()
    qtbot.waitUntil(lambda: screen.view.sheet is None, timeout=20_000)
    idle(screen.frame.work)
    assert answers.asked[0].text.startswith("3 of them lie past the limit.")
    lines = booked_reviews(place, clock, anyone)
    assert [line.late_reason for line in lines] == [LateReason.CHAIR_SICK] * 3


def test_escape_goes_back_to_what_is_due(shown: Show, idle: Idle, qtbot: QtBot) -> None:
    screen = shown(on=JUNE)
    propose(screen, idle, qtbot)
    press(screen, Qt.Key.Key_Escape)
    assert screen.view.sheet is None
    assert screen.table.isVisible()


def test_one_family_by_itself_goes_on_to_its_request(shown: Show, opened: Opened) -> None:
    screen = shown(on=JUNE)
    screen.table.view.go_to(0)
    press(screen.table.view, Qt.Key.Key_Return)
    assert opened == [("request", {"child_id": screen.due[0].children[0].id})]


def test_the_list_follows_when_a_review_is_booked_elsewhere(
    shown: Show, place: Place, clock: HandClock, anyone: Actor
) -> None:
    screen = shown(on=JUNE)
    assert {"conference", "plan"} <= screen.cares_for
    days = {"from_on": date(2026, 6, 1), "until_on": date(2026, 6, 30)}
    assert screen.due == asked(place, clock, anyone, reviews_due, **days)
