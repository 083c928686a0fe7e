"""Makes requests and seated conferences with their clocks; knows nothing of what is decided in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from cpconf.bookings.rules import ConferenceKind, ConferenceState, LateReason, Mode, RequestState
from cpconf.demo.drafts import Meeting, RequestDraft
from cpconf.demo.invented import Child, Family
from cpconf.demo.seating import Seat, SlotBook
from cpconf.diary.rules import conference_minutes
from cpconf.diary.working_days import WorkingCalendar
from cpconf.plans.rules import Category
from cpconf.practice.limits import DEFAULT_LIMITS, LimitKey
from cpconf.practice.rules import PracticeSettings

_IN_TIME: Final = {7: 2, 8: 4, 9: 6, 10: 9, 11: 11, 12: 14, 13: 17, 14: 18, 15: 19}
_LATE: Final = {16: 14, 17: 16, 18: 15, 19: 12, 20: 11, 21: 9, 22: 7, 24: 6, 26: 5, 29: 3, 33: 2}
_LATE_BECAUSE: Final = {
    LateReason.LATE_REQUEST: 62, LateReason.ROOM: 12, LateReason.CHAIR: 10, LateReason.WORKER_ABSENT: 6,
    LateReason.URGENT_FAMILY: 6, LateReason.INTERPRETER: 4,
}  # fmt: skip
LENGTH: Final = 15
"""Working days that an initial or transfer-in conference may take."""


class Booking:
    """The booking desk: one slot book, one calendar, one authority's lengths."""

    def __init__(
        self, source: Random, calendar: WorkingCalendar, book: SlotBook, settings: PracticeSettings, on: date
    ) -> None:
        self._source = source
        self.calendar = calendar
        self.book = book
        self._settings = settings
        self._on = on

    def seat(
        self, days: Sequence[date], family: Family, kind: ConferenceKind, children: int, chair_id: int | None
    ) -> Seat | None:
        """A seat on one of these days, at the family's site if there is one."""
        minutes = conference_minutes(self._settings, kind, children)
        return self.book.seat(days, site_id=family.area + 1, chair_id=chair_id, minutes=minutes)

    def usual_chair(self, start: Meeting) -> int:
        """Continuity: the chair of the initial conference."""
        return start.seat.chair_id

    def request_for(
        self, family: Family, children: list[Child], kind: ConferenceKind, category: Category, held_on: date, *,
        is_late: bool,
    ) -> RequestDraft:  # fmt: skip
        """The request that led to a conference on `held_on`, inside or past its fifteen working days."""
        days = self._source.choices(
            *(list(each) for each in zip(*(_LATE if is_late else _IN_TIME).items(), strict=True))
        )[0]
        event_on = self.calendar.add(held_on, -days)
        wait = self._source.randrange(0, 3) if not is_late else self._source.randrange(2, 8)
        return self.request(family, children, kind, category, event_on, wait, RequestState.BOOKED)

    def request(
        self, family: Family, children: list[Child], kind: ConferenceKind, category: Category, event_on: date,
        wait: int, state: RequestState,
    ) -> RequestDraft:  # fmt: skip
        """A request counted from `event_on` and received `wait` working days after it, never after this morning."""
        is_transfer = kind is ConferenceKind.TRANSFER_IN
        received_on = min(self.calendar.add(event_on, wait), self.calendar.on_or_before(self._on - timedelta(days=1)))
        s47_on = event_on
        if self._source.random() < 0.12 and self.calendar.add(event_on, 1) <= received_on:
            s47_on = self.calendar.add(event_on, 1)
        return RequestDraft(
            family=family, children=children, kind=kind, state=state, received_at=self._office_hour(received_on),
            strategy_on=None if is_transfer else event_on, s47_on=None if is_transfer else s47_on,
            notice_on=event_on if is_transfer else None, category=category,
            due_on=self._due_on(children, kind, event_on, received_on),
        )  # fmt: skip

    def _due_on(self, children: list[Child], kind: ConferenceKind, event_on: date, received_on: date) -> date:
        """Fifteen working days; before a birth six weeks ahead of it, while that is still to come."""
        if kind is ConferenceKind.PRE_BIRTH:
            expected_on = min(child.expected_on or child.was_expected_on or child.age_order() for child in children)
            due_on = self.calendar.due_on(DEFAULT_LIMITS[LimitKey.PRE_BIRTH_LATEST], expected_on)
            if due_on > received_on:
                return due_on
        return self.calendar.due_on(DEFAULT_LIMITS[LimitKey.ICPC], event_on)

    def meeting(
        self, family: Family, children: list[Child], kind: ConferenceKind, seat: Seat, *, category: Category,
        request: RequestDraft | None = None, after: Meeting | None = None, due_on: date | None = None,
    ) -> Meeting:  # fmt: skip
        """A confirmed conference: an initial one from its request, a review after the conference before it."""
        if request is not None:
            counted_from, due, booked_on = request.counted_from_on, request.due_on, request.received_at.date()
        else:
            assert after is not None and due_on is not None
            counted_from, due, booked_on = after.day, due_on, after.day
        reason = None
        if seat.day > due:
            reason = self._source.choices(list(_LATE_BECAUSE), list(_LATE_BECAUSE.values()))[0]
        mode = self._source.choices((Mode.IN_PERSON, Mode.HYBRID), (75, 25))[0]
        return Meeting(
            family=family, children=children, kind=kind, state=ConferenceState.CONFIRMED, seat=seat, category=category,
            counted_from_on=counted_from, due_on=due, request=request, late_reason=reason, booked_on=booked_on,
            mode=mode,
        )  # fmt: skip

    def moved(self, meeting: Meeting, seat: Seat, reason: LateReason) -> Meeting:
        """The successor of a conference that is moved; the one that was booked gives its seat back."""
        self.book.release(meeting.seat)
        told_on = self.calendar.on_or_before(min(meeting.day, seat.day, self._on) - timedelta(days=1))
        successor = Meeting(
            family=meeting.family, children=meeting.children, kind=meeting.kind, state=ConferenceState.CONFIRMED,
            seat=seat, counted_from_on=meeting.counted_from_on, due_on=meeting.due_on, request=meeting.request,
            late_reason=reason if seat.day > meeting.due_on else None, booked_on=max(told_on, meeting.booked_on),
            mode=meeting.mode, category=meeting.category,
        )  # fmt: skip
        meeting.state, meeting.successor, meeting.change_reason = ConferenceState.RESCHEDULED, successor, reason
        return successor

    def _office_hour(self, day: date) -> datetime:
        return datetime.combine(day, time(self._source.randrange(9, 16), self._source.randrange(0, 60, 5)), tzinfo=UTC)
