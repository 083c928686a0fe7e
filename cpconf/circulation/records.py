"""Papers that were made: the frozen snapshot, its hash and the bytes, as they are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from cpconf.circulation.rules import PaperKind
from cpconf.store.records import Instant, Record, choice


class Document(Record):
    """One paper; drawn from `snapshot`, and never changed: the database refuses."""

    __tablename__ = "document"

    kind: Mapped[PaperKind] = mapped_column(choice(PaperKind))
    conference_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id"), index=True)
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(20))
    snapshot: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    pages: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Instant())
