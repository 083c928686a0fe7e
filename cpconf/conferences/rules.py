"""Attendance, reports, decisions: the words and the rules of conference day; knows no record."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

DecisionId = NewType("DecisionId", int)


class AttendanceStatus(StrEnum):
    """domain.md section 3."""

    INVITED = "invited"
    IN_PERSON = "in_person"
    REMOTE = "remote"
    PART = "part"
    DEPUTY = "deputy"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    EXCLUDED = "excluded"
    NOT_REQUIRED = "not_required"


ATTENDANCE_WORDS = {
    AttendanceStatus.INVITED: "Invited",
    AttendanceStatus.IN_PERSON: "Attended in person",
    AttendanceStatus.REMOTE: "Attended remotely",
    AttendanceStatus.PART: "Attended in part",
    AttendanceStatus.DEPUTY: "Sent a deputy",
    AttendanceStatus.APOLOGIES: "Apologies",
    AttendanceStatus.ABSENT: "Did not attend",
    AttendanceStatus.EXCLUDED: "Excluded",
    AttendanceStatus.NOT_REQUIRED: "Not required",
}


class ExclusionPart(StrEnum):
    """How far an exclusion reaches."""

    WHOLE = "whole"
    PART = "part"


class ReportStatus(StrEnum):
    """domain.md section 3."""

    AWAITED = "awaited"
    IN_TIME = "in_time"
    LATE = "late"
    ON_THE_DAY = "on_the_day"
    VERBAL = "verbal"
    NONE = "none"
    NOT_REQUIRED = "not_required"


REPORT_WORDS = {
    ReportStatus.AWAITED: "Awaited",
    ReportStatus.IN_TIME: "Provided in time",
    ReportStatus.LATE: "Provided late",
    ReportStatus.ON_THE_DAY: "On the day",
    ReportStatus.VERBAL: "Verbal only",
    ReportStatus.NONE: "Not provided",
    ReportStatus.NOT_REQUIRED: "Not required",
}


class DecisionOutcome(StrEnum):
    """domain.md section 4: outcomes of initial and of review conferences."""

    PLAN_MADE = "plan_made"
    NO_PLAN_CIN = "no_plan_cin"
    NO_PLAN_EARLY_HELP = "no_plan_early_help"
    NO_PLAN_REFERRAL = "no_plan_referral"
    NO_PLAN_NFA = "no_plan_nfa"
    PLAN_CONTINUES = "plan_continues"
    PLAN_ENDS_CIN = "plan_ends_cin"
    PLAN_ENDS_LOOKED_AFTER = "plan_ends_looked_after"
    PLAN_ENDS_OTHER = "plan_ends_other"
    ADJOURNED = "adjourned"


OUTCOME_WORDS = {
    DecisionOutcome.PLAN_MADE: "Child Protection Plan made",
    DecisionOutcome.NO_PLAN_CIN: "No plan: child in need plan",
    DecisionOutcome.NO_PLAN_EARLY_HELP: "No plan: early help",
    DecisionOutcome.NO_PLAN_REFERRAL: "No plan: referred to another agency",
    DecisionOutcome.NO_PLAN_NFA: "No plan: no further action",
    DecisionOutcome.PLAN_CONTINUES: "Plan continues",
    DecisionOutcome.PLAN_ENDS_CIN: "Plan ends: child in need plan",
    DecisionOutcome.PLAN_ENDS_LOOKED_AFTER: "Plan ends: child looked after",
    DecisionOutcome.PLAN_ENDS_OTHER: "Plan ends: other",
    DecisionOutcome.ADJOURNED: "Adjourned",
}


class Participation(StrEnum):
    """The child's participation, PN0-PN7 of the Standard Safeguarding Dataset."""

    PN0 = "PN0"
    PN1 = "PN1"
    PN2 = "PN2"
    PN3 = "PN3"
    PN4 = "PN4"
    PN5 = "PN5"
    PN6 = "PN6"
    PN7 = "PN7"


PARTICIPATION_WORDS = {
    Participation.PN0: "Under 4 years old at the time",
    Participation.PN1: "Attended and spoke for themselves",
    Participation.PN2: "Attended; an advocate spoke for them",
    Participation.PN3: "Attended and gave views without speech",
    Participation.PN4: "Attended but gave no views",
    Participation.PN5: "Did not attend; an advocate briefed by them spoke",
    Participation.PN6: "Did not attend; gave views in another form",
    Participation.PN7: "Did not attend and gave no views",
}
