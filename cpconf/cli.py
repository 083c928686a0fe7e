"""The terminal: parser, store, clock, output and exit codes, wired together; knows no rule of the work.

Exit codes: 0 done; 1 refused, and why on stderr; 2 wrong usage; 3 trouble with disk, file or server; 4 a bug, named
by its class only; 130 stopped with Ctrl-C. Refused, in trouble or stopped: nothing was changed by that command's act.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import cpconf.all_records  # noqa: F401  (relations between subjects need every record)
from cpconf.access.queries import actor_for, staff_list
from cpconf.commands import ALL
from cpconf.commands.answers import Answer, plain
from cpconf.commands.typed import Typed, checked_words
from cpconf.commands.verbs import Verbs, shared_options, take_rest
from cpconf.commands.who import default_store, who_acts
from cpconf.refusals import Refusal, Trouble
from cpconf.store import backup
from cpconf.store.actors import SETTING_UP, Actor
from cpconf.store.changes import Done
from cpconf.store.engines import BUSY_SECONDS, write_engine
from cpconf.store.places import Place
from cpconf.store.store import LONDON, Store

if TYPE_CHECKING:
    from cpconf.demo.invented import Authority

P = ParamSpec("P")
T = TypeVar("T")

DONE, REFUSED, USAGE, TROUBLE, BUG, STOPPED = 0, 1, 2, 3, 4, 130
BAR = 30


def now() -> datetime:
    """The clock of the whole terminal."""
    return datetime.now(UTC)


class Terminal:
    """The desk of one command: opens the store when first asked, acts as the person named, shows the answer."""

    def __init__(self, options: Namespace, *, clock: Callable[[], datetime], busy_seconds: float) -> None:
        self._options, self._clock, self._busy_seconds = options, clock, busy_seconds
        self._place_named: str | None = getattr(options, "store", None)

    @property
    def on(self) -> date:
        return self._clock().astimezone(LONDON).date()

    @cached_property
    def place(self) -> Place:
        return Place.parse(self._place_named or default_store(os.environ, sys.platform))

    @cached_property
    def store(self) -> Store:
        return Store.open(self.place, clock=lambda: self._clock(), busy_seconds=self._busy_seconds)

    @cached_property
    def actor(self) -> Actor:
        staff = self.store.ask(SETTING_UP, staff_list)
        if not staff:
            return SETTING_UP
        member = who_acts(staff, getattr(self._options, "staff", None))
        return self.store.ask(SETTING_UP, actor_for, staff_id=member.id)

    def ask(self, query: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.store.ask(self.actor, query, *args, **kwargs)

    def change(self, action: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs) -> Done[T]:
        return self.store.change(self.actor, action, *args, **kwargs)

    def use(self, *, place: str | None = None, at: datetime | None = None, staff: str | None = None) -> None:
        self.__dict__.pop("actor", None)
        if place is not None:
            self.close()
            self.__dict__.pop("place", None)
            self.__dict__.pop("store", None)
            self._place_named = place
        if at is not None:
            moment = at.replace(tzinfo=LONDON).astimezone(UTC)
            self._clock = lambda: moment
        if staff is not None:
            self._options.staff = staff

    def build_demo(self, *, seed: int, on: date) -> Authority:
        from cpconf.demo.build import build_demo  # here: it draws in everything that invents, for one command only

        self.make_store()
        return build_demo(self.store, seed=seed, on=on, progress=self.progress)

    def make_store(self) -> str:
        self.__dict__["store"] = Store.create(self.place, clock=lambda: self._clock())
        return str(self.place.file or self.place.name)

    def back_up(self) -> Path:
        name = self.store.place.file.stem if self.store.place.file else "server"
        engine = write_engine(self.place, busy_seconds=self._busy_seconds)
        try:
            return backup.take(self.place, engine, name=f"{name}-{self._clock():%Y%m%d-%H%M%S}")
        finally:
            engine.dispose()

    def tell(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    def progress(self, words: str, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        filled = BAR * done // max(total, 1)
        ending = "\n" if done >= total else ""
        bar = f"\r[{'#' * filled}{'.' * (BAR - filled)}] {words[:44]:44}"
        print(bar, end=ending, file=sys.stderr, flush=True)

    def agrees(self, question: str) -> bool:
        print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline() if sys.stdin else ""
        if not line:
            raise Refusal("Nobody answered, so nothing was changed. Add --yes to go on without a question.")
        return line.strip().casefold() in {"y", "yes"}

    def typed_text(self) -> str:
        if not sys.stdin:
            raise Refusal("There is no text: give it as an argument or on the standard input.")
        if sys.stdin.isatty():
            self.tell("Type the text; an empty line starts a paragraph; Ctrl-D on a line of its own ends it.")
        try:
            return checked_words(sys.stdin.read())
        except UnicodeDecodeError:
            raise Refusal("The text on the standard input is not UTF-8.") from None

    def show(self, answer: Answer) -> None:
        """Print the answer in one piece, as JSON where that was asked for."""
        if getattr(self._options, "json", False):
            print(json.dumps(plain(answer.data), indent=1, ensure_ascii=False), flush=True)
        elif answer.lines:
            print("\n".join(answer.lines), flush=True)

    def close(self) -> None:
        store = self.__dict__.get("store")
        if store is not None:
            store.close()


@lru_cache(maxsize=2)
def build_parser(on: date) -> ArgumentParser:
    """Every verb with its help; `on` is today, from which +3w and the like are counted."""
    shared = shared_options()
    parser = ArgumentParser(
        prog="cpconf",
        description="Runs the child protection conferences of an English local authority from the terminal.",
        epilog="Exit codes: 0 done, 1 refused, 2 wrong usage, 3 trouble with disk, file or server, 4 a bug.\n"
        "Help and an example for each command: cpconf COMMAND --help",
        formatter_class=RawDescriptionHelpFormatter,
        parents=[shared],
        allow_abbrev=False,
    )
    below = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in ALL:
        add(Verbs(below, Typed(on), shared))
    return parser


def main(
    argv: Sequence[str] | None = None, *, clock: Callable[[], datetime] = now, busy_seconds: float = BUSY_SECONDS
) -> int:
    """Run one command line; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    parser = build_parser(clock().astimezone(LONDON).date())
    try:
        options, extra = parser.parse_known_args(None if argv is None else list(argv))
        if extra and not take_rest(options, extra):
            parser.error(f"unrecognized arguments: {' '.join(extra)}")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else USAGE
    terminal = Terminal(options, clock=clock, busy_seconds=busy_seconds)
    try:
        return run_command(terminal, options)
    finally:
        terminal.close()


def run_command(terminal: Terminal, options: Namespace) -> int:
    """Run the command that was parsed and show its answer, or say in one sentence why not; returns the exit code."""
    try:
        terminal.show(options.run(terminal, options))
        return DONE
    except Refusal as refusal:
        return _said(refusal.message, REFUSED)
    except Trouble as trouble:
        return _said(trouble.message, TROUBLE)
    except BrokenPipeError:
        # Whoever read the answer has read enough; the act itself was done before it was told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _said("Stopped. What was not finished was not saved.", STOPPED)
    except Exception as bug:
        return _said(f"This is a bug in cpconf ({type(bug).__name__}). What was not finished was not saved.", BUG)


def _said(sentence: str, code: int) -> int:
    with contextlib.suppress(BrokenPipeError):
        print(f"cpconf: {sentence}", file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
