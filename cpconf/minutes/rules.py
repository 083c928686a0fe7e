"""The headings of the Strengthening Families model, and how typed text finds its paragraphs; knows no record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NewType

from cpconf.people.rules import ChildId
from cpconf.refusals import Refusal

MinutesId = NewType("MinutesId", int)
MinutesVersionId = NewType("MinutesVersionId", int)
ParagraphId = NewType("ParagraphId", int)


class MinutesState(StrEnum):
    """domain.md section 5, sign-off."""

    DRAFT = "draft"
    WITH_CHAIR = "with_chair"
    APPROVED = "approved"


STATE_WORDS = {
    MinutesState.DRAFT: "Draft",
    MinutesState.WITH_CHAIR: "With the chair",
    MinutesState.APPROVED: "Approved",
}


class Heading(StrEnum):
    """domain.md section 5, items 5 to 11, in order."""

    PURPOSE = "purpose"
    EVENTS = "events"
    PREVIOUS_PLANS = "previous_plans"
    CHRONOLOGY = "chronology"
    DANGER = "danger"
    COMPLICATING = "complicating"
    STRENGTHS = "strengths"
    SAFETY = "safety"
    GREY_AREAS = "grey_areas"
    CHILD_VOICE = "child_voice"
    PARENT_VIEWS = "parent_views"
    RISK = "risk"
    ANALYSIS = "analysis"


HEADING_WORDS = {
    Heading.PURPOSE: "Purpose of the conference",
    Heading.EVENTS: "Events leading to the conference",
    Heading.PREVIOUS_PLANS: "Previous plans and involvement",
    Heading.CHRONOLOGY: "Genogram and chronology",
    Heading.DANGER: "Danger and harm",
    Heading.COMPLICATING: "Complicating factors",
    Heading.STRENGTHS: "Strengths",
    Heading.SAFETY: "Existing safety",
    Heading.GREY_AREAS: "Grey areas",
    Heading.CHILD_VOICE: "The child's voice",
    Heading.PARENT_VIEWS: "Parents' views",
    Heading.RISK: "Risk statement",
    Heading.ANALYSIS: "The chair's analysis",
}
PER_CHILD = frozenset({Heading.CHILD_VOICE})


STEP = 1024
"""Room left between the positions of two paragraphs, so that one typed between them moves neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A paragraph as it is kept: `position` orders the paragraphs of one section."""

    id: int
    position: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What must be written so that a section reads as typed; all empty when it already does.

    `texts` and `positions` are by id and hold only what differs; `added` are position and text of new paragraphs.
    """

    texts: Mapping[int, str] = field(default_factory=dict)
    positions: Mapping[int, int] = field(default_factory=dict)
    added: tuple[tuple[int, str], ...] = ()
    removed: tuple[int, ...] = ()


def reconcile(before: Sequence[Placed], typed: Sequence[str]) -> Reconciled:
    """Find for each typed text the paragraph that it was, so that untouched paragraphs keep id and position.

    `before` in order of position. Within a run of edited paragraphs the first keeps the first id, and so on.
    """
    owners: list[Placed | None] = [None] * len(typed)
    matcher = SequenceMatcher(None, [paragraph.text for paragraph in before], list(typed), autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag in {"equal", "replace"}:
            for i, j in zip(range(i1, i2), range(j1, j2), strict=False):
                owners[j] = before[i]
    positions = _positions(owners)
    kept = {owner.id for owner in owners if owner is not None}
    return Reconciled(
        texts={o.id: text for o, text in zip(owners, typed, strict=True) if o is not None and o.text != text},
        positions={o.id: p for o, p in zip(owners, positions, strict=True) if o is not None and o.position != p},
        added=tuple((p, text) for o, p, text in zip(owners, positions, typed, strict=True) if o is None),
        removed=tuple(paragraph.id for paragraph in before if paragraph.id not in kept),
    )


def _positions(owners: Sequence[Placed | None]) -> list[int]:
    """A rising position for each paragraph: kept ones stay unless there is no room between two of them."""
    positions: list[int] = []
    last = 0
    runs = [(is_new, list(run)) for is_new, run in groupby(owners, key=lambda owner: owner is None)]
    for index, (is_new, run) in enumerate(runs):
        if not is_new:
            positions += [owner.position for owner in run if owner is not None]
        elif index + 1 < len(runs):
            following = runs[index + 1][1][0]
            room = (following.position if following is not None else 0) - last
            if room <= len(run):
                return [STEP * number for number in range(1, len(owners) + 1)]
            positions += [last + room * number // (len(run) + 1) for number in range(1, len(run) + 1)]
        else:
            positions += [last + STEP * number for number in range(1, len(run) + 1)]
        last = positions[-1]
    return positions


def printable(text: str) -> str:
    """The text as the store can keep it: nothing lost but NUL and halves of characters, which no keyboard makes."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def check_child(heading: Heading, child_id: ChildId | None, children: Sequence[int]) -> None:
    """Refuse a heading per child without its child, a child elsewhere, and a child of another conference."""
    if heading not in PER_CHILD:
        if child_id is not None:
            raise Refusal(f"“{HEADING_WORDS[heading]}” is about all the children together.", "child_id")
        return
    if child_id is None:
        raise Refusal(f"Choose the child whom “{HEADING_WORDS[heading]}” is about.", "child_id")
    if child_id not in children:
        raise Refusal("The conference does not concern this child.", "child_id")
