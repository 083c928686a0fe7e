"""Fills a new store with an invented authority; knows no clock, no window, and no store that is already in use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from cpconf.access import records as access
from cpconf.bookings import records as bookings
from cpconf.bookings.records import Conference as ConferenceRow
from cpconf.bookings.rules import ConferenceId
from cpconf.conferences import records as conferences
from cpconf.conferences.recording import settle
from cpconf.demo.authority import DEFAULT_SEED, Progress, invent_authority
from cpconf.demo.invented import Authority, Conference
from cpconf.demo.rows import Table, people_tables, service_tables
from cpconf.demo.rows_conferences import booking_tables, instant, record_tables
from cpconf.demo.rows_plans import PlanWriting, by_child, plan_table
from cpconf.diary import records as diary
from cpconf.diary.working_days import WorkingCalendar
from cpconf.minutes import records as minutes
from cpconf.minutes.assembly import assemble
from cpconf.minutes.records import Minutes, MinutesVersion
from cpconf.minutes.rules import MinutesState
from cpconf.paper.snapshot import digest, freeze
from cpconf.people import records as people
from cpconf.plans import records as plans
from cpconf.practice import records as practice
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.actors import SETTING_UP, Actor
from cpconf.store.permissions import Permission, action, query
from cpconf.store.records import Act, Record
from cpconf.store.store import Reading, Store, Writing

_KINDS: Final[dict[str, type[Record]]] = {
    kind.__tablename__: kind
    for subject in (access, bookings, conferences, diary, minutes, people, plans, practice)
    for kind in vars(subject).values()
    if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
}
_SETTING_UP_ACTS: Final = frozenset({"store.fill", "demo.build.approve_as_of"})
_AT_ONCE: Final = 25
_APPROVED_AFTER: Final = 8
"""Working days from a conference to the approval of its minutes."""


def _silent(_what: str, _done: int, _of: int) -> None:
    return None


def build_demo(
    store: Store, *, seed: int = DEFAULT_SEED, on: date, progress: Progress = _silent, by: Actor = SETTING_UP
) -> Authority:
    """Invent the authority of `seed` as it stands on `on` and keep it in a new store; returns what was invented.

    A used store is refused. `progress(what, done, of)` is called throughout; raising in it stops the work, and a store
    that is then only part-filled should be thrown away.
    """
    if not store.ask(by, is_new):
        raise Refusal("Only a new store can be filled with a demonstration: this one has been used.", "store")
    authority = invent_authority(seed, on, progress)
    calendar = WorkingCalendar.of(PracticeSettings.of({}), terms=authority.terms)
    progress("Filling the store", 0, 1)
    store.fill(by, tables_of(authority, calendar))
    approved = [each for each in authority.conferences if each.paragraphs and each.minutes is MinutesState.APPROVED]
    for first in range(0, len(approved), _AT_ONCE):
        progress("Approving minutes", first, len(approved))
        some = tuple(
            (ConferenceId(each.id), _approved_on(each, calendar, on)) for each in approved[first : first + _AT_ONCE]
        )
        store.change(by, approve_as_of, approvals=some)
    progress("Ready", 1, 1)
    return authority


@query(Permission.READ)
def is_new(reading: Reading) -> bool:
    """Whether nobody has done anything in this store yet."""
    return not reading.rows(select(Act.id).limit(1))


def tables_of(authority: Authority, calendar: WorkingCalendar) -> list[tuple[type[Record], Sequence[dict[str, Any]]]]:
    """Every table in an order in which each row finds what it points at."""
    families = by_child(authority)
    tables: list[Table] = [
        *service_tables(authority),
        *people_tables(authority),
        *booking_tables(authority),
        plan_table(authority, families),
        *record_tables(authority),
        *PlanWriting(authority, families, calendar).tables(),
    ]
    return [(_KINDS[name], rows) for name, rows in tables]


def _approved_on(conference: Conference, calendar: WorkingCalendar, on: date) -> date:
    return min(calendar.add(conference.starts_at.date(), _APPROVED_AFTER), calendar.add(on, -1))


@action(Permission.APPROVE)
def approve_as_of(writing: Writing, *, approvals: tuple[tuple[ConferenceId, date], ...]) -> None:
    """Freeze invented minutes as approved by their chairs on days gone by; refused once anything else was done."""
    if set(writing.scalars(select(Act.action).distinct())) - _SETTING_UP_ACTS:
        raise Refusal("Minutes are approved on the day itself: this store is in use.", "store")
    writing.because("An invented authority is being set up.")
    ids = [conference_id for conference_id, _ in approvals]
    chairs = {row.id: row.chair_id for row in writing.records(select(ConferenceRow).where(ConferenceRow.id.in_(ids)))}
    kept = {row.conference_id: row for row in writing.records(select(Minutes).where(Minutes.conference_id.in_(ids)))}
    versions: list[MinutesVersion] = []
    for conference_id, approved_on in approvals:
        written, chair_id = kept[conference_id], chairs[conference_id]
        frozen = freeze(assemble(writing, conference_id, version=1, approved_on=approved_on))
        approved_at = instant(approved_on, 15)
        written.state, written.checked_by_id = MinutesState.APPROVED, chair_id
        settle(writing, conference_id, approved_at)
        versions.append(
            MinutesVersion(
                minutes_id=written.id, number=1, approved_at=approved_at, approved_by_id=chair_id, snapshot=frozen,
                sha256=digest(frozen),
            )
        )  # fmt: skip
    writing.add_all(versions)
