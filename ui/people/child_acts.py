"""What can be done from a child's page: each asks a small form and submits one act after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpconf.people.actions import add_family, change_child, join_family
from cpconf.people.adults import add_address, add_adult, relate
from cpconf.people.directory import add_professional, involve
from cpconf.people.queries import AgencyLine, ChildLine, ProfessionalLine, agencies, child_list, professionals
from cpconf.people.rules import AdultId, FamilyId, ProfessionalId
from cpconf.plans.actions import complete_birth
from ui.kit.asking import FillIn
from ui.kit.fields import ChoiceField
from ui.kit.form import Form
from ui.people import forms

if TYPE_CHECKING:
    from ui.people.child import ChildScreen


def _fill(screen: ChildScreen, title: str, build: Any, yes: str = "&Save", **values: Any) -> dict[str, Any] | None:
    return screen.frame.ask(screen, FillIn(title=title, text="", build=build, yes=yes, values=values))


def correct_names(screen: ChildScreen) -> None:
    """Correct or complete the child's names."""
    sheet = screen.sheet
    if sheet is None:
        return
    names = ("given_name", "family_name", "known_as", "name_in_script")
    given = _fill(screen, "Names", forms.name_fields, **{name: getattr(sheet, name) or "" for name in names})
    if given is not None:
        kept: dict[str, Any] = {name: value or None for name, value in given.items()}
        screen.submit(change_child, child_id=sheet.child.id, said="The names were changed.", **kept)


def birth(screen: ChildScreen) -> None:
    """The child is born."""
    given = _fill(screen, "Birth", forms.birth_fields(screen), "&Record birth")
    if given is not None:
        screen.submit(complete_birth, child_id=screen.child_id, said="The birth was recorded.", **given)


def new_family(screen: ChildScreen) -> None:
    """Make a family and put the child into it."""
    sheet = screen.sheet
    name = (sheet.family_name if sheet else "") or ""
    given = _fill(screen, "New family", forms.family_fields, "&Make family", name=name)
    if given is not None:
        screen.submit(add_family, then=lambda family_id: _into(screen, family_id), **given)


def join(screen: ChildScreen) -> None:
    """Put the child into the family of a child who is known."""

    def choose(rows: tuple[ChildLine, ...]) -> None:
        known = [(row.family_id, f"{row.name} · {row.family_reference}") for row in rows if row.family_id is not None]

        def build(form: Form) -> None:
            field = ChoiceField(known, none="Type the name of a sister or brother", search=True)
            form.add("family_id", "&Family of", field, required=True)

        given = _fill(screen, "Join a family", build, "&Join")
        if given is not None:
            _into(screen, given["family_id"])

    screen.ask(child_list, then=choose)


def _into(screen: ChildScreen, family_id: FamilyId) -> None:
    screen.submit(join_family, child_id=screen.child_id, family_id=family_id, said="The child is in the family.")


def add_family_adult(screen: ChildScreen) -> None:
    """Add an adult and say what they are to this child and to the siblings."""
    sheet = screen.sheet
    if sheet is None:
        return
    given = _fill(screen, "Adult of the family", forms.adult_fields, "&Add adult")
    if given is None:
        return
    kind, responsible = given.pop("kind"), given.pop("parental_responsibility")

    def say(adult_id: AdultId) -> None:
        for child in (sheet.child, *sheet.siblings):
            screen.submit(relate, adult_id=adult_id, child_id=child.id, kind=kind, parental_responsibility=responsible)

    kept: dict[str, Any] = {name: value if isinstance(value, bool) else value or None for name, value in given.items()}
    screen.submit(add_adult, family_id=sheet.child.family_id, then=say, said="The adult was added.", **kept)


def add_child_address(screen: ChildScreen) -> None:
    """Add the child's address."""
    given = _fill(screen, "Address", forms.address_fields(screen), "&Add address")
    if given is not None:
        kept: dict[str, Any] = {
            name: value if isinstance(value, bool) else value or None for name, value in given.items()
        }
        screen.submit(add_address, child_id=screen.child_id, said="The address was added.", **kept)


def involve_professional(screen: ChildScreen) -> None:
    """Say that a professional of the directory works with the family."""

    def choose(rows: tuple[ProfessionalLine, ...]) -> None:
        given = _fill(screen, "Professional", forms.involve_fields(rows), "&Add")
        if given is not None:
            _involve(screen, given["professional_id"], given["role"])

    screen.ask(professionals, then=choose)


def new_professional(screen: ChildScreen) -> None:
    """Add somebody to the directory and to the family."""

    def choose(rows: tuple[AgencyLine, ...]) -> None:
        given = _fill(screen, "New professional", forms.professional_fields(rows), "&Add")
        if given is not None:
            kept: dict[str, Any] = {
                name: value or ("" if name == "job_title" else None) for name, value in given.items()
            }
            screen.submit(add_professional, then=lambda one: _involve(screen, one, ""), **kept)

    screen.ask(agencies, then=choose)


def _involve(screen: ChildScreen, professional_id: ProfessionalId, role: str) -> None:
    family_id = screen.sheet.child.family_id if screen.sheet else None
    screen.submit(
        involve, family_id=family_id, professional_id=professional_id, role=role, said="The professional was added."
    )
