"""A model of the store for tests of the comparison: what is known after its steps were taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cpconf.bookings.rules import EnquiryId
from cpconf.exchange.annex_rows import AnnexA, EnquiryRow, PlanRow
from cpconf.exchange.comparison import compare
from cpconf.exchange.preview import ImportPreview
from cpconf.exchange.steps import (
    AddChild,
    AddEnquiry,
    AddPlan,
    ChangeChild,
    ChangeEnquiry,
    FieldChange,
    KnownChild,
    KnownEnquiry,
    KnownPlan,
    KnownStore,
)
from cpconf.people.rules import ChildId, Ethnicity, Sex
from cpconf.plans.rules import PlanId

NOTHING = KnownStore()


def file(*rows: EnquiryRow | PlanRow) -> AnnexA:
    plans = tuple(row for row in rows if isinstance(row, PlanRow))
    return AnnexA(
        enquiries=tuple(row for row in rows if isinstance(row, EnquiryRow)),
        plans=plans,
        listed_on_plans=frozenset(row.child.la_child_id for row in plans),
    )


ENQUIRY_FIELDS = (
    "strategy_discussion_on", "icpc_not_required", "icpc_on", "resulted_in_plan", "enquiries_in_12_months",
    "icpcs_in_12_months", "team", "worker",
)  # fmt: skip
PLAN_FIELDS = (
    "started_on", "initial_category", "latest_category", "ended_on", "latest_review_on", "last_visit_on", "seen_alone",
    "protection_powers", "previous_plans", "team", "worker",
)  # fmt: skip


def after(preview: ImportPreview, known: KnownStore) -> KnownStore:
    """What the store would know after the steps: the model of the actions that take them."""
    children = dict(known.children)
    for step in preview.to_apply:
        if isinstance(step, AddChild):
            facts = step.child
            children[facts.la_child_id] = KnownChild(
                child_id=ChildId(len(children) + 1000),
                la_child_id=facts.la_child_id,
                sex=facts.sex or Sex.UNKNOWN,
                ethnicity=facts.ethnicity or Ethnicity.NOBT,
                born_on=facts.born_on,
                expected_on=facts.expected_on,
                disabled=facts.disabled,
            )
            continue
        id_, child = next((i, c) for i, c in children.items() if _concerns(step, i, c))
        if isinstance(step, ChangeChild):
            child = _changed(child, step.changes)
        elif isinstance(step, AddEnquiry):
            values = {name: getattr(step.enquiry, name) for name in ENQUIRY_FIELDS}
            new = KnownEnquiry(enquiry_id=EnquiryId(_free()), imported=True, **values)
            child = replace(child, enquiries=(*child.enquiries, new))
        elif isinstance(step, AddPlan):
            values = {name: getattr(step.plan, name) for name in PLAN_FIELDS}
            child = replace(child, plans=(*child.plans, KnownPlan(plan_id=PlanId(_free()), imported=True, **values)))
        elif isinstance(step, ChangeEnquiry):
            rows = [_changed(e, step.changes) if e.enquiry_id == step.enquiry_id else e for e in child.enquiries]
            child = replace(child, enquiries=tuple(rows))
        else:
            plans = [_changed(p, step.changes) if p.plan_id == step.plan_id else p for p in child.plans]
            child = replace(child, plans=tuple(plans))
        assert (child.born_on is None) != (child.expected_on is None)
        children[id_] = child
    return KnownStore(children=children)


_ids = iter(range(10_000, 10_000_000))


def _free() -> int:
    return next(_ids)


def _concerns(step: Any, id_: str, child: KnownChild) -> bool:
    if isinstance(step, ChangeChild):
        return child.child_id == step.child_id
    if isinstance(step, AddEnquiry):
        return id_ == step.enquiry.child.la_child_id
    if isinstance(step, AddPlan):
        return id_ == step.plan.child.la_child_id
    if isinstance(step, ChangeEnquiry):
        return any(row.enquiry_id == step.enquiry_id for row in child.enquiries)
    return any(row.plan_id == step.plan_id for row in child.plans)


def _changed(record: Any, changes: tuple[FieldChange, ...]) -> Any:
    for change in changes:
        assert getattr(record, change.name) == change.old
    return replace(record, **{change.name: change.new for change in changes})


def knowing(*rows: EnquiryRow | PlanRow) -> KnownStore:
    return after(compare(file(*rows), NOTHING), NOTHING)
