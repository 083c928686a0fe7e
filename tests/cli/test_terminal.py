"""How the terminal behaves whatever the command: help, usage, who acts, JSON, exit codes, pipes and interruptions."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from cpconf.cli import Terminal as Desktop
from cpconf.cli import build_parser, main, run_command
from cpconf.commands.answers import Answer
from cpconf.commands.desk import Desk
from cpconf.store.places import Place
from tests.cli.terminal import Terminal
from tests.conftest import MONDAY

DONE, REFUSED, USAGE, TROUBLE, BUG, STOPPED = 0, 1, 2, 3, 4, 130
ROOT = Path(__file__).resolve().parents[2]


def verbs(parser: object, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every verb, and the verbs below it, as they are typed."""
    for action in parser._actions:  # type: ignore[attr-defined]
        for name, below in (getattr(action, "choices", None) or {}).items() if action.nargs == "A..." else ():
            yield (*before, name)
            yield from verbs(below, (*before, name))


VERBS = sorted(verbs(build_parser(MONDAY.date())))


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_command_has_help_with_an_example_of_itself(
    verb: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*verb, "--help"], clock=lambda: MONDAY) == DONE
    told = capsys.readouterr().out
    assert f"example:\n  cpconf {verb[0]}" in told
    for option in ("--store", "--as", "--json"):
        assert option in told


@pytest.mark.parametrize(
    "line", ["", "nonsense", "book", "attend", "slots 1 --count many", "request F-1 --s47 31/02/2026"]
)
def test_wrong_usage_is_told_on_stderr_with_its_own_code(line: str, terminal: Terminal) -> None:
    before = terminal.contents
    told = terminal.try_(line)
    assert (told.code, told.out) == (USAGE, "")
    assert "usage: cpconf" in told.err
    assert terminal.contents == before


def test_the_only_administrator_acts_unless_somebody_else_is_named(terminal: Terminal) -> None:
    terminal.run("site add Elsewhere")
    assert "Ann Admin" in terminal.contents
    terminal.run("staff add 'Una Under' --role administrator")
    said = terminal.refused("staff")
    assert said == (
        "There are several administrators, so say who acts: --as NAME. cpconf staff --as NAME lists everybody."
    )
    assert [line["name"] for line in terminal.data("staff --as 'Una Under'")] == [
        "Ann Admin", "Cora Chair", "Max Minutes", "Una Under",
    ]  # fmt: skip


def test_what_a_role_may_not_do_is_refused(terminal: Terminal) -> None:
    before = terminal.contents
    assert "role does not allow" in terminal.refused("site add Elsewhere --as Cora")
    assert terminal.contents == before


def test_options_for_every_command_stand_before_or_after_it(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(terminal.store)
    for arguments in (["--json", "--store", store, "sites"], ["sites", "--store", store, "--json"]):
        assert main(arguments, clock=lambda: MONDAY) == DONE
        assert [line["name"] for line in json.loads(capsys.readouterr().out)] == ["Alderton"]


def test_the_store_comes_from_the_environment(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CPCONF_STORE", str(terminal.store))
    assert main(["sites"], clock=lambda: MONDAY) == DONE
    assert "Alderton" in capsys.readouterr().out


def test_json_has_the_keys_that_programs_rely_on(terminal: Terminal) -> None:
    child = {"id", "la_child_id", "name", "born_on", "expected_on", "family_reference", "on_plan", "category", "team"}
    assert child <= set(terminal.data("children")[0])
    request = {"id", "family_reference", "kind", "state", "due_on", "days_left", "missing"}
    (line,) = terminal.data("requests")
    assert request <= set(line)
    assert (line["kind"], line["due_on"], line["days_left"]) == ("initial", "2026-03-23", 15)
    slot = terminal.data("slots 1 --count 1")["slots"][0]
    assert set(slot) == {
        "slot", "starts_at", "ends_at", "room", "site", "chair", "minute_taker", "day", "of_days", "late", "reasons",
    }  # fmt: skip
    assert (slot["starts_at"], slot["day"], slot["of_days"]) == ("2026-03-03T09:00:00", 1, 15)
    booked = terminal.data("book 1 --slot 1")
    assert {"reference", "starts_at", "ends_at", "room", "chair", "state"} <= set(booked["line"])


def test_a_bug_is_told_by_its_class_alone(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    def fails(_desk: Desk, _options: Namespace) -> Answer:
        raise LookupError("Ada Example, 12 Hidden Street")

    options = Namespace(run=fails, store=str(terminal.store))
    assert run_command(Desktop(options, clock=lambda: MONDAY, busy_seconds=1), options) == BUG
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "cpconf: This is a bug in cpconf (LookupError). What was not finished was not saved.\n"


def test_a_question_that_nobody_can_answer_is_a_refusal(terminal: Terminal) -> None:
    sample = ROOT / "tests" / "reference" / "annex_a" / "Annex_A_2024_Jan.xlsx"
    before = terminal.contents
    told = terminal.try_(f"import annex-a '{sample}'")
    assert told.code == REFUSED
    assert told.err.endswith(
        "cpconf: Nobody answered, so nothing was changed. Add --yes to go on without a question.\n"
    )
    assert terminal.try_(f"import annex-a '{sample}'", typed="n\n").code == REFUSED
    assert terminal.contents == before
    assert terminal.try_(f"import annex-a '{sample}'", typed="Y\n").code == DONE
    assert terminal.contents != before


def test_a_closed_standard_input_is_a_refusal(terminal: Terminal) -> None:
    reference = terminal.data("book 1 --slot 1")["line"]["reference"]
    arguments = ["--store", str(terminal.store), "minutes", reference, "danger", "-"]
    told = io.StringIO()
    with patch.multiple(sys, stdin=None, stderr=told):
        assert main(arguments, clock=lambda: terminal.at) == REFUSED
    assert told.getvalue() == "cpconf: There is no text: give it as an argument or on the standard input.\n"


def start(terminal: Terminal, *arguments: str, **streams: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "cpconf.cli", "--store", str(terminal.store), *arguments]
    return subprocess.Popen(command, text=True, stderr=subprocess.PIPE, cwd=ROOT, **streams)  # type: ignore[call-overload, no-any-return]


def test_a_reader_who_goes_away_is_no_error(terminal: Terminal) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with start(terminal, "children", stdout=writing) as child:
        os.close(writing)
        assert (child.wait(), child.stderr.read() if child.stderr else None) == (DONE, "")


def hear_ctrl_c() -> None:
    """A shell's background job ignores SIGINT, and so would everything that is started from it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_stops_with_a_sentence_and_saves_nothing(terminal: Terminal) -> None:
    reference = terminal.data("book 1 --slot 1")["line"]["reference"]
    before = terminal.contents
    with start(terminal, "import", "annex-a", str(ROOT / "tests/reference/annex_a/Annex_A_2024_Jan.xlsx"),
               stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=hear_ctrl_c) as child:  # fmt: skip
        assert child.stderr is not None
        told = ""
        while "Import this?" not in told:
            told += child.stderr.read(1)
        child.send_signal(signal.SIGINT)
        try:
            assert child.wait(30) == STOPPED
        finally:
            child.kill()
        assert child.stderr.read().strip().endswith("cpconf: Stopped. What was not finished was not saved.")
    assert terminal.contents == before
    assert reference


def test_names_that_the_screen_cannot_show_do_not_stop_a_command(terminal: Terminal) -> None:
    terminal.run("child add 700009 --given Łucja --family Żółć --born 01/02/2020")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    with start(terminal, "children", stdout=subprocess.PIPE, env=environment) as child:
        told, failed = child.communicate()
    assert (child.returncode, failed) == (DONE, "")
    assert "700009" in told


def test_bytes_that_are_no_text_are_refused(terminal: Terminal) -> None:
    before = terminal.contents
    told = terminal.try_("site add 'Al\udce9der'")
    assert told.code == USAGE
    assert "not UTF-8" in told.err
    assert terminal.contents == before


def test_starting_costs_no_library_that_the_command_does_not_need() -> None:
    code = "import cpconf.cli, sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    heavy = {"reportlab", "openpyxl", "alembic", "holidays", "pypdfium2", "pikepdf", "psycopg", "PySide6", "uharfbuzz"}
    assert heavy & set(loaded.stdout.split()) == set()


@pytest.mark.postgres
def test_a_server_is_named_by_its_address(
    new_place: Callable[[str], Place], capsys: pytest.CaptureFixture[str]
) -> None:
    server = new_place("postgres").server
    assert server is not None
    store = ["--store", server.set(drivername="postgresql").render_as_string(hide_password=False)]
    for line in (["staff", "add", "Ann Admin", "--role", "administrator"], ["site", "add", "Alderton"]):
        assert main([*line, *store], clock=lambda: MONDAY) == DONE
    assert "already something at this place" in failed(["init", *store], capsys)
    assert main(["sites", "--json", *store], clock=lambda: MONDAY) == DONE
    assert [line["name"] for line in json.loads(capsys.readouterr().out)] == ["Alderton"]


def failed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments, clock=lambda: MONDAY) == REFUSED
    told = capsys.readouterr()
    return told.err
