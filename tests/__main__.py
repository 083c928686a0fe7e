"""All the checks, fastest first: style, types, layers, tests, coverage of the rules and the store."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COVERAGE = ("--fail-under=100", "--show-missing", "--skip-covered")
COVERED = "cpconf/store/*,cpconf/*/rules.py,cpconf/diary/working_days.py"


def steps(arguments: list[str]) -> list[tuple[str, list[str]]]:
    """Name and command of each check; arguments go to pytest and leave out the rest."""
    python = sys.executable
    scripts = Path(python).parent
    pytest = [python, "-m", "pytest"]
    if arguments:
        return [("tests", [*pytest, *arguments])]
    return [
        ("style", [python, "-m", "ruff", "check", "."]),
        ("format", [python, "-m", "ruff", "format", "--check", "."]),
        ("types", [python, "-m", "mypy"]),
        ("layers", [str(scripts / "lint-imports"), "--no-cache"]),
        ("tests", [*pytest, "-n", "2", "--dist", "worksteal", "--cov", "--cov-report="]),
        ("coverage", [python, "-m", "coverage", "report", f"--include={COVERED}", *COVERAGE]),
    ]


def main() -> int:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "NO_COLOR": "1"}
    failed = []
    for name, command in steps(sys.argv[1:]):
        started = time.monotonic()
        print(f"── {name}", flush=True)
        if subprocess.call(command, cwd=ROOT, env=environment):
            failed.append(name)
        print(f"   {name}: {time.monotonic() - started:.0f} s", flush=True)
    if failed:
        print("Failed: " + ", ".join(failed))
        return 1
    print("All checks passed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
