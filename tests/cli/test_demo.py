"""The demo: an invented authority, one conference from request to both papers, and where they lie."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, Told
from tests.stories.test_annex_a_to_two_pdfs import text_of


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, Path]:
    """What the demo tells a program, and its folder; the clock is elsewhere: the day is given."""
    out = tmp_path_factory.mktemp("demo") / "new folder"
    terminal = Terminal(out / "unused.cpconf", at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    return terminal.run(f"demo --out '{out}' --on 02/03/2026 --json"), out


def test_the_demo_leaves_a_store_the_minutes_and_a_plan_for_each_child(told: tuple[Told, Path]) -> None:
    answer, out = told
    files = [Path(file) for file in answer.data["files"]]
    assert len(files) >= 2
    assert {file.name for file in out.iterdir()} == {"demo.cpconf", *(file.name for file in files)}
    reference = answer.data["reference"]
    assert files[0].name == f"minutes-{reference}.pdf"
    assert all(file.name.startswith(f"plan-{reference}-") for file in files[1:])


def test_the_demo_says_what_the_authority_amounts_to(told: tuple[Told, Path]) -> None:
    figures = told[0].data["figures"]
    assert figures["children_on_a_plan_at_31_march"] == 564
    assert (figures["chairs"], figures["sites"]) == (6, 3)
    assert 900 <= figures["conferences_held_in_the_year_to_31_march"] <= 1_200


def test_the_papers_say_what_was_decided_and_who_was_there(told: tuple[Told, Path]) -> None:
    answer, out = told
    demo = Terminal(out / "demo.cpconf", at=datetime(2026, 3, 31, 9, 0, tzinfo=UTC))
    conference = demo.data(f"conference {answer.data['reference']}")
    minutes, plan = (text_of(Path(file)) for file in answer.data["files"][:2])
    for words in (conference["line"]["chair"], conference["line"]["minute_taker"], conference["line"]["room"]):
        assert words in minutes
    assert "Child Protection Plan made" in minutes
    child = conference["line"]["children"][0]
    assert child["name"] in plan
    draft = demo.data(f"plan show {answer.data['reference']} --child {child['la_child_id']}")
    assert draft["issued_at"] is not None and "Draft" not in plan
    # A word with a hyphen may stand in two lines of the table.
    words = {word for word in draft["dangers"][0]["statement"].split() if "-" not in word}
    assert words <= set(plan.split())
    assert demo.data(f"minutes {answer.data['reference']}")["state"] == "approved"
    assert "{" not in minutes + plan


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said = Terminal(tmp_path / "x.cpconf").refused(f"demo --out '{tmp_path / 'file' / 'demo'}'", code=3)
    assert "--out" in said
