"""Accepting a proposal: what past the limit must be said first; moves nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cpconf.bookings.replanning.scope import AcceptedMove
from cpconf.bookings.rules import LATE_WORDS, LateReason
from ui.kit.asking import FillIn
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.screen import Screen
from ui.replanning.lines import ProposalLine


@dataclass(frozen=True, slots=True, kw_only=True)
class LateAnswer:
    """Why the late ones are late and who agreed; both empty where none is late."""

    reason: LateReason | None = None
    agreed_by: str | None = None


def late_answer(screen: Screen, lines: Sequence[ProposalLine]) -> LateAnswer | None:
    """Ask once for all late ones; None when the person went back. Nothing is asked where none is late."""
    late = [line.move for line in lines if line.move is not None and line.move.is_late]
    if not late:
        return LateAnswer()
    needed = any(move.needs_agreement for move in late)

    def build(form: Form) -> None:
        choices = [(reason, text) for reason, text in LATE_WORDS.items()]
        form.add("reason", "&Reason", ChoiceField(choices, none="Choose a reason"), required=True)
        hint = "A review past its limit needs a named person." if needed else ""
        form.add("agreed_by", "&Who agreed", TextField(), required=needed, hint=hint)

    count = f"{len(late)} of them {'lies' if len(late) == 1 else 'lie'} past the limit."
    question = FillIn(
        title="Past the limit",
        text=f"{count} The reason and the name are kept with each.",
        build=build,
        yes="&Accept",
    )
    given = screen.frame.ask(screen, question)
    if given is None:
        return None
    return LateAnswer(reason=given["reason"], agreed_by=given["agreed_by"] or None)


def moves_of(lines: Sequence[ProposalLine], late: LateAnswer) -> tuple[AcceptedMove, ...]:
    """The lines as the act takes them."""
    moves = []
    for line in lines:
        if line.move is None:
            continue
        move = line.move.accepted()
        if line.move.is_late and late.reason is not None:
            move = replace(move, reason=late.reason)
        moves.append(move)
    return tuple(moves)
