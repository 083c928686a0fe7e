"""The words and the picture in a block of the timeline, as many as it has room for; knows no time axis."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from cpconf.diary.sheet import TimelineBooking
from ui.diary.ink import Look
from ui.diary.spoken import TINY_KINDS, held_words, kind_short, state_words
from ui.kit.dates import show_time
from ui.kit.icons import draw_icon
from ui.kit.style import font_of, px

MIDDLE = 58  # pixels at 100 % from which a block has room for its picture
NARROW = 30  # and from which it has room for a small one, where no outline tells the state
LINE = 16  # pixels at 100 % that a line of words asks for
SLACK = 3  # less than that goes into the leading
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def draw_words(painter: QPainter, area: QRectF, booking: TimelineBooking, look: Look) -> None:
    """Initials first, then the kind, the time, the reference; on one line, two or more, as high as the block is."""
    text = area.adjusted(px(5), px(1), -1, -px(1))
    wide = area.width() >= px(MIDDLE)
    text.setRight(_picture(painter, area, look, wide=wide))
    strong, small = font_of("small", strong=True), font_of("small")
    if not wide:
        small.setPixelSize(px(12))
    count = max(1, int((text.height() + px(SLACK)) // px(LINE)))
    whole = area.right() - text.left() + (-1 if wide else px(2))
    painter.setPen(QColor(look.text))
    if count == 1:
        first = _fitting(strong, (*firsts(booking)[:2], *shorts(booking)), text.width())
        _line(painter, strong, first, text.adjusted(0, 0, px(4), 0))
        after = _advance(first, strong.pixelSize(), True) + px(5)
        rest = _fitting(small, (show_time(booking.starts_at.time()), ""), text.width() - after)
        return _line(painter, small, rest, text.adjusted(after, 0, px(4), 0))
    first = _fitting(strong, firsts(booking), text.width() + (0 if wide else px(3)))
    below = lines_below(booking, with_kind=kind_short(booking.kind) not in first, count=count - 1)
    told = [words for words in (_fitting(small, each, whole) for each in below) if words]
    lines = [(strong, first), *((small, words) for words in told)]
    high = min(text.height() / count, px(LINE + 1))
    top = text.top() + (high / 2 if count == 2 and not told else 0)
    for number, (font, words) in enumerate(lines):
        _line(painter, font, words, QRectF(text.left(), top + number * high, whole + px(4), high))
    return None


def _line(painter: QPainter, font: QFont, words: str, area: QRectF) -> None:
    """In the middle of an area that may be lower than the letters ask for."""
    painter.setFont(font)
    high = max(area.height(), QFontMetricsF(font).height())
    place = QRectF(area.left(), area.center().y() - high / 2, area.width(), high)
    painter.drawText(place, LEFT, words)


def _picture(painter: QPainter, area: QRectF, look: Look, *, wide: bool) -> float:
    """Draw the picture into the upper right corner, if there is one and room for it; how far the words may go."""
    outlined = look.pen in {Qt.PenStyle.DashLine, Qt.PenStyle.DotLine}
    if not look.picture or not (wide or (not outlined and area.width() >= px(NARROW))):
        return area.right() - 1
    side, edge = (px(14), px(3)) if wide else (px(12), px(1))
    low = area.height() < side + 2 * edge
    place = QRectF(area.right() - side - edge, area.top() + edge, side, side)
    if low:
        place.moveTop(area.center().y() - side / 2)
    draw_icon(painter, place, look.picture, look.picture_colour)
    return place.left() - px(2)


def _fitting(font: QFont, candidates: Sequence[str], room: float) -> str:
    """The longest wording that has room; as many letters of the shortest as have."""
    last, size, strong = candidates[-1], font.pixelSize(), font.bold()
    shorter = (last[:count] for count in range(len(last), 0, -1))
    return next((words for words in (*candidates, *shorter) if _advance(words, size, strong) <= room), last[:1])


@lru_cache(maxsize=8192)
def _advance(words: str, size: int, strong: bool) -> float:
    """How wide the words are; the same few come again in every row and every week."""
    font = font_of("small", strong=strong)
    font.setPixelSize(size)
    return QFontMetricsF(font).horizontalAdvance(words)


def firsts(booking: TimelineBooking) -> tuple[str, ...]:
    """Wordings of a block's first line, longest first."""
    kind = kind_short(booking.kind)
    return (f"{booking.initials} · {kind}", f"{booking.initials} {kind}", booking.initials)


def shorts(booking: TimelineBooking) -> tuple[str, ...]:
    """Wordings of a block's only line that has no room for the kind in full."""
    tiny = TINY_KINDS[booking.kind]
    return (f"{booking.initials} · {tiny}", f"{booking.initials} {tiny}", booking.initials)


def lines_below(booking: TimelineBooking, *, with_kind: bool, count: int) -> list[tuple[str, ...]]:
    """Wordings of so many lines below the first, each longest first; `with_kind`: the first had no room for the
    kind."""
    start, end = show_time(booking.starts_at.time()), show_time(booking.ends_at.time())
    told = booking.reference if booking.is_coming else state_words(booking)
    if booking.is_held_back:
        told = held_words(booking)
    kinds = [(kind_short(booking.kind), TINY_KINDS[booking.kind], "")] if with_kind else []
    if count > len(kinds) + 1:
        return [*kinds, (f"{start}–{end}", start, ""), (told, "")]
    return [*kinds, (f"{start}–{end} · {told}", f"{start}–{end}", start, "")][:count]
