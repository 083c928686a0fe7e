"""The next review offered before people rise: its limit, the best slot, one press to book it; counts nothing itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpconf.bookings.actions import book_conference, record_request
from cpconf.bookings.due_reviews import ReviewDue, ReviewProposal, propose_review
from cpconf.bookings.rules import HELD_STATES, ConferenceId, ConferenceKind, RequestId
from cpconf.bookings.sheets import ConferenceSheet
from cpconf.diary.queries import ResourceLine, resources
from cpconf.store.permissions import Permission
from ui.bookings.slot_lines import SlotLine, slot_lines, why
from ui.bookings.words import moment
from ui.conferences.flow import flow
from ui.kit.dates import show_date
from ui.kit.style import px
from ui.kit.words import Mark, button, words

if TYPE_CHECKING:
    from ui.conferences.booking import BookingSection


class NextReview(QWidget):
    """Hidden unless the conference was held and children of it are on plans without a review to come."""

    def __init__(self, section: BookingSection) -> None:
        super().__init__()
        self.section = section
        self.proposal: ReviewProposal | None = None
        self.best: SlotLine | None = None
        self.text = words("", "soft")
        self.text.setAccessibleName("The next review")
        self.book_button = button("Boo&k it", self.book, picture="check")
        self.other = button("Ot&her times …", self.other_times)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(Mark("Next review", "note", "clock"))
        row.addWidget(self.text, 1)
        row.addWidget(flow(self.book_button, self.other))
        self.hide()

    def show_sheet(self, sheet: ConferenceSheet) -> None:
        """Ask what is due, where the conference was held and the person may book."""
        section = self.section
        if sheet.line.state not in HELD_STATES or not section.may(Permission.BOOK):
            self.hide()
            return
        section.ask(resources, then=self._with_names)

    def _with_names(self, names: tuple[ResourceLine, ...]) -> None:
        section = self.section
        then = partial(self._show, {line.id: line for line in names})
        section.ask(
            propose_review, conference_id=section.conference_id, count=1, then=then, failed=lambda _why: self.hide()
        )

    def _show(self, names: dict[Any, ResourceLine], proposal: ReviewProposal) -> None:
        self.proposal = proposal
        found = slot_lines(proposal.search.slots[:1], names)
        self.best = found[0] if found else None
        self.text.setText(told(proposal.due, self.best))
        self.book_button.setVisible(self.best is not None and not self.best.slot.is_late)
        self.show()

    # --- acts ---------------------------------------------------------------------------------------------------

    def book(self) -> None:
        """Record the request and book the best slot: one press."""
        if self.best is not None:
            self._request(partial(self._book, self.best))

    def other_times(self) -> None:
        """Record the request and go on to all its slots."""
        self._request(lambda request_id: self.section.frame.open_screen("slots", request_id=request_id))

    def _request(self, then: Any) -> None:
        proposal, section = self.proposal, self.section
        if proposal is None:
            return
        due = proposal.due
        if due.request_id is not None:
            then(due.request_id)
            return
        section.submit(
            record_request,
            then=then,
            family_id=due.family_id,
            child_ids=tuple(child.id for child in due.children),
            kind=ConferenceKind.REVIEW,
            social_worker_id=due.social_worker_id,
            site_wanted_id=due.site_id,
            seats=due.seats,
            split_attendance=due.split_attendance,
        )

    def _book(self, line: SlotLine, request_id: RequestId) -> None:
        self.section.submit(
            book_conference,
            then=partial(self._booked, moment(line.slot.starts_at)),
            request_id=request_id,
            ends_at=line.slot.ends_at,
            **line.seat,
        )

    def _booked(self, when: str, conference_id: ConferenceId) -> None:
        frame = self.section.frame
        run = partial(frame.open_screen, "conference", conference_id=int(conference_id))
        frame.notice(f"The next review is booked: {when}.", "good", act="&Open it", run=run)


def told(due: ReviewDue, best: SlotLine | None) -> str:
    """The limit, the chair, the best slot and why, in a sentence or two."""
    children = ", ".join(child.name for child in due.children)
    limit = f"{children}: by {show_date(due.due_on)}."
    if best is None:
        return f"{limit} No slot is free in time."
    place = best.room.name if best.room is not None else "remote"
    return f"{limit} Best: {moment(best.slot.starts_at)}, {place}, {best.chair.name} ({why(best)})."
