"""Day sheets for reception and sheets for the doors, shown, printed and saved; draws them away from the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpconf.bookings.day_sheet import day_sheet
from cpconf.bookings.reception import ReceptionSheet
from cpconf.diary.queries import SiteLine, sites
from ui.kit.date_field import DateField
from ui.kit.fields import ChoiceField
from ui.kit.frame import Command, Frame
from ui.kit.pdf_view import PdfView
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import tool
from ui.lanes import Progress

RECEPTION, DOORS = "reception", "doors"


class DaySheetsScreen(Screen):
    """One site on one day; another day, site or kind of sheet is drawn at once."""

    title = "Day sheets"
    help_page = "outlook"
    cares_for = frozenset({"conference", "request", "invitation", "room", "site", "adult", "family", "staff"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.site = ChoiceField()
        self.site.setAccessibleName("Site")
        self.kind = ChoiceField([(RECEPTION, "For reception"), (DOORS, "For the doors")])
        self.kind.setAccessibleName("Which sheets")
        self.on = DateField(frame.today(), **self.date_options())
        self.on.setAccessibleName("Day")
        self.view = PdfView(frame.work, ask=frame.ask)
        self.site.edited.connect(self.refresh_sheet)
        self.kind.edited.connect(self.refresh_sheet)
        self.on.editingFinished.connect(self.refresh_sheet)
        self._shown: tuple[Any, ...] = ()
        bar = QHBoxLayout()
        bar.setSpacing(px(8))
        bar.addWidget(self.site)
        bar.addWidget(self.kind)
        bar.addWidget(tool("back", "Day before", partial(self.go, -1), shortcut="Ctrl+PgUp"))
        bar.addWidget(self.on)
        bar.addWidget(tool("forward", "Day after", partial(self.go, 1), shortcut="Ctrl+PgDown"))
        bar.addStretch(1)
        self.body.addLayout(bar)
        self.body.addWidget(self.view, 1)

    def arrive(self, **args: Any) -> None:
        if "on" in args:
            self.on.set_value(args.pop("on"))
        super().arrive(**args)

    def refresh(self) -> None:
        self._shown = ()
        self.ask(sites, then=self._show_sites)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is out of sight is let go, and drawn again from the diary as it is then."""
        super().hideEvent(event)
        self.view.clear()
        self.stale = True

    def first_focus(self) -> QWidget:
        return self.on

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="Print these sheets", run=self.view.print_pages, shortcut="Ctrl+P", picture="print"),
            Command(title="Save these sheets", run=self.view.save, shortcut="Ctrl+S", picture="save"),
        )

    def go(self, days: int) -> None:
        """Some days on or back, past weekends."""
        on: date = (self.on.value() or self.frame.today()) + timedelta(days=days)
        while on.weekday() >= 5:
            on += timedelta(days=days)
        self.on.set_value(on)
        self.refresh_sheet()

    def _show_sites(self, lines: tuple[SiteLine, ...]) -> None:
        self.site.set_choices((line.id, line.name) for line in lines)
        self.refresh_sheet()

    def refresh_sheet(self) -> None:
        """Draw what is chosen, unless that is what is shown."""
        wanted = (self.site.value(), self.on.value(), self.kind.value())
        if None in wanted or wanted == self._shown:
            return
        self._shown = wanted
        site_id, on, kind = wanted
        self.ask(day_sheet, then=partial(self._draw, kind), site_id=site_id, on=on)

    def _draw(self, kind: str, sheet: ReceptionSheet) -> None:
        words = "day sheet" if kind == RECEPTION else "doors"
        title = f"{words} {sheet.site} {sheet.on:%Y-%m-%d}".lower().replace(" ", "-")
        self.later(draw, sheet, kind, done=lambda pdf: self.view.show_pdf(pdf, title))


def draw(progress: Progress, sheet: ReceptionSheet, kind: str) -> bytes:
    """The sheets as a PDF."""
    from cpconf.bookings.paper import day_sheet_pdf, door_sheets_pdf

    progress.check()
    return day_sheet_pdf(sheet) if kind == RECEPTION else door_sheets_pdf(sheet)
