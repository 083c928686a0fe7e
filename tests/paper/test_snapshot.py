from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpconf.minutes.sheet import MinutesSheet
from cpconf.paper.snapshot import digest, freeze, thaw
from cpconf.plans.sheet import PlanKind, PlanSheet
from cpconf.refusals import Trouble
from tests.paper.samples import long_minutes, plan, short_minutes


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    name: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    text: str
    count: int
    is_true: bool
    on: date
    at: datetime
    clock: time | None
    colour: Colour
    inner: tuple[Inner, ...] = ()
    pair: tuple[str, int] = ("", 0)


INNER = st.builds(Inner, name=st.text(), on=st.none() | st.dates())
OUTER = st.builds(
    Outer,
    text=st.text(),
    count=st.integers(),
    is_true=st.booleans(),
    on=st.dates(),
    at=st.datetimes(),
    clock=st.none() | st.times(),
    colour=st.sampled_from(Colour),
    inner=st.lists(INNER, max_size=3).map(tuple),
    pair=st.tuples(st.text(), st.integers()),
)


@given(OUTER)
def test_a_sheet_comes_back_as_it_was_frozen(sheet: Outer) -> None:
    frozen = freeze(sheet)
    assert thaw(Outer, frozen) == sheet
    assert freeze(thaw(Outer, frozen)) == frozen
    frozen.decode("ascii")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.from_type(PlanSheet))
def test_any_plan_comes_back(sheet: PlanSheet) -> None:
    assert thaw(PlanSheet, freeze(sheet)) == sheet


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.from_type(MinutesSheet))
def test_any_minutes_come_back(sheet: MinutesSheet) -> None:
    assert thaw(MinutesSheet, freeze(sheet)) == sheet


@pytest.mark.parametrize("sheet", [short_minutes(), long_minutes(), plan(PlanKind.FULL)], ids=["short", "long", "plan"])
def test_the_samples_come_back(sheet: MinutesSheet | PlanSheet) -> None:
    assert thaw(type(sheet), freeze(sheet)) == sheet


def test_the_digest_tells_sheets_apart() -> None:
    assert digest(freeze(short_minutes())) == digest(freeze(short_minutes()))
    assert digest(freeze(short_minutes())) != digest(freeze(long_minutes()))
    assert len(digest(b"")) == 64


def changed(**change: object) -> bytes:
    outer = json.loads(freeze(Inner(name="Ada")))
    outer["holds"].update(change)
    return json.dumps(outer).encode()


@pytest.mark.parametrize(
    "frozen",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        freeze(short_minutes()),
        changed(name=3),
        changed(name=None),
        changed(on="yesterday"),
        changed(unknown=""),
        b'{"holds":{},"sheet":"Inner"}',
    ],
)
def test_bytes_that_are_no_such_snapshot_are_trouble(frozen: bytes) -> None:
    with pytest.raises(Trouble, match="damaged or was made by a newer version"):
        thaw(Inner, frozen)


def test_an_older_snapshot_without_a_newer_field_still_opens() -> None:
    assert thaw(Inner, b'{"holds":{"name":"Ada"},"sheet":"Inner"}') == Inner(name="Ada")


@dataclass(frozen=True)
class Scored:
    score: float


@pytest.mark.parametrize("value", [Scored(1.5), "text", Inner, 3])
def test_what_cannot_be_canonical_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        freeze(value)
