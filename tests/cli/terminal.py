"""A terminal for tests: command lines run in this process, with their text, their exit code and a clock set by hand."""

from __future__ import annotations

import io
import json
import shlex
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cpconf.cli import main
from cpconf.store.engines import connect_file


@dataclass(frozen=True, slots=True)
class Told:
    """What one command line told: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@dataclass(slots=True)
class Terminal:
    """Runs command lines on one store; `at` is what every clock shows."""

    store: Path
    at: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    staff: str | None = None

    def try_(self, line: str, *, typed: str | None = None) -> Told:
        """Run a command line whatever becomes of it; `typed` is on the standard input, None: it is closed."""
        arguments = ["--store", str(self.store), *shlex.split(line)]
        if self.staff is not None:
            arguments += ["--as", self.staff]
        out, err = io.StringIO(), io.StringIO()
        reader = io.StringIO(typed) if typed is not None else io.StringIO()
        with patch.multiple(sys, stdout=out, stderr=err, stdin=reader):
            code = main(arguments, clock=lambda: self.at, busy_seconds=0.2)
        return Told(code, out.getvalue(), err.getvalue())

    def run(self, line: str, *, typed: str | None = None) -> Told:
        """Run a command line that succeeds."""
        told = self.try_(line, typed=typed)
        assert told.code == 0, f"{line}: exit {told.code}: {told.err}"
        return told

    def data(self, line: str) -> Any:
        """What a command line that succeeds tells a program."""
        return self.run(f"{line} --json").data

    def refused(self, line: str, *, code: int = 1) -> str:
        """The sentence with which a command line fails; nothing on the standard output."""
        told = self.try_(line)
        assert (told.code, told.out) == (code, ""), f"{line}: exit {told.code}: {told.out}{told.err}"
        assert told.err.count("\n") == 1 and told.err.startswith("cpconf: "), told.err
        return told.err.removeprefix("cpconf: ").strip()

    @property
    def contents(self) -> str:
        """Every row of every table of the store."""
        with closing(connect_file(self.store, busy_seconds=0)) as connection:
            names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            tables = [row[0] for row in connection.execute(names)]
            return "\n".join(f"{name} {connection.execute(f'SELECT * FROM {name}').fetchall()}" for name in tables)
