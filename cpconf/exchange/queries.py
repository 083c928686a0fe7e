"""What the store knows, as an import needs it to compare; knows no file."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import or_, select

from cpconf.bookings.records import Enquiry
from cpconf.bookings.rules import EnquiryId
from cpconf.exchange.steps import KnownChild, KnownEnquiry, KnownPlan, KnownStore
from cpconf.people.records import Child
from cpconf.people.rules import ChildId
from cpconf.plans.records import Plan
from cpconf.plans.rules import EndReason, PlanId
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading


@query(Permission.IMPORT)
def known_store(reading: Reading) -> KnownStore:
    """Every child with enquiries and plans, as of one moment; three statements whatever the number of children.

    Plans that were recorded in error are left out: they were in force on no day.
    """
    enquiries, plans = _enquiries(reading), _plans(reading)
    rows = reading.rows(
        select(
            Child.id, Child.la_child_id, Child.sex, Child.ethnicity, Child.born_on, Child.expected_on, Child.disabled
        )
    )
    return KnownStore(
        children={
            row.la_child_id: KnownChild(
                child_id=ChildId(row.id),
                la_child_id=row.la_child_id,
                sex=row.sex,
                ethnicity=row.ethnicity,
                born_on=row.born_on,
                expected_on=row.expected_on,
                disabled=row.disabled,
                enquiries=tuple(enquiries[row.id]),
                plans=tuple(plans[row.id]),
            )
            for row in rows
        }
    )


def _enquiries(reading: Reading) -> dict[int, list[KnownEnquiry]]:
    found: dict[int, list[KnownEnquiry]] = defaultdict(list)
    rows = reading.rows(
        select(
            Enquiry.child_id, Enquiry.id, Enquiry.strategy_discussion_on, Enquiry.imported, Enquiry.icpc_not_required,
            Enquiry.icpc_on, Enquiry.resulted_in_plan, Enquiry.enquiries_in_12_months, Enquiry.icpcs_in_12_months,
            Enquiry.team, Enquiry.worker,
        ).order_by(Enquiry.strategy_discussion_on)
    )  # fmt: skip
    for row in rows:
        found[row.child_id].append(
            KnownEnquiry(
                enquiry_id=EnquiryId(row.id),
                strategy_discussion_on=row.strategy_discussion_on,
                imported=row.imported,
                icpc_not_required=row.icpc_not_required,
                icpc_on=row.icpc_on,
                resulted_in_plan=row.resulted_in_plan,
                enquiries_in_12_months=row.enquiries_in_12_months,
                icpcs_in_12_months=row.icpcs_in_12_months,
                team=row.team,
                worker=row.worker,
            )
        )
    return found


def _plans(reading: Reading) -> dict[int, list[KnownPlan]]:
    found: dict[int, list[KnownPlan]] = defaultdict(list)
    rows = reading.rows(
        select(
            Plan.child_id, Plan.id, Plan.started_on, Plan.imported, Plan.initial_category, Plan.latest_category,
            Plan.ended_on, Plan.latest_review_on, Plan.last_visit_on, Plan.seen_alone, Plan.protection_powers,
            Plan.previous_plans, Plan.team, Plan.worker,
        )
        .where(or_(Plan.end_reason.is_(None), Plan.end_reason != EndReason.MADE_IN_ERROR))
        .order_by(Plan.started_on)
    )  # fmt: skip
    for row in rows:
        found[row.child_id].append(
            KnownPlan(
                plan_id=PlanId(row.id),
                started_on=row.started_on,
                imported=row.imported,
                initial_category=row.initial_category,
                latest_category=row.latest_category,
                ended_on=row.ended_on,
                latest_review_on=row.latest_review_on,
                last_visit_on=row.last_visit_on,
                seen_alone=row.seen_alone,
                protection_powers=row.protection_powers,
                previous_plans=row.previous_plans,
                team=row.team,
                worker=row.worker,
            )
        )
    return found
