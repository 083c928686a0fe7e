"""The week as a table: rooms, chairs and minute-takers down, Monday to Friday across; every cell can be read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpconf.diary.actions import add_leave, close_room
from cpconf.diary.kinds import LeaveKind, Purpose
from cpconf.diary.queries import ResourceLine, ResourceWeek, SiteLine, WeekSheet, resources, sites, week
from cpconf.diary.rules import SiteId
from ui.diary.away import away_fields, moments_of
from ui.diary.cell import CellPart
from ui.diary.grid import WeekGrid
from ui.kit.asking import FillIn
from ui.kit.date_field import DateField
from ui.kit.dates import show_date, show_time
from ui.kit.fields import ChoiceField
from ui.kit.frame import Command, Frame
from ui.kit.panels import Card, SidePanel
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import button, tool, words
from ui.people.child_cards import facts, row_of

NARROW = 900  # below this the week needs the room; Ctrl+I shows the details


class DiaryScreen(Screen):
    """One week; arrows move through the cells, Enter opens what is in one, T goes to today."""

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
        }
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        today = frame.today()
        self.monday = today - timedelta(days=today.weekday())
        self.week: WeekSheet | None = None
        self._known: dict[int, ResourceLine] = {}
        self.site: SiteId | None = None
        self.span = words("", "heading", wrap=False)
        self.sites = ChoiceField(none="All sites")
        self.sites.setAccessibleName("Site")
        self.sites.edited.connect(self._choose_site)
        self.date = DateField(today, **self.date_options())
        self.date.setAccessibleName("Go to the week of")
        self.date.editingFinished.connect(self._go_to_typed)
        self.head.addWidget(button("Leave or &closure …", self.mark_away, picture="edit", hint="M"))
        bar = QHBoxLayout()
        bar.setSpacing(px(8))
        bar.addWidget(tool("back", "Week before", partial(self.go, -7), shortcut="Ctrl+PgUp"))
        bar.addWidget(tool("forward", "Week after", partial(self.go, 7), shortcut="Ctrl+PgDown"))
        bar.addWidget(button("&Today", self.go_today))
        bar.addWidget(self.date)
        bar.addWidget(self.span)
        bar.addStretch(1)
        bar.addWidget(self.sites)
        self.body.addLayout(bar)
        self.grid = WeekGrid()
        self.grid.opened.connect(self._open)
        self.grid.selectionModel().currentChanged.connect(lambda now, _before: self._look(now))
        self._details = False
        self.side = SidePanel(width=320)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.grid, 1)
        row.addWidget(self.side)
        self.body.addLayout(row, 1)

    def arrive(self, **args: Any) -> None:
        if "on" in args:
            self._go_to(args["on"])

    def refresh(self) -> None:
        self.ask(sites, then=self._show_sites)
        self.ask(resources, then=self._keep_names)
        self.ask(week, monday=self.monday, site_id=self.site, then=self._show)

    def first_focus(self) -> QWidget:
        return self.grid

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="Go to today", run=self.go_today, shortcut="T", picture="today"),
            Command(title="Go to a date", run=self.date.setFocus, shortcut="G", picture="diary"),
            Command(title="Details of this cell", run=self.show_details, shortcut="Ctrl+I", picture="note"),
            Command(title="Mark leave or a closure", run=self.mark_away, shortcut="M", picture="edit"),
        )

    def show_details(self) -> None:
        """Show or hide the panel beside the week, whatever the width."""
        self._details = not self._details
        self._look(self.grid.currentIndex())

    def go(self, by: int) -> None:
        """Some days on or back."""
        self._go_to(self.monday + timedelta(days=by))

    def go_today(self) -> None:
        """To the week of today."""
        self._go_to(self.frame.today())

    def _go_to_typed(self) -> None:
        wanted = self.date.value()
        if wanted is not None and wanted - timedelta(days=wanted.weekday()) != self.monday:
            self._go_to(wanted)

    def _go_to(self, on: date) -> None:
        self.monday = on - timedelta(days=on.weekday())
        self.date.set_value(on)
        self.stale = True
        self.go_stale()

    def _choose_site(self) -> None:
        self.site = self.sites.value()
        self.refresh()

    def _keep_names(self, lines: tuple[ResourceLine, ...]) -> None:
        self._known = {line.id: line for line in lines}

    def _show_sites(self, lines: tuple[SiteLine, ...]) -> None:
        self.sites.set_choices((line.id, line.name) for line in lines)

    def _show(self, sheet: WeekSheet) -> None:
        self.week = sheet
        last = sheet.days[-1].on
        term = "term time" if all(day.in_term for day in sheet.days) else "school holiday, all or part"
        self.span.setText(f"{show_date(sheet.monday)} to {show_date(last)} · {term}")
        self.grid.show_week(sheet)
        self._look(self.grid.currentIndex())

    def _look(self, at: QModelIndex) -> None:
        found = self.grid.cell_at(at)
        if found is None or (self.width() < px(NARROW) and not self._details):
            self.side.hide()
            return
        resource, on, parts = found
        card = Card()
        for part in parts:
            card.add(words(part.span, "label"))
            card.add(words(part.words, "" if part.conference_id else "soft"))
            if part.conference_id is not None:
                open_it = partial(self.frame.open_screen, "conference", conference_id=part.conference_id)
                card.add(row_of(button("&Open the conference", open_it)))
        if not parts:
            card.add(words("Nothing here.", "soft"))
        spans = [span for span in resource.open if span.starts_at.date() == on]
        hours = ", ".join(f"{show_time(s.starts_at.time())}–{show_time(s.ends_at.time())}" for s in spans)
        card.add(facts((("Open" if resource.purpose is Purpose.ROOM else "At work", hours or "Not this day"),)))
        self.side.show_part(f"{resource.name}, {show_date(on)}", card, back_to=self.grid)

    def _open(self, parts: tuple[CellPart, ...]) -> None:
        first = next((part.conference_id for part in parts if part.conference_id is not None), None)
        if first is not None:
            self.frame.open_screen("conference", conference_id=first)

    def mark_away(self) -> None:
        """Leave for a person, or a closure for a room, from the chosen cell."""
        found = self.grid.cell_at(self.grid.currentIndex())
        if found is None:
            return
        resource, on, _parts = found
        is_room = resource.purpose is Purpose.ROOM
        asked = FillIn(
            title=f"{'Close' if is_room else 'Leave for'} {resource.name}",
            text="Conferences that are booked stay booked; nothing new is booked in this time.",
            build=away_fields(self, is_room=is_room),
            yes="&Close the room" if is_room else "&Mark leave",
            values={"from_on": on, "until_on": on},
        )
        given = self.frame.ask(self, asked)
        if given is None:
            return
        starts_at, ends_at = moments_of(given)
        if is_room:
            self._close(resource, starts_at, ends_at, given)
        else:
            self._leave(resource, starts_at, ends_at, given)

    def _close(self, room: ResourceWeek, starts_at: datetime, ends_at: datetime, given: dict[str, Any]) -> None:
        self.submit(
            close_room,
            room_id=self._known[room.id].room_id,
            starts_at=starts_at,
            ends_at=ends_at,
            reason=given["reason"],
            said="The room is closed in that time.",
        )

    def _leave(self, person: ResourceWeek, starts_at: datetime, ends_at: datetime, given: dict[str, Any]) -> None:
        self.submit(
            add_leave,
            staff_id=self._known[person.id].staff_id,
            starts_at=starts_at,
            ends_at=ends_at,
            kind=LeaveKind(given["kind"]),
            said="The leave is marked.",
        )
