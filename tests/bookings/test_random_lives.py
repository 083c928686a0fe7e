"""Random lives of a diary: whatever is booked, moved or closed, nothing overlaps and nothing is half booked."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

import cpconf.all_records  # noqa: F401  (relations between subjects need every record)
from cpconf.bookings.actions import book_conference, cancel_conference, reinstate_conference, reschedule
from cpconf.bookings.records import Conference, Request
from cpconf.bookings.rules import ConferenceId, ConferenceState, LateReason, RequestId, RequestState
from cpconf.diary.actions import add_leave, close_room, reopen_room, withdraw_leave
from cpconf.diary.records import Occupancy
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.permissions import EVERYTHING, Permission, query
from cpconf.store.places import Place
from cpconf.store.store import Reading, Store
from tests.worlds import World, another_family, small_world, with_request

BY = Actor(staff_id=None, name="Tess Tester", permissions=EVERYTHING)
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FIRST = datetime(2026, 3, 4, 8)
REQUESTS = 5

starts = st.builds(
    lambda day, grain: FIRST + timedelta(days=day, minutes=10 * grain),
    st.integers(0, 2),
    st.integers(0, 40),
)
pick = st.integers(0, 1)


@query(Permission.READ)
def diary(reading: Reading) -> dict[str, Any]:
    return {
        "taken": reading.rows(
            select(
                Occupancy.resource_id,
                Occupancy.starts_at,
                Occupancy.ends_at,
                Occupancy.conference_id,
                Occupancy.purpose,
            ).where(Occupancy.released_at.is_(None))
        ),
        "conferences": reading.rows(
            select(Conference.id, Conference.state, Conference.request_id, Conference.due_on, Conference.successor_id)
        ),
        "requests": reading.rows(select(Request.id, Request.state, Request.due_on)),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A filled store that each life copies."""

    file: Path
    world: World
    requests: list[RequestId]


class Lives(RuleBasedStateMachine):
    """Acts are tried at random; a refusal must leave the diary as it was."""

    template: ClassVar[Template]
    numbers: ClassVar[Iterator[int]] = count(1)

    def __init__(self) -> None:
        super().__init__()
        self.file = self.template.file.with_name(f"life{next(self.numbers)}.cpconf")
        shutil.copy(self.template.file, self.file)
        self.store = Store(Place.parse(str(self.file)), clock=lambda: AT)
        self.world, self.requests = self.template.world, self.template.requests
        self.leave: list[int] = []
        self.closures: list[int] = []

    def teardown(self) -> None:
        self.store.close()
        for file in self.file.parent.glob(f"{self.file.name}*"):
            file.unlink()

    def attempt(self, action: Any, **values: Any) -> Any:
        before = self.store.ask(BY, diary)
        try:
            return self.store.change(BY, action, **values).value
        except Refusal as refusal:
            assert refusal.message.endswith((".", "booking."))
            assert self.store.ask(BY, diary) == before
            return None

    def one(self, number: int) -> ConferenceId | None:
        """Some conference that there is, the number round and round; None before the first."""
        kept = self.store.ask(BY, diary)["conferences"]
        return ConferenceId(kept[number % len(kept)].id) if kept else None

    def place(self, room: int, chair: int, taker: int) -> dict[str, Any]:
        return {
            "room_id": self.world.room_ids[room],
            "chair_id": self.world.chair_ids[chair],
            "minute_taker_id": self.world.minute_taker_ids[taker],
        }

    @rule(request=st.integers(0, REQUESTS - 1), at=starts, room=pick, chair=pick, taker=pick)
    def book(self, request: int, at: datetime, room: int, chair: int, taker: int) -> None:
        values = {"request_id": self.requests[request], "starts_at": at, "late_reason": LateReason.ROOM}
        self.attempt(book_conference, **values, **self.place(room, chair, taker))

    @rule(number=st.integers(0, 9), at=starts, room=pick, chair=pick, taker=pick)
    def move(self, number: int, at: datetime, room: int, chair: int, taker: int) -> None:
        values = {"conference_id": self.one(number), "starts_at": at, "reason": LateReason.CHAIR}
        if values["conference_id"]:
            self.attempt(reschedule, **values, **self.place(room, chair, taker))

    @rule(number=st.integers(0, 9))
    def cancel(self, number: int) -> None:
        if conference_id := self.one(number):
            self.attempt(cancel_conference, conference_id=conference_id, reason=LateReason.SAFETY)

    @rule(number=st.integers(0, 9))
    def reinstate(self, number: int) -> None:
        if conference_id := self.one(number):
            self.attempt(reinstate_conference, conference_id=conference_id)

    @rule(person=pick, at=starts, hours=st.integers(1, 4))
    def take_leave(self, person: int, at: datetime, hours: int) -> None:
        values = {"staff_id": self.world.chair_ids[person], "starts_at": at, "ends_at": at + timedelta(hours=hours)}
        leave_id = self.attempt(add_leave, **values)
        self.leave += [leave_id] if leave_id else []

    @rule()
    def come_back(self) -> None:
        if self.leave:
            self.attempt(withdraw_leave, leave_id=self.leave.pop())

    @rule(room=pick, at=starts, hours=st.integers(1, 4))
    def close(self, room: int, at: datetime, hours: int) -> None:
        values = {"room_id": self.world.room_ids[room], "starts_at": at, "ends_at": at + timedelta(hours=hours)}
        self.closures.append(self.attempt(close_room, **values, reason="paint"))

    @rule()
    def reopen(self) -> None:
        if self.closures:
            self.attempt(reopen_room, closure_id=self.closures.pop())

    @invariant()
    def nothing_overlaps_and_nothing_is_half_booked(self) -> None:
        kept = self.store.ask(BY, diary)
        rows = defaultdict(list)
        for row in kept["taken"]:
            rows[row.resource_id].append((row.starts_at, row.ends_at))
        for spans in rows.values():
            spans.sort()
            assert all(first[1] <= second[0] for first, second in pairwise(spans))
        purposes = defaultdict(set)
        for row in kept["taken"]:
            purposes[row.conference_id].add(row.purpose)
        occupying = Counter(row.conference_id for row in kept["taken"])
        due = {row.id: row.due_on for row in kept["requests"]}
        for conference in kept["conferences"]:
            confirmed = conference.state is ConferenceState.CONFIRMED
            assert occupying[conference.id] == (3 if confirmed else 0)
            assert len(purposes.get(conference.id, ())) == occupying[conference.id]
            assert conference.due_on == due[conference.request_id]
            assert (conference.successor_id is not None) == (conference.state is ConferenceState.RESCHEDULED)
        confirmed_for = Counter(c.request_id for c in kept["conferences"] if c.state is ConferenceState.CONFIRMED)
        for request in kept["requests"]:
            assert confirmed_for[request.id] == (1 if request.state is RequestState.BOOKED else 0)


def test_random_lives_leave_a_whole_diary(tmp_path: Path) -> None:
    Lives.template = make_template(tmp_path)
    patient = settings(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    run_state_machine_as_test(Lives, settings=patient)


def make_template(folder: Path) -> Template:
    """The small authority with its requests, made once and copied for each life."""
    file = folder / "template.cpconf"
    store = Store.create(Place.parse(str(file)), clock=lambda: AT)
    world = small_world(store, BY)
    family_id, children = another_family(store, BY, world, "Lively", REQUESTS)
    asked = [
        with_request(store, BY, world, family_id=family_id, child_ids=[child_id]).request_id for child_id in children
    ]
    store.close()
    return Template(file=file, world=world, requests=asked)
