"""The bridge to the store: order, refusals, faults, closing; on a real store."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from cpconf.access.actions import add_staff
from cpconf.access.queries import staff_list
from cpconf.access.rules import Role
from cpconf.refusals import Refusal, Trouble
from cpconf.store.actors import Actor
from cpconf.store.permissions import Permission, action, query
from cpconf.store.places import Place
from cpconf.store.store import Reading, Store, Writing
from tests.conftest import HandClock
from ui.lanes import Progress
from ui.work import Work

Idle = Callable[[Work], None]


@query(Permission.READ)
def echo(reading: Reading, *, word: object) -> object:
    return word


@query(Permission.READ)
def wait_for(reading: Reading, *, gate: threading.Event) -> bool:
    return gate.wait(20)


@query(Permission.READ)
def faulty(reading: Reading) -> None:
    raise KeyError("a name that must not be logged")


@action(Permission.RECORD)
def refuse(writing: Writing) -> None:
    raise Refusal("The slot is taken. Choose another.", "slot")


@action(Permission.RECORD)
def hold(writing: Writing, *, gate: threading.Event) -> None:
    gate.wait(20)


class TestAsking:
    def test_answers_come_in_the_order_of_the_questions_on_the_windows_thread(self, work: Work, idle: Idle) -> None:
        got: list[tuple[object, bool]] = []
        here = threading.current_thread()
        for number in range(20):
            work.ask(echo, word=number, then=lambda word: got.append((word, threading.current_thread() is here)))
        idle(work)
        assert got == [(number, True) for number in range(20)]

    def test_a_fault_reaches_the_one_handler_and_the_next_question_is_answered(self, work: Work, idle: Idle) -> None:
        got: list[object] = []
        with capture_exceptions() as faults:
            work.ask(faulty, then=got.append)
            work.ask(echo, word="still here", then=got.append)
            idle(work)
        assert [kind for kind, _error, _trace in faults] == [KeyError]
        assert got == ["still here"]

    def test_a_fault_in_a_callback_does_not_stop_the_following_answers(self, work: Work, idle: Idle) -> None:
        got: list[object] = []
        with capture_exceptions() as faults:
            work.ask(echo, word=1, then=lambda _word: 1 / 0)
            work.ask(echo, word=2, then=got.append)
            idle(work)
        assert [kind for kind, _error, _trace in faults] == [ZeroDivisionError]
        assert got == [2]

    def test_nothing_is_called_back_once_the_owner_is_gone(self, work: Work, idle: Idle) -> None:
        got: list[object] = []
        gate, owner = threading.Event(), QObject()
        work.ask(wait_for, gate=gate, then=got.append, failed=got.append, owner=owner)
        owner.deleteLater()
        work.ask(echo, word="other", then=got.append)
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
        gate.set()
        idle(work)
        assert got == ["other"]

    def test_a_newer_search_replaces_the_older_one(self, work: Work, idle: Idle) -> None:
        got: list[object] = []
        gate, owner = threading.Event(), QObject()
        work.ask(wait_for, gate=gate, then=lambda _opened: None)
        for word in ("a", "as", "ash"):
            work.ask(echo, word=word, then=got.append, owner=owner, latest=True)
        gate.set()
        idle(work)
        assert got == ["ash"]

    def test_asking_before_anybody_signed_in_is_a_fault_of_the_program(self, work: Work) -> None:
        work.by = None
        with pytest.raises(RuntimeError):
            work.ask(echo, word=1, then=print)

    def test_it_is_busy_from_the_first_question_to_the_last_answer(self, work: Work, idle: Idle) -> None:
        told: list[bool] = []
        work.busy.connect(told.append)
        work.ask(echo, word=1, then=lambda _word: None)
        work.ask(echo, word=2, then=lambda _word: None)
        idle(work)
        assert told == [True, False]


class TestChanging:
    def test_a_change_is_announced_once_with_what_it_touched_and_when(
        self, work: Work, idle: Idle, clock: HandClock
    ) -> None:
        touched: list[set[str]] = []
        saved: list[object] = []
        values: list[int] = []
        work.changed.connect(lambda changes: touched.append(set(changes)))
        work.saved.connect(saved.append)
        work.change(add_staff, name="Robin Sample", role=Role.CHAIR, then=values.append)
        idle(work)
        assert touched == [{"staff"}]
        assert saved == [clock.at]
        assert values == [1]

    def test_a_refusal_goes_to_its_callback_and_nothing_is_announced(self, work: Work, idle: Idle) -> None:
        refusals: list[Refusal] = []
        ended: list[bool] = []
        announced: list[object] = []
        work.changed.connect(announced.append)
        work.change(refuse, refused=refusals.append, ended=ended.append)
        idle(work)
        assert [(each.message, each.field) for each in refusals] == [("The slot is taken. Choose another.", "slot")]
        assert (ended, announced) == ([False], [])

    def test_a_refusal_that_nobody_takes_is_told_by_signal(self, work: Work, qtbot: QtBot) -> None:
        with qtbot.waitSignal(work.refused, timeout=10_000) as told:
            work.change(refuse)
        assert told.args == ["The slot is taken. Choose another."]

    def test_a_person_without_the_permission_is_refused(self, work: Work, qtbot: QtBot) -> None:
        work.by = Actor(staff_id=None, name="Una Under", permissions=frozenset({Permission.READ}))
        with qtbot.waitSignal(work.refused, timeout=10_000):
            work.change(add_staff, name="Robin Sample", role=Role.CHAIR)


class TestOpening:
    def test_a_store_that_cannot_be_opened_is_told_and_tried_again(
        self, file_place: Place, clock: HandClock, anyone: Actor, idle: Idle
    ) -> None:
        away = [True]

        def open_store() -> Store:
            if away:
                away.clear()
                raise Trouble("The server cannot be reached.")
            return Store.open(file_place, clock=clock)

        work = Work(open_store, clock)
        work.by = anyone
        troubles: list[str] = []
        got: list[object] = []
        work.trouble.connect(troubles.append)
        work.ask(echo, word=1, then=got.append)
        work.ask(echo, word=2, then=got.append)
        idle(work)
        assert work.close()
        assert (troubles, got) == (["The server cannot be reached."], [2])


class TestLater:
    def test_it_tells_its_progress_and_gives_its_value(self, work: Work, idle: Idle) -> None:
        seen: list[tuple[int, int, str]] = []
        done: list[int] = []
        shown = threading.Event()

        def job(progress: Progress, number: int) -> int:
            progress.report(1, 2, "pages")
            assert shown.wait(20)
            return number

        def show(so_far: int, total: int, words: str) -> None:
            seen.append((so_far, total, words))
            shown.set()

        task = work.later(job, 7, progress=show, done=done.append)
        idle(work)
        assert (seen, done, task.running) == ([(1, 2, "pages")], [7], False)

    def test_a_cancelled_job_that_leaves_is_stopped(self, work: Work, idle: Idle) -> None:
        ends: list[str] = []
        begun = threading.Event()

        def job(progress: Progress) -> None:
            begun.set()
            while True:
                progress.check()

        task = work.later(job, done=lambda _value: ends.append("done"), stopped=lambda: ends.append("stopped"))
        assert begun.wait(20)
        task.cancel()
        idle(work)
        assert ends == ["stopped"]

    def test_a_cancelled_job_that_returns_gives_its_best(self, work: Work, idle: Idle) -> None:
        best: list[int] = []
        begun = threading.Event()

        def job(progress: Progress) -> int:
            rounds = 0
            begun.set()
            while not progress.cancelled:
                rounds += 1
            return rounds

        task = work.later(job, done=best.append)
        assert begun.wait(20)
        task.cancel()
        idle(work)
        assert len(best) == 1

    def test_a_job_does_not_hold_up_the_store(self, work: Work, idle: Idle, qtbot: QtBot) -> None:
        gate = threading.Event()
        got: list[object] = []
        work.later(lambda _progress: gate.wait(20))
        work.ask(echo, word="quick", then=got.append)
        qtbot.waitUntil(lambda: got == ["quick"], timeout=10_000)
        gate.set()
        idle(work)


class TestClosing:
    def test_pending_changes_are_carried_out_and_questions_dropped(
        self, file_place: Place, clock: HandClock, anyone: Actor
    ) -> None:
        work = Work(lambda: Store.open(file_place, clock=clock), clock)
        work.by = anyone
        answers: list[Any] = []
        for number in range(5):
            work.change(add_staff, name=f"Robin Sample {number}", role=Role.CHAIR)
            work.ask(staff_list, then=answers.append)
        assert work.close(20)
        store = Store.open(file_place, clock=clock)
        assert [line.name for line in store.ask(anyone, staff_list)] == [f"Robin Sample {n}" for n in range(5)]
        store.close()

    def test_it_says_so_and_comes_back_when_the_store_does_not_answer(
        self, file_place: Place, clock: HandClock, anyone: Actor, qtbot: QtBot
    ) -> None:
        gate = threading.Event()
        work = Work(lambda: Store.open(file_place, clock=clock), clock)
        work.by = anyone
        work.change(hold, gate=gate)
        assert not work.close(0.2)
        gate.set()
        assert work.close(20)

    def test_a_long_job_is_cancelled(self, work: Work) -> None:
        begun = threading.Event()

        def job(progress: Progress) -> None:
            begun.set()
            while not progress.cancelled:
                pass

        work.later(job)
        assert begun.wait(20)
        assert work.close(20)

    def test_what_is_asked_afterwards_is_forgotten(self, work: Work) -> None:
        work.close()
        work.ask(echo, word=1, then=lambda _word: pytest.fail("answered after closing"))
        assert not work.is_busy
