"""How a verb is added to the terminal: its help, its example, the options that every verb has; runs nothing."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter, _SubParsersAction
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cpconf.commands.answers import Answer
from cpconf.commands.desk import Desk
from cpconf.commands.typed import Typed, words

Run = Callable[[Desk, Namespace], Answer]


def shared_options() -> ArgumentParser:
    """Options that stand before or after any verb; absent ones leave no trace, so neither place hides the other."""
    shared = ArgumentParser(add_help=False, argument_default=SUPPRESS)
    group = shared.add_argument_group("for every command")
    group.add_argument(
        "--store", metavar="PLACE", help="file or postgresql://… (default: $CPCONF_STORE, else your own data folder)"
    )
    group.add_argument("--as", dest="staff", metavar="STAFF", help="who acts (default: the only administrator)")
    group.add_argument("--json", action="store_true", help="answer as JSON, for programs")
    return shared


def rest(parser: ArgumentParser, name: str, says: str) -> None:
    """The last arguments of a verb, as many as there are, also where options stand between them (`take_rest`)."""
    parser.add_argument(name, nargs="*", type=words, help=says)
    parser.set_defaults(rest=name)


def take_rest(options: Namespace, extra: Sequence[str]) -> bool:
    """Add the arguments that argparse did not know to those that it took for `rest`; False where that cannot be."""
    name = getattr(options, "rest", None)
    if name is None or any(argument.startswith("-") and argument != "-" for argument in extra):
        return False
    setattr(options, name, [*getattr(options, name), *extra])
    return True


@dataclass(frozen=True, slots=True)
class Verbs:
    """Where verbs are added; `typed` reads dates as of today."""

    parsers: _SubParsersAction[ArgumentParser]
    typed: Typed
    shared: ArgumentParser

    def add(self, name: str, run: Run | None, *, says: str, example: str) -> ArgumentParser:
        """A verb: `says` is its one line of help, `example` a whole command line. Without `run` it only groups."""
        parser = self.parsers.add_parser(
            name,
            help=says,
            description=says[0].upper() + says[1:] + ".",
            epilog=f"example:\n  {example}",
            formatter_class=RawDescriptionHelpFormatter,
            parents=[self.shared],
            allow_abbrev=False,
        )
        if run is not None:
            parser.set_defaults(run=run)
        return parser

    def under(self, parser: ArgumentParser, *, required: bool = True) -> Verbs:
        """Where verbs below a verb are added, as `add` below `staff`."""
        below = parser.add_subparsers(title="what to do", metavar="WHAT", required=required)
        return Verbs(below, self.typed, self.shared)
