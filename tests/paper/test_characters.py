from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpconf.paper.characters import plain, written_out
from cpconf.paper.fonts import body_face, fallback_faces, is_covered


def everything(char: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb\u2003c", "a b c"),
        ("a\x00b\x07c\ufeffd\u00ade", "abcde"),
        ("Z\u0307o\u0301l\u0301c\u0301", "Żólć".replace("ó", "ó").replace("l", "ĺ")),
        ("✓\ufe0f", "✓"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_controls_vanish_and_letters_are_composed(typed: str, printed: str) -> None:
    assert plain(typed, everything) == unicodedata.normalize("NFC", printed)


@pytest.mark.parametrize(
    ("char", "stands_for_it"),
    [("😀", "[grinning face]"), ("中", "[U+4E2D]"), ("\ud800", "[U+D800]"), ("\ue000", "[U+E000]")],
)
def test_a_character_without_a_shape_is_written_out(char: str, stands_for_it: str) -> None:
    assert written_out(char) == stands_for_it
    assert plain(f"a{char}b", is_covered) == f"a{stands_for_it}b"


@given(st.text())
def test_what_is_printed_is_always_covered(text: str) -> None:
    printed = plain(text, is_covered)
    assert all(char == "\n" or char in "\u200c\u200d" or is_covered(char) for char in printed)
    assert plain(printed, is_covered) == printed


@pytest.mark.parametrize("strong", [False, True])
@pytest.mark.parametrize("slanted", [False, True])
def test_every_weight_covers_the_same_characters(strong: bool, slanted: bool) -> None:
    regular = {chr(code) for code in range(0x20, 0x3000) if is_covered(chr(code))}
    faces = (body_face(strong, slanted), *fallback_faces(strong))
    assert [char for char in regular if not any(face.covers(char) for face in faces)] == []
