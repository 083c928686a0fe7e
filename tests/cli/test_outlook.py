"""The weeks ahead, calendar files and day sheets from the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.terminal import Terminal
from tests.paper.reading import failures, seen

BOOK = "book 1 --at '10/03/2026 10:00' --room Willow --chair Cora --minute-taker Max"


@pytest.fixture
def booked(terminal: Terminal) -> Terminal:
    terminal.run(BOOK)
    return terminal


def test_the_outlook_names_its_weeks_and_says_that_none_fails(terminal: Terminal) -> None:
    told = terminal.run("outlook --weeks 3").out.splitlines()
    assert told[0] == "All can be held in time in these 3 weeks, also in a busy spell (one in ten)."
    assert [line.split()[0] for line in told if line[:2].isdigit()] == ["02/03/2026", "09/03/2026", "16/03/2026"]
    assert any("counted as 110 minutes" in line for line in told)


def test_the_outlook_as_data_has_supply_and_demand(booked: Terminal) -> None:
    data = booked.data("outlook --weeks 2")
    assert [week["booked"] for week in data["weeks"]] == [0, 1]
    assert data["weeks"][0]["wanted"] == {"review": 0.0, "waiting": 0.0, "initial": 0.0, "following": 0.0}
    assert data["failing"] is None


def test_without_a_chair_the_outlook_says_what_is_short(terminal: Terminal) -> None:
    terminal.run("staff leave Cora 02/03/2026 30/06/2026")
    told = terminal.run("outlook").out
    assert told.startswith("The week of 23/03/2026 is the first that fails: chairs are short. 1 conference cannot")
    assert "saves 1 late conference" in told


def test_only_so_many_weeks_are_looked_at(terminal: Terminal) -> None:
    assert terminal.refused("outlook --weeks 60") == "Look 1 to 26 weeks ahead."


def test_a_calendar_file_is_saved_and_replaced(booked: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "cora.ics"
    file.write_text("an old file")
    assert booked.run(f"calendar Cora -o '{file}'").out.startswith(f"Saved {file}: 3 entries.")
    events = Calendar.from_ical(file.read_text("utf-8")).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "Pre-meet CP-2026-0001 E",
        "ICPC CP-2026-0001 E",
        "Notes CP-2026-0001 E",
    ]


def test_who_is_not_in_the_diary_has_no_calendar_file(terminal: Terminal, tmp_path: Path) -> None:
    assert "Only chairs and minute-takers" in terminal.refused(f"calendar Ann -o '{tmp_path}/ann.ics'")
    assert list(tmp_path.glob("*.ics")) == []


def test_a_day_sheet_and_the_doors_are_printed(booked: Terminal, tmp_path: Path) -> None:
    for more, pages in (("", 1), (" --doors", 2)):
        file = tmp_path / f"sheet{len(more)}.pdf"
        told = booked.run(f"day-sheet --on 10/03/2026 --site Alderton -o '{file}'{more}")
        assert told.out == f"Printed {file}: 1 conference.\n"
        found = seen(file.read_bytes())
        assert len(found) == pages
        assert failures(file.read_bytes()) == []
        assert "CP-2026-0001" in "".join(found)
        assert "Example" not in "".join(found)


def test_a_day_sheet_of_an_unknown_site_is_refused(terminal: Terminal) -> None:
    assert "no such site" in terminal.refused("day-sheet --site Nowhere")
