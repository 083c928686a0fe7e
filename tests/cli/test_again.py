"""What was returned, cancelled or ended can be taken back, and the other way round."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.cli.terminal import Terminal


def state(terminal: Terminal) -> str:
    return str(terminal.data("request 1")["line"]["state"])


@pytest.mark.parametrize(("verb", "became"), [("return", "returned"), ("withdraw", "withdrawn")])
def test_a_request_is_sent_away_with_a_reason_and_taken_up_again(terminal: Terminal, verb: str, became: str) -> None:
    target = terminal.data("request 1")["line"]["due_on"]
    terminal.run(f"{verb} 1 --why 'It names no advocate'")
    assert state(terminal) == became
    assert "23/03/2026" in terminal.run("reopen 1").out
    assert (state(terminal), terminal.data("request 1")["line"]["due_on"]) == ("requested", target)
    assert "already" in terminal.refused("reopen 1")


def test_a_cancelled_conference_takes_place_after_all(terminal: Terminal) -> None:
    reference = terminal.data("book 1 --slot 1")["line"]["reference"]
    terminal.run(f"cancel {reference} --reason urgent-family")
    assert reference in terminal.run(f"reinstate {reference}").out
    states = {line["reference"]: line["state"] for line in terminal.data("conferences")}
    assert (states, state(terminal)) == ({reference: "confirmed"}, "booked")
    assert "Only a cancelled" in terminal.refused(f"reinstate {reference}")


def test_a_plan_ends_without_a_review_only_for_its_reasons_and_opens_again(terminal: Terminal) -> None:
    reference = terminal.data("book 1 --slot 1")["line"]["reference"]
    terminal.at = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
    terminal.run(f"decide {reference} plan-made --category neglect --child 700001")
    terminal.at = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    before = terminal.contents
    assert "Only a review" in terminal.refused("end-plan 700001 --reason risk-reduced --authorised-by 'Hana Head'")
    assert "no open plan" in terminal.refused("end-plan 700002 --reason died --authorised-by 'Hana Head'")
    assert terminal.contents == before
    ended = terminal.data("end-plan 700001 --reason transferred --on 31/03/2026 --authorised-by 'Hana Head'")
    assert (ended["ended_on"], ended["reason"]) == ("2026-03-31", "transferred")
    assert "Hana Head" in terminal.contents
    assert terminal.data("children --on-plan") == []
    terminal.run("reopen-plan 700001")
    assert [line["la_child_id"] for line in terminal.data("children --on-plan")] == ["700001"]
    assert "no plan that has ended" in terminal.refused("reopen-plan 700001")
