"""The fields of a request, which of them apply to which kind, and their values as the acts take them; asks nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from cpconf.bookings.queries import RequestSheet
from cpconf.bookings.rules import KIND_WORDS, MODE_WORDS, ConferenceKind
from cpconf.diary.queries import RoomLine, SiteLine
from cpconf.people.queries import ProfessionalLine
from cpconf.people.rules import AgencyKind
from cpconf.plans.rules import CATEGORY_WORDS, Category
from ui.bookings.people_field import PeopleField
from ui.kit.date_field import DateField
from ui.kit.fields import ChoiceField, LongTextField, MultiChoiceField, NumberField, TextField, suggest
from ui.kit.form import Form

NEEDS = (
    ("separate_arrival", "Separate arrival"),
    ("split_attendance", "Two sittings"),
    ("non_contact", "Non-contact order"),
    ("domestic_abuse", "Domestic abuse"),
    ("address_withheld", "Address withheld"),
    ("advocate", "Advocate"),
)
CATEGORIES = tuple((code.value, CATEGORY_WORDS[code]) for code in Category if code is not Category.MULTIPLE)
_BEFORE_PLAN = (ConferenceKind.INITIAL, ConferenceKind.PRE_BIRTH)
APPLIES: dict[str, tuple[ConferenceKind, ...]] = {
    "strategy_discussion_on": _BEFORE_PLAN,
    "s47_started_on": _BEFORE_PLAN,
    "notice_on": (ConferenceKind.TRANSFER_IN,),
    "category_sought": (*_BEFORE_PLAN, ConferenceKind.TRANSFER_IN),
}
CLOCKS = ("kind", "strategy_discussion_on", "s47_started_on", "notice_on")
"""Fixed once a request is recorded: its target never moves."""


def build(date_options: dict[str, Any]) -> Form:
    """All fields in their order."""
    form = Form(columns=2)
    days = partial(DateField, **date_options, past=True)
    form.add("kind", "&Kind of conference", ChoiceField(tuple(KIND_WORDS.items())), span=2)
    form.add("strategy_discussion_on", "&Strategy discussion", days(), hint="The one that started section 47.")
    form.add("s47_started_on", "S&47 enquiry began", days(), hint="Counted by the Department for Education.")
    form.add("notice_on", "Written n&otice", days(), hint="The transfer counts from it.")
    form.add("urgent", "&Urgent because", TextField(example="Leave empty where it can wait"), span=2)
    form.add("social_worker_id", "Social &worker", ChoiceField(none="Not known yet", search=True))
    form.add("site_wanted_id", "S&ite wanted", ChoiceField(none="Any site"))
    people = "The interpreter, or anybody else without whom it cannot be held. They are booked like a room."
    form.add("professional_ids", "Must be t&here", PeopleField(), hint=people, span=2)
    form.add("mode", "How people &meet", ChoiceField(tuple(MODE_WORDS.items())))
    form.add("seats", "&People expected", NumberField(12, least=1, most=60))
    form.add("length_minutes", "&Length in minutes", NumberField(least=30, most=480, example="as usual"))
    form.add("category_sought", "Cate&gory sought", ChoiceField(CATEGORIES, none="Not said"))
    form.add("interpreter_language", "Interpreter i&n", TextField(example="for example Polish"))
    form.add("equipment_needed", "&Equipment", TextField(example="screen, hearing loop"))
    form.add("needs", "Nee&ds", MultiChoiceField(NEEDS, columns=3), span=2)
    form.add("access_needs", "&Access", TextField(example="wheelchair, step-free"), span=2)
    form.add("risks", "Risks &for reception and the chair", LongTextField(lines=2), span=2)
    form.add("notes", "No&tes", LongTextField(lines=2), span=2)
    return form


def fit_kind(form: Form, *, recorded: bool) -> None:
    """Show only what applies to the kind; of a recorded request the clocks are fixed and stay away."""
    kind = form.value("kind")
    for name, kinds in APPLIES.items():
        form.show_field(name, kind in kinds and not (recorded and name in CLOCKS))
    form.show_field("kind", not recorded)


def fill_sites(form: Form, lines: Iterable[SiteLine]) -> None:
    """The buildings that can be wished."""
    form.field("site_wanted_id").set_choices((line.id, line.name) for line in lines)


def fill_people(form: Form, lines: Iterable[ProfessionalLine]) -> None:
    """Social workers, and everybody who may have to be there."""
    found = tuple(lines)
    workers = [line for line in found if line.agency_kind is AgencyKind.SOCIAL_CARE]
    form.field("social_worker_id").set_choices((line.id, f"{line.name} · {line.agency}") for line in workers)
    everybody = ((line.id, " · ".join(p for p in (line.name, line.job_title, line.agency) if p)) for line in found)
    form.field("professional_ids").set_choices(everybody)


def fill_equipment(form: Form, lines: Iterable[RoomLine]) -> None:
    """What the rooms have is offered under the field."""
    known = sorted({word.strip() for line in lines for word in line.equipment.split(",") if word.strip()})
    suggest(form.field("equipment_needed"), known)


def values_of(sheet: RequestSheet) -> dict[str, Any]:
    """A recorded request as the form shows it."""
    plain = (
        "strategy_discussion_on", "s47_started_on", "notice_on", "social_worker_id", "site_wanted_id", "mode",
        "seats", "length_minutes", "category_sought", "access_needs", "risks", "notes",
    )  # fmt: skip
    values = {name: getattr(sheet, name) for name in plain}
    line = sheet.line
    return values | {
        "kind": line.kind,
        "urgent": line.urgent or "",
        "interpreter_language": sheet.interpreter_language or "",
        "equipment_needed": line.equipment_needed,
        "professional_ids": tuple(person for person, _name in line.people),
        "needs": tuple(name for name, _words in NEEDS if needed(sheet, name)),
    }


def needed(sheet: RequestSheet, name: str) -> bool:
    """One of the ticked needs, wherever the snapshot keeps it."""
    return bool(getattr(sheet, name) if hasattr(sheet, name) else getattr(sheet.line, name))


def as_act(values: dict[str, Any], *, recorded: bool) -> dict[str, Any]:
    """The form's values as `record_request` or `change_request` takes them; what does not apply is empty."""
    given = dict(values)
    kind = given["kind"]
    for name, kinds in APPLIES.items():
        if kind not in kinds:
            given[name] = None
    ticked = given.pop("needs")
    given |= {name: name in ticked for name, _words in NEEDS}
    for name in ("interpreter_language", "urgent"):
        given[name] = given[name] or None
    if recorded:
        for name in CLOCKS:
            given.pop(name)
    return given
