"""How many children each chair has, and what one more costs against 85 to a full-time chair; chooses nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    bindparam,
    case,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
)

from cpconf.bookings.records import Conference
from cpconf.bookings.rules import HELD_STATES
from cpconf.diary.records import Resource
from cpconf.diary.rules import ResourceId
from cpconf.people.records import Child
from cpconf.practice.rules import PracticeSettings
from cpconf.store.store import Reading

# Plans stand below the bookings: the table is named by its words, nothing is imported.
_PLAN = table("plan", column("child_id", Integer), column("ended_on", Date))

STEPS = (85, 97, 110)
"""Children to a full-time chair at which each further one weighs more (annual report 2016-17); the first is the
setting `caseload_target`, and the others keep their proportion to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseload:
    """The children on open plans whose family's last held conference this chair chaired; `own`: of the family asked."""

    children: int
    own: int = 0


def _caseloads() -> Select[Any]:
    conference, child, resource = Conference.__table__.c, Child.__table__.c, Resource.__table__.c
    family = child.family_id + literal_column("0")  # not by its index: there are far fewer open plans than children
    on_plan = (
        select(family.label("family_id"), func.count().label("children"))
        .join_from(Child.__table__, _PLAN, _PLAN.c.child_id == child.id)
        .where(_PLAN.c.ended_on.is_(None))
        .group_by(family)
        .subquery()
    )
    last_chair = (
        select(conference.chair_id)
        .where(conference.family_id == on_plan.c.family_id, is_held(conference.state))
        .order_by(conference.starts_at.desc(), conference.id.desc())
        .limit(literal_column("1"))
        .correlate(on_plan)
        .scalar_subquery()
    )
    own = case((on_plan.c.family_id == bindparam("family_id", type_=Integer), on_plan.c.children), else_=0)
    return (
        select(resource.id, func.sum(on_plan.c.children), func.sum(own))
        .join_from(Resource.__table__, on_plan, resource.staff_id == last_chair)
        .group_by(resource.id)
    )


def is_held(state: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a conference has taken place; written out, because a list would be laid out anew with every question."""
    return or_(*(state == held for held in sorted(HELD_STATES)))


_CASELOADS = _caseloads()


def chair_caseloads(reading: Reading, *, family_id: int = 0) -> dict[ResourceId, Caseload]:
    """By the chair's resource; chairs without children are left out. One statement, over open plans only."""
    rows = reading.rows(_CASELOADS, family_id=family_id)
    return {ResourceId(row[0]): Caseload(children=row[1], own=row[2]) for row in rows}


def caseload_cost(children: int, fte: float, settings: PracticeSettings) -> int:
    """What a chair's number of children costs: so many points for each over the target, twice as many more for each
    over 97 to a full-time chair of 85, four times as many more over 110; bounds scaled by hours and rounded down."""
    weight, target = settings.score_full_caseload, settings.caseload_target
    bounds = (int(target * step / STEPS[0] * fte) for step in STEPS)
    return sum((weight << n) * max(0, children - bound) for n, bound in enumerate(bounds))


def points_for(caseload: Caseload, joining: int, fte: float, settings: PracticeSettings) -> tuple[int, str]:
    """What `joining` children cost with this chair, and why in words ("caseload 92 of 85"), empty under the target.

    Children of the family that the chair has already cost what they would save elsewhere.
    """
    before = caseload.children - caseload.own
    after = before + max(joining, caseload.own)
    points = caseload_cost(after, fte, settings) - caseload_cost(before, fte, settings)
    full = int(settings.caseload_target * fte)
    return points, f"caseload {caseload.children} of {full}" if after > full else ""
