"""What every act of conference day asks before it writes; knows nothing of what is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from cpconf.bookings.records import Conference, ConferenceChild, Invitation
from cpconf.bookings.rules import ConferenceId
from cpconf.conferences.attendance import OPEN_STATES
from cpconf.conferences.queries import load_chairs_quoracy, load_people, quoracy_of
from cpconf.conferences.quoracy import Quoracy
from cpconf.people.records import Adult
from cpconf.practice.queries import load_settings
from cpconf.refusals import Refusal
from cpconf.store.store import Writing


def quoracy_now(writing: Writing, conference_id: ConferenceId) -> tuple[Quoracy, bool]:
    """What the rule says now, and whether the chair decided to go on."""
    chairs = load_chairs_quoracy(writing, conference_id)
    computed = quoracy_of(load_people(writing, conference_id), load_settings(writing))
    return computed, chairs is not None and chairs.went_ahead


def recordable(writing: Writing, conference_id: int) -> Conference:
    """The conference, while something may be recorded at it."""
    conference = writing.get(Conference, conference_id)
    if conference.state not in OPEN_STATES:
        raise Refusal("This conference was cancelled, moved or closed: nothing more is recorded at it.", "state")
    if conference.settled_at is not None:
        raise Refusal("The minutes of this conference are approved: what they state does not change.", "state")
    return conference


def invited(writing: Writing, invitation_id: int) -> tuple[Invitation, Conference]:
    """An invitation that stands, with its conference, while something may be recorded at it."""
    invitation = writing.get(Invitation, invitation_id)
    conference = recordable(writing, invitation.conference_id)
    if invitation.withdrawn_at is not None:
        raise Refusal("This invitation was withdrawn: invite the person again first.", "invitation_id")
    return invitation, conference


def check_day(writing: Writing, conference: Conference, field: str) -> None:
    """Refuse what can be known only once the day of the conference has come."""
    if conference.starts_at.date() > writing.on:
        raise Refusal(f"This conference is on {conference.starts_at:%d/%m/%Y}: record this on the day.", field)


def check_child(writing: Writing, conference_id: int, child_id: int) -> None:
    """Refuse a child whom the conference does not concern."""
    concerned = select(ConferenceChild.id).where(
        ConferenceChild.conference_id == conference_id, ConferenceChild.child_id == child_id
    )
    if writing.scalar(concerned) is None:
        raise Refusal("The conference does not concern this child.", "child_id")


def check_adult(writing: Writing, conference: Conference, adult_id: int) -> None:
    """Refuse an adult of another family."""
    if writing.get(Adult, adult_id).family_id != conference.family_id:
        raise Refusal("This adult does not belong to the family of the conference.", "adult_id")


def keep(writing: Writing, record: Any, **values: Any) -> None:
    """Give a record these values; a new one is added. What is as it was is not written."""
    for name, value in values.items():
        setattr(record, name, value)
    if record.id is None:
        writing.add(record)


def settle(writing: Writing, conference_id: ConferenceId, at: datetime | None) -> None:
    """Say that the minutes state what was recorded (or, with None, no longer): it does not change after that."""
    writing.get(Conference, conference_id).settled_at = at
