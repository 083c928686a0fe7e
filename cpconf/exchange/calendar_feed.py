"""One person's diary as a feed: conferences, what lies round them, leave; names families by initials only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Row, or_, select

from cpconf.access.records import Staff
from cpconf.access.rules import StaffId
from cpconf.bookings.records import Conference
from cpconf.bookings.rules import KIND_SHORT, ConferenceState
from cpconf.diary.kinds import Hold, LeaveKind, Purpose
from cpconf.diary.records import Leave, Occupancy, Resource, Room, Site
from cpconf.exchange.calendar_file import CalendarFeed, FeedEntry, FeedStatus
from cpconf.people.records import Family
from cpconf.people.rules import family_initials
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.records import TrailRow
from cpconf.store.store import Reading

BACK: Final = timedelta(weeks=4)
AHEAD: Final = timedelta(weeks=53)

GONE = frozenset({ConferenceState.CANCELLED, ConferenceState.LAPSED, ConferenceState.RESCHEDULED})
WHAT_COUNTS = frozenset(
    {"starts_at", "ends_at", "room_id", "chair_id", "minute_taker_id", "state", "mode", "second_sitting_at"}
)
LEAVE_SUMMARY = {
    LeaveKind.ANNUAL: "Annual leave",
    LeaveKind.SICK: "Away",
    LeaveKind.TRAINING: "Training",
    LeaveKind.PROTECTED: "Protected time",
    LeaveKind.OTHER: "Away",
}


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A conference as it stands now, after all its moves: its last row, where it began, how often it changed."""

    row: Row[Any]
    root: str
    sequence: int
    has_lapsed: bool


@query(Permission.READ)
def conference_calendar(reading: Reading, *, staff_id: StaffId) -> CalendarFeed:
    """The diary of a chair or minute-taker, from four weeks ago to a year ahead.

    Every conference has one entry under one UID however often it was moved; one that was called off, or that somebody
    else has now, is there as cancelled. Holds are tentative. Refuses who is unknown or not in the diary. A constant
    number of statements.
    """
    person = reading.one(
        select(Staff.name, Resource.id.label("resource_id"))
        .outerjoin(Resource, Resource.staff_id == Staff.id)
        .where(Staff.id == staff_id)
    )
    if person is None:
        raise Refusal("There is no such member of staff.", "staff")
    if person.resource_id is None:
        raise Refusal("Only chairs and minute-takers who are in the diary have a calendar file.", "staff")
    begins = datetime.combine(reading.on - BACK, time())
    ends = datetime.combine(reading.on + AHEAD, time())
    settings = load_settings(reading)
    entries: list[FeedEntry] = []
    meetings = _meetings(reading, staff_id, person.resource_id, begins, ends)
    for meeting in meetings:
        entries += _entries(meeting, staff_id, settings)
    entries += _typing(reading, person.resource_id, begins, ends, meetings)
    entries += _leave(reading, staff_id, begins, ends)
    ordered = sorted(entries, key=lambda entry: (entry.starts_at, entry.uid))
    return CalendarFeed(name=person.name, at=reading.at.replace(microsecond=0), entries=tuple(ordered))


def _meetings(reading: Reading, staff_id: int, resource_id: int, begins: datetime, ends: datetime) -> list[_Meeting]:
    own = _conference_ids(reading, staff_id, resource_id, begins, ends)
    rows = {row.id: row for row in _rows(reading, own)}
    chains = _chains(rows)
    acts = _acts(reading, rows)
    found = []
    for chain in chains:
        last = rows[chain[-1]]
        # A move that was taken back: the conference that had been moved stands again, under its own entry.
        if last.state is not ConferenceState.TAKEN_BACK and any(number in own for number in chain):
            held = last.state is ConferenceState.PROVISIONAL and last.held_until is not None
            has_lapsed = held and last.held_until <= reading.at
            sequence = _sequence(chain, acts) + has_lapsed
            found.append(_Meeting(last, rows[chain[0]].reference, sequence, has_lapsed))
    return found


def _conference_ids(
    reading: Reading, staff_id: int, resource_id: int, begins: datetime, ends: datetime
) -> frozenset[int]:
    """Those that the person has or had: as written on the conference, or by whatever their diary kept for it."""
    had = select(Occupancy.conference_id).where(
        Occupancy.resource_id == resource_id, Occupancy.starts_at >= begins, Occupancy.starts_at < ends
    )
    theirs = or_(Conference.chair_id == staff_id, Conference.minute_taker_id == staff_id)
    within = (Conference.starts_at >= begins) & (Conference.starts_at < ends)
    return frozenset(reading.scalars(select(Conference.id).where(or_(theirs & within, Conference.id.in_(had)))))


def _rows(reading: Reading, own: frozenset[int]) -> Sequence[Row[Any]]:
    """The person's conferences and all others of their families: a conference's moves lie among these."""
    families = select(Conference.family_id).where(Conference.id.in_(sorted(own)))
    return reading.rows(
        select(
            Conference.id,
            Conference.reference,
            Conference.request_id,
            Conference.kind,
            Conference.state,
            Conference.starts_at,
            Conference.ends_at,
            Conference.second_sitting_at,
            Conference.held_until,
            Conference.chair_id,
            Conference.minute_taker_id,
            Conference.successor_id,
            Room.name.label("room"),
            Site.name.label("site"),
            Family.name.label("family"),
        )
        .join(Family, Family.id == Conference.family_id)
        .outerjoin(Room, Room.id == Conference.room_id)
        .outerjoin(Site, Site.id == Room.site_id)
        .where(Conference.family_id.in_(families))
        .order_by(Conference.id)
    )


def _chains(rows: dict[int, Row[Any]]) -> list[list[int]]:
    """Each conference's rows from the first booking to the last move.

    One that was not quorate or was adjourned did take place: the reconvened one after it is an entry of its own.
    """
    after = {
        row.id: row.successor_id
        for row in rows.values()
        if row.state is ConferenceState.RESCHEDULED and row.successor_id in rows
    }
    moved_to = set(after.values())
    chains = []
    for number in rows:
        if number in moved_to:
            continue
        chain = [number]
        while chain[-1] in after and after[chain[-1]] not in chain:
            chain.append(after[chain[-1]])
        chains.append(chain)
    return chains


def _acts(reading: Reading, rows: Iterable[int]) -> defaultdict[int, set[int]]:
    """The acts that changed what a calendar shows of each conference, by the trail."""
    told = reading.rows(
        select(TrailRow.record_id, TrailRow.act_id, TrailRow.changes)
        .where(TrailRow.record == "conference", TrailRow.verb == "changed")
        .where(TrailRow.record_id.in_(list(rows)))
    )
    acts: defaultdict[int, set[int]] = defaultdict(set)
    for row in told:
        if WHAT_COUNTS & set(row.changes):
            acts[row.record_id].add(row.act_id)
    return acts


def _sequence(chain: Sequence[int], acts: defaultdict[int, set[int]]) -> int:
    """How many acts changed the conference since it was booked; moves that came with a filled store have no trail."""
    seen = set().union(*(acts[number] for number in chain))
    return len(seen) + sum(not acts[number] for number in chain[:-1])


def _entries(meeting: _Meeting, staff_id: int, settings: PracticeSettings) -> list[FeedEntry]:
    row = meeting.row
    chairs, takes = row.chair_id == staff_id, row.minute_taker_id == staff_id
    status = FeedStatus.TENTATIVE if row.state is ConferenceState.PROVISIONAL else FeedStatus.CONFIRMED
    if row.state in GONE or meeting.has_lapsed or not (chairs or takes):
        status = FeedStatus.CANCELLED
    words = f"{row.reference} {family_initials(row.family)}"
    where = ", ".join(part for part in (row.room, row.site) if part) or "Remote"

    def entry(part: str, summary: str, starts_at: datetime, ends_at: datetime, note: str = "") -> FeedEntry:
        return FeedEntry(
            uid=f"{meeting.root}.{part}@cpconf".lower(),
            sequence=meeting.sequence,
            status=status,
            summary=f"{'Held: ' if status is FeedStatus.TENTATIVE else ''}{summary} {words}",
            starts_at=starts_at,
            ends_at=ends_at,
            location=where if part in ("conference", "pre-meet") else "",
            note=note,
        )

    second = row.second_sitting_at
    note = f"Second sitting at {second:%H:%M}" if second is not None else ""
    found = [entry("conference", KIND_SHORT[row.kind], row.starts_at, row.ends_at, note)]
    if chairs and settings.pre_meet_minutes:
        before = row.starts_at - timedelta(minutes=settings.pre_meet_minutes)
        found.append(entry("pre-meet", "Pre-meet", before, row.starts_at))
    if chairs and settings.chair_gap_minutes:
        after = row.ends_at + timedelta(minutes=settings.chair_gap_minutes)
        found.append(entry("notes", "Notes", row.ends_at, after))
    if takes and settings.writing_up_minutes:
        after = row.ends_at + timedelta(minutes=settings.writing_up_minutes)
        found.append(entry("writing-up", "Writing up", row.ends_at, after))
    return found


def _typing(
    reading: Reading, resource_id: int, begins: datetime, ends: datetime, meetings: Sequence[_Meeting]
) -> list[FeedEntry]:
    """The typing blocks as they lie now; they move aside for conferences, so each is numbered within its conference."""
    rows = reading.rows(
        select(Occupancy.conference_id, Occupancy.starts_at, Occupancy.ends_at, Occupancy.hold)
        .where(Occupancy.resource_id == resource_id, Occupancy.purpose == Purpose.TYPING)
        .where(Occupancy.released_at.is_(None), Occupancy.starts_at >= begins, Occupancy.starts_at < ends)
        .order_by(Occupancy.starts_at)
    )
    moved = Counter(
        reading.scalars(
            select(Occupancy.conference_id)
            .where(Occupancy.resource_id == resource_id, Occupancy.purpose == Purpose.TYPING)
            .where(Occupancy.released_at.is_not(None))
        )
    )
    of_conference = {meeting.row.id: meeting for meeting in meetings}
    numbers: defaultdict[int, int] = defaultdict(int)
    found = []
    for row in rows:
        meeting = of_conference.get(row.conference_id)
        if meeting is None:
            continue
        numbers[row.conference_id] += 1
        number = numbers[row.conference_id]
        found.append(
            FeedEntry(
                uid=f"{meeting.root}.typing-{number}@cpconf".lower(),
                sequence=meeting.sequence + moved[row.conference_id],
                status=FeedStatus.TENTATIVE if row.hold is Hold.HELD else FeedStatus.CONFIRMED,
                summary=f"Typing {meeting.row.reference} {family_initials(meeting.row.family)}",
                starts_at=row.starts_at,
                ends_at=row.ends_at,
            )
        )
    return found


def _leave(reading: Reading, staff_id: int, begins: datetime, ends: datetime) -> list[FeedEntry]:
    rows = reading.rows(
        select(Leave.id, Leave.starts_at, Leave.ends_at, Leave.kind, Leave.withdrawn_at)
        .where(Leave.staff_id == staff_id, Leave.starts_at < ends, Leave.ends_at > begins)
        .order_by(Leave.starts_at, Leave.id)
    )
    return [
        FeedEntry(
            uid=f"leave-{staff_id}-{row.id}@cpconf",
            sequence=0 if row.withdrawn_at is None else 1,
            status=FeedStatus.CONFIRMED if row.withdrawn_at is None else FeedStatus.CANCELLED,
            summary=LEAVE_SUMMARY[row.kind],
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            is_away=True,
        )
        for row in rows
    ]
