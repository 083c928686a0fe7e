"""Practice settings: found, changed with a reason, taken back; who may not change them only reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from cpconf.practice.limits import Unit
from cpconf.practice.queries import practice_settings
from cpconf.practice.rules import SETTINGS, LimitKey, PracticeSettings
from cpconf.practice.setting import Group
from cpconf.store.permissions import Permission
from tests.ui.conftest import Answers
from tests.ui.test_kit_accessible import nameless
from ui.kit.asking import FillIn
from ui.kit.form import Form
from ui.kit.frame import Frame
from ui.practice.setting_form import setting_fields, stored_of, values_of
from ui.practice.settings import SettingsScreen
from ui.work import Work

Idle = Callable[[Work], None]


@pytest.fixture
def screen(frame: Frame, ground: QWidget, idle: Idle) -> SettingsScreen:
    return shown(frame, ground, idle)


def shown(frame: Frame, ground: QWidget, idle: Idle) -> SettingsScreen:
    made = SettingsScreen(frame)
    made.setParent(ground)
    made.resize(1200, 700)
    made.show()
    QCoreApplication.processEvents()
    idle(frame.work)
    return made


def practice(frame: Frame, idle: Idle) -> PracticeSettings:
    got: list[PracticeSettings] = []
    frame.work.ask(practice_settings, then=got.append)
    idle(frame.work)
    return got[0]


def test_every_setting_is_listed_and_a_group_narrows_the_list(screen: SettingsScreen) -> None:
    assert screen.table.model.rowCount() == len(SETTINGS)
    screen.group.set_value(Group.DIARY)
    screen.group.edited.emit()
    assert screen.table.model.rowCount() == sum(s.group is Group.DIARY for s in SETTINGS.values())
    assert nameless(screen) == []


def test_a_changed_setting_is_kept_with_its_reason_and_can_be_taken_back(
    screen: SettingsScreen, frame: Frame, answers: Answers, idle: Idle
) -> None:
    screen.table.choose("score_other_chair")
    answers.ready = [{"value": 90, "why": "Agreed by the board"}]
    screen.change()
    idle(frame.work)
    assert practice(frame, idle).score_other_chair == 90
    line = screen.table.current()
    assert line is not None and line.is_own
    screen._set(line.setting, 60, 90, "Taken back")
    idle(frame.work)
    assert practice(frame, idle).score_other_chair == 60


def test_a_limit_is_changed_by_amount_and_unit(
    screen: SettingsScreen, frame: Frame, answers: Answers, idle: Idle
) -> None:
    screen.table.choose(LimitKey.MINUTES.value)
    answers.ready = [{"amount": 20, "unit": Unit.WORKING_DAYS, "at_time": None, "why": "Local procedure"}]
    screen.change()
    idle(frame.work)
    assert practice(frame, idle).limit(LimitKey.MINUTES).amount == 20


def test_whoever_may_not_administer_is_not_asked(frame: Frame, ground: QWidget, answers: Answers, idle: Idle) -> None:
    by = frame.work.by
    assert by is not None
    frame.work.by = replace(by, permissions=frozenset({Permission.READ}))
    screen = shown(frame, ground, idle)
    screen.change()
    assert answers.asked == []


@pytest.mark.parametrize("key", SETTINGS)
def test_the_form_of_each_setting_gives_back_the_value_that_it_shows(screen: SettingsScreen, key: str) -> None:
    setting = SETTINGS[key]
    form = Form()
    form.setParent(screen)
    setting_fields(screen, setting)(form)
    form.fill(**values_of(setting.default), why="As it was")
    given = form.read()
    assert given is not None
    assert setting.read(stored_of(setting, given)) == setting.default


def test_the_question_says_what_the_setting_is(screen: SettingsScreen, answers: Answers) -> None:
    screen.table.choose("hold_hours")
    answers.ready = [None]
    screen.change()
    (asked,) = answers.asked
    assert isinstance(asked, FillIn)
    assert asked.title == "A hold lapses after"
