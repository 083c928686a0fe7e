"""Text broken into lines of a given width, each with its drawing code ready; knows nothing of pages or structure."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cpconf.paper.characters import plain
from cpconf.paper.fonts import Face, body_face, is_covered
from cpconf.paper.shaping import Part, Run, clusters, has_right_to_left, levels, runs, visual_order
from cpconf.paper.styles import Style


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text with its own weight or slope; never holds markup."""

    text: str
    strong: bool = False
    slanted: bool = False


Rich = str | tuple[Span, ...]
Joint = Literal["space", "break", "glue", "line"]  # what stands before a word


@dataclass(frozen=True, slots=True)
class Word:
    """What may not be broken, in 1/1000 em; `joint` is what stands before it, `gap` the space that this would take."""

    text: str
    strong: bool
    slanted: bool
    level: int
    joint: Joint
    runs: tuple[Run, ...]
    width: int
    gap: Run | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: width in points, the operators that draw it from its left end, and the glyphs that these need."""

    width: float
    code: str
    is_right_to_left: bool
    numbers: tuple[tuple[Face, frozenset[int]], ...]
    letters: tuple[tuple[Face, int, str], ...]


_BETWEEN = re.compile(r"(\n| +)")
_SOFT = re.compile(r"(?<=[-–—/])(?=[^\W\d_])")  # "and/or", "step-father"; never inside 23/11/2026


class Typesetter:
    """Breaks texts into lines and remembers them, so that further copies of a paper cost little.

    Holds the words of one paper in memory: use one per batch of copies and let it go.
    """

    def __init__(self) -> None:
        self._lines: dict[tuple[object, ...], tuple[Line, ...]] = {}
        self._runs: dict[tuple[str, bool, bool, int], tuple[Run, ...]] = {}

    def lines(self, rich: Rich, style: Style, width: float) -> tuple[Line, ...]:
        """The lines of `rich` within `width` points: at least one, possibly empty."""
        key = (rich, style.size, style.strong, style.slanted, width)
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = tuple(self._broken(rich, style, width))
        return found

    def _broken(self, rich: Rich, style: Style, width: float) -> Iterator[Line]:
        spans = (Span(rich),) if isinstance(rich, str) else rich
        cleaned = [
            Span(plain(span.text, is_covered), span.strong or style.strong, span.slanted or style.slanted)
            for span in spans
        ]
        limit = int(width * 1000 / style.size)
        for paragraph in _paragraphs(cleaned):
            text = "".join(span.text for span in paragraph)
            base, found = levels(text) if has_right_to_left(text) else (0, [])
            words = list(self._words(paragraph, found))
            for placed in self._filled(words, limit):
                yield _line(placed, base, style.size)

    def _words(self, spans: Sequence[Span], found: Sequence[int]) -> Iterator[Word]:
        joint: Joint = "line"
        gap_level, place = 0, 0
        for span in spans:
            for token in _BETWEEN.split(span.text):
                if not token:
                    continue
                if token[0] == " ":
                    joint = "line" if joint == "line" else "space"
                    gap_level = found[place] if found else 0
                    place += len(token)
                    continue
                for piece in _SOFT.split(token):
                    for text, level in _level_runs(piece, found[place : place + len(piece)]):
                        yield self._word(text, span, level, joint, gap_level)
                        joint = "glue"
                    place += len(piece)
                    joint = "break"
                joint = "glue"

    def _word(self, text: str, like: Span | Word, level: int, joint: Joint, gap_level: int = 0) -> Word:
        strong, slanted = like.strong, like.slanted
        key = (text, strong, slanted, level)
        shaped = self._runs.get(key)
        if shaped is None:
            shaped = self._runs[key] = runs(text, strong=strong, slanted=slanted, level=level)
        gap = _space(strong, slanted, gap_level) if joint == "space" else None
        width = shaped[0].width if len(shaped) == 1 else sum(run.width for run in shaped)
        return Word(text, strong, slanted, level, joint, shaped, width, gap)

    def _filled(self, words: Sequence[Word], limit: int) -> Iterator[list[Word]]:
        placed: list[Word] = []
        used = 0
        for unit in _units(words):
            width = sum(word.width for word in unit)
            gap = unit[0].gap.width if unit[0].gap and placed else 0
            if placed and used + gap + width > limit:
                yield placed
                placed, used, gap = [], 0, 0
            if width > limit:
                *full, (placed, used) = self._torn(unit, limit)
                yield from (part for part, _ in full)
                continue
            placed += unit
            used += gap + width
        yield placed

    def _torn(self, unit: Sequence[Word], limit: int) -> Iterator[tuple[list[Word], int]]:
        """A word wider than the line, parted between letters (never between a letter and its marks)."""
        waiting = deque(
            self._word(cluster, word, word.level, "glue") for word in unit for cluster in clusters(word.text)
        )
        while waiting:
            taken = [waiting.popleft()]
            used = taken[0].width
            while waiting and used + waiting[0].width <= limit:
                taken.append(waiting.popleft())
                used += taken[-1].width
            placed = self._rejoined(taken)
            while len(taken) > 1 and sum(word.width for word in placed) > limit:  # letters shaped together are wider
                waiting.appendleft(taken.pop())
                placed = self._rejoined(taken)
            yield placed, sum(word.width for word in placed)

    def _rejoined(self, pieces: Sequence[Word]) -> list[Word]:
        joined: list[Word] = []
        for piece in pieces:
            last = joined[-1] if joined else None
            if last and (last.strong, last.slanted, last.level) == (piece.strong, piece.slanted, piece.level):
                joined[-1] = self._word(last.text + piece.text, last, last.level, "glue")
            else:
                joined.append(piece)
        return joined


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    current: list[Span] = []
    for span in spans:
        first, *others = span.text.split("\n")
        current.append(Span(first, span.strong, span.slanted))
        for text in others:
            yield current
            current = [Span(text, span.strong, span.slanted)]
    yield current


def _level_runs(text: str, found: Sequence[int]) -> Iterator[tuple[str, int]]:
    if not found:
        yield text, 0
        return
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or found[end] != found[start]:
            yield text[start:end], found[start]
            start = end


def _units(words: Sequence[Word]) -> Iterator[list[Word]]:
    unit: list[Word] = []
    for word in words:
        if unit and word.joint != "glue":
            yield unit
            unit = []
        unit.append(word)
    if unit:
        yield unit


@cache
def _space(strong: bool, slanted: bool, level: int) -> Run:
    face = body_face(strong, slanted)
    number = face.number(" ")
    part = Part(((0, f"<{number:04x}>"),))
    return Run(face, level, face.advance(number), (part,), frozenset((number,)), ())


def _line(words: Sequence[Word], base: int, size: float) -> Line:
    logical: list[Run] = []
    for word in words:
        if word.gap and logical:
            logical.append(word.gap)
        logical += word.runs
    numbers: dict[Face, frozenset[int]] = {}
    for run in logical:
        numbers[run.face] = numbers.get(run.face, frozenset()) | run.numbers
    return Line(
        width=sum(run.width for run in logical) * size / 1000,
        code="".join(_code(visual_order(logical), size)),
        is_right_to_left=base == 1,
        numbers=tuple(numbers.items()),
        letters=tuple((run.face, number, text) for run in logical for number, text in run.letters),
    )


def _code(drawn: Sequence[Run], size: float) -> Iterator[str]:
    """Operators for runs from left to right; glyphs that do not spell their text are wrapped in it (ActualText)."""
    face: Face | None = None
    operand = ""
    for run in drawn:
        if run.face is not face:
            yield _shown(operand)
            face, operand = run.face, ""
            yield f"/{face.resource} {size:g} Tf\n"
        for part in run.parts:
            if part.spoken:
                yield _shown(operand)
                operand = ""
                yield f"/Span <</ActualText <feff{part.spoken.encode('utf-16-be').hex()}>>> BDC\n"
            for rise, stroke in part.strokes:
                if rise:
                    yield _shown(operand) + f"{rise * size / 1000:.3f} Ts [{stroke}]TJ 0 Ts\n"
                    operand = ""
                else:
                    operand += stroke
            if part.spoken:
                yield _shown(operand) + "EMC\n"
                operand = ""
    yield _shown(operand)


def _shown(operand: str) -> str:
    return f"[{operand.replace('><', '')}]TJ\n" if operand else ""
