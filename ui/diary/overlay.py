"""What moves over the strips of the timeline: now, the limit, the cursor, the ghost; keeps no picture."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from cpconf.diary.kinds import THE_THREE, Purpose
from cpconf.diary.rules import Span
from ui.diary.ink import hatch
from ui.diary.spoken import span_words
from ui.diary.strips import block_rect
from ui.kit.icons import draw_icon
from ui.kit.style import font_of, px, theme_now

if TYPE_CHECKING:
    from ui.diary.grid import TimelineGrid


class Overlay:
    """`now`: local time of the line; `limit_on`: after this day it is late; `chosen`: the conference looked at."""

    def __init__(self, grid: TimelineGrid) -> None:
        self._grid = grid
        self.now: datetime | None = None
        self.limit_on: date | None = None
        self.chosen: int | None = None

    # --- where things are -----------------------------------------------------------------------------------------

    def rect_of(self, row: int, starts_at: datetime, ends_at: datetime) -> QRect:
        """Where a span of one day lies in the viewport; empty where the day is not shown."""
        grid, day = self._grid, self._day(starts_at.date())
        if day is None or grid.strips is None:
            return QRect()
        along, across = grid.days.sectionViewportPosition(day), grid.row_begins(row)
        return block_rect(grid.strips.scale, starts_at, ends_at, along, across, grid.strips.breadth).toRect()

    def _day(self, on: date) -> int | None:
        sheet = self._grid.timeline.sheet
        days = [] if sheet is None else [day.on for day in sheet.days]
        return days.index(on) if on in days else None

    # --- drawing --------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter) -> None:
        """Everything, over the strips."""
        self._lines(painter)
        self._cursor(painter)
        if self._grid.carry.active:
            self._ghost(painter)

    def _lines(self, painter: QPainter) -> None:
        grid, theme, axes = self._grid, theme_now(), self._grid.axes
        far = self._far()
        day = None if self.limit_on is None else self._day(self.limit_on)
        if day is not None:
            along = grid.days.sectionViewportPosition(day) + grid.days.sectionSize(day)
            painter.setPen(QPen(QColor(theme.late), px(2), Qt.PenStyle.DashLine))
            painter.drawLine(axes.line(along, 0, 0, far))
        day = None if self.now is None else self._day(self.now.date())
        scale = None if grid.strips is None else grid.strips.scale
        if day is not None and self.now is not None and scale is not None and scale.shows(self.now):
            along = round(grid.days.sectionViewportPosition(day) + scale.along(self.now, self.now.date()))
            painter.setPen(QPen(QColor(theme.accent), px(2)))
            painter.drawLine(axes.line(along, 0, 0, far))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(theme.accent))
            corners = ((along - px(5), 0), (along + px(5), 0), (along, px(6)))
            painter.drawPolygon([QPointF(*axes.pair(*corner)) for corner in corners])

    def _far(self) -> int:
        """Where the last row ends."""
        last = len(self._grid.timeline.rows) - 1
        return 0 if last < 0 else self._grid.names.sectionViewportPosition(last) + self._grid.names.sectionSize(last)

    def _cursor(self, painter: QPainter) -> None:
        grid, theme = self._grid, theme_now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        (row, day), entry = grid.place, grid.entry
        if self.chosen is not None:
            painter.setPen(QPen(QColor(theme.accent), px(2)))
            for number, line in enumerate(grid.timeline.rows):
                for each in line.entries:
                    same = each.booking is not None and each.booking.conference_id == self.chosen
                    if same and each.booking is not None and each.purpose is not Purpose.TYPING:
                        here = self.rect_of(number, each.booking.starts_at, each.booking.ends_at)
                        painter.drawRoundedRect(QRectF(here), px(3), px(3))
        if row < 0 or grid.strips is None or grid.carry.active:
            return
        ink = QColor(theme.focus if grid.hasFocus() else theme.edge)
        if entry is not None:
            here = self.rect_of(row, entry.starts_at, entry.ends_at)
            around = QRectF(here).adjusted(-px(2), -px(1), px(2), px(1))
        else:
            length, begins = grid.days.sectionSize(day), grid.days.sectionViewportPosition(day)
            around = grid.axes.rect(begins, grid.row_begins(row), length, grid.strips.breadth).adjusted(1, 1, -1, -2)
        painter.setPen(QPen(ink, px(2)))
        painter.drawRoundedRect(around, px(4), px(4))

    def _ghost(self, painter: QPainter) -> None:
        carry, grid = self._grid.carry, self._grid
        booking, seat = carry.booking, carry.seat
        if booking is None or seat is None or carry.sheet is None:
            return
        self._origin(painter, booking.conference_id)
        ink, picture, _words = self._said()
        span = Span(starts_at=seat.starts_at, ends_at=carry.ends_at)
        owners, theme = seat.owners(), theme_now()
        plate: QRect | None = None
        for row, line in enumerate(grid.timeline.rows):
            if line.purpose not in THE_THREE or owners[line.purpose] != line.owner_id:
                continue
            around = carry.sheet.rules.occupied(line.purpose, span)
            painter.fillRect(self.rect_of(row, around.starts_at, around.ends_at), hatch(ink, alpha=130))
            inner = self.rect_of(row, span.starts_at, span.ends_at)
            ground = QColor(theme.late_soft if carry.conflicts else theme.surface)
            ground.setAlpha(235)
            painter.setBrush(ground)
            carried = line.purpose is carry.purpose
            painter.setPen(QPen(QColor(ink), px(3) if carried else px(2)))
            painter.drawRoundedRect(QRectF(inner).adjusted(1, 1, -1, -1), px(3), px(3))
            side = min(px(18), inner.width() - px(4), inner.height() - px(2))
            place = QRectF(0, 0, side, side)
            place.moveCenter(QRectF(inner).center())
            draw_icon(painter, place, picture, ink)
            plate = inner if carried or plate is None else plate
        if plate is not None and not plate.isEmpty():
            self._plate(painter, plate)

    def _said(self) -> tuple[str, str, str]:
        """Colour, shape and words of how the ghost fares: tick, cross, or a dotted ring while nobody knows."""
        carry, theme = self._grid.carry, theme_now()
        if carry.conflicts:
            return theme.late, "late", carry.conflicts[0]
        if carry.is_home:
            return theme.plain, "plain", "Where it is now"
        return (theme.good, "good", "Fits") if carry.is_known else (theme.accent, "held", "Looking …")

    def _origin(self, painter: QPainter, conference_id: int) -> None:
        """Where it came from, faded."""
        theme = theme_now()
        faded = QColor(theme.surface)
        faded.setAlpha(170)
        painter.setPen(QPen(QColor(theme.plain), 1, Qt.PenStyle.DashLine))
        for row, line in enumerate(self._grid.timeline.rows):
            for each in line.entries:
                if each.booking is not None and each.booking.conference_id == conference_id:
                    here = self.rect_of(row, each.starts_at, each.ends_at)
                    painter.fillRect(here, faded)
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(here)

    def _plate(self, painter: QPainter, ghost: QRect) -> None:
        """The time, and whether it fits, on a plate above the ghost, or below where there is no room above."""
        carry, theme = self._grid.carry, theme_now()
        if carry.seat is None:
            return
        ink, _picture, words = self._said()
        strong, small = font_of("small", strong=True), font_of("small")
        area = self._grid.viewport().rect()
        time = span_words(carry.seat.starts_at, carry.ends_at)
        most = min(px(340), area.width() - px(8))
        metrics = QFontMetricsF(small)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, most - px(20))
        wide = max(QFontMetricsF(strong).horizontalAdvance(time), metrics.horizontalAdvance(shown)) + px(20)
        high = 2 * metrics.height() + px(8)
        plate = QRectF(ghost.left(), ghost.top() - high - px(6), wide, high)
        if plate.top() < 0:
            plate.moveTop(ghost.bottom() + px(6))
        plate.moveLeft(min(max(plate.left(), px(2)), area.width() - wide - px(2)))
        painter.setBrush(QColor(theme.surface))
        painter.setPen(QPen(QColor(ink), px(2)))
        painter.drawRoundedRect(plate, px(5), px(5))
        text = plate.adjusted(px(10), px(4), -px(10), -px(4))
        for font, line, colour, down in ((strong, time, theme.text, 0.0), (small, shown, ink, text.height() / 2)):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            here = QRectF(text.left(), text.top() + down, text.width() + px(4), text.height() / 2)
            painter.drawText(here, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
