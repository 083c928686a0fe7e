"""Papers that were kept: lists of them, and their bytes; knows nothing of how they were drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, select

from cpconf.bookings.rules import ConferenceId
from cpconf.circulation.records import Document
from cpconf.circulation.rules import PAPER_WORDS, DocumentId, PaperKind
from cpconf.conferences.records import Decision
from cpconf.people.rules import ChildId
from cpconf.plans.queries import plan_sheet
from cpconf.plans.records import PlanVersion
from cpconf.plans.rules import PlanVersionId
from cpconf.plans.sheet import PlanSheet
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, query
from cpconf.store.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """One kept paper, without its bytes; `words` is its kind for a person."""

    id: DocumentId
    kind: PaperKind
    words: str
    conference_id: ConferenceId | None
    child_id: ChildId | None
    title: str
    version: str
    pages: int
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaper:
    """What is printed of one version of a plan, and whose it is."""

    sheet: PlanSheet
    child_id: ChildId
    conference_id: ConferenceId | None


@query(Permission.READ)
def plan_paper(reading: Reading, *, plan_version_id: PlanVersionId) -> PlanPaper:
    """The sheet of a version with the child's own views, which its conference recorded beside the decision."""
    row = reading.one(
        select(PlanVersion.child_id, PlanVersion.conference_id, Decision.child_views)
        .outerjoin(
            Decision,
            and_(Decision.conference_id == PlanVersion.conference_id, Decision.child_id == PlanVersion.child_id),
        )
        .where(PlanVersion.id == plan_version_id)
    )
    if row is None:
        raise Refusal("This version of the plan is no longer there. Refresh and look again.", "plan_version_id")
    return PlanPaper(
        sheet=replace(
            plan_sheet(reading, plan_version_id=plan_version_id), childs_view=(row.child_views or "").strip()
        ),
        child_id=ChildId(row.child_id),
        conference_id=None if row.conference_id is None else ConferenceId(row.conference_id),
    )


@query(Permission.READ)
def documents(
    reading: Reading, *, conference_id: ConferenceId | None = None, child_id: ChildId | None = None
) -> tuple[DocumentLine, ...]:
    """The papers of a conference, of a child, or of both; newest first."""
    if conference_id is None and child_id is None:
        raise Refusal("Choose a conference or a child.", "conference_id")
    statement = select(
        Document.id, Document.kind, Document.conference_id, Document.child_id, Document.title, Document.version,
        Document.pages, Document.made_at,
    )  # fmt: skip
    if conference_id is not None:
        statement = statement.where(Document.conference_id == conference_id)
    if child_id is not None:
        statement = statement.where(Document.child_id == child_id)
    return tuple(
        DocumentLine(
            id=DocumentId(row.id),
            kind=row.kind,
            words=PAPER_WORDS[row.kind],
            conference_id=None if row.conference_id is None else ConferenceId(row.conference_id),
            child_id=None if row.child_id is None else ChildId(row.child_id),
            title=row.title,
            version=row.version,
            pages=row.pages,
            made_at=row.made_at,
        )
        for row in reading.rows(statement.order_by(Document.made_at.desc(), Document.id.desc()))
    )


@query(Permission.READ)
def document_pdf(reading: Reading, *, document_id: DocumentId) -> bytes:
    """The bytes of a kept paper, as they were drawn."""
    pdf = reading.scalar(select(Document.pdf).where(Document.id == document_id))
    if pdf is None:
        raise Refusal("This paper is no longer there. Refresh and look again.", "document_id")
    return pdf


@query(Permission.READ)
def same_document(
    reading: Reading,
    *,
    kind: PaperKind,
    conference_id: ConferenceId | None,
    child_id: ChildId | None,
    sha256: str,
) -> DocumentId | None:
    """The paper already kept of a frozen sheet with this digest, or None."""
    kept = select(Document.id).where(
        Document.kind == kind,
        Document.sha256 == sha256,
        Document.conference_id.is_(None) if conference_id is None else Document.conference_id == conference_id,
        Document.child_id.is_(None) if child_id is None else Document.child_id == child_id,
    )
    found = reading.scalar(kept.order_by(Document.id))
    return None if found is None else DocumentId(found)
