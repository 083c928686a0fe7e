from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.paper.fonts import body_face
from cpconf.paper.lines import Line, Rich, Span, Typesetter
from cpconf.paper.styles import BODY

WIDTH = 120.0


def set_lines(rich: Rich, width: float = WIDTH) -> tuple[Line, ...]:
    return Typesetter().lines(rich, BODY, width)


def words_of(lines: tuple[Line, ...]) -> list[str]:
    """The text of lines that need one body face only, read off the glyphs."""
    face = body_face(False, False)
    found = []
    for line in lines:
        codes = "".join(re.findall(r"<([0-9a-f]+)>", line.code))
        found.append("".join(face.character(int(codes[at : at + 4], 16)) or "?" for at in range(0, len(codes), 4)))
    return found


def test_text_breaks_between_words() -> None:
    lines = set_lines("one two three four five six seven eight")
    assert words_of(lines) == ["one two three four five six", "seven eight"]


def test_typed_line_ends_are_kept() -> None:
    assert words_of(set_lines("one\n\ntwo")) == ["one", "", "two"]


def test_a_double_barrelled_name_may_break_after_its_hyphen_but_a_date_never() -> None:
    assert words_of(set_lines("Przykładowska-Wymyślona", 80)) == ["Przykładowska-", "Wymyślona"]
    assert words_of(set_lines("until 23/11/2026 only", 70)) == ["until", "23/11/2026", "only"]


def test_a_word_wider_than_the_line_is_parted() -> None:
    lines = set_lines("x" * 90)
    assert "".join(words_of(lines)) == "x" * 90
    assert all(line.width <= WIDTH for line in lines)


def test_a_no_break_space_holds_words_together() -> None:
    assert words_of(set_lines("Meet at 10\u00a0Example Street", 60))[1].startswith("10")


def test_spans_without_a_space_between_them_do_not_part() -> None:
    lines = set_lines((Span("Zofia", strong=True), Span(": yes, and"), Span(" more", slanted=True)), 400)
    assert len(lines) == 1
    assert len(lines[0].numbers) == 3


def test_a_run_of_spaces_counts_once() -> None:
    assert words_of(set_lines("a   b")) == words_of(set_lines("a b"))


def test_lines_are_remembered_by_text_style_and_width() -> None:
    setter = Typesetter()
    first = setter.lines("some words", BODY, 100)
    assert setter.lines("some words", BODY, 100) is first
    assert setter.lines("some words", BODY, 20) != first


@given(st.text(alphabet="aąbcć -/\n.", max_size=200), st.floats(min_value=40, max_value=300))
def test_lines_keep_every_letter_and_never_run_over(text: str, width: float) -> None:
    lines = set_lines(text, width)
    assert "".join(words_of(lines)).replace(" ", "") == re.sub(r"[ \n]", "", text)
    assert all(line.width <= width + 0.1 for line in lines)


@pytest.mark.parametrize("text", ["", " ", "\n", "\u200d", "\u0301", "\u200f"])
def test_a_text_of_nothing_has_lines_that_draw_nothing(text: str) -> None:
    assert all(line.width < 10 for line in set_lines(text))
