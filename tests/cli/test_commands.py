"""What single commands do beyond the main story: moving, cancelling, correcting, refusing in the words of the work."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

DAY = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


@pytest.fixture
def booked(terminal: Terminal) -> str:
    """The reference of a conference on Tuesday 3 March 2026 at 09:00."""
    return str(terminal.data("book 1 --slot 1")["line"]["reference"])


@pytest.fixture
def held(terminal: Terminal, booked: str) -> str:
    """The same on its morning, attendance marked."""
    terminal.at = DAY
    terminal.run(f"attend {booked} in-person 1 2 3")
    return booked


def test_a_time_of_ones_own_takes_room_and_people_from_the_best_slot(terminal: Terminal) -> None:
    booked = terminal.data("book 1 --at '05/03/2026 14:00' --room Hazel")
    line = booked["line"]
    assert (line["starts_at"], line["room"], line["chair"]) == ("2026-03-05T14:00:00", "Hazel Room", "Cora Chair")


def test_booking_says_what_is_missing_or_taken(terminal: Terminal) -> None:
    assert "--slot 1" in terminal.refused("book 1")
    assert "There is no slot 999" in terminal.refused("book 1 --slot 999")
    assert "Nobody is offered then" in terminal.refused("book 1 --at '05/03/2026 02:00'")
    wanted = "book 1 --at '07/03/2026 10:00' --room Willow --chair Cora --minute-taker Max"
    assert "Saturday" in terminal.refused(wanted)
    assert "number of the request" in terminal.refused("slots Example")


def test_a_booking_past_the_limit_needs_its_coded_reason(terminal: Terminal) -> None:
    terminal.at = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
    late = "book 1 --at '25/03/2026 10:00' --room Willow --chair Cora --minute-taker Max"
    before = terminal.contents
    assert "reason" in terminal.refused(late)
    assert terminal.contents == before
    booked = terminal.data(f"{late} --late-reason late-request --late-note 'Asked for on day 14'")
    assert booked["late_reason"] == "late_request"
    assert "Late because" in terminal.run(f"conference {booked['line']['reference']}").out


def test_a_moved_conference_keeps_its_target(terminal: Terminal, booked: str) -> None:
    moved = terminal.data(f"move {booked} --at '10/03/2026 14:00' --reason chair-sick")
    assert moved["line"]["reference"] != booked
    assert (moved["line"]["starts_at"], moved["due_on"]) == ("2026-03-10T14:00:00", "2026-03-23")
    states = {line["reference"]: line["state"] for line in terminal.data("conferences")}
    assert states == {booked: "rescheduled", moved["line"]["reference"]: "confirmed"}


def test_a_cancelled_conference_lets_its_request_wait_again(terminal: Terminal, booked: str) -> None:
    assert terminal.data("requests") == []
    terminal.run(f"cancel {booked} --reason urgent-family")
    assert [line["state"] for line in terminal.data("requests")] == ["requested"]
    assert "Choose one of:" in terminal.refused(f"cancel {booked} --reason boredom")


def test_people_are_invited_and_uninvited(terminal: Terminal, booked: str) -> None:
    terminal.run("family adult 700001 'Fred Example' --is father")
    assert terminal.data(f"invite {booked} 'fred example'")["position"] == 4
    assert terminal.data(f"invite {booked} 700001 --capacity child")["position"] == 5
    assert "already invited" in terminal.refused(f"invite {booked} Sam")
    terminal.run(f"uninvite {booked} 5")
    assert [one["position"] for one in terminal.data(f"conference {booked}")["people"]] == [1, 2, 3, 4]


def test_several_people_who_fit_are_listed_without_a_childs_name(terminal: Terminal, booked: str) -> None:
    terminal.run(f"invite {booked} 700001 --capacity child")
    said = terminal.refused(f"report {booked} exam --status verbal")
    assert "Say which person" in said
    assert "Ada" not in said and "Mia" not in said


def test_who_came_is_not_known_before_the_day(terminal: Terminal, booked: str) -> None:
    before = terminal.contents
    assert terminal.refused(f"attend {booked} in-person 1")
    assert "Say who" in terminal.refused(f"attend {booked} apologies")
    terminal.run(f"attend {booked} apologies 3")
    assert terminal.contents != before


def test_quoracy_follows_the_marks_and_the_chair_decides(terminal: Terminal, held: str) -> None:
    assert terminal.data(f"quoracy {held}")["quorate"] is False
    assert "reason" in terminal.refused(f"quoracy {held} --go-ahead")
    told = terminal.run(f"quoracy {held} --go-ahead --reason 'The risk is high' --as Cora").out
    assert told.endswith("The chair goes on. The risk is high\n")


def test_decisions_are_per_child_and_follow_the_rules(terminal: Terminal, held: str) -> None:
    assert "--child NUMBER" in terminal.refused(f"decide {held} plan-made --category NEG")
    assert "category" in terminal.refused(f"decide {held} plan-made --child 700001")
    assert "Choose one of: NEG" in terminal.refused(f"decide {held} plan-made --child 700001 --category X")
    terminal.run(f"decide {held} plan-made --child 700001 --category 'Physical abuse' --participation PN6")
    terminal.run(f"decide {held} no-plan-cin --child 700002")
    assert [line["la_child_id"] for line in terminal.data("children --on-plan")] == ["700001"]
    assert "does not concern" in terminal.refused(f"decide {held} no-plan-cin --child {added(terminal)}")


def added(terminal: Terminal) -> str:
    terminal.run("child add 700077 --given Zed --family Other --born 01/02/2019")
    return "700077"


def test_views_reports_and_who_saw_them_are_recorded(terminal: Terminal, held: str) -> None:
    assert terminal.data(f"report {held} 'Ines Walker' --received 2026-03-03")["status"] == "on_the_day"
    seen = terminal.data(f"seen {held} 'Ines Walker' mother --on 03/03/2026")
    assert (seen["seen_on"], seen["in_time"]) == ("2026-03-03", False)
    assert "withheld" in terminal.run(f"seen {held} Sam mother --withheld 'Police enquiry'").out
    assert "adults of the family" in terminal.refused(f"seen {held} Sam Ines --on 03/03/2026")
    terminal.run(f"view {held} Sam --child 700001 --threshold no --scale 6 --dissents 'Not for Ben'")
    assert "--says and --agrees" in terminal.refused(f"view {held} Sam --says 'I agree'")


def test_minutes_are_added_to_or_replaced(terminal: Terminal, held: str) -> None:
    terminal.run(f"minutes {held} danger 'One.'")
    terminal.run(f"minutes {held} danger 'Two.' 'Three.'")
    assert terminal.run(f"minutes {held} danger").out.endswith("Danger and harm\nOne.\nTwo.\nThree.\n")
    terminal.run(f"minutes {held} danger --replace -", typed="Only this.\n")
    assert terminal.run(f"minutes {held} danger").out.endswith("Danger and harm\nOnly this.\n")
    assert "--child NUMBER" in terminal.refused(f"minutes {held} child-voice 'I am here'")
    terminal.run(f"minutes {held} child-voice 'I am here' --child 700002")
    assert "The child's voice: Ben Example" in terminal.run(f"minutes {held}").out


def test_plan_rows_are_numbered_written_and_taken_out(terminal: Terminal, held: str) -> None:
    plan = f"--child 700001 {held}"
    assert terminal.run(f"plan show {plan}").out == "Nothing is written yet.\n"
    assert "cpconf plan --help" in terminal.refused(f"print plan {held}")
    terminal.run(f"plan danger {plan} 'A danger' --goal 'A goal'")
    terminal.run(f"plan danger {plan} 'Another' --goal 'Another goal'")
    assert "has no outcome 1" in terminal.refused(f"plan action {plan} 1 'Do something'")
    terminal.run(f"plan remove {plan} danger 1")
    assert [row["statement"] for row in terminal.data(f"plan show {plan}")["dangers"]] == ["Another"]
    dates = terminal.data(f"plan dates {plan} --visits 5 --place Clinic")
    assert (dates["visit_every_days"], dates["core_group_place"], dates["next_review_on"]) == (
        5,
        "Clinic",
        "2026-06-03",
    )
    terminal.run(f"plan issue {plan}")
    assert terminal.data(f"plan show {plan}")["issued_at"] is not None


def test_leave_and_closures_take_people_and_rooms_out_of_the_slots(terminal: Terminal) -> None:
    terminal.run("staff leave Cora 03/03/2026 06/03/2026")
    for closed, left in (("Hazel", "Willow Room"), ("Willow", None)):
        best = terminal.data("slots 1 --count 1")["slots"][0]
        assert best["starts_at"] == "2026-03-09T09:00:00"
        terminal.run(f"room close {closed} '09/03/2026 08:00' '09/03/2026 18:00' --why Painting")
        best = terminal.data("slots 1 --count 1")["slots"][0]
        assert (best["room"] if best["starts_at"].startswith("2026-03-09") else None) == left


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("review_minutes", "100", 100),
        ("several_categories", "yes", True),
        ("timeliness_shown", "dfe", "dfe"),
        ("bank_holidays_known_until", "31/12/2029", "2029-12-31"),
        ("limit.core_group", "'4 weeks'", {"amount": 4, "unit": "weeks"}),
        ("limit.minutes", "'20 working days'", {"amount": 20, "unit": "working days"}),
        ("authority_name", "'Wendleshire County Council'", "Wendleshire County Council"),
    ],
)
def test_settings_of_every_kind_are_changed_with_their_reason(
    key: str, typed: str, kept: object, terminal: Terminal
) -> None:
    assert "why" in terminal.refused(f"settings {key} {typed}").lower()
    assert terminal.data(f"settings {key} {typed} --why 'Agreed by the board'") == {key: kept}
    assert terminal.data("settings")[key] == kept
    assert "Agreed by the board" in terminal.contents


def test_a_wrong_setting_is_refused_by_its_own_words(terminal: Terminal) -> None:
    assert "from 30 to 480" in terminal.refused("settings review_minutes 5 --why x")
    assert "yes or no" in terminal.refused("settings several_categories perhaps --why x")
    assert "date" in terminal.refused("settings bank_holidays_known_until someday --why x")
    assert "amount and a unit" in terminal.refused("settings limit.icpc soon --why x")
    assert "no setting called" in terminal.refused("settings nonsense")


def test_an_unborn_child_is_born_on_the_same_record(terminal: Terminal) -> None:
    terminal.run("child add 700003 --family Example --expected 01/05/2026")
    terminal.at = datetime(2026, 4, 28, 9, 0, tzinfo=UTC)
    terminal.run("child born 700003 27/04/2026 --sex F --given Cara")
    born = next(line for line in terminal.data("children cara") if line["la_child_id"] == "700003")
    assert (born["born_on"], born["expected_on"], born["sex"]) == ("2026-04-27", None, "F")


def test_a_backup_is_a_store_that_opens(terminal: Terminal) -> None:
    copy = Path(terminal.data("backup")["backup"])
    assert copy.parent == terminal.store.parent / "backups"
    assert Terminal(copy).contents == terminal.contents


def test_what_is_not_there_is_refused_with_where_to_look(terminal: Terminal) -> None:
    hints = {
        "conference CP-2026-9999": "cpconf conferences",
        "family show F-000099": "F-000001",
        "child change 999999 --given X": "cpconf children",
        "request 77": "not in the store",
        "staff leave Nobody today today": "cpconf staff",
        "room add Oak --site Nowhere --seats 3": "cpconf sites",
        "professional add Pat --agency Nowhere": "cpconf agencies",
        "family involve F-000001 Nobody": "cpconf professionals",
    }
    before = terminal.contents
    for line, hint in hints.items():
        assert hint in terminal.refused(line), line
    assert terminal.contents == before
