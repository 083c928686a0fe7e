"""The Child Protection Plan of one child as a paper holds it: pure values; knows neither the store nor how it is drawn.

Every text is ready for its readers: names as this recipient may see them, withheld things simply absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cpconf.paper.imprint import Imprint


class PlanKind(StrEnum):
    """The outline leaves the conference room; the full plan is the core group's."""

    OUTLINE = "outline"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerAndGoal:
    """Who fears what and its effect on the child, and what must be seen, for how long, to step down."""

    danger: str
    goal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAction:
    """One thing to do. `by_on` is a date; None only where the conference set none."""

    action: str
    who: str
    by_on: date | None
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """A SMART row: `outcome` in plain words for the child, `measure` of reduced risk against `baseline`."""

    need: str
    outcome: str
    actions: tuple[PlanAction, ...]
    measure: str = ""
    baseline: str = ""
    progress: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContingencyRow:
    """What happens if the plan fails; `step` names the next stage (early review, legal meeting)."""

    trigger: str
    action: str
    owner: str
    deadline: str
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreGroupMember:
    """A member; `visits` is how often this person sees the child, in words."""

    name: str
    role: str
    agency: str = ""
    visits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDate:
    """A date that the plan sets: what it is, when, where."""

    what: str
    on: date
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet:
    """One child's plan. `child_line` identifies the child ("Ada Example, born 02/03/2019", "Unborn baby of …").

    `signatories` are the people who sign, each a name with role; empty means no signature block.
    """

    imprint: Imprint
    kind: PlanKind
    child: str
    child_line: str
    category: str
    started_on: date
    lead_social_worker: str
    chair: str = ""
    visit_frequency: str = ""
    dangers_and_goals: tuple[DangerAndGoal, ...] = ()
    outcomes: tuple[OutcomeRow, ...] = ()
    contingency: tuple[ContingencyRow, ...] = ()
    core_group: tuple[CoreGroupMember, ...] = ()
    core_group_first_on: date | None = None
    dates: tuple[PlannedDate, ...] = ()
    childs_view: str = ""
    signatories: tuple[str, ...] = ()
