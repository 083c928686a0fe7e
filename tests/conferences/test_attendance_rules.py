"""What may be marked of attendance and reports, without a store."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.bookings.rules import ConferenceKind
from cpconf.conferences.attendance import (
    AttendanceMark,
    check_can_be_seen,
    check_quality,
    checked_attendance,
    report_status,
    seen_by_due_on,
)
from cpconf.conferences.rules import AttendanceStatus, ExclusionPart, ReportStatus
from cpconf.diary.working_days import WorkingCalendar
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal

TUESDAY = date(2026, 3, 10)
DUE = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("mark", "field"),
    [
        (AttendanceMark(status=AttendanceStatus.DEPUTY), "deputy_name"),
        (AttendanceMark(status=AttendanceStatus.DEPUTY, deputy_name="  "), "deputy_name"),
        (AttendanceMark(status=AttendanceStatus.PART), "arrived_at"),
        (AttendanceMark(status=AttendanceStatus.PART, arrived_at=time(11), left_at=time(10, 30)), "left_at"),
        (AttendanceMark(status=AttendanceStatus.PART, arrived_at=time(11), left_at=time(11)), "left_at"),
        (AttendanceMark(status=AttendanceStatus.APOLOGIES, arrived_at=time(10)), "status"),
        (AttendanceMark(status=AttendanceStatus.EXCLUDED), "excluded_part"),
        (AttendanceMark(status=AttendanceStatus.EXCLUDED, excluded_part=ExclusionPart.PART), "excluded_reason"),
        (
            AttendanceMark(
                status=AttendanceStatus.EXCLUDED, excluded_part=ExclusionPart.WHOLE, excluded_reason="Threats"
            ),
            "excluded_by",
        ),
    ],
)
def test_an_incomplete_mark_is_refused_at_its_field(mark: AttendanceMark, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        checked_attendance(mark)
    assert refusal.value.field == field


def test_a_part_attender_who_did_not_leave_was_there_for_the_decision() -> None:
    came_late = AttendanceMark(status=AttendanceStatus.PART, arrived_at=time(10, 40))
    left_early = AttendanceMark(status=AttendanceStatus.PART, left_at=time(11, 10))
    assert checked_attendance(came_late).present_at_decision is True
    assert checked_attendance(left_early).present_at_decision is False


def test_what_is_said_about_the_decision_wins_over_the_times() -> None:
    mark = AttendanceMark(status=AttendanceStatus.PART, left_at=time(11, 10), present_at_decision=True)
    assert checked_attendance(mark).present_at_decision is True


def test_only_what_belongs_to_the_status_is_kept() -> None:
    mark = AttendanceMark(
        status=AttendanceStatus.IN_PERSON,
        deputy_name="Dee Puty",
        excluded_part=ExclusionPart.PART,
        excluded_reason="none",
        excluded_by="nobody",
    )
    assert checked_attendance(mark) == AttendanceMark(status=AttendanceStatus.IN_PERSON)


@pytest.mark.parametrize(
    ("received_on", "due_on", "status"),
    [
        (date(2026, 3, 5), DUE, ReportStatus.IN_TIME),
        (date(2026, 3, 6), DUE, ReportStatus.IN_TIME),
        (date(2026, 3, 9), DUE, ReportStatus.LATE),
        (TUESDAY, DUE, ReportStatus.ON_THE_DAY),
        (TUESDAY, TUESDAY, ReportStatus.ON_THE_DAY),
        (date(2026, 3, 12), DUE, ReportStatus.LATE),
        (date(2026, 3, 9), None, ReportStatus.IN_TIME),
        (date(2026, 3, 11), None, ReportStatus.LATE),
        (date(2026, 3, 11), date(2026, 3, 20), ReportStatus.LATE),
    ],
)
def test_the_day_it_came_decides_a_reports_status(received_on: date, due_on: date | None, status: ReportStatus) -> None:
    given_as = report_status(None, received_on=received_on, due_on=due_on, conference_on=TUESDAY)
    assert given_as is status


def test_a_report_without_a_day_is_what_it_is_said_to_be() -> None:
    said = report_status(ReportStatus.VERBAL, received_on=None, due_on=DUE, conference_on=TUESDAY)
    assert said is ReportStatus.VERBAL


@pytest.mark.parametrize("status", [ReportStatus.NONE, ReportStatus.NOT_REQUIRED, ReportStatus.VERBAL])
def test_a_day_of_receipt_without_a_written_report_is_refused(status: ReportStatus) -> None:
    with pytest.raises(Refusal) as refusal:
        report_status(status, received_on=DUE, due_on=DUE, conference_on=TUESDAY)
    assert refusal.value.field == "status"


def test_neither_a_day_nor_a_status_is_refused() -> None:
    with pytest.raises(Refusal, match="Give the day"):
        report_status(None, received_on=None, due_on=DUE, conference_on=TUESDAY)


@pytest.mark.parametrize(
    ("status", "quality", "refused"),
    [
        (ReportStatus.IN_TIME, 1, False),
        (ReportStatus.LATE, 5, False),
        (ReportStatus.NONE, None, False),
        (ReportStatus.IN_TIME, 0, True),
        (ReportStatus.IN_TIME, 6, True),
        (ReportStatus.VERBAL, 3, True),
    ],
)
def test_only_a_report_that_came_is_graded_from_1_to_5(
    status: ReportStatus, quality: int | None, refused: bool
) -> None:
    if not refused:
        check_quality(status, quality)
        return
    with pytest.raises(Refusal) as refusal:
        check_quality(status, quality)
    assert refusal.value.field == "quality"


def test_a_report_that_was_never_written_cannot_be_seen() -> None:
    check_can_be_seen(None)
    check_can_be_seen(ReportStatus.LATE)
    with pytest.raises(Refusal, match="no written report"):
        check_can_be_seen(ReportStatus.VERBAL)


@pytest.mark.parametrize(
    ("kind", "limits", "by"),
    [
        (ConferenceKind.INITIAL, {}, date(2026, 3, 5)),
        (ConferenceKind.PRE_BIRTH, {}, date(2026, 3, 5)),
        (ConferenceKind.REVIEW, {}, date(2026, 3, 3)),
        (
            ConferenceKind.INITIAL,
            {"limit.report_to_parents_initial": {"amount": 2, "unit": "working days"}},
            date(2026, 3, 6),
        ),
    ],
)
def test_parents_see_reports_by_the_limit_of_the_kind_of_conference(
    kind: ConferenceKind, limits: dict[str, object], by: date
) -> None:
    settings = PracticeSettings.of(limits)
    assert seen_by_due_on(kind, TUESDAY, WorkingCalendar.of(settings), settings) == by


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_report_that_comes_a_day_earlier_is_never_later(received_on: date, due_on: date | None) -> None:
    order = [ReportStatus.IN_TIME, ReportStatus.LATE, ReportStatus.ON_THE_DAY, ReportStatus.LATE]
    earlier = report_status(
        None, received_on=date.fromordinal(received_on.toordinal() - 1), due_on=due_on, conference_on=TUESDAY
    )
    later = report_status(None, received_on=received_on, due_on=due_on, conference_on=TUESDAY)
    if later is ReportStatus.IN_TIME:
        assert earlier is ReportStatus.IN_TIME
    assert {earlier, later} <= set(order)
