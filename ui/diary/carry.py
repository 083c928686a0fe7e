"""A booking that is lifted and not yet set down: where it would go, what stands in the way; one path for mouse and
keys, knows no widget and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from cpconf.bookings.queries import MovePreview
from cpconf.diary.kinds import THE_THREE, Purpose
from cpconf.diary.rules import RoomId
from cpconf.diary.sheet import Seat, TimelineBooking, TimelineRow, TimelineSheet, glance

RESTS = 140  # milliseconds for which the ghost rests before the store is asked
AskPreview = Callable[[TimelineBooking, Seat, Callable[[MovePreview], None]], None]


class Carry(QObject):
    """Lift, put or step, then drop or leave. `agreed` comes when the store has said that it fits.

    `glanced`: what the shown days alone say against it, at once. `preview`: what the store says, once the ghost rests.
    """

    changed = Signal()
    begun = Signal()
    ended = Signal()
    refused = Signal(str)
    agreed = Signal()
    travelled = Signal(date)

    def __init__(self, ask_preview: AskPreview, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._ask, self._now = ask_preview, now
        self.sheet: TimelineSheet | None = None
        self.booking: TimelineBooking | None = None
        self.seat: Seat | None = None
        self.purpose = Purpose.ROOM
        self.preview: MovePreview | None = None
        self.glanced: tuple[str, ...] = ()
        self.by_mouse = False
        self._dropping = False
        self._rest = QTimer(self, singleShot=True, interval=RESTS)
        self._rest.timeout.connect(self._ask_now)

    # --- what it is -----------------------------------------------------------------------------------------------

    @property
    def active(self) -> bool:
        """Whether something is lifted."""
        return self.booking is not None

    @property
    def is_home(self) -> bool:
        """Whether the ghost lies where the booking is."""
        return self.booking is not None and self.seat == Seat.of(self.booking)

    @property
    def conflicts(self) -> tuple[str, ...]:
        """What stands in the way, as far as is known."""
        if self.preview is not None:
            return self.preview.conflicts
        return self.glanced

    @property
    def is_known(self) -> bool:
        """Whether the store has answered for this very place."""
        return self.preview is not None

    @property
    def ends_at(self) -> datetime:
        """When the ghost would end."""
        assert self.booking is not None and self.seat is not None
        return self.seat.starts_at + (self.booking.ends_at - self.booking.starts_at)

    # --- lifting and moving ---------------------------------------------------------------------------------------

    def lift(self, sheet: TimelineSheet, booking: TimelineBooking, purpose: Purpose, *, by_mouse: bool = False) -> None:
        """Take a booking up, by the row of this purpose."""
        self.sheet, self.booking, self.seat = sheet, booking, Seat.of(booking)
        self.purpose = purpose if purpose in THE_THREE else Purpose.MINUTE_TAKER
        self.by_mouse = by_mouse
        self._forget()
        self.begun.emit()
        self.changed.emit()

    def see(self, sheet: TimelineSheet) -> None:
        """Other days are shown, or the same days anew."""
        self.sheet = sheet
        if self.active:
            self._settle()

    def put(self, starts_at: datetime, row: TimelineRow | None = None) -> None:
        """To this start, and to this row if it is of the kind that is carried (or of another of the three)."""
        if self.seat is None:
            return
        seat = replace(self.seat, starts_at=starts_at)
        self._move(seat if row is None else _seated(seat, row))

    def step_minutes(self, minutes: int) -> None:
        """Earlier or later, within the day."""
        if self.seat is not None and self.booking is not None:
            day = datetime.combine(self.seat.starts_at.date(), time())
            latest = day + timedelta(days=1) - (self.booking.ends_at - self.booking.starts_at)
            wanted = self.seat.starts_at + timedelta(minutes=minutes)
            self._move(replace(self.seat, starts_at=min(max(wanted, day), latest)))

    def step_days(self, days: int) -> None:
        """Some weekdays on or back."""
        if self.seat is None:
            return
        wanted, step = self.seat.starts_at, timedelta(days=1 if days > 0 else -1)
        for _ in range(abs(days)):
            wanted += step
            while wanted.weekday() >= 5:
                wanted += step
        self._move(replace(self.seat, starts_at=wanted))

    def step_rows(self, by: int) -> None:
        """To the next row of the kind that is carried."""
        if self.seat is None or self.sheet is None:
            return
        rows = [row for row in self.sheet.rows if row.purpose is self.purpose]
        owner = self.seat.owners()[self.purpose]
        at = next((n for n, row in enumerate(rows) if row.owner_id == owner), None)
        if rows:
            to = 0 if at is None else min(max(at + by, 0), len(rows) - 1)
            self._move(_seated(self.seat, rows[to]))

    def next_kind(self, by: int = 1) -> None:
        """Carry the room, the chair or the minute-taker."""
        self.purpose = THE_THREE[(THE_THREE.index(self.purpose) + by) % len(THE_THREE)]
        self.changed.emit()

    # --- the end --------------------------------------------------------------------------------------------------

    def drop(self) -> None:
        """Set it down here: refused with what stands in the way, else agreed as soon as the store has said so."""
        if self.is_home:
            self.leave()
        elif self.conflicts:
            self.refused.emit(self.conflicts[0])
        elif self.preview is None:
            self._dropping = True
            self._ask_now()
        else:
            self.agreed.emit()

    def leave(self) -> None:
        """Put it back where it was."""
        if self.active:
            self.booking = self.seat = None
            self._forget()
            self.ended.emit()
            self.changed.emit()

    def _forget(self) -> None:
        self.preview, self.glanced, self._dropping = None, (), False
        self._rest.stop()

    def _move(self, seat: Seat) -> None:
        if seat == self.seat:
            return
        self.seat = seat
        self._settle()
        shown = () if self.sheet is None else {day.on for day in self.sheet.days}
        if not self.by_mouse and seat.starts_at.date() not in shown:
            self.travelled.emit(seat.starts_at.date())

    def _settle(self) -> None:
        self._forget()
        if self.sheet is not None and self.booking is not None and self.seat is not None and not self.is_home:
            self.glanced = glance(self.sheet, self.booking, self.seat, self._now())
            self._rest.start()
        self.changed.emit()

    def _ask_now(self) -> None:
        self._rest.stop()
        if self.booking is not None and self.seat is not None:
            seat = self.seat
            self._ask(self.booking, seat, lambda preview: self._hear(seat, preview))

    def _hear(self, seat: Seat, preview: MovePreview) -> None:
        if seat != self.seat or not self.active:
            return
        self.preview = preview
        self.changed.emit()
        if self._dropping:
            self._dropping = False
            self.drop()


def _seated(seat: Seat, row: TimelineRow) -> Seat:
    if row.purpose is Purpose.ROOM:
        return replace(seat, room_id=RoomId(row.owner_id))
    if row.purpose is Purpose.CHAIR:
        return replace(seat, chair_id=row.owner_id)
    return replace(seat, minute_taker_id=row.owner_id)
