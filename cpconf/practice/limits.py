"""Every time limit of the work as a value, with default and source; knows no calendar and counts no days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from types import MappingProxyType

from cpconf.refusals import Refusal


class Unit(StrEnum):
    """What a limit is counted in; the values are also the words on the screen."""

    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "calendar days"
    WEEKS = "weeks"
    MONTHS = "calendar months"
    HOURS = "hours"


class Direction(StrEnum):
    """Which side of its event a limit lies on."""

    AFTER = "after"
    BEFORE = "before"


class Bound(StrEnum):
    """LATEST: to be done by then. EARLIEST: not to be done before then."""

    LATEST = "latest"
    EARLIEST = "earliest"


class Event(StrEnum):
    """The event that starts a clock, in the words of the screen."""

    STRATEGY_DISCUSSION = "the strategy discussion that began the s47 enquiry"
    SECTION_47_START = "the start of the s47 enquiry"
    REQUEST = "the conference request"
    CONFERENCE = "the conference"
    INITIAL_CONFERENCE = "the initial conference"
    REVIEW_CONFERENCE = "the review conference"
    PREVIOUS_REVIEW = "the previous review actually held"
    INQUORATE_CONFERENCE = "the inquorate conference"
    PREVIOUS_CORE_GROUP = "the previous core group"
    PREVIOUS_VISIT = "the previous visit"
    TRANSFER_NOTICE = "written notice of the transfer"
    EXPECTED_BIRTH = "the expected date of birth"
    BIRTH = "the birth"
    PLAN_START_OR_AUDIT = "the start of the plan or the last audit"


class LimitKey(StrEnum):
    """Names every limit; the value is the key under which a changed limit is stored."""

    ICPC = "limit.icpc"
    ICPC_FROM_SECTION_47 = "limit.icpc_from_section_47"
    FIRST_REVIEW = "limit.first_review"
    LATER_REVIEW = "limit.later_review"
    POST_BIRTH_REVIEW = "limit.post_birth_review"
    FIRST_CORE_GROUP = "limit.first_core_group"
    CORE_GROUP = "limit.core_group"
    VISIT = "limit.visit"
    BOOKING_REQUEST = "limit.booking_request"
    ADVOCATE_REFERRAL = "limit.advocate_referral"
    POLICE_CHECKS = "limit.police_checks"
    REPORT_TO_PARENTS_INITIAL = "limit.report_to_parents_initial"
    REPORT_TO_PARENTS_REVIEW = "limit.report_to_parents_review"
    REPORT_TO_CHAIR_INITIAL = "limit.report_to_chair_initial"
    REPORT_TO_CHAIR_REVIEW = "limit.report_to_chair_review"
    REPORT_BUNDLE = "limit.report_bundle"
    REVIEW_INVITATIONS = "limit.review_invitations"
    EXCLUSION_REQUEST = "limit.exclusion_request"
    DECISION_LETTER = "limit.decision_letter"
    OUTLINE_PLAN = "limit.outline_plan"
    MINUTES = "limit.minutes"
    DISSENT = "limit.dissent"
    COMPLAINT = "limit.complaint"
    RECONVENE_INQUORATE = "limit.reconvene_inquorate"
    TRANSFER_IN = "limit.transfer_in"
    PRE_BIRTH_AIM = "limit.pre_birth_aim"
    PRE_BIRTH_LATEST = "limit.pre_birth_latest"
    PRE_BIRTH_EARLIEST = "limit.pre_birth_earliest"
    CHAIR_AUDIT = "limit.chair_audit"


_MOST: Mapping[Unit, int] = MappingProxyType(
    {
        Unit.WORKING_DAYS: 260,
        Unit.CALENDAR_DAYS: 366,
        Unit.WEEKS: 52,
        Unit.MONTHS: 24,
        Unit.HOURS: 720,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """One limit: `amount` of `unit`, `direction` its event; `at_time` is the hour of the last day, if set.

    `national` limits are the same for every English authority; the others are local procedure.
    `alternatives` says what other authorities use, for the person who edits it. Refuses an amount below one
    or past two years.
    """

    key: LimitKey
    label: str
    amount: int
    unit: Unit
    event: Event
    source: str
    direction: Direction = Direction.AFTER
    bound: Bound = Bound.LATEST
    national: bool = False
    at_time: time | None = None
    alternatives: str = ""

    def __post_init__(self) -> None:
        most = _MOST[self.unit]
        if not 1 <= self.amount <= most:
            raise Refusal(
                f"{self.label}: the limit must be between 1 and {most} {self.unit}, not {self.amount}.",
                field=self.key,
            )

    @property
    def span_in_words(self) -> str:
        """The length alone: "15 working days", "1 working day"."""
        return f"{self.amount} {self.unit[:-1] if self.amount == 1 else self.unit}"

    @property
    def in_words(self) -> str:
        """The whole rule: "within 15 working days after the initial conference"."""
        start = {
            (Direction.AFTER, Bound.LATEST): "within",
            (Direction.BEFORE, Bound.LATEST): "at least",
            (Direction.AFTER, Bound.EARLIEST): "not before",
            (Direction.BEFORE, Bound.EARLIEST): "not earlier than",
        }[self.direction, self.bound]
        hour = f", by {self.at_time:%H:%M}" if self.at_time is not None else ""
        return f"{start} {self.span_in_words} {self.direction} {self.event}{hour}"


def _limit(
    key: LimitKey,
    label: str,
    amount: int,
    unit: Unit,
    event: Event,
    source: str,
    *,
    direction: Direction = Direction.AFTER,
    bound: Bound = Bound.LATEST,
    national: bool = False,
    at_time: time | None = None,
    alternatives: str = "",
) -> TimeLimit:
    return TimeLimit(
        key=key, label=label, amount=amount, unit=unit, event=event, source=source, direction=direction,
        bound=bound, national=national, at_time=at_time, alternatives=alternatives,
    )  # fmt: skip


_K, _U, _E, _BEFORE = LimitKey, Unit, Event, Direction.BEFORE
_WT = "Working Together 2023"

_TABLE: tuple[TimeLimit, ...] = (
    _limit(_K.ICPC, "Initial conference", 15, _U.WORKING_DAYS, _E.STRATEGY_DISCUSSION,
           f"{_WT}; a later strategy discussion does not restart it", national=True),
    _limit(_K.ICPC_FROM_SECTION_47, "Initial conference, as DfE counts", 15, _U.WORKING_DAYS,
           _E.SECTION_47_START, "DfE children in need census", national=True),
    _limit(_K.FIRST_REVIEW, "First review conference", 3, _U.MONTHS, _E.INITIAL_CONFERENCE, _WT,
           national=True),
    _limit(_K.LATER_REVIEW, "Later review conference", 6, _U.MONTHS, _E.PREVIOUS_REVIEW, _WT, national=True),
    _limit(_K.POST_BIRTH_REVIEW, "First review after a pre-birth conference", 20, _U.WORKING_DAYS, _E.BIRTH,
           "Liverpool; the sooner of this and the first review's own limit",
           alternatives="10 working days (Tees); 4 weeks (Cheshire East)"),
    _limit(_K.FIRST_CORE_GROUP, "First core group", 10, _U.WORKING_DAYS, _E.INITIAL_CONFERENCE,
           f"{_WT} (10 days; procedures read them as working days)", national=True),
    _limit(_K.CORE_GROUP, "Core group after the first", 6, _U.WEEKS, _E.PREVIOUS_CORE_GROUP,
           "Local practice, 4 to 6 weeks", alternatives="4 weeks (Newcastle); monthly (Liverpool)"),
    _limit(_K.VISIT, "Statutory visit", 10, _U.WORKING_DAYS, _E.PREVIOUS_VISIT,
           "Liverpool; a plan may tighten it", alternatives="4 weeks (Bolton)"),
    _limit(_K.BOOKING_REQUEST, "Booking request reaches the service", 1, _U.WORKING_DAYS,
           _E.STRATEGY_DISCUSSION, "Bolton", alternatives="24 hours"),
    _limit(_K.ADVOCATE_REFERRAL, "Advocate referral", 1, _U.WORKING_DAYS, _E.REQUEST,
           "Sheffield, children over 5"),
    _limit(_K.POLICE_CHECKS, "Police checks asked for", 7, _U.WORKING_DAYS, _E.INITIAL_CONFERENCE,
           "Local process note", direction=_BEFORE),
    _limit(_K.REPORT_TO_PARENTS_INITIAL, "Report to parents, initial conference", 3, _U.WORKING_DAYS,
           _E.INITIAL_CONFERENCE, "Sussex 2025", direction=_BEFORE,
           alternatives="48 hours (West Berkshire); 2 working days (Ealing)"),
    _limit(_K.REPORT_TO_PARENTS_REVIEW, "Report to parents, review", 5, _U.WORKING_DAYS, _E.REVIEW_CONFERENCE,
           "Sussex 2025", direction=_BEFORE),
    _limit(_K.REPORT_TO_CHAIR_INITIAL, "Report to the chair, initial conference", 2, _U.WORKING_DAYS,
           _E.INITIAL_CONFERENCE, "Devon", direction=_BEFORE, alternatives="72 hours (Knowsley)"),
    _limit(_K.REPORT_TO_CHAIR_REVIEW, "Report to the chair, review", 5, _U.WORKING_DAYS, _E.REVIEW_CONFERENCE,
           "Devon", direction=_BEFORE, alternatives="72 hours (Knowsley)"),
    _limit(_K.REPORT_BUNDLE, "Bundle of reports to professionals", 1, _U.WORKING_DAYS, _E.CONFERENCE,
           "Oxfordshire", direction=_BEFORE, at_time=time(10, 0)),
    _limit(_K.REVIEW_INVITATIONS, "Invitations to a review", 20, _U.WORKING_DAYS, _E.REVIEW_CONFERENCE,
           "Local practice", direction=_BEFORE),
    _limit(_K.EXCLUSION_REQUEST, "Request to exclude a person", 3, _U.WORKING_DAYS, _E.CONFERENCE,
           "Sussex", direction=_BEFORE),
    _limit(_K.DECISION_LETTER, "Chair's decision letter", 1, _U.WORKING_DAYS, _E.CONFERENCE,
           "North Yorkshire"),
    _limit(_K.OUTLINE_PLAN, "Outline plan", 1, _U.WORKING_DAYS, _E.CONFERENCE, "North Yorkshire",
           alternatives="24 hours (St Helens); before people leave (Norfolk)"),
    _limit(_K.MINUTES, "Minutes sent out", 15, _U.WORKING_DAYS, _E.CONFERENCE, "North Yorkshire",
           alternatives="10 to 20 working days"),
    _limit(_K.DISSENT, "Written dissent", 72, _U.HOURS, _E.CONFERENCE, "Sussex",
           alternatives="as soon as possible (Sutton)"),
    _limit(_K.COMPLAINT, "Complaint in writing", 28, _U.CALENDAR_DAYS, _E.CONFERENCE,
           "Greater Manchester; the decision stands meanwhile"),
    _limit(_K.RECONVENE_INQUORATE, "Reconvene an inquorate initial conference", 10, _U.WORKING_DAYS,
           _E.INQUORATE_CONFERENCE, "Sussex"),
    _limit(_K.TRANSFER_IN, "Transfer-in conference", 15, _U.WORKING_DAYS, _E.TRANSFER_NOTICE, "Norfolk",
           alternatives="from the accepted referral (Tees)"),
    _limit(_K.PRE_BIRTH_AIM, "Pre-birth conference, aim", 3, _U.MONTHS, _E.EXPECTED_BIRTH, "Sussex",
           direction=_BEFORE),
    _limit(_K.PRE_BIRTH_LATEST, "Pre-birth conference, latest", 6, _U.WEEKS, _E.EXPECTED_BIRTH,
           "Sefton: by 34 weeks of pregnancy", direction=_BEFORE),
    _limit(_K.PRE_BIRTH_EARLIEST, "Pre-birth plan, earliest", 16, _U.WEEKS, _E.EXPECTED_BIRTH,
           "NSCB procedures: no plan before 24 weeks of pregnancy", direction=_BEFORE, bound=Bound.EARLIEST),
    _limit(_K.CHAIR_AUDIT, "Chair's audit", 2, _U.MONTHS, _E.PLAN_START_OR_AUDIT,
           "Buckinghamshire annual report 2016-17: every two months", alternatives="mid-way between reviews"),
)  # fmt: skip

DEFAULT_LIMITS: Mapping[LimitKey, TimeLimit] = MappingProxyType({limit.key: limit for limit in _TABLE})
