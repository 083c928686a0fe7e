"""The diary: a timeline of rooms, chairs and minute-takers, where bookings are looked at and moved; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpconf.diary.queries import SiteLine, sites
from cpconf.diary.rules import SiteId
from cpconf.diary.sheet import TimelineEntry, TimelineSheet
from cpconf.diary.timeline import timeline
from ui.conferences.flow import Flow
from ui.diary.acts import Acts
from ui.diary.bar import SPANS, Bar, first_day, stepped
from ui.diary.carry import Carry
from ui.diary.detail import SHORT, BookingPart, Detail, MovePart
from ui.diary.grid import TimelineGrid
from ui.diary.limits import Limit, limit_of_booking, limit_of_request, notes
from ui.diary.printed import PrintedPart
from ui.diary.spoken import LONDON
from ui.diary.turning import TURN_WORDS, Turning
from ui.kit.date_field import DateField
from ui.kit.frame import Command, Frame
from ui.kit.panels import SidePanel
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import announce, button, words

BESIDE, NARROW = 1280, 640  # widths at 100 % from which the details stand beside the timeline, and are shown at all
MINUTE = 60_000


class DiaryScreen(Screen):
    """D, W and F show a day, a week, a fortnight, R turns it; M lifts the booking under the cursor, arrows carry it."""

    title = "Diary"
    help_page = "diary"
    cares_for = frozenset(
        {
            "occupancy",
            "conference",
            "room",
            "room_closure",
            "room_opening",
            "leave",
            "work_pattern",
            "calendar_exception",
            "school_term",
            "staff",
            "site",
        }
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.on, self.sheet = frame.today(), None
        kept = frame.memory.text("diary_span", "week")
        self.span = kept if kept in SPANS else "week"
        self._request_id: int | None = None
        self._seek: int | None = None
        self._details = False
        self.carry = Carry(lambda *asked: self.acts.moving.ask_preview(*asked), self._now, self)
        self.grid, self.side = TimelineGrid(self.carry), SidePanel(width=380)
        self.acts = Acts(self, self.grid, self.carry, self.side)
        self._build()
        self._connect()
        self._clock = QTimer(self, interval=MINUTE)
        self._clock.timeout.connect(self._tick)
        self._say = QTimer(self, singleShot=True, interval=500)
        self._say.timeout.connect(self._speak)
        self._spoken = ""

    sheet: TimelineSheet | None

    def _build(self) -> None:
        field = DateField(self.on, **self.date_options())
        field.setAccessibleName("Go to")
        field.editingFinished.connect(self._go_to_typed)
        self.bar = Bar(field, go=self.go, today=self.go_today, span=self.show_span, filtered=self._filter)
        self.bar.span.show_choice(self.span)
        self.turning = Turning(self.grid, self.bar.turned, self.frame.memory)
        self._head_buttons = (
            button("Leave or &closure …", self.acts.mark_away, picture="edit", hint="L"),
            button("&Print …", self.print_days, picture="print", hint="Ctrl+P"),
        )
        for each in self._head_buttons:
            self.head.addWidget(each)
        self.detail = Detail(BookingPart(self.acts.buttons), MovePart(self.carry.drop, self.carry.leave))
        self.about = self._about_request()
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(px(12))
        self._line.addWidget(self.grid, 1)
        self._line.addWidget(self.detail)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addLayout(self._line, 1)
        row.addWidget(self.side)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.bar)
        column.addWidget(self.about)
        column.addLayout(row, 1)
        self.printed = PrintedPart(self, leave=self._leave_print)
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self.printed)
        self.body.addWidget(self._pages, 1)

    def _about_request(self) -> QWidget:
        place = QWidget()
        line = Flow(place, gap=8)
        self.about_words = words("", wrap=False)
        self.about_words.setMinimumHeight(px(36))
        line.addWidget(self.about_words)
        line.addWidget(button("Slots for this re&quest", self._find_for_request, role="quiet", picture="search"))
        line.addWidget(button("&Hide its limit", self._hide_request, role="quiet", picture="close"))
        place.hide()
        return place

    def _connect(self) -> None:
        self.grid.chosen.connect(self._look)
        self.carry.changed.connect(self._show_carry)
        self.carry.refused.connect(self._refuse)
        self.carry.agreed.connect(lambda: self.acts.moving.carry_out(self.carry, self._follow))
        self.carry.travelled.connect(self._go_to)
        for number, span in enumerate(SPANS, 1):
            QShortcut(QKeySequence(str(number)), self).activated.connect(partial(self.show_span, span))

    # --- what the window calls ------------------------------------------------------------------------------------

    def arrive(self, **args: Any) -> None:
        """`on`: a day; `request_id`: with the limit of a request; `conference_id`: with this conference chosen."""
        self._request_id = args.get("request_id", self._request_id)
        self._seek = args.get("conference_id", self._seek)
        if "on" in args:
            self.on = args["on"]
            self.bar.date.set_value(self.on)
        if self._pages.currentWidget() is self.printed:
            self._leave_print()
        self.go_stale()

    def refresh(self) -> None:
        self.ask(sites, then=self._show_sites)
        site: SiteId | None = self.bar.sites.value()
        self.ask(
            timeline,
            then=self._show,
            from_on=first_day(self.span, self.on),
            days=SPANS[self.span][1],
            site_id=site,
            request_id=self._request_id,
            conference_id=self._seek,
        )

    def first_focus(self) -> QWidget:
        return self.grid

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="Show a day", run=partial(self.show_span, "day"), shortcut="D", picture="today"),
            Command(title="Show a week", run=partial(self.show_span, "week"), shortcut="W", picture="diary"),
            Command(title="Show a fortnight", run=partial(self.show_span, "fortnight"), shortcut="F", picture="diary"),
            Command(title=TURN_WORDS, run=self.turning.turn, shortcut="R", picture="columns"),
            Command(title="Go to today", run=self.go_today, shortcut="T", picture="today"),
            Command(title="Go to a date", run=self.bar.date.setFocus, shortcut="G", picture="diary"),
            Command(title="Move this booking", run=self.acts.lift, shortcut="M", picture="forward"),
            Command(title="Find a slot for this booking", run=self.acts.find_slot, shortcut="F3", picture="search"),
            Command(title="Cancel this booking", run=self.acts.cancel, shortcut="Del", picture="close"),
            Command(title="Mark leave or a closure", run=self.acts.mark_away, shortcut="L", picture="edit"),
            Command(title="Replan what no longer holds", run=partial(self.frame.open_screen, "replan"), shortcut="F9"),
            Command(title="Show or hide the details", run=self.show_details, shortcut="Ctrl+I", picture="note"),
            Command(title="Print these days", run=self.print_days, shortcut="Ctrl+P", picture="print"),
        )

    # --- going about ----------------------------------------------------------------------------------------------

    def show_span(self, span: str) -> None:
        """A day, a week or a fortnight."""
        row, day = self.grid.place
        if self.sheet is not None and row >= 0:
            self.on = self.sheet.days[min(day, len(self.sheet.days) - 1)].on
        self.span = span
        self.frame.memory.keep("diary_span", span)
        self.bar.span.show_choice(span)
        self._go_to(self.on)

    def go(self, by: int) -> None:
        """One span on or back."""
        self._go_to(stepped(self.span, self.on, by))

    def go_today(self) -> None:
        """To the days of today."""
        self._go_to(self.frame.today())

    def _go_to_typed(self) -> None:
        wanted = self.bar.date.value()
        if wanted is not None and wanted != self.on:
            self._go_to(wanted)

    def _go_to(self, on: date) -> None:
        self.on = on
        self.bar.date.set_value(on)
        self.go_stale()

    def _filter(self) -> None:
        self.go_stale()

    def _show_sites(self, lines: tuple[SiteLine, ...]) -> None:
        self.bar.sites.set_choices((line.id, line.name) for line in lines)

    # --- what is shown --------------------------------------------------------------------------------------------

    def _show(self, sheet: TimelineSheet) -> None:
        self.sheet = sheet
        asked = sheet.asked if self._seek is not None else None
        if asked is not None and asked.starts_at.date() not in {day.on for day in sheet.days}:
            self._go_to(asked.starts_at.date())
            return
        self.bar.say(sheet)
        self.grid.overlay.now = self._now()
        self.grid.days.today = self.frame.today()
        self.grid.show_sheet(sheet, self.bar.kind)
        if self._seek is not None and not self.carry.active:
            self.grid.choose(self._seek)
            self._seek = None
        self.carry.see(sheet)
        request = sheet.request
        self.about.setVisible(request is not None)
        if request is not None:
            self.about_words.setText(f"Request of {request.initials}: {limit_of_request(sheet, request).words}")
        self._look(self.grid.entry)

    def _look(self, entry: TimelineEntry | None) -> None:
        """Show what is under the cursor, and the limit of it."""
        sheet, (row, day) = self.sheet, self.grid.place
        if sheet is None or row < 0:
            self.detail.hide()
            return
        booking = None if entry is None else entry.booking
        self.grid.overlay.chosen = None if booking is None else booking.conference_id
        if booking is not None:
            self.detail.booking.show_booking(sheet, booking)
        else:
            told = str(self.grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
            self.detail.booking.show_cell(self.grid.timeline.rows[row], sheet.days[day].on, told)
        limit = None if booking is None else limit_of_booking(sheet, booking)
        self._show_limit(limit if sheet.request is None else limit_of_request(sheet, sheet.request))
        self._place_detail()

    def _show_limit(self, limit: Limit | None) -> None:
        sheet = self.sheet
        self.grid.overlay.limit_on = self.grid.days.limit_on = None if limit is None else limit.due_on
        self.grid.days.notes = {} if limit is None or sheet is None else notes(sheet, limit)
        self.grid.days.viewport().update()
        self.grid.viewport().update()

    def _place_detail(self) -> None:
        wide = self.width() >= px(NARROW)
        self.detail.setVisible(self.sheet is not None and (wide != self._details or self.carry.active))
        self.detail.turn(moving=self.carry.active)
        self.bar.setVisible(self.detail.isHidden() or self.height() >= px(SHORT))
        self.detail.place(self._line, beside=self.width() >= px(BESIDE), room=self.height())

    def show_details(self) -> None:
        """Show or hide the panel, whatever the width."""
        self._details = not self._details
        self._place_detail()

    def _find_for_request(self) -> None:
        self.frame.open_screen("slots", request_id=self._request_id)

    def _hide_request(self) -> None:
        self._request_id = None
        self.go_stale()

    def _now(self) -> datetime:
        return self.frame.now().astimezone(LONDON).replace(tzinfo=None, second=0, microsecond=0)

    def _tick(self) -> None:
        self.grid.overlay.now = self._now()
        self.grid.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._clock.stop()
        self.carry.leave()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_detail()

    # --- the lifted booking and the paper ---------------------------------------------------------------------------

    def _show_carry(self) -> None:
        self._place_detail()
        if self.carry.active:
            self._spoken = self.detail.move_part.show_carry(self.carry)
            self._say.start()

    def _speak(self) -> None:
        if self.carry.active:
            announce(self.detail, self._spoken)

    def _refuse(self, why: str) -> None:
        """Said where it stands; a booking that was dragged goes back."""
        self.frame.notice(f"Not moved. {why}", "late")
        if self.carry.by_mouse:
            self.carry.leave()

    def _follow(self, conference_id: int) -> None:
        self._seek = conference_id

    def print_days(self) -> None:
        """Draw what is shown on paper, and show that paper; there the same key prints it."""
        if self._pages.currentWidget() is self.printed:
            self.printed.view.print_pages()
        elif self.sheet is not None:
            self.carry.leave()
            self._turn(printing=True)
            self.printed.draw(self.sheet, self.bar.kind)

    def _leave_print(self) -> None:
        self._turn(printing=False)
        self.printed.view.clear()
        self.grid.setFocus()

    def _turn(self, *, printing: bool) -> None:
        self._pages.setCurrentIndex(1 if printing else 0)
        for each in self._head_buttons:
            each.setVisible(not printing)
