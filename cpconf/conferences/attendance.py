"""What may be marked of attendance, of reports and of who saw them; knows no record and no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from cpconf.bookings.rules import ConferenceKind, ConferenceState
from cpconf.conferences.rules import AttendanceStatus, ExclusionPart, ReportStatus
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.limits import LimitKey
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal

OPEN_STATES = frozenset(
    {
        ConferenceState.CONFIRMED,
        ConferenceState.HELD,
        ConferenceState.HELD_INQUORATE,
        ConferenceState.ADJOURNED,
        ConferenceState.NOT_HELD,
    }
)
CAME = frozenset({AttendanceStatus.IN_PERSON, AttendanceStatus.REMOTE, AttendanceStatus.PART, AttendanceStatus.DEPUTY})
ON_THE_DAY_ONLY = (CAME - {AttendanceStatus.DEPUTY}) | {AttendanceStatus.ABSENT}
_HAS_PAPER = frozenset({ReportStatus.IN_TIME, ReportStatus.LATE, ReportStatus.ON_THE_DAY})
_NO_PAPER = frozenset({ReportStatus.NONE, ReportStatus.NOT_REQUIRED, ReportStatus.VERBAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceMark:
    """How one person attended; times are wall time on the day. Only what belongs to the status is filled."""

    status: AttendanceStatus
    arrived_at: time | None = None
    left_at: time | None = None
    present_at_decision: bool | None = None
    deputy_name: str | None = None
    deputy_title: str | None = None
    excluded_part: ExclusionPart | None = None
    excluded_reason: str | None = None
    excluded_by: str | None = None


def checked_attendance(mark: AttendanceMark) -> AttendanceMark:
    """The mark as it is kept, or a refusal naming the field.

    A deputy needs a name; a part attender a time in or out; an exclusion its reach, reason and authoriser. Who
    attends in part is present at the decision if they did not leave, unless it is said otherwise.
    """
    if mark.arrived_at is not None and mark.left_at is not None and mark.left_at <= mark.arrived_at:
        raise Refusal("The time they left must be after the time they came.", "left_at")
    times = mark.arrived_at is not None or mark.left_at is not None
    if times and mark.status not in CAME and mark.status is not AttendanceStatus.EXCLUDED:
        raise Refusal("Times belong to a person who came: choose how they attended, or clear the times.", "status")
    deputy = (_text(mark.deputy_name), _text(mark.deputy_title))
    excluded = (mark.excluded_part, _text(mark.excluded_reason), _text(mark.excluded_by))
    match mark.status:
        case AttendanceStatus.PART if not times:
            raise Refusal("Give the time they came or the time they left.", "arrived_at")
        case AttendanceStatus.DEPUTY if deputy[0] is None:
            raise Refusal("Give the name of the deputy.", "deputy_name")
        case AttendanceStatus.EXCLUDED:
            _check_exclusion(*excluded)
    present = mark.present_at_decision
    if mark.status is AttendanceStatus.PART and present is None:
        present = mark.left_at is None
    is_deputy = mark.status is AttendanceStatus.DEPUTY
    is_excluded = mark.status is AttendanceStatus.EXCLUDED
    return AttendanceMark(
        status=mark.status,
        arrived_at=mark.arrived_at,
        left_at=mark.left_at,
        present_at_decision=present if mark.status in CAME else None,
        deputy_name=deputy[0] if is_deputy else None,
        deputy_title=deputy[1] if is_deputy else None,
        excluded_part=excluded[0] if is_excluded else None,
        excluded_reason=excluded[1] if is_excluded else None,
        excluded_by=excluded[2] if is_excluded else None,
    )


def _check_exclusion(part: ExclusionPart | None, reason: str | None, by: str | None) -> None:
    if part is None:
        raise Refusal("Say whether they are excluded from the whole conference or a part of it.", "excluded_part")
    if reason is None:
        raise Refusal("Give the reason for the exclusion: the minutes state it.", "excluded_reason")
    if by is None:
        raise Refusal("Give who authorised the exclusion.", "excluded_by")


def report_status(
    status: ReportStatus | None, *, received_on: date | None, due_on: date | None, conference_on: date
) -> ReportStatus:
    """The status of a written report: derived from the day it came, or as said where it did not come in writing.

    The day of the conference is "on the day"; by the due date (none: before the conference) in time; else late.
    Refuses a day of receipt for a report that is said not to exist.
    """
    if received_on is None:
        if status is None:
            raise Refusal("Give the day the report came, or say that it did not.", "status")
        return status
    if status in _NO_PAPER:
        raise Refusal("A report with a day of receipt was given in writing: clear the day, or the status.", "status")
    if received_on == conference_on:
        return ReportStatus.ON_THE_DAY
    last = min(due_on, conference_on) if due_on is not None else conference_on
    return ReportStatus.IN_TIME if received_on <= last else ReportStatus.LATE


def check_quality(status: ReportStatus, quality: int | None) -> None:
    """Refuse a grade outside 1 to 5, and one for a report that nobody has."""
    if quality is None:
        return
    if not 1 <= quality <= 5:
        raise Refusal("Grade the report from 1 to 5.", "quality")
    if status not in _HAS_PAPER:
        raise Refusal("Only a written report that came can be graded.", "quality")


def check_can_be_seen(status: ReportStatus | None) -> None:
    """Refuse to say that a parent saw a report which was never written."""
    if status in _NO_PAPER:
        raise Refusal("There is no written report that a parent could see.", "seen_on")


def seen_by_due_on(
    kind: ConferenceKind, conference_on: date, calendar: WorkingCalendar, settings: PracticeSettings
) -> date:
    """The last day on which parents see a report in time: 3 working days before an initial conference, 5 before
    a review, unless this authority's limits differ (Sussex 2025)."""
    review = kind is ConferenceKind.REVIEW
    key = LimitKey.REPORT_TO_PARENTS_REVIEW if review else LimitKey.REPORT_TO_PARENTS_INITIAL
    return calendar.due_on(settings.limit(key), conference_on)


def _text(text: str | None) -> str | None:
    return (text or "").strip() or None
