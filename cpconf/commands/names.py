"""Finds what a person means by an id, a reference or a part of a name; refuses what is nobody and what is several."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final, TypeVar

from cpconf.refusals import Refusal

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

LISTED: Final = 8


def pick(
    choices: Iterable[T],
    typed: str,
    *,
    what: str,
    named: Callable[[T], tuple[str, ...]],
    shown: Callable[[T], str] | None = None,
    hint: str = "",
) -> T:
    """The only choice that `typed` means: one of its names whole, else the beginning of a word of one, else a part.

    `named` gives every name, reference and id of a choice; `shown` the one for a list of several, which must be no
    child's name. `hint` says where to look when there is none.
    """
    known = list(choices)
    wanted = _folded(typed)
    for fits in (_is, _begins, _holds):
        found = [choice for choice in known if wanted and any(fits(_folded(name), wanted) for name in named(choice))]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refusal(_several(found, what, shown or (lambda choice: named(choice)[0])), what)
    raise Refusal(f"There is no such {what}{f'. {hint}' if hint else '.'}", what)


def code(kind: type[E], typed: str, *, what: str) -> E:
    """The member of an enumeration that was typed: its whole code with -, _ or blanks between words, never a part."""
    wanted = _folded(typed.replace("-", " ").replace("_", " "))
    for member in kind:
        if wanted == member.value.replace("_", " ").casefold():
            return member
    listed = ", ".join(member.value.replace("_", "-") for member in kind)
    raise Refusal(f"There is no such {what}. Choose one of: {listed}.", what)


def number(typed: str) -> int | None:
    """The id that was typed as a bare number, or None."""
    return int(typed) if typed.isascii() and typed.isdigit() else None


def _several(found: list[T], what: str, shown: Callable[[T], str]) -> str:
    listed = "; ".join(shown(choice) for choice in found[:LISTED])
    more = f"; and {len(found) - LISTED} more" if len(found) > LISTED else ""
    return f"That could be {len(found)} entries. Say which {what}: {listed}{more}."


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _is(name: str, wanted: str) -> bool:
    return name == wanted


def _begins(name: str, wanted: str) -> bool:
    return f" {name}".find(f" {wanted}") >= 0


def _holds(name: str, wanted: str) -> bool:
    return wanted in name
