"""The bundled typefaces: what each covers, how it shapes, and its embedded cut; knows no pages."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import uharfbuzz as hb

import resources

_LANGUAGES = {
    "Arab": "ur",
    "Guru": "pa",
    "Beng": "bn",
}  # fixed: the machine's own language must not change a paper
_KEPT_TABLES = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn shape: glyph number, place of its first character in the text, and movements in 1/1000 em."""

    number: int
    cluster: int
    advance: int
    dx: int
    dy: int


def _is_presentation_form(code: int) -> bool:
    """Arabic letter shapes with numbers of their own, which nobody types: the letter itself is meant."""
    return 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC


class Face:
    """One TrueType file. `name` is its PostScript name, `resource` the short name that content streams call it by."""

    def __init__(self, file: str, name: str, resource: str) -> None:
        self.name = name
        self.resource = resource
        self._face = hb.Face(hb.Blob(resources.path(f"fonts/{file}.ttf").read_bytes()))
        self._font = hb.Font(self._face)
        self._scale = 1000 / self._face.upem
        self._numbers: dict[int, int] = {
            code: self._font.get_nominal_glyph(code) for code in sorted(self._face.unicodes)
        }
        self._characters: dict[int, str] = {}
        for code, number in self._numbers.items():
            if code >= 0x20 and not _is_presentation_form(code):
                self._characters.setdefault(number, chr(code))

    def __repr__(self) -> str:
        return f"Face({self.name})"

    def covers(self, text: str) -> bool:
        """Whether every character has a shape here; joiners need none."""
        return all(ord(char) in self._numbers or char in "\u200c\u200d" for char in text)

    def number(self, char: str) -> int:
        """The glyph number of one covered character."""
        return self._numbers[ord(char)]

    def character(self, number: int) -> str | None:
        """The lowest character that this glyph alone stands for, or None for a form that only shaping makes."""
        return self._characters.get(number)

    def advance(self, number: int) -> int:
        """The width of a glyph in 1/1000 em, as the font file states it."""
        return int(self._font.get_glyph_h_advance(number) * self._scale + 0.5)

    def shape(self, text: str, *, right_to_left: bool) -> list[Glyph]:
        """Glyphs from left to right as they are drawn, whatever the direction of `text`."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.language = "en"
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.guess_segment_properties()
        buffer.language = _LANGUAGES.get(buffer.script, "en")
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        hb.shape(self._font, buffer)
        scale = self._scale
        return [
            Glyph(
                info.codepoint,
                info.cluster,
                round(place.x_advance * scale),
                round(place.x_offset * scale),
                round(place.y_offset * scale),
            )
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def program(self, numbers: frozenset[int]) -> bytes:
        """A TrueType file with only these glyphs, under their own numbers, and no layout tables."""
        return _cut(self, numbers)

    def measures(self) -> dict[str, Any]:
        """Bounding box, ascent, descent, capital height (1/1000 em) and slant (degrees) for a font descriptor."""
        scale = self._scale
        box = struct.unpack_from(">4h", self._table("head"), 36)
        ascent, descent = struct.unpack_from(">2h", self._table("hhea"), 4)
        (capital,) = struct.unpack_from(">h", self._table("OS/2"), 88)
        (slant,) = struct.unpack_from(">i", self._table("post"), 4)
        return {
            "box": [round(edge * scale) for edge in box],
            "ascent": round(ascent * scale),
            "descent": round(descent * scale),
            "capital": round((capital or ascent) * scale),
            "slant": slant / 65536,
        }

    def _table(self, tag: str) -> bytes:
        return bytes(self._face.reference_table(tag).data)


@lru_cache(maxsize=64)
def _cut(face: Face, numbers: frozenset[int]) -> bytes:
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    for number in sorted(numbers):
        wanted.glyph_set.add(number)
    for tag in face._face.table_tags:
        if tag not in _KEPT_TABLES:
            wanted.drop_table_tag_set.add(int.from_bytes(tag.encode("ascii"), "big"))
    return bytes(hb.subset(face._face, wanted).blob.data)


_ATKINSON = "AtkinsonHyperlegibleNext"
_BODY = {  # (strong, slanted): file, PostScript name, resource
    (False, False): ("400Regular", "Regular", "A"),
    (True, False): ("700Bold", "Bold", "AB"),
    (False, True): ("400Regular_Italic", "Italic", "AI"),
    (True, True): ("700Bold_Italic", "BoldItalic", "AX"),
}
_SCRIPTS = (("NotoSans", "N"), ("NotoNaskhArabic", "U"), ("NotoSansGurmukhi", "P"), ("NotoSansBengali", "B"))
_SYMBOLS = (
    ("NotoSansSymbols2_cut", "NotoSansSymbols2-Cut", "S"),
    ("NotoSansMath_cut", "NotoSansMath-Cut", "M"),
)


@cache
def _load(file: str, name: str, resource: str) -> Face:
    return Face(file, name, resource)


@cache
def body_face(strong: bool, slanted: bool) -> Face:
    """The face that sets ordinary text of this weight and slope, and every space."""
    file, suffix, resource = _BODY[strong, slanted]
    return _load(f"{_ATKINSON}_{file}", f"{_ATKINSON}-{suffix}", f"F{resource}")


@cache
def fallback_faces(strong: bool) -> tuple[Face, ...]:
    """The faces to ask, in this order, for what the body face lacks; slanted text falls back to upright."""
    file, suffix, mark = ("700Bold", "Bold", "B") if strong else ("400Regular", "Regular", "")
    scripts = [_load(f"{family}_{file}", f"{family}-{suffix}", f"F{key}{mark}") for family, key in _SCRIPTS]
    return (*scripts, *(_load(file, name, f"F{key}") for file, name, key in _SYMBOLS))


def is_covered(char: str) -> bool:
    """Whether any bundled face has a shape for this character."""
    return body_face(False, False).covers(char) or any(face.covers(char) for face in fallback_faces(False))
