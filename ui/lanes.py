"""A thread that runs jobs one after another and posts each outcome; knows neither the store nor a widget."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


class Stopped(Exception):
    """Raised by `Progress.check` in a job that a person cancelled."""


class Progress:
    """Given to a job of `later`: tells the window how far it is and hears whether to stop. Any thread."""

    __slots__ = ("_cancelled", "_latest", "_lock", "_tell")

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._cancelled = False
        self._latest: tuple[int, int, str] | None = None

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def cancel(self) -> None:
        self._cancelled = True

    def check(self) -> None:
        """Leave the job here if it was cancelled."""
        if self._cancelled:
            raise Stopped

    def report(self, done: int, total: int, words: str = "") -> None:
        """How many of how many; `total` 0: unknown. One not yet shown is replaced by a newer one."""
        with self._lock:
            told, self._latest = self._latest is not None, (done, total, words)
        if not told:
            self._tell()

    def take(self) -> tuple[int, int, str] | None:
        """The newest report, once; None if it was taken already."""
        with self._lock:
            latest, self._latest = self._latest, None
        return latest


@dataclass(slots=True, eq=False)
class Task:
    """A job given to `later`: `cancel()` asks it to stop; `running` is False once its callback was called."""

    cancel: Callable[[], None]
    running: bool = True


@dataclass(slots=True)
class Job:
    """One thing to run away from the window: `run` takes nothing, `ticket` finds its callbacks again.

    `drop_at_close` says that nobody needs the answer once the window is closing (a question); a change is
    never dropped. `dropped` is set from the window's thread when a newer question replaced this one.
    """

    ticket: int
    run: Callable[[], Any]
    drop_at_close: bool = True
    dropped: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of a job: exactly one of the two is set, unless it was dropped."""

    ticket: int
    value: Any = None
    error: BaseException | None = None
    dropped: bool = False


Post = Callable[[list[Outcome]], None]


@dataclass(slots=True)
class Lane:
    """A named thread with a queue. Outcomes travel in a one-element list that the receiver empties.

    The receiver empties it so that the last reference to an outcome, and to whatever its traceback holds,
    is always released on the window's thread: a widget must never be destroyed on another one.
    """

    name: str
    post: Post
    at_end: Callable[[], None] | None = None
    _queue: deque[Job] = field(default_factory=deque)
    _wake: threading.Condition = field(default_factory=threading.Condition)
    _stopping: bool = False
    _thread: threading.Thread | None = None

    def put(self, job: Job) -> None:
        """Queue a job; the thread starts with the first one."""
        with self._wake:
            if self._stopping:
                raise RuntimeError(f"{self.name} has been stopped")
            self._queue.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=f"cpconf {self.name}", daemon=True)
                self._thread.start()
            self._wake.notify()

    def stop(self) -> None:
        """Ask the thread to end after the jobs that may not be dropped; returns at once."""
        with self._wake:
            self._stopping = True
            self._wake.notify()

    def join(self, seconds: float) -> bool:
        """Wait at most so long for the end; True if the thread is over."""
        if self._thread is None:
            return True
        self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def _work(self) -> None:
        while True:
            job = self._next()
            if job is None:
                break
            self._run(job)
            del job
        if self.at_end is not None:
            self._run(Job(ticket=0, run=self.at_end, drop_at_close=False))

    def _next(self) -> Job | None:
        with self._wake:
            while not self._queue and not self._stopping:
                self._wake.wait()
            return self._queue.popleft() if self._queue else None

    def _run(self, job: Job) -> None:
        outcome = Outcome(ticket=job.ticket)
        if job.dropped or (self._stopping and job.drop_at_close):
            outcome.dropped = True
        else:
            try:
                outcome.value = job.run()
            except BaseException as error:  # travels to the window's thread, to the one handler
                outcome.error = error
        del job
        box = [outcome]
        del outcome
        self.post(box)
