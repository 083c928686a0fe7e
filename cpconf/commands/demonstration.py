"""One conference from request to papers, step by step, as the people of the service would do it; for the demo only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from cpconf.access.rules import StaffId
from cpconf.bookings.actions import book_conference
from cpconf.bookings.queries import ConferenceSheet, RequestLine, conference_sheet, request_sheet, slots_for
from cpconf.bookings.rules import ConferenceId, ConferenceState
from cpconf.commands.answers import in_words
from cpconf.commands.desk import Desk
from cpconf.commands.papers import print_minutes_into, print_plan_into
from cpconf.conferences.actions import (
    decide_quoracy,
    finish_conference,
    mark_attendance,
    mark_report,
    mark_report_seen,
    record_agency_view,
    record_decision,
    record_parent_view,
    start_conference,
)
from cpconf.conferences.day import DayPerson
from cpconf.conferences.queries import day_sheet
from cpconf.conferences.rules import AttendanceStatus, DecisionOutcome, Participation, ReportStatus
from cpconf.demo.minutes_words import INITIAL, INITIAL_PURPOSE
from cpconf.demo.plan_words import MOTHER, PLANS, PlanWords
from cpconf.diary.queries import resources
from cpconf.minutes.actions import approve_minutes, send_to_chair, type_section
from cpconf.minutes.rules import PER_CHILD, Heading
from cpconf.people.queries import ChildSheet, FamilySheet, child_sheet, family_sheet
from cpconf.people.rules import AgencyKind, ChildId
from cpconf.plans.actions import (
    issue_version,
    open_version,
    set_plan_dates,
    write_action,
    write_contingency,
    write_core_member,
    write_danger,
    write_outcome,
)
from cpconf.plans.queries import plan_editor
from cpconf.plans.rules import CATEGORY_WORDS, Category
from cpconf.refusals import Refusal

REASONS: Final = "On what was heard today the child is likely to go on suffering significant harm without a plan."
VIEW: Final = "What the agency has seen since the strategy discussion points the same way as the report."
PARENT: Final = "I did not know how worried everybody was. I want the help, and I want to know what happens next."
CORE_GROUP: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was done, line by line, and the papers."""

    reference: str
    lines: tuple[str, ...]
    files: tuple[Path, ...]


class Demonstration:
    """Does the main job on one request; `run` does all of it."""

    def __init__(self, desk: Desk, line: RequestLine) -> None:
        self._desk = desk
        self._request = desk.ask(request_sheet, request_id=line.id)
        self._family: FamilySheet = desk.ask(family_sheet, family_id=line.family_id)
        self._children: list[ChildSheet] = [desk.ask(child_sheet, child_id=child.id) for child in line.children]
        sought = self._request.category_sought
        self._category = Category(sought) if sought in (Category.NEGLECT, *PLANS) else Category.NEGLECT

    def run(self, folder: Path) -> Told:
        """Book, hold, decide, write, print; the clock moves on to the day of the conference."""
        booked = self._book()
        where = f"{in_words(booked.line.starts_at)}, {booked.line.room}, {booked.line.site}"
        who = f"chair {booked.line.chair}; minutes {booked.line.minute_taker}; {len(booked.people)} invited"
        lines = [
            f"Request {self._request.line.id} of family {self._family.reference}, due by {in_words(booked.due_on)}.",
            f"Booked {booked.line.reference}: {where}; {who}.",
        ]
        self._desk.use(at=booked.line.starts_at, staff=booked.line.minute_taker)
        lines.append(self._hold(booked))
        self._minutes(booked.line.id)
        self._desk.use(staff=booked.line.chair)
        lines.append(self._decide(booked.line.id))
        self._desk.use(at=booked.line.ends_at, staff=booked.line.minute_taker)
        for child in self._children:
            self._plan(booked.line.id, child)
        self._finish(booked)
        return Told(reference=booked.line.reference, lines=tuple(lines), files=tuple(self._print(booked, folder)))

    def _book(self) -> ConferenceSheet:
        slots = self._desk.ask(slots_for, request_id=self._request.line.id).slots
        if not slots or slots[0].is_late:
            raise Refusal("This request has no slot in time in this demo: choose another --seed.")
        best, named = slots[0], {line.id: line for line in self._desk.ask(resources)}
        conference_id = self._desk.change(
            book_conference,
            request_id=self._request.line.id,
            starts_at=best.starts_at,
            room_id=named[best.room].room_id,
            chair_id=StaffId(named[best.chair].staff_id or 0),
            minute_taker_id=StaffId(named[best.minute_taker].staff_id or 0),
        ).value
        return self._desk.ask(conference_sheet, conference_id=conference_id)

    def _hold(self, booked: ConferenceSheet) -> str:
        change, conference_id = self._desk.change, booked.line.id
        change(start_conference, conference_id=conference_id)
        sheet = self._desk.ask(day_sheet, conference_id=conference_id)
        parents = [person for person in sheet.people if person.adult_id is not None]
        for person in sheet.people:
            change(mark_attendance, invitation_id=person.invitation_id, status=_attendance(person))
            if person.professional_id is None or person.report_due_on is None:
                continue
            late = person.agency_kind is AgencyKind.POLICE
            received_on = min(person.report_due_on, booked.line.starts_at.date() - timedelta(days=1))
            status = ReportStatus.VERBAL if late else None
            change(
                mark_report,
                invitation_id=person.invitation_id,
                status=status,
                received_on=None if late else received_on,
                quality=None if late else 3 + person.position % 3,
            )
            for parent in parents if not late else ():
                if parent.adult_id is not None:
                    change(
                        mark_report_seen,
                        invitation_id=person.invitation_id,
                        adult_id=parent.adult_id,
                        seen_on=received_on,
                    )
        self._views(conference_id)
        return self._desk.ask(day_sheet, conference_id=conference_id).quoracy.words

    def _views(self, conference_id: ConferenceId) -> None:
        sheet = self._desk.ask(day_sheet, conference_id=conference_id)
        for person in sheet.people:
            if person.adult_id is not None:
                self._desk.change(
                    record_parent_view,
                    conference_id=conference_id,
                    adult_id=person.adult_id,
                    views=PARENT,
                    method="In the conference",
                    agrees=True,
                )
            elif person.professional_id is not None:
                for child in self._children:
                    self._desk.change(
                        record_agency_view,
                        invitation_id=person.invitation_id,
                        child_id=child.child.id,
                        threshold_met=True,
                        category=self._category,
                        scale=3 + person.position % 3,
                        reason=VIEW,
                    )

    def _minutes(self, conference_id: ConferenceId) -> None:
        words = self._words(self._children[0])
        words["children"] = _all_called(self._children)
        typed = {Heading.PURPOSE: INITIAL_PURPOSE, **INITIAL[self._category]}
        for heading in (heading for heading in Heading if heading in typed):
            texts = typed[heading]
            children = self._children if heading in PER_CHILD else [None]
            for child in children:
                told = {**words, "child": _called(child)} if child else words
                self._desk.change(
                    type_section,
                    conference_id=conference_id,
                    heading=heading,
                    child_id=child.child.id if child else None,
                    texts=tuple(text.format(**told) for text in texts),
                )

    def _decide(self, conference_id: ConferenceId) -> str:
        sheet = self._desk.ask(day_sheet, conference_id=conference_id)
        reason = "" if sheet.quoracy.quorate else "Waiting would leave the children without a plan."
        self._desk.change(decide_quoracy, conference_id=conference_id, go_ahead=True, reason=reason)
        for child in self._children:
            self._desk.change(
                record_decision,
                conference_id=conference_id,
                child_id=child.child.id,
                outcome=DecisionOutcome.PLAN_MADE,
                category=self._category,
                reasons=REASONS,
                participation=Participation.PN6 if child.child.born_on else Participation.PN0,
            )
        return f"Decided for {len(self._children)}: Child Protection Plan, {CATEGORY_WORDS[self._category].lower()}."

    def _plan(self, conference_id: ConferenceId, child: ChildSheet) -> None:
        change, child_id = self._desk.change, child.child.id
        version = change(open_version, conference_id=conference_id, child_id=child_id).value
        plan, words, day = PLANS[self._category], self._words(child), self._desk.on
        statement, goal = plan.danger.format(**words), plan.goal.format(**words)
        change(write_danger, plan_version_id=version, statement=statement, safety_goal=goal)
        for row in plan.rows:
            outcome_id = change(
                write_outcome,
                plan_version_id=version,
                need=row.need.format(**words),
                outcome=row.outcome.format(**words),
                measure=row.measure.format(**words),
                baseline=row.baseline.format(**words),
            ).value
            for step in row.steps:
                who = words["mother"] if step.who == MOTHER else words["worker"]
                by_on = day + timedelta(weeks=step.weeks)
                change(write_action, outcome_id=outcome_id, what=step.what.format(**words), who=who, by_on=by_on)
        self._plan_ending(conference_id, child_id, plan, words)

    def _plan_ending(
        self, conference_id: ConferenceId, child_id: ChildId, plan: PlanWords, words: dict[str, str]
    ) -> None:
        change, day = self._desk.change, self._desk.on
        draft = self._desk.ask(plan_editor, conference_id=conference_id, child_id=child_id)
        version = draft.plan_version_id
        assert version is not None
        change(
            write_contingency,
            plan_version_id=version,
            trigger=plan.trigger.format(**words),
            action=plan.action.format(**words),
            owner=words["worker"],
            deadline_on=day + timedelta(days=10),
            step=plan.step.format(**words),
        )
        people = [one for one in self._desk.ask(day_sheet, conference_id=conference_id).people if one.child_id is None]
        for person in people[:CORE_GROUP]:
            change(
                write_core_member,
                plan_version_id=version,
                professional_id=person.professional_id,
                adult_id=person.adult_id,
                role=person.role or person.capacity,
            )
        change(
            set_plan_dates,
            plan_version_id=version,
            core_group_first_on=draft.core_group_first_on,
            visit_every_days=draft.visit_every_days,
            next_review_on=draft.next_review_on,
            core_group_place=self._request.line.site_wanted,
        )
        change(issue_version, plan_version_id=version)

    def _finish(self, booked: ConferenceSheet) -> None:
        sheet = self._desk.ask(day_sheet, conference_id=booked.line.id)
        state = ConferenceState.HELD if sheet.quoracy.quorate else ConferenceState.HELD_INQUORATE
        self._desk.change(finish_conference, conference_id=booked.line.id, state=state)
        self._desk.change(send_to_chair, conference_id=booked.line.id)
        self._desk.use(staff=booked.line.chair)
        self._desk.change(approve_minutes, conference_id=booked.line.id)

    def _print(self, booked: ConferenceSheet, folder: Path) -> Iterator[Path]:
        reference = booked.line.reference
        yield print_minutes_into(self._desk, booked.line.id, reference, folder)
        for child in self._children:
            file = print_plan_into(self._desk, booked.line.id, child.child.id, reference, folder)
            if file is not None:
                yield file

    def _words(self, child: ChildSheet) -> dict[str, str]:
        """What stands for {child}, {children}, {mother}, {father} and {worker} in the invented words."""
        kinds = {kind: one.name.split()[0] for one in self._family.adults for _, kind, _ in one.relations}
        mother = kinds.get("mother", "the mother")
        return {
            "child": _called(child),
            "children": _called(child),
            "mother": mother,
            "father": kinds.get("father", "the father"),
            "worker": self._request.line.social_worker or "the social worker",
        }


def _called(child: ChildSheet) -> str:
    return child.given_name or "the baby"


def _all_called(children: Sequence[ChildSheet]) -> str:
    *first, last = [_called(child) for child in children]
    return f"{', '.join(first)} and {last}" if first else last


def _attendance(person: DayPerson) -> AttendanceStatus:
    if person.agency_kind is AgencyKind.POLICE:
        return AttendanceStatus.REMOTE
    if person.agency_kind is AgencyKind.GP:
        return AttendanceStatus.APOLOGIES
    return AttendanceStatus.IN_PERSON
