"""What is done with a chosen slot: book, hold, move, each with its way back; finds no slot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from cpconf.bookings.actions import (
    book_conference,
    cancel_conference,
    hold_conference,
    let_go,
    reschedule,
    take_back_move,
)
from cpconf.bookings.queries import ConferenceSheet, MovePreview, RequestLine, conference_sheet, move_preview
from cpconf.bookings.rules import ConferenceId, ConferenceKind
from ui.bookings.doing import do
from ui.bookings.freed import tell_freed
from ui.bookings.lateness import REASONS, ask_why_moved, when_late
from ui.bookings.slot_lines import SlotLine
from ui.bookings.sought import Sought
from ui.bookings.words import listed, moment
from ui.kit.asking import GiveReason
from ui.kit.deeds import Deed, keep_deed

if TYPE_CHECKING:
    from ui.bookings.slots import SlotsScreen

Moved = Callable[[ConferenceId], object]


class SlotActs:
    """Belongs to the slot finder; asks what must be known and submits."""

    def __init__(self, screen: SlotsScreen) -> None:
        self.screen = screen

    def book(self, sought: Sought, line: SlotLine) -> None:
        """Take all three at once; past the limit with the reason, for a review with who agreed."""
        screen, request = self.screen, sought.request
        if request is None:
            return
        book = partial(self._book, request.line, line)
        if line.slot.starts_at.date() > sought.due_on:
            when_late(screen, request.line.id, kind=sought.kind, due_on=sought.due_on, then=book)
        else:
            book({})

    def _book(self, request: RequestLine, line: SlotLine, late: dict[str, Any]) -> None:
        self.screen.submit(
            book_conference,
            request_id=request.id,
            ends_at=line.slot.ends_at,
            then=partial(self._booked, request),
            **line.seat,
            **late,
        )

    def _booked(self, request: RequestLine, conference_id: ConferenceId) -> None:
        frame = self.screen.frame
        frame.open_screen("conference", conference_id=int(conference_id))
        deed = Deed(words=f"booking for {request.family}", undo=partial(self._unbook, request, conference_id))
        keep_deed(frame, "Booked: room, chair and minute-taker are taken.", deed)

    def _unbook(self, request: RequestLine, conference_id: ConferenceId, over: Callable[[], object]) -> None:
        """A booking is undone by cancelling it, which asks the reason: somebody may have been told already."""
        screen = self.screen
        asked = GiveReason(title="Undo the booking", text="The conference is cancelled.", choices=REASONS)
        given = screen.frame.ask(screen, asked)
        if given is None:
            return

        def back(_none: object) -> None:
            screen.frame.open_screen("slots", request_id=int(request.id))
            over()

        screen.submit(cancel_conference, then=back, conference_id=conference_id, reason=given.code, note=given.words)

    def hold(self, sought: Sought, line: SlotLine) -> None:
        """Keep the three free of others for a while."""
        request, when = sought.request, moment(line.slot.starts_at)
        if request is not None:
            do(
                self.screen,
                hold_conference,
                {"request_id": request.line.id, "ends_at": line.slot.ends_at, **line.seat},
                said=f"{when} is held. Nobody is invited yet.",
                words=f"hold of {when}",
                opposite=lambda conference_id: (let_go, {"conference_id": conference_id}),
            )

    def move(self, former: ConferenceSheet, line: SlotLine) -> None:
        """Ask what the move changes, then why it moves, then move."""
        self._preview(former, line.seat | {"ends_at": line.slot.ends_at}, self._arrived)

    def move_away(self, conference_id: ConferenceId, starts_at: datetime) -> None:
        """Move the conference in the way by a little, with its room and people; the search goes on after that."""

        def known(former: ConferenceSheet) -> None:
            line = former.line
            seat = {name: getattr(line, name) for name in ("room_id", "chair_id", "minute_taker_id")}
            self._preview(former, seat | {"starts_at": starts_at}, self._moved_away)

        self.screen.ask(conference_sheet, conference_id=conference_id, then=known)

    def _preview(self, former: ConferenceSheet, seat: dict[str, Any], then: Moved) -> None:
        asked = {name: value for name, value in seat.items() if name != "ends_at"}
        show = partial(self._ask_why, former, seat, then)
        self.screen.ask(move_preview, conference_id=former.line.id, then=show, latest=False, **asked)

    def _ask_why(self, former: ConferenceSheet, seat: dict[str, Any], then: Moved, preview: MovePreview) -> None:
        screen, line = self.screen, former.line
        if not preview.fits:
            screen.frame.notice(" ".join(preview.conflicts), "late")
            return
        agreed = preview.is_late and line.kind is ConferenceKind.REVIEW
        effects = listed(preview.effects)
        text = f"{line.family}: from {moment(line.starts_at)} to {moment(seat['starts_at'])}.\n{effects}"
        given = ask_why_moved(screen, screen.frame, text=text, agreed=agreed)
        if given is not None:
            do(
                screen,
                reschedule,
                {"conference_id": line.id, **seat, **given},
                said=f"Moved to {moment(seat['starts_at'])}. Whoever was invited is invited again.",
                words=f"move of {line.reference}",
                opposite=lambda successor_id: (take_back_move, {"conference_id": successor_id}),
                then=partial(self._moved, former, then),
                undone=self._arrived,
            )

    def _moved(self, former: ConferenceSheet, then: Moved, successor_id: ConferenceId) -> None:
        line, own = former.line, former.request_id
        then(successor_id)
        frame = self.screen.frame
        tell_freed(frame, starts_at=line.starts_at, ends_at=line.ends_at, room_id=line.room_id, besides=own)

    def _arrived(self, conference_id: ConferenceId) -> None:
        self.screen.frame.open_screen("conference", conference_id=int(conference_id))

    def _moved_away(self, _conference_id: ConferenceId) -> None:
        self.screen.table.view.setFocus()
