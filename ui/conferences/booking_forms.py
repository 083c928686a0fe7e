"""The small forms of a booking: why it is cancelled, and which other room or people it gets; they store nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from cpconf.bookings.rules import LATE_WORDS
from cpconf.bookings.seats import SeatChoice, SeatChoices
from cpconf.bookings.sheets import ConferenceSheet
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.words import announce, words

REASONS = tuple(LATE_WORDS.items())


def cancel_form() -> Form:
    """Why the conference is called off."""
    form = Form(columns=2)
    form.add("reason", "&Reason", ChoiceField(REASONS, none="Choose a reason"), required=True)
    form.add("note", "In your own &words", TextField(longest=500))
    return form


class SeatForm(Form):
    """Room, chair and minute-taker, the free ones first; `look(seat)` is called when another is chosen.

    The fields are named as refusals name them: room, chair, minute_taker.
    """

    def __init__(self, sheet: ConferenceSheet, choices: SeatChoices, look: Callable[[dict[str, Any]], object]) -> None:
        super().__init__(columns=3)
        self._look = look
        self.add("room", "R&oom", ChoiceField(_words(choices.rooms), none="None: remote", search=True))
        self.add("chair", "&Chair", ChoiceField(_words(choices.chairs), search=True))
        self.add("minute_taker", "Minute-&taker", ChoiceField(_words(choices.minute_takers), search=True))
        self.add("reason", "&Reason", ChoiceField(REASONS, none="Choose a reason"), required=True)
        self.add("note", "In your own &words", TextField(longest=500), span=2)
        self.effects = words("", "soft")
        self.effects.hide()
        self.add_wide(self.effects)
        line = sheet.line
        self.fill(room=line.room_id, chair=line.chair_id, minute_taker=line.minute_taker_id)
        self.edited.connect(self._changed)

    def seat(self) -> dict[str, Any]:
        """The choice, named as the acts name it."""
        named = {"room_id": "room", "chair_id": "chair", "minute_taker_id": "minute_taker"}
        return {keyword: self.value(name) for keyword, name in named.items()}

    def show_effects(self, told: Iterable[str]) -> None:
        """What the change brings, or what stands in its way."""
        text = " ".join(told)
        self.effects.setText(text)
        self.effects.setVisible(bool(text))
        announce(self.effects, text)

    def _changed(self, name: str) -> None:
        if name in ("room", "chair", "minute_taker"):
            self._look(self.seat())


def _words(choices: Iterable[SeatChoice]) -> list[tuple[int, str]]:
    return [
        (one.id, " · ".join(part for part in (one.name, one.details, "free" if one.is_free else "not free") if part))
        for one in choices
    ]
