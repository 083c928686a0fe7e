"""The one handler of what nobody foresaw: logs kind and place, never a value, and keeps the program open."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

WORDS = (
    "Something went wrong inside the program. What you typed is kept where it is; "
    "if this happens again, tell your administrator the time."
)
ROOT = Path(__file__).parents[2]


class Bugs:
    """Installed as `sys.excepthook` by `app.py`. `tell` shows the plain sentence; it may be set later."""

    def __init__(self, log: Path, clock: Callable[[], datetime]) -> None:
        self._log, self._clock = log, clock
        self.tell: Callable[[str], object] | None = None
        self._telling = False

    def install(self) -> None:
        sys.excepthook = self.handle
        threading.excepthook = lambda args: self.handle(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log and tell; a fault while telling is only logged."""
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
            return
        line = f"{self._clock():%Y-%m-%d %H:%M:%S} {describe(error)}\n"
        sys.stderr.write(line)
        with suppress(OSError):  # a full disk must not turn one fault into two
            self._log.parent.mkdir(parents=True, exist_ok=True)
            with self._log.open("a", encoding="utf-8") as log:
                log.write(line)
        if self.tell is None or self._telling:
            return
        self._telling = True
        try:
            self.tell(WORDS)
        finally:
            self._telling = False


def describe(error: BaseException) -> str:
    """`KeyError at ui/diary/x.py:12 in refresh < ui/work.py:80 in _settle`: never a message or a value."""
    parts = [f"{type(error).__name__} at {_places(error.__traceback__)}"]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    while cause is not None:
        parts.append(f"after {type(cause).__name__} at {_places(cause.__traceback__)}")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "; ".join(parts)


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return " < ".join(f"{_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in reversed(frames))


def _short(filename: str) -> str:
    place = Path(filename)
    return place.relative_to(ROOT).as_posix() if place.is_relative_to(ROOT) else place.name
