"""The weeks ahead as a picture: what is booked and likely as columns, what can be held as a line; counts nothing."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cpconf.diary.outlook import KNOWN, Outlook, OutlookWeek
from cpconf.diary.outlook_words import week_words
from ui.kit.icons import draw_icon
from ui.kit.style import font_of, px, theme_now
from ui.kit.words import announce

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STEPS = (5, 10, 20, 25, 50, 100, 200, 250, 500)
LOW = 252  # pixels at 100 %: lower than that the columns cannot be told apart
LEAST_COLUMN = 30  # pixels at 100 %: narrower columns scroll
LEGEND_ROW = 22
SIGNS = 40  # the strip above the columns in which failing weeks have their sign and number
LEGEND = (
    ("booked", "Booked"),
    ("known", "Known, not booked"),
    ("likely", "Likely"),
    ("range", "80 % range"),
    ("line", "Can be held"),
    ("holiday", "School holiday"),
)


class WeeksChart(QWidget):
    """One column a week; left and right, Home and End choose one, Enter opens it. The table beside it says the same.

    Nothing rests on colour: booked is solid, known is hatched, likely is dotted, the range is a bar with two ends,
    the line is labelled, and a week that fails has its sign and its number.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.outlook: Outlook | None = None
        self.at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Chart of the weeks ahead; the table below says the same")

    # --- what is shown ------------------------------------------------------------------------------------

    def show_outlook(self, outlook: Outlook) -> None:
        """Show other weeks; the chosen place stays where it was, if it is still there."""
        self.outlook = outlook
        self.at = min(self.at, max(0, len(outlook.weeks) - 1))
        self._tell(aloud=False)
        self.updateGeometry()
        self.update()

    def choose(self, at: int, *, aloud: bool = True) -> None:
        """Choose a week by its place; what is not there is passed over."""
        if self.outlook is not None and 0 <= at < len(self.outlook.weeks) and at != self.at:
            self.at = at
            self._tell(aloud=aloud)
            self.update()
            self.chosen.emit(at)

    def _tell(self, *, aloud: bool) -> None:
        week = self._week()
        if week is not None:
            self.setAccessibleDescription(week_words(week))
            if aloud and self.hasFocus():
                announce(self, week_words(week))

    def _week(self) -> OutlookWeek | None:
        weeks = self.outlook.weeks if self.outlook is not None else ()
        return weeks[self.at] if self.at < len(weeks) else None

    # --- measures -----------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(px(640), px(LOW))

    def minimumSizeHint(self) -> QSize:
        count = len(self.outlook.weeks) if self.outlook is not None else 12
        return QSize(px(64) + count * px(LEAST_COLUMN), px(LOW))

    def _ground(self) -> QRectF:
        """Where the columns stand: below the legend, above the names of the weeks."""
        rows = self._legend_places()[-1][3]
        above = px(44) + rows * px(LEGEND_ROW) + (px(SIGNS) if self._fails() else 0)
        return QRectF(self.rect()).adjusted(px(44), above, -px(12), -px(46))

    def _fails(self) -> bool:
        return self.outlook is not None and any(week.late or week.late_high for week in self.outlook.weeks)

    def _slot(self, at: int) -> QRectF:
        ground = self._ground()
        count = len(self.outlook.weeks) if self.outlook is not None else 1
        width = ground.width() / max(1, count)
        return QRectF(ground.left() + at * width, ground.top(), width, ground.height())

    def _top(self) -> int:
        weeks = self.outlook.weeks if self.outlook is not None else ()
        most = max((max(week.can_hold, week.booked + week.wanted_high) for week in weeks), default=0)
        step = self._step(most)
        return max(step, step * math.ceil(most / step))

    @staticmethod
    def _step(most: float) -> int:
        return next((step for step in STEPS if most / step <= 5), STEPS[-1])

    # --- keys and mouse -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.outlook.weeks) - 1 if self.outlook is not None else 0
        places = {
            Qt.Key.Key_Left: self.at - 1,
            Qt.Key.Key_Right: self.at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in places:
            self.choose(places[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._week() is not None:
            self.opened.emit(self.at)
        else:
            super().keyPressEvent(event)

    def _at(self, place: QPointF) -> int:
        count = len(self.outlook.weeks) if self.outlook is not None else 0
        return next((at for at in range(count) if self._slot(at).left() <= place.x() < self._slot(at).right()), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choose(self._at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at(event.position()) == self.at:
            self.opened.emit(self.at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if self.outlook is not None and at >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), week_words(self.outlook.weeks[at]), self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = theme_now()
        painter.setBrush(QColor(theme.surface))
        painter.setPen(QColor(theme.line))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        self._legend(painter)
        if self.outlook is None or not self.outlook.weeks:
            return
        for at, week in enumerate(self.outlook.weeks):
            self._behind(painter, at, week)
        self._scale(painter)
        for at, week in enumerate(self.outlook.weeks):
            self._column(painter, at, week)
        self._line(painter)
        for at, week in enumerate(self.outlook.weeks):
            self._sign(painter, at, week)
            self._name(painter, at, week)
        self._mark_chosen(painter)

    def _y(self, value: float) -> float:
        ground = self._ground()
        return ground.bottom() - ground.height() * value / self._top()

    def _behind(self, painter: QPainter, at: int, week: OutlookWeek) -> None:
        theme, slot = theme_now(), self._slot(at)
        if at == self.at:
            painter.fillRect(slot, QColor(theme.hover))
        if week.late or week.late_high:
            band = slot.adjusted(0, -px(SIGNS), 0, 0)
            painter.fillRect(band, QColor(theme.late_soft if week.late else theme.due_soft))

    def _scale(self, painter: QPainter) -> None:
        theme, ground, top = theme_now(), self._ground(), self._top()
        painter.setFont(font_of("small"))
        for value in range(0, top + 1, self._step(top)):
            y = self._y(value)
            line = QColor(theme.line)
            line.setAlphaF(0.4 if theme.key == "contrast" else 1.0)
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(ground.left(), y), QPointF(ground.right(), y))
            painter.setPen(QColor(theme.text_soft))
            box = QRectF(0, y - px(10), ground.left() - px(6), px(20))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(value))

    def _column(self, painter: QPainter, at: int, week: OutlookWeek) -> None:
        slot = self._slot(at)
        width = min(slot.width() * 0.56, px(46))
        left = slot.center().x() - width / 2
        known = sum(week.wanted[demand] for demand in KNOWN)
        below = 0.0
        for value, kind in ((week.booked, "booked"), (known, "known"), (sum(week.wanted.values()) - known, "likely")):
            if value > 0:
                top, bottom = self._y(below + value), self._y(below)
                _fill(painter, QRectF(left, top, width, bottom - top), kind)
                below += value
        if week.wanted_high - week.wanted_low > 0.05:
            low, high = self._y(week.booked + week.wanted_low), self._y(week.booked + week.wanted_high)
            _whisker(painter, slot.center().x(), low, high, width * 0.18)

    def _line(self, painter: QPainter) -> None:
        assert self.outlook is not None
        points = []
        for at, week in enumerate(self.outlook.weeks):
            slot, y = self._slot(at), self._y(week.can_hold)
            points += [QPointF(slot.left(), y), QPointF(slot.right(), y)]
        painter.setPen(QPen(QColor(theme_now().text), px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))

    def _sign(self, painter: QPainter, at: int, week: OutlookWeek) -> None:
        if not week.late and not week.late_high:
            return
        theme, slot = theme_now(), self._slot(at)
        tone = theme.late if week.late else theme.due
        size = min(px(18), slot.width())
        draw_icon(
            painter,
            QRectF(slot.center().x() - size / 2, slot.top() - px(SIGNS) + px(2), size, size),
            "late" if week.late else "due",
            tone,
        )
        painter.setPen(QColor(tone))
        painter.setFont(font_of("small", strong=True))
        box = QRectF(slot.left() - px(8), slot.top() - px(SIGNS) + size + px(2), slot.width() + px(16), px(18))
        number = str(week.late) if week.late == week.late_high else f"{week.late}–{week.late_high}"
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)

    def _name(self, painter: QPainter, at: int, week: OutlookWeek) -> None:
        assert self.outlook is not None
        theme, slot = theme_now(), self._slot(at)
        painter.setFont(font_of("small", strong=at == self.at))
        painter.setPen(QColor(theme.text if at == self.at else theme.text_soft))
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(slot.left(), slot.bottom() + px(4), slot.width(), px(18)), middle, str(week.monday.day))
        before = self.outlook.weeks[at - 1].monday.month if at else 0
        if week.monday.month != before:
            month = QRectF(slot.left(), slot.bottom() + px(22), px(80), px(18))
            painter.setPen(QColor(theme.text_soft))
            painter.setFont(font_of("small"))
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(month.translated(slot.width() / 2 - px(8), 0), left, MONTHS[week.monday.month - 1])
        if not week.in_term:
            _holiday(painter, QRectF(slot.left(), slot.bottom(), slot.width(), px(6)))

    def _mark_chosen(self, painter: QPainter) -> None:
        theme, slot = theme_now(), self._slot(self.at)
        frame = slot.adjusted(1, -px(SIGNS) if self._fails() else -px(2), -1, px(24))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.focus if self.hasFocus() else theme.edge), px(2) if self.hasFocus() else 1))
        painter.drawRoundedRect(frame, 4, 4)

    def _legend_places(self) -> list[tuple[str, str, float, int]]:
        """Kind, words, left edge and row of each part of the legend; what does not fit goes into a further row."""
        metrics = QFontMetricsF(font_of("small"))
        places: list[tuple[str, str, float, int]] = []
        x, row = float(px(16)), 0
        for kind, text in LEGEND:
            width = px(22) + metrics.horizontalAdvance(text)
            if places and x + width > self.width() - px(8):
                x, row = float(px(16)), row + 1
            places.append((kind, text, x, row))
            x += width + px(18)
        return places

    def _legend(self, painter: QPainter) -> None:
        painter.setFont(font_of("small"))
        for kind, text, x, row in self._legend_places():
            y = px(11) + row * px(LEGEND_ROW)
            _swatch(painter, QRectF(x, y + px(3), px(16), px(14)), kind)
            painter.setPen(QColor(theme_now().text))
            box = QRectF(x + px(22), y, self.width(), px(20))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _fill(painter: QPainter, box: QRectF, kind: str) -> None:
    """A part of a column: solid, hatched or dotted, always with its outline."""
    theme = theme_now()
    painter.setPen(QPen(QColor(theme.accent), 1))
    if kind == "booked":
        painter.setBrush(QColor(theme.accent))
        painter.drawRect(box)
        return
    painter.setBrush(QColor(theme.surface))
    painter.drawRect(box)
    pattern = Qt.BrushStyle.BDiagPattern if kind == "known" else Qt.BrushStyle.Dense6Pattern
    painter.setBrush(QBrush(QColor(theme.accent), pattern))
    painter.drawRect(box)


def _whisker(painter: QPainter, x: float, low: float, high: float, half: float) -> None:
    painter.setPen(QPen(QColor(theme_now().text), max(1.5, px(1.5))))
    painter.drawLine(QPointF(x, low), QPointF(x, high))
    for y in (low, high):
        painter.drawLine(QPointF(x - half, y), QPointF(x + half, y))


def _holiday(painter: QPainter, box: QRectF) -> None:
    painter.fillRect(box, QColor(theme_now().surface))
    painter.fillRect(box, QBrush(QColor(theme_now().text), Qt.BrushStyle.BDiagPattern))


def _swatch(painter: QPainter, box: QRectF, kind: str) -> None:
    middle = box.center()
    if kind == "line":
        painter.setPen(QPen(QColor(theme_now().text), px(2)))
        painter.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))
    elif kind == "range":
        _whisker(painter, middle.x(), box.bottom(), box.top(), px(4))
    elif kind == "holiday":
        _holiday(painter, QRectF(box.left(), middle.y() - px(3), box.width(), px(6)))
    else:
        _fill(painter, box, kind)
