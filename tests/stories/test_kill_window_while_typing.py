"""The window is killed while somebody types: the store is whole and at most the last second's typing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.stories.test_kill_while_typing import LOST_AT_MOST, Typists, assert_whole
from tests.stories.typist import kept_text, prepare
from tests.stories.window_typist import typed_letters

RUNS = 20
SHORTEST, LONGEST = 0.1, 1.8  # seconds from the first letter to the kill


class WindowTypists(Typists):
    """The process that forks one desktop at a time; each is killed at a moment that only the seed knows."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.stories.window_typist"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        self._rest = b""

    def killed_while_typing(self, store: Path, seed: int) -> tuple[float, list[tuple[float, int]]]:
        """When the desktop was killed, and after which moments it had taken how many letters."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{store} {seed}\n".encode())
        self._process.stdin.flush()
        (_, _, pid), (_, at, count) = (next(self._lines()) for _ in range(2))
        typed = [(float(at), int(count))]
        until = typed[0][0] + Random(seed).uniform(SHORTEST, LONGEST)
        typed += [(float(at), int(count)) for _, at, count in self._lines(until=until)]
        killed_at = time.monotonic()
        os.kill(int(pid), signal.SIGKILL)
        for what, at, count in self._lines():
            if what == "gone":
                assert int(at) == signal.SIGKILL
                break
            typed.append((float(at), int(count)))
        return killed_at, typed


@pytest.fixture(scope="module")
def typists() -> Iterator[WindowTypists]:
    made = WindowTypists()
    yield made
    made.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Path:
    """A store with one conference, to be copied."""
    file = tmp_path_factory.mktemp("typing") / "typing.cpconf"
    shutil.copy(empty_file, file)
    prepare(file)
    return file


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_killed_window_leaves_a_whole_store_and_loses_at_most_the_last_second(
    seed: int, typists: WindowTypists, prepared: Path, tmp_path: Path
) -> None:
    file = tmp_path / "killed.cpconf"
    shutil.copy(prepared, file)
    killed_at, typed = typists.killed_while_typing(file, seed)
    assert_whole(file)
    store = Store.open(Place.parse(str(file)), clock=HandClock())
    kept = "\n".join(kept_text(store))
    store.close()
    must_be_kept = max((count for at, count in typed if at <= killed_at - LOST_AT_MOST), default=0)
    assert must_be_kept <= len(kept) <= typed[-1][1]
    assert kept == typed_letters(seed, len(kept))
    assert not (tmp_path / "faults.log").exists()
