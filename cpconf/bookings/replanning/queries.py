"""The diary and what is to be seated anew as one frozen task for the replanner; seats and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import func, select

from cpconf.bookings.due_reviews import ReviewDue, reviews_due
from cpconf.bookings.records import Conference, Replan
from cpconf.bookings.replanning.choosing import Choosing
from cpconf.bookings.replanning.known import Asked, Booked, Resources, Waiting
from cpconf.bookings.replanning.loading import (
    load_asked,
    load_booked,
    load_caseloads,
    load_resources,
    load_waiting,
)
from cpconf.bookings.replanning.scope import Closed, ReplanId, ReplanScope, ReplanTask, WhatIf
from cpconf.bookings.rules import COMING_STATES, ConferenceKind
from cpconf.diary.rules import Span
from cpconf.diary.window import load_calendar, load_window
from cpconf.diary.wishes import Absence, DiaryWindow, RoomTime
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.records import Act, TrailRow
from cpconf.store.store import Reading

REACH: Final = timedelta(days=90)
"""How far past the days of the scope a conference may be put, where its limit lies that far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanLine:
    """An accepted proposal: why, by whom, when (UTC instants), and how many conferences of it still stand."""

    id: ReplanId
    cause: str
    by: str
    accepted_at: datetime
    taken_back_at: datetime | None
    conferences: int


@query(Permission.READ)
def replans(reading: Reading, *, limit: int = 20) -> tuple[ReplanLine, ...]:
    """The proposals that were accepted last, the newest first; one statement."""
    standing = (
        select(func.count(Conference.id))
        .where(Conference.replan_id == Replan.id, Conference.state.in_(sorted(COMING_STATES)))
        .correlate(Replan)
        .scalar_subquery()
    )
    by = (
        select(Act.staff_name)
        .join(TrailRow, TrailRow.act_id == Act.id)
        .where(TrailRow.record == Replan.__tablename__, TrailRow.record_id == Replan.id, TrailRow.verb == "added")
        .correlate(Replan)
        .scalar_subquery()
    )
    rows = reading.rows(
        select(
            Replan.id,
            Replan.cause,
            Replan.accepted_at,
            Replan.taken_back_at,
            standing.label("conferences"),
            func.coalesce(by, "").label("by"),
        )
        .order_by(Replan.id.desc())
        .limit(limit)
    )
    return tuple(ReplanLine(**row._asdict()) for row in rows)


@query(Permission.READ)
def replan_task(reading: Reading, *, scope: ReplanScope) -> ReplanTask:
    """What `scope` names, and everything that stays beside it, as the engine's problem with its names.

    Nothing is offered before tomorrow. Holds stay as they are. Refuses conferences that are not to come any more, and
    a scope in which nothing is to be seated. A constant number of statements.
    """
    settings = load_settings(reading)
    calendar = load_calendar(reading, settings)
    booked = load_booked(reading)
    new = _new(reading, scope)
    _check_named(scope, booked)
    first_on = calendar.on_or_after(reading.on + timedelta(days=1))
    last_on = _last_on(scope, calendar, first_on, booked, new)
    resources = load_resources(reading)
    window = load_window(reading, from_on=reading.on, until_on=last_on, settings=settings, calendar=calendar)
    choosing = Choosing(
        on=reading.on,
        scope=scope,
        settings=settings,
        window=window if scope.what_if is None else _supposed(window, scope.what_if, resources),
        resources=resources,
        caseloads=load_caseloads(reading),
    )
    task = choosing.task(booked, new, calendar.days(first_on, last_on))
    if not task.movable:
        raise Refusal(_nothing(scope), "from_on")
    return task


def _new(reading: Reading, scope: ReplanScope) -> list[Waiting]:
    """The reviews to be planned; where things are only tried, also every request that waits."""
    if scope.what_if is None and not scope.plans_reviews:
        return []
    family_ids = scope.family_ids or None
    due = reviews_due(reading, from_on=scope.from_on, until_on=scope.until_on, family_ids=family_ids)
    asked = load_asked(reading, [one.former_request_id for one in due if one.former_request_id is not None])
    reviews = [_review(one, asked) for one in due]
    if scope.what_if is None:
        return reviews
    planned = {one.id for one in reviews}
    return [*reviews, *(one for one in load_waiting(reading) if one.id not in planned)]


def _review(due: ReviewDue, asked: dict[int, Asked]) -> Waiting:
    former = Asked() if due.former_request_id is None else asked[due.former_request_id]
    return Waiting(
        id=due.request_id,
        family_id=due.family_id,
        family=due.family,
        family_reference=due.family_reference,
        kind=ConferenceKind.REVIEW,
        mode=due.mode,
        minutes=due.minutes,
        due_on=due.due_on,
        counted_from_on=due.counted_from_on,
        children=len(due.children),
        asked=replace(former, seats=due.seats, site_id=due.site_id, chair_id=due.chair_id),
        aim_on=due.aim_on,
    )


def _check_named(scope: ReplanScope, booked: Iterable[Booked]) -> None:
    firm = {one.id for one in booked if not one.is_hold}
    if any(conference_id not in firm for conference_id in scope.conference_ids):
        raise Refusal(
            "One of these conferences is not to come any more, or is only held: look at the list again.",
            "conference_ids",
        )


def _last_on(
    scope: ReplanScope, calendar: WorkingCalendar, first_on: date, booked: Iterable[Booked], new: Iterable[Waiting]
) -> date:
    """The last planning day: the last limit and so many working days more, as far as bank holidays are known."""
    seats, limits = [first_on, scope.until_on], [one.due_on for one in new]
    for one in booked:
        on = one.starts_at.date()
        if one.id in scope.conference_ids:
            seats.append(on)
        if one.id in scope.conference_ids or scope.from_on <= on <= scope.until_on:
            limits.append(one.due_on)
    reach = max(seats) + REACH
    latest = min(max([*seats, *(min(day, reach) for day in limits)]), calendar.known_until)
    far = min(latest + timedelta(days=2 * scope.late_days + 14), calendar.known_until)
    return calendar.add(latest, min(scope.late_days, calendar.count_between(latest, far)))


def _supposed(window: DiaryWindow, what_if: WhatIf, resources: Resources) -> DiaryWindow:
    """The diary with the closures that are only thought of."""

    def shut(room: RoomTime) -> tuple[Absence, ...]:
        mine = (one for one in what_if.closed if one.room_id == resources.rooms[room.id] or one.site_id == room.site_id)
        return (*room.closures, *(_absence(one) for one in mine))

    return replace(window, rooms=tuple(replace(room, closures=shut(room)) for room in window.rooms))


def _absence(closed: Closed) -> Absence:
    ends_at = datetime.combine(closed.until_on + timedelta(days=1), time())
    span = Span(starts_at=datetime.combine(closed.from_on, time()), ends_at=ends_at)
    return Absence(span=span, words=f"if it were, until {closed.until_on:%d/%m/%Y}")


def _nothing(scope: ReplanScope) -> str:
    days = f"from {scope.from_on:%d/%m/%Y} to {scope.until_on:%d/%m/%Y}"
    if scope.plans_reviews and scope.what_if is None:
        return f"No review falls due {days} that is not booked already."
    return f"Every booking {days} holds: there is nothing to seat anew."
