"""Which conference of each child was actually held last; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Date, Integer, and_, column, exists, func, or_, select, table

from cpconf.bookings.clocks import Held
from cpconf.bookings.records import Conference, ConferenceChild
from cpconf.bookings.rules import ConferenceKind, ConferenceState, RequestId
from cpconf.people.records import Child
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.store import Reading

# Decisions and plans stand below the bookings: their tables are named by their words, nothing is imported.
_DECISION = table("decision", column("conference_id", Integer))
_PLAN = table(
    "plan",
    column("child_id", Integer),
    column("started_on", Date),
    column("ended_on", Date),
    column("latest_review_on", Date),
)


def last_held(reading: Reading, child_ids: Sequence[int], settings: PracticeSettings) -> tuple[Held, ...]:
    """As `held_by_child`, without the children."""
    return tuple(held_by_child(reading, child_ids, settings).values())


def held_by_child(reading: Reading, child_ids: Sequence[int], settings: PracticeSettings) -> dict[int, Held]:
    """For each child the conference held last, or for a plan from elsewhere its latest review or its start.

    A child with neither is left out. Whether an inquorate conference counts is the practice's to say. Two statements.
    """
    kind = func.coalesce(ConferenceChild.kind, Conference.kind)  # a child who joined a review has a kind of its own
    inquorate = Conference.state == ConferenceState.HELD_INQUORATE
    decided = exists().where(_DECISION.c.conference_id == Conference.id)
    counts = {
        "always": inquorate,
        "if_decision": and_(inquorate, decided),
        "never": and_(inquorate, kind != ConferenceKind.REVIEW),
    }[settings.inquorate_review_held]
    rows = reading.rows(
        select(ConferenceChild.child_id, Conference.starts_at, kind, Child.born_on)
        .join(Conference, Conference.id == ConferenceChild.conference_id)
        .join(Child, Child.id == ConferenceChild.child_id)
        .where(ConferenceChild.child_id.in_(list(child_ids)))
        .where(or_(Conference.state.in_([ConferenceState.HELD, ConferenceState.CLOSED]), counts))
        .order_by(Conference.starts_at)
    )
    held: dict[int, Held] = {}
    for child_id, starts_at, was, born_on in rows:
        held[child_id] = Held(
            on=starts_at.date(),
            was_review=was is ConferenceKind.REVIEW,
            born_on=born_on if born_on is not None and born_on > starts_at.date() else None,
        )
    return held | _from_plans(reading, child_ids, held)


def _from_plans(reading: Reading, child_ids: Sequence[int], held: dict[int, Held]) -> dict[int, Held]:
    rows = reading.rows(
        select(_PLAN.c.child_id, _PLAN.c.started_on, _PLAN.c.latest_review_on).where(
            _PLAN.c.child_id.in_(list(child_ids)), _PLAN.c.ended_on.is_(None)
        )
    )
    found: dict[int, Held] = {}
    for child_id, started_on, latest_review_on in rows:
        counted_on: date = latest_review_on or started_on
        if child_id not in held:
            found[child_id] = Held(on=counted_on, was_review=latest_review_on is not None)
    return found


def considered_as(reading: Reading, conference_id: int, child_id: int) -> tuple[ConferenceKind, RequestId | None]:
    """As what a conference considers a child and by which request: its own kind and request for one who joined."""
    row = reading.one(
        select(
            func.coalesce(ConferenceChild.kind, Conference.kind).label("kind"),
            func.coalesce(ConferenceChild.request_id, Conference.request_id).label("request_id"),
        )
        .join(Conference, Conference.id == ConferenceChild.conference_id)
        .where(ConferenceChild.conference_id == conference_id, ConferenceChild.child_id == child_id)
    )
    if row is None:
        raise Refusal("The conference does not concern this child.", "child_id")
    return row.kind, None if row.request_id is None else RequestId(row.request_id)
