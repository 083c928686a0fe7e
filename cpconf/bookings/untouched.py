"""Whether anything was recorded at a conference yet; knows not what."""

from __future__ import annotations

from sqlalchemy import Integer, column, select, table

from cpconf.bookings.records import Invitation
from cpconf.store.store import Reading

# Attendance, decisions and minutes stand below the bookings: their tables are named by their words, nothing imported.
_BY_INVITATION = tuple(
    table(name, column("invitation_id", Integer)) for name in ("attendance", "report", "report_shared", "agency_view")
)
_BY_CONFERENCE = tuple(
    table(name, column("conference_id", Integer)) for name in ("decision", "parent_view", "quoracy_decision", "minutes")
)


def is_untouched(reading: Reading, conference_id: int) -> bool:
    """Whether nobody's attendance, report or view, no decision and no minutes are recorded at a conference."""
    invited = select(Invitation.id).where(Invitation.conference_id == conference_id)
    found = [select(one.c.invitation_id).where(one.c.invitation_id.in_(invited)).limit(1) for one in _BY_INVITATION]
    found += [
        select(one.c.conference_id).where(one.c.conference_id == conference_id).limit(1) for one in _BY_CONFERENCE
    ]
    return all(reading.scalar(statement) is None for statement in found)


def people_invited(reading: Reading, conference_id: int) -> frozenset[tuple[int | None, int | None, int | None]]:
    """Who is invited and not withdrawn: professional, adult, child, one of each three."""
    rows = reading.rows(
        select(Invitation.professional_id, Invitation.adult_id, Invitation.child_id).where(
            Invitation.conference_id == conference_id, Invitation.withdrawn_at.is_(None)
        )
    )
    return frozenset((row.professional_id, row.adult_id, row.child_id) for row in rows)
