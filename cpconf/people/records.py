"""Children, families, adults, agencies, professionals and addresses as they are kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cpconf.people.rules import AgencyKind, Ethnicity, Sex
from cpconf.store.constraints import says
from cpconf.store.records import Record, choice


class Family(Record):
    """Children who are considered together; `reference` is the case reference on every page."""

    __tablename__ = "family"

    reference: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    notes: Mapped[str] = mapped_column(default="")


class Child(Record):
    """One child, born or not. `la_child_id` = LAchildID = Child Unique ID = pers_person_id; never reused."""

    __tablename__ = "child"
    __table_args__ = (CheckConstraint("(born_on IS NULL) <> (expected_on IS NULL)", name="birth"),)

    la_child_id: Mapped[str] = mapped_column(String(20), unique=True)
    family_id: Mapped[int | None] = mapped_column(ForeignKey("family.id"), index=True)
    given_name: Mapped[str | None] = mapped_column(String(120), index=True)
    family_name: Mapped[str | None] = mapped_column(String(120), index=True)
    known_as: Mapped[str | None]
    name_in_script: Mapped[str | None]
    born_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    died_on: Mapped[date | None]
    sex: Mapped[Sex] = mapped_column(choice(Sex))
    ethnicity: Mapped[Ethnicity] = mapped_column(choice(Ethnicity), default=Ethnicity.NOBT)
    disabled: Mapped[bool | None]
    disabilities: Mapped[list[str]] = mapped_column(default=list)
    first_language: Mapped[str | None]
    religion: Mapped[str | None]
    nhs_number: Mapped[str | None] = mapped_column(String(10))
    upn: Mapped[str | None] = mapped_column(String(13))
    school: Mapped[str | None]
    gp: Mapped[str | None]
    legal_status: Mapped[str | None]
    team: Mapped[str | None]
    worker: Mapped[str | None]


class Adult(Record):
    """A parent, carer or other significant adult of a family."""

    __tablename__ = "adult"

    family_id: Mapped[int] = mapped_column(ForeignKey("family.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_in_script: Mapped[str | None]
    born_on: Mapped[date | None]
    in_household: Mapped[bool] = mapped_column(default=False)
    first_language: Mapped[str | None]
    interpreter_language: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    died_on: Mapped[date | None]


class Relationship(Record):
    """What an adult is to a child: the word, and whether with parental responsibility."""

    __tablename__ = "relationship"
    __table_args__ = (UniqueConstraint("adult_id", "child_id"),)

    adult_id: Mapped[int] = mapped_column(ForeignKey("adult.id"))
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    parental_responsibility: Mapped[bool] = mapped_column(default=False)


class Address(Record):
    """Where a child or an adult lives, from when to when; withheld unless someone says otherwise."""

    __tablename__ = "address"
    __table_args__ = (CheckConstraint("(child_id IS NULL) <> (adult_id IS NULL)", name="whose"),)

    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"), index=True)
    adult_id: Mapped[int | None] = mapped_column(ForeignKey("adult.id"), index=True)
    lines: Mapped[str]
    postcode: Mapped[str | None] = mapped_column(String(10))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    withheld: Mapped[bool] = mapped_column(default=True)
    withheld_reason: Mapped[str | None]


class AddressRestriction(Record):
    """One person who may not see one address, why, and who said so."""

    __tablename__ = "address_restriction"
    __table_args__ = (UniqueConstraint("address_id", "adult_id"),)

    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    adult_id: Mapped[int] = mapped_column(ForeignKey("adult.id"))
    reason: Mapped[str]
    authorised_by: Mapped[str]
    from_on: Mapped[date]
    ended_on: Mapped[date | None]


class Agency(Record):
    """A school, surgery, team, force: what is invited, owes a report and counts towards quoracy."""

    __tablename__ = "agency"

    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[AgencyKind] = mapped_column(choice(AgencyKind))
    owes_report: Mapped[bool] = mapped_column(default=True)
    email: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    ended_on: Mapped[date | None]


class Professional(Record):
    """A person who works for an agency; social workers are professionals of a social care team."""

    __tablename__ = "professional"

    name: Mapped[str] = mapped_column(String(200), index=True)
    job_title: Mapped[str] = mapped_column(default="")
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    email: Mapped[str | None]
    phone: Mapped[str | None]
    ended_on: Mapped[date | None]


class Involvement(Record):
    """A professional who works with a family, so that the next invitation knows whom to ask."""

    __tablename__ = "involvement"
    __table_args__ = (UniqueConstraint("family_id", "professional_id"),)

    family_id: Mapped[int] = mapped_column(ForeignKey("family.id"))
    professional_id: Mapped[int] = mapped_column(ForeignKey("professional.id"), index=True)
    role: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]


says("uq_child_la_child_id", "There is already a child with this case system number.", "la_child_id")
says("child.la_child_id", "There is already a child with this case system number.", "la_child_id")
says("uq_family_reference", "There is already a family with this reference.", "reference")
says("family.reference", "There is already a family with this reference.", "reference")
says("uq_agency_name", "There is already an agency of this name.", "name")
says("agency.name", "There is already an agency of this name.", "name")
