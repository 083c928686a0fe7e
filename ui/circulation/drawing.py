"""Draws a paper from a snapshot, as a long job does: sheet in, what is to be kept out; touches no store."""

from __future__ import annotations

from typing import Any

from cpconf.bookings.rules import ConferenceId
from cpconf.circulation.printing import print_minutes, print_plan
from cpconf.circulation.queries import PlanPaper, same_document
from cpconf.minutes.sheet import MinutesSheet
from cpconf.plans.rules import PlanVersionId
from ui.lanes import Progress

Paper = dict[str, Any]


class _Kept:
    """Stands where the store would: answers with the snapshot, and keeps what would be written."""

    def __init__(self, progress: Progress, sheet: object) -> None:
        self._progress, self._sheet = progress, sheet
        self.paper: Paper = {}
        self.value = 0

    def ask(self, query: Any, **_named: Any) -> Any:
        self._progress.check()
        return None if query is same_document else self._sheet

    def change(self, _action: Any, **named: Any) -> _Kept:
        self._progress.check()
        self.paper = named
        return self


def draw_minutes(progress: Progress, sheet: MinutesSheet, conference_id: ConferenceId) -> Paper:
    """The keywords of `keep_document` for the minutes of this sheet."""
    progress.report(0, 0, "Setting the pages")
    kept = _Kept(progress, sheet)
    print_minutes(kept.ask, kept.change, conference_id=conference_id)
    return kept.paper


def draw_plan(progress: Progress, paper: PlanPaper, plan_version_id: PlanVersionId) -> Paper:
    """The keywords of `keep_document` for this version of a plan."""
    progress.report(0, 0, "Setting the pages")
    kept = _Kept(progress, paper)
    print_plan(kept.ask, kept.change, plan_version_id=plan_version_id)
    return kept.paper
