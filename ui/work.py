"""The bridge from the window to the store: ask, change, later, changed; knows no screen and no record."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QDeadlineTimer, QObject, Qt, Signal
from shiboken6 import isValid

from cpconf.refusals import Refusal, Trouble
from ui.lanes import Job, Lane, Outcome, Progress, Stopped, Task

if TYPE_CHECKING:  # SQLAlchemy is imported on the store's thread, by open_store
    from cpconf.store.actors import Actor
    from cpconf.store.changes import Done
    from cpconf.store.store import Store

T = TypeVar("T")
Failed = Callable[[Refusal | Trouble], object]


@dataclass(slots=True, eq=False)
class _Waiting:
    """What to do on the window's thread when a job is over; lives only on that thread."""

    job: Job
    owner: QObject | None
    then: Callable[[Any], object] | None = None
    failed: Failed | None = None
    ended: Callable[[bool], object] | None = None
    stopped: Callable[[], object] | None = None
    progress: Callable[[int, int, str], object] | None = None
    kind: str = "ask"
    query: Any = None
    task: Task | None = None


@dataclass(slots=True)
class _Mailbox:
    """Outcomes on their way back, in the order in which they came about."""

    letters: deque[list[Outcome] | int] = field(default_factory=deque)
    arrived: threading.Condition = field(default_factory=threading.Condition)


class Work(QObject):
    """Runs questions and changes on one store thread, long jobs on others; answers on the window's thread.

    Answers come in the order of their questions. A callback is not called once its `owner` (by default the
    QObject that the callback is bound to) has been destroyed. A Refusal or Trouble goes to the given callback
    or else to the signals `refused` and `trouble`; any other exception goes to `sys.excepthook`.
    """

    changed = Signal(object)  # Changes: table -> ids, once for each committed change
    saved = Signal(object)  # aware UTC datetime
    refused = Signal(str)
    trouble = Signal(str)
    busy = Signal(bool)
    _arrived = Signal()

    def __init__(
        self,
        open_store: Callable[[], Store],
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.by: Actor | None = None  # after sign-in
        self._open_store, self._clock = open_store, clock
        self._store: Store | None = None  # touched by the store thread only
        self._mailbox = _Mailbox()
        self._waiting: dict[int, _Waiting] = {}
        self._tickets = 0
        self._closing = False
        self._store_lane = Lane("store", self._post, at_end=self._close_store)
        self._lanes: dict[str, Lane] = {}
        self._arrived.connect(self._deliver_one, Qt.ConnectionType.QueuedConnection)

    # --- what screens call ---------------------------------------------------------------------------

    def ask(
        self,
        query: Callable[..., T],
        /,
        *args: Any,
        then: Callable[[T], object],
        failed: Failed | None = None,
        owner: QObject | None = None,
        latest: bool = False,
        **words: Any,
    ) -> None:
        """Run a query; `then(answer)`. With `latest`, an older unanswered asking of the same query by the
        same owner is forgotten: for searching while somebody types."""
        if self._closing:
            return
        owner = owner or _bound_to(then)
        if latest:
            self._forget(query, owner)
        run = partial(self._ask, self._actor(), query, args, words)
        self._send(run, _Waiting(self._job(run), owner, then, failed, query=query))

    def change(
        self,
        action: Callable[..., T],
        /,
        *args: Any,
        then: Callable[[T], object] | None = None,
        refused: Callable[[Refusal], object] | None = None,
        ended: Callable[[bool], object] | None = None,
        owner: QObject | None = None,
        **words: Any,
    ) -> None:
        """Run an action in one transaction; `then(value)` when committed, `refused` when a rule said no,
        `ended(committed)` in every case. Changes that wait when the window closes are still carried out."""
        owner = owner or _bound_to(then) or _bound_to(refused) or _bound_to(ended)
        run = partial(self._change, self._actor(), action, args, words)
        failed = _only_refusals(refused, self.trouble) if refused else None
        job = self._job(run, drop_at_close=False)
        self._send(run, _Waiting(job, owner, then, failed, ended, kind="change"))

    def with_store(
        self,
        job: Callable[[Store], T],
        *,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run something on the store itself, on its thread: signing in, a backup. Not for screens."""
        run = partial(self._with_store, job)
        self._send(run, _Waiting(self._job(run), owner or _bound_to(then), then, failed))

    def later(
        self,
        job: Callable[..., T],
        *args: Any,
        done: Callable[[T], object] | None = None,
        progress: Callable[[int, int, str], object] | None = None,
        failed: Failed | None = None,
        stopped: Callable[[], object] | None = None,
        owner: QObject | None = None,
        lane: str = "papers",
    ) -> Task:
        """Run `job(progress, *args)` away from both threads: snapshots in, bytes out; one at a time per lane.

        A cancelled job that returns is `done` (its best so far); one that leaves by `Progress.check`, or had
        not begun, is `stopped`.
        """
        told = Progress(lambda: self._post(ticket))
        run = partial(_run_later, job, told, args)
        waiting = _Waiting(self._job(run), owner or _bound_to(done), done, failed, stopped=stopped, progress=progress)
        waiting.kind, waiting.query, ticket = "later", told, waiting.job.ticket
        waiting.task = Task(cancel=told.cancel)
        if not self._closing:
            road = self._lanes.setdefault(lane, Lane(lane, self._post))
            self._remember(waiting)
            road.put(waiting.job)
        return waiting.task

    @property
    def is_busy(self) -> bool:
        return bool(self._waiting)

    @property
    def pending_changes(self) -> int:
        """Changes that are not yet committed or refused."""
        return sum(waiting.kind == "change" for waiting in self._waiting.values())

    def settle(self, seconds: float) -> bool:
        """Wait here, delivering answers, until no change is pending; False if that took too long."""
        deadline = QDeadlineTimer(int(seconds * 1000))
        while self.pending_changes:
            with self._mailbox.arrived:
                if not self._mailbox.letters:
                    self._mailbox.arrived.wait(max(0.0, deadline.remainingTime() / 1000))
            if not self._mailbox.letters and deadline.hasExpired():
                return False
            self._deliver_one()
        return True

    def close(self, seconds: float = 10.0) -> bool:
        """Carry out the pending changes, drop the questions, cancel the long jobs, end the threads.

        Returns False if something was still unsaved or running after `seconds`.
        """
        deadline = QDeadlineTimer(int(seconds * 1000))
        self._closing = True
        for waiting in self._waiting.values():
            if waiting.task is not None:
                waiting.task.cancel()
        lanes = [self._store_lane, *self._lanes.values()]
        clean = self.settle(seconds)
        for lane in lanes:
            lane.stop()
        for lane in lanes:
            clean = lane.join(deadline.remainingTime() / 1000) and clean
        while self._mailbox.letters:
            self._deliver_one()
        return clean

    # --- on the store's thread -----------------------------------------------------------------------

    def _opened(self) -> Store:
        if self._store is None:
            self._store = self._open_store()
        return self._store

    def _ask(self, by: Actor, query: Callable[..., T], args: Any, words: Any) -> T:
        return self._opened().ask(by, query, *args, **words)

    def _change(self, by: Actor, action: Callable[..., T], args: Any, words: Any) -> Done[T]:
        return self._opened().change(by, action, *args, **words)

    def _with_store(self, job: Callable[[Store], T]) -> T:
        return job(self._opened())

    def _close_store(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def _post(self, letter: list[Outcome] | int) -> None:
        with self._mailbox.arrived:
            self._mailbox.letters.append(letter)
            self._mailbox.arrived.notify_all()
        if isValid(self):
            self._arrived.emit()

    # --- on the window's thread ----------------------------------------------------------------------

    def _actor(self) -> Actor:
        if self.by is None:
            raise RuntimeError("nobody has signed in")
        return self.by

    def _job(self, run: Callable[[], Any], *, drop_at_close: bool = True) -> Job:
        self._tickets += 1
        return Job(self._tickets, run, drop_at_close)

    def _remember(self, waiting: _Waiting) -> None:
        self._waiting[waiting.job.ticket] = waiting
        if len(self._waiting) == 1:
            self.busy.emit(True)

    def _send(self, run: Callable[[], Any], waiting: _Waiting) -> None:
        waiting.job.run = run
        self._remember(waiting)
        self._store_lane.put(waiting.job)

    def _forget(self, query: Any, owner: QObject | None) -> None:
        for waiting in self._waiting.values():
            if waiting.kind == "ask" and waiting.query is query and waiting.owner is owner:
                waiting.job.dropped = True
                waiting.then = waiting.failed = None

    def _deliver_one(self) -> None:
        if not self._mailbox.letters:
            return
        letter = self._mailbox.letters.popleft()
        try:
            if isinstance(letter, int):
                self._show_progress(letter)
            else:
                self._settle(letter.pop())
        except Exception:  # a callback's own fault: the one handler, and the next answer is still delivered
            sys.excepthook(*sys.exc_info())

    def _show_progress(self, ticket: int) -> None:
        waiting = self._waiting.get(ticket)
        if waiting is None:
            return
        latest = waiting.query.take()
        if latest is not None and waiting.progress is not None and _alive(waiting.owner):
            waiting.progress(*latest)

    def _settle(self, outcome: Outcome) -> None:
        waiting = self._waiting.pop(outcome.ticket, None)
        if waiting is None:  # the end of the store's thread
            if outcome.error is not None:
                raise outcome.error
            return
        if waiting.task is not None:
            waiting.task.running = False
        try:
            self._call_back(waiting, outcome)
        finally:
            if waiting.ended is not None and _alive(waiting.owner):
                waiting.ended(outcome.error is None)
            if not self._waiting:
                self.busy.emit(False)

    def _call_back(self, waiting: _Waiting, outcome: Outcome) -> None:
        alive, error = _alive(waiting.owner), outcome.error
        if outcome.dropped or isinstance(error, Stopped):
            if waiting.stopped is not None and alive:
                waiting.stopped()
        elif error is None:
            self._succeed(waiting, outcome.value, alive)
        elif isinstance(error, Refusal | Trouble):
            if waiting.failed is not None and alive:
                waiting.failed(error)
            elif isinstance(error, Trouble):
                self.trouble.emit(error.message)
            elif alive or waiting.kind == "change":
                self.refused.emit(error.message)
        else:
            raise error

    def _succeed(self, waiting: _Waiting, value: Any, alive: bool) -> None:
        if waiting.kind != "change":
            if waiting.then is not None and alive:
                waiting.then(value)
            return
        try:
            if waiting.then is not None and alive:
                waiting.then(value.value)
        finally:
            self.changed.emit(value.changes)
            self.saved.emit(self._clock())


def _run_later(job: Callable[..., T], told: Progress, args: tuple[Any, ...]) -> T:
    told.check()
    return job(told, *args)


def _only_refusals(refused: Callable[[Refusal], object], trouble: Any) -> Failed:
    def failed(error: Refusal | Trouble) -> None:
        if isinstance(error, Refusal):
            refused(error)
        else:
            trouble.emit(error.message)

    return failed


def _bound_to(callback: Any) -> QObject | None:
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None


def _alive(owner: QObject | None) -> bool:
    return owner is None or isValid(owner)
