"""Terminals for the tests of commands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

SET_UP = (
    "staff add 'Ann Admin' --role administrator",
    "site add Alderton",
    "room add 'Willow Room' --site Alderton --seats 14",
    "room add 'Hazel Room' --site Alderton --seats 12",
    "staff add 'Cora Chair' --role chair",
    "staff add 'Max Minutes' --role specialist",
    "agency add 'Wendle Family Team' --kind social-care",
    "agency add 'Example Primary School' --kind education",
    "professional add 'Ines Walker' --agency 'Wendle Family' --job 'Social worker'",
    "professional add 'Sam Teacher' --agency Example --job 'Head teacher'",
    "child add 700001 --given Ada --family Example --born 05/03/2018 --sex F",
    "child add 700002 --given Ben --family Example --born 2020-06-01 --sex M",
    "family add Example --child 700001 --child 700002",
    "family adult F-000001 'Mia Example' --is mother --responsible",
    "family involve F-000001 'Sam Teacher'",
    "request F-000001 --kind initial --strategy-discussion 02/03/2026 --social-worker Ines --category NEG",
)


@pytest.fixture(scope="session")
def set_up_store(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Path:
    """A small office made by its own commands, with one request; to be copied."""
    terminal = Terminal(Path(shutil.copy(empty_file, tmp_path_factory.mktemp("office") / "office.cpconf")))
    for line in SET_UP:
        terminal.run(line)
    return terminal.store


@pytest.fixture
def terminal(set_up_store: Path, tmp_path: Path) -> Terminal:
    """A terminal on a small office; the clock stands at Monday 2 March 2026, 09:00."""
    return Terminal(Path(shutil.copy(set_up_store, tmp_path)))
