"""The words in a block of the timeline: which of them stand on how many lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from cpconf.diary.sheet import TimelineBooking
from tests.bench.timeline import booking
from ui.diary.wording import firsts, lines_below, shorts

MADE = replace(booking(1, datetime(2026, 3, 10, 9), 1, 1, 1), kind="transfer_in", initials="T")
HELD = replace(MADE, state="provisional")
TIMES, BOTH = "09:00–10:30", "09:00–10:30 · CP-2026-0001"


@pytest.mark.parametrize(
    ("made", "with_kind", "count", "longest"),
    [
        (MADE, False, 1, [BOTH]),
        (MADE, True, 1, ["Transfer-in"]),
        (MADE, True, 2, ["Transfer-in", BOTH]),
        (MADE, False, 2, [TIMES, "CP-2026-0001"]),
        (MADE, True, 3, ["Transfer-in", TIMES, "CP-2026-0001"]),
        (HELD, False, 2, [TIMES, "held"]),
    ],
)
def test_a_higher_block_says_more(made: TimelineBooking, with_kind: bool, count: int, longest: list[str]) -> None:
    assert [each[0] for each in lines_below(made, with_kind=with_kind, count=count)] == longest


def test_wordings_grow_shorter_and_keep_the_initials() -> None:
    for wordings in (firsts(MADE), shorts(MADE)):
        assert list(wordings) == sorted(wordings, key=len, reverse=True)
        assert wordings[-1] == "T"
        assert all(words.startswith("T") for words in wordings)
