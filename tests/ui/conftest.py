"""Windows for the tests: the look, a work on a real store, answers for dialogs, and nothing left behind."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from ui.kit.asking import Question
from ui.kit.frame import Frame
from ui.kit.memory import Memory
from ui.kit.notices import Notices
from ui.kit.screen import Screen
from ui.kit.style import Look
from ui.work import Work

A = TypeVar("A")
S = TypeVar("S", bound=Screen)
HARMLESS = "This plugin does not support"  # offscreen says so of every window
Shown = Callable[[QWidget], QWidget]


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    """The one Look of the test process."""
    return Look(qapp, "light", 100)


@pytest.fixture(autouse=True)
def nothing_left(look: Look, qtlog: Any) -> Iterator[None]:
    """Fails a test that leaves a thread, a window, a timer or a warning of Qt behind."""
    gc.disable()
    look.choose("light", 100)
    yield
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
    gc.enable()
    threads = [thread.name for thread in threading.enumerate() if thread.name.startswith("cpconf")]
    windows = [type(each).__name__ for each in QApplication.topLevelWidgets() if each.parent() is None]
    timers = [timer for timer in QApplication.instance().findChildren(QTimer) if timer.isActive()]  # type: ignore[union-attr]
    said = [each.message for each in qtlog.records if each.type_name != "QtDebugMsg" and HARMLESS not in each.message]
    assert (threads, windows, timers, said) == ([], [], [], [])


class Answers:
    """Stands where a person sits: answers questions with what a test laid ready, and keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.ready: list[Any] = []

    def __call__(self, parent: QWidget | None, question: Question[A], /) -> A | None:
        self.asked.append(question)
        answer: A | None = self.ready.pop(0)
        return answer


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "choices.ini")


@pytest.fixture
def file_place(new_place: Callable[[str], Place]) -> Place:
    """An empty store in a file, closed."""
    return new_place("sqlite")


@pytest.fixture
def work(qapp: QApplication, file_place: Place, clock: HandClock, anyone: Actor) -> Iterator[Work]:
    """The bridge on a real store; nobody but its own thread opens it."""
    bridge = Work(lambda: Store.open(file_place, clock=clock), clock)
    bridge.by = anyone
    yield bridge
    bridge.close(20)
    bridge.deleteLater()


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    """A bare, active window of 900 × 600 to put parts on."""
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    with qtbot.waitActive(made, timeout=10_000):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def frame(work: Work, ground: QWidget, clock: HandClock, memory: Memory, answers: Answers) -> Frame:
    """What a screen is given, with notices on `ground`."""
    return Frame(
        work=work,
        now=clock,
        today=lambda: clock().date(),
        open_screen=lambda _key, /, **_args: None,
        notice=Notices(ground).show_notice,
        memory=memory,
        ask=answers,
    )


@pytest.fixture
def idle(qtbot: QtBot) -> Callable[[Work], None]:
    """Waits until nothing is under way."""

    def wait(work: Work) -> None:
        qtbot.waitUntil(lambda: not work.is_busy, timeout=10_000)

    return wait


@pytest.fixture
def opened(frame: Frame) -> list[tuple[str, dict[str, Any]]]:
    """Where screens have sent the person."""
    told: list[tuple[str, dict[str, Any]]] = []
    frame.open_screen = lambda key, /, **args: told.append((key, args))
    return told


@pytest.fixture
def shown(frame: Frame, ground: QWidget, qtbot: QtBot, idle: Callable[[Work], None]) -> Callable[..., Any]:
    """Builds a screen on the ground, lets it arrive where it is sent somewhere, and waits until it has its answers."""

    def show(kind: type[S], **args: Any) -> S:
        screen = kind(frame)
        screen.setParent(ground)
        screen.resize(ground.size())
        if args:
            screen.arrive(**args)
        screen.build_keys()
        screen.show()
        qtbot.waitUntil(lambda: not screen.stale, timeout=10_000)
        idle(frame.work)
        return screen

    return show
