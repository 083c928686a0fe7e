"""The head of the timeline that names rooms, chairs and minute-takers, either way round; knows no time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import TimelineRow
from ui.diary.heads import LEFT, Head
from ui.diary.ink import edge_colour
from ui.diary.model import TimelineModel
from ui.diary.scale import Axes
from ui.diary.spoken import GROUP_WORDS
from ui.kit.style import font_of, px, theme_now

BAND, GAP = 22, 8  # pixels at 100 %: the band that names a group, the gap before a group of columns
EDGE = 8  # to the left and right of a column's name


class NameHead(Head):
    """Name of the room or person, below it the site or how many conferences; a band opens each group.

    Below each other a band lies above the first row of its group; beside each other it lies over all its columns.
    """

    def __init__(self, parent: QWidget, axes: Axes) -> None:
        super().__init__(parent, axes, along=False)
        self._made: dict[tuple[Purpose, int, bool, bool], QPixmap] = {}
        self._lines, self._telling = 1, True
        self.current = -1
        self.setSectionsClickable(True)

    def forget(self) -> None:
        """Draw anew: the sheet, the theme or the text size changed."""
        self._made.clear()
        self.viewport().update()

    def gap(self, row: int) -> int:
        """Pixels before a row: for the band of its group, or to set its columns apart."""
        model = self.model()
        if not isinstance(model, TimelineModel) or not model.opens_group(row):
            return 0
        if self.axes.down:
            return px(GAP) if row else 0
        return px(BAND)

    def stand(self, rows: Sequence[TimelineRow], breadth: int, *, low: bool) -> int:
        """How high the head of columns of this breadth is: names on two lines where one needs it. `low`: there is
        little room, so nothing is told below them."""
        metrics = QFontMetrics(font_of("body", strong=True))
        wide = breadth - 2 * px(EDGE)
        self._telling = not low
        self._lines = 1 if all(_fits(metrics, row.name, wide) for row in rows) else 2
        below = QFontMetrics(font_of("small")).height() + px(2) if self._telling else 0
        return px(BAND) + px(10) + self._lines * metrics.height() + below

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        model = self.model()
        if not self.axes.down or not isinstance(model, TimelineModel) or not model.rows:
            return
        painter = QPainter(self.viewport())
        opening = [row for row in range(len(model.rows)) if model.opens_group(row)]
        for first, last in zip(opening, [*opening[1:], len(model.rows)], strict=True):
            left = self.sectionViewportPosition(first) + self.gap(first)
            right = self.sectionViewportPosition(last - 1) + self.sectionSize(last - 1)
            band = QRect(left, 0, right - left, px(BAND))
            draw_band(painter, band)
            inside = band.adjusted(px(EDGE), 0, -px(4), 0)
            inside.setLeft(max(inside.left(), px(EDGE)))
            _group(painter, inside, model.rows[first].purpose)
        painter.end()

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
            self._draw(inner, QRect(0, 0, rect.width(), rect.height()), row, self.gap(section), section == self.current)
            inner.end()
            self._made[key] = found
        painter.drawPixmap(rect.topLeft(), found)

    def _draw(self, painter: QPainter, rect: QRect, row: TimelineRow, gap: int, current: bool) -> None:
        theme, down = theme_now(), self.axes.down
        painter.fillRect(rect, QColor(theme.surface))
        if gap:
            band = QRect(rect.left(), rect.top(), gap if down else rect.width(), rect.height() if down else gap)
            draw_band(painter, band, self.axes)
            if not down:
                _group(painter, band.adjusted(px(10), 0, 0, 0), row.purpose)
        rect = rect.adjusted(gap, px(BAND), 0, 0) if down else rect.adjusted(0, gap, 0, 0)
        if current:
            painter.fillRect(rect, QColor(theme.chosen))
            mark = QRect(rect.left(), rect.top(), px(3), rect.height())
            if down:
                mark = QRect(rect.left(), rect.bottom() - px(3) + 1, rect.width(), px(3))
            painter.fillRect(mark, QColor(theme.accent))
        self._words(painter, rect, row, current)
        painter.setPen(QPen(edge_colour(theme), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())

    def _words(self, painter: QPainter, rect: QRect, row: TimelineRow, current: bool) -> None:
        theme, down = theme_now(), self.axes.down
        name, small = font_of("body", strong=current), font_of("small")
        text = (
            rect.adjusted(px(EDGE), px(4), -px(EDGE), -px(4)) if down else rect.adjusted(px(10), px(3), -px(6), -px(3))
        )
        metrics = QFontMetrics(name)
        lines = name_lines(metrics, row.name, text.width(), self._lines if down else 1)
        below = QFontMetrics(small).elidedText(
            _fitting(QFontMetrics(small), told_of(row), text.width()), Qt.TextElideMode.ElideRight, text.width()
        )
        high = metrics.height() if down else text.height() // 2
        place = QRect(text.left(), text.top(), text.width(), high)
        painter.setPen(QColor(theme.on_chosen if current else theme.text))
        painter.setFont(name)
        for line in lines:
            painter.drawText(place, LEFT, line)
            place.translate(0, high)
        if self._telling:
            painter.setPen(QColor(theme.on_chosen if current else theme.text_soft))
            painter.setFont(small)
            place.setHeight(QFontMetrics(small).height() if down else high)
            painter.drawText(place, LEFT, below)


def name_lines(metrics: QFontMetrics, name: str, wide: int, most: int) -> list[str]:
    """A name on one line, or on two if it may; what does not fit is elided."""
    if most > 1 and not _fits(metrics, name, wide):
        cuts = [at for at, letter in enumerate(name) if letter == " "]
        cut = next((at for at in reversed(cuts) if _fits(metrics, name[:at], wide)), None)
        if cut is not None:
            return [name[:cut], metrics.elidedText(name[cut + 1 :], Qt.TextElideMode.ElideRight, wide)]
    return [metrics.elidedText(name, Qt.TextElideMode.ElideRight, wide)]


def told_of(row: TimelineRow) -> tuple[str, ...]:
    """What stands below a name, longest first."""
    if row.purpose is Purpose.ROOM:
        return f"{row.site} · {row.capacity} seats", f"{row.site} · {row.capacity}", row.site
    count = sum(entry.purpose is row.purpose for entry in row.entries)
    if not count:
        return "none booked", "none"
    return f"{count} conference{'' if count == 1 else 's'}", f"{count} booked", str(count)


def _fitting(metrics: QFontMetrics, candidates: Sequence[str], wide: int) -> str:
    return next((words for words in candidates if _fits(metrics, words, wide)), candidates[-1])


def _fits(metrics: QFontMetrics, words: str, wide: int) -> bool:
    """With a pixel to spare: eliding reckons in parts of pixels."""
    return metrics.horizontalAdvance(words) < wide - 1


def _group(painter: QPainter, place: QRect, purpose: Purpose) -> None:
    font = font_of("small", strong=True)
    painter.setFont(font)
    painter.setPen(QColor(theme_now().text_soft))
    shown = QFontMetrics(font).elidedText(GROUP_WORDS[purpose], Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


def draw_band(painter: QPainter, rect: QRect, axes: Axes | None = None) -> None:
    """The ground before a group of rows."""
    theme = theme_now()
    painter.fillRect(rect, QColor(theme.ground))
    painter.setPen(QPen(edge_colour(theme), 1))
    painter.drawLine(rect.topRight() if axes is not None and axes.down else rect.bottomLeft(), rect.bottomRight())
