"""One-off working and closed days and school terms change; knows nothing of rooms or people."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from cpconf.access.typed import needed
from cpconf.diary.kinds import ClosureKind
from cpconf.diary.records import CalendarException, SchoolTermRow
from cpconf.diary.window import load_calendar
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing


@action(Permission.ADMINISTER)
def add_calendar_exception(writing: Writing, *, day: date, kind: ClosureKind, reason: str) -> int:
    """A day on which the authority is closed, or a bank holiday on which it works; returns its id.

    Due dates that are recorded stay as they are. Refuses a weekend, a working day that is already one, a closed day
    that is already one, an empty reason. Undone by `withdraw_calendar_exception`.
    """
    why = needed(reason, "reason", "Say why this day is an exception.")
    if day.weekday() >= 5:
        raise Refusal("A weekend is never a working day, and needs no closing.", "day")
    closed = load_calendar(writing).why_closed(day)
    if ClosureKind(kind) is ClosureKind.CLOSED and closed is not None:
        raise Refusal(f"This day is closed already: {closed}.", "day")
    if ClosureKind(kind) is ClosureKind.WORKING and closed is None:
        raise Refusal("This day is a working day already.", "day")
    known = writing.record(select(CalendarException).where(CalendarException.day == day))
    if known is not None and known.withdrawn_at is None:
        raise Refusal("This day already has an exception: withdraw that one first.", "day")
    if known is None:
        return writing.add(CalendarException(day=day, kind=ClosureKind(kind), reason=why)).id
    known.kind, known.reason, known.withdrawn_at = ClosureKind(kind), why, None
    return known.id


@action(Permission.ADMINISTER)
def withdraw_calendar_exception(writing: Writing, *, exception_id: int) -> None:
    """The day is as published again. Refuses what is withdrawn already. Undone by `add_calendar_exception`."""
    known = writing.get(CalendarException, exception_id)
    if known.withdrawn_at is not None:
        raise Refusal("This exception is already withdrawn.", "day")
    known.withdrawn_at = writing.at


@action(Permission.ADMINISTER)
def add_school_term(writing: Writing, *, name: str, from_on: date, until_on: date) -> int:
    """A stretch of term time, both days included; returns its id. Undone by `withdraw_school_term`.

    Refuses an empty name, an end before the start, and a stretch that overlaps another.
    """
    kept = needed(name, "name", "Give the term a name: “Spring term 2027, first half”.")
    if until_on < from_on:
        raise Refusal("The term ends before it begins.", "until_on")
    other = writing.scalar(
        select(SchoolTermRow.name).where(
            SchoolTermRow.withdrawn_at.is_(None),
            SchoolTermRow.from_on <= until_on,
            SchoolTermRow.until_on >= from_on,
        )
    )
    if other is not None:
        raise Refusal(f"This overlaps “{other}”: half-terms end one stretch and begin the next.", "from_on")
    return writing.add(SchoolTermRow(name=kept, from_on=from_on, until_on=until_on)).id


@action(Permission.ADMINISTER)
def withdraw_school_term(writing: Writing, *, term_id: int) -> None:
    """A stretch of term time was wrong. Refuses what is withdrawn already. Undone by `add_school_term`."""
    term = writing.get(SchoolTermRow, term_id)
    if term.withdrawn_at is not None:
        raise Refusal("This term is already withdrawn.", "term")
    term.withdrawn_at = writing.at
