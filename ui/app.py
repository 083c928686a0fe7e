"""Builds store, work and window: the only wiring, and the only place on the desktop that reads the clock."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import PySide6
from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.kit.memory import Memory
from ui.kit.style import Look, is_supported, load_fonts
from ui.kit.tokens import THEMES
from ui.screens import SCREENS
from ui.shell.registry import Registry
from ui.shell.window import Window

if TYPE_CHECKING:  # imported on the store's thread, after the first paint
    from cpconf.store.actors import Actor
    from cpconf.store.store import Store
    from ui.work import Work

CALENDAR = frozenset({"calendar_exception", "school_term", "setting"})


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The date in London."""
    from zoneinfo import ZoneInfo

    return now().astimezone(ZoneInfo("Europe/London")).date()


class Desktop(QObject):
    """One run of the program. `start` goes on after the window's first paint."""

    building = Signal(str, int, int)  # what, done, of: while the demonstration is invented

    def __init__(self, app: QApplication, wanted: argparse.Namespace) -> None:
        super().__init__(app)
        self._app, self._wanted = app, wanted
        self._demo = tempfile.TemporaryDirectory(prefix="cpconf-demo-") if wanted.demo else None
        self._settings = Path(wanted.settings or _settings_folder() / "desktop.ini")
        self.memory = Memory(self._settings)
        theme = wanted.theme or self.memory.text("theme", "system")
        self.look = Look(app, theme, wanted.scale or self.memory.number("scale", 100))
        self.window = Window(Registry(SCREENS), self.look, self.memory)
        self.window.painted.connect(self.start)
        self.work: Work | None = None
        if wanted.size:
            self.window.resize(*(int(part) for part in wanted.size.split("x")))

    def start(self) -> None:
        """Everything that may take time: the handler of faults, the store, who is here."""
        from ui.finding import find
        from ui.kit.frame import Frame
        from ui.shell.bugs import Bugs
        from ui.shell.garbage import Garbage
        from ui.work import Work

        bugs = Bugs(self._settings.parent / "faults.log", now)
        bugs.install()
        Garbage(self)
        load_fonts(every=True)
        demo = Path(self._demo.name) if self._demo else None
        self.work = Work(partial(_open_store, self._wanted, demo, self.building.emit), now, self)
        self.frame = frame = Frame(
            work=self.work, now=now, today=today, open_screen=self.window.open_screen, memory=self.memory
        )
        self.window.furnish(frame)
        self.window.add_provider(partial(find, frame))
        bugs.tell = lambda text: self.window.notices.show_notice(text, "late")
        self._app.aboutToQuit.connect(self._stop)
        self._greet()

    def _greet(self) -> None:
        assert self.work is not None
        from ui.shell.sign_in import SignIn

        name = "Demonstration" if self._wanted.demo else _name_of(self._wanted.store)
        self.window.status.show_store(name)
        front = SignIn(name)
        front.given.connect(self._sign_in)
        self.building.connect(front.say)
        self.window.show_front(front)

        def offer(people: Sequence[tuple[int, str]]) -> None:
            front.show_people(people, self.memory.number("staff", 0) or None)
            if self._wanted.person:
                self._sign_in(next(key for key, words in people if self._wanted.person in words))
            elif self._wanted.shot:
                self._shoot()

        self.work.with_store(_people, then=offer, failed=lambda error: front.refuse(error.message), owner=front)
        self._front = front

    def _sign_in(self, staff_id: int) -> None:
        assert self.work is not None
        refuse = self._front.refuse
        self.work.with_store(
            partial(_actor, staff_id), then=self._enter, failed=lambda e: refuse(e.message), owner=self._front
        )

    def _enter(self, actor: Actor) -> None:
        assert self.work is not None
        self.work.by = actor
        self.memory.keep("staff", actor.staff_id)
        self.window.status.show_who(actor.name)
        self.window.show_places(actor.permissions)
        self.window.show_front(None)
        self._learn_working_days()
        self.work.changed.connect(self._hear)
        first = self._wanted.screen or next((entry.key for entry in self.window.registry), None)
        if first is not None:
            self.window.open_screen(first)
        if self._wanted.shot:
            self._shoot()

    def _hear(self, changes: Any) -> None:
        if not CALENDAR.isdisjoint(changes):
            self._learn_working_days()

    def _learn_working_days(self) -> None:
        """So that "+3w" in a date field heeds bank holidays and the authority's own closures."""
        from cpconf.diary.queries import working_calendar

        assert self.work is not None

        def keep(calendar: Any) -> None:
            self.frame.add_working_days = calendar.add

        self.work.ask(working_calendar, then=keep, owner=self)

    def _shoot(self) -> None:
        """Save a picture of the window once nothing is under way, and end."""
        assert self.work is not None
        if self.work.is_busy:
            QTimer.singleShot(50, self, self._shoot)
            return
        QTimer.singleShot(300, self, self._picture)

    def _picture(self) -> None:
        self.window.grab().save(self._wanted.shot)
        self.window.close()

    def _stop(self) -> None:
        if self.work is not None:
            self.work.close()
        if self._demo is not None:
            self._demo.cleanup()


def _name_of(place: str | None) -> str:
    """What the window calls the store before it is open: no folder, no password."""
    if not place:
        return "Your own store"
    return "The team's store" if "://" in place else Path(place).name


def _open_store(wanted: argparse.Namespace, demo: Path | None, tell: Callable[[str, int, int], None]) -> Store:
    """On the store's thread: the first import of SQLAlchemy."""
    from cpconf.opening import create_store, open_store

    if demo is None:
        from cpconf.commands.who import default_store

        return open_store(wanted.store or default_store(os.environ, sys.platform), clock=now)
    from cpconf.demo.build import build_demo

    store = create_store(str(demo / "demo.cpconf"), clock=now)
    build_demo(store, on=today(), progress=tell)
    return store


def _people(store: Store) -> list[tuple[int, str]]:
    from cpconf.access.queries import staff_list
    from cpconf.access.rules import ROLE_WORDS
    from cpconf.store.actors import SETTING_UP

    return [(line.id, f"{line.name} · {ROLE_WORDS[line.role]}") for line in store.ask(SETTING_UP, staff_list)]


def _actor(staff_id: Any, store: Store) -> Actor:
    from cpconf.access.queries import actor_for
    from cpconf.store.actors import SETTING_UP

    return store.ask(SETTING_UP, actor_for, staff_id=staff_id)


def _settings_folder() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation))


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="cpconf-desktop", description="Child protection conferences.")
    reader.add_argument("--store", metavar="PLACE", help="a file, or postgresql://… (default: as the terminal's)")
    reader.add_argument("--demo", action="store_true", help="an invented authority in a store that is thrown away")
    reader.add_argument("--theme", choices=[*THEMES, "system"])
    reader.add_argument("--scale", type=int, metavar="PERCENT", help="text size, 100 to 200")
    reader.add_argument("--size", metavar="WIDTHxHEIGHT")
    reader.add_argument("--settings", metavar="FILE", help="where this person's choices are kept")
    reader.add_argument("--person", metavar="NAME", help="sign in as this member of staff")
    reader.add_argument("--screen", metavar="KEY", help="open this screen first")
    reader.add_argument("--shot", metavar="FILE", help="save a picture of the window and end")
    return reader.parse_args(argv)


def main(argv: Sequence[str] | None = None, opened: Callable[[Desktop], object] | None = None) -> int:
    """Run the desktop; `opened` is told the Desktop before the loop starts (the bench listens there)."""
    if not is_supported(PySide6.__version__):
        sys.stderr.write("PySide6 6.12.0 stops by itself on this Python. Install PySide6 6.11, or Python 3.12.\n")
        return 2
    wanted = _arguments(sys.argv[1:] if argv is None else argv)
    app = QApplication([sys.argv[0]])
    app.setApplicationName("cpconf")
    app.setApplicationDisplayName("")
    desktop = Desktop(app, wanted)
    desktop.window.show()
    if opened is not None:
        opened(desktop)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
