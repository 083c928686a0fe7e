"""What the lines of a proposal say: who, before and after, how far from the limit, why; knows no widget of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from cpconf.bookings.replanning.scope import Seated
from cpconf.bookings.replanning.sheet import ProposalSheet, ProposedMove, Unplaced
from cpconf.bookings.rules import KIND_SHORT, KIND_WORDS, ConferenceId
from ui.kit.dates import say_date, show_date, show_time
from ui.kit.table_model import Column, State
from ui.replanning.strips import Block, day_words

NO_SEAT = State("No seat", "late")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine:
    """One conference of a proposal: its move, or that no seat was found. `in_holidays`: its new day is in them."""

    move: ProposedMove | None
    lost: Unplaced | None = None
    in_holidays: bool = False

    @property
    def about(self) -> ProposedMove | Unplaced:
        """Whichever of the two there is."""
        found = self.move or self.lost
        assert found is not None
        return found

    @property
    def key(self) -> tuple[ConferenceId | None, int]:
        """Tells one line from another in every proposal of one task."""
        return self.about.conference_id, self.about.family_id

    @property
    def conference_id(self) -> ConferenceId | None:
        return self.about.conference_id

    @property
    def name(self) -> str:
        """Reference and initials: no name of a child or a family."""
        about = self.about
        return f"{about.reference or about.family_reference} {about.family}"

    @property
    def told(self) -> str:
        """All that there is to say, in sentences."""
        about = self.about
        parts = [f"{KIND_WORDS[about.kind]} {self.name}, limit {show_date(about.due_on)}."]
        if about.before is not None:
            parts.append(f"Before: {long_words(about.before)}.")
        if self.move is not None:
            parts.append(f"After: {long_words(self.move.after)}.")
        parts += [f"{text}." for text in (about.why, *(self.move.effects if self.move is not None else ()))]
        return " ".join(parts)


def lines_of(sheet: ProposalSheet, holidays: Collection[date] = ()) -> tuple[ProposalLine, ...]:
    """Those without a seat first, then the moves by their new time."""
    lost = [ProposalLine(move=None, lost=one) for one in sheet.unplaced]
    moves = [ProposalLine(move=one, in_holidays=one.after.starts_at.date() in holidays) for one in sheet.rows]
    return (*lost, *moves)


def seat_words(seat: Seated) -> str:
    """Short: Tue 24 Nov 10:00 · Oak; another chair is said among the effects."""
    return f"{day_words(seat.starts_at.date())} {show_time(seat.starts_at.time())} · {seat.room or 'remote'}"


def long_words(seat: Seated) -> str:
    """With the site and the minute-taker."""
    hours = f"{show_time(seat.starts_at.time())} to {show_time(seat.ends_at.time())}"
    place = ", ".join(part for part in (seat.room, seat.site) if part) or "everybody remote"
    return f"{say_date(seat.starts_at.date())}, {hours}, {place}, {seat.chair}, minutes {seat.minute_taker}"


def totals_words(sheet: ProposalSheet) -> str:
    """The whole proposal in a line."""
    totals = sheet.totals
    counted = (
        (totals.unplaced, "without a seat"),
        (totals.first, "newly booked"),
        (totals.moved, "on another day or at another time"),
        (totals.reseated, "only in another room or with other people"),
    )
    parts = [f"{count} {text}" for count, text in counted if count]
    parts += [f"{totals.late} late", f"{totals.other_chair} with another chair"]
    return f"{', '.join(parts)}. Cost {totals.cost_before:,} before, {totals.cost_after:,} after."


def in_hand(line: ProposalLine) -> State:
    """How far the new day is from the limit."""
    if line.move is None:
        return NO_SEAT
    days = line.move.days_in_hand
    if days < 0:
        return State(f"{-days} late", "late")
    return State(f"{days} in hand", "good" if days >= 3 else "due")


def _days(line: ProposalLine) -> int:
    return -1000 if line.move is None else line.move.days_in_hand


def _before(line: ProposalLine) -> str:
    return "" if line.about.before is None else seat_words(line.about.before)


def _after(line: ProposalLine) -> str:
    return "stays as it is" if line.move is None else seat_words(line.move.after)


def _why(line: ProposalLine) -> str:
    """Why it moves, and what follows from it."""
    return " · ".join((line.about.why, *(line.move.effects if line.move is not None else ())))


def _who(line: ProposalLine) -> str:
    return f"{KIND_SHORT[line.about.kind]} {line.name}"


def _told(line: ProposalLine) -> str:
    return line.told


def _starts(line: ProposalLine) -> str:
    seat = line.about.before if line.move is None else line.move.after
    return "" if seat is None else seat.starts_at.isoformat()


COLUMNS: tuple[Column[ProposalLine], ...] = (
    Column(key="who", title="Conference", value=_who, hint=_told, width=172),
    Column(key="before", title="Before", value=_before, hint=_told, width=224),
    Column(key="after", title="After", value=_after, sort=_starts, hint=_told, width=224),
    Column(key="limit", title="Limit", value=in_hand, sort=_days, width=118),
    Column(key="why", title="Why, and what it means", value=_why, hint=_told),
)


def _chair(line: ProposalLine) -> State:
    if line.move is None:
        return State("")
    return State(line.move.after.chair, "due" if line.move.other_chair else "good")


def _term(line: ProposalLine) -> State:
    if line.move is None:
        return State("")
    return State("Holiday", "due") if line.in_holidays else State("Term", "good")


def _day(line: ProposalLine) -> str:
    if line.move is None:
        return line.about.why
    at = line.move.after.starts_at
    return f"{day_words(at.date())} {show_time(at.time())}"


def _room(line: ProposalLine) -> str:
    return "" if line.move is None else line.move.after.room or "Remote"


REVIEW_COLUMNS: tuple[Column[ProposalLine], ...] = (
    Column(key="who", title="Family", value=lambda line: line.name, hint=_told, width=118),
    Column(key="day", title="Day", value=_day, sort=_starts, hint=_told),
    Column(key="limit", title="Margin", value=in_hand, sort=_days, width=114),
    Column(key="due", title="Limit", value=lambda line: line.about.due_on, width=100),
    Column(key="chair", title="Chair", value=_chair, hint=_told, width=204),
    Column(key="term", title="Term", value=_term, width=98),
    Column(key="room", title="Room", value=_room, hint=_told, width=124),
    Column(
        key="taker",
        title="Minute-taker",
        value=lambda line: "" if line.move is None else line.move.after.minute_taker,
        width=140,
    ),
)


def blocks_of(lines: Sequence[ProposalLine]) -> tuple[list[Block], list[Block]]:
    """What is taken out of the diary and what comes into it, as blocks of strips."""
    before = [_block(line, line.about.before) for line in lines if line.about.before is not None]
    after = [_block(line, line.move.after) for line in lines if line.move is not None]
    return before, after


def _block(line: ProposalLine, seat: Seated) -> Block:
    about, move = line.about, line.move
    was = about.before
    stays = move is None or (
        was is not None and (was.starts_at, was.room_id) == (move.after.starts_at, move.after.room_id)
    )
    number = (about.reference or about.family_reference).rsplit("-", 1)[-1].lstrip("0")
    return Block(
        key=line.key,
        starts_at=seat.starts_at,
        ends_at=seat.ends_at,
        place=", ".join(part for part in (seat.room, seat.site) if part) or "Remote",
        short=f"{about.family} {number}",
        words=f"{KIND_SHORT[about.kind]} {line.name}, {seat.chair}{'' if move else ', no seat found'}",
        stays=stays,
    )
