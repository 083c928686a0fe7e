"""The program is killed while somebody types: the store is whole and at most the last second's typing is lost."""

from __future__ import annotations

import os
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.stories.typist import kept_text, prepare, typed_text

RUNS = 20
LOST_AT_MOST = 1.0
SHORTEST, LONGEST = 0.05, 1.2  # seconds of typing before the kill


@dataclass
class Log:
    """What a typist told: how many words were typed when, and how many were saved when the save had returned."""

    typed: list[tuple[float, int]] = field(default_factory=list)
    saved: list[tuple[float, int]] = field(default_factory=list)

    @property
    def must_be_kept(self) -> int:
        """Words typed more than a second before the end, and words of every save that returned."""
        last_at = max((at for at, _ in self.typed), default=0.0)
        old = [count for at, count in self.typed if at <= last_at - LOST_AT_MOST]
        return max([*old, *(count for _, count in self.saved)], default=0)


class Typists:
    """The process that forks one typist at a time; each is killed at a moment that only the seed knows."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.stories.typist"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._rest = b""

    def type_until_killed(self, store: Path, seed: int) -> Log:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{store} {seed}\n".encode())
        self._process.stdin.flush()
        what, _, pid = next(self._lines())
        assert what == "pid"
        lifetime = Random(seed).uniform(SHORTEST, LONGEST)
        log = Log()
        for what, at, count in self._lines(until=time.monotonic() + lifetime):
            getattr(log, what).append((float(at), int(count)))
        os.kill(int(pid), signal.SIGKILL)
        for what, at, count in self._lines():
            if what == "gone":
                assert int(at) == signal.SIGKILL
                return log
            getattr(log, what).append((float(at), int(count)))
        raise AssertionError("unreachable")

    def _lines(self, until: float | None = None) -> Iterator[list[str]]:
        """Whole lines as words, until the moment `until`."""
        assert self._process.stdout is not None
        while True:
            line, found, rest = self._rest.partition(b"\n")
            if found:
                self._rest = rest
                yield line.decode().split()
                continue
            wait = None if until is None else until - time.monotonic()
            if wait is not None and (wait <= 0 or not select.select([self._process.stdout], [], [], wait)[0]):
                return
            piece = os.read(self._process.stdout.fileno(), 65536)
            assert piece, "the typist stopped by itself"
            self._rest += piece

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


@pytest.fixture(scope="module")
def typists() -> Iterator[Typists]:
    made = Typists()
    yield made
    made.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Path:
    """A store with one conference, to be copied."""
    file = tmp_path_factory.mktemp("typing") / "typing.cpconf"
    shutil.copy(empty_file, file)
    prepare(file)
    return file


def assert_whole(file: Path) -> None:
    connection = sqlite3.connect(file)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        connection.close()


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_kill_leaves_a_whole_store_and_loses_at_most_the_last_second(
    seed: int, typists: Typists, prepared: Path, tmp_path: Path
) -> None:
    file = tmp_path / "killed.cpconf"
    shutil.copy(prepared, file)
    log = typists.type_until_killed(file, seed)
    assert_whole(file)
    store = Store.open(Place.parse(str(file)), clock=HandClock())
    kept = kept_text(store)
    store.close()
    count = len(" ".join(kept).split())
    assert log.must_be_kept <= count <= max((count for _, count in log.typed), default=0)
    assert kept == typed_text(seed, count)
