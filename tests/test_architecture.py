"""The rules of the house hold, and each check fails when its fault is planted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import architecture

ROOT = Path(__file__).resolve().parent.parent
CHECKS: list[Callable[[Path], list[str]]] = [
    architecture.impure_files,
    architecture.session_openers,
    architecture.clock_readers,
    architecture.too_long,
    architecture.without_a_word,
    architecture.junk_drawers,
]
PLANTED = {
    "impure_files": ("cpconf/diary/rules.py", "import sqlalchemy\n"),
    "session_openers": ("cpconf/people/actions.py", "def f(writing: object) -> None:\n    writing._session.commit()\n"),
    "clock_readers": ("cpconf/diary/rules.py", "import datetime\nnow = datetime.datetime.now()\n"),
    "too_long": ("cpconf/diary/rules.py", "# a line\n" * 351),
    "without_a_word": ("ui/kit/nameless.py", "x = 1\n"),
    "junk_drawers": ("cpconf/people/utils.py", '"""Odds and ends."""\n'),
}
CONTRACTS = {
    "core-knows-no-window": ("cpconf/people/rules.py", "import PySide6.QtCore\n"),
    "roles": ("cpconf/people/records.py", "import cpconf.people.actions\n"),
    "subjects": ("cpconf/people/rules.py", "import cpconf.bookings.rules\n"),
    "screens": ("ui/work.py", "import cpconf.people.records\n"),
}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_tree_keeps_the_rule(check: Callable[[Path], list[str]]) -> None:
    assert check(ROOT) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_check_finds_a_planted_fault(check: Callable[[Path], list[str]], tmp_path: Path) -> None:
    path, fault = PLANTED[check.__name__]
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(fault)
    assert [line for line in check(tmp_path) if line.startswith(path)]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1"}
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copied_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    for package in ("cpconf", "ui"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_layers_refuse_a_planted_import(contract: str, copied_tree: Path) -> None:
    path, fault = CONTRACTS[contract]
    file = copied_tree / path
    whole = file.read_text("utf-8")
    file.write_text(f"{whole}\n{fault}", "utf-8")
    try:
        answer = lint_imports(copied_tree)
    finally:
        file.write_text(whole, "utf-8")
    assert answer.returncode != 0
    assert "BROKEN" in answer.stdout
