"""The kinds of paper; knows no record."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

DocumentId = NewType("DocumentId", int)


class PaperKind(StrEnum):
    """product.md section 5, as far as they are made."""

    MINUTES = "minutes"
    OUTLINE_PLAN = "outline_plan"
    FULL_PLAN = "full_plan"


PAPER_WORDS = {
    PaperKind.MINUTES: "Minutes",
    PaperKind.OUTLINE_PLAN: "Outline Child Protection Plan",
    PaperKind.FULL_PLAN: "Child Protection Plan",
}
