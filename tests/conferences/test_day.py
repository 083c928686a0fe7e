"""Attendance, reports, views and quoracy on the day, on a real store."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from cpconf.bookings.actions import cancel_conference, withdraw_invitation
from cpconf.bookings.rules import ConferenceId, ConferenceState, InvitationId, LateReason
from cpconf.conferences.actions import (
    add_late_joiner,
    decide_quoracy,
    finish_conference,
    mark_attendance,
    mark_report,
    mark_report_seen,
    record_agency_view,
    record_decision,
    record_parent_view,
    start_conference,
)
from cpconf.conferences.day import DayPerson, DaySheet
from cpconf.conferences.queries import day_sheet, todays_conferences
from cpconf.conferences.rules import AttendanceStatus, DecisionOutcome, ExclusionPart, ReportStatus
from cpconf.people.rules import AdultId, AgencyKind, ChildId
from cpconf.practice.actions import change_setting
from cpconf.refusals import Refusal
from cpconf.store.store import GONE
from tests.conferences.days import HELD_ON, Day, counted_statements, later_conference


def sheet(day: Day) -> DaySheet:
    answer: DaySheet = day.ask(day_sheet, conference_id=day.conference_id)
    return answer


def person(day: Day, name: str) -> DayPerson:
    return next(p for p in sheet(day).people if p.invitation_id == day.invitations[name])


def test_everybody_invited_stands_on_the_day_sheet_as_invited(either_day: Day) -> None:
    people = sheet(either_day).people
    assert [p.name for p in people if p.is_family] == ["Mo Testling", "Fin Testling"]
    assert {p.attendance for p in people} == {AttendanceStatus.INVITED}
    assert all(p.direct_contact for p in people if not p.is_family)
    assert [s.name for s in person(either_day, "teacher").seen] == ["Mo Testling", "Fin Testling"]
    assert person(either_day, "mother").seen == ()


def test_a_conference_that_is_not_there_has_no_day(day: Day) -> None:
    with pytest.raises(Refusal, match="no longer there"):
        day.ask(day_sheet, conference_id=ConferenceId(99))


def test_marks_make_the_conference_quorate(either_day: Day) -> None:
    assert not sheet(either_day).quoracy.quorate
    either_day.become_quorate()
    assert sheet(either_day).quoracy.counted == ("Children's social care", "Health visiting", "Toybrook School")
    assert sheet(either_day).quoracy.quorate


def test_a_later_mark_replaces_the_earlier_one(day: Day) -> None:
    invitation_id = day.invitations["police"]
    day.change(
        mark_attendance,
        invitation_id=invitation_id,
        status=AttendanceStatus.DEPUTY,
        deputy_name=" Dee Puty ",
        deputy_title="Sergeant",
    )
    assert (person(day, "police").deputy_name, person(day, "police").deputy_title) == ("Dee Puty", "Sergeant")
    day.come("police")
    assert person(day, "police").attendance is AttendanceStatus.IN_PERSON
    assert person(day, "police").deputy_name is None


def test_the_same_mark_again_writes_nothing(day: Day) -> None:
    day.come("police")
    again = day.store.change(
        day.by, mark_attendance, invitation_id=day.invitations["police"], status=AttendanceStatus.IN_PERSON
    )
    assert dict(again.changes) == {}


def test_part_attendance_keeps_its_times(day: Day) -> None:
    day.change(
        mark_attendance,
        invitation_id=day.invitations["police"],
        status=AttendanceStatus.PART,
        arrived_at=time(10, 30),
        left_at=time(11),
    )
    marked = person(day, "police")
    assert (marked.arrived_at, marked.left_at, marked.present_at_decision) == (time(10, 30), time(11), False)


def test_an_exclusion_keeps_reach_reason_and_authoriser(day: Day) -> None:
    day.change(
        mark_attendance,
        invitation_id=day.invitations["father"],
        status=AttendanceStatus.EXCLUDED,
        excluded_part=ExclusionPart.PART,
        excluded_reason="Risk of violence",
        excluded_by="Cass Chair",
    )
    marked = person(day, "father")
    assert (marked.excluded_part, marked.excluded_reason) == (ExclusionPart.PART, "Risk of violence")


@pytest.mark.parametrize(
    ("status", "values", "field"),
    [
        (AttendanceStatus.DEPUTY, {}, "deputy_name"),
        (AttendanceStatus.PART, {}, "arrived_at"),
        (AttendanceStatus.PART, {"arrived_at": time(11), "left_at": time(10)}, "left_at"),
        (AttendanceStatus.EXCLUDED, {}, "excluded_part"),
        (AttendanceStatus.APOLOGIES, {"left_at": time(10)}, "status"),
    ],
)
def test_a_refused_mark_changes_nothing(day: Day, status: AttendanceStatus, values: dict[str, Any], field: str) -> None:
    day.refused(mark_attendance, field, invitation_id=day.invitations["police"], status=status, **values)


def test_who_came_cannot_be_marked_before_the_day_but_apologies_can(day: Day) -> None:
    day.clock.at -= timedelta(days=1)
    police = day.invitations["police"]
    assert "10/03/2026" in day.refused(
        mark_attendance, "status", invitation_id=police, status=AttendanceStatus.IN_PERSON
    )
    day.come("police", status=AttendanceStatus.APOLOGIES)
    assert person(day, "police").attendance is AttendanceStatus.APOLOGIES


def test_nothing_is_marked_for_who_is_not_invited(day: Day) -> None:
    unknown = InvitationId(9999)
    assert day.refused(mark_attendance, invitation_id=unknown, status=AttendanceStatus.ABSENT) == GONE
    day.change(withdraw_invitation, invitation_id=day.invitations["police"])
    day.refused(
        mark_attendance, "invitation_id", invitation_id=day.invitations["police"], status=AttendanceStatus.ABSENT
    )


def test_nothing_is_marked_at_a_cancelled_conference(day: Day) -> None:
    day.change(cancel_conference, conference_id=day.conference_id, reason=LateReason.SAFETY, note="Not safe")
    police = day.invitations["police"]
    day.refused(mark_attendance, "state", invitation_id=police, status=AttendanceStatus.APOLOGIES)
    day.refused(mark_report, "state", invitation_id=police, status=ReportStatus.NONE)
    day.refused(decide_quoracy, "state", conference_id=day.conference_id, go_ahead=True, reason="x")
    day.refused(start_conference, "state", conference_id=day.conference_id)


@pytest.mark.parametrize(
    ("received_on", "status"),
    [
        (date(2026, 3, 6), ReportStatus.IN_TIME),
        (date(2026, 3, 9), ReportStatus.LATE),
        (HELD_ON, ReportStatus.ON_THE_DAY),
    ],
)
def test_the_day_a_report_came_decides_its_status(day: Day, received_on: date, status: ReportStatus) -> None:
    police = day.invitations["police"]
    assert day.change(mark_report, invitation_id=police, received_on=received_on, quality=4) is status
    marked = person(day, "police")
    assert (marked.report, marked.received_on, marked.quality) == (status, received_on, 4)


def test_a_report_on_the_day_is_dated_by_the_conference(day: Day) -> None:
    day.change(mark_report, invitation_id=day.invitations["police"], status=ReportStatus.ON_THE_DAY)
    assert person(day, "police").received_on == HELD_ON


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"received_on": date(2026, 3, 11)}, "received_on"),
        ({"received_on": date(2026, 3, 6), "status": ReportStatus.NONE}, "status"),
        ({"received_on": date(2026, 3, 6), "quality": 6}, "quality"),
        ({"status": ReportStatus.NONE, "quality": 3}, "quality"),
        ({}, "status"),
    ],
)
def test_an_impossible_report_is_refused(day: Day, values: dict[str, Any], field: str) -> None:
    day.refused(mark_report, field, invitation_id=day.invitations["police"], **values)


@pytest.mark.parametrize(("seen_on", "in_time"), [(date(2026, 3, 5), True), (date(2026, 3, 6), False)])
def test_seen_in_time_is_three_working_days_before_an_initial_conference(
    either_day: Day, seen_on: date, in_time: bool
) -> None:
    day = either_day
    worker, mother = day.invitations["social_worker"], day.world.mother_id
    day.change(mark_report, invitation_id=worker, received_on=date(2026, 3, 4))
    day.change(mark_report_seen, invitation_id=worker, adult_id=mother, seen_on=seen_on)
    hers, his = person(day, "social_worker").seen
    assert (hers.seen_on, hers.in_time, hers.withheld) == (seen_on, in_time, None)
    assert his.seen_on is None


def test_a_withheld_report_keeps_its_reason(day: Day) -> None:
    worker, father = day.invitations["social_worker"], day.world.father_id
    day.change(mark_report_seen, invitation_id=worker, adult_id=father, withheld_reason="Third party data")
    assert person(day, "social_worker").seen[1].withheld == "Third party data"


@pytest.mark.parametrize(
    ("who", "values", "field"),
    [
        ("social_worker", {"withheld_reason": " "}, "withheld_reason"),
        ("social_worker", {"withheld_reason": "x", "seen_on": date(2026, 3, 5)}, "seen_on"),
        ("social_worker", {"seen_on": date(2026, 3, 12)}, "seen_on"),
        ("father", {"seen_on": date(2026, 3, 5)}, "invitation_id"),
    ],
)
def test_an_impossible_showing_is_refused(day: Day, who: str, values: dict[str, Any], field: str) -> None:
    invitation_id, mother = day.invitations[who], day.world.mother_id
    day.refused(mark_report_seen, field, invitation_id=invitation_id, adult_id=mother, **values)


def test_a_report_that_was_not_written_cannot_be_seen(day: Day) -> None:
    police, mother = day.invitations["police"], day.world.mother_id
    day.change(mark_report, invitation_id=police, status=ReportStatus.NONE)
    day.refused(mark_report_seen, "seen_on", invitation_id=police, adult_id=mother, seen_on=date(2026, 3, 5))


def test_a_parent_of_another_family_sees_no_report(day: Day) -> None:
    from cpconf.people.actions import add_adult, add_family

    family_id = day.change(add_family, name="Otherby")
    stranger = day.change(add_adult, family_id=family_id, name="Ola Otherby")
    worker = day.invitations["social_worker"]
    day.refused(mark_report_seen, "adult_id", invitation_id=worker, adult_id=stranger, seen_on=date(2026, 3, 5))
    day.refused(record_parent_view, "adult_id", conference_id=day.conference_id, adult_id=stranger)
    day.refused(record_parent_view, conference_id=day.conference_id, adult_id=AdultId(9999))


def test_a_late_joiner_is_invited_and_there(day: Day) -> None:
    agency_id = day.world.agency_ids[AgencyKind.POLICE]
    invitation_id = day.change(
        add_late_joiner, conference_id=day.conference_id, name="Lee Comer", agency_id=agency_id, job_title="Officer"
    )
    joined = sheet(day).people[-1]
    assert (joined.invitation_id, joined.name, joined.agency) == (invitation_id, "Lee Comer", "Safeguarding Unit")
    assert joined.attendance is AttendanceStatus.IN_PERSON
    assert joined.report_due_on is None


def test_a_late_joiner_who_is_known_or_nameless_is_refused(day: Day) -> None:
    agency_id = day.world.agency_ids[AgencyKind.POLICE]
    known = {"conference_id": day.conference_id, "agency_id": agency_id}
    assert "already invited" in day.refused(add_late_joiner, "name", name="Pat Constable", **known)
    day.refused(add_late_joiner, "name", name="  ", **known)


def test_a_withdrawn_person_who_comes_after_all_is_invited_again(day: Day) -> None:
    day.change(withdraw_invitation, invitation_id=day.invitations["police"])
    agency_id = day.world.agency_ids[AgencyKind.POLICE]
    back = day.change(add_late_joiner, conference_id=day.conference_id, name="Pat Constable", agency_id=agency_id)
    assert back == day.invitations["police"]


def test_the_chairs_decision_stands_beside_what_the_rule_said(either_day: Day) -> None:
    either_day.go_on_without_quorum()
    kept = sheet(either_day).chairs_quoracy
    assert kept is not None
    assert (kept.computed_quorate, kept.went_ahead, kept.reason) == (False, True, "Delay would harm.")
    assert kept.computed_words == sheet(either_day).quoracy.words
    either_day.become_quorate()
    assert sheet(either_day).chairs_quoracy == kept


def test_going_on_without_a_quorum_needs_a_reason_and_stopping_with_one_too(day: Day) -> None:
    day.refused(decide_quoracy, "reason", conference_id=day.conference_id, go_ahead=True)
    day.refused(decide_quoracy, "reason", conference_id=day.conference_id, go_ahead=False)
    day.become_quorate()
    day.refused(decide_quoracy, "reason", conference_id=day.conference_id, go_ahead=False)
    day.change(decide_quoracy, conference_id=day.conference_id, go_ahead=True)


def test_a_practice_without_override_does_not_go_on(day: Day) -> None:
    day.change(change_setting, key="quorum_chair_override", value=False, why="Local rule")
    refused = {"conference_id": day.conference_id, "go_ahead": True, "reason": "Delay would harm."}
    assert "adjourn" in day.refused(decide_quoracy, "go_ahead", **refused)


def test_a_conference_starts_once_on_its_day_and_finishes(day: Day) -> None:
    day.clock.at = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)
    day.refused(start_conference, "starts_at", conference_id=day.conference_id)
    day.refused(finish_conference, "state", conference_id=day.conference_id, state=ConferenceState.NOT_HELD)
    day.clock.at = datetime(2026, 3, 10, 10, 4, tzinfo=UTC)
    day.change(start_conference, conference_id=day.conference_id)
    assert "10:04" in day.refused(start_conference, "began_at", conference_id=day.conference_id)
    day.become_quorate()
    day.clock.move(minutes=100)
    day.change(finish_conference, conference_id=day.conference_id, state=ConferenceState.HELD)
    done = sheet(day)
    assert (done.state, done.began_at, done.finished_at) == (
        ConferenceState.HELD,
        datetime(2026, 3, 10, 10, 4),
        datetime(2026, 3, 10, 11, 44),
    )


def test_a_conference_finishes_only_as_what_it_was(day: Day) -> None:
    ids = {"conference_id": day.conference_id}
    day.refused(finish_conference, "state", state=ConferenceState.HELD, **ids)
    day.refused(finish_conference, "state", state=ConferenceState.HELD_INQUORATE, **ids)
    day.go_on_without_quorum()
    day.change(finish_conference, state=ConferenceState.HELD_INQUORATE, **ids)
    day.change(finish_conference, state=ConferenceState.NOT_HELD, **ids)
    assert sheet(day).finished_at is None
    day.put_on_plan(day.robin)
    day.refused(finish_conference, "state", state=ConferenceState.ADJOURNED, **ids)


def test_a_conference_finished_the_day_after_ended_when_it_was_to_end(day: Day) -> None:
    day.become_quorate()
    day.clock.move(days=1)
    day.change(finish_conference, conference_id=day.conference_id, state=ConferenceState.HELD)
    assert sheet(day).finished_at == datetime(2026, 3, 10, 12, 0)


def test_views_are_kept_for_each_child_and_parent(either_day: Day) -> None:
    day = either_day
    teacher = day.invitations["teacher"]
    view = {"invitation_id": teacher, "child_id": day.robin, "threshold_met": True, "scale": 3}
    day.change(record_agency_view, reason="Hungry", **view)
    day.change(record_agency_view, reason="Hungry at school", dissents=True, dissent_text="Stay", **view)
    day.change(
        record_parent_view,
        conference_id=day.conference_id,
        adult_id=day.world.mother_id,
        views="I will try.",
        method=" in person ",
        agrees=True,
    )
    (said,) = sheet(day).agency_views
    assert (said.reason, said.scale, said.dissents, said.dissent_text) == ("Hungry at school", 3, True, "Stay")
    (heard,) = sheet(day).parent_views
    assert (heard.name, heard.views, heard.method, heard.agrees) == ("Mo Testling", "I will try.", "in person", True)


@pytest.mark.parametrize(
    ("who", "values", "field"),
    [
        ("teacher", {"scale": 11}, "scale"),
        ("teacher", {"scale": -1}, "scale"),
        ("teacher", {"dissent_text": "No"}, "dissents"),
        ("mother", {"dissents": True}, "who"),
        ("mother", {"threshold_met": True}, "who"),
    ],
)
def test_an_impossible_view_is_refused(day: Day, who: str, values: dict[str, Any], field: str) -> None:
    day.refused(record_agency_view, field, invitation_id=day.invitations[who], child_id=day.robin, **values)


def test_family_may_scale(day: Day) -> None:
    day.change(record_agency_view, invitation_id=day.invitations["mother"], child_id=day.robin, scale=8)
    assert sheet(day).agency_views[0].scale == 8


def test_a_view_of_a_child_elsewhere_is_refused(day: Day) -> None:
    stranger = ChildId(day.world.unborn_id)
    day.refused(record_agency_view, "child_id", invitation_id=day.invitations["teacher"], child_id=stranger)


def test_a_second_inquorate_conference_in_a_row_is_warned_of(day: Day) -> None:
    day.go_on_without_quorum()
    day.put_on_plan()
    day.change(finish_conference, conference_id=day.conference_id, state=ConferenceState.HELD_INQUORATE)
    review = later_conference(day, datetime(2026, 6, 2, 10, 0))
    assert any("last conference was not quorate" in warning for warning in sheet(review).warnings)
    review.change(change_setting, key="quorum_warn_second_inquorate", value=False, why="Local rule")
    assert not any("last conference" in warning for warning in sheet(review).warnings)


def test_the_list_of_the_day_counts_children_and_reports(either_day: Day) -> None:
    day = either_day
    day.change(mark_report, invitation_id=day.invitations["police"], received_on=date(2026, 3, 6))
    day.change(mark_report, invitation_id=day.invitations["teacher"], status=ReportStatus.NONE)
    (line,) = day.ask(todays_conferences)
    assert (line.family, line.children, line.room, line.reports_due, line.reports_in) == ("Testling", 2, "Oak", 4, 1)
    assert day.ask(todays_conferences, on_date=date(2026, 3, 11)) == ()


def test_the_day_sheet_takes_as_many_statements_for_few_as_for_many(day: Day) -> None:
    with counted_statements(day.store) as few:
        sheet(day)
    agency_id = day.world.agency_ids[AgencyKind.POLICE]
    for name in ("Ann One", "Ben Two", "Cat Three"):
        day.change(add_late_joiner, conference_id=day.conference_id, name=name, agency_id=agency_id)
    day.become_quorate()
    for child_id in day.world.child_ids:
        day.change(
            record_decision, conference_id=day.conference_id, child_id=child_id, outcome=DecisionOutcome.NO_PLAN_CIN
        )
        day.change(record_agency_view, invitation_id=day.invitations["teacher"], child_id=child_id, scale=4)
    with counted_statements(day.store) as many:
        sheet(day)
    assert len(many) == len(few)
