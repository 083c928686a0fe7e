"""Who could take a slot that has just become free: a notice that takes no focus, with the way to offer it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from cpconf.bookings.queries import WaitingLine, freed_for
from cpconf.diary.rules import RoomId
from ui.bookings.words import moment, over_state
from ui.kit.frame import Frame


def tell_freed(
    frame: Frame, *, starts_at: datetime, ends_at: datetime, room_id: RoomId | None, besides: int | None = None
) -> None:
    """After a cancellation or a move: say who of the waiting list could take the time, the most overdue first.

    `besides`: the request whose own conference was there, which is not told of it. Nobody waits: nothing is said.
    """
    if starts_at.date() <= frame.today():
        return
    then = partial(_tell, frame, starts_at, besides)
    frame.work.ask(freed_for, starts_at=starts_at, ends_at=ends_at, room_id=room_id, then=then)


def _tell(frame: Frame, starts_at: datetime, besides: int | None, waiting: Sequence[WaitingLine]) -> None:
    others = [line for line in waiting if line.request_id != besides]
    if not others:
        return
    first, more = others[0], len(others) - 1
    also = f", and {more} more could" if more else " could"
    words = f"{moment(starts_at)} is free now: {first.family} ({over_state(first.days_over).word}){also} take it."
    frame.notice(words, "due", act="&Offer it", run=partial(offer, frame, first))


def offer(frame: Frame, line: WaitingLine) -> None:
    """On to the slots for a line of the waiting list, with the cursor on the slot that is free for it now."""
    args: dict[str, Any] = {"starts_at": line.best.starts_at} if line.best is not None else {}
    if line.conference_id is not None:
        frame.open_screen("slots", conference_id=line.conference_id, **args)
    else:
        frame.open_screen("slots", request_id=line.request_id, **args)
