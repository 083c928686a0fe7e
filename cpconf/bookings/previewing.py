"""What a move would meet and bring about, in plain words, before it is made, and where to move to; moves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from cpconf.access.rules import StaffId
from cpconf.bookings.clocks import earliest_pre_birth
from cpconf.bookings.effects import Move, effects_of
from cpconf.bookings.lists import ConferenceLine, conference_lines, found
from cpconf.bookings.records import Conference, ConferenceChild, Request
from cpconf.bookings.required import expected_days, required_people
from cpconf.bookings.rules import COMING_STATES, MOVABLE_STATES, ConferenceId, ConferenceKind, Mode
from cpconf.bookings.seeking import narrowed, sought_by_conference
from cpconf.diary.occupying import conflicts
from cpconf.diary.rules import RoomId
from cpconf.diary.window import load_calendar
from cpconf.diary.wishes import SlotSearch
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePreview:
    """What a move meets and brings about; each of `conflicts` and `effects` is a sentence.

    `fits`: nothing stands in its way. `is_late`: the new day lies past the target. `is_move`: the time changes and
    `reschedule` does it; else only room or people change and `reseat` does it.
    """

    fits: bool
    conflicts: tuple[str, ...]
    effects: tuple[str, ...]
    is_late: bool
    is_move: bool


@query(Permission.READ)
def move_preview(
    reading: Reading,
    *,
    conference_id: ConferenceId,
    starts_at: datetime,
    room_id: RoomId | None,
    chair_id: StaffId,
    minute_taker_id: StaffId,
    ends_at: datetime | None = None,
) -> MovePreview:
    """The conflicts and effects of moving a conference there (the end by its length); refuses an unknown one.

    A constant number of statements, so that it can be asked while something is dragged.
    """
    line, row = _conference(reading, conference_id)
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    ends = ends_at or starts_at + (line.ends_at - line.starts_at)
    move = Move(
        line=line,
        starts_at=starts_at,
        ends_at=ends,
        room_id=room_id,
        chair_id=chair_id,
        minute_taker_id=minute_taker_id,
    )
    met = [*_refused(reading, row, move, settings, calendar), *_taken(reading, row, move, settings, calendar)]
    return MovePreview(
        fits=not met,
        conflicts=tuple(dict.fromkeys(met)),
        effects=effects_of(reading, move, settings, calendar),
        is_late=move.is_late,
        is_move=move.is_move,
    )


@query(Permission.READ)
def slots_for_move(
    reading: Reading,
    *,
    conference_id: ConferenceId,
    count: int = 10,
    widen_days: int = 0,
    chair_id: StaffId | None = None,
    room_id: RoomId | None = None,
) -> SlotSearch:
    """Where a conference could move to: inside its own limit first, with the chair that it has.

    For one that was adjourned or not quorate "day n of m" counts to its limit for reconvening. What it occupies itself
    does not stand in its way. `chair_id`, `room_id`: only this one. Refuses an unknown conference.
    """
    _, row = _conference(reading, conference_id)
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    sought = narrowed(reading, sought_by_conference(reading, row, settings, calendar), chair_id, room_id)
    return sought.search(reading, settings, calendar, count=count, widen_days=widen_days)


def _conference(reading: Reading, conference_id: int) -> tuple[ConferenceLine, Row[Any]]:
    lines = found(reading, conference_lines().where(Conference.id == conference_id))
    row = reading.one(select(Conference.__table__).where(Conference.id == conference_id))
    if row is None or not lines:
        raise Refusal("This conference is not in the store.", "conference")
    return lines[0], row


def _refused(
    reading: Reading, row: Row[Any], move: Move, settings: PracticeSettings, calendar: WorkingCalendar
) -> list[str]:
    """What no seat can mend."""
    words = []
    if row.successor_id is not None:
        words.append("This conference was already moved: move the one that took its place.")
    elif move.line.state not in (MOVABLE_STATES if move.is_move else COMING_STATES):
        words.append("This conference was held or cancelled, so it cannot be moved.")
    if move.starts_at < reading.local:
        words.append("That time has passed: choose a later one.")
    if move.room_id is None and move.line.mode is not Mode.REMOTE:
        words.append("Choose a room: only a conference where everybody is remote has none.")
    earliest_on = _earliest(reading, move.line, settings, calendar)
    if earliest_on is not None and move.starts_at.date() < earliest_on:
        words.append(f"No plan begins so early before the birth: from {earliest_on:%d/%m/%Y} on it can be held.")
    return words


def _earliest(
    reading: Reading, line: ConferenceLine, settings: PracticeSettings, calendar: WorkingCalendar
) -> date | None:
    if line.kind is not ConferenceKind.PRE_BIRTH:
        return None
    expected = expected_days(reading, [child.id for child in line.children])
    return earliest_pre_birth(expected, calendar, settings)


def _taken(
    reading: Reading, row: Row[Any], move: Move, settings: PracticeSettings, calendar: WorkingCalendar
) -> list[str]:
    joined = select(ConferenceChild.request_id).where(
        ConferenceChild.conference_id == row.id, ConferenceChild.request_id.is_not(None)
    )
    requests = reading.rows(
        select(Request.id, Request.seats).where((Request.id == row.request_id) | Request.id.in_(joined))
    )
    met = conflicts(
        reading,
        conference_id=row.id,
        room_id=move.room_id,
        chair_id=move.chair_id,
        minute_taker_id=move.minute_taker_id,
        starts_at=move.starts_at,
        ends_at=move.ends_at,
        seats=max((request.seats for request in requests), default=0),
        professional_ids=required_people(reading, [request.id for request in requests]),
        settings=settings,
        calendar=calendar,
    )
    return [conflict.words for conflict in met]
