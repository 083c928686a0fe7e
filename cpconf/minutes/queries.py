"""Minutes as they are typed and as they are printed; knows neither how they are drawn nor who receives them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import func, select

from cpconf.access.records import Staff
from cpconf.bookings.records import ConferenceChild
from cpconf.bookings.rules import ConferenceId, InvitationId
from cpconf.minutes.assembly import assemble
from cpconf.minutes.draft import DraftParagraph, DraftSection, MinutesDraft
from cpconf.minutes.records import Minutes, MinutesVersion, Paragraph
from cpconf.minutes.rules import HEADING_WORDS, PER_CHILD, Heading, MinutesState, ParagraphId
from cpconf.minutes.sheet import MinutesSheet
from cpconf.paper.snapshot import digest, thaw
from cpconf.people.records import Child
from cpconf.people.rules import ChildId, child_name
from cpconf.refusals import Refusal, Trouble
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading


@query(Permission.READ)
def minutes_editor(reading: Reading, *, conference_id: ConferenceId) -> MinutesDraft:
    """Every section of a conference's minutes in order, with the ids of its paragraphs; empty ones included."""
    row = reading.one(
        select(Minutes.state, Staff.name.label("checked_by"))
        .outerjoin(Staff, Staff.id == Minutes.checked_by_id)
        .where(Minutes.conference_id == conference_id)
    )
    approved = reading.rows(
        select(func.count(MinutesVersion.id).label("versions"), func.max(MinutesVersion.approved_at).label("at"))
        .join(Minutes, Minutes.id == MinutesVersion.minutes_id)
        .where(Minutes.conference_id == conference_id)
    )[0]
    paragraphs: dict[tuple[Heading, int | None], list[DraftParagraph]] = defaultdict(list)
    typed = (
        select(Paragraph.id, Paragraph.heading, Paragraph.child_id, Paragraph.text, Paragraph.speaker_id)
        .join(Minutes, Minutes.id == Paragraph.minutes_id)
        .where(Minutes.conference_id == conference_id, Paragraph.removed_at.is_(None))
        .order_by(Paragraph.position, Paragraph.id)
    )
    for paragraph in reading.rows(typed):
        paragraphs[paragraph.heading, paragraph.child_id].append(_paragraph(paragraph))
    return MinutesDraft(
        conference_id=conference_id,
        state=MinutesState.DRAFT if row is None else row.state,
        sections=tuple(
            DraftSection(
                heading=heading,
                words=HEADING_WORDS[heading],
                child_id=child_id,
                child=child,
                paragraphs=tuple(paragraphs[heading, child_id]),
            )
            for heading, child_id, child in _places(reading, conference_id)
        ),
        versions=approved.versions,
        approved_at=approved.at,
        checked_by=(row.checked_by or "") if row is not None else "",
    )


@query(Permission.READ)
def minutes_sheet(reading: Reading, *, conference_id: ConferenceId, version: int | None = None) -> MinutesSheet:
    """The minutes as a paper states them: the approved version (the last, or the one asked for) exactly as it was
    frozen; before there is one, a draft of how they stand."""
    frozen = frozen_minutes(reading, conference_id, version)
    if frozen is not None:
        return thaw(MinutesSheet, frozen)
    if version is not None:
        raise Refusal("There is no approved version with this number.", "version")
    return assemble(reading, conference_id, version=1, approved_on=None)


def frozen_minutes(reading: Reading, conference_id: int, version: int | None = None) -> bytes | None:
    """The bytes of an approved version, proved against their digest; None where there is none."""
    kept = (
        select(MinutesVersion.snapshot, MinutesVersion.sha256)
        .join(Minutes, Minutes.id == MinutesVersion.minutes_id)
        .where(Minutes.conference_id == conference_id)
        .order_by(MinutesVersion.number.desc())
    )
    rows = reading.rows(kept if version is None else kept.where(MinutesVersion.number == version))
    if not rows:
        return None
    if digest(rows[0].snapshot) != rows[0].sha256:
        raise Trouble("The approved minutes do not match their seal: tell an administrator before using them.")
    snapshot: bytes = rows[0].snapshot
    return snapshot


def _places(reading: Reading, conference_id: int) -> list[tuple[Heading, ChildId | None, str]]:
    """Every heading in order; one place for each child, eldest first, where the heading is per child."""
    children = reading.rows(
        select(Child.id, Child.given_name, Child.family_name, Child.la_child_id, Child.born_on)
        .join(ConferenceChild, ConferenceChild.child_id == Child.id)
        .where(ConferenceChild.conference_id == conference_id)
        .order_by(func.coalesce(Child.born_on, Child.expected_on), Child.id)
    )
    names = [
        (ChildId(c.id), child_name(c.given_name, c.family_name, c.la_child_id, unborn=c.born_on is None))
        for c in children
    ]
    places: list[tuple[Heading, ChildId | None, str]] = []
    for heading in Heading:
        if heading in PER_CHILD:
            places += [(heading, child_id, name) for child_id, name in names]
        else:
            places.append((heading, None, ""))
    return places


def _paragraph(row: Any) -> DraftParagraph:
    speaker = None if row.speaker_id is None else InvitationId(row.speaker_id)
    return DraftParagraph(id=ParagraphId(row.id), text=row.text, speaker_id=speaker)
