"""The people of the minutes: children, adults, who was invited, who came, whose report was seen; draws blocks only."""

from __future__ import annotations

from cpconf.minutes.sheet import AdultEntry, ChildEntry, Exclusion, Invitee, MinutesSheet
from cpconf.paper.blocks import Block, Heading, Paragraphs, Table, Text, facts
from cpconf.paper.lines import Rich, Span
from cpconf.paper.wording import joined, long_date

_PARENTAL_RESPONSIBILITY = {True: "Yes", False: "No", None: "Not known"}


def people_blocks(sheet: MinutesSheet) -> list[Block]:
    """Children, family, and attendance."""
    blocks: list[Block] = [Heading(2, "Children")]
    for child in sheet.children:
        blocks += [Heading(3, child.name), facts(_child(child))]
    if not sheet.children:
        blocks.append(Text("No child is recorded."))
    blocks += [Heading(2, "Household and significant adults"), *_adults(sheet.adults)]
    blocks += [Heading(2, "Invited, attended, reported"), *_invitees(sheet.invitees)]
    blocks += [Heading(3, "Exclusions"), *_exclusions(sheet.exclusions)]
    return blocks


def _child(child: ChildEntry) -> list[tuple[str, Rich | Paragraphs]]:
    pairs = [
        ("Also known as", child.aliases),
        ("Born", long_date(child.born_on) if child.born_on else ""),
        ("Expected", f"{long_date(child.expected_on)} (unborn)" if child.expected_on else ""),
        ("Sex", child.sex),
        ("Ethnicity", child.ethnicity),
        ("Language", child.language),
        ("Religion", child.religion),
        ("Disability", child.disability),
        ("School or nursery", child.school),
        ("GP", child.gp),
        ("NHS number", child.nhs_number),
        ("Legal status", child.legal_status),
        ("Address", child.address),
    ]
    known: list[tuple[str, Rich | Paragraphs]] = [(label, value) for label, value in pairs if value]
    return known or [("Born", "Not recorded")]


def _adults(adults: tuple[AdultEntry, ...]) -> list[Block]:
    if not adults:
        return [Text("No adults are recorded.")]
    has_addresses = any(adult.address for adult in adults)
    heads = ("Name", "Relationship", "Parental responsibility", *(("Address",) if has_addresses else ()))
    rows = tuple(
        (
            adult.name,
            adult.relationship,
            _PARENTAL_RESPONSIBILITY[adult.has_parental_responsibility],
            *((adult.address or "–",) if has_addresses else ()),
        )
        for adult in adults
    )
    return [Table(heads, (4, 4, 3, 5) if has_addresses else (4, 4, 3), rows)]


def _invitees(invitees: tuple[Invitee, ...]) -> list[Block]:
    if not invitees:
        return [Text("No invitations are recorded.")]
    rows = tuple(
        (
            Paragraphs(((Span(one.name, strong=True),), joined((one.role, one.agency)))),
            Paragraphs(tuple(part for part in (one.attendance, one.note) if part) or ("Not recorded",)),
            one.report or "None due",
            Paragraphs(tuple(f"{seen.parent}: {seen.words}" for seen in one.seen) or ("–",)),
        )
        for one in invitees
    )
    heads = ("Person", "Attendance", "Written report", "Seen by parents in time")
    return [Table(heads, (10, 8, 7, 9), rows)]


def _exclusions(exclusions: tuple[Exclusion, ...]) -> list[Block]:
    if not exclusions:
        return [Text("Nobody was excluded.")]
    rows = tuple((one.name, joined((one.extent, one.duration)), one.reason, one.authorised_by) for one in exclusions)
    return [Table(("Person", "Extent", "Reason", "Authorised by"), (3, 3, 5, 3), rows)]
