"""Words as runs of glyphs, one face and one direction each, and their order on a line; knows nothing of line width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol, TypeVar

from bidi import algorithm

from cpconf.paper.characters import is_mark
from cpconf.paper.fonts import Face, Glyph, body_face, fallback_faces

# Hebrew to Arabic Extended, Arabic presentation forms, and the right-to-left planes
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


@dataclass(frozen=True, slots=True)
class Part:
    """Glyphs drawn one after another as (rise in 1/1000 em, operand of TJ).

    `spoken` is the text to copy and read aloud where the glyphs, one by one, would not give it; else empty.
    """

    strokes: tuple[tuple[int, str], ...]
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face, drawn from left to right; `width` in 1/1000 em.

    `letters` says what each glyph stands for that no single character names.
    """

    face: Face
    level: int
    width: int
    parts: tuple[Part, ...]
    numbers: frozenset[int]
    letters: tuple[tuple[int, str], ...]


class _Levelled(Protocol):
    @property
    def level(self) -> int: ...


_PASSAGE = 24  # right-to-left letters that make more than a name
_JOINING_NEIGHBOURS = "\u200c\u200d\u0640\u0964\u0965"  # written in the face of the letters around them

L = TypeVar("L", bound=_Levelled)


def has_right_to_left(text: str) -> bool:
    """Whether any letter of `text` belongs to a script written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def levels(text: str) -> tuple[int, list[int]]:
    """Base level and one embedding level per character (UAX #9).

    The papers are English: only a passage that is clearly written in a right-to-left script reads from the right, not
    an English sentence or a table cell that begins with a name.
    """
    from_right = len(_RIGHT_TO_LEFT.findall(text))
    base = int(from_right >= _PASSAGE and from_right > 3 * (sum(map(str.isalpha, text)) - from_right))
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage, False, False)
    for place, char in enumerate(storage["chars"]):
        char["place"] = place
        if not char["type"]:  # newer than Python's own tables
            char["type"] = char["orig"] = "R" if has_right_to_left(char["ch"]) else "L"
    algorithm.explicit_embed_and_overrides(storage, False)
    algorithm.resolve_weak_types(storage, False)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    known = {char["place"]: int(char["level"]) for char in storage["chars"]}
    found: list[int] = []
    for place in range(len(text)):  # joiners have no level of their own: they go with the letter before them
        found.append(known.get(place, found[-1] if found else base))
    return base, found


def visual_order(items: Sequence[L]) -> list[L]:
    """Items of one line from left to right (UAX #9, rule L2)."""
    ordered = list(items)
    for level in range(max((item.level for item in items), default=0), 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end].level >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = end + 1
    return ordered


def runs(text: str, *, strong: bool, slanted: bool, level: int) -> tuple[Run, ...]:
    """`text` (no spaces inside, one embedding level) as runs in reading order."""
    body = body_face(strong, slanted)
    if body.covers(text):
        return (_run(body, text, level),)
    shaped = [_run(face, part, level) for face, part in _by_face(text, body, fallback_faces(strong))]
    return tuple(run for run in shaped if run.parts)


def _by_face(text: str, body: Face, others: tuple[Face, ...]) -> Iterator[tuple[Face, str]]:
    faces = (body, *others)
    current, part = body, ""
    for cluster in clusters(text):
        for whole in (cluster,) if any(face.covers(cluster) for face in faces) else cluster:
            face = _face_for(whole, current, faces)
            if face is not current and part:
                yield current, part
                part = ""
            current, part = face, part + whole
    if part:
        yield current, part


def _face_for(cluster: str, current: Face, faces: tuple[Face, ...]) -> Face:
    if cluster[0] in _JOINING_NEIGHBOURS and current.covers(cluster):
        return current
    return next((face for face in faces if face.covers(cluster)), faces[0])


def clusters(text: str) -> list[str]:
    """Letters with the marks and joiners that belong to them: what may never be parted."""
    found: list[str] = []
    for char in text:
        if found and is_mark(char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _run(face: Face, text: str, level: int) -> Run:
    glyphs = face.shape(text, right_to_left=level % 2 == 1)
    letters: dict[int, str] = {}
    parts: list[tuple[list[Glyph], str]] = []
    for written, group in _by_cluster(glyphs, text):
        for glyph in group:
            if face.character(glyph.number) is None:
                letters.setdefault(glyph.number, written)
        read = [face.character(glyph.number) or letters[glyph.number] for glyph in group]
        spoken = "" if read == [written] else written
        if parts and not spoken and not parts[-1][1]:
            parts[-1] = (parts[-1][0] + group, "")
        else:
            parts.append((group, spoken))
    if level % 2 == 0 and any(spoken for _, spoken in parts):  # vowels stand before their letters: one text for all
        parts = [(glyphs, text)]
    return Run(
        face=face,
        level=level,
        width=sum(glyph.advance for glyph in glyphs),
        parts=tuple(Part(_strokes(face, group), spoken) for group, spoken in parts),
        numbers=frozenset(glyph.number for glyph in glyphs),
        letters=tuple(letters.items()),
    )


def _by_cluster(glyphs: Sequence[Glyph], text: str) -> Iterator[tuple[str, list[Glyph]]]:
    starts = sorted({glyph.cluster for glyph in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=False))
    for start, group in groupby(glyphs, key=lambda glyph: glyph.cluster):
        yield text[start : ends[start]], list(group)


def _strokes(face: Face, glyphs: Sequence[Glyph]) -> tuple[tuple[int, str], ...]:
    """Glyphs grouped by rise, those on the line first; numbers between the strings move the pen left, as TJ wants it.

    Letters before their dots: readers that meet a raised mark first take it for a line of its own.
    """
    places: list[tuple[int, Glyph]] = []
    total = 0
    for glyph in glyphs:
        places.append((total + glyph.dx, glyph))
        total += glyph.advance
    strokes: list[tuple[int, str]] = []
    pen = 0
    for rise, grouped in groupby(sorted(places, key=lambda place: place[1].dy != 0), key=lambda place: place[1].dy):
        operand = ""
        for x, glyph in grouped:
            operand += (f" {pen - x}" if x != pen else "") + f"<{glyph.number:04x}>"
            pen = x + face.advance(glyph.number)
        strokes.append((rise, operand.replace("><", "")))
    if strokes and pen != total:
        rise, operand = strokes[-1]
        strokes[-1] = (rise, f"{operand} {pen - total}")
    return tuple(strokes)
