"""What the booking of a conference says of itself where something is out of the ordinary; knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from cpconf.bookings.rules import CAUSE_WORDS, LATE_WORDS, ConferenceState, LateReason
from cpconf.bookings.sheets import ConferenceSheet
from ui.bookings.words import held_words, moment
from ui.kit.dates import show_date


class Act(Enum):
    """What can be done from the line; its words are those of the button."""

    CONFIRM = "Con&firm"
    LET_GO = "Let &go"
    REINSTATE = "Reinstate"
    FIND = "Find another slot"
    RECONVENE = "Find a slot"
    SUCCESSOR = "Open where it moved to"
    STANDS = "Open the one that stands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One line about the booking; `tone` as of a mark, `acts` the likeliest first."""

    title: str
    words: str
    tone: str
    shape: str = ""
    acts: tuple[Act, ...] = ()


_UNFINISHED = {
    ConferenceState.HELD_INQUORATE: "Not quorate",
    ConferenceState.ADJOURNED: "Adjourned",
    ConferenceState.NOT_HELD: "Not held",
}


def standing_of(sheet: ConferenceSheet, now: datetime) -> Standing | None:
    """What must be said; None for a booking in time. `now`: an aware instant."""
    state = sheet.line.state
    why = _why(sheet.change_reason, sheet.change_note)
    if state is ConferenceState.PROVISIONAL:
        said = held_words(sheet.line, now)
        return _line(said, "Nobody is invited yet.", "due", "held", Act.CONFIRM, Act.LET_GO)
    if state is ConferenceState.CANCELLED:
        return _line("Cancelled", why, "plain", "close", Act.REINSTATE, Act.FIND)
    if state is ConferenceState.RESCHEDULED:
        return _line("Moved", why, "plain", "forward", Act.SUCCESSOR)
    if state is ConferenceState.TAKEN_BACK:
        stands = (Act.STANDS,) if sheet.successor_id is not None else ()
        return _line(
            "Taken back", "It never counted: another conference stands in its place.", "plain", "undo", *stands
        )
    if state is ConferenceState.LAPSED:
        return _line("Not held any more", "Room and people are free for others.", "plain", "held", Act.FIND)
    if state in _UNFINISHED:
        if sheet.successor_id is not None:
            return _line(_UNFINISHED[state], "It was given another day.", "note", "forward", Act.SUCCESSOR)
        return _line("Needs another day", _reconvene(sheet), "due", "clock", Act.RECONVENE)
    return _late(sheet)


def _late(sheet: ConferenceSheet) -> Standing | None:
    if sheet.late_reason is None:
        return None
    parts = [_why(sheet.late_reason, sheet.late_note)]
    if sheet.late_cause is not None:
        parts.append(f"The diary said: {CAUSE_WORDS[sheet.late_cause].lower()}.")
    if sheet.earliest_possible_at is not None:
        parts.append(f"The earliest possible time was {moment(sheet.earliest_possible_at)}.")
    if sheet.late_agreed_by:
        parts.append(f"Agreed by {sheet.late_agreed_by}.")
    return _line("Past its limit", " ".join(parts), "late", "")


def _reconvene(sheet: ConferenceSheet) -> str:
    why = _why(sheet.change_reason, sheet.change_note)
    by = f" by {show_date(sheet.reconvene_by)}" if sheet.reconvene_by is not None else ""
    return f"{_UNFINISHED[sheet.line.state]}: it is to be held again{by}. {why}".strip()


def _why(reason: LateReason | None, note: str | None) -> str:
    told = ": ".join(part for part in (LATE_WORDS[reason] if reason is not None else "", note or "") if part)
    return f"{told}." if told and not told.endswith(".") else told


def _line(title: str, words: str, tone: str, shape: str, *acts: Act) -> Standing:
    return Standing(title=title, words=words, tone=tone, shape=shape, acts=acts)
