"""What importing would do to what is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cpconf.exchange.annex_a import read_annex_a
from cpconf.exchange.annex_rows import AnnexA, ChildFacts, EnquiryRow, PlanRow
from cpconf.exchange.comparison import compare, facts_of
from cpconf.exchange.preview import ImportPreview, PreviewLine, Result, Subject
from cpconf.exchange.steps import (
    AddChild,
    AddEnquiry,
    AddPlan,
    ChangeChild,
    ChangeEnquiry,
    ChangePlan,
    FieldChange,
    KnownChild,
    KnownStore,
)
from cpconf.people.rules import Ethnicity, Sex
from cpconf.plans.rules import Category
from tests.exchange.known import NOTHING, after, file, knowing
from tests.exchange.test_annex_checks import CHILD, ENQUIRY, PLAN, enquiry, plan
from tests.exchange.workbooks import annex
from tests.exchange.workbooks import plan as plan_cells

SAMPLE = Path(__file__).parent.parent / "reference" / "annex_a" / "Annex_A_2024_Jan.xlsx"


def one(known: KnownStore) -> KnownChild:
    return known.children["700001"]


def with_plan(known: KnownStore, **values: Any) -> KnownStore:
    child = one(known)
    return KnownStore(children={"700001": replace(child, plans=(replace(child.plans[0], **values),))})


def with_enquiry(known: KnownStore, **values: Any) -> KnownStore:
    child = one(known)
    return KnownStore(children={"700001": replace(child, enquiries=(replace(child.enquiries[0], **values),))})


def results(preview: ImportPreview, subject: Subject) -> list[Result]:
    return [line.result for line in preview.lines if line.subject is subject]


def line(preview: ImportPreview, subject: Subject, result: Result) -> PreviewLine:
    (found,) = [found for found in preview.lines if (found.subject, found.result) == (subject, result)]
    return found


def differences(found: PreviewLine) -> list[tuple[str, Any, Any]]:
    return [(change.name, change.old, change.new) for change in found.differences]


def test_into_an_empty_store_everything_is_added_children_first() -> None:
    preview = compare(file(ENQUIRY, PLAN), NOTHING)
    assert preview.to_apply == (
        AddChild(child=CHILD),
        AddEnquiry(child_id=None, enquiry=ENQUIRY),
        AddPlan(child_id=None, plan=PLAN),
    )
    assert [
        (found.subject, found.result, found.la_child_id, found.on, found.sheet, found.row) for found in preview.lines
    ] == [
        (Subject.CHILD, Result.ADDED, "700001", None, "List 7", 2),
        (Subject.ENQUIRY, Result.ADDED, "700001", date(2026, 3, 2), "List 5", 2),
        (Subject.PLAN, Result.ADDED, "700001", date(2026, 3, 20), "List 7", 2),
    ]
    assert preview.summary == (
        "Children: 1 added.",
        "Section 47 enquiries: 1 added.",
        "Child protection plans: 1 added.",
    )
    assert preview.count(Subject.PLAN, Result.ADDED) == 1
    assert preview.count(Subject.PLAN, Result.CHANGED) == 0


def test_an_empty_file_does_nothing() -> None:
    preview = compare(AnnexA(enquiries=(), plans=()), NOTHING)
    assert preview == ImportPreview(lines=(), notes=(), to_apply=())
    assert preview.summary[0] == "Children: none in the file."


def test_the_published_sample_goes_in_but_for_one_row_and_a_second_time_changes_nothing() -> None:
    read = read_annex_a(SAMPLE)
    first = compare(read, NOTHING)
    assert first.count(Subject.CHILD, Result.ADDED) == 11
    assert first.count(Subject.ENQUIRY, Result.ADDED) == 5
    assert first.count(Subject.PLAN, Result.ADDED) == 6
    refused = line(first, Subject.PLAN, Result.REFUSED)
    assert (refused.sheet, refused.row, refused.la_child_id) == ("List 7", 8, "")
    assert refused.words == "the plan started more than 40 weeks before birth; one of the dates is wrong"
    assert len(first.notes) == 1
    second = compare(read, after(first, NOTHING))
    assert second.to_apply == ()
    assert {found.result for found in second.lines} == {Result.UNCHANGED, Result.REFUSED}
    assert second.summary[2] == "Child protection plans: 6 unchanged, 1 refused."


def test_a_newer_file_changes_field_by_field() -> None:
    known = knowing(ENQUIRY, PLAN)
    newer = plan(
        latest_category=Category.EMOTIONAL,
        ended_on=date(2026, 9, 1),
        worker="New Worker",
        last_visit_on=date(2026, 8, 1),
    )
    preview = compare(file(enquiry({"disabled": True}, team="Team B"), newer), known)
    # List 7 still says that the child is not disabled, and it counts.
    assert results(preview, Subject.CHILD) == [Result.UNCHANGED]
    assert differences(line(preview, Subject.ENQUIRY, Result.CHANGED)) == [("team", None, "Team B")]
    assert differences(line(preview, Subject.PLAN, Result.CHANGED)) == [
        ("latest_category", Category.NEGLECT, Category.EMOTIONAL),
        ("ended_on", None, date(2026, 9, 1)),
        ("last_visit_on", None, date(2026, 8, 1)),
        ("worker", None, "New Worker"),
    ]
    child = one(known)
    changes = line(preview, Subject.PLAN, Result.CHANGED).differences
    assert preview.to_apply == (
        ChangeEnquiry(
            enquiry_id=child.enquiries[0].enquiry_id,
            changes=(FieldChange(name="team", old=None, new="Team B"),),
        ),
        ChangePlan(plan_id=child.plans[0].plan_id, changes=changes),
    )


def test_an_empty_cell_never_blanks_what_is_known() -> None:
    known = knowing(
        enquiry(icpc_not_required=False, team="Team A", worker="Tess Ting", icpcs_in_12_months=1),
        plan(previous_plans=2, latest_review_on=date(2026, 6, 1), team="Team A", seen_alone=True),
    )
    less = {"sex": None, "ethnicity": None, "born_on": None, "disabled": None}
    bare = compare(file(enquiry(less, icpc_on=None, resulted_in_plan=None), plan(less)), known)
    assert bare.to_apply == ()
    assert {found.result for found in bare.lines} == {Result.UNCHANGED}


def test_not_stated_and_not_obtained_do_not_replace_what_is_known() -> None:
    vague = {"sex": Sex.UNKNOWN, "ethnicity": Ethnicity.NOBT}
    assert compare(file(plan(vague)), knowing(PLAN)).to_apply == ()
    known = knowing(plan(vague))
    assert (one(known).sex, one(known).ethnicity) == (Sex.UNKNOWN, Ethnicity.NOBT)
    changed = line(compare(file(PLAN), known), Subject.CHILD, Result.CHANGED)
    assert differences(changed) == [("sex", Sex.UNKNOWN, Sex.FEMALE), ("ethnicity", Ethnicity.NOBT, Ethnicity.WBRI)]


def test_a_birth_takes_the_place_of_the_expected_date() -> None:
    unborn = plan({"born_on": None, "expected_on": date(2026, 5, 1), "sex": Sex.UNKNOWN})
    known = knowing(unborn)
    born = compare(file(plan({"born_on": date(2026, 5, 4)})), known)
    assert born.to_apply == (
        ChangeChild(
            child_id=one(known).child_id,
            changes=(
                FieldChange(name="sex", old=Sex.UNKNOWN, new=Sex.FEMALE),
                FieldChange(name="born_on", old=None, new=date(2026, 5, 4)),
                FieldChange(name="expected_on", old=date(2026, 5, 1), new=None),
            ),
        ),
    )
    moved = compare(file(plan({"born_on": None, "expected_on": date(2026, 5, 8), "sex": None})), known)
    assert differences(line(moved, Subject.CHILD, Result.CHANGED)) == [
        ("expected_on", date(2026, 5, 1), date(2026, 5, 8))
    ]


def test_a_child_born_here_is_not_made_unborn_again() -> None:
    stale = compare(file(plan({"born_on": None, "expected_on": date(2026, 5, 1)})), knowing(PLAN))
    assert stale.to_apply == ()
    left = line(stale, Subject.CHILD, Result.DISAGREES)
    assert left.words == "the file shows the child as not yet born; left as it is"
    assert differences(left) == [("expected_on", None, date(2026, 5, 1))]


def test_what_a_conference_here_decided_of_a_plan_is_left_alone_and_shown() -> None:
    known = with_plan(knowing(PLAN), imported=False)
    other = plan(
        initial_category=Category.PHYSICAL,
        latest_category=Category.SEXUAL,
        ended_on=date(2026, 9, 1),
        latest_review_on=date(2026, 6, 1),
        previous_plans=3,
        team="Team C",
    )
    preview = compare(file(other), known)
    left = line(preview, Subject.PLAN, Result.DISAGREES)
    assert left.words == "decided by a conference here; left as it is"
    assert {change.name for change in left.differences} == {
        "initial_category", "latest_category", "ended_on", "latest_review_on", "previous_plans",
    }  # fmt: skip
    assert differences(line(preview, Subject.PLAN, Result.CHANGED)) == [("team", None, "Team C")]
    assert [type(step) for step in preview.to_apply] == [ChangePlan]
    assert preview.summary[2] == ("Child protection plans: 1 changed, 1 left as here although the file differs.")


def test_what_a_conference_here_decided_of_an_enquiry_is_left_alone_and_shown() -> None:
    known = with_enquiry(knowing(ENQUIRY), imported=False, icpc_on=date(2026, 3, 19))
    preview = compare(file(enquiry(worker="New Worker")), known)
    assert differences(line(preview, Subject.ENQUIRY, Result.DISAGREES)) == [
        ("icpc_on", date(2026, 3, 19), date(2026, 3, 20))
    ]
    assert differences(line(preview, Subject.ENQUIRY, Result.CHANGED)) == [("worker", None, "New Worker")]


def test_a_plan_that_ended_here_is_not_reopened() -> None:
    known = knowing(plan(ended_on=date(2026, 9, 1)))
    preview = compare(file(PLAN), known)
    assert preview.to_apply == ()
    left = line(preview, Subject.PLAN, Result.DISAGREES)
    assert (left.words, differences(left)) == (
        "the file shows the plan as open; here it has ended",
        [("ended_on", date(2026, 9, 1), None)],
    )


def test_an_older_file_does_not_turn_visits_and_reviews_back() -> None:
    known = knowing(plan(last_visit_on=date(2026, 8, 1), latest_review_on=date(2026, 6, 20)))
    preview = compare(file(plan(last_visit_on=date(2026, 7, 1), latest_review_on=date(2026, 6, 19))), known)
    assert preview.to_apply == ()
    left = line(preview, Subject.PLAN, Result.DISAGREES)
    assert left.words == "the file has an earlier date than is known here; left as it is"
    assert len(left.differences) == 2


def test_all_reasons_for_leaving_a_plan_alone_are_told() -> None:
    known = with_plan(
        knowing(PLAN), imported=False, ended_on=date(2026, 9, 1), last_visit_on=date(2026, 8, 1), previous_plans=1
    )
    preview = compare(file(plan(last_visit_on=date(2026, 7, 1), previous_plans=0)), known)
    assert line(preview, Subject.PLAN, Result.DISAGREES).words == (
        "decided by a conference here; left as it is; the file has an earlier date than is known here; left as it is; "
        "the file shows the plan as open; here it has ended"
    )


def test_a_plan_that_runs_at_the_same_time_as_one_known_here_is_not_added() -> None:
    preview = compare(file(plan(started_on=date(2026, 3, 23))), knowing(PLAN))
    assert preview.to_apply == ()
    assert "8935" in line(preview, Subject.PLAN, Result.DISAGREES).words


def test_a_plan_after_the_known_one_has_ended_is_added() -> None:
    known = knowing(plan(ended_on=date(2026, 9, 1)))
    second = plan(started_on=date(2026, 9, 1))
    preview = compare(file(second), known)
    assert preview.to_apply == (AddPlan(child_id=one(known).child_id, plan=second),)


def test_a_file_that_ends_the_known_plan_and_starts_the_next_does_both_in_that_order() -> None:
    known = knowing(PLAN)
    ended, following = plan(ended_on=date(2026, 9, 1)), plan(row=3, started_on=date(2026, 9, 1))
    for rows in ((ended, following), (following, ended)):
        preview = compare(file(*rows), known)
        assert [type(step) for step in preview.to_apply] == [ChangePlan, AddPlan]
        assert compare(file(*rows), after(preview, known)).to_apply == ()
    recorded = with_plan(known, imported=False)
    assert compare(file(ended, following), recorded).to_apply == ()


def test_a_plan_is_not_lengthened_into_another() -> None:
    known = knowing(plan(ended_on=date(2026, 5, 1)), plan(row=3, started_on=date(2026, 7, 1)))
    preview = compare(file(plan(ended_on=date(2026, 8, 1), team="Team D")), known)
    assert differences(line(preview, Subject.PLAN, Result.CHANGED)) == [("team", None, "Team D")]
    assert differences(line(preview, Subject.PLAN, Result.DISAGREES)) == [
        ("ended_on", date(2026, 5, 1), date(2026, 8, 1))
    ]


def test_a_second_enquiry_for_the_same_conference_is_not_added() -> None:
    preview = compare(file(enquiry(strategy_discussion_on=date(2026, 3, 3))), knowing(ENQUIRY))
    assert preview.to_apply == ()
    assert "same initial conference" in line(preview, Subject.ENQUIRY, Result.DISAGREES).words


def test_another_enquiry_of_a_known_child_is_added() -> None:
    known = knowing(ENQUIRY)
    other = enquiry(strategy_discussion_on=date(2026, 8, 3), icpc_on=None, resulted_in_plan=None)
    assert compare(file(other), known).to_apply == (AddEnquiry(child_id=one(known).child_id, enquiry=other),)


def test_a_conference_is_not_made_unnecessary_after_it_was_held() -> None:
    known = knowing(ENQUIRY)
    preview = compare(file(enquiry(icpc_not_required=True, icpc_on=None, resulted_in_plan=False, team="T")), known)
    left = line(preview, Subject.ENQUIRY, Result.DISAGREES)
    assert left.words == "together with what is known here, the conference would be both held and not required"
    assert differences(line(preview, Subject.ENQUIRY, Result.CHANGED)) == [("team", None, "T")]


def test_a_child_whose_id_lost_its_zeros_is_not_added_a_second_time() -> None:
    known = knowing(plan({"la_child_id": "0700001"}))
    preview = compare(file(ENQUIRY, PLAN), known)
    assert preview.to_apply == ()
    assert "leading zeros" in line(preview, Subject.CHILD, Result.REFUSED).words
    assert line(preview, Subject.ENQUIRY, Result.REFUSED).words == "the child was refused"
    assert Result.REFUSED in results(preview, Subject.PLAN)


def test_a_new_child_needs_a_birth_date_from_either_list() -> None:
    nameless = plan({"born_on": None})
    assert "no date of birth" in line(compare(file(nameless), NOTHING), Subject.CHILD, Result.REFUSED).words
    assert compare(file(nameless, ENQUIRY), NOTHING).to_apply[0] == AddChild(child=CHILD)


def test_an_open_plan_that_list_7_does_not_hold_is_shown_and_stays() -> None:
    known = knowing(PLAN, plan({"la_child_id": "700002"}, ended_on=date(2026, 9, 1)))
    preview = compare(file(), known)
    assert preview.to_apply == ()
    (absent,) = preview.lines
    assert (absent.result, absent.la_child_id, absent.on) == (Result.ABSENT, "700001", date(2026, 3, 20))
    assert preview.summary[2] == "Child protection plans: 1 open here but not in the file."


def test_a_plan_whose_row_was_refused_is_not_called_absent(tmp_path: Path) -> None:
    path = annex(tmp_path / "a.xlsx", plans=[plan_cells(end_on="x", team="y")])
    preview = compare(read_annex_a(path), knowing(PLAN))
    assert results(preview, Subject.PLAN) == [Result.REFUSED]


def test_the_facts_of_a_child_are_taken_from_whichever_row_says_something() -> None:
    vague = ChildFacts(la_child_id="700001", sex=Sex.UNKNOWN, ethnicity=Ethnicity.NOBT, expected_on=date(2018, 3, 1))
    assert facts_of([replace(PLAN, child=vague), ENQUIRY]) == CHILD
    assert facts_of([replace(PLAN, child=vague)]) == vague
    assert facts_of([replace(PLAN, child=ChildFacts(la_child_id="7"))]) == ChildFacts(la_child_id="7")


@pytest.mark.parametrize("row", [ENQUIRY, PLAN])
def test_lines_carry_the_place_in_the_file(row: EnquiryRow | PlanRow) -> None:
    preview = compare(file(replace(row, row=17)), NOTHING)
    assert {found.row for found in preview.lines} == {17}
