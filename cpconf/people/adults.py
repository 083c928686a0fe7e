"""Adults, what they are to each child, where people live and who may not know it; knows nothing of conferences."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from cpconf.access.typed import needed, trimmed
from cpconf.people.records import Address, AddressRestriction, Adult, Child, Family, Relationship
from cpconf.people.rules import AddressId, AdultId, ChildId, FamilyId
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

_NAME = "Give the adult's name, or how they are known: “the father of the unborn baby”."


@action(Permission.DIRECTORY)
def add_adult(
    writing: Writing,
    *,
    family_id: FamilyId,
    name: str,
    born_on: date | None = None,
    in_household: bool = False,
    name_in_script: str | None = None,
    first_language: str | None = None,
    interpreter_language: str | None = None,
    phone: str | None = None,
    email: str | None = None,
) -> AdultId:
    """A parent, carer or other adult of a family; refuses an empty name and a birth in the future."""
    writing.get(Family, family_id)
    _check_birth(born_on, writing.on)
    adult = Adult(
        family_id=family_id,
        name=needed(name, "name", _NAME),
        born_on=born_on,
        in_household=in_household,
        name_in_script=trimmed(name_in_script),
        first_language=trimmed(first_language),
        interpreter_language=trimmed(interpreter_language),
        phone=trimmed(phone),
        email=trimmed(email),
    )
    return AdultId(writing.add(adult).id)


@action(Permission.DIRECTORY)
def change_adult(
    writing: Writing,
    *,
    adult_id: AdultId,
    name: str,
    born_on: date | None,
    in_household: bool,
    interpreter_language: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    died_on: date | None = None,
) -> None:
    """Correct an adult, all of these at once; refuses as `add_adult`. Undone by changing back."""
    adult = writing.get(Adult, adult_id)
    _check_birth(born_on, writing.on)
    if died_on is not None and died_on > writing.on:
        raise Refusal("The date of death lies in the future.", "died_on")
    adult.name = needed(name, "name", _NAME)
    adult.born_on, adult.in_household, adult.died_on = born_on, in_household, died_on
    adult.interpreter_language = trimmed(interpreter_language)
    adult.phone, adult.email = trimmed(phone), trimmed(email)


@action(Permission.DIRECTORY)
def relate(writing: Writing, *, adult_id: AdultId, child_id: ChildId, kind: str, parental_responsibility: bool) -> None:
    """Say what an adult is to a child ("mother") and whether with parental responsibility; again: corrects it.

    Refuses an adult and a child of different families. Undone by saying it as it was before.
    """
    adult, child = writing.get(Adult, adult_id), writing.get(Child, child_id)
    if adult.family_id != child.family_id:
        raise Refusal("This adult and this child belong to different families: join them first.", "child")
    word = needed(kind, "kind", "Say what the adult is to the child: mother, step-father, grandmother.")
    known = writing.record(
        select(Relationship).where(Relationship.adult_id == adult_id, Relationship.child_id == child_id)
    )
    if known is None:
        writing.add(
            Relationship(
                adult_id=adult_id, child_id=child_id, kind=word, parental_responsibility=parental_responsibility
            )
        )
    else:
        known.kind, known.parental_responsibility = word, parental_responsibility


@action(Permission.DIRECTORY)
def add_address(
    writing: Writing,
    *,
    child_id: ChildId | None = None,
    adult_id: AdultId | None = None,
    lines: str,
    postcode: str | None = None,
    from_on: date | None = None,
    withheld: bool = True,
    withheld_reason: str | None = None,
) -> AddressId:
    """Where one child or one adult lives from `from_on` (default: today); the former address ends that day.

    Withheld unless somebody says otherwise. Refuses both or neither of child and adult, an empty address, and a
    start before that of the address that it replaces.
    """
    if (child_id is None) == (adult_id is None):
        raise Refusal("An address belongs to one child or to one adult.", "whose")
    if child_id is not None:
        writing.get(Child, child_id)
        whose = Address.child_id == child_id
    else:
        writing.get(Adult, adult_id or 0)
        whose = Address.adult_id == adult_id
    start_on = from_on or writing.on
    for former in writing.records(select(Address).where(whose, Address.until_on.is_(None))):
        if former.from_on > start_on:
            raise Refusal("A later address is already recorded: check the date of the move.", "from_on")
        former.until_on = start_on
    address = Address(
        child_id=child_id,
        adult_id=adult_id,
        lines=_lines(lines),
        postcode=trimmed(postcode),
        from_on=start_on,
        withheld=withheld,
        withheld_reason=trimmed(withheld_reason),
    )
    return AddressId(writing.add(address).id)


@action(Permission.DIRECTORY)
def end_address(writing: Writing, *, address_id: AddressId, until_on: date) -> None:
    """The day a person left an address; refuses a day before the first, and one that has ended."""
    address = writing.get(Address, address_id)
    if address.until_on is not None:
        raise Refusal("This address has already ended.", "until_on")
    if until_on < address.from_on:
        raise Refusal("The person cannot leave an address before moving in.", "until_on")
    address.until_on = until_on


@action(Permission.DIRECTORY)
def withhold_address(writing: Writing, *, address_id: AddressId, withheld: bool, reason: str) -> None:
    """Withhold an address from every paper, or release it; both need a reason. Undone by the other."""
    address = writing.get(Address, address_id)
    why = needed(reason, "reason", "Say why: withholding or showing an address needs a reason.")
    address.withheld = withheld
    address.withheld_reason = why if withheld else None
    writing.because(why)


@action(Permission.DIRECTORY)
def restrict_address(
    writing: Writing, *, address_id: AddressId, adult_id: AdultId, reason: str, authorised_by: str
) -> None:
    """One adult may not see one address; refuses without a reason and without who said so.

    Refuses an adult's own address, and what is restricted already. Undone by `lift_restriction`.
    """
    address = writing.get(Address, address_id)
    writing.get(Adult, adult_id)
    if address.adult_id == adult_id:
        raise Refusal("An adult's own address cannot be kept from that adult.", "adult")
    why = needed(reason, "reason", "Give the safeguarding reason for the restriction.")
    who = needed(authorised_by, "authorised_by", "Say who authorised the restriction.")
    known = _restriction(writing, address_id, adult_id)
    if known is not None and known.ended_on is None:
        raise Refusal("This address is already withheld from this adult.", "adult")
    if known is None:
        writing.add(
            AddressRestriction(
                address_id=address_id, adult_id=adult_id, reason=why, authorised_by=who, from_on=writing.on
            )
        )
    else:
        known.reason, known.authorised_by, known.from_on, known.ended_on = why, who, writing.on, None
    address.withheld = True


@action(Permission.DIRECTORY)
def lift_restriction(writing: Writing, *, address_id: AddressId, adult_id: AdultId, why: str) -> None:
    """An adult may see an address after all; the address stays withheld from papers. Undone by restricting again."""
    known = _restriction(writing, address_id, adult_id)
    if known is None or known.ended_on is not None:
        raise Refusal("This address is not withheld from this adult.", "adult")
    writing.because(needed(why, "why", "Say why the restriction is lifted."))
    known.ended_on = writing.on


def _restriction(writing: Writing, address_id: AddressId, adult_id: AdultId) -> AddressRestriction | None:
    return writing.record(
        select(AddressRestriction).where(
            AddressRestriction.address_id == address_id, AddressRestriction.adult_id == adult_id
        )
    )


def _lines(lines: str) -> str:
    kept = "\n".join(line.strip() for line in lines.splitlines() if line.strip())
    if not kept:
        raise Refusal("Give the address, one line below the other.", "lines")
    return kept


def _check_birth(born_on: date | None, on: date) -> None:
    if born_on is not None and born_on > on:
        raise Refusal("The date of birth lies in the future.", "born_on")
