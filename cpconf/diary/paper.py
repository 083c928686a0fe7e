"""The timeline on landscape pages, a week across each; families by their initials; knows no store and no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import TimelineBooking, TimelineDay, TimelineEntry, TimelineRow, TimelineSheet
from cpconf.paper.characters import plain
from cpconf.paper.finish import Particulars, close
from cpconf.paper.fonts import is_covered
from cpconf.paper.lines import Typesetter
from cpconf.paper.page import LANGUAGE
from cpconf.paper.styles import ACCENT, HAIRLINE, INK, PAGE_HEIGHT, PAGE_WIDTH, QUIET, TINT, Colour, Style
from cpconf.paper.tagging import Node, TaggedCanvas
from cpconf.paper.wording import clock, counted, short_date, weekday_date

MARKING = "OFFICIAL-SENSITIVE"
WIDE, HIGH = PAGE_HEIGHT, PAGE_WIDTH
EDGE, NAMES, HEAD, ROW = 30.0, 118.0, 28.0, 31.0
TOP, FOOT = HIGH - 58.0, 40.0
DAYS_ACROSS = 5
ROWS_DOWN = int((TOP - HEAD - FOOT) // ROW)
SHADE: Colour = (0.90, 0.91, 0.92)
PALE: Colour = (0.965, 0.97, 0.975)
WHITE: Colour = (1.0, 1.0, 1.0)
TITLE = Style(size=13.0, leading=16.0, strong=True, colour=ACCENT)
NAME = Style(size=9.0, leading=11.0, strong=True)
SMALL = Style(size=7.2, leading=9.0)
TINY = Style(size=6.4, leading=8.0)
SMALL_STRONG = Style(size=7.5, leading=9.0, strong=True)
RUNNING = Style(size=8.5, leading=11.0, colour=QUIET)
GROUPS = {Purpose.ROOM: "Room", Purpose.CHAIR: "Chair", Purpose.MINUTE_TAKER: "Minute-taker"}
KINDS = {"initial": "ICPC", "review": "Review", "pre_birth": "Pre-birth", "transfer_in": "Transfer"}


@dataclass(frozen=True, slots=True)
class _Page:
    days: tuple[TimelineDay, ...]
    rows: tuple[TimelineRow, ...]


def timeline_pdf(sheet: TimelineSheet, *, printed_on: date) -> bytes:
    """The rows of the sheet, five days across and as many rows down as a page holds. Equal sheets give equal bytes.

    Reference and initials, kind and time of every booking; margins pale, closed hours shaded, holds dashed.
    """
    pages = list(_pages(sheet))
    hours = _hours(sheet)
    canvas = TaggedCanvas(language=LANGUAGE)
    canvas.setPageSize((WIDE, HIGH))
    press = _Press(canvas, Typesetter(), hours)
    for number, page in enumerate(pages, 1):
        press.draw(page, f"Page {number} of {len(pages)} · printed {short_date(printed_on)}")
        canvas.showPage()
    title = plain(f"Diary from {weekday_date(sheet.days[0].on)}", is_covered)
    return close(canvas, Particulars(title=title, author="", language=LANGUAGE, issued_on=printed_on))


def _pages(sheet: TimelineSheet) -> Iterator[_Page]:
    for at in range(0, len(sheet.days), DAYS_ACROSS):
        for top in range(0, max(len(sheet.rows), 1), ROWS_DOWN):
            yield _Page(sheet.days[at : at + DAYS_ACROSS], sheet.rows[top : top + ROWS_DOWN])


def _hours(sheet: TimelineSheet) -> tuple[int, int]:
    """First and last hour that anything needs."""
    spans = [(span.starts_at, span.ends_at) for row in sheet.rows for span in row.open]
    spans += [(entry.starts_at, entry.ends_at) for row in sheet.rows for entry in row.entries]
    first = min((starts_at.hour for starts_at, _ in spans), default=8)
    last = max((ends.hour + (ends.minute > 0) for starts, ends in spans if ends.date() == starts.date()), default=18)
    return first, max(last, first + 1)


class _Press:
    """Draws one page after another on a canvas."""

    def __init__(self, canvas: TaggedCanvas, setter: Typesetter, hours: tuple[int, int]) -> None:
        self._canvas, self._setter = canvas, setter
        self._first, self._last = hours

    def draw(self, page: _Page, foot: str) -> None:
        """Title, head and rows of one page."""
        canvas = self._canvas
        self._day_width = (WIDE - 2 * EDGE - NAMES) / len(page.days)
        first, last = page.days[0].on, page.days[-1].on
        title = f"Diary, {weekday_date(first)}" + (f" to {weekday_date(last)}" if last != first else "")
        self._text(canvas.root.child("H1"), title, TITLE, EDGE, TOP + 14.0, 520.0)
        with canvas.artifact("Pagination"):
            self._set_right(MARKING, RUNNING, TOP + 14.0)
            self._set(f"{MARKING} · initials only", RUNNING, EDGE, FOOT - 18.0, 300.0)
            self._set_right(foot, RUNNING, FOOT - 18.0)
        grid = canvas.root.child("Table")
        self._heads(grid.child("TR"), page.days)
        for number, row in enumerate(page.rows):
            self._row(grid.child("TR"), page.days, row, TOP - HEAD - (number + 1) * ROW)
        with canvas.artifact():  # last, so that no row's ground covers a part of its neighbour's line
            for number in range(len(page.rows)):
                canvas.fill(EDGE, TOP - HEAD - (number + 1) * ROW - 0.25, WIDE - 2 * EDGE, 0.5, HAIRLINE)

    def _heads(self, line: Node, days: Sequence[TimelineDay]) -> None:
        canvas, y = self._canvas, TOP - HEAD
        with canvas.artifact():
            canvas.fill(EDGE, y, WIDE - 2 * EDGE, HEAD, TINT)
            hours = self._last - self._first
            for column in range(len(days)):
                for hour in range(self._first + 1, self._last):
                    x = self._left(column) + (hour - self._first) / hours * self._day_width
                    canvas.fill(x, y, 0.4, 3.0, QUIET)
                    if hour % 2 == 0 or len(days) == 1:
                        self._set(str(hour), SMALL, x - 4.0, y + 4.5, 12.0)
        self._text(line.child("TH", scope="Column"), "Room or person", SMALL_STRONG, EDGE + 3.0, y + 16.0, NAMES)
        for column, day in enumerate(days):
            kind = day.closed or ("school holiday" if day.holiday else "")
            words = " · ".join(
                part for part in (f"{weekday_date(day.on)[:3]} {day.on.day}/{day.on.month}", kind) if part
            )
            node = line.child("TH", scope="Column")
            self._text(node, words, SMALL_STRONG, self._left(column) + 3.0, y + 16.0, self._day_width - 6.0)

    def _row(self, line: Node, days: Sequence[TimelineDay], row: TimelineRow, y: float) -> None:
        canvas = self._canvas
        with canvas.artifact():
            canvas.fill(self._left(0), y, WIDE - EDGE - self._left(0), ROW, SHADE)
            for column, day in enumerate(days):
                for span in row.open:
                    if span.starts_at.date() == day.on and not day.closed:
                        self._block(column, span.starts_at, span.ends_at, y, WHITE, inset=0.0)
                for away in row.away:
                    begins = max(away.starts_at, datetime.combine(day.on, time(self._first)))
                    ends = min(away.ends_at, datetime.combine(day.on, time()) + timedelta(hours=self._last))
                    if begins < ends:
                        self._block(column, begins, ends, y, SHADE, inset=0.0)
                canvas.fill(self._left(column), y, 0.8, ROW, QUIET)
        name = line.child("TH", scope="Row")
        told = f"{row.site}, {counted(row.capacity, 'seat')}" if row.purpose is Purpose.ROOM else GROUPS[row.purpose]
        style = NAME if self._stands(row.name, NAME, NAMES - 6.0) else SMALL_STRONG
        self._text(name, row.name, style, EDGE + 3.0, y + ROW - 12.0, NAMES - 6.0)
        self._text(name, told, SMALL, EDGE + 3.0, y + 7.0, NAMES - 6.0)
        for column, day in enumerate(days):
            self._cell(line.child("TD"), column, day, row, y)

    def _cell(self, node: Node, column: int, day: TimelineDay, row: TimelineRow, y: float) -> None:
        for away in row.away:
            begins = max(away.starts_at, datetime.combine(day.on, time(self._first)))
            if begins.date() == day.on and away.ends_at > begins:
                x = self._x(column, begins)
                self._text(node, away.words.capitalize(), SMALL, x + 2.0, y + ROW / 2, self._day_width - 4.0)
        for entry in row.entries:
            if entry.starts_at.date() == day.on:
                self._entry(node, column, entry, y)

    def _entry(self, node: Node, column: int, entry: TimelineEntry, y: float) -> None:
        booking, canvas = entry.booking, self._canvas
        if booking is None or entry.purpose is Purpose.TYPING:
            with canvas.artifact():
                self._block(column, entry.starts_at, entry.ends_at, y, PALE)
                self._outline(column, entry.starts_at, entry.ends_at, y, "[1 1.5] 0 d")
            words = "Typing" if booking is None else f"Typing {booking.initials}"
            room = self._x(column, entry.ends_at) - self._x(column, entry.starts_at)
            self._text(node, words, SMALL, self._x(column, entry.starts_at) + 2.0, y + ROW / 2, room)
            return
        with canvas.artifact():
            self._block(column, entry.starts_at, entry.ends_at, y, PALE)
            held = booking.is_held_back
            self._block(column, booking.starts_at, booking.ends_at, y, WHITE if held else TINT)
            self._outline(column, booking.starts_at, booking.ends_at, y, "[3 2] 0 d" if held else "[] 0 d")
        left = self._x(column, booking.starts_at) + 1.8
        room = self._x(column, booking.ends_at) - left + 2.6  # into the margin after it, which nobody writes in
        for number, (wordings, style) in enumerate(_told(booking, room)):
            self._text(
                node, self._fitting(wordings, style, room - 3.2), style, left, y + ROW - 9.0 - number * 8.2, room
            )

    # --- drawing --------------------------------------------------------------------------------------------------

    def _left(self, column: int) -> float:
        return EDGE + NAMES + column * self._day_width

    def _x(self, column: int, at: datetime) -> float:
        minutes = (at.hour - self._first) * 60 + at.minute
        share = min(max(minutes / ((self._last - self._first) * 60), 0.0), 1.0)
        return self._left(column) + share * self._day_width

    def _block(
        self, column: int, starts_at: datetime, ends_at: datetime, y: float, colour: Colour, inset: float = 2.0
    ) -> None:
        left, right = self._x(column, starts_at), self._x(column, ends_at)
        if ends_at.date() > starts_at.date():
            right = self._left(column) + self._day_width
        self._canvas.fill(left, y + inset, right - left, ROW - 2 * inset, colour)

    def _outline(self, column: int, starts_at: datetime, ends_at: datetime, y: float, dash: str) -> None:
        left, right = self._x(column, starts_at), self._x(column, ends_at)
        red, green, blue = ACCENT
        self._canvas.write(
            f"q {red:g} {green:g} {blue:g} RG 0.7 w {dash} "
            f"{left:.2f} {y + 2:.2f} {right - left:.2f} {ROW - 4:.2f} re S Q"
        )

    def _fitting(self, wordings: Sequence[str], style: Style, room: float) -> str:
        """The longest wording that stands in one line; the shortest where none does."""
        return next((words for words in wordings if self._stands(words, style, room)), wordings[-1])

    def _stands(self, words: str, style: Style, room: float) -> bool:
        return len(self._setter.lines(words, style, max(room, 8.0))) == 1 and (
            self._setter.lines(words, style, 400.0)[0].width <= room
        )

    def _text(self, node: Node, words: str, style: Style, x: float, y: float, room: float) -> None:
        with self._canvas.marked(node):
            self._set(words, style, x, y, room)

    def _set_right(self, words: str, style: Style, y: float) -> None:
        """One line that ends at the right edge of the page's content."""
        room = WIDE - 2 * EDGE
        self._set(words, style, WIDE - EDGE - self._setter.lines(words, style, room)[0].width, y, room)

    def _set(self, words: str, style: Style, x: float, y: float, room: float) -> None:
        """One line; what does not fit is left out."""
        self._canvas.begin_text(style.colour if style.colour != INK else INK)
        self._canvas.set_line(self._setter.lines(words, style, max(room, 8.0))[0], x, y)
        self._canvas.end_text()


def _told(booking: TimelineBooking, room: float) -> tuple[tuple[tuple[str, ...], Style], ...]:
    """Initials and kind, time, reference: each line in wordings of which the longest that fits is taken."""
    start, kind = clock(booking.starts_at.time()), KINDS[booking.kind]
    held = " held" if booking.is_held_back else ""
    if room > 60.0:
        when = f"{start}–{clock(booking.ends_at.time())}{held}"
        first = f"{booking.initials} {kind}"
        return (((first, booking.initials), SMALL_STRONG), ((when, start), SMALL), ((booking.reference,), SMALL))
    return (((booking.initials,), SMALL_STRONG), ((kind, kind[:3]), SMALL), ((start,), SMALL if room > 25.0 else TINY))
