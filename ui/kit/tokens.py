"""Every colour, distance and type size of the desktop, by name; knows no widget."""

from __future__ import annotations

from typing import NamedTuple


class Theme(NamedTuple):  # not a dataclass: importing those costs a tenth of the first paint
    """One palette. Names say what a colour is for, never what it looks like.

    `text` on `surface`, `ground` or `chosen` and each tone on its `_soft` reach 4.5:1; `edge`, `focus` and `accent`
    reach 3:1 against what they stand on (WCAG 2.2 AA; tests/ui/test_kit_style.py calculates it).
    """

    key: str
    title: str
    ground: str  # behind everything
    rail: str
    surface: str  # cards, tables, fields
    hover: str
    line: str  # separates; carries no meaning
    edge: str  # outline of a field or a box: must be seen
    text: str
    text_soft: str
    accent: str
    accent_hover: str
    on_accent: str
    chosen: str  # selected row, current place
    on_chosen: str
    focus: str
    good: str
    good_soft: str
    due: str
    due_soft: str
    late: str
    late_soft: str
    note: str
    note_soft: str
    plain: str
    plain_soft: str
    on_paint: str  # "white" or "black": which tick and chevron pictures fit on accent
    chevron: str  # "dark", "light": which chevron picture fits on surface


LIGHT = Theme(
    key="light",
    title="Light",
    ground="#f6f7f9",
    rail="#eef0f4",
    surface="#ffffff",
    hover="#f1f3f7",
    line="#e3e6ec",
    edge="#7e8796",
    text="#1a2130",
    text_soft="#525d6e",
    accent="#3555c8",
    accent_hover="#2a46ab",
    on_accent="#ffffff",
    chosen="#e6ebfb",
    on_chosen="#1a2130",
    focus="#3555c8",
    good="#19683a",
    good_soft="#e4f4ea",
    due="#8a4b00",
    due_soft="#fdf0d9",
    late="#a8201a",
    late_soft="#fde8e6",
    note="#2a46ab",
    note_soft="#e6ebfb",
    plain="#48525f",
    plain_soft="#eceff3",
    on_paint="white",
    chevron="dark",
)

DARK = Theme(
    key="dark",
    title="Dark",
    ground="#15181e",
    rail="#101318",
    surface="#1c2027",
    hover="#252a33",
    line="#2d333d",
    edge="#747f90",
    text="#e9ecf2",
    text_soft="#aab4c3",
    accent="#93a9ff",
    accent_hover="#b0c0ff",
    on_accent="#0f1530",
    chosen="#2b3558",
    on_chosen="#f3f5fb",
    focus="#a9baff",
    good="#7fd6a0",
    good_soft="#17301f",
    due="#f3bd63",
    due_soft="#35270f",
    late="#ff9a90",
    late_soft="#3d1b1a",
    note="#a9baff",
    note_soft="#232c4c",
    plain="#c3cbd7",
    plain_soft="#2a303a",
    on_paint="black",
    chevron="light",
)

CONTRAST = Theme(
    key="contrast",
    title="High contrast",
    ground="#000000",
    rail="#000000",
    surface="#000000",
    hover="#262626",
    line="#ffffff",
    edge="#ffffff",
    text="#ffffff",
    text_soft="#ffffff",
    accent="#ffe600",
    accent_hover="#fff48a",
    on_accent="#000000",
    chosen="#ffe600",
    on_chosen="#000000",
    focus="#00e5ff",
    good="#8cff9e",
    good_soft="#000000",
    due="#ffd54a",
    due_soft="#000000",
    late="#ffaaa3",
    late_soft="#000000",
    note="#9fd8ff",
    note_soft="#000000",
    plain="#ffffff",
    plain_soft="#000000",
    on_paint="black",
    chevron="light",
)

THEMES = {theme.key: theme for theme in (LIGHT, DARK, CONTRAST)}

# Pixels at 100 %. Distances: multiples of four. Type: one step is about 1.2.
SPACE = {"xs": 4, "s": 8, "m": 12, "l": 16, "xl": 24, "xxl": 32}
TYPE = {"small": 13, "body": 14, "large": 16, "heading": 17, "title": 24, "typing": 19}
RADIUS = 6
ROW = 34
CONTROL = 34
RAIL = 204
SCALES = (100, 110, 125, 150, 175, 200)
TONES = ("good", "due", "late", "note", "plain")
