"""The timeline itself: a table that a screen reader can read, painted from kept strips; asks and changes nothing."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QTableView, QToolTip

from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import TimelineEntry, TimelineSheet
from ui.diary.carry import Carry
from ui.diary.heads import BAND, DayHead, NameHead, draw_band
from ui.diary.keys import carry_key, lifting_key
from ui.diary.model import Index, TimelineModel
from ui.diary.overlay import Overlay
from ui.diary.scale import Scale
from ui.diary.spoken import booking_line
from ui.diary.strips import Strips
from ui.kit.style import px
from ui.kit.words import announce

ROW, NAMES = 42, 172  # pixels at 100 %
LEAST_HOUR = {1: 44, 5: 17, 10: 9}  # an hour is never narrower, for so many days
A_FRAME = 3  # milliseconds of drawing new strips, then the rest waits for the next frame


class TimelineGrid(QTableView):
    """Arrow keys walk bookings, days and rows; a booking is dragged, or lifted by key (`carry`).

    `chosen` tells the focused entry (None: an empty cell), `opened` the booking that Enter or a double click opens.
    """

    chosen = Signal(object)
    opened = Signal(object)
    menu_wanted = Signal(QPoint)
    lift_wanted = Signal(object)  # what to do with the booking once it is lifted, or None

    def __init__(self, carry: Carry) -> None:
        super().__init__()
        self.carry, self.number = carry, -1
        self.timeline = TimelineModel()
        self.strips: Strips | None = None
        self.overlay = Overlay(self)
        self.days, self.names = DayHead(self), NameHead(self)
        self.setHorizontalHeader(self.days)
        self.setVerticalHeader(self.names)
        self.setModel(self.timeline)
        self.setAccessibleName("Timeline of rooms, chairs and minute-takers")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName("Rooms and people")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setMouseTracking(True)
        self.names.sectionClicked.connect(lambda row: self.go_to(row, max(self.currentIndex().column(), 0), -1))
        self._pressed: tuple[QPoint, TimelineEntry] | None = None
        self._grip = 0.0
        carry.changed.connect(self.viewport().update)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: TimelineSheet, kinds: frozenset[Purpose]) -> None:
        """Show these days; the cursor stays in its place where there is one."""
        at, number = self.currentIndex(), self.number
        row, column = max(at.row(), 0), max(at.column(), 0)
        self.timeline.show_sheet(sheet, kinds)
        for n in range(len(self.timeline.rows)):
            self.setRowHeight(n, px(ROW) + (px(BAND) if self.timeline.opens_group(n) else 0))
        self.fit()
        if self.timeline.rows:
            row, column = min(row, len(self.timeline.rows) - 1), min(column, len(sheet.days) - 1)
            self.go_to(row, column, number, quiet=True)

    def fit(self) -> None:
        """Share the width among the days, never narrower than their hours can be read; draw everything anew."""
        sheet = self.timeline.sheet
        if sheet is None:
            return
        count = len(sheet.days)
        self.names.setFixedWidth(min(px(NAMES if count <= 5 else NAMES - 16), max(self.width() // 4, 96)))
        self.names.setDefaultSectionSize(px(ROW))
        bare = Scale.of(sheet, 1.0)
        hour = next((least for days, least in LEAST_HOUR.items() if count <= days), min(LEAST_HOUR.values()))
        room = self.width() - self.names.width() - self.verticalScrollBar().sizeHint().width() - 4
        width = max(room // count, px(hour) * (bare.last - bare.first))
        for column in range(count):
            self.setColumnWidth(column, width)
        self.days.scale = Scale(bare.first, bare.last, width)
        self.strips = Strips(sheet, self.days.scale, px(ROW), self.devicePixelRatioF())
        self.names.forget()
        self.days.viewport().update()
        self.updateGeometries()
        self.viewport().update()

    # --- where the cursor is --------------------------------------------------------------------------------------

    @property
    def entry(self) -> TimelineEntry | None:
        """The focused entry."""
        at = self.currentIndex()
        found = self.timeline.entries(at.row(), at.column()) if at.isValid() else ()
        return found[self.number] if 0 <= self.number < len(found) else None

    def go_to(self, row: int, column: int, number: int = 0, *, quiet: bool = False) -> None:
        """Put the cursor into a cell and onto an entry of it (-1: onto the cell itself)."""
        found = self.timeline.entries(row, column)
        self.number = min(number, len(found) - 1)
        index = self.timeline.index(row, column)
        moved = index != self.currentIndex()
        self.setCurrentIndex(index)
        self._told(quiet or moved)

    def choose(self, conference_id: int) -> bool:
        """Put the cursor onto a conference; False where it is not shown."""
        at = self.currentIndex()
        if at.isValid():
            for number, entry in enumerate(self.timeline.entries(at.row(), at.column())):
                if entry.booking is not None and entry.booking.conference_id == conference_id:
                    self.go_to(at.row(), at.column(), number, quiet=True)
                    return True
        place = self.timeline.place_of(conference_id)
        if place is not None:
            self.go_to(*place, quiet=True)
        return place is not None

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.names.current = current.row()
        self.names.viewport().update()
        self.viewport().update()

    def _told(self, quiet: bool) -> None:
        """The screen hears what is focused; the screen reader too, where it would not read the cell by itself."""
        entry = self.entry
        if not quiet and entry is not None:
            announce(self, booking_line(entry))
        self.viewport().update()
        self.chosen.emit(entry)

    def step(self, by: int) -> None:
        """To the next or previous booking: first within the cell, then on the next day."""
        at = self.currentIndex()
        if not at.isValid():
            return
        here = len(self.timeline.entries(at.row(), at.column()))
        if 0 <= self.number + by < here:
            self.go_to(at.row(), at.column(), self.number + by)
        elif 0 <= at.column() + by < self.timeline.columnCount():
            there = len(self.timeline.entries(at.row(), at.column() + by))
            self.go_to(at.row(), at.column() + by, 0 if by > 0 else there - 1)

    def next_booking(self, by: int) -> None:
        """To the next booking of the row, over empty days."""
        at = self.currentIndex()
        if not at.isValid():
            return
        every = [
            (column, number)
            for column in range(self.timeline.columnCount())
            for number in range(len(self.timeline.entries(at.row(), column)))
        ]
        here = (at.column(), self.number)
        beyond = [place for place in every if (place > here if by > 0 else place < here)]
        if beyond:
            self.go_to(at.row(), *(beyond[0] if by > 0 else beyond[-1]))

    # --- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at = event.key(), self.currentIndex()
        if self.carry.active and carry_key(self.carry, event):
            return
        lifting = lifting_key(self.carry, event)
        if lifting is not None:
            self.lift_wanted.emit(lifting)
            return
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_N:
            self.next_booking(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and at.isValid():
            row = min(max(at.row() + (1 if key == Qt.Key.Key_Down else -1), 0), len(self.timeline.rows) - 1)
            self.go_to(row, at.column())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and at.isValid():
            self.go_to(at.row(), 0 if key == Qt.Key.Key_Home else self.timeline.columnCount() - 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
            self.go_to(self.currentIndex().row(), self.currentIndex().column())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.entry is not None and self.entry.booking is not None:
                self.opened.emit(self.entry.booking)
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab changes what is carried; otherwise it leaves the timeline, as anywhere."""
        if self.carry.active:
            self.carry.next_kind(1 if forward else -1)
            return True
        return super().focusNextPrevChild(forward)

    # --- mouse ----------------------------------------------------------------------------------------------------

    def place_at(self, point: QPoint) -> tuple[int, int, datetime] | None:
        """Row, column and time (on the grain) under a point of the viewport."""
        row, column = self.rowAt(point.y()), self.columnAt(point.x())
        if row < 0 or column < 0 or self.strips is None or self.timeline.sheet is None:
            return None
        x = point.x() - self.columnViewportPosition(column)
        return row, column, self.strips.scale.at(x, self.timeline.sheet.days[column].on)

    def entry_at(self, point: QPoint) -> tuple[int, int, int] | None:
        """Row, column and number of the entry under a point; the number is -1 beside all of them."""
        row, column = self.rowAt(point.y()), self.columnAt(point.x())
        if row < 0 or column < 0:
            return None
        for number, entry in enumerate(self.timeline.entries(row, column)):
            if self.overlay.rect_of(row, entry.starts_at, entry.ends_at).contains(point):
                return row, column, number
        return row, column, -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        place, found = self.place_at(point), self.entry_at(point)
        if place is None or found is None or event.button() == Qt.MouseButton.MiddleButton:
            return
        if self.carry.active and event.button() == Qt.MouseButton.LeftButton:
            self.carry.put(place[2], self.timeline.rows[place[0]])
            return
        self.go_to(*found)
        entry = self.entry
        if event.button() == Qt.MouseButton.LeftButton and entry is not None and entry.booking is not None:
            self._pressed = (point, entry)
            starts = self.overlay.rect_of(found[0], entry.booking.starts_at, entry.booking.ends_at).left()
            self._grip = point.x() - starts

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is not None and not self.carry.active:
            began, entry = self._pressed
            far = (point - began).manhattanLength() >= QApplication.startDragDistance()
            booking, sheet = entry.booking, self.timeline.sheet
            if far and booking is not None and booking.is_movable and sheet is not None:
                self.carry.lift(sheet, booking, entry.purpose, by_mouse=True)
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._pressed is not None and self.carry.active:
            self._scroll_at_edge(point)
            place = self.place_at(QPoint(max(0, round(point.x() - self._grip)), point.y()))
            if place is not None:
                self.carry.put(place[2], self.timeline.rows[place[0]])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._pressed = self._pressed is not None, None
        self.viewport().unsetCursor()
        if dragged and self.carry.active and self.carry.by_mouse:
            self.carry.drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.entry is not None and self.entry.booking is not None and not self.carry.active:
            self._pressed = None
            self.opened.emit(self.entry.booking)

    def _scroll_at_edge(self, point: QPoint) -> None:
        edge, area = px(28), self.viewport().rect()
        for bar, at, most in (
            (self.horizontalScrollBar(), point.x(), area.width()),
            (self.verticalScrollBar(), point.y(), area.height()),
        ):
            if at < edge or at > most - edge:
                bar.setValue(bar.value() + (px(12) if at > edge else -px(12)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.entry_at(event.pos())
            if found is not None and found[2] >= 0 and not self.carry.active:
                QToolTip.showText(event.globalPos(), booking_line(self.timeline.entries(*found[:2])[found[2]]), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    # --- painting -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.strips is None:
            return
        spent, late = QElapsedTimer(), False
        spent.start()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().window())
        left, area = self.columnViewportPosition(0), event.rect()
        first = max(self.rowAt(area.top()), 0)
        for row in range(first, len(self.timeline.rows)):
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            if top > area.bottom():
                break
            line, band = self.timeline.rows[row], height - px(ROW)
            known = self.strips.known(line)
            if known is None and spent.elapsed() > A_FRAME:
                late = True
                continue
            if band:
                draw_band(painter, self.overlay.band(top, band))
            painter.drawPixmap(left, top + band, known or self.strips.strip(line))
        self.overlay.draw(painter)
        painter.end()
        if late:
            self.viewport().update()
