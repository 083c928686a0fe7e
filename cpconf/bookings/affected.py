"""Which coming bookings a closure or an absence breaks, whether it is entered already or not; moves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_

from cpconf.access.rules import StaffId
from cpconf.bookings.lists import ConferenceLine, conference_lines, found
from cpconf.bookings.records import Conference
from cpconf.bookings.rules import COMING_STATES, ConferenceId, ConferenceKind, ConferenceState
from cpconf.diary.kinds import Purpose
from cpconf.diary.rules import OccupancyRules, RoomId, Span
from cpconf.diary.window import load_calendar
from cpconf.people.rules import FamilyId, family_initials
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedLine:
    """A coming booking that would no longer hold; local wall time.

    `family`: initials. `days_left`: working days from today to the limit, negative when it has passed. `breaks`: what
    of it would be missing: "the room Oak", "the chair Cass Chair".
    """

    conference_id: ConferenceId
    reference: str
    kind: ConferenceKind
    family_id: FamilyId
    family: str
    family_reference: str
    starts_at: datetime
    ends_at: datetime
    room: str
    site: str
    chair: str
    minute_taker: str
    due_on: date
    days_left: int
    is_hold: bool
    breaks: str


@query(Permission.READ)
def affected(
    reading: Reading,
    *,
    room_id: RoomId | None = None,
    staff_id: StaffId | None = None,
    starts_at: datetime,
    ends_at: datetime,
) -> tuple[AffectedLine, ...]:
    """The coming bookings that a room closed, or a person away, from one local time to another breaks; by time.

    A booking breaks where the room or the person is needed then, from meeting the family beforehand to the end of the
    conference; what comes after it (notes, writing up) does not count. Refuses none or both of room and person.
    """
    if (room_id is None) == (staff_id is None):
        raise Refusal("Name one room or one member of staff.", "room")
    away = Span(starts_at=starts_at, ends_at=ends_at)
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    rules = OccupancyRules.of(settings)
    theirs = Conference.room_id == room_id
    if staff_id is not None:
        theirs = or_(Conference.chair_id == staff_id, Conference.minute_taker_id == staff_id)
    lines = found(
        reading,
        conference_lines()
        .where(theirs, Conference.state.in_(sorted(COMING_STATES)))
        .where(or_(Conference.held_until.is_(None), Conference.held_until > reading.at))
        .where(Conference.starts_at > reading.local, Conference.ends_at > starts_at)
        .where(Conference.starts_at < ends_at + timedelta(days=1))
        .order_by(Conference.starts_at, Conference.id),
    )
    broken = ((line, _purpose(line, room_id, staff_id)) for line in lines)
    return tuple(
        _line(line, purpose, calendar.count_between(reading.on, line.due_on))
        for line, purpose in broken
        if rules.needed(purpose, Span(starts_at=line.starts_at, ends_at=line.ends_at)).overlaps(away)
    )


def _purpose(line: ConferenceLine, room_id: RoomId | None, staff_id: StaffId | None) -> Purpose:
    if room_id is not None:
        return Purpose.ROOM
    return Purpose.CHAIR if line.chair_id == staff_id else Purpose.MINUTE_TAKER


def _line(line: ConferenceLine, purpose: Purpose, days_left: int) -> AffectedLine:
    missing = {
        Purpose.ROOM: f"the room {line.room}",
        Purpose.CHAIR: f"the chair {line.chair}",
        Purpose.MINUTE_TAKER: f"the minute-taker {line.minute_taker}",
    }
    return AffectedLine(
        conference_id=line.id,
        reference=line.reference,
        kind=line.kind,
        family_id=line.family_id,
        family=family_initials(line.family),
        family_reference=line.family_reference,
        starts_at=line.starts_at,
        ends_at=line.ends_at,
        room=line.room,
        site=line.site,
        chair=line.chair,
        minute_taker=line.minute_taker,
        due_on=line.due_on,
        days_left=days_left,
        is_hold=line.state is ConferenceState.PROVISIONAL,
        breaks=missing[purpose],
    )
