"""The program starts light, shows itself first, and says in words what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from cpconf.access.actions import add_staff
from cpconf.access.rules import Role
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock

ROOT = Path(__file__).parents[2]
HEAVY = (
    "cpconf.diary sqlalchemy alembic reportlab holidays openpyxl pypdfium2 pikepdf sqlcipher3 psycopg "
    "dateutil hypothesis PySide6.QtPrintSupport ui.work ui.kit.screen"
)
AT_FIRST_PAINT = """
import sys
from PySide6.QtWidgets import QApplication
from ui import app

def watch(desktop):
    desktop.window.painted.disconnect(desktop.start)
    desktop.window.painted.connect(lambda: (print("HEAVY", *[m for m in sys.argv[2:] if m in sys.modules]),
                                            QApplication.exit(0)))

sys.exit(app.main(["--demo", "--settings", sys.argv[1]], opened=watch))
"""


def run(*words: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Start Python in the program's folder with an off-screen display."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, cwd=ROOT, env=surroundings, timeout=timeout
    )


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    ended = run("-X", "importtime", "-c", AT_FIRST_PAINT, str(tmp_path / "desktop.ini"), *HEAVY.split())
    assert ended.stdout.split() == ["HEAVY"]
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines() if line.startswith("import time")}
    assert "PySide6.QtWidgets" in imported
    assert imported.isdisjoint(HEAVY.split())
    assert ended.returncode == 0


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_it_opens_signs_in_takes_its_picture_and_ends(
    theme: str, tmp_path: Path, file_place: Place, clock: HandClock, anyone: Actor
) -> None:
    store = Store.open(file_place, clock=clock)
    store.change(anyone, add_staff, name="Robin Sample", role=Role.ADMINISTRATOR)
    store.close()
    shot = tmp_path / "window.png"
    options = ["--store", str(file_place.file), "--person", "Robin", "--theme", theme, "--size", "1000x700"]
    ended = run("-m", "ui.app", *options, "--settings", str(tmp_path / "desktop.ini"), "--shot", str(shot))
    assert (ended.returncode, ended.stdout) == (0, "")
    assert [line for line in ended.stderr.splitlines() if "This plugin does not support" not in line] == []
    picture = QImage(str(shot))
    assert (picture.width(), picture.height()) == (1000, 700)
    assert len({picture.pixel(x, y) for x in range(0, 1000, 3) for y in range(0, 700, 3)}) > 20  # something is drawn


def test_a_store_that_is_not_there_is_said_on_the_first_page(tmp_path: Path) -> None:
    code = (
        AT_FIRST_PAINT.split("def watch")[0]
        + """
def watch(desktop):
    def look():
        from PySide6.QtWidgets import QLabel
        words = [label.text() for label in desktop.window.findChildren(QLabel)]
        found = [text for text in words if "no store" in text]
        if found:
            timer.stop()
            print(found[0])
            desktop.window.close()
    from PySide6.QtCore import QTimer
    timer = QTimer(desktop, interval=20)
    timer.timeout.connect(look)
    timer.start()

sys.exit(app.main(["--store", sys.argv[1], "--settings", sys.argv[2]], opened=watch))
"""
    )
    ended = run("-c", code, str(tmp_path / "none.cpconf"), str(tmp_path / "desktop.ini"))
    assert ended.stdout.strip() == "There is no store at this place. Make one with: cpconf init"
    assert ended.returncode == 0
    assert not (tmp_path / "none.cpconf").exists()
