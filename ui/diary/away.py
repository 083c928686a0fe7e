"""The form for leave and closures, and the times that it means; submits nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from cpconf.access.rules import StaffId
from cpconf.diary.kinds import LeaveKind
from cpconf.diary.rules import RoomId
from ui.kit.date_field import DateField, TimeField
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.panels import SidePanel
from ui.kit.screen import Screen

KINDS = (
    (LeaveKind.ANNUAL, "Annual leave"),
    (LeaveKind.SICK, "Ill"),
    (LeaveKind.TRAINING, "Training"),
    (LeaveKind.PROTECTED, "Protected day"),
    (LeaveKind.OTHER, "Other"),
)


def away_fields(screen: Screen, *, is_room: bool) -> Callable[[Form], None]:
    """From when until when, and why."""

    def build(form: Form) -> None:
        form.add("from_on", "&From", DateField(**screen.date_options()), required=True)
        form.add("from_at", "From what &time", TimeField(), hint="Empty: the whole day.")
        form.add("until_on", "&Until", DateField(**screen.date_options()), required=True)
        form.add("until_at", "Until &what time", TimeField(), hint="Empty: the whole day.")
        if is_room:
            form.add("reason", "Wh&y", TextField(example="Refurbishment"), required=True, span=2)
        else:
            form.add("kind", "&Kind", ChoiceField(KINDS))
            form.add("note", "&Note", TextField())

    return build


def moments_of(given: dict[str, Any]) -> tuple[datetime, datetime]:
    """First and last local moment of what the form says."""
    starts_at = datetime.combine(given["from_on"], given["from_at"] or time())
    if given["until_at"] is not None:
        return starts_at, datetime.combine(given["until_on"], given["until_at"])
    return starts_at, datetime.combine(given["until_on"] + timedelta(days=1), time())


def whole_days(from_on: date, until_on: date) -> tuple[datetime, datetime]:
    """First and last local moment of these days, both included."""
    return datetime.combine(from_on, time()), datetime.combine(until_on + timedelta(days=1), time())


def last_day(ends_at: datetime) -> date:
    """The last day of a span that ends before this moment."""
    return (ends_at - timedelta(minutes=1)).date()


class Bookable(Protocol):
    """A room or a member of staff; exactly one of the ids. `ResourceLine` of the diary is one."""

    @property
    def name(self) -> str: ...
    @property
    def room_id(self) -> RoomId | None: ...
    @property
    def staff_id(self) -> StaffId | None: ...


def mark_away(
    screen: Screen,
    resource: Bookable,
    on: date,
    *,
    until_on: date | None = None,
    side: SidePanel | None = None,
    back_to: QWidget | None = None,
) -> None:
    """Enter leave for a person or a closure for a room, from `on` until `until_on` (empty: the same day).

    With `side` the form opens in that panel of the screen, and closing it gives the focus to `back_to`; without,
    the screen of leave and closures opens. What it breaks is listed while the dates are typed.
    """
    if side is None:
        screen.frame.open_screen(
            "away", room_id=resource.room_id, staff_id=resource.staff_id, on=on, until_on=until_on or on
        )
        return
    from ui.diary.away_part import AwayPart  # not above: the week opens before anybody is away

    part = AwayPart(screen, resource, on, until_on or on, leave=side.leave)
    side.show_part(part.title, part, back_to=back_to)
    part.first_focus().setFocus()
