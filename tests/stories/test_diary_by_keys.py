"""The diary by the keyboard alone: book on day 14, move an inquorate one, replan a closed room, plan a month."""

from __future__ import annotations

import time as machine
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpconf.access.actions import add_staff
from cpconf.access.rules import Role, StaffId
from cpconf.bookings.rules import ConferenceKind, ConferenceState
from cpconf.conferences.actions import finish_conference
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.stories.conftest import COST
from tests.stories.diary_world import (
    CALENDAR,
    CLOSED_FROM,
    CLOSED_UNTIL,
    FORTY,
    away_until,
    book,
    coming,
    forty_in_one_room,
    office,
    on_plans,
)
from tests.stories.window_world import Desk, desk_of
from tests.ui.conftest import file_place, look, nothing_left  # noqa: F401  (a test of windows leaves nothing behind)
from tests.ui.keys import CTRL
from tests.worlds import World, with_request
from ui.bookings.requests import RequestsScreen
from ui.bookings.slots import SlotsScreen
from ui.conferences.screen import ConferenceScreen
from ui.diary.away_part import AwayPart
from ui.diary.diary import DiaryScreen
from ui.kit.fields import ChoiceField
from ui.kit.style import Look
from ui.replanning.replan import ReplanScreen
from ui.replanning.reviews import ReviewsScreen

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ENTER = Qt.Key.Key_Return


@dataclass(kw_only=True)
class Story:
    """An assistant's desk, the store behind it by another door, and what the telling has cost."""

    place: Place
    clock: HandClock
    by: Actor
    sit: Callable[[StaffId], Any]
    record: Callable[[str, object], None]
    world: World = field(init=False)
    assistant: StaffId = field(init=False)

    def set_up(self, made: Callable[[Store], object] | None = None) -> None:
        store = Store.open(self.place, clock=self.clock)
        try:
            self.world = office(store, self.by)
            self.assistant = store.change(self.by, add_staff, name="Abi Assistant", role=Role.BOOKING_ASSISTANT).value
            if made is not None:
                made(store)
        finally:
            store.close()

    def standing(self) -> dict[str, Any]:
        return dict(coming(self.place, self.clock, self.by))

    @contextmanager
    def told(self, title: str) -> Iterator[Desk]:
        """Sit down, count keys and seconds from here to the end."""
        with self.sit(self.assistant) as desk:
            desk.keys, began = 0, machine.monotonic()
            yield desk
            self.record(COST, f"{title}: {desk.keys} keys, {machine.monotonic() - began:.1f} s")


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MONDAY)


@pytest.fixture
def story(
    file_place: Place,  # noqa: F811
    clock: HandClock,
    anyone: Actor,
    qtbot: QtBot,
    look: Look,  # noqa: F811
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> Story:
    sit = partial(desk_of, place=file_place, clock=clock, qtbot=qtbot, look=look, folder=tmp_path)
    return Story(place=file_place, clock=clock, by=anyone, sit=sit, record=record_property)


def test_an_initial_conference_is_booked_on_day_14(story: Story) -> None:
    today = story.clock().date()
    fourteenth = CALENDAR.add(today, 14)

    def asked(store: Store) -> None:
        away_until(store, story.by, story.world, today, CALENDAR.add(today, 13))
        with_request(store, story.by, story.world)

    story.set_up(asked)
    with story.told("Book an initial conference on day 14") as desk:
        desk.key("1", CTRL)
        requests = desk.screen(RequestsScreen)
        assert requests.table.current() is not None
        desk.key(Qt.Key.Key_F3)
        slots = desk.screen(SlotsScreen)
        desk.until(lambda: slots.table.current() is not None)
        line = slots.table.current()
        assert line is not None
        assert (line.slot.day_number, line.slot.of_days) == (14, 15)
        desk.key(ENTER)
        desk.screen(ConferenceScreen)
    (booked,) = story.standing().values()
    assert (booked.starts_at.date(), booked.is_late) == (fourteenth, False)


def say_why(desk: Desk, reason: str) -> None:
    """In the open dialog: the first letters of the reason, Enter."""
    desk.until(lambda: isinstance(QApplication.focusWidget(), ChoiceField))
    desk.write(reason)
    desk.key(ENTER)


def test_an_inquorate_conference_is_moved_within_ten_working_days(story: Story) -> None:
    held_at = datetime(2026, 3, 10, 10)

    def inquorate(store: Store) -> None:
        one = book(store, story.by, story.world, "Inquorately", held_at, 0, 0)
        story.clock.at = held_at.replace(tzinfo=UTC) + timedelta(hours=3)
        store.change(story.by, finish_conference, conference_id=one.conference_id, state=ConferenceState.ADJOURNED)

    story.set_up(inquorate)
    with story.told("Move an inquorate conference within 10 working days") as desk:
        desk.find("Inquorately", like="CP-")
        desk.screen(ConferenceScreen)
        desk.button("Find a slot")
        slots = desk.screen(SlotsScreen)
        desk.until(lambda: slots.table.current() is not None)
        desk.sitter.ready.append(partial(say_why, desk, "Not"))
        desk.key(ENTER)
        desk.until(lambda: "Inquorately" in story.standing())
        desk.rest()
    moved = story.standing()["Inquorately"]
    assert held_at < moved.starts_at
    assert moved.starts_at.date() <= CALENDAR.add(held_at.date(), 10)


def close_the_room(desk: Desk, diary: DiaryScreen) -> None:
    """From the cell of the room: L, the days, the reason, Enter."""
    rows = [row.name for row in diary.grid.timeline.rows]
    assert diary.grid.hasFocus()
    desk.key(Qt.Key.Key_Down, times=rows.index("Oak") - diary.grid.currentIndex().row())
    desk.key("l")
    part = diary.findChild(AwayPart)
    assert part is not None
    for name, words in (
        ("from_on", f"{CLOSED_FROM:%d/%m/%Y}"),
        ("until_on", f"{CLOSED_UNTIL:%d/%m/%Y}"),
        ("reason", "Refurbishment"),
    ):
        target = part.form.field(name)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        desk.key("a", CTRL)
        desk.write(words)
    desk.key(ENTER)
    desk.until(part.replan_button.isVisible)
    assert len(part.breaks) == FORTY
    assert QApplication.focusWidget() is part.replan_button
    desk.key(Qt.Key.Key_Space)


def test_a_room_is_closed_for_three_months_and_forty_conferences_replanned_and_all_of_it_taken_back(
    story: Story,
) -> None:
    story.set_up(lambda store: forty_in_one_room(store, story.by, story.clock, story.world))
    before = story.standing()
    assert sum(line.room == "Oak" for line in before.values()) == FORTY
    with story.told("Close a room for three months, replan 40, take it back") as desk:
        desk.key("2", CTRL)
        close_the_room(desk, desk.screen(DiaryScreen))
        replan = desk.screen(ReplanScreen)
        desk.until(lambda: replan.view.sheet is not None and not replan.search.running)
        desk.rest()
        desk.key(ENTER, CTRL)
        desk.until(lambda: replan.view.sheet is None)
        desk.rest()
        after = story.standing()
        assert sum(line.room == "Oak" for line in after.values()) == 0
        assert after.keys() == before.keys()
        assert not any(line.is_late for line in after.values())
        desk.key("z", CTRL)
        desk.until(lambda: sum(line.room == "Oak" for line in story.standing().values()) == FORTY)
        desk.rest()
    again = story.standing()
    assert {name: (line.id, line.starts_at, line.room, line.chair) for name, line in again.items()} == {
        name: (line.id, line.starts_at, line.room, line.chair) for name, line in before.items()
    }


def test_a_months_reviews_are_planned(story: Story) -> None:
    names = tuple(f"Reviewly {n}" for n in range(12))
    story.set_up(lambda store: on_plans(store, story.by, story.clock, story.world, names, date(2026, 3, 5)))
    due_from, due_until = date(2026, 6, 1), date(2026, 6, 30)
    with story.told("Plan the reviews of a month (12 families)") as desk:
        desk.find("Reviews due")
        reviews = desk.screen(ReviewsScreen)
        while reviews.month.value() < due_from:
            desk.key(Qt.Key.Key_PageDown, CTRL)
            desk.rest()
        assert len(reviews.due) == len(names)
        desk.key(ENTER, CTRL)
        desk.until(lambda: reviews.view.sheet is not None and not reviews.search.running)
        desk.rest()
        desk.key(ENTER, CTRL)
        desk.until(lambda: len(story.standing()) == len(names))
        desk.rest()
    booked = story.standing()
    assert {line.kind for line in booked.values()} == {ConferenceKind.REVIEW}
    assert all(line.starts_at.date() <= line.due_on <= due_until for line in booked.values())
