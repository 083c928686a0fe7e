"""What stands beside the queue for one request: who, needs, what is missing, its hold, kin; decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cpconf.bookings.queries import ConferenceLine, RequestLine, RequestSheet, SimilarRequest
from cpconf.bookings.rules import KIND_SHORT, KIND_WORDS, RequestState
from ui.bookings.words import held_words, listed, moment
from ui.conferences.flow import flow
from ui.kit.dates import show_date
from ui.kit.panels import Card
from ui.kit.words import Mark, button, words
from ui.people.child_cards import facts

if TYPE_CHECKING:
    from ui.bookings.requests import RequestsScreen


class RequestSide(Card):
    """One request. Siblings left out, reviews to join and likely duplicates are put in as their answers come."""

    def __init__(self, screen: RequestsScreen, line: RequestLine) -> None:
        super().__init__()
        self.host, self.line = screen, line
        self.add(words(KIND_WORDS[line.kind], "soft"))
        if line.urgent:
            self.add(Mark("Urgent", "late", "alert"))
            self.add(words(line.urgent))
        self._put_hold()
        self.add(facts((child.name, child.age) for child in line.children))
        known = (("Social worker", line.social_worker), ("Site", line.site_wanted), ("Case", line.family_reference))
        self.add(facts((("Target date", show_date(line.due_on)), *known)))
        self._put_list("Needs", [need for need in line.needs if need != f"Urgent: {line.urgent}"])
        self._put_list("Must be there", [name for _id, name in line.people])
        self._put_missing()
        self._put_acts()

    def _put_list(self, title: str, items: Sequence[str]) -> None:
        if items:
            self.add(words(title, "label"))
            self.add(words(listed(items)))

    def _put_hold(self) -> None:
        held = self.line.held
        if held is None:
            return
        self.add(Mark(held_words(held, self.host.frame.now()), "due", "held"))
        place = ", ".join(part for part in (moment(held.starts_at), held.room, held.chair) if part)
        self.add(words(f"{place}. Nobody is invited yet."))
        confirm = button("Confir&m", partial(self.host.confirm, self.line), picture="check")
        self.add(flow(confirm, button("&Let go", partial(self.host.let_go, self.line))))

    def _put_missing(self) -> None:
        if not self.line.missing:
            return
        self._put_list("Still missing", self.line.missing)
        copy = button("&Copy message", self.host.copy_message, picture="mail", hint="R")
        self.add(flow(copy, button("Save as &draft …", self.host.save_draft)))

    def _put_acts(self) -> None:
        line, screen = self.line, self.host
        change = button("Chan&ge …", screen.change, picture="edit", hint="F2")
        parts: list[QWidget] = []
        if line.state is RequestState.REQUESTED:
            back = button("&Return …", partial(screen.end, line, returned=True))
            parts = [change, back, button("&Withdraw …", partial(screen.end, line, returned=False), role="danger")]
        elif line.state is RequestState.RETURNED:
            parts = [change, button("&Take up again", partial(screen.reopen, line), picture="undo")]
        if parts:
            self.add(flow(*parts))

    # --- what is asked for besides ------------------------------------------------------------------------------

    def show_sheet(self, sheet: RequestSheet) -> None:
        """The days of a pre-birth conference; the children whom this request leaves out, each with the way to ask."""
        birth = sheet.before_birth
        if birth is not None:
            days = (("Not before", birth.earliest_on), ("Aim", birth.aim_on), ("At the latest", birth.latest_on))
            self.add(facts((name, show_date(day)) for name, day in days))
        if not sheet.siblings_left_out or self.line.state is RequestState.BOOKED:
            return
        self.add(words("Left out of this request", "label"))
        for child in sorted(sheet.siblings_left_out, key=lambda one: one.born_on is None):
            ask = partial(self.host.frame.open_screen, "request", child_id=child.id, only_child=True)
            self.add(words(f"{child.name}, {child.age}"))
            too = button("Ask for them too …", ask, role="quiet", picture="add")
            too.setAccessibleName(f"Ask for {child.name} too")
            self.add(flow(too))

    def show_reviews(self, reviews: Sequence[ConferenceLine]) -> None:
        """Reviews of the family to which these children can be added."""
        if not reviews or self.line.state is not RequestState.REQUESTED:
            return
        self.add(words("Coming reviews of this family", "label"))
        for review in reviews:
            join = partial(self.host.join, self.line, review)
            text = f"Join the {KIND_SHORT[review.kind].lower()} of {moment(review.starts_at)}"
            self.add(button(text, join, role="quiet", picture="children"))

    def show_similar(self, found: Sequence[SimilarRequest]) -> None:
        """What looks like the same request again."""
        similar = [each for each in found if each.request_id != self.line.id]
        if similar:
            self.add(similar_part(similar, self.host.frame.open_screen))


def similar_part(found: Sequence[SimilarRequest], open_screen: Callable[..., object]) -> QWidget:
    """Likely duplicates, said in words, each with the way to what is there already."""
    card = Card()
    card.body.setContentsMargins(0, 0, 0, 0)
    card.setProperty("role", "")
    card.add(Mark("Perhaps the same", "due", "alert"))
    for each in found:
        card.add(words(each.words))
        if each.conference_id is not None:
            run = partial(open_screen, "conference", conference_id=each.conference_id)
            card.add(flow(button("Open that conference", run, role="quiet")))
    return card
