"""Beside the list of slots: why the chosen one, and what is in the way of a better one with its fix; books nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cpconf.diary.queries import ResourceLine
from cpconf.diary.wishes import Blocked, Fix
from ui.bookings.words import listed, moment
from ui.conferences.scrolled import Scrolled
from ui.kit.dates import show_time
from ui.kit.panels import Card
from ui.kit.style import px
from ui.kit.words import button, words

Names = Mapping[int, ResourceLine]
NOBODY: Names = MappingProxyType({})
UseFix = Callable[[Blocked, Fix], object]


class Beside(Scrolled):
    """Reasons, effects and blocks, one under another. `use` is called with the fix that a person presses."""

    def __init__(self, use: UseFix) -> None:
        self._use = use
        self.why = words("")
        self.why.setAccessibleName("Why this slot")
        self._effects_title = words("What the move changes", "heading")
        self.effects = words("")
        self.effects.setAccessibleName("What the move changes")
        self._blocked_title = words("In the way of a better one", "heading")
        place = QWidget()
        place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._blocks = QVBoxLayout(place)
        self._blocks.setContentsMargins(0, 0, 0, 0)
        self._blocks.setSpacing(px(4))
        self._card = Card("Why this one", self.why, self._effects_title, self.effects, self._blocked_title)
        self._card.add(place)
        self._card.body.addStretch(1)
        super().__init__(self._card)
        self.stand_below(False)
        self.show_effects(())
        self.show_blocked(())

    def stand_below(self, below: bool) -> None:
        """Under the list, as wide as it, where there is no room beside it."""
        self.setMinimumSize(px(264), px(260) if below else 0)
        self.setMaximumWidth(16777215 if below else px(264))

    def show_why(self, reasons: Sequence[str]) -> None:
        """The reasons of the slot under the cursor."""
        self.why.setText(listed(reasons))

    def show_effects(self, effects: Sequence[str]) -> None:
        """What a move to the slot under the cursor would change; nothing for a booking."""
        self.effects.setText(listed(effects))
        self._effects_title.setVisible(bool(effects))
        self.effects.setVisible(bool(effects))

    def show_blocked(
        self, blocked: Sequence[Blocked], names: Mapping[int, ResourceLine] = MappingProxyType({})
    ) -> None:
        """What is in the way, each with the cheapest way round as a button; `names` of what a fix would use."""
        while (item := self._blocks.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for each in blocked:
            if each.starts_at is not None:
                self._blocks.addWidget(words(moment(each.starts_at), "label"))
            self._blocks.addWidget(words(each.words))
            if each.fix is not None:
                self._blocks.addWidget(words(each.fix.words, "soft"))
                self._put_fix(each, each.fix, names)
            self._blocks.addSpacing(px(8))
        self._blocked_title.setVisible(bool(blocked))

    def _put_fix(self, blocked: Blocked, fix: Fix, names: Names) -> None:
        named = names.get(fix.use) if fix.use is not None else None
        text = fix_words(fix, "" if named is None else named.name)
        if text:
            self._blocks.addWidget(_left(button(text, partial(self._use, blocked, fix), role="quiet")))


def fix_words(fix: Fix, name: str) -> str:
    """What the button of a fix says; `name` of the resource that it uses. Empty where there is nothing to press."""
    if fix.move_to is not None:
        return f"Move that one to {show_time(fix.move_to.time())} …"
    if fix.minutes is not None:
        return f"Ask for {fix.minutes} minutes"
    return f"Use {name}" if name else ""


def _left(part: QWidget) -> QWidget:
    part.setMaximumWidth(part.sizeHint().width())
    return part
