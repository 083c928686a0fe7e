"""A screen asks when it is looked at, and shows a refusal where it belongs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cpconf.access.actions import add_staff
from cpconf.access.queries import StaffLine, staff_list
from cpconf.access.rules import Role
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing
from tests.ui.keys import CTRL, press, type_in
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.frame import Command, Frame
from ui.kit.notices import Notices
from ui.kit.screen import Screen
from ui.kit.typed_text import TypedText
from ui.work import Work

Idle = Callable[[Work], None]


@action(Permission.RECORD)
def refuse_name(writing: Writing, *, name: str) -> None:
    raise Refusal("Give the member of staff another name.", "name")


@action(Permission.RECORD)
def refuse_all(writing: Writing) -> None:
    raise Refusal("Nobody works today.", "day")


@action(Permission.RECORD)
def keep(writing: Writing, *, part: str, text: str) -> None:
    if text == "forbidden":
        raise Refusal("This text cannot be kept.")
    KEPT.append((part, text))


KEPT: list[tuple[str, str]] = []


class StaffScreen(Screen):
    """Lists staff; counts how often it asks."""

    title = "Staff"
    cares_for = frozenset({"staff"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.asked = 0
        self.names: list[str] = []
        self.form = Form()
        self.form.add("name", "&Name", TextField())
        self.text = TypedText("Remarks")
        self.body.addWidget(self.form)
        self.body.addWidget(self.text)
        self.keep_text(self.text, keep, part="remarks")

    def refresh(self) -> None:
        self.asked += 1
        self.ask(staff_list, then=self._show)

    def _show(self, lines: tuple[StaffLine, ...]) -> None:
        self.names = [line.name for line in lines]

    def commands(self) -> tuple[Command, ...]:
        return (Command(title="Forget all", shortcut="Ctrl+J", run=self.names.clear),)


@pytest.fixture
def screen(frame: Frame, ground: QWidget) -> StaffScreen:
    made = StaffScreen(frame)
    made.setParent(ground)
    made.resize(800, 500)
    return made


def test_it_asks_when_first_shown_and_not_again_without_reason(screen: StaffScreen, work: Work, idle: Idle) -> None:
    assert screen.asked == 0
    screen.show()
    idle_after(screen, idle, work)
    screen.hide()
    screen.show()
    idle_after(screen, idle, work)
    assert screen.asked == 1


def idle_after(screen: StaffScreen, idle: Idle, work: Work) -> None:
    """Let the screen's turn come, then wait until nothing is under way."""
    QCoreApplication.processEvents()
    idle(work)


def test_a_visible_screen_shows_a_change_that_it_cares_for(
    screen: StaffScreen, work: Work, qtbot: QtBot, idle: Idle
) -> None:
    screen.show()
    idle_after(screen, idle, work)
    work.change(add_staff, name="Robin Sample", role=Role.CHAIR)
    qtbot.waitUntil(lambda: screen.names == ["Robin Sample"], timeout=10_000)


def test_several_changes_in_one_turn_are_one_refresh(screen: StaffScreen, work: Work, idle: Idle) -> None:
    screen.show()
    idle_after(screen, idle, work)
    for _ in range(3):
        work.changed.emit({"staff": frozenset({1})})
    idle_after(screen, idle, work)
    assert screen.asked == 2


def test_a_change_that_it_does_not_care_for_is_left_alone(screen: StaffScreen, work: Work, idle: Idle) -> None:
    screen.show()
    idle_after(screen, idle, work)
    work.changed.emit({"conference": frozenset({1})})
    idle_after(screen, idle, work)
    assert screen.asked == 1


def test_a_hidden_screen_only_goes_stale_and_asks_when_shown(screen: StaffScreen, work: Work, idle: Idle) -> None:
    screen.show()
    idle_after(screen, idle, work)
    screen.hide()
    work.changed.emit({"staff": frozenset({1})})
    idle_after(screen, idle, work)
    assert (screen.asked, screen.stale) == (1, True)
    screen.show()
    idle_after(screen, idle, work)
    assert (screen.asked, screen.stale) == (2, False)


def test_a_refusal_is_shown_beside_its_field(screen: StaffScreen, work: Work, idle: Idle) -> None:
    screen.show()
    screen.submit(refuse_name, name="x")
    idle_after(screen, idle, work)
    assert screen.form.error("name") == "Give the member of staff another name."


def test_a_refusal_of_a_field_that_is_not_here_is_a_notice(
    screen: StaffScreen, ground: QWidget, work: Work, idle: Idle
) -> None:
    screen.show()
    screen.submit(refuse_all)
    idle_after(screen, idle, work)
    notices = ground.findChild(Notices)
    assert notices is not None
    assert [(each.text, each.tone) for each in notices.all()] == [("Nobody works today.", "late")]


def test_a_second_click_does_not_do_it_twice(screen: StaffScreen, work: Work, idle: Idle) -> None:
    added: list[int] = []
    for _ in range(2):
        screen.submit(add_staff, name="Robin Sample", role=Role.CHAIR, then=added.append)
    idle(work)
    screen.submit(add_staff, name="Robin Sample", role=Role.CHAIR, then=added.append)
    idle(work)
    assert len(added) == 2


def test_what_was_done_can_be_undone_from_its_notice(
    screen: StaffScreen, ground: QWidget, work: Work, idle: Idle
) -> None:
    undone: list[bool] = []
    screen.submit(
        add_staff, name="Robin Sample", role=Role.CHAIR, said="Robin Sample added.", undo=lambda: undone.append(True)
    )
    idle(work)
    notices = ground.findChild(Notices)
    assert notices is not None
    assert notices.act_on_newest()
    assert (undone, notices.all()) == ([True], [])


def test_typed_text_is_kept_when_the_screen_is_left(screen: StaffScreen, work: Work, idle: Idle) -> None:
    KEPT.clear()
    screen.show()
    type_in(screen.text, "The family was heard.")
    assert screen.unsaved
    screen.hide()
    idle(work)
    assert KEPT == [("remarks", "The family was heard.")]
    assert not screen.unsaved


def test_text_that_was_refused_stays_unsaved(screen: StaffScreen, work: Work, idle: Idle) -> None:
    screen.show()
    screen.text.insert("forbidden")
    screen.flush()
    idle(work)
    assert screen.unsaved
    assert screen.text.text == "forbidden"
    screen.text.confirm("forbidden")


def test_its_commands_are_bound_to_their_keys(screen: StaffScreen, ground: QWidget) -> None:
    screen.show()
    commands = screen.build_keys()
    screen.names.append("Robin Sample")
    screen.text.setFocus()
    press(screen.text, Qt.Key.Key_J, CTRL)
    assert [command.title for command in commands] == ["Forget all"]
    assert screen.names == []


def test_arguments_that_nobody_expects_are_a_fault(screen: StaffScreen) -> None:
    with pytest.raises(TypeError, match="child_id"):
        screen.arrive(child_id=4)
