"""Why a conference is booked or moved past its limit, and who agreed to it; asks, and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from cpconf.bookings.late_finding import late_finding
from cpconf.bookings.rules import CAUSE_WORDS, LATE_WORDS, ConferenceKind, LateCause, LateReason, RequestId
from ui.kit.asking import FillIn
from ui.kit.dates import show_date
from ui.kit.fields import ChoiceField, LongTextField, TextField
from ui.kit.form import Form
from ui.kit.frame import Frame
from ui.kit.screen import Screen

REASONS: Sequence[tuple[LateReason, str]] = tuple(LATE_WORDS.items())


def when_late(
    screen: Screen,
    request_id: RequestId,
    *,
    kind: ConferenceKind,
    due_on: date,
    then: Callable[[dict[str, Any]], object],
) -> None:
    """Ask why a booking lies past its limit, with what the diary itself finds beside the question.

    `then` gets the keywords of a late booking: `late_reason`, `late_note` and, of a review, `late_agreed_by`; it is
    not called when the person goes back.
    """

    def found(cause: LateCause | None) -> None:
        given = _ask_why_late(screen, kind, due_on, CAUSE_WORDS[cause] if cause is not None else "")
        if given is not None:
            then({name: value or None for name, value in given.items()})

    screen.ask(late_finding, request_id=request_id, then=found)


def _ask_why_late(screen: Screen, kind: ConferenceKind, due_on: date, found: str) -> dict[str, Any] | None:
    text = f"This slot lies after {show_date(due_on)}. The reason is kept, and beside it the earliest possible time."
    if found:
        text += f"\n\nThe diary says: {found.lower()}."
    review = kind is ConferenceKind.REVIEW

    def build(form: Form) -> None:
        form.add("late_reason", "&Reason", ChoiceField(REASONS, none="Choose a reason"), required=True)
        form.add("late_note", "In your own &words", LongTextField(lines=2))
        if review:
            hint = "A review past its limit needs a person's name beside the reason."
            form.add("late_agreed_by", "&Agreed by", TextField(), required=True, hint=hint)

    return screen.frame.ask(screen, FillIn(title="Past the limit", text=text, build=build, yes="&Book late"))


def ask_why_moved(parent: QWidget, frame: Frame, *, text: str, agreed: bool) -> dict[str, Any] | None:
    """The keywords of a move: `reason`, `note` and, of a review past its limit, `late_agreed_by`. None: went back."""

    def build(form: Form) -> None:
        form.add("reason", "Why does it &move?", ChoiceField(REASONS, none="Choose a reason"), required=True)
        form.add("note", "In your own &words", LongTextField(lines=2))
        if agreed:
            hint = "The new day lies past the review's limit."
            form.add("late_agreed_by", "&Agreed by", TextField(), required=True, hint=hint)

    return frame.ask(parent, FillIn(title="Move the conference", text=text, build=build, yes="&Move"))
