"""From what a person types to ids: children, families, people, rooms, requests, conferences; names no child."""

from __future__ import annotations

from contextlib import suppress
from typing import TypeVar

from cpconf.access.queries import StaffLine, staff_list
from cpconf.bookings.queries import (
    ConferenceLine,
    ConferenceSheet,
    RequestSheet,
    conference_sheet,
    find_conferences,
    request_sheet,
)
from cpconf.bookings.rules import RequestId
from cpconf.commands.desk import Desk
from cpconf.commands.names import number, pick
from cpconf.commands.who import staff_member
from cpconf.conferences.day import DayChild, DayPerson, DaySheet
from cpconf.conferences.queries import day_sheet
from cpconf.diary.queries import RoomLine, SiteLine, rooms, sites
from cpconf.people.queries import (
    AgencyLine,
    ChildLine,
    FamilySheet,
    ProfessionalLine,
    agencies,
    family_sheet,
    find_children,
    professionals,
)
from cpconf.people.rules import FamilyId
from cpconf.refusals import Refusal

T = TypeVar("T")


def staff(desk: Desk, typed: str) -> StaffLine:
    """A member of staff who works here today."""
    return staff_member(desk.ask(staff_list), typed)


def site(desk: Desk, typed: str) -> SiteLine:
    """A site by name or number."""
    return pick(
        desk.ask(sites),
        typed,
        what="site",
        named=lambda line: (line.name, str(line.id)),
        hint="cpconf sites lists them.",
    )


def room(desk: Desk, typed: str) -> RoomLine:
    """A room by name or number."""
    return pick(
        desk.ask(rooms),
        typed,
        what="room",
        named=lambda line: (line.name, str(line.id)),
        hint="cpconf rooms lists them.",
    )


def agency(desk: Desk, typed: str) -> AgencyLine:
    """An agency by name or number."""
    hint = "cpconf agencies lists them."
    return pick(desk.ask(agencies), typed, what="agency", named=lambda line: (line.name, str(line.id)), hint=hint)


def professional(desk: Desk, typed: str) -> ProfessionalLine:
    """A professional by name or number."""
    typed_id = number(typed.strip())
    found = desk.ask(professionals, words="" if typed_id else typed.strip(), limit=100_000)
    return pick(
        found,
        typed,
        what="professional",
        named=lambda line: (line.name, str(line.id)) if typed_id else (line.name, f"{line.name} {line.agency}"),
        shown=lambda line: f"{line.name} ({line.job_title}, {line.agency}, {line.id})",
        hint="cpconf professionals lists them.",
    )


def child(desk: Desk, la_child_id: str) -> ChildLine:
    """A child by the case system's number, the whole of it: two children never share one."""
    wanted = la_child_id.strip().casefold()
    for line in desk.ask(find_children, words=la_child_id.strip()):
        if line.la_child_id.casefold() == wanted:
            return line
    raise Refusal("There is no child with this case system number. cpconf children lists them.", "child")


def family(desk: Desk, typed: str) -> FamilySheet:
    """A family by its reference, the case system number of one of its children, or its id."""
    wanted = typed.strip().casefold()
    for line in desk.ask(find_children, words=typed.strip()):
        if line.family_id is not None and wanted in (
            (line.family_reference or "").casefold(),
            line.la_child_id.casefold(),
        ):
            return desk.ask(family_sheet, family_id=line.family_id)
    family_id = number(wanted)
    if family_id is not None:
        with suppress(Refusal):
            return desk.ask(family_sheet, family_id=FamilyId(family_id))
    raise Refusal("There is no such family: give its reference, as in F-000001, or a child's number.", "family")


def request(desk: Desk, typed: str) -> RequestSheet:
    """A request by its number."""
    request_id = number(typed.strip())
    if request_id is None:
        raise Refusal("Give the number of the request. cpconf requests lists them.", "request")
    return desk.ask(request_sheet, request_id=RequestId(request_id))


def conference_line(desk: Desk, typed: str) -> ConferenceLine:
    """A conference by its reference, a part of it, or its id."""
    found = desk.ask(find_conferences, words=typed.strip())
    return pick(
        found,
        typed,
        what="conference",
        named=lambda line: (line.reference, str(line.id)),
        hint="cpconf conferences lists them.",
    )


def conference(desk: Desk, typed: str) -> ConferenceSheet:
    """A conference as it is booked."""
    return desk.ask(conference_sheet, conference_id=conference_line(desk, typed).id)


def day(desk: Desk, typed: str) -> DaySheet:
    """A conference as it is held."""
    return desk.ask(day_sheet, conference_id=conference_line(desk, typed).id)


def person(sheet: DaySheet, typed: str) -> DayPerson:
    """Somebody invited, by position, name, role or agency; several are listed by position and role, without names."""
    found = number(typed.strip())
    for one in sheet.people:
        if one.position == found:
            return one
    return pick(
        sheet.people,
        typed,
        what="person",
        named=lambda one: (one.name, one.role, one.capacity, one.agency),
        shown=lambda one: f"{one.position} {one.role or one.capacity or one.agency}",
        hint="cpconf conference REFERENCE lists who is invited, with their numbers.",
    )


def child_of(desk: Desk, sheet: DaySheet, typed: str | None) -> DayChild:
    """A child of a conference by the case system's number; without one, the only child."""
    if typed is None:
        if len(sheet.children) == 1:
            return sheet.children[0]
        raise Refusal("This conference concerns several children: say which with --child NUMBER.", "child")
    wanted = child(desk, typed)
    for one in sheet.children:
        if one.child_id == wanted.id:
            return one
    raise Refusal("This conference does not concern that child.", "child")
