"""The booking on the page of a conference: what is out of the ordinary, and every act on it with its way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from cpconf.bookings.actions import (
    cancel_conference,
    confirm_conference,
    let_go,
    reinstate_conference,
    reseat,
    take_back_move,
)
from cpconf.bookings.queries import MovePreview, move_preview
from cpconf.bookings.rules import COMING_STATES, ConferenceId, ConferenceState
from cpconf.bookings.seats import SeatChoices, seat_choices
from cpconf.bookings.sheets import ConferenceSheet
from cpconf.store.permissions import Permission
from ui.bookings.doing import do
from ui.bookings.freed import tell_freed
from ui.bookings.lateness import when_late
from ui.bookings.words import moment
from ui.conferences.booking_forms import SeatForm, cancel_form
from ui.conferences.booking_words import Act, standing_of
from ui.conferences.flow import Flow
from ui.conferences.inline import Inline
from ui.conferences.next_review import NextReview
from ui.conferences.section import Section
from ui.kit.icons import icon
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import Mark, button, words

Run = Callable[[], object]


class BookingSection(Section):
    """A line that shows only where something must be said or done, a menu of the acts, a place for questions."""

    def __init__(self, screen: Screen, conference_id: ConferenceId) -> None:
        super().__init__(screen, conference_id)
        self.sheet: ConferenceSheet | None = None
        self.mark = Mark()
        self.text = words("", "soft")
        self.text.setAccessibleName("The booking")
        self.inline = Inline()
        self.review = NextReview(self)
        self.menu_button = QPushButton("Boo&king", self)
        self.menu_button.setAutoDefault(False)
        self.menu_button.setAccessibleName("Booking")
        self.menu_button.setToolTip("Booking: move, change, cancel")
        self.menu_button.clicked.connect(lambda _on=False: self.open_menu())
        self.menu_button.hide()
        self._line, self._acts = QWidget(), QWidget()
        self._buttons = Flow(self._acts)
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.mark)
        row.addWidget(self.text, 1)
        row.addWidget(self._acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        for part in (self._line, self.review, self.inline):
            column.addWidget(part)
        self._line.hide()

    # --- showing ------------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: ConferenceSheet) -> None:
        """Show what the booking says."""
        self.sheet = sheet
        standing = standing_of(sheet, self.frame.now())
        self._line.setVisible(standing is not None)
        if standing is not None:
            self.mark.show_state(standing.title, standing.tone, standing.shape)
            self.text.setText(standing.words)
            self._put_acts(standing.acts)
        large = px(100) >= 150
        self.menu_button.setText("" if large else "Boo&king")
        self.menu_button.setIcon(icon("diary") if large else QIcon())
        self.menu_button.setIconSize(QSize(px(18), px(18)))
        self.menu_button.setVisible(bool(self.acts()))
        self.review.show_sheet(sheet)

    def _put_acts(self, acts: tuple[Act, ...]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for act in acts:
            if act in (Act.SUCCESSOR, Act.STANDS) or self.may(Permission.BOOK):
                self._buttons.addWidget(button(act.value, partial(self.do, act)))
        self._acts.setVisible(self._buttons.count() > 0)

    def do(self, act: Act) -> None:
        """Press what the line offers."""
        run: dict[Act, Run] = {
            Act.CONFIRM: self.confirm,
            Act.LET_GO: self.let_go,
            Act.REINSTATE: self.reinstate,
            Act.FIND: self.find_slots,
            Act.RECONVENE: self.reschedule,
            Act.SUCCESSOR: self.open_successor,
            Act.STANDS: self.open_successor,
        }
        run[act]()

    # --- the menu -----------------------------------------------------------------------------------------------

    def acts(self) -> list[tuple[str, Run]]:
        """What can be done with the booking as it stands."""
        sheet = self.sheet
        if sheet is None:
            return []
        look: list[tuple[str, Run]] = [("Show in the &diary", self.look)]
        if not self.may(Permission.BOOK):
            return look if sheet.line.state in COMING_STATES else []
        if sheet.line.state is ConferenceState.PROVISIONAL:
            return [("&Confirm", self.confirm), ("&Let go", self.let_go), ("&Move …", self.reschedule), *look]
        if sheet.line.state is ConferenceState.CONFIRMED:
            back: list[tuple[str, Run]] = [("&Take back the move", self.take_back)] if sheet.predecessor_id else []
            change = ("Change &room or people …", self.ask_seat)
            return [("&Move …", self.reschedule), change, *back, ("&Cancel …", self.ask_cancel), *look]
        return []

    def open_menu(self) -> None:
        """Open the menu under its button."""
        menu = QMenu(self)
        menu.setAccessibleName("Booking")
        for title, run in self.acts():
            menu.addAction(title).triggered.connect(partial(_run, run))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    # --- acts ---------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Show its day in the diary."""
        if self.sheet is not None:
            on = self.sheet.line.starts_at.date()
            self.frame.open_screen("diary", conference_id=int(self.conference_id), on=on)

    def reschedule(self) -> None:
        """On to the slots for another time."""
        self.frame.open_screen("slots", conference_id=int(self.conference_id))

    def find_slots(self) -> None:
        """On to the slots for its request, which waits again."""
        if self.sheet is not None and self.sheet.request_id is not None:
            self.frame.open_screen("slots", request_id=int(self.sheet.request_id))

    def confirm(self) -> None:
        """What is held becomes a booking; past the limit with the reason."""
        if self.sheet is None or self.sheet.request_id is None:
            return
        line = self.sheet.line

        def confirm(late: dict[str, Any]) -> None:
            said = "Booked: the invitations can go out."
            self.submit(confirm_conference, conference_id=self.conference_id, said=said, **late)

        if line.is_late:
            when_late(self.host, self.sheet.request_id, kind=line.kind, due_on=line.due_on, then=confirm)
        else:
            confirm({})

    def let_go(self) -> None:
        """Give up what is held."""
        self.submit(let_go, conference_id=self.conference_id, said="The slot is free again.", then=self._tell_freed)

    @property
    def reference(self) -> str:
        """What the conference is called."""
        return self.sheet.line.reference if self.sheet is not None else "the conference"

    def ask_cancel(self) -> None:
        """Ask why it is called off."""
        form = cancel_form()

        def answer(values: dict[str, Any]) -> None:
            which = {"conference_id": self.conference_id}
            do(
                self.host,
                cancel_conference,
                {**which, **values},
                said="Cancelled: room and people are free, and the request waits again.",
                words=f"cancelling of {self.reference}",
                opposite=lambda _none: (reinstate_conference, which),
                then=self.while_here(self._cancelled),
                form=form,
            )

        title = "Cancel the conference. Whoever is invited must be told."
        self.inline.put(title, form, answer, yes="&Cancel it", back_to=self.menu_button)

    def _cancelled(self, _none: object) -> None:
        self.inline.leave()
        self._tell_freed(None)

    def _tell_freed(self, _none: object) -> None:
        if self.sheet is not None:
            line, own = self.sheet.line, self.sheet.request_id
            at, until = line.starts_at, line.ends_at
            tell_freed(self.frame, starts_at=at, ends_at=until, room_id=line.room_id, besides=own)

    def reinstate(self) -> None:
        """It takes place after all."""
        self.submit(reinstate_conference, conference_id=self.conference_id, said="It takes place after all.")

    def take_back(self) -> None:
        """The move to here did not count."""
        self.submit(take_back_move, conference_id=self.conference_id, said="The move is taken back.", then=self._open)

    def open_successor(self) -> None:
        """Open the conference that took the place of this one."""
        self._open(self.sheet.successor_id if self.sheet is not None else None)

    def _open(self, conference_id: ConferenceId | None) -> None:
        if conference_id is not None:
            self.frame.open_screen("conference", conference_id=int(conference_id))

    # --- another room, other people -----------------------------------------------------------------------------

    def ask_seat(self) -> None:
        """Ask which other room or people it gets, the free ones first."""
        self.ask(seat_choices, conference_id=self.conference_id, then=self._put_seat)

    def _put_seat(self, choices: SeatChoices) -> None:
        if self.sheet is None:
            return
        line = self.sheet.line
        form = SeatForm(self.sheet, choices, lambda seat: self._look_at(form, seat))
        before: dict[str, Any] = {
            "room_id": line.room_id,
            "chair_id": line.chair_id,
            "minute_taker_id": line.minute_taker_id,
        }

        def answer(values: dict[str, Any]) -> None:
            why = {"reason": values["reason"], "note": values["note"]}
            which = {"conference_id": self.conference_id}
            do(
                self.host,
                reseat,
                {**which, **form.seat(), **why},
                said="Room and people are changed; the time stays.",
                words=f"change of {line.reference}",
                opposite=lambda _none: (reseat, {**which, **before, **why}),
                then=self.while_here(lambda _none: self.inline.leave()),
                form=form,
            )

        self.inline.put(f"Room and people on {moment(line.starts_at)}", form, answer, back_to=self.menu_button)

    def _look_at(self, form: SeatForm, seat: dict[str, Any]) -> None:
        if self.sheet is not None:
            starts_at = self.sheet.line.starts_at
            then = partial(self._show_effects, form, seat)
            self.ask(move_preview, conference_id=self.conference_id, starts_at=starts_at, then=then, **seat)

    def _show_effects(self, form: SeatForm, seat: dict[str, Any], preview: MovePreview) -> None:
        if form is self.inline.form and form.seat() == seat:
            form.show_effects(preview.conflicts or preview.effects)


def _run(run: Run, _on: bool = False) -> None:
    run()
