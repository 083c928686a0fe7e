"""One row of the timeline drawn as a strip, kept as a picture until something in it changes; knows no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import TimelineAway, TimelineBooking, TimelineEntry, TimelineRow, TimelineSheet
from ui.diary.ink import Look, closed_colour, edge_colour, grid_colour, hatch, look_of
from ui.diary.scale import Scale
from ui.diary.spoken import TINY_KINDS, held_words, kind_short, state_words
from ui.kit.dates import show_time
from ui.kit.icons import draw_icon
from ui.kit.style import font_of, px, theme_now

MIDDLE = 58  # pixels at 100 % from which a block has room for its picture
INSET = 3


@dataclass(slots=True)
class Strips:
    """Draws rows and keeps the pictures; `forget` when sheet, scale, theme or text size change."""

    sheet: TimelineSheet
    scale: Scale
    height: int
    ratio: float = 1.0
    made: dict[tuple[Purpose, int], QPixmap] | None = None

    def known(self, row: TimelineRow) -> QPixmap | None:
        """The picture of a row if it was drawn already."""
        return (self.made or {}).get((row.purpose, row.owner_id))

    def strip(self, row: TimelineRow) -> QPixmap:
        """The picture of a row, drawn now if need be."""
        found = self.known(row)
        if found is None:
            size = QSizeF(self.scale.width * len(self.sheet.days), self.height)
            found = QPixmap((size * self.ratio).toSize())
            found.setDevicePixelRatio(self.ratio)
            painter = QPainter(found)
            draw_row(painter, self.sheet, row, self.scale, self.height)
            painter.end()
            self.made = {**(self.made or {}), (row.purpose, row.owner_id): found}
        return found


def draw_row(painter: QPainter, sheet: TimelineSheet, row: TimelineRow, scale: Scale, height: float) -> None:
    """Ground, hours, what is away, and the blocks of one row, from its upper left corner."""
    theme = theme_now()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    whole = QRectF(0, 0, scale.width * len(sheet.days), height)
    painter.fillRect(whole, closed_colour(theme))
    for column, day in enumerate(sheet.days):
        left = column * scale.width
        if not day.closed:
            for span in row.open:
                if span.starts_at.date() == day.on:
                    x = scale.x(span.starts_at, day.on)
                    area = QRectF(left + x, 0, scale.x(span.ends_at, day.on) - x, height)
                    painter.fillRect(area, QColor(theme.surface))
        _hours(painter, scale, left, height)
        for away in row.away:
            _away(painter, scale, left, away, datetime.combine(day.on, time()), height)
    for column, day in enumerate(sheet.days):
        painter.setPen(QPen(edge_colour(theme), 1))
        painter.drawLine(round(column * scale.width), 0, round(column * scale.width), round(height))
        for entry in row.entries:
            if entry.starts_at.date() == day.on:
                area = block_rect(scale, entry.starts_at, entry.ends_at, column, height)
                _entry(painter, scale, entry, area, column, height)
    painter.setPen(QPen(edge_colour(theme) if theme.key == "contrast" else grid_colour(theme), 1))
    painter.drawLine(0, round(height) - 1, round(whole.width()), round(height) - 1)


def block_rect(scale: Scale, starts_at: datetime, ends_at: datetime, column: int, height: float) -> QRectF:
    """Where a span of the day in a column stands within a strip."""
    on = starts_at.date()
    left, right = scale.x(starts_at, on), scale.x(ends_at, on)
    inset = px(INSET)
    return QRectF(column * scale.width + left, inset, max(right - left, 2.0), height - 2 * inset - 1)


def _hours(painter: QPainter, scale: Scale, left: float, height: float) -> None:
    painter.setPen(QPen(grid_colour(theme_now()), 1))
    step = 1 if scale.width / (scale.last - scale.first) >= px(14) else 2
    for hour in range(scale.first + 1, scale.last):
        if hour % step == 0:
            x = round(left + (hour - scale.first) * 60 / scale.minutes * scale.width)
            painter.drawLine(x, 0, x, round(height))


def _away(painter: QPainter, scale: Scale, left: float, away: TimelineAway, day: datetime, height: float) -> None:
    begins = max(away.starts_at, day + timedelta(hours=scale.first))
    ends = min(away.ends_at, day + timedelta(hours=scale.last))
    if begins >= ends:
        return
    theme, on = theme_now(), day.date()
    x = scale.x(begins, on)
    area = QRectF(left + x, 0, scale.x(ends, on) - x, height)
    painter.fillRect(area, closed_colour(theme))
    painter.fillRect(area, hatch(theme.plain, falling=True, alpha=60 if away.is_protected else 110))
    words = away.words[:1].upper() + away.words[1:]
    _label(painter, area, words)


def _label(painter: QPainter, area: QRectF, words: str) -> None:
    """Words on a plate in the middle, so that they can be read over hatching."""
    theme, font = theme_now(), font_of("small")
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width() - px(10))
    if len(shown) < min(4, len(words)):
        return
    plate = QRectF(0, 0, metrics.horizontalAdvance(shown) + px(8), metrics.height() + px(2))
    plate.moveCenter(area.center())
    painter.fillRect(plate, QColor(theme.surface))
    painter.setFont(font)
    painter.setPen(QColor(theme.text_soft))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, shown)


def _entry(painter: QPainter, scale: Scale, entry: TimelineEntry, area: QRectF, column: int, height: float) -> None:
    theme, booking = theme_now(), entry.booking
    if entry.purpose is Purpose.TYPING or booking is None:
        painter.fillRect(area, QColor(theme.surface))
        painter.fillRect(area, hatch(theme.plain, alpha=50))
        painter.setPen(QPen(QColor(theme.plain), 1, Qt.PenStyle.DotLine))
        painter.drawRect(area)
        _label(painter, area, "Typing" if booking is None else f"Typing {booking.initials}")
        return
    look = look_of(booking)
    painter.fillRect(area, QColor(theme.surface))
    painter.fillRect(area, hatch(look.edge))
    painter.setPen(QPen(grid_colour(theme), 1))
    painter.drawRect(area)
    inner = block_rect(scale, booking.starts_at, booking.ends_at, column, height).intersected(area)
    draw_block(painter, inner, look)
    _words(painter, inner, booking, look)


def draw_block(painter: QPainter, area: QRectF, look: Look) -> None:
    """The conference itself, without its margins."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme_now().surface))
    painter.drawRect(area)
    painter.setBrush(QColor(look.ground))
    if look.pen != Qt.PenStyle.NoPen:
        painter.setPen(QPen(QColor(look.edge), 1.5 if look.pen != Qt.PenStyle.SolidLine else 1, look.pen))
    painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), px(3), px(3))
    if look.bar:
        painter.fillRect(QRectF(area.left(), area.top(), px(3), area.height()), QColor(look.bar))
    painter.restore()


def _words(painter: QPainter, area: QRectF, booking: TimelineBooking, look: Look) -> None:
    """As much as there is room for: initials first, then the kind, the time, the reference."""
    text = area.adjusted(px(5), px(1), -1, -px(1))
    if look.picture and area.width() >= px(MIDDLE):
        side = px(14)
        place = QRectF(area.right() - side - px(3), area.top() + px(3), side, side)
        draw_icon(painter, place, look.picture, look.picture_colour)
        text.setRight(place.left() - px(2))
    strong, small = font_of("small", strong=True), font_of("small")
    if area.width() < px(MIDDLE):
        small.setPixelSize(px(12))
    painter.setPen(QColor(look.text))
    half = text.height() / 2
    first = _fitting(strong, firsts(booking), text.width() + px(3))
    whole = area.right() - text.left() + px(2)
    second = _fitting(small, seconds(booking, with_kind=kind_short(booking.kind) not in first), whole)
    rows = ((strong, first, 0.0), (small, second, half)) if second else ((strong, first, half / 2),)
    for font, words, down in rows:
        painter.setFont(font)
        line = QRectF(text.left(), text.top() + down, whole + px(4), half)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


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


def seconds(booking: TimelineBooking, *, with_kind: bool) -> tuple[str, ...]:
    """Wordings of a block's second line, longest first; `with_kind`: the first line had no room for the kind."""
    start, end = show_time(booking.starts_at.time()), show_time(booking.ends_at.time())
    if with_kind:
        return (kind_short(booking.kind), TINY_KINDS[booking.kind], "")
    told = booking.reference if booking.is_coming else state_words(booking)
    if booking.is_held_back:
        told = held_words(booking)
    return (f"{start}–{end} · {told}", f"{start}–{end}", start, "")
