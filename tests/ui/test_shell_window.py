"""The window: going about, finding, helping, closing, coming back where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtWidgets import QApplication, QMenu, QTextBrowser
from pytestqt.qtbot import QtBot

from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing
from tests.conftest import HandClock
from tests.ui.conftest import Answers
from tests.ui.keys import ALT, CTRL, press, type_in
from tests.ui.places import FirstPlace, SecondPlace
from ui.kit.deeds import Act, Deed, keep_deed
from ui.kit.frame import Frame, Hit
from ui.kit.memory import Memory
from ui.kit.style import Look
from ui.shell.help import HELP, help_text, keys_document
from ui.shell.history import History, Visit
from ui.shell.palette import Give, matches
from ui.shell.registry import Entry, Registry
from ui.shell.window import Window
from ui.work import Work

ENTRIES = (
    Entry(key="today", title="Today", picture="today", where="tests.ui.places:FirstPlace"),
    Entry(key="child", title="Child", picture="children", where="tests.ui.places:SecondPlace", in_rail=False),
    Entry(key="broken", title="Broken", picture="alert", where="tests.ui.places:NoPlace"),
    Entry(key="rules", title="Rules", picture="alert", where="tests.ui.places:SecondPlace", needs="administer"),
    Entry(
        key="leave", title="Leave", picture="alert", where="tests.ui.places:SecondPlace", in_rail=False, alone=True,
        home="today",
    ),
)  # fmt: skip
Idle = Callable[[Work], None]


@action(Permission.RECORD)
def remark(writing: Writing, *, text: str) -> None:
    if text == "forbidden":
        raise PermissionError


@pytest.fixture
def window(
    qtbot: QtBot, look: Look, memory: Memory, answers: Answers, work: Work, clock: HandClock
) -> Iterator[Window]:
    made = Window(Registry(ENTRIES), look, memory)
    made.furnish(
        Frame(
            work=work,
            now=clock,
            today=lambda: clock().date(),
            open_screen=made.open_screen,
            memory=memory,
            ask=answers,
        )
    )
    with qtbot.waitActive(made, timeout=10_000):
        made.show()
        made.activateWindow()
    yield made
    made.hide()
    made.deleteLater()


class TestGoing:
    def test_only_registered_places_are_in_the_rail(self, window: Window) -> None:
        names = [button.accessibleName() for button in window.rail._places.values()]
        assert names == ["Today", "Broken"]

    def test_a_place_that_needs_a_permission_is_in_the_rail_of_who_holds_it(self, window: Window) -> None:
        window.show_places({Permission.READ, Permission.ADMINISTER})
        assert [button.accessibleName() for button in window.rail._places.values()] == ["Today", "Broken", "Rules"]
        window.show_places({Permission.READ})
        assert [button.accessibleName() for button in window.rail._places.values()] == ["Today", "Broken"]

    def test_the_menu_leads_to_what_is_not_in_everybodys_rail(self, window: Window) -> None:
        window.open_menu()
        (menu,) = [each for each in window.findChildren(QMenu) if each.title() == "&Go to"]
        actions = {each.text(): each for each in menu.actions()}
        assert list(actions) == ["Rules", "Leave"]
        window.open_screen("child")
        actions["Leave"].trigger()
        assert window.rail._places["today"].isChecked(), "the place to which it belongs"
        for each in window.findChildren(QMenu):
            each.close()

    def test_a_screen_is_built_once_and_gets_the_keyboard(self, window: Window) -> None:
        first = window.open_screen("today")
        assert isinstance(first, FirstPlace)
        assert first.line.hasFocus()
        assert window.open_screen("today") is first

    def test_control_and_a_number_go_to_a_place(self, window: Window) -> None:
        press(window, Qt.Key.Key_1, CTRL)
        assert isinstance(window.screen_now, FirstPlace)
        assert window.windowTitle().startswith("Today")

    def test_back_and_forward_show_the_same_things_again(self, window: Window) -> None:
        window.open_screen("today")
        window.open_screen("child", child_id=4)
        window.open_screen("child", child_id=9)
        press(window, Qt.Key.Key_Left, ALT)
        press(window, Qt.Key.Key_Left, ALT)
        assert window.windowTitle().startswith("Today")
        press(window, Qt.Key.Key_Right, ALT)
        screen = window.screen_now
        assert isinstance(screen, SecondPlace)
        assert screen.shown == [4, 9, 4, 4]

    def test_a_place_that_is_no_screen_is_a_fault(self, window: Window) -> None:
        with pytest.raises(TypeError, match="NoPlace"):
            window.open_screen("broken")
        with pytest.raises(KeyError):
            window.open_screen("unknown")

    def test_f5_refreshes_the_screen_in_sight(self, window: Window, qtbot: QtBot) -> None:
        screen = window.open_screen("today")
        assert isinstance(screen, FirstPlace)
        qtbot.waitUntil(lambda: screen.refreshed == 1, timeout=5000)
        press(window, Qt.Key.Key_F5)
        qtbot.waitUntil(lambda: screen.refreshed == 2, timeout=5000)

    def test_f6_goes_round_the_panes(self, window: Window) -> None:
        screen = window.open_screen("today")
        assert isinstance(screen, FirstPlace)
        press(window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None and window.rail.isAncestorOf(focus)
        press(window, Qt.Key.Key_F6)
        assert screen.line.hasFocus()

    def test_a_narrow_window_keeps_only_the_pictures_of_the_rail(self, window: Window) -> None:
        window.resize(1280, 800)
        wide = window.rail.width()
        window.resize(900, 700)
        assert window.rail.width() < wide / 2
        assert all(button.accessibleName() for button in window.rail._places.values())

    def test_twice_the_text_fits_the_smallest_usual_screen(self, window: Window) -> None:
        window.look.choose(scale=200)
        window.open_screen("today")
        assert window.minimumSizeHint().width() <= 1366
        assert window.minimumSizeHint().height() <= 728


class TestFinding:
    def test_typing_finds_a_command_and_enter_runs_it(self, window: Window) -> None:
        screen = window.open_screen("today")
        assert isinstance(screen, FirstPlace)
        press(window, Qt.Key.Key_K, CTRL)
        assert window.palette_box.line.hasFocus()
        type_in(window.palette_box.line, "day pack")
        assert window.palette_box.titles() == ["Print the day pack"]
        press(window.palette_box.line, Qt.Key.Key_Return)
        assert screen.done == ["printed"]
        assert window.palette_box.isHidden() and screen.line.hasFocus()

    def test_arrows_choose_and_escape_leaves(self, window: Window) -> None:
        window.open_screen("today")
        press(window, Qt.Key.Key_K, CTRL)
        line = window.palette_box.line
        type_in(line, "theme")
        press(line, Qt.Key.Key_Down)
        assert window.palette_box.list.currentIndex().row() == 1
        press(line, Qt.Key.Key_Up)
        press(line, Qt.Key.Key_Up)
        assert window.palette_box.list.currentIndex().row() == len(window.palette_box.titles()) - 1
        press(line, Qt.Key.Key_Escape)
        assert window.palette_box.isHidden()

    def test_a_late_answer_to_older_words_is_dropped(self, window: Window) -> None:
        waiting: list[tuple[str, Give]] = []
        window.add_provider(lambda text, give: waiting.append((text, give)))
        window.palette_box.open()
        type_in(window.palette_box.line, "ash")
        old, new = waiting[-2], waiting[-1]
        assert (old[0], new[0]) == ("as", "ash")
        new[1]([Hit(title="Ashworth family", run=lambda: None)])
        old[1]([Hit(title="Asterisk family", run=lambda: None)])
        assert window.palette_box.titles() == ["Ashworth family"]
        window.palette_box.leave()

    def test_words_are_found_in_any_order(self) -> None:
        assert matches("pack day", "Print the day pack")
        assert not matches("pack night", "Print the day pack")


class TestHelp:
    def test_f1_opens_and_closes_help(self, window: Window) -> None:
        window.open_screen("today")
        press(window, Qt.Key.Key_F1)
        browser = window.help.findChild(QTextBrowser)
        assert browser is not None and "no page of help yet" in browser.toPlainText()
        press(window, Qt.Key.Key_F1)
        assert window.help.isHidden()

    def test_a_page_of_help_cannot_lead_out_of_its_folder(self) -> None:
        assert "no page of help yet" in help_text("../../README")
        assert HELP.name == "help"

    def test_every_key_is_on_the_list_of_keys_once(self, window: Window) -> None:
        window.open_screen("today")
        text = keys_document(window.commands()).toPlainText()
        for key in ("Ctrl+K", "Ctrl+1", "F1", "F5", "F6", "Alt+Left", "Ctrl+P"):
            assert text.count(f"\n{key}\n") == 1
        keys = [command.shortcut for command in window.commands() if command.shortcut]
        assert len(keys) == len(set(keys))


class TestStatus:
    def test_it_says_when_something_was_saved_in_london_time(
        self, window: Window, work: Work, clock: HandClock, idle: Idle
    ) -> None:
        clock.at = clock.at.replace(month=7)
        work.change(remark, text="x")
        idle(work)
        assert window.status.saved.text() == "✓ Saved 10:00"

    def test_the_choice_of_theme_and_text_size_is_remembered(self, window: Window, memory: Memory) -> None:
        window.choose_theme("dark")
        window.choose_scale(steps=1)
        assert (memory.text("theme"), memory.number("scale", 0)) == ("dark", 110)
        assert window.look.theme.key == "dark"


class TestClosing:
    def test_typed_text_is_stored_before_the_window_goes(self, window: Window, work: Work) -> None:
        screen = window.open_screen("child")
        assert isinstance(screen, SecondPlace)
        screen.keep_text(screen.text, remark)
        type_in(screen.text, "The family was heard.")
        assert window.close()
        assert not screen.unsaved

    def test_text_that_cannot_be_stored_is_asked_about_and_kept(self, window: Window, answers: Answers) -> None:
        from pytestqt.exceptions import capture_exceptions

        screen = window.open_screen("child")
        assert isinstance(screen, SecondPlace)
        screen.keep_text(screen.text, remark)
        type_in(screen.text, "forbidden")
        answers.ready = [None, True]
        with capture_exceptions() as faults:
            assert not window.close()
            assert window.isVisible()
            assert window.close()
        assert {kind for kind, _error, _trace in faults} == {PermissionError}
        assert "Child" in answers.asked[0].text

    def test_the_window_comes_back_where_it_was(self, window: Window, look: Look, memory: Memory) -> None:
        window.setGeometry(QRect(40, 30, 700, 560))
        QCoreApplication.processEvents()
        window.close()
        again = Window(Registry(ENTRIES), look, Memory(_place_of(memory)))
        assert (again.width(), again.height()) == (700, 560)
        again.deleteLater()


def _place_of(memory: Memory) -> Path:
    return Path(memory._kept.fileName())


class TestHistory:
    def test_going_on_from_the_middle_forgets_what_lay_ahead(self) -> None:
        history = History()
        for key in "abc":
            history.visit(Visit(key))
        assert history.step(-1) == Visit("b")
        history.visit(Visit("d"))
        assert [visit.key for visit in history.visits] == ["a", "b", "d"]
        assert history.step(1) is None

    def test_the_same_place_twice_is_one_visit_and_old_ones_fall_off(self) -> None:
        history = History(most=3)
        for key in "aabcd":
            history.visit(Visit(key))
        assert [visit.key for visit in history.visits] == ["b", "c", "d"]


def test_one_key_undoes_the_newest_act_and_another_does_it_again_from_any_screen(window: Window) -> None:
    acts: list[str] = []

    def act(words: str) -> Act:
        def run(over: Callable[[], object]) -> None:
            acts.append(words)
            over()

        return run

    assert window.frame is not None
    window.open_screen("today")
    keep_deed(window.frame, "Moved.", Deed(words="move of CP-2026-0031", undo=act("undone"), redo=act("again")))
    assert [notice.text for notice in window.notices.all()] == ["Moved."]
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_Z, Qt.Key.Key_Z):
        press(window, key, CTRL)
    assert acts == ["undone", "again", "undone"]
    assert window.notices.all()[-1].text == "There is nothing to undo."
