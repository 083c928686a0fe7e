"""A new office from nothing to its first conference, at the window: Annex A in, minutes and plan out as PDF."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpconf.access.actions import add_staff
from cpconf.access.rules import Role, StaffId
from cpconf.bookings.rules import ConferenceState
from cpconf.conferences.day import DayPerson
from cpconf.conferences.rules import AttendanceStatus, ReportStatus
from cpconf.diary.actions import add_site
from cpconf.people.actions import add_agency, add_professional
from cpconf.people.rules import AgencyKind
from cpconf.practice.actions import change_setting
from cpconf.store.actors import Actor
from cpconf.store.places import Place
from cpconf.store.store import Store
from tests.conftest import HandClock
from tests.stories.window_world import Desk, desk_of, kept_papers
from tests.ui.conftest import file_place, look, nothing_left  # noqa: F401  (a test of windows leaves nothing behind)
from tests.ui.keys import CTRL, SHIFT
from tests.worlds import add_a_room, add_person
from ui.bookings.request_form import RequestScreen
from ui.bookings.slots import SlotsScreen
from ui.conferences.page import ConferencePage
from ui.conferences.screen import ConferenceScreen
from ui.exchange.importing import ImportScreen
from ui.kit.fields import ChoiceField
from ui.kit.style import Look
from ui.people.child import ChildScreen
from ui.plans.row_list import RowList

SAMPLE = Path(__file__).parent.parent / "reference" / "annex_a" / "Annex_A_2024_Jan.xlsx"
MONDAY = datetime(2021, 3, 1, 9, 0, tzinfo=UTC)
CASE, CHILD = "F-000001", "4073694"  # the child of list 5, row 5: a section 47 enquiry, no conference yet
PROFESSIONALS = (
    ("Ines Walker", "Social worker", AgencyKind.SOCIAL_CARE, "Wendle Family Team"),
    ("Sam Teacher", "Head teacher", AgencyKind.EDUCATION, "Example Primary School"),
    ("Nora Nurse", "School nurse", AgencyKind.SCHOOL_NURSING, "Wendle School Nursing"),
)
TYPED = (
    ("Purpose of the conference", "To decide whether Ada needs a Child Protection Plan."),
    ("Danger and harm", "Police were called on 3 February. The door was broken."),
    ("Strengths", "Ada's grandmother, Zażółć Gęśla, lives two streets away."),
    ("The child's voice: Ada Example", "Ada said: I want somebody to be there when it is dark."),
    ("Risk statement", "Without change Ada is likely to be alone at night again."),
)
REASONS = "Ada is likely to suffer significant harm."
PLANNED = (
    "Ada is left alone at night", "An adult is with Ada every night for six months", "Nights alone",
    "Somebody is there when I wake up", "The rota is kept for six weeks", "Alone three nights a week",
    "Agree a rota of adults", "Mia Example", "Ada is alone at night again", "Legal planning meeting",
    "Example Primary School",
)  # fmt: skip
Sit = Callable[[StaffId], AbstractContextManager[Desk]]


@dataclass(frozen=True)
class Office:
    """An empty office with rooms and people; who works at which desk."""

    assistant: StaffId
    specialist: StaffId
    chair: StaffId


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MONDAY)


@pytest.fixture
def office(file_place: Place, clock: HandClock, anyone: Actor) -> Office:  # noqa: F811
    """What an administrator sets up beforehand: the authority, a room, people of the office, a directory."""
    store = Store.open(file_place, clock=clock)
    do: Callable[..., Any] = partial(store.change, anyone)
    do(change_setting, key="authority_name", value="Wendleshire County Council", why="New office")
    add_a_room(store, anyone, do(add_site, name="Alderton").value, "Willow Room", 14)
    for name, job, kind, agency in PROFESSIONALS:
        do(add_professional, name=name, agency_id=do(add_agency, name=agency, kind=kind).value, job_title=job)
    made = Office(
        assistant=do(add_staff, name="Abi Assistant", role=Role.BOOKING_ASSISTANT).value,
        specialist=add_person(store, anyone, "Max Minutes", Role.SPECIALIST),
        chair=add_person(store, anyone, "Cora Chair", Role.CHAIR),
    )
    store.close()
    return made


@pytest.fixture
def sit(file_place: Place, clock: HandClock, qtbot: QtBot, look: Look, tmp_path: Path) -> Sit:  # noqa: F811
    """Sit down at the window as this member of staff."""
    return partial(desk_of, place=file_place, clock=clock, qtbot=qtbot, look=look, folder=tmp_path)


# --- the assistant ------------------------------------------------------------------------------------------------


def import_the_workbook(desk: Desk) -> None:
    desk.key("4", CTRL)
    desk.find("import a file")
    desk.sitter.ready.append(SAMPLE)
    desk.key("o", CTRL)
    screen = desk.screen(ImportScreen)
    desk.until(screen.import_button.isEnabled)
    assert screen.summary.text().startswith("Children: 11 added.")
    desk.button(screen.import_button.text().replace("&", ""))
    desk.until(lambda: screen.preview is not None and not screen.preview.to_apply)


def make_the_family(desk: Desk) -> None:
    """The imported child gets a name, a family, a mother and a father, and the people who work with them."""
    desk.find(CHILD)
    screen = desk.screen(ChildScreen)
    acts: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Put right", {"given_name": "Ada", "family_name": "Example"}),
        ("New family", {}),
        ("Add adult", {"name": "Mia Example", "kind": "Mother", "parental_responsibility": True}),
        ("Add adult", {"name": "Fred Example", "kind": "Father", "parental_responsibility": True}),
    )
    for words, given in acts:
        desk.sitter.ready.append(given)
        desk.button(words)
        desk.rest()
    for number in (1, 2, 3):
        desk.sitter.ready.append({"professional_id": number})
        desk.button("Add professional")
        desk.rest()
    assert screen.sheet is not None
    assert screen.head_title.text() == "Ada Example"
    assert [adult.name for adult in screen.sheet.adults] == ["Mia Example", "Fred Example"]
    assert {one.name for one in screen.sheet.professionals} == {name for name, *_ in PROFESSIONALS}


def request_and_book(desk: Desk) -> ConferencePage:
    """Record the request for Ada and take the second of the slots by its key."""
    desk.key("r", CTRL)
    screen = desk.screen(RequestScreen)
    desk.until(lambda: screen.who.considered is not None)
    desk.into(screen.form.field("strategy_discussion_on"), "25/02/2021")
    desk.write("", "25 feb 2021")
    desk.choose(screen.form.field("category_sought"), "Neg")
    desk.key(Qt.Key.Key_Return, CTRL)
    slots = desk.screen(SlotsScreen)
    assert slots.wish.line.text().endswith("counted from 25/02/2021, to be held by 18/03/2021")
    desk.until(slots.table.model.rowCount)
    desk.key("2")
    wanted = slots.table.current()
    assert wanted is not None and wanted.number == 2
    desk.key(Qt.Key.Key_Return)
    page = conference(desk)
    assert page.people.day is not None and page.people.day.starts_at == wanted.slot.starts_at
    return page


def conference(desk: Desk) -> ConferencePage:
    """The conference in sight, with its people."""
    screen = desk.screen(ConferenceScreen)
    desk.until(lambda: screen.page is not None and screen.page.people.day is not None)
    assert screen.page is not None
    return screen.page


# --- the minute-taker ---------------------------------------------------------------------------------------------


def mark_the_people(desk: Desk, page: ConferencePage) -> None:
    """One key for each attendance and report; a deputy's name is typed in the row below."""
    desk.key(Qt.Key.Key_E, CTRL | SHIFT)
    desk.key(Qt.Key.Key_Home)
    names = [person.name for person in people(page)]
    marks = {"Mia Example": "a", "Fred Example": "l", "Ines Walker": "ar1", "Nora Nurse": "ao", "Sam Teacher": "bs"}
    assert sorted(names) == sorted(marks)
    for name in names:
        for mark in marks[name]:
            desk.key(mark)
        if mark == "s":
            desk.write("Del Deputy", "Deputy head")
            desk.key(Qt.Key.Key_Return)
            desk.until(lambda: not page.people.inline.isVisible())
        desk.key(Qt.Key.Key_Down)
    desk.rest()
    told = {person.name: (person.attendance, person.report) for person in people(page)}
    assert told["Fred Example"][0] is AttendanceStatus.APOLOGIES
    assert told["Ines Walker"] == (AttendanceStatus.IN_PERSON, ReportStatus.IN_TIME)
    assert told["Nora Nurse"] == (AttendanceStatus.IN_PERSON, ReportStatus.NONE)
    assert told["Sam Teacher"] == (AttendanceStatus.DEPUTY, ReportStatus.VERBAL)
    seen = next(person.seen for person in people(page) if person.name == "Ines Walker")
    assert [bool(each.seen_on) for each in seen] == [True, False]


def people(page: ConferencePage) -> tuple[DayPerson, ...]:
    assert page.people.day is not None
    return page.people.day.people


def type_the_minutes(desk: Desk, page: ConferencePage) -> None:
    desk.key(Qt.Key.Key_M, CTRL | SHIFT)
    desk.until(lambda: page.minutes.editor is not None)
    desk.key(Qt.Key.Key_M, CTRL | SHIFT)
    for heading, text in TYPED:
        for _ in range(page.minutes.headings.count()):
            if page.minutes.heading.text() != heading:
                desk.key(Qt.Key.Key_Down, CTRL)
        assert page.minutes.heading.text() == heading
        desk.write(text)
    desk.until(lambda: not page.unsaved)


def write_the_plan(desk: Desk, page: ConferencePage) -> None:
    """Rows by their buttons and Tab; the core group from those at the table; the dates."""
    desk.key(Qt.Key.Key_L, CTRL | SHIFT)
    desk.button("Begin the plan")
    desk.until(lambda: page.plan.editor is not None and page.plan.editor.lists)
    desk.rest()
    editor = page.plan.editor
    assert editor is not None and editor.dates is not None
    fill_row(desk, editor.lists["danger"], *PLANNED[:2])
    fill_row(desk, editor.lists["outcome"], *PLANNED[2:6])
    steps = next(iter(editor.lists["outcome"].rows.values())).steps
    assert steps is not None
    fill_row(desk, steps, *PLANNED[6:8], "+5w")
    fill_row(desk, editor.lists["contingency"], *PLANNED[8:10], "Ines Walker", "24/03/2021")
    for number, name in enumerate(("Ines Walker", "Mia Example"), 1):
        desk.step_to(desk.named(ChoiceField, "Person to add to the core group"), name)
        desk.button("Add to the core group")
        desk.until(partial(lambda wanted: len(editor.lists["core_member"].rows) == wanted, number))
    editor.dates.take_focus()
    desk.key("a", CTRL)
    desk.write("16/03/2021", PLANNED[10], "8")
    desk.until(lambda: not page.unsaved)


def fill_row(desk: Desk, rows: RowList, *words: str) -> None:
    desk.button(rows.add_button.text(), rows)

    def is_there() -> bool:
        here = QApplication.focusWidget()
        return here is not None and any(row.isAncestorOf(here) for row in rows.rows.values())

    desk.until(is_there)
    desk.write(*words)


# --- the chair ----------------------------------------------------------------------------------------------------


def decide(desk: Desk, page: ConferencePage) -> None:
    """Go on, a plan under neglect, the end of the conference."""
    desk.find("quoracy")
    form = page.head.inline.form
    assert form is not None
    desk.choose(form.field("go_ahead"), "Go")
    desk.button("Save", page.head.inline)
    desk.until(lambda: "The chair goes on" in page.head.quoracy_words.text())
    desk.key(Qt.Key.Key_D, CTRL | SHIFT)
    (decision,) = page.decisions.forms.values()
    desk.into(decision.form.field("child_views"), "Somebody there when it is dark")
    desk.choose(decision.form.field("outcome"), "Child")
    desk.choose(decision.form.field("category"), "Neg")
    desk.into(decision.form.field("reasons"), REASONS)
    desk.key(Qt.Key.Key_Return, CTRL)
    desk.until(lambda: page.decisions.day is not None and page.decisions.day.decisions)
    desk.find("finish the conference")
    desk.key(Qt.Key.Key_Space)
    desk.button("Save", page.head.inline)
    desk.until(lambda: page.head.day is not None and page.head.day.finished_at is not None)
    assert page.head.day is not None and page.head.day.state is ConferenceState.HELD


def approve_and_print(desk: Desk, page: ConferencePage) -> None:
    page.turn_to(page.minutes)
    desk.button("Send to the chair")
    desk.button("Approve")
    desk.until(lambda: page.head.day is not None and page.head.day.settled)
    page.turn_to(page.papers)
    desk.rest()
    table = page.papers.documents.table
    for number, words in enumerate(("Print minutes (approved)", "Print outline plan: Ada Example"), 1):
        desk.button(words)
        desk.until(partial(lambda wanted: table.model.rowCount() == wanted, number))
    desk.until(lambda: page.papers.documents.view.isVisible())
    desk.rest()


# --- the story ----------------------------------------------------------------------------------------------------


def test_annex_a_becomes_minutes_and_a_plan(
    office: Office,
    sit: Sit,
    file_place: Place,  # noqa: F811
    clock: HandClock,
    anyone: Actor,
) -> None:
    with sit(office.assistant) as desk:
        import_the_workbook(desk)
        make_the_family(desk)
        page = request_and_book(desk)
        assert page.people.day is not None
        reference, starts_at, conference_id = page.people.day.reference, page.people.day.starts_at, page.conference_id
    clock.at = starts_at.replace(tzinfo=UTC)
    with sit(office.specialist) as desk:
        desk.find(reference)
        page = conference(desk)
        desk.find("begin the conference")
        mark_the_people(desk, page)
        type_the_minutes(desk, page)
        write_the_plan(desk, page)
    clock.move(hours=2)
    with sit(office.chair) as desk:
        desk.find(reference)
        page = conference(desk)
        decide(desk, page)
        approve_and_print(desk, page)
    papers = kept_papers(file_place, clock, anyone, conference_id)
    assert len(papers) == 2
    for text in papers.values():
        for words in ("OFFICIAL-SENSITIVE", f"Case {CASE}", "Ada Example", "Wendleshire County Council"):
            assert words in text, words
    minutes, plan = (papers[words] for words in sorted(papers))
    at_the_table = ("Mia Example", "Del Deputy", "Apologies", "Cora Chair", "Nora Nurse")
    for words in (*(text for _heading, text in TYPED), REASONS, *at_the_table, "Willow Room", "Neglect"):
        assert words in minutes, words
    for words in (*PLANNED, "Neglect", "8 working days", "Ines Walker", "Mother"):
        assert words in plan, words
