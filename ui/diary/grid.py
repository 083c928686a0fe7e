"""The timeline itself: a table that a screen reader can read, painted from kept strips; asks and changes nothing."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QTableView, QToolTip

from cpconf.diary.kinds import Purpose
from cpconf.diary.sheet import TimelineEntry, TimelineSheet
from ui.diary.carry import Carry
from ui.diary.drag import Drag
from ui.diary.heads import DayHead
from ui.diary.keys import carry_key, lifting_key, meant
from ui.diary.model import Index, TimelineModel
from ui.diary.names import NameHead, draw_band
from ui.diary.overlay import Overlay
from ui.diary.scale import ACROSS, Axes, Scale
from ui.diary.share import DAYS_HEAD, ROW, Room
from ui.diary.spoken import booking_line
from ui.diary.strips import Strips
from ui.diary.walk import Spot, walked
from ui.kit.style import px
from ui.kit.words import announce

A_FRAME = 3  # milliseconds of drawing new strips, then the rest waits for the next frame


class TimelineGrid(QTableView):
    """Arrow keys walk bookings, days and rows; a booking is dragged, or lifted by key (`carry`). Rows lie below each
    other and time runs to the right, or it is turned: rows stand beside each other and time runs down (`axes`).

    `chosen` tells the focused entry (None: an empty cell), `opened` the booking that Enter or a double click opens.
    """

    chosen = Signal(object)
    opened = Signal(object)
    menu_wanted = Signal(QPoint)
    lift_wanted = Signal(object)  # what to do with the booking once it is lifted, or None

    def __init__(self, carry: Carry) -> None:
        super().__init__()
        self.carry, self.number, self.axes = carry, -1, ACROSS
        self.timeline = TimelineModel()
        self.strips: Strips | None = None
        self.overlay, self.drag = Overlay(self), Drag(self)
        self._make_heads()
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
        carry.changed.connect(self._follow)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._say_in_sight)

    def _make_heads(self, before: DayHead | None = None) -> None:
        """The heads for the way that time runs; a table deletes those it had."""
        self.days, self.names = DayHead(self, self.axes, before), NameHead(self, self.axes)
        lying, standing = self.axes.pair(self.days, self.names)
        self.setHorizontalHeader(lying)
        self.setVerticalHeader(standing)
        self.names.sectionClicked.connect(lambda row: self.go_to(row, max(self.place[1], 0), -1))
        lying.show()
        standing.show()

    def turn(self, axes: Axes) -> None:
        """Time runs this way from now on; the cursor stays on its booking."""
        if axes != self.axes:
            self.axes = axes
            self._make_heads(self.days)
            if self.timeline.sheet is not None:
                self.show_sheet(self.timeline.sheet, self.timeline.kinds)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: TimelineSheet, kinds: frozenset[Purpose]) -> None:
        """Show these days; the cursor stays in its place where there is one."""
        (row, day), number = self.place, self.number
        self.timeline.show_sheet(sheet, kinds, self.axes)
        self.fit()
        if self.timeline.rows:
            row, day = min(max(row, 0), len(self.timeline.rows) - 1), min(max(day, 0), len(sheet.days) - 1)
            self.go_to(row, day, number, quiet=True)

    def fit(self) -> None:
        """Share the room among days and rows; draw everything anew."""
        sheet, rows = self.timeline.sheet, self.timeline.rows
        if sheet is None:
            return
        bare = Scale.of(sheet, 1.0)
        bar = self.verticalScrollBar().sizeHint().width()
        room = Room(width=self.width(), height=self.height(), bar=bar, days=len(sheet.days), hours=bare.hours)
        gaps = [self.names.gap(row) for row in range(len(rows))]
        if self.axes.down:
            breadth = room.breadth_down(len(rows), sum(gaps))
            self.days.thick = room.days_down()
            self.names.thick = self.names.stand(rows, breadth, low=room.is_low)
            length = room.length_down(self.names.thick, breadth * len(rows) + sum(gaps))
        else:
            breadth, length = px(ROW), room.length_across()
            self.days.thick, self.names.thick = px(DAYS_HEAD), room.names_across()
        for row, gap in enumerate(gaps):
            self.names.resizeSection(row, breadth + gap)
        for day in range(len(sheet.days)):
            self.days.resizeSection(day, length)
        self.days.scale = Scale(bare.first, bare.last, length, self.axes)
        self.strips = Strips(sheet, self.days.scale, breadth, self.devicePixelRatioF())
        self.names.forget()
        self.days.viewport().update()
        self.updateGeometries()
        self.viewport().update()

    # --- where the cursor is --------------------------------------------------------------------------------------

    @property
    def place(self) -> tuple[int, int]:
        """The row and the day of the cursor; -1 and -1 for none."""
        return self.timeline.place(self.currentIndex())

    @property
    def entry(self) -> TimelineEntry | None:
        """The focused entry."""
        row, day = self.place
        found = self.timeline.entries(row, day) if row >= 0 else ()
        return found[self.number] if 0 <= self.number < len(found) else None

    def go_to(self, row: int, day: int, number: int = 0, *, quiet: bool = False) -> None:
        """Put the cursor into a cell and onto an entry of it (-1: onto the cell itself)."""
        found = self.timeline.entries(row, day)
        self.number = min(number, len(found) - 1)
        index = self.timeline.cell(row, day)
        moved = index != self.currentIndex()
        self.setCurrentIndex(index)
        entry = self.entry
        if entry is not None:
            self._reveal(row, entry.starts_at, entry.ends_at)
        self._told(quiet or moved)

    def choose(self, conference_id: int) -> bool:
        """Put the cursor onto a conference; False where it is not shown."""
        row, day = self.place
        if row >= 0:
            for number, entry in enumerate(self.timeline.entries(row, day)):
                if entry.booking is not None and entry.booking.conference_id == conference_id:
                    self.go_to(row, day, number, quiet=True)
                    return True
        place = self.timeline.place_of(conference_id)
        if place is not None:
            self.go_to(*place, quiet=True)
        return place is not None

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.names.current = self.timeline.place(current)[0]
        self.names.viewport().update()
        self.viewport().update()

    def _told(self, quiet: bool) -> None:
        """The screen hears what is focused; the screen reader too, where it would not read the cell by itself."""
        entry = self.entry
        if not quiet and entry is not None:
            announce(self, booking_line(entry))
        self.viewport().update()
        self.chosen.emit(entry)

    def row_begins(self, row: int) -> int:
        """Where a row begins in the viewport, across the time, without the room before its group."""
        return self.names.sectionViewportPosition(row) + self.names.gap(row)

    def _reveal(self, row: int, starts_at: datetime, ends_at: datetime) -> None:
        """Scroll as little as brings a span into sight: a cell may be larger than the viewport."""
        span, area, edge = self.overlay.rect_of(row, starts_at, ends_at), self.viewport().rect(), px(4)
        for bar, first, last, most in (
            (self.horizontalScrollBar(), span.left(), span.right(), area.width()),
            (self.verticalScrollBar(), span.top(), span.bottom(), area.height()),
        ):
            over = last + edge - most
            if first < edge or over > 0:
                bar.setValue(bar.value() + (first - edge if first < edge else min(over, first - edge)))

    def _follow(self) -> None:
        """What is carried by keys stays in sight."""
        carry = self.carry
        if carry.active and not carry.by_mouse and carry.seat is not None:
            owner = carry.seat.owners()[carry.purpose]
            for row, line in enumerate(self.timeline.rows):
                if line.purpose is carry.purpose and line.owner_id == owner:
                    self._reveal(row, carry.seat.starts_at, carry.ends_at)
        self.viewport().update()

    def _say_in_sight(self) -> None:
        """Names of days and groups stay where they are seen."""
        self.days.viewport().update()
        self.names.viewport().update()

    # --- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.carry.active and carry_key(self.carry, event, self.axes):
            return
        lifting = lifting_key(self.carry, event, self.axes)
        if lifting is not None:
            self.lift_wanted.emit(lifting)
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.entry is not None and self.entry.booking is not None:
                self.opened.emit(self.entry.booking)
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not self.axes.down:
            super().keyPressEvent(event)
            self.go_to(*self.place)
        else:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            spot = (*self.place, self.number)
            to = None if spot[0] < 0 else walked(self.timeline, spot, meant(event, self.axes), back=back)
            if to is None:
                event.ignore()
            elif to != spot:
                self.go_to(*to)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab changes what is carried; otherwise it leaves the timeline, as anywhere."""
        if self.carry.active:
            self.carry.next_kind(1 if forward else -1)
            return True
        return super().focusNextPrevChild(forward)

    # --- mouse ----------------------------------------------------------------------------------------------------

    def cell_at(self, point: QPoint) -> tuple[int, int]:
        """Row and day under a point of the viewport; one is -1 where there is none."""
        along, across = self.axes.pair(point.x(), point.y())
        return self.names.logicalIndexAt(across), self.days.logicalIndexAt(along)

    def place_at(self, point: QPoint, grip: float = 0.0) -> tuple[int, datetime] | None:
        """Row and time (on the grain) under a point of the viewport, `grip` pixels earlier."""
        along, across = self.axes.pair(point.x(), point.y())
        along = max(0, round(along - grip))
        row, day = self.names.logicalIndexAt(across), self.days.logicalIndexAt(along)
        if row < 0 or day < 0 or self.strips is None or self.timeline.sheet is None:
            return None
        along -= self.days.sectionViewportPosition(day)
        return row, self.strips.scale.at(along, self.timeline.sheet.days[day].on)

    def entry_at(self, point: QPoint) -> Spot | None:
        """Row, day and number of the entry under a point; the number is -1 beside all of them."""
        row, day = self.cell_at(point)
        if row < 0 or day < 0:
            return None
        for number, entry in enumerate(self.timeline.entries(row, day)):
            if self.overlay.rect_of(row, entry.starts_at, entry.ends_at).contains(point):
                return row, day, number
        return row, day, -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.drag.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.drag.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.drag.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.entry is not None and self.entry.booking is not None and not self.carry.active:
            self.drag.forget()
            self.opened.emit(self.entry.booking)

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
        now, before = event.size(), event.oldSize()
        if now.width() != before.width() or (self.axes.down and now.height() != before.height()):
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.strips is None:
            return
        spent, late = QElapsedTimer(), False
        spent.start()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().window())
        along, area, pair = self.days.sectionViewportPosition(0), event.rect(), self.axes.pair
        far = pair(area.right(), area.bottom())[1]
        first = max(self.names.logicalIndexAt(pair(area.left(), area.top())[1]), 0)
        for row in range(first, len(self.timeline.rows)):
            across, gap = self.row_begins(row), self.names.gap(row)
            if across - gap > far:
                break
            line = self.timeline.rows[row]
            known = self.strips.known(line)
            if known is None and spent.elapsed() > A_FRAME:
                late = True
                continue
            if gap:
                whole = pair(self.viewport().width(), self.viewport().height())[0]
                draw_band(painter, self.axes.rect(0, across - gap, whole, gap).toRect(), self.axes)
            painter.drawPixmap(QPoint(*pair(along, across)), known or self.strips.strip(line))
        self.overlay.draw(painter)
        painter.end()
        if late:
            self.viewport().update()
