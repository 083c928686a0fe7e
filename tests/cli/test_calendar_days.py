"""One-off days and school terms are rows that an administrator edits, and due dates follow them."""

from __future__ import annotations

from tests.cli.terminal import Terminal

REQUEST = (
    "request F-000002 --kind initial --strategy-discussion 02/03/2026 --s47 02/03/2026"
    " --social-worker Ines --category NEG"
)


def due_on(terminal: Terminal) -> str:
    terminal.run("child add 700009 --given Cleo --family Sample --born 05/03/2019 --sex F")
    terminal.run("family add Sample --child 700009")
    return str(terminal.data(REQUEST)["line"]["due_on"])


def test_a_closed_day_moves_the_target_of_a_request(terminal: Terminal) -> None:
    terminal.run("day close 10/03/2026 --why 'No heating'")
    assert terminal.data("day") == [{"id": 1, "day": "2026-03-10", "kind": "closed", "reason": "No heating"}]
    assert due_on(terminal) == "2026-03-24"


def test_a_day_that_is_withdrawn_counts_as_published(terminal: Terminal) -> None:
    terminal.run("day close 10/03/2026 --why 'No heating'")
    assert "again" in terminal.run("day withdraw 10/03/2026").out
    assert terminal.data("day") == []
    assert "already" in terminal.refused("day withdraw 10/03/2026")
    assert due_on(terminal) == "2026-03-23"


def test_a_bank_holiday_may_be_worked_and_a_working_day_may_not(terminal: Terminal) -> None:
    assert "worked" in terminal.run("day open 03/04/2026 --why 'Backlog'").out
    before = terminal.contents
    assert "working day already" in terminal.refused("day open 07/04/2026 --why x")
    assert "weekend" in terminal.refused("day close 07/03/2026 --why x")
    assert terminal.contents == before


def test_terms_are_listed_added_and_withdrawn(terminal: Terminal) -> None:
    number = terminal.data("term add 'Summer 1' 13/04/2026 22/05/2026")["id"]
    assert "overlaps" in terminal.refused("term add 'Summer' 01/05/2026 20/07/2026")
    assert [line["name"] for line in terminal.data("term")] == ["Summer 1"]
    terminal.run(f"term withdraw {number}")
    assert terminal.data("term") == []
