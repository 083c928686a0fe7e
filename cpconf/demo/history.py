"""Lives every family's course: first conference, reviews inside their limits, the plans' end; knows no minutes."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from random import Random
from typing import Final

from cpconf.bookings.rules import ConferenceKind, ConferenceState, LateReason
from cpconf.conferences.rules import DecisionOutcome
from cpconf.demo.booking import Booking
from cpconf.demo.drafts import Meeting, PlanDraft, RequestDraft
from cpconf.demo.flow import Course, band_limits, years_before
from cpconf.demo.invented import Child, Family
from cpconf.demo.siblings import Household
from cpconf.diary.working_days import add_months
from cpconf.plans.rules import Category, EndReason
from cpconf.practice.limits import DEFAULT_LIMITS, LimitKey

_NO_PLAN: Final = (
    DecisionOutcome.NO_PLAN_CIN, DecisionOutcome.NO_PLAN_EARLY_HELP, DecisionOutcome.NO_PLAN_REFERRAL,
    DecisionOutcome.NO_PLAN_NFA,
)  # fmt: skip
_NO_PLAN_WEIGHTS: Final = (75, 15, 5, 5)
_MOVED_BECAUSE: Final = (
    LateReason.URGENT_FAMILY, LateReason.MISSING_REPORTS, LateReason.INQUORATE, LateReason.CHAIR_SICK,
    LateReason.WORKER_ABSENT, LateReason.PARENT_ABSENT, LateReason.INTERPRETER,
)  # fmt: skip
_MOVED_WEIGHTS: Final = (30, 25, 20, 8, 8, 6, 3)
_TODAY: Final = 5


class Chronicle:
    """Everything that happened up to the morning of `on` and everything that is booked after it."""

    def __init__(self, source: Random, booking: Booking, year_end: date, on: date) -> None:
        self._source = source
        self._booking = booking
        self._calendar = booking.calendar
        self._on = on
        self._year_end = year_end
        self._year_start = years_before(year_end, 1)
        self._today = _TODAY if self._calendar.is_working_day(on) else 0
        self._held_today = False
        self._overdue = 0.5
        self.requests: list[RequestDraft] = []
        self.meetings: list[Meeting] = []
        self.plans: list[PlanDraft] = []

    def live(self, family: Family, household: Household) -> None:
        """All courses of one family, oldest first."""
        previous = 0
        if len(household.courses) == 1 and self._source.random() < 0.08:
            previous = 1 if self._source.random() < 0.8 else 2
        pairs = list(zip(family.children, household.children, strict=True))
        children = [child for child, sketch in pairs if not sketch.only_considered]
        considered = [child for child, sketch in pairs if sketch.only_considered]
        for course in household.courses:
            last = course is household.courses[-1]
            start = self._initial(family, children, considered if last else [], course)
            if course.makes_plan:
                plans = self._begin(family, children, start, course, previous)
                self._review(plans, start, course)
                previous += 1

    def _initial(self, family: Family, children: list[Child], considered: list[Child], course: Course) -> Meeting:
        first, last = course.start_within
        last = min(last, self._on - timedelta(days=1))
        for spread in (3, 6, 10, 15):
            within = max(first, course.start_on - timedelta(spread)), min(last, course.start_on + timedelta(spread))
            days = self._booking.book.days(*within, course.start_on)
            together = [*children, *considered]
            kind = ConferenceKind.INITIAL
            if all(child.age_order() > course.start_on for child in children):
                kind = ConferenceKind.PRE_BIRTH
            elif course.start_on > years_before(self._year_end, 2) and self._source.random() < 0.03:
                kind = ConferenceKind.TRANSFER_IN
            seat = self._booking.seat(days, family, kind, len(together), None)
            if seat is not None:
                break
        else:
            raise AssertionError("no room for an initial conference")
        self._overdue += 0.19 * course.size
        is_late = kind is not ConferenceKind.TRANSFER_IN and self._overdue >= course.size
        self._overdue -= course.size if is_late else 0
        request = self._booking.request_for(family, together, kind, course.initial_category, seat.day, is_late=is_late)
        self.requests.append(request)
        meeting = self._booking.meeting(family, together, kind, seat, request=request, category=course.initial_category)
        outcomes = self._source.choices(_NO_PLAN, _NO_PLAN_WEIGHTS)[0], DecisionOutcome.PLAN_MADE
        for child in together:
            meeting.decisions[child.id] = outcomes[course.makes_plan and child in children]
        self._put(meeting)
        return meeting

    def _begin(
        self, family: Family, children: list[Child], start: Meeting, course: Course, previous: int
    ) -> list[PlanDraft]:
        self._booking.book.allocate(start.seat.chair_id, start.day, course.end_on, len(children))
        came_from = "Mockshire County Council" if start.kind is ConferenceKind.TRANSFER_IN else None
        plans = [
            PlanDraft(
                child=child, family=family, start=start, initial_category=course.initial_category,
                latest_category=course.initial_category, previous_plans=previous, transferred_from=came_from,
            )
            for child in children
        ]  # fmt: skip
        for plan in plans:
            start.plans[plan.child.id] = plan
        self.plans.extend(plans)
        return plans

    def _review(self, plans: list[PlanDraft], start: Meeting, course: Course) -> None:
        """Reviews until the plans have ended, or the next one is booked after today."""
        previous, number, was_late = start, 0, False
        moves_away = course.end_on is not None and self._source.random() < 0.05
        while plans:
            due_on = self._due_on(plans, previous, number)
            if course.end_on is not None:
                within = self._last_days(course, start.day)
                if within[0] <= due_on and course.end_on <= due_on + timedelta(days=6):
                    self._finish(plans, previous, course, within, due_on, moves_away)
                    return
            plans = self._come_of_age(plans, due_on + timedelta(days=60))
            if not plans:
                return
            wished = self._wished(course, previous, due_on, number)
            is_late = self._may_be_late(course, due_on) and not was_late
            was_late = was_late or is_late
            if self._leave_unbooked(wished):
                for plan in plans:
                    plan.next_due_on = due_on
                return
            meeting = self._next(plans, previous, due_on, wished, is_late=is_late)
            if not meeting.was_held:
                self._note_next(plans, meeting)
                return
            plans = self._decide(plans, meeting, course, number)
            previous, number = meeting, number + 1

    def _due_on(self, plans: list[PlanDraft], previous: Meeting, number: int) -> date:
        limit = DEFAULT_LIMITS[LimitKey.LATER_REVIEW if number else LimitKey.FIRST_REVIEW]
        due_on = self._calendar.due_on(limit, previous.day)
        for plan in plans:
            born_on = plan.child.born_on
            if born_on is not None and previous.day < born_on and plan.child.was_expected_on is not None:
                after_birth = DEFAULT_LIMITS[LimitKey.POST_BIRTH_REVIEW]
                due_on = self._calendar.soonest((after_birth, born_on), (limit, previous.day), (after_birth, born_on))
        return due_on

    def _last_days(self, course: Course, started_on: date) -> tuple[date, date]:
        assert course.end_on is not None and course.end_within is not None
        first, last = band_limits(course, started_on)
        week = timedelta(days=8)
        return (
            max(first, course.end_within[0], course.end_on - week),
            min(last, course.end_within[1], course.end_on + week),
        )

    def _wished(self, course: Course, previous: Meeting, due_on: date, number: int) -> date:
        if number == 0:
            wished = min(previous.day + timedelta(days=self._source.randrange(76, 87)), due_on - timedelta(days=4))
            if course.end_on is not None:
                wished = min(wished, course.end_on - timedelta(days=30))
            return max(wished, previous.day + timedelta(days=14))
        if course.end_on is not None:
            left = (course.end_on - previous.day).days
            return previous.day + timedelta(days=left // ceil(left / 166))
        return due_on - timedelta(days=self._source.randrange(8, 26))

    def _may_be_late(self, course: Course, due_on: date) -> bool:
        if course.late_review:
            return self._year_start + timedelta(days=30) < due_on < self._year_end - timedelta(days=30)
        if course.open_at_year_end and due_on <= self._year_end + timedelta(days=30):
            return False
        if course.end_on is not None and (course.end_on - due_on).days < 70:
            return False
        return self._source.random() < 0.03

    def _leave_unbooked(self, wished: date) -> bool:
        return wished > self._on + timedelta(days=75) and self._source.random() < 0.04

    def _next(self, plans: list[PlanDraft], previous: Meeting, due_on: date, wished: date, *, is_late: bool) -> Meeting:
        """The next review, moved once if it is to be late, and now and then moved inside its limit."""
        chair_id = self._booking.usual_chair(plans[0].start)
        first = max(min(wished - timedelta(days=24), due_on - timedelta(days=10)), previous.day + timedelta(days=5))
        children = [plan.child for plan in plans]
        family = plans[0].family
        days = self._booking.book.days(first, due_on, wished)
        if self._today and first <= self._on <= due_on and abs((wished - self._on).days) < 30 and not is_late:
            days = [self._on, *days]
        seat = self._booking.seat(days, family, ConferenceKind.REVIEW, len(children), chair_id)
        if seat is None:
            raise AssertionError("no room for a review inside its limit")
        booked = self._booking.meeting(
            family,
            children,
            ConferenceKind.REVIEW,
            seat,
            after=previous,
            due_on=due_on,
            category=plans[0].latest_category,
        )
        self._put(booked)
        if is_late and seat.day < self._on - timedelta(days=40):
            after = add_months(previous.day, 3 if previous is plans[0].start else 6) + timedelta(days=3)
            return self._move(booked, after, after + timedelta(days=17))
        if seat.day < due_on - timedelta(days=8) and seat.day != self._on and self._source.random() < 0.06:
            return self._move(booked, seat.day + timedelta(days=1), due_on)
        return booked

    def _move(self, meeting: Meeting, first: date, last: date) -> Meeting:
        """A successor on another day; the limit stays as it was."""
        reason = self._source.choices(_MOVED_BECAUSE, _MOVED_WEIGHTS)[0]
        days = self._booking.book.days(first, last, first + timedelta(days=6))
        seat = self._booking.seat(days, meeting.family, meeting.kind, len(meeting.children), meeting.seat.chair_id)
        if seat is None:
            return meeting
        successor = self._booking.moved(meeting, seat, reason)
        self._put(successor)
        return successor

    def _finish(
        self, plans: list[PlanDraft], previous: Meeting, course: Course, within: tuple[date, date], due_on: date,
        moves_away: bool,
    ) -> None:  # fmt: skip
        """The review that ends the plans; or the day on which a family's new authority took them over."""
        assert course.end_on is not None
        first, last = max(within[0], previous.day + timedelta(days=10)), min(within[1], due_on)
        days = [] if moves_away else self._booking.book.days(first, last, course.end_on)
        children = [plan.child for plan in plans]
        chair_id = self._booking.usual_chair(plans[0].start)
        seat = self._booking.seat(days, plans[0].family, ConferenceKind.REVIEW, len(children), chair_id)
        if seat is None:
            for plan in plans:
                plan.ended_on = min(max(course.end_on, first), last)
                plan.end_reason = EndReason.TRANSFERRED
            return
        meeting = self._booking.meeting(
            plans[0].family,
            children,
            ConferenceKind.REVIEW,
            seat,
            after=previous,
            due_on=due_on,
            category=course.category,
        )
        self._put(meeting)
        self._end(plans, meeting, course.category)

    def _end(self, plans: list[PlanDraft], meeting: Meeting, category: Category) -> None:
        chance = self._source.random()
        reason, outcome = EndReason.RISK_REDUCED, DecisionOutcome.PLAN_ENDS_CIN
        if chance < 0.1:
            reason, outcome = EndReason.LOOKED_AFTER, DecisionOutcome.PLAN_ENDS_LOOKED_AFTER
        elif chance < 0.14:
            reason, outcome = EndReason.OTHER, DecisionOutcome.PLAN_ENDS_OTHER
        for plan in plans:
            if plan.child.id not in meeting.plans:
                meeting.plans[plan.child.id] = plan
                plan.reviews.append(meeting)
            self._take_category(plan, meeting, category)
            plan.ended_on, plan.end_reason, plan.end = meeting.day, reason, meeting
            meeting.decisions[plan.child.id] = outcome

    def _decide(self, plans: list[PlanDraft], meeting: Meeting, course: Course, number: int) -> list[PlanDraft]:
        """Plans go on, save that after the year end some end; returns those that go on."""
        for plan in plans:
            plan.reviews.append(meeting)
            meeting.plans[plan.child.id] = plan
            meeting.decisions[plan.child.id] = DecisionOutcome.PLAN_CONTINUES
            self._take_category(plan, meeting, course.category)
        if not self._year_end < meeting.day < self._on:
            return plans
        if self._source.random() < (0.18 if number == 0 else 0.4):
            ending = plans[:1] if len(plans) > 1 and self._source.random() < 0.15 else plans
            self._end(ending, meeting, course.category)
            return [plan for plan in plans if plan.ended_on is None]
        return plans

    @staticmethod
    def _take_category(plan: PlanDraft, meeting: Meeting, category: Category) -> None:
        if plan.latest_category is not category:
            plan.latest_category, plan.changed_on = category, meeting.day
            meeting.category = category

    def _come_of_age(self, plans: list[PlanDraft], day: date) -> list[PlanDraft]:
        """End the plan of whoever turns 18 by `day` and before today; returns the others."""
        for plan in plans:
            born_on = plan.child.born_on
            if born_on is not None and add_months(born_on, 216) <= min(day, self._on):
                plan.ended_on, plan.end_reason = add_months(born_on, 216), EndReason.TURNED_18
        return [plan for plan in plans if plan.ended_on is None]

    def _note_next(self, plans: list[PlanDraft], meeting: Meeting) -> None:
        for plan in plans:
            plan.next_review, plan.next_due_on = meeting, meeting.due_on
            meeting.plans[plan.child.id] = plan

    def _put(self, meeting: Meeting) -> None:
        """Settle whether a conference was held by this morning; the first of today has just been."""
        if meeting.day == self._on and self._today:
            self._today -= 1
            if not self._held_today and meeting.seat.half == 0:
                self._held_today = True
                meeting.state = ConferenceState.HELD
        elif meeting.day < self._on:
            meeting.state = ConferenceState.HELD
        self.meetings.append(meeting)
