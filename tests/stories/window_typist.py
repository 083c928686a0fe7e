"""Types minutes at the real window by its keys, in processes of their own that can be killed at any moment.

Run as a program it waits for lines "STORE SEED", and for each forks a desktop that reports to standard output as
`typist` does: "pid SECONDS N", then "typed SECONDS LETTERS" after each key that the editor has taken.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from random import Random
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.finding
import ui.shell.bugs
import ui.shell.garbage
import ui.shell.help
import ui.shell.palette
import ui.shell.sign_in  # noqa: F401  (all that a desktop imports late is imported once, before it is forked)
from cpconf.minutes.rules import Heading
from tests.stories.typist import CONFERENCE, tell
from ui.app import Desktop
from ui.app import main as run_desktop
from ui.conferences.screen import ConferenceScreen
from ui.kit.typed_text import TypedText

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz" + "aeiou" * 3 + " " * 8 + ",.'"
QUICKEST, SLOWEST = 10, 60  # milliseconds between two keys: twice as fast as anybody types
A_LINE: Final = 60


def typed_letters(seed: int, count: int) -> str:
    """The first `count` letters of a seed's text; Enter now and then."""
    source = Random(seed)
    return "".join("\n" if n % A_LINE == A_LINE - 1 else source.choice(LETTERS) for n in range(count))


class Typing(QObject):
    """Goes to the minutes as soon as the window lets it, and types for ever."""

    def __init__(self, desktop: Desktop, seed: int) -> None:
        super().__init__(desktop)
        self._window, self._seed, self._count = desktop.window, seed, 0
        self._pace = Random(seed + 1_000)
        self._editor: TypedText | None = None
        self._next = QTimer(self, singleShot=True, interval=QUICKEST)
        self._next.setTimerType(Qt.TimerType.PreciseTimer)
        self._next.timeout.connect(self._step)
        self._next.start()

    def _step(self) -> None:
        if self._editor is None:
            self._editor = self._go_on()
        else:
            self._type()
        self._next.start(self._pace.randint(QUICKEST, SLOWEST) if self._count else QUICKEST)

    def _go_on(self) -> TypedText | None:
        """One step nearer to the text; its editor once the keyboard is in it."""
        screen = self._window.screen_now
        page = screen.page if isinstance(screen, ConferenceScreen) else None
        if screen is not None and page is None:
            self._window.open_screen("conference", conference_id=int(CONFERENCE))
        elif page is not None and page.head.day is not None:
            page.turn_to(page.minutes)
            if page.minutes.draft is not None and page.minutes.headings.choose((Heading.DANGER, None)):
                page.take_focus()
                return page.minutes.editor
        return None

    def _type(self) -> None:
        here = QApplication.focusWidget()
        assert here is self._editor and here is not None
        letter = typed_letters(self._seed, self._count + 1)[-1]
        if letter == "\n":
            QTest.keyClick(here, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(here, letter)
        self._count += 1
        tell("typed", self._count)


def type_for_ever(file: Path, seed: int) -> None:
    """Run the desktop on this store with somebody typing."""
    tell("pid", os.getpid())
    settings = str(file.with_suffix(".ini"))
    options = [
        "--size",
        "900x640",
        "--store",
        str(file),
        "--settings",
        settings,
        "--person",
        "Min Taker",
        "--screen",
        "conference",
    ]
    sys.exit(run_desktop(options, opened=lambda desktop: Typing(desktop, seed)))


def main() -> None:
    """Fork a desktop for each line, and say when it has gone."""
    for line in sys.stdin:
        file, seed = line.split()
        pid = os.fork()
        if pid == 0:
            type_for_ever(Path(file), int(seed))
        _, status = os.waitpid(pid, 0)
        os.write(sys.stdout.fileno(), f"gone {os.WTERMSIG(status)} 0\n".encode())


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    main()
