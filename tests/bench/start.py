"""How fast the desktop starts: first paint and usable data as ratios to a bare QtWidgets window in the same run.

The floor is the smallest program that any desktop contains: it names `Qt` (whose enumerations PySide builds on first
use) and shows an empty QTableView. Wall time is from just before the process was started; processor time is the
process's own and is steadier on a machine that others use too.

    python -m tests.bench.start [ROUNDS]

Goals (performance page, section 6): first paint within 1.3 of the floor, usable data within 3.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
BEGIN = (
    "import os, sys, time; began = int(os.environ['BEGAN'])\n"
    "since = lambda: f'{(time.monotonic_ns() - began) / 1e6} {time.process_time() * 1e3}'\n"
)
FLOOR = (
    BEGIN
    + """
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QTableView, QVBoxLayout, QWidget
app = QApplication([])
class Bare(QWidget):
    painted = False
    def paintEvent(self, event):
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, lambda: (print("paint", since()), app.quit()))
window = Bare()
QVBoxLayout(window).addWidget(QTableView())
window.resize(1280, 800)
window.show()
app.exec()
"""
)
OURS = (
    BEGIN
    + """
from ui import app
def watch(desktop):
    desktop.window.painted.disconnect(desktop.start)
    desktop.window.painted.connect(lambda: print("paint", since(), flush=True))
    desktop.window.painted.connect(desktop.start)
    entered = desktop._enter
    def enter(actor):
        entered(actor)
        print("data", since(), flush=True)
        desktop.window.close()
    desktop._enter = enter
sys.exit(app.main(sys.argv[1:], opened=watch))
"""
)


def once(code: str, *words: str) -> dict[str, tuple[float, float]]:
    """Milliseconds of wall and of processor time by name."""
    import time

    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "BEGAN": str(time.monotonic_ns())}
    surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-c", code, *words]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=surroundings, check=True)
    lines = (line.split() for line in ended.stdout.splitlines())
    return {name: (float(wall), float(cpu)) for name, wall, cpu in lines}


def imports() -> list[tuple[float, str]]:
    """Own milliseconds of the costliest imports of `ui.app`, after one run to compile."""
    command = [sys.executable, "-X", "importtime", "-c", "import ui.app"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    lines = [line.removeprefix("import time:").split("|") for line in ended.stderr.splitlines() if "|" in line]
    costs = [(int(own) / 1000, name.strip()) for own, _all, name in lines if own.strip().isdigit()]
    return sorted(costs, reverse=True)


def main(rounds: int = 9) -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings = str(Path(folder) / "desktop.ini")
        store = str(Path(folder) / "bench.cpconf")
        _make(store)
        ours = ("--store", store, "--settings", settings, "--person", "Bench")
        once(FLOOR), once(OURS, *ours)
        runs = [(once(FLOOR), once(OURS, *ours)) for _ in range(rounds)]
    good = True
    for clock, at in (("wall", 0), ("processor", 1)):
        floor = median(bare["paint"][at] for bare, _own in runs)
        paint = median(own["paint"][at] for _bare, own in runs)
        data = median(own["data"][at] for _bare, own in runs)
        print(f"{clock} time; floor: bare QtWidgets, first paint {floor:6.0f} ms")
        print(f"  first paint                       {paint:6.0f} ms   ratio {paint / floor:.2f}   goal 1.30")
        print(f"  signed in, first screen asked for {data:6.0f} ms   ratio {data / floor:.2f}   goal 3.00")
        good = good and paint / floor <= 1.3 and data / floor <= 3
    print("costliest imports (own ms):", ", ".join(f"{name} {cost:.1f}" for cost, name in imports()[:12]))
    return 0 if good else 1


def _make(store: str) -> None:
    code = (
        "import sys, cpconf.all_records\n"
        "from datetime import UTC, datetime\n"
        "from cpconf.access.actions import add_staff\n"
        "from cpconf.access.rules import Role\n"
        "from cpconf.store.actors import SETTING_UP\n"
        "from cpconf.store.places import Place\n"
        "from cpconf.store.store import Store\n"
        "made = Store.create(Place.parse(sys.argv[1]), clock=lambda: datetime(2026, 3, 2, tzinfo=UTC))\n"
        "made.change(SETTING_UP, add_staff, name='Bench Person', role=Role.CHAIR)\n"
        "made.close()\n"
    )
    once(code, store)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
