"""What a person typed into a field: trimmed, and refused where it must not be empty; knows no subject."""

from __future__ import annotations

from cpconf.refusals import Refusal


def needed(text: str | None, field: str, sentence: str) -> str:
    """The text without its outer blanks; refuses with `sentence` when nothing is left."""
    kept = " ".join((text or "").split())
    if not kept:
        raise Refusal(sentence, field)
    return kept


def trimmed(text: str | None) -> str | None:
    """The text without its outer blanks, or None when nothing is left."""
    return (text or "").strip() or None
