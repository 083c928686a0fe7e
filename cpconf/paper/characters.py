"""Typed text made printable: line ends, controls, and characters that no font has; knows nothing of fonts' shapes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_PLAIN = re.compile(r"[\x20-\x7e\xa1-\xac\xae-\xff\u0100-\u0240\u2010\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]*")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"  # they choose letter forms in Persian and Indic names, so they stay
NO_BREAK_SPACE = "\u00a0"


def plain(text: str, is_covered: Callable[[str], bool]) -> str:
    """`text` with "\\n" line ends, composed letters (NFC) and only characters that can be drawn.

    Controls and invisible format characters vanish. A character for which `is_covered` says no is written out where
    it stood, in square brackets, so that nobody takes a gap for an omission: "[grinning face]" for a symbol,
    "[U+4E2D]" for a letter.
    """
    if _PLAIN.fullmatch(text):
        return text
    composed = unicodedata.normalize("NFC", _LINE_END.sub("\n", text))
    return "".join(_drawable(char, is_covered) for char in composed)


def _drawable(char: str, is_covered: Callable[[str], bool]) -> str:
    category = unicodedata.category(char)
    if char in "\n \u00a0" or char in _JOINERS:
        return char
    if char == "\t" or category == "Zs":
        return NO_BREAK_SPACE if char == "\u202f" else " "
    if category in ("Cc", "Cf") or _is_variation_selector(char):
        return ""
    return char if is_covered(char) else written_out(char)


def _is_variation_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def written_out(char: str) -> str:
    """What stands for a character that cannot be drawn: its name if it is a symbol, else its number."""
    name = unicodedata.name(char, "")
    if name and unicodedata.category(char) in ("So", "Sm", "Sk", "Sc"):
        return f"[{name.lower()}]"
    return f"[U+{ord(char):04X}]"


def is_mark(char: str) -> bool:
    """A combining mark or joiner: drawn with the letter before it, by the same font."""
    return char in _JOINERS or unicodedata.category(char) in ("Mn", "Mc", "Me")
