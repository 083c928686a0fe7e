"""The typed text of a conference, paragraph by paragraph, and its approved versions, as they are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cpconf.minutes.rules import Heading, MinutesState
from cpconf.store.records import Instant, Record, choice
from cpconf.store.trail import TYPED


class Minutes(Record):
    """The minutes of one conference and where they stand."""

    __tablename__ = "minutes"

    conference_id: Mapped[int] = mapped_column(ForeignKey("conference.id"), unique=True)
    state: Mapped[MinutesState] = mapped_column(choice(MinutesState), default=MinutesState.DRAFT)
    started_at: Mapped[datetime] = mapped_column(Instant())
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Paragraph(Record):
    """One typed paragraph under one heading, for one child where the heading is per child."""

    __tablename__ = "paragraph"
    __table_args__ = (Index(None, "minutes_id", "heading", "child_id"),)

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    heading: Mapped[Heading] = mapped_column(choice(Heading))
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"))
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(default="", info=TYPED)
    removed_at: Mapped[datetime | None] = mapped_column(Instant())


class MinutesVersion(Record):
    """An approved version: a frozen snapshot with its hash; the database refuses to change it."""

    __tablename__ = "minutes_version"
    __table_args__ = (UniqueConstraint("minutes_id", "number"),)

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    number: Mapped[int]
    approved_at: Mapped[datetime] = mapped_column(Instant())
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    snapshot: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
