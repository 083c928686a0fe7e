"""Conferences as lists and as one sheet; knows attendance, reports received and decisions not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import aliased

from cpconf.access.records import Staff
from cpconf.access.rules import StaffId
from cpconf.bookings.records import Conference, ConferenceChild
from cpconf.bookings.rules import (
    NEVER_COUNTED,
    ConferenceId,
    ConferenceKind,
    ConferenceState,
    LateCause,
    LateReason,
    Mode,
)
from cpconf.diary.records import Room, Site
from cpconf.diary.rules import RoomId
from cpconf.people.records import Child, Family
from cpconf.people.rules import ChildId, FamilyId, Sex, age_words, child_name
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading

CHAIR, MINUTE_TAKER = aliased(Staff), aliased(Staff)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceChildLine:
    """A child whom a conference concerns; `age` in words, on the day of the conference.

    `kind`, `due_on`: of a child who joined a conference of others and has a clock of its own; None: as the conference.
    """

    id: ChildId
    la_child_id: str
    name: str
    born_on: date | None
    expected_on: date | None
    sex: Sex
    age: str
    kind: ConferenceKind | None = None
    due_on: date | None = None


def child_line(row: Any, on: date) -> ConferenceChildLine:
    """Of a row with the columns of a child; `on`: the day of the age."""
    return ConferenceChildLine(
        id=ChildId(row.id),
        la_child_id=row.la_child_id,
        name=child_name(row.given_name, row.family_name, row.la_child_id, unborn=row.born_on is None),
        born_on=row.born_on,
        expected_on=row.expected_on,
        sex=row.sex,
        age=age_words(row.born_on, row.expected_on, on),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceLine:
    """One conference in a list; local wall time. `room` and `site` are empty where everybody is remote.

    `held_until` (instant): when a hold lapses; a hold past it shows as lapsed, also before the next booking act ends
    it. `late_reason` a person said, `late_cause` the diary. `second_sitting_at`: when the rest of the family joins.
    """

    id: ConferenceId
    reference: str
    kind: ConferenceKind
    state: ConferenceState
    mode: Mode
    starts_at: datetime
    ends_at: datetime
    room_id: RoomId | None
    room: str
    site: str
    chair_id: StaffId
    chair: str
    minute_taker_id: StaffId
    minute_taker: str
    family_id: FamilyId
    family: str
    family_reference: str
    children: tuple[ConferenceChildLine, ...]
    due_on: date
    late_reason: LateReason | None
    held_until: datetime | None = None
    second_sitting_at: datetime | None = None
    late_cause: LateCause | None = None

    @property
    def limit_on(self) -> date:
        """The last day in time for every child of it."""
        return min([self.due_on, *(child.due_on for child in self.children if child.due_on is not None)])

    @property
    def is_late(self) -> bool:
        """Whether it lies past its target, or past that of a child who joined."""
        return self.starts_at.date() > self.limit_on


@query(Permission.READ)
def conference_list(
    reading: Reading, *, from_on: date, until_on: date, states: Sequence[ConferenceState] = ()
) -> tuple[ConferenceLine, ...]:
    """The conferences of these days, both included, by time; two statements.

    Of these `states`, or of all but holds that lapsed and moves that were taken back: those never counted.
    """
    begins, ends = datetime.combine(from_on, time()), datetime.combine(until_on + timedelta(days=1), time())
    statement = conference_lines().where(Conference.starts_at >= begins, Conference.starts_at < ends)
    if states:
        statement = statement.where(Conference.state.in_(list(states)))
    else:
        statement = statement.where(Conference.state.not_in(sorted(NEVER_COUNTED)))
    return found(reading, statement.order_by(Conference.starts_at, Conference.id))


@query(Permission.READ)
def find_conferences(reading: Reading, *, words: str, limit: int = 50) -> tuple[ConferenceLine, ...]:
    """Conferences in whose reference, family or children every word stands; newest first. Two statements."""
    asked = words.split()
    if not asked:
        return ()
    statement = conference_lines().where(*(_holds(word) for word in asked))
    return found(reading, statement.order_by(Conference.starts_at.desc(), Conference.id.desc()).limit(limit))


def conference_lines() -> Select[*tuple[Any, ...]]:
    """The columns of a conference's line, for further conditions."""
    return (
        select(
            Conference.id,
            Conference.reference,
            Conference.kind,
            Conference.state,
            Conference.mode,
            Conference.starts_at,
            Conference.ends_at,
            Conference.room_id,
            Room.name.label("room"),
            Site.name.label("site"),
            Conference.chair_id,
            CHAIR.name.label("chair"),
            Conference.minute_taker_id,
            MINUTE_TAKER.name.label("minute_taker"),
            Conference.family_id,
            Family.name.label("family"),
            Family.reference.label("family_reference"),
            Conference.due_on,
            Conference.late_reason,
            Conference.late_cause,
            Conference.held_until,
            Conference.second_sitting_at,
        )
        .join(Family, Family.id == Conference.family_id)
        .join(CHAIR, CHAIR.id == Conference.chair_id)
        .join(MINUTE_TAKER, MINUTE_TAKER.id == Conference.minute_taker_id)
        .outerjoin(Room, Room.id == Conference.room_id)
        .outerjoin(Site, Site.id == Room.site_id)
    )


def found(reading: Reading, statement: Select[*tuple[Any, ...]]) -> tuple[ConferenceLine, ...]:
    """The lines of a select made by `conference_lines`, each with its children; two statements."""
    rows = reading.rows(statement)
    children = children_of(reading, {row.id: row.starts_at.date() for row in rows})
    return tuple(_line(row, children.get(row.id, ()), reading.at) for row in rows)


def children_of(reading: Reading, days: dict[int, date]) -> dict[int, tuple[ConferenceChildLine, ...]]:
    """The children of conferences, by conference, in the order in which they were asked for; `days`: id -> its day."""
    rows = reading.rows(
        select(
            ConferenceChild.conference_id,
            Child.id,
            Child.la_child_id,
            Child.given_name,
            Child.family_name,
            Child.born_on,
            Child.expected_on,
            Child.sex,
            ConferenceChild.kind,
            ConferenceChild.due_on,
        )
        .join(Child, Child.id == ConferenceChild.child_id)
        .where(ConferenceChild.conference_id.in_(list(days)))
        .order_by(ConferenceChild.id)
    )
    lines: defaultdict[int, list[ConferenceChildLine]] = defaultdict(list)
    for row in rows:
        lines[row.conference_id].append(
            replace(child_line(row, days[row.conference_id]), kind=row.kind, due_on=row.due_on)
        )
    return {conference_id: tuple(children) for conference_id, children in lines.items()}


def _holds(word: str) -> ColumnElement[bool]:
    forms = sorted({word, word.capitalize()})
    of_child = (
        select(ConferenceChild.conference_id)
        .join(Child, Child.id == ConferenceChild.child_id)
        .where(
            or_(
                *(
                    one.icontains(form, autoescape=True)
                    for one in (Child.given_name, Child.family_name, Child.la_child_id)
                    for form in forms
                )
            )
        )
    )
    columns = (Conference.reference, Family.name, Family.reference)
    return or_(
        *(one.icontains(form, autoescape=True) for one in columns for form in forms), Conference.id.in_(of_child)
    )


def _line(row: Row[Any], children: tuple[ConferenceChildLine, ...], at: datetime) -> ConferenceLine:
    over = row.state is ConferenceState.PROVISIONAL and row.held_until is not None and row.held_until <= at
    return ConferenceLine(
        id=ConferenceId(row.id),
        reference=row.reference,
        kind=row.kind,
        state=ConferenceState.LAPSED if over else row.state,
        mode=row.mode,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        room_id=None if row.room_id is None else RoomId(row.room_id),
        room=row.room or "",
        site=row.site or "",
        chair_id=StaffId(row.chair_id),
        chair=row.chair,
        minute_taker_id=StaffId(row.minute_taker_id),
        minute_taker=row.minute_taker,
        family_id=FamilyId(row.family_id),
        family=row.family,
        family_reference=row.family_reference,
        children=children,
        due_on=row.due_on,
        late_reason=row.late_reason,
        held_until=row.held_until,
        second_sitting_at=row.second_sitting_at,
        late_cause=row.late_cause,
    )
