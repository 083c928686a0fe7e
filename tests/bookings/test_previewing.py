"""A move is seen before it is made: what it meets in the words of the refusals, and what it brings about."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpconf.bookings.actions import cancel_conference, hold_conference, reschedule, reseat, take_back_move
from cpconf.bookings.previewing import MovePreview, move_preview, slots_for_move
from cpconf.bookings.queries import conference_sheet
from cpconf.bookings.rules import ConferenceId, LateReason
from cpconf.diary.actions import add_room, add_site, close_room
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.store import Store
from tests.watching import cost
from tests.worlds import WEEK, World, another_family, small_world, with_booking, with_request

AT = datetime(2026, 3, 10, 10)


def wanted(world: World, room: int = 0, chair: int = 0, taker: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "conference_id": world.conference_id,
        "starts_at": AT,
        "room_id": world.room_ids[room],
        "chair_id": world.chair_ids[chair],
        "minute_taker_id": world.minute_taker_ids[taker],
    } | more


def preview(store: Store, by: Actor, values: dict[str, Any]) -> MovePreview:
    return store.ask(by, move_preview, **values)


def test_where_it_stands_nothing_changes(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    assert preview(store, anyone, wanted(world)) == MovePreview(
        fits=True, conflicts=(), effects=("Nothing changes.",), is_late=False, is_move=False
    )


def test_the_effects_of_a_move_are_told_in_plain_words(store: Store, anyone: Actor) -> None:
    world = with_booking(store, anyone, small_world(store, anyone))
    seen = preview(store, anyone, wanted(world, 1, 1, 1, starts_at=AT + timedelta(days=14)))
    assert (seen.fits, seen.is_late, seen.is_move) == (True, True, True)
    assert seen.effects == (
        "Day 16 of 15: past the target 23/03/2026, which stays. It was in time before; a late day needs a reason.",
        "Another chair: Chris Chair instead of Cass Chair; Chris Chair has not chaired for this family before.",
        "Another minute-taker: Mel Taker instead of Min Taker.",
        "Another room: Ash instead of Oak.",
        "6 people are invited again.",
        "Reports fall due anew, by 20/03/2026.",
    )


def test_other_sites_and_typing_that_gives_way_are_told(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    family_id, children = another_family(file_store, anyone, world, "Otherly")
    other = with_booking(
        file_store, anyone, with_request(file_store, anyone, world, family_id=family_id, child_ids=children),
        starts_at=AT + timedelta(days=1), chair=1, minute_taker=1,
    )  # fmt: skip
    site_id = file_store.change(anyone, add_site, name="Farbrook House").value
    room_id = file_store.change(anyone, add_room, site_id=site_id, name="Elm", capacity=12, opening=WEEK).value
    values = wanted(other, 0, 1, 0, room_id=room_id, starts_at=AT + timedelta(hours=3, minutes=10))
    seen = preview(file_store, anyone, values)
    assert "Another site: Elm, Farbrook House, instead of Oak, Toybrook House." in seen.effects
    assert "Min Taker types the minutes of CP-2026-0001 at another time." in seen.effects


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("That time has passed", {"starts_at": datetime(2026, 2, 27, 10)}),
        ("weekend", {"starts_at": datetime(2026, 3, 14, 10)}),
        ("Choose a room", {"room_id": None}),
        ("Oak is not open", {"starts_at": AT.replace(hour=7)}),
    ],
)
def test_what_stands_in_the_way_is_told(file_store: Store, anyone: Actor, words: str, wrong: dict[str, Any]) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    seen = preview(file_store, anyone, wanted(world) | wrong)
    assert not seen.fits
    assert any(words in one for one in seen.conflicts)


def test_every_conflict_is_told_and_not_the_first_alone(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    family_id, children = another_family(file_store, anyone, world, "Otherly")
    other = with_booking(
        file_store, anyone, with_request(file_store, anyone, world, family_id=family_id, child_ids=children),
        starts_at=AT + timedelta(days=1),
    )  # fmt: skip
    shut: dict[str, Any] = {"starts_at": AT, "ends_at": AT + timedelta(hours=1), "reason": "paint"}
    file_store.change(anyone, close_room, room_id=world.room_ids[0], **shut)
    seen = preview(file_store, anyone, wanted(other))
    told = " ".join(seen.conflicts)
    for words in ("Oak is closed", "Oak is taken", "Cass Chair is taken", "Min Taker is taken", "Sol Worker"):
        assert words in told
    file_store.change(anyone, cancel_conference, conference_id=other.conference_id, reason=LateReason.ROOM)
    seen = preview(file_store, anyone, wanted(other, starts_at=AT + timedelta(days=2)))
    assert seen.conflicts == ("This conference was held or cancelled, so it cannot be moved.",)


def test_a_hold_is_previewed_as_something_of_which_nobody_was_told(file_store: Store, anyone: Actor) -> None:
    world = with_request(file_store, anyone, small_world(file_store, anyone))
    values = {key: value for key, value in wanted(world).items() if key != "conference_id"}
    held = file_store.change(anyone, hold_conference, request_id=world.request_id, **values).value
    later = wanted(world, starts_at=AT + timedelta(days=1), conference_id=held)
    assert preview(file_store, anyone, later).effects == (
        "Day 7 of 15.",
        "The slot is only held: nobody has been told.",
    )


def test_an_unknown_conference_is_refused(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    with pytest.raises(Refusal, match="not in the store"):
        preview(file_store, anyone, wanted(world, conference_id=ConferenceId(99)))
    with pytest.raises(Refusal, match="not in the store"):
        file_store.ask(anyone, slots_for_move, conference_id=ConferenceId(99))


def test_a_preview_costs_the_same_in_a_full_diary(file_store: Store, anyone: Actor) -> None:
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    values = wanted(world, 1, 1, starts_at=AT + timedelta(days=1))
    family_id, children = another_family(file_store, anyone, world, "Firstly")
    asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=children)
    with_booking(file_store, anyone, asked, starts_at=AT + timedelta(days=1, hours=3, minutes=10))
    before = cost(file_store, anyone, move_preview, **values)
    slots_before = cost(file_store, anyone, slots_for_move, conference_id=world.conference_id)
    for number in range(1, 4):
        family_id, children = another_family(file_store, anyone, world, f"Otherly{number}")
        asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=children)
        with_booking(file_store, anyone, asked, starts_at=AT + timedelta(days=number, hours=-1), room=1, chair=1)
    assert cost(file_store, anyone, move_preview, **values) == before
    assert cost(file_store, anyone, slots_for_move, conference_id=world.conference_id) == slots_before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    day=st.integers(-2, 20), grain=st.integers(0, 60), room=st.integers(0, 1), chair=st.integers(0, 1),
    taker=st.integers(0, 1),
)  # fmt: skip
def test_a_preview_and_the_move_never_disagree(
    busy: tuple[Store, World], anyone: Actor, day: int, grain: int, room: int, chair: int, taker: int
) -> None:
    store, world = busy
    at = datetime(2026, 3, 3, 8) + timedelta(days=day, minutes=10 * grain)
    values = wanted(world, room, chair, taker, starts_at=at)
    seen = preview(store, anyone, values)
    before = store.ask(anyone, conference_sheet, conference_id=world.conference_id)
    act: Any = reschedule if seen.is_move else reseat
    given_values = values if seen.is_move else {key: value for key, value in values.items() if key != "starts_at"}
    try:
        done = store.change(anyone, act, **given_values, reason=LateReason.ROOM).value
    except Refusal as refusal:
        if seen.effects != ("Nothing changes.",):
            assert not seen.fits
            assert refusal.message in seen.conflicts
        return
    assert seen.fits, seen.conflicts
    put_back(store, anyone, world, done, before)


def put_back(store: Store, by: Actor, world: World, done: Any, before: Any) -> None:
    """Undo what was tried."""
    if done is not None:
        store.change(by, take_back_move, conference_id=done)
    else:
        store.change(by, reseat, **{k: v for k, v in wanted(world).items() if k != "starts_at"}, reason=LateReason.ROOM)
    assert store.ask(by, conference_sheet, conference_id=world.conference_id) == before


@pytest.fixture
def busy(file_store: Store, anyone: Actor) -> tuple[Store, World]:
    """A conference to be moved among others."""
    world = with_booking(file_store, anyone, small_world(file_store, anyone))
    for number in (1, 2, 3):
        family_id, children = another_family(file_store, anyone, world, f"Otherly{number}")
        asked = with_request(file_store, anyone, world, family_id=family_id, child_ids=children)
        with_booking(file_store, anyone, asked, starts_at=AT + timedelta(days=number - 2, hours=2), room=1, chair=1,
                     minute_taker=1)  # fmt: skip
    return file_store, world
