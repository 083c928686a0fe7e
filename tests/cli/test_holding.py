"""Holds, seats, moves taken back, siblings and the waiting list from the terminal."""

from __future__ import annotations

from datetime import timedelta

from tests.cli.terminal import Terminal


def test_a_slot_is_held_confirmed_and_shown(terminal: Terminal) -> None:
    held = terminal.data("hold 1 --slot 1")
    reference = held["line"]["reference"]
    assert (held["line"]["state"], held["people"]) == ("provisional", [])
    shown = terminal.run("request 1").out
    assert "Holds" in shown
    assert reference in shown
    booked = terminal.data(f"confirm {reference}")
    assert booked["line"]["state"] == "confirmed"
    assert booked["people"]
    assert "not held" in terminal.refused(f"let-go {reference}")


def test_a_held_slot_is_given_back_or_lapses(terminal: Terminal) -> None:
    reference = terminal.data("hold 1 --slot 1")["line"]["reference"]
    assert "no longer held" in terminal.run(f"let-go {reference}").out
    again = terminal.data("hold 1 --slot 1")["line"]["reference"]
    assert terminal.data("lapse") == {"ended": 0}
    terminal.at += timedelta(hours=25)
    assert terminal.data("lapse") == {"ended": 1}
    assert "has ended" in terminal.refused(f"confirm {again}")


def test_a_conference_gets_another_room_and_a_move_is_taken_back(terminal: Terminal) -> None:
    first = terminal.data("book 1 --at '05/03/2026 14:00' --room Hazel")["line"]
    reference = first["reference"]
    assert terminal.data(f"reseat {reference} --room Willow --reason room")["line"]["room"] == "Willow Room"
    assert "already" in terminal.refused(f"reseat {reference} --room Willow --reason room")
    preview = terminal.run(f"preview {reference} --at '10/03/2026 14:00'").out
    assert "It fits." in preview
    assert "Day 6 of 15." in preview
    assert "day 1 of 15" in terminal.run(f"slots {reference} --count 400").out
    moved = terminal.data(f"move {reference} --at '10/03/2026 14:00' --reason chair-sick")["line"]["reference"]
    back = terminal.data(f"take-back {moved}")["line"]
    assert (back["reference"], back["starts_at"], back["state"]) == (reference, first["starts_at"], "confirmed")


def test_what_a_request_asks_for_is_corrected(terminal: Terminal) -> None:
    before = terminal.data("request 1")
    after = terminal.data(
        "change-request 1 --urgent 'Discharge on Friday' --equipment 'Screen, hearing loop' --seats 9"
    )
    assert (after["line"]["urgent"], after["line"]["equipment_needed"], after["seats"]) == (
        "Discharge on Friday",
        "screen, hearing loop",
        9,
    )
    assert after["social_worker_id"] == before["social_worker_id"]
    split = terminal.data("change-request 1 --split-attendance")
    assert split["line"]["split_attendance"]
    assert not terminal.data("change-request 1 --no-split-attendance")["line"]["split_attendance"]
    assert "Say what changes" in terminal.refused("change-request 1")


def test_the_waiting_list_shows_the_best_slot_of_each(terminal: Terminal) -> None:
    (line,) = terminal.data("waiting")
    assert (line["request_id"], line["conference_id"]) == (1, None)
    assert line["best"]["starts_at"].startswith("2026-03-03")
    terminal.run("hold 1 --slot 1")
    assert "Nobody waits" in terminal.run("waiting").out
    assert "no review" in terminal.run("join 1").out
    assert "did not join" in terminal.refused("leave 1")
