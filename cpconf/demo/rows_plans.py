"""The plans of an invented authority and the words of the open ones as rows; opens no store."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from cpconf.bookings.rules import ConferenceKind
from cpconf.demo.invented import Authority, Conference, Family, Involved, Plan
from cpconf.demo.plan_words import HEALTH, MOTHER, OTHER, PLANS, SCHOOL, WORKER, PlanWords, Row, Step
from cpconf.demo.rows import Rows, Table
from cpconf.demo.rows_conferences import instant
from cpconf.demo.spoken import first_name, people_words
from cpconf.diary.working_days import WorkingCalendar, add_months
from cpconf.plans.rules import PlanKind, Progress
from cpconf.practice.limits import DEFAULT_LIMITS, LimitKey

_PROGRESS: Final = (Progress.PARTLY, Progress.ACHIEVED, Progress.PARTLY, Progress.NOT_ACHIEVED, Progress.ACHIEVED)
_NOTES: Final = {
    Progress.PARTLY: "Better than at the last conference; not yet every week.",
    Progress.ACHIEVED: "Seen at every visit since the last conference.",
    Progress.NOT_ACHIEVED: "Not begun: the service had a waiting list. A date is now agreed.",
}
_IN_CORE_GROUP: Final = ("Social worker", "School", "Health visitor", "School nurse", "Midwife", "Family support")


def plan_table(authority: Authority, families: dict[int, Family]) -> Table:
    """Every plan, open or ended; needs the family of every child."""
    return "plan", [_plan(plan, families[plan.child_id]) for plan in authority.plans]


def by_child(authority: Authority) -> dict[int, Family]:
    return {child.id: family for family in authority.families for child in family.children}


def _plan(plan: Plan, family: Family) -> dict[str, Any]:
    return {
        "id": plan.id, "child_id": plan.child_id, "started_on": plan.started_on, "ended_on": plan.ended_on,
        "end_reason": plan.end_reason, "initial_category": plan.initial_category,
        "latest_category": plan.latest_category, "previous_plans": plan.previous_plans,
        "start_conference_id": plan.start_conference_id, "end_conference_id": plan.end_conference_id,
        "lead_worker_id": plan.lead_worker_id, "chair_id": plan.chair_id, "transferred_from": plan.transferred_from,
        "last_visit_on": plan.last_visit_on, "seen_alone": plan.last_visit_on is not None and plan.id % 6 != 0,
        "latest_review_on": plan.latest_review_on, "next_review_due_on": plan.next_review_due_on,
        "team": family.team, "worker": family.worker,
    }  # fmt: skip


class PlanWriting:
    """Writes the words of every open plan, as its latest conference left them."""

    def __init__(self, authority: Authority, families: dict[int, Family], calendar: WorkingCalendar) -> None:
        self._authority = authority
        self._families = families
        self._calendar = calendar
        self._conferences = {each.id: each for each in authority.conferences}
        self._professionals = {each.id: each.name.full for each in authority.professionals}
        self.versions: Rows = []
        self.dangers: Rows = []
        self.outcomes: Rows = []
        self.actions: Rows = []
        self.contingencies: Rows = []
        self.members: Rows = []

    def tables(self) -> list[Table]:
        for plan in self._authority.plans:
            if plan.ended_on is None:
                self._write(plan)
        return [
            ("plan_version", self.versions),
            ("danger_statement", self.dangers),
            ("outcome", self.outcomes),
            ("plan_action", self.actions),
            ("contingency", self.contingencies),
            ("core_group_member", self.members),
        ]

    def _write(self, plan: Plan) -> None:
        family = self._families[plan.child_id]
        conference = self._conferences[plan.latest_conference_id]
        day = conference.starts_at.date()
        child = next(each for each in family.children if each.id == plan.child_id)
        named = {**people_words(family, family.children), "child": first_name(child)}
        words = PLANS[plan.latest_category]
        version_id = self._version(plan, conference, family)
        statement, goal = words.danger.format(**named), words.goal.format(**named)
        self._add(self.dangers, plan_version_id=version_id, position=1, statement=statement, safety_goal=goal)
        for position, row in enumerate(words.rows, 1):
            self._row(version_id, position, row, plan, conference, family, named)
        self._contingency(version_id, words, day, family, named)
        self._core_group(version_id, family)

    def _version(self, plan: Plan, conference: Conference, family: Family) -> int:
        day = conference.starts_at.date()
        is_review = conference.kind is ConferenceKind.REVIEW
        core_group = DEFAULT_LIMITS[LimitKey.CORE_GROUP if is_review else LimitKey.FIRST_CORE_GROUP]
        issued_on = self._calendar.add(day, 1)
        return self._add(
            self.versions, child_id=plan.child_id, plan_id=plan.id, conference_id=conference.id, number=1,
            kind=PlanKind.OUTLINE, visit_every_days=10, core_group_first_on=self._calendar.due_on(core_group, day),
            core_group_place=self._authority.sites[family.area].name,
            next_review_on=plan.next_review_on or plan.next_review_due_on,
            issued_at=instant(issued_on, 12) if issued_on < self._authority.on else None,
        )  # fmt: skip

    def _row(
        self, version_id: int, position: int, row: Row, plan: Plan, conference: Conference, family: Family,
        named: dict[str, str],
    ) -> None:  # fmt: skip
        day = conference.starts_at.date()
        progress = Progress.NOT_STARTED
        if conference.kind is ConferenceKind.REVIEW:
            progress = _PROGRESS[(plan.id + position) % len(_PROGRESS)]
        outcome_id = self._add(
            self.outcomes, plan_version_id=version_id, position=position, need=row.need.format(**named),
            outcome=row.outcome.format(**named), measure=row.measure.format(**named),
            baseline=row.baseline.format(**named),
            progress=progress, progress_note=_NOTES.get(progress, ""),
            achieved_on=day if progress is Progress.ACHIEVED else None,
        )  # fmt: skip
        for number, step in enumerate(row.steps, 1):
            by_on = self._calendar.on_or_before(day + timedelta(weeks=step.weeks))
            is_done = by_on < self._authority.on and (plan.id + position + number) % 4 != 0
            self._add(
                self.actions, outcome_id=outcome_id, position=number, what=step.what.format(**named),
                who=self._who(step, family), by_on=by_on, done_on=by_on if is_done else None,
            )  # fmt: skip

    def _who(self, step: Step, family: Family) -> str:
        """A named person: one of the family's own professionals, or the social worker where there is none."""
        if step.who == MOTHER:
            return family.adults[0].name.full
        wanted = {WORKER: ("Social worker",), SCHOOL: ("School",), HEALTH: ("Health visitor", "School nurse", "GP")}
        roles = wanted.get(step.who, ("Family support", "Housing", "Domestic abuse service", "Substance misuse"))
        assert step.who in (WORKER, SCHOOL, HEALTH, OTHER)
        found = [each for role in roles for each in family.network if each.role == role]
        return self._professionals[(found or [family.network[0]])[0].professional_id]

    def _contingency(self, version_id: int, words: PlanWords, day: date, family: Family, named: dict[str, str]) -> None:
        self._add(
            self.contingencies, plan_version_id=version_id, position=1, trigger=words.trigger.format(**named),
            action=words.action.format(**named), owner=family.worker, step=words.step,
            deadline_on=self._calendar.on_or_before(add_months(day, 3)),
        )  # fmt: skip

    def _core_group(self, version_id: int, family: Family) -> None:
        members: list[Involved] = [each for each in family.network if each.role in _IN_CORE_GROUP]
        parents = [adult for adult in family.adults if adult.parental_responsibility]
        names = self._professionals
        people = [(each.professional_id, None, names[each.professional_id], each.role) for each in members]
        adults = [(None, each.id, each.name.full, each.kind) for each in parents]
        for position, (professional_id, adult_id, name, role) in enumerate([*people, *adults], 1):
            who = {"professional_id": professional_id, "adult_id": adult_id, "name": name, "role": role}
            self._add(self.members, plan_version_id=version_id, position=position, **who)

    @staticmethod
    def _add(rows: Rows, **values: Any) -> int:
        rows.append({"id": len(rows) + 1, **values})
        return len(rows)
