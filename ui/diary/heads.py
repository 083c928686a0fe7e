"""The heads of the timeline, either way round: days with hours and what they are, and the names of rows."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from cpconf.diary.sheet import TimelineDay
from ui.diary.ink import edge_colour, hatch
from ui.diary.model import TimelineModel
from ui.diary.scale import Axes, Scale
from ui.diary.spoken import short_day
from ui.kit.style import font_of, px, theme_now

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
HOUR_WIDE, HOUR_APART = 24, 15  # pixels at 100 %: the numbers of the hours in a standing head, and how close they come


class Head(QHeaderView):
    """A head of one axis: `along` the time, or across it. `thick`: its pixels away from the timeline."""

    def __init__(self, parent: QWidget, axes: Axes, *, along: bool) -> None:
        lying = along is not axes.down
        super().__init__(Qt.Orientation.Horizontal if lying else Qt.Orientation.Vertical, parent)
        self.axes, self.thick = axes, 0
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        own = super().sizeHint()
        lying = self.orientation() == Qt.Orientation.Horizontal
        return QSize(own.width(), self.thick) if lying else QSize(self.thick, own.height())


class DayHead(Head):
    """Day, what kind of day it is, its number in the limit that is looked at, and the hours."""

    def __init__(self, parent: QWidget, axes: Axes, before: DayHead | None = None) -> None:
        """`before`: the head whose place it takes, and whose words it goes on saying."""
        super().__init__(parent, axes, along=True)
        self.scale: Scale | None = None
        self.today: date | None = None if before is None else before.today
        self.notes: dict[date, str] = {} if before is None else before.notes
        self.limit_on: date | None = None if before is None else before.limit_on
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(px(40))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if not isinstance(model, TimelineModel) or model.sheet is None:
            return
        day, theme, pair = model.sheet.days[section], theme_now(), self.axes.pair
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(theme.surface))
        if day.closed:
            painter.fillRect(rect, hatch(theme.plain, falling=True, alpha=90))
        if day.holiday:
            along, across = pair(rect.left(), rect.top())
            length, _ = pair(rect.width(), rect.height())
            painter.fillRect(self.axes.rect(along + 1, across, length, px(3)), QColor(theme.due))
        self._hours(painter, rect)
        self._names(painter, rect, day)
        painter.setPen(QPen(edge_colour(theme), 1))
        painter.drawLine(rect.topLeft(), rect.topRight() if self.axes.down else rect.bottomLeft())
        painter.drawLine(rect.topRight() if self.axes.down else rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _seen(self, rect: QRect, width: int, height: int) -> QRect:
        """The part of a day where its name stands: in sight as long as the day is."""
        if self.axes.down:
            wide = rect.width() - px(HOUR_WIDE)
            return QRect(rect.left(), max(min(max(rect.top(), 0), rect.bottom() - height), rect.top()), wide, height)
        left = max(min(max(rect.left(), 0), rect.right() - width), rect.left())
        return QRect(left, rect.top(), rect.right() - left + 1, height)

    def _names(self, painter: QPainter, rect: QRect, day: TimelineDay) -> None:
        strong, small = QFontMetrics(font_of("body", strong=True)), QFontMetrics(font_of("small"))
        words, late = short_day(day.on), day.on == self.limit_on
        kind = day.closed or ("School holiday" if day.holiday else "")
        note = self.notes.get(day.on, "")
        note = f"▸ {note or 'limit'}" if late else note
        wide = strong.horizontalAdvance(words)
        high = strong.height() + px(7) + (small.height() + px(2)) * (2 if self.axes.down else 1)
        seen = self._seen(rect, wide + px(16), high)
        line = QRect(seen.left() + px(8), seen.top() + px(5), seen.width() - px(12), strong.height())
        self._day(painter, line, day, words, wide)
        painter.setFont(font_of("small"))
        below = line.translated(0, line.height() + px(2))
        below.setHeight(small.height())
        lines = [note, kind] if self.axes.down else [note if late and note else " · ".join(filter(None, (kind, note)))]
        if not self.axes.down and note and small.horizontalAdvance(note) <= line.width() - wide - px(12):
            self._say(painter, line, note, late=late, where=RIGHT)
            lines = [kind]
        for told in filter(None, lines):
            self._say(painter, below, told, late=late and told == note)
            below.translate(0, small.height() + px(2))

    def _day(self, painter: QPainter, line: QRect, day: TimelineDay, words: str, wide: int) -> None:
        theme = theme_now()
        painter.setPen(QColor(theme.text_soft if day.closed else theme.text))
        if day.on == self.today:
            plate = QRectF(line.left() - px(4), line.top() - 1, wide + px(8), line.height() + 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(plate, px(4), px(4))
            painter.setPen(QColor(theme.on_accent))
        painter.setFont(font_of("body", strong=True))
        painter.drawText(line, LEFT, words)

    @staticmethod
    def _say(painter: QPainter, place: QRect, words: str, *, late: bool, where: Qt.AlignmentFlag = LEFT) -> None:
        painter.setPen(QColor(theme_now().late if late else theme_now().text_soft))
        shown = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, where, shown)

    def _hours(self, painter: QPainter, rect: QRect) -> None:
        if self.scale is None:
            return
        scale, down, font = self.scale, self.axes.down, font_of("small")
        font.setPixelSize(px(11))
        painter.setFont(font)
        painter.setPen(QColor(theme_now().text_soft))
        apart = px(HOUR_APART if down else HOUR_WIDE + 1)
        step = next((n for n in (1, 2, 3, 4, 6) if scale.hour * n >= apart), 12)
        crowded = step > 1 or (down and scale.hour < px(HOUR_WIDE))  # the first would touch the second
        for hour in range(scale.first + crowded, scale.last):
            if hour % step == 0:
                at = (hour - scale.first) * scale.hour
                if down:
                    self._hour_down(painter, rect, hour, rect.top() + at)
                else:
                    self._hour_across(painter, rect, hour, rect.left() + at)

    def _hour_across(self, painter: QPainter, rect: QRect, hour: int, x: float) -> None:
        place = QRectF(x - px(12), rect.bottom() - px(15), px(24), px(13))
        if x - rect.left() < px(8):
            place.moveLeft(x + px(3))
            painter.drawText(place, LEFT, str(hour))
        else:
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(hour))
            painter.drawLine(round(x), rect.bottom() - px(2), round(x), rect.bottom())

    def _hour_down(self, painter: QPainter, rect: QRect, hour: int, y: float) -> None:
        place = QRectF(rect.right() - px(HOUR_WIDE), y - px(7), px(HOUR_WIDE - 5), px(14))
        if y - rect.top() < px(8):
            place.moveTop(y + px(1))
        else:
            painter.drawLine(rect.right() - px(2), round(y), rect.right(), round(y))
        painter.drawText(place, RIGHT, str(hour))
