"""The heads of the timeline: days with hours and what they are, and the names of rows; both stay in sight."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView, QWidget

from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import TimelineDay, TimelineRow
from ui.diary.ink import edge_colour, hatch
from ui.diary.model import TimelineModel
from ui.diary.scale import Scale
from ui.diary.spoken import GROUP_WORDS, short_day
from ui.kit.style import font_of, px, theme_now

HEAD, BAND = 60, 22  # pixels at 100 %: the head of the days, the band above a group of rows


class DayHead(QHeaderView):
    """Day, what kind of day it is, its number in the limit that is looked at, and the hours."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.scale: Scale | None = None
        self.today: date | None = None
        self.notes: dict[date, str] = {}
        self.limit_on: date | None = None
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(px(40))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if not isinstance(model, TimelineModel) or model.sheet is None:
            return
        day, theme = model.sheet.days[section], theme_now()
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(theme.surface))
        if day.closed:
            painter.fillRect(rect, hatch(theme.plain, falling=True, alpha=90))
        if day.holiday:
            painter.fillRect(QRect(rect.left() + 1, rect.top(), rect.width(), px(3)), QColor(theme.due))
        self._names(painter, rect, day)
        self._hours(painter, rect)
        painter.setPen(QPen(edge_colour(theme), 1))
        painter.drawLine(rect.topLeft(), rect.bottomLeft())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _names(self, painter: QPainter, rect: QRect, day: TimelineDay) -> None:
        theme = theme_now()
        strong, small = font_of("body", strong=True), font_of("small")
        metrics = QFontMetrics(strong)
        line = QRect(rect.left() + px(8), rect.top() + px(5), rect.width() - px(12), metrics.height())
        words = short_day(day.on)
        painter.setFont(strong)
        if day.on == self.today:
            plate = QRectF(
                line.left() - px(4), line.top() - 1, metrics.horizontalAdvance(words) + px(8), line.height() + 2
            )
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(plate, px(4), px(4))
            painter.setPen(QColor(theme.on_accent))
        else:
            painter.setPen(QColor(theme.text_soft if day.closed else theme.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(small)
        metrics = QFontMetrics(small)
        below = QRect(line.left(), line.bottom() + px(2), line.width(), metrics.height())
        kind = day.closed or ("School holiday" if day.holiday else "")
        painter.setPen(QColor(theme.text_soft))
        note, right = self.notes.get(day.on, ""), line.right()
        beside = right - line.left() - QFontMetrics(strong).horizontalAdvance(words) - px(12)
        if day.on == self.limit_on:
            painter.setPen(QColor(theme.late))
            note = f"▸ {note}" if note else "▸ limit"
        if note and metrics.horizontalAdvance(note) <= beside:
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)
            note = ""
        told = note if day.on == self.limit_on else " · ".join(part for part in (kind, note) if part)
        if not note:
            painter.setPen(QColor(theme.text_soft))
            told = kind
        shown = metrics.elidedText(told, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _hours(self, painter: QPainter, rect: QRect) -> None:
        if self.scale is None:
            return
        theme, font = theme_now(), font_of("small")
        font.setPixelSize(px(11))
        painter.setFont(font)
        painter.setPen(QColor(theme.text_soft))
        hours = self.scale.last - self.scale.first
        step = next((n for n in (1, 2, 3, 4, 6) if rect.width() / hours * n >= px(25)), 12)
        for hour in range(self.scale.first + (step > 1), self.scale.last):
            if (hour - self.scale.first) % step and step > 1 and hour % step:
                continue
            if step > 1 and hour % step:
                continue
            x = rect.left() + (hour - self.scale.first) / hours * rect.width()
            place = QRectF(x - px(12), rect.bottom() - px(15), px(24), px(13))
            if hour == self.scale.first:
                place.moveLeft(x + px(3))
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(hour))
            else:
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(hour))
                painter.drawLine(round(x), rect.bottom() - px(2), round(x), rect.bottom())


class NameHead(QHeaderView):
    """Name of the room or person, below it the site or how many conferences; a band opens each group."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._made: dict[tuple[Purpose, int, bool, bool], QPixmap] = {}
        self.current = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def forget(self) -> None:
        """Draw anew: the sheet, the theme or the text size changed."""
        self._made.clear()
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if not isinstance(model, TimelineModel) or section >= len(model.rows):
            return
        row, opens = model.rows[section], model.opens_group(section)
        key = (row.purpose, row.owner_id, opens, section == self.current)
        found = self._made.get(key)
        if found is None or found.deviceIndependentSize().toSize() != rect.size():
            ratio = self.devicePixelRatioF()
            found = QPixmap(rect.size() * ratio)
            found.setDevicePixelRatio(ratio)
            inner = QPainter(found)
            self._draw(inner, QRect(0, 0, rect.width(), rect.height()), row, opens, section == self.current)
            inner.end()
            self._made[key] = found
        painter.drawPixmap(rect.topLeft(), found)

    def _draw(self, painter: QPainter, rect: QRect, row: TimelineRow, opens: bool, current: bool) -> None:
        theme = theme_now()
        painter.fillRect(rect, QColor(theme.surface))
        if opens:
            band = QRect(rect.left(), rect.top(), rect.width(), px(BAND))
            draw_band(painter, band)
            painter.setFont(font_of("small", strong=True))
            painter.setPen(QColor(theme.text_soft))
            inside = band.adjusted(px(10), 0, 0, 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, GROUP_WORDS[row.purpose])
            rect = rect.adjusted(0, px(BAND), 0, 0)
        if current:
            painter.fillRect(rect, QColor(theme.chosen))
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(theme.accent))
        name, small = font_of("body", strong=current), font_of("small")
        text = rect.adjusted(px(10), px(3), -px(6), -px(3))
        below = self._told(row)
        painter.setPen(QColor(theme.on_chosen if current else theme.text))
        painter.setFont(name)
        half = QRect(text.left(), text.top(), text.width(), text.height() // 2 if below else text.height())
        shown = QFontMetrics(name).elidedText(row.name, Qt.TextElideMode.ElideRight, half.width())
        painter.drawText(half, Qt.AlignmentFlag.AlignVCenter, shown)
        if below:
            painter.setPen(QColor(theme.on_chosen if current else theme.text_soft))
            painter.setFont(small)
            half.moveTop(half.bottom() + 1)
            shown = QFontMetrics(small).elidedText(below, Qt.TextElideMode.ElideRight, half.width())
            painter.drawText(half, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QPen(edge_colour(theme), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())

    @staticmethod
    def _told(row: TimelineRow) -> str:
        if row.purpose is Purpose.ROOM:
            return f"{row.site} · {row.capacity} seats"
        count = sum(entry.purpose is row.purpose for entry in row.entries)
        return f"{count} conference{'' if count == 1 else 's'}" if count else "none booked"


def draw_band(painter: QPainter, rect: QRect) -> None:
    """The ground above a group of rows."""
    theme = theme_now()
    painter.fillRect(rect, QColor(theme.ground))
    painter.setPen(QPen(edge_colour(theme), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
