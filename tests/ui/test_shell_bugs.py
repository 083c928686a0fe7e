"""What nobody foresaw is logged without a value, told plainly, and survived."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.conftest import HandClock
from ui.shell.bugs import WORDS, Bugs, describe
from ui.shell.garbage import Garbage


def fail(name: str) -> None:
    try:
        dict[str, int]()[name]
    except KeyError as error:
        raise ValueError(f"no child called {name}") from error


@pytest.fixture
def fault() -> BaseException:
    with pytest.raises(ValueError) as caught:
        fail("Robin Sample")
    return caught.value


def test_the_log_has_kind_and_place_and_no_name(
    fault: BaseException, tmp_path: Path, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "new folder" / "faults.log"
    Bugs(log, clock).handle(type(fault), fault, fault.__traceback__)
    line = log.read_text()
    assert line.startswith("2026-03-02 09:00:00 ValueError at tests/ui/test_shell_bugs.py:")
    assert "in fail" in line and "after KeyError" in line
    assert "Robin" not in line + capsys.readouterr().err


def test_the_person_is_told_in_one_plain_sentence(fault: BaseException, tmp_path: Path, clock: HandClock) -> None:
    told: list[str] = []
    bugs = Bugs(tmp_path / "faults.log", clock)
    bugs.tell = told.append
    bugs.handle(type(fault), fault, fault.__traceback__)
    assert told == [WORDS]


def test_a_full_disk_does_not_turn_one_fault_into_two(fault: BaseException, tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "file").write_text("")
    told: list[str] = []
    bugs = Bugs(tmp_path / "file" / "faults.log", clock)
    bugs.tell = told.append
    bugs.handle(type(fault), fault, fault.__traceback__)
    assert told == [WORDS]


def test_places_outside_the_program_are_named_without_their_folder(fault: BaseException) -> None:
    assert str(Path.home()) not in describe(fault)
    assert str(Path(__file__).parents[2]) not in describe(fault)


def test_it_is_the_handler_of_every_thread(tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    bugs = Bugs(tmp_path / "faults.log", clock)
    bugs.install()
    assert sys.excepthook == bugs.handle
    thread = threading.Thread(target=fail, args=("Robin Sample",))
    thread.start()
    thread.join()
    assert "ValueError at tests/ui/test_shell_bugs.py" in (tmp_path / "faults.log").read_text()


def test_garbage_is_collected_on_the_windows_thread_only(qtbot: QtBot) -> None:
    garbage = Garbage()
    assert not gc.isenabled()

    class Ring(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.self = self

    gone: list[bool] = []
    for _ in range(1000):
        Ring().destroyed.connect(lambda: gone.append(True))
    garbage._collect()
    assert len(gone) > 900
    garbage.stop()
    gc.disable()
