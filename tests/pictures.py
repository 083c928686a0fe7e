"""Draws the README's pictures anew from the demonstration: `python -m tests.pictures`; needs pdftoppm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from ui import app

PICTURES = Path(__file__).resolve().parent.parent / "resources" / "help" / "pictures"
CLOSED = timedelta(days=7), timedelta(days=60)
"""From and until when after today the busiest room is closed, for the picture of the replan."""
SETTLES = 8  # turns of an idle window before its picture is taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: a screen, what it is opened with, and what is done there first."""

    name: str
    screen: str
    args: dict[str, Any]
    then: Callable[[Any], object] = lambda _screen: None


def now() -> datetime:
    return datetime.now(UTC)


def prepare(folder: Path) -> tuple[str, dict[str, int]]:
    """The demonstration in a file, two papers printed beside it, and the ids that the pictures show."""
    from cpconf.bookings.queries import conference_list, request_queue
    from cpconf.bookings.rules import RequestState
    from cpconf.circulation.printing import print_minutes, print_plan
    from cpconf.circulation.queries import document_pdf
    from cpconf.demo.build import build_demo
    from cpconf.diary.actions import close_room
    from cpconf.diary.queries import rooms
    from cpconf.minutes.queries import minutes_editor
    from cpconf.opening import create_store
    from cpconf.plans.queries import plan_editor
    from cpconf.store.actors import SETTING_UP

    place = str(folder / "demo.cpconf")
    store = create_store(place, clock=now)
    today = now().date()
    build_demo(store, on=today)
    ask: Callable[..., Any] = partial(store.ask, SETTING_UP)
    change: Callable[..., Any] = partial(store.change, SETTING_UP)
    recent = ask(conference_list, from_on=today - timedelta(days=21), until_on=today)
    written = [
        line for line in recent if any(s.paragraphs for s in ask(minutes_editor, conference_id=line.id).sections)
    ]
    chosen = max(written, key=lambda line: (line.starts_at.date() == today, len(line.children) == 2, line.id))
    drafts = [ask(plan_editor, conference_id=chosen.id, child_id=child.id) for child in chosen.children]
    minutes_id = print_minutes(ask, change, conference_id=chosen.id)
    (folder / "minutes.pdf").write_bytes(ask(document_pdf, document_id=minutes_id))
    for draft in drafts:
        if draft.plan_version_id is not None and draft.outcomes:
            plan_id = print_plan(ask, change, plan_version_id=draft.plan_version_id)
            (folder / "plan.pdf").write_bytes(ask(document_pdf, document_id=plan_id))
            break
    waiting = [line for line in ask(request_queue) if line.state is RequestState.REQUESTED and line.days_left > 4]
    store.close()
    from_on, until_on = (today + days for days in CLOSED)
    coming = ask(conference_list, from_on=from_on, until_on=until_on)
    busiest, _ = Counter(line.room for line in coming if line.room).most_common(1)[0]
    (room_id,) = (room.id for room in ask(rooms) if room.name == busiest)
    starts_at, ends_at = (datetime.combine(day, time()) for day in (from_on, until_on + timedelta(days=1)))
    change(close_room, room_id=room_id, starts_at=starts_at, ends_at=ends_at, reason="Refurbishment")
    ids = {"conference": chosen.id, "request": waiting[0].id, "child": chosen.children[0].id, "room": room_id}
    return place, ids


def turn(at: int, screen: Any) -> None:
    """Turn to a section of the conference."""
    screen.page.turn_to(screen.page.sections[at][1])


def shots(ids: dict[str, int]) -> Iterator[tuple[str, str, Shot]]:
    """Theme, size and picture, in the order in which they are taken."""
    small, large = "1366x768", "1920x1080"
    sections = ("people", "minutes", "decisions", "plan", "papers")
    yield "light", small, Shot(name="requests", screen="requests", args={})
    yield "light", small, Shot(name="slots", screen="slots", args={"request_id": ids["request"]})
    yield "light", small, Shot(name="diary", screen="diary", args={})
    yield "light", small, Shot(name="child", screen="child", args={"child_id": ids["child"]})
    yield "light", small, Shot(name="children", screen="children", args={})
    yield "light", small, Shot(name="conferences", screen="conferences", args={})
    for at, section in enumerate(sections):
        yield (
            "light",
            small,
            Shot(
                name=f"conference-{section}",
                screen="conference",
                args={"conference_id": ids["conference"]},
                then=partial(turn, at),
            ),
        )
    closed = dict(zip(("from_on", "until_on"), (now().date() + days for days in CLOSED), strict=True))
    yield "light", small, Shot(name="replan", screen="replan", args={"room_id": ids["room"], **closed})
    yield "light", small, Shot(name="outlook", screen="outlook", args={})
    yield "dark", small, Shot(name="diary-dark", screen="diary", args={})
    yield "light", large, Shot(name="diary-large", screen="diary", args={})


class Photographer:
    """Walks one window through its pictures and closes it."""

    def __init__(self, desktop: app.Desktop, wanted: list[Shot]) -> None:
        self._desktop, self._wanted, self._idle = desktop, wanted, 0
        self._now: Shot | None = None
        self._timer = QTimer(desktop, interval=100)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        work = self._desktop.work
        if work is None or work.by is None or work.is_busy:
            self._idle = 0
            return
        self._idle += 1
        if self._idle < SETTLES:
            return
        self._idle = 0
        if self._now is not None:
            self._desktop.window.grab().save(str(PICTURES / f"{self._now.name}.png"))
        if not self._wanted:
            self._timer.stop()
            self._desktop.window.close()
            return
        self._now = self._wanted.pop(0)
        self._now.then(self._desktop.window.open_screen(self._now.screen, **self._now.args))


def take(place: str, folder: Path, theme: str, size: str, names: list[Shot]) -> None:
    """One run of the program with one look."""
    settings = str(folder / f"{theme}-{size}.ini")
    arguments = ["--store", place, "--theme", theme, "--size", size, "--settings", settings]
    kept: list[Photographer] = []  # Qt holds no reference to the one whose method it calls
    app.main(
        [*arguments, "--person", "Administrator"], opened=lambda desktop: kept.append(Photographer(desktop, names))
    )


def papers(folder: Path) -> None:
    """The first page of each paper as a picture."""
    for name in ("minutes", "plan"):
        pages = ["pdftoppm", "-r", "70", "-png", "-f", "1", "-l", "1", "-singlefile"]
        subprocess.run([*pages, str(folder / f"{name}.pdf"), str(PICTURES / f"{name}-1")], check=True)


def main() -> int:
    """Draw them all, or with arguments (theme, size, place, ids) one look: Qt allows one application a process."""
    import json

    PICTURES.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 1:
        theme, size, place, told = sys.argv[1:]
        wanted = [shot for t, s, shot in shots(json.loads(told)) if (t, s) == (theme, size)]
        take(place, Path(place).parent, theme, size, wanted)
        return 0
    folder = Path(tempfile.mkdtemp(prefix="cpconf-pictures-"))
    try:
        place, ids = prepare(folder)
        papers(folder)
        for theme, size in dict.fromkeys((theme, size) for theme, size, _ in shots(ids)):
            subprocess.run([sys.executable, "-m", "tests.pictures", theme, size, place, json.dumps(ids)], check=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
