"""What is done to minutes: type, name a speaker, send to the chair, approve; knows neither papers nor recipients."""

from __future__ import annotations

from sqlalchemy import func, select

from cpconf.bookings.records import Conference, ConferenceChild, Invitation
from cpconf.bookings.rules import ConferenceId, ConferenceState, InvitationId
from cpconf.conferences.attendance import OPEN_STATES
from cpconf.conferences.recording import settle
from cpconf.conferences.records import Decision
from cpconf.minutes.assembly import assemble
from cpconf.minutes.records import Minutes, MinutesVersion, Paragraph
from cpconf.minutes.rules import (
    Heading,
    MinutesState,
    MinutesVersionId,
    ParagraphId,
    Placed,
    check_child,
    printable,
    reconcile,
)
from cpconf.paper.snapshot import digest, freeze
from cpconf.people.rules import ChildId
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing

_HELD = frozenset({ConferenceState.HELD, ConferenceState.HELD_INQUORATE})


@action(Permission.RECORD)
def type_section(
    writing: Writing,
    *,
    conference_id: ConferenceId,
    heading: Heading,
    child_id: ChildId | None = None,
    texts: tuple[str, ...],
) -> None:
    """Make one section read as typed, paragraph by paragraph; what was not touched keeps its id and is not written.

    The same call again writes nothing. Refused once the minutes are approved.
    """
    minutes = _draft(writing, conference_id)
    of_conference = select(ConferenceChild.child_id).where(ConferenceChild.conference_id == conference_id)
    check_child(heading, child_id, writing.scalars(of_conference) if child_id is not None else ())
    standing = [] if minutes is None else _standing(writing, minutes, heading, child_id)
    kept = {paragraph.id: paragraph for paragraph in standing}
    typed = tuple(printable(text) for text in texts)
    found = reconcile([Placed(id=p.id, position=p.position, text=p.text) for p in kept.values()], typed)
    for paragraph_id, text in found.texts.items():
        kept[paragraph_id].text = text
    for paragraph_id, position in found.positions.items():
        kept[paragraph_id].position = position
    for paragraph_id in found.removed:
        kept[paragraph_id].removed_at = writing.at
    if not found.added:
        return
    if minutes is None:
        minutes = Minutes(conference_id=conference_id, state=MinutesState.DRAFT, started_at=writing.at)
        writing.add(minutes)
    writing.add_all(
        Paragraph(minutes_id=minutes.id, heading=heading, child_id=child_id, position=position, text=text)
        for position, text in found.added
    )


@action(Permission.RECORD)
def name_speaker(writing: Writing, *, paragraph_id: ParagraphId, invitation_id: InvitationId | None) -> None:
    """Say who of the people invited said a paragraph, or that nobody did."""
    paragraph = writing.get(Paragraph, paragraph_id)
    minutes = writing.get(Minutes, paragraph.minutes_id)
    _draft(writing, ConferenceId(minutes.conference_id))
    if invitation_id is not None and writing.get(Invitation, invitation_id).conference_id != minutes.conference_id:
        raise Refusal("This person was not invited to the conference.", "invitation_id")
    paragraph.speaker_id = invitation_id


@action(Permission.RECORD)
def send_to_chair(writing: Writing, *, conference_id: ConferenceId) -> None:
    """Hand the typed minutes to the chair to check; typing stays possible until they are approved."""
    minutes = _draft(writing, conference_id)
    if minutes is None:
        raise Refusal("Nothing is typed yet: there are no minutes to send.", "conference_id")
    if minutes.state is MinutesState.WITH_CHAIR:
        raise Refusal("These minutes are already with the chair.", "conference_id")
    minutes.state = MinutesState.WITH_CHAIR


@action(Permission.APPROVE)
def approve_minutes(writing: Writing, *, conference_id: ConferenceId) -> MinutesVersionId:
    """Freeze the minutes as they stand: the version never changes, and what it states is settled.

    Refused before they are with the chair, before the conference has ended, and while a child has no decision.
    """
    minutes = _draft(writing, conference_id)
    if minutes is None or minutes.state is not MinutesState.WITH_CHAIR:
        raise Refusal("Send the minutes to the chair first, then approve them.", "conference_id")
    _check_complete(writing, conference_id)
    last = writing.scalar(select(func.max(MinutesVersion.number)).where(MinutesVersion.minutes_id == minutes.id))
    number = (last or 0) + 1
    frozen = freeze(assemble(writing, conference_id, version=number, approved_on=writing.on))
    version = writing.add(
        MinutesVersion(
            minutes_id=minutes.id,
            number=number,
            approved_at=writing.at,
            approved_by_id=writing.by.staff_id,
            snapshot=frozen,
            sha256=digest(frozen),
        )
    )
    minutes.state, minutes.checked_by_id = MinutesState.APPROVED, writing.by.staff_id
    settle(writing, conference_id, writing.at)
    return MinutesVersionId(version.id)


def _draft(writing: Writing, conference_id: ConferenceId) -> Minutes | None:
    """The minutes of a conference while they may be changed; None until the first paragraph is typed."""
    conference = writing.get(Conference, conference_id)
    minutes = writing.record(select(Minutes).where(Minutes.conference_id == conference_id))
    if minutes is not None and minutes.state is MinutesState.APPROVED:
        raise Refusal("These minutes are approved and do not change: ask the chair for a correction.", "state")
    if conference.state not in OPEN_STATES:
        raise Refusal("This conference was cancelled, moved or closed: it has no minutes to type.", "state")
    return minutes


def _standing(writing: Writing, minutes: Minutes, heading: Heading, child_id: int | None) -> list[Paragraph]:
    section = select(Paragraph).where(
        Paragraph.minutes_id == minutes.id,
        Paragraph.heading == heading,
        Paragraph.child_id.is_(None) if child_id is None else Paragraph.child_id == child_id,
        Paragraph.removed_at.is_(None),
    )
    return list(writing.records(section.order_by(Paragraph.position, Paragraph.id)))


def _check_complete(writing: Writing, conference_id: ConferenceId) -> None:
    conference = writing.get(Conference, conference_id)
    if conference.state in {ConferenceState.PROVISIONAL, ConferenceState.CONFIRMED}:
        raise Refusal("Say first how the conference ended: held, adjourned or not held.", "state")
    decided = select(Decision.child_id).where(Decision.conference_id == conference_id)
    undecided = select(ConferenceChild.id).where(
        ConferenceChild.conference_id == conference_id, ConferenceChild.child_id.not_in(decided)
    )
    if conference.state in _HELD and writing.scalars(undecided):
        raise Refusal("Record the decision for every child first: the minutes state it.", "decisions")
