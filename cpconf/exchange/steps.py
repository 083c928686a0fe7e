"""What the store knows, as an import needs it, and the steps that an import may take; neither reads nor writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from cpconf.bookings.rules import EnquiryId
from cpconf.exchange.annex_rows import ChildFacts, EnquiryRow, PlanRow
from cpconf.people.rules import ChildId, Ethnicity, Sex
from cpconf.plans.rules import Category, PlanId

Value: TypeAlias = str | date | bool | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEnquiry:
    """A section 47 enquiry as kept. `imported` False: recorded here, so its conference is this service's word."""

    enquiry_id: EnquiryId
    strategy_discussion_on: date
    imported: bool
    icpc_not_required: bool | None = None
    icpc_on: date | None = None
    resulted_in_plan: bool | None = None
    enquiries_in_12_months: int | None = None
    icpcs_in_12_months: int | None = None
    team: str | None = None
    worker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlan:
    """A plan as kept. `imported` False from the moment that a conference here has decided anything about it."""

    plan_id: PlanId
    started_on: date
    imported: bool
    initial_category: Category
    latest_category: Category
    ended_on: date | None = None
    latest_review_on: date | None = None
    last_visit_on: date | None = None
    seen_alone: bool | None = None
    protection_powers: bool | None = None
    previous_plans: int | None = None
    team: str | None = None
    worker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownChild:
    """A child as kept, with enquiries and plans."""

    child_id: ChildId
    la_child_id: str
    sex: Sex
    ethnicity: Ethnicity
    born_on: date | None = None
    expected_on: date | None = None
    disabled: bool | None = None
    enquiries: tuple[KnownEnquiry, ...] = ()
    plans: tuple[KnownPlan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStore:
    """All children of the store by LA child id, as of one moment."""

    children: Mapping[str, KnownChild] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of a record from its old to its new value; `name` as in the record."""

    name: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class AddChild:
    """Keep a new child, without a name; sex U and ethnicity NOBT when the file does not say."""

    child: ChildFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeChild:
    """Change fields of a child, all of them at once (a birth replaces the expected date)."""

    child_id: ChildId
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEnquiry:
    """Keep a new enquiry, marked as imported. `child_id` None: of the child that an earlier step adds."""

    child_id: ChildId | None
    enquiry: EnquiryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEnquiry:
    """Change fields of an enquiry."""

    enquiry_id: EnquiryId
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPlan:
    """Keep a new plan, marked as imported. `child_id` None: of the child that an earlier step adds."""

    child_id: ChildId | None
    plan: PlanRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePlan:
    """Change fields of a plan."""

    plan_id: PlanId
    changes: tuple[FieldChange, ...]


Step: TypeAlias = AddChild | ChangeChild | AddEnquiry | ChangeEnquiry | AddPlan | ChangePlan
