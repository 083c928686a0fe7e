"""A slot as a line of the list: its number, names, limit and reasons; asks and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cpconf.diary.queries import ResourceLine
from cpconf.diary.rules import RoomId
from cpconf.diary.wishes import Slot
from ui.bookings.words import hours, short_day
from ui.kit.table_model import Column, State


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotLine:
    """A slot with the names of its resources, numbered from 1 as the keys are; no room where everybody is remote."""

    number: int
    slot: Slot
    room: ResourceLine | None
    chair: ResourceLine
    minute_taker: ResourceLine

    @property
    def seat(self) -> dict[str, Any]:
        """Start, room and people, named as the acts of booking name them."""
        return {
            "starts_at": self.slot.starts_at,
            "room_id": None if self.room is None else self.room.room_id,
            "chair_id": self.chair.staff_id,
            "minute_taker_id": self.minute_taker.staff_id,
        }

    @property
    def room_id(self) -> RoomId | None:
        return None if self.room is None else self.room.room_id


CLOSE = 3  # fewer working days than that in hand are little room to move once more


def slot_lines(slots: Iterable[Slot], names: Mapping[int, ResourceLine]) -> tuple[SlotLine, ...]:
    """The slots in their order, the best first."""
    return tuple(
        SlotLine(
            number=number,
            slot=slot,
            room=names.get(slot.room),
            chair=names[slot.chair],
            minute_taker=names[slot.minute_taker],
        )
        for number, slot in enumerate(slots, 1)
    )


def day_state(slot: Slot) -> State:
    """Day 9 of 15: late, little room left, or in time."""
    tone = "late" if slot.is_late else ("due" if slot.of_days - slot.day_number < CLOSE else "good")
    return State(f"Day {slot.day_number} of {slot.of_days}", tone)


def _limit(line: SlotLine) -> State:
    return day_state(line.slot)


def _when(line: SlotLine) -> str:
    slot = line.slot
    return f"{short_day(slot.starts_at.date())}\n{hours(slot.starts_at, slot.ends_at)}"


def _place(line: SlotLine) -> str:
    return "Remote" if line.room is None else f"{line.room.name}\n{line.room.site}".strip()


def why(line: SlotLine) -> str:
    """The reasons in one line, without the limit, which has a column of its own."""
    told = (reason for reason in line.slot.reasons if not reason.startswith("Day ") and not reason.endswith(" late"))
    return " · ".join(told)


def _chair(line: SlotLine) -> str:
    return f"{line.chair.name}\n{why(line)}".strip()


def _all(line: SlotLine) -> str:
    return "\n".join(line.slot.reasons)


COLUMNS: tuple[Column[SlotLine], ...] = (
    Column(key="number", title="Key", value=lambda line: str(line.number % 10), width=46),
    Column(key="when", title="When", value=_when, sort=lambda line: line.slot.starts_at, width=116),
    Column(key="limit", title="Limit", value=_limit, sort=lambda line: line.slot.day_number, width=136, hint=_all),
    Column(key="chair", title="Chair, and why", value=_chair, hint=_all),
    Column(key="room", title="Room", value=_place, width=120),
    Column(key="taker", title="Minute-taker", value=lambda line: line.minute_taker.name, width=152),
)
