"""One row of the timeline drawn as a strip, kept as a picture until something in it changes; knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import TimelineAway, TimelineEntry, TimelineRow, TimelineSheet
from ui.diary.ink import Look, closed_colour, edge_colour, grid_colour, hatch, look_of
from ui.diary.scale import Scale
from ui.diary.wording import draw_words
from ui.kit.style import font_of, px, theme_now

INSET = 3


@dataclass(slots=True)
class Strips:
    """Draws rows and keeps the pictures; made anew when sheet, scale, theme or text size change. `breadth`: pixels of a
    row across the time."""

    sheet: TimelineSheet
    scale: Scale
    breadth: int
    ratio: float = 1.0
    made: dict[tuple[Purpose, int], QPixmap] | None = None

    def known(self, row: TimelineRow) -> QPixmap | None:
        """The picture of a row if it was drawn already."""
        return (self.made or {}).get((row.purpose, row.owner_id))

    def strip(self, row: TimelineRow) -> QPixmap:
        """The picture of a row, drawn now if need be."""
        found = self.known(row)
        if found is None:
            size = QSizeF(*self.scale.axes.pair(self.scale.length * len(self.sheet.days), self.breadth))
            found = QPixmap((size * self.ratio).toSize())
            found.setDevicePixelRatio(self.ratio)
            painter = QPainter(found)
            draw_row(painter, self.sheet, row, self.scale, self.breadth)
            painter.end()
            self.made = {**(self.made or {}), (row.purpose, row.owner_id): found}
        return found


def draw_row(painter: QPainter, sheet: TimelineSheet, row: TimelineRow, scale: Scale, breadth: float) -> None:
    """Ground, hours, what is away, and the blocks of one row, from its upper left corner."""
    theme, axes = theme_now(), scale.axes
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    whole = scale.length * len(sheet.days)
    painter.fillRect(axes.rect(0, 0, whole, breadth), closed_colour(theme))
    for number, day in enumerate(sheet.days):
        begins = number * scale.length
        if not day.closed:
            for span in row.open:
                if span.starts_at.date() == day.on:
                    at, length = scale.span(span.starts_at, span.ends_at, day.on)
                    painter.fillRect(axes.rect(begins + at, 0, length, breadth), QColor(theme.surface))
        _hours(painter, scale, begins, breadth)
        for away in row.away:
            _away(painter, scale, begins, away, datetime.combine(day.on, time()), breadth)
    for number, day in enumerate(sheet.days):
        begins = number * scale.length
        painter.setPen(QPen(edge_colour(theme), 1))
        painter.drawLine(axes.line(begins, 0, 0, breadth))
        for entry in row.entries:
            if entry.starts_at.date() == day.on:
                _entry(painter, scale, entry, begins, breadth)
    painter.setPen(QPen(edge_colour(theme) if theme.key == "contrast" else grid_colour(theme), 1))
    painter.drawLine(axes.line(0, round(breadth) - 1, whole, 0))


def block_rect(
    scale: Scale, starts_at: datetime, ends_at: datetime, along: float, across: float, breadth: float
) -> QRectF:
    """Where a span stands in a row that begins at `across`, on a day that begins `along`."""
    at, length = scale.span(starts_at, ends_at, starts_at.date())
    inset = px(INSET)
    return scale.axes.rect(along + at, across + inset, max(length, 2.0), breadth - 2 * inset - 1)


def _hours(painter: QPainter, scale: Scale, begins: float, breadth: float) -> None:
    painter.setPen(QPen(grid_colour(theme_now()), 1))
    step = 1 if scale.hour >= px(14) else 2
    for hour in range(scale.first + 1, scale.last):
        if hour % step == 0:
            painter.drawLine(scale.axes.line(round(begins + (hour - scale.first) * scale.hour), 0, 0, breadth))


def _away(painter: QPainter, scale: Scale, begins: float, away: TimelineAway, day: datetime, breadth: float) -> None:
    first = max(away.starts_at, day + timedelta(hours=scale.first))
    last = min(away.ends_at, day + timedelta(hours=scale.last))
    if first >= last:
        return
    theme = theme_now()
    at, length = scale.span(first, last, day.date())
    area = scale.axes.rect(begins + at, 0, length, breadth)
    painter.fillRect(area, closed_colour(theme))
    painter.fillRect(area, hatch(theme.plain, falling=True, alpha=60 if away.is_protected else 110))
    _label(painter, area, away.words[:1].upper() + away.words[1:])


def _label(painter: QPainter, area: QRectF, words: str) -> None:
    """Words on a plate in the middle, so that they can be read over hatching."""
    theme, font = theme_now(), font_of("small")
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width() - px(10))
    if len(shown) < min(4, len(words)) or metrics.height() > area.height() + px(1):
        return
    plate = QRectF(0, 0, metrics.horizontalAdvance(shown) + px(8), min(metrics.height() + px(2), area.height()))
    plate.moveCenter(area.center())
    painter.fillRect(plate, QColor(theme.surface))
    painter.setFont(font)
    painter.setPen(QColor(theme.text_soft))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, shown)


def _entry(painter: QPainter, scale: Scale, entry: TimelineEntry, begins: float, breadth: float) -> None:
    theme, booking = theme_now(), entry.booking
    area = block_rect(scale, entry.starts_at, entry.ends_at, begins, 0, breadth)
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
    inner = block_rect(scale, booking.starts_at, booking.ends_at, begins, 0, breadth).intersected(area)
    draw_block(painter, inner, look)
    draw_words(painter, inner, booking, look)


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
