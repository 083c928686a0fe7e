"""The head of the conference screen: what it is, where it stands, quoracy as it is now; decides nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpconf.bookings.rules import STATE_WORDS, ConferenceId, ConferenceState
from cpconf.bookings.sheets import ConferenceSheet
from cpconf.conferences import actions
from cpconf.conferences.day import DaySheet
from cpconf.conferences.decisions import FINISHES
from cpconf.store.permissions import Permission
from ui.conferences.facts import chairs_words, facts_of, state_of
from ui.conferences.flow import Flow
from ui.conferences.inline import Inline
from ui.conferences.section import Section
from ui.kit.dates import show_time
from ui.kit.fields import ChoiceField, LongTextField, RadioField
from ui.kit.form import Form
from ui.kit.panels import Picture
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.words import Mark, announce, button, words

LONDON = ZoneInfo("Europe/London")


class Head(Section):
    """Facts, quoracy with the chair's decision, begin and finish; and a place for their questions."""

    def __init__(self, screen: Screen, conference_id: ConferenceId) -> None:
        super().__init__(screen, conference_id)
        self.quoracy = Mark()
        self.quoracy_words = words("", "soft")
        self.saved = words("", "small", wrap=False)
        self.state = Mark()
        self.inline = Inline()
        self.warning = Mark(tone="due")
        self.decide = button("&Quoracy: the chair decides …", self.ask_quoracy, role="quiet")
        self.begin = button("&Begin now", self._begin, role="primary")
        self.finish = button("F&inish …", self.ask_finish)
        self._facts = QWidget()
        self._flow = Flow(self._facts, gap=14, line_gap=2)
        self._said = ""
        self._build()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.quoracy)
        line.addWidget(self.quoracy_words, 1)
        line.addWidget(self.decide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self._facts)
        column.addLayout(line)
        column.addWidget(self.warning)
        column.addWidget(self.inline)
        self.warning.hide()

    def set_compact(self, compact: bool) -> None:
        """Leave the facts out where large type leaves little room; the list of conferences has them."""
        self._facts.setVisible(not compact)

    def show_sheet(self, sheet: ConferenceSheet) -> None:
        """Show what the booking says."""
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for picture, text, what in facts_of(sheet):
            if text:
                self._flow.addWidget(_fact(picture, text, what))
        self._facts.updateGeometry()
        state = state_of(sheet.line.state)
        self.state.show_state(state.word, state.tone, state.shape)

    def show_day(self, day: DaySheet) -> None:
        super().show_day(day)
        quorate = day.quoracy.quorate
        self.quoracy.show_state("Quorate" if quorate else "Not quorate", "good" if quorate else "due")
        text = " ".join(part for part in (day.quoracy.reason, chairs_words(day)) if part)
        self.quoracy_words.setText(text)
        self.quoracy_words.setAccessibleName(f"{day.quoracy.words} {chairs_words(day)}".strip())
        if self._said and self._said != day.quoracy.words:
            announce(self.quoracy_words, day.quoracy.words)
        self._said = day.quoracy.words
        self.warning.show_state(" ".join(day.warnings), "due")
        self.warning.setVisible(bool(day.warnings))
        self._show_acts(day)

    def _show_acts(self, day: DaySheet) -> None:
        today = day.starts_at.date() == self.frame.today()
        record = self.may(Permission.RECORD) and not day.settled
        self.begin.setVisible(record and today and day.began_at is None and day.finished_at is None)
        self.finish.setVisible(record and day.starts_at.date() <= self.frame.today())
        self.decide.setVisible(self.may(Permission.DECIDE) and not day.settled)
        if day.began_at is not None and day.finished_at is None:
            self.state.show_state(f"Under way since {show_time(day.began_at.time())}", "note", "clock")
        else:
            state = state_of(day.state)
            self.state.show_state(state.word, state.tone, state.shape)

    def show_saved(self, at: datetime) -> None:
        """`at` is an aware instant."""
        self._say(f"✓ Saved {show_time(at.astimezone(LONDON).time())}")

    def show_unsaved(self) -> None:
        self._say("… Not saved yet")

    def _say(self, text: str) -> None:
        if self.saved.text() != text:
            self.saved.setText(text)
            self.saved.setAccessibleName(text)

    # --- acts ---------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.submit(actions.start_conference, said="The conference has begun", conference_id=self.conference_id)

    def ask_finish(self) -> None:
        """Ask how the conference ended."""
        form = Form()
        states = [state for state in ConferenceState if state in FINISHES]
        field = RadioField([(state, STATE_WORDS[state]) for state in states], columns=4)
        form.add("state", "Ho&w did it end?", field, required=True)
        if self.day is not None and self.day.state in states:
            form.fill(state=self.day.state)

        def answer(values: dict[str, Any]) -> None:
            self.submit(
                actions.finish_conference,
                then=lambda _none: self.inline.leave(),
                said=f"Finished: {STATE_WORDS[values['state']].lower()}",
                form=form,
                conference_id=self.conference_id,
                **values,
            )

        self.inline.put("Finish the conference", form, answer, back_to=self.finish)

    def ask_quoracy(self) -> None:
        """Ask the chair whether to go on; with the reason where the rule needs one."""
        form = Form(columns=2)
        choices = ((True, "Go on with the conference"), (False, "Do not go on"))
        form.add("go_ahead", "&What does the chair decide?", ChoiceField(choices, none="Choose"), required=True)
        form.add("reason", "Reas&on", LongTextField(lines=2), hint="Needed without a quorum, and for stopping")
        if self.day is not None and self.day.chairs_quoracy is not None:
            form.fill(go_ahead=self.day.chairs_quoracy.went_ahead, reason=self.day.chairs_quoracy.reason)

        def answer(values: dict[str, Any]) -> None:
            self.submit(
                actions.decide_quoracy,
                then=lambda _none: self.inline.leave(),
                said="The chair's decision on quoracy is recorded",
                form=form,
                conference_id=self.conference_id,
                **values,
            )

        rule = self.day.quoracy.words if self.day is not None else ""
        self.inline.put(f"Quoracy. The rule says: {rule}", form, answer, back_to=self.decide)


def _fact(picture: str, text: str, what: str) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(6))
    row.addWidget(Picture(picture, 16))
    label = words(text, "soft", wrap=False)
    label.setAccessibleName(f"{what}: {text}")
    label.setToolTip(what)
    row.addWidget(label)
    return part
