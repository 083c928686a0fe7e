"""What the minutes' sheet states, put together from a day on a real store."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from cpconf.bookings.rules import ConferenceId, ConferenceState
from cpconf.conferences.actions import (
    finish_conference,
    mark_attendance,
    mark_report,
    mark_report_seen,
    record_agency_view,
    record_decision,
    record_parent_view,
    start_conference,
)
from cpconf.conferences.rules import AttendanceStatus, DecisionOutcome, ExclusionPart, Participation
from cpconf.minutes import sheet
from cpconf.minutes.actions import name_speaker, type_section
from cpconf.minutes.paper import minutes_pdf
from cpconf.minutes.queries import minutes_editor, minutes_sheet
from cpconf.minutes.rules import Heading
from cpconf.minutes.sheet import MinutesSheet
from cpconf.paper.imprint import Status
from cpconf.paper.snapshot import freeze, thaw
from cpconf.people.actions import add_address, change_child, restrict_address
from cpconf.plans.actions import open_version, write_action, write_danger, write_outcome
from cpconf.plans.rules import Category, Progress
from cpconf.practice.actions import change_setting
from cpconf.refusals import Refusal
from tests.conferences.days import Day, counted_statements, later_conference


def sheet_of(day: Day) -> MinutesSheet:
    answer: MinutesSheet = day.ask(minutes_sheet, conference_id=day.conference_id)
    return answer


def type_in(day: Day, heading: Heading, *texts: str, child_id: Any = None) -> None:
    day.change(type_section, conference_id=day.conference_id, heading=heading, texts=texts, child_id=child_id)


def plan_for(day: Day, child_id: Any, hunger: str) -> None:
    version = day.change(open_version, conference_id=day.conference_id, child_id=child_id)
    day.change(write_danger, plan_version_id=version, statement=hunger, safety_goal="Fed")
    row_id = day.change(
        write_outcome,
        plan_version_id=version,
        need=hunger,
        outcome="Eats",
        progress=Progress.PARTLY,
        progress_note="Better",
    )
    day.change(write_action, outcome_id=row_id, what="Breakfast", who="Mo", by_on=date(2026, 4, 1))


def section(paper: MinutesSheet, heading: str, child: str = "") -> sheet.Section:
    return next(s for s in paper.sections if s.heading == heading and s.child == child)


def test_an_empty_day_is_a_draft_that_says_so(either_day: Day) -> None:
    paper = sheet_of(either_day)
    assert (paper.imprint.status, paper.imprint.version) == (Status.DRAFT, 1)
    assert paper.imprint.issued_on == date(2026, 3, 10)
    assert paper.imprint.case_reference == "F-000001"
    assert not paper.occasion.is_quorate
    assert "missing" in paper.occasion.quoracy
    assert not (paper.decisions or paper.plans or paper.views)
    assert minutes_pdf(paper).startswith(b"%PDF-")


def test_the_cover_states_when_where_who_and_how_soon(day: Day) -> None:
    day.change(change_setting, key="authority_name", value="Toyshire Council", why="It is ours")
    day.clock.at = datetime(2026, 3, 10, 10, 5, tzinfo=UTC)
    day.change(start_conference, conference_id=day.conference_id)
    day.become_quorate()
    day.clock.at = datetime(2026, 3, 10, 11, 50, tzinfo=UTC)
    day.change(finish_conference, conference_id=day.conference_id, state=ConferenceState.HELD)
    paper = sheet_of(day)
    assert paper.imprint.authority == "Toyshire Council"
    assert paper.occasion == sheet.Occasion(
        conference_type="Initial Child Protection Conference",
        held_on=date(2026, 3, 10),
        venue="Oak, Toybrook House",
        mode="In person",
        started_at=time(10, 5),
        ended_at=time(11, 50),
        chair="Cass Chair",
        minute_taker="Min Taker",
        is_quorate=True,
        quoracy="Children's social care, Health visiting and Toybrook School counted.",
        strategy_discussion_on=date(2026, 3, 2),
        working_days=6,
        limit_working_days=15,
    )


def test_the_chairs_reason_to_go_on_stands_beside_what_was_missing(day: Day) -> None:
    day.go_on_without_quorum()
    assert sheet_of(day).occasion.quoracy.endswith("The chair went on: Delay would harm.")


def test_children_and_adults_are_named_and_related(day: Day) -> None:
    day.change(change_child, child_id=day.robin, school="Toybrook School", disabled=True, disabilities=["LD"])
    robin, wren = sheet_of(day).children
    assert (robin.name, robin.school, robin.sex, robin.ethnicity) == (
        "Robin Testling",
        "Toybrook School",
        "Female",
        "White British",
    )
    assert (robin.disability, wren.name) == ("Learning", "Wren Testling")
    mother, father = sheet_of(day).adults
    assert (mother.name, mother.relationship, mother.has_parental_responsibility) == ("Mo Testling", "Mother", True)
    assert father.relationship == "Father"


def test_a_relationship_that_differs_by_child_names_the_children(day: Day) -> None:
    from cpconf.people.actions import relate

    step = {"kind": "stepfather", "parental_responsibility": False}
    day.change(relate, adult_id=day.world.father_id, child_id=day.wren, **step)
    father = sheet_of(day).adults[1]
    assert father.relationship == (
        "Father of Robin Testling (with parental responsibility); Stepfather of Wren Testling"
    )
    assert father.has_parental_responsibility is True


def test_somebody_without_a_recorded_relationship_is_listed_without_one(day: Day) -> None:
    from cpconf.people.actions import add_adult

    day.change(add_adult, family_id=day.world.family_id, name="Gran Testling")
    gran = sheet_of(day).adults[-1]
    assert (gran.relationship, gran.has_parental_responsibility) == ("", None)


def test_children_whose_reviews_are_due_on_different_days_are_named(day: Day) -> None:
    day.put_on_plan(day.robin)
    day.change(record_decision, conference_id=day.conference_id, child_id=day.wren, outcome=DecisionOutcome.NO_PLAN_CIN)
    review = later_conference(day, datetime(2026, 6, 2, 10, 0))
    review.change(
        record_decision, conference_id=review.conference_id, child_id=day.robin, outcome=DecisionOutcome.PLAN_CONTINUES
    )
    review.put_on_plan(day.wren)
    assert sheet_of(review).next_conference == (
        "Robin Testling: a review is to be held by 2 December 2026. "
        "Wren Testling: a review is to be held by 2 September 2026."
    )


def test_school_and_surgery_stay_out_where_they_lead_to_a_withheld_home(day: Day) -> None:
    for child in (day.robin, day.wren):
        day.change(change_child, child_id=child, school="Hidden Lane School", gp="Hidden Lane Surgery")
    day.change(add_address, child_id=day.wren, lines="2 Secret Road", from_on=date(2025, 1, 1), withheld=True)
    day.change(add_address, child_id=day.robin, lines="9 Open Road", from_on=date(2025, 1, 1), withheld=False)
    children = {child.name: child for child in sheet_of(day).children}
    assert (children["Wren Testling"].school, children["Wren Testling"].gp) == ("", "")
    assert children["Robin Testling"].school == "Hidden Lane School"


def test_no_withheld_address_reaches_the_sheet(either_day: Day) -> None:
    day = either_day
    shown = {"from_on": date(2025, 1, 1), "withheld": False}
    day.change(add_address, child_id=day.robin, lines="1 Open Road\nToybrook", postcode="TO1 1YS", **shown)
    day.change(add_address, child_id=day.wren, lines="2 Secret Road", from_on=date(2025, 1, 1), withheld=True)
    day.change(add_address, adult_id=day.world.father_id, lines="4 Old Road", **shown)
    day.change(add_address, adult_id=day.world.father_id, lines="5 New Road", from_on=date(2026, 1, 5))
    kept_from = day.change(add_address, adult_id=day.world.mother_id, lines="3 Hidden Road", **shown)
    day.change(
        restrict_address,
        address_id=kept_from,
        adult_id=day.world.father_id,
        reason="Violence",
        authorised_by="Hed Service",
    )
    paper = sheet_of(day)
    assert [child.address for child in paper.children] == ["1 Open Road, Toybrook, TO1 1YS", ""]
    assert [adult.address for adult in paper.adults] == ["", ""]
    frozen = freeze(paper)
    assert b"Secret" not in frozen
    assert b"Hidden" not in frozen


@pytest.mark.parametrize(
    ("lines", "postcode"),
    [("3, hidden road, TOYBROOK", None), ("3 Hidden Road", None), ("Flat 2, 3 Hidden Road", "to11ys")],
)
def test_a_childs_own_entry_does_not_give_away_a_home_that_a_parent_hides(
    day: Day, lines: str, postcode: str | None
) -> None:
    mother = day.world.mother_id
    day.change(add_address, adult_id=mother, lines="3 Hidden Road\nToybrook", postcode="TO1 1YS")
    day.change(add_address, child_id=day.robin, lines=lines, postcode=postcode, withheld=False)
    assert sheet_of(day).children[0].address == ""


def test_everybody_invited_is_listed_with_how_they_came_and_whose_report_was_seen(day: Day) -> None:
    invited, mother, father = day.invitations, day.world.mother_id, day.world.father_id
    day.change(mark_report, invitation_id=invited["social_worker"], received_on=date(2026, 3, 4))
    day.change(mark_report, invitation_id=invited["teacher"], received_on=date(2026, 3, 9))
    worker = invited["social_worker"]
    day.change(mark_report_seen, invitation_id=worker, adult_id=mother, seen_on=date(2026, 3, 5))
    day.change(mark_report_seen, invitation_id=worker, adult_id=father, withheld_reason="Danger to Mo")
    day.change(mark_report_seen, invitation_id=invited["teacher"], adult_id=mother, seen_on=date(2026, 3, 9))
    day.change(
        mark_attendance,
        invitation_id=invited["police"],
        status=AttendanceStatus.DEPUTY,
        deputy_name="Dee Puty",
        deputy_title="Sergeant",
    )
    day.change(mark_attendance, invitation_id=invited["teacher"], status=AttendanceStatus.PART, arrived_at=time(10, 30))
    day.change(
        mark_attendance,
        invitation_id=invited["father"],
        status=AttendanceStatus.EXCLUDED,
        excluded_part=ExclusionPart.WHOLE,
        excluded_reason="Risk of violence",
        excluded_by="Cass Chair",
    )
    paper = sheet_of(day)
    found = {one.name: one for one in paper.invitees}
    assert found["Sol Worker"].report == "Provided in time, 04/03/2026"
    assert found["Sol Worker"].seen == (
        sheet.ReportSeen(parent="Mo Testling", words="yes, 05/03/2026"),
        sheet.ReportSeen(parent="Fin Testling", words="withheld by the chair"),
    )
    assert found["Terry Teachwell"].seen[0].words == "no, late, 09/03/2026"
    assert found["Terry Teachwell"].seen[1].words == "not seen"
    assert (found["Terry Teachwell"].attendance, found["Terry Teachwell"].note) == ("Attended in part", "Came 10:30")
    assert (found["Pat Constable"].attendance, found["Pat Constable"].note) == (
        "Sent a deputy",
        "Deputy: Dee Puty, Sergeant",
    )
    assert (found["Harper Visitwell"].report, found["Harper Visitwell"].seen) == ("Awaited", ())
    assert (found["Mo Testling"].role, found["Mo Testling"].report) == ("Mother", "")
    assert paper.exclusions == (
        sheet.Exclusion(
            name="Fin Testling", extent="Whole conference", reason="Risk of violence", authorised_by="Cass Chair"
        ),
    )
    assert "Danger to Mo" not in str(paper)


def test_what_was_typed_stands_under_its_heading(either_day: Day) -> None:
    day = either_day
    type_in(day, Heading.PURPOSE, "To decide.", "  ")
    type_in(day, Heading.EVENTS, "A call came.")
    type_in(day, Heading.DANGER, "Robin was hungry.")
    type_in(day, Heading.RISK, "Hunger harms.")
    type_in(day, Heading.ANALYSIS, "The chair thinks.")
    type_in(day, Heading.CHILD_VOICE, "I am hungry.", child_id=day.robin)
    draft = day.ask(minutes_editor, conference_id=day.conference_id)
    said = next(s for s in draft.sections if s.heading is Heading.DANGER).paragraphs[0]
    day.change(name_speaker, paragraph_id=said.id, invitation_id=day.invitations["teacher"])
    paper = sheet_of(day)
    assert (paper.purpose, paper.risk_statement, paper.analysis) == (
        ("To decide.",),
        ("Hunger harms.",),
        ("The chair thinks.",),
    )
    assert section(paper, "Events leading to the conference").contributions[0].text == "A call came."
    assert section(paper, "Danger and harm").contributions == (
        sheet.Contribution(text="Robin was hungry.", speaker="Terry Teachwell", agency="Toybrook School"),
    )
    assert section(paper, "The child's voice", "Robin Testling").contributions[0].text == "I am hungry."
    assert section(paper, "Strengths").contributions == ()
    assert not any(s.heading == "Genogram and chronology" for s in paper.sections)


def test_views_scaling_dissent_and_decisions_are_attributed(day: Day) -> None:
    teacher, mother = day.invitations["teacher"], day.world.mother_id
    day.change(
        record_agency_view,
        invitation_id=teacher,
        child_id=day.robin,
        threshold_met=True,
        category=Category.NEGLECT,
        scale=3,
        reason="Hungry",
        dissents=True,
        dissent_text="Wren too.",
    )
    day.change(
        record_agency_view, invitation_id=day.invitations["mother"], child_id=day.robin, scale=7, reason="We try"
    )
    day.change(
        record_parent_view, conference_id=day.conference_id, adult_id=mother, views="We try.", method="In person",
        agrees=False,
    )  # fmt: skip
    day.change(
        record_decision,
        conference_id=day.conference_id,
        child_id=day.robin,
        outcome=DecisionOutcome.PLAN_MADE,
        category=Category.NEGLECT,
        reasons="Hungry at school.\n\nNo food at home.",
        child_views="Wants breakfast.",
        participation=Participation.PN6,
    )
    paper = sheet_of(day)
    assert [(s.person, s.score, s.reason) for s in paper.scaling] == [
        ("Mo Testling", 7, "We try"),
        ("Terry Teachwell", 3, "With the agency's view, below"),
    ]
    (view,) = paper.views
    assert (view.agency, view.is_threshold_met, view.category, view.reason) == (
        "Toybrook School",
        True,
        "Neglect",
        "Hungry",
    )
    assert paper.dissents[0].text == "Wren too."
    assert paper.decisions == (
        sheet.Decision(
            child="Robin Testling",
            outcome="Child Protection Plan made",
            category="Neglect",
            reasons=("Hungry at school.", "No food at home."),
        ),
    )
    voice = section(paper, "The child's voice", "Robin Testling")
    assert voice.method == "Did not attend; gave views in another form"
    assert voice.contributions[-1].text == "Wants breakfast."
    assert section(paper, "Parents' views").contributions == (
        sheet.Contribution(text="We try. Does not agree with the decision.", speaker="Mo Testling", agency="In person"),
    )
    assert paper.next_conference == "A review is to be held by 10 June 2026."
    assert "72 hours" in paper.complaints_note


def test_the_outline_of_each_child_is_in_the_minutes(day: Day) -> None:
    plan_for(day, day.robin, "Hungry")
    plan_for(day, day.wren, "Hungry")
    paper = sheet_of(day)
    assert [plan.child for plan in paper.plans] == ["Robin Testling", "Wren Testling"]
    assert len(paper.dangers_and_goals) == 1
    assert paper.plans[0].outcomes[0].actions[0].who == "Mo"
    assert paper.review is None


def test_a_review_states_history_progress_and_the_scale_of_last_time(day: Day) -> None:
    day.put_on_plan()
    plan_for(day, day.robin, "Hungry")
    view = {"child_id": day.robin, "threshold_met": True}
    day.change(record_agency_view, invitation_id=day.invitations["teacher"], scale=2, **view)
    review = later_conference(day, datetime(2026, 6, 2, 10, 0))
    plan_for(review, review.robin, "Less hungry")
    review.change(record_agency_view, invitation_id=review.invitations["teacher"], scale=6, **view)
    paper = sheet_of(review)
    assert paper.occasion.working_days is None
    assert [(plan.child, plan.started_on, plan.ended_on) for plan in paper.previous_plans] == [
        ("Robin Testling", date(2026, 3, 10), None),
        ("Wren Testling", date(2026, 3, 10), None),
    ]
    assert paper.review is not None
    assert [(row.progress, row.note) for row in paper.review.progress] == [("Partly achieved", "Better")] * 2
    assert (paper.scaling[0].score, paper.scaling[0].previous) == (6, 2)
    assert sheet_of(day).next_conference == "Tuesday 2 June 2026 at 10:00."


def test_a_plan_recorded_by_mistake_is_no_history(day: Day) -> None:
    day.put_on_plan()
    day.change(
        record_decision, conference_id=day.conference_id, child_id=day.robin, outcome=DecisionOutcome.NO_PLAN_CIN
    )
    review = later_conference(day, datetime(2026, 6, 2, 10, 0))
    assert [plan.child for plan in sheet_of(review).previous_plans] == ["Wren Testling"]


def test_the_sheet_freezes_and_thaws_to_itself(day: Day) -> None:
    day.put_on_plan()
    plan_for(day, day.robin, "Hungry")
    paper = sheet_of(day)
    assert thaw(MinutesSheet, freeze(paper)) == paper


def test_an_unknown_conference_has_no_sheet(day: Day) -> None:
    with pytest.raises(Refusal, match="no longer there"):
        day.ask(minutes_sheet, conference_id=ConferenceId(99))


def test_the_sheet_takes_as_many_statements_for_a_rich_day_as_for_an_empty_one(day: Day) -> None:
    with counted_statements(day.store) as few:
        sheet_of(day)
    day.become_quorate()
    day.put_on_plan()
    for child_id in day.world.child_ids:
        plan_for(day, child_id, "Hungry")
        day.change(record_agency_view, invitation_id=day.invitations["teacher"], child_id=child_id, scale=3)
        type_in(day, Heading.CHILD_VOICE, "one", "two", "three", child_id=child_id)
    type_in(day, Heading.DANGER, "one", "two", "three")
    with counted_statements(day.store) as many:
        sheet_of(day)
    assert len(many) == len(few)
