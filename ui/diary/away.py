"""The form for leave and closures, and the times that it means; submits nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from cpconf.diary.kinds import LeaveKind
from ui.kit.date_field import DateField, TimeField
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
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
            form.add("reason", "&Why", TextField(example="Refurbishment"), required=True)
        else:
            form.add("kind", "&Kind", ChoiceField(KINDS))

    return build


def moments_of(given: dict[str, Any]) -> tuple[datetime, datetime]:
    """First and last local moment of what the form says."""
    starts_at = datetime.combine(given["from_on"], given["from_at"] or time())
    if given["until_at"] is not None:
        return starts_at, datetime.combine(given["until_on"], given["until_at"])
    return starts_at, datetime.combine(given["until_on"] + timedelta(days=1), time())
