"""What the database refuses, said in a sentence; knows the names of constraints but no subject."""

from __future__ import annotations

from cpconf.refusals import Refusal

_SENTENCES: dict[str, tuple[str, str | None]] = {}


def says(constraint: str, sentence: str, field: str | None = None) -> None:
    """Give the sentence that a person reads when the database refuses by `constraint`.

    The name must appear in the engine's own error text: a constraint's name on PostgreSQL, the words of a
    trigger or `table.column` of a unique index on SQLite.
    """
    _SENTENCES[constraint] = (sentence, field)


def refusal_for(error_text: str) -> Refusal | None:
    """The refusal that an engine's error text stands for, or None where no subject has claimed it."""
    for constraint, (sentence, field) in _SENTENCES.items():
        if constraint in error_text:
            return Refusal(sentence, field)
    return None
