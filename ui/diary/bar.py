"""The row above the timeline: which days, which sites, which kinds of row; decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from cpconf.diary.kinds import THE_THREE, Purpose
from cpconf.diary.sheet import TimelineSheet
from ui.conferences.flow import Flow
from ui.diary.spoken import GROUP_WORDS
from ui.kit.date_field import DateField
from ui.kit.dates import MONTHS, say_date
from ui.kit.fields import ChoiceField
from ui.kit.style import px
from ui.kit.words import button, tool, words

SPANS = {"day": ("&Day", 1), "week": ("&Week", 7), "fortnight": ("&Fortnight", 14)}
STEPS = {"day": 1, "week": 7, "fortnight": 14}


def first_day(span: str, on: date) -> date:
    """The first day that is shown for a day: itself, or its Monday."""
    return on if span == "day" else on - timedelta(days=on.weekday())


def stepped(span: str, on: date, by: int) -> date:
    """One span on (1) or back (-1); by single days weekends are passed over."""
    wanted = on + timedelta(days=STEPS[span] * by)
    while span == "day" and wanted.weekday() >= 5:
        wanted += timedelta(days=by)
    return wanted


class Segments(QWidget):
    """A few choices side by side of which one holds."""

    def __init__(self, choices: dict[str, str], name: str, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(2))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for key, title in choices.items():
            each = QToolButton()
            each.setText(title)
            each.setCheckable(True)
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            each.setMinimumHeight(px(34))
            each.clicked.connect(lambda _on=False, key=key: chosen(key))
            self._group.addButton(each)
            self.buttons[key] = each
            line.addWidget(each)

    def show_choice(self, key: str) -> None:
        """Mark the one that holds."""
        self.buttons[key].setChecked(True)


class Bar(QWidget):
    """Going about in time on the left, filters after it; everything flows into more lines where it is narrow."""

    def __init__(
        self,
        date_field: DateField,
        *,
        go: Callable[[int], object],
        today: Callable[[], object],
        span: Callable[[str], object],
        filtered: Callable[[], object],
    ) -> None:
        super().__init__()
        self.date = date_field
        self.span = Segments({key: title for key, (title, _days) in SPANS.items()}, "How many days", span)
        self.turned = tool("columns", "Rooms and people side by side")
        self.turned.setCheckable(True)
        self.turned.setFixedSize(px(34), px(34))
        self.sites = ChoiceField(none="All sites")
        self.sites.setAccessibleName("Site")
        self.kinds = ChoiceField([(kind, GROUP_WORDS[kind]) for kind in THE_THREE], none="Rooms and people")
        self.kinds.setAccessibleName("Kind of row")
        for field in (self.sites, self.kinds):
            field.setMinimumWidth(px(176))
            field.edited.connect(filtered)
        date_field.setMaximumWidth(px(140))
        self.heading = words("", "heading", wrap=False)
        self.heading.setMinimumHeight(px(36))
        line = Flow(self, gap=8, line_gap=8)
        line.addWidget(tool("back", "Before", partial(go, -1), shortcut="Ctrl+PgUp"))
        line.addWidget(tool("forward", "After", partial(go, 1), shortcut="Ctrl+PgDown"))
        line.addWidget(button("&Today", today))
        line.addWidget(date_field)
        for part in (self.span, self.turned, self.kinds, self.sites, self.heading):
            line.addWidget(part)

    @property
    def kind(self) -> frozenset[Purpose]:
        """The kinds of row that are shown; empty for all."""
        value = self.kinds.value()
        return frozenset() if value is None else frozenset({value})

    def say(self, sheet: TimelineSheet) -> None:
        """Which days are shown, in words."""
        first, last = sheet.days[0].on, sheet.days[-1].on
        if first == last:
            self.heading.setText(say_date(first))
            return
        start = (
            f"{first.day} {MONTHS[first.month - 1][:3].capitalize()}" if first.month != last.month else f"{first.day}"
        )
        self.heading.setText(f"{start} – {last.day} {MONTHS[last.month - 1][:3].capitalize()} {last.year}")
