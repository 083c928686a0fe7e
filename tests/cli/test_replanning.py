"""A closed room is replanned from the terminal: what it breaks, a proposal, taken in one act, taken back."""

from __future__ import annotations

from tests.cli.terminal import Terminal

CLOSED = "room close 'Willow Room' '10/03/2026 08:00' '12/03/2026 18:00' --why Painting"
DAYS = "--from 10/03/2026 --until 12/03/2026"


def booked(terminal: Terminal) -> str:
    """A conference on Tuesday 10 March at 10:00 in Willow Room."""
    told = terminal.data("book 1 --at '10/03/2026 10:00' --room Willow --chair Cora --minute-taker Max")
    reference: str = told["line"]["reference"]
    return reference


def test_what_a_closure_breaks_is_listed_before_it_is_entered(terminal: Terminal) -> None:
    reference = booked(terminal)
    listed = terminal.run(f"affected --room Willow {DAYS}").out
    assert reference in listed
    assert "the room Willow Room" in listed
    assert "Example" not in listed, "the family stands by its initials"
    assert terminal.data(f"affected --staff Cora {DAYS}")[0]["breaks"] == "the chair Cora Chair"
    assert terminal.run(f"affected --room Hazel {DAYS}").out == "Nothing that is booked is affected.\n"
    assert "--room or --staff" in terminal.refused("affected")


def test_a_proposal_is_shown_accepted_and_taken_back(terminal: Terminal) -> None:
    reference = booked(terminal)
    terminal.run(CLOSED)
    before = terminal.contents
    shown = terminal.run("replan --until +3m --steps 3").out
    assert "Willow Room is closed (Painting)" in shown
    assert "Hazel Room" in shown
    assert terminal.contents == before, "a proposal changes nothing"
    assert "Say why" in terminal.refused("replan --accept")
    told = terminal.data("replan --until +3m --steps 3 --accept --cause 'Willow is painted'")
    assert (told["replan"], told["proposal"]["totals"]["reseated"]) == (1, 1)
    assert terminal.data(f"conference {reference}")["line"]["room"] == "Hazel Room"
    assert "nothing to seat anew" in terminal.refused("replan --until +3m")
    assert "Willow is painted" in terminal.run("replans").out
    assert "stands as before" in terminal.run("replans back 1").out
    assert terminal.data(f"conference {reference}")["line"]["room"] == "Willow Room"
    assert terminal.data("replans")[0]["taken_back_at"] is not None


def test_only_some_lines_are_accepted_and_wrong_numbers_are_refused(terminal: Terminal) -> None:
    booked(terminal)
    terminal.run(CLOSED)
    for wrong in ("2", "0", "one"):
        line = f"replan --until +3m --steps 1 --accept --cause x --only {wrong}"
        assert "--only 1,3; there are 1" in terminal.refused(line)
    assert "--steps from 1" in terminal.refused("replan --steps 0")
    assert terminal.data("replan --until +3m --steps 1 --accept --cause x --only 1")["replan"] == 1


def test_a_month_without_reviews_says_so(terminal: Terminal) -> None:
    assert "No review falls due from 01/06/2026 to 30/06/2026" in terminal.run("reviews 15/06/2026").out
    assert "No review falls due from 01/04/2026 to 30/04/2026" in terminal.run("reviews").out
    assert "No review falls due" in terminal.refused("reviews 15/06/2026 --plan")


def test_what_if_compares_and_changes_nothing(terminal: Terminal) -> None:
    booked(terminal)
    before = terminal.contents
    told = terminal.data("what-if --closed-site Alderton --from 09/03/2026 --until 30/04/2026 --steps 2 --others")
    assert (told["As it is"]["unplaced"], told["If so"]["unplaced"]) == (0, 1)
    more = "what-if --more-rooms 1 --more-chairs 0.5 --more-minute-takers 1 --closed-room Willow --steps 2 --others"
    assert terminal.data(f"{more} --until +2m")["If so"]["unplaced"] == 0
    assert terminal.contents == before
    assert "Suppose something" in terminal.refused("what-if")
