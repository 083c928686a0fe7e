"""A new office from nothing to its first conference, in the terminal: Annex A in, minutes and plan out as PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.terminal import Terminal

SAMPLE = Path(__file__).parent.parent / "reference" / "annex_a" / "Annex_A_2024_Jan.xlsx"
MONDAY = datetime(2021, 3, 1, 9, 0, tzinfo=UTC)
CHILD = "4073694"  # list 5, row 5: a section 47 enquiry, no conference yet
CHAIR, TYPIST = "Cora Chair", "Max Minutes"

SET_UP = (
    "init --administrator 'Ann Admin' --authority 'Wendleshire County Council'",
    "site add Alderton --address '1 Demo Gardens, Alderton'",
    "room add 'Willow Room' --site alderton --seats 14 --hours 'mon-fri 08:30-17:30'",
    f"staff add '{CHAIR}' --role chair --hours 'mon-thu 08:30-17:00'",
    f"staff add '{TYPIST}' --role specialist",
    "agency add 'Wendle Family Team' --kind social-care",
    "agency add 'Example Primary School' --kind education",
    "agency add 'Wendle School Nursing' --kind school-nursing",
    "professional add 'Ines Walker' --agency 'Wendle Family' --job 'Social worker'",
    "professional add 'Sam Teacher' --agency Example --job 'Head teacher'",
    "professional add 'Nora Nurse' --agency Nursing --job 'School nurse'",
)
FAMILY = (
    f"child change {CHILD} --given Ada --family Example --school 'Example Primary School'",
    f"family add Example --child {CHILD}",
    "family adult F-000001 'Mia Example' --is mother --responsible --at-home",
    "family adult F-000001 'Fred Example' --is father --responsible",
    "family involve F-000001 'Ines Walker'",
    "family involve F-000001 'Sam Teacher'",
)
DAY = (
    "start {ref}",
    "attend {ref} in-person 1 'Social worker' 'Nora Nurse'",
    "attend {ref} apologies father",
    "attend {ref} deputy 'Sam Teacher' --deputy 'Del Deputy' --deputy-title 'Deputy head'",
    "report {ref} 'Ines Walker' --received 02/03/2021 --quality 4",
    "report {ref} 'Sam Teacher' --status verbal",
    "report {ref} 'Nora Nurse' --status none",
    "seen {ref} 'Ines Walker' mother --on 02/03/2021",
    "quoracy {ref} --go-ahead --as '" + CHAIR + "'",
)
PLAN = (
    "plan danger {ref} 'Ada is left alone at night' --goal 'An adult is with Ada every night for six months'",
    "plan outcome {ref} --need 'Nights alone' --outcome 'Somebody is there when I wake up'"
    " --measure 'The rota is kept for six weeks' --baseline 'Alone three nights a week'",
    "plan action {ref} 1 'Agree a rota of adults' --who 'Mia Example' --by +5w",
    "plan contingency {ref} 'Ada is alone at night again' --action 'Legal planning meeting' --owner 'Ines Walker'"
    " --by 24/03/2021 --step 'Legal meeting'",
    "plan member {ref} 'Ines Walker'",
    "plan member {ref} mother",
    "plan member {ref} 'Sue Example' --role aunt",
    "plan dates {ref} --core-group 2021-03-16 --place 'Example Primary School' --visits 8",
)
TYPED = {
    "purpose": "To decide whether Ada needs a Child Protection Plan.",
    "danger": "Police were called on 3 February. The door was broken.\n\nA neighbour heard Ada crying at 23:40.\n",
    "strengths": "Ada's grandmother, Zażółć Gęśla, lives two streets away.",
    "child-voice": "Ada said: I want somebody to be there when it is dark.",
    "risk": "Without change Ada is likely to be alone at night again.",
    "analysis": "The chair holds that the harm is significant and likely to go on.",
}


def text_of(pdf: Path) -> str:
    """All words of a PDF, line ends as blanks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was set up by commands alone, the workbook imported; to be copied."""
    terminal = Terminal(tmp_path_factory.mktemp("office") / "office.cpconf", at=MONDAY)
    for line in SET_UP:
        terminal.run(line)
    imported = terminal.data(f"import annex-a '{SAMPLE}' --yes")
    assert imported["imported"] is True
    assert imported["summary"][0] == "Children: 11 added."
    for line in FAMILY:
        terminal.run(line)
    return terminal.store


@pytest.fixture
def office(set_up: Path, tmp_path: Path) -> Terminal:
    """A terminal on that store."""
    return Terminal(Path(shutil.copy(set_up, tmp_path)), at=MONDAY)


def book(office: Terminal) -> str:
    """Record the request of the imported child and take the best slot; returns the conference's reference."""
    asked = office.data(
        "request F-000001 --kind initial --strategy-discussion 25/02/2021 --s47 2021-02-25"
        " --social-worker 'Ines Walker' --category NEG --advocate --seats 10"
    )
    assert asked["line"]["due_on"] == "2021-03-18"  # 15 working days
    slots = office.data("slots 1 --count 3")["slots"]
    best = slots[0]
    booked = office.data("book 1 --slot 1")
    assert (booked["line"]["starts_at"], booked["line"]["chair"]) == (best["starts_at"], CHAIR)
    invited = [person["name"] for person in booked["people"]]
    assert invited == ["Mia Example", "Fred Example", "Ines Walker", "Sam Teacher"]
    office.run(f"invite {booked['line']['reference']} 'Nora Nurse'")
    return str(booked["line"]["reference"])


def hold(office: Terminal, reference: str) -> None:
    office.at = datetime(2021, 3, 2, 9, 0, tzinfo=UTC)
    office.staff = TYPIST
    for line in DAY[:-1]:
        office.run(line.format(ref=reference))
    office.staff = None
    assert office.data(DAY[-1].format(ref=reference))["quorate"] is True


def type_minutes(office: Terminal, reference: str) -> None:
    office.staff = TYPIST
    for heading, text in TYPED.items():
        office.run(f"minutes {reference} {heading} -", typed=text)
    office.staff = None


def decide(office: Terminal, reference: str) -> None:
    office.staff = CHAIR
    office.run(f"view {reference} 'Ines Walker' --threshold yes --scale 3 --category NEG --reason 'Two call-outs'")
    office.run(f"view {reference} mother --says 'I want help at night' --agrees yes")
    office.run(f"decide {reference} plan-made --category neglect --reasons 'Ada is likely to suffer significant harm.'")
    for line in PLAN:
        office.run(line.format(ref=reference))
    office.run(f"finish {reference} held")
    office.run(f"minutes {reference} --to-chair")
    office.run(f"minutes {reference} --approve")


def test_annex_a_becomes_minutes_and_a_plan(office: Terminal, tmp_path: Path) -> None:
    reference = book(office)
    hold(office, reference)
    type_minutes(office, reference)
    decide(office, reference)
    papers = tmp_path / "papers"
    minutes = office.data(f"print minutes {reference} --out '{papers}'")["files"]
    plans = office.data(f"print plan {reference} --out '{papers}'")["files"]
    assert [Path(file).name for file in (*minutes, *plans)] == [
        f"minutes-{reference}.pdf",
        f"plan-{reference}-{CHILD}.pdf",
    ]
    assert sorted(file.name for file in papers.iterdir()) == sorted(Path(file).name for file in (*minutes, *plans))
    said = text_of(Path(minutes[0]))
    for text in TYPED.values():
        for paragraph in text.strip().split("\n\n"):
            assert paragraph in said
    for words in (
        "Wendleshire County Council", "Ada Example", "Mia Example", "Del Deputy", "Apologies", "Cora Chair",
        "Max Minutes", "Willow Room", "Neglect", "I want help at night", "Ada is likely to suffer significant harm.",
    ):  # fmt: skip
        assert words in said, words
    planned = text_of(Path(plans[0]))
    for words in (
        "Ada Example", "Neglect", "Ada is left alone at night", "An adult is with Ada every night for six months",
        "Somebody is there when I wake up", "The rota is kept for six weeks", "Alone three nights a week",
        "Agree a rota of adults", "Mia Example", "Legal planning meeting", "Sue Example", "Example Primary School",
        "8 working days",
    ):  # fmt: skip
        assert words in planned, words
    child = next(line for line in office.data("children --on-plan") if line["la_child_id"] == CHILD)
    assert (child["category"], child["on_plan"]) == ("NEG", True)


def test_the_same_papers_again_are_the_same_bytes(office: Terminal, tmp_path: Path) -> None:
    reference = book(office)
    hold(office, reference)
    office.run(f"minutes {reference} purpose 'To decide.'")
    first = Path(office.data(f"print minutes {reference} --out '{tmp_path / 'a'}'")["files"][0])
    again = Path(office.data(f"print minutes {reference} --out '{tmp_path / 'b'}'")["files"][0])
    assert first.read_bytes() == again.read_bytes()


def test_the_terminal_program_itself_does_the_same(office: Terminal) -> None:
    """One command through a process of its own: what was set up in this one is there, and the exit codes are real."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "CPCONF_STORE": str(office.store)}
        command = [sys.executable, "-m", "cpconf.cli", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    listed = run("family", "show", "F-000001")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "Ada Example" in listed.stdout and "Mia Example" in listed.stdout
    refused = run("conference", "CP-2021-9999")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "cpconf: There is no such conference. cpconf conferences lists them.\n"
