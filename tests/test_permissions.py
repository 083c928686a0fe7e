"""Rule 6: every action and every query names the permission that it needs, and the store refuses without it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import cpconf
from cpconf.access.rules import MAY, Role
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.permissions import EVERYTHING, Permission, kind_of, permission_of
from cpconf.store.places import Place
from cpconf.store.store import NOT_PERMITTED, Reading, Store, Writing
from tests.conftest import HandClock

Act = Callable[..., Any]

READ_BY_OTHERS = "reads for the acts and questions that are marked; whoever calls it holds their permission"
ASKED_FIRST = "asks what every marked act of its subject asks before it writes"
DONE_FOR_OTHERS = "writes for marked acts of this or another subject, inside their transaction and by their permission"
WITHOUT_A_PERMISSION = {
    READ_BY_OTHERS: {
        "bookings.effects.effects_of",
        "bookings.history.considered_as",
        "bookings.history.held_by_child",
        "bookings.history.last_held",
        "bookings.lists.children_of",
        "bookings.lists.found",
        "bookings.replanning.loading.load_asked",
        "bookings.replanning.loading.load_booked",
        "bookings.replanning.loading.load_caseloads",
        "bookings.replanning.loading.load_resources",
        "bookings.replanning.loading.load_waiting",
        "bookings.required.expected_days",
        "bookings.required.named_people",
        "bookings.required.required_diaries",
        "bookings.required.required_people",
        "bookings.seeking.before_the_birth",
        "bookings.seeking.narrowed",
        "bookings.seeking.sought_by_conference",
        "bookings.seeking.sought_by_request",
        "bookings.seeking.wanted_again",
        "bookings.sheets.people_of",
        "bookings.similar.siblings_left_out",
        "bookings.untouched.is_untouched",
        "bookings.untouched.people_invited",
        "bookings.waiters.load_waiters",
        "bookings.waiting.around",
        "bookings.wishing.search",
        "bookings.wishing.scarce_for",
        "bookings.caseloads.chair_caseloads",
        "conferences.queries.load_agency_views",
        "conferences.queries.load_chairs_quoracy",
        "conferences.queries.load_children",
        "conferences.queries.load_decisions",
        "conferences.queries.load_parent_views",
        "conferences.queries.load_people",
        "diary.window.load_calendar",
        "diary.occupying.conflicts",
        "diary.occupying.lapsed_conferences",
        "diary.window.load_window",
        "diary.bookable.load_bookable",
        "diary.weekly.load_hours",
        "minutes.assembly.assemble",
        "minutes.assembly_record.load_record",
        "minutes.queries.frozen_minutes",
        "people.contacts.addresses_of",
        "people.contacts.involved",
        "people.lists.found",
        "plans.queries.load_rows",
        "practice.queries.load_settings",
    },
    ASKED_FIRST: {
        "bookings.lateness.came_too_late",
        "conferences.recording.check_adult",
        "conferences.recording.check_child",
        "conferences.recording.check_day",
        "conferences.recording.invited",
        "conferences.recording.quoracy_now",
        "conferences.recording.recordable",
        "plans.rows.conference_of",
        "plans.actions.next_review_due",
        "plans.rows.open_plan",
    },
    DONE_FOR_OTHERS: {
        "bookings.booking.note_change",
        "bookings.inviting.invite_again",
        "bookings.inviting.invite_as_before",
        "bookings.inviting.invite_known",
        "conferences.recording.keep",
        "conferences.recording.settle",
        "diary.occupying.hold_diary",
        "diary.occupying.occupy",
        "diary.occupying.release",
        "diary.occupying.release_lapsed",
        "diary.typing_blocks.keep_typing",
        "diary.typing_blocks.make_way",
        "plans.actions.recount_after_birth",
    },
}
"""The public functions on a Reading or a Writing that the store does not run, by the reason why; it refuses them."""


def doors() -> Iterator[tuple[str, Act, str]]:
    """Every public function of the core whose first parameter is a Reading or a Writing: name, function, which."""
    for module in pkgutil.walk_packages(cpconf.__path__, "cpconf."):
        if ".migrations" in module.name:
            continue
        for name, function in sorted(vars(importlib.import_module(module.name)).items()):
            if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module.name:
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if first is not None and first.annotation in {"Reading", "Writing", Reading, Writing}:
                annotation = first.annotation if isinstance(first.annotation, str) else first.annotation.__name__
                yield f"{module.name.removeprefix('cpconf.')}.{name}", function, annotation


@pytest.fixture(scope="module")
def empty_store(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all the refusals: the permission is asked for before anything is read."""
    file = shutil.copy(empty_file, tmp_path_factory.mktemp("permissions"))
    store = Store.open(Place.parse(str(file)), clock=HandClock())
    yield store
    store.close()


DOORS = tuple(doors())
MARKED = [(name, function) for name, function, _ in DOORS if kind_of(function) is not None]


def test_every_action_and_query_is_marked_or_has_a_written_reason() -> None:
    unmarked = {name for name, function, _ in DOORS if kind_of(function) is None}
    assert unmarked == set().union(*WITHOUT_A_PERMISSION.values())


def test_no_function_has_two_reasons() -> None:
    assert len(set().union(*WITHOUT_A_PERMISSION.values())) == sum(map(len, WITHOUT_A_PERMISSION.values()))


def test_a_query_reads_and_an_action_writes() -> None:
    kinds = {"Reading": "query", "Writing": "action"}
    assert [name for name, function, first in DOORS if kind_of(function) not in {None, kinds[first]}] == []


def test_what_is_written_needs_more_than_reading() -> None:
    actions = {name for name, function in MARKED if kind_of(function) == "action"}
    assert [name for name, function in MARKED if name in actions and permission_of(function) is Permission.READ] == []
    assert len(actions) > 50


def test_every_permission_opens_something_and_somebody_holds_it() -> None:
    assert {permission_of(function) for _, function in MARKED} == EVERYTHING
    assert frozenset().union(*MAY.values()) == EVERYTHING
    assert set(MAY) == set(Role)


@pytest.mark.parametrize(("name", "function"), MARKED, ids=[name for name, _ in MARKED])
def test_the_store_refuses_whoever_lacks_the_permission(name: str, function: Act, empty_store: Store) -> None:
    permission = permission_of(function)
    assert permission is not None
    lacking = Actor(staff_id=None, name="Lena Lacking", permissions=EVERYTHING - {permission})
    run = empty_store.ask if kind_of(function) == "query" else empty_store.change
    with pytest.raises(Refusal) as refused:
        run(lacking, function)
    assert refused.value.message == NOT_PERMITTED
