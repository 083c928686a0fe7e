"""Takes the steps of an import, all or none, each with its trail; knows no file and decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TypeVar

from sqlalchemy import select

from cpconf.bookings.records import Enquiry
from cpconf.diary.window import load_calendar
from cpconf.exchange.annex_rows import EnquiryRow, PlanRow
from cpconf.exchange.steps import (
    AddChild,
    AddEnquiry,
    AddPlan,
    ChangeChild,
    ChangeEnquiry,
    ChangePlan,
    FieldChange,
    Step,
)
from cpconf.people.records import Child
from cpconf.people.rules import ChildId, Ethnicity, Sex
from cpconf.plans.actions import next_review_due, recount_after_birth
from cpconf.plans.records import Plan
from cpconf.plans.rules import EndReason, first_review_due_on
from cpconf.practice.limits import LimitKey
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

S = TypeVar("S")

_CHANGED_MEANWHILE = (
    "The store changed after this preview was made, so nothing was imported. Compare the file again and look once more."
)
_NOT_OF_THE_RECORD = frozenset({"sheet", "row", "child"})


@action(Permission.IMPORT)
def apply_import(writing: Writing, *, steps: Sequence[Step], source: str = "") -> int:
    """Take all steps of a preview; returns how many. `source` names the file in the trail.

    Refused as a whole when a value is no longer what the preview saw, or the database refuses any of them. Children
    come in without a name; an open plan gets its next review's due date. No steps: nothing is written.
    """
    if source and steps:
        writing.because(f"Imported from {source}")
    work = _Import(writing)
    plans, enquiries = _of(steps, AddPlan), _of(steps, AddEnquiry)
    told_by: dict[str, EnquiryRow | PlanRow] = {step.enquiry.child.la_child_id: step.enquiry for step in enquiries}
    told_by |= {step.plan.child.la_child_id: step.plan for step in plans}
    work.children(_of(steps, AddChild), _of(steps, ChangeChild), told_by)
    work.enquiries(enquiries, _of(steps, ChangeEnquiry))
    work.plans(plans, _of(steps, ChangePlan))
    return len(steps)


def _of(steps: Iterable[Step], kind: type[S]) -> list[S]:
    return [step for step in steps if isinstance(step, kind)]


class _Import:
    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._new: dict[str, Child] = {}
        self._settings, self._calendar = load_settings(writing), load_calendar(writing)

    def children(
        self,
        added: Sequence[AddChild],
        changed: Sequence[ChangeChild],
        told_by: Mapping[str, EnquiryRow | PlanRow],
    ) -> None:
        """New children learn their team and worker from the row that tells of them, a plan's before an enquiry's."""
        for step in added:
            facts, row = step.child, told_by.get(step.child.la_child_id)
            self._new[facts.la_child_id] = Child(
                la_child_id=facts.la_child_id,
                sex=facts.sex or Sex.UNKNOWN,
                ethnicity=facts.ethnicity or Ethnicity.NOBT,
                born_on=facts.born_on,
                expected_on=facts.expected_on,
                disabled=facts.disabled,
                disabilities=[],
                team=row.team if row else None,
                worker=row.worker if row else None,
            )
        self._writing.add_all(self._new.values())
        for change in changed:
            _change(self._writing.get(Child, change.child_id), change.changes)
        self._writing.flush()
        for change in changed:
            if any(one.name == "born_on" for one in change.changes):
                recount_after_birth(self._writing, ChildId(change.child_id))

    def enquiries(self, added: Sequence[AddEnquiry], changed: Sequence[ChangeEnquiry]) -> None:
        rows = [
            Enquiry(child_id=self._child_id(step, step.enquiry), imported=True, **_values(step.enquiry))
            for step in added
        ]
        self._writing.add_all(rows)
        for change in changed:
            _change(self._writing.get(Enquiry, change.enquiry_id), change.changes)
        self._writing.flush()

    def plans(self, added: Sequence[AddPlan], changed: Sequence[ChangePlan]) -> None:
        """Changes first: a plan that ends makes room for the next one of the same child."""
        for change in changed:
            plan = self._writing.get(Plan, change.plan_id)
            _change(plan, change.changes)
            self._settle(plan)
        self._writing.flush()
        rows = []
        for step in added:
            plan = Plan(child_id=self._child_id(step, step.plan), imported=True, **_values(step.plan))
            plan.previous_plans = step.plan.previous_plans or 0
            self._settle(plan)
            rows.append(plan)
        self._writing.add_all(rows)

    def _child_id(self, step: AddEnquiry | AddPlan, row: EnquiryRow | PlanRow) -> int:
        """The child of a row: known, or added by this import."""
        if step.child_id is not None:
            return step.child_id
        child = self._new.get(row.child.la_child_id)
        if child is None:
            found = self._writing.scalar(select(Child.id).where(Child.la_child_id == row.child.la_child_id))
            if found is None:
                raise Refusal(_CHANGED_MEANWHILE, "file")
            return found
        return child.id

    def _settle(self, plan: Plan) -> None:
        """What follows from a plan's dates: the next review of an open one, the reason of an ended one."""
        if plan.ended_on is not None:
            plan.next_review_due_on = None
            plan.end_reason = plan.end_reason or EndReason.IMPORTED
        elif plan.start_conference_id is not None:  # made here: a birth may bring its first review forward
            plan.next_review_due_on = next_review_due(self._writing, plan)
        elif plan.latest_review_on is not None:
            later = self._settings.limit(LimitKey.LATER_REVIEW)
            plan.next_review_due_on = self._calendar.due_on(later, plan.latest_review_on)
        else:
            plan.next_review_due_on = first_review_due_on(plan.started_on, self._calendar, self._settings)


def _values(row: EnquiryRow | PlanRow) -> dict[str, object]:
    return {field.name: getattr(row, field.name) for field in fields(row) if field.name not in _NOT_OF_THE_RECORD}


def _change(record: Child | Enquiry | Plan, changes: Iterable[FieldChange]) -> None:
    for change in changes:
        if getattr(record, change.name) != change.old:
            raise Refusal(_CHANGED_MEANWHILE, "file")
        setattr(record, change.name, change.new)
