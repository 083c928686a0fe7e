"""An act with its opposite: carried out, told in a notice, kept for Ctrl+Z and Ctrl+Y; knows no act itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ui.kit.deeds import Deed, keep_deed
from ui.kit.form import Form
from ui.kit.screen import Screen

Action = Callable[..., Any]
Told = Callable[[Any], object]
Opposite = Callable[[Any], tuple[Action, Mapping[str, Any]]]
"""From what the act gave: the opposite act and its keywords."""


def _nobody(_value: Any) -> None:
    """Nobody needs to hear it."""


def _both(hear: Told, over: Callable[[], object]) -> Told:
    def told(value: Any) -> None:
        hear(value)
        over()

    return told


def do(
    screen: Screen,
    action: Action,
    named: Mapping[str, Any],
    *,
    said: str,
    words: str,
    opposite: Opposite,
    then: Told = _nobody,
    undone: Told = _nobody,
    form: Form | None = None,
) -> None:
    """Submit an act. `words` name it ("move of CP-2026-0031"), `said` is the notice, `opposite` how it is undone.

    `then` hears what the act gave, `undone` what its opposite gave. A refusal of either is shown as `submit` does.
    """
    given: list[Any] = []

    def keep(value: Any) -> None:
        given[:] = [value]

    def undo(over: Callable[[], object]) -> None:
        act, keywords = opposite(given[-1])
        screen.submit(act, then=_both(undone, over), **keywords)

    def redo(over: Callable[[], object]) -> None:
        screen.submit(action, then=_both(keep, over), **named)

    def first(value: Any) -> None:
        keep(value)
        then(value)
        keep_deed(screen.frame, said, Deed(words=words, undo=undo, redo=redo))

    screen.submit(action, then=first, form=form, **named)
