"""Papers made step by step for window and terminal: ask for the sheet, draw it outside any transaction, keep it.

Knows neither the store nor who stands behind `ask` and `change`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cpconf.bookings.rules import ConferenceId
from cpconf.circulation.actions import keep_document
from cpconf.circulation.queries import plan_paper, same_document
from cpconf.circulation.rules import PAPER_WORDS, DocumentId, PaperKind
from cpconf.minutes.paper import minutes_pdf
from cpconf.minutes.queries import minutes_sheet
from cpconf.paper.imprint import Imprint, Status
from cpconf.paper.snapshot import digest, freeze
from cpconf.plans.paper import plan_pdf
from cpconf.plans.rules import PlanKind, PlanVersionId

Ask = Callable[..., Any]
"""Runs a query for one actor: `ask(query, **arguments)` -> what it answers, as `partial(store.ask, by)` does."""

Change = Callable[..., Any]
"""Runs an action for one actor: `change(action, **arguments)` -> `Done`, as `partial(store.change, by)` does."""

_KINDS = {PlanKind.OUTLINE.value: PaperKind.OUTLINE_PLAN, PlanKind.FULL.value: PaperKind.FULL_PLAN}


def print_minutes(ask: Ask, change: Change, *, conference_id: ConferenceId, version: int | None = None) -> DocumentId:
    """Print the minutes of a conference, a draft or the approved version, and keep the paper.

    Minutes that read as they did when they were last printed are not drawn again: that paper is returned.
    """
    sheet = ask(minutes_sheet, conference_id=conference_id, version=version)
    title = f"{PAPER_WORDS[PaperKind.MINUTES]} {sheet.imprint.case_reference} {sheet.occasion.held_on:%d/%m/%Y}"
    return _keep(
        ask,
        change,
        draw=lambda: minutes_pdf(sheet),
        kind=PaperKind.MINUTES,
        conference_id=conference_id,
        child_id=None,
        title=title,
        version=_version(sheet.imprint),
        snapshot=freeze(sheet),
    )


def print_plan(ask: Ask, change: Change, *, plan_version_id: PlanVersionId) -> DocumentId:
    """Print one version of a child's plan, outline or full, and keep the paper; an equal one is returned instead."""
    paper = ask(plan_paper, plan_version_id=plan_version_id)
    kind = _KINDS[paper.sheet.kind.value]
    return _keep(
        ask,
        change,
        draw=lambda: plan_pdf(paper.sheet),
        kind=kind,
        conference_id=paper.conference_id,
        child_id=paper.child_id,
        title=f"{PAPER_WORDS[kind]}: {paper.sheet.child}",
        version=_version(paper.sheet.imprint),
        snapshot=freeze(paper.sheet),
    )


def _keep(ask: Ask, change: Change, *, draw: Callable[[], bytes], **paper: Any) -> DocumentId:
    kept: DocumentId | None = ask(
        same_document,
        kind=paper["kind"],
        conference_id=paper["conference_id"],
        child_id=paper["child_id"],
        sha256=digest(paper["snapshot"]),
    )
    if kept is not None:
        return kept
    pdf = draw()
    made: DocumentId = change(keep_document, pdf=pdf, pages=_pages(pdf), **paper).value
    return made


def _version(imprint: Imprint) -> str:
    return f"{imprint.version} draft" if imprint.status is Status.DRAFT else str(imprint.version)


def _pages(pdf: bytes) -> int:
    """How many pages the finished file has."""
    from io import BytesIO

    from pikepdf import Pdf

    with Pdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)
