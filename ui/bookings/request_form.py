"""A request, new or changed: the children, the clocks, what is needed; the target is worked out when it is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from cpconf.bookings.actions import change_request, join_review, record_request
from cpconf.bookings.queries import (
    ConferenceLine,
    RequestSheet,
    SimilarRequest,
    request_sheet,
    reviews_to_join,
    same_children,
)
from cpconf.bookings.rules import KIND_SHORT, KIND_WORDS, RequestId
from cpconf.diary.queries import rooms, sites
from cpconf.people.queries import ChildLine, FamilySheet, child_list, family_sheet, professionals
from ui.bookings import request_fields as fields
from ui.bookings.considered import Considered
from ui.bookings.doing import do
from ui.bookings.words import moment
from ui.conferences.scrolled import Scrolled
from ui.kit.dates import show_date
from ui.kit.frame import Command, Frame
from ui.kit.panels import Card
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import button

NARROW = 720  # below this the children stand above the conference
EVERYBODY = 5000  # professionals that the finder offers


class RequestScreen(Screen):
    """Arrives with `child_id` (and `only_child`), with `request_id` to change one, or with nothing: asks the child."""

    title = "New request"
    help_page = "requests"
    cares_for = frozenset({"child", "family", "site", "professional"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.request_id: RequestId | None = None
        self.before: dict[str, Any] | None = None
        self._only: int | None = None
        self.save = button("&Record request", self.record, role="primary", picture="check", hint="Ctrl+Enter")
        self.head_title.setWordWrap(True)
        self.head.setStretch(0, 1)
        self.head.setStretch(1, 0)
        self.head.addWidget(button("&Back", lambda: frame.open_screen("requests")))
        self.head.addWidget(self.save)
        self.who = Considered(self._child_chosen, self._look_for_similar, self.make_family)
        self.form = fields.build(self.date_options())
        self.form.edited.connect(self._edited)
        self._lay_out()
        fields.fit_kind(self.form, recorded=False)

    def _lay_out(self) -> None:
        page = QWidget()
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        row.setContentsMargins(0, 0, px(4), px(8))
        row.setSpacing(px(12))
        row.addWidget(self.who, 2)
        row.addWidget(Card("Conference", self.form), 3)
        self.body.addWidget(Scrolled(page, sideways=True), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if self.width() < px(NARROW) else ways.LeftToRight)

    # --- arriving -----------------------------------------------------------------------------------------------

    def arrive(self, **args: Any) -> None:
        recorded = args.get("request_id")
        if recorded is None and self.request_id is not None:
            self._empty()
        self.request_id, self.before = recorded, None
        self._only = args.get("child_id") if args.get("only_child") else None
        self.who.ask_for(args.get("child_id"))
        self.save.setText("&Save changes" if recorded is not None else "&Record request")
        self.head_title.setText("Change the request" if recorded is not None else "New request")
        fields.fit_kind(self.form, recorded=recorded is not None)
        self.go_stale()

    def refresh(self) -> None:
        self.ask(sites, then=partial(fields.fill_sites, self.form))
        self.ask(rooms, then=partial(fields.fill_equipment, self.form))
        self.ask(professionals, limit=EVERYBODY, then=partial(fields.fill_people, self.form))
        if self.request_id is None:
            self.ask(child_list, then=self.who.show_children)
        elif self.before is None:
            self.ask(request_sheet, request_id=self.request_id, then=self._show_recorded)

    def _show_recorded(self, sheet: RequestSheet) -> None:
        values = fields.values_of(sheet)
        self.before = fields.as_act(values, recorded=True)
        self.form.fill(**values)
        fields.fit_kind(self.form, recorded=True)
        line = sheet.line
        self.head_title.setText(f"Change the request: {line.family}")
        clock = f"counted from {show_date(sheet.counted_from_on)}, to be held by {show_date(line.due_on)}"
        self.who.show_recorded([child.name for child in line.children], f"{KIND_WORDS[line.kind]}, {clock}.")

    def _empty(self) -> None:
        self.form.fill(
            strategy_discussion_on=None, s47_started_on=None, notice_on=None, urgent="", social_worker_id=None,
            site_wanted_id=None, professional_ids=(), seats=12, length_minutes=None, category_sought=None,
            interpreter_language="", equipment_needed="", needs=(), access_needs="", risks="", notes="",
        )  # fmt: skip

    def first_focus(self) -> QWidget:
        return self.who.child if self.request_id is None else self.form.field("urgent")

    def commands(self) -> Sequence[Command]:
        return (Command(title="Record the request", run=self.record, shortcut="Ctrl+Return", picture="check"),)

    # --- the children -------------------------------------------------------------------------------------------

    def _child_chosen(self, child: ChildLine | None) -> None:
        if child is None or child.family_id is None:
            self.who.show_family(None)
        else:
            self.ask(family_sheet, family_id=child.family_id, then=self._show_family)

    def _show_family(self, family: FamilySheet) -> None:
        self.who.show_family(family, only=self._only)
        self._look_for_similar()

    def _look_for_similar(self) -> None:
        """Flag at once what is asked for, or booked, already."""
        family, ids = self.who.family, self.who.considered_ids()
        if family is None or not ids or self.request_id is not None:
            self.who.show_similar((), self.frame.open_screen)
            return
        kind = self.form.value("kind")
        self.ask(same_children, family_id=family.id, child_ids=ids, kind=kind, then=self._show_similar)

    def _show_similar(self, found: Sequence[SimilarRequest]) -> None:
        self.who.show_similar(found, self.frame.open_screen)

    def _edited(self, name: str) -> None:
        if name == "kind":
            fields.fit_kind(self.form, recorded=self.request_id is not None)
            self._look_for_similar()

    def make_family(self) -> None:
        """A family of this one child; sisters and brothers can join it from their own pages."""
        self.who.make_family(self)

    # --- keeping ------------------------------------------------------------------------------------------------

    def record(self) -> None:
        """Record the request and go on to its slots, or keep what was changed; a refusal shows beside its field."""
        if self.request_id is None and not self.who.ready():
            return
        values = self.form.read()
        if values is None:
            return
        given = fields.as_act(values, recorded=self.request_id is not None)
        if self.request_id is not None:
            self._change(self.request_id, given)
            return
        self.submit(
            record_request,
            family_id=self.who.family.id if self.who.family is not None else None,
            child_ids=self.who.considered_ids(),
            form=self.form,
            then=self._recorded,
            said="The request was recorded.",
            **given,
        )

    def _recorded(self, request_id: RequestId) -> None:
        self._empty()
        self.frame.open_screen("slots", request_id=request_id)
        self.ask(reviews_to_join, request_id=request_id, then=partial(self._offer_review, request_id))

    def _offer_review(self, request_id: RequestId, reviews: Sequence[ConferenceLine]) -> None:
        """A sibling added while the others are on plans: the coming review can take both."""
        if not reviews:
            return
        review = reviews[0]
        words = f"The family has a {KIND_SHORT[review.kind].lower()} on {moment(review.starts_at)}."
        self.frame.notice(words, "due", act="&Join it", run=partial(self._join, request_id, review))

    def _join(self, request_id: RequestId, review: ConferenceLine) -> None:
        def go(_value: object) -> None:
            self.frame.open_screen("conference", conference_id=review.id)

        said = f"Added to {review.reference}."
        self.submit(join_review, request_id=request_id, conference_id=review.id, said=said, then=go)

    def _change(self, request_id: RequestId, given: dict[str, Any]) -> None:
        before = self.before or {}

        def go(_value: object) -> None:
            self.before = None
            self.frame.open_screen("requests")

        do(
            self,
            change_request,
            {"request_id": request_id, **given},
            said="The request was changed.",
            words="change of the request",
            opposite=lambda _none: (change_request, {"request_id": request_id, **before}),
            then=go,
            form=self.form,
        )
