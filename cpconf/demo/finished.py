"""Numbers what was made up and freezes it into the shapes of an authority; decides nothing new about any child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from cpconf.bookings.rules import ConferenceKind, ConferenceState, RequestState
from cpconf.conferences.quoracy import Attender, Quoracy, quoracy
from cpconf.conferences.rules import AttendanceStatus, Participation
from cpconf.demo.attendance import Invitations
from cpconf.demo.county import County
from cpconf.demo.drafts import Meeting, PlanDraft, RequestDraft
from cpconf.demo.flow import years_before
from cpconf.demo.invented import Child, Conference, Decided, Invitation, Plan, Request, Typed
from cpconf.demo.spoken import typed_minutes
from cpconf.diary.working_days import WorkingCalendar
from cpconf.minutes.rules import MinutesState
from cpconf.people.rules import AgencyKind, age_on
from cpconf.practice.rules import PracticeSettings

MINUTES_KEPT_DAYS: Final = 30
MINUTES_KEPT_OF_EACH_KIND: Final = 4
"""Older minutes are taken to lie in the archive of the program that was used before."""


class Finishing:
    """Give it everything once with `number`, then take the frozen tuples."""

    def __init__(
        self, source: Random, calendar: WorkingCalendar, invitations: Invitations, county: County,
        settings: PracticeSettings, year_end: date, on: date,
    ) -> None:  # fmt: skip
        self._source = source
        self._calendar = calendar
        self._invitations = invitations
        self._county = county
        self._settings = settings
        self._detail_from = years_before(year_end, 2)
        self._on = on
        self._in_year: Counter[int] = Counter()
        self._typed: frozenset[int] = frozenset()
        self._requests: list[RequestDraft] = []
        self._meetings: list[Meeting] = []
        self._plans: list[PlanDraft] = []

    def number(self, requests: list[RequestDraft], meetings: list[Meeting], plans: list[PlanDraft]) -> None:
        """Ids in order of time."""
        self._requests = sorted(requests, key=lambda each: (each.received_at, each.family.id))
        self._meetings = sorted(meetings, key=lambda each: (each.seat.starts_at, each.family.id))
        self._plans = sorted(plans, key=lambda each: (each.start.day, each.child.id))
        everything: tuple[Sequence[RequestDraft | Meeting | PlanDraft], ...] = (
            self._requests,
            self._meetings,
            self._plans,
        )
        for drafts in everything:
            for number, draft in enumerate(drafts, 1):
                draft.id = number
        self._typed = self._with_minutes()

    def requests(self) -> tuple[Request, ...]:
        return tuple(self._request(each) for each in self._requests)

    def conferences(self) -> tuple[Conference, ...]:
        return tuple(self._conference(each) for each in self._meetings)

    def plans(self) -> tuple[Plan, ...]:
        return tuple(self._plan(each) for each in self._plans)

    def _request(self, draft: RequestDraft) -> Request:
        family = draft.family
        risks = "The adults arrive at different times." if family.domestic_abuse else ""
        if family.address_withheld:
            risks = "The adults must not meet in the waiting room."
        may_have_advocate = any((age_on(child.born_on, self._on) or 0) >= 5 for child in draft.children)
        is_whole = draft.state is not RequestState.RETURNED
        step_free = self._source.random() < 0.03
        return Request(
            id=draft.id, family_id=family.id, child_ids=tuple(child.id for child in draft.children), kind=draft.kind,
            state=draft.state, received_at=draft.received_at, strategy_on=draft.strategy_on, s47_on=draft.s47_on,
            notice_on=draft.notice_on, counted_from_on=draft.counted_from_on, due_on=draft.due_on,
            social_worker_id=family.network[0].professional_id, site_id=family.area + 1,
            seats=6 + 2 * min(3, len(draft.children)), advocate=may_have_advocate and is_whole,
            access_needs="Step-free entrance" if step_free else "", risks=risks,
            category_sought=draft.category, notes=draft.notes,
        )  # fmt: skip

    def _conference(self, draft: Meeting) -> Conference:
        detailed = draft.day > self._detail_from
        invited = self._invitations.of(draft) if detailed else ()
        minutes = self._minutes_state(draft) if draft.was_held else None
        began_at, finished_at = self._times(draft)
        quorum = self._quorum(draft, invited)
        seat, request = draft.seat, draft.request
        return Conference(
            id=draft.id, reference=self._reference(draft), request_id=request.id if request else None,
            family_id=draft.family.id, child_ids=tuple(child.id for child in draft.children), kind=draft.kind,
            state=self._state(draft, minutes, quorum),
            quoracy=quorum.words if quorum else None, hold=draft.hold, starts_at=seat.starts_at, ends_at=seat.ends_at,
            began_at=began_at, finished_at=finished_at, room_id=seat.room_id, chair_id=seat.chair_id,
            minute_taker_id=seat.minute_taker_id, mode=draft.mode, strategy_on=request.strategy_on if request else None,
            s47_on=request.s47_on if request else None, counted_from_on=draft.counted_from_on, due_on=draft.due_on,
            late_reason=draft.late_reason, change_reason=draft.change_reason,
            successor_id=draft.successor.id if draft.successor else None,
            booked_at=datetime.combine(draft.booked_on, time(16, 10), tzinfo=UTC), invitations=invited,
            decisions=self._decided(draft), minutes=minutes, paragraphs=self._paragraphs(draft),
        )  # fmt: skip

    def _reference(self, draft: Meeting) -> str:
        """Counted on within the year of the conference, as the program does."""
        self._in_year[draft.day.year] += 1
        return f"CP-{draft.day.year}-{self._in_year[draft.day.year]:04d}"

    def _paragraphs(self, draft: Meeting) -> tuple[Typed, ...]:
        return typed_minutes(draft) if draft.id in self._typed else ()

    def _with_minutes(self) -> frozenset[int]:
        """Ids of the conferences of the last month, and of the last few of every kind."""
        held = [each for each in self._meetings if each.was_held]
        recent = [each.id for each in held if each.day > self._on - timedelta(days=MINUTES_KEPT_DAYS)]
        for kind in ConferenceKind:
            recent.extend([each.id for each in held if each.kind is kind][-MINUTES_KEPT_OF_EACH_KIND:])
        return frozenset(recent)

    def _state(self, draft: Meeting, minutes: MinutesState | None, quorum: Quoracy | None) -> ConferenceState:
        """Held, held without a quorum, or closed once the minutes are out and their time is over."""
        if not draft.was_held:
            return draft.state
        if quorum is not None and not quorum.quorate:
            return ConferenceState.HELD_INQUORATE
        if minutes is MinutesState.APPROVED and self._calendar.count_between(draft.day, self._on) > 15:
            return ConferenceState.CLOSED
        return ConferenceState.HELD

    def _quorum(self, draft: Meeting, invited: tuple[Invitation, ...]) -> Quoracy | None:
        if not invited or not draft.was_held:
            return None
        return quoracy([self._attender(each) for each in invited], self._settings)

    def _attender(self, invitation: Invitation) -> Attender:
        kind: AgencyKind | None = None
        name = ""
        if invitation.professional_id is not None:
            agency = self._county.agency_of(self._county.professionals[invitation.professional_id - 1])
            kind, name = agency.kind, agency.name
        status = invitation.attendance or AttendanceStatus.INVITED
        return Attender(
            kind=kind, agency=name, capacity=invitation.capacity, status=status, direct_contact=True,
            present_at_decision=status is not AttendanceStatus.PART, report=invitation.report,
        )  # fmt: skip

    def _times(self, draft: Meeting) -> tuple[datetime | None, datetime | None]:
        """About an hour and 43 minutes on average, as the audit of November 2016 found."""
        if not draft.was_held:
            return None, None
        began_at = draft.seat.starts_at + timedelta(minutes=self._source.randrange(0, 11))
        booked = (draft.seat.ends_at - draft.seat.starts_at).seconds // 60
        minutes = round(min(max(self._source.gauss(booked - 1, 13), 55), booked + 8))
        return began_at, began_at + timedelta(minutes=minutes)

    def _minutes_state(self, draft: Meeting) -> MinutesState:
        age = self._calendar.count_between(draft.day, self._on)
        chance = self._source.random()
        if age <= 1:
            return MinutesState.DRAFT
        if age <= 6:
            return MinutesState.DRAFT if chance < 0.4 else MinutesState.WITH_CHAIR
        if age <= 15:
            return MinutesState.APPROVED if chance < age / 16 else MinutesState.WITH_CHAIR
        if age <= 25 and chance < 0.04:
            return MinutesState.WITH_CHAIR
        return MinutesState.APPROVED

    def _decided(self, draft: Meeting) -> tuple[Decided, ...]:
        if not draft.was_held:
            return ()
        return tuple(
            Decided(
                child_id=child.id, outcome=draft.decisions[child.id],
                category=draft.category if child.id in draft.plans else None,
                participation=self._participation(child, draft.day),
                plan_id=draft.plans[child.id].id if child.id in draft.plans else None,
            )
            for child in draft.children
            if child.id in draft.decisions
        )  # fmt: skip

    def _participation(self, child: Child, day: date) -> Participation:
        age = age_on(child.born_on, day)
        if age is None or age < 4:
            return Participation.PN0
        if age >= 12 and self._source.random() < 0.25:
            return Participation.PN1
        others = (Participation.PN5, Participation.PN6, Participation.PN7)
        return self._source.choices(others, (20, 70, 10))[0]

    def _plan(self, draft: PlanDraft) -> Plan:
        return Plan(
            id=draft.id, child_id=draft.child.id, started_on=draft.start.day, ended_on=draft.ended_on,
            end_reason=draft.end_reason, initial_category=draft.initial_category, latest_category=draft.latest_category,
            category_changed_on=draft.changed_on, previous_plans=draft.previous_plans,
            start_conference_id=draft.start.id, end_conference_id=draft.end.id if draft.end else None,
            latest_conference_id=draft.latest.id, latest_review_on=draft.reviews[-1].day if draft.reviews else None,
            next_review_due_on=None if draft.ended_on else draft.next_due_on,
            next_review_on=draft.next_review.day if draft.next_review and not draft.ended_on else None,
            chair_id=draft.start.seat.chair_id, lead_worker_id=draft.family.network[0].professional_id,
            transferred_from=draft.transferred_from, last_visit_on=self._last_visit(draft),
        )  # fmt: skip

    def _last_visit(self, draft: PlanDraft) -> date | None:
        """Mostly within the ten working days of a visit's limit."""
        if draft.ended_on is not None or draft.start.day >= self._on:
            return None
        visited_on = self._calendar.add(
            self._on, -self._source.choices((1, 3, 5, 7, 9, 12, 16), (15, 20, 20, 20, 15, 7, 3))[0]
        )
        return max(visited_on, draft.start.day)
