"""What is done to papers: keep one for good; knows neither how it was drawn nor who receives it."""

from __future__ import annotations

from cpconf.bookings.rules import ConferenceId
from cpconf.circulation.queries import same_document
from cpconf.circulation.records import Document
from cpconf.circulation.rules import DocumentId, PaperKind
from cpconf.paper.snapshot import digest
from cpconf.people.rules import ChildId
from cpconf.refusals import Refusal
from cpconf.store.permissions import Permission, action
from cpconf.store.store import Writing


@action(Permission.ISSUE)
def keep_document(
    writing: Writing,
    *,
    kind: PaperKind,
    conference_id: ConferenceId | None,
    child_id: ChildId | None,
    title: str,
    version: str,
    snapshot: bytes,
    pdf: bytes,
    pages: int,
) -> DocumentId:
    """Keep a paper with the frozen sheet that it was drawn from; it never changes.

    The same sheet again is the same paper: the one kept first is returned and nothing is written.
    """
    if conference_id is None and child_id is None:
        raise Refusal("A paper belongs to a conference or a child.", "conference_id")
    if not pdf.startswith(b"%PDF-") or pages < 1:
        raise Refusal("This is not a finished paper: print it again.", "pdf")
    sha256 = digest(snapshot)
    kept = same_document(writing, kind=kind, conference_id=conference_id, child_id=child_id, sha256=sha256)
    if kept is not None:
        return kept
    document = Document(
        kind=kind,
        conference_id=conference_id,
        child_id=child_id,
        title=title.strip(),
        version=version,
        snapshot=snapshot,
        sha256=sha256,
        pdf=pdf,
        pages=pages,
        made_at=writing.at,
    )
    return DocumentId(writing.add(document).id)
