"""Why a conference gets another seat and what that changes for the family, in words; proposes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cpconf.bookings.replanning.scope import Item, ReplanTask, Seated
from cpconf.bookings.rules import ConferenceKind
from cpconf.diary.reasons import working_days
from cpconf.diary.replanning.costs import seat_parts
from cpconf.diary.replanning.model import ConferencePlan, Margin, Seat

_GAINS = (
    ("late", "It would be in time, or less late"),
    ("continuity", "The chair who knows the family is free"),
    ("area", "Nearer to the site that was asked for"),
    ("holiday", "Out of the school holidays"),
    ("margin", "More days in hand before the limit"),
)


def why_moved(task: ReplanTask, seats: Sequence[Seat | None], place: int) -> str:
    """What is broken of its seat; or for which conference it makes room; or what is gained."""
    item = task.items[place]
    if item.faults:
        return "; ".join(item.faults)
    if item.now is None:
        limit = f"due by {item.due_on:%d/%m/%Y}"
        return f"Review {limit}" if item.kind is ConferenceKind.REVIEW else f"Waits, {limit}"
    other = _taken_by(task, seats, place)
    if other is not None:
        return f"Makes room for {other.name}"
    gained = _gained(task, seats, place)
    if gained:
        return gained
    return (
        "Was chosen to move" if item.conference_id in task.scope.conference_ids else "Evens out the chairs' caseloads"
    )


def effects_of(task: ReplanTask, item: Item, seat: Seat, after: Seated) -> tuple[str, ...]:
    """What changes for the family: chair, days in hand, school holidays, site; in plain words."""
    return tuple(_effects(task, item, seat, after))


def _effects(task: ReplanTask, item: Item, seat: Seat, after: Seated) -> Iterator[str]:
    before = item.now
    in_hand = item.days_left - task.away[seat.day]
    if in_hand < 0:
        yield f"{working_days(-in_hand)} past the limit {item.due_on:%d/%m/%Y}"
    elif before is not None and before.starts_at.date() > item.due_on:
        yield "In time again"
    yield from _chair(item, before, after)
    if before is not None and before.minute_taker_id != after.minute_taker_id:
        yield f"Another minute-taker: {after.minute_taker}"
    if before is not None and before.site_id != after.site_id and after.site:
        yield f"At {after.site}" + (f" instead of {before.site}" if before.site else "")
    if after.starts_at.date() in task.holidays and (before is None or before.starts_at.date() not in task.holidays):
        yield "In the school holidays"
    if before is not None and before.starts_at != after.starts_at:
        yield "Everybody is invited again"


def _chair(item: Item, before: Seated | None, after: Seated) -> Iterator[str]:
    same_as_ever = item.chair_before_id is not None and item.chair_before_id == after.chair_id
    if before is None:
        if same_as_ever:
            yield "Same chair as before"
        elif item.chair_before_id is not None:
            yield f"Another chair than before: {after.chair}"
    elif before.chair_id != after.chair_id:
        known = ", who chaired the family before" if same_as_ever else ""
        yield f"Another chair: {after.chair} instead of {before.chair}{known}"


def needed_first(task: ReplanTask, seats: Sequence[Seat | None], place: int) -> tuple[Item, ...]:
    """The bookings that must leave their present seats before this one can take its new one."""
    seat = seats[place]
    if seat is None:
        return ()
    found = []
    for other, (item, its) in enumerate(zip(task.items, seats, strict=True)):
        was = task.problem.conferences[other].now
        moves = other != place and item.movable and was is not None and its != was
        if moves and was is not None and was.day == seat.day and _needs(task, other, was, place, seat) == 2:
            found.append(item)
    return tuple(found)


def _taken_by(task: ReplanTask, seats: Sequence[Seat | None], place: int) -> Item | None:
    """The conference whose new seat needs what this one had; the first by time, itself newly seated."""
    was = task.problem.conferences[place].now
    if was is None:
        return None
    found = None
    for other, (item, seat) in enumerate(zip(task.items, seats, strict=True)):
        if other == place or seat is None or not item.movable or seat.day != was.day:
            continue
        if task.problem.conferences[other].now == seat:
            continue
        near = _needs(task, place, was, other, seat)
        if near and (found is None or near > found[0]):
            found = (near, item)
    return None if found is None else found[1]


def _needs(task: ReplanTask, place: int, was: Seat, other: int, seat: Seat) -> int:
    """How plainly one seat stands in the way of another: 2 they overlap in a resource, 1 they share a person's day."""
    problem = task.problem
    mine, its = problem.conferences[place], problem.conferences[other]
    shared = [
        (seat.room is not None and seat.room == was.room, problem.room_margin),
        (seat.chair == was.chair, problem.chair_margin),
        (seat.taker == was.taker, problem.taker_margin),
        (bool(set(mine.people) & set(its.people)), Margin()),
    ]
    if any(same and _overlap(mine, was, its, seat, margin) for same, margin in shared):
        return 2
    return 1 if seat.chair == was.chair or seat.taker == was.taker else 0


def _overlap(mine: ConferencePlan, was: Seat, its: ConferencePlan, seat: Seat, margin: Margin) -> bool:
    wide = margin.before + margin.after
    return was.cell < seat.cell + its.dur + wide and seat.cell < was.cell + mine.dur + wide


def _gained(task: ReplanTask, seats: Sequence[Seat | None], place: int) -> str:
    conference, seat = task.problem.conferences[place], seats[place]
    if conference.now is None or conference.now.day < 0 or seat is None:
        return ""
    before = seat_parts(task.problem, conference, conference.now)
    after = seat_parts(task.problem, conference, seat)
    return next((words for part, words in _GAINS if after.get(part, 0) < before.get(part, 0)), "")
