"""The waiting list: who would be helped most by an earlier slot, and which one is free for them now; books nothing."""

from __future__ import annotations

from collections.abc import Iterable

from cpconf.bookings.queries import WaitingLine
from cpconf.bookings.rules import KIND_SHORT
from cpconf.diary.queries import ResourceLine
from ui.bookings.freed import offer
from ui.bookings.slot_lines import day_state
from ui.bookings.words import moment, over_state
from ui.kit.frame import Frame
from ui.kit.panels import EmptyState
from ui.kit.table import SnapshotTable
from ui.kit.table_model import Column, State


class WaitingList(SnapshotTable[WaitingLine]):
    """Requests that wait and late bookings that would like an earlier day, the most overdue first.

    Enter goes to the slots with the cursor on the one that is free now.
    """

    def __init__(self, frame: Frame) -> None:
        self._names: dict[int, ResourceLine] = {}
        empty = EmptyState(
            "Nobody is waiting for a slot",
            "Requests without a conference, and conferences that are booked past their limit, appear here.",
            picture="clock",
        )
        super().__init__(
            "Waiting list",
            self._columns(),
            key=lambda line: (line.request_id, line.conference_id),
            empty=empty,
            memory=frame.memory,
            ask=frame.ask,
        )
        self.opened.connect(lambda line: offer(frame, line))

    def _columns(self) -> tuple[Column[WaitingLine], ...]:
        return (
            Column(
                key="over",
                title="Limit",
                value=lambda line: over_state(line.days_over, urgent=bool(line.urgent)),
                sort=lambda line: -line.days_over,
                width=142,
            ),
            Column(key="family", title="Family", value=lambda line: line.family, width=130),
            Column(key="kind", title="Kind", value=lambda line: KIND_SHORT[line.kind], width=92),
            Column(key="due", title="Target date", value=lambda line: line.due_on, width=108),
            Column(key="booked", title="Now", value=_now, width=128),
            Column(key="free", title="Free now", value=_free, sort=_begins, width=150),
            Column(key="limit", title="Day", value=_day, sort=_begins, width=128),
            Column(key="with", title="Room and chair", value=self._with, hint=self._with),
            Column(key="reference", title="Case", value=lambda line: line.family_reference, width=110, hidden=True),
        )

    def call(self, lines: Iterable[ResourceLine]) -> None:
        """What the resources of the slots are called."""
        self._names = {line.id: line for line in lines}

    def _with(self, line: WaitingLine) -> str:
        if line.best is None:
            return ""
        found = (self._names.get(each) for each in (line.best.room, line.best.chair))
        return " · ".join(each.name for each in found if each is not None)


def _now(line: WaitingLine) -> State:
    return State("Booked late", "late") if line.conference_id is not None else State("No booking", "plain")


def _free(line: WaitingLine) -> str:
    return moment(line.best.starts_at) if line.best is not None else "Nothing better"


def _begins(line: WaitingLine) -> object:
    return line.best.starts_at if line.best is not None else None


def _day(line: WaitingLine) -> State | None:
    return None if line.best is None else day_state(line.best)
