"""Importing any files one after another keeps what must always hold."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cpconf.exchange.annex_rows import AnnexA, ChildFacts, EnquiryRow, PlanRow
from cpconf.exchange.comparison import compare
from cpconf.exchange.preview import Result
from cpconf.people.rules import Ethnicity, Sex
from cpconf.plans.rules import Category
from tests.exchange.known import NOTHING, PLAN_FIELDS, after, file

days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
plans = st.builds(
    PlanRow,
    sheet=st.just("List 7"),
    row=st.just(2),
    child=st.builds(
        ChildFacts,
        la_child_id=st.sampled_from(["700001", "700002", "700003", "0700003"]),
        sex=st.none() | st.sampled_from(Sex),
        ethnicity=st.none() | st.sampled_from(Ethnicity),
        born_on=st.none() | days,
        disabled=st.none() | st.booleans(),
    ),
    started_on=days,
    initial_category=st.sampled_from(Category),
    latest_category=st.sampled_from(Category),
    last_visit_on=st.none() | days,
    latest_review_on=st.none() | days,
    ended_on=st.none() | days,
    previous_plans=st.none() | st.integers(0, 3),
    team=st.none() | st.sampled_from(["Team A", "Team B"]),
)
enquiries = st.builds(
    EnquiryRow,
    sheet=st.just("List 5"),
    row=st.just(2),
    child=st.builds(ChildFacts, la_child_id=st.sampled_from(["700001", "700002"]), expected_on=st.none() | days),
    strategy_discussion_on=days,
    icpc_not_required=st.none() | st.booleans(),
    icpc_on=st.none() | days,
    resulted_in_plan=st.none() | st.booleans(),
    worker=st.none() | st.sampled_from(["Tess Ting", "Ann Other"]),
)


def sound(rows: list[EnquiryRow | PlanRow]) -> AnnexA:
    """As the reader leaves them: one plan a child, one enquiry a day, no plan that ends before it starts."""
    kept: dict[tuple[object, ...], EnquiryRow | PlanRow] = {}
    for row in rows:
        if isinstance(row, EnquiryRow):
            if not (row.icpc_not_required and (row.icpc_on or row.resulted_in_plan)):
                kept["e", row.child.la_child_id, row.strategy_discussion_on] = row
        elif row.ended_on is None or row.ended_on > row.started_on:
            kept["p", row.child.la_child_id] = row
    return file(*kept.values())


files = st.lists(st.one_of(plans, enquiries), max_size=8).map(sound)


@given(st.lists(files, min_size=1, max_size=4))
def test_whatever_files_come_one_after_another_nothing_is_blanked_nothing_overlaps_and_twice_changes_nothing(
    arriving: list[AnnexA],
) -> None:
    known = NOTHING
    for read in arriving:
        preview = compare(read, known)
        then = after(preview, known)
        again = compare(read, then)
        assert again.to_apply == ()
        assert not {Result.ADDED, Result.CHANGED} & {found.result for found in again.lines}
        for id_, child in known.children.items():
            for before, now in zip(child.plans, then.children[id_].plans, strict=False):
                for name in PLAN_FIELDS:
                    assert getattr(before, name) is None or getattr(now, name) is not None
        for child in then.children.values():
            spans = sorted((plan.started_on, plan.ended_on or date.max) for plan in child.plans)
            assert all(one[1] <= other[0] for one, other in pairwise(spans))
        known = then
    assert len({id_.lstrip("0") for id_ in known.children}) == len(known.children)
