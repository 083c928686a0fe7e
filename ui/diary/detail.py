"""What is known of the booking or the cell under the cursor, and of a lifted booking, with the acts on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpconf.diary.sheet import Seat, TimelineBooking, TimelineRow, TimelineSheet
from ui.conferences.flow import Flow
from ui.diary.carry import Carry
from ui.diary.spoken import (
    about_row,
    held_words,
    kind_words,
    limit_words,
    open_words,
    short_day,
    span_words,
    state_words,
)
from ui.kit.dates import say_date, show_time
from ui.kit.style import px
from ui.kit.words import Mark, button, words

Run = Callable[[], object]
BESIDE, BELOW, LOW = 330, 124, 104  # pixels at 100 %: width beside the timeline, heights below it
SHORT = 500  # pixels at 100 %: a screen lower than this is short of room


class Facts(QWidget):
    """Small labels, each above its value, in as many lines as the width asks for."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(self, gap=24, line_gap=8)
        self._values: list[QLabel] = []

    def show_facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Values that are empty are left out."""
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._values = []
        for name, value in pairs:
            if value:
                pair = QWidget()
                column = QVBoxLayout(pair)
                column.setContentsMargins(0, 0, 0, 0)
                column.setSpacing(0)
                column.addWidget(words(name, "small", wrap=False))
                label = words(value, wrap=False)
                label.setAccessibleName(f"{name}: {value}")
                column.addWidget(label)
                self._flow.addWidget(pair)
                self._values.append(label)
                pair.show()
        self._fit()

    def _fit(self) -> None:
        """A value that is wider than the panel goes on below; no value is ever cut off."""
        wide = self.width()
        for label in self._values:
            label.ensurePolished()
            lines = label.text().split("\n")
            longer = max(label.fontMetrics().horizontalAdvance(line) for line in lines) > wide
            label.setWordWrap(longer)
            label.setMinimumSize(wide if longer else 0, label.heightForWidth(wide) if longer else 0)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class BookingPart(QWidget):
    """One booking; or a cell without one. `acts` are made once and shown as they fit."""

    def __init__(self, acts: dict[str, QPushButton]) -> None:
        super().__init__()
        self.title, self.mark, self.kind = words("", "heading", wrap=False), Mark(), words("", "soft", wrap=False)
        self.facts, self.acts = Facts(), acts
        head = QWidget()
        line = Flow(head, gap=12, line_gap=4)
        for part in (self.title, self.mark, self.kind):
            line.addWidget(part)
        place = QWidget()
        self._place, self._buttons = place, Flow(place, gap=8, line_gap=8)
        for each in acts.values():
            self._buttons.addWidget(each)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(px(12))
        self._top.addWidget(head, 1)
        self._top.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addLayout(self._top)
        column.addWidget(self.facts)
        column.addStretch(1)

    def arrange(self, *, beside: bool, low: bool) -> None:
        """Narrow and tall, or wide and low; `low`: the facts only, the acts have their keys and the menu."""
        self._place.setHidden(low)
        way = QBoxLayout.Direction.TopToBottom if beside else QBoxLayout.Direction.LeftToRight
        self._top.setDirection(way)

    def show_booking(self, sheet: TimelineSheet, booking: TimelineBooking) -> None:
        """A conference: who, when, how far from its limit, and what can be done."""
        self.title.setText(f"{booking.reference} · {booking.initials}")
        self.mark.show_state(*_state(booking))
        self.mark.show()
        self.kind.setText(kind_words(booking.kind))
        self.kind.show()
        on = booking.starts_at.date()
        second = booking.second_sitting_at
        self.facts.show_facts(
            (
                ("When", f"{short_day(on)} {on.year}, {span_words(booking.starts_at, booking.ends_at)}"),
                ("Limit", f"{short_day(booking.due_on)} {booking.due_on.year}"),
                ("Days in hand", limit_words(sheet, booking)),
                ("Room", f"{booking.room}, {booking.site}" if booking.room else "All remote"),
                ("Chair", booking.chair),
                ("Minute-taker", booking.minute_taker),
                ("Second sitting", "" if second is None else f"from {show_time(second.time())}"),
                ("Hold", held_words(booking).capitalize() if booking.is_held_back else ""),
            )
        )
        held = booking.is_held_back and not booking.is_lapsed
        self._offer(
            open=True,
            move=booking.is_movable,
            slots=booking.is_movable,
            confirm=held,
            let_go=held,
            cancel=booking.is_coming and not booking.is_held_back,
        )

    def show_cell(self, row: TimelineRow, on: date, told: str) -> None:
        """A cell without a booking under the cursor."""
        self.title.setText(row.name)
        self.mark.hide()
        self.kind.setText(about_row(row))
        self.facts.show_facts((("Day", say_date(on)), ("Hours", open_words(row, on).capitalize()), ("Here", told)))
        self._offer()

    def _offer(self, **offered: bool) -> None:
        for name, each in self.acts.items():
            each.setVisible(offered.get(name, False))
        self.updateGeometry()


class MovePart(QWidget):
    """A lifted booking: where it would go, what stands in the way, what would follow."""

    def __init__(self, drop: Run, leave: Run) -> None:
        super().__init__()
        self.title, self.mark = words("", "heading", wrap=False), Mark()
        self.where, self.told = words(""), words("")
        self._beside = False
        self.keys = words(
            "Arrows: half an hour, a room or person · Shift: ten minutes · Page Up, Page Down: a day · Tab: room, "
            "chair or minute-taker",
            "small",
        )
        self.drop = button("&Set down here", drop, role="primary", picture="check", hint="Enter")
        head = QWidget()
        line = Flow(head, gap=12, line_gap=8)
        self.back = button("Put &back", leave, hint="Esc")
        for part in (self.title, self.mark, self.drop, self.back):
            line.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(head)
        for text in (self.where, self.told, self.keys):
            column.addWidget(text)
        column.addStretch(1)

    def arrange(self, *, beside: bool, low: bool) -> None:
        """One effect below the other, or all in a line; `low`: what is in the way needs the room of the button."""
        self._beside = beside
        self.back.setHidden(low)

    def show_carry(self, carry: Carry) -> str:
        """Show it; the same in one sentence for a screen reader."""
        booking, seat = carry.booking, carry.seat
        if booking is None or seat is None:
            return ""
        self.title.setText(f"Moving {booking.reference} · {booking.initials}")
        where = place_words(carry, booking, seat)
        self.where.setText(where)
        state = ("Where it is now", "plain")
        told = list(carry.conflicts)
        if carry.conflicts:
            state = ("Does not fit", "late")
        elif carry.preview is not None:
            state, told = ("Fits", "good"), list(carry.preview.effects)
        elif not carry.is_home:
            state = ("Looking …", "plain")
        self.mark.show_state(*state)
        self.told.setText("\n".join(f"• {each}" for each in told) if self._beside else "  ".join(told))
        self.told.setVisible(bool(told))
        self.drop.setEnabled(not carry.conflicts and not carry.is_home)
        return ". ".join([where.rstrip("."), state[0], *told])


def place_words(carry: Carry, booking: TimelineBooking, seat: Seat) -> str:
    """Where the ghost is, and which of the three would change."""
    on = seat.starts_at.date()
    parts = [f"{short_day(on)} {span_words(seat.starts_at, carry.ends_at)}"]
    home = Seat.of(booking).owners()
    known = {(row.purpose, row.owner_id): row.name for row in (carry.sheet.rows if carry.sheet is not None else ())}
    for purpose, owner_id in seat.owners().items():
        if owner_id is not None:
            name = known.get((purpose, owner_id), "")
            if owner_id != home[purpose]:
                parts.append(f"{name} instead of {known.get((purpose, home[purpose] or 0), 'no one')}")
            elif name:
                parts.append(name)
    return " · ".join(parts)


def _state(booking: TimelineBooking) -> tuple[str, str, str]:
    if booking.is_held_back:
        return (state_words(booking), "plain" if booking.is_lapsed else "due", "held")
    if booking.is_late:
        return ("Past its limit", "late", "")
    tone = "good" if booking.state == "confirmed" else ("due" if booking.is_movable else "plain")
    return (state_words(booking), tone, "")


class Detail(QFrame):
    """The panel: beside the timeline where there is width, else below it."""

    def __init__(self, booking: BookingPart, move: MovePart) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName("Details")
        self.booking, self.move_part = booking, move
        self.beside = False
        sheet = QWidget()
        parts = QVBoxLayout(sheet)  # not a stack: that would be as high as the hidden part
        parts.setContentsMargins(0, 0, px(4), 0)
        parts.addWidget(booking)
        parts.addWidget(move)
        move.hide()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(12), px(10))
        column.addWidget(scroll)

    def turn(self, *, moving: bool) -> None:
        """To the lifted booking, or back."""
        self.booking.setVisible(not moving)
        self.move_part.setVisible(moving)

    def place(self, line: QBoxLayout, *, beside: bool, room: int) -> None:
        """Beside the timeline or below it; where the `room` is short, with its first lines only in sight."""
        self.beside = beside
        low = not beside and room < px(SHORT)
        self.booking.arrange(beside=beside, low=low)
        self.move_part.arrange(beside=beside, low=low)
        line.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        if beside:
            self.setMaximumHeight(16_000_000)
            self.setFixedWidth(px(BESIDE))
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_000_000)
            self.setFixedHeight(px(LOW) if low else px(BELOW))

    def sizeHint(self) -> QSize:
        return QSize(px(BESIDE), px(BELOW))
