"""Bookings are moved, called off and brought back from the timeline, each with its opposite act; draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from cpconf.access.rules import StaffId
from cpconf.bookings.actions import (
    cancel_conference,
    confirm_conference,
    let_go,
    reinstate_conference,
    reschedule,
    reseat,
    take_back_move,
)
from cpconf.bookings.queries import MovePreview, move_preview
from cpconf.bookings.rules import LATE_WORDS, ConferenceId, ConferenceKind, LateReason
from cpconf.diary.sheet import Seat, TimelineBooking
from ui.diary.carry import Carry
from ui.diary.spoken import short_day, span_words
from ui.kit.asking import FillIn
from ui.kit.dates import show_time
from ui.kit.deeds import Deed, keep_deed
from ui.kit.fields import ChoiceField, LongTextField, TextField
from ui.kit.form import Form
from ui.kit.screen import Screen

REASONS = tuple(LATE_WORDS.items())
LAST_REASON = "diary_move_reason"
CONFERENCE = "conference"
Over = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Why:
    reason: LateReason
    note: str
    late_agreed_by: str | None = None


class Moving:
    """Carries out what was agreed about a lifted booking, and the other acts on one."""

    def __init__(self, screen: Screen) -> None:
        self._screen, self._frame = screen, screen.frame

    def ask_preview(self, booking: TimelineBooking, seat: Seat, then: Callable[[MovePreview], None]) -> None:
        """What the store says about a seat."""
        self._screen.ask(move_preview, then=then, conference_id=self._now(booking), **_where(seat))

    # --- moving ---------------------------------------------------------------------------------------------------

    def carry_out(self, carry: Carry, then: Callable[[int], object]) -> None:
        """Ask why, move, keep the way back. `then` gets the id under which the conference stands now."""
        booking, seat, preview = carry.booking, carry.seat, carry.preview
        if booking is None or seat is None or preview is None:
            return
        given = self._ask_why(booking, seat, preview)
        if given is None:
            carry.changed.emit()  # stays lifted: it can still be set down elsewhere
            return
        self._frame.memory.keep(LAST_REASON, given.reason.value)
        carry.leave()
        if preview.is_move:
            self._reschedule(booking, seat, given, then)
        else:
            self._reseat(booking, seat, given, then)

    def _ask_why(self, booking: TimelineBooking, seat: Seat, preview: MovePreview) -> _Why | None:
        agreed = preview.is_late and not booking.is_late and booking.kind == ConferenceKind.REVIEW
        ends_at = seat.starts_at + (booking.ends_at - booking.starts_at)
        where = f"{short_day(seat.starts_at.date())} {span_words(seat.starts_at, ends_at)}"
        text = "\n".join([f"To {where}." if preview.is_move else "At the same time.", *preview.effects])

        def build(form: Form) -> None:
            words = "&Why does it move?" if preview.is_move else "&Why does it change?"
            form.add("reason", words, ChoiceField(REASONS, none="Choose a reason"), required=True)
            form.add("note", "In your own w&ords", LongTextField(lines=2))
            if agreed:
                hint = "A review past its limit needs a person's name beside the reason."
                form.add("late_agreed_by", "&Agreed by", TextField(), required=True, hint=hint)

        title = f"Move {booking.reference} {booking.initials}"
        question = FillIn(title=title, text=text, build=build, yes="&Move", values=self._last_reason())
        given = self._frame.ask(self._screen, question)
        return None if given is None else _Why(**given)

    def _last_reason(self) -> dict[str, Any]:
        kept = self._frame.memory.text(LAST_REASON)
        return {"reason": LateReason(kept)} if kept in list(LateReason) else {}

    def _reschedule(self, booking: TimelineBooking, seat: Seat, why: _Why, then: Callable[[int], object]) -> None:
        deeds, home, made = self._frame.deeds, Seat.of(booking), [0]
        words: dict[str, Any] = {"reason": why.reason, "note": why.note}
        late: dict[str, Any] = {} if why.late_agreed_by is None else {"late_agreed_by": why.late_agreed_by}

        def move(over: Callable[[int], object]) -> None:
            self._screen.submit(
                reschedule, conference_id=self._now(booking), then=over, **_where(seat), **words, **late
            )

        def undo(over: Over) -> None:
            successor = ConferenceId(deeds.now(CONFERENCE, made[0]))
            if booking.is_held_back:  # a hold leaves no original behind: it is held again where it was
                back = partial(self._held_again, booking, over)
                self._screen.submit(reschedule, conference_id=successor, then=back, **_where(home), **words)
            else:
                self._screen.submit(take_back_move, conference_id=successor, then=lambda _id: over())

        def again(over: Over, new_id: int) -> None:
            deeds.replaced(CONFERENCE, made[0], new_id)
            over()

        def first(new_id: int) -> None:
            made[0] = new_id
            place = f"{short_day(seat.starts_at.date())} {show_time(seat.starts_at.time())}"
            deed = Deed(words=f"move of {booking.reference}", undo=undo, redo=lambda over: move(partial(again, over)))
            keep_deed(self._frame, f"{booking.reference} {booking.initials} is moved to {place}.", deed)
            then(new_id)

        move(first)

    def _held_again(self, booking: TimelineBooking, over: Over, new_id: int) -> None:
        self._frame.deeds.replaced(CONFERENCE, booking.conference_id, new_id)
        over()

    def _reseat(self, booking: TimelineBooking, seat: Seat, why: _Why, then: Callable[[int], object]) -> None:
        home = Seat.of(booking)

        def sit(wanted: Seat, over: Over) -> None:
            where = {name: value for name, value in _where(wanted).items() if name != "starts_at"}
            self._screen.submit(
                reseat,
                conference_id=self._now(booking),
                then=lambda _none: over(),
                reason=why.reason,
                note=why.note,
                **where,
            )

        def first() -> None:
            deed = Deed(words=f"change of {booking.reference}", undo=partial(sit, home), redo=partial(sit, seat))
            keep_deed(self._frame, f"{booking.reference} {booking.initials} has its new place.", deed)
            then(self._now(booking))

        sit(seat, first)

    # --- the other acts -------------------------------------------------------------------------------------------

    def cancel(self, booking: TimelineBooking) -> None:
        """Call a conference off, with the reason; its request waits again."""

        def build(form: Form) -> None:
            form.add("reason", "&Why is it off?", ChoiceField(REASONS, none="Choose a reason"), required=True)
            form.add("note", "In your own w&ords", LongTextField(lines=2))

        text = "Room and people are free again. Its request waits, with the same limit."
        title = f"Cancel {booking.reference} {booking.initials}"
        given = self._frame.ask(self._screen, FillIn(title=title, text=text, build=build, yes="&Cancel the conference"))
        if given is None:
            return

        def off(over: Over) -> None:
            self._screen.submit(cancel_conference, conference_id=self._now(booking), then=lambda _none: over(), **given)

        def on(over: Over) -> None:
            self._screen.submit(reinstate_conference, conference_id=self._now(booking), then=lambda _none: over())

        deed = Deed(words=f"cancelling of {booking.reference}", undo=on, redo=off)
        off(lambda: keep_deed(self._frame, f"{booking.reference} {booking.initials} is cancelled.", deed))

    def confirm(self, booking: TimelineBooking) -> None:
        """A hold becomes firm and everybody is invited; one past its limit is confirmed where the reason is asked."""
        if booking.is_late:
            self._frame.open_screen("conference", conference_id=self._now(booking))
            return
        said = f"{booking.reference} {booking.initials} is booked; invitations are due."
        self._screen.submit(confirm_conference, conference_id=self._now(booking), said=said)

    def let_go(self, booking: TimelineBooking) -> None:
        """Give a hold back."""
        said = f"The hold of {booking.initials} is given back; the request waits."
        self._screen.submit(let_go, conference_id=self._now(booking), said=said)

    def _now(self, booking: TimelineBooking) -> ConferenceId:
        return ConferenceId(self._frame.deeds.now(CONFERENCE, booking.conference_id))


def _where(seat: Seat) -> dict[str, Any]:
    return {
        "starts_at": seat.starts_at,
        "room_id": seat.room_id,
        "chair_id": StaffId(seat.chair_id),
        "minute_taker_id": StaffId(seat.minute_taker_id),
    }
