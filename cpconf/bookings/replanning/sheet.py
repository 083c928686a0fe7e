"""A proposal as a frozen table: what changes, why, with what effect, and what finds no seat; knows no store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cpconf.bookings.replanning.lacking import Lacking
from cpconf.bookings.replanning.reasoning import effects_of, needed_first, why_moved
from cpconf.bookings.replanning.scope import AcceptedMove, Item, ReplanTask, Seated
from cpconf.bookings.rules import ConferenceId, ConferenceKind, LateReason, RequestId
from cpconf.diary.replanning.costs import cost_of, seat_parts
from cpconf.diary.replanning.model import Proposal, Seat
from cpconf.people.rules import FamilyId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMove:
    """One conference that gets another seat, or its first one; `family` is initials, local wall time.

    `before` None: it is booked for the first time. `days_in_hand`: working days from the new day to the limit,
    negative when it is late. `moves_time`: day or time change, so that invitations go out again; else only the room
    or people. `needs`: references of bookings that must leave their seats with it. `cost`: points of the new
    seat. `reason`: the code under which it moves.
    """

    conference_id: ConferenceId | None
    request_id: RequestId | None
    family_id: FamilyId
    reference: str
    family: str
    family_reference: str
    kind: ConferenceKind
    before: Seated | None
    after: Seated
    due_on: date
    days_in_hand: int
    why: str
    effects: tuple[str, ...]
    cost: int
    reason: LateReason | None
    moves_time: bool
    other_chair: bool
    needs: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        """Whether the new day lies past the limit."""
        return self.after.starts_at.date() > self.due_on

    @property
    def needs_agreement(self) -> bool:
        """Whether a named person must have agreed to it."""
        return self.is_late and self.kind is ConferenceKind.REVIEW

    def accepted(self) -> AcceptedMove:
        """This line as `accept_replan` or `accept_reviews` takes it."""
        return AcceptedMove(
            conference_id=self.conference_id,
            family_id=self.family_id,
            starts_at=self.after.starts_at,
            ends_at=self.after.ends_at,
            room_id=self.after.room_id,
            chair_id=self.after.chair_id,
            minute_taker_id=self.after.minute_taker_id,
            was=self.before,
            reason=self.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """One conference for which no seat was found, and what was lacking; it stays booked as it is."""

    conference_id: ConferenceId | None
    request_id: RequestId | None
    family_id: FamilyId
    reference: str
    family: str
    family_reference: str
    kind: ConferenceKind
    before: Seated | None
    due_on: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the whole comes to: of `wanted` conferences that could be seated anew, `broken` no longer hold.

    `moved` get another day or time, `reseated` only another room or people, `first` their first seat; the rest stays.
    `late` and `in_time` count those with a seat. Costs are in points, for all conferences together; before, whatever
    no longer holds counts as without a seat. `parts`: the cost after, by what causes it.
    """

    wanted: int
    broken: int
    moved: int
    reseated: int
    first: int
    other_chair: int
    in_time: int
    late: int
    late_before: int
    unplaced: int
    cost_before: int
    cost_after: int
    parts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSheet:
    """A proposal for a screen: by the new time. `can_accept`: not where it was only thought of."""

    rows: tuple[ProposedMove, ...]
    unplaced: tuple[Unplaced, ...]
    totals: Totals
    steps: int
    phase: str
    can_accept: bool


def proposal_sheet(task: ReplanTask, proposal: Proposal) -> ProposalSheet:
    """What a proposal of the engine means; the task must be the one that it was made for."""
    rows = tuple(sorted(_rows(task, proposal.seats), key=lambda row: (row.after.starts_at, row.reference, row.family)))
    lacking = Lacking(task.problem, proposal.seats)
    unplaced = tuple(
        _unplaced(item, lacking.words(place))
        for place, (item, seat) in enumerate(zip(task.items, proposal.seats, strict=True))
        if seat is None and item.movable
    )
    return ProposalSheet(
        rows=rows,
        unplaced=unplaced,
        totals=_totals(task, proposal, rows, len(unplaced)),
        steps=proposal.steps,
        phase=proposal.phase,
        can_accept=task.scope.what_if is None,
    )


def _rows(task: ReplanTask, seats: Sequence[Seat | None]) -> Iterator[ProposedMove]:
    for place, (item, seat) in enumerate(zip(task.items, seats, strict=True)):
        if seat is None or not item.movable:
            continue
        after, before = task.seated(item, seat), item.now
        if before is not None and _same(before, after):
            continue
        chair_before = before.chair_id if before is not None else item.chair_before_id
        conference = task.problem.conferences[place]
        yield ProposedMove(
            conference_id=item.conference_id,
            request_id=item.request_id,
            family_id=item.family_id,
            reference=item.reference,
            family=item.family,
            family_reference=item.family_reference,
            kind=item.kind,
            before=before,
            after=after,
            due_on=item.due_on,
            days_in_hand=item.days_left - task.away[seat.day],
            why=why_moved(task, seats, place),
            effects=effects_of(task, item, seat, after),
            cost=sum(seat_parts(task.problem, conference, seat).values()),
            reason=None if before is None else item.reason or _main_reason(task),
            moves_time=before is None or before.starts_at != after.starts_at,
            other_chair=chair_before is not None and chair_before != after.chair_id,
            needs=tuple(one.reference for one in needed_first(task, seats, place)),
        )


def _same(one: Seated, other: Seated) -> bool:
    return (one.starts_at, one.room_id, one.chair_id, one.minute_taker_id) == (
        other.starts_at,
        other.room_id,
        other.chair_id,
        other.minute_taker_id,
    )


def _main_reason(task: ReplanTask) -> LateReason:
    """The code under which most of what no longer holds is moved: what makes room for it moves for that too."""
    codes = [item.reason for item in task.broken if item.reason is not None]
    return max(sorted(set(codes)), key=codes.count, default=LateReason.ROOM)


def _unplaced(item: Item, why: str) -> Unplaced:
    return Unplaced(
        conference_id=item.conference_id,
        request_id=item.request_id,
        family_id=item.family_id,
        reference=item.reference,
        family=item.family,
        family_reference=item.family_reference,
        kind=item.kind,
        before=item.now,
        due_on=item.due_on,
        why=why,
    )


def _totals(task: ReplanTask, proposal: Proposal, rows: Sequence[ProposedMove], unplaced: int) -> Totals:
    conferences = task.problem.conferences
    stand = [
        None if item.faults and item.movable else conference.now
        for item, conference in zip(task.items, conferences, strict=True)
    ]
    seated = [
        item.days_left - task.away[seat.day]
        for item, seat in zip(task.items, proposal.seats, strict=True)
        if seat is not None and item.movable
    ]
    late = sum(in_hand < 0 for in_hand in seated)
    return Totals(
        wanted=len(task.movable),
        broken=len(task.broken),
        moved=sum(row.moves_time and row.before is not None for row in rows),
        reseated=sum(not row.moves_time for row in rows),
        first=sum(row.before is None for row in rows),
        other_chair=sum(row.other_chair for row in rows),
        in_time=len(seated) - late,
        late=late,
        late_before=sum(one.now is not None and one.now.starts_at.date() > one.due_on for one in task.movable),
        unplaced=unplaced,
        cost_before=cost_of(task.problem, stand).cost,
        cost_after=proposal.cost,
        parts=proposal.parts,
    )
