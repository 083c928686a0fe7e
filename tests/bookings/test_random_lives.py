"""Random lives of a diary: whatever is booked, moved or closed, nothing overlaps and nothing is half booked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

import cpconf.all_records  # noqa: F401  (relations between subjects need every record)
from cpconf.bookings.actions import (
    book_conference,
    cancel_conference,
    change_request,
    confirm_conference,
    hold_conference,
    lapse_holds,
    let_go,
    reinstate_conference,
    reschedule,
    reseat,
    set_request_people,
    take_back_move,
)
from cpconf.bookings.records import Conference, ConferenceChild, Request, RequestPerson
from cpconf.bookings.rules import ConferenceId, ConferenceState, LateReason, RequestId
from cpconf.diary.actions import add_leave, close_room, reopen_room, withdraw_leave
from cpconf.diary.kinds import Purpose
from cpconf.diary.records import Occupancy
from cpconf.refusals import Refusal
from cpconf.store.actors import Actor
from cpconf.store.permissions import EVERYTHING, Permission, query
from cpconf.store.places import Place
from cpconf.store.store import Reading, Store
from tests.bookings.standing import what_is_wrong
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
some = st.integers(0, 9)
requests = st.integers(0, REQUESTS - 1)


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
                Occupancy.hold,
            )
            .where(Occupancy.released_at.is_(None))
            .order_by(Occupancy.resource_id, Occupancy.starts_at)
        ),
        "conferences": reading.rows(select(Conference.__table__).order_by(Conference.id)),
        "children": reading.rows(select(ConferenceChild.__table__).order_by(ConferenceChild.id)),
        "people": reading.rows(select(RequestPerson.__table__).order_by(RequestPerson.id)),
        "requests": reading.rows(
            select(Request.id, Request.state, Request.due_on, Request.social_worker_id).order_by(Request.id)
        ),
    }


def seats(kept: dict[str, Any]) -> list[Any]:
    """What is taken by conferences and by whom, typing left out: what an undo must bring back."""
    return sorted(str(row[:5]) for row in kept["taken"] if row.purpose is not Purpose.TYPING)


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
        self.at = AT
        self.store = Store(Place.parse(str(self.file)), clock=lambda: self.at)
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
            assert refusal.message.endswith(".")
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

    @rule(request=requests, at=starts, room=pick, chair=pick, taker=pick, held=st.booleans())
    def book(self, request: int, at: datetime, room: int, chair: int, taker: int, held: bool) -> None:
        values = {"request_id": self.requests[request], "starts_at": at} | self.place(room, chair, taker)
        if held:
            self.attempt(hold_conference, **values)
        else:
            self.attempt(book_conference, **values, late_reason=LateReason.ROOM)

    @rule(number=some)
    def confirm(self, number: int) -> None:
        if conference_id := self.one(number):
            self.attempt(confirm_conference, conference_id=conference_id, late_reason=LateReason.ROOM)

    @rule(number=some)
    def give_back(self, number: int) -> None:
        if conference_id := self.one(number):
            self.attempt(let_go, conference_id=conference_id)

    @rule(hours=st.sampled_from([5, 25]), end_them=st.booleans())
    def time_passes(self, hours: int, end_them: bool) -> None:
        """Holds lapse, and no conference has begun yet; whatever is tried next must not be stopped by a hold."""
        self.at = min(self.at + timedelta(hours=hours), AT + timedelta(hours=46))
        if end_them:
            self.attempt(lapse_holds)

    @rule(number=some, at=starts, room=pick, chair=pick, taker=pick, back=st.booleans())
    def move(self, number: int, at: datetime, room: int, chair: int, taker: int, back: bool) -> None:
        conference_id = self.one(number)
        if conference_id is None:
            return
        before = self.store.ask(BY, diary)
        values = {"conference_id": conference_id, "starts_at": at, "reason": LateReason.CHAIR}
        successor_id = self.attempt(reschedule, **values, **self.place(room, chair, taker))
        if successor_id is None or not back:
            return
        was = next(row for row in before["conferences"] if row.id == conference_id)
        former_id = self.attempt(take_back_move, conference_id=successor_id)
        if was.state is ConferenceState.CONFIRMED and former_id is not None:
            after = self.store.ask(BY, diary)
            now = next(row for row in after["conferences"] if row.id == conference_id)
            assert (now, former_id) == (was, conference_id)
            assert seats(after) == seats(before), "taking a move back restores every seat"
            assert after["requests"] == before["requests"]

    @rule(number=some)
    def take_back(self, number: int) -> None:
        if conference_id := self.one(number):
            self.attempt(take_back_move, conference_id=conference_id)

    @rule(number=some, room=pick, chair=pick, taker=pick)
    def seat_anew(self, number: int, room: int, chair: int, taker: int) -> None:
        if conference_id := self.one(number):
            values = {"conference_id": conference_id, "reason": LateReason.ROOM}
            self.attempt(reseat, **values, **self.place(room, chair, taker))

    @rule(request=requests, people=st.sets(st.integers(0, 2)), worker=st.integers(0, 1))
    def name_people(self, request: int, people: set[int], worker: int) -> None:
        known = list(self.world.professional_ids.values())
        request_id = self.requests[request]
        self.attempt(set_request_people, request_id=request_id, professional_ids=[known[n + 1] for n in people])
        self.attempt(change_request, request_id=request_id, social_worker_id=known[0] if worker else None)

    @rule(number=some, undone=st.booleans())
    def cancel(self, number: int, undone: bool) -> None:
        conference_id = self.one(number)
        if conference_id is None:
            return
        before = self.store.ask(BY, diary)
        self.attempt(cancel_conference, conference_id=conference_id, reason=LateReason.SAFETY)
        was = next(row for row in before["conferences"] if row.id == conference_id)
        if undone and was.state is ConferenceState.CONFIRMED:
            self.attempt(reinstate_conference, conference_id=conference_id)

    @rule(number=some)
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
    def nothing_is_wrong(self) -> None:
        assert self.store.ask(BY, what_is_wrong) == []


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
