"""Why a proposal cannot be accepted, every line of it named at once; moves nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from cpconf.refusals import Refusal

NAMED: Final = 5
"""So many lines are named; of the others only how many there are is said."""
_ASKED_FOR: Final = frozenset({"late_agreed_by", "late_reason"})


class Refused:
    """Hears what is refused line by line, and refuses the whole at the end, naming them."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str]] = []

    def note(self, name: str, why: str) -> None:
        """The line called `name` cannot be accepted; `why` goes on after the name, without a full stop."""
        self._found.append((name, why))

    @contextmanager
    def hearing(self, name: str) -> Iterator[None]:
        """A refusal inside is noted for this line. What only has to be said yet is refused at once."""
        try:
            yield
        except Refusal as refusal:
            if refusal.field not in _ASKED_FOR:
                self.note(name, f"no longer fits: {refusal.message.rstrip('.')}")
            elif not self._found:
                raise Refusal(f"{name}: {refusal.message}", refusal.field) from None

    def speak(self) -> None:
        """Refuse if any line was refused: one in a sentence, several one to a line."""
        lines = [f"{name} {why}." for name, why in self._found]
        if not lines:
            return
        if len(lines) == 1:
            raise Refusal(f"{lines[0]} Nothing was changed: make a new proposal.", "moves")
        more = [f"And {len(lines) - NAMED} more."] if len(lines) > NAMED else []
        head = f"{len(lines)} lines cannot be accepted as proposed, so nothing was changed: make a new proposal."
        raise Refusal("\n".join([head, *lines[:NAMED], *more]), "moves")
