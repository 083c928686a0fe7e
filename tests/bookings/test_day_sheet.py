"""Reception's day: what is booked at a site, by time; initials go out, names stay; the PDF says all of it, tagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import page
import pytest

from cpconf.bookings.actions import book_conference, cancel_conference, change_request, invite
from cpconf.bookings.day_sheet import day_sheet
from cpconf.bookings.holding import hold_conference
from cpconf.bookings.paper import day_sheet_pdf, door_sheets_pdf
from cpconf.bookings.reception import Arrival, ReceptionLine, ReceptionSheet
from cpconf.bookings.rules import LateReason
from cpconf.diary.rules import SiteId
from cpconf.paper.imprint import PlaceImprint
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.paper.reading import aloud, elements, failures, seen, squeezed, strings
from tests.watching import cost
from tests.worlds import World, another_family, small_world, usual_start, with_booking, with_request

ON = date(2026, 3, 10)


@pytest.fixture
def world(file_store: Store, anyone: Actor) -> World:
    """A conference for which the family must arrive apart, with an interpreter and step-free access."""
    asked = with_request(file_store, anyone, small_world(file_store, anyone))
    file_store.change(
        anyone,
        change_request,
        request_id=asked.request_id,
        separate_arrival=True,
        non_contact=True,
        domestic_abuse=True,
        interpreter_language="Polish",
        access_needs="Step-free entrance",
        risks="Threats against the mother",
    )
    return with_booking(file_store, anyone, asked)


def sheet_of(store: Store, by: Actor, world: World, on: date = ON) -> ReceptionSheet:
    return store.ask(by, day_sheet, on=on, site_id=world.site_id)


def test_a_line_tells_when_where_and_what_to_take_care_of(file_store: Store, anyone: Actor, world: World) -> None:
    sheet = sheet_of(file_store, anyone, world)
    (line,) = sheet.lines
    assert (sheet.site, sheet.rooms) == ("Toybrook House", ("Ash", "Oak"))
    assert (line.reference, line.initials, line.room, line.starts_at) == (
        "CP-2026-0001",
        "T",
        "Oak",
        datetime(2026, 3, 10, 10, 0),
    )
    assert (line.chair, line.minute_taker) == ("Cass Chair", "Min Taker")
    assert (line.interpreter, line.access) == ("Polish", "Step-free entrance")
    assert [arrival.at for arrival in line.arrivals] == [time(9, 30), time(9, 45), time(10, 0)]
    assert any("must not meet" in said for said in line.instructions)


def test_no_name_and_no_reason_leaves_the_store(file_store: Store, anyone: Actor, world: World) -> None:
    file_store.change(anyone, invite, conference_id=world.conference_id, child_id=world.child_ids[0])
    sheet = sheet_of(file_store, anyone, world)
    for pdf in (day_sheet_pdf(sheet), door_sheets_pdf(sheet)):
        told = aloud(pdf) + "".join(seen(pdf))
        for word in ("Testling", "Robin", "Wren", "Mo ", "Fin ", "Sol", "Worker", "Toybrook School", "T1001", "F-000"):
            assert word not in told
        for word in ("abuse", "Threat", "risk"):
            assert word not in told
    assert any(one.startswith("R T") for arrival in sheet.lines[0].arrivals for one in arrival.who)


def test_a_door_tells_times_and_references_and_nothing_else(file_store: Store, anyone: Actor, world: World) -> None:
    pdf = door_sheets_pdf(sheet_of(file_store, anyone, world))
    pages = seen(pdf)
    assert len(pages) == 2
    assert "No conference in this room today." in pages[0]
    assert "10:00 to 12:00" in pages[1]
    assert aloud(pdf).split("\n") == [
        "Ash",
        "Tuesday 10 March 2026",
        "No conference in this room today.",
        "Oak",
        "Tuesday 10 March 2026",
        "10:00 to 12:00",
        "CP-2026-0001",
    ]


def test_holds_and_what_was_called_off_are_not_expected(file_store: Store, anyone: Actor, world: World) -> None:
    family_id, child_ids = another_family(file_store, anyone, world, "Fableton")
    asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=child_ids)
    seats: dict[str, Any] = {
        "request_id": asked.request_id,
        "starts_at": usual_start(file_store) + timedelta(hours=4),
        "room_id": asked.room_ids[1],
        "chair_id": asked.chair_ids[1],
        "minute_taker_id": asked.minute_taker_ids[1],
    }
    file_store.change(anyone, hold_conference, **seats)
    assert len(sheet_of(file_store, anyone, world).lines) == 1
    file_store.change(anyone, book_conference, **seats)
    assert [line.room for line in sheet_of(file_store, anyone, world).lines] == ["Oak", "Ash"]
    file_store.change(anyone, cancel_conference, conference_id=world.conference_id, reason=LateReason.SAFETY)
    assert [line.room for line in sheet_of(file_store, anyone, world).lines] == ["Ash"]
    assert sheet_of(file_store, anyone, world, ON + timedelta(days=1)).lines == ()


def test_an_unknown_site_is_refused(file_store: Store, anyone: Actor) -> None:
    with pytest.raises(Refusal, match="not in the store"):
        file_store.ask(anyone, day_sheet, on=ON, site_id=SiteId(99))


def test_a_sheet_costs_the_same_for_one_conference_and_for_two(file_store: Store, anyone: Actor, world: World) -> None:
    first = cost(file_store, anyone, day_sheet, on=ON, site_id=world.site_id)
    family_id, child_ids = another_family(file_store, anyone, world, "Fableton")
    asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=child_ids)
    afternoon = usual_start(file_store) + timedelta(hours=4)
    with_booking(file_store, anyone, asked, starts_at=afternoon, room=1, chair=1, minute_taker=1)
    assert cost(file_store, anyone, day_sheet, on=ON, site_id=world.site_id) == first


def sample(count: int = 6) -> ReceptionSheet:
    """A full day with everything that a line can hold."""
    start = datetime(2026, 3, 10, 9, 30)
    line = ReceptionLine(
        reference="CP-2026-0041",
        initials="O-B",
        starts_at=start,
        ends_at=start + timedelta(minutes=100),
        room="Willow Room",
        chair="Cora Chair",
        minute_taker="Max Minutes",
        arrivals=(
            Arrival(at=time(9, 0), who=("M T (mother)", "R T"), where="Main waiting room"),
            Arrival(at=time(10, 25), who=("F T (father)",), where="Second waiting room"),
        ),
        instructions=("Two sittings: 09:30 with M T (mother); 10:40 with F T (father).", "They leave apart."),
        interpreter="Polish, Urdu",
        access="Step-free entrance, hearing loop",
        how="Some join by video.",
    )
    lines = tuple(
        replace(line, reference=f"CP-2026-{n:04}", room=("Willow Room", "Hazel Room")[n % 2]) for n in range(count)
    )
    imprint = PlaceImprint(authority="Wendleshire", place="Alderton", about="Tuesday 10 March 2026", issued_on=ON)
    return ReceptionSheet(on=ON, site="Alderton", rooms=("Hazel Room", "Willow Room"), lines=lines, imprint=imprint)


PAPERS = pytest.mark.parametrize("draw", [day_sheet_pdf, door_sheets_pdf])


@PAPERS
@pytest.mark.parametrize("count", [0, 1, 12])
def test_the_papers_pass_pdf_ua_and_pdf_a(draw: Any, count: int) -> None:
    pdf = draw(sample(count))
    assert failures(pdf) == []
    assert failures(pdf, page.ValidationProfile.PDF_A_2A) == []


@PAPERS
def test_equal_sheets_are_equal_bytes(draw: Any) -> None:
    assert draw(sample()) == draw(sample())


def test_the_day_sheet_says_all_that_it_holds() -> None:
    sheet = sample()
    pdf = day_sheet_pdf(sheet)
    found = squeezed(aloud(pdf) + "".join(seen(pdf)))
    assert [text for text in strings(sheet) if squeezed(text) not in found] == []


def test_the_day_at_a_glance_is_a_table_with_named_rows() -> None:
    found = elements(day_sheet_pdf(sample(2)))
    heads = [element.text for element in found if element.role == "TH" and element.scope == "Column"]
    assert heads[:5] == ["Time", "Room", "Conference", "Chair and minute-taker", "Take care"]
    assert [element.text for element in found if element.role == "H1"] == ["Conferences at Alderton"]
    assert [element.role for element in found if element.role == "H2"] == ["H2", "H2"]


def test_a_day_without_conferences_says_so() -> None:
    assert "No conference is booked here on this day." in aloud(day_sheet_pdf(sample(0)))


def test_the_doors_are_marked_for_the_corridor_and_the_desk_is_not() -> None:
    assert "OFFICIAL-SENSITIVE" in seen(day_sheet_pdf(sample(1)))[0]
    assert "SENSITIVE" not in seen(door_sheets_pdf(sample(1)))[0]
