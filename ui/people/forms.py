"""The small forms about people; knows fields and their words, decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cpconf.people.queries import AgencyLine, ProfessionalLine
from cpconf.people.rules import ETHNICITY_WORDS, Ethnicity, Sex
from ui.kit.date_field import DateField
from ui.kit.fields import ChoiceField, LongTextField, TextField, TickField
from ui.kit.form import Form
from ui.kit.screen import Screen

SEX_WORDS = ((Sex.FEMALE, "Female"), (Sex.MALE, "Male"), (Sex.UNKNOWN, "Unknown or unborn"))
ETHNICITIES = tuple((code, words) for code, words in ETHNICITY_WORDS.items())
RELATIONS = ("Mother", "Father", "Stepmother", "Stepfather", "Grandmother", "Grandfather", "Carer", "Other")


def family_fields(form: Form) -> None:
    """Name of a family."""
    form.add("name", "Family &name", TextField(), required=True, hint="The reference is given by itself.")


def child_fields(screen: Screen) -> Callable[[Form], None]:
    """Who a new child is."""

    def build(form: Form) -> None:
        form.add("la_child_id", "&Number in the case system", TextField(longest=20), required=True)
        form.add("given_name", "&Given name", TextField())
        form.add("family_name", "&Family name", TextField(), required=True)
        form.add("born_on", "Date of &birth", DateField(**screen.date_options(), past=True))
        form.add("expected_on", "&Expected date", DateField(**screen.date_options()), hint="For a child not yet born.")
        form.add("sex", "&Sex", ChoiceField(SEX_WORDS))
        form.add("ethnicity", "E&thnicity", ChoiceField(ETHNICITIES, search=True))
        form.fill(ethnicity=Ethnicity.NOBT)

    return build


def name_fields(form: Form) -> None:
    """The names of a child who is known already."""
    form.add("given_name", "&Given name", TextField(), required=True)
    form.add("family_name", "&Family name", TextField(), required=True)
    form.add("known_as", "&Known as", TextField())
    form.add("name_in_script", "In the family's own &script", TextField())


def birth_fields(screen: Screen) -> Callable[[Form], None]:
    """A birth completes the same record."""

    def build(form: Form) -> None:
        form.add("born_on", "Date of &birth", DateField(**screen.date_options(), past=True), required=True)
        form.add("given_name", "&Given name", TextField())
        form.add("sex", "&Sex", ChoiceField(SEX_WORDS[:2], none="Choose"), required=True)

    return build


def adult_fields(form: Form) -> None:
    """An adult of the family and what they are to the child."""
    form.add("name", "&Name", TextField(), required=True)
    form.add("kind", "What they &are to the child", ChoiceField([(word, word) for word in RELATIONS]))
    form.add("parental_responsibility", "", TickField("Has &parental responsibility"))
    form.add("in_household", "", TickField("&Lives in the household"))
    form.add("interpreter_language", "&Interpreter wanted in", TextField())
    form.add("phone", "&Telephone", TextField())


def address_fields(screen: Screen) -> Callable[[Form], None]:
    """Where a child lives; withheld unless somebody says otherwise."""

    def build(form: Form) -> None:
        form.add("lines", "&Address", LongTextField(lines=3), required=True)
        form.add("postcode", "&Postcode", TextField(longest=10))
        form.add("from_on", "&From", DateField(**screen.date_options(), past=True))
        form.add("withheld", "", TickField("&Withhold this address", True))
        form.add("withheld_reason", "&Reason for withholding", TextField())

    return build


def involve_fields(people: Iterable[ProfessionalLine]) -> Callable[[Form], None]:
    """A professional of the directory who works with the family."""
    choices = [(one.id, f"{one.name} · {one.job_title or one.agency} · {one.agency}") for one in people]

    def build(form: Form) -> None:
        field = ChoiceField(choices, none="Type a name", search=True)
        form.add("professional_id", "&Professional", field, required=True)
        form.add("role", "&What they do for the family", TextField(example="Health visitor of the baby"))

    return build


def professional_fields(agencies: Iterable[AgencyLine]) -> Callable[[Form], None]:
    """A professional who is not in the directory yet."""
    choices = [(one.id, one.name) for one in agencies]

    def build(form: Form) -> None:
        form.add("name", "&Name", TextField(), required=True)
        form.add("job_title", "&Job title", TextField())
        form.add("agency_id", "&Agency", ChoiceField(choices, none="Type a name", search=True), required=True)
        form.add("email", "&E-mail", TextField())
        form.add("phone", "&Telephone", TextField())

    return build
