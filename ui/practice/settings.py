"""Every practice setting in one list, each changed with its reason; knows not what a setting does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpconf.practice.actions import change_setting
from cpconf.practice.queries import practice_settings
from cpconf.practice.rules import SETTINGS, PracticeSettings
from cpconf.practice.setting import Group, Setting, Stored, Value
from cpconf.store.permissions import Permission
from ui.kit.asking import FillIn
from ui.kit.fields import ChoiceField
from ui.kit.frame import Command, Frame
from ui.kit.panels import Card, EmptyState, SidePanel
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State
from ui.kit.words import button, words
from ui.practice.setting_form import setting_fields, stored_of, values_of

NARROW = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingLine:
    """A setting with its value of today."""

    setting: Setting
    value: Value

    @property
    def is_own(self) -> bool:
        """Whether this authority has changed it."""
        return self.value != self.setting.default


def _in_full(line: SettingLine) -> str:
    return line.setting.in_words(line.value)


COLUMNS: tuple[Column[SettingLine], ...] = (
    Column(key="label", title="Setting", value=lambda line: line.setting.label, hint=lambda line: line.setting.help),
    Column(key="value", title="Value", value=lambda line: line.setting.in_words(line.value), hint=_in_full, width=176),
    Column(key="group", title="About", value=lambda line: line.setting.group.value, width=172),
    Column(
        key="own",
        title="State",
        value=lambda line: State("Changed", "note") if line.is_own else None,
        width=112,
    ),
)


class SettingsScreen(Screen):
    """The practice of this authority; Enter changes a setting."""

    title = "Practice settings"
    help_page = "settings"
    cares_for = frozenset({"setting"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        by = frame.work.by
        self.may_change = by is not None and Permission.ADMINISTER in by.permissions
        self.group = ChoiceField([(group, group.value) for group in Group], none="All settings")
        self.group.setAccessibleName("About what")
        self.group.edited.connect(self._narrow)
        self.table: SnapshotTable[SettingLine] = SnapshotTable(
            "Practice settings",
            COLUMNS,
            key=lambda line: line.setting.key,
            empty=EmptyState("Nothing found", "Look for another word, or for all settings."),
            memory=frame.memory,
            ask=frame.ask,
        )
        self.table.bar.insertWidget(2, self.group)
        self.table.chosen.connect(self._show_side)
        self.table.opened.connect(lambda _line: self.change())
        self.side = SidePanel(width=320)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.table, 1)
        row.addWidget(self.side)
        self.body.addLayout(row, 1)

    def refresh(self) -> None:
        self.ask(practice_settings, then=self._show)

    def first_focus(self) -> QWidget:
        return self.table

    def commands(self) -> Sequence[Command]:
        return (Command(title="Change this setting", run=self.change, shortcut="F2", picture="edit"),)

    def change(self) -> None:
        """Ask for another value and the reason; what is recorded already keeps its due dates."""
        line = self.table.current()
        if line is None or not self.may_change:
            return
        setting = line.setting
        asked = FillIn(
            title=setting.label,
            text=f"{setting.help} What is already recorded keeps its dates.",
            build=setting_fields(self, setting),
            yes="&Change",
            values=values_of(line.value),
        )
        given = self.frame.ask(self, asked)
        if given is not None:
            self._set(setting, stored_of(setting, given), setting.stored(line.value), given["why"])

    def _set(self, setting: Setting, value: Stored, former: Stored, why: str) -> None:
        self.submit(
            change_setting,
            key=setting.key,
            value=value,
            why=why,
            said=f"Changed: {setting.label}.",
            undo=partial(self._set, setting, former, value, f"Taken back: {why}"),
        )

    def _narrow(self) -> None:
        group = self.group.value()
        self.table.keep_only((lambda line: line.setting.group is group) if group else None)

    def _show(self, practice: PracticeSettings) -> None:
        self.table.set_rows(SettingLine(setting=s, value=practice.value(key)) for key, s in SETTINGS.items())
        if self.table.current() is None:
            self.table.choose(next(iter(SETTINGS)))
        self._show_side(self.table.current())

    def _show_side(self, line: SettingLine | None) -> None:
        if line is None or self.width() < px(NARROW):
            self.side.hide()
            return
        setting = line.setting
        card = Card()
        card.add(words(setting.help))
        for title, told in (
            ("Now", setting.in_words(line.value)),
            ("As delivered", setting.in_words(setting.default)),
            ("Choices", "\n".join(f"• {shown}" for _word, shown in setting.choices)),
        ):
            if told:
                card.add(words(title, "label"))
                card.add(words(told))
        if self.may_change:
            card.add(button("&Change …", self.change, picture="edit", hint="F2"))
        else:
            card.add(words("An administrator changes settings.", "soft"))
        self.side.show_part(setting.label, card, back_to=self.table)
