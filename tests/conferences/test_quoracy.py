"""Quoracy, every variant of it: tables, and what must hold whoever comes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.conferences.quoracy import Attender, counts_as_present, quoracy
from cpconf.conferences.rules import AttendanceStatus, ReportStatus
from cpconf.people.rules import AgencyKind
from cpconf.practice.rules import PracticeSettings

HERE = AttendanceStatus.IN_PERSON
NO_EXTRAS = {"quorum_needs_social_work_report": False, "quorum_needs_known_worker": False}


def practice(**settings: Any) -> PracticeSettings:
    return PracticeSettings.of(NO_EXTRAS | settings)


def person(kind: AgencyKind | None, **values: Any) -> Attender:
    values.setdefault("status", HERE)
    values.setdefault("direct_contact", True)
    values.setdefault("agency", "" if kind is None else f"The {kind.value} people")
    return Attender(kind=kind, **values)


CARE = person(AgencyKind.SOCIAL_CARE)
SCHOOL = person(AgencyKind.EDUCATION, agency="Toybrook School")
POLICE = person(AgencyKind.POLICE)
VISITOR = person(AgencyKind.HEALTH_VISITING)
MIDWIFE = person(AgencyKind.MIDWIFERY)
FAMILY = person(None)


@pytest.mark.parametrize(
    ("people", "settings", "quorate"),
    [
        ([CARE, SCHOOL, POLICE], {}, True),
        ([CARE, SCHOOL], {}, False),
        ([SCHOOL, POLICE, VISITOR], {}, False),
        ([SCHOOL, POLICE, VISITOR], {"quorum_social_care": False}, True),
        ([CARE, SCHOOL, POLICE], {"quorum_other_agencies": 3}, False),
        ([CARE, SCHOOL, POLICE, VISITOR], {"quorum_other_agencies": 3}, True),
        ([CARE, FAMILY, FAMILY, FAMILY], {}, False),
        ([CARE, VISITOR, MIDWIFE], {}, True),
        ([CARE, VISITOR, MIDWIFE], {"quorum_health_separately": False}, False),
        ([CARE, VISITOR, MIDWIFE, POLICE], {"quorum_health_separately": False}, True),
        ([CARE, VISITOR, VISITOR], {}, False),
        ([CARE, SCHOOL, POLICE], {"quorum_education_separately": False}, False),
        ([CARE, SCHOOL, person(AgencyKind.EDUCATION, agency="Playfield Nursery")], {}, True),
        ([CARE, person(AgencyKind.LEGAL), POLICE], {}, False),
        ([CARE, person(AgencyKind.VOLUNTARY, capacity="Interpreter"), POLICE], {}, False),
        ([CARE, person(AgencyKind.VOLUNTARY, capacity="Advocate"), POLICE], {}, False),
    ],
)
def test_who_counts_as_an_agency(people: list[Attender], settings: dict[str, Any], quorate: bool) -> None:
    assert quoracy(people, practice(**settings)).quorate is quorate


@pytest.mark.parametrize(
    ("values", "settings", "counts"),
    [
        ({"status": AttendanceStatus.REMOTE}, {}, True),
        ({"status": AttendanceStatus.REMOTE}, {"quorum_remote_counts": False}, False),
        ({"status": AttendanceStatus.DEPUTY}, {}, True),
        ({"status": AttendanceStatus.DEPUTY}, {"quorum_deputies_count": False}, False),
        ({"status": AttendanceStatus.PART, "present_at_decision": True}, {}, True),
        ({"status": AttendanceStatus.PART, "present_at_decision": False}, {}, False),
        ({"status": AttendanceStatus.PART, "present_at_decision": None}, {}, False),
        ({"status": AttendanceStatus.PART}, {"quorum_part_attenders": "always"}, True),
        ({"status": AttendanceStatus.PART, "present_at_decision": True}, {"quorum_part_attenders": "never"}, False),
        ({"status": AttendanceStatus.INVITED}, {}, False),
        ({"status": AttendanceStatus.APOLOGIES}, {}, False),
        ({"status": AttendanceStatus.ABSENT}, {}, False),
        ({"status": AttendanceStatus.EXCLUDED}, {}, False),
        ({"status": AttendanceStatus.NOT_REQUIRED}, {}, False),
    ],
)
def test_how_people_attend_decides_whether_they_count(
    values: dict[str, Any], settings: dict[str, Any], counts: bool
) -> None:
    attender = person(AgencyKind.POLICE, **values)
    assert counts_as_present(attender, practice(**settings)) is counts
    assert quoracy([CARE, SCHOOL, attender], practice(**settings)).quorate is counts


@pytest.mark.parametrize(
    ("report", "counted", "quorate"),
    [
        (ReportStatus.IN_TIME, False, False),
        (ReportStatus.IN_TIME, True, True),
        (ReportStatus.LATE, True, True),
        (ReportStatus.ON_THE_DAY, True, True),
        (ReportStatus.VERBAL, True, False),
        (ReportStatus.NONE, True, False),
        (ReportStatus.AWAITED, True, False),
        (None, True, False),
    ],
)
def test_a_written_report_counts_for_an_absent_agency_where_the_practice_says_so(
    report: ReportStatus | None, counted: bool, quorate: bool
) -> None:
    absent = person(AgencyKind.POLICE, status=AttendanceStatus.ABSENT, report=report)
    assert quoracy([CARE, SCHOOL, absent], practice(quorum_reports_count=counted)).quorate is quorate


def test_a_report_never_stands_for_social_care_itself() -> None:
    absent = person(AgencyKind.SOCIAL_CARE, status=AttendanceStatus.ABSENT, report=ReportStatus.IN_TIME)
    assert not quoracy([absent, SCHOOL, POLICE], practice(quorum_reports_count=True)).quorate


@pytest.mark.parametrize(("only_direct", "quorate"), [(True, False), (False, True)])
def test_agencies_without_direct_contact_count_unless_the_practice_wants_it(only_direct: bool, quorate: bool) -> None:
    stranger = person(AgencyKind.POLICE, direct_contact=False)
    answer = quoracy([CARE, SCHOOL, stranger], practice(quorum_direct_contact=only_direct))
    assert answer.quorate is quorate
    if only_direct:
        assert answer.missing == ("one other agency in direct contact with the family",)


def test_a_social_work_report_is_needed_where_the_practice_says_so() -> None:
    settings = practice(quorum_needs_social_work_report=True)
    assert quoracy([CARE, SCHOOL, POLICE], settings).missing == ("a social work report",)
    reported = person(AgencyKind.SOCIAL_CARE, report=ReportStatus.LATE)
    assert quoracy([reported, SCHOOL, POLICE], settings).quorate


@pytest.mark.parametrize(
    ("worker", "knows"),
    [
        (person(AgencyKind.SOCIAL_CARE), True),
        (person(AgencyKind.SOCIAL_CARE, direct_contact=False), False),
        (person(AgencyKind.SOCIAL_CARE, status=AttendanceStatus.DEPUTY), False),
    ],
)
def test_a_social_worker_who_knows_the_family_is_needed_where_the_practice_says_so(
    worker: Attender, knows: bool
) -> None:
    answer = quoracy([worker, SCHOOL, POLICE], practice(quorum_needs_known_worker=True))
    assert answer.quorate is knows
    assert ("a social worker who knows the family" in answer.missing) is not knows


def test_the_words_name_what_is_missing_and_who_counted() -> None:
    answer = quoracy([SCHOOL], practice())
    assert answer.words == (
        "Not quorate: children's social care and one other agency missing. Toybrook School counted."
    )
    assert answer.counted == ("Toybrook School",)
    assert answer.others == 1


def test_the_words_of_a_quorate_conference_name_the_agencies() -> None:
    answer = quoracy([CARE, SCHOOL, POLICE], practice())
    assert answer.words == "Quorate: Children's social care, Police and Toybrook School counted."
    assert answer.reason == "Children's social care, Police and Toybrook School counted."
    assert answer.warning == ""


def test_a_practice_that_needs_nobody_says_so() -> None:
    nobody = practice(quorum_social_care=False, quorum_other_agencies=0, quorum_override_agencies=0)
    assert quoracy([], nobody).words == "Quorate: nobody is needed here."


@pytest.mark.parametrize(("people", "warned"), [([CARE], True), ([CARE, SCHOOL], False)])
def test_the_chair_is_warned_before_going_on_with_fewer_than_the_least(people: list[Attender], warned: bool) -> None:
    assert bool(quoracy(people, practice()).warning) is warned


attenders = st.builds(
    Attender,
    kind=st.none() | st.sampled_from(AgencyKind),
    agency=st.sampled_from(["", "North", "South", "East"]),
    capacity=st.sampled_from(["", "Observer", "Chair of governors"]),
    status=st.sampled_from(AttendanceStatus),
    present_at_decision=st.none() | st.booleans(),
    report=st.none() | st.sampled_from(ReportStatus),
    direct_contact=st.booleans(),
)
crowds = st.lists(attenders, max_size=8)
practices = st.builds(
    lambda flags, part, others: PracticeSettings.of(
        {**flags, "quorum_part_attenders": part, "quorum_other_agencies": others, "quorum_override_agencies": 0}
    ),
    st.fixed_dictionaries(
        {
            f"quorum_{name}": st.booleans()
            for name in (
                "social_care",
                "deputies_count",
                "remote_counts",
                "health_separately",
                "education_separately",
                "direct_contact",
                "reports_count",
                "needs_social_work_report",
                "needs_known_worker",
            )
        }
    ),
    st.sampled_from(["present_at_decision", "always", "never"]),
    st.integers(0, 4),
)


@given(crowds, attenders, practices)
def test_nobody_who_joins_makes_a_conference_inquorate(
    people: list[Attender], joiner: Attender, settings: PracticeSettings
) -> None:
    before, after = quoracy(people, settings), quoracy([*people, joiner], settings)
    assert after.quorate >= before.quorate
    assert after.others >= before.others


@given(crowds.flatmap(lambda people: st.tuples(st.just(people), st.permutations(people))), practices)
def test_the_order_of_the_people_is_of_no_consequence(
    orders: tuple[list[Attender], list[Attender]], settings: PracticeSettings
) -> None:
    assert quoracy(orders[0], settings) == quoracy(orders[1], settings)


@given(crowds, practices)
def test_family_never_count(people: list[Attender], settings: PracticeSettings) -> None:
    without = [one for one in people if one.kind is not None]
    assert quoracy(people, settings) == quoracy(without, settings)


@given(crowds, practices)
def test_the_verdict_the_words_and_what_is_missing_agree(people: list[Attender], settings: PracticeSettings) -> None:
    answer = quoracy(people, settings)
    assert answer.quorate is not bool(answer.missing)
    assert answer.words.startswith("Quorate: " if answer.quorate else "Not quorate: ")
    assert all(what in answer.words for what in (*answer.missing, *answer.counted))
