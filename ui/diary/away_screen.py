"""Leave and closures: what is entered, what each breaks, and taking it back; moves no conference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpconf.bookings.affected import AffectedLine, affected
from cpconf.diary.actions import add_leave, close_room, reopen_room, withdraw_leave
from cpconf.diary.away_queries import AwayLine, away_list
from cpconf.diary.queries import ResourceLine, resources
from ui.bookings.doing import do
from ui.diary.away import KINDS, last_day, mark_away
from ui.diary.away_part import broken_words
from ui.diary.broken import BrokenList
from ui.kit.dates import show_date, show_time
from ui.kit.fields import ChoiceField
from ui.kit.frame import Command, Frame
from ui.kit.panels import EmptyState, SidePanel
from ui.kit.screen import Screen
from ui.kit.style import px
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column
from ui.kit.words import button, words
from ui.people.child_cards import row_of

_KIND_WORDS = dict(KINDS)


def why_words(line: AwayLine) -> str:
    """Why somebody is away or a room closed."""
    if line.kind is None:
        return line.why
    return ": ".join(part for part in (_KIND_WORDS[line.kind], line.why) if part)


def _from(line: AwayLine) -> str:
    return _moment(line.starts_at, line.starts_at.date(), whole=line.starts_at.time() == time())


def _until(line: AwayLine) -> str:
    return _moment(line.ends_at, last_day(line.ends_at), whole=line.ends_at.time() == time())


def _moment(at: datetime, on: date, *, whole: bool) -> str:
    return show_date(on) if whole else f"{show_date(on)} {show_time(at.time())}"


COLUMNS: tuple[Column[AwayLine], ...] = (
    Column(key="name", title="Who or what", value=lambda line: ", ".join(p for p in (line.name, line.site) if p)),
    Column(key="what", title="Kind", value=lambda line: "Closure" if line.is_closure else "Leave", width=84),
    Column(key="from", title="From", value=_from, sort=lambda line: line.starts_at, width=128),
    Column(key="until", title="Until", value=_until, sort=lambda line: line.ends_at, width=128),
    Column(key="why", title="Why", value=why_words, hint=why_words),
)


class AwayScreen(Screen):
    """What is entered from today on; arrives with a room or a member of staff and days, and then shows their form."""

    title = "Leave and closures"
    help_page = "away"
    cares_for = frozenset({"leave", "room_closure", "conference", "occupancy", "room", "staff", "resource"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._known: tuple[ResourceLine, ...] = ()
        self._wanted: dict[str, Any] | None = None
        self.head.addWidget(button("&Add …", self.add, role="primary", picture="add", hint="Ctrl+N"))
        self.table: SnapshotTable[AwayLine] = SnapshotTable(
            "Leave and closures",
            COLUMNS,
            key=lambda line: (line.is_closure, line.id),
            memory=frame.memory,
            ask=frame.ask,
            empty=EmptyState(
                "Everybody is here and every room is open",
                "Enter leave, or close a room: what it breaks is listed at once.",
                picture="diary",
                act="&Add leave or a closure",
                run=self.add,
            ),
        )
        self.table.opened.connect(self._look)
        self.side = SidePanel(width=420)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.table, 1)
        row.addWidget(self.side)
        self.body.addLayout(row, 1)

    def arrive(self, **args: Any) -> None:
        self._wanted = args
        self.go_stale()

    def refresh(self) -> None:
        self.ask(away_list, from_on=self.frame.today(), then=self.table.set_rows)
        self.ask(resources, then=self._keep)

    def first_focus(self) -> QWidget:
        return self.table

    def commands(self) -> Sequence[Command]:
        return (
            Command(title="Add leave or a closure", run=self.add, shortcut="Ctrl+N", picture="add"),
            Command(title="Withdraw this leave or reopen this room", run=self.withdraw, shortcut="Del", picture="undo"),
            Command(
                title="Replan what no longer holds", run=lambda: self.frame.open_screen("replan"), picture="refresh"
            ),
        )

    def _keep(self, lines: tuple[ResourceLine, ...]) -> None:
        self._known = tuple(line for line in lines if line.room_id is not None or line.staff_id is not None)
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        key = (wanted.get("room_id"), wanted.get("staff_id"))
        found = next((line for line in self._known if (line.room_id, line.staff_id) == key), None)
        if found is not None:
            self._enter(found, wanted.get("on"), wanted.get("until_on"))

    # --- entering and taking back -----------------------------------------------------------------------------

    def add(self) -> None:
        """Ask who or which room, then the days."""
        lines = {line.id: line for line in self._known}
        choices = [(line.id, ", ".join(p for p in (line.name, line.site) if p)) for line in lines.values()]
        who = ChoiceField(choices, none="Type a name or a room", search=True)
        who.setAccessibleName("Who, or which room")
        who.edited.connect(lambda: self._enter(lines[who.value()], None, None) if who.value() in lines else None)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words("Who, or which room", "label"))
        column.addWidget(who)
        self.side.show_part("Leave or closure", part, back_to=self.table.view)
        who.setFocus()
        line = who.lineEdit()
        if line is not None:
            line.selectAll()  # what is typed takes the place of the invitation to type

    def _enter(self, resource: ResourceLine, on: date | None, until_on: date | None) -> None:
        mark_away(self, resource, on or self.frame.today(), until_on=until_on, side=self.side, back_to=self.table.view)

    def withdraw(self) -> None:
        """Take back the leave, or open the room again; undone by entering it again."""
        line = self.table.current()
        if line is None:
            return
        again: dict[str, Any] = {"starts_at": line.starts_at, "ends_at": line.ends_at}
        if line.room_id is not None:
            again |= {"room_id": line.room_id, "reason": line.why}
            known, said = {"closure_id": line.id}, f"{line.name} is open again."
            what = f"opening of {line.name}"
            do(self, reopen_room, known, said=said, words=what, opposite=lambda _none: (close_room, again))
        else:
            again |= {"staff_id": line.staff_id, "kind": line.kind, "note": line.why}
            known, said = {"leave_id": line.id}, f"The leave of {line.name} is withdrawn."
            what = f"withdrawal of the leave of {line.name}"
            do(self, withdraw_leave, known, said=said, words=what, opposite=lambda _none: (add_leave, again))
        self.side.leave()

    # --- what it breaks -----------------------------------------------------------------------------------------

    def _look(self, line: AwayLine) -> None:
        self.ask(
            affected,
            room_id=line.room_id,
            staff_id=line.staff_id,
            starts_at=line.starts_at,
            ends_at=line.ends_at,
            then=lambda lines: self._show_broken(line, lines),
        )

    def _show_broken(self, line: AwayLine, lines: tuple[AffectedLine, ...]) -> None:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(words(f"{_from(line)} to {_until(line)} · {why_words(line)}", "soft"))
        column.addWidget(words(broken_words(len(lines)), "label"))
        replan = button("&Replan these", lambda: self._replan(line), role="primary", picture="refresh")
        replan.setEnabled(bool(lines))
        take_back = button("Re&open" if line.is_closure else "&Withdraw", self.withdraw, picture="undo", hint="Del")
        column.addWidget(row_of(replan, take_back))
        broken = BrokenList(self)
        broken.show_lines(lines)
        column.addWidget(broken, 1)
        self.side.show_part(line.name, part, back_to=self.table.view)

    def _replan(self, line: AwayLine) -> None:
        self.frame.open_screen(
            "replan",
            room_id=line.room_id,
            staff_id=line.staff_id,
            from_on=max(line.starts_at.date(), self.frame.today()),
            until_on=last_day(line.ends_at),
        )
