"""How the paragraphs of a section become one text and back; knows no editor."""

from __future__ import annotations

from cpconf.conferences.day import DayPerson
from cpconf.minutes.draft import DraftSection


def text_of(section: DraftSection) -> str:
    """The paragraphs of a section, one to a line, exactly as typed."""
    return "\n".join(paragraph.text for paragraph in section.paragraphs)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The lines of what was typed; an empty line is kept, so that nothing moves under the typist's hands."""
    return tuple(text.split("\n")) if text else ()


def count_words(text: str) -> int:
    return len(text.split())


def speaker_words(person: DayPerson) -> str:
    """How a paragraph of this person begins: `Terry Teachwell (Toybrook School): `."""
    of = person.agency or person.capacity
    return f"{person.name} ({of}): " if of else f"{person.name}: "
