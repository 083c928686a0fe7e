"""The layers that are checked name the whole tree: a new subject or records file cannot stand outside them unseen."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}


def on_disk() -> set[str]:
    """Every folder and file that stands directly in the core."""
    core = ROOT / "cpconf"
    folders = {folder.parent.name for folder in core.glob("*/__init__.py")}
    return folders | {file.stem for file in core.glob("*.py") if file.stem != "__init__"}


def test_every_subject_has_its_layer() -> None:
    named = {name.strip(" ()") for layer in CONTRACTS["subjects"]["layers"] for name in layer.split("|")}
    assert on_disk() == named


def test_every_subject_with_roles_is_checked_for_their_order() -> None:
    roles = ("actions", "queries", "records", "rules")
    with_roles = {file.parent.name for role in roles for file in (ROOT / "cpconf").glob(f"*/{role}.py")}
    assert {f"cpconf.{name}" for name in with_roles - {"store"}} == set(CONTRACTS["roles"]["containers"])


@pytest.mark.parametrize("file", sorted((ROOT / "cpconf").glob("*/records.py")), ids=lambda file: file.parent.name)
def test_no_records_are_open_to_screens(file: Path) -> None:
    assert f"cpconf.{file.parent.name}.records" in CONTRACTS["screens"]["forbidden_modules"]
