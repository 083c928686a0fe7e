"""The fields for a date and for a time: typed freely, shown back plainly, with a calendar; reads no clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton, QVBoxLayout, QWidget

from cpconf.refusals import Refusal
from ui.kit.dates import (
    AddWorkingDays,
    add_months,
    read_date,
    read_time,
    say_date,
    show_date,
    show_time,
    weekdays_only,
)
from ui.kit.icons import icon
from ui.kit.style import font_of, px, theme_now
from ui.kit.words import tool


class DateField(QLineEdit):
    """A date or None. Up and Down: a day; Page Up and Page Down: a month; F4 or Alt+Down: the calendar.

    What `read_date` understands may be typed; leaving the field shows it as dd/mm/yyyy with its weekday.
    `value()` refuses what cannot be read and, with `earliest` or `latest`, what lies outside.
    """

    edited = Signal()

    def __init__(
        self,
        value: date | None = None,
        *,
        today: Callable[[], date],
        past: bool = False,
        add_working_days: AddWorkingDays = weekdays_only,
        earliest: date | None = None,
        latest: date | None = None,
    ) -> None:
        super().__init__()
        self._today, self._past, self._add = today, past, add_working_days
        self._earliest, self._latest = earliest, latest
        self.setPlaceholderText("dd/mm/yyyy")
        self._open = tool("diary", "Open the calendar (F4)", self.open_calendar)
        self._open.setParent(self)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.setCursor(Qt.CursorShape.ArrowCursor)
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.editingFinished.connect(self._show_back)
        self.setMinimumWidth(px(190))
        self.set_value(value)

    def value(self) -> date | None:
        if not self.text().strip():
            return None
        found = read_date(self.text(), today=self._today(), past=self._past, add_working_days=self._add)
        if self._earliest is not None and found < self._earliest:
            raise Refusal(f"The earliest date here is {show_date(self._earliest)}.")
        if self._latest is not None and found > self._latest:
            raise Refusal(f"The latest date here is {show_date(self._latest)}.")
        return found

    def set_value(self, value: date | None) -> None:
        self.setText("" if value is None else show_date(value))
        self._describe(value)

    def set_bounds(self, earliest: date | None, latest: date | None) -> None:
        """Which dates are taken from now on, both included."""
        self._earliest, self._latest = earliest, latest

    def open_calendar(self) -> None:
        """Show the month around the date; arrow keys and Enter choose, Escape leaves."""
        popup = _Calendar(self, self._readable() or self._today(), self._earliest, self._latest)
        popup.chosen.connect(self._choose)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = max(16, min(self.height() - 4, px(30)))
        self._open.setFixedSize(side, side)
        self._open.setIconSize(QSize(px(18), px(18)))
        self._open.move(self.width() - side - 3, (self.height() - side) // 2)
        self.setTextMargins(0, 0, side, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self.open_calendar()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(lambda day: day + timedelta(days=1 if key == Qt.Key.Key_Up else -1))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._step(lambda day: add_months(day, 1 if key == Qt.Key.Key_PageUp else -1))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        found = self._readable()
        if found is None or self.hasFocus() or self.text() != show_date(found):
            return
        painter = QPainter(self)
        painter.setFont(font_of("small"))
        painter.setPen(QColor(theme_now().text_soft))
        space = self.rect().adjusted(0, 0, -px(40), 0)
        weekday = say_date(found)[:3]
        free = space.width() - self.fontMetrics().horizontalAdvance(self.text()) - px(12)
        if painter.fontMetrics().horizontalAdvance(weekday) < free:
            painter.drawText(space, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, weekday)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _readable(self) -> date | None:
        try:
            return self.value()
        except Refusal:
            return None

    def _show_back(self) -> None:
        found = self._readable()
        if found is not None and self.text() != show_date(found):
            self.setText(show_date(found))
        self._describe(found)

    def _describe(self, found: date | None) -> None:
        self.setToolTip("" if found is None else say_date(found))

    def _step(self, move: Callable[[date], date]) -> None:
        found = self._readable()
        self._choose(move(found) if found is not None else self._today())

    def _choose(self, chosen: date) -> None:
        self.set_value(chosen)
        self.selectAll()
        self.edited.emit()


class _Calendar(QWidget):
    """A month to choose a day from; closes by itself."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, shown: date, earliest: date | None, latest: date | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._month = QCalendarWidget()
        self._month.setAccessibleName("Calendar")
        self._month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setGridVisible(False)
        if earliest is not None:
            self._month.setMinimumDate(QDate(earliest.year, earliest.month, earliest.day))
        if latest is not None:
            self._month.setMaximumDate(QDate(latest.year, latest.month, latest.day))
        self._month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._dress()
        self._month.activated.connect(self._take)
        self._month.clicked.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._month)
        self._month.setFocus()

    def _dress(self) -> None:
        """Weekends quieter, not red; arrows in the strokes of the other icons; room for a finger."""
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(theme_now().text_soft))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._month.setWeekdayTextFormat(day, weekend)
        head = QTextCharFormat()
        head.setForeground(QColor(theme_now().text_soft))
        self._month.setHeaderTextFormat(head)
        for name, picture in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "forward")):
            arrow = self._month.findChild(QToolButton, name)
            if arrow is not None:
                arrow.setIcon(icon(picture))
                arrow.setAccessibleName("Month before" if picture == "back" else "Month after")
        self._month.setMinimumSize(px(320), px(270))

    def _take(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme_now().surface))
        painter.setPen(QColor(theme_now().edge))
        painter.drawRect(QRect(self.rect()).adjusted(0, 0, -1, -1))


class TimeField(QLineEdit):
    """A time of day or None: 9, 930, 9:30, 2pm. Up and Down go by `step` minutes."""

    edited = Signal()

    def __init__(self, value: time | None = None, *, step: int = 5) -> None:
        super().__init__()
        self._step = step
        self.setPlaceholderText("hh:mm")
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.editingFinished.connect(self._show_back)
        self.set_value(value)

    def value(self) -> time | None:
        return read_time(self.text()) if self.text().strip() else None

    def set_value(self, value: time | None) -> None:
        self.setText("" if value is None else show_time(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(self._step if event.key() == Qt.Key.Key_Up else -self._step)
        else:
            super().keyPressEvent(event)

    def _readable(self) -> time | None:
        try:
            return self.value()
        except Refusal:
            return None

    def _show_back(self) -> None:
        found = self._readable()
        if found is not None:
            self.set_value(found)

    def _move(self, minutes: int) -> None:
        start = self._readable() or time(9)
        moved = datetime.combine(date(2000, 1, 2), start) + timedelta(minutes=minutes)
        self.set_value(moved.time())
        self.selectAll()
        self.edited.emit()
