"""The trail of typed text loses nothing and stays small; its values are plain."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from cpconf.store.changes import Changes
from cpconf.store.permissions import Permission, kind_of, permission_of, query
from cpconf.store.records import Instant, LocalTime
from cpconf.store.trail import _plain, apply_text_change, text_change

DIALECT = sqlite.dialect()


@given(st.text(), st.text())
def test_every_text_can_be_walked_forward_again(old: str, new: str) -> None:
    assert apply_text_change(old, text_change(old, new)) == new


@given(st.text(), st.text(), st.text(min_size=1))
def test_typing_into_a_text_records_no_more_than_was_typed(before: str, after: str, typed: str) -> None:
    change = text_change(before + after, before + typed + after)
    assert len(change["in"]) <= len(typed)
    assert change["out"] == ""


def test_values_are_kept_in_plain_words() -> None:
    class Word(StrEnum):
        YES = "yes"

    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    plain = [_plain(value) for value in (Word.YES, moment, date(2026, 3, 2), time(9), Decimal("1.5"), b"ab", None, 3)]
    hashed = "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"
    assert plain == [
        "yes",
        "2026-03-02T09:00:00+00:00",
        "2026-03-02",
        "09:00:00",
        "1.5",
        {"sha256": hashed, "bytes": 2},
        None,
        3,
    ]


def test_an_instant_needs_its_zone_and_local_time_must_not_have_one() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Instant().process_bind_param(datetime(2026, 3, 2), DIALECT)
    with pytest.raises(ValueError, match="wall time"):
        LocalTime().process_bind_param(datetime(2026, 3, 2, tzinfo=UTC), DIALECT)
    assert Instant().process_bind_param(None, DIALECT) is None
    assert Instant().process_result_value(None, DIALECT) is None


def test_changes_tell_whether_they_concern_a_screen() -> None:
    changes = Changes({"child": frozenset({1}), "plan": frozenset()})
    assert changes.concern(frozenset({"child", "room"}))
    assert not changes.concern(frozenset({"plan"}))
    assert len(changes) == 1
    assert "child" in repr(changes)


def test_a_mark_tells_kind_and_permission() -> None:
    @query(Permission.READ)
    def marked() -> None: ...

    assert (kind_of(marked), permission_of(marked)) == ("query", Permission.READ)
    assert (kind_of(print), permission_of(print)) == (None, None)
