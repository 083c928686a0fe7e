"""The sheet of one conference's minutes, from the records; knows no recipient: what anybody may not see stays out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from cpconf.access.records import Staff
from cpconf.bookings.records import Conference, ConferenceChild
from cpconf.bookings.rules import KIND_WORDS, LATE_WORDS, ConferenceId, ConferenceKind, Mode
from cpconf.conferences.day import ChairsQuoracy, DayPerson, Seen
from cpconf.conferences.queries import load_chairs_quoracy, load_people, quoracy_of
from cpconf.conferences.quoracy import WRITTEN, Quoracy
from cpconf.conferences.rules import ATTENDANCE_WORDS, REPORT_WORDS, AttendanceStatus, ExclusionPart
from cpconf.diary.records import Room, Site
from cpconf.diary.window import load_calendar
from cpconf.minutes import sheet
from cpconf.minutes.assembly_record import Names, Record, load_record
from cpconf.paper.imprint import Imprint, Status
from cpconf.paper.wording import clock, joined, short_date
from cpconf.people.records import Address, AddressRestriction, Adult, Child, Family, Relationship
from cpconf.people.rules import ETHNICITY_WORDS, Disability, Sex, child_name
from cpconf.practice.limits import LimitKey, Unit
from cpconf.practice.queries import load_settings
from cpconf.practice.rules import PracticeSettings
from cpconf.refusals import Refusal
from cpconf.store.store import Reading

MODE_WORDS = {Mode.IN_PERSON: "In person", Mode.HYBRID: "Some in person, some remotely", Mode.REMOTE: "Remotely"}
_SEX = {Sex.MALE: "Male", Sex.FEMALE: "Female", Sex.UNKNOWN: "Not known"}
_DISABILITY = {
    Disability.NONE: "None",
    Disability.MOB: "Mobility",
    Disability.HAND: "Hand function",
    Disability.PC: "Personal care",
    Disability.INC: "Incontinence",
    Disability.COMM: "Communication",
    Disability.LD: "Learning",
    Disability.HEAR: "Hearing",
    Disability.VIS: "Vision",
    Disability.BEH: "Behaviour",
    Disability.CON: "Consciousness",
    Disability.AUT: "Autism",
    Disability.DDA: "Other disability",
}
_COUNTED = frozenset({ConferenceKind.INITIAL, ConferenceKind.PRE_BIRTH})
_EXTENT = {ExclusionPart.WHOLE: "Whole conference", ExclusionPart.PART: "Part of the conference"}


def assemble(
    reading: Reading, conference_id: ConferenceId, *, version: int, approved_on: date | None
) -> sheet.MinutesSheet:
    """The minutes as they stand, a draft unless `approved_on` is given; a constant number of statements.

    Left out: every address that is withheld from anybody, and why a report was withheld from a parent.
    """
    row = reading.one(_conference(conference_id))
    if row is None:
        raise Refusal("This conference is no longer there. Refresh and look again.", "conference_id")
    settings = load_settings(reading)
    people = load_people(reading, conference_id)
    children = reading.rows(_children(conference_id))
    names: Names = {child.id: _name(child) for child in children}
    homes = _homes(reading, row, names)
    record: Record = load_record(reading, row, people, names, settings)
    return sheet.MinutesSheet(
        imprint=Imprint(
            authority=settings.authority_name,
            case_reference=row.family_reference,
            version=version,
            status=Status.DRAFT if approved_on is None else Status.APPROVED,
            issued_on=approved_on or reading.on,
            approved_on=approved_on,
        ),
        occasion=_occasion(reading, row, quoracy_of(people, settings), settings),
        children=_child_entries(children, names, homes),
        adults=_adults(reading, row, names, homes),
        invitees=tuple(_invitee(person) for person in people),
        exclusions=tuple(_exclusion(p) for p in people if p.attendance is AttendanceStatus.EXCLUDED),
        **record,
    )


def _occasion(reading: Reading, row: Any, computed: Quoracy, settings: PracticeSettings) -> sheet.Occasion:
    held_on = row.starts_at.date()
    counted = row.kind in _COUNTED and row.strategy_discussion_on is not None
    # A pre-birth conference is due before the expected birth: no limit runs from its strategy discussion.
    limit = settings.limit(LimitKey.ICPC) if row.kind is ConferenceKind.INITIAL else None
    days = load_calendar(reading).count_between(row.strategy_discussion_on, held_on) if counted else None
    late = LATE_WORDS[row.late_reason] if row.late_reason else ""
    return sheet.Occasion(
        conference_type=KIND_WORDS[row.kind],
        held_on=held_on,
        venue=joined((row.room or "", row.site or "")),
        mode=MODE_WORDS[row.mode],
        started_at=(row.began_at or row.starts_at).time(),
        ended_at=None if row.finished_at is None else row.finished_at.time(),
        chair=row.chair,
        minute_taker=row.taker,
        is_quorate=computed.quorate,
        quoracy=_quoracy(computed, load_chairs_quoracy(reading, ConferenceId(row.id))),
        strategy_discussion_on=row.strategy_discussion_on if counted else None,
        working_days=days,
        limit_working_days=limit.amount if counted and limit and limit.unit is Unit.WORKING_DAYS else None,
        lateness_reason=joined((late, row.late_note or ""), ": "),
    )


def _quoracy(computed: Quoracy, chairs: ChairsQuoracy | None) -> str:
    if chairs is None or not chairs.reason:
        return computed.reason
    went = "went on" if chairs.went_ahead else "did not go on"
    return f"{computed.reason} The chair {went}: {chairs.reason}"


def _child_entries(children: Any, names: Names, homes: _Homes) -> tuple[sheet.ChildEntry, ...]:
    return tuple(
        sheet.ChildEntry(
            name=names[child.id],
            born_on=child.born_on,
            expected_on=child.expected_on,
            aliases=joined((child.known_as or "", child.name_in_script or "")),
            sex=_SEX[child.sex],
            ethnicity=ETHNICITY_WORDS[child.ethnicity],
            language=child.first_language or "",
            religion=child.religion or "",
            disability=_disability(child.disabled, child.disabilities),
            school="" if homes.hides(child.id) else child.school or "",
            gp="" if homes.hides(child.id) else child.gp or "",
            nhs_number=child.nhs_number or "",
            legal_status=child.legal_status or "",
            address=homes.of_child[child.id],
        )
        for child in children
    )


def _disability(disabled: bool | None, codes: list[str]) -> str:
    known = [_DISABILITY[Disability(code)] for code in codes if code in set(Disability)]
    if known:
        return ", ".join(known)
    return {True: "Yes", False: "None", None: ""}[disabled]


def _adults(reading: Reading, row: Any, names: Names, homes: _Homes) -> tuple[sheet.AdultEntry, ...]:
    adults = reading.rows(
        select(Adult.id, Adult.name, Adult.name_in_script, Adult.died_on)
        .where(Adult.family_id == row.family_id)
        .order_by(Adult.in_household.desc(), Adult.id)
    )
    related = defaultdict(list)
    kinds = select(
        Relationship.adult_id, Relationship.child_id, Relationship.kind, Relationship.parental_responsibility
    )
    for relation in reading.rows(kinds.where(Relationship.child_id.in_(list(names))).order_by(Relationship.child_id)):
        related[relation.adult_id].append(relation)
    return tuple(
        sheet.AdultEntry(
            name=joined((adult.name, f"({adult.name_in_script})" if adult.name_in_script else ""), " "),
            relationship=joined(
                (_relationship(related[adult.id], names), f"died {short_date(adult.died_on)}" if adult.died_on else "")
            ),
            has_parental_responsibility=any(r.parental_responsibility for r in related[adult.id])
            if related[adult.id]
            else None,
            address=homes.of_adult[adult.id],
        )
        for adult in adults
    )


def _relationship(relations: list[Any], names: Names) -> str:
    """ "Mother", or "Father of A; Stepfather of B" where it differs, saying for whom responsibility is held."""
    if not relations:
        return ""
    alike = len({(relation.kind, relation.parental_responsibility) for relation in relations}) == 1
    if alike and len(relations) == len(names):
        return _capital(relations[0].kind)
    differs = len({relation.parental_responsibility for relation in relations}) > 1
    return "; ".join(
        f"{_capital(relation.kind)} of {names[relation.child_id]}"
        + (" (with parental responsibility)" if differs and relation.parental_responsibility else "")
        for relation in relations
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Homes:
    """Addresses that may stand in the whole record, by child and by adult."""

    of_child: dict[int, str]
    of_adult: dict[int, str]
    is_any_hidden: bool

    def hides(self, child_id: int) -> bool:
        """Whether a child's school and surgery stay out of the record: they lead to a home that is withheld."""
        return self.is_any_hidden and not self.of_child.get(child_id)


def _homes(reading: Reading, row: Any, children: Iterable[int]) -> _Homes:
    """Where each lives on the day, only where nobody at all is kept from knowing it.

    A home that is withheld for one of the family is withheld for all who share it: a child's own entry must not give
    away where its mother hides.
    """
    on = row.starts_at.date()
    kept_from = select(AddressRestriction.id).where(
        AddressRestriction.address_id == Address.id, AddressRestriction.ended_on.is_(None)
    )
    rows = reading.rows(
        select(
            Address.child_id, Address.adult_id, Address.lines, Address.postcode,
            or_(Address.withheld, kept_from.exists()).label("hidden"),
        )
        .outerjoin(Adult, Adult.id == Address.adult_id)
        .outerjoin(Child, Child.id == Address.child_id)
        .where(or_(Adult.family_id == row.family_id, Child.family_id == row.family_id, Child.id.in_(list(children))))
        .where(Address.from_on <= on, or_(Address.until_on.is_(None), Address.until_on > on))
        .order_by(Address.from_on, Address.id)
    )  # fmt: skip
    hidden = [address for address in rows if address.hidden]
    homes = _Homes(of_child=defaultdict(str), of_adult=defaultdict(str), is_any_hidden=bool(hidden))
    for address in rows:
        if not any(_same_home(address, other) for other in hidden):
            whose = homes.of_child if address.child_id is not None else homes.of_adult
            words = joined((", ".join(address.lines.splitlines()), address.postcode or ""))
            whose[address.child_id or address.adult_id] = words
    return homes


def _same_home(one: Any, other: Any) -> bool:
    """Whether two addresses are one home however they were typed, or share a postcode: in doubt they are."""
    a, b = (re.sub(r"\W+", "", address.lines).casefold() for address in (one, other))
    codes = [re.sub(r"\W+", "", address.postcode or "").casefold() for address in (one, other)]
    return a.startswith(b) or b.startswith(a) or (bool(codes[0]) and codes[0] == codes[1])


def _invitee(person: DayPerson) -> sheet.Invitee:
    report = REPORT_WORDS[person.report] if person.report else "Awaited" if person.report_due_on else ""
    came = f", {short_date(person.received_on)}" if person.received_on and person.report is not None else ""
    is_written = person.report in WRITTEN
    return sheet.Invitee(
        name=person.name,
        role=_capital(person.role),
        attendance=ATTENDANCE_WORDS[person.attendance],
        agency=person.agency,
        note=_note(person),
        report=f"{report}{came}" if report else "",
        seen=tuple(sheet.ReportSeen(parent=s.name, words=_seen(s)) for s in person.seen) if is_written else (),
    )


def _note(person: DayPerson) -> str:
    deputy = joined((person.deputy_name or "", person.deputy_title or ""))
    return joined((f"Deputy: {deputy}" if deputy else "", _times(person)), ". ")


def _times(person: DayPerson) -> str:
    came = f"came {clock(person.arrived_at)}" if person.arrived_at else ""
    left = f"left {clock(person.left_at)}" if person.left_at else ""
    return _capital(joined((came, left)))


def _seen(seen: Seen) -> str:
    if seen.withheld:
        return "withheld by the chair"
    if seen.seen_on is None:
        return "not seen"
    return f"{'yes' if seen.in_time else 'no, late'}, {short_date(seen.seen_on)}"


def _exclusion(person: DayPerson) -> sheet.Exclusion:
    return sheet.Exclusion(
        name=person.name,
        extent=_EXTENT[person.excluded_part or ExclusionPart.WHOLE],
        reason=person.excluded_reason or "",
        authorised_by=person.excluded_by or "",
        duration=_times(person),
    )


def _conference(conference_id: int) -> Select[*tuple[Any, ...]]:
    chair, taker = aliased(Staff), aliased(Staff)
    columns: list[Any] = [
        *Conference.__table__.columns, Family.reference.label("family_reference"), Room.name.label("room"),
        Site.name.label("site"), chair.name.label("chair"), taker.name.label("taker"),
    ]  # fmt: skip
    rows: Select[*tuple[Any, ...]] = select(*columns)
    return (
        rows.join(Family, Family.id == Conference.family_id)
        .join(chair, chair.id == Conference.chair_id)
        .join(taker, taker.id == Conference.minute_taker_id)
        .outerjoin(Room, Room.id == Conference.room_id)
        .outerjoin(Site, Site.id == Room.site_id)
        .where(Conference.id == conference_id)
    )


def _children(conference_id: int) -> Select[*tuple[Any, ...]]:
    rows: Select[*tuple[Any, ...]] = select(*Child.__table__.columns)
    return (
        rows.join(ConferenceChild, ConferenceChild.child_id == Child.id)
        .where(ConferenceChild.conference_id == conference_id)
        .order_by(func.coalesce(Child.born_on, Child.expected_on), Child.id)
    )


def _name(row: Any) -> str:
    return child_name(row.given_name, row.family_name, row.la_child_id, unborn=row.born_on is None)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
