"""Forms and their fields: what is read, what is refused, where it is said."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cpconf.refusals import Refusal
from tests.ui.keys import ALT, press, type_in
from ui.kit.date_field import DateField, TimeField
from ui.kit.fields import ChoiceField, LongTextField, MultiChoiceField, NumberField, RadioField, TextField, TickField
from ui.kit.form import Form

MONDAY = date(2026, 3, 2)


@pytest.fixture
def form(ground: QWidget) -> Form:
    made = Form(columns=2)
    made.add("family", "&Family name", TextField(), required=True, hint="As in the case system")
    made.add("day", "&Day", DateField(today=lambda: MONDAY))
    made.add("start", "&Start", TimeField())
    made.add("site", "S&ite", ChoiceField([(7, "Northgate"), (8, "Riverside")], none="Choose a site"))
    made.add("kind", "&Kind", RadioField([("i", "Initial"), ("r", "Review")]))
    made.add("needs", "&Needs", MultiChoiceField([("a", "Advocate"), ("b", "Interpreter")]))
    made.add("people", "&People", NumberField(least=1, most=30))
    made.add("why", "&Reason", LongTextField())
    made.add("held", "", TickField("&Hold"))
    QVBoxLayout(ground).addWidget(made)
    made.show()
    return made


def test_what_is_filled_in_is_read_back(form: Form) -> None:
    values = {
        "family": "Sample",
        "day": date(2026, 3, 9),
        "start": time(9, 30),
        "site": 8,
        "kind": "r",
        "needs": ("b",),
        "people": 12,
        "why": "Two lines\nof text",
        "held": True,
    }
    form.fill(**values)
    assert form.read() == values


def test_an_empty_form_reads_as_nothing_chosen(form: Form) -> None:
    form.fill(family="Sample")
    assert form.read() == {
        **{"family": "Sample", "day": None, "start": None, "site": None, "kind": None},
        **{"needs": (), "people": None, "why": "", "held": False},
    }


def test_every_error_is_shown_and_the_first_field_with_one_gets_the_focus(form: Form, qtbot: QtBot) -> None:
    form.field("day").setText("soon")
    form.field("people").setText("400")
    assert form.read() is None
    assert form.error("family") == "Family name is needed."
    assert "dd/mm/yyyy" in form.error("day")
    assert form.error("people") == "Write a whole number from 1 to 30."
    assert form.field("family").hasFocus()


def test_an_error_is_part_of_what_a_screen_reader_says_of_the_field(form: Form) -> None:
    form.show_error("family", "This family is known already.")
    field = QAccessible.queryAccessibleInterface(form.field("family"))
    assert field.text(QAccessible.Text.Description) == "This family is known already. As in the case system"
    assert field.text(QAccessible.Text.Name) == "Family name, required"
    assert form.field("family").property("invalid") is True


def test_typing_takes_the_error_away(form: Form, qtbot: QtBot) -> None:
    form.show_error("family", "This family is known already.")
    type_in(form.field("family"), "x")
    assert form.error("family") == ""
    assert form.field("family").property("invalid") is False


def test_enter_in_a_line_submits(form: Form, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.submitted):
        press(form.field("family"), Qt.Key.Key_Return)


def test_a_mnemonic_leads_to_its_field(form: Form, qtbot: QtBot) -> None:
    form.field("family").setFocus()
    press(form, Qt.Key.Key_S, ALT)
    assert form.field("start").hasFocus()


def test_leaving_a_date_shows_it_in_full(form: Form, qtbot: QtBot) -> None:
    day = form.field("day")
    day.setFocus()
    type_in(day, "+5w")
    form.field("family").setFocus()
    assert day.text() == "09/03/2026"
    assert day.toolTip() == "Monday 9 March 2026"


def test_arrows_go_by_day_and_page_keys_by_month(form: Form, qtbot: QtBot) -> None:
    day = form.field("day")
    day.set_value(date(2026, 1, 31))
    press(day, Qt.Key.Key_PageUp)
    assert day.value() == date(2026, 2, 28)
    press(day, Qt.Key.Key_Down)
    assert day.value() == date(2026, 2, 27)


def test_the_calendar_opens_by_key_and_gives_the_day(form: Form, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QCalendarWidget

    day = form.field("day")
    day.set_value(date(2026, 3, 9))
    press(day, Qt.Key.Key_F4)
    month = day.findChild(QCalendarWidget)
    assert month is not None
    with qtbot.waitSignal(day.edited):
        month.activated.emit(month.selectedDate().addDays(1))
    assert day.value() == date(2026, 3, 10)


def test_a_date_outside_its_bounds_is_refused_with_the_bound(qtbot: QtBot) -> None:
    field = DateField(today=lambda: MONDAY, earliest=MONDAY)
    qtbot.addWidget(field)
    field.setText("1/3/2026")
    with pytest.raises(Refusal, match="earliest date here is 02/03/2026"):
        field.value()


def test_a_time_moves_by_its_step(form: Form, qtbot: QtBot) -> None:
    start = form.field("start")
    start.set_value(time(9, 58))
    press(start, Qt.Key.Key_Up)
    assert start.value() == time(10, 3)


def test_new_choices_keep_what_was_chosen(form: Form) -> None:
    site = form.field("site")
    site.set_value(8)
    site.set_choices([(9, "Elm House"), (8, "Riverside")])
    assert site.value() == 8
    site.set_choices([(9, "Elm House")])
    assert site.value() is None


def test_a_searchable_choice_goes_back_to_what_was_chosen_when_the_words_are_none(qtbot: QtBot) -> None:
    field = ChoiceField([(1, "Northgate"), (2, "Riverside")], search=True)
    qtbot.addWidget(field)
    line = field.lineEdit()
    assert line is not None
    line.setText("riverside")
    line.editingFinished.emit()
    assert field.value() == 2
    line.setText("nowhere")
    line.editingFinished.emit()
    assert (field.value(), field.currentText()) == (2, "Riverside")


def test_radio_buttons_can_be_emptied(form: Form) -> None:
    form.fill(kind="i")
    form.fill(kind=None)
    assert form.value("kind") is None


def test_what_is_no_field_is_not_taken(form: Form) -> None:
    with pytest.raises(TypeError):
        form.add("x", "X", QWidget())
