"""The headings of the Strengthening Families model in the order people speak; knows no record."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

MinutesId = NewType("MinutesId", int)


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
