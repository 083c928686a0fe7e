"""Conferences, plans and requests while they are being made up: changeable, and not yet numbered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from cpconf.bookings.rules import ConferenceKind, ConferenceState, LateReason, Mode, RequestState
from cpconf.conferences.rules import DecisionOutcome
from cpconf.demo.invented import Child, Family
from cpconf.demo.seating import Seat
from cpconf.diary.kinds import Hold
from cpconf.plans.rules import Category, EndReason


@dataclass(slots=True, kw_only=True)
class RequestDraft:
    """`strategy_on` and `s47_on` are None for a transfer in, which is counted from `notice_on`."""

    family: Family
    children: list[Child]
    kind: ConferenceKind
    state: RequestState
    received_at: datetime
    strategy_on: date | None
    s47_on: date | None
    notice_on: date | None
    due_on: date
    category: Category
    notes: str = ""
    id: int = 0

    @property
    def counted_from_on(self) -> date:
        day = self.strategy_on or self.notice_on
        assert day is not None
        return day


@dataclass(slots=True, kw_only=True)
class Meeting:
    """A conference; `decisions` by child id once it was held."""

    family: Family
    children: list[Child]
    kind: ConferenceKind
    state: ConferenceState
    seat: Seat
    counted_from_on: date
    due_on: date
    request: RequestDraft | None = None
    hold: Hold = Hold.BOOKED
    late_reason: LateReason | None = None
    change_reason: LateReason | None = None
    successor: Meeting | None = None
    booked_on: date
    mode: Mode = Mode.IN_PERSON
    category: Category = Category.NEGLECT
    decisions: dict[int, DecisionOutcome] = field(default_factory=dict)
    plans: dict[int, PlanDraft] = field(default_factory=dict)
    id: int = 0

    @property
    def day(self) -> date:
        return self.seat.day

    @property
    def was_held(self) -> bool:
        return self.state in (ConferenceState.HELD, ConferenceState.HELD_INQUORATE, ConferenceState.CLOSED)


@dataclass(slots=True, kw_only=True)
class PlanDraft:
    """One child's plan; `reviews` were held, `next_review` is booked."""

    child: Child
    family: Family
    start: Meeting
    initial_category: Category
    latest_category: Category
    changed_on: date | None = None
    previous_plans: int = 0
    ended_on: date | None = None
    end_reason: EndReason | None = None
    end: Meeting | None = None
    reviews: list[Meeting] = field(default_factory=list)
    next_review: Meeting | None = None
    next_due_on: date | None = None
    transferred_from: str | None = None
    id: int = 0

    @property
    def latest(self) -> Meeting:
        return self.reviews[-1] if self.reviews else self.start
