"""One child: who they are, family, addresses, professionals, plans, conferences; and what can be done from here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cpconf.bookings.queries import find_conferences
from cpconf.people.queries import ChildSheet, child_sheet
from cpconf.people.rules import ChildId
from cpconf.plans.queries import plans_of
from ui.kit.frame import Command, Frame
from ui.kit.panels import Card, EmptyState
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import Mark, button, words
from ui.people import child_acts
from ui.people.child_cards import adults_card, conferences_card, facts_card, places_card, plans_card, siblings_card
from ui.people.children import category_words

NARROW = 1000


class ChildScreen(Screen):
    """Everything about one child on one page; arrives with `child_id`."""

    title = "Child"
    help_page = "child"
    cares_for = frozenset(
        {"child", "family", "adult", "relationship", "address", "involvement", "plan", "conference", "decision"}
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.child_id: ChildId | None = None
        self.sheet: ChildSheet | None = None
        self.mark = Mark()
        self.head.insertWidget(1, self.mark)
        self.head.addWidget(button("&Put right …", lambda: child_acts.correct_names(self), picture="edit"))
        self.birth = button("Record &birth …", lambda: child_acts.birth(self), picture="children")
        self.head.addWidget(self.birth)
        self.head.addWidget(
            button("&Request a conference", self.request_conference, role="primary", picture="requests")
        )
        self.line = words("", "soft")
        self.body.addWidget(self.line)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self.body.addWidget(self._scroll, 1)
        self._scroll.setWidget(EmptyState("Choose a child", "Ctrl+K finds any child by name or number."))

    def arrive(self, **args: Any) -> None:
        self.child_id = args["child_id"]
        self.go_stale()

    def refresh(self) -> None:
        if self.child_id is None:
            return
        self.ask(child_sheet, child_id=self.child_id, then=self._show)

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="Request a conference", run=self.request_conference, shortcut="Ctrl+R", picture="requests"),
            Command(title="Correct names", run=lambda: child_acts.correct_names(self), shortcut="F2", picture="edit"),
        )

    def request_conference(self) -> None:
        """Go to a new request for this child and its siblings."""
        if self.child_id is not None:
            self.frame.open_screen("request", child_id=self.child_id)

    def _show(self, sheet: ChildSheet) -> None:
        self.sheet = sheet
        child = sheet.child
        self.head_title.setText(child.name)
        self.mark.show_state(
            *(
                ("On a plan: " + category_words(child.category), "note", "held")
                if child.on_plan
                else ("No plan", "plain", "")
            )
        )
        script = f" · {sheet.name_in_script}" if sheet.name_in_script else ""
        family = f" · {sheet.family_name_of_case} {child.family_reference}" if child.family_reference else ""
        self.line.setText(f"{sheet.age} · {child.la_child_id}{family}{script}")
        self.birth.setVisible(child.born_on is None)
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, px(4), px(8))
        columns.setSpacing(px(12))
        self._history = {"plans": plans_card(), "conferences": conferences_card(self.frame)}
        left: list[Card] = [facts_card(sheet), places_card(self, sheet)]
        right: list[Card] = [siblings_card(self, sheet), adults_card(self, sheet)]
        shares = ([*left, self._history["plans"]], [*right, self._history["conferences"]])
        for cards in shares if self.width() > px(NARROW) else ([*shares[0], *shares[1]],):
            column = QVBoxLayout()
            column.setSpacing(px(12))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, 1)
        at = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(page)
        self._scroll.verticalScrollBar().setValue(at)
        self.ask(plans_of, child_id=child.id, then=self._history["plans"].fill)
        self.ask(find_conferences, words=child.la_child_id, then=self._history["conferences"].fill)
