"""The fields for one setting, and what they hold in the shape that the store keeps; submits nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cpconf.practice.limits import TimeLimit, Unit
from cpconf.practice.setting import Kind, Setting, Stored, Value
from ui.kit.date_field import DateField, TimeField
from ui.kit.fields import ChoiceField, LongTextField, NumberField, RadioField, TextField
from ui.kit.form import Form
from ui.kit.screen import Screen

_MOST_OF_A_LIMIT = 720


def setting_fields(screen: Screen, setting: Setting) -> Callable[[Form], None]:
    """The value in its own kind of field, and why it changes."""

    def build(form: Form) -> None:
        if setting.kind is Kind.LIMIT:
            form.add("amount", "&How many", NumberField(least=1, most=_MOST_OF_A_LIMIT), required=True)
            form.add("unit", "&Of what", ChoiceField([(unit, unit.value) for unit in Unit]))
            form.add("at_time", "By what &hour of the last day", TimeField(), hint="Empty: until the end of the day.")
        else:
            form.add("value", "&Value", _field(screen, setting), required=setting.kind is not Kind.TEXT)
        form.add("why", "&Why it changes", LongTextField(example="Agreed by the board in March"), required=True)

    return build


def values_of(value: Value) -> dict[str, Any]:
    """What the fields show of a value."""
    if isinstance(value, TimeLimit):
        return {"amount": value.amount, "unit": value.unit, "at_time": value.at_time}
    return {"value": value}


def stored_of(setting: Setting, given: dict[str, Any]) -> Stored:
    """What the fields hold, as `change_setting` wants it."""
    if setting.kind is Kind.LIMIT:
        limit: dict[str, int | str] = {"amount": given["amount"], "unit": given["unit"].value}
        if given["at_time"] is not None:
            limit["at_time"] = f"{given['at_time']:%H:%M}"
        return limit
    if setting.kind is Kind.DAY:
        return str(given["value"].isoformat())
    value: Stored = given["value"]
    return value


def _field(screen: Screen, setting: Setting) -> Any:
    match setting.kind:
        case Kind.WHOLE:
            return NumberField(least=setting.least, most=setting.most)
        case Kind.YES_NO:
            return RadioField(((True, "Yes"), (False, "No")), columns=2)
        case Kind.CHOICE:
            return RadioField(setting.choices)
        case Kind.DAY:
            return DateField(**screen.date_options())
        case _:
            return TextField(longest=setting.most)
