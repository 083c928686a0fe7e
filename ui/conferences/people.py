"""People of a conference: one key marks attendance, report and who saw it; decides nothing."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cpconf.bookings.rules import COMING_STATES, ConferenceId
from cpconf.conferences import actions
from cpconf.conferences.day import DayPerson, DaySheet
from cpconf.conferences.rules import AttendanceStatus
from cpconf.people.contacts import AgencyLine, agencies
from cpconf.store.permissions import Permission
from ui.conferences.flow import Flow
from ui.conferences.inline import Inline
from ui.conferences.inviting import Inviting
from ui.conferences.legend import legend
from ui.conferences.marking import Marking
from ui.conferences.people_forms import form_for, late_joiner_form, title_for, withheld_form
from ui.conferences.people_words import ATTENDANCE_KEYS, KEY_WORDS, REPORT_KEYS, columns_for, seen_by
from ui.conferences.section import Section
from ui.kit.fields import TickField
from ui.kit.panels import EmptyState
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.words import button

ASKS_MORE = frozenset({AttendanceStatus.PART, AttendanceStatus.DEPUTY, AttendanceStatus.EXCLUDED})


class PeopleSection(Section):
    """The grid, its keys, and a place under it for what a mark needs to know."""

    def __init__(self, screen: Screen, conference_id: ConferenceId) -> None:
        super().__init__(screen, conference_id)
        self._parents: tuple[tuple[int, str], ...] | None = None
        self._numbers: dict[int, int] = {}
        self.table: SnapshotTable[DayPerson] | None = None
        self.marking = Marking(self)
        self.inline = Inline()
        self.inviting = Inviting(self)
        self._onward = TickField("Then go to the next person")
        self._onward.setChecked(self.frame.memory.text("conference/onward") == "yes")
        self._onward.edited.connect(self._remember)
        self._keys = QWidget()
        self._build()

    def _build(self) -> None:
        self._place = QVBoxLayout()
        self._acts = QWidget(self)
        self._acts.hide()
        acts = Flow(self._acts)
        self._invite = button("I&nvite …", self.inviting.ask, picture="add", role="quiet", hint="Ctrl+Shift+I")
        self._uninvite = button("Wi&thdraw invitation", self.withdraw_invitation, picture="close", role="quiet")
        acts.addWidget(self._invite)
        acts.addWidget(self._uninvite)
        self._joiner = button("&Add a late joiner …", self.ask_joiner, picture="add", role="quiet")
        self._withheld = button("&Withhold a report …", self.ask_withheld, picture="lock", role="quiet")
        acts.addWidget(self._joiner)
        acts.addWidget(self._withheld)
        acts.addWidget(self._onward)
        keys = QVBoxLayout(self._keys)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(0)
        keys.addWidget(legend("Attendance", [(key, KEY_WORDS[key]) for key in ATTENDANCE_KEYS], self.press))
        keys.addWidget(legend("Report", [(key, KEY_WORDS[key]) for key in REPORT_KEYS], self.press))
        self._seen_keys = QVBoxLayout()
        keys.addLayout(self._seen_keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(self._place, 1)
        column.addWidget(self.inline)
        column.addWidget(self._keys)

    # --- showing ----------------------------------------------------------------------------------------------

    def show_day(self, day: DaySheet) -> None:
        super().show_day(day)
        self._numbers = {person.invitation_id: number for number, person in enumerate(day.people, 1)}
        parents = _parents(day)
        if self.table is None or parents != self._parents:
            self._make_table(parents)
        if self.table is not None:
            self.table.set_rows(day.people)
        self._keys.setEnabled(self.may(Permission.RECORD) and not day.settled)
        coming = day.state in COMING_STATES and self.may(Permission.BOOK)
        for part in (self._invite, self._uninvite):
            part.setVisible(coming)
        on_the_day = not coming or day.starts_at.date() <= self.frame.today()
        for only_then in (self._joiner, self._withheld, self._onward):
            only_then.setVisible(on_the_day)

    def _make_table(self, parents: tuple[tuple[int, str], ...]) -> None:
        self._parents = parents
        had_focus = self.table is not None and self.table.view.hasFocus()
        self._acts.setParent(self)
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        empty = EmptyState("Nobody is invited yet", "Invite people from the booking, or add a late joiner here.")
        self.table = SnapshotTable(
            "People",
            columns_for(parents, lambda person: self._numbers.get(person.invitation_id, 0)),
            key=lambda person: person.invitation_id,
            empty=empty,
            memory=self.frame.memory,
            find=False,
            ask=self.frame.ask,
        )
        self.table.view.installEventFilter(self)
        self.table.view.setAccessibleDescription("Letters mark attendance and report, digits who saw it. F1 explains.")
        self.table.opened.connect(self._open_menu)
        self.table.bar.insertWidget(self.table.bar.count() - 1, self._acts)
        self._acts.show()
        self._place.addWidget(self.table)
        self._show_seen_keys(parents)
        if had_focus:
            self.table.view.setFocus()

    def _show_seen_keys(self, parents: tuple[tuple[int, str], ...]) -> None:
        old = self._seen_keys.takeAt(0)
        line = old.widget() if old is not None else None
        if line is not None:
            line.deleteLater()
        if parents:
            names = [(str(number), name) for number, (_id, name) in enumerate(parents[:9], 1)]
            self._seen_keys.addWidget(legend("Seen by", names, self.press))

    def first_focus(self) -> QWidget | None:
        if self.table is None:
            return None
        if self.table.current() is None and self.table.model.rowCount():
            self.table.view.go_to(0)
        return self.table.view

    # --- one key ----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        undoes = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if undoes and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # in this list it takes back a mark; elsewhere it undoes the newest act
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Undo):
                return self.marking.undo()
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if plain and self.press(event.text().upper()):
                return True
            if plain and event.key() == Qt.Key.Key_Menu:
                self._open_menu(None)
                return True
        return super().eventFilter(watched, event)

    def press(self, key: str) -> bool:
        """Mark the person under the cursor; False for a key that marks nothing."""
        status, report = ATTENDANCE_KEYS.get(key), REPORT_KEYS.get(key)
        digit = int(key) if len(key) == 1 and key in "123456789" else 0
        if status is None and report is None and not digit:
            return False
        person = self.table.current() if self.table is not None else None
        if person is None:
            self.frame.notice("Choose a person in the list first.", "note")
        elif status in ASKS_MORE and status is not None:
            self._ask_more(person, status)
        elif status is not None:
            self.marking.attendance(person, status)
            self._go_on()
        elif report is not None:
            self.marking.report(person, report)
            self._go_on()
        else:
            self._toggle_seen(person, digit)
        return True

    def _toggle_seen(self, person: DayPerson, digit: int) -> None:
        parents = self._parents or ()
        seen = seen_by(person, parents[digit - 1][0]) if digit <= len(parents) else None
        if seen is None:
            self.frame.notice("There is no report here that a parent with this number could see.", "note")
            return
        self.marking.seen(person, seen)

    def _ask_more(self, person: DayPerson, status: AttendanceStatus) -> None:
        form = form_for(status, person)

        def answer(values: dict[str, Any]) -> None:
            self.marking.attendance(person, status, form=form, then=self._answered, **values)

        self.inline.put(title_for(status, person), form, answer, back_to=self._view())

    def _answered(self) -> None:
        self.inline.leave()
        self._go_on()

    def _go_on(self) -> None:
        if self.table is None or not self._onward.value():
            return
        at = self.table.view.currentIndex().row() + 1
        if at < self.table.model.rowCount():
            self.table.view.go_to(at)

    def _view(self) -> QWidget | None:
        return None if self.table is None else self.table.view

    def _open_menu(self, _person: object) -> None:
        if self.table is None or self.table.current() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for heading, keys in (("&Attendance", ATTENDANCE_KEYS), ("&Report", REPORT_KEYS)):
            sub = menu.addMenu(heading)
            for key in keys:
                sub.addAction(f"{KEY_WORDS[key]}\t{key}").triggered.connect(partial(self._pressed, key))
        for number, (_adult_id, name) in enumerate(self._parents or (), 1):
            menu.addAction(f"{name} saw the report\t{number}").triggered.connect(partial(self._pressed, str(number)))
        view = self.table.view
        menu.popup(view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft() + QPoint(px(60), 0)))

    def _pressed(self, key: str, _on: bool = False) -> None:
        self.press(key)

    def withdraw_invitation(self) -> None:
        """The person under the cursor need not come after all."""
        self.inviting.withdraw(self.table.current() if self.table is not None else None)

    # --- more than one key ------------------------------------------------------------------------------------

    def ask_joiner(self) -> None:
        """Add somebody who came without an invitation."""
        self.ask(agencies, then=self._put_joiner)

    def _put_joiner(self, found: tuple[AgencyLine, ...]) -> None:
        form = late_joiner_form((agency.id, agency.name) for agency in found)

        def answer(values: dict[str, Any]) -> None:
            name = values["name"]
            self.submit(
                actions.add_late_joiner,
                then=lambda _id: self.inline.leave(),
                said=f"{name} is at the table",
                form=form,
                conference_id=self.conference_id,
                **values,
            )

        self.inline.put("Who came without an invitation?", form, answer, back_to=self._view())

    def ask_withheld(self) -> None:
        """Say that the chair withholds the report of the person under the cursor from a parent."""
        person = self.table.current() if self.table is not None else None
        if person is None or person.is_family or not self._parents:
            self.frame.notice("Choose a professional whose report is withheld.", "note")
            return
        form = withheld_form(person, self._parents)

        def answer(values: dict[str, Any]) -> None:
            self.marking.withheld(person, form=form, then=self.inline.leave, **values)

        self.inline.put("Which report is withheld?", form, answer, back_to=self._view())

    def _remember(self) -> None:
        self.frame.memory.keep("conference/onward", "yes" if self._onward.value() else "no")


def _parents(day: DaySheet) -> tuple[tuple[int, str], ...]:
    found: dict[int, str] = {}
    for person in day.people:
        for seen in person.seen:
            found.setdefault(int(seen.adult_id), seen.name)
    return tuple(found.items())
