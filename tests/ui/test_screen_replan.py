"""The replan on a real store: proposed, taken in part or whole in one act, taken back; and what would be if."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cpconf.bookings.actions import cancel_conference
from cpconf.bookings.lists import ConferenceLine, conference_list
from cpconf.bookings.rules import ConferenceState, LateReason
from cpconf.diary.actions import close_room
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.ui.keys import CTRL, press
from tests.ui.test_kit_accessible import nameless
from tests.worlds import World, another_family, small_world, usual_start, with_booking, with_request
from ui.finding import places
from ui.kit.deeds import redo_deed, undo_deed
from ui.kit.frame import Frame
from ui.kit.notices import Notice
from ui.kit.screen import Screen
from ui.replanning.replan import ReplanScreen
from ui.replanning.search import ROUNDS
from ui.replanning.what_if import WhatIfScreen
from ui.work import Work

S = TypeVar("S", bound=Screen)
Idle = Callable[[Work], None]
Opened = list[tuple[str, dict[str, Any]]]
Show = Callable[..., Any]
COMING = (ConferenceState.CONFIRMED,)


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search of three rounds is enough for two conferences."""
    monkeypatch.setitem(ROUNDS, "usual", 3)


@pytest.fixture
def world(file_place: Place, clock: HandClock, anyone: Actor) -> World:
    """Two conferences in Oak, on Tuesday in a week and on the Wednesday; then Oak is closed for three months."""
    store = Store.open(file_place, clock=clock)
    made = with_booking(store, anyone, small_world(store, anyone))
    family_id, child_ids = another_family(store, anyone, made, "Sampleton")
    second = with_request(store, anyone, made, family_id=family_id, child_ids=child_ids)
    with_booking(store, anyone, second, starts_at=usual_start(store) + timedelta(days=1), chair=1, minute_taker=1)
    on = clock().date()
    store.change(
        anyone,
        close_room,
        room_id=made.room_ids[0],
        starts_at=datetime.combine(on, time()),
        ends_at=datetime.combine(on + timedelta(days=90), time()),
        reason="Refurbishment",
    )
    store.close()
    return made


@pytest.fixture
def shown(world: World, opened: Opened, ground: QWidget, shown: Show) -> Show:
    """As all screens are shown, on a wide ground and with the world in the store."""
    ground.resize(1300, 760)
    return shown


def booked(place: Place, clock: HandClock, by: Actor) -> tuple[ConferenceLine, ...]:
    """The conferences to come, as the store has them."""
    store = Store.open(place, clock=clock)
    try:
        on = clock().date()
        return store.ask(by, conference_list, from_on=on, until_on=on + timedelta(days=300), states=COMING)
    finally:
        store.close()


def undo(ground: QWidget) -> None:
    [each for each in ground.findChildren(QPushButton) if each.text().startswith("&Undo")][-1].click()


def test_from_a_closure_the_proposal_comes_by_itself_and_changes_nothing(
    shown: Show, world: World, clock: HandClock, file_place: Place, anyone: Actor
) -> None:
    on = clock().date()
    screen = shown(ReplanScreen, room_id=world.room_ids[0], from_on=on, until_on=on + timedelta(days=89))
    rows = screen.view.sheet.rows
    assert [row.after.room for row in rows] == ["Ash", "Ash"]
    assert not any(row.is_late for row in rows)
    assert "before you accept" in screen.summary.text()
    assert screen.accept_button.text() == "&Accept 2"
    assert not screen.propose_button.isVisibleTo(screen)
    assert [line.room for line in booked(file_place, clock, anyone)] == ["Oak", "Oak"]
    assert nameless(screen) == []


def test_without_a_room_everything_that_no_longer_holds_is_proposed_by_a_key(
    shown: Show, idle: Idle, qtbot: QtBot
) -> None:
    screen = shown(ReplanScreen)
    assert screen.view.sheet is None
    press(screen, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: screen.view.table.takeable() == 2, timeout=20_000)
    idle(screen.frame.work)
    assert QApplication.focusWidget() is screen.view.table.view


def test_accepted_by_a_key_all_move_in_one_act_and_undo_takes_it_back(
    shown: Show,
    idle: Idle,
    qtbot: QtBot,
    clock: HandClock,
    file_place: Place,
    anyone: Actor,
    ground: QWidget,
    world: World,
) -> None:
    before = booked(file_place, clock, anyone)
    screen = shown(ReplanScreen, room_id=world.room_ids[0], from_on=clock().date())
    press(screen, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: screen.view.sheet is None, timeout=20_000)
    idle(screen.frame.work)
    assert [line.room for line in booked(file_place, clock, anyone)] == ["Ash", "Ash"]
    undo(ground)
    idle(screen.frame.work)
    after = booked(file_place, clock, anyone)
    assert [(line.starts_at, line.room, line.chair) for line in after] == [
        (line.starts_at, line.room, line.chair) for line in before
    ]


def test_what_was_taken_back_is_done_again(
    shown: Show, idle: Idle, clock: HandClock, file_place: Place, anyone: Actor, frame: Frame, world: World
) -> None:
    screen = shown(ReplanScreen, room_id=world.room_ids[0], from_on=clock().date())
    screen.accept()
    idle(frame.work)
    assert [deed.words for deed in frame.deeds.done] == ["replan of 2"]
    undo_deed(frame)
    idle(frame.work)
    assert [line.room for line in booked(file_place, clock, anyone)] == ["Oak", "Oak"]
    redo_deed(frame)
    idle(frame.work)
    assert [line.room for line in booked(file_place, clock, anyone)] == ["Ash", "Ash"]


def test_where_one_no_longer_fits_all_of_it_is_refused_and_the_proposal_stays(
    shown: Show, idle: Idle, clock: HandClock, file_place: Place, anyone: Actor, ground: QWidget, world: World
) -> None:
    screen = shown(ReplanScreen, room_id=world.room_ids[0], from_on=clock().date())
    row = screen.view.sheet.rows[0]
    screen.hide()  # what happens elsewhere must not come in between
    store = Store.open(file_place, clock=clock)
    store.change(anyone, cancel_conference, conference_id=row.conference_id, reason=LateReason.PARENT_ABSENT)
    store.close()
    screen.accept()
    idle(screen.frame.work)
    (told,) = [each for each in ground.findChildren(Notice) if each.tone == "late"]
    assert row.reference in told.text
    assert screen.view.sheet is not None
    assert [line.room for line in booked(file_place, clock, anyone)] == ["Oak"]


def test_a_proposal_says_when_the_diary_has_changed_since(
    shown: Show, idle: Idle, clock: HandClock, world: World, frame: Frame
) -> None:
    screen = shown(ReplanScreen, room_id=world.room_ids[0], from_on=clock().date())
    row = screen.view.sheet.rows[0]
    frame.work.change(cancel_conference, conference_id=row.conference_id, reason=LateReason.PARENT_ABSENT)
    idle(frame.work)
    assert "F9 proposes again" in screen.summary.text()
    press(screen, Qt.Key.Key_F9)
    idle(frame.work)
    assert len(screen.view.sheet.rows) == 1
    assert "F9 proposes again" not in screen.summary.text()


def test_the_palette_leads_to_the_places_that_are_not_in_the_rail(frame: Frame, opened: Opened) -> None:
    titles = {text: [hit.title for hit in places(frame, text)] for text in ("replan", "reviews", "leave", "what if")}
    assert titles == {
        "replan": ["Go to Replan"],
        "reviews": ["Go to Reviews due"],
        "leave": ["Go to Leave and closures"],
        "what if": ["Go to What if"],
    }
    places(frame, "replan")[0].run()
    assert opened == [("replan", {})]


def test_a_line_that_is_left_out_stays_as_it_is(
    shown: Show, idle: Idle, qtbot: QtBot, clock: HandClock, file_place: Place, anyone: Actor, world: World
) -> None:
    screen = shown(ReplanScreen, room_id=world.room_ids[0], from_on=clock().date())
    left_out = screen.view.sheet.rows[0]
    screen.view.table.view.setFocus()
    screen.view.table.view.go_to(0)
    press(screen.view.table.view, Qt.Key.Key_Space)
    assert screen.accept_button.text() == "&Accept 1 of 2"
    screen.accept()
    qtbot.waitUntil(lambda: screen.view.sheet is None, timeout=20_000)
    idle(screen.frame.work)
    rooms = {line.reference: line.room for line in booked(file_place, clock, anyone)}
    assert rooms.pop(left_out.reference) == "Oak"
    assert set(rooms.values()) == {"Ash"}


def test_another_question_takes_the_former_proposal_away(shown: Show, world: World, clock: HandClock) -> None:
    screen = shown(ReplanScreen, room_id=world.room_ids[0], from_on=clock().date())
    assert not screen.scope.isVisibleTo(screen)
    screen.change_button.click()
    assert screen.view.sheet is None
    assert screen.propose_button.isVisibleTo(screen)
    assert QApplication.focusWidget() is screen.scope.what


def test_where_nothing_is_booked_it_says_so(shown: Show, world: World, clock: HandClock) -> None:
    screen = shown(ReplanScreen, room_id=world.room_ids[1], from_on=clock().date())
    assert screen.view.sheet is None
    assert screen.summary.text() == "Nothing is booked there on these days."


def test_the_strips_show_the_same_and_enter_finds_the_line(shown: Show, world: World, clock: HandClock) -> None:
    screen = shown(ReplanScreen, room_id=world.room_ids[0], from_on=clock().date())
    press(screen, "d", CTRL)
    strips = screen.view.strips
    assert strips.isVisible()
    shown_keys = {block.key for strip in strips.strip_model.strips for block in strip.after}
    assert shown_keys == {(row.conference_id, row.family_id) for row in screen.view.sheet.rows}
    at = next(row for row, strip in enumerate(strips.strip_model.strips) if strip.before)
    strips.setCurrentIndex(strips.strip_model.index(at, 1))
    press(strips, Qt.Key.Key_Return)
    assert screen.view.table.isVisible()
    assert screen.view.table.current().key == strips.strip_model.strips[at].before[0].key


def test_the_line_with_the_cursor_is_told_in_full(shown: Show, world: World, clock: HandClock) -> None:
    screen = shown(ReplanScreen, room_id=world.room_ids[0], from_on=clock().date())
    told = screen.view.detail.text()
    row = screen.view.sheet.rows[0]
    assert row.reference in told
    assert "Before:" in told
    assert "After:" in told
    assert row.why in told
    assert "Testling" not in told


def test_enter_on_a_line_opens_the_conference(
    shown: Show, world: World, clock: HandClock, opened: Opened, qtbot: QtBot
) -> None:
    screen = shown(ReplanScreen, room_id=world.room_ids[0], from_on=clock().date())
    press(screen.view.table.view, Qt.Key.Key_Return)
    assert opened == [("conference", {"conference_id": screen.view.sheet.rows[0].conference_id})]


def test_past_the_limit_it_asks_for_the_reason_and_who_agreed_and_going_back_accepts_nothing(
    shown: Show, world: World, clock: HandClock, answers: Any, file_place: Place, anyone: Actor, idle: Idle
) -> None:
    clock.move(days=3)
    store = Store.open(file_place, clock=clock)
    on = clock().date()
    store.change(
        anyone,
        close_room,
        room_id=world.room_ids[1],
        starts_at=datetime.combine(on, time()),
        ends_at=datetime.combine(date(2026, 3, 24), time()),
        reason="Flood",
    )
    store.close()
    screen = shown(ReplanScreen)
    screen.propose()
    idle(screen.frame.work)
    assert screen.view.sheet.totals.late == 2
    answers.ready.append(None)
    screen.accept()
    assert answers.asked[0].title == "Past the limit"
    idle(screen.frame.work)
    assert [line.room for line in booked(file_place, clock, anyone)] == ["Oak", "Oak"]


def test_what_if_shows_the_figures_side_by_side_and_offers_nothing_to_accept(
    shown: Show, idle: Idle, qtbot: QtBot, file_place: Place, clock: HandClock, anyone: Actor
) -> None:
    screen = shown(WhatIfScreen)
    screen.form.fill(extra_rooms=1)
    press(screen, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: screen.view.sheet is not None and not screen.search.running, timeout=20_000)
    idle(screen.frame.work)
    figures = {line.name: (line.now, line.then) for line in screen.figures.model.shown()}
    assert figures["Placed"] == (2, 2)
    assert figures["Cost"][1] <= figures["Cost"][0]
    assert not screen.view.sheet.can_accept
    assert screen.view.table.taken() == ()
    assert not any("ccept" in each.text() for each in screen.findChildren(QPushButton))
    assert [line.room for line in booked(file_place, clock, anyone)] == ["Oak", "Oak"]
    assert nameless(screen) == []


def test_what_if_asks_for_something_first(shown: Show) -> None:
    screen = shown(WhatIfScreen)
    screen.compare()
    assert screen.form.error("extra_rooms") == "Ask for something more, or for something closed."


def test_past_replans_are_listed_and_the_newest_is_taken_back(
    shown: Show, frame: Frame, idle: Idle, clock: HandClock, world: World, answers: Any, anyone: Actor,
    file_place: Place,
) -> None:  # fmt: skip
    screen = shown(ReplanScreen, room_id=world.room_ids[0], from_on=clock().date())
    assert not screen.past.isVisibleTo(screen), "a proposal stands there"
    screen.accept()
    idle(frame.work)
    idle(frame.work)
    assert screen.past.isVisibleTo(screen)
    assert not screen.view.isVisibleTo(screen), "no empty list, and nothing to take"
    [line] = screen.past.table.model.shown()
    assert (line.by, line.conferences, line.taken_back_at) == (anyone.name, 2, None)
    assert line.cause.startswith("Oak, ")
    answers.ready = [None, True]
    screen.past.back.click()
    idle(frame.work)
    assert [one.room for one in booked(file_place, clock, anyone)] == ["Ash", "Ash"], "the person went back"
    screen.past.back.click()
    idle(frame.work)
    idle(frame.work)
    assert answers.asked[-1].text.startswith(f"{line.cause}: 2 conferences.")
    assert [one.room for one in booked(file_place, clock, anyone)] == ["Oak", "Oak"]
    assert screen.past.table.model.shown()[0].taken_back_at is not None
    assert not screen.past.back.isVisibleTo(screen), "nothing stands that could be taken back"
