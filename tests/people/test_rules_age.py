"""Ages before and after a birth."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.people.rules import age_on

DAYS = st.dates(date(2000, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize("born_on", [None, date(2026, 3, 3)])
def test_a_child_not_yet_born_has_no_age(born_on: date | None) -> None:
    assert age_on(born_on, date(2026, 3, 2)) is None


@given(DAYS, st.integers(0, 9000))
def test_an_age_grows_by_one_on_each_birthday_and_never_falls(born_on: date, days: int) -> None:
    on = born_on + timedelta(days=days)
    before, after = age_on(born_on, on), age_on(born_on, on + timedelta(days=1))
    assert before is not None and after is not None
    assert after - before in {0, 1}
    assert abs(before - days / 365.25) < 1.01
