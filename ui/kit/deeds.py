"""What was done and can be undone by its opposite act, and what was undone and can be done again; knows no subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.kit.frame import Frame

Act = Callable[[Callable[[], object]], object]
"""Starts an act; calls what it is given once the act is carried out, and not if it was refused."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deed:
    """One committed act: `words` name it ("move of CP-2026-0031"), `undo` is its opposite, `redo` does it again."""

    words: str
    undo: Act
    redo: Act | None = None


@dataclass(slots=True)
class Deeds:
    """Newest last. A new deed forgets what was undone before it; an act that is refused leaves both lists.

    `stands_for` follows records that were made anew: the id that a deed knew, and the id that took its place.
    """

    done: list[Deed] = field(default_factory=list)
    undone: list[Deed] = field(default_factory=list)
    most: int = 50
    stands_for: dict[tuple[str, int], int] = field(default_factory=dict)

    def did(self, deed: Deed) -> None:
        """Something was carried out."""
        self.done = [*self.done, deed][-self.most :]
        self.undone.clear()

    def undo(self, deed: Deed, then: Callable[[Deed], object]) -> None:
        """Start undoing a deed; `then` once it is undone. Nothing happens to one that is undone already."""
        if deed in self.done:
            self.done.remove(deed)
            deed.undo(lambda: self._turned(deed, self.undone if deed.redo else [], then))

    def redo(self, deed: Deed, then: Callable[[Deed], object]) -> None:
        """Start doing a deed again; `then` once it is done."""
        if deed in self.undone and deed.redo is not None:
            self.undone.remove(deed)
            deed.redo(lambda: self._turned(deed, self.done, then))

    def now(self, what: str, known: int) -> int:
        """The id by which a record is known by now; `what` names its table."""
        while (what, known) in self.stands_for:
            known = self.stands_for[what, known]
        return known

    def replaced(self, what: str, old: int, new: int) -> None:
        """A record was made anew under another id."""
        if old != new:
            self.stands_for[what, old] = new
            self.stands_for.pop((what, new), None)

    @staticmethod
    def _turned(deed: Deed, onto: list[Deed], then: Callable[[Deed], object]) -> None:
        onto.append(deed)
        then(deed)


def keep_deed(frame: Frame, said: str, deed: Deed) -> None:
    """Say what was done, with its undoing in the notice, and keep it for Ctrl+Z."""
    frame.deeds.did(deed)
    frame.notice(said, "good", act=f"&Undo: {deed.words}", run=lambda: undo_deed(frame, deed))


def undo_deed(frame: Frame, deed: Deed | None = None) -> None:
    """Undo a deed, or the newest."""
    newest = deed or next(reversed(frame.deeds.done), None)
    if newest is None:
        frame.notice("There is nothing to undo.", "note")
        return
    frame.deeds.undo(newest, lambda undone: _say_undone(frame, undone))


def redo_deed(frame: Frame, deed: Deed | None = None) -> None:
    """Do again what was undone, or what was undone last."""
    newest = deed or next(reversed(frame.deeds.undone), None)
    if newest is None:
        frame.notice("There is nothing to do again.", "note")
        return
    frame.deeds.redo(newest, lambda done: _say_done(frame, done))


def _say_undone(frame: Frame, deed: Deed) -> None:
    said = f"Undone: {deed.words}."
    if deed.redo is None:
        frame.notice(said, "good")
    else:
        frame.notice(said, "good", act=f"&Redo: {deed.words}", run=lambda: redo_deed(frame, deed))


def _say_done(frame: Frame, deed: Deed) -> None:
    frame.notice(f"Done again: {deed.words}.", "good", act=f"&Undo: {deed.words}", run=lambda: undo_deed(frame, deed))
