"""Who is invited between booking and day: one more person, or one fewer, each with its way back; marks nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from cpconf.bookings.actions import invite, withdraw_invitation
from cpconf.bookings.sheets import ConferenceSheet, conference_sheet
from cpconf.conferences.day import DayPerson
from cpconf.people.queries import FamilySheet, ProfessionalLine, family_sheet, professionals
from ui.bookings.doing import do
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form

if TYPE_CHECKING:
    from ui.conferences.people import PeopleSection

EVERYBODY = 5000
Who = tuple[str, int]  # the keyword of `invite` that names the person, and the id


class Inviting:
    """Belongs to the people of a conference that is still to come."""

    def __init__(self, section: PeopleSection) -> None:
        self.section = section

    def ask(self) -> None:
        """Ask who else should come."""
        self.section.ask(conference_sheet, conference_id=self.section.conference_id, then=self._with_sheet)

    def _with_sheet(self, sheet: ConferenceSheet) -> None:
        then = partial(self._with_family, sheet)
        self.section.ask(family_sheet, family_id=sheet.line.family_id, then=then)

    def _with_family(self, sheet: ConferenceSheet, family: FamilySheet) -> None:
        self.section.ask(professionals, limit=EVERYBODY, then=partial(self._put, sheet, family))

    def _put(self, sheet: ConferenceSheet, family: FamilySheet, people: tuple[ProfessionalLine, ...]) -> None:
        section, names = self.section, dict(choices(sheet, family, people))
        form = Form(columns=2)
        field = ChoiceField(names.items(), none="Type a name, job or agency", search=True)
        form.add("person", "&Who should come?", field, required=True)
        form.add("capacity", "In what &capacity", TextField(example="as their role says"))

        def answer(values: dict[str, Any]) -> None:
            (kind, person_id), capacity = values["person"], values["capacity"]
            name = names[values["person"]].split(" · ")[0]
            do(
                section.host,
                invite,
                {"conference_id": section.conference_id, "capacity": capacity, kind: person_id},
                said=f"{name} is invited.",
                words=f"invitation of {name}",
                opposite=lambda invitation_id: (withdraw_invitation, {"invitation_id": invitation_id}),
                then=section.while_here(lambda _id: section.inline.leave()),
                form=form,
            )

        section.inline.put("Invite somebody", form, answer, yes="&Invite", back_to=section.first_focus())

    def withdraw(self, person: DayPerson | None) -> None:
        """This person need not come after all; the invitation stays in the store."""
        section = self.section
        if person is None:
            section.frame.notice("Choose the person in the list first.", "note")
            return
        kind, person_id = who(person)
        again = {"conference_id": section.conference_id, "capacity": person.capacity, kind: person_id}
        do(
            section.host,
            withdraw_invitation,
            {"invitation_id": person.invitation_id},
            said=f"{person.name} need not come any more.",
            words=f"withdrawal of {person.name}",
            opposite=lambda _none: (invite, again),
        )


def who(person: DayPerson) -> Who:
    """The keyword and the id by which a person is invited."""
    named = {"professional_id": person.professional_id, "adult_id": person.adult_id, "child_id": person.child_id}
    return next((kind, int(one)) for kind, one in named.items() if one is not None)


def choices(sheet: ConferenceSheet, family: FamilySheet, people: Iterable[ProfessionalLine]) -> list[tuple[Who, str]]:
    """Whoever is not invited yet: the family's adults and the children concerned first, then the directory."""
    invited = {
        *(("adult_id", one.adult_id) for one in sheet.people),
        *(("professional_id", one.professional_id) for one in sheet.people),
        *(("child_id", one.child_id) for one in sheet.people),
    }
    found: list[tuple[Who, str]] = [
        (("adult_id", adult.id), f"{adult.name} · family") for adult in family.adults if adult.died_on is None
    ]
    found += [(("child_id", child.id), f"{child.name} · child, {child.age}") for child in sheet.line.children]
    found += [
        (("professional_id", one.id), " · ".join(p for p in (one.name, one.job_title, one.agency) if p))
        for one in people
    ]
    return [pair for pair in found if pair[0] not in invited]
