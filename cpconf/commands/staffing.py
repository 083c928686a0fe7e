"""Staff, sites, rooms and when they can be booked; knows no family."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime, time
from itertools import chain
from typing import Final

from cpconf.access.actions import add_staff
from cpconf.access.queries import CHAIRING, TAKING_MINUTES, staff_list
from cpconf.access.rules import ROLE_WORDS, Role
from cpconf.commands import lookup
from cpconf.commands.answers import Answer, table
from cpconf.commands.desk import Desk
from cpconf.commands.names import code
from cpconf.commands.typed import hours, words
from cpconf.commands.verbs import Verbs
from cpconf.diary.actions import add_leave, add_room, add_site, close_room, make_bookable, set_pattern
from cpconf.diary.kinds import LeaveKind
from cpconf.diary.queries import rooms, sites

OFFICE_HOURS: Final = hours("mon-fri 08:30-17:30")


def add(verbs: Verbs) -> None:
    """staff, sites, site, rooms, room."""
    _add_staff_verbs(verbs)
    verbs.add("sites", _sites, says="list the sites", example="cpconf sites")
    site = verbs.under(verbs.add("site", None, says="add a site", example='cpconf site add "Alderton"'))
    parser = site.add(
        "add", _add_site, says="a building where conferences are held", example='cpconf site add "Alderton"'
    )
    parser.add_argument("name", type=words)
    parser.add_argument("--address", type=words, default="")

    verbs.add("rooms", _rooms, says="list the rooms", example="cpconf rooms")
    room = verbs.under(
        verbs.add("room", None, says="add or close a room", example="cpconf room add 'Willow' --site Alderton")
    )
    _add_room_verbs(room)


def _add_staff_verbs(verbs: Verbs) -> None:
    staff = verbs.add("staff", _staff, says="list who works here; add, take leave", example="cpconf staff")
    below = verbs.under(staff, required=False)
    parser = below.add(
        "add",
        _add_staff,
        says="a new member of staff; chairs and minute-takers come into the diary",
        example='cpconf staff add "Cora Chair" --role chair --hours "mon-thu 08:30-17:00"',
    )
    parser.add_argument("name", type=words)
    parser.add_argument("--role", required=True, help=", ".join(role.value.replace("_", "-") for role in Role))
    parser.add_argument("--fte", type=int, default=100, metavar="PERCENT", help="100 is full time")
    parser.add_argument("--email", type=words)
    parser.add_argument(
        "--hours", type=hours, action="append", metavar="HOURS", help='may be repeated (default: "mon-fri 08:30-17:30")'
    )
    parser = below.add(
        "leave",
        _leave,
        says="somebody is away, whole days",
        example='cpconf staff leave "Cora Chair" 24/03/2026 27/03/2026 --kind annual',
    )
    parser.add_argument("name", type=words)
    parser.add_argument("first", type=verbs.typed.day, metavar="FIRST-DAY")
    parser.add_argument("last", type=verbs.typed.day, metavar="LAST-DAY")
    parser.add_argument("--kind", default="annual", help=", ".join(LeaveKind))


def _add_room_verbs(room: Verbs) -> None:
    parser = room.add(
        "add",
        _add_room,
        says="a room, with its seats and opening hours",
        example='cpconf room add "Willow Room" --site Alderton --seats 14 --hours "mon-fri 08:30-17:30"',
    )
    parser.add_argument("name", type=words)
    parser.add_argument("--site", required=True, type=words)
    parser.add_argument("--seats", required=True, type=int)
    parser.add_argument(
        "--hours", type=hours, action="append", metavar="HOURS", help='(default: "mon-fri 08:30-17:30")'
    )
    parser.add_argument("--second-waiting-room", action="store_true")
    parser.add_argument("--not-step-free", action="store_true")
    parser = room.add(
        "close",
        _close_room,
        says="a room cannot be used for some time",
        example="cpconf room close Willow '24/03/2026 09:00' '25/03/2026 17:00' --why Painting",
    )
    parser.add_argument("name", type=words)
    parser.add_argument("starts", type=room.typed.moment, metavar="FROM")
    parser.add_argument("ends", type=room.typed.moment, metavar="UNTIL")
    parser.add_argument("--why", required=True, type=words)


def _staff(desk: Desk, _options: Namespace) -> Answer:
    lines = desk.ask(staff_list)
    rows = [(line.id, line.name, ROLE_WORDS[line.role], f"{line.fte_percent} %") for line in lines]
    return Answer(lines, table(("No.", "Name", "Role", "Time"), rows, none="Nobody works here yet: cpconf staff add."))


def _add_staff(desk: Desk, options: Namespace) -> Answer:
    role = code(Role, options.role, what="role")
    staff_id = desk.change(add_staff, name=options.name, role=role, fte_percent=options.fte, email=options.email).value
    if role in CHAIRING | TAKING_MINUTES:
        desk.change(make_bookable, staff_id=staff_id)
        desk.change(set_pattern, staff_id=staff_id, periods=_hours(options))
    return Answer({"id": staff_id}, (f"Added {options.name}, {ROLE_WORDS[role].lower()} ({staff_id}).",))


def _leave(desk: Desk, options: Namespace) -> Answer:
    member = lookup.staff(desk, options.name)
    leave_id = desk.change(
        add_leave,
        staff_id=member.id,
        starts_at=datetime.combine(options.first, time()),
        ends_at=datetime.combine(options.last, time(23, 59)),
        kind=code(LeaveKind, options.kind, what="kind of leave"),
    ).value
    return Answer(
        {"id": leave_id}, (f"{member.name} is away from {options.first:%d/%m/%Y} to {options.last:%d/%m/%Y}.",)
    )


def _sites(desk: Desk, _options: Namespace) -> Answer:
    lines = desk.ask(sites)
    rows = [(line.id, line.name, line.address) for line in lines]
    return Answer(lines, table(("No.", "Site", "Address"), rows, none="There is no site yet: cpconf site add."))


def _add_site(desk: Desk, options: Namespace) -> Answer:
    site_id = desk.change(add_site, name=options.name, address=options.address).value
    return Answer({"id": site_id}, (f"Added the site {options.name} ({site_id}).",))


def _rooms(desk: Desk, _options: Namespace) -> Answer:
    lines = desk.ask(rooms)
    rows = [(line.id, line.name, line.site, line.capacity) for line in lines]
    return Answer(lines, table(("No.", "Room", "Site", "Seats"), rows, none="There is no room yet: cpconf room add."))


def _add_room(desk: Desk, options: Namespace) -> Answer:
    site = lookup.site(desk, options.site)
    room_id = desk.change(
        add_room,
        site_id=site.id,
        name=options.name,
        capacity=options.seats,
        second_waiting_room=options.second_waiting_room,
        step_free=not options.not_step_free,
        opening=_hours(options),
    ).value
    return Answer({"id": room_id}, (f"Added the room {options.name} at {site.name} ({room_id}).",))


def _close_room(desk: Desk, options: Namespace) -> Answer:
    room = lookup.room(desk, options.name)
    closure_id = desk.change(
        close_room, room_id=room.id, starts_at=options.starts, ends_at=options.ends, reason=options.why
    ).value
    return Answer({"id": closure_id}, (f"{room.name} is closed. What is booked in it stays booked: move it.",))


def _hours(options: Namespace) -> tuple[tuple[int, time, time], ...]:
    return tuple(chain.from_iterable(options.hours)) if options.hours else OFFICE_HOURS
