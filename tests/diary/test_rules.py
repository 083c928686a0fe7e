"""Spans, margins and lengths: when two occupancies clash, and what a conference occupies."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.diary.kinds import Purpose
from cpconf.diary.rules import Margin, OccupancyRules, Span, clashes, conference_minutes
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal

DEFAULTS = PracticeSettings.of({})
RULES = OccupancyRules.of(DEFAULTS)
TEN = datetime(2026, 3, 2, 10)


def span(from_minute: int, until_minute: int) -> Span:
    return Span(starts_at=TEN + timedelta(minutes=from_minute), ends_at=TEN + timedelta(minutes=until_minute))


SPANS = st.tuples(st.integers(0, 100), st.integers(1, 100)).map(lambda pair: span(pair[0], sum(pair)))


def test_one_may_start_when_another_ends() -> None:
    assert not span(0, 60).overlaps(span(60, 90))
    assert span(0, 60).overlaps(span(59, 90))
    assert span(0, 60).holds(span(0, 60)) and not span(0, 60).holds(span(0, 61))
    assert span(0, 90).minutes == 90


@pytest.mark.parametrize("until", [0, -1])
def test_a_span_that_does_not_go_forward_is_refused(until: int) -> None:
    with pytest.raises(Refusal, match="The end must come after the start") as refused:
        span(0, until)
    assert refused.value.field == "ends_at"


@given(SPANS, SPANS)
def test_overlapping_is_sharing_a_minute_whoever_asks(one: Span, other: Span) -> None:
    minutes = [{m for m in range(201) if s.starts_at <= TEN + timedelta(minutes=m) < s.ends_at} for s in (one, other)]
    assert one.overlaps(other) == other.overlaps(one) == bool(minutes[0] & minutes[1])
    assert one.holds(other) == (minutes[0] >= minutes[1])


@given(SPANS, st.lists(SPANS))
def test_the_clashes_are_all_that_overlap_earliest_first(wanted: Span, taken: list[Span]) -> None:
    assert list(clashes(wanted, taken)) == sorted(s for s in taken if s.overlaps(wanted))


def test_a_conference_occupies_room_and_chair_from_the_pre_meet_and_the_typist_until_written_up() -> None:
    spans = RULES.spans(span(0, 120))
    assert spans[Purpose.ROOM] == span(-30, 130)
    assert spans[Purpose.CHAIR] == span(-30, 150)
    assert spans[Purpose.MINUTE_TAKER] == span(0, 180)


def test_nobody_needs_to_be_at_work_for_the_margin_afterwards() -> None:
    assert RULES.needed(Purpose.CHAIR, span(0, 120)) == span(-30, 120)
    assert RULES.needed(Purpose.MINUTE_TAKER, span(0, 120)) == span(0, 120)


def test_the_margins_are_settings() -> None:
    changed = OccupancyRules.of(PracticeSettings.of({"pre_meet_minutes": 0, "writing_up_minutes": 90}))
    assert changed.margin(Purpose.ROOM) == Margin(before=0, after=10)
    assert changed.margin(Purpose.MINUTE_TAKER) == Margin(before=0, after=90)


@pytest.mark.parametrize(("before", "after"), [(-10, 0), (5, 0), (0, 15)])
def test_a_margin_off_the_grain_or_below_nought_is_refused(before: int, after: int) -> None:
    with pytest.raises(Refusal, match="steps of 10 minutes"):
        Margin(before=before, after=after)


@pytest.mark.parametrize(
    ("kind", "children", "minutes"),
    [("initial", 1, 120), ("review", 3, 90), ("pre_birth", 1, 120), ("transfer_in", 2, 120), ("review", 6, 120)],
)
def test_the_proposed_length_follows_the_kind_and_the_number_of_children(
    kind: str, children: int, minutes: int
) -> None:
    assert conference_minutes(DEFAULTS, kind, children) == minutes


def test_a_conference_about_nobody_is_refused() -> None:
    with pytest.raises(Refusal, match="at least one child") as refused:
        conference_minutes(DEFAULTS, "initial", 0)
    assert refused.value.field == "children"
